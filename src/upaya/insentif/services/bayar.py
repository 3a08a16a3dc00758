"""From an approved month to money in the bank: recap, SPJ, transfer, closing (huruf g to j)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from upaya.core import clock
from upaya.core.access import Access
from upaya.core.workflow import MoveRefusedError
from upaya.insentif.models import (
    DokumenSpj,
    Koreksi,
    PelunasanSelisih,
    Pengajuan,
    PerhitunganPetugas,
    SelisihPetugas,
)
from upaya.pegawai.models import Petugas
from upaya.pegawai.rekening import aturan_bank
from upaya.pembayaran.models import Pembayaran
from upaya.pembayaran.queries.rekening import account_faults
from upaya.pembayaran.services import buat, dana
from upaya.pembayaran.services.buat import Asal, Tagihan
from upaya.regulasi.queries import rulebook_for
from upaya.rules.errors import RuleError
from upaya.rules.money import rupiah
from upaya.rules.pembayaran import BERHASIL
from upaya.rules.selisih import lunasi
from upaya.wilayah.models import Unit

SUMBER = "insentif"
_NAMES = 5


def payment_of(month: Pengajuan) -> Pembayaran | None:
    """The payment of a month; None before its recap."""
    found: Pembayaran | None = Pembayaran.objects.filter(sumber=SUMBER, sumber_id=month.pk).first()
    return found


def owed(month: Pengajuan) -> list[Tagihan]:
    """What each officer of an approved month is to get, in rupiah; only those who get something.

    Three queries, read from the frozen shares and open corrections: nothing is computed here.
    """
    return [debt.tagihan for debt in debts(month) if debt.tagihan.bruto]


@dataclass(frozen=True, slots=True)
class Utang:
    """What one officer is owed with a month, and which open differences it settles by how much."""

    tagihan: Tagihan
    pelunasan: tuple[tuple[int, int], ...]


def debts(month: Pengajuan) -> list[Utang]:
    """The same with the differences of earlier months that are settled with this one."""
    shares = (
        PerhitunganPetugas.objects.filter(
            perhitungan__pengajuan=month, perhitungan__round=F("perhitungan__pengajuan__round")
        )
        .select_related("petugas")
        .order_by("petugas__nama", "pk")
    )
    officers = {share.petugas_id: share.petugas for share in shares}
    amounts = {share.petugas_id: share.bruto for share in shares}
    open_ones = _open_differences(month)
    officers |= {pk: ones[0].row.petugas for pk, ones in open_ones.items()}
    return [
        _debt(month, officer, amounts.get(pk, 0), open_ones.get(pk, []))
        for pk, officer in officers.items()
    ]


@dataclass(frozen=True, slots=True)
class _Open:
    """A difference that is not settled yet, and how much of it."""

    row: SelisihPetugas
    amount: int


def _open_differences(month: Pengajuan) -> dict[int, list[_Open]]:
    """By officer: approved corrections of earlier months that are not settled, oldest first."""
    rows = (
        SelisihPetugas.objects.filter(
            koreksi__pengajuan__puskesmas_id=month.puskesmas_id,
            koreksi__pengajuan__periode__lt=month.periode,
            koreksi__status=Koreksi.Status.DISETUJUI,
        )
        .select_related("petugas", "koreksi__pengajuan")
        .annotate(terbuka=F("selisih") - Coalesce(Sum("pelunasan__jumlah"), 0))
        .exclude(terbuka=0)
        .order_by("koreksi__pengajuan__periode", "koreksi__nomor", "pk")
    )
    found: dict[int, list[_Open]] = defaultdict(list)
    for row in rows:
        found[row.petugas_id].append(_Open(row, row.terbuka))
    return found


def _debt(month: Pengajuan, officer: Petugas, share: int, open_ones: list[_Open]) -> Utang:
    settled = lunasi(share, [one.amount for one in open_ones])
    paid = [(one.row, part) for one, part in zip(open_ones, settled, strict=True) if part]
    parts = [(f"Insentif UKM {month.period.nama}", share)] if share else []
    parts += [(row.uraian, part) for row, part in paid]
    return Utang(Tagihan(officer, tuple(parts)), tuple((row.pk, part) for row, part in paid))


def ada_insentif(month: Pengajuan) -> list[str]:
    """Somebody is to be paid."""
    if owed(month):
        return []
    return ["Tidak ada insentif yang dibagikan pada bulan ini. Tutup bulannya tanpa pembayaran."]


def tanpa_insentif(month: Pengajuan) -> list[str]:
    """Nobody is to be paid."""
    if owed(month):
        return ["Ada petugas yang harus dibayar pada bulan ini."]
    return []


def rekening_lengkap(month: Pengajuan) -> list[str]:
    """Every officer who is to be paid has an account of the right form."""
    banks = aturan_bank(month.kabupaten_id)
    lacking = [bill.petugas.nama for bill in owed(month) if account_faults(bill.petugas, banks)]
    if not lacking:
        return []
    more = f" dan {len(lacking) - _NAMES} lagi" if len(lacking) > _NAMES else ""
    sentence = (
        f"Rekening {len(lacking)} petugas belum lengkap: {', '.join(lacking[:_NAMES])}{more}. "
        "Lengkapi di data petugas."
    )
    return [sentence]


def pajak_terhitung(month: Pengajuan) -> list[str]:
    """A tax can be told for everybody; the rules' own sentence where it cannot."""
    book, day = rulebook_for(month.kabupaten_id), clock.today()
    sentences = []
    for bill in owed(month):
        try:
            buat.tax_of(bill.bruto, bill.petugas, book, month.kabupaten_id, day)
        except RuleError as fault:
            sentences.append(f"{bill.petugas.nama}: {fault}")
    return sentences


