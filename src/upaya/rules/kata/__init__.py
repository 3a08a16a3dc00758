"""Candidate roots of Indonesian words, so that *kontrak* finds *mengontrak* and *pengontrakan*.

A word of the lists in `data/` is its own root; every other word is peeled by the grammar of affixes
until such a word is left. A word that no list knows keeps every root that the grammar allows. The
lists are written by ourselves; no dictionary stands behind them.
"""
