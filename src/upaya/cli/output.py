"""What every offline command reads and writes: bytes in, JSON or lines out, faults with code 2."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from upaya.exchange import json_answer
from upaya.exchange.json_parse import MAX_BYTES
from upaya.rules.errors import Fault

OK, BAD = 0, 2


def bytes_of(name: str | None) -> tuple[bytes, list[Fault]]:
    """What a file or standard input holds, or the one fault why it cannot be read."""
    if name is None:
        return b"", [Fault("", 'sebut BERKAS yang dihitung, atau "-" untuk masukan baku')]
    try:
        if name == "-":
            return sys.stdin.buffer.read(MAX_BYTES + 1), []
        with Path(name).open("rb") as file:
            return file.read(MAX_BYTES + 1), []
    except OSError as error:
        return b"", [Fault("", f"berkas tidak dapat dibaca: {why(error)}")]


def why(error: OSError) -> str:
    """Why a file cannot be read or written, in words."""
    reasons: dict[type[OSError], str] = {
        FileNotFoundError: "tidak ada",
        IsADirectoryError: "itu folder",
        NotADirectoryError: "foldernya tidak ada",
        PermissionError: "tidak ada izin",
    }
    return reasons.get(type(error), error.strerror or "sebab tidak diketahui")


def refuse(found: Iterable[Fault]) -> int:
    """Answer with everything that is wrong."""
    print_json(json_answer.faults(found))
    return BAD


def print_json(answer: Any) -> int:  # noqa: ANN401 - any JSON value
    """Write one JSON value."""
    return print_bytes(json_answer.encode(answer))


def print_bytes(answer: bytes) -> int:
    """Write what is ready to be written."""
    sys.stdout.buffer.write(answer)
    return OK


def print_lines(text: Iterable[str]) -> int:
    """Write lines of text."""
    for line in text:
        sys.stdout.buffer.write(f"{line}\n".encode("utf-8", errors="backslashreplace"))
    return OK
