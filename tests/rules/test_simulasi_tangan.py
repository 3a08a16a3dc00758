"""Simulations counted by hand."""

import weakref
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.rules.months import month, officer
from tests.rules.simulated import BOOK, TANPA_PERUBAHAN, frozen, place, skenario
from upaya.rules.insentif.comparison import BATAS_KOTAK, kotak
from upaya.rules.insentif.compute import compute_month
from upaya.rules.insentif.simulation import (
    BERLAKU_SURUT,
    BulanSimulasi,
    PuskesmasSimulasi,
    bandingkan,
)
from upaya.rules.period import Period
from upaya.rules.scenario import (
    susun,
)


# ---------------------------------------------------------------- by hand
def test_two_officers_by_hand() -> None:
    """0,075 x 50 million x (1 + 0,33 + 0,17 + 0,20) = 6.375.000; with 0,1 it is 8.500.000."""
    people = (
        officer("a", frekuensi=10, orang_hari=0, jabatan_utama=("kepala_tu", "kepala_puskesmas")),
        officer("b", frekuensi=10, orang_hari=10, pendidikan="SLTA"),
    )
    bulan = month(people, indeks={"kinerja_spm": Decimal("0.33"), "beban_kerja": Decimal("0.20")})
    found = bandingkan([place("satu", frozen(bulan))], BOOK, skenario(dasar=Decimal("0.1")))
    whole = found.jumlah
    assert (whole.sekarang, whole.skenario, whole.selisih) == (6_375_000, 8_500_000, 2_125_000)
    assert (whole.bulan, whole.puskesmas, whole.petugas, whole.naik) == (1, 1, 2, 2)
    by_post = {each.kunci: each for each in found.jabatan}
    assert set(by_post) == {"kepala_puskesmas", "tanpa_jabatan"}
    # Bobot 9 and 3: three quarters of 85% go to the head, all of the 15% to the other.
    assert by_post["kepala_puskesmas"].skenario == 8_500_000 * 85 // 100 * 3 // 4
    assert [each.kunci for each in found.pendidikan] == ["S1", "SLTA"]
    assert [each.kunci for each in found.bobot] == ["3", "9"]
    boxes = {box.kata: box.petugas for box in found.histogram if box.petugas}
    assert boxes == {"Naik lebih dari Rp1.000.000": 1, "Naik Rp500.001 sampai Rp1.000.000": 1}


def test_an_officer_counts_once_with_all_months_and_the_newest_post() -> None:
    first = month((officer("a"),), periode=Period(2022, 8))
    second = month((officer("a", jabatan_utama=("bendahara",)),), periode=Period(2022, 9))
    found = bandingkan([place("satu", frozen(second, 2), frozen(first, 1))], BOOK, TANPA_PERUBAHAN)
    assert (found.jumlah.petugas, found.jumlah.bulan) == (1, 2)
    assert [each.kunci for each in found.jabatan] == ["bendahara"]


