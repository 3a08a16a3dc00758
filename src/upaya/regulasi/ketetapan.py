"""The rules that a district sets itself: which there are, each system says.

A system names them in the `decrees` of its `sistem.py`. The database keeps the word of a rule, so a
new one is no migration.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.exceptions import ImproperlyConfigured, ValidationError

from upaya.core.registry import registry

Nilai = int | str | list[int]


@dataclass(frozen=True, slots=True)
class JenisKetetapan:
    """One such rule.

    `kunci` is the parameter it sets; one that ends with a dot is completed by the code of a
    puskesmas: each has its own, for a budget year (the database holds that too). `alamat` is its
    word in addresses, `judul` the title of a value with `{}` for the puskesmas, `form` a kind of
    `forms.DecreeForm`. `galat` says what is wrong with the shape of a value, "" when nothing is;
    `kata` writes a value for people.
    """

    kunci: str
    label: str
    alamat: str
    satuan: str
    judul: str
    form: type[Any]
    galat: Callable[[Nilai], str]
    kata: Callable[[Nilai], str]

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
