"""The sample schemes that ship with the program, one file each in `skema/`.

They are samples (CONTOH), no law: the law is what a district enters and a second person approves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

import yaml

from upaya.rules.errors import ParameterFileError
from upaya.rules.supermiskol.skema import Skema, from_dict

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FILE_KEYS = {"skema", "versi", "judul", "sumber"}
_VERSION_KEYS = {"nomor", "mulai", "sampai", "dicabut"}


@dataclass(frozen=True, slots=True)
class Versi:
    """A version of a sample and the days on which it counts; `sampai` None is open."""

    nomor: int
    mulai: date
    sampai: date | None
    skema: Skema


@dataclass(frozen=True, slots=True)
class Contoh:
    """A sample: its name for `upaya hitung`, where it comes from, its versions, oldest first."""

    kode: str
    judul: str
    sumber: str
    versi: tuple[Versi, ...]

    def pada(self, day: date | None) -> Skema | None:
        """The version of a day, the last one without a day; None where none was in force."""
        if day is None:
            return self.versi[-1].skema
        for one in self.versi:
            if one.mulai <= day and (one.sampai is None or day <= one.sampai):
                return one.skema
        return None


@cache
def contoh() -> Mapping[str, Contoh]:
    """Every sample by its name. ParameterFileError where a file is not understood."""
    found = {}
    folder = resources.files("upaya.rules.supermiskol").joinpath("skema")
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.name.endswith(".yaml"):
            made = read(entry.name, entry.read_text(encoding="utf-8"))
            found[made.kode] = made
    return found


def read(name: str, text: str) -> Contoh:
    """One file. ParameterFileError at the first thing that is not understood."""
    try:
        root = yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader
        return _sample(name.removesuffix(".yaml"), root)
    except (yaml.YAMLError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise ParameterFileError(name, 1, f"bukan skema: {error}") from error


def _sample(kode: str, root: Mapping[str, Any]) -> Contoh:
    if root.keys() != _FILE_KEYS:
        raise ValueError(f"kunci: {', '.join(sorted(root.keys() ^ _FILE_KEYS))}")
    whole = from_dict({**root["skema"], "kode": kode, "nama": root["judul"]})
    versions = tuple(_version(whole, row) for row in root["versi"])
    for before, after in pairwise(versions):
        if before.sampai is None or before.sampai >= after.mulai or before.nomor >= after.nomor:
            raise ValueError(f"versi {after.nomor} tidak menyusul versi {before.nomor}")
    return Contoh(kode, str(root["judul"]), str(root["sumber"]), versions)


def _version(whole: Skema, row: Mapping[str, Any]) -> Versi:
    if row.keys() - _VERSION_KEYS:
        raise ValueError(f"kunci versi: {', '.join(sorted(row.keys() - _VERSION_KEYS))}")
    gone: Mapping[str, date] = row.get("dicabut") or {}
    unknown = gone.keys() - {one.kode for one in whole.indikator}
    if unknown:
        raise ValueError(f"indikator {', '.join(sorted(unknown))} tidak ada")
    rows = tuple(replace(one, dicabut=gone.get(one.kode)) for one in whole.indikator)
    skema = replace(whole, indikator=rows, versi=str(row["nomor"]))
    return Versi(row["nomor"], row["mulai"], row.get("sampai"), skema)
