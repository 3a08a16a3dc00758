"""The documents of a month: each a function from what is frozen of it to the content of a paper.

One module for each document makes its content from the month's reading, `daftar` names them all and
says which are possible, `paket` puts a month's folder together for the auditor.
"""
