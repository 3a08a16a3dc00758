"""Files of claims and of tariffs: they come back unchanged; all that is wrong is said at once."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.claimed import changed
from upaya.exchange.jamkesda import klaim_read, klaim_sheet, tarif_sheet
from upaya.exchange.jamkesda.klaim_sheet import KOLOM, KlaimTertulis, claims_book, read_claims
from upaya.exchange.jamkesda.klaim_write import plain
from upaya.exchange.jamkesda.tabel import MOST_FAULTS
from upaya.exchange.jamkesda.tarif_sheet import banding, read_tariffs, tariffs_book
from upaya.exchange.xlsx_writer import table_bytes
from upaya.rules.jamkesda.klaim import BarisKlaim, Tarif

HEADS = [one.judul for one in KOLOM]
DAY = date(2026, 3, 10)
ONE = KlaimTertulis(
    "K-1", "64.09-000001", "SJ/1/2026", "rawat_inap", DAY, date(2026, 3, 12), ("A09.0", "E11"),
    ("resume", "surat rujukan"),
    (BarisKlaim(1, "89.03", DAY, 2, 50_000), BarisKlaim(2, "OBT-1", date(2026, 3, 12), 1, 0)),
)  # fmt: skip
ROW: list[Any] = ["K-1", "M1", "SJ1", "RI", "10/03/2026", "12 Maret 2026", "A09.0;E11", "resume",
                  "89.03", "10/03/2026", "2", "Rp50.000"]  # fmt: skip


def with_cell(head: str, value: object, row: list[Any] = ROW) -> list[Any]:
    made = list(row)
    made[HEADS.index(head)] = value
    return made


def book(*rows: list[Any], heads: list[str] = HEADS) -> bytes:
    return table_bytes(heads, rows, "Klaim")


def said(data: bytes) -> list[tuple[str, str]]:
    found = read_claims(data)
    assert not found.klaim or not found.galat
    return [(one.letak, one.pesan) for one in found.galat]


NAMES = st.text("ABC-/.123 ", min_size=1, max_size=12).map(lambda x: f"K{x}".strip())
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
LINES = st.lists(
    st.tuples(NAMES, DAYS, st.integers(1, 9_999), st.integers(0, 10**9)), min_size=1, max_size=4
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(DAYS, DAYS, LINES), min_size=1, max_size=4))
def test_what_was_written_comes_back_and_is_known_to_be_the_same(rows: Any) -> None:  # noqa: ANN401 - drawn
    claims = tuple(
        ONE._replace(
            nomor=f"K-{n}", masuk=first, keluar=last,
            baris=tuple(
                BarisKlaim(no, " ".join(kode.split()), when, count, price)
                for no, (kode, when, count, price) in enumerate(lines, start=1)
            ),
        )
        for n, (first, last, lines) in enumerate(rows)
    )  # fmt: skip
    found = read_claims(claims_book(claims))
    assert found.galat == []
    assert found.klaim == claims
    assert [one.isi for one in found.klaim] == [one.isi for one in claims]


def test_the_same_claim_has_the_same_mark_and_any_other_word_another() -> None:
    others = [
        ONE._replace(peserta="M2"), ONE._replace(surat=None), ONE._replace(keluar=DAY),
        ONE._replace(diagnosis=ONE.diagnosis[::-1]), ONE._replace(baris=ONE.baris[:1]),
        ONE._replace(baris=(ONE.baris[0]._replace(harga=50_001), ONE.baris[1])),
    ]  # fmt: skip
    assert len({one.isi for one in (ONE, *others)}) == 7
    assert ONE._replace().isi == ONE.isi


def test_a_file_as_people_write_it_is_read() -> None:
    heads = ["No klaim", "No kartu", "SJP", "Jenis rawat", "Tgl masuk", "Tgl pulang", "ICD-10",
             "Berkas", "Kode tindakan", "Tgl layanan", "Qty", "Tarif"]  # fmt: skip
    second: list[Any] = ["K-1", *[None] * 7, "OBT-1", "2026-03-11", 3, "1.500"]
    total: list[Any] = ["Jumlah", *[None] * 10, "104.500"]
    found = read_claims(book(ROW, second, total, heads=heads))
    assert found.galat == []
    (claim,) = found.klaim
    assert (claim.jenis, claim.diagnosis) == ("rawat_inap", ("A09.0", "E11"))
    assert [(line.no, line.kode, line.diminta) for line in claim.baris] == [
        (1, "89.03", 100_000),
        (2, "OBT-1", 4_500),
    ]


@pytest.mark.parametrize(
    ("head", "value", "cell", "sentence"),
    [
        ("Jumlah", 0, "K2", "paling sedikit 1"),
        ("Jumlah", "-5", "K2", "Jumlah"),
        ("Jumlah", "1,5", "K2", "Jumlah"),
        ("Harga satuan", -1, "L2", "di bawah nol"),
        ("Harga satuan", "lima", "L2", "Harga satuan"),
        ("Tanggal layanan", "31/02/2026", "J2", "Tanggal layanan"),
        ("Tanggal layanan", None, "A2", "Tanggal layanan kosong."),
        ("Jenis", "IGD", "D2", "rawat jalan atau rawat inap"),
        ("Nomor peserta", None, "A2", "kosong pada baris pertama klaim K-1"),
        ("Masuk", "kemarin", "E2", "bukan tanggal"),
        ("Kode layanan", "x" * 65, "I2", "paling panjang 64"),
        (
            "Nomor klaim",
            None,
            "A2",
            "Nomor klaim kosong; ulangi nomornya pada tiap baris layanannya.",
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_cell(
    head: str, value: object, cell: str, sentence: str
) -> None:
    ((where, message),) = said(book(with_cell(head, value)))
    assert where == cell
    assert sentence in message


def test_a_claim_says_one_thing_on_all_its_rows() -> None:
    again = with_cell("Keluar", "13/03/2026")
    ((where, message),) = said(book(ROW, again))
    assert (where, message) == ("F3", "Keluar klaim K-1 berbeda dari baris 2.")


def test_all_faults_are_said_at_once_and_counted_when_they_are_too_many() -> None:
    bad = with_cell("Jumlah", 0)
    found = read_claims(book(*[with_cell("Nomor klaim", f"K-{n}", bad) for n in range(300)]))
    assert (len(found.galat), found.banyak_galat, found.klaim) == (MOST_FAULTS, 300, ())


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Excel"),
        (b"PK\x03\x04rusak", "rusak"),
        (table_bytes(["Nama"], [["x"]], "Klaim"), "Kolom tidak ditemukan: Nomor klaim"),
        (book(), "Tidak ada klaim"),
    ],
    ids=["empty", "broken", "another table", "no rows"],
)
def test_a_file_that_is_no_list_of_claims_is_refused_in_words(data: bytes, sentence: str) -> None:
    ((where, message),) = said(data)
    assert where == ""
    assert sentence in message


def test_a_file_beyond_its_limits_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(klaim_sheet, "MOST", 2)
    monkeypatch.setattr(klaim_sheet, "MOST_LINES", 1)
    rows = [with_cell("Nomor klaim", name) for name in ("K-1", "K-1", "K-1", "K-2", "K-3")]
    messages = [message for _, message in said(book(*rows))]
    assert messages == ["Klaim K-1 paling banyak 1 baris.",
                        "Paling banyak 2 klaim dalam satu berkas."]  # fmt: skip


def test_a_claim_written_as_the_commands_file_is_read_back_the_same() -> None:
    full = changed(
        ("peserta.meninggal", "2026-12-31"),
        ("peserta.jaminan_lain", [{"mulai": "2025-01-01", "sampai": "2025-02-01"}]),
        ("tarif.1.jenis_kelamin", "P"),
        ("tarif.1.umur_maks", 60),
        ("surat.klaim", "K0"),
        ("riwayat", [{"id": "K0", "ppk": "RS2", "jenis": "rawat_inap", "masuk": "2026-01-01",
                      "keluar": "2026-01-02",
                      "baris": [{"kode": "a", "tanggal": "2026-01-01", "jumlah": 1}]}]),
    )  # fmt: skip
    for data in (full, changed(("surat", None))):
        (asked,) = klaim_read.read(json.dumps(data).encode()).permintaan
        again = klaim_read.read(json.dumps(plain(asked)).encode())
        assert again.galat == ()
        assert again.permintaan == (asked,)


# ------------------------------------------------------------------ tariffs
OLD = Tarif("89.03", date(2026, 1, 1), date(2026, 6, 30), 50_000)
LIST = (
    OLD,
    Tarif("89.03", date(2026, 7, 1), None, 55_000, 2, "P", 10, 55, 30),
    Tarif("OBT-1", date(2026, 1, 1), None, 0),
)


def test_a_list_of_tariffs_comes_back_unchanged() -> None:
    found = read_tariffs(tariffs_book([(one, "Pemeriksaan") for one in LIST]))
    assert found.galat == []
    assert tuple(one.tarif for one in found.tarif) == LIST
    assert {one.nama for one in found.tarif} == {"Pemeriksaan"}


def test_two_tariffs_of_one_day_are_refused() -> None:
    found = read_tariffs(tariffs_book([(OLD, "a"), (OLD._replace(mulai=date(2026, 6, 30)), "b")]))
    assert [(one.letak, one.pesan) for one in found.galat] == [
        ("A3", "Tarif 89.03 pada 30 Juni 2026 sudah ada di A2.")
    ]
    assert found.tarif == ()


@pytest.mark.parametrize(
    ("row", "cell", "sentence"),
    [
        (OLD._replace(harga=-1), "E2", "harus dari 0"),
        (OLD._replace(jumlah_maks=0), "F2", "harus dari 1"),
        (OLD._replace(sampai=date(2025, 1, 1)), "D2", "sebelum mulai"),
        (OLD._replace(jenis_kelamin="X"), "G2", "isi L atau P"),  # type: ignore[arg-type] # wrong on purpose
        (OLD._replace(umur_min=60, umur_maks=50), "I2", "di bawah 60"),
        (OLD._replace(umur_maks=151), "I2", "sampai 150"),
    ],
)
def test_what_is_wrong_with_a_tariff_is_said_at_its_cell(
    row: Tarif, cell: str, sentence: str
) -> None:
    (fault,) = read_tariffs(tariffs_book([(row, "Layanan")])).galat
    assert fault.letak == cell
    assert sentence in fault.pesan


def test_a_dry_run_says_what_a_list_changes() -> None:
    dearer = OLD._replace(harga=60_000)
    found = banding(LIST, [dearer, LIST[1], Tarif("NEW", date(2026, 1, 1), None, 1)])
    assert [one.kode for one in found.baru] == ["NEW"]
    assert found.berubah == ((OLD, dearer),)
    assert [one.kode for one in found.hilang] == ["OBT-1"]
    assert found.sama == 1
    assert tarif_sheet.LEMBAR == "Tarif"
