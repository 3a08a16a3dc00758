"""One search over all systems: each part names its sources in its `sistem.py`.

A source knows its own rows only, finds within the scope of who asks, and says nothing to whoever
may not read them on their own pages. Each asks the database once, however much there is, and once
more where nothing holds all the words: then what holds the most of them is shown, and said so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import add, and_, or_
from typing import Any, Protocol, Self

from django.db.models import Case, IntegerField, Q, Value, When
from django.urls import reverse

from upaya.core.access import Access
from upaya.core.crypto import blind_index
from upaya.core.permissions import Permission
from upaya.core.registry import Sistem, registry
from upaya.core.scope import ScopedModel
from upaya.rules.period import BULAN

SHORTEST = 3
"""Letters: fewer would find half of everything."""

SHOWN = 8
"""How many things one source shows; a narrower word finds the rest."""

_NIK = re.compile(r"\d{16}\Z")
_YEAR = re.compile(r"20\d\d\Z")
_SMALL = frozenset({
    "ada", "agar", "apa", "atau", "bagaimana", "bagi", "bila", "cara", "dalam", "dan", "dari",
    "dengan", "hal", "ini", "itu", "jika", "mana", "oleh", "pada", "saya", "sebuah", "siapa",
    "tentang", "tidak", "untuk", "yang",
})  # fmt: skip
"""Words that nearly every text holds: where not all words are found, they prove nothing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for: the words as typed, and the NIK when that is what was typed.

    `partly`: things that hold some of the words do, those with the most of them first.
    """

    words: str
    nik: str = ""
    partly: bool = False

    @classmethod
    def of(cls, typed: str) -> Self:
        """Sixteen digits are a NIK, however grouped; it is looked for as a whole only."""
        words = " ".join(typed.split())
        digits = re.sub(r"[ .-]", "", words)
        return cls("", digits) if _NIK.match(digits) else cls(words)

    @property
    def parts(self) -> tuple[str, ...]:
        """Its words, each once, in small letters."""
        return tuple(dict.fromkeys(self.words.casefold().split()))

    def some(self) -> Self | None:
        """The same for things that hold some of the words; None where that says nothing more."""
        told = [one for one in self.parts if len(one) >= SHORTEST and one not in _SMALL]
        if self.nik or len(self.parts) < 2 or not told:  # noqa: PLR2004 - of one word there is no part
            return None
        return replace(self, words=" ".join(told), partly=True)

    def held(self, label: str, *texts: str) -> int:
        """How many of the words are held by these texts, too few of them as 0.

        What the label of a source says is held by all that it finds: "panduan kas" is the word
        "kas" in the manual. The texts themselves must hold at least one word.
        """
        rest = self.beside(label)
        said = " ".join(texts).casefold()
        count = sum(part in said for part in rest)
        if not count or (count < len(rest) and not self.partly):
            return 0
        return count + len(self.parts) - len(rest)

    def beside(self, label: str) -> tuple[str, ...]:
        """The words that the label of a source does not say; all of them where it says them all."""
        told = label.casefold().split()
        return tuple(part for part in self.parts if part not in told) or self.parts


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found: its name, what tells it from others, where it is.

    `held` is how many of the words it holds; it is compared where not all had to be.
    """

    title: str
    text: str
    url: str
    held: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """What one source found; `more` when there is more than it shows."""

    label: str
    found: Sequence[Found]
    more: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What all sources found; `partly` when nothing holds all the words."""

    groups: Sequence[Group]
    partly: bool = False


class Source(Protocol):
    """Something that can be searched: `label` heads what it finds."""

    label: str

    def find(self, access: Access, asked: Asked) -> Iterable[Found]:
        """At most SHOWN + 1 things within the scope of `access`; nothing without the permission."""


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Rows of one model, found by parts of `fields`; `nik` is its blind index, "" for none.

    Each word may stand in another field; `month` names the day of a month, which is found by its
    name and its year. `title`, `text` and `url` say of a row what it is called, what it belongs to,
    and its address.
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
    month: str = ""
    related: tuple[str, ...] = ()
    only: Q = Q()  # noqa: RUF009 - a condition is a value

    def find(self, access: Access, asked: Asked) -> Iterable[Found]:
        """The first of them in their order, those with the most words before the others."""
        named = len(asked.parts) - len(asked.beside(self.label))
        for row in self.rows(access, asked):
            held = named + getattr(row, "held", 0)
            yield Found(self.title(row), self.text(row), self.url(row), held)

    def rows(self, access: Access, asked: Asked) -> Sequence[Any]:
        """The same as rows."""
        parts = asked.beside(self.label)
        if not access.allows(self.permission) or not (self.nik if asked.nik else parts):
            return ()
        rows = self.model.objects.for_scope(access.scope).filter(self.only)
        order = self.order
        if asked.nik:
            rows = rows.filter(**{self.nik: blind_index(asked.nik, "nik")})
        elif asked.partly:
            rows = rows.annotate(held=self._held(parts)).filter(held__gt=0)
            order = ("-held", *order)
        else:
            rows = rows.filter(reduce(and_, map(self._says, parts)))
        return list(rows.select_related(*self.related).order_by(*order)[: SHOWN + 1])

    def _says(self, word: str) -> Q:
        """That a row holds this word in one of its fields, or is of this month or year."""
        fields = [Q(**{f"{name}__icontains": word}) for name in self.fields]
        if self.month and _YEAR.match(word):
            fields.append(Q(**{f"{self.month}__year": int(word)}))
        if self.month and (number := _month(word)):
            fields.append(Q(**{f"{self.month}__month": number}))
        return reduce(or_, fields)

    def _held(self, parts: Sequence[str]) -> Any:  # noqa: ANN401 - an expression of the database
        """How many of the words a row holds."""
        one = (
            Case(
                When(self._says(part), then=Value(1)), default=Value(0), output_field=IntegerField()
            )
            for part in parts
        )
        return reduce(add, one)


def _month(word: str) -> int:
    """The number of the month that is called so; 0 for none."""
    return next((n for n, name in enumerate(BULAN, 1) if name.casefold() == word), 0)


def page_of(name: str) -> Callable[[Any], str]:
    """The address of that name, by the key of a row."""
    return lambda row: reverse(name, args=[row.pk])


def search(access: Access, asked: Asked) -> Answer:
    """What all sources find for somebody; empty ones are left out.

    Where nothing holds all the words, what holds the most of them is found instead.
    """
    groups = _asked_of_all(access, asked)
    some = None if groups else asked.some()
    if some is None:
        return Answer(groups)
    groups = _asked_of_all(access, some)
    most = max((one.held for group in groups for one in group.found), default=0)
    return Answer([kept for group in groups if (kept := _at_least(group, most)).found], partly=True)


def _asked_of_all(access: Access, asked: Asked) -> list[Group]:
    """Systems come first, then what they have in common, what stands lowest last."""
    named: Sequence[tuple[Sistem, Source]] = registry().load_by_part("searches")
    systems = [source for part, source in named if part.intro]
    common = [source for part, source in reversed(named) if not part.intro]
    groups = []
    for source in (*systems, *common):
        found = list(source.find(access, asked))
        if found:
            groups.append(Group(source.label, found[:SHOWN], len(found) > SHOWN))
    return groups


def _at_least(group: Group, held: int) -> Group:
    """What of a group holds that many words."""
    found = [one for one in group.found if one.held >= held]
    return Group(group.label, found, group.more and len(found) == len(group.found))
