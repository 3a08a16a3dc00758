"""A contract that ends: its extension, and the warnings that come before."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from tests.factories.tenaga import (
    access_of,
    make_bulan,
    make_calon,
    make_formasi,
    make_kontrak,
    own_access,
    step,
)
from tests.factories.wilayah import make_kabupaten, make_puskesmas
from upaya.akun.models import User
from upaya.alur import overdue
from upaya.alur.road import MoveRefusedError
from upaya.rules.kesehatan import (
    KEPALA_DINAS,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
    VERIFIKATOR_DINAS,
)
from upaya.rules.tenaga import road
from upaya.tenaga.formasi import services as formasi
from upaya.tenaga.kontrak import services as kontrak
from upaya.tenaga.kontrak.models import Kontrak, Peringatan
from upaya.tenaga.kontrak.road import ROAD as KONTRAK
from upaya.tenaga.terlambat import tasks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_the_year(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)


def _short() -> Kontrak:
    return make_kontrak(mulai=date(2022, 8, 1), sampai=date(2022, 10, 31))


def _extend(case: Kontrak, sampai: date = date(2022, 12, 31)) -> Kontrak:
    operator = access_of(OPERATOR_PUSKESMAS, case.puskesmas)
    return kontrak.perpanjang(case.pk, sampai, "Kebutuhan promosi kesehatan tetap.", operator)


def _plan_for(case: Kontrak, monkeypatch: pytest.MonkeyPatch, amount: int) -> None:
    monkeypatch.setattr("upaya.tenaga.kontrak.reading.rencana_honor", lambda _unit, _year: amount)


def test_an_extension_needs_budget_and_targets(monkeypatch: pytest.MonkeyPatch) -> None:
    case = _short()
    with pytest.raises(ValidationError) as refused:
        _extend(case)
    assert "Belum ada bulan kerja" in str(refused.value)
    assert "Belum ada rencana BOK" in str(refused.value)
    make_bulan(case, "2022-08", status=road.DIVERIFIKASI, reached=(6, 20))
    _plan_for(case, monkeypatch, case.biaya + 1_000)
    with pytest.raises(ValidationError, match=r"tersisa Rp1\.000"):
        _extend(case)
    _plan_for(case, monkeypatch, 100_000_000)
    made = _extend(case)
    assert (made.mulai, made.sampai, made.sebelumnya_id) == (
        date(2022, 11, 1), date(2022, 12, 31), case.pk,
    )  # fmt: skip
    with pytest.raises(ValidationError, match=r"terisi|sudah"):
        _extend(case)


def test_an_extension_that_is_called_off_leaves_the_contract_as_it_was(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    case = _short()
    make_bulan(case, "2022-08", status=road.DIVERIFIKASI)
    _plan_for(case, monkeypatch, 100_000_000)
    made = _extend(case)
    head, operator = (
        access_of(one, case.puskesmas) for one in (KEPALA_PUSKESMAS, OPERATOR_PUSKESMAS)
    )
    ending = {"alasan": "Pindah ke kabupaten lain.", "berakhir": date(2022, 10, 10)}
    with pytest.raises(MoveRefusedError, match="batalkan dulu"):
        step(KONTRAK, case, "akhiri", head, **ending)
    settings.BUSINESS_DATE = date(2022, 10, 25)
    assert list(tasks(head)) == []  # what is extended warns no more
    off = step(KONTRAK, made, "batalkan", operator, alasan="Anggarannya dipakai kegiatan lain.")
    assert off.alasan.startswith("Semula memperpanjang perjanjian sampai 31 Oktober 2022")
    assert len(list(tasks(head))) == 1
    again = _extend(case)
    assert (again.sebelumnya_id, again.mulai) == (case.pk, date(2022, 11, 1))


def test_targets_that_were_missed_stand_against_an_extension(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = _short()
    make_bulan(case, "2022-08", status=road.DIVERIFIKASI, reached=(2, 10))
    _plan_for(case, monkeypatch, 100_000_000)
    with pytest.raises(ValidationError, match="Capaian rata-rata 35%, paling sedikit 80%"):
        _extend(case)
    with pytest.raises(ValidationError, match="tahun anggaran 2022"):
        _extend(case, date(2023, 3, 31))


def test_warnings_come_at_60_30_and_7_days_once_each(
    settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    case = _short()
    unit = case.puskesmas
    roles = (KEPALA_PUSKESMAS, VERIFIKATOR_DINAS, KEPALA_DINAS)
    people = {access_of(role, unit).user_id for role in roles}
    people.add(own_access(case.petugas).user_id)
    known = set(User.objects.filter(pk__in=people).values_list("email", flat=True))
    told: list[bool | None] = []
    for day in (date(2022, 8, 20), date(2022, 9, 1), date(2022, 9, 2), date(2022, 10, 5),
                date(2022, 10, 24), date(2022, 10, 25), date(2022, 10, 31)):  # fmt: skip
        settings.BUSINESS_DATE = day
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            overdue.tell_all()
        sent = {one.to[0] for one in mail.outbox if "segera berakhir" in one.subject}
        told.append(known <= sent if sent else None)
    assert told == [None, True, None, True, True, None, None]
    assert list(Peringatan.objects.values_list("tahap", flat=True)) == [60, 30, 7]


@pytest.mark.parametrize("role", [KEPALA_PUSKESMAS, OPERATOR_PUSKESMAS, VERIFIKATOR_DINAS])
def test_what_ends_soon_stands_in_the_tasks(role: Any, settings: Settings) -> None:  # noqa: ANN401
    case = _short()
    settings.BUSINESS_DATE = date(2022, 10, 25)
    (line,) = tasks(access_of(role, case.puskesmas))
    assert line.judul == "Perjanjian kerja berakhir 31 Oktober 2022, 6 hari lagi."
    assert [one.judul for one in tasks(own_access(case.petugas))] == [line.judul]
    assert (
        list(
            tasks(
                access_of(role, make_puskesmas(kabupaten=make_kabupaten("35.10", "Kabupaten Lain")))
            )
        )
        == []
    )


def test_a_stra_that_ends_is_warned_of(settings: Settings) -> None:
    unit = make_puskesmas()
    place = make_formasi(unit, "apoteker")
    make_calon(
        place, pendidikan="profesi", bidang="Apoteker", stra="19/1",
        stra_sampai=date(2022, 11, 20),
    )  # fmt: skip
    make_kontrak(unit, place=place)
    settings.BUSINESS_DATE = date(2022, 11, 3)
    assert [one.judul for one in tasks(access_of(KEPALA_PUSKESMAS, unit))] == [
        "Perjanjian kerja berakhir 31 Desember 2022, 58 hari lagi.",
        "STRA berakhir 20 November 2022, 17 hari lagi.",
    ]
    dinas = access_of(VERIFIKATOR_DINAS, unit)
    one = place.calon.get()
    with pytest.raises(ValidationError, match="sesudah yang lama"):
        formasi.perbarui_stra(one.pk, "19/2", date(2022, 11, 20), dinas)
    formasi.perbarui_stra(one.pk, "19/2", date(2027, 11, 20), dinas)
    left = [row.judul for row in tasks(access_of(KEPALA_PUSKESMAS, unit))]
    assert left == ["Perjanjian kerja berakhir 31 Desember 2022, 58 hari lagi."]
