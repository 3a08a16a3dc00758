"""Lines that are out of date: the officer's account or the tax is another now than at the recap.

Both are taken over on purpose and never by themselves: what changes between recap and payment is to
be seen by the treasurer. Tax falls due when it is paid, so a line is not sent with the tax of rules
that no longer hold on that day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.pegawai.rekening import Aturan, aturan_bank
from upaya.pembayaran.models import BarisPembayaran, Pembayaran, RekeningPembantu
from upaya.pembayaran.queries.accounts import account_faults
from upaya.pembayaran.services import lembaga
from upaya.pembayaran.services.lines import ACCOUNT, copy_account, paid_before, set_tax, tax_of
from upaya.pembayaran.services.locking import open_locked
from upaya.regulasi.queries import rulebook_for
from upaya.rules.errors import RuleError
from upaya.rules.parameter import RuleBook
from upaya.rules.pembayaran import PAYABLE
from upaya.rules.tax.lembaga import TARIF, pajak_lembaga
from upaya.rules.tax.pph21 import TANPA_TERDAHULU, Pajak, Terdahulu

_TAX = (
    "jenis_pajak",
    "tarif_pajak",
    "dasar_hukum_pajak",
    "asal_pajak",
    "pajak_hitung",
    "pajak",
    "alasan_pajak",
    "neto",
)


@dataclass(frozen=True, slots=True)
class Usang:
    """A payable line that is out of date: `rekening` when its account is, `pajak` the new tax.

    `galat` is the rules' own sentence where no tax can be told for the day: then nothing is sent.
    """

    baris: BarisPembayaran
    rekening: bool
    pajak: Pajak | None
    galat: str = ""
    lembaga: RekeningPembantu | None = None
    """The account that an institution was given since."""


def outdated(
    payment: Pembayaran, lines: Iterable[BarisPembayaran], day: date, book: RuleBook
) -> list[Usang]:
    """The lines (loaded with `petugas`) that are out of date on `day`, by the district's rules."""
    payable = [line for line in lines if line.status in PAYABLE]
    officers = [line.petugas_id for line in payable if line.petugas_id is not None]
    before = paid_before(payment.unit_id, officers, day, payment.pk)
    accounts = lembaga.accounts_on(payable, day)
    found = [
        _look(line, book, day, before.get(line.petugas_id or 0, TANPA_TERDAHULU))
        if (unit := lembaga.unit_of(line)) is None
        else _look_at_institution(line, book, day, accounts.get(unit))
        for line in payable
    ]
    return [one for one in found if one.rekening or one.pajak is not None or one.galat]


def _look(line: BarisPembayaran, book: RuleBook, day: date, before: Terdahulu) -> Usang:
    officer = line.petugas
    if officer is None:
        return Usang(line, rekening=False, pajak=None)
    changed = any(getattr(line, name) != getattr(officer, name) for name in ACCOUNT)
    try:
        tax = tax_of(line.bruto, officer, book, line.kabupaten_id, day, before)
    except RuleError as fault:  # no rule on that day, or a grade taken away since
        return Usang(line, rekening=changed, pajak=None, galat=str(fault))
    same = (tax.pajak, tax.jenis) == (line.pajak_hitung, line.jenis_pajak)
    return Usang(line, rekening=changed, pajak=None if same else tax)


def _look_at_institution(
    line: BarisPembayaran, book: RuleBook, day: date, account: RekeningPembantu | None
) -> Usang:
    changed = account is not None and any(
        getattr(line, name) != getattr(account, name) for name in lembaga.ACCOUNT
    )
    tax = pajak_lembaga(line.bruto, book.read(TARIF, day, line.kabupaten_id))
    other = tax if tax.pajak != line.pajak_hitung else None
    return Usang(line, rekening=changed, pajak=other, lembaga=account if changed else None)


@transaction.atomic
def refresh(payment_id: int, access: Access) -> list[BarisPembayaran]:
    """Take accounts and tax anew for lines that are not paid; those that changed.

    An account that lacks something is not taken over.
    """
    payment = open_locked(payment_id, access)
    lines = payment.baris.filter(status__in=PAYABLE).select_related("petugas")
    book = rulebook_for(payment.kabupaten_id)
    banks = aturan_bank(payment.kabupaten_id, book)
    old = outdated(payment, lines, clock.today(), book)
    changed = [one.baris for one in old if _take_over(one, banks)]
    if changed:
        audit.record(
            "pembayaran.perbarui",
            payment,
            access=access,
            kabupaten=payment.kabupaten_id,
            detail={"baris": [line.pk for line in changed]},
        )
    return changed


def _take_over(one: Usang, banks: Aturan) -> bool:
    line, fields = one.baris, ["versi"]
    if one.rekening and line.petugas is not None and not account_faults(line.petugas, banks):
        copy_account(line, line.petugas)
        fields += ACCOUNT
    if one.lembaga is not None:
        for name in lembaga.ACCOUNT:
            setattr(line, name, getattr(one.lembaga, name))
        fields += lembaga.ACCOUNT
    if one.pajak is not None:
        set_tax(line, one.pajak)
        fields += _TAX
    if len(fields) == 1:
        return False
    line.versi += 1
    line.save(update_fields=fields)
    return True
