"""The list of a district's days off: what is read, what is refused, which decree names a day."""

from __future__ import annotations

from datetime import date

import pytest

from upaya.rules.parameter import RuleBook, Value
from upaya.rules.supermiskol.libur import HARI_LIBUR, LiburError, baca, libur_kabupaten, tulis

JADI = date(2022, 12, 18)


def test_a_list_is_read_and_written_the_same() -> None:
    days = baca("19/12/2022: Cuti  bersama daerah\r\n18 Desember 2022: Hari Jadi; ;")
    said = "18 Desember 2022: Hari Jadi; 19 Desember 2022: Cuti bersama daerah"
    assert list(days) == [JADI, date(2022, 12, 19)]
    assert tulis(days) == said
    assert baca(said) == days


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (" ;\n", "paling sedikit satu"),
        ("18 Desember 2022", "titik dua"),
        ("18 Desember 2022: ", "titik dua"),
        ("-: Hari Jadi", "titik dua"),
        (": Hari Jadi", "titik dua"),
        ("31 November 2022: Hari Jadi", "bukan tanggal yang ada"),
        ("besok: Hari Jadi", "bukan tanggal; tulis"),
        ("18/12/22: Hari Jadi", "tahun empat angka"),
        ("18/12/2022: Hari Jadi; 18 Desember 2022: Cuti", "dua kali"),
        (f"18/12/2022: {'a' * 101}", "paling panjang"),
        ("; ".join(f"{n % 28 + 1}/{n // 28 + 1}/2022: x" for n in range(61)), "Paling banyak 60"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(LiburError, match=words):
        baca(text)


def _row(text: str, start: date, end: date | None, decreed: date, district: str) -> Value:
    return Value(
        HARI_LIBUR, text, "tanggal", "", "SK", "", "teks", start, end, decreed, district, "sk"
    )


def test_a_day_counts_when_the_decree_in_force_on_it_names_it() -> None:
    year = (date(2022, 1, 1), date(2022, 12, 31))
    first = _row("5 Mei 2022: Petik; 18 Desember 2022: Hari Jadi", *year, year[0], "35.10")
    # The younger one replaces the list from its first day on.
    later = _row("19 Desember 2022: Hari Jadi", date(2022, 12, 1), None, date(2022, 11, 1), "35.10")
    other = _row("20 Desember 2022: Hari Jadi", *year, year[0], "35.12")
    late = _row("3 Januari 2023: Lewat", *year, date(2022, 2, 1), "35.11")
    book = RuleBook((), (), [first, later, other, late])
    assert sorted(libur_kabupaten(book, "35.10").names) == [date(2022, 5, 5), date(2022, 12, 19)]
    assert libur_kabupaten(book, "35.11").names == {}
