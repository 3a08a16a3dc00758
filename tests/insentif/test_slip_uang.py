"""Where an officer's money is, with dates and failures, and the five sentences on the way."""

import pytest
from django.test import Client

from tests.arrangements import Own
from tests.factories.akun import make_membership, sign_in
from tests.factories.insentif import advance, make_month, make_team, make_transfer
from tests.factories.koreksi import move_on
from tests.factories.pegawai import make_penetapan, make_petugas
from tests.factories.pembayaran import note_all, note_paid, send_lines
from tests.factories.sanggahan import make_person, share_of
from tests.factories.uang import withhold
from tests.factories.wilayah import make_puskesmas
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.road import move_month
from upaya.insentif.hasil.models import PerhitunganPetugas
from upaya.insentif.koreksi import services as koreksi
from upaya.insentif.koreksi.services import UsulanKoreksi
from upaya.insentif.slip.queries import slip_of
from upaya.insentif.uang.reading import payment_of
from upaya.pegawai.models import Petugas
from upaya.pembayaran.models import BarisPembayaran
from upaya.pembayaran.services.results import Hasil, note_one
from upaya.rules.insentif.journey import TAHAP
from upaya.rules.insentif.officer_work import Kerja
from upaya.rules.kesehatan import PETUGAS
from upaya.rules.money import rupiah
from upaya.rules.pembayaran import DIKEMBALIKAN, GAGAL

pytestmark = pytest.mark.django_db


def line_of(month: Pengajuan, officer: Petugas) -> BarisPembayaran:
    payment = payment_of(month)
    assert payment is not None
    found = payment.baris.get(petugas=officer)
    assert isinstance(found, BarisPembayaran)
    return found


# ------------------------------------------------------------------ where the money is
@pytest.mark.parametrize(
    ("status", "label"),
    [
        ("diajukan", "Dihitung"),
        ("disetujui", "Disetujui"),
        ("direkap", "Disetujui"),
        ("nota_disiapkan", "Disetujui"),
        ("dana_diajukan", "Dana diminta"),
        ("dana_ditransfer", "Dana sampai di puskesmas"),
        ("dibayar", "Masuk rekening"),
    ],
)
def test_the_list_and_the_page_say_where_the_money_is(
    own_month: Own, status: str, label: str
) -> None:
    membership, officer, month = own_month
    client = sign_in(Client(), membership)
    (slip,) = client.get("/slip/").context["rows"]
    assert slip.tahap.label == label
    page = client.get(f"/slip/{share_of(month, officer).pk}/")
    assert page.context["slip"].tahap == slip.tahap
    road = page.context["jalan"]
    assert len(road) == len(TAHAP)
    here = [step["label"] for step in road if step["state"] == "now"]
    assert here == ([] if status == "dibayar" else [label])


def test_gross_tax_and_net_are_those_of_the_payment_line(own_submitted: Own) -> None:
    membership, officer, month = own_submitted
    share = share_of(month, officer)
    assert (slip_of(share).pajak, slip_of(share).neto) == (None, None)
    for move in ("setujui", "rekap"):
        advance(month, move)
    line = line_of(month, officer)
    assert line.pajak > 0
    text = sign_in(Client(), membership).get(f"/slip/{share.pk}/").content.decode()
    for amount in (line.bruto, line.pajak, line.neto):
        assert rupiah(amount) in text
    assert "belum dihitung" not in text


def test_the_way_of_the_money_has_its_dates(own_paid: Own) -> None:
    membership, officer, month = own_paid
    share = share_of(month, officer)
    page = sign_in(Client(), membership).get(f"/slip/{share.pk}/")
    titles = [event.title for event in page.context["peristiwa"]]
    assert titles == [
        "Diajukan ke Dinas Kesehatan",
        "Disetujui Dinas Kesehatan",
        "Dana diminta ke Dinas Kesehatan",
        "Dana sampai di puskesmas",
        "Dikirim ke rekening",
        "Masuk rekening",
    ]
    assert "Nomor bukti BUKTI/1." in page.content.decode()


def test_the_account_is_shown_masked_before_and_after_the_recap(own_submitted: Own) -> None:
    membership, officer, month = own_submitted
    share = share_of(month, officer)
    client = sign_in(Client(), membership)
    for _ in range(2):
        text = client.get(f"/slip/{share.pk}/").content.decode()
        assert officer.rekening not in text
        assert officer.rekening[-4:] in text
        assert officer.nama_rekening in text
        if month.status == "diajukan":
            for move in ("setujui", "rekap"):
                advance(month, move)


def test_an_officer_without_an_account_is_told_whom_to_ask() -> None:
    membership, officer = make_person()
    Petugas.objects.filter(pk=officer.pk).update(rekening="")
    share = share_of(make_month(status="disetujui"), officer)
    text = sign_in(Client(), membership).get(f"/slip/{share.pk}/").content.decode()
    assert "belum tercatat; hubungi operator puskesmas" in text


