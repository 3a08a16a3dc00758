"""From a guarantee letter to its claim: one press, the form filled in from the letter."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.factories.akun import make_membership, sign_in
from tests.factories.jamkesda import bare_surat, make_peserta, make_ppk
from tests.jamkesda.test_road_klaim import PAPERS, Dunia
from upaya.jamkesda.klaim.models import Klaim
from upaya.jamkesda.surat.models import SuratJaminan
from upaya.rules.jamkesda import peran

pytestmark = pytest.mark.django_db

CARE = date(2022, 8, 10)
PRESS = "Ajukan klaim atas surat ini"


@pytest.fixture
def dunia(settings: Settings) -> Dunia:
    settings.BUSINESS_DATE = CARE
    return Dunia()


def letter_of(dunia: Dunia, status: str = "terbit") -> SuratJaminan:
    return bare_surat(
        dunia.ppk, make_peserta(), layanan="rjtl", status=status,
        perjanjian=dunia.perjanjian, mulai=CARE, sampai=CARE,
    )  # fmt: skip


def door(letter: SuratJaminan) -> str:
    return reverse("klaim:dari_surat", args=[letter.pk])


def values(text: str) -> dict[str, str]:
    """What stands in the fields of the header."""
    found = {}
    for name in ("nomor", "peserta", "surat", "masuk", "keluar", "diagnosis"):
        field = re.search(rf'<input[^>]*name="{name}"[^>]*>', text)
        assert field
        value = re.search(r'value="([^"]*)"', field[0])
        found[name] = value[1] if value else ""
    return found


def test_the_letter_leads_to_a_claim_that_is_filled_in_from_it(
    dunia: Dunia, client: Client
) -> None:
    letter = letter_of(dunia)
    sign_in(client, make_membership(peran.PETUGAS_KLAIM, dunia.unit))
    page = client.get(letter.get_absolute_url()).content.decode()
    assert PRESS in page
    assert door(letter) in page
    form = client.get(door(letter)).content.decode()
    said = values(form)
    assert said["peserta"] == letter.peserta.kartu
    assert said["surat"] == letter.nomor
    assert said["masuk"]
    assert said["nomor"] == said["keluar"] == said["diagnosis"] == ""
    typed = {
        **said, "nomor": "K-77", "keluar": said["masuk"], "diagnosis": "A09.0",
        "jenis": "rawat_jalan", "lampiran": list(PAPERS),
        "baris-TOTAL_FORMS": "1", "baris-INITIAL_FORMS": "0", "baris-0-kode": "89.03",
        "baris-0-tanggal": said["masuk"], "baris-0-jumlah": "1", "baris-0-harga": "50000",
    }  # fmt: skip
    # More lines lose nothing of what was typed, and what came from the letter can be overwritten.
    more = client.post(door(letter), {**typed, "peserta": "lain", "tambah": "ya"}).content.decode()
    assert values(more) | {"peserta": said["peserta"]} == {
        name: typed[name] for name in values(more)
    }
    assert values(more)["peserta"] == "lain"
    assert client.post(door(letter), typed).status_code == 302
    made = Klaim.objects.get(nomor="K-77")
    assert made.surat == letter.kode
    papers = f'href="{reverse("klaim:berkas", args=[made.pk])}"'
    assert f"{papers} >Unggah berkas" in client.get(made.get_absolute_url()).content.decode()
    # The letter now says its claim, and offers no second one.
    page = client.get(letter.get_absolute_url()).content.decode()
    assert made.get_absolute_url() in page
    assert PRESS not in page


@pytest.mark.parametrize("status", ["draf", "dicabut"])
def test_a_letter_that_does_not_stand_takes_no_claim(
    dunia: Dunia, client: Client, status: str
) -> None:
    letter = letter_of(dunia, status)
    sign_in(client, make_membership(peran.PETUGAS_KLAIM, dunia.unit))
    assert PRESS not in client.get(letter.get_absolute_url()).content.decode()
    answer = client.get(door(letter))
    assert (answer.status_code, answer["Location"]) == (302, letter.get_absolute_url())


def test_only_who_claims_for_that_provider_may(dunia: Dunia, client: Client) -> None:
    letter = letter_of(dunia)
    sign_in(client, make_membership(peran.PENDAFTARAN, dunia.unit))
    assert PRESS not in client.get(letter.get_absolute_url()).content.decode()
    assert client.get(door(letter)).status_code == 403
    sign_in(client, make_membership(peran.PETUGAS_KLAIM, make_ppk(nama="RS Lain").unit))
    assert client.get(door(letter)).status_code == 404


def test_more_digits_than_a_count_has_break_neither_the_form_nor_the_step_of_many(
    dunia: Dunia, client: Client
) -> None:
    long = "9" * 5_000
    sign_in(client, make_membership(peran.PETUGAS_KLAIM, dunia.unit))
    for press in ("tambah", "periksa"):
        answer = client.post(reverse("klaim:baru"), {"baris-TOTAL_FORMS": long, press: "1"})
        assert answer.status_code in (200, 422)
    sign_in(client, make_membership(peran.KEPALA_UPT, dunia.upt))
    answer = client.post(reverse("klaim:bersih_setujui"), {"klaim": ["²", long]})
    assert answer.status_code in (200, 302, 422)
