"""`upaya hitung bku`: its file, its faults, its answer, its workbook."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upaya.cli import main
from upaya.exchange.bok import kas_json
from upaya.exchange.bok.kas_schema import cash_schema
from upaya.rules.loader import national_book

BOOK = national_book()
EXAMPLE = Path("docs/contoh/bku.json")
GOOD: dict[str, Any] = json.loads(EXAMPLE.read_text("utf-8"))
MOVES = "unit[0].mutasi"


def changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    data = copy.deepcopy(GOOD)
    change(data)
    return data


def answer(data: object) -> kas_json.KasReading:
    return kas_json.read(json.dumps(data).encode(), BOOK)


def _set(value: object, *places: str | int) -> Callable[[dict[str, Any]], object]:
    def change(data: Any) -> None:  # noqa: ANN401 - whatever stands on the way
        for place in places[:-1]:
            data = data[place]
        data[places[-1]] = value

    return change


def _drop(*places: str | int) -> Callable[[dict[str, Any]], object]:
    def change(data: Any) -> None:  # noqa: ANN401 - whatever stands on the way
        for place in places[:-1]:
            data = data[place]
        del data[places[-1]]

    return change


_MOVE = ("unit", 0, "mutasi")
_PERSON = (*_MOVE, 2, "penerima", 0)
FAULTS: dict[str, tuple[Callable[[dict[str, Any]], object], str, str]] = {
    "tahun lain": (_set("2023-08-02", *_MOVE, 1, "tanggal"), f"{MOVES}[1].tanggal", "tahun 2022"),
    "bukti dua kali": (_set("001", *_MOVE, 1, "bukti"), f"{MOVES}[1].bukti", "sudah dipakai"),
    "jenis asing": (_set("hibah", *_MOVE, 0, "jenis"), f"{MOVES}[0].jenis", "salah satu"),
    "tanpa cara": (_drop(*_MOVE, 0, "cara"), f"{MOVES}[0].cara", "wajib"),
    "tidak berlaku": (_set("bank", *_MOVE, 0, "dari"), f"{MOVES}[0].dari", "tidak berlaku"),
    "tanpa rekening": (_drop(*_MOVE, 2, "rekening"), f"{MOVES}[2].rekening", "wajib"),
    "belanja asing": (_set("z", *_MOVE, 2, "belanja"), f"{MOVES}[2].belanja", "salah satu"),
    "nol": (_set(0, *_MOVE, 0, "jumlah"), f"{MOVES}[0].jumlah", "lebih dari 0"),
    "penerima kurang": (_set(200_000, *_MOVE, 2, "jumlah"), f"{MOVES}[2].penerima", "180000"),
    "pajak terlalu besar": (
        _set({"pph23": 6_000_001}, *_MOVE, 3, "pungutan"),
        f"{MOVES}[3].pungutan",
        "melebihi",
    ),
    "orang hari": (_set(3, *_PERSON, "banyaknya"), f"{MOVES}[2].penerima[0].banyaknya", "harus 2"),
    "tanpa hari": (_drop(*_PERSON, "hari"), f"{MOVES}[2].penerima[0].hari", "wajib"),
    "nik": (_set("351201", *_PERSON, "nik"), f"{MOVES}[2].penerima[0].nik", "16 angka"),
    "saldo kurang": (
        _set(30_000_000, *_MOVE, 5, "jumlah"),
        f"{MOVES}[5]",
        "pada 29 Desember 2022 saldo bank kurang Rp21.000.000",
    ),
    "mundur": (
        _set("2022-07-31", *_MOVE, 2, "tanggal"),
        f"{MOVES}[2]",
        "saldo tunai kurang Rp180.000",
    ),
    "pajak lebih": (_set(130_000, *_MOVE, 4, "jumlah"), f"{MOVES}[4]", "melebihi yang dipungut"),
    "opname": (
        _set(4_820_001, "unit", 0, "opname", 0, "tunai"),
        "unit[0].opname[0]",
        "dihitung Rp4.820.001, menurut buku Rp4.820.000",
    ),
    "unit dua kali": (_set("panji", "unit", 1, "id"), "unit[1].id", "sudah dipakai"),
    "tahun tanpa aturan": (_set(2001, "tahun"), "tahun", "belum ada aturan"),
    "kabupaten": (_set("Situbondo", "kabupaten"), "kabupaten", "kode kabupaten"),
}
BY_THE_SCHEMA = {"jenis asing", "nol", "nik", "kabupaten"}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_said_at_its_place(name: str) -> None:
    change, place, words = FAULTS[name]
    reading = answer(changed(change))
    assert not reading.unit
    assert words in {fault.letak: fault.pesan for fault in reading.galat}[place]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda one: (
            st.lists(one, max_size=3)
            | st.dictionaries(
                st.sampled_from(["tahun", "unit", "mutasi", "id", "jenis", "penerima"]), one,
                max_size=4,
            )
        ),
    )
)  # fmt: skip
def test_nothing_that_is_sent_breaks_it(data: object) -> None:
    assert answer(data).galat
    assert answer(GOOD | {"unit": data}).galat
    assert answer(changed(_set(data, *_MOVE, 2, "penerima"))).galat


def test_the_schema_takes_the_example_and_refuses_what_it_can() -> None:
    schema = cash_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator(schema)
    assert list(checker.iter_errors(GOOD)) == []
    refused = {
        name
        for name, (change, _, _) in FAULTS.items()
        if list(checker.iter_errors(changed(change)))
    }
    assert refused == BY_THE_SCHEMA


def test_the_mark_knows_no_person_and_no_order_of_units() -> None:
    whole = kas_json.sidik(answer(GOOD))
    named = changed(_set("Orang Lain", *_PERSON, "nama"))
    turned = changed(lambda data: data["unit"].reverse())
    assert {kas_json.sidik(answer(one)) for one in (named, turned)} == {whole}
    dearer = changed(_set(6_000_001, *_MOVE, 3, "jumlah"))
    assert kas_json.sidik(answer(dearer)) != whole


# ------------------------------------------------------------------ the command
def run(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(["hitung", "bku", *words])
    return code, capfd.readouterr().out


def test_the_command_tells_balances_absorption_and_the_day_paid_twice(
    capfd: pytest.CaptureFixture[str],
) -> None:
    code, out = run(capfd, str(EXAMPLE))
    found = json.loads(out)
    panji, dinas = found["unit"]
    assert code == 0
    assert panji["saldo"] == {"bank": 0, "tunai": 4_820_000, "pajak": 0}
    assert panji["serapan"]["kegiatan"] == {"a.9.a": 180_000, "h.1": 6_000_000}
    assert all(sum(part.values()) == 6_180_000 for part in panji["serapan"].values())
    assert (dinas["terserap"], dinas["sisa_dana"]) == (130_000, 870_000)
    first = {"unit": "panji", "tanggal": "2022-08-03", "kegiatan": "a.9.a"}
    assert [(one["pasti"], one["pertama"]) for one in found["hari_ganda"]] == [(True, first)]
    assert "3512014101900001" not in out
    assert "Siti" not in out


def test_faults_schema_and_working(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(capfd, "tidak-ada.json")[0] == 2
    assert json.loads(run(capfd, "--skema")[1]) == cash_schema()
    working = run(capfd, str(EXAMPLE), "--jelaskan")[1]
    assert "panji, 2022: sisa dana Rp4.820.000" in working
    assert "pertama kali dibayar panji (a.9.a)" in working


def test_the_workbook_holds_formulas_and_the_same_balances(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    target = tmp_path / "bku.xlsx"
    found = json.loads(run(capfd, str(EXAMPLE), "--keluaran", str(target))[1])
    kept, live = (
        openpyxl.load_workbook(target, data_only=values)["BKU 1"] for values in (True, False)
    )
    told = [row["saldo"] for row in found["unit"][0]["bku"]]
    assert [kept.cell(6 + row, 7).value for row in range(len(told))] == told
    assert live.cell(6, 7).value == "=G5+E6-F6"
    assert str(openpyxl.load_workbook(target)["Hari ganda"].cell(5, 1).value).startswith(
        "3 Agustus"
    )
