from __future__ import annotations

import threading
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core import mail
from django.db import DatabaseError, connection, connections, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.core.trail import record, verify
from tests.factories.akun import make_access
from tests.factories.wilayah import make_dinas, make_kabupaten
from upaya.commands import audit as command
from upaya.core import anchors, audit, triggers
from upaya.core.access import Access
from upaya.core.models import AuditEntry, AuditHead, WorkflowLog
from upaya.rules.kesehatan import ADMIN_DINAS

pytestmark = pytest.mark.empty_world  # whole chains are counted here


@pytest.fixture
def access(db: None) -> Access:
    return make_access(ADMIN_DINAS)


@pytest.fixture
def chain(access: Access) -> Iterator[Access]:
    """Five entries of one district, open to an attacker who took the triggers away."""
    record(access, 5)
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
    record(access)
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
    record(access)
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
    record(chain, 1)
    assert command.run(anchor) == 0  # the next day
    assert verify(kept) == 0
    with triggers.lifted():
        _rewritten(keyed=True)
    assert verify() == 0  # with the key everything can be made
    assert verify(kept) == 1
    assert "nomor 5: bukan catatan yang dijangkar" in capsys.readouterr().out


def test_an_anchor_that_was_changed_is_no_anchor(
    chain: Access, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "jangkar.jsonl"
    (line,) = [anchor.line() for anchor in anchors.present()]
    for changed in (line.replace('"nomor": 5', '"nomor": 4'), "bukan json", "[]"):
        kept.write_text(f"\n{changed}\n", "utf-8")
        assert verify(kept) == 1
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
    record(far, 5)
    other = AuditHead.objects.get(chain="35.10")
    AuditHead.objects.filter(chain="35.12").update(number=other.number, digest=other.digest)
    assert [found.chain for found in audit.verify()] == ["35.12"]


def test_the_chains_of_two_districts_do_not_touch(access: Access) -> None:
    far = make_access(ADMIN_DINAS, make_dinas(make_kabupaten("35.10")))
    record(access, 2)
    record(far, 1)
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
    assert verify() == 0
    assert "35.12: 5 catatan utuh" in capsys.readouterr().out
    _execute("DELETE FROM core_auditentry WHERE number = 2")
    assert verify() == 1
    printed = capsys.readouterr().out
    assert "35.12 nomor 2: catatan hilang" in printed
    assert "RUSAK" in printed
