"""Months of work: targets, attendance, report, evaluation, honour, its payment and papers."""
