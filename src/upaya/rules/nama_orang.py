"""Names brought to one spelling, so that the same person is found whoever wrote the name.

Only for comparing: what is shown and printed stays as it was written. No text tells these; they are
the spellings that village registers mix (old and new orthography, titles, short forms of Muhammad).
"""

from __future__ import annotations

import re
import unicodedata

_TITLES = frozenset(
    {"h", "hj", "haji", "hajah", "kh", "ny", "nyi", "tn", "bpk", "ibu", "sdr", "sdri", "alm"}
    | {"almh", "dr", "drg", "drs", "dra", "ir", "prof", "r", "rr", "rd", "raden", "kyai", "ustad"}
)
_MUHAMMAD = frozenset(
    {"m", "moch", "moh", "mochamad", "mochammad", "mohamad", "mohammad", "mohd", "mokhamad"}
    | {"muh", "mhd", "md", "muchamad", "muchammad", "muhamad", "muhammad", "mukhamad", "mukhammad"}
)
_ABDUL, _SITI = frozenset({"abd", "abdul", "abdoel"}), frozenset({"st", "siti", "sitti", "sity"})
_OLD = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("nj", "ny"), ("sj", "sy"), ("ch", "kh"))
_DEGREE = re.compile(r",.*$")
_BINTI = re.compile(r"\b(bin|binti|b|bt)\b.*$")


def baku(name: str) -> str:
    """A name in its comparing form; "" for nothing that is a name.

    "H. Moch. Soekardjo, S.Pd." and "MUHAMMAD SUKARJO" are the same. A single name stays single, and
    a title that is all there is stays too.
    """
    text = unicodedata.normalize("NFKD", name)
    text = "".join(sign for sign in text if not unicodedata.combining(sign)).casefold()
    text = _DEGREE.sub("", text)
    text = re.sub(r"['`\u2018\u2019\u02bc]", "", text)
    words = [_spelt(word) for word in re.findall(r"[a-z]+", text)]
    if not words:
        return ""
    plain = " ".join(words)
    kept = (_BINTI.sub("", plain).split() if len(words) > 1 else words) or words
    while len(kept) > 1 and kept[0] in _SPELT_TITLES:
        kept = kept[1:]
    return " ".join(_word(word, first=not place) for place, word in enumerate(kept))


def _spelt(word: str) -> str:
    """A word in the spelling that is compared, before anything is looked for in it."""
    before = ""
    while before != word:  # what one rule leaves another may find
        before = word
        for old, new in _OLD:
            word = word.replace(old, new)
        # "Jumaiyah", "Jumaiah", "Jumaiyyah": a doubled or gliding letter is a way of writing.
        word = re.sub(r"(?<=[aiu])y(?=[aiu])", "", word)
        word = re.sub(r"(.)\1+", r"\1", word)
    return word


_SPELT_TITLES = frozenset(map(_spelt, _TITLES))
_ONE_FORM = {
    _spelt(word): form
    for form, words in (("muhammad", _MUHAMMAD), ("abdul", _ABDUL), ("siti", _SITI))
    for word in words
}


def _word(word: str, *, first: bool) -> str:
    """The short forms of a name as the name; a single letter only where a name begins."""
    return _ONE_FORM.get(word, word) if first or len(word) > 1 else word


def inisial(name: str) -> str:
    """The initials that a public page may show: "S. M." for "Siti Maryam"; titles left out."""
    words = re.findall(r"[^\W\d_]+", _DEGREE.sub("", name))
    while len(words) > 1 and words[0].casefold() in _TITLES:
        words = words[1:]
    return " ".join(f"{word[0].upper()}." for word in words[:4])
