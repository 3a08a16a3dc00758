"""The folder of a case as one ZIP: papers, uploaded files, and a list of all with hashes.

Equal contents give equal bytes: order, names and times in the archive are fixed.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.db import transaction

from upaya.alur.case import WorkflowModel
from upaya.alur.papers import Folder, Paper, Papers, issue
from upaya.alur.reading import Reading
from upaya.core import audit, files
from upaya.core.access import Access
from upaya.core.documents import pdf, register, xlsx
from upaya.core.documents.content import Isi
from upaya.core.models import Dokumen, StoredFile

CONTENTS = "00-DAFTAR-ISI.txt"
MAX_SIZE = 400 * 1024 * 1024
"""Bytes of uploaded files that one folder may hold; what one request may cost."""

_IN_MEMORY = 16 * 1024 * 1024
_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a ZIP knows


class FolderError(Exception):
    """A folder that cannot be put together; its text is a sentence for the person who asked."""


def make(papers: Papers, folder: Folder, reading: Reading[Any], access: Access) -> IO[bytes]:
    """The folder as an open file at its beginning; on disk when it is large.

    Issues its papers, and records who took it.

    A stored file that is gone or damaged is named in the list of contents instead of stopping the
    folder: the auditor has to see just that.
    """
    case, kinds = reading.subject, papers.of(reading)
    contents = [one.make() for one in kinds if not one.missing]
    kept = list(folder.files(reading))
    if sum(one.stored.size for one in kept) > MAX_SIZE:
        raise FolderError(
            f"Berkas {case.workflow.noun} ini lebih dari 400 MB. Unduh dokumen dan berkasnya satu "
            "per satu."
        )
    issued = _issue(papers, case, contents, access)
    target = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - handed over open
    lines = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, body, words in _documents(contents, issued):
            lines.append(_put(archive, path, body, words))
        for one in kept:
            try:
                body = files.read(one.stored)
            except files.FileDamagedError:
                lines.append(f"# HILANG ATAU RUSAK  {one.path}")
                continue
            lines.append(_put(archive, one.path, body, f"berkas {one_line(one.stored.name)}"))
        _write(archive, CONTENTS, _contents(folder, reading, kinds, lines))
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
def _issue(
    papers: Papers, case: WorkflowModel, contents: list[Isi], access: Access
) -> list[Dokumen]:
    """The papers' numbers, and the record of who took the folder: it holds others' uploads."""
    with audit.together():
        issued = issue(case, contents, access)
        audit.record(papers.permission, case, access=access, kabupaten=case.owner_kabupaten())
    return issued


def _documents(contents: list[Isi], issued: list[Dokumen]) -> Iterator[tuple[str, bytes, str]]:
    """Path, bytes and words of every paper that is possible, as PDF and as XLSX."""
    for number, (isi, row) in enumerate(zip(contents, issued, strict=True), start=1):
        terbit, path = register.terbit(row), f"dokumen/{number:02d}-{isi.jenis}"
        yield f"{path}.pdf", pdf.render(isi, terbit), f"{row.judul}, nomor {row.nomor}"
        yield f"{path}.xlsx", xlsx.render(isi, terbit), f"{row.judul}, nomor {row.nomor}"


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
