"""Murni, Perubahan, Realisasi, Sisa of a plan; what is realised stays planned; SiLPA."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import Settings

from tests.factories.akun import make_membership, sign_in
from tests.factories.bok import (
    PAGU,
    VALUES,
    YEAR,
    lines,
    make_absorption,
    make_pagu_bok,
    make_plan,
    make_report,
    make_silpa,
    move_plan,
    planner,
)
from tests.factories.insentif import make_team
from tests.factories.pegawai import make_petugas
from tests.factories.wilayah import make_puskesmas
from upaya.alur.road import MoveRefusedError
from upaya.bok import services as bok
from upaya.bok.ketetapan.queries import ketetapan
from upaya.bok.pagu.queries import pagu_tahun
from upaya.bok.rencana import services
from upaya.bok.rencana.models import KegiatanRencana, Rencana
from upaya.bok.rencana.papers import LEMBAR
from upaya.bok.rencana.reading import BacaanRencana
from upaya.bok.serapan.models import Serapan, SerapanKegiatan
from upaya.core.documents.content import Rincian, Tabel
from upaya.regulasi.queries import district_rules
from upaya.rules.bok.anggaran import Anggaran
from upaya.rules.bok.road import DITETAPKAN
from upaya.rules.kesehatan import ADMIN_DINAS
from upaya.rules.period import Period
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db

MEETING = {"menu": "h.1", "nama": "Lokakarya mini", "lokakarya": "bulanan"}
MONTH = 300_000
"""What an activity of the factories costs in a month, in rupiah; it takes place in two."""


@pytest.fixture
def unit() -> Unit:
    unit = make_puskesmas()
    make_plan(unit, status=DITETAPKAN, activities=({}, MEETING))
    return unit


def begin_change(unit: Unit) -> Rencana:
    base = Rencana.objects.get(puskesmas=unit, nomor=0)
    return services.revise(base.pk, planner(unit).access(), "Volume bergeser.")


def write(plan: Rencana, kunci: int, volume: int, bulan: list[int]) -> KegiatanRencana:
    unit, access = plan.puskesmas, planner(plan.puskesmas).access()
    row = next(one for one in BacaanRencana(plan).kegiatan if one.kunci == kunci)
    values = {name: getattr(row, name) for name in VALUES} | {"bulan": bulan}
    money = lines(unit, (volume, "orang"), (3, "desa"))
    return services.save_activity(plan.pk, access, kunci, values, money, seen_versi=row.versi)


def test_every_sheet_shows_the_four_figures_and_they_add_up(unit: Unit) -> None:
    make_absorption(unit, 50_000, kegiatan={1: 200_000})
    plan = begin_change(unit)
    write(plan, 1, 4, [8, 9, 10])
    services.remove_activity(plan.pk, planner(unit).access(), 2)
    reading = BacaanRencana(
        Rencana.objects.select_related("puskesmas", "kabupaten").get(pk=plan.pk)
    )
    assert reading.anggaran == {
        1: Anggaran(2 * MONTH, 6 * MONTH, 200_000),
        2: Anggaran(2 * MONTH, 0, 0),
    }
    whole = Anggaran(4 * MONTH, 6 * MONTH, 250_000)
    assert reading.anggaran_jumlah == whole
    assert reading.anggaran_bulan[8] == Anggaran(2 * MONTH, 2 * MONTH, 250_000)
    for sheet in LEMBAR:
        parts = sheet.content(reading)
        titles = [
            column.judul for part in parts if isinstance(part, Tabel) for column in part.kolom
        ]
        titles += [label for part in parts if isinstance(part, Rincian) for label, _ in part.baris]
        assert {"Murni", "Perubahan", "Realisasi", "Sisa"} <= set(titles), sheet.key
        tables = [
            p for p in parts if isinstance(p, Tabel) and "Murni" in [k.judul for k in p.kolom]
        ]
        for table in tables:
            sums = {table.kolom[n].judul: total for n, total in table.jumlah.items()}
            assert (sums["Murni"], sums["Perubahan"], sums["Realisasi"], sums["Sisa"]) == (
                whole.murni,
                whole.perubahan,
                whole.realisasi,
                whole.sisa,
            ), sheet.key


def test_what_was_spent_cannot_be_planned_away(unit: Unit) -> None:
    make_absorption(unit, 0, kegiatan={1: 500_000})
    plan = begin_change(unit)
    access = planner(unit).access()
    with pytest.raises(ValidationError, match="melebihi anggaran setahun"):
        write(plan, 1, 1, [8, 9])
    with pytest.raises(ValidationError, match="tetap direncanakan"):
        services.remove_activity(plan.pk, access, 1)
    write(plan, 1, 2, [8, 9, 10])


def test_what_is_spent_while_a_version_waits_stands_in_the_way_of_deciding_it(unit: Unit) -> None:
    plan = begin_change(unit)
    write(plan, 1, 1, [8, 9])
    services.explain(plan.pk, planner(unit).access(), "Sesuai lokakarya.")
    for name in ("ajukan", "verifikasi"):
        move_plan(plan, name)
    make_absorption(unit, 0, kegiatan={1: 500_000})
    with pytest.raises(MoveRefusedError, match="melebihi anggaran setahun"):
        move_plan(plan, "tetapkan")
    make_absorption(unit, 0, kegiatan={1: 300_000})
    assert move_plan(plan, "tetapkan").status == DITETAPKAN


def test_a_month_that_was_reported_while_a_version_waits_stays(unit: Unit) -> None:
    plan = begin_change(unit)
    write(plan, 1, 4, [9, 10])
    services.explain(plan.pk, planner(unit).access(), "Sesuai lokakarya.")
    make_report(unit, days={make_petugas(unit).pk: [3]})
    with pytest.raises(MoveRefusedError, match="sudah dilaksanakan pada Agustus"):
        move_plan(plan, "ajukan")


def test_no_more_is_recorded_than_planned_and_the_incentive_stands_apart(unit: Unit) -> None:
    with pytest.raises(ValidationError) as refused:
        make_absorption(unit, 0, kegiatan={1: 600_001, 9: 5})
    assert refused.value.message_dict.keys() == {"k-1", "k-9"}
    assert not Serapan.objects.exists()
    first = make_absorption(unit, 70_000, kegiatan={1: 600_000})
    again = make_absorption(unit, 70_000, kegiatan={1: 600_000})
    assert first == again
    assert SerapanKegiatan.objects.count() == 1
    assert bok.month_figures(unit.pk, Period(YEAR, 8)).diserap == 670_000


def test_the_incentive_is_spent_but_not_absorbed() -> None:
    unit = make_puskesmas()
    make_plan(unit, status=DITETAPKAN, activities=({}, {"menu": "9.l", "nama": "Insentif UKM"}))
    make_absorption(unit, 0, kegiatan={1: 100_000, 2: 40_000})
    assert bok.month_figures(unit.pk, Period(YEAR, 8)).diserap == 100_000
    reading = BacaanRencana(Rencana.objects.select_related("puskesmas").get())
    assert reading.anggaran_jumlah.realisasi == 140_000


def test_what_a_year_leaves_is_planned_in_the_next(unit: Unit) -> None:
    make_absorption(unit, 100_000_000, kegiatan={1: 500_000})
    rules = district_rules(str(unit.kabupaten_id))
    board = pagu_tahun([unit], YEAR, rules)[unit.pk]
    assert board.sisa_dana == PAGU - 100_500_000
    other = make_puskesmas("Suboh")
    make_pagu_bok(other)
    plain = ketetapan(other, YEAR).rencana
    make_silpa(other, 1_000_000)
    richer = ketetapan(other, YEAR).rencana
    assert plain is not None
    assert richer is not None
    assert richer.pagu == plain.pagu + 1_000_000
    grown = {
        new.kode: new.batas - old.batas
        for old, new in zip(plain.komponen, richer.komponen, strict=True)
    }
    assert grown == {"ukm_esensial": 1_000_000, "covid_19": 0, "insentif_ukm": 0}


def test_nobody_brings_along_more_than_was_left(client: Client, unit: Unit) -> None:
    make_absorption(unit, 100_000_000)
    assert unit.kabupaten is not None
    dinas = unit.induk
    assert dinas is not None
    sign_in(client, make_membership(ADMIN_DINAS, dinas))
    left = PAGU - 100_000_000
    sent = {
        "puskesmas": unit.pk,
        "nomor_keputusan": "188/1/2023",
        "tanggal_keputusan": "02/01/2023",
        "mulai": "01/01/2023",
        "sampai": "31/12/2023",
        "jumlah": str(left + 1),
    }
    address = "/aturan/ketetapan/usul/silpa-bok/"
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "SiLPA tidak lebih" in refused.content.decode()
    assert client.post(address, sent | {"jumlah": str(left)}).status_code == 302


def test_each_figure_leads_to_what_stands_behind_it(client: Client, unit: Unit) -> None:
    make_absorption(unit, 0, kegiatan={1: 200_000})
    make_report(unit, days={make_petugas(unit).pk: [3]})
    plan = Rencana.objects.get(puskesmas=unit)
    sign_in(client, make_team(unit).kepala)
    page = client.get(f"/bok/rencana/{plan.pk}/").content.decode()
    assert f"/bok/rencana/{plan.pk}/kegiatan/1/" in page
    found = client.get(f"/bok/rencana/{plan.pk}/kegiatan/1/").content.decode()
    assert "Agustus 2022" in found
    assert "Rp200.000" in found
    assert "/bok/kegiatan/" in found
    assert client.get(f"/bok/rencana/{plan.pk}/kegiatan/99/").status_code == 404


def test_the_treasurer_records_activity_by_activity(
    client: Client, unit: Unit, settings: Settings
) -> None:
    settings.DEMO, settings.BUSINESS_DATE = True, date(YEAR, 9, 5)
    team = make_team(unit)
    sign_in(client, team.pembantu)
    page = client.get("/bok/serapan/catat/?bulan=2022-08")
    assert page.status_code == 200
    assert "Lokakarya mini" in page.content.decode()
    empty = client.post("/bok/serapan/catat/", {"bulan": "2022-08"})
    assert empty.status_code == 422
    sent = {"bulan": "2022-08", "k-1": "600.001", "k-2": "200.000", "keterangan": "BKU"}
    refused = client.post("/bok/serapan/catat/", sent)
    assert refused.status_code == 422
    assert "melebihi anggaran setahun" in refused.content.decode()
    assert client.post("/bok/serapan/catat/", sent | {"k-1": "600.000"}).status_code == 302
    row = Serapan.objects.get()
    assert (row.periode, row.jumlah) == (date(YEAR, 8, 1), 800_000)
