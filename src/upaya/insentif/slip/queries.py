"""An officer's own months: the share, its payment line, and where the money is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import F, OuterRef, QuerySet, Subquery
from lokal import terbilang

from upaya.core.crypto import mask
from upaya.core.scope import Scope
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.dari_bok.models import DasarKegiatan
from upaya.insentif.documents.umum import puskesmas
from upaya.insentif.hasil.calculation import Calculation
from upaya.insentif.hasil.models import PerhitunganPetugas
from upaya.insentif.koreksi.models import PelunasanSelisih, SelisihPetugas
from upaya.insentif.sanggahan.models import Pokok
from upaya.insentif.uang.reading import SUMBER
from upaya.pembayaran.models import BarisPembayaran, Kiriman, Percobaan
from upaya.rules.insentif import journey, road_koreksi
from upaya.rules.insentif.explain_slip import Kalimat, Penyesuaian, explain_slip
from upaya.rules.insentif.journey import MASUK, Tahap
from upaya.rules.insentif.officer_work import LAPANGAN, MANAJEMEN
from upaya.rules.insentif.road import COUNTED
from upaya.rules.money import angka
from upaya.rules.parameter import Origin
from upaya.rules.tax.pph21 import Pajak


@dataclass(frozen=True, slots=True)
class Slip:
    """One officer's month: rupiah; `pajak` and `neto` are None before the recap."""

    share: PerhitunganPetugas
    baris: BarisPembayaran | None
    tahap: Tahap
    ditahan: tuple[tuple[str, int], ...] = ()
    """Corrections that took all of a share, so that there is no line; below zero."""

    @property
    def month(self) -> Pengajuan:
        """The month."""
        return self.share.perhitungan.pengajuan

    @property
    def bruto(self) -> int:
        """What is paid before tax: the month's share and corrections paid with it."""
        return self.baris.bruto if self.baris else self.share.bruto + _sum(self.ditahan)

    @property
    def pajak(self) -> int | None:
        """What is withheld."""
        return self.baris.pajak if self.baris else None

    @property
    def potongan(self) -> tuple[tuple[str, int], ...]:
        """Deductions other than tax, in words and rupiah."""
        kept = self.baris.rincian_potongan if self.baris else []
        return tuple((part["uraian"], part["jumlah"]) for part in kept)

    @property
    def neto(self) -> int | None:
        """What the officer gets."""
        return self.baris.neto if self.baris else None

    @property
    def masuk(self) -> bool:
        """Whether the money is with the officer."""
        return self.tahap.kode == MASUK.kode

    @property
    def lain(self) -> tuple[tuple[str, int], ...]:
        """What is paid together with the month's own share: corrections, in words and rupiah."""
        if self.baris is None:
            return self.ditahan
        parts = self.baris.rincian
        return tuple(
            (part["uraian"], part["jumlah"]) for part in parts if part["uraian"] != str(self.month)
        )

    @property
    def bank(self) -> str:
        """The bank: as it was recapped, before that as it stands in the officer's data."""
        return self.baris.bank if self.baris else self.share.petugas.bank

    @property
    def rekening(self) -> str:
        """The account, masked; "" when none is known."""
        full = self.baris.rekening if self.baris else self.share.petugas.rekening
        return mask(full) if full else ""

    @property
    def nama_rekening(self) -> str:
        """Whose account the bank knows it to be."""
        return self.baris.nama_rekening if self.baris else self.share.petugas.nama_rekening


@dataclass(frozen=True, slots=True)
class Setahun:
    """Sums of a year in rupiah: `pajak` of the months where it is known, `masuk` net."""

    bruto: int
    pajak: int
    masuk: int
    bulan_masuk: int


def own_slips(scope: Scope) -> QuerySet[PerhitunganPetugas]:
    """The person's shares in the submissions that stand, newest month first."""
    rows = (
        PerhitunganPetugas.objects.for_scope(scope)
        .filter(
            perhitungan__pengajuan__status__in=COUNTED,
            perhitungan__round=F("perhitungan__pengajuan__round"),
        )
        .select_related("perhitungan__pengajuan__puskesmas", "petugas")
        .order_by("-perhitungan__pengajuan__periode", "pk")
    )
    return cast("QuerySet[PerhitunganPetugas]", rows)


def stands(share: PerhitunganPetugas) -> bool:
    """Whether a share (loaded with its month) is of the submission that stands."""
    month = share.perhitungan.pengajuan
    return month.status in COUNTED and share.perhitungan.round == month.round


