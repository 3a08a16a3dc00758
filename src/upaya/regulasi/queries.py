"""The rules as a district has them: the national files with its own approved rows on top."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max

from upaya.regulasi.models import BarisAturan, Kunci
from upaya.rules.ketentuan import PAGU, slug_puskesmas
from upaya.rules.loader import national_book
from upaya.rules.parameter import RawValue, RuleBook, Value
from upaya.wilayah.models import Unit


def rulebook_for(kabupaten: str) -> RuleBook:
    """The book of a district; one small query tells whether its rows changed since last time."""
    approved = BarisAturan.objects.filter(kabupaten_id=kabupaten, status="disetujui")
    mark = approved.aggregate(count=Count("pk"), last=Max("diputus_pada"))
    return _book(kabupaten, mark["count"], str(mark["last"]))


@lru_cache(maxsize=64)
def _book(kabupaten: str, count: int, _last: str) -> RuleBook:
    if not count:
        return national_book()
    rows = BarisAturan.objects.filter(kabupaten_id=kabupaten, status="disetujui").select_related(
        "puskesmas"
    )
    return national_book().overlay([as_value(row) for row in rows.order_by("pk")])


def as_value(row: BarisAturan) -> Value:
    """A district's row as the rules read it."""
    return Value(
        key=row.kunci if row.puskesmas is None else PAGU + slug_puskesmas(row.puskesmas.nama),
        value=_raw(row.nilai),
        unit="",
        title=row.get_kunci_display(),
        instrument=row.nomor_keputusan,
        article="",
        origin="asumsi" if row.contoh else "teks",
        in_force=row.mulai,
        until=row.sampai,
        promulgated=row.tanggal_keputusan,
        district=row.kabupaten_id,
        package=f"keputusan-{row.pk}",
        note="Nilai contoh, belum ditetapkan." if row.contoh else "",
    )


def _raw(value: Any) -> RawValue:  # noqa: ANN401 - JSON of a shape checked by the form
    if isinstance(value, list):
        return tuple(Decimal(item) if isinstance(item, str) else item for item in value)
    return value


def pagu_insentif(kabupaten: str, puskesmas_id: int, year: int) -> int | None:
    """The year's ceiling of a puskesmas in rupiah (Pasal 11A ayat (8) huruf l); None when unset."""
    name = Unit.objects.order_by().values_list("nama", flat=True).get(pk=puskesmas_id)
    found = rulebook_for(kabupaten).find(PAGU + slug_puskesmas(name), date(year, 12, 31), kabupaten)
    return found.integer if found else None


__all__ = ["Kunci", "as_value", "pagu_insentif", "rulebook_for"]
