"""The account of the Bendahara Pengeluaran Pembantu (huruf i): by two persons, dated, shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from tests.factories.akun import make_membership, sign_in
from tests.factories.insentif import (
    Team,
    advance,
    make_month,
    make_rekening_pembantu,
    make_team,
    make_transfer,
)
from tests.factories.wilayah import make_puskesmas
from upaya.alur.road import MoveRefusedError
from upaya.core import triggers
from upaya.core.documents.content import Tabel
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.bulan.road import move_month
from upaya.insentif.documents import kuitansi, nota
from upaya.pembayaran.models import RekeningPembantu
from upaya.pembayaran.queries.inbox import tasks_for
from upaya.pembayaran.queries.rekening import account_on
from upaya.pembayaran.services import rekening as services
from upaya.pembayaran.services.rekening import UsulanRekening
from upaya.rules.kesehatan import AUDITOR, KEPALA_PUSKESMAS

pytestmark = pytest.mark.django_db

PAGE = "/pembayaran/rekening-pembantu/"
ASK = f"{PAGE}usul/"
WANTED = UsulanRekening(
    "Bank Jatim", "0012 345.678", "Bendahara Puskesmas", date(2022, 8, 1), "900/12/2022",
    "Rekening pertama puskesmas.",
)  # fmt: skip
TYPED = {
    "bank": "Bank Jatim", "rekening": "0012 345 678", "nama_rekening": "Bendahara Puskesmas",
    "mulai": "2022-08-01", "dokumen": "900/12/2022", "alasan": "Rekening pertama puskesmas.",
}  # fmt: skip


@pytest.fixture
def team() -> Team:
    return make_team(make_puskesmas("Panji"))


def _unit(team: Team) -> int:
    unit = team.pembantu.unit_id
    assert unit is not None
    return unit


def test_one_proposes_another_agrees_and_the_whole_number_is_seen_where_needed(team: Team) -> None:
    treasurer, head = sign_in(Client(), team.pembantu), sign_in(Client(), team.kepala)
    wrong = treasurer.post(ASK, TYPED | {"rekening": "12a"})
    assert wrong.status_code == 422
    assert "12a" in wrong.content.decode()  # what was typed is kept
    assert treasurer.post(ASK, TYPED).status_code == 302
    assert treasurer.post(ASK, TYPED).status_code == 302  # sent again: the same proposal
    made = RekeningPembantu.objects.get(unit=_unit(team))
    assert (made.rekening, made.status) == ("0012345678", "diusulkan")
    assert account_on(_unit(team), date(2022, 9, 1)) is None
    (task,) = [one for one in tasks_for(team.kepala.access()) if one.alamat == PAGE]
    page = head.get(task.alamat).content.decode()
    assert "0012345678" in page
    decide = f"{PAGE}{made.pk}/putus/"
    assert treasurer.post(decide, {"putusan": "setuju"}).status_code == 403
    short = head.post(decide, {"putusan": "tolak", "alasan": "x"})
    assert short.status_code == 422
    assert head.post(decide, {"putusan": "setuju"}).status_code == 302
    found = account_on(_unit(team), date(2022, 8, 1))
    assert found == made
    assert account_on(_unit(team), date(2022, 7, 31)) is None
    reader = sign_in(Client(), make_membership(AUDITOR, team.verifikator.unit))
    listed = reader.get(PAGE).content.decode()
    assert "5678" in listed
    assert "0012345678" not in listed


def test_the_proposer_does_not_agree_as_head(team: Team) -> None:
    made = services.ask(_unit(team), WANTED, team.pembantu.access())
    hat = make_membership(KEPALA_PUSKESMAS, team.pembantu.unit, team.pembantu.user)
    for agrees in (True, False):
        with pytest.raises(ValidationError, match="orang lain"):
            services.decide(made.pk, hat.access(), setuju=agrees, alasan="Nomornya keliru tulis.")
    assert [one for one in tasks_for(hat.access()) if one.alamat == PAGE] == []


def test_one_waits_at_a_time_and_no_day_has_two(team: Team) -> None:
    access = team.pembantu.access()
    made = services.ask(_unit(team), WANTED, access)
    with pytest.raises(ValidationError, match="Masih ada usulan"):
        services.ask(_unit(team), replace(WANTED, rekening="99887766"), access)
    services.decide(made.pk, team.kepala.access(), setuju=True, alasan="")
    again = services.ask(_unit(team), replace(WANTED, rekening="99887766"), access)
    with pytest.raises(ValidationError, match="tanggal lain"):
        services.decide(again.pk, team.kepala.access(), setuju=True, alasan="")
    services.decide(again.pk, team.kepala.access(), setuju=False, alasan="Tanggalnya sama persis.")
    later = replace(WANTED, rekening="99887766", mulai=date(2022, 10, 1))
    services.decide(
        services.ask(_unit(team), later, access).pk, team.kepala.access(), setuju=True, alasan=""
    )
    days = (date(2022, 9, 30), date(2022, 10, 1))
    assert [getattr(account_on(_unit(team), day), "rekening", "") for day in days] == [
        "0012345678", "99887766",
    ]  # fmt: skip


@pytest.mark.parametrize("field", ["bank", "rekening", "nama_rekening", "dokumen", "alasan"])
def test_a_dash_is_no_account(team: Team, field: str) -> None:
    typed: Any = {field: "-"}
    with pytest.raises(ValidationError) as refused:
        services.ask(_unit(team), replace(WANTED, **typed), team.pembantu.access())
    assert list(refused.value.message_dict) == [field]


# ------------------------------------------------------------------ where it matters
def _recapped(status: str = "direkap") -> tuple[Pengajuan, Team]:
    month = make_month(status="disetujui")
    team = make_team(month.puskesmas)
    return advance(month, "rekap", team), team


def test_without_an_account_no_request_is_prepared() -> None:
    month, team = _recapped()
    with triggers.lifted():  # as before anybody entered one
        month.puskesmas.rekening_pembantu.all().delete()
    client = sign_in(Client(), team.pembantu)
    step = f"/insentif/{month.pk}/alur/siapkan_nota/"
    assert "Rekening Bendahara Pengeluaran Pembantu belum ada" in client.get(step).content.decode()
    with pytest.raises(MoveRefusedError, match="Rekening Bendahara Pengeluaran Pembantu"):
        move_month(month.pk, "siapkan_nota", team.pembantu.access(), seen_status="direkap")
    make_rekening_pembantu(month.puskesmas, team)
    advance(month, "siapkan_nota", team)
    assert month.status == "nota_disiapkan"


def test_the_head_reads_the_request_before_it_is_made() -> None:
    month, team = _recapped()
    advance(month, "siapkan_nota", team)
    account = make_rekening_pembantu(month.puskesmas, team)
    page = sign_in(Client(), team.kepala).get(f"/insentif/{month.pk}/alur/ajukan_dana/")
    shown = page.context["nota"]
    lines = list(LembarBulan(month).baris_bayar)
    assert (shown.bruto, shown.pajak, shown.neto, shown.penerima) == (
        sum(line.bruto for line in lines),
        sum(line.pajak for line in lines),
        sum(line.neto for line in lines),
        len(lines),
    )
    assert shown.asal == (("Insentif UKM Agustus 2022", shown.bruto),)
    text = page.content.decode()
    assert account.utuh in text
    assert f"/insentif/{month.pk}/dokumen/nota.pdf" in text
    assert f"/insentif/{month.pk}/hasil/mengapa/" in text


def test_a_transfer_names_its_account_and_waits_for_one_that_holds_that_day() -> None:
    month, team = _recapped()
    for name in ("siapkan_nota", "ajukan_dana"):
        advance(month, name, team)
    page = sign_in(Client(), team.pengeluaran).get(f"/insentif/{month.pk}/alur/transfer/")
    account = make_rekening_pembantu(month.puskesmas, team)
    assert account.utuh in page.content.decode()
    _begins(account, date(2099, 1, 1))
    with pytest.raises(MoveRefusedError, match="belum ada rekening"):
        move_month(
            month.pk, "transfer", team.pengeluaran.access(), seen_status="dana_diajukan",
            transfer=make_transfer(month),
        )  # fmt: skip
    _begins(account, date(2022, 1, 1))
    advance(month, "transfer", team)
    sheet = LembarBulan(month)
    (transfer,) = sheet.dana
    assert transfer.rekening == account
    paid = sign_in(Client(), team.kepala).get(f"/insentif/{month.pk}/pembayaran/").content.decode()
    assert str(account) in paid
    assert account.rekening not in paid
    assert str(account) in str(kuitansi.isi(sheet, transfer, 1))
    (table,) = [
        part for part in nota.isi(sheet).bagian
        if isinstance(part, Tabel) and part.judul.startswith("Rekening Bendahara")
    ]  # fmt: skip
    assert table.baris == ((account.bank, account.rekening, account.nama_rekening),)


def _begins(account: RekeningPembantu, day: date) -> None:
    with triggers.lifted():
        RekeningPembantu.objects.filter(pk=account.pk).update(mulai=day)
