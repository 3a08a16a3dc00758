"""Who decided what a month is computed from judges none of it, nor moves its money, in any role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tests.factories.akun import make_membership
from tests.factories.core import make_upload
from tests.factories.insentif import Team, make_indeks, make_month, make_team
from tests.factories.koreksi import make_koreksi
from tests.factories.pegawai import make_jenis_jabatan, make_petugas
from tests.factories.wilayah import make_puskesmas
from upaya.akun.models import Membership, User
from upaya.alur.road import MoveRefusedError
from upaya.insentif.bulan.inbox import tasks_for
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.bulan.road import ROAD, move_month
from upaya.insentif.indeks.models import IndeksTerbit
from upaya.insentif.koreksi import services as koreksi
from upaya.insentif.koreksi.pages import tasks_for as corrections_for
from upaya.pegawai.models import Petugas
from upaya.pegawai.services import jabatan
from upaya.pegawai.services.jabatan import DataSk
from upaya.regulasi.models import BarisAturan
from upaya.rules.insentif.road import INSENTIF, TIM_VERIFIKASI
from upaya.rules.kesehatan import (
    ADMIN_DINAS,
    BENDAHARA_PEMBANTU,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
    VERIFIKATOR_DINAS,
)
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db

JANUARY = date(2022, 1, 3)
PERIODE = date(2022, 8, 1)
DECREE = DataSk("440/77/2022", JANUARY, "kepala_dinas", "Penetapan", JANUARY)
CHECKED = {
    "verifikasi": TIM_VERIFIKASI,
    "ajukan": KEPALA_PUSKESMAS,
    "setujui": VERIFIKATOR_DINAS,
    "selesai_bayar": BENDAHARA_PEMBANTU,
}


def _hat(user: User, role: object, unit: Unit) -> Membership:
    return make_membership(role, unit, user)  # type: ignore[arg-type] # a role


def _operator(user: User, unit: Unit) -> Membership:
    held = Membership.objects.filter(user=user, role=OPERATOR_PUSKESMAS.name, unit=unit).first()
    return held or _hat(user, OPERATOR_PUSKESMAS, unit)


def _officer(unit: Unit) -> Petugas:
    return Petugas.objects.filter(puskesmas=unit).earliest("pk")


def _entitles(user: User, unit: Unit, other: Team) -> str:
    decree = jabatan.save_decree(other.operator.access(), unit, DECREE)
    access = _operator(user, unit).access()
    jabatan.entitle(access, [_officer(unit)], sk=decree, mulai=JANUARY, sampai=None)
    return "menetapkan petugas"


def _ends(user: User, unit: Unit, other: Team) -> str:
    """Whose last word is another's day of ending stands behind that end."""
    _entitles(other.operator.user, unit, other)
    (held,) = _officer(unit).penetapan.filter(sk__nomor=DECREE.nomor)
    jabatan.end_entitlement(_operator(user, unit).access(), held, date(2022, 8, 20))
    return "menetapkan petugas"


def _records(user: User, unit: Unit, other: Team) -> str:
    decree = jabatan.save_decree(_operator(user, unit).access(), unit, DECREE)
    access = other.operator.access()  # whose later word does not take the first away
    decree = jabatan.save_decree(access, unit, replace(DECREE, perihal="Lain"), existing=decree)
    jabatan.entitle(
        other.operator.access(), [_officer(unit)], sk=decree, mulai=JANUARY, sampai=None
    )
    return "mencatat atau mengonfirmasi SK"


def _confirms(user: User, unit: Unit, other: Team) -> str:
    upload = make_upload("sk.pdf")
    decree = jabatan.save_decree(other.operator.access(), unit, DECREE, upload=upload)
    jabatan.entitle(
        other.operator.access(), [_officer(unit)], sk=decree, mulai=JANUARY, sampai=None
    )
    admin = _hat(user, ADMIN_DINAS, other.admin.unit)
    jabatan.confirm_decree(admin.access(), decree.pk)
    return "mencatat atau mengonfirmasi SK"


def _gives_a_post(user: User, unit: Unit, other: Team) -> str:
    decree = jabatan.save_decree(other.operator.access(), unit, DECREE)
    jabatan.assign(
        _operator(user, unit).access(),
        _officer(unit),
        jenis=make_jenis_jabatan("PJ UKP", "pj_ukp", kabupaten=unit.kabupaten),
        sk=decree,
        mulai=JANUARY,
        sampai=None,
    )
    return "mencatat jabatan petugas"


