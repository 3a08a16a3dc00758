"""What goes to the bank: names as it takes them, no order of nothing, accounts of two people."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.akun import sign_in
from tests.factories.insentif import make_team
from tests.factories.pembayaran import decide_format, note_paid, send_lines
from tests.factories.uang import withhold
from upaya.core import clock
from upaya.exchange import bank_csv
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.uang.reading import payment_of
from upaya.pegawai.models import AturanBank
from upaya.pembayaran.models import BarisPembayaran, Pembayaran
from upaya.pembayaran.services import bank_file, bank_format, shared_accounts
from upaya.pembayaran.services.shipments import NIHIL
from upaya.rules.money import angka
from upaya.rules.pembayaran import BERHASIL, DIKIRIM

pytestmark = pytest.mark.django_db


def _payment(month: Pengajuan) -> Pembayaran:
    payment = payment_of(month)
    assert payment is not None
    return payment


def _set(line: BarisPembayaran, **values: object) -> None:
    """As if the recap had found these in the officer's data."""
    BarisPembayaran.objects.filter(pk=line.pk).update(**values)
    assert line.petugas is not None
    for name in ("bank", "rekening", "nama_rekening"):
        setattr(line.petugas, name, getattr(BarisPembayaran.objects.get(pk=line.pk), name))
    line.petugas.save()


def _orders(payment: Pembayaran, month: Pengajuan) -> list[dict[str, str]]:
    access = make_team(month.puskesmas).pembantu.access()
    sent = payment.kiriman.latest("pk")
    head, *lines = bank_file.order_file(sent, access).decode().splitlines()
    return [dict(zip(head.split(";"), line.split(";"), strict=True)) for line in lines]


# ---------------------------------------------------------------- names
def test_a_name_goes_out_as_the_bank_takes_it_and_is_shown_before(
    funded_month: Pengajuan,
) -> None:
    payment, team = _payment(funded_month), make_team(funded_month.puskesmas)
    line = payment.baris.earliest("pk")
    _set(line, nama_rekening="MA\u2019RUF AM\u00cdN")
    page = sign_in(Client(), team.pembantu).get(f"/pembayaran/{payment.pk}/kirim/")
    assert "ditulis untuk bank: MA&#x27;RUF AMIN" in page.content.decode()
    send_lines(payment, team.pembantu.access(), [line.pk])
    assert _orders(payment, funded_month)[0]["Nama Rekening"] == "MA'RUF AMIN"
    assert line.percobaan.get().nama_rekening == "MA'RUF AMIN"


@pytest.mark.parametrize(
    ("nama", "words"), [("-", "bukan nama"), ("A" * 120, "paling panjang 35 huruf")]
)
def test_a_name_that_no_order_can_carry_is_not_sent(
    funded_month: Pengajuan, nama: str, words: str
) -> None:
    payment, team = _payment(funded_month), make_team(funded_month.puskesmas)
    line = payment.baris.earliest("pk")
    _set(line, nama_rekening=nama)
    with pytest.raises(ValidationError, match=words):
        send_lines(payment, team.pembantu.access(), [line.pk])
    assert not payment.kiriman.exists()
    send_lines(payment, team.pembantu.access(), [line.pk], cara="tunai")


def test_the_district_notes_what_each_bank_takes(funded_month: Pengajuan) -> None:
    payment, team = _payment(funded_month), make_team(funded_month.puskesmas)
    client, url = sign_in(Client(), team.pengeluaran), "/pembayaran/format-bank/"
    form = client.get(url).context["form"]
    data = {name: form[name].value() for name in form.fields}
    for value, words in (
        ("Bank Contoh", "tidak terbaca"),
        ("Bank Contoh = 3", "tidak terbaca"),
        ("Bank Contoh = 30\nPT. Bank Contoh = 20", "dua kali"),
    ):
        refused = client.post(url, data | {"bank": value})
        assert refused.status_code == 422
        assert words in refused.content.decode()
    client.post(
        url,
        data
        | {"bank": "PT Bank Contoh = 12 .'\nBank Lain = 40", "alasan": "Diminta bank yang baru."},
    )
    decide_format()
    assert (
        client.get(url).context["form"]["bank"].value() == "Bank Lain = 40\nPT Bank Contoh = 12 .'"
    )
    assert AturanBank.objects.get(kunci="contoh").panjang == 12
    line = payment.baris.earliest("pk")
    _set(line, nama_rekening="SITI REKAAN, S.KEP", bank="bank contoh")
    with pytest.raises(ValidationError, match="paling panjang 12 huruf"):
        send_lines(payment, team.pembantu.access(), [line.pk])


# ---------------------------------------------------------------- nothing
def test_a_net_of_nothing_is_closed_without_an_order(funded_month: Pengajuan) -> None:
    payment, team = _payment(funded_month), make_team(funded_month.puskesmas)
    nothing, *others = payment.baris.order_by("pk")
    access = team.pembantu.access()
    withhold(nothing, nothing.bruto, "Seluruhnya pajak.")
    sent = send_lines(payment, access)
    nothing.refresh_from_db()
    assert (nothing.status, nothing.percobaan.get().bukti) == (BERHASIL, NIHIL)
    orders = _orders(payment, funded_month)
    assert len(orders) == len(others) == payment.baris.filter(status=DIKIRIM).count()
    assert "0" not in {order["Jumlah"] for order in orders}
    note_paid(sent, access)
    funded_month.refresh_from_db()
    assert funded_month.status == "dibayar"


