"""A case on a road: what every system shares between its table of a workflow and its pages.

A system brings a `Workflow` (rules), a model of `case.py` and one `CasePages`; it gets the
executor, pages, findings, history, mails, its lines in *Tugas saya* and its lanes on the board.
"""
