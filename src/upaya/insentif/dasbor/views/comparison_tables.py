"""Tables that compare: puskesmas or months side by side, and the recap of the Dinas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.urls import reverse

from upaya.insentif.dasbor.queries.figures import Dasbor
from upaya.insentif.dasbor.views.tables import TOTAL, Lembar, SheetColumn
from upaya.rules.insentif import scales
from upaya.rules.insentif.indicators import Angka, MonthSums, Sebaran
from upaya.rules.insentif.road import INSENTIF
from upaya.rules.insentif.scales import Skala, Tafsiran
from upaya.rules.period import Period

TANPA_PUSKESMAS = "Belum ada puskesmas. Admin Dinas menambahkannya di halaman Puskesmas."


@dataclass(frozen=True)
class ComparedRow:
    """One line of a comparison: sums of a puskesmas, a district or a month."""

    nama: str
    jumlah: MonthSums
    sebaran: Sebaran | None
    capaian: Angka
    url: str = ""
    status: str = ""
    penduduk: int | None = None
    kunci: str = ""

    @property
    def rata(self) -> Angka:
        """Mean incentive per officer and month."""
        return Angka(self.sebaran.rata if self.sebaran else None)

    @property
    def banding(self) -> Angka:
        """That mean over the mean jaspel per recipient."""
        return self.jumlah.banding_rata(self.rata)


def _name(label: str) -> SheetColumn:
    """What a line is of, and that nothing counts yet where nothing does."""
    return SheetColumn(
        "nama",
        label,
        url=lambda row: row.url,
        note=lambda row: "" if row.jumlah.bulan else "belum terhitung",
    )


def _amount(label: str, name: str, *, show: bool = True, under: str = "") -> SheetColumn:
    """Rupiah of the sums; nothing where no month counts."""

    def value(row: ComparedRow) -> int | None:
        return getattr(row.jumlah, name) if row.jumlah.bulan else None

    return SheetColumn(name, label, value=value, kind="rupiah", show=show, under=under)


def _share(
    d: Dasbor, name: str, label: str, skala: Skala, figure: Callable[[ComparedRow], Angka]
) -> SheetColumn:
    """A ratio in percent with its meaning."""

    def meaning(row: ComparedRow) -> Tafsiran | None:
        return d.cakupan.tafsir(skala, figure(row).nilai)

    return SheetColumn(
        name, label, value=lambda row: figure(row).nilai, kind="persen", tafsir=meaning
    )


def kolom_banding(d: Dasbor, label: str, spm: SheetColumn) -> list[SheetColumn]:
    """The columns by which puskesmas, districts or months are compared."""
    return [
        _name(label),
        _amount("BOK diusulkan", "bok_diusulkan", show=False),
        _amount("BOK terserap", "bok_diserap", show=False),
        _share(d, "penyerapan", "Penyerapan", scales.PENYERAPAN, lambda row: row.jumlah.penyerapan),
        spm,
        _amount("Insentif", "insentif"),
        SheetColumn(
            "proporsi",
            "Insentif dari BOK",
            value=lambda row: row.jumlah.proporsi.nilai,
            kind="persen",
            tafsir=lambda row: d.cakupan.tafsir(scales.POSISI, row.jumlah.posisi.nilai),
        ),
        SheetColumn("rata", "Rata-rata petugas", value=lambda row: row.rata.bulat, kind="rupiah"),
        *(_spread(name, label) for name, label in _SPREAD),
        _share(d, "jaspel", "Terhadap jaspel", scales.JASPEL, lambda row: row.banding),
    ]


_SPREAD = (
    ("terendah", "Terendah petugas"),
    ("median", "Median petugas"),
    ("tertinggi", "Tertinggi petugas"),
)


def _spread(name: str, label: str) -> SheetColumn:
    """One number of the spread in whole rupiah; files only, the page has the mean."""

    def value(row: ComparedRow) -> int | None:
        return Angka(Fraction(getattr(row.sebaran, name))).bulat if row.sebaran else None

    return SheetColumn(name, label, value=value, kind="rupiah", show=False)


def capaian_spm(d: Dasbor) -> SheetColumn:
    """Mean achievement of the services."""
    return _share(d, "spm", "Capaian SPM", scales.CAPAIAN_SPM, lambda row: row.capaian)


def indeks_spm(d: Dasbor) -> SheetColumn:
    """Mean of the SPM indices that counted."""
    return SheetColumn(
        "spm",
        "Indeks SPM",
        value=lambda row: row.jumlah.indeks_spm.nilai,
        kind="desimal",
        digit=3,
        tafsir=lambda row: d.cakupan.tafsir(scales.INDEKS_SPM, row.jumlah.indeks_spm.nilai),
    )


def baris_total(d: Dasbor, **more: Any) -> ComparedRow:  # noqa: ANN401 - fields of Baris
    """Everything together, for the foot of a table."""
    return ComparedRow(TOTAL, d.total, d.sebaran, d.capaian(d.layanan), **more)


def baris_puskesmas(d: Dasbor, url: Callable[[int], str]) -> list[ComparedRow]:
    """One line per puskesmas, by name, with those that have no month yet."""
    return [
        ComparedRow(
            nama,
            d.per_anak.get(pk, MonthSums()),
            d.sebaran_anak.get(pk),
            d.capaian(d.layanan_anak.get(pk, {})),
            url(pk),
            penduduk=d.penduduk.get(pk),
        )
        for pk, nama in d.nama.items()
    ]


def lembar_puskesmas(d: Dasbor, url: Callable[[int], str]) -> Lembar:
    """Puskesmas side by side."""
    return Lembar(
        "Per puskesmas",
        "Perbandingan puskesmas",
        kolom_banding(d, "Puskesmas", capaian_spm(d)),
        baris_puskesmas(d, url),
        baris_total(d),
        "Rata-rata dihitung per petugas yang menerima, per bulan, dibulatkan ke rupiah. Berkas "
        "unduhan memuat pula BOK, median, terendah, dan tertinggi.",
        TANPA_PUSKESMAS,
    )


def lembar_bulan(d: Dasbor) -> Lembar:
    """Month by month; of a single puskesmas each with its status and the way down to it."""
    single = d.puskesmas_tunggal
    columns = kolom_banding(d, "Bulan", indeks_spm(d))
    if single is not None:
        columns.insert(1, SheetColumn("status", "Status"))
    return Lembar(
        "Per bulan",
        "Bulan demi bulan",
        columns,
        [_month_line(d, month, single) for month in d.cakupan.bulan_tampil],
        baris_total(d),
        kosong="Belum ada bulan berinsentif pada rentang ini. Pilih rentang lain di atas.",
    )


def _month_line(d: Dasbor, month: Period, single: int | None) -> ComparedRow:
    key, status = d.bulan_unit.get((single, month), (None, "")) if single else (None, "")
    return ComparedRow(
        month.nama,
        d.per_bulan.get(month, MonthSums()),
        d.sebaran_bulan.get(month),
        Angka(None),
        url=reverse("insentif:bulan", args=[key]) if key else "",
        status=INSENTIF.states[status].label if status else "Belum dibuka",
    )


def lembar_rekap(d: Dasbor, url: Callable[[int], str]) -> Lembar:
    """The recap in the columns that the Dinas uses today, with totals."""
    rows = baris_puskesmas(d, url)
    people = [row.penduduk for row in rows if row.penduduk is not None]

    def index(name: str, label: str, figure: Callable[[ComparedRow], Angka]) -> SheetColumn:
        return SheetColumn(
            name, label, value=lambda row: figure(row).nilai, kind="desimal", digit=3
        )

    return Lembar(
        "Rekap Dinas",
        "Rekap Dinas",
        [
            _name("Nama puskesmas"),
            SheetColumn("penduduk", "Jumlah penduduk", kind="angka", under="nama"),
            index("indeks_spm", "Indeks SPM", lambda row: row.jumlah.indeks_spm),
            index("kesulitan", "Indeks kesulitan", lambda row: row.jumlah.indeks_kesulitan),
            index("beban", "Indeks beban kerja", lambda row: row.jumlah.indeks_beban),
            _amount("Usulan BOK", "bok_diusulkan"),
            _amount("BOK terserap", "bok_diserap", under="bok_diusulkan"),
            _share(
                d, "penyerapan", "Penyerapan", scales.PENYERAPAN, lambda row: row.jumlah.penyerapan
            ),
            _amount("Total insentif", "insentif"),
            SheetColumn(
                "rata",
                "Rata-rata insentif perorangan",
                value=lambda row: row.rata.bulat,
                kind="rupiah",
            ),
            SheetColumn(
                "jaspel",
                "Rata-rata jaspel kapitasi",
                value=lambda row: row.jumlah.jaspel_rata.bulat,
                kind="rupiah",
            ),
        ],
        rows,
        baris_total(d, penduduk=sum(people) if people else None),
        "Indeks, penyerapan, dan rata-rata pada baris jumlah dihitung dari seluruh bulan, bukan "
        "dari rata-rata puskesmas. Jumlah penduduk menurut bulan terakhir yang diajukan.",
        TANPA_PUSKESMAS,
    )