@pytest.mark.parametrize("status", [GAGAL, DIKEMBALIKAN])
def test_a_failed_payment_says_why_and_what_to_do(own_funded: Own, status: str) -> None:
    membership, officer, month = own_funded
    payment, pays = payment_of(month), make_team(month.puskesmas).pembantu.access()
    assert payment is not None
    line = line_of(month, officer)
    sent = send_lines(payment, pays, [line.pk])
    if status == DIKEMBALIKAN:
        note_paid(sent, pays)
        attempt = sent.percobaan.get()
        note_one(
            payment.pk,
            Hasil(attempt.rujukan, status, attempt.tanggal, alasan="Rekening ditutup."),
            pays,
        )
    else:
        note_all(sent, pays, status)
    share = share_of(month, officer)
    client = sign_in(Client(), membership)
    page = client.get(f"/slip/{share.pk}/")
    text = page.content.decode()
    assert "Alasan: Rekening ditutup." in text
    assert "Uang Anda tidak hilang" in text
    assert [step["state"] for step in page.context["jalan"]][4:] == ["back", "todo"]
    # Sent again and arrived: the failure stays in the history, the warning goes.
    note_paid(send_lines(payment, pays, [line.pk]), pays)
    again = client.get(f"/slip/{share.pk}/")
    assert again.context["slip"].tahap.label == "Masuk rekening"
    assert "Uang Anda tidak hilang" not in again.content.decode()
    assert "Rekening ditutup." in again.content.decode()
    assert len(again.context["peristiwa"]) == 8


def test_cash_is_called_cash(own_funded: Own) -> None:
    membership, officer, month = own_funded
    payment, pays = payment_of(month), make_team(month.puskesmas).pembantu.access()
    assert payment is not None
    note_paid(send_lines(payment, pays, cara="tunai"), pays)
    client = sign_in(Client(), membership)
    (slip,) = client.get("/slip/").context["rows"]
    assert slip.tahap.label == "Dibayar tunai"
    assert slip.masuk
    page = client.get(f"/slip/{share_of(month, officer).pk}/")
    assert [event.title for event in page.context["peristiwa"]][-2:] == [
        "Disiapkan tunai",
        "Dibayar tunai",
    ]


