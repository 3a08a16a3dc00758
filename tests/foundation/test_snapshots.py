"""The snapshots that all other tests stand on: the right one, and always as it was."""

import os
import sqlite3
import threading
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, connections
from django.test import TransactionTestCase

from tests.factories.akun import make_access, make_user
from tests.factories.core import make_stored_file
from tests.snapshots import digest
from tests.snapshots.arranged import Arrangement, arrangement
from tests.snapshots.build import DEMO_DAY, MEDIA
from tests.snapshots.plugin import choose
from tests.snapshots.sqlite import Sqlite
from tests.snapshots.store import IN_USE, KEPT, Build, Store, fill_in_a_process_of_its_own
from tests.snapshots.worker import ARRANGED, Stand, Worker
from tests.world.handle import TODAY, World
from upaya.akun.models import User
from upaya.core import clock, files
from upaya.core.models import StoredFile
from upaya.core.registry import registry
from upaya.demo.kabupaten import KODE
from upaya.rules.insentif.road import INSENTIF
from upaya.rules.kesehatan import ADMIN_DINAS, PETUGAS
from upaya.wilayah.models import Kabupaten, Unit

Users = tuple[list[User], date, int, StoredFile]


@arrangement(upon="kosong", BUSINESS_DATE=date(2022, 11, 3))
def three_users() -> Users:
    """Rows, a file of theirs, and what was seen meanwhile."""
    stored = make_stored_file(make_access(ADMIN_DINAS))
    users = [make_user(f"tiga.{number}") for number in range(3)]
    return users, clock.today(), os.getpid(), stored


# ------------------------------------------------------------------ which one
def test_the_world_is_at_hand_on_its_day(world: World) -> None:
    assert clock.today() == TODAY
    assert set(world.months) == set(INSENTIF.states)
    for status, month in world.months.items():
        month.refresh_from_db()
        assert (month.status, month.puskesmas) == (status, world.home.unit)
    assert world.members[PETUGAS].user == world.home.user


@pytest.mark.parametrize("_turn", [1, 2])
def test_what_a_test_does_to_the_handle_stays_in_it(world: World, _turn: int) -> None:
    assert world.home.unit.nama == "Jangkar"
    world.home.unit.nama = "Lain"
    world.months.clear()


@pytest.mark.django_db
def test_without_a_mark_the_shared_world_stands_there() -> None:
    assert Unit.objects.filter(nama="Jangkar").exists()
    assert clock.today() != TODAY


@pytest.mark.django_db
@pytest.mark.empty_world
def test_the_empty_world_has_no_row() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("upaya.")]
    assert len(ours) > 30
    assert [model.__name__ for model in ours if model._default_manager.exists()] == []


@pytest.mark.django_db
@pytest.mark.demo_world
def test_the_demo_world_is_looked_at_on_its_day() -> None:
    assert settings.DEMO
    assert clock.today() == DEMO_DAY
    brought = [stage.kode for stage in registry().load("stages")]
    assert "35.10" in brought
    assert {district.pk for district in Kabupaten.objects.all()} == {KODE, *brought}


DB, EMPTY, DEMO = "django_db", "empty_world", "demo_world"
EARLIER = Arrangement(list, "kosong")
LATER = Arrangement(list, "dunia")


@pytest.mark.parametrize(
    ("marks", "fixtures", "arranged", "stand"),
    [
        ([], ["tmp_path"], [], None),
        ([], ["db"], [], "dunia"),
        ([], ["live_server"], [], "dunia"),
        ([DB], [], [], "dunia"),
        ([DB], ["db", "world"], [], "dunia"),
        ([DB, EMPTY], [], [], "kosong"),
        ([DEMO, EMPTY], ["transactional_db"], [], "contoh"),
        ([], ["db"], [EARLIER], EARLIER),
        ([DB], ["world"], [LATER], LATER),
        ([EMPTY], [], [EARLIER], EARLIER),
    ],
)
def test_marks_and_fixtures_choose(
    marks: list[str], fixtures: list[str], arranged: list[Arrangement], stand: Stand | None
) -> None:
    assert choose(marks, fixtures, arranged) == stand


