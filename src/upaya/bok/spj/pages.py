"""What the pages of an SPJ say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from upaya.alur.pages import CasePages
from upaya.bok.izin import IzinBok
from upaya.bok.spj.models import Bagian
from upaya.bok.spj.papers import PAPERS
from upaya.bok.spj.reading import BacaanSpj
from upaya.bok.spj.road import ROAD
from upaya.core.access import Access


def _places(reading: BacaanSpj, part: str) -> Mapping[str, str]:
    """A finding names a document, or somebody who was paid."""
    if part == Bagian.KELENGKAPAN:
        return {one.kode: f"{one.kode} {one.nama}"[:200] for one in reading.ketentuan.dokumen}
    if part == Bagian.PENERIMA:
        return {f"p{one.urutan}": one.nama for one in reading.penerima}
    return {}


def _step(reading: BacaanSpj, access: Access, _free: bool) -> Mapping[str, Any]:  # noqa: FBT001 - as CasePages hands it on
    """Whoever decides reads the checklist beside the step."""
    return {"baris": reading.baris(access), "dibayar": reading.dibayar, "baca": reading}


PAGES = CasePages(
    road=ROAD,
    title="SPJ BOK",
    view=IzinBok.LIHAT,
    write=IzinBok.SPJ_SUSUN,
    find=IzinBok.SPJ_PERIKSA,
    begins="SPJ dibuka dari laporan kegiatan yang sudah diverifikasi.",
    begins_at=("realisasi:daftar", "Buka kegiatan"),
    consequences={
        "kembalikan_puskesmas": "Hanya bagian dan dokumen yang ada temuannya terbuka.",
        "kembalikan_dinas": "Hanya bagian dan dokumen yang ada temuannya terbuka; sesudah "
        "diperbaiki, tim puskesmas memeriksanya lagi.",
    },
    places=_places,
    step_context=_step,
    step_template="bok/spj_langkah.html",
    papers=PAPERS,
)
tasks = PAGES.inbox
