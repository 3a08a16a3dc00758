"""The file of an allocation: parse, check everything, answer as JSON or say all faults at once."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from upaya.exchange.checking import END, Checker, is_integer, is_list, one_of, path, shown
from upaya.exchange.json_answer import rules_read
from upaya.exchange.json_parse import parse
from upaya.rules.bok.alokasi import (
    ARAH,
    SEARAH,
    STBM,
    Alokasi,
    AlokasiError,
    BarisAlokasi,
    Kriteria,
    Penerima,
    Permintaan,
    allocate,
    faults_of,
)
from upaya.rules.errors import Fault, TidakDiatur
from upaya.rules.money import exact_decimal, plain
from upaya.rules.numbers import MAX_AMOUNT
from upaya.rules.parameter import RuleBook
from upaya.rules.stable_json import stable_json

KABUPATEN, TAHUN = "35.12", 2022
"""What a file means that names neither."""

VERSI_ALOKASI = "1"
"""Version of the arithmetic; it changes only when a result changes."""

KABUPATEN_PATTERN = rf"^[0-9]{{2}}\.[0-9]{{2}}{END}"
DESIMAL_PATTERN = rf"^[0-9]{{1,15}}(\.[0-9]{{1,9}})?{END}"
MAX_DESA = 10_000
YEARS = (2000, 2100)

MAX_PERUBAHAN = 100
"""The largest change against last year, in hundredths, that means anything."""

_ROOT = (
    *("total", "kabupaten", "tahun", "stbm_per_desa", "lantai", "perubahan_paling_besar"),
    *("kriteria", "puskesmas"),
)
_NEEDED = ("total", "kriteria", "puskesmas")
_KRITERIA, _OWN = ("kode", "bobot", "arah"), ("id", "nilai", "desa_stbm")
_PUSKESMAS = (*_OWN, "tahun_lalu")


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
        more = _sums(asked, checker.faults, book) if asked is not None else []
        return AllocationReading(None, None, (*checker.faults, *more))
    try:
        return AllocationReading(asked, allocate(asked, book))
    except AlokasiError as refused:
        return AllocationReading(None, None, tuple(refused.faults))
    except TidakDiatur:
        said = f"belum ada aturan untuk tahun {asked.tahun}; sebutkan stbm_per_desa"
        return AllocationReading(None, None, (Fault("stbm_per_desa", said),))


def _sums(asked: Permintaan, faults: list[Fault], book: RuleBook) -> list[Fault]:
    """What the sums say beside faults of single values: only sums of values that could be read."""
    each = asked.stbm_per_desa
    if each is None:
        found = book.find(STBM, asked.hari, asked.kabupaten)
        each = found.integer if found else 0
    bad = [fault.letak for fault in faults]
    names = {"total", "kabupaten", "tahun", "stbm_per_desa", "puskesmas"}
    unread = {
        "total": any(at in names or at.endswith("].desa_stbm") for at in bad),
        "kriteria": any(at.startswith("kriteria") for at in bad),
    }
    rows_unread = any(at.startswith("puskesmas") and not at.endswith(".desa_stbm") for at in bad)
    if unread["kriteria"] or not asked.kriteria:
        rows_unread = True  # a criterion is known by its place in the list
    return [fault for fault in faults_of(asked, each) if not unread.get(fault.letak, rows_unread)]


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
            lantai=self.whole_number(root["lantai"], "lantai", MAX_AMOUNT)
            if "lantai" in root
            else None,
            perubahan=self.change(root["perubahan_paling_besar"])
            if "perubahan_paling_besar" in root
            else None,
        )

    def change(self, value: Any) -> Fraction | None:  # noqa: ANN401 - untrusted
        found = self.number(value, "perubahan_paling_besar")
        if found is not None and found > MAX_PERUBAHAN:
            said = f"tidak boleh melebihi {MAX_PERUBAHAN} perseratus; terbaca {shown(value)}"
            self.fault("perubahan_paling_besar", said)
            return None
        return None if found is None else found / 100

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
        first: dict[str, str] = {}
        for place, row in self.rows(rows, "kriteria", _KRITERIA, ("kode", "bobot")):
            kode = self.one_line(row["kode"], f"{place}.kode") if "kode" in row else None
            bobot = self.number(row["bobot"], f"{place}.bobot") if "bobot" in row else None
            arah = row.get("arah", SEARAH)
            if not isinstance(arah, str) or arah not in ARAH:
                self.fault(f"{place}.arah", one_of(ARAH, arah))
            elif kode is not None:
                self.once(first, kode, place, "kode")
                found.append(Kriteria(kode, bobot if bobot is not None else Fraction(), arah))
        return tuple(found)

    def recipients(self, rows: Any, kinds: list[str]) -> tuple[Penerima, ...]:  # noqa: ANN401 - untrusted
        found: list[Penerima] = []
        first: dict[str, str] = {}
        for place, row in self.rows(rows, "puskesmas", _PUSKESMAS, _OWN):
            name = self.one_line(row["id"], f"{place}.id") if "id" in row else None
            values = self.values(row.get("nilai", {}), f"{place}.nilai", kinds)
            desa = self.whole_number(row.get("desa_stbm", 0), f"{place}.desa_stbm", MAX_DESA)
            lalu = None
            if "tahun_lalu" in row:
                lalu = self.whole_number(row["tahun_lalu"], f"{place}.tahun_lalu", MAX_AMOUNT)
            if name is not None:
                self.once(first, name, place, "id")
                found.append(Penerima(name, values, desa or 0, lalu))
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
        if is_list(rows) and not rows and not any(fault.letak == name for fault in self.faults):
            self.fault(name, "daftarnya kosong")
        return list(self.objects(rows, name, known, needed))

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


# ---------------------------------------------------------------- answers
def result(asked: Permintaan, hasil: Alokasi) -> dict[str, Any]:
    """The answer of ``upaya hitung alokasi-bok``: whole rupiah, the rules read, the fingerprint."""
    return {
        "puskesmas": [_answer(row, bounded=asked.dibatasi) for row in hasil.baris],
        "aturan": rules_read(hasil.aturan),
        "sidik": sidik(asked, hasil),
    }


def _answer(row: BarisAlokasi, *, bounded: bool) -> dict[str, Any]:
    found = {"id": row.id, "proporsional": row.proporsional, "stbm": row.stbm, "total": row.total}
    return found | {"penahan": row.penahan} if bounded else found


def sidik(asked: Permintaan, hasil: Alokasi) -> str:
    """SHA-256 of what went in and which rules were read; the order of rows makes no difference."""
    lines: list[tuple[str, Any]] = [
        ("versi", VERSI_ALOKASI),
        ("masukan.kabupaten", asked.kabupaten),
        ("masukan.tahun", asked.tahun),
        ("masukan.total", asked.total),
        ("masukan.stbm_per_desa", asked.stbm_per_desa),
    ]
    # Only where they are given: a file without them keeps its fingerprint.
    if asked.lantai is not None:
        lines.append(("masukan.lantai", asked.lantai))
    if asked.perubahan is not None:
        lines.append(("masukan.perubahan_paling_besar", str(asked.perubahan)))
        lines += [
            (f"masukan.tahun_lalu[{row.id}]", row.tahun_lalu)
            for row in sorted(asked.puskesmas, key=lambda row: row.id)
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
    text = "".join(f"{name}\t{stable_json(value)}\n" for name, value in lines)
    return hashlib.sha256(text.encode("utf-8", errors="backslashreplace")).hexdigest()


# ---------------------------------------------------------------- requests
def as_request(asked: Permintaan) -> dict[str, Any]:
    """The request as a file holds it: `read` gives the same one again.

    ValueError for a number without an end, which no file can hold.
    """
    found: dict[str, Any] = {
        "total": asked.total,
        "kabupaten": asked.kabupaten,
        "tahun": asked.tahun,
    }
    if asked.stbm_per_desa is not None:
        found["stbm_per_desa"] = asked.stbm_per_desa
    if asked.lantai is not None:
        found["lantai"] = asked.lantai
    if asked.perubahan is not None:
        found["perubahan_paling_besar"] = _number(asked.perubahan * 100)
    found["kriteria"] = [
        {"kode": one.kode, "bobot": _number(one.bobot), "arah": one.arah} for one in asked.kriteria
    ]
    found["puskesmas"] = [_recipient(one) for one in asked.puskesmas]
    return found


def _recipient(one: Penerima) -> dict[str, Any]:
    row = {
        "id": one.id,
        "nilai": {kode: _number(value) for kode, value in one.nilai.items()},
        "desa_stbm": one.desa_stbm,
    }
    return row if one.tahun_lalu is None else row | {"tahun_lalu": one.tahun_lalu}


def _number(value: Fraction) -> int | str:
    found = exact_decimal(value)
    if found is None:
        raise ValueError(f"{value} tidak berujung")
    return int(value) if value.denominator == 1 else plain(found)
