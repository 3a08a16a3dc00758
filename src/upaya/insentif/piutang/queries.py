"""What officers owe back and no month has held back yet, with whoever has to see to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from upaya.core.access import Access
from upaya.core.scope import Scope
from upaya.core.second import awaiting
from upaya.insentif.koreksi.models import PenyelesaianSelisih, SelisihPetugas
from upaya.insentif.uang.debts import open_amount
from upaya.rules.insentif import road_koreksi
from upaya.rules.kesehatan import (
    BENDAHARA_PEMBANTU,
    KEPALA_DINAS,
    KEPALA_PUSKESMAS,
    VERIFIKATOR_DINAS,
)
from upaya.rules.period import tanggal
from upaya.rules.roles import Role

PEMUTUS: dict[str, tuple[Role, ...]] = {
    PenyelesaianSelisih.Cara.DIKEMBALIKAN: (KEPALA_PUSKESMAS,),
    PenyelesaianSelisih.Cara.DIHAPUSKAN: (KEPALA_DINAS, VERIFIKATOR_DINAS),
}
"""Who agrees: the head that money is back, the Dinas that it never comes back."""


@dataclass(frozen=True, slots=True)
class Piutang:
    """A difference below zero that is open: `jumlah` rupiah are owed back."""

    bagian: SelisihPetugas
    jumlah: int

    @property
    def pergi(self) -> bool:
        """Whether the officer has left, so that no month holds anything back by itself."""
        return not self.bagian.petugas.aktif

    @property
    def keadaan(self) -> str:
        """What becomes of it, in a sentence."""
        gone = self.bagian.petugas.nonaktif_sejak
        if gone is None:
            return "Ditahan dari pembayaran bulan berikutnya."
        return f"Petugas nonaktif sejak {tanggal(gone)}; tidak ada bulan yang menahannya."

    @property
    def pemilik(self) -> str:
        """Who sees to it."""
        unit = self.bagian.koreksi.pengajuan.puskesmas
        return f"{BENDAHARA_PEMBANTU.label}, {unit.nama}"


def owed_back(scope: Scope, pk: int | None = None) -> list[Piutang]:
    """Open differences below zero within reach, those of leavers first; one query."""
    rows: QuerySet[SelisihPetugas] = (
        SelisihPetugas.objects.for_scope(scope)
        .filter(Q() if pk is None else Q(pk=pk), koreksi__status=road_koreksi.DISETUJUI)
        .filter(selisih__lt=0)
        .select_related("petugas", "koreksi__pengajuan__puskesmas")
        .annotate(terbuka=open_amount())
        .filter(terbuka__lt=0)
        .order_by("petugas__aktif", "petugas__nama", "pk")
    )
    return [Piutang(row, -row.terbuka) for row in rows]  # type: ignore[attr-defined] # annotated


def of_leavers(scope: Scope) -> list[Piutang]:
    """Those that only somebody's work can close."""
    return [one for one in owed_back(scope) if one.pergi]


def waiting(access: Access) -> Iterable[PenyelesaianSelisih]:
    """Closings within reach that this person could decide, oldest first."""
    mine = [way for way, roles in PEMUTUS.items() if access.role in roles]
    rows = PenyelesaianSelisih.objects.for_scope(access.scope).filter(cara__in=mine)
    return awaiting(rows, access).select_related("bagian__petugas", "bagian__koreksi__pengajuan")
