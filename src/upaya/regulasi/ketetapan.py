"""The rules that a district sets itself: which there are, each system says.

A system names them in the `decrees` of its `sistem.py`. The database keeps the word of a rule, so a
new one is no migration.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.core.exceptions import ImproperlyConfigured, ValidationError

from upaya.core.registry import registry
from upaya.rules.parameter import RuleBook, Value

Nilai = int | str | list[int]


@dataclass(frozen=True, slots=True)
class Batas:
    """What a higher instrument says on a day where a decree wants to hold."""

    book: RuleBook
    hari: date
    kabupaten: str
    puskesmas: str

    def find(self, key: str) -> Value | None:
        """The value that was read in a text; what is practice or assumed fixes nothing."""
        found = self.book.find(key, self.hari, self.kabupaten)
        return found if found is not None and found.origin == "teks" else None


def _tanpa_batas(_nilai: Nilai, _batas: Batas) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class JenisKetetapan:
    """One such rule.

    `kunci` is the parameter it sets; one that ends with a dot is completed by the code of a
    puskesmas: each has its own, for a budget year (the database holds that too). `alamat` is its
    word in addresses, `judul` the title of a value with `{}` for the puskesmas, `form` a kind of
    `forms.DecreeForm`. `galat` says what is wrong with the shape of a value, "" when nothing is;
    `kata` writes a value for people; `lampau` says how it raises what a higher instrument fixes.
    """

    kunci: str
    label: str
    alamat: str
    satuan: str
    judul: str
    form: type[Any]
    galat: Callable[[Nilai], str]
    kata: Callable[[Nilai], str]
    lampau: Callable[[Nilai, Batas], str] = _tanpa_batas

    @property
    def per_unit(self) -> bool:
        """Whether each puskesmas has its own."""
        return self.kunci.endswith(".")


@cache
def semua() -> Mapping[str, JenisKetetapan]:
    """Every rule that a district may set, by its key."""
    found: dict[str, JenisKetetapan] = {}
    for jenis in registry().load("decrees"):
        if jenis.kunci in found:
            raise ImproperlyConfigured(f"ketetapan {jenis.kunci!r} dinyatakan dua kali")
        found[jenis.kunci] = jenis
    return found


def beralamat() -> dict[str, JenisKetetapan]:
    """The same by their word in addresses."""
    return {jenis.alamat: jenis for jenis in semua().values()}


def label(kunci: str) -> str:
    """A rule for people; its key when no system declares it any more."""
    jenis = semua().get(kunci)
    return jenis.label if jenis else kunci


def known(kunci: str) -> None:
    """Refuse a rule that no system declares."""
    if kunci not in semua():
        raise ValidationError(f"Aturan “{kunci}” tidak dikenal.")
