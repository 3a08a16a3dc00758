"""The database keeps a plan as sent and decided, a report as verified, a price as entered."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import models

from tests.factories.bok import make_absorption, make_plan, make_report, move_plan
from tests.factories.pegawai import make_petugas
from tests.factories.wilayah import make_puskesmas
from tests.refusals import changes, removed
from upaya.bok.harga.models import HargaSatuan
from upaya.bok.realisasi.models import Kehadiran, Pelaksanaan
from upaya.bok.rencana.models import KegiatanRencana, Rencana, RincianRencana
from upaya.bok.serapan.models import Serapan
from upaya.core import clock
from upaya.core.triggers import row_rules
from upaya.rules.bok.road import DITETAPKAN, DIVERIFIKASI, RENCANA

pytestmark = pytest.mark.django_db


def test_a_plan_lies_still_as_soon_as_it_is_on_its_way() -> None:
    plan = make_plan()
    activity = KegiatanRencana.objects.get(rencana=plan)
    line = RincianRencana.objects.get(kegiatan=activity)
    KegiatanRencana.objects.filter(pk=activity.pk).update(target="Semua ibu hamil")  # still a draft
    for name in ("ajukan", "verifikasi", "tetapkan"):
        plan = move_plan(plan, name)
        assert "diubah" in changes(activity, nama="Perjalanan lain")
        assert "diubah" in changes(activity, dihapus=True)
        assert "diubah" in changes(line, harga_satuan=9_999_999)
        assert "diubah" in changes(line, volume=[[99, "orang"]])
        assert removed(line)
    for row in (activity, plan):
        assert removed(row)
    assert "diubah" in changes(plan, ditetapkan_pada=date(2022, 1, 1))
    assert "diubah" in changes(plan, penjelasan="Lain lagi.")
    assert "diubah" in changes(plan, puskesmas=make_puskesmas("Kendit"))


def test_a_plan_moves_along_its_road_only() -> None:
    plan = make_plan(status=DITETAPKAN)
    for status in RENCANA.states:
        if status != DITETAPKAN:
            assert changes(plan, status=status, ditetapkan_pada=None)
    draft = make_plan(make_puskesmas("Kendit"))
    today = clock.today()
    assert "menyusul" in changes(draft, status=DITETAPKAN, ditetapkan_pada=today)


def test_a_verified_report_and_its_days_stay() -> None:
    unit = make_puskesmas("Panji")
    officer = make_petugas(unit)
    report = make_report(unit, days={officer.pk: [3, 4]}, status=DIVERIFIKASI)
    day = Kehadiran.objects.filter(pelaksanaan=report).earliest("pk")
    assert "diubah" in changes(day, petugas=make_petugas(unit))
    assert "diubah" in changes(day, tanggal=date(2022, 8, 29))
    assert "dihapus" in removed(day)
    assert "diubah" in changes(report, hasil="Tidak ada apa-apa.")
    assert "diubah" in changes(report, menu="b.1.a")
    assert "menyusul" in changes(report, status="dilaporkan")
    assert removed(report)


def test_prices_and_absorption_are_not_rewritten_behind_the_records_back() -> None:
    unit = make_puskesmas("Panji")
    make_plan(unit)
    price = HargaSatuan.objects.earliest("pk")
    assert "diubah" in changes(price, harga=1)
    HargaSatuan.objects.filter(pk=price.pk).update(sampai=date(2022, 12, 31))  # it is ended
    assert "dihapus" in removed(price)
    kept = make_absorption(unit)
    assert "diubah" in changes(kept, periode=date(2022, 7, 1))
    assert "dihapus" in removed(kept)


@pytest.mark.parametrize(
    "model",
    [HargaSatuan, Kehadiran, KegiatanRencana, Pelaksanaan, Rencana, RincianRencana, Serapan],
    ids=lambda model: model.__name__,
)
def test_every_table_of_the_plan_has_its_keeper(model: type[models.Model]) -> None:
    events = {rule.event for rule in row_rules() if rule.table == model._meta.db_table}
    assert {"UPDATE", "DELETE"} <= events
