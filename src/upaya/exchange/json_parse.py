"""Text to plain data, keeping what Python's reader would silently change.

A number with a point or an exponent, a key given twice and an integer of a thousand digits all
reach the validator as what they are.
"""

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any, NoReturn

from upaya.rules.errors import Fault

MAX_BYTES = 16 * 1024 * 1024
"""The largest file that is read."""

_LONG = 20
"""An integer with more characters is beyond every limit; it is not worth converting."""


class Ganda(dict[str, Any]):
    """A JSON object in which keys were given more than once: which ones."""

    __slots__ = ("ganda",)

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        counts = Counter(key for key, _ in pairs)
        self.ganda = tuple(key for key, count in counts.items() if count > 1)


@dataclass(frozen=True, slots=True)
class RawNumber:
    """A number that is no acceptable integer: ``1.0``, ``1e3``, ``NaN``, or one far too long."""

    teks: str
    bulat: bool = False


class _Refused(Exception):  # noqa: N818 - carries a fault, is none itself
    pass


def parse(raw: bytes) -> tuple[Any, list[Fault]]:
    """Read JSON; return the data and no fault, or None and the one fault of the whole file."""
    try:
        return _parse(raw), []
    except _Refused as refused:
        return None, [Fault("", str(refused))]


def _parse(raw: bytes) -> Any:  # noqa: ANN401 - any JSON value
    if len(raw) > MAX_BYTES:
        _refuse(f"berkas lebih besar dari {MAX_BYTES // 1024 // 1024} MiB")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse(f"berkas bukan teks UTF-8 (byte ke-{error.start + 1})")
    if not text.strip():
        _refuse("berkas kosong")
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_float=RawNumber,
            parse_int=_integer,
            parse_constant=RawNumber,
        )
    except json.JSONDecodeError as error:
        _refuse(f"berkas bukan JSON yang sah (baris {error.lineno}, kolom {error.colno})")
    except RecursionError:
        _refuse("JSON bersarang terlalu dalam")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else Ganda(pairs)


def _integer(text: str) -> int | RawNumber:
    return int(text) if len(text) <= _LONG else RawNumber(text, bulat=True)


def _refuse(pesan: str) -> NoReturn:
    raise _Refused(pesan) from None
