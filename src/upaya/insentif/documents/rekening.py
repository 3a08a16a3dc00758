"""Daftar petugas dan nomor rekening: for the bank and the treasurer (Pasal 11A ayat (8) huruf g).

Accounts stand here in full, so that the money can be sent; the list that all officers sign shows
their last digits only.
"""

from __future__ import annotations

from upaya.core.documents.content import Isi, Jumlah, Kolom, Rincian, Tabel
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.documents.umum import dasar, keterangan, kop, signer, tempat
from upaya.rules.kesehatan import KEPALA_PUSKESMAS, OPERATOR_PUSKESMAS

_COLUMNS = (
    Kolom("No", "angka", 2),
    Kolom("Nama petugas", lebar=10),
    Kolom("Bank", lebar=6),
    Kolom("Nomor rekening", "rekening", 7),
    Kolom("Nama pemilik rekening", lebar=9),
    Kolom("Diterima", "rupiah", 5, jumlah=True),
)


def isi(sheet: LembarBulan) -> Isi:
    """The lines of the payment with their accounts, as they were taken over in the recap."""
    month, lines = sheet.month, sheet.baris_bayar
    rows = tuple(
        (n, line.nama, line.bank, line.rekening, line.nama_rekening, line.neto)
        for n, line in enumerate(lines, start=1)
    )
    net = sum(line.neto for line in lines)
    return Isi(
        jenis="rekening",
        kode="INS-DRP",
        judul="Daftar Petugas dan Nomor Rekening",
        kop=kop(sheet),
        keterangan=keterangan(month),
        bagian=(
            Rincian((*dasar(sheet), ("Banyak penerima", f"{len(lines)} orang"))),
            Jumlah("Jumlah yang dibayarkan", net),
            Tabel("Penerima", _COLUMNS, rows),
        ),
        total=net,
        tempat=tempat(month),
        tanda_tangan=(
            signer(KEPALA_PUSKESMAS, sheet.pejabat(KEPALA_PUSKESMAS), "Mengetahui,"),
            signer(OPERATOR_PUSKESMAS, sheet.pelaku_langkah("rekap"), "Yang menyusun,"),
        ),
        catatan=("Hanya untuk bank dan bendahara: jangan digandakan atau ditempel.",),
        mendatar=True,
    )
