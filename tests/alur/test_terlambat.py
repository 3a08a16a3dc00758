"""What is late is told to whoever stands above, once, in every system that has a clock."""

from __future__ import annotations

import argparse
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.alur.letters import write
from tests.at_once import at_once
from tests.factories.akun import make_membership
from tests.factories.miskol import Team, make_request, make_village
from tests.factories.wilayah import make_dinas, make_puskesmas
from tests.mainan.sistem import PEMBACA, PENGAWAS, PENULIS, WATCH, Surat
from upaya.alur import overdue
from upaya.commands import terlambat
from upaya.core import clock
from upaya.core.models import OverdueNotice
from upaya.core.registry import registry
from upaya.rules.kesehatan import KEPALA_DINAS
from upaya.rules.supermiskol import road
from upaya.rules.workflow import Workflow
from upaya.supermiskol.permohonan.models import Permohonan

pytestmark = pytest.mark.empty_world
TOP = {KEPALA_DINAS, road.PENANDATANGAN}
"""Above them stands nobody whom the application knows."""


def late_letter() -> Surat:
    letter = write(make_puskesmas())
    Surat.objects.filter(pk=letter.pk).update(status_since=clock.now() - timedelta(days=400))
    letter.refresh_from_db()
    return letter


def above(letter: Surat) -> str:
    return str(make_membership(PENGAWAS, make_dinas(make_puskesmas().kabupaten)).user.email)


# ------------------------------------------------------------------ every system
@pytest.mark.parametrize("workflow", registry().roads.values(), ids=lambda one: one.name)
def test_every_clock_is_watched_and_every_step_below_the_top_has_somebody_above(
    workflow: Workflow,
) -> None:
    watches = {watch.road.workflow.name: watch for watch in registry().load("watches")}
    timed = [s for s in workflow.states.values() if s.deadline]
    watch = watches[workflow.name]
    alone = {s.name for s in timed if not watch.superiors(s) and not set(s.waits_for) <= TOP}
    assert (alone, bool(timed)) == (set(), True)


# ------------------------------------------------------------------ once
@pytest.mark.django_db
def test_a_late_step_is_told_once_and_again_when_it_is_late_anew(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    letter = late_letter()
    in_time = write(make_puskesmas())
    address = above(letter)
    make_membership(PENULIS, make_puskesmas())
    told = []
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            told.append([WATCH.tell(pk) for pk in WATCH.untold()])
    assert told == [[True], []], "the one in time is not told of"
    assert [message.to for message in mail.outbox] == [[address]]
    said = mail.outbox[0]
    assert said.subject.startswith("Terlambat: ")
    assert letter.get_absolute_url() in said.body
    assert "Penulis mainan atau Pembaca mainan" in said.body
    assert not OverdueNotice.objects.filter(workflow="mainan", subject_id=in_time.pk).exists()
    Surat.objects.filter(pk=letter.pk).update(status_since=clock.now() - timedelta(days=300))
    assert WATCH.untold() == [letter.pk]


@pytest.mark.django_db
def test_who_moved_on_in_between_is_not_told_of_and_nobody_above_is_told_later() -> None:
    letter = late_letter()
    assert WATCH.untold() == [letter.pk]
    assert WATCH.tell(letter.pk) is False, "nobody stands above yet"
    assert not OverdueNotice.objects.filter(workflow="mainan").exists()
    above(letter)
    Surat.objects.filter(pk=letter.pk).update(status="terbaca")
    assert WATCH.tell(letter.pk) is False, "it went on after it was listed"
    Surat.objects.filter(pk=letter.pk).update(status="draf")
    assert WATCH.tell(letter.pk) is True


@pytest.mark.django_db
def test_the_database_allows_one_notice_of_one_stay() -> None:
    letter = late_letter()
    above(letter)
    assert WATCH.tell(letter.pk)
    again = OverdueNotice.objects.get(workflow="mainan", subject_id=letter.pk)
    again.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_once() -> None:
    letter = late_letter()
    address = above(letter)
    made, refused = at_once(lambda _: overdue.tell_all(), clicks=4)
    assert (sorted(made), refused) == ([0, 0, 0, 1], [])
    assert OverdueNotice.objects.get().subject_id == letter.pk
    assert [message.to for message in mail.outbox] == [[address]]


# ------------------------------------------------------------------ what it says
@pytest.mark.django_db
def test_a_request_for_a_letter_is_told_by_its_number_alone(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    capsys: pytest.CaptureFixture[str],
) -> None:
    village = make_village()
    team = Team(village)
    case, signer = make_request(village, road.DIAJUKAN), team.members[road.PENANDATANGAN]
    Permohonan.objects.filter(pk=case.pk).update(status_since=clock.now() - timedelta(days=30))
    with django_capture_on_commit_callbacks(execute=True):
        assert terlambat.run(argparse.Namespace()) == 0
    assert "baru diberitahukan" in capsys.readouterr().out
    mine = [m for m in mail.outbox if m.to == [signer.user.email] and case.tiket in m.body]
    assert len(mine) == 1
    assert road.PETUGAS_DINKES.label in mine[0].body
    for secret in (case.nama, case.nik, case.kk):
        assert secret not in f"{mine[0].subject} {mine[0].body}"


def test_who_reads_a_letter_is_above_nobody() -> None:
    assert WATCH.states(PEMBACA) == []
