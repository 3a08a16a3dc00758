"""The board: months of a year by puskesmas, and which month comes next."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from upaya.core import clock
from upaya.core.scope import Scope
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.hasil.models import Perhitungan
from upaya.rules.insentif.ketentuan import ada_ketentuan
from upaya.rules.insentif.road import (
    DANA_DIAJUKAN,
    DANA_DITRANSFER,
    DIAJUKAN,
    DIBAYAR,
    DIKEMBALIKAN,
    DIREKAP,
    DISETUJUI,
    DITOLAK,
    DIVERIFIKASI_PUSKESMAS,
    DRAF,
    INSENTIF,
    MENUNGGU_VERIFIKASI,
    NOTA_DISIAPKAN,
)
from upaya.rules.loader import national_book
from upaya.rules.period import Period
from upaya.wilayah.models import Unit

SHORT = {
    DRAF: "Draf",
    MENUNGGU_VERIFIKASI: "Di tim",
    DIVERIFIKASI_PUSKESMAS: "Di kepala",
    DIAJUKAN: "Di Dinas",
    DIKEMBALIKAN: "Kembali",
    DISETUJUI: "Disetujui",
    DIREKAP: "Direkap",
    NOTA_DISIAPKAN: "Nota",
    DANA_DIAJUKAN: "Dana diminta",
    DANA_DITRANSFER: "Ditransfer",
    DIBAYAR: "Dibayar",
    DITOLAK: "Ditolak",
}
"""Words for a narrow cell: where the month lies. The legend gives the full name."""


@dataclass(frozen=True, slots=True)
class BoardCell:
    """One month of one puskesmas on the board."""

    pk: int
    status: str

    @property
    def kata(self) -> str:
        """The short word."""
        return SHORT.get(self.status, INSENTIF.states[self.status].label)

    @property
    def label(self) -> str:
        """The full name of the status."""
        return INSENTIF.states[self.status].label

    @property
    def tone(self) -> str:
        """Colour beside the word."""
        return INSENTIF.states[self.status].tone


def legend() -> list[dict[str, str]]:
    """Every word of the board with its full name, in the order of the road."""
    return [
        {"kata": SHORT.get(name, state.label), "label": state.label, "tone": state.tone}
        for name, state in INSENTIF.states.items()
    ]


def months_of(year: int, kabupaten: str) -> list[Period]:
    """The months of a year that have rules and have begun, oldest first."""
    present, book = Period.of(clock.today()), national_book()
    months = (Period(year, number) for number in range(1, 13))
    return [m for m in months if m <= present and ada_ketentuan(book, m, kabupaten)]


def years(scope: Scope) -> list[int]:
    """Years that have a month on the board, and this one; newest first."""
    first = (
        Pengajuan.objects.for_scope(scope)
        .order_by("periode")
        .values_list("periode", flat=True)
        .first()
    )
    present = clock.today().year
    return list(range(present, (first.year if first else present) - 1, -1))


def puskesmas_of(scope: Scope, year: int) -> QuerySet[Unit]:
    """Rows of the board: the puskesmas at work, and closed ones with a month in that year."""
    months = Pengajuan.objects.filter(puskesmas=OuterRef("pk"), periode__year=year)
    rows: QuerySet[Unit] = (
        Unit.objects.for_scope(scope)
        .filter(jenis=Unit.Jenis.PUSKESMAS)
        .filter(Q(aktif=True) | Exists(months))
        .select_related("kecamatan")
        .order_by("nama", "pk")
    )
    return rows


def with_status(units: QuerySet[Unit], year: int, status: str) -> QuerySet[Unit]:
    """Only puskesmas with a month of that year in this status."""
    months = Pengajuan.objects.filter(puskesmas=OuterRef("pk"), periode__year=year, status=status)
    return units.filter(Exists(months))


def cells(scope: Scope, year: int) -> dict[tuple[int, int], BoardCell]:
    """All months of a year by (puskesmas, month number): one query."""
    rows = (
        Pengajuan.objects.for_scope(scope)
        .filter(periode__year=year)
        .order_by("pk")
        .values_list("puskesmas_id", "periode", "pk", "status")
    )
    return {(unit, periode.month): BoardCell(pk, status) for unit, periode, pk, status in rows}


def own_months(scope: Scope) -> QuerySet[Pengajuan]:
    """The months of the scope with what their latest submission shares out, where it counts."""
    latest = Perhitungan.objects.filter(pengajuan=OuterRef("pk"), round=OuterRef("round")).order_by(
        "-nomor"
    )
    rows: QuerySet[Pengajuan] = (
        Pengajuan.objects.for_scope(scope)
        .annotate(
            insentif=Subquery(latest.annotate(isi=F("pool") - F("tidak_dibagi")).values("isi")[:1])
        )
        .order_by("-periode", "pk")
    )
    return rows


def openable(scope: Scope, kabupaten: str) -> list[Period]:
    """Months that may be opened, the one to propose first: the oldest gap after the first month.

    Without any month the last ended one is proposed. Looks back to January of last year.
    """
    present = Period.of(clock.today())
    opened = {
        Period.of(day)
        for day in Pengajuan.objects.for_scope(scope).order_by().values_list("periode", flat=True)
    }
    found = [
        month
        for year in (present.year - 1, present.year)
        for month in months_of(year, kabupaten)
        if month not in opened
    ]
    wanted = min((m for m in found if opened and m > min(opened)), default=present.previous())
    found.sort(key=lambda month: (month != wanted, month != present, month))
    return found
