"""What a PDF may do beyond being read is found in its structure, however it is written."""

from __future__ import annotations

import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from tests.factories.core import pdf_bytes, with_script
from upaya.exchange import pdf_walk
from upaya.exchange.pdf_walk import ACTIVE, BROKEN, CARRIES, LOCKED


def said(data: bytes) -> str:
    with pytest.raises(pdf_walk.PdfError) as refused:
        pdf_walk.check(data)
    return str(refused.value)


def _action(kind: str, **more: str) -> DictionaryObject:
    words = {NameObject(f"/{key}"): TextStringObject(text) for key, text in more.items()}
    return DictionaryObject({NameObject("/S"): NameObject(f"/{kind}"), **words})


def _opening(kind: str, **more: str) -> bytes:
    def change(writer: PdfWriter) -> None:
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(_action(kind, **more))

    return pdf_bytes(change)


def _annotated(kind: str) -> bytes:
    def change(writer: PdfWriter) -> None:
        note = DictionaryObject(
            {NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject(kind)}
        )
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])

    return pdf_bytes(change)


def _hidden() -> bytes:
    """Catalog and action lie in a compressed stream of objects, where no search of bytes looks."""
    inner = [
        b"<</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        b"<</S/JavaScript/JS(x)>>",
    ]
    places = [sum(len(each) + 1 for each in inner[:number]) for number in range(len(inner))]
    index = b" ".join(b"%d %d" % (number + 1, place) for number, place in enumerate(places)) + b" "
    body = zlib.compress(index + b" ".join(inner))
    written = b"%PDF-1.7\n"
    held = len(written)
    written += (
        (
            b"5 0 obj<</Type/ObjStm/N 4/First %d/Filter/FlateDecode/Length %d>>stream\n"
            % (len(index), len(body))
        )
        + body
        + b"\nendstream endobj\n"
    )
    table = b"\0\0\0\xff" + b"".join(b"\2\0\5" + bytes([n]) for n in range(4))
    table += (
        b"\1" + held.to_bytes(2, "big") + b"\0" + b"\1" + len(written).to_bytes(2, "big") + b"\0"
    )
    start = len(written)
    written += (
        (b"6 0 obj<</Type/XRef/Size 7/W[1 2 1]/Root 1 0 R/Length %d>>stream\n" % len(table))
        + table
        + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF\n" % start
    )
    assert b"JavaScript" not in written
    return written


HOSTILE = {
    "skrip": (pdf_bytes(with_script), ACTIVE),
    "nama ditulis lain": (pdf_bytes(with_script).replace(b"/JavaScript", b"/J#61vaScript"), ACTIVE),
    "skrip tersembunyi": (_hidden(), ACTIVE),
    "menjalankan": (_opening("Launch", F="calc.exe"), ACTIVE),
    "mengirim": (_opening("SubmitForm", F="http://contoh.example"), ACTIVE),
    "saat dibuka": (_opening("Named", N="Print"), ACTIVE),
    "film": (_annotated("/RichMedia"), ACTIVE),
    "lampiran": (pdf_bytes(lambda w: w.add_attachment("a.exe", b"MZ")), CARRIES),
    "lampiran pada halaman": (_annotated("/FileAttachment"), CARRIES),
    "terkunci": (pdf_bytes(lambda w: w.encrypt("rahasia", algorithm="RC4-40")), LOCKED),
    "bukan pdf": (b"%PDF-1.7\nbukan\n%%EOF\n", BROKEN),
    "tanpa halaman": (b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>\n%%EOF\n", BROKEN),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_acts_or_carries_is_refused(name: str) -> None:
    data, words = HOSTILE[name]
    assert said(data) == words


def test_a_page_with_a_link_is_read() -> None:
    pdf_walk.check(pdf_bytes())
    pdf_walk.check(
        pdf_bytes(lambda w: w.add_annotation(0, Link(rect=(0, 0, 9, 9), url="https://a.id")))
    )
    pdf_walk.check(pdf_bytes(lambda w: w.add_outline_item("Isi", 0)))


@given(st.data())
def test_a_damaged_file_is_read_or_refused_but_never_breaks(data: st.DataObject) -> None:
    whole = bytearray(_SMALL)
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        pdf_walk.check(bytes(whole))
    except pdf_walk.PdfError as refused:
        assert str(refused)  # noqa: PT017 - reading may also succeed


_SMALL = pdf_bytes(lambda w: w.add_outline_item("Isi", 0))
assert len(PdfReader(io.BytesIO(_SMALL)).pages) == 1
