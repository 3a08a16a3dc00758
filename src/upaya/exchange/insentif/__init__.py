"""Files of Insentif UKM: the month in as JSON or workbook, its result out."""
