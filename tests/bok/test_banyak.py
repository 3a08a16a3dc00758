"""Twenty puskesmas with forty activities in each of twelve months; ten times that asks no more."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.consistency.bounds import BOUND
from tests.factories.akun import make_membership, sign_in
from tests.factories.bok import YEAR, bare_plan, make_pagu_bok, planner
from tests.factories.pegawai import make_petugas
from tests.factories.wilayah import make_puskesmas
from upaya.bok.realisasi.models import Kehadiran, Pelaksanaan
from upaya.bok.rencana.models import KegiatanRencana, Rencana, RincianRencana
from upaya.bok.serapan.models import Serapan, SerapanKegiatan
from upaya.core import clock
from upaya.pegawai.models import Petugas
from upaya.rules.bok.road import DITETAPKAN, DIVERIFIKASI
from upaya.rules.kesehatan import ADMIN_DINAS, BENDAHARA_PEMBANTU
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db

PUSKESMAS, MONTHS, ACTIVITIES = 20, range(1, 13), 40
TIMES = 10


def grow(plan: Rencana, first: int, last: int) -> list[KegiatanRencana]:
    """Activities numbered from `first` to `last`, in every month, each with a line of money."""
    base = plan.kegiatan.prefetch_related("rincian").earliest("pk")
    (line,) = base.rincian.all()
    skipped = {"id", "kunci", "bulan", "nama"}
    kept = {
        f.attname: getattr(base, f.attname)
        for f in KegiatanRencana._meta.concrete_fields
        if f.name not in skipped
    }
    rows = KegiatanRencana.objects.bulk_create(
        KegiatanRencana(kunci=n, bulan=list(MONTHS), nama=f"Kunjungan {n}", **kept)
        for n in range(first, last + 1)
    )
    RincianRencana.objects.bulk_create(
        RincianRencana(
            kegiatan=row,
            urutan=0,
            belanja="a",
            uraian="Transpor",
            harga_id=line.harga_id,
            harga_satuan=line.harga_satuan,
            satuan=line.satuan,
            volume=[[1, "orang"]],
        )
        for row in rows
    )
    return rows


def report(rows: list[KegiatanRencana], plan: Rencana, officer: Petugas, *months: int) -> None:
    """Each activity reported and verified once in each month."""
    user = planner(plan.puskesmas).user
    made = Pelaksanaan.objects.bulk_create(
        Pelaksanaan(
            kabupaten_id=plan.kabupaten_id,
            puskesmas=plan.puskesmas,
            kegiatan=row,
            periode=date(YEAR, month, 1),
            kunci=row.kunci,
            menu=row.menu,
            urutan=1,
            sifat="lapangan",
            nama=row.nama,
            hasil="Ada.",
            status=DIVERIFIKASI,
            status_since=clock.now(),
            ditulis_oleh=user,
            ditulis_pada=clock.now(),
        )
        for row in rows
        for month in months
    )
    Kehadiran.objects.bulk_create(
        Kehadiran(pelaksanaan=one, petugas=officer, tanggal=one.periode) for one in made
    )


def pay(plan: Rencana, rows: list[KegiatanRencana]) -> None:
    """Something was paid on each activity in August."""
    day = date(YEAR, 8, 1)
    month, _ = Serapan.objects.get_or_create(
        puskesmas=plan.puskesmas,
        periode=day,
        defaults={
            "kabupaten_id": plan.kabupaten_id,
            "jumlah": 0,
            "dicatat_oleh": planner(plan.puskesmas).user,
            "dicatat_pada": clock.now(),
        },
    )
    SerapanKegiatan.objects.bulk_create(
        SerapanKegiatan(serapan=month, kunci=row.kunci, jumlah=1) for row in rows
    )


def counts(clients: dict[str, Client], plan: Rencana) -> dict[str, int]:
    """Queries of each page, by address."""
    pages = {
        "/bok/": "dinas",
        "/bok/kemajuan/?bulan=2022-08": "dinas",
        "/bok/rencana/": "dinas",
        "/bok/kalender/?bulan=2022-08": "pj",
        "/bok/kegiatan/?bulan=2022-08": "pj",
        f"/bok/rencana/{plan.pk}/": "pj",
        f"/bok/rencana/{plan.pk}/rpk/": "pj",
        f"/bok/rencana/{plan.pk}/buku/": "pj",
        f"/bok/rencana/{plan.pk}/kegiatan/2/": "pj",
        "/bok/serapan/catat/?bulan=2022-08": "bendahara",
    }
    found = {}
    for page, who in pages.items():
        clients[who].get(page)  # what is asked once in a process is not counted
        with CaptureQueriesContext(connection) as asked:
            assert clients[who].get(page).status_code == 200, page
        found[page] = len(asked)
    return found


@pytest.mark.budget(12, "ten thousand reports, and a plan of four hundred activities")
def test_ten_times_as_much_asks_no_more(settings: Settings) -> None:
    settings.DEMO, settings.BUSINESS_DATE = True, date(YEAR, 9, 5)
    own = make_puskesmas()
    units = [own, *(make_puskesmas(f"Desa {n}") for n in range(2, PUSKESMAS + 1))]
    plans: dict[Unit, Rencana] = {}
    for unit in units:
        plan = plans[unit] = bare_plan(unit, YEAR, DITETAPKAN, "Banyak")
        make_pagu_bok(unit)
        rows = grow(plan, 2, ACTIVITIES)
        report(rows, plan, make_petugas(unit), *MONTHS)
        pay(plan, rows)
    assert own.induk is not None
    clients = {
        "dinas": sign_in(Client(), make_membership(ADMIN_DINAS, own.induk)),
        "pj": sign_in(Client(), planner(own)),
        "bendahara": sign_in(Client(), make_membership(BENDAHARA_PEMBANTU, own)),
    }
    before = counts(clients, plans[own])
    assert max(before.values()) <= BOUND, before
    more = grow(plans[own], ACTIVITIES + 1, ACTIVITIES * TIMES)
    report(more, plans[own], make_petugas(own), 8)
    pay(plans[own], more)
    for n in range(PUSKESMAS + 1, PUSKESMAS * TIMES + 1):
        bare_plan(make_puskesmas(f"Desa {n}"), YEAR, DITETAPKAN, "Banyak")
    assert counts(clients, plans[own]) == before
