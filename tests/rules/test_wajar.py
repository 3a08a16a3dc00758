"""What is worth a second look, and what is not."""

from typing import Any

import pytest

from tests.rules.months import month, officer
from upaya.rules.insentif.plausibility import periksa
from upaya.rules.insentif.serial import bulan_to_dict
from upaya.rules.loader import national_book

BOOK = national_book()
GOOD = bulan_to_dict(month([officer("p1"), officer("p2")]))


def doubts(before: dict[str, Any] | None = None, **changes: Any) -> dict[str, str]:  # noqa: ANN401
    return {one.letak: one.pesan for one in periksa(GOOD | changes, BOOK, before)}


def test_an_ordinary_month_beside_an_ordinary_month_says_nothing() -> None:
    assert doubts() == {}
    assert doubts(GOOD) == {}


@pytest.mark.parametrize("key", ["bok_diusulkan", "bok_diserap"])
def test_an_amount_that_lost_its_thousands_is_doubted(key: str) -> None:
    assert "Rp58 di bawah Rp1.000.000" in doubts(None, **{key: 58})[key]
    assert doubts(None, bok_diusulkan=1_000_000, bok_diserap=1_000_000) == {}


@pytest.mark.parametrize(
    ("spent", "words"),
    [(5_999_999, "di bawah 10%"), (60_000_001, "di atas 100%"), (6_000_000, ""), (0, "")],
)
def test_absorption_is_seen_beside_the_plan(spent: int, words: str) -> None:
    found = doubts(bok_diserap=spent).get("bok_diserap", "")
    assert words in found
    assert bool(found) == bool(words)


@pytest.mark.parametrize(
    ("key", "edge", "beyond"),
    [("penduduk", 33_000, 33_001), ("penduduk", 27_000, 26_999),
     ("bok_diserap", 60_000_000, 10_000_000)],
)  # fmt: skip
def test_what_moved_far_from_last_month_is_doubted(key: str, edge: int, beyond: int) -> None:
    assert key not in doubts(GOOD, **{key: edge})
    assert "bulan lalu" in doubts(GOOD, **{key: beyond})[key]


def test_achievement_above_the_target_and_targets_that_jumped() -> None:
    services = GOOD["pelayanan"] | {
        "hiv": {"target": 100, "realisasi": 101},
        "balita": {"target": 151, "realisasi": 100},
        "odgj": {"target": 0, "realisasi": 5},
    }
    services = {name: services[name] for name in services if name in GOOD["pelayanan"]}
    found = doubts(GOOD, pelayanan=services)
    assert "dihitung 100%" in found["pelayanan.hiv.realisasi"]
    assert "bulan lalu 100" in found["pelayanan.balita.target"]


def test_visits_beyond_one_person_and_far_from_last_month() -> None:
    found = doubts(GOOD, petugas=[GOOD["petugas"][0], GOOD["petugas"][1] | {"frekuensi": 94}])
    assert list(found) == ["petugas[1].frekuensi"]
    both = [w.kode for w in periksa(
        GOOD | {"petugas": [GOOD["petugas"][0] | {"frekuensi": 94}]}, BOOK, GOOD)]  # fmt: skip
    assert both == ["frekuensi_tinggi", "jauh_dari_bulan_lalu"]
    few = GOOD | {"petugas": [GOOD["petugas"][0] | {"frekuensi": 2}]}
    grown = GOOD | {"petugas": [GOOD["petugas"][0] | {"frekuensi": 12}]}
    assert periksa(grown, BOOK, few) == []


@pytest.mark.parametrize(
    "part", [{}, {"periode": "2022-08"}, {"periode": "1990-01"}, {"periode": "x"},
             {"periode": "2022-08", "penduduk": None, "pelayanan": None, "petugas": None}]
)  # fmt: skip
def test_a_month_that_is_not_filled_yet_is_not_judged(part: dict[str, Any]) -> None:
    assert periksa(part, BOOK, GOOD) == []


def test_every_threshold_is_labelled_an_assumption() -> None:
    values = [value for value in BOOK.values() if value.key.startswith("insentif_ukm.wajar.")]
    assert len(values) == 10
    assert {value.origin for value in values} == {"asumsi"}


def test_jaspel_that_jumped_is_doubted_where_it_is_known() -> None:
    before = GOOD | {"jaspel": 10_000_000, "jaspel_penerima": 40}
    assert doubts(before, jaspel=15_000_000, jaspel_penerima=60) == {}
    assert doubts(before, jaspel=15_000_001, jaspel_penerima=61) == {
        "jaspel": "Jaspel kapitasi Rp15.000.001, bulan lalu Rp10.000.000; berubah lebih dari 50%.",
        "jaspel_penerima": "Penerima jaspel 61, bulan lalu 40; berubah lebih dari 50%.",
    }
