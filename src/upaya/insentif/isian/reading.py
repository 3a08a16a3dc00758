"""What a month holds and what the master data say of it, each looked up once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, F, QuerySet, Subquery, Sum

from upaya.alur.reading import PartedReading
from upaya.bok.services import mengisi_insentif
from upaya.core import clock
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.dari_bok.reading import KegiatanBok
from upaya.insentif.hasil.models import Perhitungan
from upaya.insentif.indeks.models import IndeksTerbit
from upaya.insentif.isian.models import BerkasPendukung, PelayananBulan
from upaya.insentif.kegiatan.models import BarisKegiatan, PetugasBulan
from upaya.insentif.kegiatan.petugas import month_officers
from upaya.insentif.koreksi.models import Koreksi
from upaya.insentif.sanggahan.models import Sanggahan
from upaya.pegawai.profil import ProfilPetugas
from upaya.regulasi.queries import DistrictRules, district_rules
from upaya.rules.insentif import road_koreksi
from upaya.rules.insentif.officer_work import Kerja, jumlah_kerja
from upaya.rules.insentif.road import COUNTED
from upaya.rules.parameter import RuleBook
from upaya.wilayah.queries import kategori_berlaku


@dataclass(frozen=True, slots=True)
class SelKegiatan:
    """One filled cell of the grid: a row (`PetugasBulan`), a column, its kind, the amount."""

    baris: int
    kolom: int
    jenis: str
    jumlah: int


@dataclass(frozen=True, slots=True)
class MonthCounts:
    """What is counted around a month, in one query.

    `terpakai` is what the year's other months took from the pagu, in rupiah.
    """

    kategori: str | None
    terpakai: int
    berkas: int
    berkas_serapan: int
    sanggahan: int
    sanggahan_terbuka: int


class IsianBulan(PartedReading[Pengajuan]):
    """The tables of a month (loaded with its puskesmas), and what it is computed from beside."""

    @property
    def month(self) -> Pengajuan:
        """The month itself."""
        return self.subject

    # -------------------------------------------------------------- what was filled
    @cached_property
    def pelayanan(self) -> list[PelayananBulan]:
        """Targets and realisation."""
        return list(self.month.pelayanan.all())

    @property
    def kolom(self) -> list[BarisKegiatan]:
        """The lines of the menu that have work: the grid's columns."""
        return self._kisi[0]

    @property
    def sel(self) -> list[SelKegiatan]:
        """The grid's filled cells."""
        return self._kisi[1]

    @cached_property
    def _kisi(self) -> tuple[list[BarisKegiatan], list[SelKegiatan]]:
        """Columns and cells: a column without any is there too."""
        names = ("pk", "menu", "uraian", "jenis", "urutan")
        rows = self.month.baris.order_by("urutan", "pk", "isian__pk")
        columns: dict[int, BarisKegiatan] = {}
        cells = []
        for *values, row, amount in rows.values_list(
            *names, "isian__petugas_bulan", "isian__jumlah"
        ):
            held = dict(zip(names, values, strict=True))
            if held["pk"] not in columns:
                columns[held["pk"]] = BarisKegiatan(**held, pengajuan=self.month)
            if row is not None:
                cells.append(SelKegiatan(row, held["pk"], held["jenis"], amount))
        return list(columns.values()), cells

    @cached_property
    def baris(self) -> list[PetugasBulan]:
        """The grid's rows with their officers (code and name), by name."""
        rows = self.month.petugas.select_related("petugas")
        kept = rows.only("versi", "pengajuan", "petugas__kode", "petugas__nama")
        return list(kept.order_by("petugas__nama", "pk"))

    @cached_property
    def kerja(self) -> Mapping[int, Kerja]:
        """The work of each row of the grid; nothing for a row without any."""
        entries: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for cell in self.sel:
            entries[cell.baris].append((cell.jenis, cell.jumlah))
        sums = {row: jumlah_kerja(found) for row, found in entries.items()}
        return defaultdict(Kerja, sums)

    @property
    def rincian(self) -> Mapping[int, list[tuple[str, str, str, int]]]:
        """The work of each row by line of the menu: (menu, words, kind, amount), as in the grid."""
        lines = {line.pk: line for line in self.kolom}
        order = {pk: place for place, pk in enumerate(lines)}
        found: dict[int, list[tuple[str, str, str, int]]] = defaultdict(list)
        for cell in sorted(self.sel, key=lambda cell: order[cell.kolom]):
            line = lines[cell.kolom]
            if cell.jumlah:
                found[cell.baris].append((line.menu, line.uraian, line.jenis, cell.jumlah))
        return found

    @cached_property
    def nama(self) -> dict[str, str]:
        """Officers' names by code, of the grid's rows."""
        return {row.petugas.kode: row.petugas.nama for row in self.baris}

    @cached_property
    def dari_bok(self) -> KegiatanBok | None:
        """The month beside its BOK activities; None when its work is typed."""
        return KegiatanBok(self.month) if self.month.kegiatan_dari_bok else None

    @property
    def seharusnya_dari_bok(self) -> bool:
        """Whether the district decreed that the work of this month comes from BOK."""
        month = self.month
        return mengisi_insentif(self.book, month.puskesmas, month.period.last_day)

    @cached_property
    def berkas(self) -> list[BerkasPendukung]:
        """Supporting files, by kind, with who uploaded them."""
        rows = self.month.berkas.select_related("berkas__uploaded_by")
        return list(rows.order_by("jenis", "pk"))

    # -------------------------------------------------------------- what the Dinas and others say
    @cached_property
    def terbitan(self) -> list[IndeksTerbit]:
        """Every publication of the month's indices, oldest first."""
        rows = IndeksTerbit.objects.filter(
            puskesmas=self.month.puskesmas_id, periode=self.month.periode
        )
        return list(rows.select_related("diterbitkan_oleh").order_by("versi"))

    @property
    def indeks(self) -> IndeksTerbit | None:
        """The publication that counts; None before the first."""
        return self.terbitan[-1] if self.terbitan else None

    @cached_property
    def hitungan_lalu(self) -> Perhitungan | None:
        """What the puskesmas submitted last for the month before: input and result."""
        rows = Perhitungan.objects.filter(
            pengajuan__puskesmas=self.month.puskesmas_id,
            pengajuan__periode=self.month.period.previous().first_day,
        )
        kept = rows.only("masukan", "hasil", "tanpa_sk", "pool")
        found: Perhitungan | None = kept.order_by("-nomor").first()
        return found

    @property
    def bulan_lalu(self) -> dict[str, Any] | None:
        """Its input; None when there is none."""
        return dict(self.hitungan_lalu.masukan) if self.hitungan_lalu else None

    @cached_property
    def profil(self) -> list[ProfilPetugas]:
        """The officers of the month, by name: see `month_officers`."""
        return month_officers(self.month, lambda: self.book)

    @cached_property
    def rules(self) -> DistrictRules:
        """The rules of its district."""
        return district_rules(self.month.kabupaten_id)

    @property
    def book(self) -> RuleBook:
        """The same as a book."""
        return self.rules.book

    @cached_property
    def pagu(self) -> int | None:
        """The year's pagu insentif of the puskesmas as known today; None when none is set."""
        return self.rules.pagu(self.month.puskesmas, self.month.periode.year, clock.today())

    @property
    def sisa_pagu(self) -> int | None:
        """What is left of it before this month (Pasal 11A ayat (8) huruf l); None without a pagu.

        Counts what officers got in the year's other months that are submitted or approved, with
        their approved corrections; an undivided part stays in the pagu.
        """
        return None if self.pagu is None else max(self.pagu - self.angka.terpakai, 0)

    @cached_property
    def angka(self) -> MonthCounts:
        """What is counted around the month."""
        month = self.month
        here = Pengajuan.objects.filter(pk=month.pk).order_by()
        category = kategori_berlaku(month.puskesmas_id, month.period.last_day)
        files, said = BerkasPendukung.objects.all(), Sanggahan.objects.all()
        row = here.values_list(
            Subquery(category.values("kategori")[:1]),
            Subquery(_used(month)),
            Subquery(_corrected(month)),
            Subquery(_counted(files, month)),
            Subquery(_counted(files.filter(jenis=BerkasPendukung.Jenis.SERAPAN), month)),
            Subquery(_counted(said, month)),
            Subquery(_counted(said.filter(status=Sanggahan.Status.TERBUKA), month)),
        ).get()
        kategori, used, corrected, *counts = row
        return MonthCounts(
            kategori, (used or 0) + (corrected or 0), *(count or 0 for count in counts)
        )