def test_a_shipment_of_nothing_but_nothing_offers_no_file(funded_month: Pengajuan) -> None:
    payment, team = _payment(funded_month), make_team(funded_month.puskesmas)
    line, access = payment.baris.earliest("pk"), team.pembantu.access()
    withhold(line, line.bruto, "Seluruhnya pajak.")
    sent = send_lines(payment, access, [line.pk])
    page = sign_in(Client(), team.pembantu).get(f"/pembayaran/kiriman/{sent.pk}/").content.decode()
    assert "Berkas untuk bank" not in page
    assert NIHIL in page


# ---------------------------------------------------------------- one account for two
def _share(payment: Pembayaran, many: int = 2) -> list[BarisPembayaran]:
    lines = list(payment.baris.order_by("pk"))[:many]
    for line in lines:
        _set(line, rekening="0099001122")
    return lines


def test_a_shared_account_is_shown_and_waits_for_a_second_person(funded_month: Pengajuan) -> None:
    payment, team = _payment(funded_month), make_team(funded_month.puskesmas)
    first, second = _share(payment)
    treasurer, head = sign_in(Client(), team.pembantu), sign_in(Client(), team.kepala)
    page = treasurer.get(f"/pembayaran/{payment.pk}/").content.decode()
    assert "Rekening yang dipakai bersama" in page
    assert "Menunggu kepala puskesmas" in page
    for line in (first, second):
        with pytest.raises(ValidationError, match="Minta kepala puskesmas"):
            send_lines(payment, team.pembantu.access(), [line.pk])
    send_lines(payment, team.pembantu.access(), [payment.baris.latest("pk").pk])

    (found,) = shared_accounts.shared(payment)
    url = f"/pembayaran/{payment.pk}/rekening-bersama/"
    answer = {"sidik": found.sidik, "alasan": "Suami istri, buku bank dilihat."}
    assert treasurer.post(url, answer).status_code == 403
    empty = head.post(url, answer | {"alasan": " "}, follow=True)
    assert "Tulis alasannya" in empty.content.decode()
    head.post(url, answer)
    page = treasurer.get(f"/pembayaran/{payment.pk}/").content.decode()
    assert "Suami istri, buku bank dilihat." in page
    send_lines(payment, team.pembantu.access(), [first.pk, second.pk])


def test_a_confirmation_counts_for_these_people_and_from_somebody_else(
    funded_month: Pengajuan,
) -> None:
    payment, team = _payment(funded_month), make_team(funded_month.puskesmas)
    lines = _share(payment)
    (found,) = shared_accounts.shared(payment)
    shared_accounts.confirm(payment.pk, found.sidik, "Suami istri.", team.pembantu.access())
    with pytest.raises(ValidationError, match="harus oleh orang lain"):
        send_lines(payment, team.pembantu.access(), [lines[0].pk])
    shared_accounts.confirm(payment.pk, found.sidik, "Suami istri.", team.kepala.access())
    third = payment.baris.exclude(pk__in=[line.pk for line in lines]).earliest("pk")
    _set(third, rekening="0099001122")
    with pytest.raises(ValidationError, match="Satu rekening dipakai"):
        send_lines(payment, team.pembantu.access(), [lines[0].pk])
    assert payment.rekening_bersama.count() == 1


def test_an_account_that_nobody_shares_cannot_be_confirmed(funded_month: Pengajuan) -> None:
    payment, team = _payment(funded_month), make_team(funded_month.puskesmas)
    with pytest.raises(ValidationError, match="tidak lagi dipakai bersama"):
        shared_accounts.confirm(payment.pk, "x", "Alasan.", team.kepala.access())


# ---------------------------------------------------------------- answers
def _upload(client: Client, payment: Pembayaran, text: str) -> Any:  # noqa: ANN401 - Django's
    file = SimpleUploadedFile("hasil.csv", text.encode())
    return client.post(f"/pembayaran/{payment.pk}/hasil/", {"berkas": file}, follow=True)


def test_the_dry_run_shows_every_proof_number_and_refuses_a_shortened_one(
    funded_month: Pengajuan,
) -> None:
    payment, team = _payment(funded_month), make_team(funded_month.puskesmas)
    sent = send_lines(payment, team.pembantu.access())
    first, second, *_ = sent.percobaan.order_by("pk")
    day = f"{clock.today():%d/%m/%Y}"
    text = (
        "Rujukan;Status;Tanggal;Jumlah;Nomor Bukti;Keterangan\n"
        f"{first.rujukan};BERHASIL;{day} 10:15:00;Rp {angka(first.jumlah)},-;2022103100000017;\n"
        f"{second.rujukan};BERHASIL;{day};{second.jumlah};2,02210E+15;\n"
    )
    page = _upload(sign_in(Client(), team.pembantu), payment, text)
    shown = page.content.decode()
    assert "Catat 1 hasil" in shown
    assert "2022103100000017" in shown
    assert "nomor aslinya hilang" in shown


def test_a_bank_that_writes_a_point_before_the_sen_is_read_as_agreed(
    funded_month: Pengajuan,
) -> None:
    payment, team = _payment(funded_month), make_team(funded_month.puskesmas)
    client, url = sign_in(Client(), team.pengeluaran), "/pembayaran/format-bank/"
    form = client.get(url).context["form"]
    data = {name: form[name].value() for name in form.fields}
    client.post(url, data | {"desimal": ".", "alasan": "Diminta bank yang baru."})
    decide_format()
    layout = bank_format.layout_of(payment.kabupaten_id)
    body = "Rujukan;Status;Tanggal;Jumlah\nUPY-1;BERHASIL;31/10/2022;134,359\n"
    assert bank_csv.read_answers(body.encode(), layout).jawaban[0].jumlah == 134_359
