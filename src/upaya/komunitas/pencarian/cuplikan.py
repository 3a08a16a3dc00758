"""The part of a text in which the words that were asked for stand, with these marked."""

from __future__ import annotations

import re

from upaya.komunitas.pencarian import kata
from upaya.rules.kata.tulisan import kata_dalam

_BEFORE, _LENGTH = 80, 260
Bagian = tuple[str, bool]
"""Words, and whether they are marked."""


def cuplikan(teks: str, groups: tuple[tuple[str, ...], ...]) -> list[Bagian]:
    """About three lines around the first word that was asked for; the beginning without one."""
    words = re.sub(r"[*_`#]+|^\s*>+", "", teks, flags=re.MULTILINE)
    plain = re.sub(r"\s+", " ", words).strip()
    wanted = {token for group in groups for token in group}
    hits = [
        (start, start + len(word))
        for start, word in _places(plain)
        if wanted.intersection(kata.of_word(word))
    ]
    begin = max(0, hits[0][0] - _BEFORE) if hits else 0
    if begin:
        begin = plain.find(" ", begin) + 1
    end = min(len(plain), begin + _LENGTH)
    found: list[Bagian] = [("… ", False)] if begin else []
    at = begin
    for first, last in hits:
        if first >= end or first < at:
            continue
        found += [(plain[at:first], False), (plain[first:last], True)]
        at = last
    found.append((plain[at : max(at, end)], False))
    return [*found, (" …", False)] if end < len(plain) else found


def _places(plain: str) -> list[tuple[int, str]]:
    found, at = [], 0
    for word in kata_dalam(plain):
        start = plain.index(word, at)
        found.append((start, word))
        at = start + len(word)
    return found
