"""A puskesmas in which everything happens that a year may bring: the rest of the world is calm."""

from __future__ import annotations

from tests.factories.insentif import make_month, make_team
from tests.factories.wilayah import make_fasilitas, make_puskesmas
from tests.world import money, rounds, staff
from tests.world.handle import Unrest
from tests.world.rules import make_pagu
from upaya.rules.insentif.road import DISETUJUI
from upaya.wilayah.models import Unit
from upaya.wilayah.services import save_puskesmas

FORMER, NAME = "Kendit", "Kendit Ni'mat & Sehat"


def make(elsewhere: Unit) -> Unrest:
    """A year of Puskesmas Kendit, beside `elsewhere`; at its end it got another name."""
    unit = make_puskesmas(
        FORMER, elsewhere.kabupaten, kategori="sangat_terpencil", kode="P9900000099"
    )
    staff.make(unit)
    staff.several_hats(unit, elsewhere)
    make_fasilitas(unit, "Pustu “Ni'mat” & Co.")
    make_pagu(unit, 2022)
    make_pagu(unit, 2023, rounds.HUGE)
    paid = money.paid(rounds.returned_by_all(unit, "2022-08"))
    money.corrected(paid, 59_000_000, decision=True)  # settled with the next recap
    rounds.nothing_absorbed(unit, "2022-09")
    in_parts = money.paid_in_parts(make_month(unit, "2022-10", status=DISETUJUI))
    rounds.nobody_entitled(unit, "2023-01")
    money.corrected(paid, 61_000_000, decision=True)  # still to be paid
    money.corrected(paid, 62_000_000, decision=False)
    money.corrected(in_parts, 58_000_000, decision=None)
    disputed = make_month(unit, "2022-11", status=DISETUJUI)
    money.disputed(disputed)
    returned = rounds.returned_twice(unit, "2022-12")
    rounds.huge(unit, "2023-02")
    _rename(unit)
    return Unrest(unit, paid, in_parts, disputed, returned)


def _rename(unit: Unit) -> None:
    save_puskesmas(
        make_team(unit).admin.access(),
        nama=NAME,
        kode=unit.kode,
        kecamatan=unit.kecamatan,
        existing=unit,
    )
    unit.refresh_from_db()
