"""The words we know: roots by field, and the exceptions with their reasons (`data/*.yaml`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Akar = tuple[str, ...]
_OLD = (("oe", "u"), ("tj", "c"), ("dj", "\0"), ("nj", "ny"), ("sj", "sy"), ("ch", "kh"))
_FOREIGN = (
    ("nisasi", ("",)), ("isasi", ("", "is", "e")), ("abilitas", ("abel",)), ("ivitas", ("if",)),
    ("itas", ("", "al", "is")), ("isme", ("",)), ("ator", ("asi",)), ("atif", ("asi",)),
    ("ir", ("asi",)), ("onal", ("",)), ("al", ("",)), ("is", ("", "e")), ("wan", ("",)),
    ("wati", ("",)), ("wi", ("",)), ("iah", ("",)), ("niah", ("",)), ("if", ("i",)),
)  # fmt: skip
"""Foreign endings, and what stood in their place: -ator in komunikator for -asi."""
_LEAST_BASE = 4
_BOUND = (
    "pra", "antar", "pasca", "non", "anti", "multi", "sub", "nir", "maha", "tuna", "swa", "inter",
    "super", "mikro", "makro", "semi", "ekstra", "dwi", "pramu", "kontra", "purna", "psiko",
    "sosio", "neuro",
)  # fmt: skip
"""Elements that stand only before another word: prasekolah, antarlembaga."""


@dataclass(frozen=True, slots=True)
class Kosakata:
    """Roots, exceptions, and why each exception stands there."""

    akar: frozenset[str]
    nama: frozenset[str]
    """Places and abbreviations: known as they stand, but nothing is peeled down to them."""
    kecuali: Mapping[str, Akar]
    alasan: Mapping[str, str]

    def listed(self, kata: str) -> Akar:
        """The roots of a word that a list names; else ()."""
        if kata in self.kecuali:
            return self.kecuali[kata]
        return (kata,) if kata in self.akar or kata in self.nama else ()

    def inside(self, kata: str) -> Akar:
        """The roots of what is left when something was peeled: a name is nobody's root."""
        return () if kata in self.nama and kata not in self.akar else self.listed(kata)

    def derived(self, kata: str) -> Akar:
        """The same of a word made of a listed one by a foreign ending or a doubled first sound."""
        return self.inside(kata) or self._foreign(kata) or self._doubled_start(kata)

    def _foreign(self, kata: str) -> Akar:
        for ending, instead in _FOREIGN:
            base = kata[: -len(ending)]
            if kata.endswith(ending) and len(base) >= _LEAST_BASE:
                for other in instead:
                    if base + other in self.akar or base + other in self.kecuali:
                        return self.kecuali.get(base + other, (base + other,))
        return ()

    def _doubled_start(self, kata: str) -> Akar:
        """Jejaring, dedaun(an), pepohon(an): the first sound doubled with e."""
        rest = kata[2:]
        if kata[1:2] == "e" and kata[:1] == rest[:1] and rest in self.akar:
            return self.kecuali.get(rest, (rest,))
        return ()


def ejaan_baru(kata: str) -> Iterator[str]:
    """A word in today's spelling, if it may be the old one: boekoe, tjatatan, rakjat."""
    written = kata
    for old, new in _OLD:
        written = written.replace(old, new)
    if written != kata or "j" in kata:
        yield written.replace("\0", "j")
        yield written.replace("j", "y").replace("\0", "j")


def tanpa_unsur(kata: str) -> Iterator[str]:
    """What stands after a bound element: prasekolah, antarlembaga, pascabencana."""
    for element in _BOUND:
        if kata.startswith(element) and len(kata) >= len(element) + _LEAST_BASE:
            yield kata[len(element) :]


@cache
def kosakata() -> Kosakata:
    """Read the lists, once a process. Raises ValueError when an exception leads to no root."""
    akar: set[str] = set()
    nama: set[str] = set()
    kecuali: dict[str, Akar] = {}
    alasan: dict[str, str] = {}
    folder = resources.files("upaya.rules.kata") / "data"
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        content: dict[str, Any] = yaml.load(entry.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - safe loader
        for words in content.get("akar", {}).values():
            akar.update(words.split())
        for words in content.get("nama", {}).values():
            nama.update(words.split())
        for group in content.get("kelompok", ()):
            for word, roots in group["kata"].items():
                if word in kecuali:
                    raise ValueError(f"{entry.name}: {word!r} dikecualikan dua kali")
                kecuali[word], alasan[word] = tuple(roots.split()), group["alasan"]
    for word, roots in kecuali.items():
        for root in roots:
            if root not in kecuali.get(root, (root,)):
                raise ValueError(f"{word!r} menunjuk {root!r}, yang bukan akarnya sendiri")
            akar.add(root)
    return Kosakata(
        frozenset(akar), frozenset(nama), MappingProxyType(kecuali), MappingProxyType(alasan)
    )
