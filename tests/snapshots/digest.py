"""What a snapshot is made from, as one short word: another word, another snapshot."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

SOURCES = ("src/upaya", "tests/factories", "tests/world")
SINGLE = (
    "tests/settings.py",
    "tests/snapshots/build.py",
    "tests/snapshots/postgres.py",
    "tests/snapshots/sqlite.py",
    "uv.lock",
)
SUFFIXES = {".py", ".yaml", ".typ"}

# What answers requests makes no rows: services never call it, the import contracts see to that.
# A change there keeps the worlds.
_ANSWERING = {"views", "forms", "urls", "middleware", "templatetags"}


def digest(database: str) -> str:
    """Of every file that has a part in a snapshot, of Python and of the database's version."""
    found = hashlib.sha256(f"{database} {sys.version}".encode())
    for path in files():
        found.update(f"\n{path.relative_to(ROOT)}\n".encode())
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


def files() -> Iterator[Path]:
    """Those files, in order."""
    own = (path.parent.relative_to(ROOT).as_posix() for path in ROOT.glob("tests/*/sistem.py"))
    for name in (*SOURCES, *sorted(own)):  # systems that live among the tests
        for path in sorted((ROOT / name).rglob("*")):
            inside = path.relative_to(ROOT).with_suffix("").parts
            # A room with many views has views_a.py beside views.py.
            names = {part.partition("_")[0] for part in inside}
            if path.suffix in SUFFIXES and not _ANSWERING.intersection(names):
                yield path
    yield from (ROOT / name for name in SINGLE)
