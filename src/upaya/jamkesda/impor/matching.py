"""Whom the rows of a list may be in the register: asked for all of them at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from upaya.core.crypto import blind_index
from upaya.exchange.jamkesda.peserta_tabel import lahir
from upaya.jamkesda.impor.models import BarisImpor
from upaya.rules.nama_orang import baku
from upaya.warga.models import Warga

T = TypeVar("T")
Cocok = BarisImpor.Cocok
_AT_ONCE = 500
"""How many values one question names."""


@dataclass(frozen=True, slots=True)
class Temuan:
    """What was found for one row."""

    cocok: str
    warga: Warga | None = None


class Register:
    """The people of a district who have anything in common with these rows."""

    def __init__(self, kabupaten: str, rows: Sequence[Mapping[str, str]]) -> None:
        self.by_nik: dict[str, Warga] = {}
        self.by_birth: dict[tuple[date, str], list[Warga]] = defaultdict(list)
        known = Warga.objects.filter(kabupaten=kabupaten, gabung_ke=None).select_related("desa")
        indexes = {blind_index(row["nik"], "nik") for row in rows if row["nik"]}
        for some in chunks(sorted(indexes)):
            for one in known.filter(nik_indeks__in=some):
                self.by_nik[one.nik_indeks] = one
        for days in chunks(sorted({lahir(row) for row in rows})):
            for one in known.filter(tanggal_lahir__in=days).order_by("pk"):
                self.by_birth[one.tanggal_lahir, one.nama_baku].append(one)

    def cari(self, row: Mapping[str, str]) -> Temuan:
        """Exact: the NIK with the name or the birth date; without a NIK name, birth and mother.

        Likely: anything less that both have in common. A person decides on it.
        """
        name, born = baku(row["nama"]), lahir(row)
        own = self.by_nik.get(blind_index(row["nik"], "nik")) if row["nik"] else None
        if own is not None:
            sure = born == own.tanggal_lahir or name == own.nama_baku
            return Temuan(Cocok.TEPAT if sure else Cocok.MIRIP, own)
        for one in self.by_birth.get((born, name), ()):
            bare = not row["nik"] and not one.nik
            if bare and row["ibu"] and baku(row["ibu"]) == baku(one.ibu):
                return Temuan(Cocok.TEPAT, one)
        alike = self.by_birth.get((born, name))
        return Temuan(Cocok.MIRIP, alike[0]) if alike else Temuan(Cocok.BARU)

    def tambah(self, made: Warga) -> None:
        """Somebody who has just come in."""
        if made.nik:
            self.by_nik[blind_index(made.nik, "nik")] = made
        self.by_birth[made.tanggal_lahir, baku(made.nama)].append(made)


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """Few values at a time: a database takes so many in one question."""
    listed = list(values)
    for at in range(0, len(listed), _AT_ONCE):
        yield listed[at : at + _AT_ONCE]
