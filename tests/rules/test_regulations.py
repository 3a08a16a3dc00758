"""The parameter files themselves: what the law prints, typed here a second time."""

import re
from datetime import date
from decimal import Decimal

import pytest

from upaya.rules.bok.menu import daftar_menu
from upaya.rules.insentif.compute import JABATAN_UTAMA, KARAKTERISTIK, PELAYANAN, PENDIDIKAN
from upaya.rules.insentif.ketentuan import DIBACA, KATEGORI, PAGU, ketentuan
from upaya.rules.insentif.road import INSENTIF
from upaya.rules.loader import national_book
from upaya.rules.names import slug_puskesmas
from upaya.rules.period import Period

BOOK = national_book()
AUGUST = date(2022, 8, 31)

# Pasal 11A ayat (8) huruf l, in its order
PAGU_SITUBONDO = {
    "Sumbermalang": "66.369.000",
    "Jatibanteng": "55.531.450",
    "Banyuglugur": "51.862.670",
    "Besuki": "57.219.450",
    "Suboh": "62.709.100",
    "Mlandingan": "55.687.000",
    "Bungatan": "48.956.250",
    "Kendit": "59.441.250",
    "Panarukan": "58.075.400",
    "Situbondo": "50.869.900",
    "Mangaran": "60.383.450",
    "Panji": "36.975.500",
    "Kapongan": "59.548.250",
    "Arjasa": "74.168.900",
    "Jangkar": "65.240.650",
    "Asembagus": "50.752.650",
    "Banyuputih": "71.932.000",
    "Wonorejo": "45.793.150",
    "Klampokan": "51.634.550",
    "Widoropayung": "52.378.800",
}
# Pasal 11A ayat (8) huruf a
KOTA = {"panji", "situbondo", "panarukan", "asembagus", "besuki"}


def test_the_twenty_ceilings() -> None:
    printed = PAGU_SITUBONDO.items()
    expected = {name.lower(): int(text.replace(".", "")) for name, text in printed}
    found = BOOK.read_all(PAGU, AUGUST, "35.12")
    assert {key.removeprefix(PAGU): value.integer for key, value in found.items()} == expected
    assert len(expected) == 20
    assert sum(expected.values()) == 1_135_529_370
    articles = {name: f"huruf l angka {n}" for n, name in enumerate(expected, start=1)}
    for key, value in found.items():
        assert value.article.endswith(articles[key.removeprefix(PAGU)])
        assert value.origin == "teks"


def test_the_categories_kota_and_desa() -> None:
    found = BOOK.read_all(KATEGORI, AUGUST, "35.12")
    kinds = {key.removeprefix(KATEGORI): value.text for key, value in found.items()}
    assert {name for name, kind in kinds.items() if kind == "perkotaan"} == KOTA
    assert sum(kind == "perdesaan" for kind in kinds.values()) == 15
    names = BOOK.read("wilayah.puskesmas", AUGUST, "35.12").table
    assert set(names) == set(kinds) == {slug_puskesmas(name) for name in names.values()}


def test_the_index_tables() -> None:
    levels = ["0.07", "0.13", "0.20", "0.27", "0.33"]
    for name in ("kinerja_spm", "beban_kerja"):
        table = BOOK.read(f"insentif_ukm.indeks.{name}", AUGUST, "35.12")
        assert list(table.table.values()) == [Decimal(text) for text in levels]
        assert "Pasal 11A ayat (8) huruf a" in table.article
    hardship = BOOK.read("insentif_ukm.indeks.kesulitan_wilayah", AUGUST, "35.12").table
    assert hardship == dict(
        zip(KARAKTERISTIK, map(Decimal, ("0.08", "0.17", "0.25", "0.33")), strict=True)
    )


def test_every_score_of_the_contract_is_in_a_table() -> None:
    rules = ketentuan(BOOK, Period(2022, 8), "35.12")
    assert set(rules.skor_pendidikan) == set(PENDIDIKAN)
    table = BOOK.read("insentif_ukm.skor.jabatan_utama", AUGUST).table
    assert set(table) == set(JABATAN_UTAMA)
    named = BOOK.read("pegawai.contoh_jabatan_utama", AUGUST).table
    assert set(named.values()) == set(JABATAN_UTAMA)
    assert set(BOOK.read("spm.pelayanan", AUGUST).table) == set(PELAYANAN)


def test_what_the_text_leaves_open_is_marked_as_assumption() -> None:
    for key in (
        "insentif_ukm.spm.batas_tingkat",
        "insentif_ukm.spm.target_nol",
        "insentif_ukm.beban_kerja.batas_penduduk",
        "insentif_ukm.skor.pendidikan_terbuka",
        "insentif_ukm.seri_pembagian",
        "insentif_ukm.penyebut_nol",
        "insentif_ukm.penyerapan",
        "bok.menu.sifat",
    ):
        assert BOOK.read(key, AUGUST, "35.12").origin == "asumsi", key
    for key in ("insentif_ukm.dasar", "insentif_ukm.formula_pool", "insentif_ukm.poin"):
        assert BOOK.read(key, AUGUST, "35.12").origin == "praktik", key
    assert "Contoh" in BOOK.read("insentif_ukm.beban_kerja.batas_penduduk", AUGUST, "35.12").note


