"""SK jabatan: posts and entitlement of every officer with the decrees (Pasal 24 huruf i)."""

from __future__ import annotations

from upaya.core.documents.content import Isi, Kolom, Paragraf, Sel, Tabel
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.bulan.signatories import golongan
from upaya.insentif.documents.umum import keterangan, kop, signer, tempat
from upaya.pegawai.models import Kelas, Macam, Penerbit
from upaya.pegawai.profil import BerSk
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
    Kolom("NIP", lebar=5),
    Kolom("Jabatan", lebar=7),
    Kolom("Macam", lebar=4),
    *_DECREE,
)
_ENTITLED = (
    Kolom("No", "angka", 1),
    Kolom("Nama", lebar=9),
    Kolom("NIP", lebar=5),
    Kolom("Status dan golongan", lebar=5),
    *_DECREE,
)


def isi(sheet: LembarBulan) -> Isi:
    """The decrees in force on the month's last day, for the officers of the month."""
    month = sheet.month
    day = tanggal(month.period.last_day)
    entitlements = [held for held in sheet.ber_sk if not held.jabatan]
    posts = tuple(
        (n, *_named(sheet, held), held.jabatan, Macam(held.macam).label, *_decree(held))
        for n, held in enumerate(_posts(sheet), start=1)
    )
    entitled = tuple(
        (n, *_named(sheet, held), golongan(sheet.petugas[held.kode]), *_decree(held))
        for n, held in enumerate(entitlements, start=1)
    )
    return Isi(
        jenis="sk",
        kode="INS-SKJ",
        judul="Daftar SK Jabatan Petugas",
        kop=kop(sheet),
        keterangan=keterangan(month),
        bagian=(
            Paragraf(
                f"Jabatan dan penetapan di bawah ini berlaku pada {day}{_earlier(sheet)} dan "
                "menjadi dasar bobot serta hak petugas atas Insentif UKM."
            ),
            Tabel("Jabatan utama dan tambahan", _POSTS, posts, "Tidak ada jabatan yang tercatat."),
            Tabel(
                "Penetapan sebagai penerima insentif", _ENTITLED, entitled, "Tidak ada penetapan."
            ),
        ),
        tempat=tempat(month),
        tanda_tangan=(
            signer(KEPALA_PUSKESMAS, sheet.pejabat(KEPALA_PUSKESMAS), "Mengetahui,"),
            signer(OPERATOR_PUSKESMAS, sheet.pelaku_langkah("rekap", "kirim"), "Yang menyusun,"),
        ),
        catatan=("Salinan SK yang diunggah ada dalam berkas pendukung bulan ini.",),
        mendatar=True,
    )


def _earlier(sheet: LembarBulan) -> str:
    if all(held.hari == sheet.month.period.last_day for held in sheet.ber_sk):
        return ""
    return ", atau pada hari terakhir petugasnya berhak dalam bulan itu,"


def _posts(sheet: LembarBulan) -> list[BerSk]:
    return [held for held in sheet.ber_sk if held.jabatan]


def _named(sheet: LembarBulan, held: BerSk) -> tuple[str, str]:
    officer = sheet.petugas[held.kode]
    return officer.nama, officer.nip


def lain_kepala(sheet: LembarBulan) -> str:
    """Why the head in the list of decrees is not the one who signs; "" when they are one person.

    Said on the page, not on the paper: who signs is not part of what is signed.
    """
    signs = sheet.pejabat(KEPALA_PUSKESMAS)
    heads = [held for held in _posts(sheet) if held.kelas == Kelas.KEPALA_PUSKESMAS]
    named = [sheet.petugas[held.kode] for held in heads]
    if signs is None or any(one.user_id == signs.user_id for one in named):
        return ""
    if not named:
        return (
            f"{signs.nama} menandatangani sebagai Kepala Puskesmas, tetapi tidak ada jabatan "
            "Kepala Puskesmas dalam daftar SK bulan ini. Catat SK-nya di data petugas."
        )
    if any(one.nama.casefold() == signs.nama.casefold() for one in named):
        return ""
    names = ", ".join(one.nama for one in named)
    return (
        f"Menurut daftar SK bulan ini Kepala Puskesmas adalah {names}; yang menandatangani hari "
        f"ini pemegang peran Kepala puskesmas, {signs.nama}. Bila orangnya sama, sambungkan "
        "akunnya pada data petugas; bila berganti, itu sebabnya."
    )


def _decree(held: BerSk) -> tuple[Sel, ...]:
    until = f" sampai {tanggal(held.sampai)}" if held.sampai else ""
    return (
        held.nomor,
        held.tanggal,
        Penerbit(held.penerbit).label,
        f"sejak {tanggal(held.mulai)}{until}",
    )
