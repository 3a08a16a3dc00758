"""What the files of the command line check alike: a fault stands where it is, and only there."""

from __future__ import annotations

import json

import jsonschema

from tests.rules.claimed import changed
from upaya.exchange.bok import alokasi_json
from upaya.exchange.checking import read_day
from upaya.exchange.jamkesda import klaim_read
from upaya.exchange.supermiskol import skor_json
from upaya.exchange.supermiskol.skor_schema import score_schema
from upaya.rules.loader import national_book


def test_a_name_given_twice_is_told_at_its_own_row_whatever_stands_before_it() -> None:
    rows = [{"kode": kode, "bobot": 1} for kode in ("", "penduduk", "penduduk")]
    data = {"total": 1, "kriteria": rows, "puskesmas": []}
    found = alokasi_json.read(json.dumps(data).encode(), national_book()).galat
    told = {one.letak: one.pesan for one in found}
    assert told["kriteria[2].kode"] == '"penduduk" sudah dipakai kriteria[1]'
    assert "kriteria[1].kode" not in told


def test_a_number_that_cannot_be_read_is_nobody_elses() -> None:
    line = changed()["klaim"]["baris"][0]
    data = changed(("klaim.baris", [line | {"no": "satu"}, line | {"no": 0}]))
    found = klaim_read.read(json.dumps(data).encode()).galat
    assert [one.letak for one in found] == ["klaim.baris[0].no"]


def test_a_day_with_a_line_feed_is_refused_by_schema_and_checker_alike() -> None:
    data = {"skema": "contoh-banyuwangi", "jawaban": {}, "tanggal": "2022-08-01\n"}
    found = skor_json.read(json.dumps(data).encode()).galat
    assert "tanggal" in {one.letak for one in found}
    assert not jsonschema.Draft202012Validator(score_schema()).is_valid(data)
    assert read_day("2022-02-30") is None
