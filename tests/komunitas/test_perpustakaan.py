"""The library and meetings: readings with their citation, a calendar file that keeps its UID."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.akun import make_membership, sign_in
from tests.factories.core import pdf_bytes
from tests.factories.komunitas import make_topik, sent
from tests.factories.wilayah import make_puskesmas
from upaya.core.limits import Limit
from upaya.komunitas.diskusi import services as discussing
from upaya.komunitas.pencarian.models import Carian
from upaya.komunitas.perpustakaan.models import Bacaan, Pertemuan
from upaya.rules.kesehatan import ADMIN_DINAS
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db

READING: dict[str, Any] = {
    "jenis": "kebijakan",
    "judul": "Kontrak tenaga promosi kesehatan",
    "penulis": "Tim Rekaan & Kawan",
    "tahun": "2016",
    "label": "Kontrak, BOK, kontrak",
    "ringkasan": "Ringkas **saja**.",
    "tautan": "https://contoh.id/brief",
}
MEETING: dict[str, Any] = {
    "judul": "Bedah kontrak; tahap I, II",
    "hari": "2022-11-21",
    "jam": "09.00",
    "sampai": "12.00",
    "zona": "Asia/Makassar",
    "tempat": "Aula Dinas Kesehatan",
    "uraian": "Dua bahasan",
}


@pytest.fixture
def unit() -> Unit:
    return make_puskesmas("Panji")


@pytest.fixture
def moderator(unit: Unit) -> Client:
    return sign_in(Client(), make_membership(ADMIN_DINAS, unit))


def test_a_file_is_given_so_many_times_a_minute(
    moderator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = SimpleUploadedFile("bacaan.pdf", pdf_bytes())
    moderator.post("/komunitas/moderasi/bacaan/baru/", {**READING, "tautan": "", "berkas": file})
    at = f"/komunitas/perpustakaan/{Bacaan.objects.get().pk}/"
    few = Limit("uji-unduh", amount=1, seconds=10**9)
    monkeypatch.setattr("upaya.komunitas.tamu.DOWNLOADS", few)
    assert Client().get(f"{at}berkas/").content == pdf_bytes()
    late = Client().get(f"{at}berkas/", follow=True)
    assert late.redirect_chain == [(at, 302)]
    assert "Terlalu banyak unduhan" in late.content.decode()


def test_a_reading_is_added_once_found_and_taken_off(moderator: Client) -> None:
    for _ in range(2):
        moderator.post("/komunitas/moderasi/bacaan/baru/", READING)
    found = Bacaan.objects.get()
    assert (found.label, found.kutipan) == (
        "kontrak, bok",
        "Tim Rekaan & Kawan (2016). Kontrak tenaga promosi kesehatan.",
    )
    page = Client().get(f"/komunitas/perpustakaan/{found.pk}/").content.decode()
    assert "<strong>saja</strong>" in page
    assert "Policy brief" in page
    for at, there in (("?jenis=kebijakan", True), ("?jenis=video", False), ("?label=bok", True)):
        content = Client().get(f"/komunitas/perpustakaan/{at}").content.decode()
        assert (found.judul in content) is there, at
    assert found.judul in Client().get("/komunitas/cari/?q=mengontrak").content.decode()
    moderator.post(f"/komunitas/moderasi/bacaan/{found.pk}/tarik/")
    assert Client().get(f"/komunitas/perpustakaan/{found.pk}/").status_code == 404
    assert not Carian.objects.filter(jenis="bacaan").exists()


def test_a_reading_needs_a_link_or_a_file_and_keeps_what_was_typed(moderator: Client) -> None:
    page = moderator.post("/komunitas/moderasi/bacaan/baru/", READING | {"tautan": ""})
    assert page.status_code == 422
    assert "Beri tautannya" in page.content.decode()
    assert READING["judul"] in page.content.decode()
    refused = moderator.post(
        "/komunitas/moderasi/bacaan/baru/", READING | {"tautan": "javascript:alert(1)"}
    )
    assert refused.status_code == 422
    assert not Bacaan.objects.exists()


def test_a_meeting_keeps_its_uid_and_counts_its_changes(moderator: Client) -> None:
    moderator.post("/komunitas/moderasi/pertemuan/baru/", MEETING)
    found = Pertemuan.objects.get()
    at = f"/komunitas/pertemuan/{found.pk}/acara.ics"
    first = Client().get(at)
    assert first["Content-Type"].startswith("text/calendar")
    lines = first.content.decode().split("\r\n")
    assert "DTSTART:20221121T010000Z" in lines  # nine o'clock in Makassar
    assert "SUMMARY:Bedah kontrak\\; tahap I\\, II" in lines
    assert "SEQUENCE:0" in lines
    moderator.post(f"/komunitas/moderasi/pertemuan/{found.pk}/", MEETING)
    moderator.post(
        f"/komunitas/moderasi/pertemuan/{found.pk}/", MEETING | {"batal": "on", "notulen": "Batal."}
    )
    after = Client().get(at).content.decode().split("\r\n")
    assert [line for line in after if line[:3] == "UID"] == [
        line for line in lines if line[:3] == "UID"
    ]
    assert {"SEQUENCE:1", "STATUS:CANCELLED"} <= set(after)
    assert "dibatalkan" in Client().get("/komunitas/pertemuan/").content.decode()


def test_long_lines_of_a_calendar_are_folded_inside_no_letter(moderator: Client) -> None:
    moderator.post("/komunitas/moderasi/pertemuan/baru/", MEETING | {"uraian": "é" * 500})
    body = Client().get(f"/komunitas/pertemuan/{Pertemuan.objects.get().pk}/acara.ics").content
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    assert "é" * 500 in body.decode().replace("\r\n ", "")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("sampai", "08.00", "sesudah mulainya"),
        ("jam", "25.00", "seperti 09.00"),
        ("hari", "30 Februari 2022", "hari"),
        ("tempat", "", "Tulis tempatnya"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused_in_words(
    moderator: Client, field: str, value: str, words: str
) -> None:
    page = moderator.post("/komunitas/moderasi/pertemuan/baru/", MEETING | {field: value})
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not Pertemuan.objects.exists()


def test_a_discussion_is_a_paper(unit: Unit) -> None:
    topic = make_topik(unit)
    for number in range(3):
        discussing.comment(topic.pk, sent(f"Kalimat {number} dengan #tanda dan [kurung]"))
    page = Client().get(f"/komunitas/d/{topic.periode.kode}/pdf/")
    assert page["Content-Type"] == "application/pdf"
    assert page.content[:5] == b"%PDF-"


def test_moderators_see_figures_and_nobody_else_does(moderator: Client, unit: Unit) -> None:
    topic = make_topik(unit)
    page = moderator.get("/komunitas/moderasi/statistik/").content.decode()
    assert topic.periode.nama in page
    assert "Anggota menurut golongan" in page
    assert Client().get("/komunitas/moderasi/statistik/").status_code == 302
