"""What a page asks of the database: how often, nothing twice, and the heaviest word for word."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from difflib import unified_diff
from pathlib import Path

import pytest

from tests.consistency import statements
from tests.consistency.bounds import BOUND, KNOWN, bound_of
from tests.consistency.checks import none_of
from tests.consistency.harvest import Harvest
from tests.consistency.visits import HOME, Answer, Query, Visit
from tests.consistency.world import ROADS
from tests.factories.peran import ROLES
from upaya.core.registry import registry

pytestmark = pytest.mark.django_db

SQL = Path(__file__).parent / "sql"
REPEATS = SQL / "ulangan.json"
HEAVIEST = 10


@pytest.fixture(scope="session")
def answers(harvest: Harvest, crowd: Harvest) -> list[Answer]:
    """Of both worlds: a page that shows nothing may ask less, one that shows much may ask more."""
    return [*harvest.answers, *crowd.answers]


def _most(answers: Iterable[Answer]) -> dict[str, Answer]:
    """By route, the answer that took most queries; of equal ones always the same."""
    found: dict[str, Answer] = {}
    for answer in answers:
        before = found.get(answer.visit.route)
        if before is None or _weight(answer) > _weight(before):
            found[answer.visit.route] = answer
    return found


def _weight(answer: Answer) -> tuple[int, str]:
    visit = answer.visit
    return len(answer.queries), f"{visit.role.name if visit.role else ''} {visit.url}"


def test_no_page_asks_the_database_too_often(answers: list[Answer]) -> None:
    most = _most(answer for answer in answers if answer.visit.method == "GET")
    faults = []
    for route, answer in most.items():
        count, bound = len(answer.queries), bound_of(route)
        if count > bound:
            faults.append(f"{answer}: {count} kueri, paling banyak {bound}{_twice(answer)}")
        elif route in KNOWN and count < bound:
            mended = f"turunkan {bound} menjadi {count}" if count > BOUND else "hapus"
            faults.append(f"{route}: sekarang {count} kueri; {mended} dalam BOUNDS bagiannya")
    faults += [
        f"{route}: tidak ada; hapus dari BOUNDS bagiannya" for route in KNOWN if route not in most
    ]
    none_of(faults)


def _twice(answer: Answer) -> str:
    (sql, _), times = answer.asked().most_common(1)[0]
    return f"; {times} kali: {sql[:160]}" if times > 1 else ""


# ------------------------------------------------------------------ growth
def test_more_data_is_not_more_queries(harvest: Harvest, crowd: Harvest) -> None:
    """Five times the officers, twice the puskesmas: for every role and every status."""
    pairs = [(answer, harvest.by_key[answer.visit.key]) for answer in crowd.answers]
    none_of(
        f"{after}: {len(before.queries)} menjadi {len(after.queries)} kueri; {_new(before, after)}"
        for before, after in pairs
        if after.status < 300 and len(after.queries) > len(before.queries)
    )
    compared = [after.visit for before, after in pairs if before.is_page and after.is_page]
    assert {visit.role for visit in compared} == {None, *ROLES}
    for name in ROADS:
        road = registry().roads[name]
        mine = [visit for visit in compared if visit.route.startswith(f"{name}:")]
        assert {visit.status for visit in mine} >= set(road.states)
        assert {visit.route for visit in mine} >= {f"{name}:alur_{move}" for move in road.moves}


def _new(before: Answer, after: Answer) -> str:
    """What is asked more often than before."""
    more = Counter(query.sql for query in after.queries)
    more.subtract(Counter(query.sql for query in before.queries))
    sql, times = more.most_common(1)[0]
    return f"{times} kali lagi: {sql[:160]}"


# ------------------------------------------------------------------ nothing twice
def test_nothing_is_asked_twice_in_one_request(
    answers: list[Answer], pytestconfig: pytest.Config
) -> None:
    """The same statement with the same parameters; what repeats today stands in ulangan.json."""
    worst: dict[str, Answer] = {}
    for answer in answers:
        if answer.repeats > getattr(worst.get(answer.visit.route), "repeats", 0):
            worst[answer.visit.route] = answer
    seen = {route: answer.repeats for route, answer in sorted(worst.items())}
    if pytestconfig.getoption("--tulis-sql"):
        REPEATS.write_text(json.dumps(seen, indent=1) + "\n", "utf-8")
    known: dict[str, int] = json.loads(REPEATS.read_text("utf-8"))
    faults = [
        f"{worst[route]}: {count} ulangan, diketahui {known.get(route, 0)}; {_again(worst[route])}"
        for route, count in seen.items()
        if count > known.get(route, 0)
    ]
    faults += [
        f"{route}: sekarang {seen.get(route, 0)} ulangan, bukan {count}; jalankan --tulis-sql"
        for route, count in known.items()
        if seen.get(route, 0) < count
    ]
    none_of(faults)


def _again(answer: Answer) -> str:
    """What is repeated, most often first, and who asks."""
    origins: dict[tuple[str, int], set[str]] = {}
    for query in answer.queries:
        origins.setdefault(query.asked, set()).add(query.origin)
    return "; ".join(
        f"{times} kali {sorted(origins[asked])}: {asked[0][:120]}"
        for asked, times in answer.asked().most_common(3)
        if times > 1
    )


def test_a_repeat_is_noticed_and_other_parameters_are_none() -> None:
    one, other = Query("SELECT 1", 1, "f"), Query("SELECT 1", 2, "f")
    visit = Visit(None, "core:healthz", "/healthz")
    assert Answer(visit, 200, {}, (one, other)).repeats == 0
    assert Answer(visit, 200, {}, (one, other, one, one)).repeats == 2


# ------------------------------------------------------------------ word for word
def test_the_heaviest_pages_ask_what_they_asked(
    harvest: Harvest, pytestconfig: pytest.Config
) -> None:
    """The ten pages with most queries; `pytest --tulis-sql` writes them anew."""
    most = _most(a for a in harvest.pages if a.visit.method == "GET" and a.visit.where == HOME)
    heaviest = sorted(most.values(), key=lambda a: (-len(a.queries), a.visit.route))[:HEAVIEST]
    now = {f"{answer.visit.route.replace(':', '_')}.sql": answer for answer in heaviest}
    if pytestconfig.getoption("--tulis-sql"):
        for old in SQL.glob("*.sql"):
            old.unlink()
        for name, answer in now.items():
            (SQL / name).write_text(statements.page(answer), "utf-8")
    assert {path.name for path in SQL.glob("*.sql")} == now.keys(), "jalankan pytest --tulis-sql"
    none_of(
        difference
        for name, answer in now.items()
        if (
            difference := _difference(
                name, (SQL / name).read_text("utf-8"), statements.page(answer)
            )
        )
    )


def _difference(name: str, before: str, after: str) -> str:
    lines = unified_diff(
        before.splitlines(), after.splitlines(), name, "sekarang", lineterm="", n=2
    )
    return "\n  ".join(lines)


def test_a_statement_is_written_so_that_people_can_read_it() -> None:
    columns = ", ".join(f'"a"."k{number}"' for number in range(7))
    said = f'SELECT {columns}, "b"."x" FROM "a" WHERE "a"."k1" IN (%s, %s, %s)'  # noqa: S608 - never executed
    wanted = "SELECT a.(7 kolom), b.x\nFROM a\nWHERE a.k1 IN (%s ...)"
    assert statements.written(said) == wanted
