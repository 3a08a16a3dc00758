"""Topics and comments of another site, from JSON or CSV; every fault is said with its place."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

COLUMNS = (
    *("sumber", "topik", "judul_topik", "menjawab", "nama", "lembaga", "isi", "waktu"),
    "alamat_lama",
)
_NEEDED = ("sumber", "topik", "nama", "isi", "waktu")
_FORMS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M", "%Y-%m-%d")
_LONGEST = {
    "sumber": 120,
    "topik": 120,
    "judul_topik": 160,
    "nama": 80,
    "lembaga": 120,
    "isi": 6000,
    "alamat_lama": 200,
}


class DiscussionError(ValueError):
    """What cannot be read, one sentence for each place."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Kiriman:
    """One comment of the other site. `sumber` is what that site knew it by, `topik` its topic."""

    sumber: str
    topik: str
    judul_topik: str
    menjawab: str
    nama: str
    lembaga: str
    isi: str
    waktu: datetime
    alamat_lama: str


def read(body: bytes, name: str) -> list[Kiriman]:
    """The comments of a file in their order; DiscussionError with every fault at once."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise DiscussionError(["Berkas bukan teks UTF-8."]) from fault
    rows = _of_json(text) if name.lower().endswith(".json") else _of_csv(text)
    faults: list[str] = []
    found = [one for number, row in enumerate(rows, 1) if (one := _read(row, number, faults))]
    seen: set[str] = set()
    for one in found:
        if one.sumber in seen:
            faults.append(f"sumber {one.sumber!r} ada dua kali.")
        seen.add(one.sumber)
    if faults:
        raise DiscussionError(faults)
    return found


def _of_json(text: str) -> list[Any]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as fault:
        raise DiscussionError([f"JSON tidak terbaca pada baris {fault.lineno}."]) from fault
    rows = found.get("tanggapan") if isinstance(found, dict) else found
    if not isinstance(rows, list):
        raise DiscussionError(["JSON harus berupa daftar, atau objek dengan daftar “tanggapan”."])
    return rows


def _of_csv(text: str) -> list[Any]:
    first = text.partition("\n")[0]
    sign = ";" if first.count(";") > first.count(",") else ","
    rows = csv.DictReader(io.StringIO(text), delimiter=sign)
    missing = [name for name in _NEEDED if name not in (rows.fieldnames or ())]
    if missing:
        raise DiscussionError([f"Kolom {', '.join(missing)} tidak ada."])
    return list(rows)


def _read(row: object, number: int, faults: list[str]) -> Kiriman | None:
    where = f"Tanggapan ke-{number}"
    if not isinstance(row, dict):
        faults.append(f"{where}: bukan objek.")
        return None
    said = {name: _text(row.get(name)) for name in COLUMNS}
    before = len(faults)
    faults += [f"{where}: {name} kosong." for name in _NEEDED if not said[name]]
    faults += [
        f"{where}: {name} lebih dari {most} huruf."
        for name, most in _LONGEST.items()
        if len(said[name]) > most
    ]
    at = _moment(said["waktu"])
    if said["waktu"] and at is None:
        faults.append(f"{where}: waktu {said['waktu']!r} tidak terbaca; tulis 2016-04-07 03:18.")
    if len(faults) > before or at is None:
        return None
    return Kiriman(**{name: said[name] for name in COLUMNS if name != "waktu"}, waktu=at)


def _text(value: object) -> str:
    return str(value).strip() if value is not None else ""


def _moment(text: str) -> datetime | None:
    for form in _FORMS:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - its zone is given later
        except ValueError:
            continue
    return None
