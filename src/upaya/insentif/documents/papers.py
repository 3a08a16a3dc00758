"""Every document of a month in one table: what it is called, when it exists, how it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.utils.text import slugify

from upaya.alur.papers import Paper, Papers
from upaya.core.documents.content import Isi
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.documents import (
    keabsahan,
    kegiatan,
    kuitansi,
    nota,
    penerimaan,
    rekap,
    rekening,
    sk,
    spj_folder,
    verifikasi,
)
from upaya.insentif.documents.keadaan import AFTER_RECAP, SPJ, boleh
from upaya.insentif.documents.umum import puskesmas
from upaya.insentif.izin import IzinInsentif


@dataclass(frozen=True, slots=True)
class _Rule:
    """Who issues a kind, and why it may not exist yet; with a payment where it needs one."""

    kunci: str
    nama: str
    dasar: str
    build: Callable[[LembarBulan], Isi]
    izin: IzinInsentif
    until_then: str
    pays: bool = False


_SPJ = "Pasal 24 huruf i"
_DATA, _UANG = IzinInsentif.DOKUMEN_TERBIT_DATA, IzinInsentif.DOKUMEN_TERBIT_UANG
_APPROVAL = "Dapat dibuat setelah Dinas Kesehatan menyetujui pengajuan."
_RECAP = "Dapat dibuat setelah operator membuat rekap pembayaran."
_RULES = (
    _Rule(
        "keabsahan", "Pernyataan keabsahan data", "Pasal 11A ayat (8) huruf d", keabsahan.isi,
        _DATA, "Dapat dibuat setelah kepala puskesmas mengajukan bulan ini.",
    ),
    _Rule(
        "verifikasi", "Lembar verifikasi", "Pasal 11A ayat (8) huruf e dan f", verifikasi.isi,
        IzinInsentif.DOKUMEN_TERBIT_DINAS,
        "Dapat dibuat setelah Dinas Kesehatan memutuskan pengajuan.",
    ),
    _Rule("rekap", "Rekap perhitungan insentif UKM", _SPJ, rekap.isi, _DATA, _APPROVAL),
    _Rule("sk", "SK jabatan", _SPJ, sk.isi, _DATA, _APPROVAL),
    _Rule("kegiatan", "Rekapitulasi kegiatan UKM", _SPJ, kegiatan.isi, _DATA, _APPROVAL),
    _Rule(
        "rekening", "Daftar petugas dan nomor rekening", "Pasal 11A ayat (8) huruf g",
        rekening.isi, _DATA, _RECAP, pays=True,
    ),
    _Rule(
        "penerimaan", "Daftar penerimaan keuangan", _SPJ, penerimaan.isi, _UANG, _RECAP, pays=True,
    ),
    _Rule(
        "nota", "Nota pengajuan dana", "Pasal 11A ayat (8) huruf h", nota.isi, _UANG,
        "Dapat dibuat setelah Bendahara Pengeluaran Pembantu menyiapkan nota dana.", pays=True,
    ),
)  # fmt: skip
_NOTHING_PAID = "Tidak ada: bulan ini ditutup tanpa pembayaran."
_NO_TRANSFER = "Dapat dibuat setelah Bendahara Pengeluaran Dinas mencatat transfer."


def daftar(sheet: LembarBulan) -> list[Paper]:
    """All documents of a month, in the order of its road; one receipt for each transfer."""
    found = [
        Paper(
            rule.kunci,
            rule.nama,
            _basis(sheet, rule),
            rule.izin,
            _not_yet(rule, sheet),
            partial(rule.build, sheet),
        )
        for rule in _RULES
    ]
    return [*found, *_receipts(sheet)]


def _basis(sheet: LembarBulan, rule: _Rule) -> str:
    article = sheet.pasal(rule.dasar)
    return f"SPJ, {article}" if rule.kunci in SPJ else article


def _not_yet(rule: _Rule, sheet: LembarBulan) -> str:
    if not boleh(rule.kunci, sheet.month.status):
        return rule.until_then
    return _NOTHING_PAID if rule.pays and sheet.pembayaran is None else ""


def _receipts(sheet: LembarBulan) -> list[Paper]:
    basis, name = sheet.pasal("Pasal 11A ayat (8) huruf i"), "Kuitansi penerimaan dana"
    # A receipt keeps its number, also when a transfer before it was taken back.
    noted = enumerate(sheet.semua_dana, start=1)
    transfers = [(number, transfer) for number, transfer in noted if not transfer.batal]
    return [
        Paper(
            f"kuitansi-{number}",
            f"{name}, transfer ke-{number}" if len(transfers) > 1 else name,
            basis,
            _UANG,
            "",
            partial(kuitansi.isi, sheet, transfer, number),
        )
        for number, transfer in transfers
    ] or [Paper("kuitansi-1", name, basis, _UANG, _why_no_receipt(sheet), _refuse)]


def _why_no_receipt(sheet: LembarBulan) -> str:
    closed = sheet.month.status in AFTER_RECAP and sheet.pembayaran is None
    return _NOTHING_PAID if closed else _NO_TRANSFER


def _refuse() -> Isi:
    raise LookupError("Dokumen ini belum dapat dibuat.")


def _stem(month: Pengajuan) -> str:
    return f"{slugify(puskesmas(month))}-{month.period}"


def _remarks(sheet: LembarBulan) -> list[str]:
    other = sk.lain_kepala(sheet)
    return [other] if other else []


PAPERS = Papers(
    permission=IzinInsentif.DOKUMEN_UNDUH,
    issue_permission=IzinInsentif.DOKUMEN_TERBITKAN,
    issuers=(_DATA, _UANG, IzinInsentif.DOKUMEN_TERBIT_DINAS),
    accounts=IzinInsentif.DOKUMEN_REKENING,
    of=daftar,
    stem=_stem,
    remarks=_remarks,
    related=("puskesmas__kecamatan", "puskesmas__induk", "kabupaten"),
    folder=spj_folder.FOLDER,
)
