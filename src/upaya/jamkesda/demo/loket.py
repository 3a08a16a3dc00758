"""The counter of the demo: applications, referrals and guarantee letters in every status."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from upaya.core import clock
from upaya.core.access import Access
from upaya.jamkesda.demo.tempat import TODAY, Panggung, hari_kerja
from upaya.jamkesda.peserta import services as pendaftaran
from upaya.jamkesda.peserta.bayi import isi_bayi
from upaya.jamkesda.peserta.models import MasaPeserta, Peserta, Sumber, aktif_pada
from upaya.jamkesda.peserta.road import ROAD as PENDAFTARAN
from upaya.jamkesda.ppk.models import Ppk
from upaya.jamkesda.surat import services as surat
from upaya.jamkesda.surat.models import Rujukan, SuratJaminan
from upaya.jamkesda.surat.road import ROAD as SURAT
from upaya.rules.jamkesda import peran, road
from upaya.supermiskol.demo.keluarga import gambar
from upaya.warga.models import Warga

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_PUSKESMAS, _RUMAH_SAKIT = 3, 0
_DIAGNOSES = ("A09", "J18", "I10", "E11", "K35", "O80", "S52", "N20")
_DAFTAR: tuple[tuple[str, int, str], ...] = (
    (road.DRAF, 0, ""),
    (road.DIAJUKAN, 1, ""),
    (road.DIAJUKAN, 6, ""),
    (road.DIAJUKAN, 2, "mirip"),
    (road.DIVERIFIKASI, 2, ""),
    (road.AKTIF, 9, ""),
    (road.AKTIF, 3, "bayi"),
    (road.DITOLAK, 8, ""),
    (road.BATAL, 5, ""),
)
"""Where an application stands, how many days ago it was filed, what is odd about it."""
_LANGKAH: dict[str, tuple[str, ...]] = {
    road.DRAF: (),
    road.DIAJUKAN: ("ajukan",),
    road.DIVERIFIKASI: ("ajukan", "verifikasi"),
    road.AKTIF: ("ajukan", "verifikasi", "aktifkan"),
    road.DITOLAK: ("ajukan", "verifikasi", "tolak"),
    road.BATAL: ("batalkan",),
}
_SURAT: tuple[tuple[str, str, int], ...] = (
    ("rjtp", road.DRAF, 0),
    ("rjtp", road.TERBIT, 2),
    ("rjtp", road.SELESAI, 12),
    ("rjtp", road.BATAL, 4),
    ("ritp", road.TERBIT, 1),
    ("ritl", road.DIAJUKAN, 1),
    ("ritl", road.TERBIT, 5),
    ("ritl", road.SELESAI, 20),
    ("ritl", road.DITOLAK, 6),
    ("rjtl", road.TERBIT, 3),
    ("rjtl", road.DICABUT, 9),
    ("darurat", road.TERBIT, 2),
    ("darurat", road.DIAJUKAN, 0),
    ("darurat tanpa berkas", road.SELESAI, 9),
)
"""The care of a letter, where it stands, how many days ago it was written."""
_BATAS = {"rjtp": 250_000, "rjtl": 750_000, "ritp": 3_000_000, "ritl": 6_000_000}
_WAY: dict[str, tuple[str, ...]] = {
    road.DRAF: (),
    road.DIAJUKAN: ("ajukan",),
    road.TERBIT: ("terbit",),
    road.SELESAI: ("terbit", "selesaikan"),
    road.DITOLAK: ("ajukan", "tolak"),
    road.DICABUT: ("terbit", "cabut"),
    road.BATAL: ("batalkan",),
}
_REASONS = {
    "tolak": "Keluarga ini masih dijamin perusahaan tempat kepalanya bekerja.",
    "batalkan": "Pasien pindah ke fasilitas lain sebelum dilayani.",
    "cabut": "Pasien sudah dijamin BPJS Kesehatan sejak awal bulan.",
}


def make(panggung: Panggung) -> None:
    """Applications first, then referrals and letters of members who are covered."""
    members = _members(panggung)
    for number, (status, days, odd) in enumerate(_DAFTAR):
        _application(panggung, number, status, _hari(days), odd, members)
    _twin(panggung, members[-1])
    for number, (care, status, days) in enumerate(_SURAT):
        _letter(panggung, number, members[number], care, status, _hari(days))


def _hari(days: int) -> date:
    """So many days before the demo's day, or the next on which offices work."""
    return hari_kerja(TODAY - timedelta(days=days))


def _members(panggung: Panggung) -> list[Peserta]:
    rows = Peserta.objects.filter(aktif_pada(TODAY), kabupaten=panggung.kabupaten)
    adults = rows.filter(warga__tanggal_lahir__lt=date(2000, 1, 1), masa__mulai=date(2022, 1, 3))
    people = adults.filter(warga__jenis_kelamin="P").select_related(
        "warga__desa__induk", "warga__keluarga"
    )
    # The last ones: claims and their letters are those of the first.
    return list(people.order_by("-pk")[: len(_SURAT) + 3])


def _twin(panggung: Panggung, member: Peserta) -> None:
    """Somebody who came in twice, the second time without a NIK: two cards of one person."""
    person = member.warga
    again = Warga.objects.create(
        kabupaten=panggung.kabupaten,
        desa=person.desa,
        keluarga=person.keluarga,
        hubungan=person.hubungan,
        nama=f"Hj. {person.nama.upper()}",
        tanggal_lahir=person.tanggal_lahir,
        jenis_kelamin=person.jenis_kelamin,
        ibu=panggung.orang.nama(),
    )
    with clock.pretend(date(2022, 6, 1)):
        made = Peserta.objects.create(
            kabupaten=panggung.kabupaten,
            warga=again,
            kartu="JK" + "".join(panggung.random.choice(_LETTERS) for _ in range(10)),
            inisial=again.inisial,
            kategori=member.kategori,
            sumber=Sumber.IMPOR,
            nomor_sumber="Data susulan rekaan 2022",
            dibuat_pada=clock.now(),
        )
    MasaPeserta.objects.create(peserta=made, mulai=date(2022, 6, 1))


