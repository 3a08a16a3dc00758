"""A PDF saved on top of itself keeps what it was: its older objects are looked at too."""

from __future__ import annotations

import zlib

import pytest

from tests.exchange.test_pdf_hostile import PAGES, SCRIPT, raw
from upaya.exchange import pdf_walk
from upaya.exchange.pdf_walk import ACTIVE, CARRIES

PLAIN = b"<</Type/Catalog/Pages 2 0 R>>"


def saved_again(first: bytes, objects: dict[int, bytes], *, free: tuple[int, ...] = ()) -> bytes:
    """`first` with an incremental update that writes `objects` anew and drops `free`."""
    before = int(first.rpartition(b"startxref\n")[2].split()[0])
    out, places = first, {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    for number in free:
        out += b"%d 1\n0000000000 00001 f \n" % number
    out += b"trailer\n<</Size 12/Root 1 0 R/Prev %d>>\n" % before
    return out + b"startxref\n%d\n%%%%EOF\n" % table


def packed(*inner: bytes) -> bytes:
    """A stream of objects, numbered from 5 on."""
    head, body = b"", b""
    for number, one in enumerate(inner, start=5):
        head += b"%d %d " % (number, len(body))
        body += one + b" "
    data = zlib.compress(head + body)
    words = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>"
    return words % (len(inner), len(head), len(data)) + b"stream\n" + data + b"\nendstream"


CASES = {
    "katalog lama menjalankan skrip": (
        saved_again(raw(root=b"/OpenAction 4 0 R", more={4: SCRIPT}), {1: PLAIN, 4: b"null"}),
        ACTIVE,
    ),
    "tindakan di dalam katalog lama": (
        saved_again(raw(root=b"/OpenAction" + SCRIPT), {1: PLAIN}),
        ACTIVE,
    ),
    "nama lama ditulis #61": (
        saved_again(raw(root=b"/OpenAction<</S/J#61vaScript/J#53(x)>>"), {1: PLAIN}),
        ACTIVE,
    ),
    "dihapus dari tabel": (saved_again(raw(more={4: SCRIPT}), {1: PLAIN}, free=(4,)), ACTIVE),
    "berkas yang dulu dibawa": (
        saved_again(raw(root=b"/AF[<</Type/Filespec/F(a.exe)>>]"), {1: PLAIN}),
        CARRIES,
    ),
    "klik lama ke program": (
        saved_again(
            raw(page=b"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 1 1]/A<</S/Named/N/Print>>>>]"),
            {3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"},
        ),
        ACTIVE,
    ),
    "dalam aliran objek lama": (
        saved_again(raw(more={9: packed(b"<</A 1>>", SCRIPT)}), {9: b"null"}),
        ACTIVE,
    ),
    "dua kali disimpan": (
        saved_again(saved_again(raw(root=b"/OpenAction" + SCRIPT), {1: PLAIN}), {2: PAGES}),
        ACTIVE,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_an_earlier_save_left_is_refused(case: str) -> None:
    data, words = CASES[case]
    with pytest.raises(pdf_walk.PdfError) as refused:
        pdf_walk.check(data)
    assert str(refused.value) == words


def test_a_plain_document_saved_again_is_read() -> None:
    """Also one whose text speaks of objects: "5 0 obj" in a page is no object."""
    text = b"BT (5 0 obj <</S/Sampul>> ) Tj ET"
    shown = b"<</Length %d>>stream\n%s\nendstream" % (len(text), text)
    first = raw(page=b"/Contents 4 0 R", more={4: shown, 9: packed(b"<</A 1>>", b"[1 2]")})
    again = saved_again(first, {3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 8 8]>>"})
    pdf_walk.check(saved_again(again, {1: PLAIN}, free=(9,)))
