"""The tiles: one figure each, its meaning in words, the bounds it was read by and their origin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from upaya.core.templatetags.upaya import angka, desimal, persen, rupiah
from upaya.insentif.dasbor.queries.figures import Dasbor
from upaya.insentif.dasbor.views.tables import Lembar, SheetColumn
from upaya.rules.insentif import scales
from upaya.rules.insentif.indicators import Angka
from upaya.rules.insentif.scales import Tafsiran

BELUM_ADA = "belum ada"


@dataclass(frozen=True, slots=True)
class Kartu:
    """One figure as text, what it means, and the sentence with the numbers behind it."""

    label: str
    nilai: str
    kalimat: str
    tafsiran: Tafsiran | None = None
    url: str = ""
    sebut: str = ""
    """How a sentence calls it; "" by its label."""


def _kartu(
    label: str,
    figure: Angka,
    write: Callable[[Fraction], str],
    kalimat: str,
    tafsiran: Tafsiran | None,
) -> Kartu:
    """A tile; without a figure it says why there is none."""
    if figure.nilai is None:
        return Kartu(label, BELUM_ADA, f"{figure.alasan[:1].upper()}{figure.alasan[1:]}.")
    return Kartu(label, write(figure.nilai), kalimat, tafsiran)


def _percent(value: Fraction) -> str:
    return persen(value, 1)


def _index(value: Fraction | None) -> str:
    """Means of indices to three digits: two would round over the bounds that the text prints."""
    return desimal(value, 3)


def _amount(figure: Angka) -> str:
    return rupiah(figure.bulat) or BELUM_ADA


def semua_kartu(d: Dasbor) -> list[Kartu]:
    """Every tile of the first page, in the order of Pasal 11A ayat (8) huruf k."""
    made = [_penyerapan, _capaian, _indeks, _insentif, _petugas, _jaspel, _pagu, _dibayar]
    if d.langkah:  # the whole country's steps are not measured
        made.insert(-1, _langkah)
    return [make(d) for make in made]


_POOR = {"bad": 0, "warn": 1}
"""Tones that somebody should look at, the worse first."""


def utama(d: Dasbor) -> list[Kartu]:
    """The three figures that the page begins with: spent, shared, arrived."""
    return [_penyerapan(d), _insentif(d), _dibayar(d)]


def lainnya(d: Dasbor, first: list[Kartu]) -> list[Kartu]:
    """The other measures, in their order."""
    labels = {one.label for one in first}
    return [one for one in semua_kartu(d) if one.label not in labels]


def kesimpulan(cards: list[Kartu]) -> str:
    """What the figures come to, in one sentence; "" while nothing can be read."""
    read = [(one.sebut or one.label, one.tafsiran.kelas) for one in cards if one.tafsiran]
    poor = sorted(
        ((label, kelas) for label, kelas in read if kelas.nada in _POOR),
        key=lambda pair: _POOR[pair[1].nada],
    )
    if not poor:
        return "Semua ukuran dalam batasnya" if read else ""
    said = [f"{label} {kelas.sebutan}" for label, kelas in poor[:2]]
    more = len(poor) - len(said)
    rest = f"; {angka(more)} ukuran lain perlu dilihat" if more else ""
    return f"{' dan '.join(said[:1] + [_within(one) for one in said[1:]])}{rest}"


def _within(words: str) -> str:
    """A label inside a sentence: a capital only where a name or an abbreviation has it."""
    return words if words[:2].isupper() else f"{words[:1].lower()}{words[1:]}"


def _penyerapan(d: Dasbor) -> Kartu:
    total = d.total
    return _kartu(
        "Penyerapan BOK",
        total.penyerapan,
        _percent,
        f"{rupiah(total.bok_diserap)} terserap dari {rupiah(total.bok_diusulkan)} yang diusulkan.",
        d.cakupan.tafsir(scales.PENYERAPAN, total.penyerapan.nilai),
    )


def _capaian(d: Dasbor) -> Kartu:
    found = d.capaian(d.layanan)
    counted = sum(1 for row in d.layanan.values() if row.target)
    return _kartu(
        "Capaian SPM",
        found,
        _percent,
        f"Rata-rata {counted} layanan yang bertarget.",
        d.cakupan.tafsir(scales.CAPAIAN_SPM, found.nilai),
    )


def _indeks(d: Dasbor) -> Kartu:
    total = d.total
    return _kartu(
        "Indeks kinerja SPM",
        total.indeks_spm,
        _index,
        f"Rata-rata {total.bulan} bulan puskesmas. Kesulitan wilayah "
        f"{_index(total.indeks_kesulitan.nilai)}, beban kerja "
        f"{_index(total.indeks_beban.nilai)}.",
        d.cakupan.tafsir(scales.INDEKS_SPM, total.indeks_spm.nilai),
    )


def _insentif(d: Dasbor) -> Kartu:
    total = d.total
    figure = Angka(Fraction(total.insentif)) if total.bulan else total.indeks_spm
    cut = f" Dipotong pagu {rupiah(total.dipotong_pagu)}." if total.dipotong_pagu else ""
    mended = f" Termasuk koreksi {rupiah(total.koreksi)}." if total.koreksi else ""
    return _kartu(
        "Insentif UKM",
        figure,
        rupiah,
        f"{persen(total.proporsi.nilai, 1)} dari BOK; batasnya "
        f"{persen(total.batas_proporsi.nilai, 2)}. Posisi {persen(total.posisi.nilai, 1)} dari "
        f"batas itu.{cut}{mended}",
        d.cakupan.tafsir(scales.POSISI, total.posisi.nilai),
    )


def _petugas(d: Dasbor) -> Kartu:
    spread, mean = d.sebaran, d.rata(d.sebaran)
    if spread is None:
        return _kartu("Insentif per petugas", mean, rupiah, "", None)
    before = " sebelum koreksi" if d.total.koreksi else ""
    return Kartu(
        "Insentif per petugas sebulan",
        _amount(mean),
        f"Rata-rata {angka(spread.banyak)} penerimaan{before}. Median "
        f"{_amount(Angka(spread.median))}, terendah {rupiah(spread.terendah)}, "
        f"tertinggi {rupiah(spread.tertinggi)}.",
        d.cakupan.tafsir(scales.SEBARAN, spread.kali_median.nilai),
    )


def _jaspel(d: Dasbor) -> Kartu:
    mean = d.rata(d.sebaran)
    ratio, total = d.total.banding_rata(mean), d.total.banding_total
    made = _kartu(
        "Terhadap jaspel kapitasi",
        ratio,
        _percent,
        f"Insentif {_amount(mean)} per petugas, jaspel {_amount(d.total.jaspel_rata)} per "
        f"penerima. Menurut jumlahnya {persen(total.nilai, 1) or BELUM_ADA}.",
        d.cakupan.tafsir(scales.JASPEL, ratio.nilai),
    )
    return replace(made, sebut="Insentif dibanding jaspel")


def _pagu(d: Dasbor) -> Kartu:
    use, year = d.gabungan_pagu, d.cakupan.rentang.tahun
    forecast = use.bagian_perkiraan
    ahead = (
        f" Perkiraan sampai Desember {_amount(Angka(use.perkiraan))} "
        f"({persen(forecast.nilai, 1)}), bila bulan berikutnya seperti rata-rata (asumsi)."
        if forecast.nilai is not None
        else ""
    )
    return _kartu(
        f"Pagu insentif tahun {year} terpakai",
        use.bagian,
        _percent,
        f"{rupiah(use.terpakai)} dari {rupiah(use.pagu)}.{ahead}",
        d.cakupan.tafsir(scales.PAGU, forecast.nilai),
    )


def _langkah(d: Dasbor) -> Kartu:
    label = "Langkah paling lambat"
    ended = [(step.selesai, step) for step in d.langkah if step.selesai]
    if not ended:
        return Kartu(label, BELUM_ADA, "Belum ada langkah yang selesai.")
    spread, step = max(ended, key=lambda pair: pair[0].median)
    limit = f" Tenggat {step.batas} hari kerja." if step.batas else ""
    return Kartu(
        label,
        f"{angka(spread.median)} hari kerja",
        f"Median langkah “{step.status.label}”, terlama {spread.tertinggi}.{limit}",
        step.tafsiran,
    )


def _dibayar(d: Dasbor) -> Kartu:
    money = d.lunas
    late, days = money.belum_lunas, money.terlama
    waiting = f" {late} bulan belum lunas, terlama {days} hari." if late else ""
    return _kartu(
        "Sudah dibayar",
        money.bagian,
        _percent,
        f"{rupiah(money.dibayar)} dari {rupiah(money.tagihan)} yang harus dibayar.{waiting}",
        d.cakupan.tafsir(scales.MENUNGGU, None if days is None else Fraction(days)),
    )


def lembar_ringkasan(d: Dasbor) -> Lembar:
    """The tiles as a table, for files."""
    return Lembar(
        "Ringkasan",
        "Ringkasan",
        [
            SheetColumn("label", "Ukuran"),
            SheetColumn("nilai", "Nilai"),
            SheetColumn("tafsir", "Tafsiran", value=lambda k: k.tafsiran and k.tafsiran.kelas.kata),
            SheetColumn("batas", "Batas", value=lambda k: k.tafsiran and k.tafsiran.jangkauan),
            SheetColumn(
                "asal", "Asal batas", value=lambda k: k.tafsiran and k.tafsiran.aturan.origin
            ),
            SheetColumn("kalimat", "Penjelasan"),
        ],
        semua_kartu(d),
    )
