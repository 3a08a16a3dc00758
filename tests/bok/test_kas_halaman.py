"""Pages of the cash book: from funds asked for to a day that the Dinas decides."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.akun import sign_in
from tests.factories.bok import make_price, make_report
from tests.factories.insentif import make_team
from tests.factories.kas import funded, make_book
from tests.factories.pegawai import make_petugas
from upaya.bok.kas.models import Mutasi, PermintaanDana, TutupBulan
from upaya.bok.kas.models_belanja import Belanja, HariGanda, PenerimaBelanja
from upaya.rules.bok import kas

pytestmark = pytest.mark.django_db


def filled(html: str) -> dict[str, str]:
    """What the boxes of a page hold, as a browser would send it."""
    found = {}
    for box in re.findall(r"<input [^>]*>", html):
        said = dict(re.findall(r'(\w+)="([^"]*)"', box))
        if said.get("name") and said.get("type") not in ("submit", "checkbox", "radio"):
            found[said["name"]] = said.get("value", "")
    return found


def test_funds_are_asked_for_approved_and_transferred_on_pages(client: Client) -> None:
    book = make_book()
    team = make_team(book.unit)
    sign_in(client, team.pembantu)
    address = reverse("kas:minta", args=[book.pk])
    sent = filled(client.get(address).content.decode()) | {
        "periode": "2022-08", "cara": "GU", "jumlah": "300.000",
    }  # fmt: skip
    refused = client.post(address, sent | {"jumlah": "900.000"})
    assert (refused.status_code, "sudah diminta" in refused.content.decode()) == (422, True)
    for _ in range(2):  # sent twice it is one
        assert client.post(address, sent).status_code == 302
    row = PermintaanDana.objects.get()
    sign_in(client, team.verifikator)
    page = client.get(reverse("kas:buku", args=[book.pk])).content.decode()
    assert reverse("kas:putus", args=[row.pk]) in page
    client.post(reverse("kas:putus", args=[row.pk]), {"putusan": "ya", "alasan": ""})
    sign_in(client, team.pengeluaran)
    address = reverse("kas:transfer", args=[row.pk])
    sent = filled(client.get(address).content.decode())
    assert sent["jumlah"] == "300.000"
    client.post(address, sent | {"hari": "2022-08-03", "bukti": "SP2D-1"})
    assert Mutasi.objects.get().bank == 300_000


def test_who_took_part_is_paid_with_one_page_and_a_second_day_waits(client: Client) -> None:
    book = funded()
    unit, team = book.unit, make_team(book.unit)
    officer = make_petugas(unit)
    assert unit.kabupaten is not None
    listed = make_price(unit.kabupaten)
    report = make_report(unit, days={officer.pk: [3, 4]})
    sign_in(client, team.pembantu)
    address = reverse("kas:belanja", args=[book.pk]) + f"?tentang=l-{report.pk}"
    page = client.get(address).content.decode()
    sent = filled(page) | {
        "hari": "2022-08-10", "bukti": "K-1", "uraian": "Transpor", "belanja": "a",
        "dari": kas.BANK, "macam": "transpor", "satuan": "orang_hari", "harga": "50.000",
        "sumber_harga": "",
    }  # fmt: skip
    assert sent["nama-0"] == officer.nama
    both = client.post(address, sent | {"sumber_harga": str(listed.pk)})
    assert (both.status_code, Belanja.objects.count()) == (422, 0)  # one of two prices, not either
    made = client.post(address, sent)
    assert made.status_code == 302, made.content.decode()[-3000:]
    payee = PenerimaBelanja.objects.get()
    assert (payee.petugas_id, payee.jumlah, payee.hari.count()) == (officer.pk, 100_000, 2)
    again = filled(client.get(address).content.decode())
    sent |= {"bukti": "K-2", "kunci": again["kunci"]}
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "sudah dibayar" in refused.content.decode()
    client.post(address, sent | {"alasan_ganda": "Dua desa yang berjauhan dalam sehari."})
    waiting = HariGanda.objects.filter(status="diusulkan").first()
    assert waiting is not None
    sign_in(client, team.verifikator)
    address = reverse("kas:putus_ganda", args=[waiting.pk])
    assert "berjauhan" in client.get(address).content.decode()
    assert client.post(address, {"putusan": "tidak", "alasan": ""}).status_code == 422
    sent = {"putusan": "tidak", "alasan": "Satu hari satu transpor saja."}
    assert client.post(address, sent).status_code == 302


def test_a_month_is_closed_and_opened_and_a_movement_corrected_on_pages(client: Client) -> None:
    book = funded()
    team = make_team(book.unit)
    sign_in(client, team.pembantu)
    address = reverse("kas:mutasi", args=[book.pk])
    sent = filled(client.get(address).content.decode()) | {
        "jenis": kas.AMBIL, "hari": "2022-08-02", "bukti": "T1", "uraian": "Tunai",
        "jumlah": "50.000", "dari": kas.BANK,
    }  # fmt: skip
    assert client.post(address, sent | {"jumlah": "900.000"}).status_code == 422
    client.post(address, sent)
    shut = reverse("kas:tutup", args=[book.pk])
    assert "Rp50.000" in client.get(shut).content.decode()
    assert client.post(shut, {"kepala": "dr. Rina", "n20000": "1"}).status_code == 422
    client.post(shut, {"kepala": "dr. Rina", "n50000": "1"})
    month = TutupBulan.objects.get()
    sign_in(client, team.verifikator)
    client.post(reverse("kas:buka_bulan", args=[month.pk]), {"alasan": "Kuitansi tertinggal."})
    sign_in(client, team.pembantu)
    row = Mutasi.objects.get(jenis=kas.AMBIL)
    address = reverse("kas:koreksi", args=[row.pk])
    sent = filled(client.get(address).content.decode())
    client.post(address, sent | {"hari": "2022-08-31", "alasan": "Salah tulis jumlahnya."})
    assert row.pembalik.hari == date(2022, 8, 31)
    page = client.get(reverse("kas:buku", args=[book.pk]) + "?pembantu=tunai").content.decode()
    assert "Dikoreksi" in page
    assert client.get(reverse("kas:buku", args=[book.pk]) + "?ekspor=xlsx").status_code == 200


def test_another_unit_has_no_such_book_and_the_dinas_does_not_write_it(client: Client) -> None:
    book = make_book()
    sign_in(client, make_team(book.unit).pengeluaran)
    assert client.get(reverse("kas:buku", args=[book.pk])).status_code == 200
    assert client.get(reverse("kas:belanja", args=[book.pk])).status_code == 302
