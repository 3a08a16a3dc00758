"""Officers as they come: titles, apostrophes, one name only, many posts, half a month, half a
record. Nobody of them exists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.factories.akun import make_membership
from tests.factories.pegawai import (
    make_jenis_jabatan,
    make_penetapan,
    make_penugasan,
    make_petugas,
    make_sk,
)
from upaya.pegawai.models import Petugas
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import BENDAHARA_PEMBANTU, PETUGAS
from upaya.wilayah.models import Unit

HEAD, ONE_NAME, APOSTROPHE = "dr. Ni'matul Ulya, M.Kes.", "Sutrisno", "Siti Nur'aini"
LONG = "drg. Raden Ayu Endang Sri Wahyuningsih Kusumawardhani Hadiningrat binti Suryo, Sp.KGA"
QUOTED, DASHED, HALF_RECORD = 'Abd. Rahman "Maman"', "I Gusti Ayu Nur-Laila Oka", "Hj. Umi Kulsum"
JOINER, LEAVER, SOON_GONE, WITHOUT_SK = "Bayu Masuk", "Lilik Keluar", "Sri Pindah", "Tanpa Surat"
HATS = "H. Moh. Ali, S.ST., M.M."

SHARED_ACCOUNT = "9900000077"
"""Husband and wife are paid into one account."""

_AUGUST_20, _SEPTEMBER_10 = date(2022, 8, 20), date(2022, 9, 10)
_MAIN = {
    "Kepala Puskesmas": "kepala_puskesmas",
    "Bendahara BOK": "bendahara",
    "Bendahara JKN": "bendahara",
    "PJ UKM Esensial": "pj_ukm",
    "PJ UKM Pengembangan": "pj_ukm",
    "PJ UKP": "pj_ukp",
}
_EXTRA = (
    "Pengelola Gizi", "Pengelola Imunisasi", "Pengelola TB", "Pengelola HIV", "Pengelola Obat",
)  # fmt: skip


@dataclass(frozen=True)
class _Person:
    nama: str
    main: tuple[str, ...] = ()
    extra: int = 0
    record: tuple[tuple[str, str], ...] = ()
    """What is recorded otherwise than usual."""


_STAFF = (
    _Person(HEAD, ("Kepala Puskesmas",), 1, (("pendidikan", "S2"), ("golongan", "IV"))),
    _Person(ONE_NAME, ("Bendahara BOK", "Bendahara JKN"), 0, (("rekening", SHARED_ACCOUNT),)),
    _Person(APOSTROPHE, ("PJ UKM Esensial", "PJ UKP"), 2, (("rekening", SHARED_ACCOUNT),)),
    _Person(LONG, ("PJ UKM Esensial", "PJ UKM Pengembangan"), 5, (("pendidikan", "profesi"),)),
    _Person(QUOTED, (), 3, (("status", "non_ASN"), ("golongan", ""), ("ptkp", ""))),
    _Person(DASHED, (), 0, (("status", "PPPK"), ("golongan", ""), ("pendidikan", "SLTP"))),
    _Person(HALF_RECORD, (), 1, (("nik", ""), ("npwp", ""), ("nip", ""))),
)


def make(unit: Unit) -> list[Petugas]:
    """People of every kind at a puskesmas, before its first month."""
    main = {
        name: make_jenis_jabatan(name, kelas, kabupaten=unit.kabupaten)
        for name, kelas in _MAIN.items()
    }
    extra = [
        make_jenis_jabatan(name, macam="tambahan", kabupaten=unit.kabupaten) for name in _EXTRA
    ]
    entitling = make_sk(unit, nomor=f'440/Ni\'mat & "Co"/{unit.pk}')
    assigning = make_sk(unit, nomor=f"800/TUGAS/{unit.pk}", penerbit="kepala_puskesmas")
    made = []
    for person in _STAFF:
        record = dict(person.record)
        officer = make_petugas(unit, person.nama, nik=record.pop("nik", None), **record)
        make_penetapan(officer, sk=entitling)
        for post in (*(main[name] for name in person.main), *extra[: person.extra]):
            make_penugasan(officer, post, sk=assigning)
        made.append(officer)
    return [*made, *_comings_and_goings(unit)]


def _comings_and_goings(unit: Unit) -> list[Petugas]:
    """A month does not ask when somebody came, was entitled, lost a post or left."""
    joiner = make_petugas(unit, JOINER)
    make_penetapan(joiner, mulai=_AUGUST_20)
    leaver = make_petugas(unit, LEAVER, aktif=False, nonaktif_sejak=_AUGUST_20)
    make_penetapan(leaver, sampai=_AUGUST_20)
    make_penugasan(leaver, sampai=_AUGUST_20)
    soon_gone = make_petugas(unit, SOON_GONE, aktif=False, nonaktif_sejak=_SEPTEMBER_10)
    make_penetapan(soon_gone)
    make_penugasan(soon_gone, sampai=_SEPTEMBER_10)
    return [joiner, leaver, soon_gone, make_petugas(unit, WITHOUT_SK)]


def several_hats(unit: Unit, other: Unit) -> Petugas:
    """One person: an officer, of the team that verifies here, and who pays at another puskesmas."""
    membership = make_membership(PETUGAS, unit)
    make_membership(TIM_VERIFIKASI, unit, membership.user)
    make_membership(BENDAHARA_PEMBANTU, other, membership.user)
    officer = make_petugas(unit, HATS, user=membership.user)
    make_penetapan(officer)
    return officer
