"""The agreement with a bank is written in words: no name of the code stands in its form."""

from __future__ import annotations

import re

import pytest

from upaya.exchange import bank_csv
from upaya.pembayaran.forms import FormatBankForm
from upaya.pembayaran.services.bank_format import changed, values

_CODE = re.compile(r"[a-z]+_[a-z]+")


@pytest.mark.parametrize("said", ["nama rekening", "nama_rekening", "Nama Rekening"])
def test_a_field_is_written_in_words_and_read_as_it_was_written_before(said: str) -> None:
    typed = FormatBankForm.initial_of(bank_csv.BAWAAN)
    assert not _CODE.search(" ".join(typed.values()))
    assert "Nama Rekening = nama rekening" in typed["keluar"]
    typed["keluar"] = typed["keluar"].replace("= nama rekening", f"= {said}")
    form = FormatBankForm(typed)
    assert form.is_valid(), form.errors
    assert form.layout == bank_csv.BAWAAN
    helps = [str(field.help_text) for field in form.fields.values()]
    assert not _CODE.search(" ".join(helps))


def test_what_changes_is_said_in_words_and_the_bank_s_own_heading_stays() -> None:
    before = values(bank_csv.BAWAAN, [])
    after = before | {"keluar": [*before["keluar"][:3], ["NAMA_PEMILIK", "nama_rekening"]]}
    old, new = changed(before, after)["keluar"]
    assert "Nama Rekening = nama rekening" in old
    assert new[-1] == "NAMA_PEMILIK = nama rekening"
