"""A table of a paper on a page: what stands in a second line, and that nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from upaya.core.documents.content import Kolom, Tabel
from upaya.core.documents.halaman import TabelHalaman

WIDE = Tabel(
    "Kas",
    (
        Kolom("No", "angka"), Kolom("Komponen"), Kolom("Kode rekening"),
        Kolom("Jan", "rupiah", jumlah=True), Kolom("Jul", "rupiah", jumlah=True),
        Kolom("Jumlah", "rupiah", jumlah=True),
    ),
    (
        (1, "UKM <esensial>", "5.1.02", 1_000, 43_000_000, 43_001_000),
        (2, "Insentif", "-", 0, 500, 500),
    ),
)  # fmt: skip
FOLDS = {"No": "Komponen", "Kode rekening": "Komponen", "Jul": "Jan", "Tujuan": "Kegiatan"}


def _words(html: str) -> list[str]:
    return [one for one in re.sub(r"<[^>]+>", "\n", html).split("\n") if one]


def test_a_folded_column_stands_below_with_its_title_and_sums_too() -> None:
    page = TabelHalaman(WIDE, FOLDS)
    assert [one["label"] for one in page.columns] == ["Komponen", "Jan (Rp)", "Jumlah (Rp)"]
    first, second = page.body.split("\n")
    assert first == (
        '<tr><th scope="row">UKM &lt;esensial&gt;<small>No\xa01</small>'
        "<small>Kode rekening 5.1.02</small></th>"
        '<td data-label="Jan" class="num">1.000<small>Jul\xa043.000.000</small></td>'
        '<td data-label="Jumlah" class="num">43.001.000</td></tr>'
    )
    assert "Kode rekening" not in second, "what says nothing needs no line"
    assert _words(page.foot) == ["Jumlah", "1.000", "Jul\xa043.000.500", "43.001.500"]


@pytest.mark.parametrize("folds", [{}, {"Tujuan": "Kegiatan"}])
def test_without_folds_every_column_stands(folds: Mapping[str, str]) -> None:
    page = TabelHalaman(WIDE, folds)
    assert [one["key"] for one in page.columns] == [column.judul for column in WIDE.kolom]
    assert "<small>" not in page.body
    assert _words(page.foot)[0] == "Jumlah"


def test_a_table_without_rows_or_sums_has_no_foot() -> None:
    assert TabelHalaman(Tabel("Kas", WIDE.kolom, ()), {}).foot == ""
    assert TabelHalaman(Tabel("Nama", (Kolom("Nama"),), (("Ani",),)), {}).foot == ""
