"""The dictionary of data: every table and column that the models declare, in Indonesian.

`docs/kamus-data.md` and the address for programs are written from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from upaya.core.crypto import EncryptedTextField
from upaya.core.public import Public

_KINDS: dict[type[models.Field[Any, Any]], str] = {
    EncryptedTextField: "teks tersandi",
    models.ForeignKey: "rujukan",
    models.BooleanField: "ya atau tidak",
    models.DateTimeField: "waktu",
    models.DateField: "tanggal",
    models.TimeField: "jam",
    models.DecimalField: "bilangan tepat",
    models.AutoField: "nomor urut",
    models.IntegerField: "bilangan bulat",
    models.JSONField: "susunan JSON",
    models.UUIDField: "UUID",
    models.GenericIPAddressField: "alamat jaringan",
    models.BinaryField: "bita",
    models.CharField: "teks",
    models.TextField: "teks panjang",
}
"""A kind by the first class that fits; what is more special stands before what it is made from."""


@dataclass(frozen=True, slots=True)
class Tabel:
    """One table: its name in the database, whose rows they are, its columns as cells of a row."""

    nama: str
    milik: str
    kolom: tuple[tuple[str, ...], ...]


KEPALA = ("Kolom", "Arti", "Jenis", "Wajib", "Pilihan atau rujukan", "Catatan")


def tables(package: str = "upaya.") -> Iterator[tuple[str, Sequence[Tabel]]]:
    """Each app with its tables, in the order of the settings; the tests' own apps are left out."""
    for app in apps.get_app_configs():
        if app.name.startswith(package):
            kept = [one for one in app.get_models() if not hasattr(one, "history_object")]
            found = sorted(kept, key=lambda model: model._meta.db_table)
            if found:
                yield app.label, [_table(model) for model in found]


def _table(model: type[models.Model]) -> Tabel:
    fields = [field for field in model._meta.get_fields() if isinstance(field, models.Field)]
    columns = tuple(_column(model, field) for field in fields if field.column)
    return Tabel(model._meta.db_table, _owner(model), columns)


def _owner(model: type[models.Model]) -> str:
    path = getattr(model, "scope_path", None)
    return "" if path is None else "Berlingkup: tiap baris milik unit atau orang tertentu."


def _column(model: type[models.Model], field: models.Field[Any, Any]) -> tuple[str, ...]:
    needed = "ya" if not field.null and not field.blank and not field.has_default() else ""
    return (
        f"`{field.column}`",
        _meaning(field),
        _kind(field),
        needed,
        _choices(field),
        ", ".join(_notes(model, field)),
    )


def _meaning(field: models.Field[Any, Any]) -> str:
    """What somebody wrote of it; "" where the name says it."""
    said = str(field.verbose_name)
    return "" if said.lower() in {field.name.replace("_", " "), "id"} else said


def _kind(field: models.Field[Any, Any]) -> str:
    words = next((word for kind, word in _KINDS.items() if isinstance(field, kind)), "khusus")
    longest = getattr(field, "max_length", None)
    return f"{words}, paling panjang {longest}" if longest and words == "teks" else words


def _choices(field: models.Field[Any, Any]) -> str:
    related = getattr(field, "related_model", None)
    if isinstance(related, type) and issubclass(related, models.Model):
        return f"`{related._meta.db_table}`"
    return "; ".join(f"`{value}` {label}" for value, label in field.flatchoices if value != "")


def _notes(model: type[models.Model], field: models.Field[Any, Any]) -> Iterator[str]:
    if field.primary_key:
        yield "kunci"
    elif field.unique:
        yield "tidak berulang"
    public = getattr(model, "public", None)
    if isinstance(public, Public) and field.name in public.fields:
        yield "boleh dibaca umum"


BENTUK = "upaya-kamus/1"
_NAMA = ("kolom", "arti", "jenis", "wajib", "pilihan", "catatan")


def uraian() -> dict[str, Any]:
    """The dictionary for programs: each app with its tables, each table with its columns."""
    return {
        "bentuk": BENTUK,
        "bagian": [
            {
                "nama": app,
                "tabel": [
                    {"nama": one.nama, "kolom": [_plain(cells) for cells in one.kolom]}
                    for one in found
                ],
            }
            for app, found in tables()
        ],
    }


def _plain(cells: tuple[str, ...]) -> dict[str, Any]:
    said: dict[str, Any] = dict(zip(_NAMA, (cell.replace("`", "") for cell in cells), strict=True))
    return said | {"wajib": bool(said["wajib"])}
