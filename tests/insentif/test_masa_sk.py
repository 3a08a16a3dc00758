"""Who held a decree on some days of a month: in its sheet, with the days, counted by the rule."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.factories.akun import sign_in
from tests.factories.insentif import make_month, make_team
from tests.factories.pegawai import make_penetapan, make_petugas
from tests.factories.regulasi import make_baris
from tests.factories.wilayah import make_puskesmas
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import RELATED, LembarBulan
from upaya.insentif.documents import sk
from upaya.insentif.kegiatan import services as kegiatan
from upaya.insentif.kegiatan.services import RowWrite
from upaya.insentif.ketetapan.kinds import Kunci
from upaya.pegawai.models import Petugas
from upaya.rules.insentif.berhak import HARI_MANA_PUN
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db

MID = date(2022, 8, 14)


@pytest.fixture
def unit() -> Unit:
    return make_puskesmas("Panji")


def _part_time(unit: Unit, *, left: bool) -> Petugas:
    """Entitled 1 to 14 August; `left`: not at the puskesmas any more after it."""
    officer = make_petugas(unit, "Sari Setengah Bulan")
    make_penetapan(officer, mulai=date(2022, 1, 1), sampai=MID)
    if left:
        Petugas.objects.filter(pk=officer.pk).update(aktif=False, nonaktif_sejak=date(2022, 8, 15))
    return officer


def _month(unit: Unit, officer: Petugas) -> Pengajuan:
    """August as a draft, filled, with 3 visits of this officer."""
    month = make_month(unit, filled=True)
    team = make_team(unit)
    row = month.petugas.get(petugas=officer)
    line = month.baris.filter(jenis="lapangan").earliest("pk")
    kegiatan.save_rows(
        month.pk, team.operator.access(), [RowWrite(row.pk, row.versi, {line.pk: 3})]
    )
    return Pengajuan.objects.select_related(*RELATED).get(pk=month.pk)


@pytest.mark.parametrize("left", [True, False], ids=["left", "stayed"])
def test_the_sheet_has_the_officer_and_says_what_the_last_day_takes(
    unit: Unit,
    left: bool,  # noqa: FBT001
) -> None:
    officer = _part_time(unit, left=left)
    month = _month(unit, officer)
    sheet = LembarBulan(month)
    (profile,) = [one for one in sheet.profil if one.petugas_id == officer.pk]
    assert profile.masa == ((date(2022, 8, 1), MID),)
    assert not profile.ber_sk
    assert sheet.sekarang.by_kode.get(officer.kode, 0) == 0
    said = (
        "Sari Setengah Bulan ber-SK 1 Agustus 2022 sampai 14 Agustus 2022, tidak pada hari "
        "terakhir bulan: menurut aturan kabupaten (asumsi) 3 kunjungan dan"
    )
    client = sign_in(Client(), make_team(unit).operator)
    assert said in client.get(f"/insentif/{month.pk}/hasil/").content.decode()
    grid = client.get(f"/insentif/{month.pk}/kegiatan/").content.decode()
    assert "Ber-SK 1 Agustus 2022 sampai 14 Agustus 2022, tidak pada hari terakhir" in grid


@pytest.mark.parametrize("left", [True, False], ids=["left", "stayed"])
def test_where_any_day_counts_the_work_is_paid_and_the_days_are_shown(
    unit: Unit,
    left: bool,  # noqa: FBT001
) -> None:
    officer = _part_time(unit, left=left)
    month = _month(unit, officer)
    assert unit.kabupaten is not None
    make_baris(unit.kabupaten, Kunci.TANGGAL_SK, HARI_MANA_PUN)
    sheet = LembarBulan(month)
    assert sheet.sekarang.by_kode[officer.kode] > 0
    assert officer.kode not in sheet.sekarang.tanpa_sk
    client = sign_in(Client(), make_team(unit).operator)
    grid = client.get(f"/insentif/{month.pk}/kegiatan/").content.decode()
    assert "Berhak 1 Agustus 2022 sampai 14 Agustus 2022; isi hanya kegiatan" in grid
    paper = str(sk.isi(sheet))
    assert "atau pada hari terakhir petugasnya berhak" in paper
    assert officer.nama in paper


def test_two_stretches_are_two_and_whoever_had_none_and_left_is_not_in_the_sheet(
    unit: Unit,
) -> None:
    officer = _part_time(unit, left=False)
    make_penetapan(officer, mulai=date(2022, 8, 20), sampai=date(2022, 8, 24))
    gone = make_petugas(unit, "Pergi Tanpa SK")
    Petugas.objects.filter(pk=gone.pk).update(aktif=False, nonaktif_sejak=date(2022, 8, 15))
    month = make_month(unit, filled=True)
    sheet = LembarBulan(Pengajuan.objects.select_related(*RELATED).get(pk=month.pk))
    by_name = {one.nama: one for one in sheet.profil}
    assert by_name["Sari Setengah Bulan"].masa_kata == (
        "1 Agustus 2022 sampai 14 Agustus 2022 dan 20 Agustus 2022 sampai 24 Agustus 2022"
    )
    assert gone.nama not in by_name
    assert not month.petugas.filter(petugas=gone).exists()
