"""The one search: what somebody may read, and nothing beyond their reach or their role."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.akun import make_membership, sign_in, sign_in_as
from tests.factories.bok import make_report
from tests.factories.dokumen import make_isi
from tests.factories.insentif import make_month
from tests.factories.jamkesda import make_desa, make_peserta, make_warga
from tests.factories.pegawai import make_petugas
from tests.factories.peran import ROLES
from tests.factories.wilayah import make_dinas, make_kabupaten, make_puskesmas
from upaya.core import clock
from upaya.core.documents import register
from upaya.core.models import AuditEntry
from upaya.core.registry import registry
from upaya.core.search import SHOWN, Answer, Asked, Group, search
from upaya.jamkesda.aduan.models import Aduan
from upaya.rules.jamkesda.peran import KEPALA_PPK, KEPALA_UPT
from upaya.rules.kesehatan import (
    ADMIN_DINAS,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
    PENGAMAT_NASIONAL,
    PETUGAS,
)
from upaya.rules.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.empty_world]

OTHER = "35.10"


def found(client: Client, words: str) -> list[tuple[str, str]]:
    """(address, name) of every line of the answer."""
    page = client.post("/cari/", {"q": words})
    assert page.status_code == 200
    main = page.content.decode().partition('<main id="isi"')[2]
    lists = re.findall(r'<ul class="finds">(.*?)</ul>', main, re.DOTALL)
    return re.findall(r'<a href="([^"]+)">([^<]+)</a>', "".join(lists))


def group(answer: Answer) -> Group:
    """What was found of officers."""
    return next(one for one in answer.groups if one.label == "Petugas")


def test_an_officer_is_found_by_part_of_the_name_within_the_unit(client: Client) -> None:
    mine = make_petugas(make_puskesmas("Panji"), "dr. Ni'matul Ulya, M.Kes.")
    near = make_petugas(make_puskesmas("Besuki"), "Ulya")
    far = make_petugas(make_puskesmas("Genteng", make_kabupaten(OTHER)), "Ulya Rahma")
    pages = {one.pk: f"/petugas/{one.pk}/" for one in (mine, near, far)}
    sign_in_as(client, OPERATOR_PUSKESMAS, mine.puskesmas)
    assert [url for url, _ in found(client, "ulya")] == [pages[mine.pk]]
    sign_in_as(client, ADMIN_DINAS, make_dinas())
    assert {url for url, _ in found(client, "ULYA")} == {pages[mine.pk], pages[near.pk]}
    sign_in_as(client, ADMIN_DINAS, make_dinas(make_kabupaten(OTHER)))
    assert [url for url, _ in found(client, "Ulya")] == [pages[far.pk]]
    assert client.get(pages[mine.pk]).status_code == 404


def test_a_nik_is_found_whole_and_only_in_reach_and_who_asked_is_recorded(client: Client) -> None:
    mine = make_petugas(make_puskesmas("Panji"), nik="9901011708900001")
    far = make_petugas(make_puskesmas("Genteng", make_kabupaten(OTHER)), nik="9901011708900002")
    sign_in_as(client, KEPALA_PUSKESMAS, mine.puskesmas)
    assert found(client, "9901 0117 0890 0001") == [(f"/petugas/{mine.pk}/", mine.nama)]
    assert found(client, "990101170890") == []
    assert found(client, "9901011708900002") == []
    entries = AuditEntry.objects.filter(action="cari.nik")
    assert entries.count() == 2
    assert not any(
        far.nik in str(entry.detail) or mine.nik in str(entry.detail) for entry in entries
    )


def test_without_the_permission_nobody_is_found(client: Client) -> None:
    officer = make_petugas(make_puskesmas("Panji"), "Siti Rekaan")
    make_month(officer.puskesmas)
    member = make_peserta(make_warga(make_desa(), "Siti Rekaan"))
    for role, unit in ((PETUGAS, officer.puskesmas), (PENGAMAT_NASIONAL, None)):
        sign_in(client, make_membership(role, unit))
        assert found(client, "Siti") == found(client, "Panji") == found(client, member.kartu) == []
    sign_in(
        client, make_membership(KEPALA_PPK)
    )  # may check a card at the counter, not list members
    assert found(client, "Siti") == found(client, member.kartu) == []


def test_a_rule_is_found_by_its_article(client: Client) -> None:
    sign_in_as(client, PETUGAS)
    lines = found(client, "kesulitan wilayah")
    rules = [url for url, _ in lines if url.startswith("/aturan/riwayat/?parameter=")]
    assert rules
    # The manual works an example with this index; nothing else has the words.
    assert all(url in rules or url.startswith("/panduan/") for url, _ in lines), lines
    assert client.get(rules[0]).status_code == 200
    assert found(client, "11A ayat (5)")


@pytest.mark.parametrize("typed", ["", "ab", "   a ", "x" * 81])
def test_what_is_too_short_or_too_long_is_said_and_kept(client: Client, typed: str) -> None:
    sign_in_as(client, ADMIN_DINAS)
    page = client.post("/cari/", {"q": typed})
    assert page.status_code == 422
    assert "Tulis" in page.content.decode() or "80" in page.content.decode()


@pytest.mark.parametrize("typed", ["100%", "a_b", "'; --", "<script>", "\x00abc", "Rp1.000", "%%%"])
def test_signs_are_only_signs(client: Client, typed: str) -> None:
    make_petugas(make_puskesmas("Panji"), "Ani")
    sign_in_as(client, ADMIN_DINAS)
    page = client.post("/cari/", {"q": typed})
    assert page.status_code in {200, 422}
    assert "<script>" not in page.content.decode().partition("<main")[2]
    assert "Ani</a>" not in page.content.decode()


def test_more_rows_are_not_more_queries_and_the_rest_is_said(client: Client) -> None:
    unit = make_puskesmas("Panji")
    access = make_membership(ADMIN_DINAS, make_dinas()).access()
    make_petugas(unit, "Rekaan Satu")
    with CaptureQueriesContext(connection) as few:
        one = group(search(access, Asked.of("rekaan")))
    for number in range(SHOWN + 3):
        make_petugas(unit, f"Rekaan {number}")
    with CaptureQueriesContext(connection) as many:
        all_of_them = group(search(access, Asked.of("rekaan")))
    assert (len(one.found), one.more) == (1, False)
    assert (len(all_of_them.found), all_of_them.more) == (SHOWN, True)
    assert len(many) == len(few)


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_a_page_asks_each_source_once(client: Client, role: Role) -> None:
    sign_in(client, make_membership(role))
    client.post("/cari/", {"q": "panji"})
    with CaptureQueriesContext(connection) as asked:
        assert client.post("/cari/", {"q": "panji"}).status_code == 200
    assert len(asked) <= len(registry().load("searches")) + 6
    with CaptureQueriesContext(connection) as twice:
        assert client.post("/cari/", {"q": "panji tidakadakata lainnya"}).status_code == 200
    assert len(twice) <= 2 * len(registry().load("searches")) + 6


PARTLY = "Tidak ada yang memuat semua kata; ini yang memuat sebagian."


def test_where_nothing_holds_all_the_words_what_holds_the_most_is_shown_and_said(
    client: Client,
) -> None:
    unit = make_puskesmas("Panji")
    both, one = make_petugas(unit, "Sitqi Rekqaan Satu"), make_petugas(unit, "Budi Rekqaan")
    sign_in_as(client, ADMIN_DINAS, make_dinas())
    pages = {row.pk: f"/petugas/{row.pk}/" for row in (both, one)}
    page = client.post("/cari/", {"q": "sitqi rekqaan zzqx"}).content.decode()
    assert PARTLY in page
    assert [url for url, _ in found(client, "sitqi rekqaan zzqx")] == [pages[both.pk]]
    assert {url for url, _ in found(client, "zzqx rekqaan")} == set(pages.values())
    # Where all words are found, nothing less is shown.
    page = client.post("/cari/", {"q": "rekqaan sitqi"}).content.decode()
    assert PARTLY not in page
    assert [url for url, _ in found(client, "rekqaan sitqi")] == [pages[both.pk]]
    # Words that nearly every text holds, and too short ones, are no part of an answer.
    assert found(client, "yang zzqx di") == []
    assert found(client, "zzqx") == []


def test_the_name_of_a_source_is_a_word_of_all_it_finds(client: Client) -> None:
    officer = make_petugas(make_puskesmas("Panji"), "Siti Rekaan")
    sign_in_as(client, ADMIN_DINAS, make_dinas())
    page = client.post("/cari/", {"q": "panduan pelimpahan"}).content.decode()
    assert PARTLY not in page
    lines = found(client, "panduan pelimpahan")
    assert lines
    assert all(url.startswith("/panduan/") for url, _ in lines)
    assert found(client, "petugas siti rekaan") == [(f"/petugas/{officer.pk}/", officer.nama)]


def test_a_month_is_found_by_its_name_and_year(client: Client) -> None:
    month = make_month(make_puskesmas("Panji"))  # August 2022
    sign_in_as(client, OPERATOR_PUSKESMAS, month.puskesmas)
    mine = month.get_absolute_url()
    for words in ("panji agustus 2022", "insentif agustus", "2022 panji"):
        assert mine in [url for url, _ in found(client, words)], words
    assert PARTLY in client.post("/cari/", {"q": "panji agustus 2023"}).content.decode()
    assert mine not in [url for url, _ in found(client, "insentif september")]


def test_the_key_and_the_box_are_on_every_page(client: Client) -> None:
    sign_in_as(client, ADMIN_DINAS)
    text = client.get("/tugas/").content.decode()
    assert "data-cari" in text
    assert 'action="/cari/"' in text
    assert client.get("/cari/").status_code == 200


def test_a_case_is_found_by_the_number_of_its_paper_by_whoever_may_read_it(client: Client) -> None:
    month = make_month(make_puskesmas("Panji"))
    issuer = make_membership(KEPALA_PUSKESMAS, month.puskesmas)
    near = make_puskesmas("Besuki")
    paper, other = (
        register.issue(
            month,
            make_isi(jenis=kind),
            issuer.access(),
            kabupaten_id=month.kabupaten_id,
            unit_id=unit.pk,
        )
        for kind, unit in (("daftar_penerimaan", month.puskesmas), ("nota", near))
    )
    line = (month.get_absolute_url(), paper.nomor)
    sign_in(client, issuer)
    assert found(client, paper.nomor) == [line]
    sign_in_as(client, ADMIN_DINAS, make_dinas(make_kabupaten(OTHER)))
    assert found(client, paper.nomor) == []
    # A paper of the unit about the case of another one.
    sign_in_as(client, KEPALA_PUSKESMAS, near)
    assert found(client, other.nomor) == []
    # Officers read their own slip, not the papers of the month.
    sign_in_as(client, PETUGAS, month.puskesmas)
    assert found(client, paper.nomor) == []


def test_an_activity_is_found_by_its_name_its_place_and_its_month(client: Client) -> None:
    report = make_report(make_puskesmas("Panji"))
    word = report.nama.split()[0]
    sign_in_as(client, KEPALA_PUSKESMAS, report.puskesmas)
    mine = report.get_absolute_url()
    assert mine in [url for url, _ in found(client, f"{word} panji agustus 2022")]
    sign_in_as(client, KEPALA_PUSKESMAS, make_puskesmas("Besuki"))
    assert mine not in [url for url, _ in found(client, f"{word} panji agustus 2022")]


def test_a_ticket_of_a_complaint_is_found_by_whoever_reads_complaints(client: Client) -> None:
    upt = make_membership(KEPALA_UPT)
    made = Aduan.objects.create(
        kabupaten_id=upt.unit.kabupaten_id or "", upt=upt.unit, jenis="aduan",
        uraian="Obatnya habis.", masuk_pada=clock.now(), batas=clock.today(),
    )  # fmt: skip
    sign_in(client, upt)
    assert found(client, made.tiket) == [(f"/jamkesda/aduan/{made.pk}/", str(made))]
    assert str(made) not in [name for _, name in found(client, "obatnya habis")]
    sign_in(client, make_membership(KEPALA_PPK))
    assert found(client, made.tiket) == []
