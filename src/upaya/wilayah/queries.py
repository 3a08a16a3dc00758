"""What others ask of the map: category and population of a puskesmas on a day, in a year."""

from __future__ import annotations

from datetime import date

from upaya.wilayah.models import KategoriPuskesmas, Penduduk


def kategori_pada(puskesmas_id: int, day: date) -> str | None:
    """The category in force on `day` (Pasal 11A ayat (6) huruf c); None when nobody entered one."""
    rows = KategoriPuskesmas.objects.filter(puskesmas_id=puskesmas_id, mulai__lte=day)
    found = rows.order_by("-mulai").values_list("kategori", flat=True).first()
    return str(found) if found else None


def penduduk_tahun(puskesmas_id: int, year: int) -> int | None:
    """The population of a year; None when nobody entered it."""
    rows = Penduduk.objects.filter(puskesmas_id=puskesmas_id, tahun=year)
    found = rows.order_by("pk").values_list("jumlah", flat=True).first()
    return int(found) if found is not None else None
