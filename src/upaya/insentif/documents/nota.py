"""Nota pengajuan dana: the puskesmas asks for the money (Pasal 11A ayat (8) huruf h)."""

from __future__ import annotations

from upaya.core.documents.content import Isi, Jumlah, Kolom, Paragraf, Rincian, Tabel
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.documents.umum import dasar, keterangan, kop, moment, puskesmas, signer, tempat
from upaya.insentif.uang.models import DokumenSpj
from upaya.rules.kesehatan import BENDAHARA_PEMBANTU, KEPALA_PUSKESMAS
from upaya.rules.money import rupiah

_ATTACHED = (
    Kolom("No", "angka", 1),
    Kolom("Dokumen SPJ", lebar=8),
    Kolom("Diserahkan", lebar=10),
)
_ACCOUNT = (
    Kolom("Bank", lebar=6),
    Kolom("Nomor rekening", "rekening", 7),
    Kolom("Nama pemilik rekening", lebar=9),
)


def isi(sheet: LembarBulan) -> Isi:
    """The request for the gross sum of the payment lines."""
    month, lines, kept = sheet.month, sheet.baris_bayar, sheet.perhitungan
    gross = sum(line.bruto for line in lines)
    approved = sheet.last_move("setujui")
    since = f" yang disetujui pada {moment(approved.at)}" if approved else ""
    return Isi(
        jenis="nota",
        kode="INS-NPD",
        judul="Nota Pengajuan Dana Insentif UKM",
        kop=kop(sheet),
        keterangan=keterangan(month),
        kepada=(f"Kepala {sheet.dinas}", "melalui Bendahara Pengeluaran", f"di {tempat(month)}"),
        bagian=(
            Paragraf(
                f"Bersama ini kami mengajukan dana Insentif UKM {puskesmas(month)} bulan "
                f"{month.period.nama}{since}, untuk ditransfer kepada Bendahara Pengeluaran "
                "Pembantu dan dibayarkan kepada petugas, dengan rincian sebagai berikut."
            ),
            Rincian(
                (
                    *dasar(sheet),
                    ("Banyak penerima", f"{len(lines)} orang"),
                    ("Insentif bruto", rupiah(gross)),
                    ("Pajak yang dipotong", rupiah(sum(line.pajak for line in lines))),
                    *(
                        [("Potongan selain pajak", rupiah(sum(line.potongan for line in lines)))]
                        if any(line.potongan for line in lines)
                        else []
                    ),
                    ("Diterima petugas", rupiah(sum(line.neto for line in lines))),
                )
            ),
            Jumlah("Dana yang diajukan", gross),
            *_account(sheet),
            Tabel("Dokumen pertanggungjawaban", _ATTACHED, _attached(sheet)),
            Paragraf(
                "Kami menyatakan bahwa dana tersebut akan dibayarkan hanya kepada petugas yang "
                "tercantum dalam daftar penerimaan, sebesar jumlahnya masing-masing."
            ),
        ),
        total=gross,
        tempat=tempat(month),
        tanda_tangan=(
            signer(BENDAHARA_PEMBANTU, sheet.pejabat(BENDAHARA_PEMBANTU), "Yang menyiapkan,"),
            signer(KEPALA_PUSKESMAS, sheet.pejabat(KEPALA_PUSKESMAS), "Yang mengajukan,"),
        ),
        catatan=(f"Sidik hitungan yang disetujui: {kept.sidik}.",) if kept else (),
    )


def _account(sheet: LembarBulan) -> tuple[Tabel, ...]:
    """Where the money is to go (huruf i); nothing for a month before accounts were kept."""
    found = sheet.rekening_pembantu
    if found is None:
        return ()
    row = (found.bank, found.rekening, found.nama_rekening)
    return (Tabel("Rekening Bendahara Pengeluaran Pembantu", _ACCOUNT, (row,)),)


def _attached(sheet: LembarBulan) -> tuple[tuple[int, str, str], ...]:
    given = {one.jenis: one for one in sheet.spj}
    return tuple(
        (n, kind.label, _how(given.get(kind.value)))
        for n, kind in enumerate(DokumenSpj.Jenis, start=1)
    )


def _how(given: DokumenSpj | None) -> str:
    if given is None:
        return "belum diserahkan"
    shape = f"berkas {given.berkas.name}" if given.berkas else f"kertas: {given.keterangan}"
    return f"{shape}, {moment(given.diserahkan_pada)}"
