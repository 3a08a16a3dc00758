"""What a PDF can do besides being read: found in its structure, whatever its bytes look like.

A name can be written with escapes, an object can hide in a compressed stream; the library that
reads PDF files resolves both. Refused is whatever runs, opens, sends or carries something. Of what
a click may do only two things are let through: another place in the same document, and an address
of the web or of mail. What two readers may understand differently (a key that is there twice, an
object that nothing leads to, one that a later save replaced) is not left to them.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    PdfObject,
    StreamObject,
)

from upaya.exchange import pdf_older

_ACTIVE = frozenset({
    "/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData", "/RichMedia", "/Movie",
    "/Rendition", "/XFA", "/GoToE", "/GoToR", "/Sound", "/3D", "/Screen", "/U3D", "/PRC",
    "/GoTo3DView", "/RichMediaExecute",
})  # fmt: skip
_CARRIED = frozenset({
    "/EmbeddedFile", "/EmbeddedFiles", "/EF", "/FileAttachment", "/Filespec", "/AF", "/Collection",
})  # fmt: skip
_CLICKS = frozenset({"/GoTo", "/URI"})
_ADDRESSES = ("http://", "https://", "mailto:")
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
        with _warnings() as said:
            reader = PdfReader(io.BytesIO(data), strict=False)
            _refuse_unreadable(reader)
            for found, acts in _objects(reader):
                _refuse_active(found, acts=acts)
        _refuse_ambiguous(said)
        with _warnings():
            _refuse_older(reader, data)
    except PdfError:
        raise
    except pdf_older.TooManyError as fault:
        raise PdfError(LARGE) from fault
    except (PyPdfError, RecursionError, ValueError, TypeError, KeyError, IndexError,
            AttributeError, OverflowError, AssertionError) as fault:  # fmt: skip
        raise PdfError(BROKEN) from fault


def _refuse_ambiguous(said: list[str]) -> None:
    """Of a key that is there twice one reader takes the first, another the last."""
    if any(words.startswith("Multiple definitions") for words in said):
        raise PdfError(BROKEN)


def _refuse_older(reader: PdfReader, data: bytes) -> None:
    """What an earlier save left in the file is held to the same."""
    for written in pdf_older.written(reader, data):
        waiting: list[tuple[PdfObject, bool]] = [(written, False)]
        while waiting:
            found, acts = waiting.pop()
            _refuse_active(found, acts=acts)
            if isinstance(found, DictionaryObject):
                direct = ((key, found.raw_get(key)) for key in found)
                waiting.extend(
                    (each, _leads(str(key), acts=acts))
                    for key, each in direct
                    if not isinstance(each, IndirectObject)
                )
            elif isinstance(found, ArrayObject):
                waiting.extend((each, acts) for each in found)


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """What the library says of the document while it reads on."""
    said: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    listener, log = Listener(), logging.getLogger("pypdf")
    log.addHandler(listener)
    try:
        yield said
    finally:
        log.removeHandler(listener)


def _refuse_unreadable(reader: PdfReader) -> None:
    if reader.is_encrypted:
        raise PdfError(LOCKED)
    if not len(reader.pages):
        raise PdfError(BROKEN)


def _objects(reader: PdfReader) -> Iterator[tuple[PdfObject, bool]]:
    """Every object of the document, each once, and whether it is what a click does.

    Also those that nothing leads to: another reader may find a way.
    """
    seen: set[tuple[int, int, bool]] = set()
    waiting: list[tuple[PdfObject, bool]] = [(each, False) for each in _listed(reader)]
    waiting.append((reader.trailer, False))
    met = 0
    while waiting:
        found, acts = waiting.pop()
        if isinstance(found, IndirectObject):
            place = (found.idnum, found.generation, acts)
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
        yield found, acts
        if isinstance(found, DictionaryObject):
            waiting.extend((found.raw_get(key), _leads(str(key), acts=acts)) for key in found)
        elif isinstance(found, ArrayObject):
            waiting.extend((each, acts) for each in found)


def _listed(reader: PdfReader) -> Iterator[IndirectObject]:
    for generation, places in reader.xref.items():
        for number in places:
            yield IndirectObject(number, generation, reader)
    for number in reader.xref_objStm:
        yield IndirectObject(number, 0, reader)


def _leads(key: str, *, acts: bool) -> bool:
    """Whether an action stands under this key; an action's next one is one too."""
    return key in {"/A", "/OpenAction", "/PA"} or (acts and key == "/Next")


def _refuse_active(found: PdfObject, *, acts: bool) -> None:
    if not isinstance(found, DictionaryObject):
        return
    said = {str(key) for key in found}
    kinds = {str(found.get(key)) for key in ("/S", "/Type", "/Subtype") if key in found}
    if _CARRIED & (said | kinds) or (isinstance(found, StreamObject) and "/F" in said):
        raise PdfError(CARRIES)  # a stream whose bytes lie elsewhere is fetched from there
    if _ACTIVE & (said | kinds):
        raise PdfError(ACTIVE)
    if "/AA" in said or _starts(found) or (acts and "/S" in said and not _harmless(found)):
        raise PdfError(ACTIVE)


def _harmless(action: DictionaryObject) -> bool:
    """Whether a click leads to another place here, or to an address of the web or of mail."""
    kind = str(action.get("/S"))
    if kind not in _CLICKS:
        return False
    if kind == "/GoTo":
        return True
    address = str(action.get("/URI", "")).strip().lower()
    return address.startswith(_ADDRESSES) or ":" not in address


def _starts(found: DictionaryObject) -> bool:
    """Whether opening it does more than show a page."""
    action = found.get("/OpenAction")
    action = action.get_object() if isinstance(action, IndirectObject) else action
    if not isinstance(action, DictionaryObject):
        return False
    return str(action.get("/S")) != "/GoTo" or "/Next" in action
