"""Pages of the cash book: from funds asked for to a day that the Dinas decides."""

from __future__ import annotations

import re
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.akun import make_membership, sign_in
from tests.factories.bok import make_price, make_report
from tests.factories.insentif import make_team
from tests.factories.kas import funded, make_book, make_request, paid, pay
from tests.factories.pegawai import make_petugas
from upaya.bok.kas.models import Mutasi, PermintaanDana, TutupBulan
from upaya.bok.kas.models_belanja import Belanja, HariGanda, PenerimaBelanja
from upaya.rules.bok import kas
from upaya.rules.kesehatan import KEPALA_PUSKESMAS
from upaya.rules.period import Period

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
    fresh = filled(client.get(address).content.decode())
    sent |= {"bukti": "K-2", "kunci": fresh["kunci"]}
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "sudah dibayar" in refused.content.decode()
    assert "sudah dikirim ke verifikator" not in refused.content.decode()
    hollow = client.post(address, sent | {"alasan_ganda": "-"}).content.decode()
    assert "sudah dikirim ke verifikator" not in hollow
    reason = {"alasan_ganda": "Dua desa yang berjauhan dalam sehari."}
    asked = client.post(address, sent | reason).content.decode()
    assert "sudah dikirim ke verifikator Dinas" in asked  # not only that it was refused
    rows = list(HariGanda.objects.filter(status="diusulkan").order_by("hari"))
    waiting, other = rows
    sign_in(client, team.verifikator)
    address = reverse("kas:putus_ganda", args=[waiting.pk])
    assert "berjauhan" in client.get(address).content.decode()
    assert client.post(address, {"putusan": "tidak", "alasan": ""}).status_code == 422
    no = {"putusan": "tidak", "alasan": "Satu hari satu transpor saja."}
    assert client.post(address, no).status_code == 302
    yes = {"putusan": "ya", "alasan": ""}
    client.post(reverse("kas:putus_ganda", args=[other.pk]), yes)
    # Whoever asked reads both answers, and is told to pay what was accepted until it is paid.
    sign_in(client, team.pembantu)
    page = client.get(reverse("kas:buku", args=[book.pk])).content.decode()
    assert "Dinas: Satu hari satu transpor saja." in page
    told = f"Catat lagi hari ganda {officer.nama}, sudah diizinkan."
    assert client.get("/tugas/").content.decode().count(told) == 1
    day = {"hari-0": str(other.hari.day), "banyaknya-0": "1"}
    address = reverse("kas:belanja", args=[book.pk]) + f"?tentang=l-{report.pk}"
    again = client.post(address, sent | day | {"kunci": str(uuid4())})
    assert again.status_code == 302, again.content.decode()[-3000:]
    assert told not in client.get("/tugas/").content.decode()


def test_a_shop_is_paid_without_emptying_the_rows_of_the_report(client: Client) -> None:
    book = funded()
    team, officer = make_team(book.unit), make_petugas(book.unit)
    report = make_report(book.unit, days={officer.pk: [3, 4]})
    sign_in(client, team.pembantu)
    address = reverse("kas:belanja", args=[book.pk]) + f"?tentang=l-{report.pk}"
    sent = filled(client.get(address).content.decode()) | {
        "hari": "2022-08-10", "bukti": "K-7", "uraian": "Spanduk", "belanja": "e",
        "dari": kas.BANK, "kepada": "Toko Rekaan", "jumlah": "20.000", "satuan": "paket",
        "objek": "tanpa pajak",
    }  # fmt: skip
    assert sent["hari-0"]
    page = client.post(address, sent, follow=True).content.decode()
    assert "tercatat, Rp20.000. Sisa dana Rp" in page
    assert not PenerimaBelanja.objects.filter(petugas=officer).exists()
    # A day that somebody typed is no row of the report: the price is asked for.
    typed = sent | {"bukti": "K-8", "kunci": str(uuid4()), "hari-0": "3"}
    assert "Pilih harga dari daftar" in client.post(address, typed).content.decode()


def test_a_name_and_village_paid_twice_on_a_day_is_said_to_all_who_look(client: Client) -> None:
    first = funded()
    team = make_team(first.unit)
    pay(first, paid(3))
    row = Belanja.objects.get()
    sign_in(client, team.pembantu)
    address = reverse("kas:belanja", args=[first.pk]) + "?tentang=k-1"
    page = client.get(address).content.decode()
    boxes = filled(page)
    place = next(
        name.partition("-")[2] for name in boxes if name.startswith("nama-") and not boxes[name]
    )
    sent = boxes | {
        "hari": "2022-08-10", "bukti": "K-7", "uraian": "Transpor", "belanja": "a",
        "dari": kas.BANK, "macam": "transpor", "satuan": "orang_hari", "harga": "50.000",
        "sumber_harga": "", f"nama-{place}": "SULASTRI", f"desa-{place}": "kilensari",
        f"hari-{place}": "3", f"banyaknya-{place}": "1",
    }  # fmt: skip
    answer = client.post(address, sent, follow=True)
    assert Belanja.objects.exclude(pk=row.pk).count() == 1  # flagged, not blocked
    told = "3 Agustus 2022: juga dibayar Puskesmas"
    assert told in answer.content.decode()
    seen = client.get("/bok/pengawasan/?tahun=2022").content.decode()
    assert "SULASTRI<small>kilensari</small>" in seen


def test_a_book_says_what_was_opened_and_what_still_is_to_be_transferred(client: Client) -> None:
    book = funded()
    team = make_team(book.unit)
    part = make_request(book, 200_000, Period(2022, 9))
    sign_in(client, team.pembantu)
    shut = reverse("kas:tutup", args=[book.pk])
    head = make_membership(KEPALA_PUSKESMAS, book.unit).user
    assert filled(client.get(shut).content.decode())["kepala"] == head.name
    client.post(shut, {"kepala": head.name})
    month = TutupBulan.objects.get()
    own = reverse("kas:buku", args=[book.pk])
    why = "Kuitansi konsumsi tertinggal."
    sign_in(client, team.verifikator)
    client.post(reverse("kas:buka_bulan", args=[month.pk]), {"alasan": why})
    sign_in(client, team.pembantu)
    assert why in client.get(own).content.decode()
    client.post(shut, {"kepala": head.name})
    assert why not in client.get(own).content.decode()  # closed again: nothing to do
    sign_in(client, team.pengeluaran)
    page = client.get(own).content.decode()
    assert page.count("sudah ditransfer") == 1
    assert "belum ditransfer Rp200.000" in page
    assert reverse("kas:transfer", args=[part.pk]) in page
    done = PermintaanDana.objects.exclude(pk=part.pk).get()
    assert reverse("kas:transfer", args=[done.pk]) not in page


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
