"""The databases of one test process: a copy of each snapshot it needed, one of them current."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from tests.snapshots.store import Store, handle_of, media_of


@dataclass
class _Copy:
    snapshot: Path
    database: str
    soiled: bool = False
    """Something was committed in it: the next test gets another copy."""


class Worker:
    """Switches the one connection between copies.

    Every thread's connection is made from the same settings dictionary, so those of a live server
    follow. A restored copy is a new database under a new name: whoever is late with the old one
    can spoil nothing.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._copies: dict[str, _Copy] = {}
        self._current: str | None = None
        self._numbers = count(1)
        self._outside = connection.settings_dict["NAME"]

    def select(self, name: str) -> None:
        """The database holds exactly the snapshot `name`, and so does the folder of files."""
        copy = self._copies.get(name)
        if copy is None or copy.soiled:
            copy = self._fresh(name, copy)
        if connection.settings_dict["NAME"] != copy.database:
            connection.close()
            connection.settings_dict["NAME"] = copy.database
        self._current = name
        _bring_back(media_of(copy.snapshot))

    def soil(self) -> None:
        """The current copy is no longer what it was."""
        if self._current is not None:
            self._copies[self._current].soiled = True

    @contextmanager
    def standing_on(self, name: str) -> Iterator[None]:
        """Another snapshot inside, the present one again after; for fixtures of many tests."""
        before = self._current
        self.select(name)
        try:
            yield
        finally:
            if before is not None:
                self.select(before)

    def handle(self, name: str) -> Any:  # noqa: ANN401 - each world says itself what its handle is
        """The handle of a world, new each time: rows in it may be changed."""
        return pickle.loads(handle_of(self.store.snapshot(name)))  # noqa: S301 - our own file

    def close(self) -> None:
        """Away with all copies."""
        connection.close()
        connection.settings_dict["NAME"] = self._outside
        for copy in self._copies.values():
            self.store.engine.drop(copy.database)
        self._copies.clear()
        self._current = None

    def _fresh(self, name: str, old: _Copy | None) -> _Copy:
        snapshot = old.snapshot if old else self.store.snapshot(name)
        database = self.store.engine.copy(snapshot, name, next(self._numbers))
        self._copies[name] = made = _Copy(snapshot, database)
        if old is not None:
            connection.close()
            self.store.engine.drop(old.database)
        return made


def _bring_back(source: Path) -> None:
    """Files of the snapshot that are not there, or no longer as they were.

    All snapshots share one folder, for no two files have one name, and what tests write stands
    beside them.
    """
    for kept in source.rglob("*"):
        target = settings.MEDIA_ROOT / kept.relative_to(source)
        if kept.is_file() and not _same(kept, target):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(kept, target)


def _same(kept: Path, copied: Path) -> bool:
    try:
        mine, theirs = kept.stat(), copied.stat()
    except FileNotFoundError:
        return False
    return (mine.st_size, mine.st_mtime_ns) == (theirs.st_size, theirs.st_mtime_ns)
