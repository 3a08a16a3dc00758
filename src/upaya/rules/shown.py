"""Parameters as people read them: words instead of stored names, percents instead of ratios.

Pages, papers, the command line and the documents write a value here, so that none of them shows
`non_ASN`, `final_pns` or "0,075 rasio".
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from upaya.rules.insentif.spm import nama_pelayanan
from upaya.rules.money import angka, persen, rupiah
from upaya.rules.parameter import Scalar, Value
from upaya.rules.words import LABELS

_OTHERS = {
    "kinerja_spm": "indeks kinerja SPM",
    "kesulitan_wilayah": "indeks kesulitan wilayah",
    "beban_kerja": "indeks beban kerja",
    "final_pns": "final PNS",
    "pasal_17": "Pasal 17",
    "ter_bulanan": "tarif efektif (TER) bulanan",
    "ukm_esensial": "UKM esensial",
    "covid_19": "COVID-19",
    "insentif_ukm": "insentif UKM",
    "kabupaten.ukm_esensial": "BOK Kabupaten, UKM esensial",
    "kabupaten.covid_19": "BOK Kabupaten, COVID-19",
    "surat_desa": "surat pengantar desa",
    "ket_dinsos": "keterangan Dinas Sosial",
    "kebalikan_terbesar": "kebalikan terbesar di antara yang lain",
}
_PART = "bagian dari "


@cache
def _known() -> Mapping[str, str]:
    listed = {name: label for words in LABELS.values() for name, label in words.items()}
    return listed | dict(nama_pelayanan()) | _OTHERS


def word(stored: str) -> str:
    """A stored name in words; what is no stored name stays as it is."""
    return _known().get(stored, stored) if "_" in stored else stored


def name(stored: str) -> str:
    """The same for what is certainly a name: one that nobody gave words loses its underscores."""
    return word(stored).replace("_", " ")


def item(value: Value, one: Scalar) -> str:
    """One scalar of a value, by its unit: rupiah, percent, number or words."""
    if isinstance(one, str):
        return word(one)
    if value.unit.startswith("rupiah"):
        return rupiah(one)
    return persen(Decimal(one)) if _is_part(value) else angka(one)


def pairs(value: Value) -> tuple[tuple[str, str], ...]:
    """A table as names and what stands under them."""
    return tuple((name(str(key)), item(value, one)) for key, one in value.table.items())


def text(value: Value) -> str:
    """The whole value on one line."""
    if isinstance(value.value, Mapping):
        return "; ".join(f"{key}: {one}" for key, one in pairs(value))
    if isinstance(value.value, tuple):
        return "; ".join(item(value, one) for one in value.value)
    return item(value, value.value)


def unit(value: Value) -> str:
    """The unit beside it: a ratio is written as a percent, of what it is a part of."""
    if value.unit == "rasio":
        return "persen"
    return f"persen {value.unit.removeprefix('bagian ')}" if _is_part(value) else value.unit


def _is_part(value: Value) -> bool:
    return value.unit == "rasio" or value.unit.startswith(_PART)
