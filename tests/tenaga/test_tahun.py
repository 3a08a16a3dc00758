"""The rule of 2016 from the page to the sentence, and a circular that changed it then."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.factories.akun import person, sign_in
from tests.factories.insentif import make_team
from tests.factories.tenaga import (
    make_calon,
    make_formasi,
    make_kontrak,
    make_tenaga,
    membership_of,
    open_month,
)
from tests.factories.wilayah import make_dinas, make_kabupaten, make_puskesmas
from upaya.rules.kesehatan import ADMIN_DINAS, KEPALA_DINAS
from upaya.rules.loader import national_book
from upaya.rules.tenaga import road
from upaya.tenaga.formasi.models import Formasi
from upaya.tenaga.kerja.dasar import PASAL, RUJUKAN, pasal
from upaya.tenaga.kerja.papers import PAPERS as PAPERS_OF_A_MONTH
from upaya.tenaga.kerja.reading import BacaanBulan
from upaya.tenaga.kontrak.models import Kontrak
from upaya.tenaga.kontrak.papers import PAPERS
from upaya.tenaga.kontrak.reading import BacaanKontrak
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db
SENTENCE = "Pengalaman 11 bulan di bidangnya; {} paling sedikit 1 tahun."


@pytest.fixture(autouse=True)
def _in_the_year(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)


def _decide(client: Client, unit: Unit, tahun: int, jenis: str = "promkes") -> str:
    """A place decided on the page: where it led, else what the page said."""
    sign_in(client, person(KEPALA_DINAS, make_dinas(unit.kabupaten)))
    said = {
        "puskesmas": str(unit.pk), "tahun": str(tahun), "jenis": jenis, "nomor": "188/7/2016",
        "tanggal": f"{max(tahun, 2016)}-01-04", "alasan": "Promosi kesehatan paling kurang.",
    }  # fmt: skip
    answer = client.post(reverse("formasi:tetapkan"), said)
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


def _choose(client: Client, place: Formasi, **more: str) -> str:
    """A result of the selection noted on the page; the place's page after it."""
    sign_in(client, make_team(place.puskesmas).verifikator)
    said = {
        "nama": "Wulan Rahmawati, A.Md.Kes.", "lahir": "1976-05-01", "pendidikan": "D3",
        "bidang": "Kesehatan Masyarakat", "pengalaman": "11", "hasil": "terpilih",
        "renbut": "RB/2016/1", "si_sdm": "SDM/2016/1", "tanggal": "2016-01-11", **more,
    }  # fmt: skip
    answer = client.post(reverse("formasi:calon", args=[place.pk]), said)
    assert answer.status_code == 302, answer.content.decode()
    return client.get(reverse("formasi:rinci", args=[place.pk])).content.decode()


def test_the_year_2016_is_typed_and_its_one_promkes_is_a_place(client: Client) -> None:
    unit = make_puskesmas()
    place = Formasi.objects.get
    assert _decide(client, unit, 2016).endswith(f"/{place(tahun=2016).pk}/")
    assert "paling banyak 1 orang (Permenkes 82/2015" in _decide(client, unit, 2016)
    assert "tidak termasuk tenaga yang dapat dikontrak" in _decide(client, unit, 2016, "apoteker")
    assert "Paling sedikit 2016." in _decide(client, unit, 2015)
    # No rule is known between the two: silence is said, never filled with a number.
    assert "tidak termasuk tenaga yang dapat dikontrak" in _decide(client, unit, 2019)
    found = client.get(reverse("formasi:daftar"), {"tahun": "2016"}).content.decode()
    assert ">Kosong<" in found
    assert "Tenaga kontrak 2016" in client.get(
        reverse("tenaga:papan"), {"tahun": "2016"}
    ).content.decode()  # fmt: skip


def test_a_year_of_experience_is_required_in_2016_and_preferred_in_2022(client: Client) -> None:
    unit = make_puskesmas()
    pages = {}
    for year in (2016, 2022):
        _decide(client, unit, year)
        pages[year] = _choose(client, Formasi.objects.get(tahun=year))
    assert SENTENCE.format("wajib") in pages[2016]
    assert "Tidak dapat diangkat:" in pages[2016]
    # Judged as of the place's own year: no age was asked for in 2016, 46 is too old in 2022.
    assert "Diperiksa seperti diangkat 31 Desember 2016." in pages[2016]
    assert "Berusia" not in pages[2016]
    assert SENTENCE.format("diutamakan") in pages[2022]
    assert "Berusia 46 tahun" in pages[2022]


def test_the_contract_of_2016_waits_for_the_experience_and_names_its_own_rule(
    client: Client,
) -> None:
    unit = make_puskesmas()
    _decide(client, unit, 2016)
    place = Formasi.objects.get()
    _choose(client, place)
    worker = make_tenaga(unit, "Wulan Rahmawati, A.Md.Kes.")
    sign_in(client, make_team(unit).operator)
    said = {
        "petugas": str(worker.pk), "mulai": "2016-02-01", "sampai": "2016-12-31",
        "upah": "1.374.000,00", "dasar_upah": "Keputusan Gubernur tentang upah minimum 2016",
        "kerangka": "Menyuluh di posyandu.",
    }  # fmt: skip
    assert client.post(reverse("kontrak:susun", args=[place.pk]), said).status_code == 302
    case = Kontrak.objects.get()
    step = reverse("kontrak:alur_ajukan", args=[case.pk])
    assert SENTENCE.format("wajib") in client.get(step).content.decode()
    client.post(step, {"seen_status": case.status})
    case.refresh_from_db()
    assert case.status == road.DRAF
    _other(client, case)
    signed = make_kontrak(unit, place=place, petugas=worker, mulai=date(2016, 2, 1),
                          sampai=date(2016, 12, 31))  # fmt: skip
    assert (signed.status, membership_of(worker).unit) == (road.BERLAKU, unit)
    (paper,) = PAPERS.of(BacaanKontrak(signed))
    text = str(paper.make())
    assert paper.basis.startswith("Permenkes 82/2015")
    for words in ("(butir 2)", "(butir 3)", "(butir 4)", "Setara dengan staf puskesmas lain"):
        assert words in text
    for words in ("angka 7", "Usia pada saat pengangkatan"):
        assert words not in text


