"""The same country, grown: five times the officers at home, twice the puskesmas, more of all that
a page lists. Beside the shared world it shows what a page costs when there is more to show."""

from __future__ import annotations

from tests.factories.akun import make_membership
from tests.factories.insentif import make_month
from tests.factories.pegawai import make_jenis_jabatan, make_penugasan, make_sk
from tests.factories.regulasi import make_baris
from tests.factories.sanggahan import make_sanggahan
from tests.factories.simulasi import make_simulasi
from tests.factories.wilayah import make_fasilitas, make_puskesmas
from tests.world import build, rules
from tests.world.handle import Place, World
from upaya.insentif.ketetapan.kinds import Kunci
from upaya.rules.insentif.road import DIAJUKAN, DIKEMBALIKAN
from upaya.rules.kesehatan import OPERATOR_PUSKESMAS
from upaya.wilayah.models import Unit

OFFICERS = 60
"""Of an ordinary puskesmas."""

MORE = 3


def make() -> World:
    """The country; call it with BUSINESS_DATE set to TODAY."""
    world = build.make(OFFICERS)
    home = world.home
    for number in range(MORE):
        unit = make_puskesmas(f"Puskesmas Tambahan {number}", home.unit.kabupaten)
        rules.make_pagu(unit, 2022)
        make_month(unit, "2022-08", status=DIAJUKAN, officers=MORE)
        _more_at(home, number)
        _more_in_the_district(home.unit, number)
    _more_in_a_month(world)
    return world


def _more_at(home: Place, number: int) -> None:
    make_fasilitas(home.unit, f"Pustu Tambahan {number}")
    make_sk(home.unit)
    make_membership(OPERATOR_PUSKESMAS, home.unit)
    extra = make_jenis_jabatan(
        f"Tugas Tambahan {number}", macam="tambahan", kabupaten=home.unit.kabupaten
    )
    make_penugasan(home.petugas, extra)


def _more_in_the_district(unit: Unit, number: int) -> None:
    assert unit.kabupaten is not None
    make_simulasi(unit.kabupaten, f"Simulasi tambahan {number}")
    make_baris(unit.kabupaten, Kunci.PITA_PENDUDUK, status="ditolak", alasan=f"Alasan {number}.")


def _more_in_a_month(world: World) -> None:
    """Objections to what was submitted, findings in what was returned."""
    latest = world.months[DIAJUKAN].perhitungan.order_by("-nomor").first()
    assert latest is not None
    for share in latest.baris.exclude(petugas=world.home.petugas).order_by("pk")[:MORE]:
        make_sanggahan(share)
    for month in (world.home.month, world.months[DIKEMBALIKAN]):
        for found in month.temuan.order_by("pk"):
            found.pk, found.uraian = None, f"{found.uraian} Lagi."
            found.save()
