"""A month as a workbook: downloaded, filled in a spreadsheet, compared, taken over."""
