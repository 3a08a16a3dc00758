"""What the Dinas spends itself: planned, verified, decided and paid by different people."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client

from tests.factories.akun import make_membership, person, sign_in
from tests.factories.bok import VALUES, bare_plan, lines, make_price
from tests.factories.regulasi import make_baris
from tests.factories.wilayah import make_dinas, make_kabupaten
from upaya.bok.ketetapan.queries import ketetapan
from upaya.bok.rencana import services
from upaya.bok.rencana.models import KegiatanDinas, KegiatanRencana, Rencana, RencanaDinas
from upaya.bok.rencana.road import ROAD_DINAS
from upaya.bok.serapan.models import Serapan
from upaya.bok.serapan.services import record
from upaya.rules.bok.plan_dinas import PAGU_DINAS
from upaya.rules.bok.road import DITETAPKAN
from upaya.rules.bok.road_dinas import PENYETUJU_DINAS, PERENCANA_DINAS
from upaya.rules.kesehatan import BENDAHARA_PENGELUARAN, KEPALA_DINAS
from upaya.rules.period import Period
from upaya.rules.roles import Role
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def dinas() -> Unit:
    """The Dinas of Situbondo with a price and the year's pagu of its three funds."""
    kabupaten = make_kabupaten()
    make_price(kabupaten)
    for fund, amount in (
        ("kabupaten", 10_000_000),
        ("stunting", 2_000_000),
        ("jampersal", 500_000),
    ):
        make_baris(kabupaten, PAGU_DINAS + fund, amount)
    return make_dinas(kabupaten)


def plan_with(dinas: Unit, *activities: dict[str, Any]) -> RencanaDinas:
    access = person(PERENCANA_DINAS, dinas).access()
    plan = services.open_plan(dinas.pk, 2022, access)
    for values in activities:
        row = VALUES | {"menu": "4.1.b", "nama": "Monitoring puskesmas"} | values
        services.save_activity(plan.pk, access, None, row, lines(dinas))
    found = RencanaDinas.objects.select_related("puskesmas", "kabupaten").get(pk=plan.pk)
    assert isinstance(found, RencanaDinas)
    return found


def decide(dinas: Unit, plan: RencanaDinas) -> None:
    for name, role in (("ajukan", PERENCANA_DINAS), ("verifikasi", PENYETUJU_DINAS),
                       ("tetapkan", KEPALA_DINAS)):  # fmt: skip
        ROAD_DINAS.execute(plan.pk, name, person(role, dinas).access())


def test_each_fund_has_its_ceiling_and_one_does_not_lend_to_another(dinas: Unit) -> None:
    plan = plan_with(dinas, {"menu": "4.4.a", "bulan": [8, 9]})  # 2 x Rp300.000 of Jampersal
    reading = ROAD_DINAS.read(plan)
    said = [note.kalimat for note in reading.galat]  # type: ignore[attr-defined] # of a plan
    assert said == ["Jampersal direncanakan Rp600.000, melebihi batasnya Rp500.000."]
    parts = {part.kode: part.batas for part in ketetapan(dinas, 2022).rencana.komponen}  # type: ignore[union-attr] # there is a pagu
    assert parts == {
        "kabupaten.ukm_esensial": 8_400_000,
        "kabupaten.covid_19": 1_600_000,
        "stunting": 2_000_000,
        "jampersal": 500_000,
    }


def test_what_a_puskesmas_may_plan_the_dinas_does_not_find_in_its_menu(dinas: Unit) -> None:
    reading = ROAD_DINAS.read(plan_with(dinas, {"menu": "a.9.a"}))
    said = [note.kalimat for note in reading.galat]  # type: ignore[attr-defined] # of a plan
    assert "kode menu a.9.a tidak ada dalam menu tahun ini" in said[0]


def test_plans_of_the_dinas_and_of_puskesmas_do_not_see_each_other(dinas: Unit) -> None:
    own = plan_with(dinas, {})
    unit = Unit.objects.get(nama="Jangkar")
    other = bare_plan(unit, 2022, "draf", "Lain")
    scope = person(PERENCANA_DINAS, dinas).access().scope
    assert list(RencanaDinas.objects.for_scope(scope)) == [own]
    assert other in Rencana.objects.for_scope(scope)
    assert not Rencana.objects.for_scope(scope).filter(pk=own.pk).exists()
    assert not KegiatanRencana.objects.for_scope(scope).filter(rencana=own.pk).exists()
    assert not KegiatanDinas.objects.for_scope(scope).filter(rencana=other.pk).exists()


