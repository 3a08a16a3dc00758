"""Words as people type them: where a word begins and ends, and its one written form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_APOSTROPHES = "'\u2018\u2019\u02bc\u02bb\u02b9\u2032`\u00b4"
_HYPHENS = "\\-\u2010\u2011"
_HIDDEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_LETTER = r"[^\W\d_]"
_WORD = re.compile(
    rf"(?<![^\W_]){_LETTER}\.(?:{_LETTER}{{1,3}}\.)*{_LETTER}{{1,4}}(?![^\W_])\.?"  # S.K.M., S.Kep
    r"|(?:Rp ?)?[0-9]+(?:[.,][0-9]+)+(?![^\W_])"  # Rp1.500.000
    rf"|[^\W_]+(?:[{_APOSTROPHES}{_HYPHENS}\u00ad\u200b-\u200d\u2060\u0300-\u036f]+[^\W_]+)*"
)
_TO_PLAIN = str.maketrans(
    {**dict.fromkeys(_APOSTROPHES, ""), "\u2010": "-", "\u2011": "-", "\u2013": "-"}
)


def kata_dalam(teks: str) -> Iterator[str]:
    """Every word of a text as it was typed, in its order; signs between words are left out."""
    return (found.group() for found in _WORD.finditer(teks))


def bentuk(kata: str) -> str:
    """A word in its one written form: small letters, no accents, apostrophes or hidden signs.

    "Jum'at" is `jumat`, "S.K.M." `skm`, "Rp1.500.000" `1500000`; "" when nothing readable is left.
    """
    text = unicodedata.normalize("NFKD", kata.translate(_HIDDEN)).casefold()
    text = unicodedata.normalize("NFKD", text).translate(_TO_PLAIN)
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    if re.search("[0-9][.,][0-9]", text):
        text = re.sub("^rp *", "", text)
        if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{3})+", text):
            text = text.replace(".", "")
        return text
    return "-".join(part for part in re.split("-+", text.replace(".", "")) if part)
