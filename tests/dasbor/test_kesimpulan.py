"""The dashboard says its conclusion first, and one figure never has two words."""

from datetime import date
from fractions import Fraction

import pytest

from upaya.insentif.dasbor.views.tiles import Kartu, kesimpulan
from upaya.rules.insentif import scales
from upaya.rules.insentif.scales import Penafsir, Skala
from upaya.rules.loader import national_book

read = Penafsir(national_book(), date(2022, 10, 31), "35.12")


def card(label: str, scale: Skala, figure: str, sebut: str = "") -> Kartu:
    return Kartu(label, figure, "", read(scale, Fraction(figure)), sebut=sebut)


def test_figures_that_are_shown_alike_are_read_alike() -> None:
    """0,2699 is shown as 0,270: it is read as what is seen, in the table as on its tile."""
    words = {
        figure: found.kelas.sebutan
        for figure in ("0.2694", "0.2695", "0.26999", "0.27")
        if (found := read(scales.INDEKS_SPM, Fraction(figure)))
    }
    assert words == {"0.2694": "sedang", "0.2695": "tinggi", "0.26999": "tinggi", "0.27": "tinggi"}


@pytest.mark.parametrize(
    ("figure", "tone"), [("1.0004", "good"), ("1.001", "warn"), ("1.5", "warn"), ("1.6", "bad")]
)
def test_above_the_limit_is_no_information(figure: str, tone: str) -> None:
    found = read(scales.POSISI, Fraction(figure))
    assert found
    assert found.kelas.nada == tone


def test_the_worst_comes_first_and_the_rest_is_counted() -> None:
    cards = [
        card("Penyerapan BOK", scales.PENYERAPAN, "0.80"),
        card("Capaian SPM", scales.CAPAIAN_SPM, "0.10"),
        card("Terhadap jaspel", scales.JASPEL, "0.10", "Insentif dibanding jaspel"),
        card("Indeks kinerja SPM", scales.INDEKS_SPM, "0.33"),
        Kartu("Sudah dibayar", "belum ada", ""),
    ]
    assert kesimpulan(cards) == (
        "Capaian SPM sangat rendah dan insentif dibanding jaspel jauh di bawah; "
        "1 ukuran lain perlu dilihat"
    )
    assert kesimpulan(cards[:1]) == "Penyerapan BOK sedang"
    assert kesimpulan(cards[3:4]) == "Semua ukuran dalam batasnya"
    assert kesimpulan(cards[4:]) == ""
