"""The law of Insentif UKM (Pasal 11A) as code: month in, amounts and their working out."""
