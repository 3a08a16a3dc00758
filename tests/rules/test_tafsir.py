"""Figures in words: exactly one class each, by dated bounds that say where they come from."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upaya.rules.insentif import scales
from upaya.rules.insentif.scales import (
    SKALA,
    Penafsir,
    Skala,
    batas,
    jangkauan,
    skala_waktu,
    tafsirkan,
)
from upaya.rules.loader import national_book
from upaya.rules.parameter import Value

BOOK = national_book()
DAY = date(2022, 8, 31)
WAKTU = skala_waktu("insentif_ukm.tenggat.verifikasi_dinas")
SCALES = (*SKALA, WAKTU)
SCALE = st.sampled_from(SCALES)
FIGURE = st.fractions(0, 10, max_denominator=10_000)


def rule(skala: Skala) -> Value:
    return BOOK.read(skala.parameter, DAY, "35.12")


def at(skala: Skala, value: Fraction) -> int:
    """Which class of the scale a figure falls in, from the lowest up."""
    return skala.kelas.index(tafsirkan(skala, value, rule(skala)).kelas)


@pytest.mark.parametrize("skala", SCALES, ids=lambda skala: skala.parameter)
def test_bounds_fit_the_classes_in_every_year(skala: Skala) -> None:
    for year in range(2022, 2032):
        for district in (None, "35.12"):
            value = BOOK.read(skala.parameter, date(year, 12, 31), district)
            bounds = batas(value)
            assert len(bounds) == len(skala.kelas) - 1
            assert list(bounds) == sorted(set(bounds))


@pytest.mark.parametrize("skala", SCALES, ids=lambda skala: skala.parameter)
def test_words_of_a_scale_are_all_different(skala: Skala) -> None:
    assert len({kelas.kata for kelas in skala.kelas}) == len(skala.kelas)
    assert len({words for _, words in jangkauan(skala, rule(skala))}) == len(skala.kelas)


def test_own_bounds_are_assumptions_and_say_so() -> None:
    found = BOOK.read_all("dasbor.", DAY, "35.12")
    assert len(found) == 9
    assert {value.origin for value in found.values()} == {"asumsi"}


@given(SCALE, FIGURE)
def test_every_figure_falls_in_exactly_one_class(skala: Skala, value: Fraction) -> None:
    """Counted anew from the bounds: the class's own interval holds it, no other does."""
    bounds = [Fraction(bound) for bound in batas(rule(skala))]
    edges: list[Fraction | None] = [None, *bounds, None]
    inside = []
    for number, (low, high) in enumerate(pairwise(edges)):
        if skala.tepat_di_bawah:
            holds = (low is None or low < value) and (high is None or value <= high)
        else:
            holds = (low is None or low <= value) and (high is None or value < high)
        if holds:
            inside.append(number)
    assert inside == [at(skala, value)]


@given(SCALE, FIGURE, FIGURE)
def test_a_higher_figure_is_never_in_a_lower_class(
    skala: Skala, one: Fraction, two: Fraction
) -> None:
    low, high = sorted((one, two))
    assert at(skala, low) <= at(skala, high)


@pytest.mark.parametrize("skala", SCALES, ids=lambda skala: skala.parameter)
def test_a_figure_on_a_bound(skala: Skala) -> None:
    tiny = Fraction(1, 10**12)
    for number, bound in enumerate(map(Fraction, batas(rule(skala)))):
        exact = number if skala.tepat_di_bawah else number + 1
        assert at(skala, bound) == exact
        assert at(skala, bound - tiny) == number
        assert at(skala, bound + tiny) == number + 1


