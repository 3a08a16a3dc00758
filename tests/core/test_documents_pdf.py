"""PDF: archival, tagged, the same bytes each time, and no text is ever taken for markup."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.dokumen import KOP, TERBIT, make_isi, make_table
from upaya.core.documents import pdf
from upaya.core.documents.content import (
    Isi,
    Jumlah,
    Kolom,
    Paragraf,
    Rincian,
    Subjudul,
    Tabel,
    TandaTangan,
)


def pages(body: bytes) -> int:
    """Pages as the file counts them."""
    text = b"".join(streams(body)) + body
    return len(re.findall(rb"/Type\s*/Page\b", text))


def streams(body: bytes) -> list[bytes]:
    """The compressed parts of a PDF, opened."""
    found = []
    for match in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", body, re.DOTALL):
        try:
            found.append(zlib.decompress(match[1]))
        except zlib.error:
            continue
    return found


def all_of_it() -> Isi:
    """Every kind of part and of cell."""
    table = Tabel(
        "Segala kolom",
        (
            Kolom("Angka", "angka", 1, jumlah=True),
            Kolom("Teks"),
            Kolom("Indeks", "desimal", 1),
            Kolom("Hari", "tanggal"),
            Kolom("Rupiah", "rupiah", jumlah=True),
            Kolom("Paraf", "tanda_tangan"),
        ),
        (
            (1, "satu", Decimal("0.075"), date(2022, 8, 1), 66_369_000, None),
            (None, "", None, None, None, None),
        ),
    )
    return Isi(
        jenis="contoh",
        kode="CONTOH",
        judul="Dokumen Contoh",
        kop=replace(KOP, alamat=("Kecamatan Panji",)),
        bagian=(
            Subjudul("Bagian satu"),
            Paragraf("Kalimat biasa."),
            Paragraf("Butir.", nomor=1),
            Rincian((("Bulan", "Agustus 2022"), ("Kosong", ""))),
            table,
            Tabel("Tanpa baris", (Kolom("A"),), (), kosong="Belum ada petugas."),
            Jumlah("Jumlah", 0),
        ),
        kepada=("Kepala Dinas", "di Situbondo"),
        tempat="Situbondo",
        tanda_tangan=tuple(TandaTangan(f"Peran {n}", "Nama", "•••• 12") for n in range(5)),
        catatan=("Catatan.",),
    )


def test_it_is_an_archival_tagged_pdf() -> None:
    body = pdf.render(all_of_it(), TERBIT)
    assert body.startswith(b"%PDF-1.7")
    assert re.search(rb"<pdfaid:part>2</pdfaid:part>", body)
    assert re.search(rb"<pdfaid:conformance>B</pdfaid:conformance>", body)
    assert re.search(rb"<pdfuaid:part>1</pdfuaid:part>", body)
    assert b"StructTreeRoot" in body
    assert re.search(rb"/MarkInfo\s*<<\s*/Marked true", body)
    assert re.search(rb"/Lang\s*\(id", body)
    assert b"Dokumen Contoh 007/INS-DPK" in body
    assert b"2022-11-03" in body


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_any_number_of_signatures_has_its_place(count: int) -> None:
    signed = replace(all_of_it(), tanda_tangan=all_of_it().tanda_tangan[:count])
    assert pdf.render(signed, TERBIT) != pdf.render(all_of_it(), TERBIT)


def test_equal_content_gives_equal_bytes() -> None:
    assert pdf.render(all_of_it(), TERBIT) == pdf.render(all_of_it(), TERBIT)
    other = replace(TERBIT, nomor="008/INS-DPK/PUSKESMAS-PANJI/XI/2022")
    assert pdf.render(all_of_it(), TERBIT) != pdf.render(all_of_it(), other)


def test_sixty_officers_run_over_pages_that_are_counted() -> None:
    body = pdf.render(make_isi(make_table(60)), TERBIT)
    assert pages(body) == len(pdf.pictures(make_isi(make_table(60)), TERBIT, ppi=20)) > 1
    assert pages(pdf.render(make_isi(make_table(3)), TERBIT)) == 1


MARKUP = [
    '#read("/etc/passwd")',
    "*tebal* _miring_ $x^2$ `kode`",
    "= Judul\n\n- butir",
    '"); panic("x',
    "<label> @acuan ~ \\ // komentar /* */",
    '#import "@preview/x:1.0.0": *',
    "{{ x }} [isi] #[isi]",
]


@pytest.mark.parametrize("text", MARKUP)
def test_what_looks_like_markup_is_printed_as_it_stands(text: str) -> None:
    """Evaluated it would fail or vanish; as letters it has the width of its letters."""
    plain = " ".join(text.split())
    assert pdf.clean(text).replace("\u200b", "") == plain
    assert _drawn(text) == _drawn(plain)
    assert _drawn(text) != _drawn("")
    # An apostrophe of the same length differs: the letters themselves are drawn.
    assert _drawn(text) != _drawn("x" * len(plain))


def _drawn(text: str) -> list[bytes]:
    return pdf.pictures(make_isi(Paragraf(text), Rincian(((text, text),))), TERBIT, ppi=40)


@pytest.mark.parametrize("name", ["dokumen", "kartu"])
def test_the_template_opens_no_file_and_asks_no_package(name: str) -> None:
    source = pdf._template(name).decode()
    assert not re.search(
        r"\b(read|import|include|eval|csv|yaml|toml|xml|plugin)\b\s*\(?[\"(]", source
    )
    assert re.findall(r"json\((.*)\)", source) == ["bytes(sys.inputs.dokumen)"]


@pytest.mark.parametrize(
    "text", ["漢字", "😀 senang", "ꦲꦏ", "\x00\x07", "\u202e000.1", "\ud800", "\ue000"]
)
def test_letters_that_no_font_has_do_not_stop_the_document(text: str) -> None:
    assert pdf.render(make_isi(Paragraf(f"Nama {text} akhir")), TERBIT).startswith(b"%PDF")


def test_what_would_turn_letters_around_is_dropped() -> None:
    assert pdf.clean("Rp\u202e000.1\u2066\x07") == "Rp000.1"
    assert pdf.clean(" a\n\tb\u00a0c ") == "a b c"


def test_a_word_longer_than_its_cell_is_broken() -> None:
    word = "W" * 200
    assert pdf.clean(word).replace("\u200b", "") == word
    wide = pdf.pictures(make_isi(make_table(1, name=word)), TERBIT, ppi=30)
    assert wide != pdf.pictures(make_isi(make_table(1)), TERBIT, ppi=30)


def test_the_qr_leads_to_the_check_with_the_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = pdf.qr_svg

    def draw(text: str) -> str:
        asked.append(text)
        return real(text)

    monkeypatch.setattr(pdf, "qr_svg", draw)
    pdf.render(make_isi(), TERBIT)
    assert asked == ["https://upaya.example/periksa/abcd2345efgh6789/?s=1a2b3c4d5e6f7a8b"]
    assert real(asked[0]).startswith("<svg")


@pytest.mark.budget(5, "a hundred papers are drawn")
@given(st.lists(st.text(max_size=60), min_size=4, max_size=4))
def test_whatever_people_type_becomes_a_document(words: list[str]) -> None:
    isi = make_isi(
        Paragraf(words[0]), Rincian(((words[1], words[2]),)), make_table(1, name=words[3])
    )
    assert pdf.render(isi, TERBIT).startswith(b"%PDF")
