import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.files import (
    BAD,
    BAD_BEYOND_SCHEMA,
    GOOD,
    Change,
    changed,
    encoded,
    good,
    person,
    put,
)
from tests.rules.months import OPTIONS, months
from upaya.exchange.insentif.json_input import MonthReading, read, validate
from upaya.exchange.json_parse import MAX_BYTES
from upaya.rules.insentif.compute import Bulan, Opsi, compute_month
from upaya.rules.insentif.serial import bulan_to_dict
from upaya.rules.loader import national_book

BOOK = national_book()


def places(reading: MonthReading) -> list[str]:
    return [fault.letak for fault in reading.galat]


@pytest.mark.parametrize("name", GOOD)
def test_good_files_are_read_and_computed(name: str) -> None:
    reading = read(encoded(changed(*GOOD[name])), BOOK)
    assert reading.galat == ()
    assert reading.bulan is not None
    hasil = compute_month(reading.bulan, BOOK, reading.opsi)
    assert sum(hasil.lapangan) + sum(hasil.manajemen) + hasil.tidak_dibagi == hasil.pool


@pytest.mark.parametrize("name", [*BAD, *BAD_BEYOND_SCHEMA])
def test_bad_files_name_the_place(name: str) -> None:
    change, expected = {**BAD, **BAD_BEYOND_SCHEMA}[name]
    reading = validate(changed(change), BOOK)
    assert reading.bulan is None
    assert places(reading) == expected
    assert all(fault.pesan and len(fault.pesan) < 300 for fault in reading.galat)


@pytest.mark.parametrize("key", [*good(), *good()["petugas"][0]])
def test_a_missing_key_is_named_unless_optional(key: str) -> None:
    data = good()
    owner, place = (data, key) if key in data else (data["petugas"][1], f"petugas[1].{key}")
    del owner[key]
    optional = {"kode_puskesmas", "sisa_pagu_bok", "indeks", "alasan_indeks"}
    expected = [] if key in optional else [place]
    assert places(validate(data, BOOK)) == expected


def test_all_faults_at_once() -> None:
    changes: list[Change] = [
        put("kabupaten", value="Situbondo"),
        put("periode", value="Agustus"),
        put("penduduk", value=-5),
        put("bok_diserap", value="banyak"),
        put("pelayanan", "hiv", value=5),
        put("pelayanan", "balita", "target", value=True),
        put("indeks", "kinerja_spm", value="dua"),
        put("opsi", value={"metode_spm": "rata"}),
        put("petugas", 0, "orang_hari", value=40),
        put("petugas", 1, "id", value="p-01"),
        put("petugas", 1, "status", value=None),
        put("petugas", 2, "umur", value=30),
        put("lain", value=1),
    ]
    assert set(places(validate(changed(*changes), BOOK))) == {
        "kabupaten", "periode", "penduduk", "bok_diserap", "pelayanan.hiv",
        "pelayanan.balita.target", "indeks.kinerja_spm", "opsi.metode_spm",
        "petugas[0].orang_hari", "petugas[1].id", "petugas[1].status", "petugas[2].umur", "lain",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "kosong"),
        (b" \n\t ", "kosong"),
        (b"\xef\xbb\xbf", "kosong"),
        (b"{", "baris 1"),
        (b"{}{}", "baris 1"),
        (b"{'a': 1}", "bukan JSON"),
        (b'{"a": 1,}', "bukan JSON"),
        (b"\xff\xfe{\x00}\x00", "UTF-8"),
        (b'{"a": "\xe9"}', "UTF-8 (byte ke-8)"),
        (b"[" * 100_000, "terlalu dalam"),
        (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, "terlalu dalam"),
        (b" " * (MAX_BYTES + 1), "16 MiB"),
        (b"null", "objek"),
        (b"[]", "objek"),
        (b'"teks"', "objek"),
        (b"12", "objek"),
        (b"NaN", "objek"),
        (b"-Infinity", "objek"),
        (b"1" * 100_000, "objek"),
    ],
    ids=lambda value: repr(value[:20]),
)
def test_a_file_that_is_no_month_has_one_fault_without_place(raw: bytes, words: str) -> None:
    reading = read(raw, BOOK)
    assert places(reading) == [""]
    assert words in reading.galat[0].pesan


def test_a_byte_order_mark_is_not_held_against_the_file() -> None:
    assert read(b"\xef\xbb\xbf" + encoded(good()), BOOK).galat == ()


