"""Corrections of approved months, whose difference is paid later."""
