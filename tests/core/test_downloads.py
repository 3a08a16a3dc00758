"""What leaves as a file stands in the audit; both its days are shown and filter."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import Client

from tests.factories.akun import make_membership, sign_in, sign_in_as
from upaya.core import audit, clock, triggers
from upaya.core.models import AuditEntry
from upaya.rules.kesehatan import ADMIN_DINAS, AUDITOR

pytestmark = pytest.mark.django_db


def _left() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action="berkas.keluar").order_by("pk"))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_is_recorded_with_who_where_and_how(client: Client, kind: str) -> None:
    made = sign_in_as(client, AUDITOR)
    client.get("/pengguna/")
    assert _left() == [], "a page is no file"
    client.get(f"/pengguna/?ekspor={kind}&nama=Rahasia")
    (entry,) = _left()
    assert (entry.actor_id, entry.role, entry.chain) == (made.user_id, "auditor", "35.12")
    assert entry.detail == {"halaman": "akun:daftar", "cara": kind}, "what was searched is a name"
    assert list(audit.verify()) == []


def test_a_template_and_a_refused_export(client: Client) -> None:
    sign_in_as(client, ADMIN_DINAS)
    client.get("/petugas/impor/templat/")
    client.get("/petugas/?ekspor=csv&hal=9")
    client.head("/petugas/?ekspor=csv")
    assert [entry.detail["halaman"] for entry in _left()] == [
        "pegawai:impor_templat",
        "pegawai:daftar",
    ]


def test_a_view_that_records_itself_is_not_recorded_twice(client: Client) -> None:
    with audit.watched() as seen, transaction.atomic():
        audit.record("uji", AuditEntry(), access=make_membership(ADMIN_DINAS).access())
    assert seen == ["uji"]


def test_business_day_and_clock_are_shown_and_filter(client: Client) -> None:
    member = make_membership(AUDITOR)
    with transaction.atomic():
        audit.record("uji", member, access=member.access())
    entry = AuditEntry.objects.latest("pk")
    assert entry.hari == clock.today()
    with triggers.lifted():
        noon = datetime(2026, 5, 6, 12, tzinfo=ZoneInfo("Asia/Jakarta"))
        AuditEntry.objects.filter(pk=entry.pk).update(at=noon, hari=date(2022, 9, 8))
    sign_in(client, member)
    for query, there in (
        ("hari_dari=2022-09-08&hari_sampai=2022-09-08", True),
        ("hari_dari=2022-09-09&hari_sampai=2022-09-09", False),
        ("dari=2026-05-06&sampai=2026-05-06", True),
        ("dari=2026-05-07&sampai=2026-05-07", False),
    ):
        text = client.get(f"/audit/?tindakan=uji&{query}").content.decode()
        assert ("8 September 2022" in text) is there, query
        assert ("6 Mei 2026 pukul 12.00" in text) is there, query


@pytest.mark.empty_world
def test_the_business_day_is_sealed_and_entries_without_one_still_hold() -> None:
    access = make_membership(ADMIN_DINAS).access()
    with transaction.atomic():
        entry = audit.record("uji", AuditEntry(), access=access)
    entry.hari = None
    without = audit.digest_of(entry)
    entry.hari = date(2022, 1, 1)
    assert audit.digest_of(entry) != without
    with triggers.lifted():
        AuditEntry.objects.update(hari=date(2022, 1, 1))
    assert [fault.what for fault in audit.verify()] == ["isi berubah setelah dicatat"]
