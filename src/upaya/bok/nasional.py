"""The figure of BOK by district."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from upaya.bok.serapan.queries import spent_by
from upaya.core.nasional import AngkaDaerah, Sebulan
from upaya.wilayah.models import Unit


def _belanja(kabupaten: Collection[str], awal: date, akhir: date) -> Iterator[Sebulan]:
    """What the books of its puskesmas spent, as on their own boards; the stretch is of one year."""
    units = Unit.objects.filter(kabupaten__in=kabupaten, jenis=Unit.Jenis.PUSKESMAS)
    where = dict(units.order_by().values_list("pk", "kabupaten"))
    for unit, spent in spent_by(where, awal.year).items():
        for month, amount in spent.per_bulan.items():
            if awal.month <= month <= akhir.month:
                yield Sebulan(where[unit], month, amount)


BELANJA = AngkaDaerah(
    kode="bok",
    judul="Belanja BOK puskesmas",
    definisi="Uang BOK yang dibelanjakan puskesmas dalam rentang itu, dikurangi yang kembali.",
    kind="rupiah",
    hitung=_belanja,
)
