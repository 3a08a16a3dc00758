"""Need beside what was decided and filled, of each puskesmas and kind in a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from upaya.core import clock
from upaya.core.scope import Scope
from upaya.rules.tenaga import road
from upaya.tenaga.formasi.models import Formasi, Jenis, Kebutuhan
from upaya.tenaga.kontrak.models import Kontrak


def day_in(tahun: int) -> date:
    """The day of a year on which its places are looked at: today, else its first or last day."""
    return min(max(clock.today(), date(tahun, 1, 1)), date(tahun, 12, 31))


def filled(scope: Scope, tahun: int) -> set[int]:
    """Keys of the places of a year that a contract fills on that day."""
    day = day_in(tahun)
    rows = Kontrak.objects.for_scope(scope).filter(
        status__in=road.DITANDATANGANI, mulai__lte=day, formasi__tahun=tahun
    )
    inside = rows.filter(Q(berakhir=None, sampai__gte=day) | Q(berakhir__gte=day))
    return set(inside.order_by().values_list("formasi", flat=True))


@dataclass(slots=True)
class Banding:
    """A kind at a puskesmas in a year. `orang` and `ada` are None while nobody computed a need."""

    puskesmas: int
    nama: str
    tahun: int
    jenis: str
    kebutuhan: int | None = None
    orang: int | None = None
    ada: int | None = None
    formasi: int = 0
    terisi: int = 0
    tempat: int | None = None

    @property
    def jenis_kata(self) -> str:
        """The kind in words."""
        return str(Jenis(self.jenis).label)

    @property
    def kurang(self) -> int | None:
        """People that lack beside staff and filled places; None where the need is not known."""
        if self.orang is None:
            return None
        return max(self.orang - (self.ada or 0) - self.terisi, 0)


def banding(
    scope: Scope, tahun: int, jenis: str = "", puskesmas: int | None = None
) -> list[Banding]:
    """Every puskesmas and kind with a need or a place, what lacks most first; three queries.

    A team's place answers no need of persons, so it is left out.
    """
    rows: dict[tuple[int, str], Banding] = {}
    asked: dict[str, int | str] = {"tahun": tahun}
    asked |= {"jenis": jenis} if jenis else {}
    asked |= {"puskesmas": puskesmas} if puskesmas else {}

    def at(unit: int, name: str, kind: str) -> Banding:
        return rows.setdefault((unit, kind), Banding(unit, name, tahun, kind))

    needs = Kebutuhan.objects.for_scope(scope).filter(**asked).order_by("pk")
    for pk, unit, name, kind, people, there in needs.values_list(
        "pk", "puskesmas", "puskesmas__nama", "jenis", "orang", "ada"
    ):  # the newest of a kind stands
        row = at(unit, name, kind)
        row.kebutuhan, row.orang, row.ada = pk, people, there
    held = filled(scope, tahun)
    places = Formasi.objects.for_scope(scope).filter(**asked).exclude(jenis=Jenis.TIM)
    for pk, unit, name, kind in places.order_by("nomor", "pk").values_list(
        "pk", "puskesmas", "puskesmas__nama", "jenis"
    ):
        row = at(unit, name, kind)
        row.formasi += 1
        row.terisi += pk in held
        row.tempat = pk if row.formasi == 1 else None
    return sorted(rows.values(), key=lambda one: (-(one.kurang or 0), one.nama, one.jenis))
