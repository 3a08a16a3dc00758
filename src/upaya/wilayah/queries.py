"""What others ask of the map: category and population of a puskesmas on a day, in a year."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery

from upaya.core.scope import Scope
from upaya.wilayah.models import KategoriPuskesmas, Penduduk, Unit


def kategori_berlaku(puskesmas_id: int, day: date) -> QuerySet[KategoriPuskesmas]:
    """The categories of a puskesmas up to `day`, the one in force first."""
    rows: QuerySet[KategoriPuskesmas] = KategoriPuskesmas.objects.filter(
        puskesmas_id=puskesmas_id, mulai__lte=day
    )
    return rows.order_by("-mulai")


def kategori_pada(puskesmas_id: int, day: date) -> str | None:
    """The category in force on `day` (Pasal 11A ayat (6) huruf c); None when nobody entered one."""
    found = kategori_berlaku(puskesmas_id, day).values_list("kategori", flat=True).first()
    return str(found) if found else None


def penduduk_tahun(puskesmas_id: int, year: int) -> int | None:
    """The population of a year; None when nobody entered it."""
    rows = Penduduk.objects.filter(puskesmas_id=puskesmas_id, tahun=year)
    found = rows.order_by("pk").values_list("jumlah", flat=True).first()
    return int(found) if found is not None else None


def daftar(scope: Scope, day: date) -> QuerySet[Unit]:
    """Puskesmas within reach, each with `kategori_kini`, `penduduk_kini`, `banyak_fasilitas`.

    The category is that of `day`, the population that of its year; None where nobody entered one.
    """
    category = KategoriPuskesmas.objects.filter(puskesmas=OuterRef("pk"), mulai__lte=day)
    people = Penduduk.objects.filter(puskesmas=OuterRef("pk"), tahun=day.year)
    rows: QuerySet[Unit] = (
        Unit.objects.for_scope(scope)
        .filter(jenis=Unit.Jenis.PUSKESMAS)
        .select_related("kecamatan")
        .annotate(
            kategori_kini=Subquery(category.order_by("-mulai").values("kategori")[:1]),
            penduduk_kini=Subquery(people.order_by("pk").values("jumlah")[:1]),
            banyak_fasilitas=Count("fasilitas"),
        )
    )
    return rows
