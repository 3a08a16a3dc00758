"""A decree of the Kepala Dinas: by the Dinas, or confirmed by it, with the file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from tests.factories.akun import make_membership, sign_in
from tests.factories.core import make_upload
from tests.factories.insentif import Team, advance, make_month, make_team
from tests.factories.pegawai import make_penetapan, make_petugas, make_sk
from tests.factories.wilayah import make_puskesmas
from upaya.alur.road import MoveRefusedError
from upaya.core.models import AuditEntry
from upaya.insentif.bulan.road import move_month
from upaya.pegawai.inbox import tasks_for
from upaya.pegawai.models import SuratKeputusan
from upaya.pegawai.services import jabatan
from upaya.pegawai.services.jabatan import DataSk
from upaya.rules.kesehatan import ADMIN_DINAS

pytestmark = pytest.mark.django_db

DATA = DataSk("440/7/2022", date(2022, 1, 3), "kepala_dinas", "Penetapan", date(2022, 1, 1))


@pytest.fixture
def team() -> Team:
    return make_team(make_puskesmas("Panji"))


def _recorded(team: Team, *, file: bool = True) -> SuratKeputusan:
    upload = make_upload("sk.pdf") if file else None
    unit = team.operator.unit
    return jabatan.save_decree(team.operator.access(), unit, DATA, upload=upload)


def test_what_a_puskesmas_records_waits_for_the_dinas(team: Team) -> None:
    made = _recorded(team)
    assert made.menunggu_dinas
    address = f"/petugas/sk/{made.pk}/"
    operator, dinas = sign_in(Client(), team.operator), sign_in(Client(), team.admin)
    assert "menunggu" in operator.get(address).content.decode()
    assert operator.post(f"{address}konfirmasi/").status_code == 403
    assert [task.alamat for task in tasks_for(team.operator.access())] == []
    (task,) = tasks_for(team.admin.access())
    assert (task.judul, task.alamat) == ("Konfirmasi SK 440/7/2022.", address)
    for _ in range(2):  # pressed twice it is done once
        assert dinas.post(f"{address}konfirmasi/").status_code == 302
    made.refresh_from_db()
    assert (made.menunggu_dinas, made.dikonfirmasi_oleh) == (False, team.admin.user)
    assert AuditEntry.objects.filter(action="sk.konfirmasi", subject_id=str(made.pk)).count() == 1
    assert list(tasks_for(team.admin.access())) == []


def test_without_a_file_or_by_its_writer_nothing_is_confirmed(team: Team) -> None:
    made = _recorded(team, file=False)
    with pytest.raises(ValidationError, match="Berkas SK ini belum diunggah"):
        jabatan.confirm_decree(team.admin.access(), made.pk)
    hat = make_membership(ADMIN_DINAS, team.admin.unit, team.operator.user)
    with pytest.raises(ValidationError, match="orang lain"):
        jabatan.confirm_decree(hat.access(), made.pk)
    made.refresh_from_db()
    assert made.menunggu_dinas


def test_the_dinas_itself_records_it_with_the_file(team: Team) -> None:
    access, unit = team.admin.access(), team.operator.unit
    bare = jabatan.save_decree(access, unit, DATA)
    assert bare.menunggu_dinas
    whole = jabatan.save_decree(access, unit, DATA, upload=make_upload("sk.pdf"), existing=bare)
    assert (whole.menunggu_dinas, whole.dikonfirmasi_oleh) == (False, team.admin.user)


def test_what_a_puskesmas_changes_waits_again(team: Team) -> None:
    made = jabatan.confirm_decree(team.admin.access(), _recorded(team).pk)
    later = replace(DATA, sampai=date(2022, 12, 31))
    changed = jabatan.save_decree(team.operator.access(), made.unit, later, existing=made)
    assert changed.menunggu_dinas


# ------------------------------------------------------------------ where it matters
def test_a_month_is_not_approved_on_a_decree_that_nobody_confirmed(team: Team) -> None:
    unit = team.operator.unit
    sk = make_sk(unit, nomor="440/9/2022", dikonfirmasi=False)
    make_penetapan(make_petugas(unit), sk=sk)
    month = make_month(unit, status="draf", filled=True)
    said = "SK Kepala Dinas belum dikonfirmasi Dinas Kesehatan: 440/9/2022."
    operator = sign_in(Client(), team.operator)
    assert said in operator.get(f"/insentif/{month.pk}/hasil/").content.decode()
    for name in ("kirim", "verifikasi", "ajukan"):
        month = advance(month, name, team)
    access = team.verifikator.access()
    step = f"/insentif/{month.pk}/alur/setujui/"
    assert said in sign_in(Client(), team.verifikator).get(step).content.decode()
    with pytest.raises(MoveRefusedError, match="belum dikonfirmasi"):
        move_month(month.pk, "setujui", access, seen_status=month.status)
    SuratKeputusan.objects.filter(pk=sk.pk).update(berkas=_recorded(team).berkas_id)
    jabatan.confirm_decree(team.admin.access(), sk.pk)
    assert advance(month, "setujui", team).status == "disetujui"
