"""PDF files made to get past the check: what they carry, start, fetch or hide from one reader."""

from __future__ import annotations

import pytest

from upaya.exchange import pdf_walk
from upaya.exchange.pdf_walk import ACTIVE, BROKEN, CARRIES

PAGES = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"


def raw(
    *, root: bytes = b"", page: bytes = b"", more: dict[int, bytes] | None = None, start: int = 0
) -> bytes:
    """A document written by hand; `start` is added to where it says that its table begins."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R%s>>" % root,
        2: PAGES,
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]%s>>" % page,
        **(more or {}),
    }
    out, places = b"%PDF-1.7\n", {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        free = b"0000000000 65535 f \n"
        out += b"%010d 00000 n \n" % places[number] if number in places else free
    out += b"trailer\n<</Size %d/Root 1 0 R>>\n" % size
    return out + b"startxref\n%d\n%%%%EOF\n" % (table + start)


def note(subtype: bytes, more: bytes = b"") -> bytes:
    return b"/Annots[<</Type/Annot/Subtype/%s/Rect[0 0 1 1]%s>>]" % (subtype, more)


def click(action: bytes) -> bytes:
    return note(b"Link", b"/A<<%s>>" % action)


SCRIPT = b"<</S/JavaScript/JS(x)>>"
OPENS = b"/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next<<%s>>>>"
FETCHED = b"<</Length 0/F(file:///etc/passwd)/FFilter/FlateDecode>>stream\n\nendstream"
TWICE = b"/OpenAction[3 0 R/Fit]/OpenAction" + SCRIPT

HOSTILE = {
    "nama ditulis #61": (raw(root=b"/OpenAction<</S/J#61vaScript/J#53(x)>>"), ACTIVE),
    "skrip bernama": (
        raw(root=b"/Names<</JavaScript<</Names[(a)%s]>>>>" % SCRIPT),
        ACTIVE,
    ),
    "rantai setelah dibuka": (raw(root=OPENS % b"/S/URI/URI(http://contoh.example)"), ACTIVE),
    "rantai menjalankan": (raw(root=OPENS % b"/S/Launch/F(cmd)"), ACTIVE),
    "suara": (raw(page=note(b"Sound")), ACTIVE),
    "tiga dimensi": (raw(page=note(b"3D")), ACTIVE),
    "layar": (raw(page=note(b"Screen")), ACTIVE),
    "klik tiga dimensi": (raw(page=click(b"/S/GoTo3DView")), ACTIVE),
    "klik lain": (raw(page=click(b"/S/Trans")), ACTIVE),
    "klik ke berkas": (raw(page=click(b"/S/URI/URI(file:///c:/a.exe)")), ACTIVE),
    "klik skrip": (raw(page=click(b"/S/URI/URI(javascript:x)")), ACTIVE),
    "jenisnya di tempat lain": (
        raw(page=click(b"/S 7 0 R/Win<</F(cmd)>>"), more={7: b"/Launch"}),
        ACTIVE,
    ),
    "berkas terkait": (raw(root=b"/AF[<</Type/Filespec/F(a.exe)>>]"), CARRIES),
    "nama berkas": (raw(root=b"/X<</Type/Filespec/F(a.exe)>>"), CARRIES),
    "kumpulan": (raw(root=b"/Collection<</View/T>>"), CARRIES),
    "isi dari luar": (raw(page=b"/Contents 4 0 R", more={4: FETCHED}), CARRIES),
    "tak terjangkau": (raw(more={9: SCRIPT}), ACTIVE),
    "tabel yang salah": (raw(more={9: SCRIPT}, start=9), ACTIVE),
    "kunci ganda": (raw(root=TWICE), BROKEN),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_it_is_refused_for_what_it_is(case: str) -> None:
    data, words = HOSTILE[case]
    with pytest.raises(pdf_walk.PdfError) as refused:
        pdf_walk.check(data)
    assert str(refused.value) == words


@pytest.mark.parametrize(
    "data",
    [
        raw(),
        raw(root=b"/OpenAction[3 0 R/Fit]"),
        raw(root=b"/AcroForm<</Fields[]>>"),
        raw(page=click(b"/S/URI/URI(https://contoh.example)")),
        raw(page=click(b"/S/URI/URI(mailto:a@contoh.example)")),
        raw(page=click(b"/S/GoTo/D[3 0 R/Fit]")),
        raw(page=b"/Group<</S/Transparency/CS/DeviceRGB>>"),
    ],
)
def test_what_only_shows_passes(data: bytes) -> None:
    pdf_walk.check(data)
