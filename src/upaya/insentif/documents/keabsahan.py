"""Pernyataan keabsahan data: the head of the puskesmas answers for it (Pasal 11A ayat (8) d)."""

from __future__ import annotations

from upaya.core.documents.content import Isi, Kolom, Paragraf, Rincian, Tabel, short
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.documents.umum import dasar, keterangan, kop, moment, puskesmas, signer, tempat
from upaya.rules.kesehatan import KEPALA_PUSKESMAS
from upaya.rules.money import angka, rupiah

_FILES = (
    Kolom("No", "angka", 1),
    Kolom("Jenis", lebar=5),
    Kolom("Berkas", lebar=8),
    Kolom("Sidik berkas", lebar=5),
)


def isi(sheet: LembarBulan) -> Isi:
    """What was stated when the month was submitted, with the data it was stated of."""
    month, kept, bulan = sheet.month, sheet.perhitungan, sheet.hitungan.bulan
    assert kept is not None  # noqa: S101 - a submitted month has its calculation
    assert bulan is not None  # noqa: S101
    head = sheet.pelaku(kept.dinyatakan_oleh)
    assert head is not None  # noqa: S101 - whoever stated it is known
    files = tuple(
        (n, file.get_jenis_display(), file.berkas.name, short(file.berkas.sha256))
        for n, file in enumerate(sheet.berkas, start=1)
    )
    return Isi(
        jenis="keabsahan",
        kode="INS-PKD",
        judul="Pernyataan Keabsahan Data",
        kop=kop(sheet),
        keterangan=f"Insentif UKM {keterangan(month)}",
        bagian=(
            Paragraf("Yang bertanda tangan di bawah ini:"),
            Rincian(
                (
                    ("Nama", head.nama),
                    ("NIP", head.nip or "tidak tercatat"),
                    ("Pangkat, golongan", head.pangkat or "tidak tercatat"),
                    ("Jabatan", KEPALA_PUSKESMAS.label),
                    ("Unit", puskesmas(month)),
                )
            ),
            Paragraf(f"dengan ini menyatakan: {kept.pernyataan}"),
            Paragraf("Pernyataan ini diberikan atas data berikut."),
            Rincian(
                (
                    *dasar(sheet),
                    ("Jumlah penduduk", f"{angka(bulan.penduduk)} orang"),
                    ("BOK diusulkan", rupiah(bulan.bok_diusulkan)),
                    ("BOK diserap", rupiah(bulan.bok_diserap)),
                    ("Banyak petugas", f"{len(bulan.petugas)} orang"),
                    ("Insentif yang dibagi", rupiah(kept.dibagi)),
                    ("Dinyatakan pada", moment(kept.dibekukan_pada)),
                    ("Pengajuan ke", str(kept.nomor)),
                    ("Sidik hitungan", kept.sidik),
                )
            ),
            Tabel("Data dukung", _FILES, files, "Tidak ada berkas pendukung."),
        ),
        total=kept.dibagi,
        tempat=tempat(month),
        tanda_tangan=(signer(KEPALA_PUSKESMAS, head, "Yang menyatakan,"),),
    )
