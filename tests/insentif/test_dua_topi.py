"""Whoever prepared a thing never approves it, whatever the hat: persons are compared, not roles."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from tests.factories.akun import make_membership, sign_in
from tests.factories.insentif import Team, make_month, make_team, make_transfer
from tests.factories.koreksi import make_koreksi
from tests.factories.sanggahan import make_sanggahan
from upaya.akun import services
from upaya.akun.giving import Term
from upaya.akun.models import Membership
from upaya.alur.road import MoveRefusedError
from upaya.insentif.bulan.road import move_month
from upaya.insentif.hasil.models import PerhitunganPetugas
from upaya.insentif.ketetapan.kinds import Kunci
from upaya.insentif.koreksi import services as koreksi
from upaya.insentif.koreksi.pages import tasks_for
from upaya.insentif.sanggahan import services as sanggahan
from upaya.insentif.sanggahan.models import Sanggahan
from upaya.pegawai.models import Petugas
from upaya.regulasi import services as regulasi
from upaya.rules.insentif.road import INSENTIF, TIM_VERIFIKASI
from upaya.rules.insentif.road_koreksi import KOREKSI
from upaya.rules.kesehatan import (
    ADMIN_DINAS,
    KEPALA_DINAS,
    KEPALA_PUSKESMAS,
    PETUGAS,
    VERIFIKATOR_DINAS,
)

pytestmark = pytest.mark.django_db

DAY = date(2023, 1, 1)
CHECKED = [move.name for move in INSENTIF.moves.values() if move.different_from]
"""Moves that ask for somebody else."""


def hat_for(move: str, person: Membership, other: Membership) -> Membership:
    """`person` also holds the role of `move`, at the unit of who usually makes it."""
    (role,) = INSENTIF.moves[move].roles
    return make_membership(role, other.unit, person.user)


@pytest.mark.parametrize("name", CHECKED)
def test_no_move_is_made_by_who_made_an_earlier_one_in_another_role(name: str) -> None:
    move = INSENTIF.moves[name]
    month = make_month(status=min(move.sources))
    team = make_team(month.puskesmas)
    for person in {
        (one := team.for_move(earlier)).pk: one for earlier in move.different_from
    }.values():
        hat = hat_for(name, person, team.for_move(name))
        with pytest.raises(MoveRefusedError, match="orang lain"):
            move_month(
                month.pk,
                name,
                hat.access(),
                seen_status=month.status,
                reason="Alasan contoh.",
                pernyataan=True,
                transfer=make_transfer(month) if "transfer" in name else None,
            )
    month.refresh_from_db()
    assert month.status in move.sources


def test_the_moves_that_ask_for_somebody_else_are_the_approvals() -> None:
    assert set(CHECKED) == {
        "verifikasi",
        "ajukan",
        "selesai_bayar",
        "setujui",
        "kembalikan",
        "tolak",
        "ajukan_dana",
        "transfer",
        "transfer_sisa",
    }


def test_who_wrote_in_a_month_approves_nothing_of_it_after_changing_hats(client: Client) -> None:
    month = make_month(status="menunggu_verifikasi")
    operator = make_team(month.puskesmas).operator
    tim = make_membership(TIM_VERIFIKASI, month.puskesmas, operator.user)
    sign_in(client, operator)
    step = f"/insentif/{month.pk}/alur/verifikasi/"
    client.post("/peran/", {"keanggotaan": tim.pk, "next": step})
    assert "harus dilakukan orang lain" in client.get(step).content.decode()
    assert client.post(step, {"seen_status": month.status}).status_code == 422
    month.refresh_from_db()
    assert month.status == "menunggu_verifikasi"


def test_a_rule_is_not_approved_by_its_proposer_as_head_of_the_dinas() -> None:
    admin = make_membership(ADMIN_DINAS)
    head = make_membership(KEPALA_DINAS, admin.unit, admin.user)
    row = regulasi.propose(
        admin.access(),
        regulasi.Ketetapan(Kunci.METODE_SPM, "kontinu", DAY, None, "188/1/2023", DAY, contoh=True),
    )
    with pytest.raises(regulasi.AturanRefusedError, match="orang lain"):
        regulasi.approve(row.pk, head.access())
    with pytest.raises(regulasi.AturanRefusedError, match="orang lain"):
        regulasi.reject(row.pk, head.access(), "Keputusan ini tidak ada.")
    row.refresh_from_db()
    assert row.status == "usulan"


def test_a_correction_is_not_decided_by_its_proposer_nor_by_a_writer_of_the_month() -> None:
    month = make_month(status="disetujui")
    team = make_team(month.puskesmas)
    operator = team.operator
    made = koreksi.propose(
        month.pk, koreksi.UsulanKoreksi("Salah ketik angka.", 59_000_000, {}), operator.access()
    )
    hats = {
        "verifikasi": make_membership(TIM_VERIFIKASI, month.puskesmas, operator.user),
        "ajukan": make_membership(KEPALA_PUSKESMAS, month.puskesmas, operator.user),
        "setujui": make_membership(VERIFIKATOR_DINAS, team.verifikator.unit, operator.user),
    }
    for name, status in zip(hats, ("diusulkan", "diverifikasi", "diajukan"), strict=True):
        assert hats[name].role == KOREKSI.moves[name].roles[0].name
        with pytest.raises(MoveRefusedError, match="orang lain"):
            koreksi.move(made.pk, name, hats[name].access())
        assert [
            one
            for one in tasks_for(hats[name].access())
            if one.alamat.endswith(f"/koreksi/{made.pk}/")
        ] == []
        made.refresh_from_db()
        assert made.status == status
        koreksi.move(made.pk, name, _right(team, name).access())


def test_who_verified_a_correction_neither_submits_nor_approves_it() -> None:
    """Across all hats, as for the month."""
    month = make_month(status="disetujui")
    team = make_team(month.puskesmas)
    made = make_koreksi(month, status="diverifikasi")
    head = make_membership(KEPALA_PUSKESMAS, month.puskesmas, team.tim.user)
    with pytest.raises(MoveRefusedError, match="orang lain"):
        koreksi.move(made.pk, "ajukan", head.access())
    koreksi.move(made.pk, "ajukan", team.kepala.access())
    for earlier in (team.tim, team.kepala):
        hat = make_membership(VERIFIKATOR_DINAS, team.verifikator.unit, earlier.user)
        for name in ("setujui", "tolak", "kembalikan"):
            with pytest.raises(MoveRefusedError, match="orang lain"):
                koreksi.move(made.pk, name, hat.access(), reason="Angka ini belum cocok.")
    assert koreksi.move(made.pk, "setujui", team.verifikator.access()).status == "disetujui"


def _right(team: Team, name: str) -> Membership:
    return {"verifikasi": team.tim, "ajukan": team.kepala, "setujui": team.verifikator}[name]


def test_an_objection_is_not_answered_by_the_officer_as_head() -> None:
    month = make_month(status="diajukan")
    share = PerhitunganPetugas.objects.filter(perhitungan__pengajuan=month).earliest("pk")
    head = make_team(month.puskesmas).kepala
    make_membership(PETUGAS, head.unit, head.user)
    Petugas.objects.filter(pk=share.petugas_id).update(user=head.user)
    share.refresh_from_db()
    row = make_sanggahan(share, "Hari saya kurang.")
    with pytest.raises(ValidationError, match="milik Anda sendiri"):
        sanggahan.answer(row.pk, head.access(), Sanggahan.Status.DIJELASKAN, "Benar.")
    row.refresh_from_db()
    assert row.terbuka


def test_nobody_gives_themselves_a_role_by_another_hat() -> None:
    """The admin of the Dinas who is head of a puskesmas too stays one person."""
    admin = make_membership(ADMIN_DINAS)
    head = make_membership(KEPALA_PUSKESMAS, user=admin.user)
    for hat in (admin, head):
        with pytest.raises(ValidationError, match="kepada diri sendiri"):
            services.give_role(hat.access(), admin.user, Term(TIM_VERIFIKASI, head.unit, "1", DAY))
