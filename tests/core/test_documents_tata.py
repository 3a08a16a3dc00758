"""Signatures never stand alone on a page, on F4 and on A4, wherever a page happens to end."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from tests.factories.dokumen import TERBIT, make_isi, make_table
from upaya.core.documents import pdf
from upaya.core.documents.content import Bagian, Isi, Jumlah, Paragraf, Rincian, TandaTangan
from upaya.core.documents.ekor import lay_out
from upaya.core.documents.pdf import KERTAS, Kertas

MILLIMETRE = 72 / 25.4

COUNTS = {True: (9, 11, 15), False: (20, 23, 27)}
"""Rows of a list, by whether it lies across: from all on one page to some on the next."""


def sheets(isi: Isi, kertas: Kertas) -> list[str]:
    """The text of each page."""
    body = pdf.render(isi, TERBIT, kertas)
    return [page.extract_text() for page in PdfReader(io.BytesIO(body)).pages]


@pytest.mark.parametrize(("kertas", "width", "height"), [("f4", 215, 330), ("a4", 210, 297)])
def test_a_page_has_the_size_that_was_asked_for(kertas: Kertas, width: int, height: int) -> None:
    for flipped, wanted in ((False, (width, height)), (True, (height, width))):
        body = pdf.render(replace(make_isi(), mendatar=flipped), TERBIT, kertas)
        box = PdfReader(io.BytesIO(body)).pages[0].mediabox
        assert (round(float(box.width) / MILLIMETRE), round(float(box.height) / MILLIMETRE)) == (
            wanted
        )


@pytest.mark.parametrize("kertas", KERTAS)
@pytest.mark.parametrize("flipped", [True, False])
@pytest.mark.parametrize("ends", ["table", "sum", "lines"])
def test_the_last_rows_stand_with_the_signatures(
    kertas: Kertas, ends: str, *, flipped: bool
) -> None:
    """Numbers of rows around the end of a page: some of them end in an awkward place."""
    moved = 0
    for count in COUNTS[flipped]:
        parts: tuple[Bagian, ...] = (make_table(count),)
        if ends == "lines":
            parts = (*parts, Rincian((("Saldo awal", "Rp0"), ("Penerimaan", "Rp2.850.006"))))
        if ends != "table":
            parts = (*parts, Jumlah("Diterima", 2_850_006))
        found = sheets(replace(make_isi(*parts), mendatar=flipped), kertas)
        (page,) = [text for text in found if "Mengetahui," in text]
        assert f"Petugas Rekaan {count}\n" in page or f"Petugas Rekaan {count} " in page
        assert f"Petugas Rekaan {count - 2} " in page
        assert "Nama" in page  # the head of the table, on a new page too
        for n in range(1, count + 1):
            assert sum(text.count(f"{n} Petugas Rekaan {n} ") for text in found) == 1
        moved += len(found) > 1 and f"Petugas Rekaan {count - 3} " not in page
    assert moved  # the walk met a page on which they would have stood alone


@pytest.mark.parametrize("kertas", KERTAS)
@pytest.mark.parametrize(
    "last",
    [
        Paragraf("Demikian pernyataan ini dibuat."),
        Paragraf("Kalimat panjang sekali. " * 90 + "Demikian pernyataan ini dibuat."),
        Rincian(tuple((f"Isian {n}", "Demikian") for n in range(30))),
        Jumlah("Demikian", 5),
    ],
    ids=["sentence", "long", "list", "sum"],
)
def test_another_last_part_stands_with_them_too(kertas: Kertas, last: Bagian) -> None:
    for lines in range(32, 44, 2):
        filling = tuple(Paragraf(f"Baris {n}.") for n in range(lines))
        isi = replace(make_isi(*filling, last), mendatar=False)
        (page,) = [text for text in sheets(isi, kertas) if "Mengetahui," in text]
        assert "Demikian" in page


def test_very_long_notes_run_on_and_their_end_stays_with_the_signatures() -> None:
    notes = tuple(f"Catatan nomor {n} yang cukup panjang untuk satu baris." for n in range(60))
    for count in (1, 4, 7):
        isi = replace(make_isi(make_table(count)), catatan=notes)
        for kertas in KERTAS:
            found = sheets(isi, kertas)
            (page,) = [text for text in found if "Mengetahui," in text]
            assert "Catatan nomor 59" in page
            assert sum(text.count("Catatan nomor 7 ") for text in found) == 1


def test_without_signatures_nothing_is_held_together() -> None:
    isi = replace(make_isi(), tanda_tangan=())
    found = lay_out(isi)
    assert (found.badan, found.catatan, found.ekor) == (isi.bagian, isi.catatan, ())


def test_below_a_name_stand_grade_and_nip_and_an_open_place_has_dots() -> None:
    known = TandaTangan("Kepala", "dr. Rekaan, M.Kes.", "198001012005001001", "", "Pembina (IV/a)")
    (page,) = sheets(replace(make_isi(), tanda_tangan=(known, TandaTangan("Bendahara"))), "f4")
    assert "dr. Rekaan, M.Kes.\nPembina (IV/a)\nNIP 198001012005001001" in page
    assert page.count("NIP ") == 2
    assert "NIP ..." in page
