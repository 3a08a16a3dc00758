"""Sums of the months that count, by what is compared and by month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import (
    BigIntegerField,
    Count,
    DecimalField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Least, Round

from upaya.insentif.dasbor.queries.coverage import Cakupan
from upaya.insentif.indeks.models import IndeksTerbit
from upaya.insentif.isian.models import PelayananBulan
from upaya.insentif.koreksi.models import Koreksi
from upaya.rules.insentif import road_koreksi
from upaya.rules.insentif.indicators import MonthSums, batas_insentif
from upaya.rules.insentif.ketentuan import DASAR
from upaya.rules.insentif.road import APPROVED
from upaya.rules.insentif.spm import PELAYANAN, Pelayanan
from upaya.rules.period import Period

Kunci = Any
"""What is compared: a puskesmas or a district by its key, a province by its name."""

PEMBANDING = "dasbor.proporsi.pembanding"
_TEN_THOUSAND = Value(10_000, output_field=DecimalField())
_INDEKS = ("kinerja_spm", "kesulitan_wilayah", "beban_kerja")


def per_bulan(cakupan: Cakupan) -> dict[tuple[Kunci, Period], MonthSums]:
    """Sums by (what is compared, month): one query, grouped by district for its own rate."""
    key = f"pengajuan__{cakupan.anak}"
    groups = dict.fromkeys((key, "pengajuan__kabupaten", "pengajuan__periode"))
    rows = (
        cakupan.hitungan.values(*groups)
        .annotate(**{name: Sum(_published(name)) for name in _INDEKS})
        .annotate(
            banyak=Count("pk"),
            disetujui=Count("pk", filter=Q(pengajuan__status__in=APPROVED)),
            bok_diusulkan=Sum("pengajuan__bok_diusulkan"),
            bok_diserap=Sum(_absorbed()),
            insentif=Sum(terbagi()),
            koreksi=Sum(_corrected()),
            sisa=Sum("tidak_dibagi"),
            potong=Sum("dipotong_pagu"),
            jaspel=Sum("pengajuan__jaspel"),
            jaspel_penerima=Sum("pengajuan__jaspel_penerima"),
            jaspel_terbagi=Sum(
                "pengajuan__jaspel", filter=Q(pengajuan__jaspel_penerima__gt=0), default=0
            ),
        )
    )
    found: dict[tuple[Kunci, Period], MonthSums] = {}
    for row in rows:
        month = Period.of(row["pengajuan__periode"])
        place = (row[key], month)
        found[place] = found.get(place, MonthSums()) + _sums(cakupan, row, month)
    return found


def terbagi() -> Combinable:
    """What a month shares out as it stands: its frozen calculation with its approved correction."""
    return F("pool") - F("tidak_dibagi") + _corrected()


def _corrections() -> QuerySet[Koreksi]:
    """The approved corrections of a calculation's month."""
    rows: QuerySet[Koreksi] = Koreksi.objects.filter(
        pengajuan=OuterRef("pengajuan"), status=road_koreksi.DISETUJUI
    )
    return rows.order_by()


def _corrected() -> Coalesce:
    rows = _corrections().values("pengajuan").annotate(jumlah=Sum("selisih")).values("jumlah")
    return Coalesce(Subquery(rows), 0, output_field=BigIntegerField())


def _absorbed() -> Coalesce:
    """BOK absorbed as the last approved correction has it, else as handed in."""
    last = (
        _corrections()
        .annotate(bok=Cast(KT("masukan__bok_diserap"), BigIntegerField()))
        .order_by("-nomor")
        .values("bok")[:1]
    )
    return Coalesce(Subquery(last), "pengajuan__bok_diserap", output_field=BigIntegerField())


def _published(name: str) -> Subquery:
    """An index as published last: past draf it cannot change, so it is what counted.

    As a whole number of ten thousandths: SQLite would add decimals as floats.
    """
    rows = IndeksTerbit.objects.filter(
        puskesmas=OuterRef("pengajuan__puskesmas"), periode=OuterRef("pengajuan__periode")
    ).annotate(bulat=Cast(Round(F(name) * _TEN_THOUSAND), BigIntegerField()))
    return Subquery(rows.order_by("-versi").values("bulat")[:1])


def _sums(cakupan: Cakupan, row: Mapping[str, Any], month: Period) -> MonthSums:
    district, day = row["pengajuan__kabupaten"], month.last_day
    compared = row[f"bok_{cakupan.buku.read(PEMBANDING, day, district).text}"]
    rate = cakupan.buku.read(DASAR, day, district).decimal
    return MonthSums(
        bulan=row["banyak"],
        disetujui=row["disetujui"],
        bok_diusulkan=row["bok_diusulkan"],
        bok_diserap=row["bok_diserap"],
        insentif=row["insentif"],
        koreksi=row["koreksi"],
        tidak_dibagi=row["sisa"],
        dipotong_pagu=row["potong"],
        pembanding=compared,
        batas=batas_insentif(rate, compared),
        jaspel=row["jaspel"],
        jaspel_terbagi=row["jaspel_terbagi"],
        jaspel_penerima=row["jaspel_penerima"] or 0,
        **{name: Decimal(row[name] or 0).scaleb(-4) for name in _INDEKS},
    )


def lipat(rows: Mapping[tuple[Kunci, Period], MonthSums], place: int) -> dict[Any, MonthSums]:
    """The sums by what is compared (0) or by month (1)."""
    found: dict[Any, MonthSums] = {}
    for key, sums in rows.items():
        found[key[place]] = found.get(key[place], MonthSums()) + sums
    return found


def layanan(cakupan: Cakupan) -> dict[Kunci, dict[str, Pelayanan]]:
    """Target and what counts of the realisation, by what is compared and service: one query.

    A realisation counts up to the highest achievement of the rules, month by month: a puskesmas far
    over its target does not cover up another one's lack. Both are scaled to whole numbers.
    """
    limit = cakupan.tafsir.aturan("insentif_ukm.spm.capaian_tertinggi")
    top, bottom = limit.decimal.as_integer_ratio() if limit else (1, 1)
    target = Cast("target", BigIntegerField())
    done = Cast("realisasi", BigIntegerField())
    key = f"pengajuan__{cakupan.anak}"
    rows: QuerySet[Any, dict[str, Any]] = (
        PelayananBulan.objects.filter(pengajuan__in=cakupan.diajukan.order_by().values("pk"))
        .order_by()
        .values(key, "layanan")
        .annotate(semua=Sum(target * bottom), tercapai=Sum(Least(done * bottom, target * top)))
    )
    found: dict[Kunci, dict[str, Pelayanan]] = {}
    for row in rows:
        services = found.setdefault(row[key], dict.fromkeys(PELAYANAN, Pelayanan(0, 0)))
        services[row["layanan"]] = Pelayanan(row["semua"], row["tercapai"])
    return found


def gabung(many: Iterable[Mapping[str, Pelayanan]]) -> dict[str, Pelayanan]:
    """The services of several added up; every service is there."""
    total = dict.fromkeys(PELAYANAN, Pelayanan(0, 0))
    for services in many:
        for name, row in services.items():
            kept = total[name]
            total[name] = Pelayanan(kept.target + row.target, kept.realisasi + row.realisasi)
    return total
