"""One search over all systems: each part names its sources in its `sistem.py`.

A source knows its own rows only, finds within the scope of who asks, and says nothing to whoever
may not read them on their own pages. Each asks the database once, however much there is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Protocol

from django.db.models import Q
from django.urls import reverse

from upaya.core.access import Access
from upaya.core.crypto import blind_index
from upaya.core.permissions import Permission
from upaya.core.registry import Sistem, registry
from upaya.core.scope import ScopedModel

SHORTEST = 3
"""Letters: fewer would find half of everything."""

SHOWN = 8
"""How many things one source shows; a narrower word finds the rest."""

_NIK = re.compile(r"\d{16}\Z")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for: the words as typed, and the NIK when that is what was typed."""

    words: str
    nik: str = ""

    @classmethod
    def of(cls, typed: str) -> Asked:
        """Sixteen digits are a NIK, however grouped; it is looked for as a whole only."""
        words = " ".join(typed.split())
        digits = re.sub(r"[ .-]", "", words)
        return cls("", digits) if _NIK.match(digits) else cls(words)


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found: its name, what tells it from others, where it is."""

    title: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """What one source found; `more` when there is more than it shows."""

    label: str
    found: Sequence[Found]
    more: bool = False


class Source(Protocol):
    """Something that can be searched: `label` heads what it finds."""

    label: str

    def find(self, access: Access, asked: Asked) -> Iterable[Found]:
        """At most SHOWN + 1 things within the scope of `access`; nothing without the permission."""


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Rows of one model, found by parts of `fields`; `nik` is its blind index, "" for none.

    `title`, `text` and `url` say of a row what it is called, what it belongs to, and its address.
    """

    label: str
    model: type[ScopedModel]
    permission: Permission
    fields: tuple[str, ...]
    order: tuple[str, ...]
    title: Callable[[Any], str] = str
    text: Callable[[Any], str] = lambda _row: ""
    url: Callable[[Any], str] = lambda row: str(row.get_absolute_url())
    nik: str = ""
    related: tuple[str, ...] = ()
    only: Q = Q()  # noqa: RUF009 - a condition is a value

    def find(self, access: Access, asked: Asked) -> Iterable[Found]:
        """The first of them in their order."""
        if not access.allows(self.permission):
            return
        if asked.nik:
            if not self.nik:
                return
            wanted = Q(**{self.nik: blind_index(asked.nik, "nik")})
        else:
            parts = (Q(**{f"{name}__icontains": asked.words}) for name in self.fields)
            wanted = reduce(or_, parts)
        rows = self.model.objects.for_scope(access.scope).filter(self.only & wanted)
        for row in rows.select_related(*self.related).order_by(*self.order)[: SHOWN + 1]:
            yield Found(self.title(row), self.text(row), self.url(row))


def page_of(name: str) -> Callable[[Any], str]:
    """The address of that name, by the key of a row."""
    return lambda row: reverse(name, args=[row.pk])


def search(access: Access, asked: Asked) -> list[Group]:
    """What all sources find for somebody; empty ones are left out.

    Systems come first, then what they have in common, what stands lowest last.
    """
    named: Sequence[tuple[Sistem, Source]] = registry().load_by_part("searches")
    systems = [source for part, source in named if part.intro]
    common = [source for part, source in reversed(named) if not part.intro]
    groups = []
    for source in (*systems, *common):
        found = list(source.find(access, asked))
        if found:
            groups.append(Group(source.label, found[:SHOWN], len(found) > SHOWN))
    return groups
