"""SK jabatan: posts and entitlement of every officer with the decrees (Pasal 24 huruf i)."""

from __future__ import annotations

from upaya.core.documents.content import Isi, Kolom, Paragraf, Sel, Tabel
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.documents.umum import keterangan, kop, signer, tempat
from upaya.pegawai.models import Penetapan, Penugasan
from upaya.rules.kesehatan import KEPALA_PUSKESMAS, OPERATOR_PUSKESMAS
from upaya.rules.period import tanggal

_DECREE = (
    Kolom("Nomor SK", lebar=7),
    Kolom("Tanggal SK", "tanggal", 4),
    Kolom("Penerbit", lebar=5),
    Kolom("Berlaku", lebar=7),
)
_POSTS = (
    Kolom("No", "angka", 1),
    Kolom("Nama", lebar=7),
    Kolom("Jabatan", lebar=7),
    Kolom("Macam", lebar=4),
    *_DECREE,
)
_ENTITLED = (Kolom("No", "angka", 1), Kolom("Nama", lebar=9), *_DECREE)


def isi(sheet: LembarBulan) -> Isi:
    """The decrees in force on the month's last day, for the officers of the month."""
    month = sheet.month
    day = tanggal(month.period.last_day)
    posts = tuple(
        (n, held.petugas.nama, held.jenis.nama, held.jenis.get_macam_display(), *_decree(held))
        for n, held in enumerate(sheet.jabatan, start=1)
    )
    entitled = tuple(
        (n, held.petugas.nama, *_decree(held)) for n, held in enumerate(sheet.penetapan, start=1)
    )
    return Isi(
        jenis="sk",
        kode="INS-SKJ",
        judul="Daftar SK Jabatan Petugas",
        kop=kop(sheet),
        keterangan=keterangan(month),
        bagian=(
            Paragraf(
                f"Jabatan dan penetapan di bawah ini berlaku pada {day} dan menjadi dasar bobot "
                "serta hak petugas atas Insentif UKM (Pasal 11A ayat (2) dan ayat (7))."
            ),
            Tabel("Jabatan utama dan tambahan", _POSTS, posts, "Tidak ada jabatan yang tercatat."),
            Tabel(
                "Penetapan sebagai penerima insentif", _ENTITLED, entitled, "Tidak ada penetapan."
            ),
        ),
        tempat=tempat(month),
        tanda_tangan=(
            signer(KEPALA_PUSKESMAS, sheet.kepala, "Mengetahui,"),
            signer(OPERATOR_PUSKESMAS, sheet.actor_of("rekap", "kirim"), "Yang menyusun,"),
        ),
        catatan=("Salinan SK yang diunggah ada dalam berkas pendukung bulan ini.",),
        mendatar=True,
    )


def _decree(held: Penugasan | Penetapan) -> tuple[Sel, ...]:
    until = f" sampai {tanggal(held.sampai)}" if held.sampai else ""
    decree = held.sk
    return (
        decree.nomor,
        decree.tanggal,
        decree.get_penerbit_display(),
        f"sejak {tanggal(held.mulai)}{until}",
    )
