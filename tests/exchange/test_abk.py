"""`upaya hitung abk`: its file, its faults, its answer, its workbook."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upaya.cli import main
from upaya.exchange.tenaga import abk_json
from upaya.exchange.tenaga.abk_schema import workload_schema
from upaya.rules.loader import national_book

EXAMPLE = Path("docs/contoh/abk.json")
GOOD: dict[str, Any] = {
    "waktu_kerja_tersedia": 72000,
    "tugas_pokok": [
        {"uraian": "Penyuluhan", "capaian": 480, "norma": "90"},
        {"uraian": "Kunjungan", "capaian": "100", "standar": 300},
    ],
    "faktor_penunjang": "20",
}


def changed(value: object, *places: str | int) -> dict[str, Any]:
    data = copy.deepcopy(GOOD)
    here: Any = data
    for place in places[:-1]:
        here = here[place]
    if value is ...:
        del here[places[-1]]
    else:
        here[places[-1]] = value
    return data


def answer(data: object) -> dict[str, Any]:
    reading = abk_json.read(json.dumps(data).encode(), national_book())
    if reading.beban is None or reading.hasil is None:
        return {"galat": {fault.letak: fault.pesan for fault in reading.galat}}
    return abk_json.result(reading.beban, reading.hasil)


def test_exact_numbers_are_decimals_where_they_end_and_fractions_where_they_do_not() -> None:
    """0.6 + 1/3 = 14/15; with 20 percent 14/15 x 5/4 = 7/6, so one."""
    found = answer(GOOD)
    assert found["tugas_pokok"] == [
        {"uraian": "Penyuluhan", "standar": "800", "kebutuhan": "0.6"},
        {"uraian": "Kunjungan", "standar": "300", "kebutuhan": "1/3"},
    ]
    keys = ("jumlah", "standar_penunjang", "kebutuhan_tepat", "kebutuhan")
    assert [found[key] for key in keys] == ["14/15", "1.25", "7/6", 1]
    assert [row["asal"] for row in found["aturan"]] == ["praktik"]


def test_the_standard_of_other_duties_may_be_given_itself() -> None:
    data = changed(..., "faktor_penunjang") | {"standar_penunjang": "1.25"}
    assert answer(data)["kebutuhan_tepat"] == "7/6"
    assert answer(data)["sidik"] != answer(GOOD)["sidik"]


FAULTS: dict[str, tuple[Any, str, str]] = {
    "bukan objek": ([], "", "harus objek"),
    "tanpa waktu": (changed(..., "waktu_kerja_tersedia"), "waktu_kerja_tersedia", "wajib diisi"),
    "waktu nol": (changed(0, "waktu_kerja_tersedia"), "waktu_kerja_tersedia", "lebih dari nol"),
    "waktu benar": (changed(bool(1), "waktu_kerja_tersedia"), "waktu_kerja_tersedia", "bilangan"),
    "tanpa tugas": (changed(..., "tugas_pokok"), "tugas_pokok", "wajib diisi"),
    "tugas kosong": (changed([], "tugas_pokok"), "tugas_pokok", "kosong"),
    "tugas objek": (changed({}, "tugas_pokok"), "tugas_pokok", "harus daftar"),
    "tugas teks": (changed(["x"], "tugas_pokok"), "tugas_pokok[0]", "harus objek"),
    "uraian kosong": (
        changed(" ", "tugas_pokok", 0, "uraian"), "tugas_pokok[0].uraian", "tidak kosong",
    ),
    "capaian negatif": (
        changed(-1, "tugas_pokok", 0, "capaian"), "tugas_pokok[0].capaian", "tidak boleh negatif",
    ),
    "capaian desimal telanjang": (
        changed(1.5, "tugas_pokok", 0, "capaian"), "tugas_pokok[0].capaian", "harus bilangan",
    ),
    "norma nol": (
        changed("0.0", "tugas_pokok", 0, "norma"), "tugas_pokok[0].norma", "lebih dari nol",
    ),
    "norma kosong": (
        changed(None, "tugas_pokok", 0, "norma"), "tugas_pokok[0].norma", "harus bilangan",
    ),
    "standar negatif": (
        changed("-3", "tugas_pokok", 1, "standar"), "tugas_pokok[1].standar", "lebih dari nol",
    ),
    "norma dan standar": (
        changed(5, "tugas_pokok", 0, "standar"), "tugas_pokok[0]", "tidak keduanya",
    ),
    "tanpa norma": (changed(..., "tugas_pokok", 0, "norma"), "tugas_pokok[0]", "sebut norma"),
    "faktor negatif": (changed("-1", "faktor_penunjang"), "faktor_penunjang", "dari 0"),
    "faktor seratus": (changed("100", "faktor_penunjang"), "faktor_penunjang", "kurang dari 100"),
    "tanpa penunjang": (changed(..., "faktor_penunjang"), "", "sebut faktor_penunjang"),
    "kedua penunjang": (changed("1.2", "standar_penunjang"), "", "tidak keduanya"),
    "penunjang kurang dari satu": (
        changed(..., "faktor_penunjang") | {"standar_penunjang": "0.99"},
        "standar_penunjang", "kurang dari 1",
    ),
    "kunci asing": (changed(1, "waktu"), "waktu", "tidak dikenal"),
    "baris kedua": (changed("1\n", "faktor_penunjang"), "faktor_penunjang", "harus bilangan"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "letak", "pesan"), FAULTS.values(), ids=FAULTS)
def test_every_fault_is_named_at_its_place(data: Any, letak: str, pesan: str) -> None:  # noqa: ANN401
    assert pesan in answer(data)["galat"][letak]


def test_all_faults_at_once() -> None:
    data = changed(0, "waktu_kerja_tersedia")
    data["tugas_pokok"][0]["capaian"] = -1
    data["tugas_pokok"][1]["standar"] = "0"
    data["faktor_penunjang"] = 100
    assert len(answer(data)["galat"]) == 4


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: (
    st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["waktu_kerja_tersedia", "tugas_pokok", "uraian", "capaian", "norma", "x"]), inner)
), max_leaves=12))  # fmt: skip
def test_nothing_makes_it_fall(data: Any) -> None:  # noqa: ANN401
    assert "galat" in answer(data)


def test_the_schema_knows_the_example_and_the_shape() -> None:
    schema = workload_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(EXAMPLE.read_text("utf-8")), schema)
    jsonschema.validate(GOOD, schema)
    for name in ("tanpa waktu", "tugas kosong", "norma dan standar", "tanpa norma",
                 "tanpa penunjang", "kedua penunjang", "kunci asing", "uraian kosong"):  # fmt: skip
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(FAULTS[name][0], schema)


def test_the_command(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "abk.xlsx"
    assert main(["hitung", "abk", str(EXAMPLE), "--jelaskan", "--keluaran", str(book)]) == 0
    told = capfd.readouterr().out
    assert "Kebutuhan: 2 orang" in told
    assert "Penyuluhan di posyandu" in told
    cells = {
        cell.value: cell.coordinate
        for row in openpyxl.load_workbook(book)["ABK"].iter_rows()
        for cell in row
    }
    assert {"=$B$4/C7", "=B7/D7", "=SUM(E7:E10)", "=1/(1-E12/100)", "=INT(E14+0.5)"} <= set(cells)

    assert main(["hitung", "abk", str(EXAMPLE)]) == 0
    assert json.loads(capfd.readouterr().out)["kebutuhan"] == 2
    bad = tmp_path / "salah.json"
    bad.write_text("{}")
    assert main(["hitung", "abk", str(bad)]) == 2
    assert json.loads(capfd.readouterr().out)["galat"]
    assert main(["hitung", "abk", "--skema"]) == 0
    assert json.loads(capfd.readouterr().out)["$id"] == "urn:upaya:skema:abk"