@pytest.mark.parametrize(
    ("marks", "fixtures", "arranged"),
    [
        ([EMPTY], ["world"], []),
        ([DEMO], ["world"], []),
        ([], ["world"], [EARLIER]),
        ([EMPTY], [], [LATER]),
        ([], [], [EARLIER, LATER]),
    ],
)
def test_nobody_stands_on_two_worlds(
    marks: list[str], fixtures: list[str], arranged: list[Arrangement]
) -> None:
    with pytest.raises(pytest.UsageError):
        choose(marks, fixtures, arranged)


# ------------------------------------------------------------------ as it was
@pytest.mark.django_db(transaction=True)
def test_what_was_committed_is_gone_with_its_database(snapshots: Worker) -> None:
    make_user("sisa")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE sisa (id integer)")
    before = connection.settings_dict["NAME"]
    TransactionTestCase("__init__")._fixture_teardown()  # type: ignore[attr-defined] # no stub
    snapshots.select("dunia")
    assert connection.settings_dict["NAME"] != before
    assert "sisa" not in connection.introspection.table_names()
    assert not User.objects.filter(username="sisa").exists()
    assert Unit.objects.filter(nama="Jangkar").exists()


@pytest.mark.django_db(transaction=True)
def test_threads_follow_to_another_snapshot(snapshots: Worker) -> None:
    seen: list[bool] = []

    def look() -> None:
        seen.append(Unit.objects.exists())
        connections.close_all()

    for name in ("kosong", "dunia"):
        with snapshots.standing_on(name):
            thread = threading.Thread(target=look)
            thread.start()
            thread.join()
    assert seen == [False, True]


def test_files_of_the_world_come_back(world: World, snapshots: Worker) -> None:
    kept = list(StoredFile.objects.order_by("pk"))
    assert len(kept) > len(INSENTIF.states)
    own = make_stored_file(next(iter(world.members.values())).access())
    gone, spoilt = kept[:2]
    (Path(settings.MEDIA_ROOT) / gone.path).unlink()
    (Path(settings.MEDIA_ROOT) / spoilt.path).write_bytes(b"")
    snapshots.select("dunia")
    for file in [*kept, own]:
        assert files.read(file)


# ------------------------------------------------------------------ arranged once
@pytest.mark.parametrize("_turn", [1, 2])
def test_what_was_arranged_is_there_and_stays_as_it_was(three_users: Users, _turn: int) -> None:
    users, day, process, stored = three_users
    assert (day, process) == (date(2022, 11, 3), os.getpid())
    assert clock.today() != day  # the test itself lives today
    assert set(User.objects.filter(username__startswith="tiga.")) == set(users)
    assert files.read(stored)
    User.objects.filter(pk=users.pop().pk).delete()
    (Path(settings.MEDIA_ROOT) / stored.path).unlink()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_turn", [1, 2])
def test_after_real_transactions_it_is_made_again(three_users: Users, _turn: int) -> None:
    User.objects.get(pk=three_users[0][0].pk).delete()


@arrangement()
def somebody(name: str) -> User:
    return make_user(name)


@pytest.fixture
def somebodys_name(somebody: User) -> str:
    return somebody.username


@pytest.mark.parametrize("name", ["ali", "budi"])
def test_the_test_says_with_what_it_is_made(somebodys_name: str, name: str) -> None:
    there = [one for one in ("ali", "budi") if User.objects.filter(username=one).exists()]
    assert there == [somebodys_name] == [name]


def test_it_is_made_once_and_forgotten_only_for_newer_ones(snapshots: Worker) -> None:
    snapshots.select("kosong")
    made: list[int] = []

    def numbered(number: int) -> Arrangement:
        return Arrangement(lambda: made.append(number), "kosong")

    wanted = [numbered(number) for number in range(ARRANGED + 1)]
    for one in [*wanted, wanted[1], wanted[-1], wanted[0]]:
        with snapshots.standing_on(one):
            pass
    assert made == [*range(ARRANGED + 1), 0]


