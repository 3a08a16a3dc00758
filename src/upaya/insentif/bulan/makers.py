"""Who decided what a month is computed from, before it began: they judge none of it either.

Decrees of officers, the district's own rules, the indices. That it must be another person no text
says: it is our reading (asumsi), as for whoever writes in a month.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import TruncMonth

from upaya.insentif.indeks.models import IndeksTerbit
from upaya.pegawai.makers import histories
from upaya.regulasi.models import BarisAturan
from upaya.rules.bok.menu import SIFAT_KABUPATEN
from upaya.rules.insentif.ketentuan import DASAR_DOKUMEN

if TYPE_CHECKING:  # a month asks this module
    from upaya.insentif.bulan.models import Pengajuan

OWN = "insentif_ukm."
"""How the keys of the district's rules begin by which a month is computed."""

WRITTEN = "ikut mengisi bulan ini"
WORDS = (
    WRITTEN,
    "mencatat atau mengonfirmasi SK yang berlaku dalam bulan ini",
    "mencatat jabatan petugas yang berlaku dalam bulan ini",
    "menetapkan petugas yang berhak dalam bulan ini",
    "ikut menetapkan aturan kabupaten yang berlaku dalam bulan ini",
    "menerbitkan indeks bulan ini",
)
"""What a person did, by the place of its source in `_sources`."""


def makers(month: Pengajuan) -> Mapping[int, str]:
    """Who wrote in a month or decided what it is computed from, each with what; one query."""
    arms: list[QuerySet[Any, Any]] = [_arm(0, month.pengisi.order_by(), "user")]
    place = (month.kabupaten_id, month.puskesmas_id, month.periode)
    for number, (rows, fields) in enumerate(_sources(*place, year=month.periode.year), start=1):
        arms.extend(_arm(number, rows, field) for field in fields)
    found = sorted(arms[0].union(*arms[1:]).values_list("sumber", "orang"), reverse=True)
    return {user: WORDS[number] for number, user in found}


def made_by(user_id: int, prefix: str = "") -> Q:
    """Whether this person decided what a month is computed from, as a condition on rows.

    `prefix` leads from a row to its month; see `makers`.
    """
    kabupaten, puskesmas, month = (
        OuterRef(f"{prefix}{name}") for name in ("kabupaten", "puskesmas", "periode")
    )
    year = OuterRef(f"{prefix}periode__year")
    found = Q()
    for rows, fields in _sources(kabupaten, puskesmas, month, year=year):
        own = Q()
        for field in fields:
            own |= Q(**{field: user_id})
        found |= Q(Exists(rows.filter(own)))
    return found


def _sources(
    kabupaten: Any,  # noqa: ANN401 - values, or an OuterRef to where they stand
    puskesmas: Any,  # noqa: ANN401
    month: Any,  # noqa: ANN401
    *,
    year: Any,  # noqa: ANN401
) -> Iterator[tuple[QuerySet[Any], tuple[str, ...]]]:
    """Rows that decide, and their fields that name somebody, in the order of WORDS."""
    for rows in histories(puskesmas, month):
        yield rows, ("history_user",)
    rules = BarisAturan.objects.order_by().filter(
        Q(kunci__startswith=OWN) | Q(kunci=SIFAT_KABUPATEN),
        status=BarisAturan.Status.DISETUJUI,
        kabupaten=kabupaten,
    )
    # What is decreed for a puskesmas counts for a year; for the district, from its day on.
    general = Q(puskesmas=None, since__lte=month) & (Q(sampai=None) | Q(sampai__gte=month))
    rules = rules.exclude(kunci=DASAR_DOKUMEN).alias(since=TruncMonth("mulai"))
    counting = rules.filter(Q(puskesmas=puskesmas, mulai__year=year) | general)
    yield counting, ("diusulkan_oleh", "diputus_oleh")
    published = IndeksTerbit.objects.order_by().filter(puskesmas=puskesmas, periode=month)
    yield published, ("diterbitkan_oleh",)


def _arm(number: int, rows: QuerySet[Any, Any], field: str) -> QuerySet[Any, Any]:
    kept = rows.filter(**{f"{field}__isnull": False})
    named = kept.annotate(sumber=Value(number, IntegerField()), orang=F(field))
    arm: QuerySet[Any, Any] = named.values("sumber", "orang")
    return arm
