"""A family gets a copy of all that is kept of it: whole, recorded, and not by ticket alone."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO

import pypdf
import pytest
from django.test import Client

from tests.factories.miskol import Team, make_request
from tests.supermiskol.people import Person
from upaya.core.models import AuditEntry
from upaya.rules.supermiskol import road
from upaya.supermiskol.hak import queries
from upaya.supermiskol.hak.akses import for_family
from upaya.supermiskol.permohonan.models import Permohonan

pytestmark = pytest.mark.django_db
SHOWN = "KTP dan kartu keluarga asli ditunjukkan."


@pytest.fixture(autouse=True)
def _day(settings: object) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)  # type: ignore[attr-defined] # Django's settings


def test_the_village_hands_over_all_of_it_and_it_is_recorded() -> None:
    case = make_request(status=road.DISETUJUI)
    team = Team(case.desa)
    operator, at = Person(team.members[road.OPERATOR_DESA]), f"/miskol/{case.pk}/hak/"
    assert "Serahkan salinan" in operator.page(at)
    empty = operator.post(f"{at}salinan/", bentuk="json", identitas="")
    assert (empty.status_code, _recorded()) == (422, 0)
    sent = operator.post(f"{at}salinan/", bentuk="json", identitas=SHOWN)
    data = json.loads(sent.content)
    assert data["pemohon"]["nik"] == case.nik
    assert {case.nama, case.kk, case.alamat} <= set(data["pemohon"].values())
    assert next(one["jenis"] for one in data["berkas"]) == "Kartu keluarga"
    assert len(data["kunjungan"][0]["jawaban"]) == 17
    assert data["putusan"]["disetujui"] is True
    assert data["surat"]["nomor"]
    paper = operator.post(f"{at}salinan/", bentuk="pdf", identitas=SHOWN)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(paper.content)).pages)
    assert case.nik in text
    assert "Pasal 7" in text
    assert _recorded() == 2
    assert "salinan data (diserahkan)" in {what for one in for_family(case) for what in one.halaman}
    # Nobody who reads the audit reads the family's data there.
    entry = AuditEntry.objects.filter(action="miskol.hak_salinan").latest("pk")
    assert case.nik not in json.dumps(entry.detail)
    surveyor = Person(team.members[road.SURVEYOR])
    assert "Serahkan salinan" not in surveyor.page(at)
    assert surveyor.post(f"{at}salinan/", bentuk="pdf", identitas=SHOWN).status_code == 403


def test_ticket_and_birth_date_bring_a_copy_only_where_the_district_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = make_request(status=road.DITOLAK)
    client = _family(case)
    page = client.get("/surat-miskin/saya/kabar/").content.decode()
    assert "diserahkan di kantor desa" in page
    refused = client.post("/surat-miskin/saya/salinan/", {"bentuk": "json"})
    assert (refused.status_code, _recorded()) == (302, 0)
    monkeypatch.setattr(queries, "letter_allowed", lambda _case: True)
    assert "Salinan data saya (PDF)" in client.get("/surat-miskin/saya/kabar/").content.decode()
    sent = client.post("/surat-miskin/saya/salinan/", {"bentuk": "json"})
    assert json.loads(sent.content)["permohonan"]["tiket"] == case.tiket
    assert _recorded() == 1
    assert Client().post("/surat-miskin/saya/salinan/").status_code == 302


def _recorded() -> int:
    return int(AuditEntry.objects.filter(action="miskol.hak_salinan").count())


def _family(case: Permohonan) -> Client:
    client = Client()
    lahir = case.tanggal_lahir.isoformat()
    client.post("/surat-miskin/saya/", {"tiket": case.tiket, "lahir": lahir})
    return client
