"""The archive around a workbook: nothing before, behind or outside of it, wherever it is read."""

from __future__ import annotations

import pytest

from tests.factories.core import xlsx_bytes, zip_bytes
from upaya.core import sniff
from upaya.exchange import xlsx_guard
from upaya.exchange.xlsx_guard import Limits, XlsxError

TYPES = b"<Types><Override ContentType='x.spreadsheetml.sheet.main+xml'/></Types>"
WORKBOOK = {"[Content_Types].xml": TYPES, "xl/workbook.xml": b"<workbook/>"}
HOSTILE = {
    "isi di belakang": xlsx_bytes() + b"<script>",
    "isi di depan": b"PK\x03\x04" + b"\0" * 60 + xlsx_bytes(),
    "keluar map": zip_bytes(WORKBOOK | {"../../etc/passwd": b"x"}),
    "keluar map di Windows": zip_bytes(WORKBOOK | {"..\\a.xml": b"<a/>"}),
    "templat": zip_bytes(WORKBOOK | {"[Content_Types].xml": TYPES.replace(b"sheet.", b"tpl.")}),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_the_reader_refuses_what_is_not_kept(case: str) -> None:
    """One guard for both: what a page keeps, and what is read into a month or a list."""
    with pytest.raises(XlsxError) as read:
        xlsx_guard.check(HOSTILE[case], Limits())
    with pytest.raises(sniff.ContentError) as kept:
        sniff.inspect("a.xlsx", HOSTILE[case])
    assert str(read.value) == str(kept.value)


def test_a_whole_workbook_passes_both() -> None:
    assert xlsx_guard.check(xlsx_bytes(), Limits()).data
    assert sniff.inspect("a.xlsx", xlsx_bytes()).kind == "xlsx"
