"""`upaya hitung alokasi-bok`: its file, its faults, its answer, its workbook."""

import copy
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upaya.cli import main
from upaya.exchange.bok import alokasi_json
from upaya.exchange.bok.alokasi_schema import allocation_schema
from upaya.rules.loader import national_book

BOOK = national_book()
EXAMPLE = Path("docs/contoh/alokasi.json")
GOOD: dict[str, Any] = json.loads(EXAMPLE.read_text("utf-8"))


def changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    data = copy.deepcopy(GOOD)
    change(data)
    return data


def answer(data: object) -> alokasi_json.AllocationReading:
    return alokasi_json.read(json.dumps(data).encode(), BOOK)


def said(data: object) -> dict[str, str]:
    reading = answer(data)
    assert (reading.permintaan, reading.hasil) == (None, None)
    return {fault.letak: fault.pesan for fault in reading.galat}


def _drop(*places: str | int) -> Callable[[dict[str, Any]], object]:
    def change(data: Any) -> None:  # noqa: ANN401 - whatever stands on the way
        for place in places[:-1]:
            data = data[place]
        del data[places[-1]]

    return change


def _set(value: object, *places: str | int) -> Callable[[dict[str, Any]], object]:
    def change(data: Any) -> None:  # noqa: ANN401 - whatever stands on the way
        for place in places[:-1]:
            data = data[place]
        data[places[-1]] = value

    return change


