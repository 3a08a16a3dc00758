"""The working shows how each number came about, and shows the numbers of the result itself."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given

from tests.rules.months import FULL, OPTIONS, month, months, officer
from upaya.rules.calculation_steps import Step, Working, about
from upaya.rules.insentif.compute import PELAYANAN, Bulan, Opsi, Pelayanan, compute_month
from upaya.rules.insentif.explain import explain_month
from upaya.rules.insentif.explain_officer import explain_officer, explain_officers
from upaya.rules.loader import national_book
from upaya.rules.period import Period

BOOK = national_book()
PERBUP = "Perbup Situbondo 9/2022 sebagaimana diubah dengan Perbup Situbondo 79/2022"


def named(working: Working, name: str) -> Step:
    return next(step for step in working.langkah if step.nama == name)


def test_the_steps_of_a_month_in_order() -> None:
    bulan = month()
    working = explain_month(bulan, compute_month(bulan, BOOK))
    assert working.judul == "Insentif UKM Puskesmas Sumbermalang, Agustus 2022"
    assert [step.nama for step in working.langkah] == [
        "Capaian SPM",
        "Indeks kinerja SPM hasil hitungan",
        "Indeks kinerja SPM",
        "Indeks kesulitan wilayah",
        "Indeks beban kerja",
        "Jumlah indeks",
        "Insentif dasar",
        "Insentif disesuaikan",
        "Batas insentif bulan ini",
        "Insentif bulan ini",
        "Pembagian lapangan dan manajemen",
        "Jumlah poin lapangan",
        "Jumlah poin manajemen",
    ]
    base = named(working, "Insentif dasar")
    assert base.rumus == "7,5% x Rp50.000.000"
    assert (base.nilai, base.eksak) == ("Rp3.750.000", "3750000")
    assert base.asal == "asumsi"  # absorption without the incentive
    assert (f"{PERBUP}, Pasal 11A ayat (1) dan ayat (5)", "praktik") in base.dasar
    adjusted = named(working, "Insentif disesuaikan")
    assert adjusted.rumus == "Rp3.750.000 x (1 + 0,70)"
    split = named(working, "Pembagian lapangan dan manajemen")
    assert split.dasar == ((f"{PERBUP}, Pasal 11A ayat (5)", "teks"),)
    assert split.asal == "asumsi"  # the rule is printed, the amount rests on what is not
    assert split.nilai == "Rp5.418.750 dan Rp956.250"


def test_the_twelve_services_and_their_share_are_inputs() -> None:
    services = FULL | {"hiv": Pelayanan(3, 1), "balita": Pelayanan(0, 4)}
    bulan = month(pelayanan=services)
    step = named(explain_month(bulan, compute_month(bulan, BOOK)), "Capaian SPM")
    shown = dict(step.masukan)
    assert len([text for text in shown.values() if " dari " in text]) == len(PELAYANAN)
    assert shown["Orang dengan risiko terinfeksi HIV"] == "1 dari 3: 33,3333...%"
    assert shown["Balita"] == "4 dari 0: target nol, tidak ikut rata-rata"
    assert step.eksak == "31/33"  # (10 + 1/3) / 11
    counted = compute_month(bulan, BOOK, Opsi(target_nol="nol", metode_spm="kontinu"))
    working = explain_month(bulan, counted)
    assert "dihitung 0%" in dict(named(working, "Capaian SPM").masukan)["Balita"]
    assert "setengah ke atas" in named(working, "Indeks kinerja SPM hasil hitungan").rumus


def test_a_published_index_says_who_and_why() -> None:
    bulan = month(indeks={"beban_kerja": Decimal("0.33")}, alasan_indeks="sensus baru")
    working = explain_month(bulan, compute_month(bulan, BOOK))
    step = named(working, "Indeks beban kerja")
    assert step.rumus == "dipakai indeks yang diterbitkan"
    shown = dict(step.masukan)
    assert shown["Diterbitkan Dinas Kesehatan"] == "0,33"
    assert shown["Hasil hitungan"] == "0,20"
    assert shown["Alasan"] == "sensus baru"
    # huruf b sends the other two; the workload is provided by huruf a
    assert step.dasar == (
        (f"{PERBUP}, Pasal 11A ayat (6) huruf d", "teks"),
        (f"{PERBUP}, Pasal 11A ayat (8) huruf a", "teks"),
        (f"{PERBUP}, Pasal 11A ayat (8) huruf a, tabel Beban Kerja", "teks"),
    )
    assert step.asal == "teks"


def test_without_targets_there_is_no_computed_spm_index() -> None:
    services = {name: Pelayanan(0, 0) for name in PELAYANAN}
    bulan = month(pelayanan=services, indeks={"kinerja_spm": Decimal("0.2")})
    working = explain_month(bulan, compute_month(bulan, BOOK))
    assert working.langkah[0].nama == "Indeks kinerja SPM"
    assert dict(working.langkah[0].masukan)["Hasil hitungan"] == "tidak ada"


def test_the_ceiling_and_what_it_cuts() -> None:
    bulan = month(sisa_pagu_insentif=1_000_000)
    working = explain_month(bulan, compute_month(bulan, BOOK))
    cut = dict(named(working, "Insentif bulan ini").masukan)
    assert cut["Dipotong karena pagu"] == "Rp5.375.000"
    ceiling = named(working, "Batas insentif bulan ini")
    printed = f"{PERBUP}, Pasal 11A ayat (8) huruf l angka 1"
    assert dict(ceiling.masukan)[f"Pagu setahun menurut {printed}"] == "Rp66.369.000"
    assert ceiling.dasar == (
        (printed, "teks"),
        (f"{PERBUP}, Pasal 5 ayat (1)", "teks"),
        (f"{PERBUP}, Pasal 5 ayat (6)", "teks"),
        (f"{PERBUP}, Pasal 5 ayat (6) dan Pasal 11A ayat (5)", "teks"),
    )
    shown = dict(ceiling.masukan)
    assert shown["Setahun paling banyak"] == "7,5% dari total pagu BOK Puskesmas"
    assert ceiling.asal == "teks"


def test_overrides_show_the_rule_beside_them() -> None:
    bulan = month()
    hasil = compute_month(bulan, BOOK, Opsi(dasar=Decimal("0.05"), formula_pool="jumlah"))
    working = explain_month(bulan, hasil)
    assert dict(named(working, "Insentif dasar").masukan)["Menurut aturan"] == "7,5%"
    assert named(working, "Insentif disesuaikan").rumus == "Rp2.500.000 x 0,70"


def test_the_steps_of_an_officer() -> None:
    head = officer("kepala", jabatan_utama=("pj_ukm", "kepala_puskesmas"), jabatan_tambahan=6)
    bulan = month([head, officer("b", frekuensi=1)], sisa_pagu_insentif=100)
    hasil = compute_month(bulan, BOOK)
    working = explain_officer(bulan, hasil, "kepala")
    assert working.judul == "Insentif UKM Petugas kepala, Agustus 2022"
    assert named(working, "Bobot").rumus == "5 + 4 + 4"
    assert named(working, "Skor jabatan utama").asal == "asumsi"  # two posts: the higher one
    assert named(working, "Skor jabatan tambahan").asal == "asumsi"  # more than four
    assert named(working, "Skor pendidikan").asal == "asumsi"  # S1 behind the printed S2/21/D4
    assert named(working, "Poin lapangan").rumus == "bobot 13 x 20 orang frekuensi"
    exact = named(working, "Bagian lapangan sebelum pembulatan")
    assert exact.rumus == "Rp85 x 260 / 266"
    assert exact.eksak == str(Fraction(85 * 260, 266))
    assert named(working, "Bagian lapangan").rumus.startswith("dibulatkan ke bawah menjadi Rp83")
    assert named(working, "Insentif bruto").eksak == str(hasil.petugas("kepala").bruto)


def test_rounding_says_who_got_the_rupiah() -> None:
    bulan = month([officer("a"), officer("b"), officer("c")], sisa_pagu_insentif=1)
    hasil = compute_month(bulan, BOOK)
    won = named(explain_officer(bulan, hasil, "a"), "Bagian lapangan")
    lost = named(explain_officer(bulan, hasil, "b"), "Bagian lapangan")
    assert "ditambah Rp1 sisa pembulatan" in won.rumus
    assert "jatuh pada petugas lain" in lost.rumus
    even = named(explain_officer(bulan, hasil, "b"), "Bagian manajemen")
    assert even.rumus == "dibulatkan ke bawah menjadi Rp0"


def test_an_officer_without_right_gets_one_step() -> None:
    bulan = month([officer("a", status="non_ASN")], periode=Period(2023, 2))
    working = explain_officer(bulan, compute_month(bulan, BOOK), "a")
    assert [step.nama for step in working.langkah] == ["Tidak berhak"]
    assert working.langkah[0].eksak == "0"


def test_an_unknown_officer_is_a_key_error() -> None:
    bulan = month()
    hasil = compute_month(bulan, BOOK)
    with pytest.raises(KeyError):
        explain_officer(bulan, hasil, "tidak-ada")


@given(months(), OPTIONS)
def test_every_month_explains_itself_with_its_own_numbers(bulan: Bulan, opsi: Opsi) -> None:
    hasil = compute_month(bulan, BOOK, opsi)
    steps = {step.nama: step.eksak for step in explain_month(bulan, hasil).langkah}
    assert Decimal(steps["Jumlah indeks"]) == hasil.jumlah_indeks
    assert Decimal(steps["Insentif disesuaikan"]) == hasil.insentif_disesuaikan
    assert steps["Insentif bulan ini"] == str(hasil.pool)
    assert steps.get("Tidak dibagi", "0") == str(hasil.tidak_dibagi)
    for working, row in zip(explain_officers(bulan, hasil), hasil.baris(), strict=True):
        assert working.langkah[-1].eksak == str(row.bruto)
        for step in working.langkah:
            assert step.dasar_hukum
            assert step.asal in {"teks", "praktik", "asumsi"}
            assert step.to_dict()["nama"] == step.nama


def test_an_explanation_needs_no_rules_but_those_in_the_result() -> None:
    """A frozen calculation stays explained as it was when the law moves on."""
    bulan = month()
    hasil = compute_month(bulan, BOOK)
    moved = tuple(
        replace(value, instrument="Aturan lama") if value.key.endswith(".dasar") else value
        for value in hasil.aturan
    )
    working = explain_month(bulan, replace(hasil, aturan=moved))
    assert named(working, "Insentif dasar").dasar_hukum.startswith("Aturan lama")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(1, 3), "0,3333..."),
        (Fraction(5, 2), "2,5"),
        (Fraction(4), "4"),
        (Fraction(1, 100_000), "0,0000..."),
        (Fraction(10**7, 3), "3.333.333,3333..."),
        (Fraction(2, 3), "0,6666..."),
    ],
)
def test_numbers_without_end_are_cut_and_marked(value: Fraction, text: str) -> None:
    assert about(value) == text
