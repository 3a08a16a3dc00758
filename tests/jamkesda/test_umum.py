"""The general application: who is told what, how often, and that nobody learns more."""

from __future__ import annotations

import gzip
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.jamkesda import (
    bare_surat,
    make_desa,
    make_perjanjian,
    make_peserta,
    make_ppk,
    make_warga,
)
from tests.factories.tantangan import solved
from tests.factories.wilayah import make_kabupaten, make_unit
from upaya.core.models import AuditEntry
from upaya.jamkesda.models import MasaPeserta, SuratJaminan
from upaya.jamkesda.peserta.models import Peserta
from upaya.jamkesda.umum import queries, tantangan
from upaya.rules.jamkesda import road
from upaya.wilayah.models import Unit

AT = "/jamkesda/umum/64.09/"
_WATCHED = {"execute", "hmac_new", "new", "openssl_sha256", "compare_digest", "digest"}
"""Calls outside of our code that count: statements and hashes."""
_DATES = {"period.py:tanggal", "upaya.py:_day"}
"""What writes the two days of whoever is known."""
NIK, BORN = "9999014101800001", date(1980, 1, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings: Any) -> Iterator[None]:  # noqa: ANN401 - pytest-django's
    settings.BUSINESS_DATE = date(2022, 11, 3)
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def upt() -> Unit:
    dinas = make_unit("dinas", make_kabupaten("64.09"), nama="Dinas Kesehatan")
    return make_unit("upt", below=dinas, nama="UPT Jamkesda")


@pytest.fixture
def member(upt: Unit) -> Peserta:
    return make_peserta(make_warga(make_desa(), "Hj. Siti Ma'rifah, S.Pd.", nik=NIK))


def asked(nik: str, born: date) -> dict[str, str]:
    return {"nik": nik, "lahir": born.isoformat()} | solved(tantangan.today())


def result(client: Client, nik: str, born: date) -> str:
    page = client.post(f"{AT}peserta/", asked(nik, born))
    assert page.status_code == 200
    found = re.search(r"Kepesertaan hari ini.*?</dl>", page.content.decode(), re.DOTALL)
    assert found is not None
    return found.group()


# ------------------------------------------------------------------ membership
def test_a_member_is_told_initials_and_dates_and_nothing_else(member: Peserta) -> None:
    found = result(Client(), "9999 0141 0180 0001", BORN)
    assert "aktif" in found
    assert "1 Januari 2022" in found
    assert member.inisial in found
    for secret in (NIK, "Ma'rifah", "Ma&#x27;rifah", member.kartu, "Gunung Seteleng"):
        assert secret not in found
    entry = AuditEntry.objects.get(action="umum.cek_peserta")
    assert entry.detail["cocok"] is True
    assert NIK not in str(entry.detail)


def test_who_is_not_known_and_a_wrong_birth_date_get_the_same_words_after_the_same_work(
    member: Peserta, upt: Unit
) -> None:
    def work(nik: str, born: date) -> tuple[queries.Kepesertaan, list[str]]:
        with CaptureQueriesContext(connection) as seen:
            told = queries.cek(queries.tempat("64.09"), nik, born)
        return told, [re.sub(r"'[^']*'|\d+", "?", one["sql"])[:60] for one in seen]

    work(NIK, BORN)  # the first entry of a chain makes its head
    known, of_known = work(NIK, BORN)
    unknown, of_unknown = work("9999014101809999", BORN)
    wrong, of_wrong = work(NIK, date(1980, 1, 2))
    assert known.aktif
    assert unknown == wrong == queries.Kepesertaan()
    assert of_unknown == of_wrong
    assert len(of_known) == len(of_unknown)
    assert result(Client(), "9999014101809999", BORN) == result(Client(), NIK, date(1980, 1, 2))


