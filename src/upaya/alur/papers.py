"""The official papers of a case: which there are, which not yet and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from upaya.alur.case import WorkflowModel
from upaya.core.access import Access
from upaya.core.documents import register
from upaya.core.documents.content import Isi
from upaya.core.models import Dokumen, StoredFile
from upaya.core.permissions import Permission


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a case. `missing` says why it is not possible yet, "" when it is."""

    key: str
    name: str
    basis: str
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

    `of` lists those of a reading in the order of the road, `related` is loaded with the case for
    them, `stem` ends the name of every file.
    """

    permission: Permission
    of: Callable[[Any], Sequence[Paper]]
    stem: Callable[[Any], str]
    related: tuple[str, ...] = ()
    folder: Folder | None = None

    def find(self, reading: Any, key: str) -> Paper | None:  # noqa: ANN401 - the system's own
        """The paper of that key; None for a key that this case does not have."""
        return next((one for one in self.of(reading) if one.key == key), None)


def issue(case: WorkflowModel, contents: list[Isi], access: Access) -> list[Dokumen]:
    """Put contents of this case into the register."""
    return register.issue_all(
        case, contents, access, kabupaten_id=case.owner_kabupaten(), unit_id=case.owner_unit()
    )
