"""Situbondo on the map, its offices and the accounts of the demo."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random

from django.contrib.auth.hashers import make_password

from upaya.akun.models import DEMO_PREFIX, Membership, User
from upaya.core.access import Access
from upaya.core.registry import registry
from upaya.demo.orang import Orang
from upaya.rules.insentif.ketentuan import KATEGORI
from upaya.rules.kesehatan import PETUGAS
from upaya.rules.loader import national_book
from upaya.rules.roles import Reach, Role
from upaya.wilayah.models import (
    Fasilitas,
    Kabupaten,
    KategoriPuskesmas,
    Kecamatan,
    Penduduk,
    Unit,
)

KODE = "35.12"
HARI = date(2022, 8, 1)
SHOWN = "banyuputih"
"""The puskesmas in which the demo's one-click accounts work."""
SANDI = "upaya-situbondo-2022"

_KECAMATAN = (
    "Jatibanteng", "Besuki", "Suboh", "Mlandingan", "Kendit", "Panarukan", "Situbondo", "Panji",
    "Mangaran", "Kapongan", "Arjasa", "Jangkar", "Asembagus", "Banyuputih", "Sumbermalang",
    "Banyuglugur", "Bungatan",
)  # fmt: skip
_ELSEWHERE = {"klampokan": "Panarukan", "widoropayung": "Besuki", "wonorejo": "Banyuputih"}


@dataclass
class Peta:
    """The stage of the demo: puskesmas by slug, accesses by unit and role, who is drawn next."""

    dinas: Unit
    puskesmas: dict[str, Unit]
    random: Random
    orang: Orang
    access: dict[tuple[int, Role], Access] = field(default_factory=dict)
    sandi: str = field(default_factory=lambda: make_password(SANDI))  # hashed once: slow on purpose

    def of(self, unit: Unit, role: Role) -> Access:
        """Whoever acts in `role` at `unit`."""
        return self.access[unit.pk, role]


def make(random: Random) -> Peta:
    """District, kecamatan, Dinas, puskesmas with all that belongs to them, and the accounts."""
    kabupaten = Kabupaten.objects.create(
        kode=KODE, nama="Kabupaten Situbondo", provinsi="Jawa Timur"
    )
    kecamatan = {
        nama: Kecamatan.objects.create(kode=f"{KODE}.{n:02d}", kabupaten=kabupaten, nama=nama)
        for n, nama in enumerate(_KECAMATAN, start=1)
    }
    dinas = Unit.objects.create(
        jenis=Unit.Jenis.DINAS,
        kabupaten=kabupaten,
        nama="Dinas Kesehatan Kabupaten Situbondo",
        alamat="Jalan Rekaan Nomor 1, Situbondo",
        telepon="(0338) 990000",
    )
    book = national_book()
    names = book.read("wilayah.puskesmas", HARI, KODE).table
    peta = Peta(dinas, {}, random, Orang(random))
    for number, (slug, nama) in enumerate(names.items(), start=1):
        unit = Unit.objects.create(
            jenis=Unit.Jenis.PUSKESMAS,
            kabupaten=kabupaten,
            induk=dinas,
            nama=nama,
            kode=f"P99{number:08d}",
            kecamatan=kecamatan[_ELSEWHERE.get(slug, slug.capitalize())],
            alamat=f"Jalan Contoh Nomor {number}",
            telepon=f"(0338) 99{number:04d}",
        )
        category = book.read(KATEGORI + slug, HARI, KODE)
        KategoriPuskesmas.objects.create(
            puskesmas=unit, kategori=category.text, mulai=HARI, dasar_hukum=category.source
        )
        Penduduk.objects.create(
            puskesmas=unit,
            tahun=2022,
            jumlah=random.randrange(17_000, 52_000),
            sumber="Angka rekaan untuk demo",
        )
        _network(unit, slug, random)
        peta.puskesmas[slug] = unit
    _accounts(peta)
    return peta


def _network(unit: Unit, slug: str, random: Random) -> None:
    kinds = (Fasilitas.Jenis.PUSTU, Fasilitas.Jenis.PONKESDES, Fasilitas.Jenis.POLINDES)
    rows = [
        Fasilitas(puskesmas=unit, jenis=kind, nama=f"{kind.label} {slug.capitalize()} {n}")
        for kind in kinds
        for n in range(1, random.randint(2, 4))
    ]
    rows.append(
        Fasilitas(
            puskesmas=unit, jenis=Fasilitas.Jenis.JEJARING, nama=f"Klinik {slug.capitalize()}"
        )
    )
    Fasilitas.objects.bulk_create(rows)


def _accounts(peta: Peta) -> None:
    """One account per role under the demo's prefix; other puskesmas have people of their own."""
    ministry = Unit.objects.create(jenis=Unit.Jenis.KEMENTERIAN, nama="Kementerian Kesehatan")
    shown = peta.puskesmas[SHOWN]
    places = {unit.jenis: unit for unit in (peta.dinas, ministry, shown)}
    elsewhere = {role for part in registry().parts if part.stages for role in part.roles}
    for role in registry().roles.values():
        if role == PETUGAS or role in elsewhere:
            continue  # the officer's account comes with the officer, others with their district
        unit = places[role.units[0]]
        _member(peta, f"{DEMO_PREFIX}{role.name}", peta.orang.nama(), role, unit, peta.sandi)
    closed = make_password(None)
    staff = sorted(
        (r for r in registry().roles.values() if r.reach is Reach.UNIT and r not in elsewhere),
        key=lambda role: role.name,
    )
    for slug, unit in peta.puskesmas.items():
        if unit == shown:
            continue
        for role in staff:
            _member(peta, f"{slug}.{role.name}", peta.orang.nama(), role, unit, closed)


def _member(peta: Peta, username: str, name: str, role: Role, unit: Unit, password: str) -> None:
    number = len(peta.access) + 1
    user = User.objects.create(
        username=username,
        name=name,
        email=f"{username}@contoh.invalid",
        password=password,
        # Nobody was appointed in a month 00.
        nip=f"{1970 + number % 25}0101{2000 + number % 20}00{1 + number % 2}{number:03d}",
        pangkat="Penata (III/c)",
    )
    membership = Membership.objects.create(
        user=user, role=role.name, unit=unit, nomor_sk="SK/DEMO/2022", mulai=HARI
    )
    membership.unit = unit
    peta.access[unit.pk, role] = membership.access()
