"""Snapshots as SQLite files."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from django.conf import settings

_FILE = "isi.sqlite3"


class Sqlite:
    """A snapshot is a file; a worker's copy is another one in its data folder."""

    version = f"sqlite {sqlite3.sqlite_version}"
    vendor = "sqlite"

    def prepare(self, folder: Path, base: Path | None) -> str:
        """A database to be built in `folder`, empty or with what `base` holds; its address."""
        if base is not None:
            shutil.copyfile(base / _FILE, folder / _FILE)
        return f"sqlite:///{folder / _FILE}"

    def keep(self, folder: Path) -> None:
        """What was built stands in one file that nobody opens again."""
        with sqlite3.connect(folder / _FILE) as built:
            (left,) = built.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[:1]
        built.close()
        if left:
            raise RuntimeError(f"{folder}: somebody still has the snapshot open")

    def adopt(self, folder: Path) -> None:
        """Nothing more: the file is the snapshot."""

    def copy(self, folder: Path, number: int) -> str:
        """A database of this process with the content of the snapshot; its NAME."""
        target = settings.DATA / f"uji-{folder.name}-{number}.sqlite3"
        shutil.copyfile(folder / _FILE, target)
        return str(target)

    def drop(self, database: str) -> None:
        """Away with a copy and what SQLite keeps beside it."""
        for suffix in ("", "-wal", "-shm"):
            Path(database + suffix).unlink(missing_ok=True)
