"""Numbers typed the Indonesian way."""

from datetime import date

import pytest
from django import forms

from upaya.core.fields import AngkaField, RupiahField, TanggalField


class Sheet(forms.Form):
    uang = RupiahField(label="Uang")
    orang = AngkaField(label="Orang", required=False, minimum=1, suffix="orang")


class Paper(forms.Form):
    tanggal = TanggalField(label="Tanggal")


@pytest.mark.parametrize(
    "typed", ["2022-11-03", "03/11/2022", "3-11-2022 10:15", "3 November 2022", date(2022, 11, 3)]
)
def test_a_day_is_read_however_it_is_written(typed: object) -> None:
    form = Paper({"tanggal": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["tanggal"] == date(2022, 11, 3)


def test_a_day_that_is_none_is_refused_in_words_and_stays_as_typed() -> None:
    form = Paper({"tanggal": "03/11/22"})
    assert "tahun empat angka" in str(form.errors["tanggal"])
    assert form["tanggal"].value() == "03/11/22"
    assert Paper({"tanggal": ""}).errors["tanggal"]


@pytest.mark.parametrize(
    "typed",
    [
        "66369000",
        "66.369.000",
        "Rp66.369.000",
        "Rp 66.369.000",
        "rp. 66369000",
        " 66 369 000 ",
        "66.369.000,00",
        "66.369.000,-",
        "66,369,000.00",
        "66\u00a0369\u202f000",
        "66.369.000\u200b",
        "\uff16\uff16369000",
    ],
)
def test_an_amount_is_read_however_it_is_written(typed: str) -> None:
    form = Sheet({"uang": typed})

    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"uang": 66_369_000, "orang": None}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Belum diisi."),
        ("-", "Belum diisi."),
        ("enam juta", "“enam juta” bukan bilangan bulat; tulis seperti 1234 atau 1.234."),
        ("66.36.000", "“66.36.000” bukan bilangan bulat; tulis seperti 1234 atau 1.234."),
        ("6\u200bx", "“6[U+200B]x” bukan bilangan bulat; tulis seperti 1234 atau 1.234."),
        (
            "66,369",
            "“66,369” dapat berarti ribuan atau pecahan; tulis seperti 1234 atau 1.234.",
        ),
        (
            "1,5",
            "“1,5” bukan bilangan bulat; tulis tanpa angka di belakang koma, seperti 1.234.",
        ),
        ("٣٣", "“٣٣” bukan bilangan bulat; tulis seperti 1234 atau 1.234."),
        ("-5", "Tidak boleh kurang dari Rp0."),
        ("9" * 16, "Bilangan lebih dari 15 angka; periksa isinya."),
        ("9" * 5000, f"“{'9' * 40}…” bukan bilangan bulat; tulis seperti 1234 atau 1.234."),
    ],
)
def test_what_cannot_be_read_is_refused_in_words_and_stays_as_typed(
    typed: str, sentence: str
) -> None:
    form = Sheet({"uang": typed})

    assert form.errors["uang"] == [sentence]
    assert form["uang"].value() == typed


def test_a_number_that_a_spreadsheet_shortened_is_refused_with_what_to_do() -> None:
    sentence = str(Sheet({"uang": "5,8E+07"}).errors["uang"][0])
    assert sentence.startswith("“5,8E+07” ditulis sebagai pangkat sepuluh")
    assert sentence.endswith("lalu salin lagi.")


def test_limits_are_said_the_indonesian_way() -> None:
    form = Sheet({"uang": "1", "orang": "2.000.000.000"})
    assert form.errors["orang"] == ["Paling banyak 1.000.000.000."]
    assert Sheet({"uang": "1", "orang": "0"}).errors["orang"] == ["Paling sedikit 1."]


def test_a_stored_number_is_shown_formatted() -> None:
    form = Sheet(initial={"uang": 66_369_000, "orang": 0})

    assert 'value="66.369.000"' in str(form["uang"])
    assert 'value="0"' in str(form["orang"])
    assert 'inputmode="numeric"' in str(form["uang"])


def test_the_same_number_in_another_writing_is_no_change() -> None:
    initial = {"uang": 66_369_000}

    assert not Sheet({"uang": "Rp66.369.000"}, initial=initial).has_changed()
    assert Sheet({"uang": "66.369.001"}, initial=initial).changed_data == ["uang"]
    assert Sheet({"uang": "x"}, initial=initial).has_changed()
