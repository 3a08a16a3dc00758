"""What every `upaya hitung` does around its arithmetic: read or refuse, then tell the result.

What a subject brings is its schema and how bytes become a `Computed` or faults. The modules of
workbooks are imported by `Computed.write`, which is called only where a workbook is asked for.
"""

import argparse
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from upaya.cli.output import bytes_of, print_bytes, print_json, print_lines, refuse, why
from upaya.rules.errors import Fault


@dataclass(frozen=True, slots=True)
class Computed:
    """A result in its three forms: a workbook at a path, lines of working, JSON as bytes."""

    write: Callable[[Path], None]
    explain: Callable[[], Iterable[str]]
    answer: Callable[[], bytes]


def compute_and_tell(
    args: argparse.Namespace,
    schema: Callable[[], dict[str, Any]],
    compute: Callable[[bytes], Computed | Iterable[Fault]],
) -> int:
    """The whole command; its exit code is 2 with all faults when the file holds any."""
    if args.skema:
        return print_json(schema())
    raw, faults = bytes_of(args.berkas)
    if faults:
        return refuse(faults)
    found = compute(raw)
    return tell(args, found) if isinstance(found, Computed) else refuse(found)


def tell(args: argparse.Namespace, found: Computed) -> int:
    """Write the workbook that is asked for, then the working or the answer."""
    if args.keluaran is not None:
        try:
            found.write(args.keluaran)
        except OSError as error:
            return refuse([Fault("--keluaran", f"tidak dapat ditulis: {why(error)}")])
    if args.jelaskan:
        return print_lines(found.explain())
    return print_bytes(found.answer())
