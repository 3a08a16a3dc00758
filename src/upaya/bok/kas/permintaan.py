"""Funds: asked for from the month's RPK, approved by the Dinas, transferred into the book."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Sum

from upaya.bok.kas.errors import TertutupError
from upaya.bok.kas.models import CARA, Mutasi, PermintaanDana
from upaya.bok.kas.services import Gerak, enter, locked_book, own_book, sent_before
from upaya.bok.realisasi.services import planned
from upaya.bok.rencana.versions import pure
from upaya.core import audit
from upaya.core.access import Access
from upaya.core.second import ProposalStatus, propose, settle
from upaya.rules.bok import kas
from upaya.rules.money import rupiah
from upaya.rules.numbers import MAX_AMOUNT
from upaya.rules.period import Period
from upaya.rules.roles import Reach
from upaya.wilayah.models import Unit


def month_plan(unit_id: int, period: Period) -> list[dict[str, object]]:
    """What the RPK in force foresees for a month: number, name and rupiah of each activity."""
    return [
        {"kunci": row.kunci, "nama": row.nama, "jumlah": pure(row).sebulan}
        for row in planned(unit_id, period)
    ]


@transaction.atomic
def ask(
    buku_id: int, period: Period, cara: str, jumlah: int, alasan: str, access: Access, kunci: UUID
) -> PermintaanDana:
    """Ask for funds of a month; sent again under the same name it is the request that stands.

    Never more than the month's plan together with what was asked for it before and not refused:
    ValidationError at `jumlah`.
    """
    buku = own_book(buku_id, access)
    if buku.unit.jenis == Unit.Jenis.DINAS:
        raise TertutupError("Dana Dinas sendiri dicatat sebagai transfer yang diterima.")
    known = PermintaanDana.objects.filter(kunci=kunci, buku=buku).first()
    if isinstance(known, PermintaanDana):
        return known
    if period.year != buku.tahun or cara not in CARA:
        raise ValidationError({"periode": f"Pilih bulan dalam {buku.tahun}."})
    if not 1 <= jumlah <= MAX_AMOUNT:
        raise ValidationError({"jumlah": "Jumlah harus lebih dari Rp0."})
    plan = month_plan(buku.unit_id, period)
    most = sum(int(str(row["jumlah"])) for row in plan)
    others = PermintaanDana.objects.filter(buku=buku, periode=period.first_day)
    asked = others.exclude(status=ProposalStatus.DITOLAK).order_by().aggregate(n=Sum("jumlah"))["n"]
    if jumlah + (asked or 0) > most:
        said = f"RPK {period.nama} {rupiah(most)}, sudah diminta {rupiah(asked or 0)}."
        raise ValidationError({"jumlah": said})
    last = PermintaanDana.objects.filter(buku=buku).order_by().aggregate(n=Max("nomor"))["n"] or 0
    made = propose(
        PermintaanDana(
            kabupaten_id=buku.kabupaten_id,
            buku=buku,
            nomor=last + 1,
            kunci=kunci,
            periode=period.first_day,
            cara=cara,
            jumlah=jumlah,
            rincian=plan,
        ),
        access,
        alasan,
    )
    audit.record("kas.minta", made, access=access, detail={"bulan": str(period), "jumlah": jumlah})
    return made


@transaction.atomic
def decide(pk: int, access: Access, *, setuju: bool, alasan: str) -> PermintaanDana:
    """The Dinas approves or refuses a request."""
    row: PermintaanDana = (
        PermintaanDana.objects.for_scope(access.scope).select_for_update(of=("self",)).get(pk=pk)
    )
    settle(row, access, setuju=setuju, alasan=alasan)
    audit.record("kas.minta_putus", row, access=access, detail={"setuju": setuju})
    return row


def left(row: PermintaanDana) -> int:
    """What of a request was not transferred yet, in rupiah."""
    sent = row.transfer.order_by().aggregate(n=Sum("jumlah"))["n"] or 0
    return int(row.jumlah - sent)


@transaction.atomic
def transfer(pk: int, hari: date, bukti: str, jumlah: int, access: Access, kunci: UUID) -> Mutasi:
    """Funds of an approved request arrive in the unit's book; never more than was approved.

    Whoever approved does not transfer. Sent again under the same name it is the one that stands.
    """
    row: PermintaanDana = PermintaanDana.objects.for_scope(access.scope).get(pk=pk)
    if access.scope.reach is not Reach.DISTRICT:
        raise TertutupError("Transfer dicatat bendahara pengeluaran Dinas.")
    buku = locked_book(row.buku_id, access)
    before = sent_before(buku, kunci)
    if before is not None:
        return before
    row.refresh_from_db()
    if row.status != ProposalStatus.DISETUJUI:
        raise ValidationError("Permintaan ini belum disetujui.")
    if access.user_id in {row.diputus_oleh_id, row.diusulkan_oleh_id}:
        raise ValidationError("Anda ikut menyiapkannya; yang mentransfer harus orang lain.")
    if jumlah > (rest := left(row)):
        raise ValidationError({"jumlah": f"Yang belum ditransfer {rupiah(rest)}."})
    said = f"Transfer {row.cara} {Period.of(row.periode).nama}"
    gerak = Gerak(hari, kas.TRANSFER, jumlah, bukti, said, cara=row.cara)
    return enter(buku, gerak, access, kunci, permintaan=row)
