from __future__ import annotations

import threading
from argparse import Namespace
from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories.akun import make_access, make_user, sign_in_as
from tests.factories.wilayah import make_dinas, make_kabupaten
from upaya.commands import audit as command
from upaya.core import audit, triggers
from upaya.core.access import Access
from upaya.core.models import AuditEntry, AuditHead, WorkflowLog
from upaya.rules.roles import Role

pytestmark = pytest.mark.empty_world  # whole chains are counted here


def _record(access: Access, number: int = 1) -> None:
    unit = make_dinas()
    for place in range(number):
        with transaction.atomic():
            audit.record("unit.ubah", unit, access=access, detail={"nomor": place})


@pytest.fixture
def access(db: None) -> Access:
    return make_access(Role.ADMIN_DINAS)


@pytest.fixture
def chain(access: Access) -> Iterator[Access]:
    """Five entries of one district, open to an attacker who took the triggers away."""
    _record(access, 5)
    assert list(audit.verify()) == []
    with triggers.lifted():
        yield access


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_auditentry SET action = 'lain'",
        "UPDATE core_auditentry SET detail = '{}' WHERE number = 1",
        "DELETE FROM core_auditentry",
        "DELETE FROM core_auditentry WHERE number = 1",
    ],
)
def test_the_database_refuses_to_change_an_entry(access: Access, statement: str) -> None:
    _record(access)
    with pytest.raises(DatabaseError, match="tidak boleh diubah"), transaction.atomic():
        _execute(statement)
    assert AuditEntry.objects.get().action == "unit.ubah"


def test_a_move_once_logged_stays(access: Access) -> None:
    WorkflowLog.objects.create(
        workflow="insentif",
        subject_id=1,
        kabupaten_id="35.12",
        unit_id=1,
        move="kirim",
        source="draf",
        target="menunggu_verifikasi",
        actor_id=access.user_id,
        role=access.role.value,
        round=1,
        at="2022-09-01T00:00:00Z",
    )
    for statement in ("UPDATE core_workflowlog SET reason = 'x'", "DELETE FROM core_workflowlog"):
        with pytest.raises(DatabaseError, match="tidak boleh diubah"), transaction.atomic():
            _execute(statement)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite knows no TRUNCATE")
def test_a_table_cannot_be_emptied_at_once(access: Access) -> None:
    _record(access)
    _execute("SET CONSTRAINTS ALL IMMEDIATE")  # else PostgreSQL refuses for another reason
    with pytest.raises(DatabaseError, match="tidak boleh diubah"), transaction.atomic():
        _execute("TRUNCATE core_auditentry CASCADE")


@pytest.mark.parametrize(
    ("statement", "number", "words"),
    [
        ("UPDATE core_auditentry SET action = 'lain' WHERE number = 3", 3, "isi berubah"),
        ("UPDATE core_auditentry SET actor_id = NULL WHERE number = 2", 2, "isi berubah"),
        ("DELETE FROM core_auditentry WHERE number = 3", 3, "catatan hilang"),
        ("DELETE FROM core_auditentry WHERE number = 5", 5, "ujung rantai"),
        ("DELETE FROM core_auditentry WHERE number = 1", 1, "catatan hilang"),
        ("UPDATE core_audithead SET number = 4", 6, "ujung rantai"),
        ("DELETE FROM core_audithead", 6, "ujung rantai"),
        ("DELETE FROM core_auditentry", 1, "ujung rantai"),
    ],
)
def test_every_alteration_is_found(chain: Access, statement: str, number: int, words: str) -> None:
    _execute(statement)
    breaks = list(audit.verify())
    assert any(found.number == number and words in found.what for found in breaks), breaks
    assert {found.chain for found in breaks} == {"35.12"}


def test_an_entry_rewritten_with_its_own_new_digest_no_longer_connects(chain: Access) -> None:
    entry = AuditEntry.objects.get(number=3)
    entry.action = "lain"
    AuditEntry.objects.filter(number=3).update(action="lain", digest=audit.digest_of(entry))
    assert [(found.number, found.what) for found in audit.verify()] == [
        (4, "tidak menyambung ke catatan sebelumnya")
    ]


