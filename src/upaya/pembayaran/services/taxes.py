"""Withholding another tax than the rules say: with a reason, and far from them by two persons."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.changes import put
from upaya.core.reasons import reason
from upaya.core.second import ProposalStatus, propose, settle
from upaya.pembayaran.models import BarisPembayaran, Pembayaran, UsulanPajak
from upaya.pembayaran.services.locking import open_locked
from upaya.regulasi.queries import rulebook_for
from upaya.rules.kesehatan import KEPALA_PUSKESMAS
from upaya.rules.money import rupiah
from upaya.rules.parameter import RuleBook
from upaya.rules.pembayaran import PAYABLE
from upaya.rules.period import Period
from upaya.rules.tax.pph21 import perlu_persetujuan


def far_off(line: BarisPembayaran, pajak: int, day: date, book: RuleBook) -> bool:
    """Whether withholding `pajak` of this line on `day` needs a second person."""
    return perlu_persetujuan(pajak, line.pajak_hitung, Period.of(day), book, line.kabupaten_id, day)


@transaction.atomic
def adjust_tax(
    payment_id: int, line_id: int, *, pajak: int, alasan: str, versi: int, access: Access
) -> BarisPembayaran:
    """Withhold another amount than the rules say, with a reason; the rules' amount takes it back.

    Far from the rules it is a proposal, and the line stays as it is until somebody else agrees.
    Only while the line may be sent, also again: what is under way or paid does not change.
    """
    payment = open_locked(payment_id, access)
    line = _payable(payment, line_id)
    if line.versi != versi:
        raise ValidationError("Baris ini berubah sejak Anda membukanya. Baca lagi, lalu ulangi.")
    most = line.bruto - line.potongan
    if not 0 <= pajak <= most:
        raise ValidationError({"pajak": f"Pajak paling banyak {rupiah(most)}."})
    if pajak != line.pajak_hitung:
        alasan = reason(alasan)
    book = rulebook_for(payment.kabupaten_id)
    if far_off(line, pajak, clock.today(), book) and not _agreed(line, pajak):
        _propose(line, pajak, alasan, access)
        return line
    _withhold(line, pajak, alasan.strip(), access)
    return line


def _payable(payment: Pembayaran, line_id: int) -> BarisPembayaran:
    line: BarisPembayaran = payment.baris.select_for_update(of=("self",)).get(pk=line_id)
    if line.status not in PAYABLE:
        raise ValidationError(
            f"Baris {line.nama} berstatus “{line.get_status_display()}”; pajaknya tidak dapat "
            "diubah lagi."
        )
    return line


def _agreed(line: BarisPembayaran, pajak: int) -> bool:
    """Whether a second person said yes to just this, beside just this tax of the rules."""
    return bool(
        line.usulan_pajak.filter(
            status=ProposalStatus.DISETUJUI, pajak=pajak, pajak_hitung=line.pajak_hitung
        ).exists()
    )


def _propose(line: BarisPembayaran, pajak: int, alasan: str, access: Access) -> None:
    if line.usulan_pajak.filter(status=ProposalStatus.DIUSULKAN).exists():
        raise ValidationError("Pajak baris ini sudah diusulkan dan menunggu kepala puskesmas.")
    made = UsulanPajak(
        kabupaten_id=line.kabupaten_id, baris=line, pajak=pajak, pajak_hitung=line.pajak_hitung
    )
    propose(made, access, alasan)
    audit.record(
        "pembayaran.pajak_usul",
        made,
        access=access,
        kabupaten=line.kabupaten_id,
        detail={"baris": line.pk, "pajak": pajak, "menurut_aturan": line.pajak_hitung},
    )


def _withhold(line: BarisPembayaran, pajak: int, alasan: str, access: Access) -> None:
    reason = "" if pajak == line.pajak_hitung else alasan
    if not put(
        line, {"pajak": pajak, "neto": line.bruto - pajak - line.potongan, "alasan_pajak": reason}
    ):
        return
    line.versi += 1
    line.save(update_fields=["pajak", "neto", "alasan_pajak", "versi"])
    audit.record(
        "pembayaran.pajak",
        line,
        access=access,
        kabupaten=line.kabupaten_id,
        detail={"pajak": pajak, "menurut_aturan": line.pajak_hitung},
    )


@transaction.atomic
def decide_tax(pk: int, access: Access, *, setuju: bool, alasan: str) -> UsulanPajak:
    """Agree to a tax far from the rules, or refuse it."""
    found = UsulanPajak.objects.for_scope(access.scope).select_related("baris").get(pk=pk)
    payment = open_locked(found.baris.pembayaran_id, access)
    made = UsulanPajak.objects.select_for_update(of=("self",)).get(pk=pk)
    if access.role != KEPALA_PUSKESMAS:
        raise ValidationError(f"Putusan ini milik {KEPALA_PUSKESMAS.label}.")
    with audit.together():
        settle(made, access, setuju=setuju, alasan=alasan)
        audit.record(
            "pembayaran.pajak_putus",
            made,
            access=access,
            kabupaten=made.kabupaten_id,
            detail={"baris": made.baris_id, "putusan": made.status},
        )
        if setuju:
            line = _payable(payment, made.baris_id)
            if line.pajak_hitung != made.pajak_hitung:
                raise ValidationError(
                    "Pajak menurut aturan berubah sejak diusulkan. Tolak, lalu minta usulan baru."
                )
            _withhold(line, made.pajak, made.alasan, access)
    return made


def refusal(lines: Iterable[BarisPembayaran], day: date, book: RuleBook) -> str:
    """Why these lines cannot be sent with the tax they bear, as a sentence; "" when they can.

    Asked when money goes out, so that no other way to such a tax leads past the second person.
    """
    rows = list(lines)
    said = UsulanPajak.objects.filter(baris__in=rows).exclude(status=ProposalStatus.DITOLAK)
    waiting, agreed = set(), set()
    for one in said.order_by("pk"):
        if one.waiting:
            waiting.add(one.baris_id)
        else:
            agreed.add((one.baris_id, one.pajak, one.pajak_hitung))
    found = [
        line.nama
        for line in rows
        if line.pk in waiting
        or (
            far_off(line, line.pajak, day, book)
            and (line.pk, line.pajak, line.pajak_hitung) not in agreed
        )
    ]
    if not found:
        return ""
    return f"Pajak yang jauh dari aturan belum disetujui kepala puskesmas: {', '.join(found[:5])}."
