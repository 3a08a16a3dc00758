"""The honour of a month from its tables: computed, frozen, read again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from upaya.core import clock
from upaya.regulasi.queries import rulebook_once
from upaya.rules.calculation_steps import Working
from upaya.rules.errors import RuleError, TidakDapatDihitung
from upaya.rules.money import plain
from upaya.rules.tenaga.honor import (
    VERSI_HONOR,
    BulanHonor,
    Sasaran,
    capaian,
    hitung,
    keluaran,
)
from upaya.tenaga.kerja.models import BulanKerja, Target


@dataclass(frozen=True, slots=True)
class Perhitungan:
    """An honour with its working, before or after it was frozen; whole rupiah."""

    honor: int
    capaian: Fraction
    langkah: Working
    masukan: dict[str, Any]
    ringkas: dict[str, int]
    aturan: list[dict[str, Any]]


def of_month(month: BulanKerja, targets: list[Target], absen: dict[Any, str]) -> Perhitungan:
    """What the month is worth as it stands; RuleError says what lacks."""
    if month.kontrak.tim:
        return _by_output(month, targets)
    contract, kabupaten = month.kontrak, str(month.kabupaten_id)
    asked = BulanHonor(
        contract.honor, month.period, contract.mulai, contract.akhir, absen,
        tuple(_aim(one) for one in targets), kabupaten,
    )  # fmt: skip
    found = hitung(asked, rulebook_once(kabupaten), clock.holidays())
    given = {
        "honor_sebulan": contract.honor,
        "periode": str(month.period),
        "mulai": contract.mulai.isoformat(),
        "sampai": contract.akhir.isoformat(),
        "absen": {day.isoformat(): said for day, said in sorted(absen.items())},
        "target": [_kept(one) for one in targets],
    }
    short = {
        "hak": found.hak, "potongan_absen": found.potongan_absen,
        "potongan_capaian": found.potongan_capaian, "hari": found.hari,
        "hari_sebulan": found.hari_sebulan, "hari_tidak_dibayar": found.hari_tidak_dibayar,
    }  # fmt: skip
    rules = [
        {"kunci": one.key, "nilai": one.json_value(), "sumber": one.source, "asal": one.origin}
        for one in found.aturan
    ]
    return Perhitungan(found.honor, found.capaian, found.langkah, given, short, rules)


def _by_output(month: BulanKerja, targets: list[Target]) -> Perhitungan:
    rows = []
    for one in targets:
        many = one.dinilai or 0
        if many != int(many):
            raise TidakDapatDihitung("target", f"{one.indikator}: keluaran dihitung utuh")
        rows.append((one.indikator, one.harga or 0, int(many)))
    total, working = keluaran(rows)
    percent = capaian([_aim(one) for one in targets])
    given = {"periode": str(month.period), "target": [_kept(one) for one in targets]}
    return Perhitungan(total, percent, working, given, {}, [])


def _aim(one: Target) -> Sasaran:
    return Sasaran(one.indikator, one.target, one.bobot, one.dinilai)


def _kept(one: Target) -> dict[str, Any]:
    return {
        "indikator": one.indikator, "satuan": one.satuan, "target": plain(one.target),
        "bobot": one.bobot, "capaian": None if one.capaian is None else plain(one.capaian),
        "dinilai": None if one.dinilai is None else plain(one.dinilai), "harga": one.harga,
    }  # fmt: skip


def fault_of(month: BulanKerja, targets: list[Target], absen: dict[Any, str]) -> str:
    """Why it cannot be computed, "" when it can."""
    try:
        of_month(month, targets, absen)
    except RuleError as fault:
        return str(fault)
    return ""


# ------------------------------------------------------------------ frozen
def to_json(found: Perhitungan) -> dict[str, Any]:
    """What is kept beside the inputs."""
    return {
        "honor": found.honor, "ringkas": found.ringkas, "aturan": found.aturan,
        "langkah": found.langkah.to_dict(),
    }  # fmt: skip


def mark(found: Perhitungan) -> str:
    """SHA-256 over what went in, which rules were read, and the result; no names."""
    said = [VERSI_HONOR, found.masukan, found.aturan, found.honor]
    text = json.dumps(said, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def shown(working: Working | dict[str, Any]) -> list[dict[str, Any]]:
    """A working for `<c-steps>`, computed now or frozen."""
    said = working.to_dict() if isinstance(working, Working) else working
    return [
        {
            "name": one["nama"], "formula": one["rumus"], "value": one["nilai"],
            "article": one["dasar_hukum"], "origin": one["asal"],
            "inputs": [{"label": pair["nama"], "value": pair["nilai"]} for pair in one["masukan"]],
            "note": "",
        }
        for one in said["langkah"]
    ]  # fmt: skip
