"""Fingerprint (*sidik*) of a calculation: what went in and which rules were read.

Two calculations with the same canonical lines have the same result. Names are left out, so
that correcting one changes nothing; the web passes an officer's stable code as ``id`` and the
puskesmas's as ``kode_puskesmas``.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

from upaya.rules.insentif.ketentuan import kode_aturan
from upaya.rules.insentif.month import Bulan, Hasil
from upaya.rules.insentif.serial import bulan_to_dict, posts_from_json
from upaya.rules.stable_json import stable_json

VERSI_ATURAN = "1"
"""Version of the arithmetic. It changes only when a golden result changes."""


def canonical(bulan: Bulan, hasil: Hasil) -> str:
    """Return one line per input and per parameter: a name, a tab, the value as JSON.

    Officers are ordered by id and posts by name, so the order of rows makes no difference.
    """
    lines = [("versi", VERSI_ATURAN), *_input_lines(bulan, hasil), *_rule_lines(hasil)]
    return "".join(f"{name}\t{stable_json(value)}\n" for name, value in lines)


def sidik(bulan: Bulan, hasil: Hasil) -> str:
    """Return the SHA-256 of the canonical lines as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(bulan, hasil).encode("ascii")).hexdigest()


def compare(before: str, after: str) -> list[tuple[str, str | None, str | None]]:
    """Compare two canonical texts; return (line, before, after) for every line that differs.

    None stands for a line that is not there. Equal texts give an empty list.
    """
    old, new = _table(before), _table(after)
    names = [*old, *(name for name in new if name not in old)]
    return [
        (name, old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name)
    ]


def _table(text: str) -> dict[str, str]:
    table = {}
    for line in text.splitlines():
        name, _, value = line.partition("\t")
        table[name] = value
    return table


def _input_lines(bulan: Bulan, hasil: Hasil) -> Iterator[tuple[str, Any]]:
    data = bulan_to_dict(bulan, hasil.penimpaan)
    data["puskesmas"] = kode_aturan(bulan)
    data.pop("kode_puskesmas", None)
    officers = data.pop("petugas")
    for key in sorted(data):
        value = data[key]
        if isinstance(value, dict):
            for name in sorted(value):
                yield f"masukan.{key}.{name}", value[name]
        else:
            yield f"masukan.{key}", value
    for officer in sorted(officers, key=lambda row: str(row["id"])):
        place = f"masukan.petugas[{stable_json(officer.pop('id'))}]"
        del officer["nama"]
        officer["jabatan_utama"] = sorted(set(posts_from_json(officer["jabatan_utama"])))
        for name in sorted(officer):
            yield f"{place}.{name}", officer[name]


def _rule_lines(hasil: Hasil) -> Iterator[tuple[str, Any]]:
    for value in sorted(hasil.aturan, key=lambda v: v.key):
        yield (
            f"aturan.{value.key}",
            {"nilai": value.json_value(), "dasar_hukum": value.source, "asal": value.origin},
        )
