"""The plan as of a version: for each activity the youngest row up to it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from upaya.bok.rencana.models import KegiatanRencana, Rencana, RincianRencana
from upaya.rules.bok.plan import Kegiatan, Rincian
from upaya.rules.bok.road import DITETAPKAN


def rows_until(rencana: Rencana) -> list[KegiatanRencana]:
    """What stands in the plan as of this version, in the order of their numbers, with lines."""
    rows = (
        KegiatanRencana.objects.filter(
            rencana__puskesmas=rencana.puskesmas_id,
            rencana__tahun=rencana.tahun,
            rencana__nomor__lte=rencana.nomor,
        )
        .select_related("rencana")
        .prefetch_related("rincian")
        .order_by("kunci", "rencana__nomor")
    )
    return standing(rows)


def standing(rows: Iterable[KegiatanRencana]) -> list[KegiatanRencana]:
    """The youngest of each number, without what was taken out; `rows` in order of versions."""
    youngest: dict[int, KegiatanRencana] = {}
    for row in rows:
        youngest[row.kunci] = row
    return [row for row in youngest.values() if not row.dihapus]


def in_force(puskesmas_id: int, year: int) -> Rencana | None:
    """The version that was decided last; None before the first."""
    rows: QuerySet[Rencana] = Rencana.objects.filter(
        puskesmas=puskesmas_id, tahun=year, status=DITETAPKAN
    )
    return rows.select_related("puskesmas", "kabupaten").order_by("-nomor").first()


def pure(row: KegiatanRencana) -> Kegiatan:
    """An activity as the rules read it."""
    return Kegiatan(
        kunci=str(row.pk),
        nama=row.nama,
        menu=row.menu,
        bulan=frozenset(row.bulan),
        kali=row.kali,
        desa=row.desa,
        lokakarya=row.lokakarya,
        cara=row.cara,
        penjelasan=row.penjelasan,
        rincian=tuple(pure_line(line) for line in row.rincian.all()),
    )


def pure_line(line: RincianRencana) -> Rincian:
    """A line as the rules read it."""
    return Rincian(
        kunci=str(line.urutan),
        uraian=line.uraian,
        belanja=line.belanja,
        volume=tuple((int(many), str(unit)) for many, unit in line.volume),
        harga=line.harga_satuan,
    )
