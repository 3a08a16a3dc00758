"""The file of an allocation: parse, check everything, answer as JSON or say all faults at once."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from upaya.exchange.checking import END, Checker, is_integer, is_list, one_of, path, shown
from upaya.exchange.json_parse import parse
from upaya.rules.bok.alokasi import (
    ARAH,
    SEARAH,
    Alokasi,
    AlokasiError,
    Kriteria,
    Penerima,
    Permintaan,
    allocate,
)
from upaya.rules.errors import Fault, TidakDiatur
from upaya.rules.numbers import MAX_AMOUNT
from upaya.rules.parameter import RuleBook

KABUPATEN, TAHUN = "35.12", 2022
"""What a file means that names neither."""

VERSI_ALOKASI = "1"
"""Version of the arithmetic; it changes only when a result changes."""

KABUPATEN_PATTERN = rf"^[0-9]{{2}}\.[0-9]{{2}}{END}"
DESIMAL_PATTERN = rf"^[0-9]{{1,15}}(\.[0-9]{{1,9}})?{END}"
MAX_DESA = 10_000
YEARS = (2000, 2100)

_ROOT = ("total", "kabupaten", "tahun", "stbm_per_desa", "kriteria", "puskesmas")
_NEEDED = ("total", "kriteria", "puskesmas")
_KRITERIA, _PUSKESMAS = ("kode", "bobot", "arah"), ("id", "nilai", "desa_stbm")


@dataclass(frozen=True, slots=True)
class AllocationReading:
    """What a file holds and what comes of it, or faults. Never both."""

    permintaan: Permintaan | None
    hasil: Alokasi | None
    galat: tuple[Fault, ...] = ()


def read(raw: bytes, book: RuleBook) -> AllocationReading:
    """Read the bytes of a JSON file and share out. Never raises: what is wrong becomes a fault."""
    data, faults = parse(raw)
    if faults:
        return AllocationReading(None, None, tuple(faults))
    checker = _Checker()
    asked = checker.request(data)
    if asked is None or checker.faults:
        return AllocationReading(None, None, tuple(checker.faults))
    try:
        return AllocationReading(asked, allocate(asked, book))
    except AlokasiError as refused:
        return AllocationReading(None, None, tuple(refused.faults))
    except TidakDiatur:
        said = f"belum ada aturan untuk tahun {asked.tahun}; sebutkan stbm_per_desa"
        return AllocationReading(None, None, (Fault("stbm_per_desa", said),))


class _Checker(Checker):
    """Walks the data once; what is right is kept, what is wrong becomes a fault."""

    def request(self, data: Any) -> Permintaan | None:  # noqa: ANN401 - untrusted
        root = self.members(data, "", _ROOT, _NEEDED)
        if root is None:
            return None
        kriteria = self.criteria(root.get("kriteria", ()))
        puskesmas = self.recipients(root.get("puskesmas", ()), [one.kode for one in kriteria])
        per_desa = root.get("stbm_per_desa")
        return Permintaan(
            total=self.whole_number(root.get("total", 0), "total", MAX_AMOUNT) or 0,
            kabupaten=self.district(root.get("kabupaten", KABUPATEN)),
            tahun=self.year(root.get("tahun", TAHUN)),
            kriteria=kriteria,
            puskesmas=puskesmas,
            stbm_per_desa=None
            if "stbm_per_desa" not in root
            else self.whole_number(per_desa, "stbm_per_desa", MAX_AMOUNT) or 0,
        )

    def district(self, value: Any) -> str:  # noqa: ANN401 - untrusted
        if not isinstance(value, str) or not re.search(KABUPATEN_PATTERN, value):
            said = f'harus kode kabupaten seperti "35.12"; terbaca {shown(value)}'
            self.fault("kabupaten", said)
            return KABUPATEN
        return value

    def year(self, value: Any) -> int:  # noqa: ANN401 - untrusted
        first, last = YEARS
        if not is_integer(value) or not first <= value <= last:
            self.fault("tahun", f"harus tahun dari {first} sampai {last}; terbaca {shown(value)}")
            return TAHUN
        return value

    def criteria(self, rows: Any) -> tuple[Kriteria, ...]:  # noqa: ANN401 - untrusted
        found: list[Kriteria] = []
        for place, row in self.rows(rows, "kriteria", _KRITERIA, ("kode", "bobot")):
            kode = self.one_line(row["kode"], f"{place}.kode") if "kode" in row else None
            bobot = self.number(row["bobot"], f"{place}.bobot") if "bobot" in row else None
            arah = row.get("arah", SEARAH)
            if not isinstance(arah, str) or arah not in ARAH:
                self.fault(f"{place}.arah", one_of(ARAH, arah))
            elif kode is not None:
                found.append(Kriteria(kode, bobot if bobot is not None else Fraction(), arah))
        self.unique([one.kode for one in found], "kriteria", "kode")
        return tuple(found)

    def recipients(self, rows: Any, kinds: list[str]) -> tuple[Penerima, ...]:  # noqa: ANN401 - untrusted
        found: list[Penerima] = []
        for place, row in self.rows(rows, "puskesmas", _PUSKESMAS, _PUSKESMAS):
            name = self.one_line(row["id"], f"{place}.id") if "id" in row else None
            values = self.values(row.get("nilai", {}), f"{place}.nilai", kinds)
            desa = self.whole_number(row.get("desa_stbm", 0), f"{place}.desa_stbm", MAX_DESA)
            if name is not None:
                found.append(Penerima(name, values, desa or 0))
        self.unique([one.id for one in found], "puskesmas", "id")
        return tuple(found)

    def values(self, given: Any, place: str, kinds: list[str]) -> Mapping[str, Fraction]:  # noqa: ANN401 - untrusted
        row = self.members(given, place, kinds, kinds) or {}
        found = {kode: self.number(row[kode], path(place, kode)) for kode in kinds if kode in row}
        return {kode: found.get(kode) or Fraction() for kode in kinds}

    def rows(
        self,
        rows: Any,  # noqa: ANN401 - untrusted
        name: str,
        known: tuple[str, ...],
        needed: tuple[str, ...],
    ) -> list[tuple[str, Mapping[str, Any]]]:
        """The objects of a list with their places; an empty list is a fault."""
        if not is_list(rows):
            self.fault(name, f"harus daftar; terbaca {shown(rows)}")
            return []
        if not rows and not any(fault.letak == name for fault in self.faults):
            self.fault(name, "daftarnya kosong")
        found = []
        for position, row in enumerate(rows):
            place = f"{name}[{position}]"
            held = self.members(row, place, known, needed)
            if held is not None:
                found.append((place, held))
        return found

    def number(self, value: Any, letak: str) -> Fraction | None:  # noqa: ANN401 - untrusted
        """A number that is not negative: an integer, or a decimal in quotation marks."""
        if isinstance(value, str) and re.search(DESIMAL_PATTERN, value):
            return Fraction(value)
        if isinstance(value, str):
            negative = value.startswith("-") and re.search(DESIMAL_PATTERN, value[1:])
            said = "tidak boleh negatif" if negative else 'harus bilangan, misalnya 12 atau "12.5"'
            self.fault(letak, f"{said}; terbaca {shown(value)}")
            return None
        if value is None or isinstance(value, bool | list | Mapping):
            self.fault(letak, f'harus bilangan, misalnya 12 atau "12.5"; terbaca {shown(value)}')
            return None
        found = self.whole_number(value, letak, MAX_AMOUNT)
        return None if found is None else Fraction(found)

    def unique(self, names: list[str], where: str, key: str) -> None:
        first: dict[str, int] = {}
        for position, name in enumerate(names):
            if name in first:
                same = f"{where}[{first[name]}]"
                self.fault(f"{where}[{position}].{key}", f"{shown(name)} sudah dipakai {same}")
            first.setdefault(name, position)


# ---------------------------------------------------------------- answers
def result(asked: Permintaan, hasil: Alokasi) -> dict[str, Any]:
    """The answer of ``upaya hitung alokasi-bok``: whole rupiah, the rules read, the fingerprint."""
    return {
        "puskesmas": [
            {"id": row.id, "proporsional": row.proporsional, "stbm": row.stbm, "total": row.total}
            for row in hasil.baris
        ],
        "aturan": [
            {
                "parameter": value.key,
                "nilai": value.json_value(),
                "dasar_hukum": value.source,
                "asal": value.origin,
            }
            for value in hasil.aturan
        ],
        "sidik": sidik(asked, hasil),
    }


def sidik(asked: Permintaan, hasil: Alokasi) -> str:
    """SHA-256 of what went in and which rules were read; the order of rows makes no difference."""
    lines: list[tuple[str, Any]] = [
        ("versi", VERSI_ALOKASI),
        ("masukan.kabupaten", asked.kabupaten),
        ("masukan.tahun", asked.tahun),
        ("masukan.total", asked.total),
        ("masukan.stbm_per_desa", asked.stbm_per_desa),
    ]
    lines += [
        (f"masukan.kriteria[{one.kode}]", [str(one.bobot), one.arah])
        for one in sorted(asked.kriteria, key=lambda one: one.kode)
    ]
    for row in sorted(asked.puskesmas, key=lambda row: row.id):
        held = {kode: str(value) for kode, value in row.nilai.items()}
        lines.append((f"masukan.puskesmas[{row.id}]", [held, row.desa_stbm]))
    for value in sorted(hasil.aturan, key=lambda value: value.key):
        read = {"nilai": value.json_value(), "dasar_hukum": value.source, "asal": value.origin}
        lines.append((f"aturan.{value.key}", read))
    text = "".join(f"{name}\t{_json(value)}\n" for name, value in lines)
    return hashlib.sha256(text.encode("utf-8", errors="backslashreplace")).hexdigest()


def _json(value: Any) -> str:  # noqa: ANN401 - any JSON value
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
