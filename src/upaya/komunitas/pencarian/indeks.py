"""The index itself: FTS5 beside the table in SQLite, a GIN index over it in PostgreSQL.

Both are made after every migrate, for an empty installation takes no steps. SQLite's copy is
written with the row, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from upaya.komunitas.pencarian import kata
from upaya.komunitas.pencarian.models import Carian

_TITLE, _ANSWER, _ANSWERS, _DAYS = 4000, 40, 50, 3650
"""Weights: all words in the title; one answer, of at most so many; one day of age, of at most ten
years. A title outweighs ten years, an answer forty days."""


@dataclass(frozen=True, slots=True)
class Entri:
    """What can be found of one thing."""

    jenis: str
    rujukan: int
    kabupaten: str
    judul: str
    isi: str
    oleh: str
    alamat: str
    tanggal: date
    jawaban: int = 0


def install(**_kwargs: object) -> None:
    """Make the index where the table is (receiver of post_migrate)."""
    if Carian._meta.db_table not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE INDEX IF NOT EXISTS komunitas_carian_kata ON komunitas_carian USING gin "
                "(to_tsvector('simple', kata_judul || ' ' || kata_isi))"
            )
        else:
            cursor.execute(
                "CREATE VIRTUAL TABLE IF NOT EXISTS komunitas_cari USING fts5(judul, isi)"
            )


def put(entries: Iterable[Entri]) -> None:
    """Write these things, new or again, inside the caller's transaction."""
    for one in entries:
        row, _ = Carian.objects.update_or_create(
            jenis=one.jenis,
            rujukan=one.rujukan,
            defaults={
                "kabupaten_id": one.kabupaten,
                "judul": one.judul[:200],
                "isi": one.isi,
                "oleh": one.oleh[:200],
                "alamat": one.alamat,
                "tanggal": one.tanggal,
                "hari": one.tanggal.toordinal(),
                "jawaban": one.jawaban,
                "kata_judul": kata.tokens(f"{one.judul} {one.oleh}"),
                "kata_isi": kata.tokens(one.isi),
                "versi": kata.versi(),
            },
        )
        _mirror(row)


def take_out(jenis: str, keys: Iterable[int]) -> None:
    """These things cannot be found any more."""
    rows = Carian.objects.filter(jenis=jenis, rujukan__in=list(keys))
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for pk in rows.values_list("pk", flat=True):
                cursor.execute("DELETE FROM komunitas_cari WHERE rowid = %s", [pk])
    rows.delete()


def _mirror(row: Carian) -> None:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM komunitas_cari WHERE rowid = %s", [row.pk])
        cursor.execute(
            "INSERT INTO komunitas_cari(rowid, judul, isi) VALUES (%s, %s, %s)",
            [row.pk, row.kata_judul, row.kata_isi],
        )


def count(groups: tuple[tuple[str, ...], ...], jenis: str = "") -> int:
    """How many things hold one token of every group."""
    if not groups:
        return 0
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT COUNT(*) FROM komunitas_carian c WHERE (%s = '' OR c.jenis = %s) AND "
                "to_tsvector('simple', c.kata_judul || ' ' || c.kata_isi) @@ "
                "to_tsquery('simple', %s)",
                [jenis, jenis, kata.for_postgres(groups)],
            )
        else:
            cursor.execute(
                "SELECT COUNT(*) FROM komunitas_carian c WHERE (%s = '' OR c.jenis = %s) AND c.id "
                "IN (SELECT rowid FROM komunitas_cari WHERE komunitas_cari MATCH %s)",
                [jenis, jenis, kata.for_sqlite(groups)],
            )
        return int(cursor.fetchone()[0])


def found(
    groups: tuple[tuple[str, ...], ...], today: date, *, jenis: str = "", start: int, many: int
) -> list[int]:
    """Keys of a part of them, the best first: all words in the title, many answers, fresh."""
    if not groups:
        return []
    weights: list[Any] = [_TITLE, _ANSWERS, _ANSWER, today.toordinal(), _DAYS]
    part: list[Any] = [many, start]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            question = kata.for_postgres(groups)
            cursor.execute(
                "SELECT c.id FROM komunitas_carian c WHERE (%s = '' OR c.jenis = %s) AND "
                "to_tsvector('simple', c.kata_judul || ' ' || c.kata_isi) @@ "
                "to_tsquery('simple', %s) ORDER BY (CASE WHEN to_tsvector('simple', c.kata_judul) "
                "@@ to_tsquery('simple', %s) THEN %s ELSE 0 END) + LEAST(c.jawaban, %s) * %s "
                "- LEAST(GREATEST(%s - c.hari, 0), %s) DESC, c.id DESC LIMIT %s OFFSET %s",
                [jenis, jenis, question, question, *weights, *part],
            )
        else:
            cursor.execute(
                "SELECT c.id FROM komunitas_carian c WHERE (%s = '' OR c.jenis = %s) AND c.id IN "
                "(SELECT rowid FROM komunitas_cari WHERE komunitas_cari MATCH %s) ORDER BY "
                "(CASE WHEN c.id IN (SELECT rowid FROM komunitas_cari WHERE komunitas_cari MATCH "
                "%s) THEN %s ELSE 0 END) + MIN(c.jawaban, %s) * %s - MIN(MAX(%s - c.hari, 0), %s) "
                "DESC, c.id DESC LIMIT %s OFFSET %s",
                [
                    jenis, jenis, kata.for_sqlite(groups), kata.for_sqlite(groups, "judul"),
                    *weights, *part,
                ],
            )  # fmt: skip
        return [int(pk) for (pk,) in cursor.fetchall()]
