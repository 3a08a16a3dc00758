"""The official papers of a case: which there are, how each stands, and the act that issues them.

Looking at papers draws no number: `issue` is the one act that does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from upaya.alur.reading import Reading
from upaya.alur.road import Road
from upaya.core import audit
from upaya.core.access import Access
from upaya.core.documents import register
from upaya.core.documents.content import Isi
from upaya.core.documents.download import Terbitan, listed, states
from upaya.core.models import Dokumen, StoredFile
from upaya.core.permissions import Permission


def _nothing(_reading: Any) -> tuple[()]:  # noqa: ANN401 - every system has its own reading
    return ()


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a case. `missing` says why it is not possible yet, "" when it is.

    `permission` is what it takes to issue it.
    """

    key: str
    name: str
    basis: str
    permission: Permission
    missing: str
    make: Callable[[], Isi]


@dataclass(frozen=True, slots=True)
class Kept:
    """An uploaded file and where it lies in the folder (`folder.place`)."""

    path: str
    stored: StoredFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """All papers of a case and its uploads in one ZIP; `name` is its address.

    `heading` is the first line of its list of contents, `files` the uploads of a reading, `notes`
    what the list says beside.
    """

    name: str
    title: str
    heading: Callable[[Any], str]
    files: Callable[[Any], Iterable[Kept]]
    notes: Callable[[Any], Iterable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """What a system says of its papers.

    `permission` lets somebody look at them; `issue_permission` opens the door to issuing, where
    each asks for its own: one of `issuers` or the same. `accounts` is what it takes to read account
    numbers in full.

    `of` lists those of a reading in the order of the road, `related` is loaded with the case for
    them, `stem` ends the name of every file. `remarks` are sentences of the system that somebody
    should read before issuing, beside the general ones (`unsigned`).
    """

    permission: Permission
    issue_permission: Permission
    of: Callable[[Any], Sequence[Paper]]
    stem: Callable[[Any], str]
    issuers: tuple[Permission, ...] = ()
    accounts: Permission | None = None
    remarks: Callable[[Any], Iterable[str]] = _nothing
    related: tuple[str, ...] = ()
    folder: Folder | None = None

    def find(self, reading: Any, key: str) -> Paper | None:  # noqa: ANN401 - the system's own
        """The paper of that key; None for a key that this case does not have."""
        return next((one for one in self.of(reading) if one.key == key), None)

    def declared(self, paper: Paper) -> Paper:
        """The paper; LookupError when it asks for something that the door does not declare."""
        if paper.permission not in (self.issue_permission, *self.issuers):
            raise LookupError(f"{paper.key}: {paper.permission} tidak dinyatakan dalam issuers")
        return paper


# ------------------------------------------------------------------ how they stand
@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper of a case and how it stands; `state` is None while it is not possible."""

    paper: Paper
    state: Terbitan | None

    @property
    def due(self) -> bool:
        """Whether it can be issued and issuing would say something new."""
        return self.state is not None and self.state.perlu


def sheets_of(
    papers: Papers, reading: Reading[Any], issued: register.Issued | None = None
) -> list[Sheet]:
    """Every paper of a case, in the order of its road.

    With `issued` for a list; else with the words of what was issued.
    """
    kinds = papers.of(reading)
    contents = [one.make() for one in kinds if not one.missing]
    found = states(reading.subject, contents) if issued is None else listed(issued, contents)
    return [Sheet(one, found.get(one.key)) for one in kinds]


def unsigned(sheets: Iterable[Sheet]) -> list[str]:
    """Sentences on places to sign that stay without a name."""
    found: dict[tuple[str, str], list[str]] = {}
    for sheet in sheets:
        if sheet.state is None:
            continue
        for place in sheet.state.sekarang.tanda_tangan:
            if not place.nama:
                found.setdefault((place.peran, place.sesudah), []).append(sheet.paper.name)
    return [_empty(role, step, ", ".join(names)) for (role, step), names in found.items()]


def _empty(role: str, step: str, names: str) -> str:
    """Why a place has no name, and what gives it one."""
    if step:
        return (
            f"Tempat nama {role} masih kosong pada {names}: namanya terisi sesudah langkah "
            f"“{step}” diambil. Terbitkan sesudah langkah itu."
        )
    return (
        f"Tidak ada yang memegang peran {role} hari ini, sehingga tempat namanya kosong pada "
        f"{names}. Minta admin Dinas Kesehatan memberikan peran itu."
    )


# ------------------------------------------------------------------ issuing
class IssueError(Exception):
    """Papers that may not be issued; its text is a sentence for the person who asked."""


@transaction.atomic
def issue(
    road: Road, papers: Papers, pk: int, kinds: Iterable[str], access: Access
) -> Sequence[Dokumen]:
    """Issue these papers of a case in one step; what says the same keeps its number.

    The case lies still meanwhile: no move of its road takes a step back under the papers.
    """
    rows = road.rows(access.scope)
    rows = rows.select_related(*papers.related) if papers.related else rows
    case = rows.select_for_update(of=("self",)).get(pk=pk)
    reading = road.read(case)
    known = {one.key: papers.declared(one) for one in papers.of(reading)}
    chosen = [
        _may_be_issued(known, case.workflow.noun, key, access) for key in dict.fromkeys(kinds)
    ]
    if not chosen:
        raise IssueError("Pilih paling sedikit satu dokumen.")
    with audit.together():
        return register.issue_all(
            case,
            [one.make() for one in chosen],
            access,
            kabupaten_id=case.owner_kabupaten(),
            unit_id=case.owner_unit(),
        )


def _may_be_issued(known: Mapping[str, Paper], noun: str, key: str, access: Access) -> Paper:
    paper = known.get(key)
    if paper is None:
        raise IssueError(f"Dokumen ini tidak dikenal pada {noun} ini.")
    if paper.missing:
        raise IssueError(f"{paper.name}: {paper.missing}")
    if not access.allows(paper.permission):
        raise IssueError(f"{paper.name} tidak diterbitkan oleh {access.role.label}.")
    return paper
