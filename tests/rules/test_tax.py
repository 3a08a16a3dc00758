"""PPh 21 on the incentive: golden cases, the printed tables once more, and what always holds."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.taxed import BATAS, BOOK, DESEMBER, JANUARI, PTKP, steps, tax, wajib
from upaya.rules.errors import TidakDapatDihitung, TidakDiatur
from upaya.rules.insentif.month import GOLONGAN_PNS, STATUS
from upaya.rules.loader import national_book
from upaya.rules.parameter import Value
from upaya.rules.period import Period
from upaya.rules.tax.pph21 import Terdahulu, adalah_npwp, hitung_pajak
from upaya.rules.tax.pph21_rates import WajibPajak


# ------------------------------------------------------------------ golden cases
@pytest.mark.parametrize(
    ("golongan", "rate", "withheld"),
    [("I", "0", 0), ("II", "0", 0), ("III", "0.05", 31_875), ("IV", "0.15", 95_625)],
)
@pytest.mark.parametrize("period", [Period(2022, 8), DESEMBER, JANUARI, Period(2026, 6)])
def test_a_pns_pays_a_final_rate_by_golongan(
    golongan: str, rate: str, withheld: int, period: Period
) -> None:
    found = tax(637_500, wajib(golongan=golongan), period)
    assert (found.jenis, found.tarif, found.dasar) == ("final_pns", Decimal(rate), 637_500)
    assert (found.pajak, found.neto) == (withheld, 637_500 - withheld)
    assert found.dasar_hukum == "PP 80/2010, Pasal 4"
    assert found.asal == "asumsi"


@pytest.mark.parametrize("status", ["PPPK", "non_ASN"])
def test_before_2024_others_pay_the_lowest_layer(status: str) -> None:
    found = tax(1_000_019, wajib(status), DESEMBER)
    assert (found.jenis, found.tarif) == ("pasal_17", Decimal("0.05"))
    assert found.pajak == 50_000  # 50,000.95 down to whole rupiah
    without = tax(1_000_019, wajib(status, npwp=False), DESEMBER)
    assert (without.tarif, without.pajak) == (Decimal("0.06"), 60_001)
    assert steps(without)["Tarif tanpa NPWP"] == "5% x (1 + 20%)"
    assert without.dasar_hukum == f"{found.dasar_hukum}; UU 7/1983 (UU PPh), Pasal 21 ayat (5a)"


@pytest.mark.parametrize(
    ("ptkp", "bruto", "rate", "withheld"),
    [
        ("TK/0", 5_400_000, "0", 0),
        ("TK/0", 5_400_001, "0.0025", 13_500),
        ("K/0", 5_650_000, "0.0025", 14_125),
        ("TK/1", 10_000_000, "0.02", 200_000),
        ("K/1", 6_200_000, "0", 0),
        ("K/2", 10_000_000, "0.015", 150_000),
        ("TK/3", 11_250_000, "0.02", 225_000),
        ("K/3", 6_600_000, "0", 0),
        ("K/3", 10_000_000, "0.015", 150_000),
        ("TK/0", 1_400_000_000, "0.33", 462_000_000),
        ("TK/0", 1_400_000_001, "0.34", 476_000_000),
        ("K/3", 2_000_000_000, "0.34", 680_000_000),
    ],
)
def test_from_2024_others_pay_the_monthly_effective_rate(
    ptkp: str, bruto: int, rate: str, withheld: int
) -> None:
    found = tax(bruto, wajib("PPPK", ptkp=ptkp))
    assert (found.jenis, found.tarif, found.pajak) == ("ter_bulanan", Decimal(rate), withheld)


def test_the_month_of_payment_decides_not_the_month_of_work() -> None:
    who = wajib("non_ASN", ptkp="TK/0")
    assert tax(1_000_000, who, DESEMBER).pajak == 50_000
    assert tax(1_000_000, who, JANUARI).pajak == 0


def test_without_npwp_under_ter_a_fifth_more_by_assumption() -> None:
    found = tax(10_000_000, wajib("PPPK", ptkp="TK/0", npwp=False))
    assert (found.tarif, found.pajak) == (Decimal("0.024"), 240_000)
    rule = BOOK.read("pajak.pph21.tanpa_npwp.ter_bulanan", JANUARI.last_day)
    assert rule.origin == "asumsi"
    assert "diam" in rule.note


def test_a_pns_without_npwp_pays_no_more_and_is_told_so() -> None:
    found = tax(1_000_000, wajib(golongan="III", npwp=False))
    assert (found.pajak, found.dasar_hukum) == (50_000, "PP 80/2010, Pasal 4")
    assert steps(found)["Tarif tanpa NPWP"] == "5% tanpa tambahan"


def test_an_unknown_ptkp_is_taken_as_tk0_and_the_working_says_so() -> None:
    found = tax(10_000_000, wajib("PPPK"))
    assert found.pajak == tax(10_000_000, wajib("PPPK", ptkp="TK/0")).pajak
    step = next(s for s in found.working.langkah if s.nama == "Status PTKP")
    assert step.rumus == "belum tercatat, jadi dianggap TK/0"
    assert step.asal == "asumsi"
    assert "Status PTKP" not in steps(tax(10_000_000, wajib("PPPK", ptkp="TK/0")))


def test_the_working_leads_from_gross_to_net() -> None:
    found = tax(5_649_999, wajib("PPPK", npwp=False))
    assert found.working.judul == "PPh 21 TER bulanan atas Rp5.649.999, dibayar Januari 2024"
    assert [(step.nama, step.nilai) for step in found.working.langkah] == [
        ("Jenis pajak", "PPh 21 TER bulanan"),
        ("Dasar pengenaan", "Rp5.649.999"),
        ("Status PTKP", "TK/0"),
        ("Kategori TER", "A"),
        ("Tarif", "0,25%"),
        ("Tarif tanpa NPWP", "0,3%"),
        ("Pajak", "Rp16.949"),
        ("Diterima bersih", "Rp5.633.050"),
    ]
    said = steps(found)
    assert said["Tarif"] == "kategori A, bruto di atas Rp5.400.000 sampai dengan Rp5.650.000"
    assert said["Pajak"] == "0,3% x Rp5.649.999, dibulatkan ke bawah sampai rupiah utuh"
    top = steps(tax(1_500_000_000, wajib("PPPK")))
    assert top["Tarif"] == "kategori A, bruto di atas Rp1.400.000.000"
    first = steps(tax(1, wajib("PPPK")))
    assert first["Tarif"] == "kategori A, bruto sampai dengan Rp5.400.000"


# ------------------------------------------------------------------ faults
@pytest.mark.parametrize(
    ("who", "field", "sentence"),
    [
        (wajib(), "golongan", "Golongan PNS ini belum tercatat"),
        (wajib(golongan="V"), "golongan", "Tidak ada tarif PPh 21 untuk golongan 'V'"),
        (wajib("PPPK", ptkp="K/9"), "ptkp", "status PTKP 'K/9'"),
        (wajib("TNI", golongan="III"), "status", "status kepegawaian 'TNI'"),
    ],
)
def test_data_that_choose_no_rate_are_a_fault_never_zero(
    who: WajibPajak, field: str, sentence: str
) -> None:
    with pytest.raises(TidakDapatDihitung) as caught:
        tax(100_000, who)
    assert caught.value.fault.letak == field
    assert sentence in caught.value.fault.pesan
    assert caught.value.fault.pesan.endswith(".")


def test_a_negative_gross_is_refused() -> None:
    with pytest.raises(TidakDapatDihitung, match="tidak boleh negatif"):
        tax(-1, wajib(golongan="III"))


def test_before_the_first_rule_the_law_is_silent() -> None:
    with pytest.raises(TidakDiatur):
        tax(100_000, wajib(golongan="III"), Period(2022, 7))


def test_a_rule_is_not_known_before_its_day() -> None:
    with pytest.raises(TidakDiatur):
        hitung_pajak(1, wajib("PPPK"), JANUARI, BOOK, None, known_on=date(2023, 12, 31))
    known = hitung_pajak(1, wajib("PPPK"), JANUARI, BOOK, None, known_on=date(2024, 1, 1))
    assert known.jenis == "ter_bulanan"


def test_a_decree_of_the_district_wins() -> None:
    law = BOOK.read("pajak.pph21.tanpa_npwp.ter_bulanan", JANUARI.last_day)
    own = Value(law.key, Decimal(0), law.unit, law.title, "SK Bupati (uji)", "Pasal 1", "teks",
                JANUARI.first_day, None, JANUARI.first_day, "35.12", "uji")  # fmt: skip
    who = wajib("PPPK", ptkp="TK/0", npwp=False)
    here = hitung_pajak(10_000_000, who, JANUARI, BOOK.overlay([own]), "35.12")
    there = hitung_pajak(10_000_000, who, JANUARI, BOOK.overlay([own]), "35.10")
    assert (here.pajak, there.pajak) == (200_000, 240_000)
    assert here.asal == "asumsi"  # that a tax applies at all is still ours


# ------------------------------------------------------------------ what always holds
GROSS = st.integers(0, 20_000_000) | st.integers(0, 2_000_000_000) | st.integers(0, 10**15)


WHO = st.builds(
    WajibPajak,
    status=st.sampled_from(STATUS),
    golongan=st.sampled_from(GOLONGAN_PNS),
    ptkp=st.sampled_from(("", *PTKP)),
    ber_npwp=st.booleans(),
)


PERIODS = st.integers(0, 60).map(lambda n: Period(2022 + (7 + n) // 12, (7 + n) % 12 + 1))


@given(GROSS, WHO, PERIODS)
def test_tax_lies_between_nothing_and_the_gross(bruto: int, who: WajibPajak, when: Period) -> None:
    found = tax(bruto, who, when)
    assert 0 <= found.pajak <= bruto
    assert found.pajak + found.neto == found.dasar == bruto
    assert found.pajak <= found.tarif * bruto < found.pajak + 1
    values = {step.nama: step.eksak for step in found.working.langkah}
    assert (values["Pajak"], values["Diterima bersih"]) == (str(found.pajak), str(found.neto))
    assert all(step.dasar_hukum for step in found.working.langkah)


@given(GROSS, GROSS, WHO, PERIODS)
def test_more_gross_never_means_less_tax(
    one: int, other: int, who: WajibPajak, when: Period
) -> None:
    low, high = sorted((one, other))
    assert tax(low, who, when).pajak <= tax(high, who, when).pajak


def test_the_net_may_fall_at_the_edge_of_a_layer() -> None:
    """The rate of a layer counts for the whole amount: the table is made so, we do not mend it."""
    who = wajib("PPPK", ptkp="TK/0")
    assert tax(5_400_000, who).neto == 5_400_000
    assert tax(5_400_001, who).neto == 5_386_501


@given(GROSS, st.sampled_from(PTKP), PERIODS, st.booleans())
def test_nobody_pays_more_than_one_without_dependants(
    bruto: int,
    ptkp: str,
    when: Period,
    npwp: bool,  # noqa: FBT001 - hypothesis gives it
) -> None:
    alone = tax(bruto, wajib("PPPK", ptkp="TK/0", npwp=npwp), when).pajak
    assert alone >= tax(bruto, wajib("PPPK", ptkp=ptkp, npwp=npwp), when).pajak


def test_the_printed_tables_cross_once() -> None:
    """From Rp8.850.001 to Rp9.200.000 category C is printed above category B; we do not mend it."""
    edges = sorted({int(n) * 1000 for table in BATAS.values() for n in table.split()})
    crossed = [
        edge + 1
        for edge in edges
        if tax(edge + 1, wajib("PPPK", ptkp="K/3")).tarif
        > tax(edge + 1, wajib("PPPK", ptkp="K/1")).tarif
    ]
    assert crossed == [8_850_001]


@given(GROSS, WHO, PERIODS)
def test_without_npwp_never_less_than_with(bruto: int, who: WajibPajak, when: Period) -> None:
    without = tax(bruto, replace(who, ber_npwp=False), when)
    assert without.pajak >= tax(bruto, replace(who, ber_npwp=True), when).pajak


@given(st.lists(st.tuples(GROSS, WHO), max_size=6), PERIODS)
def test_the_order_of_officers_makes_no_difference(
    rows: list[tuple[int, WajibPajak]], when: Period
) -> None:
    book = national_book().overlay([])
    there = [hitung_pajak(bruto, who, when, book, "35.12") for bruto, who in rows]
    back = [hitung_pajak(bruto, who, when, book, "35.12") for bruto, who in reversed(rows)]
    assert there == back[::-1]


# ------------------------------------------------------------------ NPWP, NIK, one base a month
SEPTEMBER, MEI_2025, DESEMBER_2024 = Period(2022, 9), Period(2025, 5), Period(2024, 12)


@pytest.mark.parametrize(
    ("npwp", "counts"),
    [
        ("", False),
        ("000000000000000", False),
        ("00.000.000.0-000.000", False),
        ("0000000000000000", False),
        ("012345678901234", True),
        ("01.234.567.8-901.234", True),
    ],
)
def test_nothing_and_fifteen_noughts_are_no_npwp(npwp: str, counts: bool) -> None:  # noqa: FBT001
    assert adalah_npwp(npwp, SEPTEMBER, BOOK, "35.12") is counts


def test_whoever_has_noughts_pays_the_addition() -> None:
    npwp = adalah_npwp("00.000.000.0-000.000", SEPTEMBER, BOOK, "35.12")
    found = tax(1_709_791, wajib("non_ASN", npwp=npwp), SEPTEMBER)
    assert found.pajak == 102_587  # 6% of it; 5% would be 85.489


@pytest.mark.parametrize(
    ("period", "withheld"),
    [(Period(2024, 6), 54_000), (Period(2024, 7), 45_000), (MEI_2025, 45_000)],
)
def test_a_nik_stands_in_for_the_npwp_from_july_2024(period: Period, withheld: int) -> None:
    who = WajibPajak("non_ASN", "", "TK/0", ber_npwp=False, ber_nik=True)
    found = tax(6_000_000, who, period)
    assert found.pajak == withheld
    assert ("NIK sebagai NPWP" in steps(found)) == (withheld == 45_000)
    nobody = WajibPajak("non_ASN", "", "TK/0", ber_npwp=False)
    assert tax(6_000_000, nobody, period).pajak == 54_000


def test_payments_of_one_month_are_one_base() -> None:
    """Four payments of Rp2.500.000 to K/0 are Rp10.000.000 at 2%, not four times nothing."""
    who, before, withheld = wajib("PPPK", "", "K/0"), Terdahulu(), []
    for _ in range(4):
        found = hitung_pajak(2_500_000, who, DESEMBER_2024, BOOK, "35.12", terdahulu=before)
        withheld.append(found.pajak)
        before = Terdahulu(before.bruto + 2_500_000, before.pajak + found.pajak)
        assert found.pajak + found.neto == 2_500_000
    assert before.pajak == 200_000
    assert withheld[0] == 0
    assert "dikurangi" in steps(found)["Pajak"]
    assert tax(10_000_000, who, DESEMBER_2024).pajak == 200_000


@given(
    parts=st.lists(st.integers(0, 50_000_000), min_size=1, max_size=6),
    ptkp=st.sampled_from(PTKP),
    npwp=st.booleans(),
)
def test_however_a_month_is_split_its_tax_is_that_of_the_whole(
    parts: list[int],
    ptkp: str,
    npwp: bool,  # noqa: FBT001 - drawn
) -> None:
    who, before = wajib("PPPK", "", ptkp, npwp=npwp), Terdahulu()
    clipped = False
    for bruto in parts:
        found = hitung_pajak(bruto, who, DESEMBER_2024, BOOK, "35.12", terdahulu=before)
        assert 0 <= found.pajak <= bruto
        clipped = clipped or found.pajak == bruto
        before = Terdahulu(before.bruto + bruto, before.pajak + found.pajak)
    whole = tax(sum(parts), who, DESEMBER_2024).pajak
    assert before.pajak <= whole
    assert clipped or before.pajak == whole


def test_a_flat_rate_asks_for_no_other_payment() -> None:
    before = Terdahulu(9_000_000, 450_000)
    for who, period in ((wajib("PNS", "III"), DESEMBER_2024), (wajib("PPPK"), SEPTEMBER)):
        alone = tax(1_000_000, who, period)
        later = hitung_pajak(1_000_000, who, period, BOOK, "35.12", terdahulu=before)
        assert later.pajak == alone.pajak == 50_000