@pytest.mark.parametrize(
    ("skala", "value", "words"),
    [
        (scales.PENYERAPAN, "0", "sangat rendah, perlu ditingkatkan"),
        (scales.PENYERAPAN, "0.5", "rendah, perlu ditingkatkan"),
        (scales.PENYERAPAN, "0.84", "sedang, perlu ditingkatkan"),
        (scales.PENYERAPAN, "0.85", "tinggi"),
        (scales.PENYERAPAN, "1", "sangat tinggi"),
        (scales.CAPAIAN_SPM, "0.7", "tinggi"),
        (scales.INDEKS_SPM, "0.27", "tinggi"),
        (scales.INDEKS_SPM, "0.26", "sedang, perlu ditingkatkan"),
        (scales.INDEKS_SPM, "0.05", "sangat rendah, perlu ditingkatkan"),
        (scales.POSISI, "0.6", "di bawah batas, perlu naikkan usulan BOK"),
        (scales.POSISI, "1", "mendekati batas"),
        (scales.POSISI, "1.2", "di atas batas, periksa sisa pagu setahun"),
        (scales.JASPEL, "0.4", "jauh di bawah, belum setara dengan jaspel"),
        (scales.JASPEL, "0.89", "belum setara dengan jaspel"),
        (scales.JASPEL, "0.9", "setara dengan jaspel"),
        (scales.JASPEL, "2", "di atas jaspel"),
        (scales.PAGU, "1", "cukup"),
        (scales.PAGU, "1.01", "habis sebelum Desember, bagian akhir tahun akan dipotong"),
        (WAKTU, "5", "dalam tenggat"),
        (WAKTU, "5.5", "melewati tenggat, perlu dipercepat"),
    ],
)
def test_words(skala: Skala, value: str, words: str) -> None:
    assert tafsirkan(skala, Fraction(value), rule(skala)).kelas.kata == words


def test_a_meaning_names_its_reach_and_its_rule() -> None:
    found = tafsirkan(scales.PENYERAPAN, Fraction(3, 4), rule(scales.PENYERAPAN))
    assert found.jangkauan == "70% sampai di bawah 85%"
    assert found.aturan.origin == "asumsi"
    assert "Pasal 11A ayat (8) huruf k" in found.aturan.source
    words = [text for _, text in jangkauan(scales.PENYERAPAN, rule(scales.PENYERAPAN))]
    assert (words[0], words[-1]) == ("di bawah 50%", "95% ke atas")
    words = [text for _, text in jangkauan(scales.PAGU, rule(scales.PAGU))]
    assert words == ["sampai 50%", "di atas 50% sampai 80%", "di atas 80% sampai 100%", "di atas 100%"]  # fmt: skip  # noqa: E501
    assert jangkauan(WAKTU, rule(WAKTU))[0][1] == "sampai 5 hari kerja"
    assert (
        jangkauan(scales.INDEKS_SPM, rule(scales.INDEKS_SPM))[2][1] == "0,20 sampai di bawah 0,27"
    )


def test_the_index_scale_is_the_table_of_the_text() -> None:
    value = rule(scales.INDEKS_SPM)
    assert value.origin == "teks"
    assert batas(value) == tuple(map(Decimal, ("0.13", "0.20", "0.27", "0.33")))


@pytest.mark.parametrize("wrong", [("0.5",), ("0.5", "0.4", "0.6", "0.7"), ("0.1", "0.1", "0.2", "0.3")])  # fmt: skip  # noqa: E501
def test_wrong_bounds_are_refused(wrong: tuple[str, ...]) -> None:
    value = replace(rule(scales.PENYERAPAN), value=tuple(map(Decimal, wrong)))
    with pytest.raises(ValueError, match="perlu 4 batas"):
        tafsirkan(scales.PENYERAPAN, Fraction(1), value)


def test_without_a_figure_or_a_rule_there_is_no_meaning() -> None:
    reader = Penafsir(BOOK, DAY, "35.12")
    assert reader(scales.PENYERAPAN, None) is None
    found = reader(scales.PENYERAPAN, Fraction(1))
    assert found is not None
    assert found.kelas.nada == "good"
    early = Penafsir(BOOK, date(2021, 1, 1), "35.12")
    assert early(scales.PENYERAPAN, Fraction(1)) is None
