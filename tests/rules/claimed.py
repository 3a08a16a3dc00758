"""Claims for tests: a clean one, and a second, slow reading of the rules to compare with.

The second reading knows nothing of the first: it counts days one by one, over the plain data.
"""

from __future__ import annotations

import copy
from collections import Counter
from datetime import date, timedelta
from typing import Any

Data = dict[str, Any]


def clean() -> Data:
    """A claim in which there is nothing to find: two services on two days, 300.000."""
    return copy.deepcopy(_CLEAN)


_CLEAN: Data = {
    "tanggal": "2026-04-20",
    "peserta": {
        "id": "M1", "tanggal_lahir": "1990-04-10", "jenis_kelamin": "P",
        "masa": [{"mulai": "2026-01-01", "sampai": "2026-12-31"}],
    },
    "perjanjian": {
        "ppk": "RS1", "mulai": "2026-04-10", "sampai": "2026-12-31",
        "layanan": ["a", "b", "c"], "hari_klaim": 7,
    },
    "tarif": [
        {"kode": "a", "mulai": "2026-04-10", "sampai": "2026-04-12", "harga": 50_000},
        {"kode": "b", "mulai": "2026-01-01", "sampai": None, "harga": 100_000},
    ],
    "surat": {
        "nomor": "S1", "peserta": "M1", "ppk": "RS1", "mulai": "2026-04-10",
        "sampai": "2026-04-10", "batas": 300_000, "terpakai": 0, "klaim": None,
    },
    "klaim": {
        "id": "K1", "ppk": "RS1", "jenis": "rawat_inap", "masuk": "2026-04-10",
        "keluar": "2026-04-12", "diajukan": "2026-04-19", "diagnosis": ["A09.0"],
        "lampiran": ["resume"],
        "baris": [
            {"no": 1, "kode": "a", "tanggal": "2026-04-10", "jumlah": 4, "harga": 50_000},
            {"no": 2, "kode": "b", "tanggal": "2026-04-12", "jumlah": 1, "harga": 100_000},
        ],
    },
    "riwayat": [],
    "lampiran_wajib": ["resume"],
}  # fmt: skip


def changed(*changes: tuple[str, object]) -> Data:
    """The clean claim with other values at dotted places; `...` takes a key away."""
    data = clean()
    for place, value in changes:
        here: Any = data
        *way, last = (int(part) if part.isdigit() else part for part in place.split("."))
        for part in way:
            here = here[part]
        if value is ...:
            del here[last]
        else:
            here[last] = value
    return data


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _in(period: Data, day: date) -> bool:
    return _day(period["mulai"]) <= day and (
        period["sampai"] is None or day <= _day(period["sampai"])
    )


def whole_causes(data: Data) -> list[str]:
    """Reasons on the whole claim, in the order in which they take money."""
    person, claim, letter = data["peserta"], data["klaim"], data["surat"]
    agreed, today = data["perjanjian"], _day(data["tanggal"])
    masuk, keluar, sent = (_day(claim[key]) for key in ("masuk", "keluar", "diajukan"))
    care = _days(masuk, keluar)
    found = {
        "P01": any(not any(_in(one, day) for one in person["masa"]) for day in care),
        "P02": any(_in(one, day) for one in person.get("jaminan_lain", []) for day in care),
        "P03": letter is None,
        "P04": letter is not None and letter["klaim"] not in (None, claim["id"]),
        "P05": letter is not None
        and not (
            letter["peserta"] == person["id"]
            and letter["ppk"] == claim["ppk"]
            and _in(letter, masuk)
        ),
        "A01": agreed["ppk"] != claim["ppk"] or not _in(agreed, masuk),
        "W01": not masuk <= keluar <= sent <= today or masuk > today or keluar > today,
        "W02": masuk < _day(person["tanggal_lahir"])
        or ("meninggal" in person and keluar > _day(person["meninggal"])),
        "W03": sent > keluar + timedelta(agreed["hari_klaim"]),
        "D01": any(_same(one, claim) for one in data["riwayat"]),
    }
    return [kode for kode, hit in found.items() if hit]


def _same(other: Data, claim: Data) -> bool:
    def rows(one: Data) -> Counter[tuple[Any, ...]]:
        return Counter((row["kode"], row["tanggal"], row["jumlah"]) for row in one["baris"])

    keys = ("ppk", "masuk", "keluar")
    return all(other[key] == claim[key] for key in keys) and rows(other) == rows(claim)


def line_causes(data: Data, line: Data) -> dict[str, int | None]:
    """What each reason may take of one line, in order; None takes everything."""
    claim, day, person = data["klaim"], _day(line["tanggal"]), data["peserta"]
    tariffs = [one for one in data["tarif"] if one["kode"] == line["kode"]]
    now = next((one for one in tariffs if _in(one, day)), None)
    others = [row for one in data["riwayat"] for row in one["baris"]]
    others += [row for row in claim["baris"] if row["no"] < line["no"]]
    apart = [
        abs((_day(one["tanggal"]) - day).days) for one in others if one["kode"] == line["kode"]
    ]
    found: dict[str, int | None] = {}
    if line["kode"] not in data["perjanjian"]["layanan"]:
        found["A02"] = None
    if not tariffs:
        found["T01"] = None
    elif now is None:
        found["T03"] = None
    if day not in _days(_day(claim["masuk"]), _day(claim["keluar"])):
        found["W04"] = None
    if 0 in apart:
        found["D02"] = None
    if now is not None:
        found |= _by_tariff(now, line, day, person, apart)
    return found


def _by_tariff(
    now: Data, line: Data, day: date, person: Data, apart: list[int]
) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    if any(days < now.get("jarak_hari", 0) for days in apart):
        found["K02"] = None
    age = sum(_birthday(_day(person["tanggal_lahir"]), n) <= day for n in range(1, 160))
    if now.get("jenis_kelamin", person["jenis_kelamin"]) != person["jenis_kelamin"] or not (
        now.get("umur_min", 0) <= age <= now.get("umur_maks", 999)
    ):
        found["K03"] = None
    most = now.get("jumlah_maks", line["jumlah"])
    if line["jumlah"] > most:
        found["K01"] = (line["jumlah"] - most) * line["harga"]
    if line["harga"] > now["harga"]:
        found["T02"] = min(line["jumlah"], most) * (line["harga"] - now["harga"])
    return found


def _birthday(born: date, years: int) -> date:
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def slowly(data: Data) -> tuple[set[str], dict[int, dict[str, int]], dict[int, int]]:
    """All codes; what each took of each line; what is left of each line."""
    whole = whole_causes(data)
    codes = set(whole)
    cuts: dict[int, dict[str, int]] = {}
    left: dict[int, int] = {}
    for line in data["klaim"]["baris"]:
        no, rest = line["no"], line["jumlah"] * line["harga"]
        cuts[no] = {}
        own = line_causes(data, line)
        codes |= own.keys()
        for kode, most in (dict.fromkeys(whole) | own).items():
            taken = rest if most is None else min(rest, most)
            if taken:
                cuts[no][kode], rest = taken, rest - taken
        left[no] = rest
    letter = data["surat"]
    if letter is not None and letter["batas"] is not None:
        over = sum(left.values()) - max(0, letter["batas"] - letter["terpakai"])
        if over > 0:
            codes.add("P06")
        for no in sorted(left, reverse=True):
            taken = max(0, min(over, left[no]))
            over -= taken
            left[no] -= taken
            if taken:
                cuts[no]["P06"] = taken
    return codes, cuts, left
