"""Content: what may stand in a table, what changes the fingerprint, amounts in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.dokumen import make_isi, make_table
from upaya.core.documents import naskah
from upaya.core.documents.content import (
    Jumlah,
    Kolom,
    Paragraf,
    Rincian,
    Sel,
    Subjudul,
    Tabel,
    TandaTangan,
    canonical,
    holds_accounts,
    masked,
    short,
    sidik,
    terbilang,
    written,
)


def test_equal_content_has_one_fingerprint() -> None:
    assert sidik(make_isi()) == sidik(make_isi())
    assert len(sidik(make_isi())) == 64


def test_every_change_of_content_changes_it() -> None:
    isi = make_isi()
    changed = [
        replace(isi, judul="Lain"),
        replace(isi, total=None),
        replace(isi, tempat=""),
        replace(isi, mendatar=False),
        replace(isi, catatan=()),
        replace(isi, bagian=(make_table(2),)),
        replace(isi, bagian=(Paragraf("sama"),)),
        replace(isi, bagian=(Subjudul("sama"),)),
    ]
    assert len({sidik(one) for one in (isi, *changed)}) == len(changed) + 1


def test_another_signatory_changes_nothing_that_is_signed() -> None:
    isi = make_isi()
    other = replace(isi, tanda_tangan=(TandaTangan("Kepala Puskesmas", "dr. Penerus Rekaan"),))
    assert sidik(other) == sidik(isi)


def test_what_is_kept_word_for_word_comes_back_word_for_word() -> None:
    table = Tabel(
        "T",
        (Kolom("Indeks", "desimal"), Kolom("Hari", "tanggal"), Kolom("Paraf", "tanda_tangan")),
        ((Decimal("0.10"), date(2022, 8, 1), None), (3, None, None)),
    )
    parts = (
        Rincian((("Bulan", "Agustus"),)), table, Jumlah("Rp", 5), Subjudul("S"), Paragraf("P", 2),
    )  # fmt: skip
    isi = replace(make_isi(*parts), kepada=("Kepala Dinas",))
    assert naskah.read(naskah.write(isi)) == isi
    assert sidik(naskah.read(naskah.write(isi))) == sidik(isi)


def test_masked_accounts_keep_their_last_digits() -> None:
    table = Tabel("T", (Kolom("Nomor", "rekening"),), (("0012345678",),))
    isi = make_isi(table)
    assert holds_accounts(isi)
    hidden = masked(isi)
    assert "0012345678" not in str(hidden)
    assert "••••••5678" in str(hidden)
    assert hidden.catatan[-1].startswith("Nomor rekening pada salinan ini")
    assert masked(make_isi()) == make_isi()
    assert not holds_accounts(make_isi())


def test_canonical_text_is_ascii_and_has_no_floats() -> None:
    table = Tabel("T", (Kolom("Indeks", "desimal"),), ((Decimal("0.10"),),))
    assert '"0.1"' in canonical(make_isi(table))
    assert canonical(make_isi(Paragraf("•"))).isascii()


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("rupiah", "1000"),
        ("rupiah", True),
        ("rupiah", Decimal(1)),
        ("angka", 1.5),
        ("teks", 1),
        ("tanggal", "1 Agustus 2022"),
        ("tanda_tangan", "sudah"),
    ],
)
def test_a_cell_of_another_kind_is_refused(kind: str, cell: Sel) -> None:
    with pytest.raises(ValueError, match="baris 1, Kolom"):
        Tabel("T", (Kolom("Kolom", kind),), ((cell,),))  # type: ignore[arg-type]


def test_a_row_of_another_length_and_a_sum_of_words_are_refused() -> None:
    with pytest.raises(ValueError, match="2 sel"):
        Tabel("T", (Kolom("A"),), (("a", "b"),))
    with pytest.raises(ValueError, match="tidak dapat dijumlah"):
        Tabel("T", (Kolom("A", jumlah=True),), ())


@given(st.lists(st.none() | st.integers(-(10**15), 10**15)))
def test_sums_are_exact(amounts: list[int | None]) -> None:
    table = Tabel(
        "T", (Kolom("A"), Kolom("B", "rupiah", jumlah=True)), tuple(("", a) for a in amounts)
    )
    assert table.jumlah == {1: sum(a or 0 for a in amounts)}


def test_only_named_columns_are_added_up() -> None:
    assert make_table(2).jumlah == {3: 2_000_003, 4: 100_000, 5: 1_900_003}


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Nol rupiah"),
        (1_000, "Seribu rupiah"),
        (1_100, "Seribu seratus rupiah"),
        (11, "Sebelas rupiah"),
        (1_000_000, "Satu juta rupiah"),
        (66_369_000, "Enam puluh enam juta tiga ratus enam puluh sembilan ribu rupiah"),
        (
            1_135_529_370,
            (
                "Satu miliar seratus tiga puluh lima juta lima ratus dua puluh sembilan ribu tiga "
                "ratus tujuh puluh rupiah"
            ),
        ),
    ],
)
def test_amounts_in_words(amount: int, words: str) -> None:
    assert terbilang(amount) == words


def test_cells_and_fingerprints_as_people_read_them() -> None:
    assert written(1_234_567) == "1.234.567"
    assert written(Decimal("0.075")) == "0,075"
    assert written(None) == ""
    assert short("1a2b3c4d5e6f7a8b9999") == "1a2b 3c4d 5e6f 7a8b"
    assert Kolom("Bruto", "rupiah").kepala == "Bruto (Rp)"
