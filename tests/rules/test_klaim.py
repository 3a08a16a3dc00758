"""A claim of Jamkesda: each reason at its edge, exact money, verdicts and readings."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from tests.rules.claimed import Data, changed, clean
from upaya.exchange.jamkesda import klaim_json, klaim_read
from upaya.rules.jamkesda import alasan
from upaya.rules.jamkesda.aturan import PILIHAN, Aturan, baca
from upaya.rules.jamkesda.compute import hitung
from upaya.rules.jamkesda.diagnosis import cari, daftar
from upaya.rules.loader import national_book
from upaya.rules.parameter import Value

BOOK = national_book()


def answer(data: Data, book: Any = BOOK) -> dict[str, Any]:  # noqa: ANN401 - a book
    found = klaim_json.check(json.dumps(data).encode(), book)
    assert found.galat == ()
    return klaim_json.result(*found.klaim[0])


def codes(*changes: tuple[str, object]) -> str:
    return " ".join(answer(changed(*changes))["kode"])


def test_a_clean_claim_needs_nobody() -> None:
    found = answer(clean())
    assert found | {"aturan": 0, "sidik": 0} == {
        "baris": [
            {"no": 1, "diminta": 200_000, "disetujui": 200_000, "potongan": []},
            {"no": 2, "diminta": 100_000, "disetujui": 100_000, "potongan": []},
        ],
        "kode": [], "diminta": 300_000, "disetujui": 300_000, "putusan": "lolos",
        "aturan": 0, "sidik": 0,
    }  # fmt: skip


def other(**changes: object) -> Data:
    """Another claim of the same person, at another provider, far away in time."""
    return {
        "id": "K0", "ppk": "RS2", "jenis": "rawat_jalan", "masuk": "2026-02-01",
        "keluar": "2026-02-01", "baris": [],
    } | changes  # fmt: skip


def same(**changes: object) -> Data:
    """The clean claim itself, as another claim."""
    claim = clean()["klaim"]
    rows = [{key: row[key] for key in ("kode", "tanggal", "jumlah")} for row in claim["baris"]]
    kept = {key: claim[key] for key in ("jenis", "masuk", "keluar", "ppk")}
    return {"id": "K0", **kept, "baris": rows[::-1]} | changes


def did(day: str, kode: str = "b") -> Data:
    return other(baris=[{"kode": kode, "tanggal": day, "jumlah": 1}])


MASA, LAIN = "peserta.masa", "peserta.jaminan_lain"
INAP: dict[str, Any] = {"jenis": "rawat_inap"}
EDGES: dict[str, list[tuple[tuple[tuple[str, object], ...], str]]] = {
    "P01": [
        (((MASA, []),), "P01"),
        (((MASA, [{"mulai": "2026-04-10", "sampai": "2026-04-12"}]),), ""),
        (((MASA, [{"mulai": "2026-04-11", "sampai": "2026-04-12"}]),), "P01"),
        (((MASA, [{"mulai": "2026-04-10", "sampai": "2026-04-11"}]),), "P01"),
        (((MASA, [{"mulai": "2026-04-12", "sampai": "2026-05-01"},
                  {"mulai": "2026-04-10", "sampai": "2026-04-11"}]),), ""),
        (((MASA, [{"mulai": "2026-04-12", "sampai": "2026-05-01"},
                  {"mulai": "2026-04-01", "sampai": "2026-04-10"}]),), "P01"),
        (((MASA, [{"mulai": "2026-04-01", "sampai": "2026-04-30"},
                  {"mulai": "2026-04-10", "sampai": "2026-04-11"}]),), ""),
    ],
    "P02": [
        (((LAIN, [{"mulai": "2026-04-12", "sampai": "2026-05-01"}]),), "P02"),
        (((LAIN, [{"mulai": "2026-04-01", "sampai": "2026-04-10"}]),), "P02"),
        (((LAIN, [{"mulai": "2026-04-13", "sampai": "2026-05-01"},
                  {"mulai": "2026-04-01", "sampai": "2026-04-09"}]),), ""),
    ],
    "P03": [((("surat", None),), "P03")],
    "P04": [((("surat.klaim", "K9"),), "P04"), ((("surat.klaim", "K1"),), "")],
    "P05": [
        ((("surat.peserta", "M2"),), "P05"),
        ((("surat.ppk", "RS2"),), "P05"),
        ((("surat.mulai", "2026-04-11"), ("surat.sampai", "2026-04-12")), "P05"),
        ((("surat.mulai", "2026-04-01"), ("surat.sampai", "2026-04-09")), "P05"),
    ],
    "P06": [
        ((("surat.batas", 299_999),), "P06"),
        ((("surat.terpakai", 1),), "P06"),
        ((("surat.batas", None), ("surat.terpakai", 10**9)), ""),
        ((("surat.batas", 400_000), ("surat.terpakai", 100_000)), ""),
    ],
    "A01": [
        ((("perjanjian.mulai", "2026-04-11"),), "A01"),
        ((("perjanjian.mulai", "2026-01-01"), ("perjanjian.sampai", "2026-04-10")), ""),
        ((("perjanjian.mulai", "2026-01-01"), ("perjanjian.sampai", "2026-04-09")), "A01"),
        ((("perjanjian.ppk", "RS2"),), "A01"),
    ],
    "A02": [((("perjanjian.layanan", ["a"]),), "A02")],
    "T01": [((("tarif", clean()["tarif"][:1]),), "T01")],
    "T02": [((("klaim.baris.1.harga", 100_001), ("surat.batas", None)), "T02"),
            ((("klaim.baris.1.harga", 99_999),), "")],
    "T03": [
        ((("tarif.0.sampai", "2026-04-10"),), ""),
        ((("tarif.0.mulai", "2026-04-11"),), "T03"),
        ((("tarif.1.sampai", "2026-04-11"),), "T03"),
    ],
    "W01": [
        ((("tanggal", "2026-04-19"),), ""),
        ((("tanggal", "2026-04-18"),), "W01"),
        ((("klaim.diajukan", "2026-04-12"),), ""),
        ((("klaim.diajukan", "2026-04-11"),), "W01"),
        ((("klaim.keluar", "2026-04-09"), ("klaim.diajukan", "2026-04-15")), "W01 W04"),
    ],
    "W02": [
        ((("peserta.tanggal_lahir", "2026-04-10"),), ""),
        ((("peserta.tanggal_lahir", "2026-04-11"),), "W02"),
        ((("peserta.meninggal", "2026-04-12"),), ""),
        ((("peserta.meninggal", "2026-04-11"),), "W02"),
    ],
    "W03": [((("perjanjian.hari_klaim", 6),), "W03"),
            ((("perjanjian.hari_klaim", 0), ("klaim.diajukan", "2026-04-12")), "")],
    "W04": [
        ((("klaim.baris.1.tanggal", "2026-04-13"),), "W04"),
        ((("klaim.baris.1.tanggal", "2026-04-09"),), "W04"),
    ],
    "D01": [
        ((("riwayat", [same()]),), "D01 D02"),
        ((("riwayat", [same(ppk="RS2", jenis="rawat_jalan")]),), "D02"),
        ((("riwayat", [same(keluar="2026-04-11")]),), "D02"),
        ((("riwayat", [same(baris=[])]),), ""),
    ],
    "D02": [
        ((("riwayat", [did("2026-04-12")]),), "D02"),
        ((("riwayat", [did("2026-04-11")]),), ""),
        ((("klaim.baris.1", clean()["klaim"]["baris"][0] | {"no": 2, "jumlah": 1}),), "D02"),
    ],
    "D03": [
        ((("riwayat", [other(**INAP, masuk="2026-04-12", keluar="2026-04-15")]),), "D03"),
        ((("riwayat", [other(**INAP, masuk="2026-04-01", keluar="2026-04-10")]),), "D03"),
        ((("riwayat", [other(**INAP, masuk="2026-04-01", keluar="2026-04-09")]),), ""),
        ((("riwayat", [other(masuk="2026-04-11", keluar="2026-04-11")]),), ""),
        ((("riwayat", [other(**INAP, ppk="RS1", masuk="2026-04-11", keluar="2026-04-11")]),), ""),
        ((("klaim.jenis", "rawat_jalan"),
          ("riwayat", [other(**INAP, masuk="2026-04-11", keluar="2026-04-11")])), ""),
    ],
    "K01": [((("tarif.0.jumlah_maks", 3),), "K01"), ((("tarif.0.jumlah_maks", 4),), "")],
    "K02": [
        ((("tarif.1.jarak_hari", 3), ("riwayat", [did("2026-04-10")])), "K02"),
        ((("tarif.1.jarak_hari", 2), ("riwayat", [did("2026-04-10")])), ""),
        ((("tarif.1.jarak_hari", 3), ("riwayat", [did("2026-04-14")])), "K02"),
        ((("tarif.1.jarak_hari", 2), ("riwayat", [did("2026-04-14")])), ""),
        ((("tarif.1.jarak_hari", 9), ("riwayat", [did("2026-04-10", "a")])), "D02"),
        ((("tarif.0.jarak_hari", 3), ("klaim.baris.1", {
            "no": 2, "kode": "a", "tanggal": "2026-04-12", "jumlah": 1, "harga": 1})), "K02"),
        ((("tarif.1.jarak_hari", 1), ("riwayat", [did("2026-04-12")])), "D02 K02"),
    ],
    "K03": [
        ((("tarif.0.jenis_kelamin", "L"),), "K03"),
        ((("tarif.0.jenis_kelamin", "P"),), ""),
        ((("tarif.0.umur_min", 36), ("tarif.1.umur_maks", 36)), ""),
        ((("tarif.0.umur_min", 37),), "K03"),
        ((("tarif.1.umur_maks", 35),), "K03"),
        ((("peserta.tanggal_lahir", "1990-04-11"), ("tarif.0.umur_min", 36)), "K03"),
        ((("peserta.tanggal_lahir", "1990-04-12"), ("tarif.1.umur_min", 36)), ""),
    ],
    "G01": [
        ((("klaim.diagnosis", []),), "G01"),
        ((("klaim.diagnosis", ["A09.0", "A99.9"]),), "G01"),
        ((("klaim.diagnosis", ["S06.0", "W19", "B96.2", "G63.2"]),), ""),
        ((("klaim.diagnosis", ["A00-A09"]),), "G01"),
        ((("klaim.diagnosis", ["I"]),), "G01"),
        ((("klaim.diagnosis", ["W19"]),), "G01"),
        ((("klaim.diagnosis", ["B96.2"]),), "G01"),
        ((("klaim.diagnosis", ["G63.2"]),), "G01"),
        ((("klaim.diagnosis", ["J06"]),), ""),
        ((("klaim.diagnosis", ["A090"]),), ""),
    ],
    "B01": [((("lampiran_wajib", ["resume", "rujukan"]),), "B01"), ((("lampiran_wajib", []),), "")],
}  # fmt: skip


@pytest.mark.parametrize("kode", EDGES)
def test_each_reason_holds_exactly_up_to_its_edge(kode: str) -> None:
    for changes, expected in EDGES[kode]:
        assert codes(*changes) == expected, changes
    assert any(kode in expected.split() for _, expected in EDGES[kode])


def test_every_reason_of_the_table_has_its_edges() -> None:
    checked = {k for k, one in alasan.ALASAN.items() if not isinstance(one, alasan.AlasanLain)}
    assert EDGES.keys() == checked
    assert all(one.nama and one.arti.endswith(".") for one in alasan.ALASAN.values())
    assert sorted(BOOK.read("jamkesda.klaim.urutan", date(2026, 1, 1)).items) == sorted(
        alasan.MEMOTONG
    )


# ------------------------------------------------------------------ money
def cuts(data: Data) -> list[list[tuple[str, int]]]:
    rows = answer(data)["baris"]
    return [[(cut["kode"], cut["jumlah"]) for cut in row["potongan"]] for row in rows]


def test_the_excess_of_quantity_goes_at_the_asked_price_and_that_of_price_for_what_stays() -> None:
    """6 at 70.000; 4 at 50.000 are allowed: 2 x 70.000, then 4 x 20.000; 200.000 stay."""
    data = changed(
        ("tarif.0.jumlah_maks", 4), ("klaim.baris.0.jumlah", 6), ("klaim.baris.0.harga", 70_000)
    )
    assert cuts(data)[0] == [("K01", 140_000), ("T02", 80_000)]
    assert answer(data)["disetujui"] == 300_000


def test_the_first_reason_takes_all_and_the_others_are_named() -> None:
    data = changed(("surat", None), ("peserta.masa", []), ("klaim.baris.0.harga", 60_000))
    assert cuts(data) == [[("P01", 240_000)], [("P01", 100_000)]]
    assert answer(data)["kode"] == ["P01", "P03", "T02"]
    assert answer(data)["putusan"] == "ditolak"


@pytest.mark.parametrize(
    ("change", "code"),
    [(("riwayat", [other(**INAP, masuk="2026-04-12", keluar="2026-04-15")]), "D03"),
     (("riwayat", [did("2026-04-12")]), "D02"), (("surat.ppk", "RS2"), "P05"),
     (("perjanjian.ppk", "RS2"), "A01")],
)  # fmt: skip
def test_no_sentence_names_another_provider_or_its_claim(
    change: tuple[str, object], code: str
) -> None:
    ((_, found),) = klaim_json.check(json.dumps(changed(change)).encode(), BOOK).klaim
    assert code in found.kode
    said = str(found._replace(aturan=()))
    assert "RS2" not in said
    assert "K0'" not in said
    assert "klaim K0" not in said


def test_what_the_letter_does_not_carry_is_cut_from_the_end() -> None:
    data = changed(("surat.batas", 120_000), ("surat.terpakai", 10_000))
    assert cuts(data) == [[("P06", 90_000)], [("P06", 100_000)]]
    data["klaim"]["baris"].reverse()  # the number of a line counts, not its place
    assert cuts(data) == [[("P06", 100_000)], [("P06", 90_000)]]
    data["surat"]["terpakai"] = 500_000
    assert answer(data)["disetujui"] == 0


def test_a_claim_cut_within_the_letter_is_not_above_it() -> None:
    data = changed(("klaim.baris.0.harga", 60_000))
    assert (answer(data)["kode"], answer(data)["disetujui"]) == (["T02"], 300_000)


def test_the_verdicts() -> None:
    def verdict(*changes: tuple[str, object]) -> str:
        return str(answer(changed(*changes))["putusan"])

    bad, dear = ("klaim.diagnosis", ["W19"]), ("klaim.baris.0.harga", 50_001)
    assert verdict(dear) == "dipotong"
    assert verdict(dear, bad) == verdict(bad) == "perlu_verifikasi"
    assert verdict(bad, ("surat", None)) == "ditolak"
    free = (("klaim.baris.0.harga", 0), ("klaim.baris.1.harga", 0))
    assert verdict(*free) == "lolos"
    assert verdict(*free, ("tarif.0.jumlah_maks", 1)) == "ditolak"


# ------------------------------------------------------------------ rules
def test_the_other_readings_where_the_seed_is_silent() -> None:
    def judged(key: str, choice: str, *changes: tuple[str, object]) -> str:
        value = BOOK.read(key, date(2026, 4, 20))
        row = Value(**{
            **{name: getattr(value, name) for name in Value.__slots__},
            "value": choice, "district": "64.09", "promulgated": date(2026, 1, 1),
        })  # fmt: skip
        asked = klaim_read.read(json.dumps(changed(*changes)).encode()).permintaan[0]
        rules = baca(BOOK.overlay([row]), asked.tanggal, "64.09")
        return " ".join(hitung(asked, rules).kode)

    ended = (MASA, [{"mulai": "2026-01-01", "sampai": "2026-04-10"}])
    stays = "jamkesda.klaim.tetap_ditanggung"
    assert judged(stays, "tidak", ended) == "P01"
    assert judged(stays, "ya", ended) == ""
    assert judged(stays, "ya", ended, ("klaim.jenis", "rawat_jalan")) == "P01"

    moved = ("riwayat", [other(jenis="rawat_inap", masuk="2026-04-01", keluar="2026-04-10")])
    longer = ("riwayat", [other(jenis="rawat_inap", masuk="2026-04-01", keluar="2026-04-11")])
    day = "jamkesda.klaim.hari_pindah"
    assert judged(day, "tidak bertumpang tindih", moved) == ""
    assert judged(day, "tidak bertumpang tindih", longer) == "D03"

    # Out on Sunday 12 April 2026, sent on Sunday 19: the sixth working day is Monday 20.
    late, six = "jamkesda.klaim.hari_pengajuan", ("perjanjian.hari_klaim", 6)
    assert judged(late, "hari kalender", six) == "W03"
    assert judged(late, "hari kerja", six) == ""
    assert judged(late, "hari kerja", ("perjanjian.hari_klaim", 5)) == "W03"

    fine = "jamkesda.diagnosis.rincian"
    assert judged(fine, "tidak", ("klaim.diagnosis", ["J06"])) == "G01"
    assert judged(fine, "tidak", ("klaim.diagnosis", ["J06.9", "J06"])) == ""

    with pytest.raises(ValueError, match="bukan salah satu"):
        judged(stays, "mungkin")


def test_an_order_that_forgets_a_reason_is_refused() -> None:
    rules: Aturan = baca(BOOK, date(2026, 4, 20))
    asked = klaim_read.read(json.dumps(clean()).encode()).permintaan[0]
    with pytest.raises(ValueError, match="tiap alasan sekali"):
        hitung(asked, rules._replace(urutan=rules.urutan[:-1]))
    turned = hitung(asked, rules._replace(urutan=rules.urutan[::-1]))
    assert turned.disetujui == 300_000


def test_the_answer_names_the_rules_and_none_is_passed_off_as_law() -> None:
    read = answer(clean())["aturan"]
    assert {row["parameter"] for row in read} > PILIHAN.keys()
    assert {row["asal"] for row in read} == {"asumsi", "praktik"}


def test_the_list_of_diagnoses() -> None:
    known = daftar()
    assert len(known) > 12_000
    starred = BOOK.read("jamkesda.diagnosis.bintang", date(2026, 1, 1)).text.split()
    assert [code for code in starred if code not in known] == []
    assert len(starred) == len(set(starred)) == 83
    found = cari("A010")
    assert found is not None
    assert (found.kode, found.nama) == ("A01.0", "Typhoid fever")
    # The few that WHO divides once more are codes like others.
    assert {cari(code) for code in ("B18.10", "B1810")} == {daftar()["B18.10"]}
    assert [cari(code) for code in ("", "a09.0", "A09.00", "A09.", "A00-A09", "XX", "A09.0 ")] == [
        None
    ] * 7
