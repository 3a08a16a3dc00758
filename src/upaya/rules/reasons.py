"""Whether what somebody wrote says anything; the one rule for reasons, wherever one is asked."""

from __future__ import annotations

import re

WORDS, LETTERS = 2, 10
"""What a reason has at least: less cannot say what has to be put right."""

_WORD = re.compile(r"[^\W\d_]{2,}")


def says_something(text: str, words: int = WORDS, letters: int = LETTERS) -> bool:
    """Whether `text` has so many words of two letters or more, different ones, and so many letters.

    Counted are letters, so that neither dots nor one word repeated makes a reason.
    """
    found = {word.casefold() for word in _WORD.findall(text)}
    return len(found) >= words and sum(map(len, found)) >= letters
