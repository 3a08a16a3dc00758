"""Papers of an emergency: late from the day after, and what each reading makes of it."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.rules.claimed import changed
from upaya.exchange.jamkesda import klaim_json
from upaya.rules.jamkesda import susulan
from upaya.rules.jamkesda.compute import Hasil, tanpa_uang
from upaya.rules.jamkesda.susulan import Susulan
from upaya.rules.loader import national_book
from upaya.rules.parameter import Value

DUE = date(2022, 8, 12)


@pytest.mark.parametrize(
    ("pada", "day", "said"),
    [
        (None, DUE, ""),
        (None, date(2022, 8, 13), "belum ada; batasnya 12 Agustus 2022"),
        (DUE, date(2022, 12, 1), ""),
        (date(2022, 8, 13), date(2022, 8, 13), "lengkap 13 Agustus 2022, sesudah batasnya 12"),
        (date(2022, 8, 1), date(2022, 8, 1), ""),
    ],
)
def test_late_is_the_day_after_and_stays_late(pada: date | None, day: date, said: str) -> None:
    found = Susulan(DUE, pada).terlambat(day)
    assert said in found
    assert bool(found) == bool(said)


def judged(*changes: tuple[str, object]) -> Hasil:
    """A claim of two lines, 200.000 and 100.000, by the checks of the command."""
    found = klaim_json.check(json.dumps(changed(*changes)).encode(), national_book())
    assert found.galat == ()
    return found.klaim[0][1]


SAID = "Berkas gawat daruratnya belum ada; batasnya 12 Agustus 2022."


def test_ours_takes_nothing_and_asks_for_a_person() -> None:
    clean = judged()
    found = susulan.terapkan(clean, SAID, tidak_dijamin=False)
    assert (found.kode, found.putusan, found.disetujui) == (["B02"], "perlu_verifikasi", 300_000)
    assert [one.kalimat for one in tanpa_uang(found)] == [SAID]
    assert found.baris == clean.baris
    assert susulan.terapkan(clean, "", tidak_dijamin=True) == clean


def test_the_other_reading_cuts_what_earlier_causes_left() -> None:
    found = susulan.terapkan(judged(("surat.batas", 250_000)), SAID, tidak_dijamin=True)
    assert [[(one.kode, one.jumlah) for one in row.potongan] for row in found.baris] == [
        [("B02", 200_000)],
        [("P06", 50_000), ("B02", 50_000)],
    ]
    assert (found.kode, found.putusan, found.disetujui) == (["B02", "P06"], "ditolak", 0)
    refused = judged(("surat", None))
    again = susulan.terapkan(refused, SAID, tidak_dijamin=True)
    assert (again.kode, again.baris) == (["B02", "P03"], refused.baris)


def test_which_reading_is_in_force_is_dated_and_ours_is_an_assumption() -> None:
    book = national_book()
    value = book.read(susulan.PARAMETER, DUE)
    assert (value.origin, value.value) == ("asumsi", "dilihat orang")
    assert susulan.tidak_dijamin(book, DUE) is False


@pytest.mark.parametrize("choice", [*susulan.PILIHAN, "entah"])
def test_a_district_chooses_one_of_two(choice: str) -> None:
    value = national_book().read(susulan.PARAMETER, DUE)
    row = Value(**{
        **{name: getattr(value, name) for name in Value.__slots__},
        "value": choice, "district": "64.09", "promulgated": date(2022, 1, 1),
    })  # fmt: skip
    book = national_book().overlay([row])
    if choice == "entah":
        with pytest.raises(ValueError, match="entah"):
            susulan.tidak_dijamin(book, DUE, "64.09")
    else:
        assert susulan.tidak_dijamin(book, DUE, "64.09") is (choice == "tidak dijamin")
    assert susulan.tidak_dijamin(book, DUE, "35.12") is False
