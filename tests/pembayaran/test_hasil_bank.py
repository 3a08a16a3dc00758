"""The bank's answer on the pages: tried first, applied once, foreign files note nothing."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.akun import sign_in
from tests.factories.core import make_upload
from tests.factories.insentif import (
    Team,
    make_month,
    make_team,
)
from tests.factories.pembayaran import agree_format, decide_format, send_lines
from tests.factories.wilayah import make_puskesmas
from upaya.core import clock
from upaya.exchange import bank_csv
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.uang.reading import payment_of
from upaya.pembayaran.models import BarisPembayaran, BerkasHasil, Kiriman, Pembayaran
from upaya.rules.money import angka
from upaya.rules.pembayaran import BERHASIL, GAGAL

pytestmark = pytest.mark.django_db

HEAD = "Rujukan;Status;Tanggal;Jumlah;Nomor Bukti;Keterangan\n"


def _payment(month: Pengajuan) -> Pembayaran:
    payment = payment_of(month)
    assert payment is not None
    return payment


def _funded(month: Pengajuan) -> tuple[Pengajuan, Pembayaran, Team, Client]:
    team = make_team(month.puskesmas)
    return month, _payment(month), team, sign_in(Client(), team.pembantu)


def _answers(sent: Kiriman, word: str = "BERHASIL", **more: str) -> str:
    day, reason = f"{clock.today():%d/%m/%Y}", more.get("ket", "")
    return HEAD + "".join(
        f"{one.rujukan};{word};{day};{one.jumlah};B/1;{reason}\n"
        for one in sent.percobaan.order_by("pk")
    )


def _upload(client: Client, payment: Pembayaran, text: str) -> Any:  # noqa: ANN401 - Django's
    file = SimpleUploadedFile("hasil.csv", text.encode())
    return client.post(f"/pembayaran/{payment.pk}/hasil/", {"berkas": file}, follow=True)


# ---------------------------------------------------------------- results


def test_a_file_is_tried_first_then_applied_and_closes_the_month(funded_month: Pengajuan) -> None:
    month, payment, team, client = _funded(funded_month)
    sent = send_lines(payment, team.pembantu.access())
    page = _upload(client, payment, _answers(sent))
    assert f"Catat {sent.banyak} hasil" in page.content.decode()
    assert not payment.baris.filter(status=BERHASIL).exists()
    kept = payment.berkas_hasil.get()
    client.post(f"/pembayaran/hasil/{kept.pk}/terapkan/")
    month.refresh_from_db()
    assert month.status == "dibayar"
    kept.refresh_from_db()
    assert (kept.isi, kept.dicatat) == ("", sent.banyak)


def test_the_same_file_twice_is_refused_with_its_day(funded_month: Pengajuan) -> None:
    _, payment, team, client = _funded(funded_month)
    line = payment.baris.earliest("pk")
    sent = send_lines(payment, team.pembantu.access(), [line.pk])
    text = _answers(sent, "GAGAL", ket="Rekening ditutup")
    _upload(client, payment, text)
    kept = payment.berkas_hasil.get()
    client.post(f"/pembayaran/hasil/{kept.pk}/terapkan/")
    again = _upload(client, payment, text)
    assert again.status_code == 422
    assert "sudah diterapkan pada" in again.content.decode()
    twice = client.post(f"/pembayaran/hasil/{kept.pk}/terapkan/", follow=True)
    assert "tidak diterapkan dua kali" in twice.content.decode()
    assert BarisPembayaran.objects.get(pk=line.pk).status == GAGAL


def test_a_file_of_another_month_or_puskesmas_notes_nothing(funded_month: Pengajuan) -> None:
    month, payment, _, client = _funded(funded_month)
    other = make_month(month.puskesmas, "2022-09", status="dana_ditransfer")
    elsewhere = make_month(make_puskesmas("Besuki"), status="dana_ditransfer")
    for foreign in (other, elsewhere):
        team = make_team(foreign.puskesmas)
        sent = send_lines(_payment(foreign), team.pembantu.access())
        page = _upload(client, payment, _answers(sent)).content.decode()
        assert "Rujukan ini tidak dikenal pada pembayaran ini" in page
        assert "Tidak ada hasil baru dalam berkas ini" in page
        kept = payment.berkas_hasil.latest("pk")
        refused = client.post(f"/pembayaran/hasil/{kept.pk}/terapkan/", follow=True)
        assert "tidak ada yang dicatat" in refused.content.decode()
        assert not _payment(foreign).baris.filter(status=BERHASIL).exists()


def test_mismatches_are_listed_and_the_rest_is_noted(funded_month: Pengajuan) -> None:
    _, payment, team, client = _funded(funded_month)
    sent = send_lines(payment, team.pembantu.access())
    first, second, third = sent.percobaan.order_by("pk")
    day = f"{clock.today():%d/%m/%Y}"
    text = HEAD + (
        f"{first.rujukan};BERHASIL;{day};{first.jumlah};B/1;\n"
        f"{second.rujukan};BERHASIL;{day};{second.jumlah + 1};B/2;\n"
        f"{third.rujukan};TERTUNDA;{day};;;\n"
    )
    page = _upload(client, payment, text).content.decode()
    assert "Catat 1 hasil" in page
    assert "yang dikirim" in page
    assert "Baris 4: status “TERTUNDA” tidak dikenal" in page
    kept = payment.berkas_hasil.get()
    client.post(f"/pembayaran/hasil/{kept.pk}/terapkan/")
    statuses = dict(payment.baris.values_list("pk", "status"))
    assert [statuses[one.baris_id] for one in (first, second, third)] == [
        BERHASIL,
        "dikirim",
        "dikirim",
    ]


def test_a_closed_month_takes_no_file_and_no_order(paid_month: Pengajuan) -> None:
    payment = _payment(paid_month)
    client = sign_in(Client(), make_team(paid_month.puskesmas).pembantu)
    sent = payment.kiriman.get()
    answer = _upload(client, payment, _answers(sent))
    assert answer.status_code == 422
    assert "sudah ditutup" in answer.content.decode()
    assert not BerkasHasil.objects.exists()
    page = client.get(f"/pembayaran/{payment.pk}/kirim/", follow=True)
    assert "sudah ditutup" in page.content.decode()


def test_an_unreadable_file_says_so_at_the_field(funded_month: Pengajuan) -> None:
    _, payment, _, client = _funded(funded_month)
    for text, words in (("", "kosong"), ("a;b\n1;2\n", "tidak ditemukan"), ("PK\3\4", "bukan CSV")):
        answer = _upload(client, payment, text)
        assert answer.status_code == 422
        assert words in answer.content.decode()


def test_a_format_that_changed_after_the_upload_is_said_in_words(funded_month: Pengajuan) -> None:
    month, payment, team, client = _funded(funded_month)
    _upload(client, payment, _answers(send_lines(payment, team.pembantu.access())))
    kept = payment.berkas_hasil.get()
    other = replace(bank_csv.BAWAAN, masuk={**bank_csv.BAWAAN.masuk, "rujukan": "Ref"})
    agree_format(month.kabupaten_id or "", other)
    for page in (
        client.get(f"/pembayaran/hasil/{kept.pk}/", follow=True),
        client.post(f"/pembayaran/hasil/{kept.pk}/terapkan/", follow=True),
    ):
        assert "lihat halaman Format bank" in page.content.decode()
    assert not payment.baris.filter(status=BERHASIL).exists()


def test_an_answer_for_a_whole_district_lists_the_own_lines_and_few_others(
    funded_month: Pengajuan,
) -> None:
    _, payment, team, client = _funded(funded_month)
    sent = send_lines(payment, team.pembantu.access())
    others = "".join(f"UPY-X{number};BERHASIL;03/11/2022;;B;\n" for number in range(2_000))
    text = HEAD + others + _answers(sent).removeprefix(HEAD)
    page = _upload(client, payment, text).content.decode()
    assert f"Catat {sent.banyak} hasil" in page
    assert all(one.rujukan in page for one in sent.percobaan.all())
    assert "2.000 rujukan tidak dikenal" in page
    assert "UPY-X49<" in page
    assert "UPY-X50<" not in page


def test_a_file_thrown_away_notes_nothing(funded_month: Pengajuan) -> None:
    _, payment, team, client = _funded(funded_month)
    sent = send_lines(payment, team.pembantu.access())
    _upload(client, payment, _answers(sent))
    kept = payment.berkas_hasil.get()
    client.post(f"/pembayaran/hasil/{kept.pk}/buang/")
    assert not payment.berkas_hasil.exists()
    assert not payment.baris.filter(status=BERHASIL).exists()


def test_results_of_a_shipment_are_noted_together(funded_month: Pengajuan) -> None:
    month, payment, team, client = _funded(funded_month)
    sent = send_lines(payment, team.pembantu.access())
    data: dict[str, object] = {
        "rujukan": list(sent.percobaan.values_list("rujukan", flat=True)),
        "status": BERHASIL,
        "tanggal": str(clock.today()),
        "bukti": "",
        "alasan": "",
    }
    url = f"/pembayaran/kiriman/{sent.pk}/hasil/"
    refused = client.post(url, data)
    assert refused.status_code == 422
    assert "Tulis nomor buktinya" in refused.content.decode()
    assert client.post(url, data | {"rujukan": ["UPY-LAIN"], "bukti": "B"}).status_code == 422
    client.post(url, data | {"bukti": "REK.KORAN/11"})
    month.refresh_from_db()
    assert month.status == "dibayar"


def test_one_line_is_noted_with_its_proof(funded_month: Pengajuan) -> None:
    _, payment, team, client = _funded(funded_month)
    line = payment.baris.earliest("pk")
    url = f"/pembayaran/baris/{line.pk}/hasil/"
    data = {"status": BERHASIL, "tanggal": str(clock.today()), "bukti": "KW/1", "alasan": ""}
    assert client.post(url, data).status_code == 422  # never sent: there is nothing to note
    send_lines(payment, team.pembantu.access(), [line.pk], cara="tunai")
    wrong = client.post(url, data | {"berkas": SimpleUploadedFile("x.pdf", b"bukan pdf")})
    assert wrong.status_code == 422
    client.post(url, data | {"berkas": make_upload("kuitansi.pdf")})
    attempt = line.percobaan.get()
    assert (attempt.status, attempt.bukti) == (BERHASIL, "KW/1")
    assert attempt.berkas_bukti is not None
    page = client.get(f"/pembayaran/baris/{line.pk}/").content.decode()
    why = f"/insentif/{line.pembayaran.sumber_id}/hasil/mengapa/{line.penerima}/"
    assert f'<a href="{why}">Mengapa sebesar ini?</a>' in page
    assert "Pasal 11A" in client.get(why).content.decode()
    assert "kuitansi.pdf" in page
    assert "tunai" in page


def test_tax_is_adjusted_on_the_page_with_a_reason(recapped_month: Pengajuan) -> None:
    payment, client = (
        _payment(recapped_month),
        sign_in(Client(), make_team(recapped_month.puskesmas).pembantu),
    )
    line = payment.baris.earliest("pk")
    url = f"/pembayaran/baris/{line.pk}/pajak/"
    less = line.pajak_hitung - 1_000
    refused = client.post(url, {"pajak": angka(less), "alasan": "", "versi": "1"})
    assert refused.status_code == 422
    assert "Tulis alasan" in refused.content.decode()
    assert f'value="{angka(less)}"' in refused.content.decode()
    client.post(url, {"pajak": angka(less), "alasan": "Sudah dipotong sebagian.", "versi": "1"})
    line.refresh_from_db()
    assert (line.pajak, line.neto) == (less, line.bruto - less)


# ---------------------------------------------------------------- bank format


def test_the_format_of_the_bank_is_agreed_once_for_the_district(funded_month: Pengajuan) -> None:
    _, payment, team, client = _funded(funded_month)
    dinas = sign_in(Client(), team.pengeluaran)
    url = "/pembayaran/format-bank/"
    form = dinas.get(url).context["form"]
    data = {name: form[name].value() for name in form.fields}
    for name, value, words in (
        ("keluar", "Rujukan = rujukan", "Belum ada kolom untuk"),
        ("keluar", "Rujukan", "Baris 1 tidak terbaca"),
        ("masuk", "Ref = rujukan\nLain = rujukan", "dua kali"),
        ("kata_gagal", "BERHASIL", "tidak dapat berarti"),
        ("kata_berhasil", " , ", "paling sedikit satu kata"),
    ):
        answer = dinas.post(url, data | {name: value})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    dinas.post(
        url,
        data
        | {
            "pemisah": ",",
            "keluar": "REF = rujukan\nNOREK = rekening\nNOM = jumlah",
            "alasan": "Diminta bank yang baru.",
        },
    )
    decide_format()
    sent = send_lines(payment, team.pembantu.access())
    lines = client.get(f"/pembayaran/kiriman/{sent.pk}/bank.csv").content.decode().splitlines()
    assert lines[0] == "REF,NOREK,NOM"
    assert client.get(url).status_code == 403
