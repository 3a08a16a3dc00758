"""Charts of several series, measured here so that the template only draws.

Widths are percent of the picture, heights pixels, so the picture stretches with the page and its
words do not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any, Literal

from upaya.core.templatetags.upaya import persen, rupiah
from upaya.insentif.dasbor.queries.figures import Dasbor
from upaya.rules.insentif import scales
from upaya.rules.insentif.indicators import Angka, MonthSums, capaian
from upaya.rules.insentif.spm import nama_pelayanan
from upaya.rules.period import BULAN

TINGGI = 160
"""Pixels between the lowest and the highest line."""
_ATAS = 20
_FULL = 10_000  # a hundred percent, in hundredths

Bentuk = Literal["batang", "garis"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: a bar or a dot, with its place and its value in words."""

    x: str
    y: int
    lebar: str
    tinggi: int
    teks: str


@dataclass(frozen=True, slots=True)
class Seri:
    """The marks of one series and, between neighbouring dots, its lines (x1, y1, x2, y2)."""

    label: str
    tanda: tuple[Mark, ...]
    garis: tuple[tuple[str, int, str, int], ...]


@dataclass(frozen=True, slots=True)
class Grafik:
    """A chart with its table: `puncak` is what the top line stands for, `dasar` names below (x)."""

    judul: str
    bentuk: Bentuk
    seri: tuple[Seri, ...]
    puncak: str
    dasar: tuple[tuple[str, str], ...]
    baris: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def garis(self) -> tuple[int, int, int]:
        """Lines across: the top, the middle, the ground."""
        return _ATAS, _ATAS + TINGGI // 2, _ATAS + TINGGI

    @property
    def tinggi(self) -> int:
        """Of the whole picture, names below included."""
        return _ATAS + TINGGI + 28

    @property
    def bawah(self) -> int:
        """Where the names below stand."""
        return _ATAS + TINGGI + 20

    @property
    def ucapan(self) -> str:
        """Every number in one sentence, for who does not see the picture."""
        names = [series.label for series in self.seri]
        return "; ".join(
            f"{label}: " + ", ".join(f"{n} {t}" for n, t in zip(names, texts, strict=True))
            for label, texts in self.baris
        )


