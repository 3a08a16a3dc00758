"""BOK of the demo was written in bulk: it is what the pages and services would have made."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db.models import Sum

from upaya.bok import services as bok
from upaya.bok.alokasi.models import Alokasi
from upaya.bok.impor.reading import Pemeriksa
from upaya.bok.impor.workbook import plan_bytes
from upaya.bok.kas.models import Mutasi
from upaya.bok.realisasi.models import Pelaksanaan
from upaya.bok.rencana.models import Rencana
from upaya.bok.rencana.reading import BacaanRencana
from upaya.bok.rencana.versions import in_force
from upaya.bok.serapan.queries import spent
from upaya.core.models import WorkflowLog
from upaya.demo.kabupaten import KODE
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.kegiatan.models import IsianKegiatan
from upaya.pegawai.models import Penugasan, Petugas
from upaya.rules.bok.road import BATAL, DITETAPKAN, REALISASI, RENCANA
from upaya.rules.bok.road_dinas import ALOKASI, RENCANA_DINAS
from upaya.rules.insentif.road import DRAF
from upaya.rules.period import Period
from upaya.wilayah.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.demo_world]


def test_every_plan_keeps_the_rules_and_every_status_is_met() -> None:
    plans = list(Rencana.objects.select_related("puskesmas", "kabupaten").order_by("pk"))
    assert {plan.status for plan in plans} == set(RENCANA.states)
    for plan in plans:
        reading = BacaanRencana(plan)
        assert reading.galat == [], plan
        assert reading.tanpa_penjelasan == [], plan
    units = Unit.objects.filter(kabupaten=KODE, jenis=Unit.Jenis.PUSKESMAS)
    assert all(in_force(unit.pk, 2022) is not None for unit in units)
    assert Rencana.objects.filter(nomor__gt=0, status=DITETAPKAN).count() >= 17


def test_the_workbook_of_every_plan_comes_back_unchanged() -> None:
    plans = Rencana.objects.exclude(status=DITETAPKAN).select_related("puskesmas", "kabupaten")
    assert plans.count() >= 4
    for plan in plans:
        reading = BacaanRencana(plan)
        found = Pemeriksa(reading).check(plan_bytes(reading))
        assert (found.galat, found.isi.tanya, found.isi.catatan) == ([], [], [])
        assert {one.tindakan for one in found.baris} == {"sama"}
        assert len(found.baris) == len(reading.kegiatan)


def test_what_operators_typed_is_what_the_activities_say() -> None:
    months = Pengajuan.objects.exclude(status=DRAF).select_related("puskesmas").order_by("pk")
    assert len(months) >= 38
    for month in months:
        given: Counter[tuple[int, str]] = Counter(
            (one.petugas, one.menu) for one in bok.counted_work(month.puskesmas_id, month.period)
        )
        typed = IsianKegiatan.objects.filter(petugas_bulan__pengajuan=month).values_list(
            "petugas_bulan__petugas_id", "baris__menu", "jumlah"
        )
        listed = set(month.petugas.values_list("petugas_id", flat=True))
        assert {(officer, menu): n for officer, menu, n in typed} == {
            key: n for key, n in given.items() if key[0] in listed
        }
        figures = bok.month_figures(month.puskesmas_id, month.period)
        assert figures.diserap is not None
        # Honour of contract staff was paid after the month was sent: it is spent, and not in it.
        late = Mutasi.objects.filter(
            buku__unit=month.puskesmas_id, sumber="honor",
            hari__year=month.periode.year, hari__month=month.periode.month,
        ).aggregate(n=Sum("serapan"))["n"] or 0  # fmt: skip
        assert (month.bok_diusulkan, month.bok_diserap) == (
            figures.diusulkan, figures.diserap - late,
        )  # fmt: skip
        assert figures.diusulkan is not None
        assert figures.diserap <= figures.diusulkan


def test_three_months_are_reported_untidily_as_life_is() -> None:
    for month in (8, 9, 10):
        rows = Pelaksanaan.objects.filter(periode__month=month)
        assert rows.values("puskesmas").distinct().count() == 20
        assert rows.filter(status=BATAL).count() >= 20
    october = Pelaksanaan.objects.filter(periode__month=10)
    assert set(october.values_list("status", flat=True)) == set(REALISASI.states)
    assert Petugas.objects.filter(nonaktif_sejak__isnull=False).count() == 3
    assert Penugasan.objects.filter(mulai__month=11).count() == 3


def test_every_status_was_reached_by_steps_that_are_logged() -> None:
    plans = Rencana.objects.order_by("pk")
    for road, rows in (
        (RENCANA, plans.filter(puskesmas__jenis="puskesmas")),
        (RENCANA_DINAS, plans.filter(puskesmas__jenis="dinas")),
        (ALOKASI, Alokasi.objects.order_by("pk")),
        (REALISASI, Pelaksanaan.objects.order_by("pk")),
    ):
        assert rows.exists()
        last = {
            step.subject_id: step.target
            for step in WorkflowLog.objects.filter(workflow=road.name).order_by("pk")
        }
        for pk, status in rows.values_list("pk", "status"):
            assert last.get(pk, road.initial) == status


def test_no_pagu_is_absorbed_beyond_what_it_holds() -> None:
    period = Period(2022, 10)
    for unit in Unit.objects.filter(kabupaten=KODE, jenis=Unit.Jenis.PUSKESMAS).order_by("pk"):
        paid = spent(unit.pk, period.year).total
        plan = in_force(unit.pk, period.year)
        assert plan is not None
        pagu = BacaanRencana(plan).ketetapan.pagu
        assert pagu is not None
        assert pagu // 3 < paid < pagu