def _row(unit: Unit, proposer: User, decider: User, **more: object) -> None:
    values = {
        "kunci": "insentif_ukm.pagu.",
        "puskesmas": unit,
        "nilai": 40_000_000,
        "mulai": date(2022, 1, 1),
        "sampai": date(2022, 12, 31),
    } | more
    assert unit.kabupaten is not None
    BarisAturan.objects.create(
        kabupaten=unit.kabupaten,
        nomor_keputusan="188/1/2022",
        tanggal_keputusan=JANUARY,
        status="disetujui",
        diusulkan_oleh=proposer,
        diusulkan_pada="2022-01-03T08:00:00+07:00",
        diputus_oleh=decider,
        diputus_pada="2022-01-03T09:00:00+07:00",
        **values,
    )


def _proposes_the_pagu(user: User, unit: Unit, other: Team) -> str:
    _row(unit, user, other.admin.user)
    return "ikut menetapkan aturan"


def _approves_a_rule(user: User, unit: Unit, other: Team) -> str:
    rule = {"kunci": "insentif_ukm.spm.metode", "puskesmas": None, "nilai": "kontinu"}
    _row(unit, other.admin.user, user, **rule, sampai=None)
    return "ikut menetapkan aturan"


def _publishes(user: User, unit: Unit, _other: Team) -> str:
    published = IndeksTerbit.objects.get(puskesmas=unit, periode=PERIODE)
    published.pk, published.versi, published.alasan = None, 2, "Diterbitkan lagi."
    published.diterbitkan_oleh = user
    published.save()
    return "menerbitkan indeks"


KINDS = (
    _entitles, _ends, _records, _confirms, _gives_a_post, _proposes_the_pagu, _approves_a_rule,
    _publishes,
)  # fmt: skip


@pytest.mark.parametrize("did", KINDS, ids=lambda did: did.__name__.strip("_"))
def test_who_decided_it_judges_no_step_and_has_no_such_task(
    did: Callable[[User, Unit, Team], str],
) -> None:
    month = make_month(status="menunggu_verifikasi")
    unit, team = month.puskesmas, make_team(month.puskesmas)
    person = make_membership(TIM_VERIFIKASI, unit)
    told = did(person.user, unit, team)
    reading = LembarBulan(month)
    for name in CHECKED:
        (said,) = ROAD.actor_obstacles(reading, INSENTIF.moves[name], person.user_id)
        assert said.startswith(f"Anda {told}")
        assert "orang lain" in said
    with pytest.raises(MoveRefusedError, match=told):
        move_month(month.pk, "verifikasi", person.access(), seen_status=month.status)
    assert list(tasks_for(person.access())) == []
    (task,) = tasks_for(team.tim.access())
    assert str(month.pk) in task.alamat


def test_who_decided_for_another_place_or_time_judges() -> None:
    """A decree of another puskesmas, an entitlement that ended before, a rule of next year."""
    month = make_month(status="menunggu_verifikasi")
    unit, team = month.puskesmas, make_team(month.puskesmas)
    person = make_membership(TIM_VERIFIKASI, unit)
    access = _operator(person.user, unit).access()
    elsewhere = make_petugas(make_puskesmas("Kendit"))
    there = _operator(person.user, elsewhere.puskesmas)
    decree = jabatan.save_decree(there.access(), elsewhere.puskesmas, DECREE)
    jabatan.entitle(there.access(), [elsewhere], sk=decree, mulai=JANUARY, sampai=None)
    early = jabatan.save_decree(access, unit, DECREE)
    jabatan.entitle(access, [_officer(unit)], sk=early, mulai=JANUARY, sampai=date(2022, 7, 31))
    jabatan.entitle(access, [_officer(unit)], sk=early, mulai=date(2022, 9, 1), sampai=None)
    _row(unit, person.user, team.admin.user, mulai=date(2023, 1, 1), sampai=date(2023, 12, 31))
    make_indeks(unit, "2022-09", access=_hat(person.user, ADMIN_DINAS, team.admin.unit).access())
    assert person.user_id not in LembarBulan(month).preparers
    (task,) = tasks_for(person.access())
    assert str(month.pk) in task.alamat
    moved = move_month(month.pk, "verifikasi", person.access(), seen_status=month.status)
    assert moved.status == "diverifikasi_puskesmas"


def test_a_correction_of_the_month_is_not_theirs_to_judge_either() -> None:
    month = make_month(status="disetujui")
    made = make_koreksi(month)
    person = make_membership(TIM_VERIFIKASI, month.puskesmas)
    told = _entitles(person.user, month.puskesmas, make_team(month.puskesmas))
    with pytest.raises(MoveRefusedError, match=told):
        koreksi.move(made.pk, "verifikasi", person.access())
    own = [task.alamat for task in corrections_for(person.access())]
    assert [address for address in own if address.endswith(f"/koreksi/{made.pk}/")] == []
    assert Pengajuan.objects.get(pk=month.pk).periode == PERIODE
