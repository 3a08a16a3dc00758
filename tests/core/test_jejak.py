"""The audit as people read it: sentences by day, in the demo's own time, with the proof beside."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from tests.factories.akun import make_access, sign_in_as
from tests.factories.insentif import make_month
from tests.factories.wilayah import make_puskesmas
from upaya.core import audit, clock, trail
from upaya.core.models import AuditEntry
from upaya.insentif.bulan.models import Pengajuan
from upaya.rules.jamkesda.peran import KEPALA_UPT
from upaya.rules.kesehatan import AUDITOR, OPERATOR_PUSKESMAS, VERIFIKATOR_DINAS

pytestmark = pytest.mark.django_db


@pytest.fixture
def month() -> Pengajuan:
    """A month that was submitted."""
    return make_month(make_puskesmas("Panji"), status="diajukan")


def _page(client: Client, **asked: str) -> str:
    sign_in_as(client, AUDITOR)
    found = client.get(reverse("core:audit"), asked)
    assert found.status_code == 200
    return found.content.decode()


def test_an_entry_is_a_sentence_about_a_thing_with_a_name(client: Client, month: Pengajuan) -> None:
    page = _page(client)
    entries = AuditEntry.objects.filter(action="insentif.ajukan", subject_id=str(month.pk))
    actor = entries.latest("number").actor
    assert actor
    assert f"<b>{actor.name}</b>" in page
    assert "mengajukan bulan ke Dinas Kesehatan" in page
    assert f'<a href="{month.get_absolute_url()}">{month.full_name}</a>' in page
    assert "dari: Diverifikasi puskesmas" in page


def test_no_code_is_left_in_a_sentence(month: Pengajuan) -> None:
    entries = list(AuditEntry.objects.select_related("actor").order_by("-number"))
    reader = make_access(AUDITOR)
    told = [one for day in trail.days(entries, reader) for one in day.told]
    assert told
    for one in told:
        assert "_" not in f"{one.who} {one.role} {one.did} {one.detail}"
    assert audit.words({"aturan": "insentif_ukm.dasar", "peran": "operator_puskesmas"}) != (
        "aturan: insentif_ukm.dasar; peran: operator_puskesmas"
    )
    assert audit.words({"baris": list(range(57))}) == "baris: 57 buah"


def test_steps_of_one_kind_that_follow_each_other_are_one_sentence(month: Pengajuan) -> None:
    access, other = make_access(OPERATOR_PUSKESMAS, month.puskesmas), make_access(VERIFIKATOR_DINAS)
    for who in (access, access, access, other, access):
        audit.record("dokumen.unduh", month, access=who, kabupaten=month.kabupaten_id)
    rows = list(AuditEntry.objects.filter(action="dokumen.unduh").order_by("-number"))
    (day,) = trail.days(rows, access)
    assert [len(one.entries) for one in day.told] == [1, 1, 3]
    assert day.told[-1].numbers == f"{rows[-1].number} sampai {rows[-3].number}"
    assert day.count == 5
    # Hours apart, or of another day, they are sentences of their own.
    late = AuditEntry(**{f.attname: getattr(rows[0], f.attname) for f in rows[0]._meta.fields})
    late.at = rows[0].at - timedelta(days=1)
    assert len(trail.days([rows[0], late], access)) == 2


def test_what_is_out_of_reach_has_no_name(month: Pengajuan) -> None:
    rows = list(AuditEntry.objects.filter(action="insentif.ajukan"))
    elsewhere = make_access(OPERATOR_PUSKESMAS, make_puskesmas("Besuki"))
    assert trail.subjects_of(rows, elsewhere) == {}
    assert trail.subjects_of(rows, make_access(AUDITOR)) != {}
    gone = AuditEntry(subject_type="lama.hilang", subject_id="1", at=timezone.now())
    assert trail.subjects_of([gone], elsewhere) == {}


def test_a_thing_that_the_reader_may_not_open_has_a_name_and_no_way(month: Pengajuan) -> None:
    rows = list(AuditEntry.objects.filter(action="insentif.ajukan", subject_id=str(month.pk)))
    reader = make_access(AUDITOR)
    shut = replace(reader, role=KEPALA_UPT)
    assert {one.url for one in trail.subjects_of(rows, reader).values()} == {
        month.get_absolute_url()
    }
    assert [(one.name, one.url) for one in trail.subjects_of(rows, shut).values()] == [
        (month.audit_name, "")
    ]


def test_the_demo_s_events_stand_in_the_demo_s_time(settings: Settings) -> None:
    settings.DEMO, settings.BUSINESS_DATE = True, date(2022, 11, 3)
    puskesmas = make_puskesmas("Panji")
    with clock.pretend(date(2022, 9, 5)):
        past = audit.record("puskesmas.ubah", puskesmas, access=None, kabupaten="35.12")
    now = audit.record("puskesmas.ubah", puskesmas, access=None, kabupaten="35.12")
    days = [timezone.localtime(one.at).date() for one in (past, now)]
    assert days == [date(2022, 9, 5), date(2022, 11, 3)]
    assert list(audit.verify()) == []


def test_pages_and_filters_stay(client: Client, month: Pengajuan) -> None:
    assert "Tidak ada catatan yang cocok" in _page(client, orang="tidak ada orangnya")
    assert "open" in _page(client, tindakan="insentif").partition("Saring jejak")[0][-200:]
    for kind in ("xlsx", "csv"):
        found = client.get(reverse("core:audit"), {"ekspor": kind})
        assert "attachment" in found.headers["Content-Disposition"]
