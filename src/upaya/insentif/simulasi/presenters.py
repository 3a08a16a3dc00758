"""A scenario and its outcome in words: for the form, the page and the workbook alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from upaya.pegawai.models import Kelas, Pendidikan
from upaya.rules.citation import citation
from upaya.rules.insentif.comparison import Kelompok, Perbandingan
from upaya.rules.insentif.ketentuan import DASAR, PAGU
from upaya.rules.money import angka, indeks, persen, rupiah
from upaya.rules.parameter import Origin, RawValue, RuleBook, Scalar, Value
from upaya.rules.period import Period
from upaya.rules.scenario import (
    BATAS_PENDUDUK,
    BATAS_SPM,
    FORMULA,
    METODE,
    NOL,
    PEMBAGIAN,
    SKOR_TAMBAHAN,
    Skenario,
)

_TINGKAT = ("Rendah, mulai", "Sedang, mulai", "Tinggi, mulai", "Sangat tinggi, mulai")
_LISTS = {
    BATAS_SPM: _TINGKAT,
    BATAS_PENDUDUK: _TINGKAT,
    SKOR_TAMBAHAN: (
        "Tanpa tugas tambahan",
        "Satu tugas",
        "Dua tugas",
        "Tiga tugas",
        "Empat tugas atau lebih",
    ),
}
_ITEMS = {
    **{choice.value: str(choice.label) for choice in Pendidikan},
    **{choice.value: str(choice.label) for choice in Kelas},
    "lapangan": "Kegiatan lapangan",
    "manajemen": "Kegiatan manajemen",
}
PILIHAN: Mapping[str, Mapping[str, str]] = {
    FORMULA: {
        "1+jumlah": "insentif dasar kali (1 + jumlah indeks)",
        "jumlah": "insentif dasar kali jumlah indeks",
    },
    METODE: {
        "bertingkat": "bertingkat: rata-rata capaian masuk salah satu dari lima tingkat",
        "kontinu": "kontinu: indeks tertinggi kali rata-rata capaian",
    },
    NOL: {
        "keluarkan": "pelayanan itu tidak ikut rata-rata",
        "nol": "pelayanan itu dihitung sebagai capaian nol",
    },
}
"""Values that are words, as people read them."""

NAMA_INDEKS = {
    "kinerja_spm": "Indeks kinerja SPM",
    "kesulitan_wilayah": "Indeks kesulitan wilayah",
    "beban_kerja": "Indeks beban kerja",
}


def nama_bagian(key: str, raw: RawValue) -> list[str]:
    """What each number of a list or a table stands for; [] for a single value."""
    if isinstance(raw, Mapping):
        return [_ITEMS.get(name, name) for name in raw]
    return list(_LISTS[key]) if isinstance(raw, tuple) else []


def teks(key: str, item: Scalar) -> str:
    """One value of a parameter for people: 7,5%; 0,33; 15.000 jiwa."""
    if isinstance(item, str):
        return PILIHAN.get(key, {}).get(item, item)
    if isinstance(item, Decimal):
        return persen(item) if key in {DASAR, BATAS_SPM} else indeks(item)
    if key.startswith(PAGU):
        return rupiah(item)
    unit = {BATAS_PENDUDUK: " jiwa", PEMBAGIAN: "%"}.get(key, "")
    return f"{angka(item)}{unit}"


def kalimat(key: str, raw: RawValue) -> str:
    """A whole parameter on one line."""
    if isinstance(raw, Mapping):
        items: Iterable[Scalar] = raw.values()
    elif isinstance(raw, tuple):
        items = raw
    else:
        return teks(key, raw)
    pairs = zip(nama_bagian(key, raw), items, strict=True)
    return "; ".join(f"{name} {teks(key, item)}" for name, item in pairs)


def pendek(key: str, raw: RawValue) -> str:
    """A parameter's bare values, short enough for a heading: 20%; 40%; 60%; 80%."""
    if isinstance(raw, str):
        return raw
    items = raw.values() if isinstance(raw, Mapping) else raw
    return "; ".join(teks(key, i) for i in (items if isinstance(items, Iterable) else [items]))


@dataclass(frozen=True, slots=True)
class Sekarang:
    """What is in force today: in words, since when, by which article, with what origin."""

    teks: str
    pendek: str
    masa: str
    sumber: str
    asal: Origin


def sekarang(book: RuleBook, key: str, kabupaten: str, periods: Sequence[Period]) -> list[Sekarang]:
    """Every value of a parameter over `periods`, oldest first; usually there is just one."""
    found: dict[tuple[str, str], tuple[Value, list[Period]]] = {}
    for period in periods:
        value = book.find(key, period.last_day, kabupaten)
        if value is not None:
            said = (kalimat(key, value.value), citation(value))
            found.setdefault(said, (value, []))[1].append(period)
    several = len(found) > 1
    return [
        Sekarang(
            words,
            pendek(key, value.value),
            _span(months) if several else "",
            source,
            value.origin,
        )
        for (words, source), (value, months) in found.items()
    ]