def years(scope: Scope) -> list[int]:
    """The years with a slip, newest first; one query."""
    days = own_slips(scope).order_by().dates("perhitungan__pengajuan__periode", "year")
    return sorted((day.year for day in days), reverse=True)


def slips_of(scope: Scope, year: int) -> list[Slip]:
    """The person's slips of one year, newest first; two queries."""
    rows = own_slips(scope).filter(perhitungan__pengajuan__periode__year=year)
    # Input and result of a month hold every officer of the puskesmas: a list needs neither.
    return _with_lines(list(rows.defer("perhitungan__masukan", "perhitungan__hasil")))


def slip_of(share: PerhitunganPetugas) -> Slip:
    """The slip of one share of a month that stands; one query."""
    return _with_lines([share])[0]


def total(slips: Iterable[Slip]) -> Setahun:
    """The sums of some months."""
    rows = list(slips)
    arrived = [row for row in rows if row.masuk]
    return Setahun(
        bruto=sum(row.bruto for row in rows),
        pajak=sum(row.pajak or 0 for row in rows),
        masuk=sum(row.neto or 0 for row in arrived),
        bulan_masuk=len(arrived),
    )


def _with_lines(shares: Sequence[PerhitunganPetugas]) -> list[Slip]:
    last = Percobaan.objects.filter(baris=OuterRef("pk")).order_by("-nomor")
    lines = (
        BarisPembayaran.objects.filter(
            pembayaran__sumber=SUMBER,
            pembayaran__sumber_id__in=[share.perhitungan.pengajuan_id for share in shares],
            petugas_id__in={share.petugas_id for share in shares},
        )
        .select_related("pembayaran")
        .annotate(cara=Subquery(last.values("kiriman__cara")[:1]))
        .order_by("pk")
    )
    found = {(line.pembayaran.sumber_id, line.petugas_id): line for line in lines}
    keys = [(share.perhitungan.pengajuan_id, share.petugas_id) for share in shares]
    held = _held([key for key in keys if key not in found])
    return [
        _slip(share, found.get(key), held.get(key, ()))
        for share, key in zip(shares, keys, strict=True)
    ]


Key = tuple[int, int]
"""A month and an officer."""


def _held(keys: Sequence[Key]) -> dict[Key, tuple[tuple[str, int], ...]]:
    """What was settled with a month for officers who have no line in its payment."""
    if not keys:
        return {}
    rows = (
        PelunasanSelisih.objects.filter(
            pengajuan_id__in={month for month, _ in keys},
            bagian__petugas_id__in={officer for _, officer in keys},
        )
        .select_related("bagian__koreksi__pengajuan")
        .order_by("pk")
    )
    found: dict[Key, tuple[tuple[str, int], ...]] = defaultdict(tuple)
    for row in rows:
        found[row.pengajuan_id, row.bagian.petugas_id] += ((row.bagian.uraian, row.jumlah),)
    return found


def _sum(parts: Iterable[tuple[str, int]]) -> int:
    return sum(amount for _, amount in parts)


def _slip(
    share: PerhitunganPetugas,
    line: Any | None,  # noqa: ANN401 - a line with `cara`
    held: tuple[tuple[str, int], ...],
) -> Slip:
    stop = journey.tahap(
        share.perhitungan.pengajuan.status,
        line.status if line else None,
        tunai=line is not None and line.cara == Kiriman.Cara.TUNAI,
    )
    return Slip(share, line, stop, held)


@dataclass(frozen=True, slots=True)
class KalimatSlip:
    """One of the five sentences as a page shows it, with what it is about."""

    pokok: Pokok
    isi: Kalimat

    @property
    def judul(self) -> str:
        """What it is about."""
        return str(self.pokok.label)

    @property
    def asumsi(self) -> str:
        """The origin where it must be said: what no text settles."""
        return self.isi.asal if self.isi.asal == "asumsi" else ""


def corrections(slip: Slip) -> list[SelisihPetugas]:
    """What approved corrections changed for this officer in this month, with what is settled.

    Two queries. The reason of a correction is not the officer's to read: it may name others.
    """
    return list(
        SelisihPetugas.objects.filter(
            petugas=slip.share.petugas,
            koreksi__pengajuan=slip.month,
            koreksi__status=road_koreksi.DISETUJUI,
        )
        .select_related("koreksi")
        .prefetch_related("pelunasan__pengajuan")
        .order_by("koreksi__nomor", "pk")
    )


