"""The folder of a case as one ZIP: papers, uploaded files, and a list of all with hashes.

Equal contents give equal bytes: order, names and times in the archive are fixed.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.db import transaction

from upaya.alur.case import WorkflowModel
from upaya.alur.papers import Folder, Paper, Papers, Sheet, sheets_of
from upaya.alur.reading import Reading
from upaya.core import audit, files
from upaya.core.access import Request
from upaya.core.documents import pdf, register, xlsx
from upaya.core.documents.content import Isi
from upaya.core.documents.download import Terbitan, paper_size, readable
from upaya.core.documents.pdf import Kertas
from upaya.core.models import StoredFile

CONTENTS = "00-DAFTAR-ISI.txt"
MAX_SIZE = 400 * 1024 * 1024
"""Bytes of uploaded files that one folder may hold; what one request may cost."""

_IN_MEMORY = 16 * 1024 * 1024
_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a ZIP knows


class FolderError(Exception):
    """A folder that cannot be put together; its text is a sentence for the person who asked."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A paper as it lies in the folder; `terbit` None for a preview."""

    stem: str
    isi: Isi
    terbit: pdf.Terbit | None
    berubah: bool

    @property
    def words(self) -> str:
        """What the list of contents says of it."""
        if self.terbit is None:
            return f"{self.isi.judul}, PRATINJAU: belum diterbitkan"
        changed = ", isinya berubah sejak diterbitkan" if self.berubah else ""
        return f"{self.isi.judul}, nomor {self.terbit.nomor}{changed}"


def make(papers: Papers, folder: Folder, reading: Reading[Any], request: Request) -> IO[bytes]:
    """The folder as an open file at its beginning; on disk when it is large.

    Issued papers as they were issued, the others as previews that say so: whoever takes the folder
    draws no number. Records who took it.

    A stored file that is gone or damaged is named in the list of contents instead of stopping the
    folder: the auditor has to see just that.
    """
    case: WorkflowModel = reading.subject
    kept = list(folder.files(reading))
    if sum(one.stored.size for one in kept) > MAX_SIZE:
        raise FolderError(
            f"Berkas {case.workflow.noun} ini lebih dari 400 MB. Unduh dokumen dan berkasnya satu "
            "per satu."
        )
    sheets = sheets_of(papers, reading)
    pages = _pages(papers, case, sheets, request)
    target = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - handed over open
    lines = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, body, words in _written(pages, paper_size(request)):
            lines.append(_put(archive, path, body, words))
        for one in kept:
            try:
                body = files.read(one.stored)
            except files.FileDamagedError:
                lines.append(f"# HILANG ATAU RUSAK  {one.path}")
                continue
            lines.append(_put(archive, one.path, body, f"berkas {one_line(one.stored.name)}"))
        _write(archive, CONTENTS, _contents(folder, reading, [one.paper for one in sheets], lines))
    target.seek(0)
    return target


def place(folder: str, number: int, kind: str, stored: StoredFile) -> str:
    """A path that every system can unpack: plain letters, no folders of somebody else's making."""
    stem = unicodedata.normalize("NFKD", stored.name.rsplit(".", 1)[0])
    plain = re.sub(r"[^a-z0-9]+", "-", stem.encode("ascii", "ignore").decode().lower()).strip("-")
    return f"{folder}/{number:02d}-{kind}-{plain[:60] or 'berkas'}.{stored.kind}"


def one_line(text: str) -> str:
    """Somebody's words as part of one line."""
    return " ".join(text.split())


@transaction.atomic
def _pages(
    papers: Papers, case: WorkflowModel, sheets: Sequence[Sheet], request: Request
) -> list[_Page]:
    """The papers, and the record of who took the folder: it holds others' uploads."""
    possible = [one.state for one in sheets if one.state]
    kabupaten = case.owner_kabupaten()
    with audit.together():
        pages = [
            _page(papers, case, request, number, found)
            for number, found in enumerate(possible, start=1)
        ]
        audit.record(papers.permission, case, access=request.access, kabupaten=kabupaten)
    return pages


def _page(
    papers: Papers, case: WorkflowModel, request: Request, number: int, found: Terbitan
) -> _Page:
    issued = found.dokumen if found.isi else None
    isi = readable(
        request,
        case,
        found.isi or found.sekarang,
        kabupaten=case.owner_kabupaten(),
        accounts=papers.accounts,
    )
    stem = f"{number:02d}-{isi.jenis}"
    return _Page(
        stem if issued else f"pratinjau-{stem}",
        isi,
        register.terbit(issued) if issued else None,
        found.berubah,
    )


def _written(pages: Sequence[_Page], kertas: Kertas) -> Iterator[tuple[str, bytes, str]]:
    """Path, bytes and words of every paper, as PDF and as XLSX."""
    for one in pages:
        path = f"dokumen/{one.stem}"
        yield f"{path}.pdf", pdf.render(one.isi, one.terbit, kertas), one.words
        yield f"{path}.xlsx", xlsx.render(one.isi, one.terbit), one.words


def _put(archive: zipfile.ZipFile, path: str, body: bytes, words: str) -> str:
    """Write one file; returns its lines for the list of contents."""
    _write(archive, path, body)
    return f"# {words}, {len(body)} bita\n{hashlib.sha256(body).hexdigest()}  {path}"


def _write(archive: zipfile.ZipFile, path: str, body: bytes) -> None:
    entry = zipfile.ZipInfo(path, _TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, body)


def _contents(
    folder: Folder, reading: Reading[Any], kinds: Sequence[Paper], lines: list[str]
) -> bytes:
    """The list of contents; the lines without # are what `sha256sum --check` reads."""
    case = reading.subject
    head = [
        f"# {one_line(folder.heading(case))}",
        f"# Status {case.workflow.noun}: {case.state.label}",
        "# Tiap baris tanpa tanda pagar: sidik SHA-256, lalu nama berkas.",
        f"# Memeriksa semuanya: sha256sum --check {CONTENTS}",
    ]
    notes = [f"# {one_line(note)}" for note in folder.notes(reading)]
    missing = [f"# Belum ada: {one.name}. {one.missing}" for one in kinds if one.missing]
    return ("\n".join([*head, *notes, *missing, *lines]) + "\n").encode()