def _span(periods: Sequence[Period]) -> str:
    first, last = periods[0], periods[-1]
    return first.nama if first == last else f"{first.nama} sampai {last.nama}"


@dataclass(frozen=True, slots=True)
class Perubahan:
    """One changed parameter: today's value or values, and the scenario's."""

    judul: str
    sekarang: list[Sekarang]
    skenario: str


def perubahan(
    book: RuleBook, skenario: Skenario, kabupaten: str, periods: Sequence[Period]
) -> list[Perubahan]:
    """All that the scenario changes, in the order of the keys."""
    return [
        Perubahan(judul(book, key), sekarang(book, key, kabupaten, periods), kalimat(key, raw))
        for key, raw in skenario.nilai.items()
    ]


def judul(book: RuleBook, key: str) -> str:
    """The title of a parameter."""
    for value in (*book.values(), *book.rows):
        if value.key == key:
            return value.title
    return "Pagu insentif UKM setahun" if key.startswith(PAGU) else key


ANGKA = ("Petugas", "Sekarang", "Skenario", "Selisih", "Naik", "Turun", "Tetap")
"""The numbers of every grouping, in order."""


@dataclass(frozen=True, slots=True)
class ComparisonTable:
    """One grouping of the outcome; `baris` are (name, group)."""

    kunci: str
    judul: str
    kepala: str
    baris: list[tuple[str, Kelompok]]

    @property
    def kolom(self) -> list[dict[str, object]]:
        """The columns as `<c-table>` takes them."""
        numbers = [{"key": name.lower(), "label": name, "num": True} for name in ANGKA]
        return [{"key": "nama", "label": self.kepala}, *numbers]


def tabel(outcome: Perbandingan) -> list[ComparisonTable]:
    """The four groupings: who gains and who loses."""

    def named(groups: Sequence[Kelompok]) -> list[tuple[str, Kelompok]]:
        return [(_ITEMS.get(each.kunci, each.kunci), each) for each in groups]

    bobot = [
        (f"Bobot {each.kunci}" if each.kunci != "0" else "Tidak berhak", each)
        for each in outcome.bobot
    ]
    return [
        ComparisonTable(
            "puskesmas",
            "Menurut puskesmas",
            "Puskesmas",
            [(each.nama, each) for each in outcome.puskesmas],
        ),
        ComparisonTable(
            "jabatan", "Menurut jabatan utama", "Jabatan utama", named(outcome.jabatan)
        ),
        ComparisonTable(
            "pendidikan", "Menurut pendidikan", "Pendidikan", named(outcome.pendidikan)
        ),
        ComparisonTable("bobot", "Menurut bobot", "Bobot sekarang", bobot),
    ]


def batang(outcome: Perbandingan) -> list[dict[str, object]]:
    """The histogram as `<c-chart>` takes it, without the empty boxes at its two ends."""
    filled = [at for at, box in enumerate(outcome.histogram) if box.petugas or box.dari == 0]
    return [
        {
            "label": box.kata,
            "value": box.petugas,
            "text": angka(box.petugas),
            "tone": _tone(box.dari, box.sampai),
        }
        for box in outcome.histogram[filled[0] : filled[-1] + 1]
    ]


def _tone(low: int | None, high: int | None) -> str:
    if high is None or (low is not None and low > 0):
        return "good"
    return "bad" if low is None or high < 0 else "plain"


def ringkas(outcome: Perbandingan) -> str:
    """The outcome in one sentence."""
    whole = outcome.jumlah
    if not whole.bulan:
        return "Tidak ada bulan yang dapat dibandingkan; alasannya ada di bawah."
    over = f"pada {angka(whole.bulan)} bulan dari {angka(whole.puskesmas)} puskesmas"
    if whole.selisih == 0 and not (whole.naik or whole.turun):
        return f"Skenario ini tidak mengubah apa pun {over}."
    if whole.selisih == 0:
        return f"Jumlahnya sama {over}, tetapi pembagian antarpetugas berubah."
    more = "lebih banyak" if whole.selisih > 0 else "lebih sedikit"
    amount = rupiah(abs(whole.selisih))
    return f"Skenario ini membagikan {amount} {more} daripada aturan sekarang {over}."


def last_day(periods: Sequence[Period]) -> date:
    """The day whose rules stand in the boxes of the form: that of the newest month."""
    return max(periods).last_day
