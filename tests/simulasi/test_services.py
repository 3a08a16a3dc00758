"""What a simulation does from its start to its end, and that real months never feel it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.factories.akun import make_access
from tests.factories.insentif import advance, answer_all, make_month, make_team
from tests.factories.koreksi import move_on
from tests.factories.peran import ROLES
from tests.factories.regulasi import make_baris
from tests.factories.simulasi import make_simulasi
from tests.factories.wilayah import make_dinas, make_kabupaten, make_puskesmas
from tests.snapshots.arranged import arrangement
from upaya.core.access import Access
from upaya.core.models import AuditEntry
from upaya.insentif.hasil.models import Perhitungan, PerhitunganPetugas
from upaya.insentif.ketetapan.kinds import Kunci
from upaya.insentif.koreksi import services as koreksi
from upaya.insentif.simulasi import queries, services
from upaya.insentif.simulasi.models import TERPUTUS, Simulasi
from upaya.rules.insentif.comparison import Perbandingan
from upaya.rules.insentif.simulation import PuskesmasSimulasi
from upaya.rules.kesehatan import ADMIN_DINAS, KEPALA_DINAS, PENGAMAT_NASIONAL
from upaya.rules.roles import Role
from upaya.rules.scenario import METODE, Skenario

pytestmark = [pytest.mark.django_db, pytest.mark.empty_world]

DASAR = "insentif_ukm.dasar"


@pytest.fixture
def access() -> Access:
    return make_access(ADMIN_DINAS, make_dinas())


@arrangement(upon="kosong")
def two_months() -> None:
    make_month(make_puskesmas("Panji"), status="disetujui")
    make_month(make_puskesmas("Besuki"), status="diajukan", bok_diserap=20_000_000)


def outcome(made: Simulasi) -> Perbandingan:
    return Perbandingan.from_dict(made.hasil)


# ---------------------------------------------------------------- the whole way
@pytest.mark.usefixtures("two_months")
def test_the_frozen_amounts_stand_beside_the_scenarios() -> None:
    make_month(make_puskesmas("Kendit"), status="diverifikasi_puskesmas")
    make_month(make_puskesmas("Suboh"), status="dikembalikan")
    made = make_simulasi()
    found = outcome(made)
    assert made.status == "selesai"
    assert (made.dikerjakan, made.banyaknya) == (2, 2)
    assert found.jumlah.sekarang == sum(row.dibagi for row in Perhitungan.objects.filter(
        pengajuan__status__in=["disetujui", "diajukan"]
    ))  # fmt: skip
    # 10% instead of 7,5% of what was absorbed: a third more, to the rupiah of each month.
    assert found.jumlah.skenario == 9_300_000 + 3_100_000
    assert [each.nama for each in found.puskesmas] == ["Besuki", "Panji"]
    assert (
        found.jumlah.petugas
        == PerhitunganPetugas.objects.filter(perhitungan__in=queries.frozen("35.12")).count()
    )


def test_only_the_chosen_months_and_puskesmas_count() -> None:
    panji, besuki = make_puskesmas("Panji"), make_puskesmas("Besuki")
    for unit in (panji, besuki):
        for month in ("2022-08", "2022-09"):
            make_month(unit, month, status="diajukan", bok_diserap=10_000_000)
    made = make_simulasi(bulan=["2022-09"], puskesmas=[besuki.pk])
    assert (outcome(made).jumlah.bulan, outcome(made).puskesmas[0].nama) == (1, "Besuki")
    assert outcome(make_simulasi()).jumlah.bulan == 4


@pytest.mark.usefixtures("two_months")
def test_another_district_is_not_read() -> None:
    far = make_kabupaten("35.10")
    unit = make_puskesmas("Genteng", far)
    make_baris(far, Kunci.PAGU_INSENTIF, 50_000_000, puskesmas=unit, sampai=date(2022, 12, 31))
    make_month(unit, status="diajukan")
    assert outcome(make_simulasi()).jumlah.puskesmas == 2
    assert outcome(make_simulasi(far)).jumlah.puskesmas == 1


def test_a_month_sent_twice_counts_with_its_latest_round() -> None:
    month = make_month(make_puskesmas("Panji"), status="dikembalikan")
    answer_all(month)
    for move in ("kirim", "verifikasi", "ajukan"):
        advance(month, move)
    assert outcome(make_simulasi()).jumlah.bulan == 1


def test_an_approved_correction_stands_for_its_month() -> None:
    month = make_month(make_puskesmas("Panji"), status="disetujui")
    team = make_team(month.puskesmas)
    made = make_simulasi()
    change = koreksi.UsulanKoreksi("Buku kas umum salah dibaca.", 54_000_000, {})
    proposed = koreksi.propose(month.pk, change, team.operator.access())
    assert not services.outdated(made)  # proposed is not decided
    move_on(proposed)
    assert services.outdated(made)
    found = outcome(make_simulasi())
    assert found.tidak_dibandingkan == ()
    assert found.jumlah.bulan == 1
    assert found.jumlah.sekarang == outcome(made).jumlah.sekarang + proposed.selisih
    assert found.jumlah.sekarang == 54_000_000 * 75 * 155 // 100_000


def test_without_submitted_months_nothing_is_made(access: Access) -> None:
    make_month(make_puskesmas("Panji"))
    with pytest.raises(services.SimulasiRefusedError, match="belum ada bulan yang diajukan"):
        services.create(access, nama="Kosong", skenario=Skenario({DASAR: Decimal("0.1")}))
    assert not Simulasi.objects.exists()


@pytest.mark.usefixtures("two_months")
def test_a_decree_entered_later_is_no_change_of_the_scenario() -> None:
    """It works back over months with published indices: those count, so both sides stay equal."""
    make_baris(make_kabupaten(), Kunci.METODE_SPM, "kontinu")
    same = outcome(make_simulasi(nilai={METODE: "kontinu"}))
    assert (same.tidak_dibandingkan, same.indeks_ulang, same.jumlah.selisih) == ((), (), 0)
    other = outcome(make_simulasi(nilai={METODE: "bertingkat"}))
    assert [(each.nama, each.bulan) for each in other.indeks_ulang] == [("kinerja_spm", 2)]


# ---------------------------------------------------------------- never touches real months
def snapshot() -> dict[str, list[Any]]:
    """Every row of every table that holds real months."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for label in ("insentif", "pegawai", "wilayah", "regulasi")
        for model in apps.get_app_config(label).get_models()
    }


