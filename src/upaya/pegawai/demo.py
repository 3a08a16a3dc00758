"""About sixty officers a puskesmas, with posts and decrees."""

from __future__ import annotations

from datetime import date
from random import Random

from upaya.akun.models import DEMO_PREFIX, Membership, User
from upaya.core import clock
from upaya.demo.kabupaten import HARI, KODE, SHOWN, Peta
from upaya.demo.orang import Orang
from upaya.pegawai.models import (
    Asal,
    JenisJabatan,
    Macam,
    Penerbit,
    Penetapan,
    Penugasan,
    Petugas,
    Status,
    SuratKeputusan,
    new_kode,
)
from upaya.rules.kesehatan import KEPALA_PUSKESMAS, PETUGAS
from upaya.rules.loader import national_book
from upaya.wilayah.models import Unit

_MAIN = (
    "Kepala Puskesmas", "Kepala Tata Usaha", "Bendahara BOK", "Bendahara JKN", "PJ UKM", "PJ UKP",
    "Koordinator Pelayanan", "Koordinator Pelayanan", "Koordinator Pelayanan", "PJ Poliklinik",
    "PJ Program", "PJ Program", "PJ Program",
)  # fmt: skip
_SCHOOLING = (
    *("D3",) * 9, *("S1",) * 4, *("profesi",) * 2, "D4", "S2", *("SLTA",) * 3, "D1", "SLTP",
)  # fmt: skip
_TITLES = {
    "S2": ", M.Kes.", "S1": ", S.K.M.", "profesi": ", S.Kep., Ners", "D4": ", S.Tr.Kes.",
    "D3": ", A.Md.Kes.",
}  # fmt: skip
"""Titles as decrees write them; without them, in capitals, a name stands at the bank."""
_DEGREES = ("S1", "S2", "profesi")
_PPPK = {"SLTP": "V", "SLTA": "V", "D1": "VI", "D3": "VII"}
_STATUS = (*("PNS",) * 5, *("PPPK",) * 2, *("non_ASN",) * 3)


def make(peta: Peta) -> None:
    """Officers of every puskesmas; one NIK stands in two of them, three officers have no SK yet."""
    posts, random = _register(peta), peta.random
    first_nik = ""
    for slug, unit in peta.puskesmas.items():
        officers = _officers(unit, random, peta.orang)
        if slug == SHOWN:
            first_nik = officers[20].nik
        elif first_nik:
            officers[20].nik, first_nik = first_nik, ""
        Petugas.objects.bulk_create(officers)
        _head(peta, unit, officers[0])
        if slug == SHOWN:
            _own_account(peta, unit, officers[30])
        _decrees(unit, officers, posts, random)


def _register(peta: Peta) -> dict[str, JenisJabatan]:
    book = national_book()
    main = book.read("pegawai.contoh_jabatan_utama", HARI, KODE)
    more = book.read("pegawai.contoh_jabatan_tambahan", HARI, KODE)
    rows = [
        JenisJabatan(
            kabupaten_id=KODE, nama=name, macam=Macam.UTAMA, kelas=kelas, asal=Asal(main.origin)
        )
        for name, kelas in main.table.items()
    ]
    rows += [
        JenisJabatan(kabupaten_id=KODE, nama=name, macam=Macam.TAMBAHAN, asal=Asal(more.origin))
        for name in more.items
    ]
    JenisJabatan.objects.bulk_create(rows)
    return {row.nama: row for row in rows}


def _officers(unit: Unit, random: Random, orang: Orang) -> list[Petugas]:
    officers = []
    for _ in range(random.randint(57, 64)):
        schooling, status = random.choice(_SCHOOLING), random.choice(_STATUS)
        name, nik = orang.nama(), orang.nik()
        officers.append(
            Petugas(
                puskesmas=unit,
                kode=new_kode(),
                nama=f"{name}{_TITLES.get(schooling, '')}",
                nik=nik,
                nip="" if status == Status.NON_ASN else orang.nip(nik),
                npwp=orang.npwp(),
                rekening=orang.rekening(),
                bank="Bank Contoh",
                nama_rekening=name.upper(),
                pendidikan=schooling,
                status=status,
                golongan=_grade(status, schooling, random),
                ptkp=random.choice(("TK/0", "K/0", "K/1", "K/2")),
                tenaga="pendukung" if schooling in {"SLTA", "SLTP"} else "kesehatan",
            )
        )
    return officers


