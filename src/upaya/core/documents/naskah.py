"""What was issued, word for word: content to text and back.

The register keeps it sealed, so that an issued paper can be given out again and again as it was
signed, whatever became of the data since.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from upaya.core.documents.content import (
    Bagian,
    Isi,
    Jumlah,
    Kolom,
    Kop,
    Paragraf,
    Rincian,
    Sel,
    Subjudul,
    Tabel,
    TandaTangan,
)

_PARTS: Mapping[str, type[Any]] = {
    kind.__name__: kind for kind in (Subjudul, Paragraf, Rincian, Tabel, Jumlah)
}


def write(isi: Isi) -> str:
    """The content as text that `read` understands, signatories included."""
    content = asdict(isi) | {
        "bagian": [{"bentuk": type(part).__name__, **asdict(part)} for part in isi.bagian]
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=_tagged)


def read(text: str) -> Isi:
    """The content that was written."""
    data = json.loads(text)
    return Isi(
        **data
        | {
            "kop": Kop(**data["kop"] | {"alamat": tuple(data["kop"]["alamat"])}),
            "bagian": tuple(_part(part) for part in data["bagian"]),
            "kepada": tuple(data["kepada"]),
            "tanda_tangan": tuple(TandaTangan(**one) for one in data["tanda_tangan"]),
            "catatan": tuple(data["catatan"]),
        }
    )


def _tagged(value: object) -> dict[str, str]:
    """A number or a day that JSON would lose."""
    if isinstance(value, Decimal):
        return {"desimal": str(value)}
    if isinstance(value, date):
        return {"hari": value.isoformat()}
    raise TypeError(f"{value!r} tidak dapat disimpan sebagai isi dokumen")


def _cell(value: Any) -> Sel:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, dict):
        day = value.get("hari")
        return date.fromisoformat(day) if day else Decimal(value["desimal"])
    return value if value is None or isinstance(value, int) else str(value)


def _part(data: dict[str, Any]) -> Bagian:
    kind = _PARTS[data.pop("bentuk")]
    if kind is Rincian:
        return Rincian(tuple((label, value) for label, value in data["baris"]))
    if kind is Tabel:
        data["kolom"] = tuple(Kolom(**column) for column in data["kolom"])
        data["baris"] = tuple(tuple(_cell(cell) for cell in row) for row in data["baris"])
    made: Bagian = kind(**data)
    return made
