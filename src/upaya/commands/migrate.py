"""`upaya migrate`: create or update the tables, with the triggers that keep the audit unchanged."""

from __future__ import annotations

import argparse
import sys

from upaya.commands import set_up_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what the command takes."""
    parser.add_argument(
        "--periksa",
        action="store_true",
        help="hanya katakan apakah ada yang belum dijalankan (kode keluar 1 bila ada)",
    )

    parser.add_argument(
        "--aplikasi",
        metavar="PERAN",
        help="PostgreSQL: beri peran ini hak yang diperlukan aplikasi, tanpa hak mengubah tabel "
        "dan jejak audit",
    )


def run(args: argparse.Namespace) -> int:
    """Bring the database to the present version; 0 when it is there."""
    set_up_django()
    waiting = unapplied()
    if args.periksa:
        print(*waiting or ["Semua tabel sudah mutakhir."], sep="\n")
        return 1 if waiting else 0
    migrate()
    print(f"Selesai: {len(waiting)} perubahan tabel dijalankan.")
    return _give(args.aplikasi) if args.aplikasi else 0


def _give(role: str) -> int:
    from upaya.core import database_role

    try:
        database_role.give(role)
    except database_role.RoleError as fault:
        print(fault, file=sys.stderr)
        return 2
    print(f"Peran {role} dapat memakai tabel, tidak dapat mengubah bentuknya atau jejak audit.")
    return 0


def unapplied() -> list[str]:
    """Migrations that the database has not seen, in order."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _backwards in plan]


def migrate() -> None:
    """Bring the tables up to date without asking; in an empty database all of them at once."""
    from django.conf import settings
    from django.core.management import call_command

    from upaya.core import fresh

    settings.DATA.mkdir(parents=True, exist_ok=True)
    fresh.make_tables()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
