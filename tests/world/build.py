"""A small country: two districts, four puskesmas, all roles, and at home a month in every status.

Its puskesmas are not those of the builders in tests/factories, whose Panji is each test's own
laboratory: what a test makes there stands beside this world, not in it.
"""

from __future__ import annotations

from tests.factories.akun import make_membership, make_user
from tests.factories.insentif import advance, make_month, make_team, make_temuan
from tests.factories.pegawai import make_penetapan, make_petugas, make_sk
from tests.factories.pembayaran import note_all, send_lines
from tests.factories.peran import ROLES
from tests.factories.wilayah import make_kabupaten, make_kecamatan, make_puskesmas
from tests.world import unrest
from tests.world.events import make_events
from tests.world.handle import MARK, NEAR, NEXT, PAID, PERIODE, Place, World
from tests.world.people import give_two_hats, make_untidy
from tests.world.rules import make_pagu
from upaya.akun.models import Membership, User
from upaya.insentif.bulan.models import Bagian, Pengajuan
from upaya.insentif.uang.reading import payment_of
from upaya.pegawai.models import Petugas
from upaya.rules.insentif.road import DANA_DITRANSFER, INSENTIF
from upaya.rules.kesehatan import PETUGAS
from upaya.rules.pembayaran import GAGAL
from upaya.rules.period import Period
from upaya.rules.roles import Role
from upaya.wilayah.models import Unit

FIRST = Period(2022, 11)
"""Where the first status of INSENTIF stands; the others follow, in the order of its table."""


def make(officers: int = 12, statuses: tuple[str, ...] = tuple(INSENTIF.states)) -> World:
    """The country; call it with BUSINESS_DATE set to TODAY. At home `officers` work, and a month
    stands in each of `statuses`."""
    situbondo, banyuwangi = make_kabupaten(), make_kabupaten("35.10")
    jangkar = make_puskesmas("Jangkar", situbondo, kecamatan=make_kecamatan("35.12.12", "Jangkar"))
    banyuglugur = make_puskesmas("Banyuglugur", situbondo)
    wongsorejo = make_puskesmas("Wongsorejo", banyuwangi)
    home, colleague = _officer("home", jangkar), _officer("colleague", jangkar)
    neighbour, abroad = _officer("neighbour", banyuglugur), _officer("abroad", wongsorejo)
    make_untidy(jangkar)
    units = (jangkar, banyuglugur, wongsorejo)
    for unit in units:
        make_pagu(unit, 2022, 900_000_000 if unit == banyuglugur else 70_000_000)
    make_pagu(banyuglugur, 2023)
    months = {unit.pk: _month(unit) for unit in units}
    paid = {unit.pk: _paid(unit) for unit in units}

    def place(name: str, officer: tuple[Petugas, User]) -> Place:
        petugas, user = officer
        unit = petugas.puskesmas
        return Place(name, unit, petugas, user, months[unit.pk], paid[unit.pk])

    members = _members(jangkar, home[1])
    for petugas, user in (colleague, neighbour, abroad):
        make_membership(PETUGAS, petugas.puskesmas, user)
    world = World(
        place("home", home),
        place("colleague", colleague),
        place("neighbour", neighbour),
        place("abroad", abroad),
        members,
        unrest.make(banyuglugur),
        _months_at_home(jangkar, officers, statuses),
    )
    give_two_hats(world.neighbour)
    make_events(world)
    return world


def _members(puskesmas: Unit, officer: User) -> dict[Role, Membership]:
    """One person in each role, who is not of the team that moved the months."""
    made = {
        role: make_membership(role, puskesmas if role.reach in NEAR else None)
        for role in ROLES
        if role != PETUGAS
    }
    return made | {PETUGAS: make_membership(PETUGAS, puskesmas, officer)}


def _officer(name: str, unit: Unit) -> tuple[Petugas, User]:
    mark = f"{MARK}{name.capitalize()}"
    user = make_user(name=f"{mark} Pengguna")
    petugas = make_petugas(unit, f"{mark} Petugas", user=user)
    make_penetapan(petugas, sk=make_sk(unit, nomor=f"{mark}/SK"))
    return petugas, user


def _month(unit: Unit) -> Pengajuan:
    """A month that was sent back with a finding on every part, so that all of it is open.

    The month after it stands as submitted: what officers get in it is theirs to see.
    """
    month = make_month(unit, PERIODE, status="diajukan", officers=2)
    make_month(unit, NEXT, status="diajukan", officers=2)
    for part in Bagian:
        make_temuan(month, part, f"Temuan {unit.nama} {part.label}")
    return advance(month, "kembalikan")


def _paid(unit: Unit) -> Pengajuan:
    """A month with its funds, all lines sent to the bank."""
    month = make_month(unit, PAID, status="dana_ditransfer", officers=2)
    payment = payment_of(month)
    assert payment is not None
    send_lines(payment, make_team(unit).pembantu.access())
    return month


def _months_at_home(unit: Unit, officers: int, statuses: tuple[str, ...]) -> dict[str, Pengajuan]:
    if statuses:
        make_pagu(unit, 2023)
    months, period = {}, FIRST
    for status in INSENTIF.states:
        if status in statuses:
            months[status] = make_month(
                unit, str(period), status=status, filled=True, officers=officers
            )
        period = period.next()
    if DANA_DITRANSFER in months:
        _pay_some(months[DANA_DITRANSFER])
    return months


def _pay_some(month: Pengajuan) -> None:
    """A third failed, a third waits for the bank, a third is still to be sent."""
    payment, access = payment_of(month), make_team(month.puskesmas).pembantu.access()
    assert payment is not None
    lines = list(payment.baris.order_by("pk").values_list("pk", flat=True))
    third = len(lines) // 3
    note_all(send_lines(payment, access, lines[:third]), access, GAGAL)
    send_lines(payment, access, lines[third : 2 * third])
