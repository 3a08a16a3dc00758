"""For whoever watches the service: measures behind a word of their own, use counted, never who."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from tests.factories.akun import make_access, make_membership, sign_in
from tests.factories.wilayah import make_dinas, make_kabupaten, make_puskesmas
from upaya.core import audit, usage
from upaya.core.access import Access
from upaya.rules.kesehatan import AUDITOR, KEPALA_PUSKESMAS

pytestmark = pytest.mark.django_db

YEAR = 2022  # the world of the tests lives later
WORD = {"Authorization": "Bearer rahasia-pengukur"}


@pytest.mark.parametrize("head", [{}, {"Authorization": "Bearer lain"}, {"Authorization": "é"}])
def test_without_the_word_there_is_nothing(
    head: dict[str, str], client: Client, settings: Settings
) -> None:
    settings.METRICS_KEY = "rahasia-pengukur"
    assert client.get("/metrics", headers=head).status_code == 404
    settings.METRICS_KEY = ""
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_answers_and_what_waits_are_measured(client: Client, settings: Settings) -> None:
    settings.METRICS_KEY = "rahasia-pengukur"
    client.get("/healthz")
    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/metrics", headers=WORD)
    found = {one.name: one for one in text_string_to_metric_families(answer.content.decode())}
    assert {"upaya_jawaban_detik", "upaya_kerja_latar", "upaya_kerja_latar_menunggu_detik",
            "upaya_sesi_aktif", "upaya_audit_catatan"} <= set(found)  # fmt: skip
    labels = [one.labels for one in found["upaya_jawaban_detik"].samples]
    assert {"core"} <= {one["bagian"] for one in labels}
    assert set().union(*labels) == {"bagian", "golongan", "le"}, "no person, path or number"
    assert len(asked) <= 5


def _note(settings: Settings, access: Access, action: str, day: date) -> None:
    unit, settings.BUSINESS_DATE = make_puskesmas(), day
    with transaction.atomic():
        audit.record(action, unit, access=access, kabupaten=access.scope.kabupaten or "")


def test_use_is_counted_by_month_and_part_within_the_district(settings: Settings) -> None:
    home, abroad = make_dinas(), make_dinas(make_kabupaten("35.10"))
    one, two = (make_access(KEPALA_PUSKESMAS, make_puskesmas(name)) for name in ("Panji", "Kendit"))
    for access, action, day in (
        (one, "sesi.masuk", date(2022, 8, 1)),
        (one, "berkas.keluar", date(2022, 8, 31)),
        (two, "sesi.gagal", date(2022, 8, 9)),
        (two, "insentif.buka", date(2022, 9, 1)),
    ):
        _note(settings, access, action, day)
    _note(settings, make_access(AUDITOR, abroad), "sesi.masuk", date(2022, 8, 2))
    reader = make_access(AUDITOR, home)
    months = [one for one in usage.months(reader) if one.bulan.year == YEAR]
    assert [(m.bulan, m.orang, m.masuk, m.gagal, m.unduh, m.catatan) for m in months] == [
        (date(2022, 9, 1), 1, 0, 0, 0, 1),
        (date(2022, 8, 1), 2, 1, 1, 1, 3),
    ]
    assert sum(count for _, count, _ in usage.parts(reader, date(2022, 8, 1))) == 3
    assert usage.parts(reader, date(2022, 9, 1)) == [("Insentif UKM", 1, 1)]


def test_the_page_names_nobody_and_asks_twice(client: Client, settings: Settings) -> None:
    member = make_membership(AUDITOR)
    clerk = make_access(KEPALA_PUSKESMAS, make_puskesmas())
    _note(settings, clerk, "sesi.masuk", date(2022, 8, 3))
    sign_in(client, member)
    page = client.get("/audit/pemakaian/").content.decode()
    assert "Orang Rekaan" not in page.replace(member.user.name, "")
    with CaptureQueriesContext(connection) as asked:
        client.get("/audit/pemakaian/")
    assert sum("core_auditentry" in one["sql"] for one in asked) == 2
    assert client.get("/audit/pemakaian/?ekspor=xlsx").content[:2] == b"PK"
