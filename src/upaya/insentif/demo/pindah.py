"""Posts that change in the demo, and officers who leave, after what they did was counted."""

from __future__ import annotations

from datetime import date, timedelta

from upaya.core import clock
from upaya.demo.kabupaten import Peta
from upaya.pegawai.models import Macam, Penugasan, SuratKeputusan
from upaya.pegawai.services import jabatan, petugas
from upaya.rules.kesehatan import OPERATOR_PUSKESMAS

_HANDED_OVER, _LEFT = ("besuki", "arjasa", "mangaran"), ("suboh", "kendit", "jangkar")
_NOVEMBER = date(2022, 11, 1)
_PROGRAMME, _NEXT, _GOING = 11, 14, 40
"""Of the officers of a puskesmas: who held a programme, who takes it over, who leaves."""


def make(peta: Peta) -> None:
    """Since November a programme is somebody else's in three puskesmas; three officers are gone."""
    for slug in _HANDED_OVER:
        _hand_over(peta, slug)
    for slug in _LEFT:
        unit = peta.puskesmas[slug]
        officer = unit.petugas.order_by("pk")[_GOING]
        with clock.pretend(date(2022, 10, 31)):
            petugas.end(peta.of(unit, OPERATOR_PUSKESMAS), officer, date(2022, 10, 31))


def _hand_over(peta: Peta, slug: str) -> None:
    unit = peta.puskesmas[slug]
    access, officers = peta.of(unit, OPERATOR_PUSKESMAS), unit.petugas.order_by("pk")
    before, after = officers[_PROGRAMME], officers[_NEXT]
    held = Penugasan.objects.select_related("jenis", "sk", "petugas").get(
        petugas=before, jenis__macam=Macam.UTAMA
    )
    decree = SuratKeputusan.objects.get(unit=unit, pk=held.sk_id)
    with clock.pretend(_NOVEMBER):
        jabatan.end_assignment(access, held, _NOVEMBER - timedelta(1))
        jabatan.assign(
            access, after, jenis=held.jenis, sk=decree, mulai=_NOVEMBER, sampai=date(2022, 12, 31)
        )
