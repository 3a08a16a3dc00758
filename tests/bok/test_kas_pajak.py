"""Tax of the cash book: proposed, never silent; owed by its day."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from tests.bok.test_kas_halaman import filled
from tests.factories.akun import sign_in
from tests.factories.insentif import make_team
from tests.factories.kas import funded, make_book, move
from tests.factories.kas import pay as spend_on
from upaya.bok.kas import services
from upaya.bok.kas.models import BukuKas, Mutasi
from upaya.bok.kas.models_belanja import Belanja
from upaya.bok.kas.queries import movements, tax_debts
from upaya.core import clock
from upaya.rules.bok import kas
from upaya.rules.money import rupiah

pytestmark = pytest.mark.django_db


def test_another_tax_than_proposed_needs_a_reason() -> None:
    book = funded()
    said: dict[str, Any] = {"belanja": "f", "jumlah": 100_000}
    for taxes in ({}, {"pph23": 1_999}, {"pph23": 2_000, "ppn": 1}):
        with pytest.raises(ValidationError) as caught:
            spend_on(book, **said, pungutan=taxes, alasan_pajak="")
        assert set(caught.value.message_dict) <= {"pph23", "ppn"}
    with pytest.raises(ValidationError) as caught:
        spend_on(book, **said, pungutan={}, alasan_pajak="-")
    assert "alasan_pajak" in caught.value.message_dict
    right = spend_on(book, **said, pungutan={"pph23": 2_000}, alasan_pajak="")
    assert (right.usul_pajak, right.mutasi.pajak) == ({"pph23": 2_000}, 2_000)
    other = spend_on(book, **said, pungutan={}, alasan_pajak="Warung kena PPh final UMKM.")
    assert (other.usul_pajak, other.mutasi.pajak) == ({"pph23": 2_000}, 0)
    # Without NPWP twice as much.
    spend_on(book, jumlah=50_000, belanja="f", penjual="tanpa", pungutan={"pph23": 2_000},
             alasan_pajak="")  # fmt: skip


def test_a_purchase_split_over_a_day_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("upaya.bok.kas.belanja._within", lambda *_: None)
    book = make_book(bank=9_000_000)
    spend_on(book, jumlah=1_500_000, belanja="e")
    with pytest.raises(ValidationError) as caught:
        spend_on(book, jumlah=1_000_000, belanja="e")
    assert "pph22" in caught.value.message_dict
    spend_on(book, jumlah=1_000_000, belanja="e", hari="2022-08-11")


def _taxed() -> BukuKas:
    book = funded()
    spend_on(book, jumlah=100_000, belanja="f", pungutan={"pph23": 2_000})
    spend_on(book, jumlah=90_000, belanja="c", pungutan={"ppn": 8_000}, hari="2022-08-12")
    return book


def test_owed_until_it_is_deposited_and_no_more_than_that() -> None:
    book = _taxed()
    owed = tax_debts(book, movements(book))
    assert [(one.dipungut.pajak, one.sisa, one.batas) for one in owed] == [
        ("pph23", 2_000, date(2022, 9, 10)),
        ("ppn", 8_000, date(2022, 8, 19)),
    ]
    with pytest.raises(ValidationError) as caught:
        move(book, kas.SETOR_PAJAK, 2_001, "2022-08-20", pajak_disetor="pph23")
    assert "Rp2.000" in caught.value.message_dict["jumlah"][0]
    deposit = move(book, kas.SETOR_PAJAK, 8_000, "2022-08-20", pajak_disetor="ppn")
    (left,) = tax_debts(book, movements(book))
    assert left.dipungut.pajak == "pph23"
    access = make_team(book.unit).pembantu.access()
    services.reverse(deposit.pk, deposit.hari, "Salah kode billing setorannya.", access, uuid4())
    assert len(tax_debts(book, movements(book))) == 2


def test_the_page_proposes_before_it_saves_and_warns_when_late(client: Client) -> None:
    book = _taxed()
    sign_in(client, make_team(book.unit).pembantu)
    address = reverse("kas:belanja", args=[book.pk]) + "?tentang=k-1"
    sent = filled(client.get(address).content.decode()) | {
        "hari": "2022-08-20", "bukti": "K-9", "uraian": "Konsumsi rapat", "belanja": "f",
        "dari": kas.BANK, "kepada": "Warung Bu Sri", "jumlah": "100.000", "satuan": "paket",
        "penjual": "npwp",
    }  # fmt: skip
    before = Belanja.objects.count()
    proposed = client.post(address, sent)
    text = proposed.content.decode()
    assert (proposed.status_code, Belanja.objects.count()) == (422, before)
    assert "2% dari Rp100.000" in text
    assert filled(text)["pph23"] == "2.000"
    again = client.post(address, sent | {"pph23": "1.500"})
    assert "alasannya" in again.content.decode()
    assert client.post(address, sent | {"pph23": "2.000"}).status_code == 302
    assert Mutasi.objects.get(bukti="K-9").pph23 == 2_000
    page = client.get(reverse("kas:buku", args=[book.pk])).content.decode()
    owed = tax_debts(book, movements(book))
    late = sum(one.sisa for one in owed if one.terlambat(clock.today()))
    assert late >= 8_000
    assert f"{rupiah(late)} terlambat disetor" in page
    page = client.get(reverse("kas:buku", args=[book.pk]) + "?pembantu=pajak").content.decode()
    assert "19 Agustus 2022" in page
    move_form = reverse("kas:mutasi", args=[book.pk])
    sent = filled(client.get(move_form).content.decode()) | {
        "jenis": kas.SETOR_PAJAK, "hari": "2022-08-20", "bukti": "S-1", "uraian": "Setor",
        "jumlah": "8.000", "dari": kas.BANK,
    }  # fmt: skip
    assert client.post(move_form, sent).status_code == 422
    assert client.post(move_form, sent | {"pajak_disetor": "ppn"}).status_code == 302
