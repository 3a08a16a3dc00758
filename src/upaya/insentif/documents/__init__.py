"""The documents of a month: each a function from what is frozen of it to the content of a paper.

`bahan` reads a month once, one module for each document makes its content, `daftar` names them all
and says which are possible, `paket` puts a month's folder together for the auditor.
"""
