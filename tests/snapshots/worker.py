"""The databases of one test process: a copy of each snapshot it needed, one of them current."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction
from django.test import override_settings

from tests.snapshots.arranged import Arrangement
from tests.snapshots.store import Store, handle_of, media_of
from upaya.core import notifications

Stand = str | Arrangement
"""What a test can stand on: a snapshot by name, or an arrangement on top of one."""

ARRANGED = 24
"""So many arrangements are kept; tests of one module mostly come one after the other."""


class _Files:
    """The files that belong to a copy's rows.

    All copies share one folder, for no two files have one name, and what tests write stands beside
    them.
    """

    def __init__(self, source: Path) -> None:
        self.source = source
        self._seen = [
            (str(path), str(path.relative_to(source)), path.stat().st_size, path.stat().st_mtime_ns)
            for path in source.rglob("*")
            if path.is_file()
        ]

    def bring_back(self) -> None:
        """Those that are not there, or no longer as they were."""
        for path, name, size, changed in self._seen:
            target = os.path.join(settings.MEDIA_ROOT, name)  # noqa: PTH118 - before every test
            try:
                found = os.stat(target)  # noqa: PTH116
                same = (found.st_size, found.st_mtime_ns) == (size, changed)
            except FileNotFoundError:
                same = False
                Path(target).parent.mkdir(parents=True, exist_ok=True)
            if not same:
                shutil.copy2(path, target)


@dataclass
class _Copy:
    database: str
    files: _Files
    handle: bytes = b""
    soiled: bool = False
    """Something was committed in it: the next test gets another copy."""


class Worker:
    """Switches the one connection between copies.

    Every thread's connection is made from the same settings dictionary, so those of a live server
    follow. A restored copy is a new database under a new name: whoever is late with the old one
    can spoil nothing.
    """

    def __init__(self, store: Store, unblock: Callable[[], AbstractContextManager[None]]) -> None:
        self.store = store
        self._unblock = unblock
        self._copies: dict[Stand, _Copy] = {}
        self._current: Stand | None = None
        self._numbers = count(1)
        self._outside = connection.settings_dict["NAME"]

    def select(self, stand: Stand) -> None:
        """The database holds exactly what `stand` says, and so does the folder of files."""
        copy, self._current = self._copies.pop(stand, None), None
        if copy is None or copy.soiled:
            self._drop(copy)
            copy = self._copy(stand) if isinstance(stand, str) else self._arrange(stand)
        self._copies[stand] = copy  # the latest stands last
        self._use(copy.database)
        self._current = stand
        copy.files.bring_back()
        self._forget_old_arrangements()

    def soil(self) -> None:
        """The current copy is no longer what it was."""
        if self._current is not None:
            self._copies[self._current].soiled = True

    @contextmanager
    def standing_on(self, stand: Stand) -> Iterator[None]:
        """Another snapshot inside, the present one again after; for fixtures of many tests."""
        before = self._current
        self.select(stand)
        try:
            yield
        finally:
            if before is not None:
                self.select(before)

    def handle(self, stand: Stand | None = None) -> Any:  # noqa: ANN401 - each says itself what its handle is
        """What was made there or here, new each time: rows in it may be changed."""
        stand = stand or self._current
        assert stand is not None
        kept = (
            handle_of(self.store.snapshot(stand))
            if isinstance(stand, str)
            else self._copies[stand].handle
        )
        return pickle.loads(kept)  # noqa: S301 - our own

    def close(self) -> None:
        """Away with all copies."""
        self._use(self._outside)
        for copy in self._copies.values():
            self._drop(copy)
        self._copies.clear()
        self._current = None

    def _use(self, database: str) -> None:
        if connection.settings_dict["NAME"] != database:
            connection.close()
            connection.settings_dict["NAME"] = database

    def _copy(self, name: str) -> _Copy:
        snapshot = self.store.snapshot(name)
        database = self.store.engine.copy(snapshot, next(self._numbers))
        return _Copy(database, _Files(media_of(snapshot)))

    def _arrange(self, wanted: Arrangement) -> _Copy:
        made = self._copy(wanted.upon)
        media = Path(settings.DATA) / f"berkas-{next(self._numbers)}"
        shutil.copytree(made.files.source, media)
        surroundings = dict(wanted.settings) | {"MEDIA_ROOT": media}
        self._use(made.database)
        try:
            with (
                self._unblock(),
                override_settings(**surroundings),
                notifications.silence(),
                transaction.atomic(),
            ):
                made.handle = pickle.dumps(wanted.make(*wanted.given))
        except BaseException:
            self._drop(made)
            raise
        finally:
            for cache in caches.all(initialized_only=True):
                cache.clear()
        made.files = _Files(media)
        return made

    def _drop(self, copy: _Copy | None) -> None:
        if copy is not None:
            if connection.settings_dict["NAME"] == copy.database:
                self._use(self._outside)
            self.store.engine.drop(copy.database)

    def _forget_old_arrangements(self) -> None:
        arranged = [stand for stand in self._copies if isinstance(stand, Arrangement)]
        for stand in arranged[:-ARRANGED]:
            self._drop(self._copies.pop(stand))
