"""The role that the application signs in to PostgreSQL with: it may use the tables, not shape them.

`upaya migrate --aplikasi NAME` runs as the owner of the tables and gives that role what it needs.
It cannot alter a table or drop a trigger, cannot change or remove what only grows, and cannot empty
a table; whoever takes the application over cannot rewrite the audit with it.
"""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from psycopg.sql import SQL, Composable, Identifier

from upaya.core.keeping import for_good
from upaya.core.triggers import append_only_tables, row_rules

_MIGRATIONS = "django_migrations"


class RoleError(ValueError):
    """The role cannot be given its rights; the message says why."""


def give(role: str) -> None:
    """Give `role` exactly what the application needs on the tables there are."""
    if connection.vendor != "postgresql":
        raise RoleError("Peran aplikasi hanya ada di PostgreSQL.")
    _refuse(role)
    name = Identifier(role)
    for statement in _statements(name):
        _execute(statement)


def _refuse(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone() is None:
            raise RoleError(f"Peran {role} belum ada. Buat dahulu dengan CREATE ROLE.")
    if _may_shape(role):
        raise RoleError(
            f"Peran {role} memiliki tabel atau superuser, jadi dapat mencabut pemicu. Pakai peran "
            "lain."
        )


def warning() -> str:
    """What to say when the service acts with more than the application needs; "" when it is fine.

    Whoever owns a table may drop its triggers, and with them what keeps the audit and the money.
    """
    if connection.vendor != "postgresql" or settings.DEMO or settings.DEBUG:
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        role = str(cursor.fetchone()[0])
    if not _may_shape(role):
        return ""
    return (
        f"Peringatan: layanan ini masuk ke basis data sebagai {role}, pemilik tabel, yang dapat "
        "mencabut pemicu penjaga jejak audit dan catatan uang. Jalankan `upaya migrate --aplikasi "
        "PERAN` sebagai pemilik, lalu jalankan layanan dengan peran itu dan --tanpa-migrasi."
    )


def _may_shape(role: str) -> bool:
    """Whether a role is a superuser, or owns or acts for the owner of a table of ours."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = "
            "current_schema() AND pg_has_role(rolname, tableowner, 'MEMBER')) "
            "FROM pg_roles WHERE rolname = %s",
            [role],
        )
        return bool(cursor.fetchone()[0])


def _statements(name: Identifier) -> list[Composable]:
    schema = Identifier(_schema())
    gone = sorted({rule.table for rule in row_rules() if for_good(rule)})
    return [
        SQL("REVOKE CREATE ON SCHEMA {} FROM PUBLIC, {}").format(schema, name),
        SQL("GRANT USAGE ON SCHEMA {} TO {}").format(schema, name),
        SQL("REVOKE ALL ON ALL TABLES IN SCHEMA {} FROM PUBLIC, {}").format(schema, name),
        SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {} TO {}").format(
            schema, name
        ),
        SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {} TO {}").format(schema, name),
        *(
            SQL("REVOKE UPDATE, DELETE ON {} FROM {}").format(Identifier(table), name)
            for table in append_only_tables()
        ),
        *(SQL("REVOKE DELETE ON {} FROM {}").format(Identifier(table), name) for table in gone),
        SQL("REVOKE INSERT, UPDATE, DELETE ON {} FROM {}").format(Identifier(_MIGRATIONS), name),
    ]


def _schema() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return str(cursor.fetchone()[0])


def _execute(statement: Composable) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
