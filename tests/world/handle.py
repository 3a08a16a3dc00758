"""How a test speaks of the shared world: who works where, which month stands at which status.

The world stands in a snapshot (tests/snapshots); a test with the fixture `world` gets this handle
anew, on the world's day, and what it does to the world is gone after it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from upaya.akun.models import Membership, User
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.uang.reading import payment_of
from upaya.pegawai.models import Petugas
from upaya.pembayaran.models import BarisPembayaran, Pembayaran
from upaya.rules.roles import Reach, Role
from upaya.wilayah.models import Unit

TODAY = date(2023, 12, 14)  # the months of the world are over, and their rules known
PERIODE, NEXT, PAID = "2022-08", "2022-09", "2022-10"
MARK = "Rahasia"
NEAR = (Reach.UNIT, Reach.BRANCH)
"""Reaches that begin at one unit: in this world the puskesmas stands for a village and for what is
above it, since a walk asks how far somebody sees and not what a unit is called."""


@dataclass(frozen=True)
class Place:
    """One officer's corner of the world; `month` is the month of the puskesmas.

    `paid` is the month whose money is on its way: everything is sent, nobody has answered yet.
    """

    name: str
    unit: Unit
    petugas: Petugas
    user: User
    month: Pengajuan
    paid: Pengajuan

    @property
    def payment(self) -> Pembayaran:
        found = payment_of(self.paid)
        assert found is not None
        return found

    @property
    def line(self) -> BarisPembayaran:
        return self.payment.baris.get(petugas=self.petugas)

    @property
    def mark(self) -> str:
        """A word that stands in the rows of this place and nowhere else."""
        return f"{MARK}{self.name.capitalize()}"


@dataclass(frozen=True)
class Unrest:
    """The puskesmas in which everything happens, and its months by what became of them."""

    unit: Unit
    paid: Pengajuan
    in_parts: Pengajuan
    disputed: Pengajuan
    returned: Pengajuan


@dataclass(frozen=True)
class World:
    """`home` is where the members work; `colleague` is another officer of the same puskesmas,
    `neighbour` a puskesmas of the same district, `abroad` one of another district.

    `unrest` is a fourth puskesmas, of the district of `home`, and what became of its months.
    `months` are months of the puskesmas `home`, one in each status.
    """

    home: Place
    colleague: Place
    neighbour: Place
    abroad: Place
    members: dict[Role, Membership]
    unrest: Unrest
    months: dict[str, Pengajuan] = field(default_factory=dict)

    @property
    def others(self) -> tuple[Place, ...]:
        return (self.colleague, self.neighbour, self.abroad)