FAULTS: dict[str, tuple[Callable[[dict[str, Any]], object], str, str]] = {
    "tanpa total": (_drop("total"), "total", "wajib diisi"),
    "total pecahan": (_set(1.5, "total"), "total", "tanpa titik"),
    "total negatif": (_set(-1, "total"), "total", "tidak boleh negatif"),
    "total benar": (_set(bool(1), "total"), "total", "bilangan bulat"),
    "kunci asing": (_set(1, "jumlah"), "jumlah", "tidak dikenal"),
    "kabupaten": (_set("3512", "kabupaten"), "kabupaten", "35.12"),
    "tahun": (_set("2022", "tahun"), "tahun", "tahun dari"),
    "stbm negatif": (_set(-1, "stbm_per_desa"), "stbm_per_desa", "tidak boleh negatif"),
    "tanpa kriteria": (_set([], "kriteria"), "kriteria", "kosong"),
    "kriteria bukan daftar": (_set({}, "kriteria"), "kriteria", "harus daftar"),
    "arah": (_set("naik", "kriteria", 0, "arah"), "kriteria[0].arah", "searah, berlawanan"),
    "bobot negatif": (_set(-1, "kriteria", 0, "bobot"), "kriteria[0].bobot", "negatif"),
    "bobot teks negatif": (_set("-1.5", "kriteria", 0, "bobot"), "kriteria[0].bobot", "negatif"),
    "bobot kata": (_set("banyak", "kriteria", 0, "bobot"), "kriteria[0].bobot", "bilangan"),
    "kode dua kali": (_set("penduduk", "kriteria", 1, "kode"), "kriteria[1].kode", "dipakai"),
    "id dua kali": (_set("panji", "puskesmas", 1, "id"), "puskesmas[1].id", "sudah dipakai"),
    "tanpa nilai": (
        _drop("puskesmas", 1, "nilai", "penduduk"), "puskesmas[1].nilai.penduduk", "wajib diisi"),
    "nilai negatif": (
        _set(-5, "puskesmas", 1, "nilai", "penduduk"), "puskesmas[1].nilai.penduduk", "negatif"),
    "nilai asing": (
        _set(1, "puskesmas", 1, "nilai", "cuaca"), "puskesmas[1].nilai.cuaca", "tidak dikenal"),
    "tanpa desa": (_drop("puskesmas", 0, "desa_stbm"), "puskesmas[0].desa_stbm", "wajib diisi"),
    "stbm melebihi": (_set(1, "total"), "total", "melebihi total"),
    "tahun tanpa aturan": (_set(2031, "tahun"), "stbm_per_desa", "belum ada aturan"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_said_at_its_place(name: str) -> None:
    change, place, words = FAULTS[name]
    assert words in said(changed(change))[place]


def test_all_faults_are_said_at_once() -> None:
    def spoil(data: dict[str, Any]) -> None:
        data["total"], data["tahun"] = "banyak", 1
        data["kriteria"][0]["bobot"] = None
        data["puskesmas"][2]["nilai"] = []

    assert {"total", "tahun", "kriteria[0].bobot", "puskesmas[2].nilai"} <= set(
        said(changed(spoil))
    )


_INNER = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
_KEYS = st.sampled_from(sorted(GOOD))


@given(
    st.recursive(
        _INNER, lambda one: st.lists(one, max_size=3) | st.dictionaries(_KEYS, one, max_size=4)
    )
)
def test_nothing_that_is_sent_breaks_it(data: object) -> None:
    assert said(data)


def test_numbers_may_be_decimals_in_quotation_marks() -> None:
    whole = answer(changed(_set(40, "kriteria", 0, "bobot")))
    written = answer(changed(_set("40.0", "kriteria", 0, "bobot")))
    assert whole.hasil == written.hasil
    assert whole.permintaan is not None
    assert whole.hasil is not None
    assert written.permintaan is not None
    assert written.hasil is not None
    assert alokasi_json.sidik(whole.permintaan, whole.hasil) == alokasi_json.sidik(
        written.permintaan, written.hasil
    )


def test_the_schema_takes_the_example_and_refuses_what_the_checker_refuses() -> None:
    schema = allocation_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator(schema)
    assert list(checker.iter_errors(GOOD)) == []
    outside = {"kode dua kali", "id dua kali", "tanpa nilai", "nilai asing", "stbm melebihi",
               "tahun tanpa aturan"}  # fmt: skip
    for name, (change, _, _) in FAULTS.items():
        refused = bool(list(checker.iter_errors(changed(change))))
        assert refused == (name not in outside), name


# ------------------------------------------------------------------ the command
def run(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(["hitung", "alokasi-bok", *words])
    return code, capfd.readouterr().out


def test_the_command_answers_in_whole_rupiah(capfd: pytest.CaptureFixture[str]) -> None:
    code, out = run(capfd, str(EXAMPLE))
    found = json.loads(out)
    assert code == 0
    assert [*found] == ["puskesmas", "aturan", "sidik"]
    assert sum(row["total"] for row in found["puskesmas"]) == GOOD["total"]
    assert {row["parameter"]: row["asal"] for row in found["aturan"]} == {
        "bok.stbm_per_desa": "teks",
        "bok.alokasi.nol_berlawanan": "asumsi",
    }


def test_faults_end_in_two(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(capfd)[0] == 2
    assert run(capfd, "tidak-ada.json")[0] == 2
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{}")))
    code, out = run(capfd, "-")
    assert code == 2
    assert {fault["letak"] for fault in json.loads(out)["galat"]} >= {"total", "puskesmas"}


def test_schema_and_working_are_printed(capfd: pytest.CaptureFixture[str]) -> None:
    assert json.loads(run(capfd, "--skema")[1]) == allocation_schema()
    working = run(capfd, str(EXAMPLE), "--jelaskan")[1]
    assert "Bagian STBM: Rp37.500.000" in working
    assert "sumbermalang: Rp5.740.927.353" in working
    assert "asumsi, belum diatur" in working


def test_the_workbook_holds_formulas_and_the_same_rupiah(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    target = tmp_path / "hasil.xlsx"
    found = json.loads(run(capfd, str(EXAMPLE), "--keluaran", str(target))[1])
    kept = openpyxl.load_workbook(target, data_only=True)["Alokasi"]
    live = openpyxl.load_workbook(target)["Alokasi"]
    heads = [cell.value for cell in kept[12]]
    place = heads.index("Jumlah (Rp)")
    amounts = [kept.cell(row, place + 1).value for row in range(13, 16)]
    assert amounts == [row["total"] for row in found["puskesmas"]]
    assert str(live.cell(13, place + 1).value).startswith("=")
    missing = tmp_path / "tidak" / "ada.xlsx"
    assert run(capfd, str(EXAMPLE), "--keluaran", str(missing))[0] == 2
