"""What a PDF can do besides being read: found in its structure, whatever its bytes look like.

A name can be written with escapes, an object can hide in a compressed stream; the library that
reads PDF files resolves both. Refused is whatever runs, opens, sends or carries something.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject

_ACTIVE = frozenset({"/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData", "/RichMedia",
                     "/Movie", "/Rendition", "/XFA", "/GoToE", "/GoToR"})  # fmt: skip
_CARRIED = frozenset({"/EmbeddedFile", "/EmbeddedFiles", "/EF", "/FileAttachment"})
_OBJECTS = 200_000

BROKEN = "Berkas PDF ini rusak atau terpotong. Simpan ulang, lalu kirim lagi."
LOCKED = "Berkas PDF ini terkunci kata sandi. Simpan ulang tanpa kata sandi."
ACTIVE = "Berkas PDF ini berisi program atau tindakan. Cetak ulang menjadi PDF biasa."
CARRIES = "Berkas PDF ini membawa berkas lain di dalamnya. Cetak ulang menjadi PDF biasa."
LARGE = "Susunan berkas PDF ini terlalu besar. Cetak ulang menjadi PDF biasa."


class PdfError(ValueError):
    """The file is refused; the message says why and what to do."""


def check(data: bytes) -> None:
    """PdfError when the document is broken, locked, or more than pages to be read."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        _refuse_unreadable(reader)
        for found in _objects(reader):
            _refuse_active(found)
    except PdfError:
        raise
    except (PyPdfError, RecursionError, ValueError, TypeError, KeyError, IndexError,
            AttributeError, OverflowError, AssertionError) as fault:  # fmt: skip
        raise PdfError(BROKEN) from fault


def _refuse_unreadable(reader: PdfReader) -> None:
    if reader.is_encrypted:
        raise PdfError(LOCKED)
    if not len(reader.pages):
        raise PdfError(BROKEN)


def _objects(reader: PdfReader) -> Iterator[PdfObject]:
    """Every object that can be reached from the trailer, each once."""
    seen: set[tuple[int, int]] = set()
    waiting: list[PdfObject] = [reader.trailer]
    met = 0
    while waiting:
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            place = (found.idnum, found.generation)
            if place in seen:
                continue
            seen.add(place)
            resolved = found.get_object()
            if resolved is None:
                continue
            found = resolved
        met += 1
        if met > _OBJECTS:
            raise PdfError(LARGE)
        yield found
        if isinstance(found, DictionaryObject):
            waiting.extend(found.raw_get(key) for key in found)
        elif isinstance(found, ArrayObject):
            waiting.extend(found)


def _refuse_active(found: PdfObject) -> None:
    if not isinstance(found, DictionaryObject):
        return
    said = {str(key) for key in found}
    kinds = {str(found.raw_get(key)) for key in ("/S", "/Type", "/Subtype") if key in found}
    if _CARRIED & (said | kinds):
        raise PdfError(CARRIES)
    if _ACTIVE & (said | kinds):
        raise PdfError(ACTIVE)
    if "/AA" in said or _starts(found):
        raise PdfError(ACTIVE)


def _starts(found: DictionaryObject) -> bool:
    """Whether opening it does more than show a page."""
    action = found.get("/OpenAction")
    action = action.get_object() if isinstance(action, IndirectObject) else action
    return isinstance(action, DictionaryObject) and str(action.get("/S")) != "/GoTo"
