"""`upaya hitung skor-kemiskinan`: its file, its faults, its answer, its workbook."""

import copy
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

from upaya.cli import main
from upaya.exchange.supermiskol import skor_json
from upaya.exchange.supermiskol.skor_schema import score_schema

EXAMPLE = Path("docs/contoh/skor-kemiskinan.json")
SHIPPED: dict[str, Any] = json.loads(EXAMPLE.read_text("utf-8"))
GOOD: dict[str, Any] = {
    "skema": {
        "indikator": [
            {"kode": "air", "bobot": 3, "pilihan": {"sungai": 1, "ledeng": "4"}},
            {"kode": "lantai", "bobot": "25", "pilihan": {"tanah": "0.5", "ubin": 2}},
        ],
        "pembagi": "jumlah_bobot",
        "ambang": "2.107",
        "arah": "di_bawah",
        "ketat": True,
    },
    "jawaban": {"air": "ledeng", "lantai": "ubin"},
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
    reading = skor_json.read(json.dumps(data).encode())
    if reading.skema is None or reading.hasil is None:
        return {"galat": {fault.letak: fault.pesan for fault in reading.galat}}
    return skor_json.result(reading.skema, reading.jawaban, reading.hasil)


def test_a_fraction_stays_a_fraction() -> None:
    """(3 x 4 + 25 x 2) / 28 = 62/28 = 31/14; with "tanah" 24.5/28 = 0.875."""
    assert answer(GOOD)["skor"] == "31/14"
    assert answer(GOOD)["layak"] is False
    low = answer(changed("tanah", "jawaban", "lantai"))
    assert (low["skor"], low["layak"], low["lengkap"]) == ("0.875", True, True)
    assert [row["hasil"] for row in low["rincian"]] == ["12", "12.5"]


def test_exactly_the_threshold_is_not_below() -> None:
    data = changed("1000", "skema", "pembagi")
    data["skema"]["indikator"] = [{"kode": "a", "bobot": 1, "pilihan": {"x": 2107, "y": "2106.9"}}]
    assert [answer(data | {"jawaban": {"a": one}})["layak"] for one in "xy"] == [False, True]
    data["skema"]["ketat"] = False
    assert answer(data | {"jawaban": {"a": "x"}}) | {"sidik": "", "rincian": []} == {
        "skor": "2.107", "layak": True, "lengkap": True, "kurang": [], "rincian": [],
        "pembagi": "1000", "ambang": "2.107", "syarat": "di bawah 2,107 (2,107 sendiri termasuk)",
        "skema": {"kode": "", "versi": "", "bentuk": "rerata_berbobot"}, "sidik": "",
    }  # fmt: skip


def test_what_lacks_is_named() -> None:
    found = answer(changed({"lantai": "ubin"}, "jawaban"))
    assert (found["skor"], found["layak"], found["lengkap"]) == (None, None, False)
    assert found["kurang"] == ["air"]


FAULTS: dict[str, tuple[dict[str, Any], str, str]] = {
    "tanpa jawaban": (changed(..., "jawaban"), "jawaban", "wajib diisi"),
    "indikator asing": (changed("x", "jawaban", "atap"), "jawaban.atap", "tidak ada dalam skema"),
    "pilihan asing": (changed("got", "jawaban", "air"), "jawaban.air", "salah satu dari sungai"),
    "jawaban bilangan": (changed(1, "jawaban", "air"), "jawaban.air", "salah satu dari"),
    "jawaban benar": (changed(bool(1), "jawaban", "air"), "jawaban.air", "harus pilihan"),
    "kunci asing": (changed(1, "skor"), "skor", "tidak dikenal"),
    "nama skema": (changed("bogor", "skema"), "skema", "contoh-banyuwangi"),
    "tanggal": (changed("1-8-2022", "tanggal"), "tanggal", "harus tanggal"),
    "ketat kata": (changed("ya", "skema", "ketat"), "skema.ketat", "true atau false"),
    "arah": (changed("turun", "skema", "arah"), "skema.arah", "di_bawah, di_atas"),
    "ambang pecahan": (changed(2.107, "skema", "ambang"), "skema.ambang", "2.107"),
    "pembagi nol": (changed("0", "skema", "pembagi"), "skema.pembagi", "lebih dari nol"),
    "tanpa indikator": (changed([], "skema", "indikator"), "skema.indikator", "tidak ada"),
    "bobot": (changed(1.5, "skema", "indikator", 0, "bobot"), "skema.indikator[0].bobot", "harus"),
    "bobot negatif": (
        changed(-1, "skema", "indikator", 0, "bobot"), "skema.indikator[0].bobot", "negatif"),
    "tanpa bobot": (
        changed(..., "skema", "indikator", 0, "bobot"), "skema.indikator[0].bobot", "wajib"),
    "tanpa pilihan": (
        changed(..., "skema", "indikator", 0, "pilihan"), "skema.indikator[0].pilihan", "wajib"),
    "pilihan kosong": (
        changed({}, "skema", "indikator", 0, "pilihan"), "skema.indikator[0].pilihan", "kosong"),
    "kode ganda": (
        changed("air", "skema", "indikator", 1, "kode"), "skema.indikator[1].kode", "dipakai"),
    "bentuk dibagi": (changed("jumlah", "skema", "bentuk"), "skema.pembagi", "tidak dibagi"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_said_at_its_place(name: str) -> None:
    data, place, words = FAULTS[name]
    assert words in answer(data)["galat"][place]


def test_all_faults_are_said_at_once() -> None:
    data = copy.deepcopy(GOOD)
    data["skema"]["ambang"], data["skema"]["arah"], data["jawaban"] = None, 1, {"air": []}
    assert answer(data)["galat"].keys() == {"skema.ambang", "skema.arah", "jawaban.air"}


def test_a_withdrawn_indicator_names_its_day() -> None:
    data = copy.deepcopy(SHIPPED)
    data["jawaban"]["handphone"] = "1"
    assert "2021-01-01" in answer(data)["galat"]["jawaban.handphone"]
    assert answer(data | {"tanggal": "2020-12-31"})["lengkap"] is True
    assert "mulai 2013-01-01" in answer(data | {"tanggal": "2012-12-31"})["galat"]["tanggal"]
    own = changed("2021-05-01", "skema", "indikator", 0, "dicabut")
    assert "2021-05-01" in answer(own)["galat"]["jawaban.air"]
    assert answer(own | {"tanggal": "2021-04-30"})["skor"] == "31/14"
    assert answer(own | {"jawaban": {"lantai": "ubin"}})["skor"] == "2"


def test_the_schema_takes_the_samples_and_refuses_what_the_checker_refuses() -> None:
    schema = score_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator(schema)
    assert [*checker.iter_errors(GOOD), *checker.iter_errors(SHIPPED)] == []
    outside = {"indikator asing", "pilihan asing", "jawaban bilangan", "pembagi nol", "kode ganda",
               "bobot negatif", "bentuk dibagi"}  # fmt: skip
    for name, (data, _, _) in FAULTS.items():
        assert bool(list(checker.iter_errors(data))) == (name not in outside), name


_INNER = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
_KEYS = st.sampled_from(["skema", "jawaban", "indikator", "kode", "bobot", "pilihan", "pembagi"])


@given(
    st.recursive(
        _INNER, lambda one: st.lists(one, max_size=3) | st.dictionaries(_KEYS, one, max_size=5)
    )
)
def test_nothing_that_is_sent_breaks_it(data: object) -> None:
    assert answer(data)["galat"]
    assert answer(GOOD | {"skema": data})["galat"]


# ------------------------------------------------------------------ the command
def run(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(["hitung", "skor-kemiskinan", *words])
    return code, capfd.readouterr().out


def test_the_command(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    target = tmp_path / "skor.xlsx"
    code, out = run(capfd, str(EXAMPLE), "--keluaran", str(target))
    assert (code, json.loads(out)["skor"]) == (0, "2.125")
    live, kept = (openpyxl.load_workbook(target, data_only=kept)["Skor"] for kept in (False, True))
    place = next(row for row in range(1, 40) if kept.cell(row, 1).value == "Skor")
    assert (kept.cell(place, 5).value, kept.cell(place + 2, 5).value) == (2.125, "tidak memenuhi")
    assert str(live.cell(place, 5).value).startswith("=")
    assert "Skor 2,125 tidak memenuhi" in run(capfd, str(EXAMPLE), "--jelaskan")[1]
    assert json.loads(run(capfd, "--skema")[1]) == score_schema()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{}")))
    code, out = run(capfd, "-")
    assert (code, {row["letak"] for row in json.loads(out)["galat"]}) == (2, {"skema", "jawaban"})
    assert run(capfd)[0] == 2
    assert run(capfd, str(EXAMPLE), "--keluaran", str(tmp_path / "tidak" / "ada.xlsx"))[0] == 2