def _used(month: Pengajuan) -> QuerySet[Any, Any]:
    """What the latest submissions of the year's other months share out, where they count."""
    rows = Perhitungan.objects.filter(
        pengajuan__puskesmas_id=month.puskesmas_id,
        pengajuan__periode__year=month.periode.year,
        pengajuan__status__in=COUNTED,
        round=F("pengajuan__round"),
    ).exclude(pengajuan=month)
    grouped = rows.order_by().values("pengajuan__puskesmas_id")
    return grouped.annotate(jumlah=Sum(F("pool") - F("tidak_dibagi"))).values("jumlah")


def _corrected(month: Pengajuan) -> QuerySet[Any, Any]:
    """What approved corrections of those months changed."""
    rows = Koreksi.objects.filter(
        pengajuan__puskesmas_id=month.puskesmas_id,
        pengajuan__periode__year=month.periode.year,
        status=road_koreksi.DISETUJUI,
    ).exclude(pengajuan=month)
    grouped = rows.order_by().values("pengajuan__puskesmas_id")
    return grouped.annotate(jumlah=Sum("selisih")).values("jumlah")


def _counted(rows: QuerySet[Any], month: Pengajuan) -> QuerySet[Any, Any]:
    own = rows.filter(pengajuan=month).order_by()
    counted: QuerySet[Any, Any] = own.values("pengajuan").annotate(banyak=Count("pk"))
    return counted.values("banyak")
