"""The law of tax on what is paid."""
