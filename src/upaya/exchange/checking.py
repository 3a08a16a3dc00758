"""Checking plain data that somebody sent: every fault is noted at its place, none hides another.

Each file of the command line is walked once by a checker of its own, built on this one.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, TypeGuard

from upaya.exchange.json_parse import RawNumber
from upaya.rules.errors import Fault
from upaya.rules.exact import exact

# "$" alone would let a line feed at the end pass; the look-ahead says the same to every reader.
END = r"$(?!\n)"
LINE_PATTERN = rf"^ *[^\s\u0000-\u001f\u007f][^\u0000-\u001f\u007f]*{END}"
"""Text on one line that is not empty."""
DAY_PATTERN = rf"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{END}"
SIGNED_PATTERN = rf"^-?[0-9]{{1,15}}(\.[0-9]{{1,15}})?{END}"
"""A decimal in quotation marks; with its sign, so that a negative one is told what is wrong."""
MOST_SIGNED = 10**15 - 1
"""The largest whole number beside such decimals."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE = re.compile(LINE_PATTERN)
_SHOWN = 40
_LONG = 10**30


class Checker:
    """Collects faults while somebody walks the data."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, letak: str, pesan: str) -> None:
        """Note one thing that is wrong."""
        self.faults.append(Fault(letak, pesan))

    def members(
        self,
        value: Any,  # noqa: ANN401 - untrusted
        place: str,
        known: Collection[str] | None,
        required: Collection[str],
    ) -> Mapping[str, Any] | None:
        """An object with its keys checked (any when `known` is None), or None when it is none.

        Faults in the keys do not hide the values.
        """
        # The usual case first: of thousands of objects nearly all have just the keys they need.
        if (
            known is required
            and type(value) is dict
            and len(value) == len(required)
            and all(map(value.__contains__, required))
        ):
            return value
        # A dict first: to ask an abstract class costs more than all that follows.
        if not isinstance(value, (dict, Mapping)):
            whole = "isi berkas harus" if not place else "harus"
            self.fault(place, f"{whole} objek dengan kunci dan nilai; terbaca {shown(value)}")
            return None
        for key in getattr(value, "ganda", ()):
            self.fault(path(place, key), "kunci ditulis lebih dari sekali")
        for name in value:
            if known is not None and name not in known:
                self.fault(path(place, str(name)), "kunci tidak dikenal")
        for name in required:
            if name not in value:
                self.fault(path(place, name), "wajib diisi")
        return value

    def objects(
        self,
        data: Any,  # noqa: ANN401 - untrusted
        place: str,
        known: Collection[str],
        required: Collection[str],
        most: tuple[int, str] | None = None,
    ) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The objects of a list with their places; `most` is how many there may be, and of what."""
        if not is_list(data):
            self.fault(place, f"harus daftar; terbaca {shown(data)}")
            return
        if most is not None and len(data) > most[0]:
            self.fault(place, f"paling banyak {most[0]} {most[1]}")
            return
        for position, one in enumerate(data):
            at = f"{place}[{position}]"
            found = self.members(one, at, known, required)
            if found is not None:
                yield at, found

    def once(self, first: dict[Any, str], value: Any, place: str, key: str, word: str = "") -> None:  # noqa: ANN401 - any value that rows are known by
        """A key's value that an earlier row of the list has too; `first` remembers whose it is."""
        if value in first:
            self.fault(path(place, key), f"{word}{shown(value)} sudah dipakai {first[value]}")
        first.setdefault(value, place)

    def words(self, value: Any, letak: str) -> str | None:  # noqa: ANN401 - untrusted
        """Text that can be written in UTF-8, or None after the fault."""
        if not isinstance(value, str):
            self.fault(letak, f"harus teks; terbaca {shown(value)}")
            return None
        if not value.isascii() and _SURROGATE.search(value):
            self.fault(letak, "teks ini memuat huruf yang tidak sah dalam Unicode")
            return None
        return value

    def one_line(self, value: Any, letak: str) -> str | None:  # noqa: ANN401 - untrusted
        """Text on one line that is not empty, or None after the fault."""
        found = self.words(value, letak)
        if found is not None and not _LINE.search(found):
            self.fault(letak, "harus satu baris teks yang tidak kosong")
            return None
        return found

    def signed(self, value: Any, letak: str, example: str) -> Fraction | None:  # noqa: ANN401 - untrusted
        """An integer or a decimal in quotation marks, or None after the fault."""
        text = isinstance(value, str) and re.search(SIGNED_PATTERN, value)
        if text or (is_integer(value) and -MOST_SIGNED <= value <= MOST_SIGNED):
            return exact(value)
        self.fault(letak, f"harus bilangan, misalnya {example}; terbaca {shown(value)}")
        return None

    def whole_number(self, value: Any, letak: str, most: int, limit: str = "") -> int | None:  # noqa: ANN401 - untrusted
        """An integer from 0 to `most`, or None after the fault; `limit` says `most` in words."""
        if isinstance(value, RawNumber) and value.bulat:
            negative = value.teks.startswith("-")
        elif is_integer(value):
            if 0 <= value <= most:
                return value
            negative = value < 0
        else:
            self.fault(letak, f"harus bilangan bulat tanpa titik; terbaca {shown(value)}")
            return None
        pesan = "tidak boleh negatif" if negative else f"tidak boleh melebihi {limit or most}"
        self.fault(letak, f"{pesan}; terbaca {shown(value)}")
        return None


def read_day(value: Any) -> date | None:  # noqa: ANN401 - untrusted
    """A day written as in `DAY_PATTERN`; None for anything else, and for none of the calendar."""
    if not isinstance(value, str) or not re.search(DAY_PATTERN, value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def is_integer(value: Any) -> TypeGuard[int]:  # noqa: ANN401 - untrusted
    """Whether it is an integer; true and false are none."""
    return type(value) is int


def is_list(value: Any) -> TypeGuard[Sequence[Any]]:  # noqa: ANN401 - untrusted
    """Whether it is a list of values."""
    return isinstance(value, list | tuple)


def path(place: str, key: str) -> str:
    """The place of a key below another place."""
    return f"{place}.{key}" if place else key


def one_of(choices: Sequence[str], value: Any) -> str:  # noqa: ANN401 - untrusted
    """The sentence for a value that is none of the choices."""
    return f"harus salah satu dari {', '.join(choices)}; terbaca {shown(value)}"


def shown(value: Any) -> str:  # noqa: ANN401 - untrusted
    """Show what was read, shortly: a fault names the value, never repeats a file."""
    if isinstance(value, RawNumber):
        text = value.teks
    elif isinstance(value, Mapping):
        return "sebuah objek"
    elif isinstance(value, list | tuple):
        return "sebuah daftar"
    elif isinstance(value, str):
        text = json.dumps(value[: _SHOWN + 1], ensure_ascii=False)
    elif value is None or isinstance(value, bool):
        text = json.dumps(value)
    elif is_integer(value):
        text = str(value) if abs(value) < _LONG else "bilangan yang sangat besar"
    else:
        text = str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