def test_one_that_breaks_leaves_no_database(snapshots: Worker) -> None:
    def breaks() -> None:
        raise ValueError

    before = dict(snapshots._copies)
    with pytest.raises(ValueError):  # noqa: PT011, SIM117 - raised three lines above
        with snapshots.standing_on(Arrangement(breaks, "kosong")):
            pytest.fail("stands on nothing")
    assert snapshots._copies == before


# ------------------------------------------------------------------ built once
@pytest.fixture
def built() -> list[str]:
    """What was built, in order."""
    return []


@pytest.fixture
def fill(built: list[str]) -> Build:
    """In place of the real one, which takes its time."""

    def build(name: str, folder: Path, address: str) -> None:
        (folder / MEDIA).mkdir()
        with closing(sqlite3.connect(address.removeprefix("sqlite:///"))) as database:
            database.execute(f"CREATE TABLE {name} (id integer)")
        built.append(name)

    return build


def test_whoever_comes_first_builds_and_the_others_take_it(
    tmp_path: Path, built: list[str], fill: Build
) -> None:
    found: list[Path] = []

    def need(name: str) -> None:
        found.append(Store(Sqlite(), tmp_path, fill).snapshot(name))

    wanted = ("dunia", "contoh", "dunia", "kosong")
    threads = [threading.Thread(target=need, args=(name,)) for name in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(built) == ["contoh", "dunia", "kosong"]
    assert len(set(found)) == 3


def test_a_world_stands_on_the_tables_of_the_empty_one(tmp_path: Path, fill: Build) -> None:
    world = Store(Sqlite(), tmp_path, fill).snapshot("dunia")
    with closing(sqlite3.connect(world / "isi.sqlite3")) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    assert tables == {"kosong", "dunia"}


def test_what_cannot_be_built_is_tried_once(tmp_path: Path, built: list[str]) -> None:
    def breaks(name: str, folder: Path, address: str) -> None:
        built.append(name)
        raise ValueError(name)

    store = Store(Sqlite(), tmp_path, breaks)
    for _ in range(2):
        with pytest.raises(ValueError, match="kosong"):
            store.snapshot("dunia")
    assert built == ["kosong"]
    assert not any(path.is_dir() and path.name == "kosong" for path in store.folder.iterdir())


def test_a_real_builder_that_breaks_says_why(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="KeyError: 'entah'"):
        fill_in_a_process_of_its_own("entah", tmp_path, "sqlite:///:memory:")


def test_only_the_latest_are_kept(tmp_path: Path, fill: Build) -> None:
    now = time.time()
    (tmp_path / "sqlite-hariini").mkdir()
    for age in range(KEPT + 1):
        older = tmp_path / f"sqlite-{age}"
        older.mkdir()
        os.utime(older, (now - IN_USE - age - 1,) * 2)
    other = tmp_path / "postgresql-1"
    other.mkdir()
    present = Store(Sqlite(), tmp_path, fill).folder
    assert set(tmp_path.iterdir()) == {
        present,
        other,
        tmp_path / "sqlite-hariini",
        *(tmp_path / f"sqlite-{age}" for age in range(KEPT - 2)),
    }


def test_a_change_of_what_worlds_are_made_of_makes_others(tmp_path: Path, fill: Build) -> None:
    assert digest.digest("sqlite 1") != digest.digest("sqlite 2")
    parts = {str(path.relative_to(digest.ROOT)) for path in digest.files()}
    assert {
        "src/upaya/insentif/migrations/0001_initial.py",
        "src/upaya/rules/insentif/situbondo.yaml",
        "src/upaya/demo/muat.py",
        "tests/factories/insentif.py",
        "tests/world/build.py",
        "tests/settings.py",
        "uv.lock",
    } <= parts
    assert not [part for part in parts if "/views" in part or part.endswith(".html")]
