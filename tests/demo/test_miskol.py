"""Banyuwangi in the demo: every status, late ones, a look-alike, a decision against the score."""

from __future__ import annotations

from collections import Counter

import pytest
from django.test import Client
from pytest_django import Settings

from upaya.akun.queries import demo_accounts
from upaya.core.models import Dokumen
from upaya.rules.kesehatan import AUDITOR
from upaya.rules.supermiskol import road
from upaya.supermiskol.demo import KODE, NAMA, TODAY
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.permohonan.reading import BacaanPermohonan
from upaya.supermiskol.surat.models import Putusan, SuratMiskin
from upaya.wilayah.models import Unit


@pytest.mark.django_db
@pytest.mark.demo_world
def test_banyuwangi_is_untidy_as_life() -> None:
    kinds = Counter(
        Unit.objects.filter(kabupaten=KODE).order_by("pk").values_list("jenis", flat=True)
    )
    assert (kinds["kecamatan"], kinds["desa"]) == (25, 217)
    cases = list(
        Permohonan.objects.filter(kabupaten=KODE).select_related("desa__induk").order_by("pk")
    )
    cases = [case for case in cases if case.kabupaten_id == KODE]
    assert {case.status for case in cases} == set(road.MISKOL.states)
    assert all(case.nik.startswith("9999") for case in cases)
    late = [case for case in cases if (due := case.deadline) and due.lewat]
    assert len(late) >= 2
    alike = [case for case in cases if BacaanPermohonan(case).kembar_terbuka]
    assert {case.nama for case in alike} == {"H. Moch. Soekardjo", "Muhammad Sukarjo"}
    assert Putusan.objects.filter(melawan=True).count() == 1
    letters = SuratMiskin.objects.filter(kabupaten=KODE).order_by("pk")
    assert {one.keadaan(TODAY) for one in letters} == {"berlaku", "kedaluwarsa", "dicabut"}
    numbers = (
        Dokumen.objects.filter(kabupaten_id=KODE).order_by("urut").values_list("urut", flat=True)
    )
    assert list(numbers) == list(range(1, len(letters) + 1))


@pytest.mark.django_db
@pytest.mark.demo_world
def test_the_auditor_of_the_district_reads_what_was_decided_against_the_score(
    settings: Settings, client: Client
) -> None:
    settings.DEMO = True
    theirs = [one for one in demo_accounts() if one.role == AUDITOR.name]
    assert [one.unit.kabupaten_id for one in theirs] == ["35.12", KODE]
    page = client.get("/masuk/").content.decode()
    assert f"Auditor, {NAMA}" in page
    assert client.post("/masuk/demo/", {"keanggotaan": theirs[1].pk}).status_code == 302
    against = Putusan.objects.select_related("permohonan").get(melawan=True)
    assert against.permohonan.tiket in client.get("/miskol/berbeda/").content.decode()
