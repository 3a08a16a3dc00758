"""The poverty score: each shape by hand, the threshold itself, answers that lack, properties."""

from dataclasses import replace
from datetime import date
from decimal import Context, Decimal
from fractions import Fraction
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upaya.rules.errors import ParameterFileError
from upaya.rules.exact import tulis
from upaya.rules.supermiskol import contoh
from upaya.rules.supermiskol.logaritma import LOGARITMA, TERBESAR, ln
from upaya.rules.supermiskol.skema import (
    ARAH,
    DI_BAWAH,
    SUSUT,
    TETAP,
    Indikator,
    Skema,
    from_dict,
    to_dict,
)
from upaya.rules.supermiskol.skor import JawabanError, Skor, dibaca, hitung, kalimat, sidik

SAMPLES = contoh.contoh()
BANYUWANGI = SAMPLES["contoh-banyuwangi"]


def skor(name: str, jawaban: dict[str, str | int | None], day: date | None = None) -> Skor:
    skema = SAMPLES[name].pada(day)
    assert skema is not None
    return hitung(skema, jawaban)


# ------------------------------------------------------------------ by hand
def test_weighted_mean_by_hand() -> None:
    """Weights 2 but 3 for income and 1 for fuel, clothes, smoker: 13 x 2 + 3 + 3 x 1 = 32.

    Every answer "2" makes 64; income 1 takes 3, roof 4 adds 4, electricity 3 adds 2, smoker 3 adds
    1: 68 / 32 = 2.125, which is not below 2.107. One step less of the floor: 66 / 32 = 2.0625.
    """
    codes = [one.kode for one in BANYUWANGI.versi[-1].skema.dihitung]
    assert len(codes) == 17
    jawaban: dict[str, str | int | None] = dict.fromkeys(codes, "2")
    jawaban |= {"penghasilan": "1", "rumah": "4", "listrik": "3", "perokok": "3"}
    found = skor("contoh-banyuwangi", jawaban)
    assert (found.skor, found.layak) == (Fraction(68, 32), False)
    assert found.pembagi == 32
    assert tulis(found.skor or Fraction()) == "2.125"
    found = skor("contoh-banyuwangi", jawaban | {"lantai": "1"})
    assert (found.skor, found.layak) == (Fraction("2.0625"), True)


def test_before_the_withdrawal_eighteen_counted() -> None:
    """With the handphone (weight 1) at 4 the same answers make 72 / 33 = 24/11."""
    old = BANYUWANGI.pada(date(2020, 12, 31))
    assert old is not None
    assert len(old.dihitung) == 18
    jawaban: dict[str, str | int | None] = {one.kode: "2" for one in old.dihitung}
    jawaban |= {"penghasilan": "1", "rumah": "4", "listrik": "3", "perokok": "3", "handphone": "4"}
    found = hitung(old, jawaban)
    assert tulis(found.skor or Fraction()) == "24/11"
    with pytest.raises(JawabanError) as refused:
        skor("contoh-banyuwangi", jawaban, date(2021, 1, 1))
    assert [fault.letak for fault in refused.value.faults] == ["jawaban.handphone"]
    assert "1 Januari 2021" in refused.value.faults[0].pesan


@pytest.mark.parametrize(("ya", "layak"), [(8, False), (9, True), (14, True)])
def test_count_of_yes_by_hand(ya: int, layak: bool) -> None:  # noqa: FBT001 - expected value
    codes = [one.kode for one in SAMPLES["contoh-bps-14"].versi[-1].skema.dihitung]
    found = skor("contoh-bps-14", {k: "ya" if n < ya else "tidak" for n, k in enumerate(codes)})
    assert len(codes) == 14
    assert found.skor == ya
    assert found.layak is layak


def test_integer_sum_by_hand() -> None:
    """17 + 4 + 6 + 13 + 0 = 40, and 40 is not below 40; without school 36 is."""
    jawaban: dict[str, str | int | None] = {
        "anggota": "tiga_atau_kurang", "sekolah": "sebagian", "lantai": "lain",
        "memasak": "lain", "kendaraan": "tidak",
    }  # fmt: skip
    assert skor("contoh-jumlah", jawaban).skor == 40
    assert skor("contoh-jumlah", jawaban).layak is False
    assert skor("contoh-jumlah", jawaban | {"sekolah": "tidak"}).layak is True