def test_a_head_taken_from_another_chain_is_found(chain: Access) -> None:
    far = make_access(Role.ADMIN_DINAS, make_dinas(make_kabupaten("35.10")))
    _record(far, 5)
    other = AuditHead.objects.get(chain="35.10")
    AuditHead.objects.filter(chain="35.12").update(number=other.number, digest=other.digest)
    assert [found.chain for found in audit.verify()] == ["35.12"]


def test_the_chains_of_two_districts_do_not_touch(access: Access) -> None:
    far = make_access(Role.ADMIN_DINAS, make_dinas(make_kabupaten("35.10")))
    _record(access, 2)
    _record(far, 1)
    heads = dict(AuditHead.objects.order_by("chain").values_list("chain", "number"))
    assert heads == {"35.10": 1, "35.12": 2}


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        audit.record("unit.ubah", make_dinas(), access=None)
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_do_not_fork_the_chain() -> None:
    access, unit, faults = make_access(Role.ADMIN_DINAS), make_dinas(), []

    def write() -> None:
        try:
            for _ in range(5):
                with transaction.atomic():
                    audit.record("unit.ubah", unit, access=access)
        except Exception as fault:  # noqa: BLE001 - told to the main thread
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []
    assert AuditHead.objects.get().number == 20
    assert list(audit.verify()) == []


def test_the_command_lists_every_break(
    chain: Access, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "set_up_django", lambda: None)
    assert command.run(Namespace()) == 0
    assert "35.12: 5 catatan utuh" in capsys.readouterr().out
    _execute("DELETE FROM core_auditentry WHERE number = 2")
    assert command.run(Namespace()) == 1
    printed = capsys.readouterr().out
    assert "35.12 nomor 2: catatan hilang" in printed
    assert "RUSAK" in printed


def _page(client: Client, query: str = "") -> str:
    response = client.get(f"/audit/{query}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.django_db
def test_the_page_shows_the_district_and_filters(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    admin = make_access(Role.ADMIN_DINAS, user=make_user(name="Ani Rekaan"))
    _record(admin, 30)
    _record(make_access(Role.ADMIN_DINAS, make_dinas(make_kabupaten("35.10"))), 3)
    sign_in_as(client, Role.AUDITOR)
    _page(client)
    with django_assert_max_num_queries(6):
        page = _page(client)
    assert "1 sampai 25 dari 30" in page
    assert "Ani Rekaan" in page
    assert "dari 30" in _page(client, "?orang=ani&tindakan=unit.&objek=wilayah.unit")
    for query in (
        "?orang=budi",
        "?tindakan=insentif",
        "?objek=wilayah.unit+0",
        "?dari=2999-01-01",
        "?sampai=2000-01-01",
    ):
        assert "Tidak ada baris" in _page(client, query), query
    for query in ("?dari=abc", "?dari=0001-01-01", "?sampai=9999-12-31", "?urut=entah&hal=x"):
        assert "dari 30" in _page(client, query), query
    export = client.get("/audit/?ekspor=csv").content.decode("utf-8-sig").splitlines()
    assert len(export) == 31
    assert "Sidik catatan" in export[0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.KEPALA_DINAS, 200),
        (Role.ADMIN_DINAS, 200),
        (Role.OPERATOR_PUSKESMAS, 403),
        (Role.PETUGAS, 403),
        (Role.PENGAMAT_NASIONAL, 403),
    ],
)
def test_who_may_read_the_trail(client: Client, role: Role, status: int) -> None:
    sign_in_as(client, role)
    assert client.get("/audit/").status_code == status


def test_details_are_read_in_words() -> None:
    detail = {"salin": False, "dari_bulan": "2022-09", "puskesmas": None, "bidang": ["a", "b"]}
    assert audit.words(detail) == "salin: tidak; dari bulan: 2022-09; bidang: a, b"