def _percent(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


_ROUND = (10, 15, 20, 25, 30, 40, 50, 60, 80)


def puncak(highest: Fraction) -> int:
    """The next round number (1, 1.5, 2, ... 8 times a power of ten, from 10 up) for the top."""
    power = 1
    while True:
        for factor in _ROUND:
            if factor * power >= highest:
                return factor * power
        power *= 10


def ringkas(amount: int) -> str:
    """An amount in few letters, exact: "Rp2,5 juta", "Rp1 miliar"."""
    for size, word in ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu")):
        if amount >= size and amount * 10 % size == 0:
            return f"{rupiah(Fraction(amount, size))} {word}"
    return rupiah(amount)


def grafik(
    judul: str,
    bentuk: Bentuk,
    labels: Sequence[str],
    series: Mapping[str, Sequence[Angka]],
    tulis: Callable[[int], str] = rupiah,
) -> Grafik:
    """A chart of whole amounts; a series without a figure at a label has a gap there."""
    top = puncak(max((a.nilai for s in series.values() for a in s if a.nilai), default=Fraction(1)))
    made = [
        _series(label, bentuk, figures, top, (number, len(series)), tulis)
        for number, (label, figures) in enumerate(series.items())
    ]
    return Grafik(
        judul,
        bentuk,
        tuple(made),
        ringkas(top),
        tuple((_percent(_middle(at, len(labels))), label) for at, label in enumerate(labels)),
        tuple(
            (label, tuple(_words(figures[at], tulis) for figures in series.values()))
            for at, label in enumerate(labels)
        ),
    )


def _words(figure: Angka, tulis: Callable[[int], str]) -> str:
    return "belum ada" if figure.bulat is None else tulis(figure.bulat)


def _middle(at: int, count: int) -> int:
    return _FULL * (2 * at + 1) // (2 * count)


def _y(value: Fraction, top: int) -> int:
    return _ATAS + TINGGI - int(value * TINGGI / top)


def _series(
    label: str,
    bentuk: Bentuk,
    figures: Sequence[Angka],
    top: int,
    place: tuple[int, int],
    tulis: Callable[[int], str],
) -> Seri:
    marks: list[Mark | None] = []
    number, of = place
    slot = _FULL // max(len(figures), 1)
    wide = slot * 7 // 10 // of
    for at, figure in enumerate(figures):
        if figure.nilai is None:
            marks.append(None)
            continue
        y = _y(figure.nilai, top)
        left = _middle(at, len(figures))
        if bentuk == "batang":
            left += wide * number - wide * of // 2
        height = _ATAS + TINGGI - y
        marks.append(Mark(_percent(left), y, _percent(wide), height, _words(figure, tulis)))
    lines = tuple((a.x, a.y, b.x, b.y) for a, b in pairwise(marks) if a and b)
    return Seri(label, tuple(mark for mark in marks if mark), lines if bentuk == "garis" else ())


# ------------------------------------------------------------------ the charts of the dashboard
def grafik_bulanan(d: Dasbor) -> list[Grafik]:
    """BOK month by month, and what an officer receives beside the jaspel of a recipient."""
    months = d.cakupan.bulan_tampil
    if not d.jumlah:
        return []
    labels = [BULAN[month.month - 1][:3] for month in months]
    sums = [d.per_bulan.get(month, MonthSums()) for month in months]

    def bok(name: str) -> list[Angka]:
        return [Angka(Fraction(getattr(s, name)) if s.bulan else None) for s in sums]

    return [
        grafik(
            "BOK menurut bulan",
            "batang",
            labels,
            {"Diusulkan": bok("bok_diusulkan"), "Terserap": bok("bok_diserap")},
        ),
        grafik(
            "Insentif per petugas dan jaspel per penerima",
            "garis",
            labels,
            {
                "Insentif UKM": [d.rata(d.sebaran_bulan.get(month)) for month in months],
                "Jaspel kapitasi": [s.jaspel_rata for s in sums],
            },
        ),
    ]


def batang_layanan(d: Dasbor) -> list[dict[str, Any]]:
    """Lying bars of the twelve services."""
    return _bars(
        d, scales.CAPAIAN_SPM, {n: capaian(d.layanan[k]) for k, n in nama_pelayanan().items()}
    )


def batang_penyerapan(d: Dasbor) -> list[dict[str, Any]]:
    """Lying bars of the absorption of every puskesmas that has a month, lowest first."""
    figures = {nama: d.per_anak[pk].penyerapan for pk, nama in d.nama.items() if pk in d.per_anak}
    return _bars(d, scales.PENYERAPAN, figures, sort=True)


def batang_pagu(d: Dasbor) -> list[dict[str, Any]]:
    """Lying bars of the forecast of every pagu, highest last."""
    figures = {nama: d.pagu[pk].bagian_perkiraan for pk, nama in d.nama.items() if pk in d.pagu}
    return _bars(d, scales.PAGU, figures, sort=True)


def kartu_batang(
    judul: str, satuan: str, bars: list[dict[str, Any]], *, cap: str = ""
) -> dict[str, Any]:
    """Lying bars with their title; `cap` names the line at a hundred percent."""
    return {
        "judul": judul,
        "satuan": satuan,
        "batang": bars,
        "tertinggi": max((1000, *(bar["value"] for bar in bars))),
        "batas": 1000 if cap else None,
        "kata_batas": cap,
    }


def _bars(
    d: Dasbor, skala: scales.Skala, figures: Mapping[str, Angka], *, sort: bool = False
) -> list[dict[str, Any]]:
    known = [(name, a.nilai) for name, a in figures.items() if a.nilai is not None]
    if sort:
        known.sort(key=lambda pair: pair[1])
    bars: list[dict[str, Any]] = []
    for name, value in known:
        meaning = d.cakupan.tafsir(skala, value)
        words = f", {meaning.kelas.sebutan}" if meaning else ""
        tone = meaning.kelas.nada if meaning else ""
        bars.append(
            {
                "label": name,
                "value": int(value * 1000),
                "text": f"{persen(value, 1)}{words}",
                "tone": tone if tone in {"good", "warn", "bad"} else "",
            }
        )
    return bars