def test_log_linear_by_hand() -> None:
    """14.05 - 0.55 ln 4 - 0.08 x 2 - 0.15, with ln 4 = 1.386294361120 from the table."""
    jawaban: dict[str, str | int | None] = {
        "anggota": 4, "anak": 2, "lantai": "tanah", "kendaraan": "tidak",
    }  # fmt: skip
    found = skor("contoh-log-linear", jawaban)
    assert tulis(found.skor or Fraction()) == "12.977538101384"
    assert found.layak is True
    assert skor("contoh-log-linear", jawaban | {"anggota": 1, "anak": 0}).layak is False
    for wrong in ("4", 0, 31, True):
        with pytest.raises(JawabanError):
            skor("contoh-log-linear", jawaban | {"anggota": wrong})


def test_the_table_of_logarithms_is_right_to_the_last_digit() -> None:
    exact = Context(prec=40)
    for number in range(1, TERBESAR + 1):
        assert ln(number) == Decimal(number).ln(exact).quantize(Decimal("1e-12")), number
    assert TERBESAR == len(LOGARITMA) == 50
    for outside in (0, 51):
        with pytest.raises(ValueError, match="1 sampai 50"):
            ln(outside)


# ------------------------------------------------------------------ the threshold and what lacks
def one_question(score: str, *, arah: str = DI_BAWAH, ketat: bool = True) -> Skema:
    asked = Indikator("a", "A", Fraction(1), {"x": Fraction(score)})
    return Skema("", "", "rerata_berbobot", (asked,), None, SUSUT, Fraction("2.107"), arah, ketat)


@pytest.mark.parametrize("arah", ARAH)
@pytest.mark.parametrize("ketat", [True, False])
@pytest.mark.parametrize("step", [-1, 0, 1])
def test_the_threshold_itself(arah: str, ketat: bool, step: int) -> None:  # noqa: FBT001 - a case
    """Compared before rounding: a hundred-thousandth beside 2.107 is on its own side."""
    score = Fraction("2.107") + Fraction(step, 100_000)
    found = hitung(one_question(tulis(score), arah=arah, ketat=ketat), {"a": "x"})
    inside = step < 0 if arah == DI_BAWAH else step > 0
    assert found.layak == (inside or (step == 0 and not ketat))


def test_a_missing_answer_is_no_zero() -> None:
    found = skor("contoh-banyuwangi", {"air": "1", "listrik": None})
    assert (found.skor, found.layak, found.lengkap) == (None, None, False)
    assert len(found.kurang) == 16
    assert "listrik" in found.kurang
    assert "16 indikator belum dijawab" in kalimat(BANYUWANGI.versi[-1].skema, found)[0]
    assert skor("contoh-banyuwangi", {}).skor is None


def test_the_divisor_shrinks_or_stays() -> None:
    asked = [Indikator(k, k, Fraction(w), {"x": Fraction(3)}) for k, w in (("a", 2), ("b", 1))]
    gone = replace(asked[1], dicabut=date(2021, 1, 1))
    whole = replace(one_question("1"), indikator=(asked[0], gone))
    assert hitung(whole, {"a": "x"}).skor == 3  # 6 / 2
    assert hitung(replace(whole, pembagi_saat_dicabut=TETAP), {"a": "x"}).skor == 2  # 6 / 3
    fixed = replace(whole, pembagi=Fraction(4), pembagi_saat_dicabut=SUSUT)
    assert hitung(fixed, {"a": "x"}).skor == 2  # 6 / (4 - 1)
    assert hitung(whole.pada(date(2020, 12, 31)), {"a": "x", "b": "x"}).skor == 3  # 9 / 3


def test_working_and_words() -> None:
    found = skor("contoh-banyuwangi", {"penghasilan": "2"})
    assert found.rincian[0].kalimat == (
        "Penghasilan per orang sebulan: “Rp400.000 sampai kurang dari Rp600.000” bernilai 2, "
        "dikali bobot 3 menjadi 6."
    )
    assert dibaca(Fraction(59, 28)) == "2,1071"
    assert [tulis(Fraction(59, 28)), tulis(Fraction(-1, 8)), tulis(Fraction(7))] == [
        "59/28", "-0.125", "7",
    ]  # fmt: skip


