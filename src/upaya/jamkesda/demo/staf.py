"""Who works in the demo by which decree: one that stands, one proposed, a list that is tried."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password

from upaya.akun.models import User
from upaya.core import clock
from upaya.exchange.jamkesda.peserta_tabel import KOLOM
from upaya.jamkesda.demo.tempat import TODAY, Panggung
from upaya.jamkesda.impor.services import coba
from upaya.jamkesda.peserta.models import Peserta
from upaya.jamkesda.staf import services
from upaya.rules.jamkesda import peran
from upaya.rules.kesehatan import KEPALA_DINAS

_LAST = date(2022, 12, 31)
_ASK = date(2022, 10, 24)


def make(panggung: Panggung) -> None:
    """Appointments of the UPT and of a PPK, and a list of members that nobody has taken over."""
    head = panggung.of(peran.KEPALA_UPT, panggung.upt)
    decider = panggung.of(KEPALA_DINAS, panggung.dinas)
    for number, role in enumerate(("verifikator_klaim", "petugas_kepesertaan")):
        with clock.pretend(_ASK):
            said = _said(panggung, number, role)
            made = services.usulkan(head, UUID(int=64_09_4000 + number), said)
            if not number:
                _account(said)
                services.tetapkan(made.pk, decider, "SK/440/REKAAN/2022", _ASK)
    with clock.pretend(_ASK):
        said = _said(panggung, 2, "petugas_klaim")
        _account(said)
        services.tunjuk(
            panggung.of(peran.KEPALA_PPK, panggung.ppk[0].unit),
            UUID(int=64_09_4100),
            said,
            "SK/01/RSUD-REKAAN/2022",
            _ASK,
        )
    _list(panggung)


def _account(said: dict[str, Any]) -> None:
    """Nobody is mailed a link in a demo: these people have an account that nobody can open."""
    User.objects.create(
        username=said["nama_pengguna"],
        name=said["nama"],
        email=said["surel"],
        password=make_password(None),
    )


def _said(panggung: Panggung, number: int, role: str) -> dict[str, Any]:
    name = panggung.orang.nama()
    return {
        "nama": name,
        "nama_pengguna": f"penajam.staf{number + 1}",
        "surel": f"penajam.staf{number + 1}@contoh.invalid",
        "role": role,
        "mulai": _ASK,
        "sampai": _LAST,
        "pelatihan": "Pelatihan e-Jamkesda rekaan, Penajam, September 2022",
        "alasan": "Menggantikan petugas yang pindah tugas.",
    }


def _list(panggung: Panggung) -> None:
    """Members known already, one who looks like one, new ones, and rows that cannot be used."""
    known = list(
        Peserta.objects.filter(kabupaten=panggung.kabupaten, warga__meninggal=None)
        .exclude(warga__nik_indeks="")
        .select_related("warga")
        .order_by("pk")[40:42]
    )
    village = panggung.desa[0].kode
    rows = [[column.judul for column in KOLOM]]
    for number, one in enumerate(known):
        person = one.warga
        nik = person.nik if number else panggung.orang.nik()
        rows.append(_row(person.nama, nik, f"{person.tanggal_lahir:%d/%m/%Y}", village))
    for number in range(6):
        nik = panggung.orang.nik() if number else "12345"
        rows.append(_row(panggung.orang.nama(), nik, "01/02/1990", village))
    data = "\n".join(";".join(row) for row in rows).encode()
    admin = panggung.of(peran.ADMIN_UPT, panggung.upt)
    with clock.pretend(TODAY):
        coba(admin, "peserta-desa-rekaan.csv", data, "csv", TODAY, "BA/REKAAN/XI/2022")


def _row(nama: str, nik: str, lahir: str, desa: str) -> list[str]:
    return [
        nama,
        nik,
        "9999010301000001",
        lahir,
        "P",
        "anak",
        "Ibu Rekaan",
        desa,
        "RT 05",
        "miskin",
    ]
