"""An attacker with every role, at every address, with everything that can be sent.

`make test` makes a few steps, `make attack` many (`--serangan`, `--benih`). Each step is undone.
What a step breaks is said with its number: the same seed makes the same steps again.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from tests.attack import hostile
from tests.consistency.checks import none_of
from tests.consistency.doors import Doors, walkable
from tests.consistency.fixtures import OpenWorld
from tests.consistency.harvest import enter
from tests.consistency.routes import Route
from tests.consistency.world import BUILDERS
from tests.factories.akun import sign_in
from tests.factories.peran import ROLES
from tests.world.handle import Place
from upaya.akun.models import User
from upaya.core.models import StoredFile
from upaya.exchange.xlsx_writer import CSV_TYPE
from upaya.rules.kesehatan import ADMIN_DINAS, AUDITOR
from upaya.rules.roles import Role

pytestmark = pytest.mark.django_db

SIGNS = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def doors(open_world: OpenWorld) -> Iterator[Doors]:
    with open_world("dunia") as opened:
        yield opened


class Attacker:
    """Draws its steps from a seed and goes through the world in every role."""

    def __init__(self, doors: Doors, seed: int) -> None:
        self.doors, self.seed = doors, seed
        self.routes = [route for route in walkable() if route.name != "account_logout"]
        self._clients: dict[Role | None, Client] = {}
        self._foreign = {
            place.name: {model: doors.row(model, place) for model in BUILDERS}
            for place in doors.world.others
        }
        self._before = {place.name: self._rows(place) for place in doors.world.others}

    def client(self, role: Role | None) -> Client:
        """Signed in as that role; an error is an answer, not an exception."""
        if role not in self._clients:
            self._clients[role] = enter(self.doors.world, role)
            self._clients[role].raise_request_exception = False
        return self._clients[role]

    def step(self, number: int) -> list[str]:
        """One request that is undone; what was wrong with its answer."""
        draw = Random(f"{self.seed}/{number}")  # noqa: S311 - it must be repeatable
        role = draw.choice((None, *ROLES))
        route, method = draw.choice(self.routes), draw.choices(hostile.METHODS, (5, 8, *[1] * 6))[0]
        home = self.doors.world.home
        place = draw.choice((home, home, *self.doors.world.others)) if route.loads else home
        url = self.doors.url(route, place)
        self.client(role)  # its session is not undone
        with transaction.atomic():
            files = StoredFile.objects.count()
            response = self._send(draw, role, url, method)
            # Counted now: looking for what is beyond reach may make rows of the world.
            kept = StoredFile.objects.count() > files
            faults = list(_faults(response))
            faults += self._beyond(role, route, place, response)
            if method == "POST" and role is not None:
                faults += self._written(role, kept=kept)
            transaction.set_rollback(True)
        _let_go(response)
        name = role.name if role else "-"
        where = f"langkah {number} (benih {self.seed}): {name} {method} {url[:90]}"
        return [f"{where} -> {response.status_code}: {fault}" for fault in faults]

    def _send(self, draw: Random, role: Role | None, url: str, method: str) -> HttpResponse:
        client = self.client(role)
        asked = url.partition("?")[0] + hostile.query(draw) if draw.random() < 0.6 else url
        headers = {
            "HTTP_HX_REQUEST": draw.choice(("true", "")),
            "HTTP_REFERER": draw.choice(hostile.VALUES)[:100].replace("\0", ""),
            "HTTP_X_FORWARDED_FOR": draw.choice(("jahat", "1.2.3.4, 5.6.7.8", "")),
        }
        if method != "POST":
            return client.generic(method, asked, "", **headers)  # type: ignore[arg-type,return-value]
        page = _body(client.get(url)).decode("utf-8", "replace")
        if draw.random() < 0.15:
            kind = draw.choice(
                ("application/json", "text/plain", "multipart/form-data; boundary=x")
            )
            raw = draw.choice(hostile.VALUES).encode("utf-8", "replace")
            return client.generic("POST", asked, raw, kind, **headers)  # type: ignore[arg-type,return-value]
        rows = [row for place in self._foreign.values() for row in place.values()]
        keys = [row.pk for row in rows if isinstance(row.pk, int)]
        sent = hostile.body(draw, hostile.fields(page), keys)
        return client.post(asked, sent, **headers)  # type: ignore[arg-type,return-value]

    def _beyond(
        self, role: Role | None, route: Route, place: Place, response: HttpResponse
    ) -> Iterator[str]:
        """Nothing of another district, puskesmas or person is there for whom it is not."""
        if role is None or not route.loads or route.public:
            return
        if self.doors.verdict(role, route, place) and response.status_code not in (403, 404, 405):
            yield f"baris milik {place.name} menjawab"
        if place in self.doors.beyond(role) and place.mark.encode() in _body(response):
            yield f"nama milik {place.name} tampak"

    def _rows(self, place: Place) -> dict[str, object]:
        return {
            model._meta.label: list(model._default_manager.filter(pk=row.pk).values())
            for model, row in self._foreign[place.name].items()
        }

    def _written(self, role: Role, *, kept: bool) -> Iterator[str]:
        """Nobody wrote beyond the own reach; no hostile file was kept."""
        if connection.needs_rollback:
            yield "transaksinya rusak"
            return
        for place in self.doors.beyond(role):
            before = self._before[place.name]
            changed = [name for name, rows in self._rows(place).items() if rows != before[name]]
            if changed:
                yield f"mengubah milik {place.name}: {', '.join(changed)}"
        if kept:
            yield "menyimpan berkas jahat"


def _body(response: Any) -> bytes:  # noqa: ANN401 - whole or streaming
    """What was sent; a file that streams is read and closed, and gives nothing a second time."""
    if not response.streaming:
        return bytes(response.content)
    whole = b"".join(response)
    _let_go(response)
    return whole


def _let_go(response: Any) -> None:  # noqa: ANN401 - whole or streaming
    """Close what it holds; its own `close` would close the database of this step too."""
    for close in response._resource_closers:
        close()


def _faults(response: HttpResponse) -> Iterator[str]:
    if response.status_code >= 500:
        fault = getattr(response, "exc_info", None)
        yield f"galat peladen {fault[0].__name__}: {fault[1]}" if fault else "galat peladen"
    if "X-Uji" in response.headers:
        yield "kepala jawaban disisipi"
    target = response.headers.get("Location", "")
    if "jahat" in target.partition("?")[0] or target.startswith(("//", "/\\")):
        yield f"mengantar ke luar: {target[:60]}"
    kind = response.headers.get("Content-Type", "")
    if kind.startswith("text/html") and hostile.TAG.encode() in _body(response):
        yield "skrip tertulis apa adanya"


@pytest.fixture(scope="module")
def attacker(doors: Doors, pytestconfig: pytest.Config) -> Attacker:
    return Attacker(doors, pytestconfig.getoption("--benih"))


@pytest.mark.budget(30, "a hundred requests and more, by everybody")
def test_nothing_that_is_sent_breaks_the_house(
    attacker: Attacker, pytestconfig: pytest.Config
) -> None:
    none_of(
        fault
        for number in range(pytestconfig.getoption("--serangan"))
        for fault in attacker.step(number)
    )


BY_MAIL = {"komunitas:kabar"}
"""Sent by a mail program that has seen no page (RFC 8058): its address is signed."""


@pytest.mark.budget(30, "every address once")
def test_no_form_is_taken_without_the_token_of_its_page(doors: Doors) -> None:
    """Every address, by a role that may open it: a form of another site does nothing."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    sign_in(client, doors.world.members[ADMIN_DINAS])
    taken = []
    for route in walkable():
        url = doors.url(route, doors.world.home)
        with transaction.atomic():
            answer = client.post(url, {"x": "1"})
            transaction.set_rollback(True)
        if answer.status_code != 403 and route.name not in BY_MAIL:
            taken.append(f"{route}: {answer.status_code}")
    none_of(taken)