def spj_diserahkan(month: Pengajuan) -> list[str]:
    """The four documents of Pasal 24 huruf i are handed over."""
    present = set(month.spj.values_list("jenis", flat=True))
    lacking = [kind.label for kind in DokumenSpj.Jenis if kind.value not in present]
    if not lacking:
        return []
    return [f"SPJ belum lengkap. Serahkan di bagian Pembayaran: {', '.join(lacking)}."]


def semua_berhasil(month: Pengajuan) -> list[str]:
    """All lines are paid and all of the money has come."""
    payment = payment_of(month)
    if payment is None:
        return ["Rekap pembayaran bulan ini tidak ditemukan."]
    sentences = []
    unpaid = payment.baris.exclude(status=BERHASIL).count()
    if unpaid:
        sentences.append(f"{unpaid} petugas belum berhasil dibayar.")
    if payment.sisa_dana:
        sentences.append(f"Dana {rupiah(payment.sisa_dana)} belum ditransfer.")
    return sentences


def ada_sisa_dana(month: Pengajuan) -> list[str]:
    """Something of the request has not been transferred."""
    payment = payment_of(month)
    if payment is not None and payment.sisa_dana:
        return []
    return ["Seluruh pengajuan dana bulan ini sudah ditransfer."]


def make_recap(month: Pengajuan, access: Access, _context: Mapping[str, Any]) -> None:
    """Lines for everybody who is owed something, with account and tax of today."""
    _hold_puskesmas(month)
    source = Asal(
        SUMBER,
        month.pk,
        month.puskesmas_id,
        month.kabupaten_id,
        f"Insentif UKM {month.puskesmas.nama} {month.period.nama}",
    )
    found = debts(month)
    buat.create(source, [debt.tagihan for debt in found if debt.tagihan.bruto], access)
    _settle(month, found)


def close_unpaid(month: Pengajuan, _access: Access, _context: Mapping[str, Any]) -> None:
    """Nobody gets anything: what was held back to the last rupiah is settled all the same."""
    _hold_puskesmas(month)
    found = debts(month)
    if any(debt.tagihan.bruto for debt in found):
        raise MoveRefusedError(*tanpa_insentif(month))
    _settle(month, found)


def _hold_puskesmas(month: Pengajuan) -> None:
    """Of two months recapped at once the second sees which differences the first has settled."""
    Unit.objects.select_for_update(no_key=True).get(pk=month.puskesmas_id)


def _settle(month: Pengajuan, found: Sequence[Utang]) -> None:
    PelunasanSelisih.objects.bulk_create(
        PelunasanSelisih(
            kabupaten_id=month.kabupaten_id, bagian_id=part, pengajuan=month, jumlah=amount
        )
        for debt in found
        for part, amount in debt.pelunasan
    )


def drop_recap(month: Pengajuan, access: Access, _context: Mapping[str, Any]) -> None:
    """The recap and what was handed over with it: both are made anew."""
    payment = payment_of(month)
    PelunasanSelisih.objects.filter(pengajuan=month).delete()
    if payment is not None:
        buat.discard(payment.pk, access)
    month.spj.all().delete()


def receive(month: Pengajuan, access: Access, context: Mapping[str, Any]) -> None:
    """Note the transfer that the form brought, and that the SPJ is in the treasurer's hands."""
    payment, transfer = payment_of(month), context.get("transfer")
    if payment is None or transfer is None:
        raise MoveRefusedError("Isi nomor, tanggal, dan jumlah transfer.")
    dana.receive(payment.pk, transfer, access)
    month.spj.filter(diterima_pada=None).update(
        diterima_oleh_id=access.user_id, diterima_pada=clock.now()
    )
