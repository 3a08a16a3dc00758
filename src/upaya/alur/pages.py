"""What the pages of a case need to know of its system: one value, the same for every page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.urls import reverse

from upaya.alur.case import PartedModel, WorkflowModel
from upaya.alur.history import Event
from upaya.alur.inbox import Flags, lanes, waiting
from upaya.alur.papers import Papers
from upaya.alur.road import Road
from upaya.core.access import Access
from upaya.core.inbox import Lajur, Tugas
from upaya.core.lists import Table
from upaya.core.permissions import Permission
from upaya.rules.roles import Reach

HISTORY = "riwayat"
LANES = "lajur"
"""Name and address of the page of what waits for somebody, a status at a time."""
Step = dict[str, str]
"""One stop for `<c-road>`: label, state (done, now, todo, back), note."""


def _always(_reading: Any) -> bool:  # noqa: ANN401 - every system has its own reading
    return True


def _unnoted(_reading: object, _access: Access, _tab: str) -> None:
    """Nobody asks who looked."""


def _nothing(*_given: object) -> tuple[()]:
    return ()


def _no_places(_reading: Any, _part: str) -> Mapping[str, str]:  # noqa: ANN401 - the same
    return {}


def _no_words(_reading: Any, _access: Access) -> str:  # noqa: ANN401 - the same
    return ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of a case beside its parts and its history; `name` is its address."""

    name: str
    label: str
    shown: Callable[[Any], bool] = _always


@dataclass(frozen=True, kw_only=True)
class CasePages:
    """A road and what its system says in the pages of its cases.

    `title` is what the cases are called together, `view` lets somebody read them, `write` fill
    their parts and answer findings, `find` note findings. `fields` are the fields of the model that
    a part shows and asks for, by part ("" for a case without parts).
    """

    road: Road
    title: str
    view: Permission
    write: Permission | None = None
    find: Permission | None = None
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tabs: tuple[Tab, ...] = ()
    list_page: str = "daftar"
    """Name of the address of the list."""
    between: str = ", "
    """What stands between title and name of a unit's own case: a space before a number."""
    begins: str = ""
    """Where a case begins, in a sentence for an empty list."""
    begins_at: tuple[str, str] = ("", "")
    """Name of the address of that place, and words for the way there."""
    consequences: Mapping[str, str] = field(default_factory=dict)
    """What a move brings about beyond the change of status, in a sentence for the second step."""
    lead: Callable[[Any, Access], str] = _no_words
    """The first sentence of a page, where the system knows a better one than the road."""
    places: Callable[[Any, str], Mapping[str, str]] = _no_places
    """Rows of a part that a finding may name: key and name, of a reading and a part."""
    before: Callable[[Any], Iterable[Step]] = _nothing
    """Steps shown before the road's own."""
    events: Callable[[Any], Iterable[Event]] = _nothing
    """What happened to a case beside moves and findings."""
    history_related: tuple[str, ...] = ()
    """What `events` wants loaded with the case."""
    seen: Callable[[Any, Access, str], None] = _unnoted
    """What is to be noted when somebody is shown a page: a reading, the person, the tab."""
    part_context: Callable[[Any, Access, str], Mapping[str, Any]] = lambda *_given: {}
    """What `frame_template` shows beside (`frame.more`), of a reading, a person and a tab."""
    step_context: Callable[[Any, Access, bool], Mapping[str, Any]] = lambda *_given: {}
    """What `step_template` shows beside, of a reading, a person, and whether the way is free."""
    basis: Callable[[Any, str], str] = lambda _reading, text: text
    """How the legal basis of a move reads for a case: another district may have another text."""
    papers: Papers | None = None
    frame_template: str = "alur/frame.html"
    step_template: str = "alur/step.html"

    # -------------------------------------------------------------- names and addresses
    @cached_property
    def namespace(self) -> str:
        """The namespace of all its addresses."""
        model = self.road.model
        return model.page.partition(":")[0] or str(model._meta.app_label)

    @property
    def beginning(self) -> dict[str, str]:
        """The same for the template of a list."""
        address, words = self.begins_at
        found = reverse(address) if address else ""
        return {"awal": self.begins, "awal_alamat": found, "awal_kata": words}

    def address(self, name: str) -> str:
        """The name of an address in its namespace."""
        return f"{self.namespace}:{name}"

    @property
    def here(self) -> str:
        """What an address of its namespace begins with, for templates."""
        return f"{self.namespace}:"

    @cached_property
    def parts(self) -> Mapping[str, str]:
        """The parts of a case with their labels; nothing for a case without."""
        model = self.road.model
        return dict(model.parts.choices) if issubclass(model, PartedModel) else {}

    def title_of(self, case: WorkflowModel, access: Access) -> str:
        """A district looks at many units, a unit only at itself."""
        if access.scope.reach is Reach.DISTRICT and case.owner_name:
            return f"{self.title} {case.full_name}"
        return f"{self.title}{self.between}{case.short_name}"

    def allows(self, access: Access, permission: Permission | None) -> bool:
        """Whether somebody may do what not every system knows."""
        return permission is not None and access.allows(permission)

    def beside(self, listed: Table, access: Access) -> list[Lajur]:
        """The lanes of a list that nobody asked anything of."""
        return self.board(access) if listed.untouched else []

    # -------------------------------------------------------------- for the `sistem.py`
    def inbox(self, access: Access, flags: Flags | None = None) -> Iterator[Tugas]:
        """What waits for somebody: a source of *Tugas saya*."""
        return waiting(self.road, access, flags)

    def board(self, access: Access) -> list[Lajur]:
        """How much waits for others, for whoever may read the cases."""
        if not access.allows(self.view):
            return []
        board = reverse(self.address(LANES))
        return lanes(self.road, access, board, self.title)
