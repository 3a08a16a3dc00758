"""What in a month is worth a second look, in words with names (see `rules`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from upaya.insentif.bulan.models import Bagian
from upaya.insentif.isian.reading import IsianBulan
from upaya.pegawai.models import Petugas
from upaya.rules.insentif.month import Peringatan
from upaya.rules.insentif.plausibility import periksa
from upaya.rules.insentif.road import APPROVED

_OFFICER = re.compile(r"petugas\[([0-9]+)\]")


def doubts(sheet: IsianBulan, data: Mapping[str, Any]) -> list[str]:
    """Sentences about `data` (in the form of the month's file), beside the month before."""
    found = periksa(data, sheet.book, sheet.bulan_lalu)
    return [named(one, data, sheet.nama) for one in found]


def officer_doubts(sheet: IsianBulan) -> dict[int, list[str]]:
    """The sentences about the rows of the grid as it stands, by row.

    {} once the month is approved: what was doubted is decided.
    """
    if sheet.month.status in APPROVED:
        return {}
    rows = sheet.baris
    data = _frame(sheet) | {
        "petugas": [
            {"id": row.petugas.kode, "frekuensi": sheet.kerja[row.pk].frekuensi} for row in rows
        ]
    }
    by_code = {row.petugas.kode: row.pk for row in rows}
    found: dict[int, list[str]] = {}
    for one in periksa(data, sheet.book, sheet.bulan_lalu):
        sentences = found.setdefault(by_code[officer_of(one, data)], [])
        sentences.append(named(one, data, sheet.nama))
    return found


def part_doubts(sheet: IsianBulan, part: Mapping[str, Any]) -> dict[str, list[str]]:
    """The sentences about the fields of one part as stored or typed, by field.

    `part` is in the form of the month's file; a field of a service is called as its box is. {} once
    the month is approved.
    """
    if sheet.month.status in APPROVED:
        return {}
    before = _jaspel_before(sheet) if "jaspel" in part else sheet.bulan_lalu
    found: dict[str, list[str]] = {}
    for one in periksa(_frame(sheet) | dict(part), sheet.book, before):
        field = one.letak.removeprefix("pelayanan.").replace(".", "_")
        found.setdefault(field, []).append(one.pesan)
    return found


def _jaspel_before(sheet: IsianBulan) -> dict[str, int | None]:
    month = sheet.month
    rows = type(month).objects.filter(
        puskesmas=month.puskesmas_id, periode=month.period.previous().first_day
    )
    names = ("jaspel", "jaspel_penerima")
    found = rows.values_list(*names).first()
    return dict(zip(names, found, strict=True)) if found else {}


def _frame(sheet: IsianBulan) -> dict[str, Any]:
    """What every judgement needs to know of the month."""
    return {"periode": str(sheet.month.period), "kabupaten": sheet.month.kabupaten_id}


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


_PREFIX = {
    "pelayanan": Bagian.PELAYANAN,
    "petugas": Bagian.KEGIATAN,
    "penduduk": Bagian.ADMINISTRASI,
    "bok_diusulkan": Bagian.ADMINISTRASI,
    "bok_diserap": Bagian.ADMINISTRASI,
    "sisa_pagu_bok": Bagian.ADMINISTRASI,
}


def part_of(letak: str) -> str:
    """The part that holds a place of the calculator's input such as `petugas[3].orang_hari`."""
    part = _PREFIX.get(letak.partition(".")[0].partition("[")[0])
    return part.value if part else ""
