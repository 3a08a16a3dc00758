"""What a leaver owes back has an owner and a way to be closed; what is owed to one has a slip."""

from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.factories.akun import sign_in
from tests.factories.core import make_upload
from tests.factories.insentif import Team, make_month, make_team
from tests.factories.koreksi import move_on
from tests.factories.pembayaran import note_paid, send_lines
from tests.factories.sanggahan import make_person
from upaya.akun.models import Membership
from upaya.core import clock
from upaya.core.inbox import tasks
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.koreksi import services as koreksi
from upaya.insentif.koreksi.models import Koreksi, PenyelesaianSelisih
from upaya.insentif.koreksi.services import UsulanKoreksi
from upaya.insentif.piutang import queries
from upaya.insentif.piutang import services as piutang
from upaya.insentif.piutang.services import UsulanPenyelesaian
from upaya.insentif.uang.reading import payment_of
from upaya.pegawai.models import Petugas
from upaya.pegawai.services import petugas as officers
from upaya.pembayaran.models import BarisPembayaran
from upaya.rules.insentif.officer_work import Kerja

pytestmark = pytest.mark.django_db
Cara = PenyelesaianSelisih.Cara


def _corrected(month: Pengajuan, team: Team, change: UsulanKoreksi) -> Koreksi:
    made = koreksi.propose(month.pk, change, team.operator.access())
    return move_on(made)


def _left(month: Pengajuan) -> tuple[Team, Petugas, queries.Piutang]:
    """August is corrected downwards, the officer is gone before September."""
    team = make_team(month.puskesmas)
    _corrected(month, team, UsulanKoreksi("Salah dibaca.", 50_000_000, {}))
    officer = month.petugas.earliest("pk").petugas
    officers.end(team.admin.access(), officer, date(2022, 9, 1))
    (owed,) = [
        one
        for one in queries.owed_back(team.kepala.access().scope)
        if one.bagian.petugas == officer
    ]
    return team, officer, owed


def _usulan(owed: queries.Piutang, cara: str, jumlah: int | None = None) -> UsulanPenyelesaian:
    return UsulanPenyelesaian(cara, jumlah or owed.jumlah, "STS/1", clock.today(), "Disetor tunai.")


def test_a_leaver_s_difference_stands_with_the_treasurer_until_it_is_repaid(
    paid_month: Pengajuan,
) -> None:
    team, officer, owed = _left(paid_month)
    treasurer = team.pembantu.access()
    assert owed.pergi
    assert paid_month.puskesmas.nama in owed.pemilik
    # No later month holds it back.
    september = make_month(paid_month.puskesmas, "2022-09", status="direkap", officers=4)
    assert not september.petugas.filter(petugas=officer).exists()
    assert any(officer.nama in one.tugas.judul for one in tasks(treasurer, [treasurer]))

    with pytest.raises(ValidationError, match="Yang masih terbuka"):
        piutang.usulkan(
            owed.bagian.pk, _usulan(owed, Cara.DIKEMBALIKAN, owed.jumlah + 1), treasurer
        )
    part = owed.jumlah // 2
    for amount in (part, owed.jumlah - part):
        made = piutang.usulkan(owed.bagian.pk, _usulan(owed, Cara.DIKEMBALIKAN, amount), treasurer)
        with pytest.raises(ValidationError, match="sudah diusulkan"):
            piutang.usulkan(owed.bagian.pk, _usulan(owed, Cara.DIKEMBALIKAN, 1), treasurer)
        with pytest.raises(ValidationError, match="milik"):
            piutang.putuskan(made.pk, team.verifikator.access(), setuju=True, alasan="")
        piutang.putuskan(made.pk, team.kepala.access(), setuju=True, alasan="")
    assert queries.owed_back(treasurer.scope, owed.bagian.pk) == []
    assert not any(officer.nama in one.tugas.judul for one in tasks(treasurer, [treasurer]))


def test_it_is_written_off_only_by_a_decision_of_the_dinas(paid_month: Pengajuan) -> None:
    team, _, owed = _left(paid_month)
    made = piutang.usulkan(owed.bagian.pk, _usulan(owed, Cara.DIHAPUSKAN), team.pembantu.access())
    with pytest.raises(ValidationError, match="milik"):
        piutang.putuskan(made.pk, team.kepala.access(), setuju=True, alasan="")
    with pytest.raises(ValidationError, match="Tulis alasannya"):
        piutang.putuskan(made.pk, team.verifikator.access(), setuju=False, alasan="")
    piutang.putuskan(made.pk, team.verifikator.access(), setuju=True, alasan="")
    assert queries.owed_back(team.kepala.access().scope, owed.bagian.pk) == []


def test_the_list_and_its_forms(paid_month: Pengajuan) -> None:
    team, officer, owed = _left(paid_month)
    page = _as(team.kepala).get("/selisih/").content.decode()
    assert officer.nama in page
    address = f"/selisih/{owed.bagian.pk}/"
    given = {
        "cara": "dikembalikan", "jumlah": str(owed.jumlah), "nomor": "STS/1",
        "tanggal": f"{clock.today():%d/%m/%Y}", "alasan": "Disetor ke kas.",
        "berkas": make_upload("sts.pdf"),
    }  # fmt: skip
    assert _as(team.pembantu).post(f"{address}tutup/", given).status_code == 302
    made = owed.bagian.penyelesaian.get()
    assert made.berkas is not None
    answer = _as(team.kepala).post(
        f"/selisih/penyelesaian/{made.pk}/putus/", {"putusan": "setuju"}, follow=True
    )
    assert "Disetujui" in answer.content.decode()


def _as(member: Membership) -> Client:
    return sign_in(Client(), member)


def test_an_officer_with_only_a_correction_has_a_slip_and_a_mail(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    membership, officer = make_person()
    august = make_month(status="dibayar")
    team = make_team(august.puskesmas)
    _corrected(
        august,
        team,
        UsulanKoreksi("Kegiatan kurang dihitung.", None, {officer.kode: Kerja(10, 30)}),
    )
    officers.end(team.admin.access(), officer, date(2022, 9, 1))
    september = make_month(august.puskesmas, "2022-09", status="dana_ditransfer", officers=4)
    payment = payment_of(september)
    assert payment is not None
    line = BarisPembayaran.objects.get(pembayaran=payment, petugas=officer)
    assert not september.perhitungan.get().baris.filter(petugas=officer).exists()
    mail.outbox.clear()
    access = team.pembantu.access()
    with django_capture_on_commit_callbacks(execute=True):
        note_paid(send_lines(payment, access, [line.pk]), access)
    address = f"/slip/selisih/{line.pk}/"
    assert any(address in one.body and membership.user.email in one.to for one in mail.outbox)
    client = _as(membership)
    assert address in client.get("/slip/").content.decode()
    page = client.get(address).content.decode()
    assert "Selisih Agustus 2022" in page
    assert "BUKTI/1" in page
