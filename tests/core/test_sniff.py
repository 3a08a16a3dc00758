from __future__ import annotations

import struct
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.core import (
    jpg_bytes,
    pdf_bytes,
    png_bytes,
    png_chunk,
    with_script,
    xlsx_bytes,
    zip_bytes,
)
from upaya.core import sniff
from upaya.exchange.xlsx_guard import OLD_FORMAT

TYPES = (
    b'<Types><Override PartName="/xl/workbook.xml" ContentType="application/'
    b'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
GOOD = {
    "pdf": pdf_bytes(),
    "jpg": jpg_bytes(),
    "png": png_bytes(),
    "xlsx": xlsx_bytes(),
}
WORKBOOK = {"[Content_Types].xml": TYPES, "xl/workbook.xml": b"<workbook/>"}


@pytest.mark.parametrize("kind", GOOD)
def test_a_good_file_is_known_by_its_content(kind: str) -> None:
    assert sniff.inspect(f"Berkas.{kind.upper()}", GOOD[kind]).kind == kind


def test_jpeg_is_a_jpg_and_a_phone_may_append_a_preview() -> None:
    assert sniff.inspect("foto.jpeg", jpg_bytes(after=b"SEFT pratinjau")).kind == "jpg"


@pytest.mark.parametrize("kind", GOOD)
@pytest.mark.parametrize("ending", GOOD)
def test_another_ending_than_the_content_is_refused(kind: str, ending: str) -> None:
    if kind == ending:
        return
    with pytest.raises(sniff.ContentError, match=f"berakhiran .{ending}"):
        sniff.inspect(f"berkas.{ending}", GOOD[kind])


@pytest.mark.parametrize("name", ["petugas.xls", "PETUGAS.XLS", "petugas.xlsx"])
def test_a_workbook_of_the_old_format_is_told_how_to_become_a_new_one(name: str) -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)
    with pytest.raises(sniff.ContentError) as refused:
        sniff.inspect(name, old)
    assert str(refused.value) == OLD_FORMAT
    with pytest.raises(sniff.ContentError, match="Hanya berkas PDF"):
        sniff.inspect("surat.doc", old)


def _bomb() -> bytes:
    return zip_bytes(WORKBOOK | {"xl/sheet.xml": b"\0" * (101 * 1024 * 1024)})


