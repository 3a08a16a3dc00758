"""Words of a text and of a question as tokens that both databases take as they are.

A token is a root in small ASCII letters and digits with a letter before it, so that no parser of a
database cuts it, changes it or leaves it out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import resources

from upaya.rules.kata.akar import akar
from upaya.rules.kata.tulisan import kata_dalam

_LONGEST = 60
MOST_WORDS = 12
_WORDS = (
    "yang dan atau di ke dari untuk pada dengan dalam oleh ini itu adalah ialah akan para bagi "
    "serta sebagai agar apa apakah"
)
_COMMON = frozenset(_WORDS.split(" "))
"""Words that nearly every text has: they narrow nothing and are left out of a question."""


@cache
def versi() -> str:
    """A mark of the word lists: roots of two versions do not meet."""
    found = hashlib.sha256()
    for file in sorted(resources.files("upaya.rules.kata").joinpath("data").iterdir(), key=str):
        if file.name.endswith(".yaml"):
            found.update(file.read_bytes())
    return found.hexdigest()[:12]


def tokens(teks: str) -> str:
    """Every root of a text once, with spaces between."""
    return " ".join(sorted({token for word in kata_dalam(teks) for token in of_word(word)}))


def of_word(word: str) -> tuple[str, ...]:
    """The tokens of one word, the likeliest first."""
    return tuple(dict.fromkeys(_token(root) for root in akar(word)))


def _token(root: str) -> str:
    plain = "".join(sign for sign in root if sign.isascii() and sign.isalnum()).lower()
    rest = "".join(sign for sign in root if not sign.isascii())
    if rest:
        return f"u{root.encode().hex()}"[:_LONGEST]
    return f"k{plain}"[:_LONGEST]


def asked(teks: str) -> tuple[tuple[str, ...], ...]:
    """A question as groups: of each group one token must be there. Common words narrow nothing."""
    words = list(_words(teks))
    narrow = [word for word in words if word.lower() not in _COMMON] or words
    groups = dict.fromkeys(of_word(word) for word in narrow)
    return tuple(groups)[:MOST_WORDS]


def _words(teks: str) -> Iterator[str]:
    return kata_dalam(teks)


def for_sqlite(groups: tuple[tuple[str, ...], ...], column: str = "") -> str:
    """The question in the language of FTS5; tokens are letters and digits alone."""
    where = f"{column} : " if column else ""
    return " AND ".join(f"{where}({' OR '.join(group)})" for group in groups)


def for_postgres(groups: tuple[tuple[str, ...], ...]) -> str:
    """The question in the language of to_tsquery."""
    return " & ".join(f"({' | '.join(group)})" for group in groups)
