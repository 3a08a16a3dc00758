"""Properties of a claim: exact money, the same in every order and in a second, slow reading."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.rules.claimed import Data, clean, slowly
from tests.rules.test_klaim import answer
from upaya.rules.jamkesda.compute import PUTUSAN

_DAYS = st.sampled_from([f"2026-04-{day:02}" for day in range(5, 17)])
_NEAR = st.sampled_from([f"2026-04-{day:02}" for day in range(9, 14)])
_KODE = st.sampled_from(["a", "a", "b", "b", "c", "x"])
_PERIOD = st.tuples(_DAYS, _DAYS).map(lambda two: {"mulai": min(two), "sampai": max(two)})
_STAYS = st.lists(_PERIOD, max_size=2)
_LINE = st.fixed_dictionaries({
    "kode": _KODE, "tanggal": _NEAR, "jumlah": st.integers(1, 4),
    "harga": st.sampled_from([0, 1, 7_000, 50_000, 100_000, 123_457]),
})  # fmt: skip
_OTHER = st.fixed_dictionaries({
    "id": st.just("K0"), "ppk": st.sampled_from(["RS1", "RS2"]),
    "jenis": st.sampled_from(["rawat_inap", "rawat_jalan"]), "masuk": _NEAR, "keluar": _NEAR,
    "baris": st.lists(st.fixed_dictionaries(
        {"kode": _KODE, "tanggal": _NEAR, "jumlah": st.integers(1, 4)}), max_size=3),
})  # fmt: skip
_LIMITS = st.fixed_dictionaries({}, optional={
    "jumlah_maks": st.integers(0, 3), "jenis_kelamin": st.sampled_from("LP"),
    "umur_min": st.integers(34, 36), "umur_maks": st.integers(36, 37),
    "jarak_hari": st.integers(0, 4),
})  # fmt: skip


@st.composite
def claims(draw: st.DrawFn) -> Data:
    """Small worlds in which everything meets everything."""
    data = clean()
    rare = st.integers(0, 3).map(lambda roll: roll == 0)
    for tariff in data["tarif"]:
        tariff.update(draw(_LIMITS))
    data["klaim"]["baris"] = [
        row | {"no": no} for no, row in enumerate(draw(st.lists(_LINE, min_size=1, max_size=5)))
    ]
    data["riwayat"] = draw(st.lists(_OTHER, max_size=2))
    data["surat"]["batas"] = draw(st.none() | st.integers(0, 400_000))
    data["surat"]["terpakai"] = draw(st.integers(0, 100_000))
    data["perjanjian"]["layanan"] = draw(st.lists(st.sampled_from("abc"), max_size=3))
    data["perjanjian"]["hari_klaim"] = draw(st.integers(4, 9))
    data["peserta"]["tanggal_lahir"] = draw(st.sampled_from(
        ["1990-04-10", "1990-04-11", "1992-02-29", "2026-04-11"]))  # fmt: skip
    if draw(rare):
        data["peserta"]["masa"] = draw(_STAYS)
    if draw(rare):
        data["peserta"]["jaminan_lain"] = draw(_STAYS)
    if draw(rare):
        data["peserta"]["meninggal"] = draw(_NEAR)
    if draw(rare):
        data["surat"] = None
    elif draw(rare):
        data["surat"] |= draw(_PERIOD) | {"klaim": draw(st.sampled_from([None, "K1", "K9"]))}
    if draw(rare):
        data["klaim"] |= {"masuk": draw(_NEAR), "keluar": draw(_NEAR), "diajukan": draw(_DAYS)}
    return data


@given(claims())
def test_a_second_slow_reading_comes_to_the_same(data: Data) -> None:
    found = answer(data)
    kinds, taken, left = slowly(data)
    assert set(found["kode"]) - {"D03", "G01", "B01"} == kinds
    for row in found["baris"]:
        assert {cut["kode"]: cut["jumlah"] for cut in row["potongan"]} == taken[row["no"]]
        assert row["disetujui"] == left[row["no"]]


@given(claims(), st.randoms(use_true_random=False))
def test_money_adds_up_and_no_order_of_rows_matters(data: Data, chance: Any) -> None:  # noqa: ANN401
    found = answer(data)
    sent = {row["no"]: row for row in data["klaim"]["baris"]}
    for row in found["baris"]:
        asked = sent[row["no"]]["jumlah"] * sent[row["no"]]["harga"]
        assert (
            row["diminta"]
            == asked
            == row["disetujui"] + sum(cut["jumlah"] for cut in row["potongan"])
        )
        assert row["disetujui"] >= 0
        assert all(cut["jumlah"] > 0 and cut["kalimat"].endswith(".") for cut in row["potongan"])
    assert found["disetujui"] == sum(row["disetujui"] for row in found["baris"])
    assert found["kode"] == sorted(set(found["kode"]))
    assert found["putusan"] in PUTUSAN
    assert (found["putusan"] == "lolos") == (not found["kode"])
    for rows in (data["klaim"]["baris"], data["tarif"], data["riwayat"], data["peserta"]["masa"]):
        chance.shuffle(rows)
    again = answer(data)
    again["baris"].sort(key=lambda row: row["no"])
    assert again == found
