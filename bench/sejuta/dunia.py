"""The few rows that a million others hang on: hospitals, agreements, a tariff, villages, people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.factories.akun import make_membership, person
from tests.factories.jamkesda import make_perjanjian, make_ppk
from tests.factories.regulasi import make_baris
from tests.factories.wilayah import make_kabupaten, make_unit
from upaya.akun.models import Membership
from upaya.exchange.jamkesda.tarif_sheet import read_tariffs, tariffs_book
from upaya.jamkesda.ppk.models import Perjanjian, Ppk
from upaya.jamkesda.tarif import services as tarif
from upaya.regulasi.models import BarisAturan
from upaya.rules.jamkesda import peran
from upaya.rules.jamkesda.klaim import Tarif
from upaya.wilayah.models import Kabupaten, Unit

HOSPITALS, VILLAGES = 10, 50
LIST = "Tarif contoh"
FROM = date(2022, 1, 1)
PRICES = {"89.03": 50_000, "OBT-1": 10_000, "LAB-1": 75_000}
MEMBER_LIMIT, AGREED = 50_000_000, 5_000_000_000_000
DAYS = 366
"""Days for sending a claim: letters of the whole year are still in time."""


@dataclass(frozen=True)
class Dunia:
    """What claims need to be; made once, found again by every later run."""

    kabupaten: Kabupaten
    upt: Unit
    ppk: tuple[Ppk, ...]
    perjanjian: tuple[Perjanjian, ...]
    desa: tuple[Unit, ...]
    verifikator: Membership
    petugas: tuple[Membership, ...]
    loket: Membership


def dunia() -> Dunia:
    """Make it, or find what an earlier run made."""
    district = make_kabupaten("64.09")
    upt = make_unit("upt", below=make_unit("dinas", district, nama="Dinas Kesehatan"))
    names = [f"RSUD Rekaan {n}" for n in range(1, HOSPITALS + 1)]
    ppk = tuple(make_ppk(make_unit("rumah_sakit", district, nama=name)) for name in names)
    above = make_unit("kecamatan", district, nama="Penajam")
    villages = [f"Desa Rekaan {n}" for n in range(1, VILLAGES + 1)]
    found = Dunia(
        kabupaten=district,
        upt=upt,
        ppk=ppk,
        perjanjian=tuple(
            make_perjanjian(one, daftar_tarif=LIST, plafon=AGREED, hari_klaim=DAYS) for one in ppk
        ),
        desa=tuple(make_unit("desa", below=above, nama=name) for name in villages),
        verifikator=person(peran.VERIFIKATOR, upt),
        petugas=tuple(person(peran.PETUGAS_KLAIM, one.unit) for one in ppk),
        loket=person(peran.PENDAFTARAN, ppk[0].unit),
    )
    _rules(found)
    return found


def _rules(made: Dunia) -> None:
    """A tariff by two people and a decreed limit of every member, once."""
    if BarisAturan.objects.filter(kabupaten=made.kabupaten).exists():
        return
    asks = make_membership(peran.ADMIN_UPT, made.upt).access()
    decides = make_membership(peran.KEPALA_UPT, made.upt).access()
    rows = [(Tarif(kode, FROM, None, price), f"Layanan {kode}") for kode, price in PRICES.items()]
    data = tariffs_book(rows)
    listed = tarif.coba(asks, LIST, "SK 1", data, read_tariffs(data))
    tarif.usulkan(listed.pk, asks)
    tarif.putus(listed.pk, decides, setuju=True, alasan="")
    make_baris(
        made.kabupaten, "jamkesda.batas.peserta", MEMBER_LIMIT,
        mulai=FROM, sampai=date(2022, 12, 31), tanggal=FROM,
    )  # fmt: skip
