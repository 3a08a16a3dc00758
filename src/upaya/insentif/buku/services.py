"""A month from its workbook: first what the file would change, then exactly that, all or nothing.

The dry run writes nothing and keeps nothing. What it found travels back signed with the
confirmation, with a mark of the state it was found in: a month that moved on since is refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core import signing
from django.db import transaction

from upaya.alur.writing import lock_open, write_fields
from upaya.core import audit
from upaya.core.access import Access
from upaya.insentif.buku.compare import Contents, Plan, plan_of
from upaya.insentif.bulan.models import Bagian, Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.isian import services as isian
from upaya.insentif.kegiatan import services as kegiatan
from upaya.insentif.kegiatan.services import SAVED, RowWrite

_SALT = "insentif.buku"
_GOOD_FOR = 60 * 60  # seconds between dry run and confirmation

_MOVED_ON = (
    "Bulan ini sudah berubah sejak berkas diperiksa, jadi tidak ada yang disimpan. "
    "Unduh buku kerja yang baru, atau unggah lagi berkas ini untuk memeriksa ulang."
)
_STALE = "Hasil pemeriksaan ini tidak berlaku lagi. Unggah lagi berkasnya."


class BukuError(Exception):
    """The file is not imported; the message is for the operator."""


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a file would do, and the signed token that does it ("" when it cannot)."""

    plan: Plan
    token: str = ""


@dataclass(frozen=True, slots=True)
class Applied:
    """How many entries were written, by part; empty when everything was so already."""

    counts: dict[str, int] = field(default_factory=dict)


def dry_run(month: Pengajuan, raw: bytes, access: Access) -> DryRun:
    """Compare a workbook with the month as it stands. Reads only."""
    sheet = LembarBulan(month)
    plan = plan_of(sheet, raw)
    if plan.faults or not plan.contents:
        return DryRun(plan)
    ticket = {
        "bulan": month.pk,
        "orang": access.user_id,
        "keadaan": state_mark(sheet),
        "berkas": hashlib.sha256(raw).hexdigest(),
        "isi": plan.contents.to_dict(),
    }
    return DryRun(plan, signing.dumps(ticket, salt=_SALT, compress=True))


def state_mark(sheet: LembarBulan) -> str:
    """A mark that changes with every write in the month, its rows and its columns."""
    month = sheet.month
    state = [
        month.versi,
        month.status,
        month.round,
        sorted(month.bagian_terbuka),
        sorted((row.pk, row.versi) for row in sheet.baris),
        sorted((line.pk, line.menu) for line in sheet.kolom),
    ]
    return hashlib.sha256(json.dumps(state).encode()).hexdigest()


@transaction.atomic
def apply(pk: int, access: Access, token: str) -> Applied:
    """Write what the dry run showed, in one transaction; BukuError when it cannot be done whole.

    ClosedError when a part was closed meanwhile. The same confirmation twice changes nothing more.
    """
    ticket = _open(token, pk, access)
    contents = Contents.from_dict(ticket["isi"])
    parts = contents.parts()
    if not parts:
        raise BukuError(_STALE)
    with audit.together():
        return _apply(lock_open(Pengajuan, pk, access, *parts), contents, ticket, access)


def _apply(
    month: Pengajuan, contents: Contents, ticket: Mapping[str, Any], access: Access
) -> Applied:
    sheet = LembarBulan(month)
    if state_mark(sheet) != ticket["keadaan"]:
        if contents.is_in(sheet):
            return Applied()
        raise BukuError(_MOVED_ON)
    counts = _write(sheet, contents, access)
    audit.record(
        "insentif.unggah",
        month,
        access=access,
        kabupaten=month.kabupaten_id,
        detail={"berkas": ticket["berkas"], "isian": counts},
    )
    return Applied(counts)


def _open(token: str, pk: int, access: Access) -> dict[str, Any]:
    try:
        ticket: dict[str, Any] = signing.loads(token, salt=_SALT, max_age=_GOOD_FOR)
    except signing.BadSignature as fault:
        raise BukuError(_STALE) from fault
    if (ticket["bulan"], ticket["orang"]) != (pk, access.user_id):
        raise BukuError(_STALE)
    return ticket


def _write(sheet: LembarBulan, contents: Contents, access: Access) -> dict[str, int]:
    month, counts = sheet.month, {}
    for part, values in (
        (Bagian.ADMINISTRASI, contents.administrasi),
        (Bagian.JASPEL, contents.jaspel),
    ):
        if values:
            write_fields(month, access, part, values, month.versi)
            counts[part.value] = len(values)
    if contents.pelayanan:
        isian.write_pelayanan(month, access, contents.pelayanan, month.versi)
        counts[Bagian.PELAYANAN.value] = len(contents.pelayanan)
    if contents.menu or contents.kegiatan:
        _write_work(sheet, contents, access)
        counts[Bagian.KEGIATAN.value] = sum(len(cells) for cells in contents.kegiatan.values())
    return counts


def _write_work(sheet: LembarBulan, contents: Contents, access: Access) -> None:
    lines = {line.menu: line.pk for line in sheet.kolom}
    if contents.menu:
        made = kegiatan.write_lines(sheet, access, contents.menu)
        lines |= {line.menu: line.pk for line in made}
    versions = {row.pk: row.versi for row in sheet.baris}
    writes = [
        RowWrite(row, versions[row], {lines[menu]: amount for menu, amount in cells.items()})
        for row, cells in contents.kegiatan.items()
    ]
    results = kegiatan.write_rows(sheet.month, access, writes)
    refused = [result for result in results if result.state != SAVED]
    if refused:
        sentences = [text for result in refused for text in result.faults]
        raise BukuError(" ".join(sentences) or _MOVED_ON)
