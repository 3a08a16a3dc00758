"""The audit trail as people read it, chains of no district, and what is recorded together."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.core.trail import page_of, record, verify
from tests.factories.akun import make_access, make_user, sign_in_as
from tests.factories.kueri import asking
from tests.factories.wilayah import make_dinas, make_kabupaten
from upaya.commands import audit as command
from upaya.core import audit, triggers
from upaya.core.access import Access
from upaya.core.chains import NATION, Chain
from upaya.core.models import AuditEntry
from upaya.core.registry import registry
from upaya.regulasi.izin import IzinRegulasi
from upaya.rules.kesehatan import (
    ADMIN_DINAS,
    AUDITOR,
    KEPALA_DINAS,
    OPERATOR_PUSKESMAS,
    PENGAMAT_NASIONAL,
    PETUGAS,
)
from upaya.rules.roles import Role

pytestmark = pytest.mark.empty_world  # whole chains are counted here


@pytest.fixture
def access(db: None) -> Access:
    return make_access(ADMIN_DINAS)


@pytest.mark.django_db
def test_the_page_shows_the_district_and_filters(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    admin = make_access(ADMIN_DINAS, user=make_user(name="Ani Rekaan"))
    record(admin, 30)
    record(make_access(ADMIN_DINAS, make_dinas(make_kabupaten("35.10"))), 3)
    sign_in_as(client, AUDITOR)
    page_of(client)
    with django_assert_max_num_queries(6):
        page = page_of(client)
    assert "1 sampai 25 dari 30" in page
    assert "Ani Rekaan" in page
    assert "dari 30" in page_of(client, "?orang=ani&tindakan=unit.&objek=wilayah.unit")
    for query in (
        "?orang=budi",
        "?tindakan=insentif",
        "?objek=wilayah.unit+0",
        "?dari=2999-01-01",
        "?sampai=2000-01-01",
    ):
        assert "Tidak ada baris" in page_of(client, query), query
    for query in ("?dari=abc", "?dari=0001-01-01", "?sampai=9999-12-31", "?urut=entah&hal=x"):
        assert "dari 30" in page_of(client, query), query
    export = client.get("/audit/?ekspor=csv").content.decode("utf-8-sig").splitlines()
    assert len(export) == 31
    assert "Sidik catatan" in export[0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "status"),
    [
        (KEPALA_DINAS, 200),
        (ADMIN_DINAS, 200),
        (OPERATOR_PUSKESMAS, 403),
        (PETUGAS, 403),
        (PENGAMAT_NASIONAL, 403),
    ],
)
def test_who_may_read_the_trail(client: Client, role: Role, status: int) -> None:
    sign_in_as(client, role)
    assert client.get("/audit/").status_code == status


def test_details_are_read_in_words() -> None:
    detail = {"salin": False, "dari_bulan": "2022-09", "puskesmas": None, "bidang": ["a", "b"]}
    assert audit.words(detail) == "salin: tidak; dari bulan: 2022-09; bidang: a, b"


# ------------------------------------------------------------------ chains of no district
@pytest.fixture
def forum(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two named chains more: one that heads of a Dinas may read, one that nobody may."""
    said = (Chain("forum", "Komunitas praktik", IzinRegulasi.SETUJUI), Chain("mesin", "Mesin"))
    known = {**registry().chains, **{chain.name: chain for chain in said}}
    monkeypatch.setitem(registry().__dict__, "chains", known)  # where a cached property is kept


def _say(chain: str | None, **who: Any) -> AuditEntry:  # noqa: ANN401 - a keyword of record
    with transaction.atomic():
        return audit.record("unit.ubah", make_dinas(), chain=chain, **{"access": None} | who)