def test_the_defaults_of_every_package() -> None:
    for period in (Period(2022, 8), Period(2023, 1), Period(2024, 1), Period(2030, 12)):
        rules = ketentuan(BOOK, period, "35.12")
        chosen = (rules.metode_spm, rules.target_nol, rules.formula_pool)
        assert chosen == ("bertingkat", "keluarkan", "1+jumlah")
        assert rules.pembagian == (85, 15)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("bok.stbm_per_desa", 7_500_000),
        ("bok.internet_per_bulan", 2_000_000),
        ("bok.lokakarya_mini", {"bulanan": 12, "tribulanan": 4}),
        ("bok.tenaga_perjanjian_kerja", {"orang": 4, "usia": 36}),
        ("bok.spj.materai", {"kuitansi_di_atas": 5_000_000, "materai": 10_000}),
        ("insentif_ukm.batas_tahunan", Decimal("0.075")),
        ("insentif_ukm.pembagian", {"lapangan": 85, "manajemen": 15}),
    ],
)
def test_other_numbers_of_the_perbup(key: str, value: object) -> None:
    found = BOOK.read(key, AUGUST, "35.12")
    assert found.value == value
    assert found.origin == "teks"


def test_the_parts_of_the_budget_add_up() -> None:
    for key in ("bok.bagian_kabupaten", "bok.bagian_puskesmas"):
        assert sum(BOOK.read(key, AUGUST, "35.12").table.values()) == 100


def test_lists_of_the_perbup_are_whole() -> None:
    lengths = {
        "bok.kegiatan_puskesmas": 12,  # Pasal 9 huruf a sampai l
        "bok.jenis_belanja": 13,  # Pasal 10 ayat (1) huruf a sampai m
        "bok.larangan_perjalanan": 3,
        "bok.spj.insentif_ukm": 4,  # Pasal 24 huruf i
        "bok.kriteria_alokasi": 7,
        "wilayah.jenis_jaringan": 4,
    }
    for key, length in lengths.items():
        assert len(BOOK.read(key, AUGUST, "35.12").json_value()) == length, key


def test_every_value_has_a_source_an_article_and_dates_within_its_package() -> None:
    for value in BOOK.values():
        package = BOOK.packages[value.package]
        assert value.instrument == package.instrument
        assert re.search(r"\w", value.article), value.key
        assert value.title
        assert value.unit
        assert value.in_force >= package.in_force
        assert value.origin != "teks" or package.origin == "teks", value.place


def test_no_assumption_hides_in_a_regulation_as_text() -> None:
    perbup = [v for v in BOOK.values() if v.package == "perbup-situbondo-79-2022"]
    assert len(perbup) > 60
    for value in perbup:
        assert value.article.startswith("Pasal "), value.key
        assert value.promulgated == date(2022, 10, 19)


def test_values_of_one_key_and_area_never_overlap() -> None:
    keys = BOOK.keys()
    for key in keys:
        found = [value for value in BOOK.values() if value.key == key]
        for at, value in enumerate(found):
            for other in found[at + 1 :]:
                assert value.district != other.district or not value.overlaps(other)


def test_every_read_parameter_exists_for_every_month_on() -> None:
    for key in DIBACA:
        for year in range(2022, 2032):
            for district in (None, "35.12"):
                BOOK.read(key, Period(year, 12).last_day, district)


def test_the_menu_is_a_tree_in_the_order_of_the_text() -> None:
    menu = daftar_menu(BOOK, AUGUST, "35.12")
    codes = [line.kode for line in menu]
    assert [line.kode for line in menu if line.tingkat == 1] == list("abcdefghi")
    assert len(set(codes)) == len(codes)
    for at, line in enumerate(menu):
        assert line.induk is None or line.induk in codes[:at]
    parents = {line.induk for line in menu}
    for line in menu:
        if line.sifat is not None:
            assert line.kode not in parents, f"{line.kode} has lines below it"
    counts = {level: sum(line.tingkat == level for line in menu) for level in (1, 2, 3)}
    assert counts == {1: 9, 2: 27, 3: 108}


def test_kinds_of_the_menu() -> None:
    kinds = {line.kode: line.sifat for line in daftar_menu(BOOK, AUGUST, "35.12")}
    assert kinds["a.9.a"] == kinds["g.1"] == "lapangan"  # home visits
    assert kinds["h.1"] == kinds["a.6.a"] == "manajemen"  # lokakarya mini, a meeting
    assert kinds["d.1.o"] is None  # buying protective gear is no activity
    assert kinds["f.1.a"] is None
    table = BOOK.read("bok.menu.sifat", AUGUST).table
    assert set(table) <= set(kinds)
    assert set(table.values()) == {"lapangan", "manajemen"}


def test_deadlines_are_working_days_and_assumptions() -> None:
    found = BOOK.read_all("insentif_ukm.tenggat.", AUGUST)
    waited = {state.deadline for state in INSENTIF.states.values() if state.waits_for}
    assert set(found) == waited | {
        "insentif_ukm.tenggat.terbit_indeks",
        "insentif_ukm.tenggat.jawaban_sanggahan",
        "insentif_ukm.tenggat.koreksi_sanggahan",
        "insentif_ukm.tenggat.sanggahan_setelah_dibayar",
    }
    for value in found.values():
        assert value.integer > 0
        assert (value.unit, value.origin) == ("hari kerja", "asumsi")
