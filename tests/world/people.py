"""Officers as life brings them: titles, apostrophes, one word, many posts, none, come and gone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tests.factories.akun import make_membership
from tests.factories.pegawai import (
    make_jenis_jabatan,
    make_penetapan,
    make_penugasan,
    make_petugas,
    make_sk,
)
from tests.world.handle import Place
from upaya.pegawai.models import Petugas
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.wilayah.models import Unit

MAIN = {"Kepala Puskesmas": "kepala_puskesmas", "Bendahara": "bendahara", "PJ UKM": "pj_ukm"}
EXTRA = ("Pengelola Imunisasi", "Pengelola Gizi", "Pengelola TB & HIV", "Penyuluh (Promkes)")


@dataclass(frozen=True)
class Person:
    """What is unlike the officers of tests/factories; the rest is as there."""

    nama: str
    utama: tuple[str, ...] = ()
    tambahan: int = 0
    mulai: date = date(2022, 1, 1)
    sampai: date | None = None
    values: dict[str, str] = field(default_factory=dict)


PEOPLE = (
    Person("dr. Ni'matul Ulya, M.Kes.", ("Kepala Puskesmas", "PJ UKM"), 2),
    Person("Sutrisno", ("Bendahara",), 4, values={"pendidikan": "SLTA", "golongan": "II"}),
    Person("Siti Nur'aini binti H. Abd. Rosyid Al-Qodiri, A.Md.Keb., S.Tr.Keb., Bdn.", (), 1),
    Person("Ö. d\u2019Arc-Sihombing", ("PJ UKM",), 0, values={"status": "PPPK", "golongan": "IX"}),
    Person("Joko", mulai=date(2023, 5, 15)),
    Person("Hj. Sri", sampai=date(2023, 6, 14)),
    Person(
        "Wagiyem", values={"status": "non_ASN", "golongan": "", "pendidikan": "SLTP", "nik": ""}
    ),
)
"""A head who is also PJ UKM, one word, eighty letters, a typographic apostrophe; Joko joined and
Hj. Sri left in the middle of a month; Wagiyem has no NIK and no golongan."""


def make_untidy(unit: Unit) -> list[Petugas]:
    """All of PEOPLE at `unit`, with their posts and decrees."""
    return [_make(unit, person) for person in PEOPLE]


def _make(unit: Unit, person: Person) -> Petugas:
    values = dict(person.values)
    nik = values.pop("nik", None)
    officer = make_petugas(unit, person.nama, nik=nik, npwp="", **values)
    make_penetapan(officer, sk=make_sk(unit), mulai=person.mulai, sampai=person.sampai)
    for name in person.utama:
        post = make_jenis_jabatan(name, MAIN[name], kabupaten=unit.kabupaten)
        make_penugasan(officer, post, mulai=person.mulai)
    for name in EXTRA[: person.tambahan]:
        post = make_jenis_jabatan(name, macam="tambahan", kabupaten=unit.kabupaten)
        make_penugasan(officer, post, mulai=person.mulai)
    return officer


def give_two_hats(place: Place) -> None:
    """An officer who also verifies at the own puskesmas."""
    make_membership(TIM_VERIFIKASI, place.unit, place.user)
