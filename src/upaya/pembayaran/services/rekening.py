"""The account that a unit is paid into: proposed by one, agreed to by another.

Of a puskesmas it is the Bendahara Pengeluaran Pembantu's, and its head agrees; of another unit
(a provider of care, the office that pays claims) somebody above it does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.core import audit
from upaya.core.access import Access
from upaya.core.creation import named
from upaya.core.second import ProposalStatus, propose, settle
from upaya.pegawai.numbers import NumberError, clean_account
from upaya.pegawai.rekening import aturan_bank
from upaya.pembayaran.models_rekening import RekeningPembantu
from upaya.pembayaran.queries.rekening import may_decide
from upaya.rules.numbers import clean
from upaya.rules.rekening import cacat_nama
from upaya.wilayah.models import Unit


@dataclass(frozen=True, slots=True)
class UsulanRekening:
    """An account as it is asked for: from which day on, by which paper, why."""

    bank: str
    rekening: str
    nama_rekening: str
    mulai: date
    dokumen: str
    alasan: str


@named()
def ask(unit_id: int, wanted: UsulanRekening, access: Access) -> RekeningPembantu:
    """Propose an account; the same form sent twice is one proposal.

    ValidationError says what is wrong, or that another one still waits.
    """
    unit = (
        Unit.objects.for_scope(access.scope)
        .select_for_update(of=("self",), no_key=True)
        .get(pk=unit_id)
    )
    number = _judged(wanted, str(unit.kabupaten_id))
    waiting = unit.rekening_pembantu.filter(status=ProposalStatus.DIUSULKAN).first()
    if waiting is not None:
        same = (waiting.rekening, waiting.mulai, waiting.diusulkan_oleh_id)
        if same == (number, wanted.mulai, access.user_id):
            return waiting
        raise ValidationError("Masih ada usulan rekening yang menunggu putusan.")
    made = RekeningPembantu(
        kabupaten_id=str(unit.kabupaten_id),
        unit=unit,
        bank=clean(wanted.bank),
        rekening=number,
        nama_rekening=clean(wanted.nama_rekening),
        mulai=wanted.mulai,
        dokumen=clean(wanted.dokumen),
    )
    propose(made, access, wanted.alasan)
    _record("pembayaran.rekening_usul", made, access)
    return made


def _judged(wanted: UsulanRekening, kabupaten: str) -> str:
    """The digits of an account that a bank can take; ValidationError by field."""
    faults: dict[str, str] = {}
    try:
        number = clean_account(wanted.rekening)
    except NumberError as fault:
        number, faults["rekening"] = "", str(fault)
    else:
        if not number:
            faults["rekening"] = "Tulis nomor rekeningnya."
    if not clean(wanted.bank).strip("-. "):
        faults["bank"] = "Tulis nama banknya."
    if clause := cacat_nama(wanted.nama_rekening, aturan_bank(kabupaten)(wanted.bank)):
        faults["nama_rekening"] = f"Nama pemilik rekening: {clause}."
    if not clean(wanted.dokumen).strip("-. "):
        faults["dokumen"] = "Tulis nomor surat atau keputusannya."
    if faults:
        raise ValidationError(faults)
    return number


@transaction.atomic
def decide(pk: int, access: Access, *, setuju: bool, alasan: str) -> RekeningPembantu:
    """Agree to an account, or refuse it; never whoever proposed it, in whichever role."""
    rows = RekeningPembantu.objects.for_scope(access.scope).select_related("unit")
    made = rows.select_for_update(of=("self",)).get(pk=pk)
    if not may_decide(made.unit, access):
        raise ValidationError("Rekening puskesmas diputus kepala puskesmasnya.")
    if setuju and made.waiting:
        same = RekeningPembantu.objects.filter(
            unit=made.unit_id, mulai=made.mulai, status=ProposalStatus.DISETUJUI
        )
        if same.exists():
            raise ValidationError(
                "Sudah ada rekening yang berlaku mulai tanggal itu. Tolak, lalu minta diusulkan "
                "dengan tanggal lain."
            )
    settle(made, access, setuju=setuju, alasan=alasan)
    _record("pembayaran.rekening_putus", made, access)
    return made


def _record(action: str, made: RekeningPembantu, access: Access) -> None:
    """Without the number: the row keeps it."""
    detail = {"unit": made.unit_id, "mulai": str(made.mulai), "status": made.status}
    audit.record(action, made, access=access, kabupaten=made.kabupaten_id, detail=detail)
