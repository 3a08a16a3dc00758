"""The pages of payment: what they show, what they refuse in words, what was typed is kept."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories.akun import sign_in
from tests.factories.core import make_upload
from tests.factories.insentif import (
    Team,
    make_team,
    make_transfer,
)
from tests.factories.pembayaran import note_all, send_lines
from tests.factories.wilayah import make_puskesmas
from upaya.core import clock
from upaya.core.models import AuditEntry
from upaya.exchange.xlsx_reader import Limits, read_sheet
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.road import move_month
from upaya.insentif.uang.models import DokumenSpj
from upaya.insentif.uang.reading import payment_of
from upaya.pembayaran.models import Pembayaran
from upaya.rules.money import angka
from upaya.rules.pembayaran import GAGAL

pytestmark = pytest.mark.django_db


def _payment(month: Pengajuan) -> Pembayaran:
    payment = payment_of(month)
    assert payment is not None
    return payment


def _funded(month: Pengajuan) -> tuple[Pengajuan, Pembayaran, Team, Client]:
    team = make_team(month.puskesmas)
    return month, _payment(month), team, sign_in(Client(), team.pembantu)


# ---------------------------------------------------------------- lines and numbers


def test_the_list_masks_accounts_and_bounds_its_queries(
    funded_month: Pengajuan,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    _, payment, team, client = _funded(funded_month)
    sent = send_lines(payment, team.pembantu.access())
    note_all(sent, team.pembantu.access(), GAGAL)
    with django_assert_max_num_queries(24):
        page = client.get(f"/pembayaran/{payment.pk}/").content.decode()
    for line in payment.baris.all():
        assert line.nama in page
        assert line.rekening not in page
        assert line.rekening_tersamar in page
    assert "3 gagal" in page


def test_the_list_exports_without_full_accounts(funded_month: Pengajuan) -> None:
    _, payment, _, client = _funded(funded_month)
    body = client.get(f"/pembayaran/{payment.pk}/?ekspor=xlsx").content
    rows = read_sheet(body, "Daftar pembayaran", Limits(rows=100, columns=20))
    text = repr(rows)
    line = payment.baris.earliest("pk")
    assert line.nama in text
    assert line.rekening not in text


def test_the_bank_file_has_full_accounts_and_each_download_is_recorded(
    funded_month: Pengajuan,
) -> None:
    _, payment, team, client = _funded(funded_month)
    sent = send_lines(payment, team.pembantu.access())
    before = AuditEntry.objects.count()
    answer = client.get(f"/pembayaran/kiriman/{sent.pk}/bank.csv")
    lines = answer.content.decode().splitlines()
    assert len(lines) == 1 + sent.banyak
    attempt = sent.percobaan.earliest("pk")
    assert f"{attempt.rujukan};Bank Contoh;{attempt.rekening};" in answer.content.decode()
    assert AuditEntry.objects.count() == before + 1
    assert AuditEntry.objects.latest("number").action == "pembayaran.berkas_unduh"
    assert answer["Cache-Control"] == "private, no-store"


def test_a_looker_sees_the_list_but_no_bank_file_and_no_buttons(funded_month: Pengajuan) -> None:
    _, payment, team, _ = _funded(funded_month)
    sent = send_lines(payment, team.pembantu.access())
    head = sign_in(Client(), team.kepala)
    page = head.get(f"/pembayaran/kiriman/{sent.pk}/")
    assert page.status_code == 200
    assert "Berkas untuk bank" not in page.content.decode()
    assert head.get(f"/pembayaran/kiriman/{sent.pk}/bank.csv").status_code == 403
    assert head.get(f"/pembayaran/{payment.pk}/pajak.xlsx").status_code == 403


def test_the_tax_list_has_full_numbers_for_the_treasurer_only_and_is_recorded(
    funded_month: Pengajuan,
) -> None:
    _, payment, _, client = _funded(funded_month)
    line = payment.baris.select_related("petugas").earliest("pk")
    assert line.petugas is not None
    shown = client.get(f"/pembayaran/{payment.pk}/pajak/").content.decode()
    assert "PPh 21 final PNS" in shown
    assert line.petugas.nik not in shown
    body = client.get(f"/pembayaran/{payment.pk}/pajak.xlsx").content
    rows = read_sheet(body, "Daftar PPh 21", Limits(rows=100, columns=20))
    assert line.petugas.nik in repr(rows)
    assert AuditEntry.objects.latest("number").action == "pembayaran.pajak_unduh"


# ---------------------------------------------------------------- sending


def _order(payment: Pembayaran, **more: object) -> dict[str, object]:
    lines = [str(pk) for pk in payment.baris.order_by("pk").values_list("pk", flat=True)]
    return {
        "baris": lines,
        "cara": "transfer",
        "tanggal": str(clock.today()),
        "kunci": str(uuid4()),
    } | more


def test_the_same_form_twice_sends_once_and_shows_the_shipment(funded_month: Pengajuan) -> None:
    _, payment, _, client = _funded(funded_month)
    order = _order(payment)
    url = f"/pembayaran/{payment.pk}/kirim/"
    first = client.post(url, order, follow=True)
    second = client.post(url, order, follow=True)
    assert first.redirect_chain[-1] == second.redirect_chain[-1]
    assert "sudah dibuat; tidak dikirim dua kali" in second.content.decode()
    assert payment.kiriman.count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"baris": []}, "Pilih paling sedikit satu petugas"),
        ({"tanggal": "2999-01-01"}, "belum tiba"),
        ({"tanggal": "kemarin"}, "bukan tanggal"),
        ({"baris": ["0"]}, "Muat ulang halaman ini"),
    ],
)
def test_a_wrong_order_says_what_is_wrong_and_keeps_the_ticks(
    funded_month: Pengajuan, change: dict[str, object], words: str
) -> None:
    _, payment, _, client = _funded(funded_month)
    order = _order(payment)
    lines = order["baris"]
    assert isinstance(lines, list)
    answer = client.post(f"/pembayaran/{payment.pk}/kirim/", order | {"baris": lines[:1]} | change)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert payment.kiriman.count() == 0
    if "baris" not in change:
        assert answer.content.decode().count(" checked") == 1


# ---------------------------------------------------------------- SPJ and transfer


def test_spj_is_handed_over_as_file_or_on_paper_and_taken_back(recapped_month: Pengajuan) -> None:
    client = sign_in(Client(), make_team(recapped_month.puskesmas).pembantu)
    base = f"/insentif/{recapped_month.pk}/spj"
    assert client.post(f"{base}/sk/", {"keterangan": " "}).status_code == 422
    assert client.post(f"{base}/tidak-ada/", {"keterangan": "x"}).status_code == 404
    client.post(f"{base}/sk/", {"keterangan": "Map biru"})
    client.post(f"{base}/penerimaan/", {"berkas": make_upload("daftar.pdf")})
    page = client.get(f"/insentif/{recapped_month.pk}/pembayaran/").content.decode()
    assert "Map biru" in page
    assert "daftar.pdf" in page
    client.post(f"{base}/sk/tarik/")
    assert set(recapped_month.spj.values_list("jenis", flat=True)) == {"penerimaan"}


def test_spj_lies_still_once_the_note_is_prepared(noted_month: Pengajuan) -> None:
    client = sign_in(Client(), make_team(noted_month.puskesmas).pembantu)
    answer = client.post(f"/insentif/{noted_month.pk}/spj/sk/", {"keterangan": "Map lain"})
    assert answer.status_code == 422
    assert "selama “Direkap”" in answer.content.decode()
    client.post(f"/insentif/{noted_month.pk}/spj/sk/tarik/")
    assert noted_month.spj.count() == len(DokumenSpj.Jenis)


def test_a_transfer_on_the_page_asks_for_all_four_documents_and_keeps_what_was_typed(
    requested_month: Pengajuan,
) -> None:
    payment = _payment(requested_month)
    client = sign_in(Client(), make_team(requested_month.puskesmas).pengeluaran)
    url = f"/insentif/{requested_month.pk}/alur/transfer/"
    form = client.get(url).context["form"]
    assert form["jumlah"].value() == angka(payment.total)
    data: dict[str, object] = {
        "seen_status": "dana_diajukan",
        "seen_sidik": form["seen_sidik"].value(),
        "kunci": str(form["kunci"].value()),
        "diterima": ["sk"],
        "nomor": "SP2D/77",
        "tanggal": str(clock.today()),
        "jumlah": str(payment.total + 1),
        "alasan_kurang": "",
    }
    answer = client.post(url, data)
    assert answer.status_code == 422
    assert "Belum diterima:" in answer.content.decode()
    data["diterima"] = list(DokumenSpj.Jenis.values)
    above = client.post(url, data)
    assert "Paling banyak" in above.content.decode()
    assert 'value="SP2D/77"' in above.content.decode()
    less = client.post(url, data | {"jumlah": "1000"})
    assert "Tulis alasannya" in less.content.decode()
    payment.refresh_from_db()
    assert payment.dana == 0
    client.post(url, data | {"jumlah": str(payment.total)})
    payment.refresh_from_db()
    requested_month.refresh_from_db()
    assert (payment.dana, requested_month.status) == (payment.total, "dana_ditransfer")
    assert requested_month.spj.filter(diterima_oleh__isnull=False).count() == len(DokumenSpj.Jenis)
    again = client.post(url, data | {"jumlah": str(payment.total)}, follow=True)
    assert "tidak dilakukan lagi" in again.content.decode()


def test_a_treasurer_of_another_unit_finds_nothing(funded_month: Pengajuan) -> None:
    payment = _payment(funded_month)
    stranger = sign_in(Client(), make_team(make_puskesmas("Besuki")).pembantu)
    for path in ("", "kirim/", "hasil/", "pajak/", "pajak.xlsx"):
        assert stranger.get(f"/pembayaran/{payment.pk}/{path}").status_code == 404
    assert stranger.post(f"/pembayaran/{payment.pk}/kirim/", _order(payment)).status_code == 404
    assert not payment.kiriman.exists()


def test_the_months_page_says_what_lacks_and_where_to_mend_it(approved_month: Pengajuan) -> None:
    officer = approved_month.puskesmas.petugas.earliest("pk")
    officer.rekening = ""
    officer.save()
    client = sign_in(Client(), make_team(approved_month.puskesmas).operator)
    page = client.get(f"/insentif/{approved_month.pk}/pembayaran/").content.decode()
    assert "nomor rekening belum diisi" in page
    assert f"/petugas/{officer.pk}/ubah/" in page
    step = client.get(f"/insentif/{approved_month.pk}/alur/rekap/").content.decode()
    assert "Rekening 1 petugas belum lengkap" in step


def test_the_rest_of_a_request_is_in_the_treasurers_inbox(requested_month: Pengajuan) -> None:
    team = make_team(requested_month.puskesmas)
    payment = _payment(requested_month)
    dinas = sign_in(Client(), team.pengeluaran)
    move_month(
        requested_month.pk,
        "transfer",
        team.pengeluaran.access(),
        seen_status="dana_diajukan",
        transfer=make_transfer(requested_month, payment.total // 2, "Kas belum cukup."),
    )
    page = dinas.get("/tugas/").content.decode()
    assert f"Transfer sisa dana {payment.judul}" in page
