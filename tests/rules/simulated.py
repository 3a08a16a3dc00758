"""Scenarios and months of the tests of simulations."""

from datetime import date

from upaya.rules.insentif.compute import compute_month
from upaya.rules.insentif.month import Bulan
from upaya.rules.insentif.simulation import (
    BulanSimulasi,
    PuskesmasSimulasi,
)
from upaya.rules.loader import national_book
from upaya.rules.parameter import RawValue
from upaya.rules.scenario import (
    BATAS_PENDUDUK,
    FORMULA,
    METODE,
    Skenario,
    susun,
)

BOOK = national_book()


DASAR = "insentif_ukm.dasar"


TANPA_PERUBAHAN = Skenario()


def skenario(**nilai: RawValue) -> Skenario:
    keys = {"dasar": DASAR, "formula": FORMULA, "metode": METODE, "batas": BATAS_PENDUDUK}
    return susun({keys[name]: value for name, value in nilai.items()}, BOOK)


def frozen(bulan: Bulan, urutan: int = 1, diketahui: date | None = None) -> BulanSimulasi:
    """The month as it stands in the tables: with what its officers were to get."""
    hasil = compute_month(bulan, BOOK, known_on=diketahui)
    gross = tuple(map(sum, zip(hasil.lapangan, hasil.manajemen, strict=True)))
    return BulanSimulasi(bulan, diketahui, urutan, gross)


def place(nama: str, *bulan: BulanSimulasi) -> PuskesmasSimulasi:
    return PuskesmasSimulasi(nama, f"Puskesmas {nama}", bulan)
