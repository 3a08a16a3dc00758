"""What is handed over of a month: each puskesmas whose month was approved."""

from __future__ import annotations

from upaya.core.scope import Scope
from upaya.exchange.insentif.serah import BarisSerah
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.hasil.models import Perhitungan
from upaya.insentif.uang.queries import flows
from upaya.rules.insentif.road import APPROVED
from upaya.rules.period import Period

SHOWN = 24


def months(scope: Scope) -> list[Period]:
    """The months of which something was approved, newest first."""
    rows = Pengajuan.objects.for_scope(scope).filter(status__in=APPROVED).order_by("-periode")
    return [Period.of(day) for day in rows.values_list("periode", flat=True).distinct()[:SHOWN]]


def rows_of(scope: Scope, period: Period) -> list[BarisSerah]:
    """One row of each puskesmas, by name; five queries however many there are."""
    found = list(
        Pengajuan.objects.for_scope(scope)
        .filter(status__in=APPROVED, periode=period.first_day)
        .select_related("puskesmas")
        .order_by("puskesmas__nama", "pk")
    )
    money = flows(found)
    kept = Perhitungan.objects.filter(pengajuan__in=[one.pk for one in found]).order_by("nomor")
    marks = dict(kept.values_list("pengajuan_id", "sidik"))
    return [
        BarisSerah(
            one.puskesmas.kode, one.puskesmas.nama, one.state.label, one.penduduk,
            one.bok_diusulkan, one.bok_diserap, flow.disetujui, flow.diminta, flow.ditransfer,
            flow.dibayar, flow.selesai, marks.get(one.pk, ""),
        )
        for one in found
        for flow in (money[one.pk],)
    ]  # fmt: skip
