"""The card of a member: of a card's size, on sheets to cut, and led to the one that counts."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.core.test_documents_pdf import pages, streams
from tests.factories.akun import make_membership, sign_in
from tests.factories.jamkesda import make_desa, make_peserta, make_warga
from tests.factories.wilayah import make_unit
from tests.jamkesda.test_peserta_surat import DAY, at_upt
from upaya.core.documents import cards as cetak
from upaya.jamkesda.gabung import services
from upaya.jamkesda.models import MasaPeserta, Peserta
from upaya.jamkesda.peserta import card
from upaya.rules.jamkesda import peran
from upaya.warga.models import Keluarga

pytestmark = pytest.mark.django_db

CARD, A4 = (242.6, 153.1), (595.3, 841.9)
"""Points: 85.6 x 54 mm, and A4."""
LONG = "R.Ay. Siti Nur'aini Kusumawardhani binti H. Abdurrahman Al-Banjari, S.Kep., Ners " * 2


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:  # noqa: ANN401 - pytest-django's
    settings.BUSINESS_DATE = DAY


def size(body: bytes) -> tuple[float, float]:
    """Width and height of the first page, in points."""
    text = b"".join(streams(body)) + body
    found = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", text)
    assert found
    return round(float(found[1]), 1), round(float(found[2]), 1)


def family(*names: str) -> list[Peserta]:
    home = make_desa()
    assert home.kabupaten is not None
    book = Keluarga.objects.create(
        kabupaten=home.kabupaten, desa=home, kk="9999020101800001", alamat="RT 1"
    )
    return [make_peserta(make_warga(home, name, keluarga=book)) for name in names]


def test_a_card_has_the_size_of_a_card_whatever_the_name() -> None:
    for one in family("Sukarjo", LONG.strip()):
        body = card.pdf(one, "")
        assert (size(body), pages(body)) == (CARD, 1)
        assert body == card.pdf(one, "")
        assert one.warga.nik.encode() not in b"".join(streams(body)) + body


def test_a_sheet_holds_the_family_that_is_covered_and_a_ninth_card_begins_another() -> None:
    people = family(*(f"Anak {n}" for n in range(9)), "Yang pindah")
    MasaPeserta.objects.filter(peserta=people[-1]).update(sampai=date(2022, 2, 1))
    alone, all_of_them = card.pdf(people[0], "lembar"), card.pdf(people[0], "keluarga")
    assert (size(alone), pages(alone)) == (A4, 1)
    assert (size(all_of_them), pages(all_of_them)) == (A4, 2)
    assert [one.pk for one in card.sekeluarga(people[0])] == [one.pk for one in people[:9]]
    stranger = make_peserta()
    assert card.sekeluarga(stranger) == [stranger]


def test_a_card_names_its_holder_and_its_qr_leads_to_the_public_page() -> None:
    (one,) = family("H. Moch. Sukarjo")
    shown = card.kartu(card.sekeluarga(one)[0], None)
    assert (shown.nama, shown.nomor) == ("H. Moch. Sukarjo", one.kartu)
    assert shown.alamat.endswith(reverse("jamkesda:periksa_kartu", args=[one.kartu]))
    with pytest.raises(ValueError, match="tidak ada kartu"):
        cetak.render([], DAY)


def test_a_merged_card_leads_to_the_one_that_counts(client: Client) -> None:
    one, other = family("Sukarjo", "Soekardjo")
    services.gabungkan(one.pk, at_upt(peran.KEPESERTAAN), other.kartu, "Orang yang sama.", "BA/7")
    upt = make_unit("upt", below=make_unit("dinas", one.kabupaten), nama="UPT Jamkesda")
    sign_in(client, make_membership(peran.KEPESERTAAN, upt))
    old = reverse("jamkesda:peserta_kartu", args=[other.pk])
    found = client.get(old, {"bentuk": "keluarga"}, follow=True)
    assert found.redirect_chain == [
        (reverse("jamkesda:peserta_kartu", args=[one.pk]) + "?bentuk=keluarga", 302)
    ]
    assert f"kartu-{one.kartu.lower()}.pdf" in found.headers["Content-Disposition"]
    assert pages(found.getvalue()) == 1
    scanned = f"https://contoh.go.id/kartu-jamkesda/{other.kartu}/"
    page = client.post(reverse("jamkesda:cek"), {"nomor": scanned}).content.decode()
    assert one.kartu in page
    assert card.periksa(other.kartu).keadaan == "diganti kartu lain"


@pytest.mark.parametrize("typed", ["é", "JK٢٢٢٢٢٢٢٢٢٢", "jk-2222 222222", "JKé"])
def test_a_number_with_letters_that_no_card_has_is_looked_up_all_the_same(typed: str) -> None:
    page = Client().get(reverse("jamkesda:cari_kartu"), {"kode": typed}, follow=True)
    assert page.status_code == 200
