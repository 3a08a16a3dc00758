"""The one reader of days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upaya.rules import dates
from upaya.rules.dates import DateError
from upaya.rules.period import Period, tanggal


@pytest.mark.parametrize(
    "written",
    [
        "03/11/2022",
        "3/11/2022",
        "3-11-2022",
        "03.11.2022",
        "3 / 11 / 2022",
        "03/11/2022 10:15:00",
        "03/11/2022 10.15",
        "03/11/2022 10:15:00 WIB",
        "03/11/2022,10:15:00",
        "03/11/2022\u00a010:15",
        "3 November 2022",
        "3 Nov 2022",
        "3 nopember 2022",
        "3 Nov. 2022",
        "03-Nov-2022",
        "Kamis, 3 November 2022",
        "Jum'at 3 November 2022",
        "2022-11-03",
        "2022/11/3",
        "2022-11-03 00:00:00",
        "2022-11-03T10:15:00.123",
        "2022-11-03T10:15:00+07:00",
        "20221103",
        "44868",
        "44868,4270833",
        "03/11/2022 10:15:00 AM",
        "\u200b03/11/2022",
        "\uff10\uff13/11/2022",
    ],
)
def test_a_day_however_it_is_written(written: str) -> None:
    assert dates.day(written) == date(2022, 11, 3)


@pytest.mark.parametrize("written", ["", " ", "-", "\u2013", "\u200b"])
def test_nothing_is_no_day(written: str) -> None:
    assert dates.day(written) is None


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("31/02/2022", "bukan tanggal yang ada"),
        ("11/31/2022", "hari/bulan/tahun"),
        ("03/11/22", "tahun empat angka"),
        ("3-11-22", "tahun empat angka"),
        ("3 Nov 22", "tahun empat angka"),
        ("kemarin", "“kemarin” bukan tanggal"),
        ("3 Brumaire 2022", "bukan tanggal"),
        ("03/11/2022 25:00", "bukan tanggal"),
        ("03/11/2022 sampai 04/11/2022", "bukan tanggal"),
        ("03/\u200b11x/2022", "“03/[U+200B]11x/2022”"),
        ("51122", "bukan tanggal"),
        ("20221340", "bukan tanggal yang ada"),
    ],
)
def test_what_is_no_day_is_refused_in_words(written: str, words: str) -> None:
    with pytest.raises(DateError, match=words.replace("[", r"\[").replace("+", r"\+")):
        dates.day(written)


@pytest.mark.parametrize(
    "written",
    ["2022-08", "2022/8", "Agustus 2022", "agustus  2022", "Agt 2022", "Agt. 2022", "08/2022",
     "8-2022", "Bulan Agustus 2022", "Agst 2022", "Agustus, 2022",
     "Agustus Tahun 2022", "44774", "Aug-2022", "31/08/2022", "1 Agustus 2022", "2022-08-17",
     "\u200bAgustus\u00a02022"],
)  # fmt: skip
def test_a_month_however_it_is_written(written: str) -> None:
    assert dates.month(written) == Period(2022, 8)


@pytest.mark.parametrize("written", ["2022-13", "Brumaire 2022", "Agustus", "2022", "0000-01"])
def test_what_is_no_month_is_refused_in_words(written: str) -> None:
    with pytest.raises(DateError, match="tidak terbaca sebagai bulan"):
        dates.month(written)


@given(st.dates())
def test_what_the_program_writes_it_reads(day: date) -> None:
    assert dates.day(f"{day.day:02d}/{day.month:02d}/{day.year:04d}") == day
    assert dates.day(day.isoformat()) == day
    if day.year >= 1000:
        assert dates.day(tanggal(day)) == day


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_a_sentence(text: str) -> None:
    refusal = ""
    try:
        dates.day(text)
    except DateError as refused:
        refusal = str(refused)
    assert not refusal or "bukan tanggal" in refusal
