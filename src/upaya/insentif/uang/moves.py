"""From an approved month to money in the bank: recap, SPJ, transfer, closing (huruf g to j)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from upaya.alur.road import AlreadyMadeError, MoveRefusedError
from upaya.core import clock
from upaya.core.access import Access
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.koreksi.models import PelunasanSelisih
from upaya.insentif.uang.models import DokumenSpj
from upaya.insentif.uang.reading import SUMBER
from upaya.pembayaran.queries.accounts import account_faults
from upaya.pembayaran.services import funds, lines
from upaya.pembayaran.services.lines import Asal
from upaya.rules.errors import RuleError
from upaya.rules.money import rupiah
from upaya.rules.pembayaran import BERHASIL

_NAMES = 5


def ada_insentif(sheet: LembarBulan) -> list[str]:
    """Somebody is to be paid."""
    if sheet.tagihan:
        return []
    return ["Tidak ada insentif yang dibagikan pada bulan ini. Tutup bulannya tanpa pembayaran."]


def tanpa_insentif(sheet: LembarBulan) -> list[str]:
    """Nobody is to be paid."""
    if sheet.tagihan:
        return ["Ada petugas yang harus dibayar pada bulan ini."]
    return []


def rekening_lengkap(sheet: LembarBulan) -> list[str]:
    """Every officer who is to be paid has an account of the right form."""
    lacking = [
        bill.petugas.nama for bill in sheet.tagihan if account_faults(bill.petugas, sheet.banks)
    ]
    if not lacking:
        return []
    more = f" dan {len(lacking) - _NAMES} lagi" if len(lacking) > _NAMES else ""
    sentence = (
        f"Rekening {len(lacking)} petugas belum lengkap: {', '.join(lacking[:_NAMES])}{more}. "
        "Lengkapi di data petugas."
    )
    return [sentence]


def pajak_terhitung(sheet: LembarBulan) -> list[str]:
    """A tax can be told for everybody; the rules' own sentence where it cannot."""
    kabupaten, day = sheet.month.kabupaten_id, clock.today()
    sentences = []
    for bill in sheet.tagihan:
        try:
            lines.tax_of(bill.bruto, bill.petugas, sheet.book, kabupaten, day)
        except RuleError as fault:
            sentences.append(f"{bill.petugas.nama}: {fault}")
    return sentences


def ada_rekening_pembantu(sheet: LembarBulan) -> list[str]:
    """The funds have somewhere to go (huruf i): an account of the treasurer of the puskesmas."""
    if sheet.rekening_pembantu is not None:
        return []
    sentence = (
        "Rekening Bendahara Pengeluaran Pembantu belum ada atau belum disetujui kepala puskesmas. "
        "Usulkan di menu Rekening bendahara."
    )
    return [sentence]


def spj_diserahkan(sheet: LembarBulan) -> list[str]:
    """The four documents of Pasal 24 huruf i are handed over."""
    present = {row.jenis for row in sheet.spj}
    lacking = [kind.label for kind in DokumenSpj.Jenis if kind.value not in present]
    if not lacking:
        return []
    return [f"SPJ belum lengkap. Serahkan di bagian Pembayaran: {', '.join(lacking)}."]


def semua_berhasil(sheet: LembarBulan) -> list[str]:
    """All lines are paid and all of the money has come."""
    payment = sheet.pembayaran
    if payment is None:
        return ["Rekap pembayaran bulan ini tidak ditemukan."]
    sentences = []
    unpaid = sum(row.banyak for row in sheet.ringkas if row.status != BERHASIL)
    if unpaid:
        sentences.append(f"{unpaid} petugas belum berhasil dibayar.")
    if payment.sisa_dana:
        sentences.append(f"Dana {rupiah(payment.sisa_dana)} belum ditransfer.")
    return sentences


def ada_sisa_dana(sheet: LembarBulan) -> list[str]:
    """Something of the request has not been transferred."""
    payment = sheet.pembayaran
    if payment is not None and payment.sisa_dana:
        return []
    return ["Seluruh pengajuan dana bulan ini sudah ditransfer."]


def make_recap(sheet: LembarBulan, access: Access, _context: Mapping[str, Any]) -> None:
    """Lines for everybody who is owed something, with account and tax of today."""
    month = sheet.month
    source = Asal(
        SUMBER,
        month.pk,
        month.puskesmas_id,
        month.kabupaten_id,
        f"Insentif UKM {month.puskesmas.nama} {month.period.nama}",
    )
    lines.create(source, sheet.tagihan, access, sheet.book)
    _settle(sheet)


def close_unpaid(sheet: LembarBulan, _access: Access, _context: Mapping[str, Any]) -> None:
    """Nobody gets anything: what was held back to the last rupiah is settled all the same."""
    _settle(sheet)


def _settle(sheet: LembarBulan) -> None:
    month = sheet.month
    PelunasanSelisih.objects.bulk_create(
        PelunasanSelisih(
            kabupaten_id=month.kabupaten_id, bagian_id=part, pengajuan=month, jumlah=amount
        )
        for debt in sheet.utang
        for part, amount in debt.pelunasan
    )


def drop_recap(sheet: LembarBulan, access: Access, _context: Mapping[str, Any]) -> None:
    """The recap and what was handed over with it: both are made anew."""
    month, payment = sheet.month, sheet.pembayaran
    PelunasanSelisih.objects.filter(pengajuan=month).delete()
    if payment is not None:
        lines.discard(payment.pk, access)
    month.spj.all().delete()


def name_account(sheet: LembarBulan, _access: Access, _context: Mapping[str, Any]) -> None:
    """The request names the account to which the money is to go (huruf i)."""
    payment = sheet.pembayaran
    assert payment is not None  # noqa: S101 - there is no other way to this move
    payment.rekening = sheet.rekening_pembantu
    payment.save(update_fields=["rekening"])


def receive(sheet: LembarBulan, access: Access, context: Mapping[str, Any]) -> None:
    """Note the transfer that the form brought, and that the SPJ is in the treasurer's hands."""
    payment, transfer = sheet.pembayaran, context.get("transfer")
    if payment is None or transfer is None:
        raise MoveRefusedError("Isi nomor, tanggal, dan jumlah transfer.")
    asked = sheet.last_move("ajukan_dana")
    assert asked is not None  # noqa: S101 - there is no other way to this move
    day = timezone.localtime(asked.at).date()
    if funds.receive(payment.pk, transfer, access, diminta=day) is None:
        raise AlreadyMadeError
    sheet.month.spj.filter(diterima_pada=None).update(
        diterima_oleh_id=access.user_id, diterima_pada=clock.now()
    )