HOSTILE = {
    "kosong": ("a.pdf", b"", "kosong"),
    "terlalu besar": ("a.pdf", pdf_bytes() + b"0" * sniff.MAX_SIZE, "lebih dari 10 MB"),
    "program": ("a.exe", b"MZ\x90", "Hanya berkas PDF"),
    "tanpa akhiran": ("berkas", pdf_bytes(), "Hanya berkas PDF"),
    "akhiran ganda": ("a.pdf.html", pdf_bytes(), "Hanya berkas PDF"),
    "halaman web": ("a.pdf", b"<html><script>alert(1)</script>", "bukan PDF"),
    "svg": ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "bukan PNG"),
    "pdf tidak di depan": ("a.pdf", b"GIF89a" + pdf_bytes(), "bukan PDF"),
    "pdf terpotong": ("a.pdf", b"%PDF-1.7\n1 0 obj", "terpotong"),
    "pdf berprogram": ("a.pdf", pdf_bytes(with_script), "berisi program"),
    "pdf dan zip": ("a.pdf", pdf_bytes() + zip_bytes({"a": b"x"}) + b"%%EOF", "menyembunyikan"),
    "jpg dan zip": ("a.jpg", jpg_bytes(after=zip_bytes({"a": b"x"})), "menyembunyikan"),
    "jpg kepala saja": ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\0", "rusak"),
    "jpg panjang nol": ("a.jpg", b"\xff\xd8\xff\xe0\x00\x00\x00\x00", "rusak"),
    "jpg tanpa bingkai": ("a.jpg", b"\xff\xd8\xff\xda\x00\x02\xff\xd9", "rusak"),
    "jpg isi lain": ("a.jpg", b"\xff\xd8\xff<?php system($_GET[0]); ?>", "rusak"),
    "png terpotong": ("a.png", png_bytes()[:-6], "rusak"),
    "png diubah": ("a.png", png_bytes().replace(b"IDAT", b"IDAX"), "rusak"),
    "png diikuti isi": ("a.png", png_bytes() + b"<script>", "di belakang"),
    "png panjang bohong": (
        "a.png",
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 2**31) + b"IHDR",
        "rusak",
    ),
    "png bukan IHDR dulu": ("a.png", b"\x89PNG\r\n\x1a\n" + png_chunk(b"IEND", b""), "rusak"),
    "zip biasa": ("a.xlsx", zip_bytes({"a.txt": b"x"}), "bukan buku kerja"),
    "docx": (
        "a.xlsx",
        zip_bytes({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b""}),
        "bukan buku kerja",
    ),
    "makro": ("a.xlsx", zip_bytes(WORKBOOK | {"xl/vbaProject.bin": b"x"}), "makro"),
    "makro disebut": (
        "a.xlsx",
        zip_bytes(
            WORKBOOK | {"[Content_Types].xml": TYPES.replace(b"sheet.main", b"macroEnabled")}
        ),
        "makro",
    ),
    "keluar map": ("a.xlsx", zip_bytes(WORKBOOK | {"../../etc/passwd": b"x"}), "tidak wajar"),
    "bom": ("a.xlsx", _bomb(), "membengkak"),
    "banyak bagian": (
        "a.xlsx",
        zip_bytes(WORKBOOK | {f"xl/{n}.xml": b"" for n in range(1_001)}),
        "lebih dari 1000 bagian",
    ),
    "zip diikuti isi": ("a.xlsx", xlsx_bytes() + b"<script>", "rusak"),
    "zip terpotong": ("a.xlsx", xlsx_bytes()[:-30], "rusak"),
    "hanya tanda": ("a.xlsx", b"PK\x03\x04" + b"\0" * 40, "rusak"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_in_words(case: str) -> None:
    name, body, words = HOSTILE[case]
    with pytest.raises(sniff.ContentError, match=words):
        sniff.inspect(name, body)


def test_a_bomb_is_small_on_the_wire() -> None:
    assert len(_bomb()) < 200_000


def test_an_encrypted_workbook_is_refused() -> None:
    body = bytearray(zip_bytes(WORKBOOK))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        body[body.index(sign) + place] |= 1
    with pytest.raises(sniff.ContentError, match="sandi"):
        sniff.inspect("a.xlsx", bytes(body))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("surat tugas.pdf", "surat tugas.pdf"),
        (r"C:\Users\ani\surat.pdf", "surat.pdf"),
        ("../../etc/surat.pdf", "surat.pdf"),
        ("a\x00b\r\n.pdf", "ab .pdf"),
        ("gambar\u202efdp.png", "gambarfdp.png"),
        ('<b>"x"</b>.pdf', "b_.pdf"),
        ("...pdf", "pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("", "berkas"),
    ],
)
def test_a_name_is_safe_to_show(sent: str, kept: str) -> None:
    assert sniff.clean_name(sent) == kept


@given(st.text(max_size=400))
def test_every_name_becomes_a_short_visible_one(name: str) -> None:
    kept = sniff.clean_name(name)
    assert 0 < len(kept) <= sniff.NAME_LENGTH
    assert kept.isprintable()
    assert not set(kept) & set('/\\<>:"|?*')
    assert sniff.clean_name(kept) == kept


@given(st.sampled_from(sorted(GOOD)), st.data())
def test_damage_never_raises_anything_but_a_refusal(kind: str, data: st.DataObject) -> None:
    body = bytearray(GOOD[kind])
    for _ in range(data.draw(st.integers(1, 6))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(body)))
    for damaged in (bytes(body), bytes(body[:cut])):
        with suppress(sniff.ContentError):
            assert sniff.inspect(f"a.{kind}", damaged).kind == kind


def test_checksums_of_the_builder_are_right() -> None:
    assert zlib.crc32(b"IEND") == struct.unpack(">I", png_bytes()[-4:])[0]