@dataclass(frozen=True, slots=True)
class Rincian:
    """The lines of the menu behind one sum of a slip: "9 kali", "4 hari"."""

    judul: str
    satuan: str
    jumlah: int
    baris: list[tuple[str, str, int]]


def behind(share: PerhitunganPetugas) -> list[Rincian]:
    """Which activities make the frequency and the days of a share, as they were frozen with it."""
    kinds = ((LAPANGAN, "Frekuensi kegiatan lapangan", "kali"), (MANAJEMEN, "Orang-hari", "hari"))
    found = []
    for kind, title, unit in kinds:
        lines = [(menu, words, number) for menu, words, of, number in share.kegiatan if of == kind]
        if lines:
            found.append(Rincian(title, unit, sum(number for *_, number in lines), lines))
    return found


@dataclass(frozen=True, slots=True)
class DiBalik:
    """The activities behind one number of a slip: "9 kali: sembilan ini"."""

    menu: str
    uraian: str
    judul: str
    kegiatan: tuple[DasarKegiatan, ...]


def activities(slip: Slip) -> list[DiBalik]:
    """What stands behind each number of a month that came from BOK, by day; else nothing."""
    if not slip.month.kegiatan_dari_bok:
        return []
    rows = DasarKegiatan.objects.filter(
        petugas_bulan__pengajuan=slip.month, petugas_bulan__petugas=slip.share.petugas
    )
    by_line: dict[str, list[DasarKegiatan]] = defaultdict(list)
    for row in rows.order_by("tanggal", "pk"):
        by_line[row.menu].append(row)
    known = {menu: (words, of, number) for menu, words, of, number in slip.share.kegiatan}
    return [
        _behind_line(menu, known.get(menu, (menu, "", len(found))), found)
        for menu, found in sorted(by_line.items())
    ]


def _behind_line(menu: str, line: tuple[str, str, int], found: Sequence[DasarKegiatan]) -> DiBalik:
    """A number that was corrected by hand says so: what BOK gave is another one."""
    words, of, number = line
    unit = "kali" if of == LAPANGAN else "hari"
    said = f"{angka(number)} {unit}: {terbilang(len(found))} ini"
    if number != len(found):
        said = f"{angka(number)} {unit} sesudah dikoreksi; menurut BOK {terbilang(len(found))} ini"
    return DiBalik(menu, words, said, tuple(found))


def sentences(slip: Slip, calculation: Calculation) -> list[KalimatSlip]:
    """The five sentences of a slip; `calculation` is the frozen one of its share."""
    return _explain(slip.share, calculation, slip)


def sentences_of(share: PerhitunganPetugas, calculation: Calculation) -> list[KalimatSlip]:
    """The five sentences of any frozen share.

    A month that was sent back has no slip, and the tax of the present round is not that of a former
    one: both are told as far as the calculation goes.
    """
    return _explain(share, calculation, slip_of(share) if stands(share) else None)


def _explain(
    share: PerhitunganPetugas, calculation: Calculation, slip: Slip | None
) -> list[KalimatSlip]:
    assert calculation.bulan is not None  # noqa: S101 - a frozen calculation has both
    assert calculation.hasil is not None  # noqa: S101
    line = slip.baris if slip else None
    kode = share.petugas.kode
    said = explain_slip(
        calculation.bulan,
        calculation.hasil,
        kode,
        _tax(line) if line else None,
        puskesmas(share.perhitungan.pengajuan),
        tanpa_sk=kode in calculation.tanpa_sk,
        penyesuaian=Penyesuaian(line.pajak, line.alasan_pajak)
        if line and line.pajak != line.pajak_hitung
        else None,
        lain=slip.lain if slip else (),
        potongan=slip.potongan if slip else (),
    )
    return [KalimatSlip(point, one) for point, one in zip(Pokok, said, strict=True)]


def _tax(line: BarisPembayaran) -> Pajak:
    """The tax that the rules said when the line was made."""
    return Pajak(
        jenis=line.jenis_pajak,
        tarif=line.tarif_pajak,
        dasar=line.bruto,
        pajak=line.pajak_hitung,
        neto=line.bruto - line.pajak_hitung,
        asal=cast("Origin", line.asal_pajak),
        dasar_hukum=line.dasar_hukum_pajak,
    )
