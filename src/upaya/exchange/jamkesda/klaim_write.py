"""A claim as the file of ``upaya hitung klaim``: whoever doubts a stored claim judges it again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from upaya.rules.jamkesda.klaim import (
    BarisKlaim,
    Klaim,
    KlaimLain,
    Layanan,
    Masa,
    Perjanjian,
    Permintaan,
    Peserta,
    Surat,
    Tarif,
)


def plain(asked: Permintaan) -> dict[str, Any]:
    """The object that `klaim_read.read` reads back to the same claim."""
    return {
        "tanggal": asked.tanggal.isoformat(),
        "peserta": _person(asked.peserta),
        "perjanjian": _agreement(asked.perjanjian),
        "tarif": [_tariff(one) for one in asked.tarif],
        "surat": None if asked.surat is None else _letter(asked.surat),
        "klaim": _claim(asked.klaim),
        "riwayat": [_other(one) for one in asked.riwayat],
        "lampiran_wajib": list(asked.lampiran_wajib),
    }


def _days(one: Masa) -> dict[str, str]:
    return {"mulai": one.mulai.isoformat(), "sampai": one.sampai.isoformat()}


def _periods(many: Iterable[Masa]) -> list[dict[str, str]]:
    return [_days(one) for one in many]


def _said(one: Peserta | Tarif | BarisKlaim | Layanan | Klaim | KlaimLain) -> dict[str, Any]:
    """Without what is not known; days as they are written."""
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in zip(one._fields, one, strict=True)
        if value is not None
    }


def _person(one: Peserta) -> dict[str, Any]:
    found = _said(one) | {"masa": _periods(one.masa)}
    return found | {"jaminan_lain": _periods(one.jaminan_lain)}


def _agreement(one: Perjanjian) -> dict[str, Any]:
    rest = {"layanan": sorted(one.layanan), "hari_klaim": one.hari_klaim}
    return {"ppk": one.ppk, **_days(one.masa), **rest}


def _tariff(one: Tarif) -> dict[str, Any]:
    return {"sampai": None} | _said(one)


def _letter(one: Surat) -> dict[str, Any]:
    found = one._asdict()
    del found["masa"]
    return found | _days(one.masa)


def _claim(one: Klaim) -> dict[str, Any]:
    lists = {"diagnosis": list(one.diagnosis), "lampiran": sorted(one.lampiran)}
    return _said(one) | lists | {"baris": [_said(row) for row in one.baris]}


def _other(one: KlaimLain) -> dict[str, Any]:
    return _said(one) | {"baris": [_said(row) for row in one.baris]}