@pytest.mark.budget(20, "every list as a file")
def test_no_list_leaves_with_a_formula_in_it(doors: Doors) -> None:
    """Names that a spreadsheet would compute: in every list that leaves as CSV."""
    client = Client()
    sign_in(client, doors.world.members[AUDITOR])
    found, seen = [], 0
    with transaction.atomic():
        User.objects.exclude(username="").update(name="=HYPERLINK(1)")
        for route in walkable():
            if route.loads or route.public or route.extra:
                continue
            answer = client.get(f"{route.url()}?ekspor=csv")
            if answer.headers.get("Content-Type") != CSV_TYPE:
                continue
            seen += 1
            cells = answer.content.decode("utf-8-sig").replace("\r\n", ";").split(";")
            numbers = {cell for cell in cells if cell.lstrip("-").replace(".", "").isdigit()}
            bad = [cell for cell in {*cells} - numbers if cell.startswith(SIGNS) and cell != "-"]
            found += [f"{route}: {cell[:40]}" for cell in bad]
        transaction.set_rollback(True)
    assert seen, "some list was exported"
    none_of(found)


def test_the_attack_is_not_blind() -> None:
    """What it looks for it would see."""
    whole = HttpResponse(hostile.TAG, headers={"X-Uji": "serang"})
    assert len(list(_faults(whole))) == 2
    led = HttpResponse(status=302, headers={"Location": "http://jahat.example/"})
    assert list(_faults(led))
    page = '<input name="a"><input type="file" name="b"><select name="c">'
    assert hostile.fields(page) == {"a": False, "b": True, "c": False}