@pytest.mark.parametrize("number", ["1.0", "1e3", "1E3", "0.5", "-0.0", "NaN", "Infinity", "1e999"])
def test_a_number_that_is_no_integer_in_the_text_is_refused(number: str) -> None:
    raw = encoded(good()).replace(b'"penduduk": 28123', b'"penduduk": ' + number.encode())
    reading = read(raw, BOOK)
    assert places(reading) == ["penduduk"]
    assert number in reading.galat[0].pesan


@pytest.mark.parametrize(
    ("number", "words"),
    [("9" * 6000, "melebihi"), ("-" + "9" * 6000, "negatif")],
    ids=["positive", "negative"],
)
def test_a_number_of_thousands_of_digits_is_refused_in_words(number: str, words: str) -> None:
    raw = encoded(good()).replace(b'"bok_diserap": 50000000', f'"bok_diserap": {number}'.encode())
    reading = read(raw, BOOK)
    assert places(reading) == ["bok_diserap"]
    assert words in reading.galat[0].pesan
    assert len(reading.galat[0].pesan) < 200


def test_a_number_no_text_can_hold_is_refused_in_words() -> None:
    """Data from a workbook or a program may carry what Python itself will not print."""
    reading = validate(changed(put("bok_diserap", value=10**5000)), BOOK)
    assert places(reading) == ["bok_diserap"]
    assert "sangat besar" in reading.galat[0].pesan


def test_keys_given_twice_are_named_at_every_depth() -> None:
    text = json.dumps(good())
    for old, new in (
        ('"penduduk": 28123', '"penduduk": 1, "penduduk": 28123'),
        ('"hiv": {"target": 100', '"hiv": {"target": 1, "target": 100'),
        ('"id": "p-02"', '"id": "x", "id": "y", "id": "p-02"'),
    ):
        assert old in text
        text = text.replace(old, new)
    reading = read(text.encode(), BOOK)
    assert places(reading) == ["penduduk", "pelayanan.hiv.target", "petugas[1].id"]
    assert all("lebih dari sekali" in fault.pesan for fault in reading.galat)


def test_faults_show_what_was_read_but_shortly() -> None:
    reading = validate(changed(put("karakteristik", value="x" * 10_000)), BOOK)
    assert '"xxx' in reading.galat[0].pesan
    assert len(reading.galat[0].pesan) < 200


def test_ten_thousand_officers_good_and_bad() -> None:
    data = good()
    data["petugas"] = [person(f"p{n:05d}", frekuensi=n, orang_hari=n % 20) for n in range(10_000)]
    raw = encoded(data)
    start = time.process_time()
    reading = read(raw, BOOK)
    assert reading.bulan is not None
    hasil = compute_month(reading.bulan, BOOK)
    assert len(hasil.id) == 10_000
    assert time.process_time() - start < 10
    for row in data["petugas"]:
        row["frekuensi"] = -1
    assert len(validate(data, BOOK).galat) == 10_000


def test_a_long_file_of_blanks_does_not_stall() -> None:
    start = time.process_time()
    reading = validate(changed(put("petugas", 0, "id", value=" " * 2_000_000 + "\x01")), BOOK)
    assert places(reading) == ["petugas[0].id"]
    assert time.process_time() - start < 5


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(JSON)
def test_no_data_makes_the_validator_stumble(data: object) -> None:
    assert validate(data, BOOK).galat


@given(st.sampled_from(list(good())), JSON)
def test_no_value_of_a_key_makes_it_stumble(key: str, value: object) -> None:
    reading = validate(changed(put(key, value=value)), BOOK)
    assert (reading.bulan is None) == bool(reading.galat)
    if reading.bulan is not None:
        compute_month(reading.bulan, BOOK, reading.opsi)


@given(st.sampled_from(list(person("x"))), JSON)
def test_no_value_of_an_officer_makes_it_stumble(key: str, value: object) -> None:
    reading = validate(changed(put("petugas", 1, key, value=value)), BOOK)
    if reading.bulan is not None:
        compute_month(reading.bulan, BOOK, reading.opsi)
    else:
        assert all(fault.letak.startswith("petugas[1]") for fault in reading.galat)


@given(st.binary(max_size=200))
def test_no_bytes_make_it_stumble(raw: bytes) -> None:
    assert read(raw, BOOK).galat


@given(months(), OPTIONS)
def test_what_the_program_writes_it_reads(bulan: Bulan, opsi: Opsi) -> None:
    reading = read(encoded(bulan_to_dict(bulan, opsi)), BOOK)
    assert (reading.bulan, reading.opsi, reading.galat) == (bulan, opsi, ())
