"""What else is written in a PDF: objects that a later save replaced or dropped, as bytes.

A document that was saved on top of itself keeps its older objects; the table of the last save does
not lead to them, but a reader that repairs a file, or one that shows an earlier version, does. They
are found by where they begin, whatever any table says.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import PdfObject, StreamObject, read_object

_BEGINS = re.compile(
    rb"(?<![0-9])[0-9]{1,10}[\x00\t\n\x0c\r ]+[0-9]{1,5}[\x00\t\n\x0c\r ]+obj(?![A-Za-z0-9])"
)
_BLANK = re.compile(rb"(?:[\x00\t\n\x0c\r ]|%[^\r\n]*)*")
_MOST = 200_000
_UNREADABLE = (
    PyPdfError, RecursionError, ValueError, TypeError, KeyError, IndexError, AttributeError,
    OverflowError, AssertionError, NotImplementedError,
)  # fmt: skip


class TooManyError(ValueError):
    """More objects than anybody needs for pages."""


def written(reader: PdfReader, data: bytes) -> Iterator[PdfObject]:
    """Every object that begins anywhere in the file, and what its streams of objects hold.

    What looks like a beginning and cannot be read as an object is none. TooManyError when there is
    no end of them.
    """
    stream, met = io.BytesIO(data), 0
    for begin in _BEGINS.finditer(data):
        for found in _at(reader, stream, begin.end()):
            met += 1
            if met > _MOST:
                raise TooManyError
            yield found


def _at(reader: PdfReader, stream: io.BytesIO, place: int) -> Iterator[PdfObject]:
    found = _read(reader, stream, place)
    if found is None:
        return
    yield found
    if isinstance(found, StreamObject) and str(found.get("/Type")) == "/ObjStm":
        yield from _packed(reader, found)


def _packed(reader: PdfReader, packed: StreamObject) -> Iterator[PdfObject]:
    """The objects in a stream of objects, by the places that it begins with."""
    try:
        data = bytes(packed.get_data())
        count, first = int(str(packed["/N"])), int(str(packed["/First"]))
        numbers = [int(word) for word in data[:first].split()]
    except _UNREADABLE:
        return
    inner = io.BytesIO(data)
    for place in numbers[1 : 2 * count : 2]:
        found = _read(reader, inner, first + place)
        if found is not None:
            yield found


def _read(reader: PdfReader, stream: io.BytesIO, place: int) -> PdfObject | None:
    blank = _BLANK.match(stream.getbuffer(), place)
    stream.seek(blank.end() if blank else place)
    try:
        return read_object(stream, reader)
    except _UNREADABLE:
        return None
