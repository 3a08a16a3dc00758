"""The tax page is a list of exceptions: whose tax differs, and why; the others follow the rules."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.akun import sign_in_as
from tests.factories.insentif import make_month
from tests.factories.wilayah import make_puskesmas
from upaya.insentif.bulan.models import Pengajuan
from upaya.pegawai.models import Petugas
from upaya.pembayaran.models import BarisPembayaran, Pembayaran
from upaya.pembayaran.queries.tax_exceptions import people, tax_exceptions
from upaya.rules.kesehatan import BENDAHARA_PEMBANTU

pytestmark = pytest.mark.django_db


@pytest.fixture
def payment() -> Pembayaran:
    """A month that was recapped: nothing in its tax is unusual."""
    month: Pengajuan = make_month(make_puskesmas("Panji"), status="direkap")
    found = Pembayaran.objects.get(sumber_id=month.pk)
    Petugas.objects.filter(pembayaran__pembayaran=found).update(
        status="PNS", golongan="III", npwp="990000000000001", ptkp="TK/0"
    )
    return found


def _page(client: Client, payment: Pembayaran) -> str:
    sign_in_as(client, BENDAHARA_PEMBANTU, payment.unit)
    found = client.get(reverse("pembayaran:pajak", args=[payment.pk]))
    assert found.status_code == 200
    return found.content.decode()


def test_where_all_follow_the_rules_nothing_is_to_be_seen(
    client: Client, payment: Pembayaran
) -> None:
    assert tax_exceptions(payment) == []
    page = _page(client, payment)
    assert "Pajak: tidak ada yang perlu Anda lihat" in page
    assert "Perlu dilihat" not in page


def test_each_exception_names_its_officer_and_its_reason(
    client: Client, payment: Pembayaran
) -> None:
    first, second = payment.baris.order_by("pk")[:2]
    Petugas.objects.filter(pembayaran=first).update(golongan="")
    Petugas.objects.filter(pembayaran=second).update(
        status="non_ASN", golongan="", npwp="", ptkp=""
    )
    BarisPembayaran.objects.filter(pk=second.pk).update(
        pajak=second.pajak_hitung + 1, neto=second.neto - (second.pajak_hitung + 1 - second.pajak),
        alasan_pajak="Sudah dipotong sebagian.",
    )  # fmt: skip
    found = tax_exceptions(payment)
    assert [(one.baris.pk, one.judul) for one in found] == [
        (second.pk, "Diubah dengan alasan"),
        (first.pk, "Golongan kosong"),
        (second.pk, "Tanpa NPWP"),
        (second.pk, "Status PTKP kosong"),
    ]
    assert people(found) == 2
    page = _page(client, payment)
    assert f"Pajak: 2 dari {payment.baris.count()} penerima perlu Anda lihat" in page
    assert "Sudah dipotong sebagian." in page
    assert page.index("Perlu dilihat") < page.index("Jumlah menurut jenis")
    assert f"Semua {payment.baris.count()} penerima" in page
