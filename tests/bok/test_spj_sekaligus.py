"""Many at once: a month's SPJ opened together, the documents of one SPJ brought together."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.factories.akun import sign_in
from tests.factories.miskol import picture
from tests.factories.spj import REASON, Meja
from upaya.bok.realisasi.models import Pelaksanaan
from upaya.bok.spj.models import SpjKegiatan
from upaya.bok.spj.reading import BacaanSpj
from upaya.bok.spj.sekaligus import code_of, last_reason
from upaya.core.models import Dokumen

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings: object) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)  # type: ignore[attr-defined] # Django's settings


def test_a_month_is_opened_together_and_once() -> None:
    desk = Meja()
    for sifat in ("lapangan", "manajemen"):
        more = Pelaksanaan.objects.get(pk=desk.report.pk)
        more.pk, more.sifat, more.nama = None, sifat, f"Kegiatan {sifat}"
        more.save(force_insert=True)
    client = sign_in(Client(), desk.planner)
    page = client.get("/bok/spj/susun/").content.decode()
    assert "Sebulan sekaligus" in page
    empty = client.post("/bok/spj/susun/sebulan/", {"bulan": "", "jenis_sebulan": ""})
    assert (empty.status_code, SpjKegiatan.objects.count()) == (422, 0)
    asked = {"bulan": "2022-08", "jenis_sebulan": "a"}
    assert client.post("/bok/spj/susun/sebulan/", asked).status_code == 302
    # Journeys alone; the meeting waits for another kind.
    opened = SpjKegiatan.objects.order_by("pk").values_list("pelaksanaan__sifat", flat=True)
    assert list(opened) == ["lapangan"] * Pelaksanaan.objects.filter(sifat="lapangan").count()
    client.post("/bok/spj/susun/sebulan/", asked)
    assert SpjKegiatan.objects.count() == len(opened)


def test_documents_find_their_place_by_the_names_of_their_files() -> None:
    desk = Meja()
    case = desk.open("a")
    client = sign_in(Client(), desk.planner)
    at = f"/bok/spj/{case.pk}/"

    def send(*names: str, alasan: str = "") -> int:
        files = [picture(name, shade=place) for place, name in enumerate(names)]
        said = {"bersama-berkas": files, "bersama-alasan": alasan}
        return client.post(f"{at}bersama/", said).status_code

    # All or nothing: what has no code of this SPJ keeps the others out too, and what was typed.
    for wrong in ("foto.png", "b2 kuitansi.png", "a99.png"):
        assert send("a2.png", wrong, alasan=REASON) == 422
        assert not case.berkas.exists()
        assert not Dokumen.objects.exists()
    assert send("a2.png", alasan="-") == 422
    assert send("a2 kuitansi.png", "A-3.png", "a.7 foto.png", alasan=REASON) == 302
    found = case.berkas.order_by("kode").values_list("kode", flat=True)
    assert list(found) == ["a.2", "a.3", "a.7"]
    assert [(one.kode, one.alasan) for one in case.dokumen.exclude(alasan="")] == [("a.6", REASON)]
    # The papers were issued with it: nothing lacks, and the next page is the step of sending.
    assert BacaanSpj(SpjKegiatan.objects.get(pk=case.pk)).kurang == []
    # Another SPJ of the kind offers what was said last.
    assert last_reason(case) == REASON
    # Sent without anything new it says so; sent again nothing is kept twice.
    assert send(alasan=REASON) == 422
    assert send("a2 kuitansi.png", "A-3.png", "a.7 foto.png", alasan=REASON) == 302
    assert case.berkas.count() == 3


NAMES = {"a2.jpg": "a.2", "B 08 rincian.pdf": "b.8", "c-10.png": "c.10", "a123.png": "", "x2": ""}


@pytest.mark.parametrize("name", NAMES)
def test_the_code_is_what_a_name_begins_with(name: str) -> None:
    assert code_of(name) == NAMES[name]
