"""Months that went astray on their road, and months whose amounts are no ordinary ones."""

from __future__ import annotations

from tests.factories.insentif import advance, answer_all, make_month, make_team
from upaya.insentif.bulan.models import Bagian, Pengajuan
from upaya.insentif.isian import services as isian
from upaya.insentif.kegiatan import services as kegiatan
from upaya.insentif.kegiatan.services import RowWrite
from upaya.rules.insentif.road import DIAJUKAN, DISETUJUI
from upaya.wilayah.models import Unit

_SEND, _HAND_IN = ("kirim",), ("kirim", "verifikasi", "ajukan")
HUGE = 999_999_999_999_999
"""The largest amount that a spreadsheet keeps as a number."""


def returned_by_all(unit: Unit, periode: str) -> Pengajuan:
    """Sent back by the team, by the head and by the Dinas; in its second round it was approved."""
    month = make_month(unit, periode, filled=True)
    for name in (*_SEND, "kembalikan_tim", *_SEND, "verifikasi", "kembalikan_kepala", *_HAND_IN):
        month = advance(month, name)
    month = advance(month, "kembalikan", temuan_pada=Bagian.JASPEL)
    answer_all(month)
    access = make_team(unit).operator.access()
    isian.save_fields(month.pk, access, Bagian.JASPEL, {"jaspel_penerima": 54}, month.versi)
    for name in (*_HAND_IN, "setujui"):
        month = advance(month, name)
    return month


def returned_twice(unit: Unit, periode: str) -> Pengajuan:
    """Back at the puskesmas for the second time; the findings of the first are answered."""
    month = make_month(unit, periode, status=DIAJUKAN)
    month = advance(month, "kembalikan", temuan_pada=Bagian.KEGIATAN)
    answer_all(month)
    for name in _HAND_IN:
        month = advance(month, name)
    return advance(month, "kembalikan", temuan_pada=Bagian.ADMINISTRASI)


def nothing_absorbed(unit: Unit, periode: str) -> Pengajuan:
    """Nothing to share out: approved, and closed without payment."""
    return advance(make_month(unit, periode, status=DISETUJUI, bok_diserap=0), "tutup_nihil")


def nobody_entitled(unit: Unit, periode: str) -> Pengajuan:
    """There is a pool, and whoever worked for it has no decree: closed without payment."""
    month = make_month(unit, periode, filled=True)
    access = make_team(unit).operator.access()
    columns = dict.fromkeys(month.baris.values_list("pk", flat=True), 0)
    entitled = month.petugas.exclude(petugas__penetapan=None).order_by("pk")
    rows = [RowWrite(pk, versi, columns) for pk, versi in entitled.values_list("pk", "versi")]
    kegiatan.save_rows(month.pk, access, rows)
    for name in (*_HAND_IN, "setujui", "tutup_nihil"):
        month = advance(month, name)
    return month


def huge(unit: Unit, periode: str) -> Pengajuan:
    """Amounts with fifteen digits in every field, shared out and approved."""
    team = make_team(unit)
    month = make_month(unit, periode, filled=True)
    amounts = dict.fromkeys(("bok_diusulkan", "bok_diserap", "sisa_pagu_bok"), HUGE)
    access = team.operator.access()
    saved = isian.save_fields(month.pk, access, Bagian.ADMINISTRASI, amounts, month.versi)
    jaspel = {"jaspel": HUGE, "jaspel_penerima": 1}
    isian.save_fields(month.pk, access, Bagian.JASPEL, jaspel, saved.versi)
    for name in (*_HAND_IN, "setujui"):
        month = advance(month, name, team)
    return month
