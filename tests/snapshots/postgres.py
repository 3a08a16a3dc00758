"""Snapshots as template databases of a PostgreSQL server, kept between servers as dumps.

The server of a run is a temporary one: what it held is gone with it, so the first worker restores
the dump into a template and every copy is `CREATE DATABASE ... TEMPLATE`.
"""

from __future__ import annotations

import os
import subprocess
from functools import cache, cached_property
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg.sql import SQL, Composed, Identifier

from tests.snapshots.digest import ROOT

_FILE = "isi.dump"


class Postgres:
    """A snapshot is a dump beside a template; a worker's copy is a database of its own."""

    vendor = "postgresql"

    def __init__(self, url: str) -> None:
        self._url = url

    @cached_property
    def version(self) -> str:
        """Of the server."""
        with psycopg.connect(self._url) as connection:
            return f"postgresql {connection.info.server_version}"

    def prepare(self, folder: Path, base: Path | None) -> str:
        """A database to be built, empty or with what `base` holds; its address."""
        database = _name(folder)
        self.drop(database)
        self._create(database, _name(base) if base else "template1")
        return self._address(database)

    def keep(self, folder: Path) -> None:
        """The dump goes into `folder`; the database that was dumped is the template."""
        database = _name(folder)
        self._program("pg_dump", database, "--format=custom", f"--file={folder / _FILE}")
        self._rename(database, _name(folder.with_suffix("")))

    def adopt(self, folder: Path) -> None:
        """Restore the dump when this server has no template of it yet."""
        template, fresh = _name(folder), f"{_name(folder)}_baru"
        if not self._exists(template):
            self.drop(fresh)
            self._create(fresh, "template1")
            self._program("pg_restore", fresh, "--exit-on-error", str(folder / _FILE))
            self._rename(fresh, template)

    def copy(self, folder: Path, number: int) -> str:
        """A database of this process with the content of the snapshot; its NAME."""
        database = f"{_name(folder)}_{os.getpid()}_{number}"
        self._create(database, _name(folder))
        return database

    def drop(self, database: str) -> None:
        """Away with it, whoever is still connected."""
        self._execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(database)))

    def _create(self, database: str, template: str) -> None:
        self._execute(
            SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(database), Identifier(template))
        )

    def _rename(self, database: str, name: str) -> None:
        self._execute(
            SQL("ALTER DATABASE {} RENAME TO {}").format(Identifier(database), Identifier(name))
        )

    def _address(self, database: str) -> str:
        return urlsplit(self._url)._replace(path=f"/{database}").geturl()

    def _exists(self, database: str) -> bool:
        with psycopg.connect(self._url) as connection:
            asked = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
            return asked.fetchone() is not None

    def _execute(self, statement: Composed) -> None:
        """Outside a transaction, as statements about databases must be."""
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(statement)

    def _program(self, name: str, database: str, *options: str) -> None:
        """One of the server's own programs: another version may not read its dumps."""
        command = [f"{_programs()}/{name}", f"--dbname={self._address(database)}", *options]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


@cache
def _programs() -> str:
    found = subprocess.run(
        [ROOT / "scripts" / "with-postgres", "--find"], check=True, capture_output=True, text=True
    )
    return found.stdout.strip()


def _name(folder: Path) -> str:
    """The database of a snapshot; the folder above is named after the digest."""
    word = folder.parent.name.rpartition("-")[2]
    return f"uji_{word}_{folder.name.replace('.', '_')}"
