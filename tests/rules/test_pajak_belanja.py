"""Tax that a treasurer withholds: golden cases, and what holds for whatever is bought."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.taxed import BOOK
from upaya.rules.errors import TidakDiatur
from upaya.rules.tax.belanja import (
    NAMA,
    NPWP,
    OBJEK,
    PENJUAL,
    PKP,
    TANPA,
    Dipajaki,
    Dipungut,
    batas_setor,
    berbeda,
    tarif,
    terutang,
    usul_pajak,
)

AGUSTUS = date(2022, 8, 10)


def proposed(day: date, letter: str, amount: int, **said: Any) -> dict[str, int]:  # noqa: ANN401
    found = usul_pajak(Dipajaki(day, letter, amount, **said), BOOK, "35.12")
    return {one.pajak: one.jumlah for one in found}


@pytest.mark.parametrize(
    ("day", "letter", "amount", "said", "due"),
    [
        # Rp11.100.000 with 11% in it: 10.000.000 before it, 1,5% of that.
        (AGUSTUS, "c", 11_100_000, {"penjual": PKP}, {"ppn": 1_100_000, "pph22": 150_000}),
        (
            date(2022, 3, 31),
            "c",
            11_000_000,
            {"penjual": PKP},
            {"ppn": 1_000_000, "pph22": 150_000},
        ),
        # 12% of eleven twelfths is 11%.
        (date(2025, 1, 2), "l", 11_100_000, {"penjual": PKP}, {"ppn": 1_100_000, "pph22": 150_000}),
        (AGUSTUS, "e", 10_000_000, {}, {"pph22": 150_000}),
        (AGUSTUS, "e", 10_000_000, {"penjual": TANPA}, {"pph22": 300_000}),
        (AGUSTUS, "e", 2_000_000, {}, {}),
        (AGUSTUS, "e", 2_000_001, {}, {"pph22": 30_000}),
        (AGUSTUS, "e", 2_220_000, {"penjual": PKP}, {}),
        # Split over one day it is one purchase.
        (AGUSTUS, "e", 1_000_000, {"lain": 1_500_000}, {"pph22": 15_000}),
        (AGUSTUS, "f", 1_000_000, {}, {"pph23": 20_000}),
        (AGUSTUS, "f", 1_000_000, {"penjual": TANPA}, {"pph23": 40_000}),
        (AGUSTUS, "f", 1_000_000, {"orang": (500_000, 500_000)}, {}),
        (AGUSTUS, "d", 1_110_000, {"penjual": PKP}, {"pph23": 20_000}),
        (AGUSTUS, "h", 1_000_000, {"orang": (600_000, 400_000)}, {"pph21": 25_000}),
        (AGUSTUS, "h", 1_000_000, {"penjual": TANPA}, {"pph21": 30_000}),
        (AGUSTUS, "g", 2_000_000, {"orang": (1_000_000, 1_000_000)}, {"pph21": 100_000}),
        (date(2024, 3, 5), "g", 2_000_000, {"orang": (1_000_000, 1_000_000)}, {}),
        (AGUSTUS, "a", 9_000_000, {}, {}),
        (AGUSTUS, "a", 9_000_000, {"objek": "barang"}, {"pph22": 135_000}),
        (AGUSTUS, "k", 2_000_000, {"penjual": PKP}, {}),
    ],
    ids=lambda given: str(given).replace(" ", ""),
)
def test_what_is_withheld(
    day: date, letter: str, amount: int, said: dict[str, Any], due: dict[str, int]
) -> None:
    assert proposed(day, letter, amount, **said) == due


_BUY = st.builds(
    Dipajaki,
    st.dates(date(2022, 8, 1), date(2026, 12, 31)),
    st.sampled_from("abcdefghijklm"),
    st.integers(0, 10**9),
    st.sampled_from(list(PENJUAL)),
    st.sampled_from(("", *OBJEK)),
)


@given(_BUY, st.integers(0, 10**7))
def test_tax_grows_with_the_amount_and_never_exceeds_it(one: Dipajaki, more: int) -> None:
    def taxes(amount: int, penjual: str = one.penjual) -> dict[str, int]:
        return proposed(one.hari, one.belanja, amount, penjual=penjual, objek=one.objek)

    less, greater = taxes(one.jumlah), taxes(one.jumlah + more)
    assert all(amount <= greater.get(tax, 0) for tax, amount in less.items())
    assert 0 <= sum(less.values()) <= one.jumlah
    without, known = taxes(one.jumlah, TANPA), taxes(one.jumlah, NPWP)
    assert all(amount <= without.get(tax, 0) for tax, amount in known.items())


@given(st.integers(2_300_000, 10**9), st.dates(date(2022, 1, 1), date(2026, 12, 31)))
def test_vat_and_what_it_is_of_are_the_receipt(amount: int, day: date) -> None:
    vat = proposed(day, "c", amount, penjual=PKP)["ppn"]
    rate = 11 if day >= date(2022, 4, 1) else 10
    assert vat == amount * rate // (100 + rate)
    assert tarif("ppn", day, BOOK) in {10, 11, 12}


def test_before_any_rule_nothing_is_guessed() -> None:
    with pytest.raises(TidakDiatur):
        proposed(date(2021, 12, 31), "c", 1)
    with pytest.raises(ValueError, match="nol"):
        proposed(AGUSTUS, "c", -1)


def test_what_differs_from_the_proposal_is_named() -> None:
    found = usul_pajak(Dipajaki(AGUSTUS, "f", 1_000_000), BOOK, "35.12")
    assert berbeda(found, {"pph23": 20_000}) == {}
    assert berbeda(found, {"ppn": 5}) == {"ppn": (0, 5), "pph23": (20_000, 0)}
    assert "2% dari Rp1.000.000" in found[0].kalimat


@pytest.mark.parametrize(
    ("tax", "day", "last"),
    [
        ("ppn", AGUSTUS, date(2022, 8, 17)),
        ("pph22", date(2022, 8, 30), date(2022, 9, 6)),
        ("pph21", AGUSTUS, date(2022, 9, 10)),
        ("pph23", date(2022, 12, 31), date(2023, 1, 10)),
        ("ppn", date(2025, 1, 31), date(2025, 2, 15)),
    ],
)
def test_tax_is_paid_over_by_a_day(tax: str, day: date, last: date) -> None:
    assert batas_setor(tax, day, BOOK, "35.12") == last


_WITHHELD = st.lists(
    st.builds(
        Dipungut,
        st.integers(0, 300).map(lambda n: date(2022, 1, 1) + timedelta(n)),
        st.sampled_from(list(NAMA)),
        st.integers(1, 10_000_000),
    ),
    max_size=12,
)
_DEPOSITS = st.lists(st.tuples(st.sampled_from(["", *NAMA]), st.integers(1, 5_000_000)), max_size=8)


@given(_WITHHELD, _DEPOSITS)
def test_what_is_owed_and_the_balance_agree(
    withheld: list[Dipungut], deposits: list[tuple[str, int]]
) -> None:
    owed = terutang(withheld, deposits, BOOK, "35.12")
    came, went = sum(one.jumlah for one in withheld), sum(amount for _, amount in deposits)
    assert sum(one.sisa for one in owed) == max(came - went, 0)
    assert all(0 < one.sisa <= one.dipungut.jumlah for one in owed)
    assert [one.dipungut.hari for one in owed] == sorted(one.dipungut.hari for one in owed)


def test_a_deposit_pays_its_own_tax_first() -> None:
    rows = [Dipungut(AGUSTUS, "ppn", 100), Dipungut(AGUSTUS + timedelta(1), "pph23", 40)]
    (owed,) = terutang(rows, [("pph23", 40)], BOOK, "35.12")
    assert (owed.dipungut.pajak, owed.sisa) == ("ppn", 100)
    assert [owed.terlambat(date(2022, 8, day)) for day in (17, 18)] == [False, True]
