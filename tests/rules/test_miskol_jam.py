"""Office time, validity, names: what the clock and the comparison of a poverty letter stand on."""

from datetime import date, datetime, time, timedelta
from types import MappingProxyType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from upaya.rules.nama_orang import baku, inisial
from upaya.rules.supermiskol.jam import JamKantor, akhir_masa, kata_menit
from upaya.rules.supermiskol.road import MISKOL
from upaya.rules.workdays import Holidays

LIBUR = Holidays(MappingProxyType({date(2022, 11, 7): "Libur rekaan"}), frozenset({2022}))
JAM = JamKantor(time(8), time(15), LIBUR)
THURSDAY = date(2022, 11, 3)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2022, 11, day, hour, minute)  # noqa: DTZ001 - local time without a zone


@pytest.mark.parametrize(
    ("mulai", "sampai", "menit"),
    [
        (at(3, 9), at(3, 10, 30), 90),
        (at(3, 6), at(3, 9), 60),  # before the office opens
        (at(3, 14, 30), at(4, 8, 15), 45),  # over night
        (at(4, 14), at(8, 9), 120),  # a weekend and a holiday between
        (at(5, 9), at(6, 17), 0),  # Saturday and Sunday
        (at(3, 10), at(3, 9), 0),
    ],
    ids=["pagi", "sebelum buka", "semalam", "libur", "akhir pekan", "terbalik"],
)
def test_minutes_that_count(mulai: datetime, sampai: datetime, menit: int) -> None:
    assert JAM.menit(mulai, sampai) == menit


def test_six_hours_of_an_applicant_in_the_afternoon_end_the_next_day() -> None:
    assert JAM.habis(at(3, 13), 6 * 60) == at(4, 12)
    assert JAM.habis(at(3, 8), 7 * 60) == at(3, 15)
    assert JAM.habis(at(4, 15), 30) == at(8, 8, 30)  # Friday at closing: Tuesday, Monday is off


def test_outside_hours_it_starts_next_morning_unless_it_cannot_wait() -> None:
    assert JAM.terbuka(at(3, 20)) == at(4, 8)
    urgent = JamKantor(time(8), time(15), LIBUR, selalu=True)
    assert urgent.terbuka(at(3, 20)) == at(3, 20)
    assert urgent.habis(at(3, 20), 360) == at(4, 2)
    assert urgent.menit(at(5, 9), at(5, 10)) == 60


def test_hours_that_cannot_be() -> None:
    with pytest.raises(ValueError, match="sebelum jam tutup"):
        JamKantor(time(15), time(8), LIBUR)
    never = JamKantor(time(8), time(15), Holidays(MappingProxyType({}), frozenset(), frozenset()))
    with pytest.raises(OverflowError):
        never.habis(at(3, 9), 1)


@given(
    st.integers(0, 20_000), st.integers(0, 4_000), st.integers(0, 4_000)
)  # minutes from a start, then two stretches
def test_what_is_added_is_what_is_counted(start: int, first: int, second: int) -> None:
    begin = JAM.terbuka(at(1, 0) + timedelta(minutes=start))
    end = JAM.habis(begin, first)
    assert JAM.menit(begin, end) == first
    assert JAM.menit(begin, JAM.habis(JAM.terbuka(end), second)) == first + second


@pytest.mark.parametrize(
    ("mulai", "sampai"),
    [
        (date(2022, 11, 3), date(2023, 2, 2)),
        (date(2022, 11, 30), date(2023, 2, 28)),
        (date(2022, 10, 1), date(2022, 12, 31)),
        (date(2023, 11, 30), date(2024, 2, 29)),
    ],
    ids=["biasa", "Februari", "akhir tahun", "kabisat"],
)
def test_three_months(mulai: date, sampai: date) -> None:
    assert akhir_masa(mulai, 3) == sampai


def test_minutes_in_words() -> None:
    assert [kata_menit(n) for n in (0, 45, 60, 125)] == [
        "0 menit", "45 menit", "1 jam", "2 jam 5 menit",
    ]  # fmt: skip


SAME = (
    ("H. Moch. Soekardjo, S.Pd.", "MUHAMMAD SUKARJO"),
    ("Hj. Siti Aminah", "St. Aminah"),
    ("M. Ali", "Muh Ali"),
    ("Tjipto Hadi", "CIPTO  HADI"),
    ("Djoko", "Joko"),
    ("Suparman bin Karto", "Suparman"),
    ("Ni'matul", "Nimatul"),
    ("Abd. Rahman", "Abdul Rahman"),
    ("Achmad", "Akhmad"),
)
OTHER = (("Hasan", "Husein"), ("Sri Wahyuni", "Sri Wahyudi"), ("Ali", "M. Ali"), ("Aminah", "Amin"))


@pytest.mark.parametrize(("one", "two"), SAME, ids=[a for a, _ in SAME])
def test_two_spellings_of_one_name(one: str, two: str) -> None:
    assert baku(one) == baku(two) != ""


@pytest.mark.parametrize(("one", "two"), OTHER, ids=[a for a, _ in OTHER])
def test_two_names_stay_two(one: str, two: str) -> None:
    assert baku(one) != baku(two)


@given(st.text(max_size=40))
@example("ßT")
@example("hh bb ali")
@example("ddj")
def test_the_compared_form_is_its_own(name: str) -> None:
    assert baku(baku(name)) == baku(name)


def test_initials() -> None:
    assert [inisial(n) for n in ("Siti Maryam", "H. Sukarjo, S.Pd.", "Sri", "")] == [
        "S. M.", "S.", "S.", "",
    ]  # fmt: skip


def test_the_eight_steps_are_named_and_ordered() -> None:
    based = [m.legal_basis.rpartition(" ")[2] for m in MISKOL.moves.values() if m.legal_basis]
    assert set(based) == {str(number) for number in range(1, 9)}
    assert MISKOL.main_road == (
        "permohonan", "diperiksa", "diajukan", "dikonfirmasi", "ditinjau", "direkomendasi",
        "diserahkan", "diverifikasi", "disetujui",
    )  # fmt: skip
