"""Behind the figures of one activity: how each version wrote it, what was paid, what was done."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from upaya.bok.realisasi.models import Pelaksanaan
from upaya.bok.rencana.models import KegiatanRencana, Rencana
from upaya.bok.rencana.versions import pure
from upaya.bok.serapan.models import SerapanKegiatan
from upaya.rules.bok.anggaran import Anggaran
from upaya.rules.period import Period


@dataclass(frozen=True, slots=True)
class Versi:
    """An activity as one version writes it."""

    row: KegiatanRencana
    setahun: int


@dataclass(frozen=True, slots=True)
class Dibayar:
    """What was paid on it in one month."""

    bulan: Period
    jumlah: int


class JejakKegiatan:
    """One activity of a plan through the year."""

    def __init__(self, plan: Rencana, kunci: int) -> None:
        self.plan, self.kunci = plan, kunci

    @cached_property
    def versi(self) -> list[Versi]:
        """How each version up to this one writes it, the oldest first."""
        plan = self.plan
        rows = (
            KegiatanRencana.objects.filter(
                rencana__puskesmas=plan.puskesmas_id,
                rencana__tahun=plan.tahun,
                rencana__nomor__lte=plan.nomor,
                kunci=self.kunci,
            )
            .select_related("rencana")
            .prefetch_related("rincian")
            .order_by("rencana__nomor")
        )
        return [Versi(row, 0 if row.dihapus else pure(row).setahun) for row in rows]

    @cached_property
    def dibayar(self) -> list[Dibayar]:
        """What the treasurer recorded, month by month."""
        plan = self.plan
        rows = SerapanKegiatan.objects.filter(
            serapan__puskesmas=plan.puskesmas_id,
            serapan__periode__year=plan.tahun,
            kunci=self.kunci,
        ).select_related("serapan")
        return [
            Dibayar(Period.of(row.serapan.periode), row.jumlah)
            for row in rows.order_by("serapan__periode")
        ]

    @cached_property
    def laporan(self) -> list[Pelaksanaan]:
        """What was reported of it."""
        plan = self.plan
        rows = Pelaksanaan.objects.filter(
            puskesmas=plan.puskesmas_id, periode__year=plan.tahun, kunci=self.kunci
        )
        return list(rows.select_related("puskesmas").order_by("periode", "pk"))

    @property
    def nama(self) -> str:
        """Its youngest name."""
        return self.versi[-1].row.nama

    @property
    def angka(self) -> Anggaran:
        """The four figures."""
        first = self.versi[0]
        return Anggaran(
            0 if first.row.rencana.nomor else first.setahun,
            self.versi[-1].setahun,
            sum(one.jumlah for one in self.dibayar),
        )