def _other(client: Client, case: Kontrak) -> None:
    """Whoever has not worked a year steps back on the page; one who has comes after."""
    sign_in(client, make_team(case.puskesmas).operator)
    cancel = reverse("kontrak:alur_batalkan", args=[case.pk])
    client.post(cancel, {"seen_status": case.status, "alasan": "Pengalamannya belum setahun."})
    case.refresh_from_db()
    assert case.status == road.BATAL
    assert case.calon_id is not None
    sign_in(client, make_team(case.puskesmas).verifikator)
    client.post(reverse("formasi:hasil", args=[case.calon_id]), {"hasil": "tidak"})
    page = _choose(client, case.formasi, pengalaman="12", nama="Dian Permatasari, A.Md.Kes.")
    assert "Semua syarat wajib terpenuhi" in page


@pytest.mark.empty_world
def test_a_circular_of_2016_widens_the_field_from_its_day(client: Client) -> None:
    unit = make_puskesmas()
    _decide(client, unit, 2016)
    place = Formasi.objects.get()
    refused = _choose(client, place, pengalaman="12", bidang="Keperawatan")
    assert "Tidak dapat diangkat:" in refused
    dinas = make_dinas(unit.kabupaten)
    sign_in(client, person(ADMIN_DINAS, dinas))
    said = {
        "bidang": "promkes: keperawatan", "nomor_keputusan": "Edaran 440/2016",
        "tanggal_keputusan": "2016-03-01", "mulai": "2016-03-01", "sampai": "2016-12-31",
    }  # fmt: skip
    sent = client.post(reverse("regulasi:usul", args=["bidang-tenaga"]), said)
    assert sent.status_code == 302, sent.content.decode()
    sign_in(client, person(KEPALA_DINAS, dinas))
    decided = client.post(f"{sent['Location']}setujui/", follow=True)
    assert "Ketetapan disetujui" in decided.content.decode()
    page = client.get(reverse("formasi:rinci", args=[place.pk])).content.decode()
    assert "Semua syarat wajib terpenuhi" in page
    assert "Edaran 440/2016" in page


def test_a_month_of_2016_cites_what_held_then_and_says_where_nothing_did() -> None:
    unit = make_puskesmas()
    place = make_formasi(unit, "promkes", 2016)
    make_calon(place, pengalaman=12)
    case = make_kontrak(unit, place=place, mulai=date(2016, 2, 1), sampai=date(2016, 12, 31))
    month = BacaanBulan(open_month(case, "2016-03"))
    said = {paper.key: paper.basis for paper in PAPERS_OF_A_MONTH.of(month)}
    silent = "belum diatur untuk Maret 2016; Permenkes 82/2015 tidak menyebutnya"
    target = "ketentuan khusus tenaga kontrak promosi kesehatan butir 2 Permenkes 82/2015"
    assert said == {"target": target} | dict.fromkeys(("absensi", "laporan", "penerimaan"), silent)
    assert pasal(month, road.TARGET_TERTULIS) == target
    assert pasal(month, road.PENILAIAN) == pasal(month, road.PERTANGGUNGJAWABAN) == silent
    assert pasal(month, road.DANA_BOK) == "bagian BOK Permenkes 82/2015"


def test_a_month_of_2022_cites_the_perbup_and_elsewhere_follows_it_by_assumption() -> None:
    whole = "Perbup Situbondo 9/2022 sebagaimana diubah dengan Perbup Situbondo 79/2022"
    own = BacaanBulan(open_month(make_kontrak(mulai=date(2022, 3, 1)), "2022-09"))
    assert pasal(own, road.PERTANGGUNGJAWABAN) == f"Pasal 24 huruf f {whole}"
    before = BacaanBulan(open_month(own.subject.kontrak, "2022-03"))
    assert pasal(before, road.PENILAIAN) == f"mengikuti {road.PENILAIAN} {whole} (asumsi)"
    there = make_puskesmas("Genteng", make_kabupaten("35.10"))
    elsewhere = BacaanBulan(open_month(make_kontrak(there), "2022-09"))
    assert {paper.basis for paper in PAPERS_OF_A_MONTH.of(elsewhere) if paper.key != "target"} == {
        f"mengikuti Pasal 24 huruf f {whole} (asumsi)"
    }


def test_every_article_that_the_road_of_a_month_quotes_has_a_name_in_its_rule() -> None:
    quoted = {move.legal_basis for move in road.BULAN.moves.values() if move.legal_basis}
    assert quoted == set(PASAL)
    rule = national_book().read(RUJUKAN, date(2022, 9, 30), "35.12")
    assert {rule.table[name] for name in PASAL.values()} == quoted
