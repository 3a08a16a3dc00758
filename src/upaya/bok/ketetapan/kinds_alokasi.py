"""What a district decrees of the allocation to its puskesmas."""

from __future__ import annotations

from upaya.bok.ketetapan.forms_alokasi import BobotForm, CovidDiakuiForm, PitaForm
from upaya.regulasi.ketetapan import JenisKetetapan, Nilai
from upaya.rules.bok.alokasi import BERLAWANAN
from upaya.rules.bok.ceilings import COVID_DIAKUI
from upaya.rules.bok.kriteria import BOBOT, PITA, bobot_kriteria, pita_kriteria
from upaya.rules.money import angka, exact_decimal, rupiah
from upaya.rules.numbers import MAX_AMOUNT


def _weights_fault(nilai: Nilai) -> str:
    try:
        bobot_kriteria(str(nilai))
    except ValueError:
        return "Bobot kriteria alokasi: kriteria dan bobotnya, paling sedikit satu di atas nol."
    return ""


def _weights_words(nilai: Nilai) -> str:
    return "; ".join(
        f"{one.kode} {angka(exact_decimal(one.bobot) or 0)}"
        + (" (berlawanan)" if one.arah == BERLAWANAN else "")
        for one in bobot_kriteria(str(nilai))
    )


def _bands_fault(nilai: Nilai) -> str:
    try:
        pita_kriteria(str(nilai))
    except ValueError:
        return "Golongan kriteria alokasi: nama golongan dengan nilainya."
    return ""


def _amount_fault(nilai: Nilai) -> str:
    whole = isinstance(nilai, int) and not isinstance(nilai, bool) and 0 < nilai <= MAX_AMOUNT
    return "" if whole else "Pemanfaatan COVID-19 yang diakui: rupiah bulat di atas nol."


def _amount_words(nilai: Nilai) -> str:
    assert isinstance(nilai, int)  # noqa: S101 - its shape was checked
    return rupiah(nilai)


BOBOT_KRITERIA = JenisKetetapan(
    BOBOT,
    "Bobot kriteria alokasi BOK",
    "bobot-alokasi-bok",
    "bobot",
    "Bobot kriteria alokasi BOK Puskesmas",
    BobotForm,
    _weights_fault,
    _weights_words,
)
GOLONGAN_KRITERIA = JenisKetetapan(
    PITA,
    "Golongan kriteria alokasi BOK",
    "golongan-alokasi-bok",
    "golongan dan nilainya",
    "Golongan kriteria alokasi BOK Puskesmas",
    PitaForm,
    _bands_fault,
    str,
)
PENGECUALIAN_COVID = JenisKetetapan(
    COVID_DIAKUI,
    "Pemanfaatan COVID-19 di atas bagiannya",
    "covid-diakui",
    "rupiah per tahun",
    "Pemanfaatan COVID-19 {} yang tetap dapat dilaksanakan",
    CovidDiakuiForm,
    _amount_fault,
    _amount_words,
)