@pytest.mark.usefixtures("two_months")
def test_real_months_stay_as_they_are(access: Access) -> None:
    before = snapshot()
    made = make_simulasi(access=access)
    services.rename(made.pk, access, "Lain")
    services.delete(made.pk, access)
    assert snapshot() == before


# ---------------------------------------------------------------- the task
@pytest.mark.usefixtures("two_months")
def test_a_task_started_twice_does_nothing_twice() -> None:
    made = make_simulasi()
    first = Simulasi.objects.values().get(pk=made.pk)
    services.run.call(made.pk, made.percobaan)
    assert Simulasi.objects.values().get(pk=made.pk) == first
    assert AuditEntry.objects.filter(action="simulasi.berakhir").count() == 1


@pytest.mark.usefixtures("two_months")
def test_a_cancelled_one_stops_between_two_puskesmas(
    access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_simulasi(access=access, computed=False)
    monkeypatch.setattr(queries, "_WRITE_EVERY", 1)
    heard: list[int] = []
    real = queries.stream

    def watched(
        pilihan: queries.Pilihan, skenario: Skenario, progress: Callable[[int], None]
    ) -> Iterator[PuskesmasSimulasi]:
        def told(done: int) -> None:
            if heard:
                services.cancel(made.pk, access)
            heard.append(done)
            progress(done)

        return real(pilihan, skenario, told)

    monkeypatch.setattr(queries, "stream", watched)
    services.run.call(made.pk, made.percobaan)
    made.refresh_from_db()
    assert heard == [0, 1]
    assert (made.status, made.hasil, made.galat) == ("dibatalkan", None, "")
    assert not AuditEntry.objects.filter(action="simulasi.berakhir").exists()


@pytest.mark.usefixtures("two_months")
def test_progress_is_written_while_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_simulasi(computed=False)
    monkeypatch.setattr(queries, "_WRITE_EVERY", 1)
    seen = []
    real = services._write

    def watched(simulasi: Simulasi, **values: object) -> None:
        real(simulasi, **values)
        row = Simulasi.objects.get(pk=made.pk)
        seen.append((row.status, row.dikerjakan, row.banyaknya))

    monkeypatch.setattr(services, "_write", watched)
    services.run.call(made.pk, made.percobaan)
    assert seen == [
        ("berjalan", 0, 2),
        ("berjalan", 0, 2),
        ("berjalan", 1, 2),
        ("selesai", 2, 2),
    ]


@pytest.mark.usefixtures("two_months")
def test_a_fault_is_said_and_can_be_tried_again(
    access: Access, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    made = make_simulasi(access=access, computed=False)
    with monkeypatch.context() as broken:
        broken.setattr(services, "bandingkan", lambda *_: 1 // 0)
        services.run.call(made.pk, made.percobaan)
    made.refresh_from_db()
    assert (made.status, made.galat) == ("gagal", services.GALAT)
    assert "ZeroDivisionError" in caplog.text
    again = services.start_again(made.pk, access)
    services.run.call(made.pk, 1)  # a late task of the first start
    assert Simulasi.objects.get(pk=made.pk).status == "antre"
    services.run.call(again.pk, again.percobaan)
    assert Simulasi.objects.get(pk=made.pk).status == "selesai"


@pytest.mark.usefixtures("two_months")
def test_a_killed_task_is_broken_off_after_a_while_and_starts_again(access: Access) -> None:
    made = make_simulasi(access=access, computed=False)
    assert services._claim(made.pk, 1)
    made.refresh_from_db()
    assert not made.terputus
    with pytest.raises(services.SimulasiRefusedError, match="sedang dikerjakan"):
        services.start_again(made.pk, access)
    with pytest.raises(services.SimulasiRefusedError, match="Batalkan dulu"):
        services.delete(made.pk, access)
    Simulasi.objects.update(denyut=timezone.now() - TERPUTUS - timedelta(seconds=1))
    assert Simulasi.objects.get().terputus
    again = services.start_again(made.pk, access)
    assert (again.status, again.percobaan, again.dikerjakan) == ("antre", 2, 0)
    services.run.call(again.pk, 2)
    # The first worker was only slow: what it still wants to write is not taken.
    with pytest.raises(services._Stopped):
        services._write(made, dikerjakan=1)
    again.refresh_from_db()
    assert again.status == "selesai"


@pytest.mark.usefixtures("two_months")
def test_what_nobody_takes_from_the_queue_is_broken_off_too(access: Access) -> None:
    made = make_simulasi(access=access, computed=False)
    assert not made.terputus
    Simulasi.objects.update(antre_sejak=timezone.now() - TERPUTUS - timedelta(seconds=1))
    assert Simulasi.objects.get().terputus
    services.delete(made.pk, access)
    assert not Simulasi.objects.exists()


@pytest.mark.usefixtures("two_months")
def test_the_queue_gets_it_only_after_the_commit(
    access: Access, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = make_simulasi(access=access, computed=False)
        assert Simulasi.objects.get(pk=made.pk).status == "antre"
    assert Simulasi.objects.get(pk=made.pk).status == "selesai"


# ---------------------------------------------------------------- what people do
@pytest.mark.usefixtures("two_months")
def test_a_finished_one_starts_again_only_when_something_changed(access: Access) -> None:
    made = make_simulasi(access=access)
    assert not services.outdated(made)
    with pytest.raises(services.SimulasiRefusedError, match="belum berubah"):
        services.start_again(made.pk, access)
    make_month(make_puskesmas("Suboh"), status="diajukan")
    assert services.outdated(made)
    again = services.start_again(made.pk, access)
    services.run.call(again.pk, again.percobaan)
    again.refresh_from_db()
    assert outcome(again).jumlah.puskesmas == 3
    assert not services.outdated(again)


@pytest.mark.usefixtures("two_months")
def test_everything_is_audited_without_the_name(access: Access) -> None:
    made = make_simulasi(access=access, nama="Rahasia Bu Kadis", computed=False)
    services.cancel(made.pk, access)
    with pytest.raises(services.SimulasiRefusedError, match="sudah berakhir"):
        services.cancel(made.pk, access)
    again = services.start_again(made.pk, access)
    services.run.call(again.pk, again.percobaan)
    services.rename(made.pk, access, "  Baru  ")
    assert Simulasi.objects.get().nama == "Baru"
    services.note_download(again, access)
    services.delete(made.pk, access)
    rows = AuditEntry.objects.filter(action__startswith="simulasi.").order_by("number")
    assert [row.action.removeprefix("simulasi.") for row in rows] == [
        "buat", "batal", "ulang", "berakhir", "nama", "unduh", "hapus",
    ]  # fmt: skip
    assert "Rahasia" not in str(list(rows.values_list("detail", flat=True)))


@pytest.mark.parametrize("role", [role for role in ROLES if role != PENGAMAT_NASIONAL])
@pytest.mark.usefixtures("two_months")
def test_who_may_and_who_may_not(role: Role) -> None:
    made = make_simulasi()
    access = make_access(role)
    may = role in {ADMIN_DINAS, KEPALA_DINAS}
    for act in (
        lambda: services.rename(made.pk, access, "Nama"),
        lambda: make_simulasi(access=access),
        lambda: services.delete(made.pk, access),
    ):
        if may:
            act()
        else:
            with pytest.raises(PermissionDenied):
                act()


@pytest.mark.usefixtures("two_months")
def test_another_district_cannot_reach_it() -> None:
    made = make_simulasi()
    stranger = make_access(ADMIN_DINAS, make_dinas(make_kabupaten("35.10")))
    with pytest.raises(Simulasi.DoesNotExist):
        services.cancel(made.pk, stranger)


# ---------------------------------------------------------------- the database repeats it
@pytest.mark.parametrize(
    "broken",
    [
        {"status": "lain"},
        {"status": "antre"},
        {"hasil": None},
        {"selesai": None},
        {"mulai": None},
        {"galat": "ada"},
        {"status": "gagal"},
        {"status": "berjalan"},
        {"status": "dibatalkan"},
        {"dikerjakan": 3},
        {"nama": ""},
        {"percobaan": 0},
    ],
)
@pytest.mark.usefixtures("two_months")
def test_status_and_fields_belong_together(broken: dict[str, object]) -> None:
    made = make_simulasi()
    with pytest.raises(IntegrityError), transaction.atomic():
        Simulasi.objects.filter(pk=made.pk).update(**broken)


def test_the_work_asks_the_database_a_bounded_number_of_times(
    django_assert_max_num_queries: Callable[[int], CaptureQueriesContext],
) -> None:
    """Per puskesmas one question; a second month of it costs none more."""
    units = [make_puskesmas(f"Puskesmas {number}") for number in range(3)]
    for unit in units:
        make_baris(
            make_kabupaten(), Kunci.PAGU_INSENTIF, 90_000_000, puskesmas=unit,
            mulai=date(2022, 1, 1), sampai=date(2022, 12, 31),
        )  # fmt: skip
        for month in ("2022-08", "2022-09"):
            make_month(unit, month, status="diajukan", bok_diserap=1_000_000)
    made = make_simulasi(computed=False)
    with django_assert_max_num_queries(20 + len(units)):
        services.run.call(made.pk, 1)
