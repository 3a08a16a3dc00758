"""Reading what the grid sends: rows as JSON from its script, or the whole form without it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from upaya.insentif.kegiatan.services import RowWrite
from upaya.rules import numbers
from upaya.rules.numbers import NumberError

MAX_ROWS = 2_000
MAX_CELLS = 400
_MAX_ID = 2**63 - 1

_ID = re.compile(r"[0-9]{1,19}\Z")
_CELL = re.compile(r"c-([0-9]{1,19})-([0-9]{1,19})\Z")
_PAIR = re.compile(r"([0-9]{1,19}):([0-9]{1,19})\Z")


class ShapeError(Exception):
    """The request is not what the grid sends; the message is for the person at the page."""


def bilangan(typed: object) -> int:
    """What a cell of the grid holds: nothing, and the dash of an empty cell, is 0.

    NumberError when it is none. `static/insentif/grid-angka.js` reads the same forms.
    """
    if isinstance(typed, int) and not isinstance(typed, bool):
        return typed
    return numbers.whole(str(typed)) or 0


def rows_from_json(body: bytes) -> list[RowWrite]:
    """`{"rows": [{"row": id, "versi": n, "cells": {"id": number or text}}]}`, else ShapeError."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        data = None
    rows = data.get("rows") if isinstance(data, dict) else None
    if not isinstance(rows, list) or not 0 < len(rows) <= MAX_ROWS:
        raise ShapeError("Permintaan tidak dapat dibaca. Muat ulang halaman, lalu coba lagi.")
    return [_row(row) for row in rows]


def _row(row: Any) -> RowWrite:  # noqa: ANN401 - whatever JSON may hold
    cells = row.get("cells") if isinstance(row, dict) else None
    if not isinstance(cells, dict) or len(cells) > MAX_CELLS:
        raise ShapeError("Satu baris tidak dapat dibaca. Muat ulang halaman, lalu coba lagi.")
    return write_of(
        _id(row.get("row")), _id(row.get("versi")), {_id(key): text for key, text in cells.items()}
    )


def _id(value: object) -> int:
    number = int(value) if isinstance(value, str) and _ID.match(value) else value
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= _MAX_ID:
        raise ShapeError("Nomor baris atau kolom tidak dapat dibaca. Muat ulang halaman.")
    return number


def write_of(row: int, versi: int, cells: Mapping[int, Any]) -> RowWrite:
    """Sort the cells of a row into numbers and what is none."""
    amounts: dict[int, int] = {}
    unread: dict[int, str] = {}
    for line, typed in cells.items():
        try:
            amounts[line] = bilangan(typed)
        except NumberError as refused:
            unread[line] = str(refused)
    return RowWrite(row, versi, amounts, unread)


def rows_from_form(data: Mapping[str, str]) -> tuple[list[RowWrite], dict[int, dict[int, str]]]:
    """The rows that were changed on a page without script, and everything typed, by row and line.

    Each row brings its version (`v-ROW`) and what it held when the page was made (`a-ROW`): a row
    that nobody touched is not written, so an old page undoes nobody's work. `pakai-ROW` gives up
    what was typed in favour of what is stored.
    """
    typed: dict[int, dict[int, str]] = {}
    for name, text in data.items():
        found = _CELL.match(name)
        if found:
            typed.setdefault(_id(found[1]), {})[_id(found[2])] = text
    writes = []
    for row, cells in typed.items():
        if data.get(f"pakai-{row}"):
            continue
        before = dict(_pairs(data.get(f"a-{row}", "")))
        write = write_of(row, _id(data.get(f"v-{row}", "")), cells)
        if write.unread or any(
            before.get(line, 0) != amount for line, amount in write.cells.items()
        ):
            writes.append(write)
    return writes, {row: cells for row, cells in typed.items() if not data.get(f"pakai-{row}")}


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    for pair in filter(None, text.split(",")):
        found = _PAIR.match(pair)
        if not found:
            raise ShapeError("Isian awal tidak dapat dibaca. Muat ulang halaman.")
        yield int(found[1]), int(found[2])