def test_a_partial_transfer_and_a_returned_request_are_said(own_requested: Own) -> None:
    membership, officer, month = own_requested
    team = make_team(month.puskesmas)
    advance(month, "kembalikan_dana")
    for move in ("siapkan_nota", "ajukan_dana"):
        advance(month, move)
    payment = payment_of(month)
    assert payment is not None
    move_month(
        month.pk,
        "transfer",
        team.pengeluaran.access(),
        seen_status="dana_diajukan",
        transfer=make_transfer(month, payment.total // 2, "Dana belum cukup."),
    )
    page = sign_in(Client(), membership).get(f"/slip/{share_of(month, officer).pk}/")
    titles = [event.title for event in page.context["peristiwa"]]
    assert titles.count("Dana diminta ke Dinas Kesehatan") == 2
    assert "Permintaan dana dikembalikan untuk diperbaiki" in titles
    assert "Baru sebagian; sisanya menyusul." in page.content.decode()


def test_whoever_gets_nothing_is_told_so() -> None:
    unit = make_puskesmas()
    membership = make_membership(PETUGAS, unit)
    make_petugas(unit, "Belum Ber-SK", user=membership.user)
    make_month(unit, status="dibayar", officers=4)
    client = sign_in(Client(), membership)
    (slip,) = client.get("/slip/").context["rows"]
    assert slip.tahap.label == "Tidak ada pembayaran"
    page = client.get(f"/slip/{slip.share.pk}/")
    assert page.context["jalan"] == []
    assert "Tidak ada uang yang dibayarkan" in page.content.decode()


# ------------------------------------------------------------------ the five sentences
def said(client: Client, share: PerhitunganPetugas) -> list[str]:
    page = client.get(f"/slip/{share.pk}/")
    sentences = [one.isi.teks for one in page.context["kalimat"]]
    assert len(sentences) == 5
    text = page.content.decode()
    for one in page.context["kalimat"]:
        assert one.judul in text
        assert one.isi.dasar_hukum in text
    return sentences


def test_the_sentences_follow_the_money_from_calculation_to_payment(own_submitted: Own) -> None:
    membership, officer, month = own_submitted
    share = share_of(month, officer)
    client = sign_in(Client(), membership)
    pool, bobot, field, management, tax = said(client, share)
    assert f"Insentif Puskesmas Panji untuk Agustus 2022 {rupiah(share.perhitungan.pool)}" in pool
    assert f"Bobot Anda {share.bobot}" in bobot
    assert f"bagian Anda {rupiah(share.lapangan)} dari uang lapangan" in field
    assert f"bagian Anda {rupiah(share.manajemen)} dari uang manajemen" in management
    assert "belum dihitung dan dipotong bendahara" in tax

    for move in ("setujui", "rekap"):
        advance(month, move)
    line = line_of(month, officer)
    tax = said(client, share)[4]
    assert f"PPh 21 final PNS 5% sebesar {rupiah(line.pajak)}" in tax
    assert tax.endswith(f"jadi Anda menerima {rupiah(line.neto)}.")

    payment = payment_of(month)
    assert payment is not None
    withhold(line, 1_000, "Sudah dipotong di tempat lain")
    tax = said(client, share)[4]
    assert "pajak Rp1.000 yang ditetapkan bendahara" in tax
    assert "Sudah dipotong di tempat lain" in tax
    assert tax.endswith(f"jadi Anda menerima {rupiah(share.bruto - 1_000)}.")

    for move in ("siapkan_nota", "ajukan_dana", "transfer"):
        advance(month, move)
    pays = make_team(month.puskesmas).pembantu.access()
    sent = send_lines(payment, pays)
    note_all(sent, pays, GAGAL)
    assert said(client, share)[4] == tax
    note_paid(send_lines(payment, pays), pays)
    assert said(client, share) == [pool, bobot, field, management, tax]


def test_no_tax_is_a_sentence_too() -> None:
    unit = make_puskesmas()
    membership = make_membership(PETUGAS, unit)
    officer = make_petugas(unit, "Golongan Satu", golongan="I", user=membership.user)
    make_penetapan(officer)
    month = make_month(unit, status="direkap")
    line = line_of(month, officer)
    assert line.pajak == 0
    tax = said(sign_in(Client(), membership), share_of(month, officer))[4]
    assert "PPh 21 final PNS 0% sebesar Rp0" in tax
    assert tax.endswith(f"jadi Anda menerima {rupiah(line.bruto)}.")


def correct(month: Pengajuan, officer: Petugas, **work: int) -> None:
    """An approved correction of an officer's work in an approved month."""
    team = make_team(month.puskesmas)
    change = UsulanKoreksi("Daftar hadir salah dibaca.", None, {officer.kode: Kerja(**work)})
    made = koreksi.propose(month.pk, change, team.operator.access())
    move_on(made)


def test_a_correction_is_told_in_its_month_and_paid_and_explained_with_the_next(
    own_paid: Own,
) -> None:
    membership, officer, august = own_paid
    correct(august, officer, orang_hari=15, frekuensi=40)
    client = sign_in(Client(), membership)
    old = client.get(f"/slip/{share_of(august, officer).pk}/")
    (change,) = old.context["koreksi"]
    assert change.selisih > 0
    text = old.content.decode()
    assert f"Koreksi ke-1: selisih {rupiah(change.selisih)}" in text
    assert "diperhitungkan dengan pembayaran bulan berikutnya" in text
    assert "Daftar hadir salah dibaca" not in text
    # What was calculated and paid stays what it was.
    assert old.context["slip"].bruto == share_of(august, officer).bruto

    september = make_month(periode="2022-09", status="direkap")
    share, line = share_of(september, officer), line_of(september, officer)
    assert line.bruto == share.bruto + change.selisih
    text = client.get(f"/slip/{share.pk}/").content.decode()
    assert "Selisih Agustus 2022 (koreksi ke-1)" in text
    tax = said(client, share)[4]
    assert f"bersama Selisih Agustus 2022 (koreksi ke-1) {rupiah(change.selisih)}" in tax
    assert f"seluruhnya {rupiah(line.bruto)}" in tax
    assert tax.endswith(f"jadi Anda menerima {rupiah(line.neto)}.")
    text = client.get(f"/slip/{share_of(august, officer).pk}/").content.decode()
    assert f"{rupiah(change.selisih)} diperhitungkan bersama Insentif UKM September 2022" in text


def test_a_correction_that_takes_all_of_a_share_is_no_riddle(own_paid: Own) -> None:
    membership, officer, august = own_paid
    correct(august, officer, orang_hari=0, frekuensi=0)
    september = make_month(periode="2022-09", status="direkap", bok_diserap=20_000_000)
    share = share_of(september, officer)
    assert share.bruto > 0
    client = sign_in(Client(), membership)
    page = client.get(f"/slip/{share.pk}/")
    slip = page.context["slip"]
    assert (slip.baris, slip.bruto, slip.tahap.label) == (None, 0, "Tidak ada pembayaran")
    assert f"-{rupiah(share.bruto)}" in page.content.decode()
    assert said(client, share)[4].endswith("seluruhnya Rp0, jadi tidak ada pajak dan tidak ada "
                                           "yang dibayarkan.")  # fmt: skip
    (listed, _) = client.get("/slip/").context["rows"]
    assert listed.bruto == 0
