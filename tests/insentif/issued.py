"""Papers of a month as the tests issue, fetch and read them."""

from __future__ import annotations

import io
import zipfile
from datetime import date

from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from tests.factories.akun import sign_in
from tests.factories.insentif import make_team
from upaya.alur import papers
from upaya.core.models import Dokumen
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.road import ROAD
from upaya.insentif.documents.papers import PAPERS

TODAY = date(2022, 11, 3)


def url(month: Pengajuan, kind: str, form: str = "pdf") -> str:
    return reverse(f"insentif:dokumen_{form}", args=[month.pk, kind])


def page(client: Client, month: Pengajuan) -> str:
    return client.get(reverse("insentif:dokumen", args=[month.pk])).content.decode()


def issue(month: Pengajuan, *kinds: str) -> list[Dokumen]:
    access = make_team(month.puskesmas).pembantu.access()
    return list(papers.issue(ROAD, PAPERS, month.pk, kinds, access))


def folder(client: Client, month: Pengajuan) -> zipfile.ZipFile:
    response = client.get(reverse("insentif:spj_zip", args=[month.pk]))
    assert response.status_code == 200
    body = b"".join(response)
    return zipfile.ZipFile(io.BytesIO(body))


def words(body: bytes) -> str:
    return "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(body)).pages)


def client_of(client: Client, month: Pengajuan) -> Client:
    sign_in(client, make_team(month.puskesmas).kepala)
    return client
