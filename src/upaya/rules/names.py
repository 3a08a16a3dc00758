"""The code that a name gives: a printed regulation names a puskesmas, the law hangs on its code."""

import re

_SIGNS = re.compile(r"[^a-z0-9]+")
_PUSKESMAS = re.compile(r"^(uptd?[\s.]+)?(puskesmas|pusk\.?|pkm\.?)\s+")


def slug_puskesmas(nama: str) -> str:
    """Return the code a name gives: ``"Puskesmas Sumbermalang"`` is ``"sumbermalang"``.

    Case, spaces, punctuation and the word Puskesmas make no difference.
    """
    return _SIGNS.sub("", _PUSKESMAS.sub("", " ".join(nama.casefold().split())))