def test_whoever_plans_or_spends_never_verifies(dinas: Unit) -> None:
    for role in (PERENCANA_DINAS, BENDAHARA_PENGELUARAN):
        assert role.excluded_by(PENYETUJU_DINAS)
    plan = plan_with(dinas, {})
    ROAD_DINAS.execute(plan.pk, "ajukan", person(PERENCANA_DINAS, dinas).access())
    hat = make_membership(KEPALA_DINAS, dinas, person(PERENCANA_DINAS, dinas).user)
    ROAD_DINAS.execute(plan.pk, "verifikasi", person(PENYETUJU_DINAS, dinas).access())
    with pytest.raises(Exception, match="orang lain"):
        ROAD_DINAS.execute(plan.pk, "tetapkan", hat.access())


def test_what_was_paid_stays_planned_and_within_its_activity(dinas: Unit) -> None:
    plan = plan_with(dinas, {"bulan": [8]}, {"menu": "4.3.a", "nama": "Rembuk stunting"})
    decide(dinas, plan)
    treasurer = person(BENDAHARA_PENGELUARAN, dinas).access()
    month = Period(2022, 8)
    with pytest.raises(ValidationError) as refused:
        record(dinas.pk, month, 0, "", treasurer, {1: 300_001})
    assert "k-1" in refused.value.message_dict
    record(dinas.pk, month, 0, "", treasurer, {1: 250_000, 2: 300_000})
    planner = person(PERENCANA_DINAS, dinas).access()
    second = services.revise(plan.pk, planner, "Kegiatan digeser ke triwulan empat.")
    with pytest.raises(ValidationError):
        services.remove_activity(second.pk, planner, 1)
    reading = ROAD_DINAS.read(RencanaDinas.objects.get(pk=plan.pk))
    sums = reading.anggaran_jumlah  # type: ignore[attr-defined] # of a plan
    assert (sums.realisasi, sums.sisa) == (550_000, 350_000)


# ------------------------------------------------------------------ over HTTP
class Person:
    """Somebody at the pages."""

    def __init__(self, role: Role, unit: Unit) -> None:
        self.client = sign_in(Client(), person(role, unit))

    def post(self, address: str, **data: object) -> HttpResponse:
        return self.client.post(address, data)  # type: ignore[return-value]

    def page(self, address: str) -> str:
        answer = self.client.get(address)
        assert answer.status_code == 200, address
        return answer.content.decode()


def test_from_an_empty_plan_to_what_was_paid_over_the_pages(dinas: Unit) -> None:
    assert dinas.kabupaten is not None
    price = make_price(dinas.kabupaten)
    planner = Person(PERENCANA_DINAS, dinas)
    planner.post("/bok/dinas/rencana/buka/", tahun="2022")
    plan = RencanaDinas.objects.get()
    address = plan.get_absolute_url()
    assert "BOK Stunting, Pasal 4 ayat (3)" in planner.page(f"{address}tambah/")
    form = VALUES | {"menu": "4.1.b", "nama": "Monitoring puskesmas", "versi": 0, "banyak": 1}
    line = {"r0-harga": price.pk, "r0-volume1": "2", "r0-satuan1": "orang"}
    assert planner.post(f"{address}tambah/", **form, **line).status_code == 302
    row = KegiatanDinas.objects.get()
    assert planner.post(f"/bok/rencana/kegiatan/{row.pk}/").status_code in {403, 404}
    assert "Monitoring puskesmas" in planner.page(f"{address}rab/")
    steps = (("ajukan", planner), ("verifikasi", Person(PENYETUJU_DINAS, dinas)),
             ("tetapkan", Person(KEPALA_DINAS, dinas)))  # fmt: skip
    for name, who in steps:
        plan.refresh_from_db()
        who.post(f"{address}alur/{name}/", seen_status=plan.status)
    plan.refresh_from_db()
    assert plan.status == DITETAPKAN
    treasurer = Person(BENDAHARA_PENGELUARAN, dinas)
    month = {"bulan": "2022-08", "k-1": "75.000", "lain": "", "keterangan": ""}
    saved = treasurer.post("/bok/dinas/serapan/catat/?bulan=2022-08", **month)
    assert saved.status_code in {302, 422}
    assert planner.post("/bok/dinas/serapan/catat/", **month).status_code == 403
    if saved.status_code == 302:
        assert Serapan.objects.get(puskesmas=dinas).jumlah == 75_000
        assert "Rp75.000" in planner.page(address)
    paper = planner.client.get(f"{address}dokumen/rab.pdf")
    assert paper.status_code == 200
