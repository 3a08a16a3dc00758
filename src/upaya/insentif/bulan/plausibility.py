"""What in a month is worth a second look, in words with names (see `rules`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from upaya.insentif.isian.reading import IsianBulan
from upaya.pegawai.models import Petugas
from upaya.rules.insentif.month import Peringatan
from upaya.rules.insentif.plausibility import periksa

_OFFICER = re.compile(r"petugas\[([0-9]+)\]")


def doubts(sheet: IsianBulan, data: Mapping[str, Any]) -> list[str]:
    """Sentences about `data` (in the form of the month's file), beside the month before."""
    found = periksa(data, sheet.book, sheet.bulan_lalu)
    return [named(one, data, sheet.nama) for one in found]


def named(one: Peringatan, data: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """The sentence with the officer's name: a stored month knows codes only."""
    kode = officer_of(one, data)
    return one.pesan.replace(kode, names.get(kode, kode)) if kode else one.pesan


def officer_of(one: Peringatan, data: Mapping[str, Any]) -> str:
    """The code of the officer that a warning is about; "" when it is about none."""
    found = _OFFICER.match(one.letak)
    return str(data["petugas"][int(found[1])]["id"]) if found else ""


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """Names by code; no query for nobody."""
    wanted = set(codes) - {""}
    rows = Petugas.objects.filter(kode__in=wanted).order_by("pk") if wanted else ()
    return {row.kode: row.nama for row in rows}
