"""The need of people by workload: exact, rounded once, halves up."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from hypothesis import given
from hypothesis import strategies as st

from upaya.rules.loader import national_book
from upaya.rules.tenaga.abk import BebanKerja, TugasPokok, hitung, sidik

positive = st.fractions(min_value=Fraction(1, 1000), max_value=100_000, max_denominator=1000)
done = st.fractions(min_value=0, max_value=100_000, max_denominator=100)
tasks = st.lists(
    st.one_of(
        st.builds(TugasPokok, st.just("tugas"), done, norma=positive),
        st.builds(TugasPokok, st.just("tugas"), done, standar=positive),
    ),
    min_size=1,
    max_size=8,
).map(tuple)
factors = st.fractions(min_value=0, max_value=Fraction(999, 10), max_denominator=10)


def need(*given: TugasPokok, faktor: str = "0", waktu: int = 72_000) -> Fraction:
    beban = BebanKerja(Fraction(waktu), given, Fraction(faktor))
    return hitung(beban, national_book()).tepat


def test_by_hand() -> None:
    """480 x 90 / 72,000 = 0.6 people; with 20 percent for other duties 0.75, so one."""
    beban = BebanKerja(
        Fraction(72_000), (TugasPokok("a", Fraction(480), norma=Fraction(90)),), Fraction(20)
    )
    hasil = hitung(beban, national_book())
    assert [row.standar for row in hasil.baris] == [800]
    assert (hasil.jumlah, hasil.standar_penunjang) == (Fraction(3, 5), Fraction(5, 4))
    assert (hasil.tepat, hasil.orang) == (Fraction(3, 4), 1)


def test_a_half_is_one_more_and_a_little_less_is_not() -> None:
    for capaian, orang in (("2.5", 3), ("2.499999999", 2), ("0.5", 1), ("0", 0)):
        beban = BebanKerja(
            Fraction(1),
            (TugasPokok("a", Fraction(capaian), standar=Fraction(1)),),
            penunjang=Fraction(1),
        )
        assert hitung(beban, national_book()).orang == orang


def test_it_is_rounded_once() -> None:
    """Three thirds are one: rounded task by task they would be none."""
    third = TugasPokok("a", Fraction(1), standar=Fraction(3))
    assert need(third, third, third) == 1


@given(tasks, factors, positive)
def test_the_parts_make_the_whole(
    rows: tuple[TugasPokok, ...], faktor: Fraction, waktu: Fraction
) -> None:
    hasil = hitung(BebanKerja(waktu, rows, faktor), national_book())
    assert sum(row.kebutuhan for row in hasil.baris) == hasil.jumlah
    assert hasil.tepat * (100 - faktor) == hasil.jumlah * 100
    assert hasil.orang == floor(hasil.tepat + Fraction(1, 2))
    for task, row in zip(rows, hasil.baris, strict=True):
        minutes = task.norma if task.norma is not None else waktu / row.standar
        assert row.kebutuhan * waktu == task.capaian * minutes


@given(tasks, factors)
def test_the_factor_and_its_standard_say_the_same(
    rows: tuple[TugasPokok, ...], faktor: Fraction
) -> None:
    waktu = Fraction(72_000)
    by_factor = BebanKerja(waktu, rows, faktor)
    by_standard = BebanKerja(waktu, rows, penunjang=1 / (1 - faktor / 100))
    one, other = (hitung(beban, national_book()) for beban in (by_factor, by_standard))
    assert (one.tepat, one.orang) == (other.tepat, other.orang)
    assert sidik(by_factor, one) != sidik(by_standard, other)