@pytest.mark.django_db
def test_what_belongs_to_no_district_has_chains_of_its_own(forum: None) -> None:
    member, district = make_user(), make_access(ADMIN_DINAS)
    first = _say("forum", actor_id=member.pk)
    second = _say("forum", access=district)
    nation = _say(None)
    assert [(e.chain, e.number, e.actor_id) for e in (first, second, nation)] == [
        ("forum", 1, member.pk),
        ("forum", 2, district.user_id),
        (NATION, 1, None),
    ]
    assert second.previous == first.digest
    with pytest.raises(LookupError, match="'warung' tidak dinyatakan"):
        _say("warung")
    assert list(audit.verify()) == []
    with triggers.lifted():
        AuditEntry.objects.filter(chain="forum", number=1).update(action="lain")
    assert {found.chain for found in audit.verify()} == {"forum"}


@pytest.mark.django_db
def test_the_page_shows_a_chain_only_to_who_may(forum: None, client: Client) -> None:
    for chain in ("forum", "mesin", None):
        _say(chain, actor_id=make_user(name=f"Orang Rantai {chain}").pk)
    record(make_access(ADMIN_DINAS), 2)
    seen = {
        role: (sign_in_as(client, role), page_of(client))[1] for role in (KEPALA_DINAS, ADMIN_DINAS)
    }
    assert "dari 3" in seen[KEPALA_DINAS]
    assert "Orang Rantai forum" in seen[KEPALA_DINAS]
    assert "Komunitas praktik" in seen[KEPALA_DINAS]
    assert "1 sampai 2 dari 2" in seen[ADMIN_DINAS]
    assert "Rantai" not in seen[ADMIN_DINAS]
    assert "Orang Rantai mesin" not in seen[KEPALA_DINAS]
    nation = make_access(PENGAMAT_NASIONAL).scope
    assert not AuditEntry.objects.for_scope(nation).exists()


@pytest.mark.django_db
def test_the_command_names_every_chain(
    forum: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "set_up_django", lambda: None)
    _say("forum")
    _say(None)
    assert verify() == 0
    printed = capsys.readouterr().out
    assert "nasional: 1 catatan utuh" in printed
    assert "Komunitas praktik: 1 catatan utuh" in printed


# ------------------------------------------------------------------ together
def _entries() -> list[tuple[int, str, object]]:
    rows = AuditEntry.objects.order_by("number")
    return [(row.number, row.action, row.detail.get("nomor")) for row in rows]


def test_what_is_recorded_together_is_one_chain_in_its_order_with_one_look_at_its_end(
    access: Access,
) -> None:
    unit = make_dinas()
    record(access)
    with asking() as asked, transaction.atomic(), audit.together():
        for place in range(3):
            audit.record("unit.ubah", unit, access=access, detail={"nomor": place})
        audit.hold(access.scope.kabupaten or "")
        with audit.together():  # a service inside belongs to whoever called it
            audit.record("unit.tambah", unit, access=access)
        assert len(_entries()) == 1  # nothing is written before the end
    assert asked.repeated == []
    assert sum('FROM "core_audithead"' in sql for sql, _ in asked.statements) == 1
    assert _entries()[1:] == [
        (2, "unit.ubah", 0),
        (3, "unit.ubah", 1),
        (4, "unit.ubah", 2),
        (5, "unit.tambah", None),
    ]
    record(access)
    assert list(audit.verify()) == []


def test_what_fails_together_leaves_no_entry_and_the_chain_goes_on(access: Access) -> None:
    unit = make_dinas()

    def fail() -> None:
        with transaction.atomic(), audit.together():
            audit.record("unit.ubah", unit, access=access)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert _entries() == []
    record(access, 2)
    assert [number for number, _, _ in _entries()] == [1, 2]
    assert list(audit.verify()) == []


def test_two_districts_recorded_together_have_a_chain_each(access: Access) -> None:
    unit = make_dinas()
    with transaction.atomic(), audit.together():
        audit.record("unit.ubah", unit, access=access, kabupaten="35.12")
        audit.record("unit.ubah", unit, access=access, kabupaten="35.10")
        audit.record("unit.ubah", unit, access=access, kabupaten="35.12")
    found = AuditEntry.objects.order_by("chain", "number").values_list("chain", "number")
    assert list(found) == [("35.10", 1), ("35.12", 1), ("35.12", 2)]
    assert list(audit.verify()) == []
