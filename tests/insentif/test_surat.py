"""Mail at each hand-over: to whoever acts next, after the commit, and never in the way."""

import socket
from datetime import date

import pytest
from django.core import mail
from django.db import transaction
from pytest_django import Settings

from tests.factories.akun import make_membership, make_user
from tests.factories.insentif import Team, advance, answer_all, make_month, make_team, make_temuan
from tests.factories.pegawai import make_penetapan, make_petugas
from tests.factories.pembayaran import note_all, note_paid, send_lines
from tests.factories.wilayah import make_dinas, make_kabupaten, make_puskesmas
from upaya.alur.mail import recipients
from upaya.alur.reading import history
from upaya.alur.road import MoveRefusedError
from upaya.core import clock
from upaya.core.registry import registry
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.road import move_month
from upaya.insentif.uang.reading import payment_of
from upaya.rules.insentif.road import INSENTIF, TIM_VERIFIKASI
from upaya.rules.money import rupiah
from upaya.rules.pembayaran import GAGAL

pytestmark = pytest.mark.django_db(transaction=True)


def addressed() -> list[str]:
    return sorted(address for message in mail.outbox for address in message.to)


def before(move: str) -> tuple[Pengajuan, Team]:
    """A month on which `move` is the next step, with an empty mailbox."""
    source = max(INSENTIF.moves[move].sources)
    month = make_month(status=source, filled=True)
    team = make_team(month.puskesmas)
    if source == "dikembalikan":
        answer_all(month, team)
    mail.outbox.clear()
    return month, team


@pytest.mark.empty_world
@pytest.mark.parametrize(
    ("move", "reader"),
    [
        ("kirim", "tim"),
        ("verifikasi", "kepala"),
        ("kembalikan_tim", "operator"),
        ("ajukan", "verifikator"),
        ("kembalikan_kepala", "operator"),
        ("kembalikan", "operator"),
        ("setujui", "operator"),
        ("tolak", "kepala"),
    ],
)
def test_each_move_writes_to_whoever_is_next(move: str, reader: str) -> None:
    month, team = before(move)
    stranger = make_membership(
        registry().roles[getattr(team, reader).role],
        make_puskesmas("Jauh", make_kabupaten("35.10"))
        if reader != "verifikator"
        else make_dinas(make_kabupaten("35.10")),
    )

    advance(month, move, team)

    assert addressed() == [getattr(team, reader).user.email]
    assert stranger.user.email not in addressed()
    (message,) = mail.outbox
    assert message.subject == f"Panji: {month}, {month.state.label.lower()}"
    assert INSENTIF.moves[move].done in message.body
    assert f"/insentif/{month.pk}/" in message.body
    if INSENTIF.moves[move].reason_required:
        assert "Alasan: Alasan contoh." in message.body
    assert month.state.next_step in message.body


@pytest.mark.empty_world
def test_a_letter_holds_no_amount_and_no_officer() -> None:
    month, team = before("ajukan")
    advance(month, "ajukan", team)
    (message,) = mail.outbox
    text = message.subject + str(message.body)
    assert "Rp" not in text
    for officer in month.puskesmas.petugas.all():
        assert officer.nama not in text
        assert officer.nik not in text


def test_every_person_of_the_role_in_force_hears_once() -> None:
    month, team = before("kirim")
    unit = month.puskesmas
    second = make_membership(TIM_VERIFIKASI, unit)
    make_membership(TIM_VERIFIKASI, unit, second.user, mulai=date(2022, 2, 1))
    make_membership(TIM_VERIFIKASI, unit, sampai=date(2022, 2, 1))
    make_membership(TIM_VERIFIKASI, unit, mulai=date(2999, 1, 1))
    make_membership(TIM_VERIFIKASI, unit, make_user(email=""))
    inactive = make_membership(TIM_VERIFIKASI, unit)
    inactive.user.is_active = False
    inactive.user.save()
    make_membership(TIM_VERIFIKASI, make_puskesmas("Besuki"))

    advance(month, "kirim", team)

    assert addressed() == sorted([team.tim.user.email, second.user.email])
    assert [len(message.to) for message in mail.outbox] == [1, 1]
    assert recipients(month, TIM_VERIFIKASI) == addressed()
    assert clock.today() > date(2022, 2, 1)


def test_nothing_leaves_before_the_commit() -> None:
    month, team = before("kirim")
    with transaction.atomic():
        advance(month, "kirim", team)
        assert mail.outbox == []
    assert addressed() == [team.tim.user.email]


def test_nothing_leaves_when_the_transaction_is_rolled_back() -> None:
    month, team = before("kirim")

    def fails_after_the_move() -> None:
        with transaction.atomic():
            advance(month, "kirim", team)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails_after_the_move()
    month.refresh_from_db()
    assert (mail.outbox, month.status) == ([], "draf")


def test_nothing_leaves_when_the_move_is_refused() -> None:
    month, team = before("ajukan")
    access = team.kepala.access()
    with pytest.raises(MoveRefusedError):
        move_month(month.pk, "ajukan", access, seen_status=month.status, pernyataan=False)
    assert mail.outbox == []


def test_a_mail_server_that_does_not_answer_does_not_break_the_move(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    """Real SMTP against a port on loopback on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = False, 2
    month, team = before("kirim")

    advance(month, "kirim", team)

    assert month.status == "menunggu_verifikasi"
    assert [step.move for step in history(month)] == ["kirim"]
    said = [r for r in caplog.records if r.levelname == "ERROR"]
    assert said
    assert all(team.tim.user.email not in record.getMessage() for record in said)


def test_the_letter_after_a_return_names_no_finding_but_the_page_does() -> None:
    month, team = before("kembalikan")
    make_temuan(month, uraian="Serapan tidak sama dengan SP2D.")
    move_month(month.pk, "kembalikan", team.verifikator.access(), seen_status="diajukan")
    (message,) = mail.outbox
    assert message.to == [team.operator.user.email]
    assert "Perbaiki bagian yang ada temuannya" in message.body


def test_an_officer_with_an_account_hears_what_became_of_the_own_money() -> None:
    unit = make_puskesmas()
    users = [make_user(), make_user(email=""), make_user()]
    users[2].is_active = False
    users[2].save()
    for user in users:
        make_penetapan(make_petugas(unit, user=user))
    month = make_month(unit, status="dana_ditransfer", officers=4)
    payment, pays = payment_of(month), make_team(unit).pembantu.access()
    assert payment is not None
    mail.outbox.clear()

    note_all(send_lines(payment, pays), pays, GAGAL)
    assert addressed() == [users[0].email]
    assert "belum berhasil" in mail.outbox[0].subject

    mail.outbox.clear()
    note_paid(send_lines(payment, pays), pays)
    own = [message for message in mail.outbox if message.to == [users[0].email]]
    assert [message.subject for message in own] == [f"{payment.judul}: sudah dibayar"]
    share = users[0].petugas.get().perhitungan.get()
    assert f"/slip/{share.pk}/" in own[0].body
    assert rupiah(share.bruto) not in own[0].body
    month.refresh_from_db()
    assert month.status == "dibayar"
