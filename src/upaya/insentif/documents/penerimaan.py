"""Daftar penerimaan keuangan: what each officer gets, with a place to sign (Pasal 24 huruf i)."""

from __future__ import annotations

from upaya.core.crypto import mask
from upaya.core.documents.content import Isi, Jumlah, Kolom, Rincian, Tabel
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.bulan.signatories import golongan
from upaya.insentif.documents.umum import dasar, keterangan, kop, signer, tempat
from upaya.pembayaran.models import BarisPembayaran
from upaya.rules.kesehatan import BENDAHARA_PEMBANTU, KEPALA_PUSKESMAS
from upaya.rules.money import rupiah

_COLUMNS = (
    Kolom("No", "angka", 2),
    Kolom("Nama", lebar=10),
    Kolom("NIP", lebar=7),
    Kolom("Status dan golongan", lebar=6),
    Kolom("Bruto", "rupiah", 5, jumlah=True),
    Kolom("Pajak", "rupiah", 4, jumlah=True),
    Kolom("Diterima", "rupiah", 5, jumlah=True),
    Kolom("Bank dan rekening", lebar=8),
    Kolom("Tanda tangan", "tanda_tangan", 9),
)
_PARTS = (
    Kolom("No", "angka", 1),
    Kolom("Nama", lebar=6),
    Kolom("Uraian", lebar=9),
    Kolom("Jumlah", "rupiah", 3, jumlah=True),
)


def isi(sheet: LembarBulan) -> Isi:
    """The lines of the payment as they stand; made once the recap exists."""
    month, lines = sheet.month, sheet.baris_bayar
    rows = tuple(
        (n, *_person(line), line.bruto, line.pajak, line.neto, _account(line), None)
        for n, line in enumerate(lines, start=1)
    )
    net = sum(line.neto for line in lines)
    return Isi(
        jenis="penerimaan",
        kode="INS-DPK",
        judul="Daftar Penerimaan Keuangan Insentif UKM",
        kop=kop(sheet),
        keterangan=keterangan(month),
        bagian=(
            Rincian((*dasar(sheet), ("Banyak penerima", f"{len(lines)} orang"))),
            Tabel("Penerima", _COLUMNS, rows),
            *_parts(sheet),
            *_deductions(sheet),
            Jumlah("Jumlah diterima", net),
        ),
        total=net,
        tempat=tempat(month),
        tanda_tangan=(
            signer(KEPALA_PUSKESMAS, sheet.pejabat(KEPALA_PUSKESMAS), "Mengetahui,"),
            signer(BENDAHARA_PEMBANTU, sheet.pejabat(BENDAHARA_PEMBANTU), "Yang membayarkan,"),
        ),
        catatan=_notes(sheet),
        mendatar=True,
    )


def _person(line: BarisPembayaran) -> tuple[str, str, str]:
    officer = line.petugas
    return line.nama, officer.nip if officer else "", golongan(officer) if officer else ""


def _account(line: BarisPembayaran) -> str:
    return f"{line.bank} {mask(line.rekening)}".strip()


def _deductions(sheet: LembarBulan) -> tuple[Tabel, ...]:
    """What is deducted beside the tax, when anything is: it explains what was received."""
    rows = [
        (line.nama, str(part["uraian"]), int(part["jumlah"]))
        for line in sheet.baris_bayar
        for part in line.rincian_potongan
    ]
    numbered = tuple((n, *row) for n, row in enumerate(rows, start=1))
    return (Tabel("Potongan selain pajak", _PARTS, numbered),) if rows else ()


def _parts(sheet: LembarBulan) -> tuple[Tabel, ...]:
    """What the gross amounts consist of, when anybody's has more than one part (a selisih)."""
    split = [line for line in sheet.baris_bayar if len(line.rincian) > 1]
    rows = [
        (line.nama, str(part["uraian"]), int(part["jumlah"]))
        for line in split
        for part in line.rincian
    ]
    numbered = tuple((n, *row) for n, row in enumerate(rows, start=1))
    return (Tabel("Rincian bruto", _PARTS, numbered),) if rows else ()


def _notes(sheet: LembarBulan) -> tuple[str, ...]:
    """By which rule the tax was taken, where it was changed by hand, and what is hidden."""
    bases = dict.fromkeys(
        f"Pajak menurut {line.dasar_hukum_pajak} ({line.asal_pajak})." for line in sheet.baris_bayar
    )
    changed = [
        f"Pajak {line.nama} disesuaikan dari {rupiah(line.pajak_hitung)} menjadi "
        f"{rupiah(line.pajak)}: {line.alasan_pajak}"
        for line in sheet.baris_bayar
        if line.pajak != line.pajak_hitung
    ]
    return (*bases, *changed, "Nomor rekening hanya menampilkan empat angka terakhirnya.")
