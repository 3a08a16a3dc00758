"""The five systems side by side for who looks at the nation: a figure of each by area."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from upaya.core import clock
from upaya.core.lists import Kind
from upaya.core.nasional import Jawaban, jawaban
from upaya.insentif.dasbor.queries.national import DasborNasional
from upaya.insentif.dasbor.views.tables import TOTAL, Lembar, SheetColumn
from upaya.rules.loader import national_book

_BATAS = "jamkesda.umum.batas_kecil"


@dataclass(frozen=True, slots=True)
class Daerahnya:
    """A line: an area and its districts."""

    nama: str
    kabupaten: Sequence[str]
    url: str = ""


def lembar_sistem(d: DasborNasional, url: Callable[[str], str]) -> Lembar:
    """Every system's figure by province or district; `url` leads down to an area by its key."""
    areas = _areas(d)
    every = [code for codes in areas.values() for code in codes]
    months = d.cakupan.rentang.bulan
    least = national_book().read(_BATAS, clock.today()).integer
    found = jawaban(every, months[0].first_day, months[-1].last_day, least)
    single = d.daerah.kabupaten is not None
    lines = [
        Daerahnya(d.nama[key], codes, "" if single else url(key)) for key, codes in areas.items()
    ]
    said = " ".join(one.angka.definisi for one in found)
    return Lembar(
        "Semua sistem",
        f"Semua sistem menurut {'kabupaten' if d.daerah.provinsi else 'provinsi'}",
        [
            SheetColumn("nama", "Daerah", url=lambda row: row.url),
            *(
                SheetColumn(
                    one.angka.kode,
                    one.angka.judul,
                    value=partial(_told, one),
                    kind=cast("Kind", one.angka.kind),
                )
                for one in found
            ),
        ],
        lines,
        None if single else Daerahnya(TOTAL, every),
        f"{said} Bulan sebuah kabupaten yang menyangkut kurang dari {least} orang tidak ikut "
        "dijumlahkan; yang hanya mempunyai bulan seperti itu dikosongkan.",
        "Belum ada kabupaten. Rangkuman muncul setelah sebuah kabupaten mulai memakai Upaya.",
    )


def _told(one: Jawaban, row: Daerahnya) -> int | None:
    return one.jumlah(row.kabupaten)


def _areas(d: DasborNasional) -> Mapping[Any, Sequence[str]]:
    """The districts of what is compared, by its key."""
    if d.daerah.provinsi:
        return {code: [str(code)] for code in d.nama}
    found: dict[Any, list[str]] = {name: [] for name in d.nama}
    for code, district in d.kabupaten.items():
        found[district.provinsi].append(code)
    return found
