"""Tables of one subject each: services, pagu, days per step, money, bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from upaya.insentif.dasbor.queries.figures import Dasbor
from upaya.insentif.dasbor.queries.steps import Langkah, Terlambat
from upaya.insentif.dasbor.views.comparison_tables import TANPA_PUSKESMAS
from upaya.insentif.dasbor.views.tables import TOTAL, Lembar, SheetColumn
from upaya.insentif.uang.queries import Aliran
from upaya.rules.citation import citation
from upaya.rules.insentif import scales
from upaya.rules.insentif.indicators import Angka, Gabungan, Pemakaian, Sebaran, capaian
from upaya.rules.insentif.scales import ScaleStep, Skala
from upaya.rules.insentif.spm import Pelayanan, nama_pelayanan
from upaya.rules.roles import either


# ------------------------------------------------------------------ services
@dataclass(frozen=True, slots=True)
class _Service:
    nama: str
    sums: Pelayanan


def lembar_layanan(d: Dasbor) -> Lembar:
    """The twelve services with what was reached of their targets."""
    rows = [_Service(nama, d.layanan[kunci]) for kunci, nama in nama_pelayanan().items()]
    mean = d.capaian(d.layanan)

    def figure(row: _Service) -> Fraction | None:
        return mean.nilai if row.nama == TOTAL else capaian(row.sums).nilai

    return Lembar(
        "SPM",
        "Capaian SPM per layanan",
        [
            SheetColumn("nama", "Layanan", value=lambda row: row.nama),
            SheetColumn("target", "Target", value=lambda row: row.sums.target, kind="angka"),
            SheetColumn(
                "realisasi", "Terhitung", value=lambda row: row.sums.realisasi, kind="angka"
            ),
            SheetColumn(
                "capaian",
                "Capaian",
                value=figure,
                kind="persen",
                tafsir=lambda row: d.cakupan.tafsir(scales.CAPAIAN_SPM, figure(row)),
            ),
        ],
        rows,
        _Service(
            TOTAL,
            Pelayanan(
                sum(row.sums.target for row in rows), sum(row.sums.realisasi for row in rows)
            ),
        ),
        "Terhitung adalah realisasi, paling banyak sebesar target bulan itu. Capaian seluruhnya "
        "adalah rata-rata capaian layanan yang bertarget, seperti dalam indeks kinerja SPM.",
    )


# ------------------------------------------------------------------ ceiling
@dataclass(frozen=True, slots=True)
class _Use:
    nama: str
    url: str
    use: Pemakaian | Gabungan
    kurang: str = ""


def lembar_pagu(d: Dasbor, url: Callable[[int], str]) -> Lembar:
    """Use of each pagu with its forecast."""
    rows = [
        _Use(nama, url(pk), use, _short_from(use))
        for pk, nama in d.nama.items()
        if (use := d.pagu.get(pk)) is not None
    ]
    return Lembar(
        "Pagu",
        f"Pemakaian pagu insentif tahun {d.cakupan.rentang.tahun}",
        [
            SheetColumn("nama", "Puskesmas", value=lambda row: row.nama, url=lambda row: row.url),
            SheetColumn("pagu", "Pagu", value=lambda row: row.use.pagu, kind="rupiah"),
            SheetColumn("terpakai", "Terpakai", value=lambda row: row.use.terpakai, kind="rupiah"),
            SheetColumn("sisa", "Sisa", value=lambda row: row.use.sisa, kind="rupiah"),
            SheetColumn(
                "bagian", "Bagian terpakai", value=lambda row: row.use.bagian.nilai, kind="persen"
            ),
            SheetColumn("perkiraan", "Perkiraan Desember", value=_forecast, kind="rupiah"),
            SheetColumn(
                "bagian_perkiraan",
                "Perkiraan dari pagu",
                value=lambda row: row.use.bagian_perkiraan.nilai,
                kind="persen",
                tafsir=lambda row: d.cakupan.tafsir(scales.PAGU, row.use.bagian_perkiraan.nilai),
            ),
            SheetColumn("kurang", "Tidak cukup mulai", value=lambda row: row.kurang),
        ],
        rows,
        _Use(TOTAL, "", d.gabungan_pagu),
        kosong=TANPA_PUSKESMAS,
    )


def _short_from(use: Pemakaian | Gabungan) -> str:
    """The month for which the pagu would not suffice."""
    return use.kurang.nama if isinstance(use, Pemakaian) and use.kurang else ""


def _forecast(row: _Use) -> int | None:
    if isinstance(row.use, Gabungan):
        return Angka(row.use.perkiraan).bulat if row.use.pagu_diperkirakan else None
    return row.use.perkiraan.bulat


# ------------------------------------------------------------------ steps
def lembar_langkah(d: Dasbor) -> Lembar:
    """Days per step, those that ended and those that still wait."""

    def spread(label: str, name: str, pick: Callable[[Sebaran], Any], *, done: bool) -> SheetColumn:
        def value(row: Langkah) -> Any:  # noqa: ANN401 - a whole number or a fraction
            found = row.selesai if done else row.menunggu
            return pick(found) if found else None

        return SheetColumn(name, label, value=value, kind="angka")

    return Lembar(
        "Waktu",
        "Lama tiap langkah dalam hari kerja",
        [
            SheetColumn("nama", "Langkah", value=lambda row: row.status.label),
            SheetColumn("siapa", "Menunggu siapa", value=lambda row: either(row.status.waits_for)),
            spread("Selesai", "banyak", lambda s: s.banyak, done=True),
            SheetColumn(
                "median",
                "Median",
                value=lambda row: row.selesai.median if row.selesai else None,
                kind="angka",
                tafsir=lambda row: row.tafsiran,
            ),
            spread("Terlama", "terlama", lambda s: s.tertinggi, done=True),
            SheetColumn("batas", "Tenggat", kind="angka"),
            spread("Sedang menunggu", "menunggu", lambda s: s.banyak, done=False),
            spread("Menunggu terlama", "menunggu_terlama", lambda s: s.tertinggi, done=False),
        ],
        d.langkah,
        catatan="Dari catatan langkah setiap bulan, apa pun statusnya. Draf dihitung sejak bulan "
        "berakhir; hari pertama tidak ikut dihitung, seperti tenggatnya.",
    )


def lembar_terlambat(d: Dasbor) -> Lembar:
    """Which puskesmas is late, with what, and whom it waits for; the most days over first."""
    names = {unit.pk: unit.nama for unit in d.puskesmas}

    def name(row: Terlambat) -> str:
        return f"{names[row.bulan.puskesmas_id]}, {row.bulan.period.nama}"

    return Lembar(
        "Terlambat",
        "Yang sekarang melewati tenggat",
        [
            SheetColumn(
                "nama", "Puskesmas", value=name, url=lambda row: row.bulan.get_absolute_url()
            ),
            SheetColumn("langkah", "Langkah", value=lambda row: row.status.label),
            SheetColumn("siapa", "Menunggu siapa", value=lambda row: either(row.status.waits_for)),
            SheetColumn("hari", "Menunggu, hari kerja", kind="angka"),
            SheetColumn("batas", "Tenggat", kind="angka"),
        ],
        d.terlambat,
        kosong="Tidak ada bulan yang melewati tenggat langkahnya.",
    )


# ------------------------------------------------------------------ money
@dataclass(frozen=True, slots=True)
class Uang:
    """Reported against paid, of several months together."""

    nama: str
    url: str = ""
    aliran: tuple[Aliran, ...] = ()

    def jumlah(self, name: str) -> int:
        """One column added up, in rupiah."""
        return sum(getattr(flow, name) for flow in self.aliran)

    @property
    def belum_lunas(self) -> int:
        """How many months still wait."""
        return sum(not flow.selesai for flow in self.aliran)

    @property
    def terlama(self) -> int | None:
        """Days of the month that waited longest, until paid or until today."""
        return max((flow.hari for flow in self.aliran if flow.hari is not None), default=None)


def lembar_uang(d: Dasbor, judul: str, label: str, rows: Iterable[Uang]) -> Lembar:
    """Approved, requested, transferred, paid, the difference and the days of waiting."""
    amounts = (
        ("disetujui", "Disetujui", True),
        ("tagihan", "Harus dibayar", False),
        ("diminta", "Dana diajukan", True),
        ("ditransfer", "Ditransfer", True),
        ("dibayar", "Dibayar", True),
        ("selisih", "Belum dibayar", True),
    )

    def amount(name: str, words: str, *, show: bool) -> SheetColumn:
        def value(row: Uang) -> int:
            return row.jumlah(name)

        return SheetColumn(name, words, value=value, kind="rupiah", show=show)

    return Lembar(
        f"Uang per {label.lower()}",
        judul,
        [
            SheetColumn("nama", label, value=lambda row: row.nama, url=lambda row: row.url),
            *(amount(name, words, show=show) for name, words, show in amounts),
            SheetColumn("belum_lunas", "Belum lunas (bulan)", kind="angka"),
            SheetColumn(
                "terlama",
                "Menunggu terlama (hari)",
                value=lambda row: row.terlama,
                kind="angka",
                tafsir=lambda row: d.cakupan.tafsir(
                    scales.MENUNGGU, None if row.terlama is None else Fraction(row.terlama)
                ),
            ),
        ],
        list(rows),
        Uang(TOTAL, aliran=tuple(flow for _, _, flow in d.uang)),
        "Belum dibayar memperhitungkan pula koreksi bulan sebelumnya. Dibayar dihitung bruto dari "
        "pembayaran yang berhasil. Hari dihitung sejak disetujui sampai lunas atau hari ini.",
        "Belum ada bulan yang disetujui pada rentang ini.",
    )


def uang_per_bulan(d: Dasbor) -> list[Uang]:
    """The money month by month."""
    months = sorted({month for _, month, _ in d.uang})
    return [
        Uang(month.nama, aliran=tuple(flow for _, own, flow in d.uang if own == month))
        for month in months
    ]


def uang_per_puskesmas(d: Dasbor, url: Callable[[int], str]) -> list[Uang]:
    """The money puskesmas by puskesmas."""
    flows: dict[int, list[Aliran]] = {}
    for unit, _, flow in d.uang:
        flows.setdefault(unit, []).append(flow)
    return [Uang(nama, url(pk), tuple(flows[pk])) for pk, nama in d.nama.items() if pk in flows]


# ------------------------------------------------------------------ bounds
@dataclass(frozen=True, slots=True)
class _Bound:
    skala: Skala
    kelas: ScaleStep
    jangkauan: str
    dasar: str
    asal: str


def lembar_batas(d: Dasbor) -> Lembar:
    """How figures are read: every class, from where to where, by which rule of which origin."""
    rows = [
        _Bound(skala, kelas, reach, citation(rule), rule.origin)
        for skala in scales.SKALA
        if (rule := d.cakupan.tafsir.aturan(skala.parameter)) is not None
        for kelas, reach in scales.jangkauan(skala, rule)
    ]
    return Lembar(
        "Batas",
        "Cara membaca angka",
        [
            SheetColumn("ukuran", "Ukuran", value=lambda row: row.skala.nama),
            SheetColumn("tafsiran", "Tafsiran", value=lambda row: row.kelas.kata),
            SheetColumn("jangkauan", "Batas"),
            SheetColumn("dasar", "Dasar"),
            SheetColumn("asal", "Asal"),
        ],
        rows,
        catatan="Pasal 11A ayat (8) huruf k meminta tafsiran tanpa memberi ukurannya. Yang berasal "
        "dari asumsi dapat diganti. Lama tiap langkah dibaca menurut tenggatnya sendiri.",
        kosong="Belum ada aturan Insentif UKM pada rentang ini.",
    )
