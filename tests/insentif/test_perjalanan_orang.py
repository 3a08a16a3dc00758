"""Who moves a month: other people, other roles, and nothing twice."""

import pytest
from django.test import Client

from tests.factories.akun import make_membership, sign_in
from tests.factories.insentif import (
    advance,
    make_month,
    make_team,
)
from tests.factories.wilayah import make_puskesmas
from tests.insentif.on_road import EXTRA, walk
from upaya.alur import findings
from upaya.alur.reading import history
from upaya.insentif.bulan.models import Bagian, Pengajuan
from upaya.insentif.bulan.opening import open_month
from upaya.insentif.isian.services import ADMINISTRASI, save_fields
from upaya.rules.insentif.road import INSENTIF, TIM_VERIFIKASI
from upaya.rules.kesehatan import KEPALA_PUSKESMAS, OPERATOR_PUSKESMAS, VERIFIKATOR_DINAS
from upaya.rules.period import Period
from upaya.rules.roles import Role

pytestmark = pytest.mark.django_db


def test_pressing_a_button_twice_moves_once(filled_month: Pengajuan) -> None:
    client = sign_in(Client(), make_team(filled_month.puskesmas).operator)
    data = {"seen_status": "draf"}
    client.post(f"/insentif/{filled_month.pk}/alur/kirim/", data)

    second = client.post(f"/insentif/{filled_month.pk}/alur/kirim/", data, follow=True)

    assert second.status_code == 200
    assert "tidak dilakukan lagi" in second.content.decode()
    assert history(filled_month).count() == 1


def test_a_stale_second_step_moves_nothing(returned_month: Pengajuan) -> None:
    """The status seen was draf, the month has been sent, returned by the team, and is draf anew."""
    team = make_team(returned_month.puskesmas)
    client = sign_in(Client(), team.operator)

    answer = client.post(
        f"/insentif/{returned_month.pk}/alur/kirim/", {"seen_status": "draf"}, follow=True
    )

    returned_month.refresh_from_db()
    assert returned_month.status == "dikembalikan"
    assert "tidak dilakukan lagi" in answer.content.decode()


@pytest.mark.parametrize("move", ["verifikasi", "ajukan", "setujui"])
def test_amounts_that_changed_since_the_page_was_opened_are_not_decided_upon(move: str) -> None:
    """The same status again, but after a return: the page in front shows the amounts of before."""
    source = min(INSENTIF.moves[move].sources)
    month = make_month(status=source)
    team = make_team(month.puskesmas)
    client = sign_in(Client(), team.for_move(move))
    address = f"/insentif/{month.pk}/alur/{move}/"
    old = client.get(address).context["form"].initial
    back = {"verifikasi": "kembalikan_tim", "ajukan": "kembalikan_kepala", "setujui": "kembalikan"}
    advance(month, back[move], team)
    month.refresh_from_db()
    values = {name: getattr(month, name) for name in ADMINISTRASI} | {"bok_diserap": 50_000_000}
    save_fields(month.pk, team.operator.access(), Bagian.ADMINISTRASI, values, month.versi)
    for found in month.temuan.all():
        findings.answer(Pengajuan, month.pk, team.operator.access(), found.pk, "Sudah diperbaiki.")
    for step in ("kirim", "verifikasi", "ajukan"):
        if month.status != source:
            advance(month, step, team)
    assert month.status == source

    late = client.post(address, {**old, **EXTRA.get(move, {})})

    month.refresh_from_db()
    assert (late.status_code, month.status) == (422, source)
    assert "berubah sejak Anda membuka halaman ini" in late.content.decode()
    walk(team.for_move(move), month, move)
    assert month.status == INSENTIF.moves[move].target


@pytest.mark.parametrize(
    ("status", "move", "role"),
    [
        ("menunggu_verifikasi", "verifikasi", TIM_VERIFIKASI),
        ("diverifikasi_puskesmas", "ajukan", KEPALA_PUSKESMAS),
    ],
)
def test_whoever_filled_a_month_neither_verifies_nor_submits_it(
    month: Pengajuan, status: str, move: str, role: Role
) -> None:
    both = make_membership(role, month.puskesmas, make_team(month.puskesmas).operator.user)
    client = sign_in(Client(), both)
    address = f"/insentif/{month.pk}/alur/{move}/"

    assert "harus dilakukan orang lain" in client.get(address).content.decode()
    answer = client.post(address, {"seen_status": status, **EXTRA[move]})

    month.refresh_from_db()
    assert (answer.status_code, month.status) == (422, status)


def test_whoever_filled_an_earlier_round_does_not_verify_what_still_stands_of_it(
    submitted_month: Pengajuan,
) -> None:
    team = make_team(submitted_month.puskesmas)
    advance(submitted_month, "kembalikan", team)
    other = make_membership(OPERATOR_PUSKESMAS, submitted_month.puskesmas)
    for found in submitted_month.temuan.all():
        findings.answer(
            Pengajuan, submitted_month.pk, other.access(), found.pk, "Sudah diperbaiki."
        )
    walk(other, submitted_month, "kirim")
    assert submitted_month.status == "menunggu_verifikasi"
    both = make_membership(TIM_VERIFIKASI, submitted_month.puskesmas, team.operator.user)

    answer = walk(both, submitted_month, "verifikasi")

    assert submitted_month.status == "menunggu_verifikasi"
    assert "harus dilakukan orang lain" in answer.content.decode()


def test_whoever_opened_a_month_as_a_copy_counts_as_its_writer() -> None:
    puskesmas = make_month(filled=True).puskesmas
    operator = make_team(puskesmas).operator

    copied = open_month(
        puskesmas.pk, Period.parse("2022-09"), operator.access(), copy_previous=True
    )

    assert [row.user_id for row in copied.pengisi.all()] == [operator.user_id]


def test_whoever_submitted_a_month_does_not_approve_it(submitted_month: Pengajuan) -> None:
    team = make_team(submitted_month.puskesmas)
    both = make_membership(VERIFIKATOR_DINAS, team.verifikator.unit, team.kepala.user)

    answer = sign_in(Client(), both).post(
        f"/insentif/{submitted_month.pk}/alur/setujui/", {"seen_status": "diajukan"}
    )

    submitted_month.refresh_from_db()
    assert (answer.status_code, submitted_month.status) == (422, "diajukan")
    assert "harus dilakukan orang lain" in answer.content.decode()


@pytest.mark.parametrize("move", INSENTIF.moves)
def test_a_move_is_only_for_its_role_and_its_unit(move: str) -> None:
    source = min(INSENTIF.moves[move].sources)
    month = make_month(status="draf" if source == "dikembalikan" else source, filled=True)
    team = make_team(month.puskesmas)
    address = f"/insentif/{month.pk}/alur/{move}/"
    right = {role.name for role in INSENTIF.moves[move].roles}
    for person in (team.operator, team.tim, team.kepala, team.verifikator, team.admin):
        answer = sign_in(Client(), person).get(address)
        assert answer.status_code == (200 if person.role in right else 403)

    other = make_membership(KEPALA_PUSKESMAS, make_puskesmas("Besuki"))
    assert sign_in(Client(), other).get(address).status_code == 404
