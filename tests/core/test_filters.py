from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upaya.core.templatetags import upaya as write
from upaya.rules.period import Period


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (write.rupiah(66_369_000), "Rp66.369.000"),
        (write.rupiah(-5), "-Rp5"),
        (write.rupiah(Decimal("12.5")), "Rp12,5"),
        (write.rupiah(None), ""),
        (write.angka(1_234), "1.234"),
        (write.angka(Fraction(1, 8)), "0,125"),
        (write.desimal(Decimal("1234.5")), "1.234,50"),
        (write.desimal(Decimal("-0.005")), "-0,01"),
        (write.desimal(Fraction(2, 3), 4), "0,6667"),
        (write.desimal(Decimal("2.5"), 0), "3"),
        (write.persen(Decimal("0.075")), "7,5%"),
        (write.persen(Fraction(1, 3)), "33,33%"),
        (write.persen(1), "100%"),
        (write.tanggal(date(2022, 8, 1)), "1 Agustus 2022"),
        (write.tanggal(None), ""),
        (write.tanggal_pendek(date(2022, 8, 31)), "31 Agu 2022"),
        (write.bulan(date(2022, 8, 31)), "Agustus 2022"),
        (write.bulan(Period(2022, 12)), "Desember 2022"),
        (write.waktu(datetime(2022, 8, 1, 7, 5, tzinfo=UTC)), "1 Agustus 2022 pukul 14.05"),
    ],
)
def test_the_indonesian_way(written: str, expected: str) -> None:
    assert written == expected


def test_a_moment_is_dated_in_the_zone_of_the_installation() -> None:
    late = datetime(2022, 7, 31, 18, 0, tzinfo=UTC)
    assert write.tanggal(late) == "1 Agustus 2022"
    assert write.bulan(late) == "Agustus 2022"


@pytest.mark.parametrize("value", [1.5, True, "1"])
def test_what_is_not_exact_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        write.rupiah(value)  # type: ignore[arg-type]


def test_a_number_without_end_needs_a_number_of_digits() -> None:
    with pytest.raises(TypeError, match="angka di belakang koma"):
        write.angka(Fraction(1, 3))


@given(st.fractions(), st.integers(0, 6))
def test_rounding_is_never_further_than_half_a_digit(value: Fraction, places: int) -> None:
    read = Fraction(write.desimal(value, places).replace(".", "").replace(",", "."))
    assert abs(read - value) <= Fraction(1, 2 * 10**places)
