"""Upaya: uang kesehatan sebuah kabupaten, dari aturan sampai ke penerimanya."""
