from __future__ import annotations

import threading
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, connection, connections, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from tests.factories.akun import make_access, make_user, sign_in_as
from tests.factories.kueri import asking
from tests.factories.wilayah import make_dinas, make_kabupaten
from upaya.commands import audit as command
from upaya.core import anchors, audit, triggers
from upaya.core.access import Access
from upaya.core.chains import NATION, Chain
from upaya.core.models import AuditEntry, AuditHead, WorkflowLog
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


def _record(access: Access, number: int = 1) -> None:
    unit = make_dinas()
    for place in range(number):
        with transaction.atomic():
            audit.record("unit.ubah", unit, access=access, detail={"nomor": place})


@pytest.fixture
def access(db: None) -> Access:
    return make_access(ADMIN_DINAS)


@pytest.fixture
def chain(access: Access) -> Iterator[Access]:
    """Five entries of one district, open to an attacker who took the triggers away."""
    _record(access, 5)
    assert list(audit.verify()) == []
    with triggers.lifted():
        yield access


def _verify(kept: Path | None = None) -> int:
    return command.run(Namespace(act=command._verify, jangkar=kept))


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
        role=access.role.name,
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


def _rewritten(*, keyed: bool) -> None:
    """The third entry says something else, and everything after it follows."""
    previous = AuditEntry.objects.get(number=2).digest
    for entry in AuditEntry.objects.filter(number__gte=3).order_by("number"):
        entry.action = "lain" if entry.number == 3 else entry.action
        entry.previous = previous
        entry.digest = previous = audit.digest_of(entry, keyed=keyed)
        entry.save()
    head = AuditHead.objects.get()
    head.digest = previous
    if keyed:
        head.seal = audit.seal_of(head)
    else:
        head.keyed_from = 99
    head.save()


def test_a_chain_rewritten_whole_without_the_key_is_found(chain: Access) -> None:
    _rewritten(keyed=False)
    assert [found.what for found in audit.verify()][-1] == "segel ujung rantai tidak cocok"


def test_a_chain_rewritten_with_the_key_does_not_fit_what_was_kept_outside(
    chain: Access, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "jangkar.jsonl"
    anchor = Namespace(act=command._anchor, ke=kept, surel=None)
    assert command.run(anchor) == 0
    _record(chain, 1)
    assert command.run(anchor) == 0  # the next day
    assert _verify(kept) == 0
    with triggers.lifted():
        _rewritten(keyed=True)
    assert _verify() == 0  # with the key everything can be made
    assert _verify(kept) == 1
    assert "nomor 5: bukan catatan yang dijangkar" in capsys.readouterr().out


def test_an_anchor_that_was_changed_is_no_anchor(
    chain: Access, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "jangkar.jsonl"
    (line,) = [anchor.line() for anchor in anchors.present()]
    for changed in (line.replace('"nomor": 5', '"nomor": 4'), "bukan json", "[]"):
        kept.write_text(f"\n{changed}\n", "utf-8")
        assert _verify(kept) == 1
    assert "baris 2" in capsys.readouterr().err


def test_anchors_are_mailed_to_somebody_outside(
    chain: Access, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        command.run(Namespace(act=command._anchor, ke=None, surel="pengawas@upaya.example"))
    (letter,) = mail.outbox
    (found,) = anchors.read(letter.body.splitlines())
    assert (found.rantai, found.nomor) == ("35.12", 5)


def test_a_head_taken_from_another_chain_is_found(chain: Access) -> None:
    far = make_access(ADMIN_DINAS, make_dinas(make_kabupaten("35.10")))
    _record(far, 5)
    other = AuditHead.objects.get(chain="35.10")
    AuditHead.objects.filter(chain="35.12").update(number=other.number, digest=other.digest)
    assert [found.chain for found in audit.verify()] == ["35.12"]


def test_the_chains_of_two_districts_do_not_touch(access: Access) -> None:
    far = make_access(ADMIN_DINAS, make_dinas(make_kabupaten("35.10")))
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
    access, unit, faults = make_access(ADMIN_DINAS), make_dinas(), []

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
    assert _verify() == 0
    assert "35.12: 5 catatan utuh" in capsys.readouterr().out
    _execute("DELETE FROM core_auditentry WHERE number = 2")
    assert _verify() == 1
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
    admin = make_access(ADMIN_DINAS, user=make_user(name="Ani Rekaan"))
    _record(admin, 30)
    _record(make_access(ADMIN_DINAS, make_dinas(make_kabupaten("35.10"))), 3)
    sign_in_as(client, AUDITOR)
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
    _record(make_access(ADMIN_DINAS), 2)
    seen = {
        role: (sign_in_as(client, role), _page(client))[1] for role in (KEPALA_DINAS, ADMIN_DINAS)
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
    assert _verify() == 0
    printed = capsys.readouterr().out
    assert "nasional: 1 catatan utuh" in printed
    assert "Komunitas praktik: 1 catatan utuh" in printed


# ------------------------------------------------------------------ together


def _entries() -> list[tuple[int, str, object]]:
    rows = AuditEntry.objects.order_by("number")
    return [(row.number, row.action, row.detail.get("nomor")) for row in rows]


@pytest.mark.empty_world
def test_what_is_recorded_together_is_one_chain_in_its_order_with_one_look_at_its_end(
    access: Access,
) -> None:
    unit = make_dinas()
    _record(access)
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
    _record(access)
    assert list(audit.verify()) == []


@pytest.mark.empty_world
def test_what_fails_together_leaves_no_entry_and_the_chain_goes_on(access: Access) -> None:
    unit = make_dinas()

    def fail() -> None:
        with transaction.atomic(), audit.together():
            audit.record("unit.ubah", unit, access=access)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert _entries() == []
    _record(access, 2)
    assert [number for number, _, _ in _entries()] == [1, 2]
    assert list(audit.verify()) == []


@pytest.mark.empty_world
def test_two_districts_recorded_together_have_a_chain_each(access: Access) -> None:
    unit = make_dinas()
    with transaction.atomic(), audit.together():
        audit.record("unit.ubah", unit, access=access, kabupaten="35.12")
        audit.record("unit.ubah", unit, access=access, kabupaten="35.10")
        audit.record("unit.ubah", unit, access=access, kabupaten="35.12")
    found = AuditEntry.objects.order_by("chain", "number").values_list("chain", "number")
    assert list(found) == [("35.10", 1), ("35.12", 1), ("35.12", 2)]
    assert list(audit.verify()) == []
