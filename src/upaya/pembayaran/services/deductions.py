"""Deductions other than tax: proposed by the treasurer, agreed to by the head, within a limit."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.second import ProposalStatus, propose, settle
from upaya.pembayaran.models import BarisPembayaran, Pembayaran, Potongan
from upaya.pembayaran.services.locking import open_locked
from upaya.regulasi.queries import rulebook_for
from upaya.rules.kesehatan import KEPALA_PUSKESMAS
from upaya.rules.money import rupiah
from upaya.rules.pembayaran import PAYABLE


@dataclass(frozen=True, slots=True)
class UsulanPotongan:
    """A deduction as it is asked for: its name, rupiah, its ground with the document, why."""

    nama: str
    jumlah: int
    dasar: str
    dokumen: str
    alasan: str


@transaction.atomic
def ask(payment_id: int, line_id: int, wanted: UsulanPotongan, access: Access) -> Potongan:
    """Propose a deduction; nothing is deducted before somebody else agrees."""
    payment = open_locked(payment_id, access)
    line = _payable(payment, line_id)
    faults = {
        name: "Wajib diisi."
        for name, text in (("nama", wanted.nama), ("dokumen", wanted.dokumen))
        if not text.strip()
    }
    if faults:
        raise ValidationError(faults)
    _within(line, wanted.jumlah)
    nama = wanted.nama.strip()
    if line.semua_potongan.filter(nama=nama, status=ProposalStatus.DIUSULKAN).exists():
        raise ValidationError({"nama": "Potongan ini sudah diusulkan dan menunggu putusan."})
    made = Potongan(
        kabupaten_id=line.kabupaten_id,
        baris=line,
        nama=nama,
        jumlah=wanted.jumlah,
        dasar=wanted.dasar,
        dokumen=wanted.dokumen.strip(),
    )
    propose(made, access, wanted.alasan)
    _record("pembayaran.potongan_usul", made, access)
    return made


def _payable(payment: Pembayaran, line_id: int) -> BarisPembayaran:
    line: BarisPembayaran = payment.baris.select_for_update(of=("self",)).get(pk=line_id)
    if line.status not in PAYABLE:
        raise ValidationError(
            f"Baris {line.nama} berstatus “{line.get_status_display()}”; potongannya tidak dapat "
            "diubah lagi."
        )
    return line


def _within(line: BarisPembayaran, more: int) -> None:
    """Together with what is deducted already no more than the dated share of what is left."""
    if more <= 0:
        raise ValidationError({"jumlah": "Tulis jumlahnya."})
    day = clock.today()
    rule = rulebook_for(line.kabupaten_id).read(
        "pembayaran.potongan.paling_banyak", day, line.kabupaten_id, day
    )
    most = int(rule.decimal * (line.bruto - line.pajak))
    if line.potongan + more > most:
        raise ValidationError(
            {
                "jumlah": f"Semua potongan paling banyak {rupiah(most)}, yaitu bagian yang boleh "
                f"dipotong dari insentif setelah pajak; sudah dipotong {rupiah(line.potongan)}."
            }
        )


@transaction.atomic
def decide(pk: int, access: Access, *, setuju: bool, alasan: str) -> Potongan:
    """Agree to a deduction, or refuse it; the officer concerned never decides."""
    made, line = _of(pk, access)
    if access.role != KEPALA_PUSKESMAS:
        raise ValidationError(f"Putusan ini milik {KEPALA_PUSKESMAS.label}.")
    if setuju and made.waiting:
        _within(line, made.jumlah)
    own = {line.petugas.user_id} if line.petugas and line.petugas.user_id else ()
    with audit.together():
        settle(made, access, setuju=setuju, alasan=alasan, own=own)
        _record("pembayaran.potongan_putus", made, access)
        if setuju:
            _apply(line)
    return made


@transaction.atomic
def withdraw(pk: int, access: Access) -> Potongan:
    """Take back a deduction that was agreed to; it stays written with whoever took it back."""
    made, line = _of(pk, access)
    if not made.holds:
        raise ValidationError("Potongan ini tidak sedang dipotong.")
    made.dicabut_oleh_id, made.dicabut_pada = access.user_id, clock.now()
    made.save()
    _record("pembayaran.potongan_cabut", made, access)
    _apply(line)
    return made


def _of(pk: int, access: Access) -> tuple[Potongan, BarisPembayaran]:
    found = Potongan.objects.for_scope(access.scope).select_related("baris").get(pk=pk)
    payment = open_locked(found.baris.pembayaran_id, access)
    line = _payable(payment, found.baris_id)
    return Potongan.objects.select_for_update(of=("self",)).get(pk=pk), line


def _apply(line: BarisPembayaran) -> None:
    rows = [one for one in line.semua_potongan.order_by("pk") if one.holds]
    line.rincian_potongan = [{"uraian": one.uraian, "jumlah": one.jumlah} for one in rows]
    line.potongan = sum(one.jumlah for one in rows)
    line.neto = line.bruto - line.pajak - line.potongan
    line.versi += 1
    line.save(update_fields=["rincian_potongan", "potongan", "neto", "versi"])


def refusal(payment: Pembayaran, lines: list[BarisPembayaran]) -> str:
    """Deductions that wait for a decision hold their lines back: they would come too late."""
    waiting = Potongan.objects.filter(
        baris__pembayaran=payment, baris__in=lines, status=ProposalStatus.DIUSULKAN
    )
    names = sorted(set(waiting.values_list("baris__nama", flat=True)))
    if not names:
        return ""
    return f"Potongan menunggu putusan kepala puskesmas: {', '.join(names[:5])}."


def _record(action: str, made: Potongan, access: Access) -> None:
    audit.record(
        action,
        made,
        access=access,
        kabupaten=made.kabupaten_id,
        detail={"baris": made.baris_id, "jumlah": made.jumlah, "dasar": made.dasar},
    )
