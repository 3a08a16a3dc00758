"""A month beside its BOK activities: what it took over, what they give now, what was corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from upaya.bok.services import AngkaBulan, Kerja, counted_work, month_figures
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.dari_bok.models import DasarKegiatan, KoreksiKegiatan
from upaya.rules.insentif.officer_work import LAPANGAN
from upaya.rules.insentif.officer_work import Kerja as Jumlah
from upaya.rules.money import rupiah

Tanda = tuple[int, str, date, int]
"""Officer, menu line, day, report: what makes one counted day or visit."""


def mark(one: Kerja) -> Tanda:
    """The same of counted work."""
    return one.petugas, one.menu, one.hari, one.pelaksanaan


@dataclass(frozen=True, slots=True)
class BedaPetugas:
    """An officer whose work in BOK is no longer what the month took over."""

    nama: str
    kode: str
    dulu: Jumlah
    kini: Jumlah


class KegiatanBok:
    """What a month has from BOK; each fact is asked for once."""

    def __init__(self, month: Pengajuan) -> None:
        self.month = month

    @cached_property
    def kini(self) -> list[Kerja]:
        """What the verified activities of BOK give now."""
        return counted_work(self.month.puskesmas_id, self.month.period)

    @cached_property
    def dasar(self) -> list[DasarKegiatan]:
        """What the month took over, with the officers."""
        rows = DasarKegiatan.objects.filter(petugas_bulan__pengajuan=self.month)
        return list(rows.select_related("petugas_bulan__petugas").order_by("tanggal", "pk"))

    @cached_property
    def koreksi(self) -> list[KoreksiKegiatan]:
        """What was corrected by hand, with whose it is and who did it."""
        rows = KoreksiKegiatan.objects.filter(petugas_bulan__pengajuan=self.month)
        wanted = ("petugas_bulan__petugas", "baris", "dicatat_oleh")
        return list(rows.select_related(*wanted).order_by("petugas_bulan__petugas__nama", "pk"))

    @cached_property
    def angka(self) -> AngkaBulan:
        """The month's figures in BOK."""
        return month_figures(self.month.puskesmas_id, self.month.period)

    @property
    def diambil(self) -> set[Tanda]:
        """What the month took over, as marks."""
        return {
            (row.petugas_bulan.petugas_id, row.menu, row.tanggal, row.pelaksanaan)
            for row in self.dasar
        }

    @cached_property
    def berubah(self) -> bool:
        """Whether BOK gives something else now than the month took over."""
        return {mark(one) for one in self.kini} != self.diambil

    @cached_property
    def beda(self) -> list[BedaPetugas]:
        """Officers whose sums differ now, by name."""
        if not self.berubah:
            return []
        kinds = {one.menu: one.sifat for one in self.kini}
        kinds |= dict(self.month.baris.order_by("pk").values_list("menu", "jenis"))
        people = {
            row.petugas_id: (row.petugas.nama, row.petugas.kode)
            for row in self.month.petugas.select_related("petugas").order_by("pk")
        }
        before = _sums(self.diambil, kinds)
        after = _sums({mark(one) for one in self.kini}, kinds)
        found = [
            BedaPetugas(*people.get(key, ("Petugas di luar daftar", "")), before_one, after_one)
            for key in before.keys() | after.keys()
            for before_one in [before.get(key, Jumlah())]
            for after_one in [after.get(key, Jumlah())]
            if before_one != after_one
        ]
        return sorted(found, key=lambda one: (one.nama, one.kode))

    def kurang(self) -> list[str]:
        """What stands in the way of a month that is being filled, in sentences."""
        said = []
        if self.berubah:
            said.append(
                "Kegiatan BOK yang diverifikasi berubah sejak diambil. Ambil lagi dari kegiatan "
                "BOK."
            )
        return said

    def kurang_angka(self) -> list[str]:
        """The same of the month's figures."""
        month, said = self.month, []
        for label, stored, known, missing in (
            (
                "BOK yang diusulkan",
                month.bok_diusulkan,
                self.angka.diusulkan,
                "Rencana BOK tahun ini belum ditetapkan, jadi RPK bulan ini belum ada.",
            ),
            (
                "BOK yang diserap",
                month.bok_diserap,
                self.angka.diserap,
                "Bendahara puskesmas belum mencatat serapan BOK bulan ini.",
            ),
        ):
            if known is None:
                said.append(missing)
            elif stored is not None and stored != known:
                said.append(
                    f"{label} {rupiah(stored)} tidak sama dengan {rupiah(known)} menurut BOK. "
                    "Ambil lagi dari kegiatan BOK."
                )
        return said


def _sums(marks: set[Tanda], kinds: Mapping[str, str]) -> dict[int, Jumlah]:
    found: dict[int, list[int]] = {}
    for officer, menu, _day, _report in marks:
        pair = found.setdefault(officer, [0, 0])
        pair[kinds.get(menu) == LAPANGAN] += 1
    return {officer: Jumlah(days, visits) for officer, (days, visits) in found.items()}