def test_the_whole_answer_is_the_same_work_for_whoever_is_not_known(
    member: Peserta, upt: Unit
) -> None:
    """Every call that the request makes is counted: ours, hashes, seals, and the database's."""

    def work(nik: str, born: date) -> tuple[Counter[str], str]:
        cache.clear()
        said, calls = asked(nik, born), Counter[str]()

        def count(frame: FrameType, event: str, arg: Any) -> None:  # noqa: ANN401 - sys's
            if event == "call":
                code = frame.f_code
                if "/upaya/" in code.co_filename or code.co_name in _WATCHED:
                    calls[f"{Path(code.co_filename).name}:{code.co_qualname}"] += 1
            elif event == "c_call" and arg.__name__ in _WATCHED:
                calls[arg.__name__] += 1

        client = Client()
        before = sys.getprofile()
        sys.setprofile(count)
        try:
            page = client.post(f"{AT}peserta/", said)
        finally:
            sys.setprofile(before)
        shown = page.content.decode()
        found = re.search(r"Kepesertaan hari ini.*?</dl>", shown, re.DOTALL)
        assert found is not None
        return calls, found.group()

    for nik in (NIK, "9999014101809999"):
        work(nik, BORN)  # what is made once in a process is made: the parts of either answer
    known, _ = work(NIK, BORN)
    unknown, told = work("9999014101809999", BORN)
    wrong, told_wrong = work(NIK, date(1980, 1, 2))
    assert told == told_wrong
    assert unknown == wrong
    for seen in ("crypto.py:blind_index", "tantangan.py:Tantangan.solved", "audit.py:record"):
        assert seen in unknown
    # SQLite's driver answers in C, PostgreSQL's in Python: either is seen under its own name.
    executed = {name for name in known if name.rpartition(".")[2] == "execute"}
    assert executed
    assert all(unknown[name] == known[name] for name in executed)
    # Whoever is known is told two days; nothing else is done for them, looked up or hashed.
    more = {name for name in known | unknown if known[name] != unknown[name]}
    assert more <= _DATES


def test_who_was_merged_or_moved_away_is_told_as_it_stands(member: Peserta) -> None:
    other = make_peserta(make_warga(make_desa(), "Siti", nik="9999014101800002"))
    other.gabung_ke = member
    other.save()
    place = queries.tempat("64.09")
    assert queries.cek(place, "9999014101800002", BORN).inisial == member.inisial
    MasaPeserta.objects.filter(peserta=member).update(sampai=date(2022, 6, 30))
    found = queries.cek(place, NIK, BORN)
    assert (found.aktif, found.sampai) == (False, date(2022, 6, 30))


def test_a_member_of_another_district_is_not_known_here(member: Peserta) -> None:
    far = make_peserta(make_warga(make_desa("35.10"), "Jauh", nik="9999014101800003"))
    assert far.kabupaten_id == "35.10"
    place = queries.tempat("64.09")
    assert queries.cek(place, "9999014101800003", BORN) == queries.Kepesertaan()


def test_one_answered_challenge_answers_one_check(member: Peserta) -> None:
    client, said = Client(), asked(NIK, BORN)
    assert "Kepesertaan hari ini" in client.post(f"{AT}peserta/", said).content.decode()
    again = client.post(f"{AT}peserta/", said)
    assert again.status_code == 422
    assert "terlalu lama terbuka" in again.content.decode()
    bare = client.post(f"{AT}peserta/", {"nik": NIK, "lahir": BORN.isoformat()})
    assert bare.status_code == 422
    assert NIK in bare.content.decode()  # what was typed stays


@pytest.mark.budget(12, "six challenges answered as a browser answers them")
def test_a_birth_date_is_not_guessed_from_many_addresses(member: Peserta) -> None:
    for number in range(5):
        away = Client(REMOTE_ADDR=f"203.0.113.{number}")
        assert away.post(f"{AT}peserta/", asked(NIK, date(1980, 2, 1 + number))).status_code == 200
    last = Client(REMOTE_ADDR="203.0.113.99").post(f"{AT}peserta/", asked(NIK, BORN))
    assert last.status_code == 429
    assert last["Retry-After"] == "3600"


# ------------------------------------------------------------------ PPK, letters
def test_ppk_say_what_for_and_until_when(upt: Unit) -> None:
    first = make_ppk(nama="RSUD Rekaan")
    make_perjanjian(first, sampai=date(2022, 12, 31), layanan=["rjtl", "ritl"])
    make_perjanjian(make_ppk(nama="RS Habis"), sampai=date(2022, 9, 30))
    make_perjanjian(make_ppk(nama="RS Tangguh"), status="ditangguhkan")
    html = Client().get(f"{AT}fasilitas/").content.decode()
    assert "Rawat inap tingkat lanjutan" in html
    assert "31 Desember 2022" in html
    assert html.count("tidak berlaku hari ini") == 2
    assert html.index("RSUD Rekaan") < html.index("RS Habis")
    with CaptureQueriesContext(connection) as few:
        Client().get(f"{AT}fasilitas/")
    for number in range(8):
        make_ppk(nama=f"Klinik {number}")
    with CaptureQueriesContext(connection) as many:
        Client().get(f"{AT}fasilitas/")
    assert len(few) == len(many)


