"""From an empty plan to a number on the grid over HTTP, each step by the person it belongs to."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.factories.akun import sign_in
from tests.factories.bok import VALUES, make_absorption, make_pagu_bok, make_price, planner
from tests.factories.insentif import make_month, make_team
from tests.factories.regulasi import make_baris
from upaya.akun.models import Membership
from upaya.bok.ketetapan.keys import SAKELAR
from upaya.bok.realisasi.models import Pelaksanaan
from upaya.bok.rencana.models import KegiatanRencana, Rencana
from upaya.insentif.bulan.models import Pengajuan
from upaya.rules.bok.road import DITETAPKAN, DIVERIFIKASI

pytestmark = pytest.mark.django_db


@pytest.fixture
def month() -> Pengajuan:
    month = make_month(filled=True)
    make_pagu_bok(month.puskesmas)
    assert month.puskesmas.kabupaten is not None
    make_price(month.puskesmas.kabupaten)
    return month


class Person:
    """Somebody at the pages."""

    def __init__(self, membership: Membership) -> None:
        self.client = sign_in(Client(), membership)

    def post(self, address: str, **data: object) -> HttpResponse:
        return self.client.post(address, data)  # type: ignore[return-value]

    def page(self, address: str) -> str:
        answer = self.client.get(address)
        assert answer.status_code == 200, address
        return answer.content.decode()

    def step(self, case: Rencana | Pelaksanaan, name: str, **data: object) -> HttpResponse:
        case.refresh_from_db()
        address = f"{case.get_absolute_url()}alur/{name}/"
        return self.post(address, seen_status=case.status, **data)


def activity(month: Pengajuan, **more: object) -> dict[str, Any]:
    """The form of an activity with one line, as a browser sends it."""
    assert month.puskesmas.kabupaten is not None
    price = make_price(month.puskesmas.kabupaten)
    line = {"r0-harga": price.pk, "r0-volume1": "2", "r0-satuan1": "orang"}
    return VALUES | {"versi": 0, "banyak": 1} | line | more


def test_from_an_empty_plan_to_a_number_on_the_grid(month: Pengajuan) -> None:
    unit, team = month.puskesmas, make_team(month.puskesmas)
    planning = Person(planner(unit))
    planning.post("/bok/rencana/buka/", tahun="2022")
    plan = Rencana.objects.get()
    address = plan.get_absolute_url()
    wrong = {"r0-satuan1": "", "banyak": "9" * 5_000}  # more digits than Python reads
    faulty = planning.post(f"{address}tambah/", **activity(month, **wrong))
    assert faulty.status_code == 422
    assert "Tulis satuannya" in faulty.content.decode()
    assert not KegiatanRencana.objects.exists()
    saved = planning.post(f"{address}tambah/", **activity(month))
    assert saved.status_code == 302
    planning.post(f"{address}penjelasan/", penjelasan="Lokakarya mini dibiayai APBD.")
    assert "Kunjungan rumah ibu hamil" in planning.page(address)
    for sheet in ("ruk", "rpk", "rab", "kak", "rak"):
        assert "200.000" in planning.page(f"{address}{sheet}/")
    cash = planning.page(f"{address}rak/")
    assert cash.count("BOK untuk UKM Esensial") >= 2  # beside its kode rekening, and alone
    assert "5.1.02" in cash
    planning.step(plan, "ajukan")
    assert "Lokakarya mini dibiayai APBD." in Person(team.tim).page(f"{address}alur/verifikasi/")
    Person(team.tim).step(plan, "verifikasi")
    Person(team.kepala).step(plan, "tetapkan")
    plan.refresh_from_db()
    assert plan.status == DITETAPKAN
    assert planning.client.get(f"{address}dokumen/rak.xlsx").status_code == 200

    _report(planning, Person(team.tim), month)
    _take_over(Person(team.operator), month)


def _report(planning: Person, team: Person, month: Pengajuan) -> None:
    officer = month.petugas.select_related("petugas").order_by("pk")[0].petugas
    planning.post("/bok/kegiatan/catat/", bulan="2022-08", kunci="1")
    report = Pelaksanaan.objects.get()
    address = report.get_absolute_url()
    said = {"versi": 1, "desa": "Kilensari", "hasil": "Semua dikunjungi."}
    faulty = planning.post(address, **said, **{f"hari-{officer.pk}": "3; 40"})
    assert faulty.status_code == 422
    assert "Agustus 2022 mempunyai 31 hari" in faulty.content.decode()
    assert 'value="3; 40"' in faulty.content.decode()
    planning.post(address, **said, **{f"hari-{officer.pk}": "3, 10, 17"})
    planning.step(report, "laporkan")
    assert "17 Agu 2022" in team.page(address)
    team.step(report, "verifikasi")
    report.refresh_from_db()
    assert report.status == DIVERIFIKASI


def _take_over(operator: Person, month: Pengajuan) -> None:
    assert month.puskesmas.kabupaten is not None
    before = operator.page(f"/insentif/{month.pk}/kegiatan/")
    assert "kegiatan BOK" not in before  # without the decree nothing is different
    make_baris(month.puskesmas.kabupaten, SAKELAR, "ya")
    make_absorption(month.puskesmas, 59_000_000)
    assert "Ambil dari kegiatan BOK" in operator.page(f"/insentif/{month.pk}/kegiatan/")
    operator.post(f"/insentif/{month.pk}/kegiatan/ambil/")
    page = operator.page(f"/insentif/{month.pk}/kegiatan/")
    row = month.petugas.order_by("pk")[0]
    line = month.baris.get(menu="a.9.a")
    cell = f"/insentif/petugas/{row.pk}/kegiatan/{line.pk}/"
    assert cell in page
    behind = operator.page(cell)
    assert "3 kali" in behind
    for day in ("3 Agustus 2022", "10 Agustus 2022", "17 Agustus 2022"):
        assert day in behind
    refused = operator.post(cell, jumlah="2", alasan="")
    assert refused.status_code == 422
    operator.post(cell, jumlah="2", alasan="Tanggal 17 hari libur, kunjungannya batal.")
    assert "kunjungannya batal" in operator.page(f"/insentif/{month.pk}/kegiatan/")
