"""The figures of a month that are looked at before it is approved: what went in, what came out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.hasil.calculation import Calculation
from upaya.insentif.hasil.models import Perhitungan
from upaya.rules.insentif.serial import bulan_to_dict, hasil_to_dict


@dataclass(frozen=True, slots=True)
class Figures:
    """Input and result in the form of the month's file, whether frozen or as they stand."""

    masukan: Mapping[str, Any]
    hasil: Mapping[str, Any]
    tanpa_sk: tuple[str, ...]
    pool: int


def frozen(kept: Perhitungan) -> Figures:
    """Those of a submission."""
    return Figures(kept.masukan, kept.hasil, tuple(kept.tanpa_sk), kept.pool)


def present(found: Calculation) -> Figures | None:
    """Those of a month as it stands; None while it cannot be computed."""
    if found.bulan is None or found.hasil is None:
        return None
    result = found.hasil
    return Figures(bulan_to_dict(found.bulan), hasil_to_dict(result), found.tanpa_sk, result.pool)


def of_sheet(sheet: LembarBulan) -> Figures | None:
    """What a page of the month shows: the submission once there is one, else the present."""
    return frozen(sheet.kept) if sheet.kept is not None else present(sheet.sekarang)