def test_a_letter_is_known_by_number_and_code_together(member: Peserta, upt: Unit) -> None:
    letter = bare_surat(make_ppk(), member, road.TERBIT)
    found = queries.surat(letter.kode, f" {letter.nomor.lower()} ")
    assert (found.keadaan, found.nomor) == ("berlaku", letter.nomor)
    assert queries.surat(letter.kode, "99/SJ") == queries.surat("tidakada") == queries.Surat()
    draft = bare_surat(make_ppk(), member, road.DRAF, diagnosis="B20")
    assert queries.surat(draft.kode) == queries.Surat()
    page = Client().get(f"{AT}surat/", {"nomor": letter.nomor, "kode": letter.kode.upper()})
    assert letter.nomor in page.content.decode()
    assert member.warga.nama not in page.content.decode()


def test_a_letter_takes_four_questions_known_or_not(member: Peserta, upt: Unit) -> None:
    letter = bare_surat(make_ppk(), member, road.TERBIT)
    sizes = set()
    for code in (letter.kode, "tidakada"):
        with CaptureQueriesContext(connection) as seen:
            queries.surat(code)
        sizes.add(len(seen))
    assert sizes == {4}


# ------------------------------------------------------------------ numbers, weight, address
def test_numbers_are_of_months_that_are_over_and_small_ones_are_left_out(
    member: Peserta, upt: Unit
) -> None:
    page = Client().get(f"{AT}statistik/", {"bulan": "2022-10"}).content.decode()
    assert "Statistik Oktober 2022" in page
    assert page.count("tidak tampil") >= 2  # one member alone
    assert (
        "Statistik Oktober 2022" in Client().get(f"{AT}statistik/?bulan=2022-11").content.decode()
    )
    assert "Statistik Oktober 2022" in Client().get(f"{AT}statistik/?bulan=x").content.decode()


PAGES = (
    "", "fasilitas/", "peserta/", "surat/", "pengaduan/", "tiket/", "tiket/AD-2222-2222/",
    "statistik/", "peraturan/",
)  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_light_and_asks_nobody_else(page: str, upt: Unit) -> None:
    for number in range(30):
        make_perjanjian(make_ppk(nama=f"Klinik Rekaan {number}"))
    answer = Client().get(f"{AT}{page}")
    assert answer.status_code == 200
    html = answer.content.decode()
    named = set(re.findall(r'(?:src|href)="(/static/[^"]+\.(?:js|css))"', html))
    assert named
    weight = len(gzip.compress(answer.content)) + sum(_packed(one) for one in named)
    assert weight <= 60_000, weight
    assert re.findall(r'(?:src|href|action)="(?:https?:)?//', html) == []
    about_nobody = page in ("", "fasilitas/", "statistik/", "peraturan/")
    assert ("noindex" in answer.headers.get("X-Robots-Tag", "")) != about_nobody
    assert ('name="robots"' in html) != about_nobody
    assert "no-store" in answer["Cache-Control"]


def _packed(url: str) -> int:
    found = finders.find(url.removeprefix("/static/"))
    assert isinstance(found, str), url
    return len(gzip.compress(Path(found).read_bytes()))


def test_a_host_of_the_district_opens_with_its_page(upt: Unit, settings: Any) -> None:  # noqa: ANN401
    settings.FRONT_DOORS = {"e-jamkesda.contoh.go.id": AT}
    settings.ALLOWED_HOSTS = ["*"]
    client = Client(HTTP_HOST="e-jamkesda.contoh.go.id:8443")
    answer = client.get("/")
    assert (answer.status_code, answer["Location"]) == (302, AT)
    assert client.get(f"{AT}fasilitas/").status_code == 200
    assert Client().get("/").status_code == 200, "elsewhere it is the home page"
    assert AT in Client().get("/jamkesda/umum/", follow=True).content.decode()


def test_letters_are_public_only_once_they_are_issued(member: Peserta, upt: Unit) -> None:
    for status in road.SURAT_JAMINAN.states:
        bare_surat(
            make_ppk(nama=f"RS {status}"), member, status,
            diagnosis=f"C{list(road.SURAT_JAMINAN.states).index(status) + 10}",
        )  # fmt: skip
    known = [one for one in SuratJaminan.objects.all() if queries.surat(one.kode).dikenal]
    assert {one.status for one in known} == {road.TERBIT, road.SELESAI, road.DICABUT}
