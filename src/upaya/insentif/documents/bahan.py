"""What the documents of a month are made of, each part read once and only when it is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from upaya.core.models import WorkflowLog
from upaya.core.workflow import history
from upaya.insentif.models import (
    BarisKegiatan,
    BerkasPendukung,
    DokumenSpj,
    IsianKegiatan,
    Pengajuan,
    Perhitungan,
    Temuan,
)
from upaya.insentif.queries.hasil import OfficerRow, names_by_kode, officer_rows
from upaya.insentif.services import bayar, hitung
from upaya.pegawai.models import Penetapan, Penugasan
from upaya.pegawai.queries import berlaku
from upaya.pembayaran.models import BarisPembayaran, DanaMasuk, Pembayaran
from upaya.wilayah.models import Unit


@dataclass(frozen=True, slots=True)
class Kerja:
    """Work of one officer on one line of the BOK menu: visits or days."""

    nama: str
    menu: str
    uraian: str
    jenis: str
    jumlah: int


class Bahan:
    """A month for its documents. Money comes from the frozen calculation and from payment lines."""

    def __init__(self, month: Pengajuan) -> None:
        self.month = month

    # -------------------------------------------------------------- the frozen calculation
    @cached_property
    def perhitungan(self) -> Perhitungan | None:
        """The calculation of the latest submission; None before the first."""
        return self.month.perhitungan.select_related("dinyatakan_oleh").order_by("-nomor").first()

    @cached_property
    def hitungan(self) -> hitung.Calculation:
        """It, thawed."""
        assert self.perhitungan is not None  # noqa: S101 - the registry asks for the status first
        return hitung.thaw(self.perhitungan)

    @cached_property
    def nama(self) -> Mapping[str, str]:
        """Officers' names by code."""
        return names_by_kode(self.month)

    @cached_property
    def petugas(self) -> list[OfficerRow]:
        """The officers' shares, by name."""
        return officer_rows(self.hitungan, self.nama)

    # -------------------------------------------------------------- its road
    @cached_property
    def jalan(self) -> list[WorkflowLog]:
        """Every move, oldest first."""
        return list(history(self.month))

    def terakhir(self, *moves: str) -> WorkflowLog | None:
        """The last of these moves."""
        found = [log for log in self.jalan if log.move in moves]
        return found[-1] if found else None

    def pelaku(self, *moves: str) -> str:
        """Who made the last of these moves; "" when nobody has: the place to sign stays open."""
        log = self.terakhir(*moves)
        return log.actor.name if log else ""

    @cached_property
    def kepala(self) -> str:
        """The head of the puskesmas: whoever asked for the money, else whoever submitted."""
        submitted = self.perhitungan.dinyatakan_oleh.name if self.perhitungan else ""
        return self.pelaku("ajukan_dana") or submitted

    @cached_property
    def temuan(self) -> list[Temuan]:
        """Findings of all rounds."""
        return list(self.month.temuan.order_by("pk"))

    # -------------------------------------------------------------- its payment
    @cached_property
    def pembayaran(self) -> Pembayaran | None:
        """The payment; None before the recap."""
        return bayar.payment_of(self.month)

    @cached_property
    def baris(self) -> list[BarisPembayaran]:
        """Its lines, by name."""
        return list(self.pembayaran.baris.order_by("nama", "pk")) if self.pembayaran else []

    @cached_property
    def dana(self) -> list[DanaMasuk]:
        """The transfers of the Dinas, in their order."""
        if self.pembayaran is None:
            return []
        return list(self.pembayaran.dana_masuk.select_related("dicatat_oleh").order_by("pk"))

    # -------------------------------------------------------------- posts, work, files
    @cached_property
    def jabatan(self) -> list[Penugasan]:
        """Posts on the month's last day, with their decrees, by officer's name."""
        return list(
            Penugasan.objects.filter(self._in_force, petugas__kode__in=self.nama)
            .select_related("petugas", "jenis", "sk")
            .order_by("petugas__nama", "petugas_id", "-jenis__macam", "mulai", "pk")
        )

    @cached_property
    def penetapan(self) -> list[Penetapan]:
        """Entitlements on the month's last day, with their decrees, by officer's name."""
        return list(
            Penetapan.objects.filter(self._in_force, petugas__kode__in=self.nama)
            .select_related("petugas", "sk")
            .order_by("petugas__nama", "petugas_id", "mulai", "pk")
        )

    @property
    def _in_force(self) -> Q:
        day = self.month.period.last_day
        return berlaku(day) & berlaku(day, "sk__")

    @cached_property
    def kerja(self) -> list[Kerja]:
        """All work that was entered, by officer's name, field work first."""
        rows = (
            IsianKegiatan.objects.filter(petugas_bulan__pengajuan=self.month)
            .select_related("petugas_bulan__petugas", "baris")
            .order_by("petugas_bulan__petugas__nama", "petugas_bulan_id", "baris__urutan", "pk")
        )
        by_officer: dict[int, list[Kerja]] = defaultdict(list)
        for row in rows:
            line: BarisKegiatan = row.baris
            nama = row.petugas_bulan.petugas.nama
            work = Kerja(nama, line.menu, line.uraian, line.jenis, row.jumlah)
            by_officer[row.petugas_bulan_id].append(work)
        field = BarisKegiatan.Jenis.LAPANGAN
        return [
            work
            for lines in by_officer.values()
            for work in sorted(lines, key=lambda line: line.jenis != field)
        ]

    @cached_property
    def berkas(self) -> list[BerkasPendukung]:
        """Supporting files, by kind."""
        return list(self.month.berkas.select_related("berkas").order_by("jenis", "pk"))

    @cached_property
    def spj(self) -> list[DokumenSpj]:
        """The signed documents that were handed over."""
        return list(self.month.spj.select_related("berkas").order_by("pk"))

    @cached_property
    def dinas(self) -> str:
        """The name of the Dinas Kesehatan."""
        units = Unit.objects.filter(kabupaten_id=self.month.kabupaten_id, jenis=Unit.Jenis.DINAS)
        found = units.order_by("pk").values_list("nama", flat=True).first()
        return str(found or f"Dinas Kesehatan {self.month.kabupaten.nama}")