def _grade(status: str, schooling: str, random: Random) -> str:
    """A PNS's grade is drawn; a PPPK's follows the schooling."""
    if status == Status.PNS:
        return random.choice(("II", "III", "III", "IV"))
    return _PPPK.get(schooling, "IX") if status == Status.PPPK else ""


def _head(peta: Peta, unit: Unit, officer: Petugas) -> None:
    """Who holds the first post is who acts as the head of the puskesmas: a PNS with a degree."""
    user = User.objects.get(pk=peta.of(unit, KEPALA_PUSKESMAS).user_id)
    nip = officer.nip or user.nip
    User.objects.filter(pk=user.pk).update(nip="", pangkat="Pembina (IV/a)")
    officer.user, officer.nama_rekening, officer.nip = user, user.name.upper(), nip
    officer.status, officer.golongan, officer.tenaga = Status.PNS, "IV", "kesehatan"
    officer.pendidikan = officer.pendidikan if officer.pendidikan in _DEGREES else "S1"
    officer.nama = f"{user.name}{_TITLES[officer.pendidikan]}"
    officer.save()


def _own_account(peta: Peta, unit: Unit, officer: Petugas) -> None:
    user = User.objects.create(
        username=f"{DEMO_PREFIX}{PETUGAS.name}",
        name=officer.nama,
        email=f"{DEMO_PREFIX}petugas@contoh.invalid",
        password=peta.sandi,
    )
    membership = Membership.objects.create(
        user=user, role=PETUGAS.name, unit=unit, nomor_sk="SK/DEMO/2022", mulai=HARI
    )
    peta.access[unit.pk, PETUGAS] = membership.access()
    officer.user = user
    officer.save(update_fields=["user"])


def _decrees(
    unit: Unit, officers: list[Petugas], posts: dict[str, JenisJabatan], random: Random
) -> None:
    entitled = _decree(unit, "440/DEMO/PENETAPAN", Penerbit.KEPALA_DINAS, "Penetapan petugas UKM")
    assigned = _decree(unit, "800/DEMO/TUGAS", Penerbit.KEPALA_PUSKESMAS, "Penugasan")
    everybody = range(len(_MAIN), len(officers))
    without = set(random.sample(everybody, 1)) if random.randrange(5) == 0 else set()
    Penetapan.objects.bulk_create(
        Penetapan(petugas=officer, sk=entitled, mulai=HARI)
        for n, officer in enumerate(officers)
        if n not in without
    )
    held = [
        Penugasan(petugas=officer, jenis=posts[name], sk=assigned, mulai=HARI)
        for officer, name in zip(officers, _MAIN, strict=False)
    ]
    additional = [post for post in posts.values() if post.macam == Macam.TAMBAHAN]
    held += [
        Penugasan(petugas=officer, jenis=post, sk=assigned, mulai=HARI)
        for officer in officers
        for post in random.sample(additional, random.choice((0, 0, 0, 1, 1, 2, 3)))
    ]
    Penugasan.objects.bulk_create(held)


def _decree(unit: Unit, nomor: str, penerbit: Penerbit, perihal: str) -> SuratKeputusan:
    return SuratKeputusan.objects.create(
        unit=unit,
        nomor=f"{nomor}/{unit.pk}",
        tanggal=HARI,
        penerbit=penerbit,
        perihal=perihal,
        mulai=HARI,
        sampai=date(2022, 12, 31),
        dikonfirmasi_pada=clock.now() if penerbit == Penerbit.KEPALA_DINAS else None,
    )
