"""The tables of PPh 21 are those printed, and what no text settles is named."""

from datetime import date
from decimal import Decimal

import pytest

from tests.rules.taxed import BATAS, BOOK, DESEMBER, JANUARI, PTKP, steps, tax, wajib
from upaya.rules.insentif.month import GOLONGAN_PNS, STATUS
from upaya.rules.parameter import Value
from upaya.rules.period import Period
from upaya.rules.tax.pph21_rates import JENIS, lapisan_ter

AWAL = {
    "a": "0 0.25 0.5 0.75 1 1.25 1.5 1.75 2 2.25 2.5 3 3.5",
    "b": "0 0.25 0.5 0.75 1 1.5 2 2.5 3",
    "c": "0 0.25 0.5 0.75 1 1.25 1.5 1.75 2 3",
}
"""The rates before those that rise by one percent from 4 to 34 in every table."""


# ------------------------------------------------------------------ the tables
@pytest.mark.parametrize(("name", "count"), [("a", 44), ("b", 40), ("c", 41)])
def test_the_layers_are_those_printed(name: str, count: int) -> None:
    rates = [*AWAL[name].split(), *map(str, range(4, 35))]
    bounds = [int(thousands) * 1000 for thousands in BATAS[name].split()]
    rule = BOOK.read(f"pajak.pph21.tarif.ter_{name}", JANUARI.last_day)
    expected = zip([*bounds, None], [Decimal(rate) / 100 for rate in rates], strict=True)
    assert lapisan_ter(rule) == tuple(expected)
    assert len(rates) == count


def test_the_categories_are_those_printed() -> None:
    table = BOOK.read("pajak.pph21.ter.kategori", JANUARI.last_day).table
    by_category = {name: {p for p in PTKP if table[p] == name} for name in "ABC"}
    assert by_category == {
        "A": {"TK/0", "TK/1", "K/0"},
        "B": {"TK/2", "TK/3", "K/1", "K/2"},
        "C": {"K/3"},
    }
    assert set(table) == set(PTKP)


def test_every_tax_parameter_is_shown_as_an_assumption_with_its_instrument() -> None:
    found = [value for value in BOOK.values() if value.key.startswith("pajak.")]
    assert len([value for value in found if value.key.startswith("pajak.pph21.")]) == 25
    assert {value.origin for value in found} == {"asumsi"}
    named = {value.key.rpartition(".")[2]: value.source for value in found}
    assert named["final_pns"] == "PP 80/2010, Pasal 4"
    assert named["pasal_17"] == "UU 7/1983 (UU PPh), Pasal 17 ayat (1) huruf a"
    assert named["ter_c"].startswith("PP 58/2023, Lampiran huruf C")
    assert "PMK 168/2023" in named["ter_c"]


def test_every_status_has_a_kind_of_tax_and_every_kind_a_name() -> None:
    for day in (date(2022, 8, 31), date(2023, 12, 31), date(2024, 1, 1), date(2031, 12, 31)):
        kinds = BOOK.read("pajak.pph21.jenis", day).table
        assert set(kinds) == set(STATUS)
        assert set(kinds.values()) <= set(JENIS)
        for kind in kinds.values():
            BOOK.read(f"pajak.pph21.tanpa_npwp.{kind}", day)
    assert set(BOOK.read("pajak.pph21.tarif.final_pns", date(2022, 8, 1)).table) == set(
        GOLONGAN_PNS
    )


@pytest.mark.parametrize(
    "rows",
    [
        {"5.000": "0", "4.000": "1", "selebihnya": "2"},
        {"5.000": "0", "5.000.000": "1"},
    ],
)
def test_a_table_that_does_not_rise_is_refused(rows: dict[str, str]) -> None:
    table = {bound: Decimal(rate) for bound, rate in rows.items()}
    rule = Value("pajak.uji", table, "persen", "Uji", "Uji", "Pasal 1", "teks", date(2024, 1, 1),
                 None, None, None, "uji")  # fmt: skip
    with pytest.raises(ValueError, match="batas atas harus naik"):
        lapisan_ter(rule)


# ------------------------------------------------------------------ written and open
def test_the_layers_of_pasal_17_and_the_ptkp_with_their_dates() -> None:
    layers = BOOK.read("pajak.pph21.lapisan_pasal_17", date(2022, 8, 31))
    assert [(bound, ratio * 100) for bound, ratio in lapisan_ter(layers)] == [
        (60_000_000, Decimal(5)),
        (250_000_000, Decimal(15)),
        (500_000_000, Decimal(25)),
        (5_000_000_000, Decimal(30)),
        (None, Decimal(35)),
    ]
    free = BOOK.read("pajak.pph21.ptkp", date(2022, 8, 31))
    assert set(free.table) == set(PTKP)
    for status, amount in free.table.items():
        married, dependants = status.startswith("K/"), int(status[-1])
        assert amount == 54_000_000 + 4_500_000 * (married + dependants)
    for value in (layers, free):
        assert (value.in_force, value.until) == (date(2022, 1, 1), None)
        assert BOOK.find(value.key, date(2021, 12, 31)) is None
    step = next(
        step
        for step in tax(1_000_000, wajib("PPPK", ptkp="K/1"), Period(2022, 9)).working.langkah
        if step.nama == "Tarif"
    )
    shown = dict(step.masukan)
    assert shown["PTKP setahun"] == "Rp63.000.000 (K/1), tidak dikurangkan"
    assert shown["Lapisan setahun"].endswith("selebihnya 35%")


def test_what_is_open_is_named_where_it_matters() -> None:
    pns = tax(1_000_000, wajib(golongan="III"))
    assert "bukan penghasilan tetap dan teratur" in steps(pns)["Sifat penghasilan"]
    december = tax(1_000_000, wajib("PPPK"), Period(2024, 12))
    assert "Desember" in steps(december)["Masa pajak terakhir"]
    for other in (tax(1_000_000, wajib("PPPK")), tax(1_000_000, wajib("PPPK"), DESEMBER)):
        assert "Masa pajak terakhir" not in steps(other)
    for key in ("masa_terakhir", "tetap_teratur"):
        value = BOOK.read(f"pajak.pph21.{key}", date(2024, 12, 31))
        assert value.origin == "asumsi"
        assert value.note.startswith("Terbuka")


def test_the_monthly_rate_begins_on_1_january_2024() -> None:
    assert tax(6_000_000, wajib("PPPK"), DESEMBER).jenis == "pasal_17"
    assert tax(6_000_000, wajib("PPPK"), JANUARI).jenis == "ter_bulanan"
    found = BOOK.read("pajak.pph21.jenis", date(2024, 1, 1))
    assert found.in_force == date(2024, 1, 1)
