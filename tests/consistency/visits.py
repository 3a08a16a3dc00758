"""One request and what came of it: its answer, its words, its queries. Every write is undone."""

from __future__ import annotations

import io
import re
import sys
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from types import FrameType
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.test import Client

from tests.consistency.routes import Route, named
from tests.consistency.sources import PACKAGE
from tests.world.handle import MARK
from upaya.rules.roles import Role

HOME, EXPORT, MIXED, OTHER = "home", "ekspor", "campur", "lain"
"""What was asked for beside the places: one's own, its export, own object with foreign part, a move
when it stands otherwise with what is in its way."""

_NAMES = re.compile(rf"{MARK}[A-Z][a-z]+")
_NO_QUERY = re.compile(r"(ROLLBACK TO |RELEASE )?SAVEPOINT ")
_OURS = str(PACKAGE)


Key = tuple[Role | None, str, str, str, str]
"""Role, route, status, where and method."""


@dataclass(frozen=True)
class Visit:
    """What is asked; `status` is that of the month it shows, "" when it shows none.

    `wanted` is the refusal that scope or permission calls for, 0 when the door is to open.
    """

    role: Role | None
    route: str
    url: str
    status: str = ""
    where: str = HOME
    method: str = "GET"
    wanted: int = 0

    @property
    def key(self) -> Key:
        """The same question in another world."""
        return (self.role, self.route, self.status, self.where, self.method)

    def __str__(self) -> str:
        who = self.role.name if self.role else "tanpa masuk"
        return f"{who}: {self.method} {self.route} {self.status} ({self.where})"


class Query(NamedTuple):
    """One statement; equal `parameters` are equal values. `origin` is our function that asked."""

    sql: str
    parameters: int
    origin: str

    @property
    def asked(self) -> tuple[str, int]:
        """What was asked, whoever did."""
        return (self.sql, self.parameters)


@dataclass(frozen=True)
class Answer:
    """What came; `names` are the marks of places in any body, `packed` the page itself."""

    visit: Visit
    status: int
    headers: dict[str, str] = field(repr=False)
    queries: tuple[Query, ...] = field(repr=False)
    packed: bytes = field(repr=False, default=b"")
    fault: str = ""
    names: frozenset[str] = frozenset()

    def __str__(self) -> str:
        said = f"{self.visit} -> {self.status}"
        return f"{said} {self.headers.get('Location', '')} {self.fault}".strip()

    @property
    def role(self) -> Role | None:
        return self.visit.role

    @property
    def route(self) -> Route:
        return named(self.visit.route)

    @property
    def html(self) -> str:
        """The page as it was sent; "" when it was none."""
        return zlib.decompress(self.packed).decode() if self.packed else ""

    @property
    def is_page(self) -> bool:
        """Whether what was asked for was shown, and not a file."""
        return self.status == 200 and bool(self.packed)

    @property
    def repeats(self) -> int:
        """Statements asked again with the same parameters."""
        return sum(times - 1 for times in self.asked().values())

    def asked(self) -> Counter[tuple[str, int]]:
        """How often each statement was asked with the same parameters."""
        return Counter(query.asked for query in self.queries)


_known: dict[Query, Query] = {}


def ask(client: Client, visit: Visit, before: Callable[[], object] | None = None) -> Answer:
    """One request whose writes are undone, and with them what was done `before`."""
    seen: list[Query] = []

    def note(execute: Any, sql: str, parameters: Any, *rest: Any) -> object:  # noqa: ANN401 - Django's hook
        if not _NO_QUERY.match(sql):
            # One object for equal queries: what is kept of a run stays small.
            query = Query(sql, hash(repr(parameters)), _origin())
            seen.append(_known.setdefault(query, query))
        return execute(sql, parameters, *rest)

    with transaction.atomic():
        if before is not None:
            before()
        with connection.execute_wrapper(note):
            response: Any = getattr(client, visit.method.lower())(visit.url)
            body = b"".join(response)
        transaction.set_rollback(True)
    error = getattr(response, "exc_info", None)
    kind = response.headers.get("Content-Type", "")
    return Answer(
        visit,
        response.status_code,
        dict(response.headers),
        tuple(seen),
        zlib.compress(body, 1) if kind.startswith("text/html") else b"",
        f"{error[0].__name__}: {error[1]}" if error else "",
        frozenset(_NAMES.findall("".join(_texts(body)))),
    )


def _origin() -> str:
    """The innermost function of ours on the way to this statement."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        if frame.f_code.co_filename.startswith(_OURS):
            return frame.f_code.co_qualname.split(".<locals>")[0]
        frame = frame.f_back
    return ""


def _texts(body: bytes) -> Iterator[str]:
    """What can be read in an answer; a workbook and a folder are zips of it."""
    if not body.startswith(b"PK\x03\x04"):
        yield body.decode("utf-8", "replace")
        return
    with zipfile.ZipFile(io.BytesIO(body)) as folder:
        for name in folder.namelist():
            yield name
            yield from _texts(folder.read(name))


def exported(visit: Visit) -> Visit:
    """The same list as a file."""
    mark = "&" if "?" in visit.url else "?"
    return replace(visit, where=EXPORT, url=f"{visit.url}{mark}ekspor=csv")
