"""What changed in a month since it was last sent back: officers by name, field, before, after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from upaya.insentif.bulan.figures import of_sheet
from upaya.insentif.bulan.models import Bagian
from upaya.insentif.bulan.plausibility import names_of
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.hasil import calculation
from upaya.rules.insentif.road import APPROVED, DITOLAK
from upaya.rules.insentif.spm import nama_pelayanan
from upaya.rules.money import angka, rupiah

_AMOUNTS = {
    "penduduk": ("Jumlah penduduk", angka),
    "bok_diusulkan": ("BOK diusulkan", rupiah),
    "bok_diserap": ("BOK diserap", rupiah),
    "sisa_pagu_bok": ("Sisa pagu BOK", rupiah),
}
_WORK = {"orang_hari": "OH", "frekuensi": "frekuensi"}
_PROFILE = {
    "status": "status",
    "golongan": "golongan",
    "pendidikan": "pendidikan",
    "jabatan_utama": "jabatan utama",
    "jabatan_tambahan": "jabatan tambahan",
}
_NONE = "kosong"


@dataclass(frozen=True, slots=True)
class Change:
    """One field that is not what it was; `part` is the part that holds it."""

    part: str
    where: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since round `since`."""

    since: int
    rows: list[Change]


def changes(sheet: LembarBulan, part: str = "") -> Changes | None:
    """Since the last round, in one part or in all; None when nothing was sent before.

    What was approved or refused is settled and compared no more.
    """
    month, before = sheet.month, sheet.putaran_lalu
    if before is None or month.status in (*APPROVED, DITOLAK):
        return None
    now = of_sheet(sheet)
    data = now.masukan if now is not None else calculation.read_input(sheet)[0]
    rows = compared(before.masukan, data, sheet.nama)
    return Changes(before.round, [row for row in rows if part in ("", row.part)])


def compared(
    before: Mapping[str, Any], now: Mapping[str, Any], names: Mapping[str, str]
) -> list[Change]:
    """Two months in the form of their file, field by field."""
    gone = {row["id"] for row in before["petugas"]} - names.keys()
    known = {**names_of(gone), **names}
    return [*_amounts(before, now), *_services(before, now), *_officers(before, now, known)]


def _amounts(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    for key, (label, shown) in _AMOUNTS.items():
        old, new = before.get(key), now.get(key)
        if old != new:
            pair = (_NONE if value is None else shown(value) for value in (old, new))
            yield Change(Bagian.ADMINISTRASI, label, *pair)


def _services(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    for key, label in nama_pelayanan().items():
        old, new = before["pelayanan"].get(key, {}), now["pelayanan"].get(key, {})
        for field in ("target", "realisasi"):
            if old.get(field) != new.get(field):
                pair = (_number(one.get(field)) for one in (old, new))
                yield Change(Bagian.PELAYANAN, f"{label}, {field}", *pair)


def _officers(
    before: Mapping[str, Any], now: Mapping[str, Any], names: Mapping[str, str]
) -> Iterator[Change]:
    was = {row["id"]: row for row in before["petugas"]}
    here = {row["id"]: row for row in now["petugas"]}
    for code in sorted({*was, *here}, key=lambda code: names.get(code, code).casefold()):
        name, old, new = names.get(code, code), was.get(code), here.get(code)
        if old is None or new is None:
            pair = ("tidak ada" if one is None else "ada" for one in (old, new))
            yield Change(Bagian.KEGIATAN, name, *pair)
            continue
        for field, label in _WORK.items():
            if old[field] != new[field]:
                pair = (_number(one[field]) for one in (old, new))
                yield Change(Bagian.KEGIATAN, f"{name}, {label}", *pair)
        for field, label in _PROFILE.items():
            if old.get(field) != new.get(field):
                pair = (_words(one.get(field)) for one in (old, new))
                yield Change(Bagian.KEGIATAN, f"{name}, {label}", *pair)


def _number(value: int | None) -> str:
    return _NONE if value is None else angka(value)


def _words(value: object) -> str:
    if not value:
        return _NONE
    listed = value if isinstance(value, list | tuple) else [value]
    return ", ".join(str(one).replace("_", " ") for one in listed)
