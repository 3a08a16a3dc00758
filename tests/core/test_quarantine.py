"""What kills its reader kills a child, once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.exchange.killers import dies, eats, everything, refuses, writes
from upaya.core import quarantine, sniff
from upaya.core.models import Karantina
from upaya.exchange import isolated
from upaya.exchange.xlsx_reader import KILLED, XlsxError, read_sheet
from upaya.exchange.xlsx_writer import table_bytes

BOOK = table_bytes(["Nama", "Hari"], [["Ani", date(2022, 8, 31)]], "Uji")


@pytest.fixture
def as_in_production() -> Iterator[None]:
    isolated.use(quarantine.run)
    yield
    isolated.use(isolated.direct)


@pytest.fixture(autouse=True)
def with_our_own_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "_PATHS", (str(Path.cwd()),))


def test_values_come_back_as_they_were() -> None:
    assert isolated.call(everything, b"") == everything(b"")


def test_a_refusal_keeps_its_words() -> None:
    with pytest.raises(isolated.RefusedError, match="Tidak boleh"):
        isolated.call(refuses, b"")


@pytest.mark.parametrize("function", [eats, dies, writes])
def test_who_wants_too_much_dies_alone(function: isolated.Function) -> None:
    with pytest.raises(isolated.KilledError):
        isolated.call(function, b"")


@pytest.mark.django_db
def test_a_workbook_and_a_pdf_are_read_in_a_child(as_in_production: None) -> None:
    assert read_sheet(BOOK).rows[1][1].value == date(2022, 8, 31)
    with pytest.raises(sniff.ContentError, match="rusak"):
        sniff.inspect("surat.pdf", b"%PDF-1.7\nbukan\n%%EOF\n")
    assert not Karantina.objects.exists()


@pytest.mark.django_db
def test_what_killed_once_is_not_read_again(
    as_in_production: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def killed(*words: object) -> None:
        asked.append(words)
        raise isolated.KilledError("memori habis")

    monkeypatch.setattr(isolated, "call", killed)
    for _ in range(2):
        with pytest.raises(XlsxError) as refused:
            read_sheet(BOOK)
        assert str(refused.value) == KILLED
    assert len(asked) == 1
    assert Karantina.objects.count() == 1
