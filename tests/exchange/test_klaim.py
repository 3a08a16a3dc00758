"""`upaya hitung klaim`: its file, its faults, its answer, its workbook."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.claimed import Data, changed, clean
from upaya.cli import main
from upaya.exchange.jamkesda import klaim_book, klaim_explain, klaim_json
from upaya.exchange.jamkesda.klaim_schema import claim_schema
from upaya.rules.jamkesda.alasan import ALASAN
from upaya.rules.loader import national_book

BOOK = national_book()
EXAMPLE = Path("docs/contoh/klaim.json")
SHIPPED: Data = json.loads(EXAMPLE.read_text("utf-8"))


def check(data: object) -> klaim_json.Answers:
    return klaim_json.check(json.dumps(data).encode(), BOOK)


def said(data: object) -> dict[str, str]:
    found = check(data)
    assert bool(found.klaim) != bool(found.galat)
    return {fault.letak: fault.pesan for fault in found.galat}


TARIF = clean()["tarif"][1]
BARIS = clean()["klaim"]["baris"]
LINE0, TARIF0 = "klaim.baris[0]", "tarif[0]"
FAULTS: dict[str, tuple[Data, str, str]] = {
    "jumlah nol": (changed(("klaim.baris.0.jumlah", 0)), f"{LINE0}.jumlah", "lebih dari nol"),
    "jumlah negatif": (changed(("klaim.baris.0.jumlah", -5)), f"{LINE0}.jumlah", "negatif"),
    "jumlah benar": (changed(("klaim.baris.0.jumlah", True)), f"{LINE0}.jumlah", "bulat"),
    "jumlah teks": (changed(("klaim.baris.0.jumlah", "1")), f"{LINE0}.jumlah", "bulat"),
    "harga negatif": (changed(("klaim.baris.0.harga", -1)), f"{LINE0}.harga", "negatif"),
    "harga pecahan": (changed(("klaim.baris.0.harga", 1.5)), f"{LINE0}.harga", "tanpa titik"),
    "harga teks": (changed(("klaim.baris.0.harga", "50000")), f"{LINE0}.harga", "bulat"),
    "harga null": (changed(("klaim.baris.0.harga", None)), f"{LINE0}.harga", "bulat"),
    "harga salah": (changed(("klaim.baris.0.harga", False)), f"{LINE0}.harga", "bulat"),
    "terlalu besar": (
        changed(("klaim.baris.0.harga", 10**15 - 1)), "klaim.baris", "tidak boleh melebihi"),
    "nomor sama": (changed(("klaim.baris.1.no", 1)), "klaim.baris[1].no", "sudah dipakai"),
    "nomor benar": (changed(("klaim.baris.0.no", True)), f"{LINE0}.no", "bulat"),
    "tanpa baris": (changed(("klaim.baris", [])), "klaim.baris", "kosong"),
    "baris bukan daftar": (changed(("klaim.baris", {})), "klaim.baris", "harus daftar"),
    "tarif ganda": (
        changed(("tarif", [TARIF, TARIF | {"mulai": "2026-06-01"}])),
        "tarif[1].mulai", "sudah ada"),
    "tarif ganda sehari": (
        changed(("tarif", [TARIF | {"sampai": "2026-06-01"}, TARIF | {"mulai": "2026-06-01"}])),
        "tarif[1].mulai", "sudah ada"),
    "tarif terbalik": (changed(("tarif.0.sampai", "2026-04-09")), f"{TARIF0}.sampai", "sebelum"),
    "tarif negatif": (changed(("tarif.0.harga", -1)), f"{TARIF0}.harga", "negatif"),
    "tarif benar": (changed(("tarif.0.jarak_hari", True)), f"{TARIF0}.jarak_hari", "bulat"),
    "umur terbalik": (
        changed(("tarif.0.umur_min", 9), ("tarif.0.umur_maks", 8)),
        f"{TARIF0}.umur_maks", "kurang"),
    "kelamin tarif": (changed(("tarif.0.jenis_kelamin", "W")), f"{TARIF0}.jenis_kelamin", "L, P"),
    "kelamin": (changed(("peserta.jenis_kelamin", "W")), "peserta.jenis_kelamin", "L, P"),
    "masa terbalik": (
        changed(("peserta.masa.0.sampai", "2025-12-31")),
        "peserta.masa[0].sampai", "sebelum mulai"),
    "masa tanpa akhir": (
        changed(("peserta.masa.0.sampai", None)), "peserta.masa[0].sampai", "tanggal"),
    "jaminan lain": (changed(("peserta.jaminan_lain", False)), "peserta.jaminan_lain", "daftar"),
    "meninggal": (changed(("peserta.meninggal", False)), "peserta.meninggal", "tanggal"),
    "surat salah": (changed(("surat", False)), "surat", "objek"),
    "surat terbalik": (changed(("surat.sampai", "2026-04-01")), "surat.sampai", "sebelum mulai"),
    "surat tanpa batas": (changed(("surat.batas", ...)), "surat.batas", "wajib"),
    "surat daftar": (changed(("surat", [])), "surat", "objek"),
    "tanpa surat": (changed(("surat", ...)), "surat", "wajib"),
    "tanpa peserta": (changed(("peserta", ...)), "peserta", "wajib"),
    "peserta null": (changed(("peserta", None)), "peserta", "objek"),
    "tanggal kata": (changed(("klaim.masuk", "10-04-2026")), "klaim.masuk", "harus tanggal"),
    "tanggal rapat": (changed(("klaim.masuk", "20260410")), "klaim.masuk", "harus tanggal"),
    "tanggal tidak ada": (changed(("klaim.masuk", "2026-02-30")), "klaim.masuk", "tanggal"),
    "tanggal baris": (changed(("klaim.baris.0.tanggal", 1)), f"{LINE0}.tanggal", "tanggal"),
    "jenis": (changed(("klaim.jenis", "inap")), "klaim.jenis", "rawat_jalan, rawat_inap"),
    "diagnosis": (changed(("klaim.diagnosis", "A09")), "klaim.diagnosis", "harus daftar"),
    "diagnosis bilangan": (changed(("klaim.diagnosis", [9])), "klaim.diagnosis[0]", "teks"),
    "id kosong": (changed(("klaim.id", " ")), "klaim.id", "satu baris"),
    "kunci asing": (changed(("klaim.kelas", 3)), "klaim.kelas", "tidak dikenal"),
    "kunci asing akar": (changed(("kabupaten", "64.09")), "kabupaten", "tidak dikenal"),
    "riwayat jumlah": (
        changed(("riwayat", [{"id": "K", "ppk": "P", "jenis": "rawat_inap", "masuk": "2026-01-01",
                              "keluar": "2026-01-01", "baris": [
                                  {"kode": "a", "tanggal": "2026-01-01", "jumlah": 0}]}])),
        "riwayat[0].baris[0].jumlah", "lebih dari nol"),
    "hari klaim": (changed(("perjanjian.hari_klaim", -1)), "perjanjian.hari_klaim", "negatif"),
    "tanpa aturan": (changed(("tanggal", "2011-12-31")), "tanggal", "belum ada aturan"),
}  # fmt: skip


_SERVED = {"kode": "LAB-1", "tanggal": "2026-01-01", "jumlah": 1}


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"jumlah": True}, "jumlah"), ({"jumlah": 0}, "jumlah"), ({"jumlah": 1.0}, "jumlah"),
        ({"jumlah": 10**18}, "jumlah"), ({"kode": 1}, "kode"), ({"kode": ["LAB-1"]}, "kode"),
        ({"tanggal": "2026-02-30"}, "tanggal"), ({"tanggal": None}, "tanggal"), ({"no": 1}, "no"),
    ],
    ids=str,
)  # fmt: skip
def test_a_line_of_history_is_looked_at_as_closely_after_a_thousand_good_ones(
    change: Data, place: str
) -> None:
    other = {"id": "K", "ppk": "P", "jenis": "rawat_inap", "masuk": "2026-01-01",
             "keluar": "2026-01-02", "baris": [_SERVED] * 3}  # fmt: skip
    odd = {**other, "id": "L", "baris": [_SERVED, {**_SERVED, **change}]}
    assert not said(changed(("riwayat", [other, other | {"id": "M"}])))
    assert list(said(changed(("riwayat", [other, odd])))) == [f"riwayat[1].baris[1].{place}"]


def test_every_tariff_that_meets_an_open_one_is_said() -> None:
    short = TARIF | {"mulai": "2026-02-01", "sampai": "2026-02-03"}
    found = said(changed(("tarif", [TARIF, short, TARIF | {"mulai": "2026-03-01"}])))
    assert list(found) == ["tarif[1].mulai", "tarif[2].mulai"]
    assert all("tarif[0]" in words for words in found.values())


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_said_at_its_place(name: str) -> None:
    data, place, words = FAULTS[name]
    found = said(data)
    assert list(found) == [place]
    assert words in found[place]
    assert list(said([clean(), data])) == [f"[1].{place}"]


def test_all_faults_are_said_at_once() -> None:
    data = changed(
        ("tanggal", 1), ("klaim.baris.0.jumlah", 0), ("klaim.baris.1.harga", -1), ("tarif", None)
    )
    assert said(data).keys() == {
        "tanggal", "klaim.baris[0].jumlah", "klaim.baris[1].harga", "tarif",
    }  # fmt: skip
    assert said({}).keys() == clean().keys()
    assert said([[], 1]).keys() == {"[0]", "[1]"}


def test_what_may_be_absent_may_be_null_and_what_may_be_empty_is_no_fault() -> None:
    whole = check(clean())
    nothing = [(f"tarif.0.{key}", None) for key in ("jumlah_maks", "jenis_kelamin", "umur_min")]
    data = changed(("peserta.meninggal", None), ("peserta.jaminan_lain", None), *nothing)
    assert check(data) == whole
    free = changed(("klaim.baris.0.harga", 0), ("riwayat", [
        {"id": "K", "ppk": "P", "jenis": "rawat_jalan", "masuk": "2026-01-02",
         "keluar": "2026-01-01", "baris": []}]))  # fmt: skip
    assert said(free) == {}
    assert said(changed(("peserta.masa", []), ("perjanjian.layanan", []), ("tarif", []))) == {}


def test_the_schema_takes_the_samples_and_refuses_what_the_checker_refuses() -> None:
    schema = claim_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator(schema)
    for data in (SHIPPED, clean(), [], [clean(), SHIPPED], changed(("surat", None))):
        assert list(checker.iter_errors(data)) == []
    outside = {
        "terlalu besar", "nomor sama", "tarif ganda", "tarif ganda sehari", "tarif terbalik",
        "umur terbalik", "masa terbalik", "surat terbalik", "tanggal tidak ada", "tanpa aturan",
    }  # fmt: skip
    for name, (data, _, _) in FAULTS.items():
        assert bool(list(checker.iter_errors(data))) == (name not in outside), name


_INNER = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
_KEYS = st.sampled_from(["tanggal", "peserta", "klaim", "baris", "masa", "kode", "sampai", "no"])
_ANY = st.recursive(
    _INNER, lambda one: st.lists(one, max_size=3) | st.dictionaries(_KEYS, one, max_size=5)
)


@given(_ANY, st.sampled_from(sorted(clean())))
def test_nothing_that_is_sent_breaks_it(data: object, key: str) -> None:
    assert data == [] or said(data)
    for odd in (clean() | {key: data}, clean() | {key: [data]}):
        found = check(odd)
        assert found.galat or found.klaim


# ------------------------------------------------------------------ the fingerprint
def sidik(*changes: tuple[str, object]) -> str:
    asked, hasil = check(changed(*changes)).klaim[0]
    return klaim_json.sidik(asked, hasil.aturan)


def test_the_fingerprint_knows_every_fact_and_no_order() -> None:
    first = sidik()
    assert sidik(("klaim.baris", BARIS[::-1]), ("tarif", clean()["tarif"][::-1])) == first
    assert sidik(("perjanjian.layanan", ["c", "b", "a", "a"])) == first
    others = [
        sidik(("klaim.baris.0.jumlah", 3)),
        sidik(("klaim.diagnosis", ["A09.0", "J06"])),
        sidik(("klaim.diagnosis", ["J06", "A09.0"])),
        sidik(("surat.terpakai", 1)),
        sidik(("tanggal", "2026-04-21")),
        sidik(("lampiran_wajib", [])),
    ]
    assert len({first, *others}) == 7


# ------------------------------------------------------------------ the command
def run(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(["hitung", "klaim", *words])
    return code, capfd.readouterr().out


def test_the_shipped_claim(capfd: pytest.CaptureFixture[str]) -> None:
    code, out = run(capfd, str(EXAMPLE))
    found = json.loads(out)
    assert code == 0
    assert [*found] == ["baris", "kode", "diminta", "disetujui", "putusan", "aturan", "sidik"]
    assert found["kode"] == ["K01", "K02", "T02"]
    assert (found["diminta"], found["disetujui"], found["putusan"]) == (
        1_555_000, 1_190_000, "dipotong",
    )  # fmt: skip


def test_a_list_gives_a_list(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def sent(data: object, *words: str) -> tuple[int, str]:
        raw = io.BytesIO(json.dumps(data).encode())
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(raw))
        return run(capfd, "-", *words)

    one = json.loads(sent(clean())[1])
    code, out = sent([clean(), SHIPPED, clean()])
    found = json.loads(out)
    assert (code, found[0], found[2]) == (0, one, one)
    assert found[1] == json.loads(run(capfd, str(EXAMPLE))[1])
    assert (sent([])[0], json.loads(sent([])[1])) == (0, [])
    assert [*json.loads(sent([one_bad := changed(("surat", ...))])[1])] == ["galat"]
    assert sent(one_bad)[0] == sent({})[0] == run(capfd)[0] == 2
    target = str(tmp_path / "tidak" / "ada.xlsx")
    assert sent(clean(), "--keluaran", target)[0] == 2
    assert json.loads(run(capfd, "--skema")[1]) == claim_schema()
    assert sent([clean(), SHIPPED], "--jelaskan")[1].count("Sidik: ") == 2


def test_the_working_names_every_reason_with_and_without_money() -> None:
    data = changed(("surat", None), ("klaim.baris.0.harga", 60_000), ("klaim.diagnosis", ["W19"]))
    text = "\n".join(klaim_explain.lines(*check(data).klaim[0]))
    assert "* P03 Tanpa surat jaminan (memotong Rp340.000)" in text
    assert "* G01 Diagnosis meragukan (tidak memotong)" in text
    assert "T02 Harga di atas tarif: tidak ada yang tersisa." in text
    assert "Diminta Rp340.000, dipotong Rp340.000, disetujui Rp0." in text
    assert "asumsi, belum diatur" in text


def test_the_workbook_does_the_working_again(tmp_path: Path) -> None:
    target = tmp_path / "klaim.xlsx"
    bad = changed(("klaim.baris.0.harga", 60_000), ("surat.batas", 200_000))
    found = check([bad, SHIPPED, changed(("surat", None))])
    klaim_book.write_result(target, found.klaim)
    live, kept = (openpyxl.load_workbook(target, data_only=one) for one in (False, True))
    rows = list(kept["Klaim"].iter_rows(min_row=5, max_row=8, values_only=True))
    totals = [(hasil.diminta, hasil.diminta - hasil.disetujui, hasil.disetujui)
              for _, hasil in found.klaim]  # fmt: skip
    assert [row[4:7] for row in rows] == [*totals, tuple(map(sum, zip(*totals, strict=True)))]
    assert str(live["Klaim"]["E5"].value) == "=SUM(Baris!$G$5:$G$6)"
    assert str(live["Baris"]["I5"].value) == "=G5-H5"
    for row in range(5, 5 + 9):
        amounts: list[Any] = [kept["Baris"].cell(row, column).value for column in range(5, 10)]
        assert amounts[0] * amounts[1] == amounts[2] == amounts[3] + amounts[4]
        formula = str(live["Baris"].cell(row, 8).value)
        assert _sum_of(formula, kept["Potongan"]) == amounts[3], formula
    said = {(row[0], row[2]) for row in kept["Potongan"].iter_rows(min_row=5, values_only=True)}
    assert said >= {("K1", "T02"), ("K1", "P06"), ("K1", "P03"), ("K-2604-0187", "K02")}
    assert kept["Alasan"].max_row == 4 + len(ALASAN)


def _sum_of(formula: str, sheet: Any) -> int:  # noqa: ANN401 - a sheet
    if formula == "=0":
        return 0
    area = formula.removeprefix("=SUM(Potongan!").removesuffix(")")
    return sum(cell.value for (cell,) in sheet[area.replace("$", "")]) if ":" in area else -1


def test_a_sum_beyond_what_a_sheet_keeps_is_written_not_computed(tmp_path: Path) -> None:
    target = tmp_path / "besar.xlsx"
    big = changed(("klaim.baris.0.jumlah", 1), ("klaim.baris.0.harga", 6 * 10**14))
    klaim_book.write_result(target, check([big, big]).klaim)
    sheet = openpyxl.load_workbook(target)["Klaim"]
    assert (sheet["E5"].value, sheet["E7"].value) == (6 * 10**14 + 100_000, "1200000000200000")
