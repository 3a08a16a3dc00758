"""The executor on the real table of a month, with conditions and effects that a test can see."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.factories.akun import make_access, make_membership
from tests.factories.insentif import make_month, make_team
from tests.factories.peran import ROLES
from tests.factories.wilayah import make_puskesmas
from upaya.alur.reading import Reading, history
from upaya.alur.road import MoveRefusedError, Road
from upaya.core.access import Access
from upaya.core.models import AuditEntry
from upaya.insentif.bulan.models import Pengajuan
from upaya.rules.insentif.road import INSENTIF, TIM_VERIFIKASI
from upaya.rules.kesehatan import KEPALA_PUSKESMAS, PENGAMAT_NASIONAL, PETUGAS
from upaya.rules.roles import Role

Month = Reading[Pengajuan]
MaxQueries = Callable[[int], AbstractContextManager[CaptureQueriesContext]]

CONDITIONS = sorted({name for move in INSENTIF.moves.values() for name in move.conditions})


def _no_obstacle(_reading: Month) -> list[str]:
    return []


ROAD = Road(INSENTIF, Pengajuan, dict.fromkeys(CONDITIONS, _no_obstacle))


def _logged(month: Pengajuan) -> list[str]:
    """What the road left behind after the month was built; both traces say the same."""
    moves = [log.move for log in history(month)]
    audited = AuditEntry.objects.filter(
        subject_type="insentif.pengajuan",
        subject_id=month.pk,
        action__in=[f"insentif.{name}" for name in INSENTIF.moves],
    )
    assert [entry.action for entry in audited.order_by("number")] == [
        f"insentif.{name}" for name in moves
    ]
    return moves


@pytest.fixture
def month(waiting_month: Pengajuan) -> Pengajuan:
    """A filled month that waits for its verification team."""
    return waiting_month


def test_a_move_leaves_status_log_and_audit(month: Pengajuan) -> None:
    tim = make_team(month.puskesmas).tim
    moved = ROAD.execute(month.pk, "verifikasi", tim.access(), seen_status=month.status)
    assert moved.status == "diverifikasi_puskesmas"
    month.refresh_from_db()
    log = history(month).get(move="verifikasi")
    assert (log.source, log.target, log.actor_id, log.role, log.round, log.unit_id) == (
        "menunggu_verifikasi",
        "diverifikasi_puskesmas",
        tim.user_id,
        "tim_verifikasi",
        1,
        month.puskesmas_id,
    )
    assert (month.status, month.status_since) == (log.target, log.at)
    assert _logged(month) == ["kirim", "verifikasi"]


@pytest.mark.parametrize("role", [role for role in ROLES if role != TIM_VERIFIKASI])
def test_another_role_makes_no_move(month: Pengajuan, role: Role) -> None:
    if role in {PENGAMAT_NASIONAL, PETUGAS}:
        with pytest.raises(Pengajuan.DoesNotExist):  # does not even know of the month
            ROAD.execute(month.pk, "verifikasi", make_access(role))
    else:
        unit = None if role.reach.value == "kabupaten" else month.puskesmas
        with pytest.raises(MoveRefusedError, match="Langkah ini milik Tim verifikasi"):
            ROAD.execute(month.pk, "verifikasi", make_access(role, unit))
    assert _logged(month) == ["kirim"]


def test_another_unit_does_not_find_the_month(month: Pengajuan) -> None:
    other = make_access(TIM_VERIFIKASI, make_puskesmas("Besuki"))
    with pytest.raises(Pengajuan.DoesNotExist):
        ROAD.execute(month.pk, "verifikasi", other)


@pytest.mark.parametrize("name", [m.name for m in INSENTIF.moves.values()])
def test_a_move_starts_only_where_the_table_says(month: Pengajuan, name: str) -> None:
    move = INSENTIF.moves[name]
    if "menunggu_verifikasi" in move.sources:
        return
    (role,) = move.roles
    unit = None if role.reach.value == "kabupaten" else month.puskesmas
    with pytest.raises(MoveRefusedError, match="Statusnya sudah “Menunggu verifikasi"):
        ROAD.execute(month.pk, name, make_access(role, unit), reason="Alasan contoh.")


def test_what_was_seen_must_still_be_so(month: Pengajuan) -> None:
    with pytest.raises(MoveRefusedError, match="Statusnya sudah"):
        ROAD.execute(
            month.pk, "verifikasi", make_team(month.puskesmas).tim.access(), seen_status="draf"
        )


def test_who_prepared_does_not_verify(month: Pengajuan) -> None:
    operator = make_team(month.puskesmas).operator
    both = make_membership(TIM_VERIFIKASI, month.puskesmas, operator.user)
    with pytest.raises(MoveRefusedError, match="orang lain"):
        ROAD.execute(month.pk, "verifikasi", both.access())
    head = make_membership(KEPALA_PUSKESMAS, month.puskesmas, operator.user)
    ROAD.execute(month.pk, "verifikasi", make_team(month.puskesmas).tim.access())
    with pytest.raises(MoveRefusedError, match="Kirim ke tim verifikasi"):
        ROAD.execute(month.pk, "ajukan", head.access())


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_sending_back_needs_a_reason(month: Pengajuan, reason: str) -> None:
    tim = make_team(month.puskesmas).tim.access()
    with pytest.raises(MoveRefusedError, match="Tulis alasannya"):
        ROAD.execute(month.pk, "kembalikan_tim", tim, reason=reason)
    ROAD.execute(month.pk, "kembalikan_tim", tim, reason="  Penduduk keliru. ")
    assert history(month)[1].reason == "Penduduk keliru."


def test_every_obstacle_is_said_at_once(month: Pengajuan) -> None:
    refusals = dict.fromkeys(CONDITIONS, lambda _reading: ["Kurang A.", "Kurang B."])
    with pytest.raises(MoveRefusedError) as caught:
        replace(ROAD, conditions=refusals).execute(
            month.pk, "verifikasi", make_team(month.puskesmas).tim.access()
        )
    assert len(caught.value.reasons) == 2 * len(INSENTIF.moves["verifikasi"].conditions)
    assert _logged(month) == ["kirim"]


class BrokenError(Exception):
    pass


def test_nothing_is_half_done_when_an_effect_fails(month: Pengajuan) -> None:
    def effect(reading: Month, _access: Access, _context: Mapping[str, Any]) -> None:
        Pengajuan.objects.filter(pk=reading.subject.pk).update(penduduk=1)
        raise BrokenError

    before = month.penduduk
    with pytest.raises(BrokenError):
        replace(ROAD, effects={"verifikasi": effect}).execute(
            month.pk, "verifikasi", make_team(month.puskesmas).tim.access()
        )
    month.refresh_from_db()
    assert (month.status, month.penduduk) == ("menunggu_verifikasi", before)
    assert _logged(month) == ["kirim"]


def test_the_effect_gets_what_the_person_gave(month: Pengajuan) -> None:
    seen: list[Mapping[str, Any]] = []
    replace(
        ROAD, effects={"verifikasi": lambda _reading, _access, context: seen.append(context)}
    ).execute(
        month.pk,
        "verifikasi",
        make_team(month.puskesmas).tim.access(),
        reason=" Sesuai buktinya. ",
        context={"periksa": ["pelayanan"]},
    )
    assert seen == [{"alasan": "Sesuai buktinya.", "periksa": ["pelayanan"]}]


class Seen(Month):
    """A reading that notes what the executor did around it."""

    made: ClassVar[list[Month]] = []

    def __init__(self, subject: Pengajuan) -> None:
        super().__init__(subject)
        self.made.append(self)

    @cached_property
    def population(self) -> int | None:
        """A fact that others may change meanwhile."""
        return Pengajuan.objects.values_list("penduduk", flat=True).get(pk=self.subject.pk)


@pytest.fixture
def seen() -> Iterator[type[Seen]]:
    Seen.made.clear()
    yield Seen
    Seen.made.clear()


def test_conditions_and_effect_take_one_reading_made_after_the_locks(
    month: Pengajuan, seen: type[Seen], django_assert_max_num_queries: MaxQueries
) -> None:
    """What a page had read before is not decided upon, however fresh it looked."""
    page = seen(month)
    assert page.population == month.penduduk
    Pengajuan.objects.filter(pk=month.pk).update(penduduk=7)
    asked: list[tuple[Month, int | None]] = []
    locked: list[int] = []

    def hold(subject: Pengajuan) -> None:
        assert seen.made == [page]  # nothing is read before everything lies still
        locked.append(subject.pk)

    def condition(reading: Seen) -> list[str]:
        asked.append((reading, reading.population))
        return []

    def effect(reading: Seen, _access: Access, _context: Mapping[str, Any]) -> None:
        asked.append((reading, reading.population))

    road = replace(
        ROAD,
        conditions=dict.fromkeys(CONDITIONS, condition),
        effects={"verifikasi": effect},
        read=seen,
        holds={"verifikasi": hold},
    )
    with django_assert_max_num_queries(100) as captured:
        road.execute(month.pk, "verifikasi", make_team(month.puskesmas).tim.access())

    assert locked == [month.pk]
    (fresh,) = seen.made[1:]
    assert {(reading, value) for reading, value in asked} == {(fresh, 7)}
    assert len(asked) == len(INSENTIF.moves["verifikasi"].conditions) + 1
    assert sum('"penduduk" FROM' in query["sql"] for query in captured) == 1


def test_a_refusal_brings_what_it_was_decided_upon(month: Pengajuan, seen: type[Seen]) -> None:
    road = replace(
        ROAD, conditions=dict.fromkeys(CONDITIONS, lambda _reading: ["Kurang."]), read=seen
    )
    with pytest.raises(MoveRefusedError, match="Kurang") as caught:
        road.execute(month.pk, "verifikasi", make_team(month.puskesmas).tim.access())
    assert [caught.value.reading] == seen.made
    assert caught.value.fields is None


def test_what_an_effect_finds_wrong_with_a_form_is_a_refusal_with_its_fields(
    month: Pengajuan, seen: type[Seen]
) -> None:
    def effect(_reading: Month, _access: Access, _context: Mapping[str, Any]) -> None:
        raise ValidationError({"jumlah": "Terlalu banyak."})

    with pytest.raises(MoveRefusedError, match="Terlalu banyak") as caught:
        replace(ROAD, effects={"verifikasi": effect}, read=seen).execute(
            month.pk, "verifikasi", make_team(month.puskesmas).tim.access()
        )
    assert caught.value.fields is not None
    assert caught.value.fields.message_dict == {"jumlah": ["Terlalu banyak."]}
    assert [caught.value.reading] == seen.made
    assert _logged(month) == ["kirim"]


def test_whoever_the_reading_names_as_preparer_makes_no_move_that_asks_for_another(
    month: Pengajuan,
) -> None:
    tim = make_team(month.puskesmas).tim

    class Prepared(Month):
        preparers = frozenset({tim.user_id})

    with pytest.raises(MoveRefusedError, match="ikut mengisi"):
        replace(ROAD, read=Prepared).execute(month.pk, "verifikasi", tim.access())


def test_a_new_round_begins_after_the_move(month: Pengajuan) -> None:
    road = replace(ROAD, new_round=frozenset({"kembalikan_tim"}))
    tim = make_team(month.puskesmas).tim.access()
    road.execute(month.pk, "kembalikan_tim", tim, reason="Alasan contoh.")
    month.refresh_from_db()
    assert (month.round, history(month).get(move="kembalikan_tim").round) == (2, 1)


def test_what_comes_after_comes_after_the_commit_and_breaks_nothing(
    month: Pengajuan, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    told: list[str] = []

    def after(subject: Pengajuan, _move: object, _log: object) -> None:
        told.append(subject.status)
        raise BrokenError

    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        replace(ROAD, after=after).execute(
            month.pk, "verifikasi", make_team(month.puskesmas).tim.access()
        )
    assert told == []
    (callback,) = callbacks
    with pytest.raises(BrokenError):
        callback()
    assert told == ["diverifikasi_puskesmas"]


@pytest.mark.django_db(transaction=True)
def test_mail_that_fails_does_not_take_the_move_back() -> None:
    month = make_month(status="menunggu_verifikasi")

    def after(*_arguments: object) -> None:
        raise BrokenError

    replace(ROAD, after=after).execute(
        month.pk, "verifikasi", make_team(month.puskesmas).tim.access()
    )
    month.refresh_from_db()
    assert month.status == "diverifikasi_puskesmas"


@pytest.mark.django_db(transaction=True)
def test_a_double_click_moves_once() -> None:
    month = make_month(status="menunggu_verifikasi")
    access = make_team(month.puskesmas).tim.access()
    start, outcomes = threading.Barrier(2), []

    def click() -> None:
        try:
            start.wait(20)
            ROAD.execute(month.pk, "verifikasi", access, seen_status="menunggu_verifikasi")
            outcomes.append("moved")
        except MoveRefusedError as refusal:
            outcomes.append(str(refusal))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(outcome == "moved" for outcome in outcomes) == [False, True]
    assert any("Statusnya sudah “Diverifikasi puskesmas”" in outcome for outcome in outcomes)
    assert _logged(month) == ["kirim", "verifikasi"]


def test_a_road_answers_every_condition_of_its_table_and_no_other() -> None:
    with pytest.raises(ValueError, match="syarat tidak sepadan: lengkap"):
        replace(ROAD, conditions=dict.fromkeys(set(CONDITIONS) - {"lengkap"}, _no_obstacle))
    with pytest.raises(ValueError, match="syarat tidak sepadan: lebih"):
        replace(ROAD, conditions=dict.fromkeys([*CONDITIONS, "lebih"], _no_obstacle))
