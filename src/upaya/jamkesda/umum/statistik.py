"""Numbers of a month for everybody: counted once an hour, what is small left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.cache import cache
from django.db.models import Count, QuerySet

from upaya.core import clock
from upaya.jamkesda.aduan.models import Aduan, UmpanBalik
from upaya.jamkesda.peserta.models import Peserta, aktif_pada
from upaya.jamkesda.ppk.models import Layanan
from upaya.jamkesda.surat.models import SuratJaminan
from upaya.rules.loader import national_book
from upaya.rules.statistik import terbuka

_HOUR = 60 * 60
MONTHS = 12
"""Months that may be asked for: the last ones that are over."""


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table of counts with its total; None is a count that is left out."""

    judul: str
    kolom: str
    baris: tuple[tuple[str, int | None], ...]
    jumlah: int | None

    @property
    def lajur(self) -> list[dict[str, object]]:
        """The two columns as `<c-table>` wants them."""
        return [
            {"key": "nama", "label": self.kolom},
            {"key": "banyak", "label": "Banyaknya", "num": True},
        ]

    @property
    def tertutup(self) -> bool:
        """Whether something is left out."""
        return self.jumlah is None or any(count is None for _, count in self.baris)


def bulan() -> list[date]:
    """First days of the months that are over, the newest first."""
    first, found = clock.today().replace(day=1), []
    for _ in range(MONTHS):
        first = (first - timedelta(days=1)).replace(day=1)
        found.append(first)
    return found


def batas() -> int:
    """The smallest count that is told."""
    return national_book().read("jamkesda.umum.batas_kecil", clock.today()).integer


def tabel(kabupaten: str, first: date) -> list[Tabel]:
    """The tables of a month."""
    key = f"jamkesda-statistik:{kabupaten}:{first:%Y-%m}:{clock.today():%Y-%m-%d}"
    found: list[Tabel] | None = cache.get(key)
    if found is None:
        found = _tables(kabupaten, first)
        cache.set(key, found, _HOUR)
    return found


def _tables(kabupaten: str, first: date) -> list[Tabel]:
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    members = Peserta.objects.filter(aktif_pada(last), kabupaten=kabupaten, gabung_ke=None)
    letters = SuratJaminan.objects.filter(
        kabupaten=kabupaten, mulai__range=(first, last), nomor__gt=""
    )
    sent = Aduan.objects.filter(kabupaten=kabupaten, masuk_pada__date__range=(first, last))
    marks = UmpanBalik.objects.filter(kabupaten=kabupaten, pada__date__range=(first, last))
    by_place = _counted(members, "warga__desa__induk__nama")
    return [
        _table("Peserta aktif pada akhir bulan", "Kecamatan", sorted(by_place.items())),
        _table(
            "Surat jaminan yang terbit", "Layanan", _choices(letters, "layanan", Layanan.choices)
        ),
        _table("Pengaduan dan pertanyaan", "Jenis", _choices(sent, "jenis", Aduan.Jenis.choices)),
        _table(
            "Nilai dari pemegang surat jaminan",
            "Nilai",
            _choices(marks, "nilai", [(number, f"Nilai {number}") for number in range(1, 6)]),
        ),
    ]


def _counted(rows: QuerySet[Peserta], name: str) -> Mapping[str, int]:
    found = rows.values(name).annotate(banyak=Count("pk")).order_by(name)
    return {str(row[name] or "Tidak tercatat"): row["banyak"] for row in found}


def _choices(
    rows: QuerySet[SuratJaminan] | QuerySet[Aduan] | QuerySet[UmpanBalik],
    name: str,
    choices: Sequence[tuple[object, object]],
) -> list[tuple[str, int]]:
    """Each choice with its count, also those of which there is none."""
    found = rows.values(name).annotate(banyak=Count("pk")).order_by(name)
    counted = {row[name]: row["banyak"] for row in found}
    return [(str(label), counted.get(value, 0)) for value, label in choices]


def _table(judul: str, kolom: str, rows: Sequence[tuple[str, int]]) -> Tabel:
    told = terbuka([count for _, count in rows], batas())
    names = [name for name, _ in rows]
    return Tabel(judul, kolom, tuple(zip(names, told.sel, strict=True)), told.jumlah)
