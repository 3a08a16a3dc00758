"""The folder of snapshots: each built once, by the first process that needs it, and kept.

`.dunia/<vendor>-<digest>/<name>/` holds the database, the files that its rows speak of and the
handle. A change of anything they are made from is another digest; the latest few are kept, so that
going back to another branch builds nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Protocol

from tests.snapshots.build import HANDLE, MEDIA
from tests.snapshots.digest import ROOT, digest
from tests.turns import alone

BASE: dict[str, str | None] = {
    "kosong": None,
    "dunia": "kosong",
    "ramai": "kosong",
    "contoh": "kosong",
}
"""What each snapshot is built upon."""

KEPT = 3
IN_USE = 24 * 60 * 60
"""Seconds in which a run may still come back to what it asked for."""


class Engine(Protocol):
    """What a database has to do for it."""

    @property
    def vendor(self) -> str:
        """Part of the folder's name."""

    @property
    def version(self) -> str:
        """Another version, other snapshots."""

    def prepare(self, folder: Path, base: Path | None) -> str:
        """A database to be built, empty or with what `base` holds; its address."""

    def keep(self, folder: Path) -> None:
        """Put what was built into `folder`."""

    def adopt(self, folder: Path) -> None:
        """Make a kept snapshot ready to be copied."""

    def copy(self, folder: Path, number: int) -> str:
        """A database of this process with the content of the snapshot; its NAME."""

    def drop(self, database: str) -> None:
        """Remove such a copy."""


Build = Callable[[str, Path, str], None]
"""`build(name, folder, address)` fills the database at `address`."""


def fill_in_a_process_of_its_own(name: str, folder: Path, address: str) -> None:
    """See tests/snapshots/build.py."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.snapshots.build", name, str(folder)],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": address},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the snapshot {name} cannot be built:\n{done.stdout}{done.stderr}")


class Store:
    """Snapshots by name, for one database and the present state of the sources."""

    def __init__(
        self, engine: Engine, root: Path = ROOT / ".dunia", build: Build | None = None
    ) -> None:
        self.engine = engine
        self._root = root
        self._fill = build or fill_in_a_process_of_its_own
        self._ready: dict[str, Path] = {}
        self._failed: Exception | None = None

    @cached_property
    def folder(self) -> Path:
        """Of the snapshots that fit the sources; older ones go."""
        folder = self._root / f"{self.engine.vendor}-{digest(self.engine.version)}"
        folder.mkdir(parents=True, exist_ok=True)
        os.utime(folder)
        self._remove_older()
        return folder

    def snapshot(self, name: str) -> Path:
        """The folder of a snapshot that is ready to be copied."""
        if self._failed is not None:
            raise self._failed  # once is enough: a thousand tests would each build it in vain
        if name in self._ready:
            return self._ready[name]
        target = self.folder / name
        with alone(self.folder / f"{name}.kunci"):
            try:
                if not target.exists():
                    self._build(name, target)
                self.engine.adopt(target)
            except Exception as failure:
                self._failed = failure
                raise
        self._ready[name] = target
        return target

    def _build(self, name: str, target: Path) -> None:
        base = BASE[name]
        below = self.snapshot(base) if base else None
        fresh = target.with_name(f"{name}.baru")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        self._fill(name, fresh, self.engine.prepare(fresh, below))
        self.engine.keep(fresh)
        if self.folder.name != f"{self.engine.vendor}-{digest(self.engine.version)}":
            raise RuntimeError("the sources changed while a snapshot was built from them")
        fresh.rename(target)

    def _remove_older(self) -> None:
        found = sorted(self._root.glob(f"{self.engine.vendor}-*"), key=_used, reverse=True)
        for folder in found[KEPT:]:
            if _used(folder) < time.time() - IN_USE:
                shutil.rmtree(folder, ignore_errors=True)


def _used(folder: Path) -> float:
    """When it was last asked for; another process may be removing it."""
    try:
        return folder.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def media_of(snapshot: Path) -> Path:
    """The files that belong to its rows."""
    return snapshot / MEDIA


def handle_of(snapshot: Path) -> bytes:
    """The pickled handle of a world."""
    return (snapshot / HANDLE).read_bytes()
