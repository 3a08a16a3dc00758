"""A plan from a workbook and to one: a dry run first, then exactly that, all or nothing."""
