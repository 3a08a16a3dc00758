"""Limits that claims share, a person's cuts and batches: to the rupiah, whatever comes."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.claimed import changed, clean
from upaya.exchange.jamkesda import klaim_json
from upaya.rules.jamkesda.alasan import ALASAN, OLEH_VERIFIKATOR, PADA_BATAS
from upaya.rules.jamkesda.batas import KODE, NAMA, SURAT, Sisa, batasi
from upaya.rules.jamkesda.compute import Hasil
from upaya.rules.jamkesda.klaim import Masa
from upaya.rules.jamkesda.kumpulan import LEBIH_TUA, KlaimDisetujui, penghalang, susun, utang
from upaya.rules.jamkesda.verifikasi import SARAN, Pemotongan, cacat, potong, saran
from upaya.rules.loader import national_book

BOOK = national_book()


def judged(*changes: tuple[str, object]) -> Hasil:
    """A claim of two lines, 200.000 and 100.000, judged by the same checks as the command."""
    found = klaim_json.check(json.dumps(changed(*changes) if changes else clean()).encode(), BOOK)
    assert found.galat == ()
    return found.klaim[0][1]


CLEAN = judged()


def exact(hasil: Hasil) -> None:
    """What has to hold of every claim, whoever cut it."""
    for row in hasil.baris:
        assert row.diminta == row.disetujui + sum(one.jumlah for one in row.potongan)
        assert 0 <= row.disetujui <= row.diminta
        assert all(one.jumlah > 0 and one.kode in ALASAN for one in row.potongan)
    assert hasil.disetujui == sum(row.disetujui for row in hasil.baris)
    assert {one.kode for row in hasil.baris for one in row.potongan} <= set(hasil.kode)


# ------------------------------------------------------------------ the book of limits
LIMITS = st.lists(
    st.builds(Sisa, st.sampled_from(list(KODE)), st.integers(0, 400_000)),
    unique_by=lambda one: one.jenis,
)


@given(LIMITS)
def test_a_claim_stays_within_every_limit_and_takes_all_that_is_left(limits: list[Sisa]) -> None:
    found = batasi(CLEAN, limits)
    exact(found)
    assert found.disetujui == min([300_000, *(one.sisa for one in limits)])
    assert batasi(CLEAN, reversed(limits)) == found
    assert batasi(found, limits) == found


def test_a_limit_cuts_from_the_last_line_and_says_its_code() -> None:
    found = batasi(CLEAN, [Sisa("keluarga", 150_000), Sisa("peserta", 250_000)])
    assert [[(one.kode, one.jumlah) for one in row.potongan] for row in found.baris] == [
        [("L03", 50_000)],
        [("L02", 50_000), ("L03", 50_000)],
    ]
    assert (found.kode, found.putusan) == (["L02", "L03"], "dipotong")
    assert "Rp150.000" in found.temuan[-1].kalimat
    assert batasi(CLEAN, [Sisa("episode", 0)]).putusan == "ditolak"


def test_the_letter_in_the_book_cuts_like_the_letter_in_the_command() -> None:
    offline = judged(("surat.terpakai", 100_000))
    assert batasi(CLEAN, [Sisa(SURAT, 200_000)]).disetujui == offline.disetujui == 200_000
    assert offline.kode == ["P06"]


def test_every_limit_has_a_code_and_a_name() -> None:
    assert KODE.keys() == NAMA.keys()
    assert {one.kode for one in PADA_BATAS} == set(KODE.values()) - {"P06"}


def test_a_book_that_was_broken_before_is_not_used() -> None:
    with pytest.raises(ValueError, match="buku batas peserta"):
        batasi(CLEAN, [Sisa("peserta", -1)])


@given(st.lists(st.integers(1, 90_000), max_size=12))
def test_claims_one_after_another_never_use_more_than_the_limit(asked: list[int]) -> None:
    left = 200_000
    for amount in asked:
        one = judged_small(amount)
        found = batasi(one, [Sisa("peserta", left)])
        left -= found.disetujui
        assert left >= 0
    assert left == max(0, 200_000 - sum(asked))


def judged_small(amount: int) -> Hasil:
    """A claim of one line of so much."""
    row = CLEAN.baris[0]._replace(diminta=amount, potongan=())
    return CLEAN._replace(baris=(row,), diminta=amount, disetujui=amount)


# ------------------------------------------------------------------ a person's word
@given(
    st.lists(
        st.builds(
            Pemotongan,
            st.sampled_from([1, 2, 3]),
            st.sampled_from(["V01", "V02", "V03", "P01", "X"]),
            st.integers(-1, 250_000),
            st.sampled_from(["Resume tidak menyebut tindakan ini.", "pendek"]),
        ),
        max_size=4,
    )
)
def test_a_persons_cuts_are_exact_or_refused_as_a_whole(cuts: list[Pemotongan]) -> None:
    if cacat(CLEAN, cuts):
        with pytest.raises(ValueError, match=r"\."):
            potong(CLEAN, cuts)
        return
    found = potong(CLEAN, cuts)
    exact(found)
    assert found.disetujui == 300_000 - sum(one.jumlah for one in cuts)
    assert {one.kode for one in cuts} == set(found.kode)


@pytest.mark.parametrize(
    ("cut", "said"),
    [
        (Pemotongan(9, "V01", 1, "Tidak ada buktinya."), "tidak mempunyai baris 9"),
        (Pemotongan(1, "T02", 1, "Tidak ada buktinya."), "Pilih kode V01, V02, V03"),
        (Pemotongan(1, "V01", 0, "Tidak ada buktinya."), "di atas nol"),
        (Pemotongan(1, "V01", 200_001, "Tidak ada buktinya."), "tersisa Rp200.000"),
        (Pemotongan(1, "V01", 1, "   -      "), "satu kalimat"),
    ],
)
def test_what_is_wrong_with_a_cut_is_said_at_its_place(cut: Pemotongan, said: str) -> None:
    good = Pemotongan(2, "V03", 100_000, "Sudah termasuk paket rawat inap.")
    ((place, sentence),) = cacat(CLEAN, [good, cut])
    assert place == 1
    assert said in sentence


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ((), "terima"),
        ((("klaim.lampiran", []),), "kembalikan"),
        ((("perjanjian.hari_klaim", 6),), "kembalikan"),
        ((("perjanjian.hari_klaim", 6), ("surat", None)), "tolak"),
        ((("surat", None),), "tolak"),
        ((("klaim.baris.0.harga", 60_000),), "periksa"),
        ((("klaim.diagnosis", ["X"]),), "periksa"),
    ],
)
def test_what_can_be_mended_goes_back_and_is_not_refused(
    changes: tuple[tuple[str, object], ...], wanted: str
) -> None:
    assert saran(judged(*changes)) == wanted
    assert SARAN[saran(judged(*changes))].endswith(".")


def test_a_cut_to_nothing_refuses_the_claim_with_a_persons_code() -> None:
    cuts = [Pemotongan(1, "V01", 200_000, "Tidak ada buktinya."),
            Pemotongan(2, "V02", 100_000, "Tidak sesuai diagnosisnya.")]  # fmt: skip
    found = potong(CLEAN, cuts)
    assert (found.putusan, found.kode) == ("ditolak", ["V01", "V02"])
    assert {one.kode for one in OLEH_VERIFIKATOR} == {"V01", "V02", "V03"}


# ------------------------------------------------------------------ batches and debts
MARET = Masa(date(2026, 3, 1), date(2026, 3, 31))
CLAIMS = st.lists(
    st.builds(
        KlaimDisetujui,
        st.integers(1, 10**6).map(str),
        st.sampled_from(["RS1", "RS2", "PKM3"]),
        st.dates(date(2025, 11, 1), date(2026, 4, 30)),
        st.integers(0, 10**9),
    ),
    unique_by=lambda one: one.id,
)


@given(CLAIMS, st.randoms())
def test_a_batch_holds_each_claim_of_its_period_once_and_none_of_zero(
    claims: list[KlaimDisetujui], chance: object
) -> None:
    batch = susun(claims, MARET, 10**9)
    inside = [one for one in claims if MARET.memuat(one.keluar)]
    assert sorted(name for part in batch.bagian for name in part.klaim) == sorted(
        one.id for one in inside if one.disetujui
    )
    assert sorted(batch.nihil) == sorted(one.id for one in inside if not one.disetujui)
    assert batch.total == sum(one.disetujui for one in inside)
    assert batch.sisa == 10**9 - batch.total
    shuffled = list(claims)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert susun(shuffled, MARET, 10**9) == batch


def test_a_batch_is_not_closed_twice_nor_above_the_ceiling_nor_empty() -> None:
    one = KlaimDisetujui("K1", "RS1", date(2026, 3, 31), 100)
    assert penghalang(susun([one], MARET, 100), []) == []
    assert "Rp1 di atas sisa pagu" in penghalang(susun([one], MARET, 99), [])[0]
    assert "pembalikan" in penghalang(susun([one], MARET, 100), [MARET])[0]
    assert "Tidak ada klaim" in penghalang(susun([one._replace(disetujui=0)], MARET, 100), [])[0]


@pytest.mark.parametrize(
    ("claims", "period"),
    [
        ([KlaimDisetujui("K1", "RS1", date(2026, 3, 1), 1)] * 2, MARET),
        ([KlaimDisetujui("K1", "RS1", date(2026, 3, 1), -1)], MARET),
        ([], Masa(MARET.sampai, MARET.mulai)),
    ],
    ids=["twice", "below zero", "out of order"],
)
def test_a_batch_that_makes_no_sense_is_refused(claims: list[KlaimDisetujui], period: Masa) -> None:
    with pytest.raises(ValueError, match=r"dua kali|sebelum"):
        susun(claims, period, 100)


@given(CLAIMS)
def test_debts_are_all_there_by_age_and_those_of_last_year_are_carried(
    claims: list[KlaimDisetujui],
) -> None:
    today = date(2026, 4, 15)
    found = utang(claims, today)
    due = [one for one in claims if one.keluar <= today]
    assert sum(one.jumlah for one in found) == sum(one.disetujui for one in due)
    assert sum(one.tahun_lalu for one in found) == sum(
        one.disetujui for one in due if one.keluar.year < today.year
    )


@pytest.mark.parametrize(
    ("days", "age"),
    [(0, "0 sampai 30 hari"), (30, "0 sampai 30 hari"), (31, "31 sampai 60 hari"),
     (90, "61 sampai 90 hari"), (91, LEBIH_TUA)],
)  # fmt: skip
def test_the_edges_of_an_age_belong_to_the_younger_one(days: int, age: str) -> None:
    today = date(2026, 12, 31)
    claim = KlaimDisetujui("K1", "RS1", today - timedelta(days), 7)
    (found,) = utang([claim], today)
    assert [name for name, amount in found.umur.items() if amount] == [age]
