"""The forms of a page, sent as they were rendered: what came back, and what it changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.test import Client

from tests.consistency.browsing import Page, inside, page_of

# Who was here and who looked is noted by looking, whatever comes of the form.
_IGNORED = frozenset({"django_session", "usersessions_usersession", "supermiskol_lihatan"})
_WRITES = re.compile(r'\s*(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM) "([a-z_0-9]+)"')


@dataclass(frozen=True)
class Form:
    """One form of a page with one of its buttons. `seen` are the fields that people fill in."""

    page: Page
    action: str
    label: str
    values: tuple[tuple[str, str], ...] = field(repr=False)
    seen: frozenset[str] = field(repr=False)
    files: frozenset[str] = field(repr=False)
    confirms: bool = field(repr=False)

    @property
    def acts(self) -> bool:
        """Whether it is a button: nothing to fill in, or the second press of a confirmation."""
        return self.confirms or not self.seen | self.files

    def __str__(self) -> str:
        return f"{self.page.url}: “{self.label}” ke {self.action}"


@dataclass(frozen=True)
class Sent:
    """What came back for a form sent to `route`; which tables held something else afterwards."""

    form: Form
    route: str
    answer: Page
    changed: tuple[str, ...]

    def __str__(self) -> str:
        what = f", mengubah {', '.join(self.changed)}" if self.changed else ""
        return f"{self.form} -> {self.answer.status} {self.answer.fault}{what}"


def forms(page: Page) -> Iterator[Form]:
    """Every POST form of the page, once for each of its buttons."""
    for form in page.tree.forms if page.is_html else ():
        if form.method.upper() != "POST":
            continue
        fields = [one for one in form.inputs if one.name and one.get("disabled") is None]
        shown = {
            one.name
            for one in fields
            if one.tag != "button" and one.get("type") not in {"hidden", "submit"}
        }
        files = {one.name for one in fields if one.get("type") == "file"}
        for button in form.xpath(".//button[not(@type) or @type='submit']"):
            own = [(button.get("name"), button.get("value", ""))] if button.get("name") else []
            yield Form(
                page,
                next(inside(button.get("formaction") or form.action or page.url, page.url)),
                " ".join(button.text_content().split()),
                (*_values(form), *own),
                frozenset(shown - files),
                frozenset(files),
                "confirm-step" in (form.get("class") or ""),
            )


def _values(form: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - lxml has no types
    """What a browser sends: the first line break of a text area is none, the others are CRLF."""
    areas = {one.name for one in form.xpath(".//textarea")}
    for name, value in form.form_values():
        yield name, value.removeprefix("\n").replace("\n", "\r\n") if name in areas else value


def send(
    client: Client,
    form: Form,
    route: str = "",
    *,
    files: Mapping[str, Any] | None = None,
    body: str = "",
) -> Sent:
    """Send a form to `route` as it was rendered; see what changed; undo it.

    `files` are chosen in it; `body` is JSON that a script sends instead of the form.
    """
    written: set[str] = set()

    def note(execute: Any, sql: str, *rest: Any) -> object:  # noqa: ANN401 - Django's hook
        if found := _WRITES.match(sql):
            written.add(found[1])
        return execute(sql, *rest)

    data: dict[str, list[Any]] = {}
    for name, value in form.values:
        data.setdefault(name, []).append(value)
    with transaction.atomic():
        with connection.execute_wrapper(note):
            response = (
                client.post(form.action, body, content_type="application/json")
                if body
                else client.post(form.action, data | dict(files or {}))
            )
            answer = page_of(response, form.action, form.page.url)
        tables = sorted(written - _IGNORED)
        after = {table: _rows(table) for table in tables}
        transaction.set_rollback(True)
    changed = tuple(table for table in tables if _rows(table) != after[table])
    return Sent(form, route, answer, changed)


def _rows(table: str) -> set[tuple[Any, ...]]:
    """As the database gives them: a form may write into tables of many thousand rows."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own
        return set(cursor.fetchall())
