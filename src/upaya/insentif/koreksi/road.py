"""The road of a correction made executable: what stands in its way, what a move does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from upaya.alur.mail import tell_next
from upaya.alur.road import Road
from upaya.core import clock
from upaya.core.access import Access
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import RELATED as MONTH
from upaya.insentif.documents import withdrawal
from upaya.insentif.hasil import calculation
from upaya.insentif.koreksi.models import Koreksi
from upaya.insentif.koreksi.reading import BacaanKoreksi
from upaya.rules.insentif.road_koreksi import KOREKSI
from upaya.rules.kesehatan import OPERATOR_PUSKESMAS

RELATED = (
    "pengajuan",
    *(f"pengajuan__{name}" for name in MONTH),
    "diusulkan_oleh",
    "diputus_oleh",
    "berkas",
    "sanggahan__petugas",
)


def _in_ceiling(reading: BacaanKoreksi) -> list[str]:
    """Other months may have used up the ceiling since the proposal."""
    left = reading.sheet.sisa_pagu
    if left is not None and reading.hasil.dibagikan <= left:
        return []
    sentence = (
        "Sisa pagu insentif tahun itu tidak lagi cukup untuk koreksi ini. Kembalikan, lalu minta "
        "diusulkan lagi."
    )
    return [sentence]


def _decide(reading: BacaanKoreksi, access: Access, _context: Mapping[str, Any]) -> None:
    made = reading.subject
    made.diputus_oleh_id, made.diputus_pada = access.user_id, clock.now()


def _approve(reading: BacaanKoreksi, access: Access, context: Mapping[str, Any]) -> None:
    _decide(reading, access, context)
    withdrawal.correction_approved(reading.subject, access)


def _refuse(reading: BacaanKoreksi, access: Access, context: Mapping[str, Any]) -> None:
    _decide(reading, access, context)
    reading.subject.alasan_putusan = str(context["alasan"])


def _withdraw(reading: BacaanKoreksi, _access: Access, _context: Mapping[str, Any]) -> None:
    reading.subject.ditarik_pada = clock.now()


def _hold(made: Koreksi) -> None:
    """Its month, and the year's ceiling that the months of a puskesmas share."""
    month = Pengajuan.objects.select_for_update(of=("self",)).only("pk", "puskesmas")
    calculation.hold_puskesmas(month.get(pk=made.pengajuan_id))


ROAD = Road(
    KOREKSI,
    Koreksi,
    conditions={"masih_dalam_pagu": _in_ceiling},
    effects={"setujui": _approve, "tolak": _refuse, "tarik": _withdraw},
    after=tell_next(OPERATOR_PUSKESMAS),
    read=BacaanKoreksi,
    holds={"setujui": _hold},
    related=RELATED,
)