def test_the_ceiling_is_carried_through_the_year_under_the_scenario() -> None:
    """September was submitted first: it took first, then August got the rest."""
    small: dict[str, Any] = {"bok_diserap": 50_000_000, "indeks": {"kinerja_spm": Decimal("0.33")}}
    september = month(periode=Period(2022, 9), sisa_pagu_insentif=10_000_000, **small)
    took = compute_month(september, BOOK).dibagikan
    august = month(periode=Period(2022, 8), sisa_pagu_insentif=10_000_000 - took, **small)
    rest = compute_month(august, BOOK)
    assert rest.dipotong_pagu > 0
    where = place("satu", frozen(august, 2), frozen(september, 1))

    less = bandingkan([where], BOOK, skenario(dasar=Decimal("0.0375")))
    # Half of September leaves room, and half of August is no longer cut.
    assert less.jumlah.dipotong_skenario == 0
    assert less.jumlah.skenario == 2 * (took // 2)

    more = bandingkan([where], BOOK, skenario(dasar=Decimal("0.15")))
    assert more.jumlah.skenario == 10_000_000
    assert more.jumlah.bulan_dipotong_skenario == 2
    assert (more.jumlah.naik, more.jumlah.turun) == (0, 0)


def test_another_year_has_its_own_ceiling() -> None:
    this = frozen(month(periode=Period(2022, 12)), 1)
    next_year = frozen(month(periode=Period(2023, 1), sisa_pagu_insentif=1_000), 2)
    found = bandingkan([place("satu", this, next_year)], BOOK, skenario(dasar=Decimal(0)))
    assert found.jumlah.skenario == 0
    none_left = bandingkan([place("satu", this, next_year)], BOOK, skenario(formula="jumlah"))
    assert none_left.jumlah.bulan_dipotong_skenario == 1


def test_a_changed_method_computes_the_index_from_the_months_own_data() -> None:
    """All targets are reached, yet 0,07 was published: only the other method looks at the data."""
    bulan = month(indeks={"kinerja_spm": Decimal("0.07")})
    untouched = bandingkan([place("satu", frozen(bulan))], BOOK, skenario(dasar=Decimal("0.075")))
    assert untouched.jumlah.selisih == 0
    found = bandingkan([place("satu", frozen(bulan))], BOOK, skenario(metode="kontinu"))
    full = compute_month(replace(bulan, indeks={}), BOOK).dibagikan
    assert found.jumlah.skenario == full  # 0,33 x 1 is the highest band's index too
    (again,) = found.indeks_ulang
    assert (again.nama, again.bulan, again.berbeda) == ("kinerja_spm", 1, 1)


def test_changed_bands_compute_the_workload_from_the_population() -> None:
    bulan = month(penduduk=30_000, indeks={"beban_kerja": Decimal("0.20")})
    found = bandingkan([place("satu", frozen(bulan))], BOOK, skenario(batas=(1, 2, 3, 30_000)))
    top = compute_month(replace(bulan, indeks={"beban_kerja": Decimal("0.33")}), BOOK)
    assert found.jumlah.skenario == top.dibagikan
    (again,) = found.indeks_ulang
    assert (again.nama, again.bulan, again.berbeda) == ("beban_kerja", 1, 0)


def test_a_month_that_cannot_be_computed_is_reported_and_counts_on_neither_side() -> None:
    nothing = {name: type(p)(0, 0) for name, p in month().pelayanan.items()}
    empty = month(
        periode=Period(2022, 9), pelayanan=nothing, indeks={"kinerja_spm": Decimal("0.2")}
    )
    whole = frozen(month())
    found = bandingkan([place("satu", whole, frozen(empty, 2))], BOOK, skenario(metode="kontinu"))
    (lost,) = found.tidak_dibandingkan
    assert (lost.nama, lost.periode) == ("Puskesmas satu", "2022-09")
    assert "semua target nol" in lost.alasan
    assert found.jumlah.bulan == 1
    assert found.jumlah.sekarang == sum(whole.bruto or ())


def test_a_month_before_any_rule_is_reported() -> None:
    early = BulanSimulasi(month(periode=Period(2021, 1)), None, 1)
    found = bandingkan([place("satu", early)], BOOK, TANPA_PERUBAHAN)
    assert found.jumlah.bulan == found.jumlah.puskesmas == 0
    assert found.puskesmas == ()
    assert "Tidak ada aturan" in found.tidak_dibandingkan[0].alasan


def test_a_frozen_month_that_today_gives_another_result_is_reported() -> None:
    bulan = frozen(month())
    assert bulan.bruto is not None
    changed = replace(bulan, bruto=(bulan.bruto[0] + 1, *bulan.bruto[1:]))
    found = bandingkan([place("satu", changed)], BOOK, TANPA_PERUBAHAN)
    assert [each.alasan for each in found.tidak_dibandingkan] == [BERLAKU_SURUT]


def test_the_pagu_of_one_puskesmas_may_change() -> None:
    tight = month(sisa_pagu_insentif=1_000_000)
    bulan = replace(frozen(tight), pagu=1_000_000)
    more = susun({"insentif_ukm.pagu.sumbermalang": 3_000_000}, BOOK)
    found = bandingkan([place("satu", bulan)], BOOK, more)
    assert (found.jumlah.sekarang, found.jumlah.skenario) == (1_000_000, 3_000_000)
    elsewhere = susun({"insentif_ukm.pagu.panji": 3_000_000}, BOOK)
    assert bandingkan([place("satu", bulan)], BOOK, elsewhere).jumlah.selisih == 0
    unknown = bandingkan([place("satu", frozen(tight))], BOOK, more)
    assert "tidak diketahui" in unknown.tidak_dibandingkan[0].alasan


def test_an_invented_month_without_frozen_amounts_is_computed() -> None:
    found = bandingkan([place("satu", BulanSimulasi(month(), None, 1))], BOOK, TANPA_PERUBAHAN)
    assert found.jumlah.sekarang == compute_month(month(), BOOK).dibagikan


class Watched(PuskesmasSimulasi):
    """A puskesmas that can be looked at weakly."""


def test_what_was_counted_is_let_go() -> None:
    """A nation does not have to fit in memory: only the sums stay."""
    gone: list[bool] = []

    def stream() -> Iterator[PuskesmasSimulasi]:
        seen = []
        for number in range(4):
            made = Watched(str(number), "", (frozen(month()),))
            seen.append(weakref.ref(made))
            yield made
            del made
            gone.append(all(each() is None for each in seen[:-1]))

    assert bandingkan(stream(), BOOK, TANPA_PERUBAHAN).jumlah.puskesmas == 4
    assert gone == [True] * 4


@pytest.mark.parametrize("bound", BATAS_KOTAK)
def test_a_bound_belongs_to_the_box_below_it(bound: int) -> None:
    assert kotak(bound) + 1 == kotak(bound + 1)
    assert kotak(-bound) - 1 == kotak(-bound - 1)