# ------------------------------------------------------------------ applications
def _application(
    panggung: Panggung, number: int, status: str, day: date, odd: str, members: list[Peserta]
) -> None:
    upt = panggung.upt
    clerk = panggung.of(peran.PENDAFTARAN, panggung.ppk[_RUMAH_SAKIT].unit)
    admin = panggung.of(peran.ADMIN_UPT, upt)
    files = admin if number % 2 else clerk
    actors = {
        "verifikasi": panggung.of(peran.KEPESERTAAN, upt),
        "aktifkan": panggung.of(peran.KEPALA_UPT, upt),
        "tolak": panggung.of(peran.KEPALA_UPT, upt),
    }
    with clock.pretend(day):
        values = _said(panggung, number, day, odd, members[-1 - number % 3])
        case = pendaftaran.daftarkan(files, UUID(int=64_09_7000 + number), values)
        for move in _LANGKAH[status]:
            reason = _REASONS.get(move, "Sesuai dengan berkasnya.")
            PENDAFTARAN.execute(case.pk, move, actors.get(move, files), reason=reason)


def _said(panggung: Panggung, number: int, day: date, odd: str, member: Peserta) -> dict[str, Any]:
    if odd == "bayi":
        return isi_bayi(
            member,
            {
                "nama": f"Bayi {member.warga.nama}",
                "tanggal_lahir": day - timedelta(days=2),
                "jenis_kelamin": "L",
                "nomor_sumber": "SKL/REKAAN/2022",
            },
        )
    nik = panggung.orang.nik()
    born = date(1900 + int(nik[10:12]), int(nik[8:10]), int(nik[6:8]) % 40)
    name = panggung.orang.nama()
    if odd == "mirip":  # somebody of the register with another NIK
        born, name = member.warga.tanggal_lahir, f"H. {member.warga.nama}"
    return {
        "nama": name,
        "nik": nik,
        "kk": f"9999010201{number:06d}",
        "tanggal_lahir": born,
        "jenis_kelamin": "P" if int(nik[6:8]) > 40 else "L",  # noqa: PLR2004 - as a NIK says it
        "hubungan": "kepala",
        "ibu": panggung.orang.nama(),
        "desa": panggung.desa[number % len(panggung.desa)],
        "alamat": f"RT {1 + number:02d}",
        "telepon": "",
        "kategori": "umum",
        "sumber": "permohonan",
        "nomor_sumber": f"REKAAN/{number:03d}/X/2022",
        "mulai": day,
    }


# ------------------------------------------------------------------ referrals and letters
def _letter(
    panggung: Panggung, number: int, member: Peserta, care: str, status: str, day: date
) -> None:
    first, hospital = panggung.ppk[_PUSKESMAS], panggung.ppk[_RUMAH_SAKIT]
    ppk = first if care in {"rjtp", "ritp"} else hospital
    clerk = panggung.of(peran.PENDAFTARAN, ppk.unit)
    urgent = care.startswith("darurat")
    kind = "ritl" if urgent else care
    with clock.pretend(day):
        referral = None
        if kind in {"rjtl", "ritl"} and not urgent:
            referral = _referral(panggung, number, member, first, hospital, day)
        stay = kind in {"ritp", "ritl"}
        values = {
            "layanan": kind,
            "kelas": "3" if stay else "",
            "gawat_darurat": urgent,
            "rujukan": referral,
            "diagnosis": _DIAGNOSES[number % len(_DIAGNOSES)],
            "mulai": day,
            "sampai": day + timedelta(days=9 if stay else 6),
            "batas": _BATAS[kind],
        }
        made = surat.buat(clerk, UUID(int=64_09_6000 + number), member, values)
        _walk(panggung, made, status, clerk)
    if care == "darurat" and status == road.TERBIT:
        paper = SimpleUploadedFile("pernyataan-darurat.png", gambar(number), "image/png")
        surat.lampirkan(made.pk, clerk, "Pernyataan gawat darurat", paper)


def _referral(
    panggung: Panggung, number: int, member: Peserta, dari: Ppk, ke: Ppk, day: date
) -> Rujukan:
    values = {
        "ke": ke,
        "nomor": f"RJ/{number:03d}/PKM/2022",
        "tanggal": day,
        "diagnosis": _DIAGNOSES[number % len(_DIAGNOSES)],
        "alasan": "Memerlukan pemeriksaan dan perawatan dokter spesialis.",
        "lanjutan_dari": None,
    }
    clerk = panggung.of(peran.PENDAFTARAN, dari.unit)
    return surat.rujuk(clerk, UUID(int=64_09_5000 + number), member, values)


def _walk(panggung: Panggung, made: SuratJaminan, status: str, clerk: Access) -> None:
    head = panggung.of(peran.KEPALA_UPT, panggung.upt)
    steps: list[tuple[str, Access]] = []
    for move in _WAY[status]:
        if move == "terbit" and made.layanan == "ritl":  # in-patient care waits for the UPT
            steps += [("ajukan", clerk), ("setujui", head)]
        else:
            name = "terbitkan" if move == "terbit" else move
            steps.append((name, head if move in {"tolak", "cabut"} else clerk))
    for move, actor in steps:
        SURAT.execute(made.pk, move, actor, reason=_REASONS.get(move, "Sesuai dengan berkasnya."))
