"""A batch as everybody reads it: its providers, their accounts, its payment."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

from upaya.alur.reading import Reading
from upaya.core import clock
from upaya.core.models import WorkflowLog
from upaya.jamkesda.kumpulan import queries
from upaya.jamkesda.kumpulan.models import IsiKumpulan, Kumpulan
from upaya.pembayaran.models import Pembayaran, RekeningPembantu
from upaya.rules.jamkesda import road_klaim as jalan
from upaya.rules.pembayaran import BERHASIL

SUMBER = "kumpulan"
RELATED = ("unit", "kabupaten", "ditutup_oleh")


class BacaanKumpulan(Reading[Kumpulan]):
    """One batch at one moment."""

    @cached_property
    def preparers(self) -> Collection[int]:
        """Who closed it."""
        return frozenset({self.subject.ditutup_oleh_id})

    def prepared_as(self, user_id: int) -> str:
        """The same in words."""
        return "menutup kumpulan ini"

    @cached_property
    def bagian(self) -> list[queries.BagianPpk]:
        """What each provider gets."""
        return queries.bagian(self.subject)

    @cached_property
    def rekening(self) -> dict[int, RekeningPembantu]:
        """The accounts of the providers and of the UPT today, by unit."""
        units = [*(one.unit.pk for one in self.bagian), self.subject.unit_id]
        return queries.rekening(units, clock.today())

    @cached_property
    def pembayaran(self) -> Pembayaran | None:
        """Its payment; None before it may be paid."""
        rows = Pembayaran.objects.filter(sumber=SUMBER, sumber_id=self.subject.pk)
        found: Pembayaran | None = rows.first()
        return found

    @property
    def sisa(self) -> int:
        """What the ceiling left after it, in rupiah."""
        return int(self.subject.tersedia - self.subject.total)

    def memeriksa(self, user_id: int) -> bool:
        """Whether this person asked for, verified or approved one of its claims."""
        inside = IsiKumpulan.objects.filter(kumpulan=self.subject).order_by().values("klaim")
        made = WorkflowLog.objects.filter(
            workflow=jalan.KLAIM.name, subject_id__in=inside, actor=user_id,
            move__in=["verifikasi", "setujui", "lengkapi"],
        )  # fmt: skip
        asked = IsiKumpulan.objects.filter(kumpulan=self.subject, klaim__dicatat_oleh=user_id)
        return bool(made.exists() or asked.exists())


# ------------------------------------------------------------------ conditions of the road
def rekening_ada(reading: BacaanKumpulan) -> list[str]:
    """Everybody who gets money has an approved account, and so has the UPT that pays."""
    known = reading.rekening
    lacking = [str(one.unit.nama) for one in reading.bagian if one.unit.pk not in known]
    said = []
    if lacking:
        said.append(
            f"Rekening {', '.join(lacking[:5])} belum ada atau belum disetujui. PPK mengusulkannya "
            "di menu Rekening bendahara, kepala UPT menyetujuinya."
        )
    if reading.subject.unit_id not in known:
        said.append(
            "Rekening bendahara UPT belum ada atau belum disetujui. Bendahara mengusulkannya di "
            "menu Rekening bendahara."
        )
    return said


def belum_bergerak(reading: BacaanKumpulan) -> list[str]:
    """No payment was made of it."""
    return [] if reading.pembayaran is None else ["Kumpulan ini sudah dalam pembayaran."]


def semua_dibayar(reading: BacaanKumpulan) -> list[str]:
    """Every line of its payment arrived."""
    payment = reading.pembayaran
    if payment is None:
        return ["Kumpulan ini belum dapat dibayar."]
    left = payment.baris.exclude(status=BERHASIL).count()
    return [f"{left} PPK belum berhasil dibayar."] if left else []
