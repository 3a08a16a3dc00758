"""A month whose work comes from BOK: taken over, corrected with a reason, frozen, a selisih."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from tests.factories.akun import sign_in
from tests.factories.bok import (
    make_absorption,
    make_plan,
    make_report,
    move_report,
)
from tests.factories.insentif import advance, make_month, make_team
from tests.factories.pegawai import make_petugas
from tests.factories.regulasi import make_baris
from tests.factories.sanggahan import make_person
from upaya.alur.road import MoveRefusedError
from upaya.alur.writing import ClosedError
from upaya.bok.ketetapan.keys import SAKELAR_PUSKESMAS
from upaya.insentif.bulan.models import Bagian, Pengajuan
from upaya.insentif.bulan.opening import open_month
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.dari_bok import services
from upaya.insentif.dari_bok.models import DasarKegiatan, KoreksiKegiatan
from upaya.insentif.kegiatan import services as kegiatan
from upaya.insentif.kegiatan.services import RowWrite
from upaya.pegawai.models import Petugas
from upaya.rules.bok.road import DITETAPKAN, DIVERIFIKASI
from upaya.rules.insentif.officer_work import Kerja
from upaya.rules.period import Period
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db

MEETING = {"menu": "h.1", "nama": "Lokakarya mini", "lokakarya": "bulanan"}


def switch_on(unit: Unit, since: date = date(2022, 8, 1)) -> None:
    assert unit.kabupaten is not None
    make_baris(
        unit.kabupaten,
        SAKELAR_PUSKESMAS,
        "ya",
        puskesmas=unit,
        mulai=since,
        sampai=date(2022, 12, 31),
    )


def sheet_of(month: Pengajuan) -> LembarBulan:
    loaded = Pengajuan.objects.select_related("puskesmas", "kabupaten").get(pk=month.pk)
    return LembarBulan(loaded)


def work(month: Pengajuan) -> dict[int, Kerja]:
    sheet = sheet_of(month)
    return {row.petugas_id: sheet.kerja[row.pk] for row in sheet.baris if row.pk in sheet.kerja}


@pytest.fixture
def month() -> Pengajuan:
    """A month filled by hand, of a puskesmas that since then has its work from BOK."""
    month = make_month(filled=True)
    switch_on(month.puskesmas)
    make_plan(month.puskesmas, status=DITETAPKAN, activities=({}, MEETING))
    return month


def officer_of(month: Pengajuan) -> Petugas:
    return month.petugas.select_related("petugas").order_by("pk")[0].petugas


def report_nine(month: Pengajuan, officer: Petugas) -> None:
    make_report(month.puskesmas, days={officer.pk: list(range(1, 10))}, status=DIVERIFIKASI)
    make_report(month.puskesmas, kunci=2, days={officer.pk: [15, 16]}, status=DIVERIFIKASI)


def take(month: Pengajuan) -> bool:
    return services.take_over(month.pk, make_team(month.puskesmas).operator.access())


def test_without_a_decree_a_month_is_typed_as_before() -> None:
    month = make_month(filled=True)
    access = make_team(month.puskesmas).operator.access()
    with pytest.raises(ClosedError, match="Belum ada ketetapan"):
        services.take_over(month.pk, access)
    row = month.petugas.earliest("pk")
    line = month.baris.earliest("pk")
    (result,) = kegiatan.save_rows(month.pk, access, [RowWrite(row.pk, row.versi, {line.pk: 3})])
    assert result.state == "saved"


def test_the_grid_holds_what_the_verified_activities_give(month: Pengajuan) -> None:
    officer = officer_of(month)
    report_nine(month, officer)
    make_absorption(month.puskesmas, 59_000_000)
    assert take(month)
    assert not take(month)  # a second time nothing changes
    assert work(month) == {officer.pk: Kerja(2, 9)}
    assert DasarKegiatan.objects.filter(menu="a.9.a").count() == 9
    month.refresh_from_db()
    assert (month.bok_diusulkan, month.bok_diserap) == (600_000, 59_000_000)
    assert sheet_of(month).lacks[Bagian.KEGIATAN] == []
    assert sheet_of(month).lacks[Bagian.ADMINISTRASI] == []


def test_a_month_from_bok_is_not_typed(month: Pengajuan) -> None:
    report_nine(month, officer_of(month))
    take(month)
    access = make_team(month.puskesmas).operator.access()
    row, line = month.petugas.earliest("pk"), month.baris.earliest("pk")
    for attempt in (
        lambda: kegiatan.save_rows(month.pk, access, [RowWrite(row.pk, row.versi, {line.pk: 3})]),
        lambda: kegiatan.add_lines(month.pk, access, ["a.8"]),
        lambda: kegiatan.remove_line(month.pk, access, line.pk),
    ):
        with pytest.raises(ClosedError, match="dengan alasan"):
            attempt()


def test_a_correction_needs_a_reason_stays_and_is_shown_to_the_verifier(
    month: Pengajuan, client: Client
) -> None:
    officer = officer_of(month)
    report_nine(month, officer)
    take(month)
    team = make_team(month.puskesmas)
    row, line = month.petugas.get(petugas=officer), month.baris.get(menu="a.9.a")
    with pytest.raises(ValidationError):
        services.correct(row.pk, team.operator.access(), line.pk, 8, "x")
    reason = "Kunjungan tanggal 9 ternyata dilakukan petugas lain."
    services.correct(row.pk, team.operator.access(), line.pk, 8, reason)
    assert work(month)[officer.pk].frekuensi == 8
    take(month)
    assert work(month)[officer.pk].frekuensi == 8
    sign_in(client, team.tim)
    page = client.get(f"/insentif/{month.pk}/kegiatan/").content.decode()
    assert reason in page
    detail = client.get(f"/insentif/petugas/{row.pk}/kegiatan/{line.pk}/").content.decode()
    assert "Dikoreksi dari 9 menjadi 8 kali" in detail
    assert detail.count("/bok/kegiatan/") >= 9
    services.correct(row.pk, team.operator.access(), line.pk, 9, "Ternyata sudah benar sembilan.")
    assert not KoreksiKegiatan.objects.exists()


def test_days_corrected_beyond_the_month_are_refused(month: Pengajuan) -> None:
    officer = officer_of(month)
    report_nine(month, officer)
    take(month)
    row, line = month.petugas.get(petugas=officer), month.baris.get(menu="h.1")
    access = make_team(month.puskesmas).operator.access()
    with pytest.raises(ValidationError, match="melebihi 31 hari"):
        services.correct(row.pk, access, line.pk, 32, "Hadir setiap hari bulan ini.")


def test_what_changed_since_stands_in_the_way_until_it_is_taken_again(month: Pengajuan) -> None:
    officer = officer_of(month)
    make_absorption(month.puskesmas, 59_000_000)
    with pytest.raises(MoveRefusedError, match="Ambil dulu"):
        advance(month, "kirim")
    report_nine(month, officer)
    take(month)
    make_report(month.puskesmas, days={officer.pk: [20]}, status=DIVERIFIKASI)
    with pytest.raises(MoveRefusedError, match="berubah sejak diambil"):
        advance(month, "kirim")
    take(month)
    advance(month, "kirim")


def test_figures_that_bok_does_not_know_stand_in_the_way(month: Pengajuan) -> None:
    report_nine(month, officer_of(month))
    take(month)
    with pytest.raises(MoveRefusedError, match="belum mencatat serapan"):
        advance(month, "kirim")


def test_submission_freezes_and_a_later_change_becomes_a_correction(
    month: Pengajuan, client: Client
) -> None:
    officer, other = (row.petugas for row in month.petugas.order_by("pk")[:2])
    report_nine(month, officer)
    late = make_report(month.puskesmas, days={other.pk: [3, 4]}, status=DIVERIFIKASI)
    make_absorption(month.puskesmas, 59_000_000)
    take(month)
    for name in ("kirim", "verifikasi", "ajukan", "setujui"):
        advance(month, name)
    before = sheet_of(month).hitungan.sidik
    move_report(late, "cabut")
    with pytest.raises(ClosedError):
        take(month)
    sheet = sheet_of(month)
    assert sheet.hitungan.sidik == before
    assert sheet.dari_bok is not None
    (beda,) = sheet.dari_bok.beda
    assert (beda.kode, beda.dulu, beda.kini) == (other.kode, Kerja(0, 2), Kerja(0, 0))
    team = make_team(month.puskesmas)
    sign_in(client, team.operator)
    page = client.get(f"/insentif/{month.pk}/kegiatan/").content.decode()
    assert "berubah sesudah bulan ini diajukan" in page
    assert "?bok=ya" in page
    form = client.get(f"/insentif/{month.pk}/koreksi/?bok=ya")
    assert form.status_code == 200
    assert form.context["form"].fields[f"f_{other.kode}"].initial == 0
    assert (
        f"f_{officer.kode}" not in form.context["form"].fields
    )  # what did not change is not asked


def test_the_slip_names_the_activities_behind_its_numbers(client: Client) -> None:
    membership, officer = make_person()
    month = make_month(filled=True)
    switch_on(month.puskesmas)
    make_plan(month.puskesmas, status=DITETAPKAN, activities=({}, MEETING))
    report_nine(month, officer)
    make_absorption(month.puskesmas, 59_000_000)
    take(month)
    for name in ("kirim", "verifikasi", "ajukan"):
        advance(month, name)
    share = officer.perhitungan.get(perhitungan__pengajuan=month)
    sign_in(client, membership)
    page = client.get(f"/slip/{share.pk}/").content.decode()
    assert "a.9.a, 9 kali: sembilan ini" in page
    assert "h.1, 2 hari: dua ini" in page
    assert page.count('href="#kegiatan-a.9.a"') == page.count('id="kegiatan-a.9.a"') == 1
    assert "9 Agustus 2022" in page
    assert page.count("Kunjungan rumah ibu hamil") >= 9


def test_a_month_opened_under_the_decree_copies_no_work() -> None:
    first = make_month(filled=True)
    unit = first.puskesmas
    switch_on(unit, date(2022, 9, 1))
    access = make_team(unit).operator.access()
    second = open_month(unit.pk, Period(2022, 9), access, copy_previous=True)
    assert second.kegiatan_dari_bok
    assert not second.baris.exists()
    assert not Pengajuan.objects.get(pk=first.pk).kegiatan_dari_bok


def test_an_officer_who_left_is_listed_with_the_work(month: Pengajuan) -> None:
    gone = make_petugas(month.puskesmas, aktif=False, nonaktif_sejak=date(2022, 8, 20))
    make_report(month.puskesmas, days={gone.pk: [3]}, status=DIVERIFIKASI)
    take(month)
    assert month.petugas.filter(petugas=gone).exists()