# ------------------------------------------------------------------ the files
@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_survives_the_database(name: str) -> None:
    for version in SAMPLES[name].versi:
        assert from_dict(to_dict(version.skema)) == version.skema


def test_samples_say_where_they_come_from() -> None:
    assert {"contoh-banyuwangi", "contoh-bps-14", "contoh-jumlah", "contoh-log-linear"} == {
        *SAMPLES
    }
    assert all(one.judul.startswith("CONTOH") and one.sumber for one in SAMPLES.values())
    assert {one.skema.asal for one in BANYUWANGI.versi} == {"asumsi"}
    assert BANYUWANGI.pada(date(2012, 1, 1)) is None


@pytest.mark.parametrize(
    "change",
    [('ambang: "9"', "ambang: 9.5"), ("ketat: false", "tegas: false"), ('ya": 1', 'ya": 2'),
     ("nomor: 1", "nomer: 1"), ("cacah_ya", "cacah")],
    ids=["float", "kunci", "ya dua", "versi", "bentuk"],
)  # fmt: skip
def test_a_file_that_is_not_understood_does_not_load(change: tuple[str, str]) -> None:
    folder = resources.files("upaya.rules.supermiskol").joinpath("skema")
    text = folder.joinpath("contoh-bps-14.yaml").read_text("utf-8")
    assert contoh.read("contoh-bps-14.yaml", text).kode == "contoh-bps-14"
    assert change[0] in text
    with pytest.raises(ParameterFileError):
        contoh.read("contoh-bps-14.yaml", text.replace(*change))


# ------------------------------------------------------------------ properties
_scores = st.fractions(min_value=0, max_value=10, max_denominator=1000)
_weights = st.fractions(min_value=Fraction(1, 100), max_value=9, max_denominator=100)
_rows = st.lists(st.tuples(_weights, _scores), min_size=1, max_size=12)


def made(rows: list[tuple[Fraction, Fraction]]) -> tuple[Skema, dict[str, str]]:
    asked = tuple(Indikator(f"i{n}", "", w, {"x": s}) for n, (w, s) in enumerate(rows))
    return replace(one_question("1"), indikator=asked), {one.kode: "x" for one in asked}


@given(_rows)
def test_a_mean_lies_between_its_scores_whatever_the_order(
    rows: list[tuple[Fraction, Fraction]],
) -> None:
    skema, jawaban = made(rows)
    found = hitung(skema, jawaban)
    assert found.skor is not None
    assert min(s for _, s in rows) <= found.skor <= max(s for _, s in rows)
    turned = replace(skema, indikator=skema.indikator[::-1])
    assert hitung(turned, jawaban).skor == found.skor
    assert sum((row.hasil for row in found.rincian), Fraction()) == found.skor * found.pembagi


@given(_rows, st.fractions(min_value=1, max_value=7, max_denominator=30))
def test_scaled_weights_change_nothing(
    rows: list[tuple[Fraction, Fraction]], times: Fraction
) -> None:
    skema, jawaban = made(rows)
    scaled, _ = made([(w * times, s) for w, s in rows])
    assert hitung(scaled, jawaban).skor == hitung(skema, jawaban).skor


@given(_rows, st.data())
def test_whatever_lacks_there_is_no_score(
    rows: list[tuple[Fraction, Fraction]], data: st.DataObject
) -> None:
    skema, jawaban = made(rows)
    gone = data.draw(st.sampled_from(sorted(jawaban)))
    del jawaban[gone]
    found = hitung(skema, jawaban)
    assert (found.skor, found.layak, found.kurang) == (None, None, (gone,))


@given(_rows)
def test_the_fingerprint_follows_what_counts(rows: list[tuple[Fraction, Fraction]]) -> None:
    skema, jawaban = made(rows)
    seal = sidik(skema, jawaban)
    assert (
        sidik(replace(skema, nama="Lain", catatan="Lain"), dict(reversed(jawaban.items()))) == seal
    )
    assert sidik(replace(skema, ambang=skema.ambang + 1), jawaban) != seal
