"""A batch on its way to the providers: pages of its payment, a failed account, papers, notices."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.factories.akun import make_access, make_membership, person, sign_in
from tests.jamkesda.test_road_klaim import AUGUST, Dunia, account, approved, ceiling
from upaya.core import clock
from upaya.jamkesda.klaim.pages import tasks
from upaya.jamkesda.kumpulan import services as kumpulan
from upaya.jamkesda.kumpulan.models import Kumpulan
from upaya.jamkesda.kumpulan.road import ROAD as BATCH
from upaya.pembayaran.models import Pembayaran
from upaya.pembayaran.services import refresh, rekening, results, shipments
from upaya.pembayaran.services.funds import Transfer
from upaya.pembayaran.services.rekening import UsulanRekening
from upaya.pembayaran.services.results import Hasil
from upaya.pembayaran.services.shipments import Perintah
from upaya.rules.jamkesda import peran
from upaya.rules.pembayaran import BERHASIL, GAGAL

pytestmark = pytest.mark.django_db


@pytest.fixture
def dunia(settings: Settings) -> Dunia:
    settings.BUSINESS_DATE = date(2022, 8, 31)
    return Dunia()


def payable(dunia: Dunia) -> tuple[Kumpulan, Pembayaran]:
    """A batch of one claim whose payment may begin."""
    approved(dunia, dunia.claim(0))
    ceiling(dunia, 1_000_000)
    batch = kumpulan.tutup(dunia.bendahara, AUGUST)
    declare(dunia, batch)
    return batch, Pembayaran.objects.get(sumber="kumpulan", sumber_id=batch.pk)


def declare(dunia: Dunia, batch: Kumpulan) -> None:
    account(dunia.unit, dunia.petugas, dunia.kepala)
    account(dunia.upt, dunia.bendahara, dunia.kepala)
    paid = {"transfer": Transfer("SP2D/1", clock.today(), batch.total, "", uuid4())}
    BATCH.execute(batch.pk, "bayarkan", dunia.kepala, context=paid)


def send(dunia: Dunia, payment: Pembayaran, status: str) -> None:
    lines = tuple(payment.baris.values_list("pk", flat=True))
    order = Perintah(lines, "transfer", clock.today(), uuid4())
    attempt = shipments.send(payment.pk, order, dunia.bendahara).percobaan.get()
    proof, reason = ("TRX-1", "") if status == BERHASIL else ("", "Rekening tujuan tidak aktif.")
    answer = Hasil(attempt.rujukan, status, clock.today(), bukti=proof, alasan=reason)
    results.note(payment.pk, [answer], dunia.bendahara)


def test_every_page_of_a_payment_to_providers_opens(dunia: Dunia, client: Client) -> None:
    _, payment = payable(dunia)
    send(dunia, payment, GAGAL)
    sign_in(client, person(peran.BENDAHARA, dunia.upt))
    line, sent = payment.baris.get(), payment.kiriman.get()
    assert (line.pajak, line.neto, line.asal_pajak) == (0, 150_000, "asumsi")
    for name, pk in (
        ("rinci", payment.pk), ("pajak", payment.pk), ("pajak_xlsx", payment.pk),
        ("kirim", payment.pk), ("baris", line.pk), ("kiriman", sent.pk), ("kiriman_csv", sent.pk),
    ):  # fmt: skip
        answer = client.get(reverse(f"pembayaran:{name}", args=[pk]))
        assert answer.status_code == 200, name
    said = client.get(reverse("pembayaran:baris", args=[line.pk])).content.decode()
    assert "Pajak atas bayaran lembaga" in said
    assert "PPh 21 tarif" not in said


def test_a_provider_whose_account_failed_is_paid_into_its_next_one(dunia: Dunia) -> None:
    _, payment = payable(dunia)
    send(dunia, payment, GAGAL)
    wanted = UsulanRekening(
        "Bank Rekaan Baru", "9876543210", "RSUD REKAAN", date(2022, 8, 30), "SR/2",
        "Rekening lama sudah ditutup bank.",
    )  # fmt: skip
    made = rekening.ask(dunia.unit.pk, wanted, dunia.petugas)
    rekening.decide(made.pk, dunia.kepala, setuju=True, alasan="")
    (line,) = refresh.refresh(payment.pk, dunia.bendahara)
    assert (line.bank, line.rekening) == ("Bank Rekaan Baru", "9876543210")
    assert refresh.refresh(payment.pk, dunia.bendahara) == []  # a second time nothing is new
    send(dunia, payment, BERHASIL)
    assert Kumpulan.objects.get().status == "dibayar"


def test_the_provider_hears_what_became_of_its_money_and_no_amount(
    dunia: Dunia, django_capture_on_commit_callbacks: object
) -> None:
    _, payment = payable(dunia)
    head = make_membership(peran.KEPALA_PPK, dunia.unit).user.email
    elsewhere = make_access(peran.PETUGAS_KLAIM, dunia.upt)
    assert elsewhere.scope.unit == dunia.upt.pk
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator] # pytest-django's
        send(dunia, payment, BERHASIL)
    told = {address for one in mail.outbox for address in one.to}
    assert head in told
    assert person(peran.PETUGAS_KLAIM, dunia.unit).user.email in told
    assert person(peran.PETUGAS_KLAIM, dunia.upt).user.email not in told
    assert all("150.000" not in one.body for one in mail.outbox)


def test_the_minutes_of_a_batch_are_issued_once_and_are_a_pdf(dunia: Dunia, client: Client) -> None:
    batch, _ = payable(dunia)
    sign_in(client, person(peran.BENDAHARA, dunia.upt))
    issue = reverse("kumpulan:dokumen_terbitkan", args=[batch.pk])
    for _ in range(2):
        client.post(issue, {"jenis": "berita_acara_klaim"})
    answer = client.get(reverse("kumpulan:dokumen_pdf", args=[batch.pk, "berita_acara_klaim"]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.getvalue().startswith(b"%PDF")
    page = client.get(reverse("kumpulan:dokumen", args=[batch.pk])).content.decode()
    assert "001/JKD-BAK/" in page
    assert "002/JKD-BAK/" not in page


def test_a_place_to_sign_waits_for_the_step_that_gives_its_name(
    dunia: Dunia, client: Client
) -> None:
    approved(dunia, dunia.claim(0))
    ceiling(dunia, 1_000_000)
    batch = kumpulan.tutup(dunia.bendahara, AUGUST)
    sign_in(client, person(peran.BENDAHARA, dunia.upt))
    page = client.get(reverse("kumpulan:dokumen", args=[batch.pk])).content.decode()
    assert "namanya terisi sesudah langkah “Nyatakan dapat dibayar” diambil" in page
    assert "Tidak ada yang memegang peran" not in page
    declare(dunia, batch)
    page = client.get(reverse("kumpulan:dokumen", args=[batch.pk])).content.decode()
    assert "namanya terisi sesudah" not in page


def test_the_treasurer_has_one_line_for_all_claims_that_wait_for_a_batch(dunia: Dunia) -> None:
    assert list(tasks(dunia.bendahara)) == []
    approved(dunia, dunia.claim(0), dunia.claim(1))
    (line,) = tasks(dunia.bendahara)
    assert (line.konteks, line.alamat) == ("2 klaim, Rp300.000", reverse("kumpulan:tutup"))
    assert line.tenggat is not None
    ceiling(dunia, 1_000_000)
    kumpulan.tutup(dunia.bendahara, AUGUST)
    assert list(tasks(dunia.bendahara)) == []
