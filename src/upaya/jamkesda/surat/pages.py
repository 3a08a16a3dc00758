"""What the pages of a guarantee letter say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from upaya.alur.pages import CasePages
from upaya.core.access import Access
from upaya.jamkesda.izin import IzinJamkesda
from upaya.jamkesda.surat.reading import BacaanSurat
from upaya.jamkesda.surat.road import ROAD
from upaya.rules.jamkesda import road
from upaya.rules.money import rupiah
from upaya.rules.period import tanggal


def _step(reading: BacaanSurat, _access: Access, _free: bool) -> Mapping[str, Any]:  # noqa: FBT001 - as CasePages hands it on
    return {"baca": reading}


def _lead(reading: BacaanSurat, _access: Access) -> str:
    """Whoever opens an issued letter asks how long it stands and what is left of it, or owed."""
    case = reading.subject
    due = case.susulan
    if case.status == road.SELESAI and due is not None and due.pada is None:
        return f"Pelayanan selesai; berkas gawat daruratnya ditunggu sampai {tanggal(due.sampai)}."
    if case.status != road.TERBIT:
        return ""
    left = f", sisa batasnya {rupiah(reading.buku.sisa)}" if reading.buku else ""
    return f"Berlaku sampai {tanggal(case.sampai)}{left}."


PAGES = CasePages(
    road=ROAD,
    title="Surat jaminan",
    between=" ",
    view=IzinJamkesda.SURAT_LIHAT,
    write=IzinJamkesda.SURAT_TULIS,
    begins="Surat jaminan dimulai dari cek peserta di loket.",
    begins_at=("jamkesda:cek", "Cek peserta"),
    consequences={
        "terbitkan": "Surat mendapat nomor; batasnya berlaku bagi klaim.",
        "setujui": "Surat mendapat nomor; batasnya berlaku bagi klaim.",
        "batalkan": "Peserta dapat dibuatkan surat lain untuk perawatan ini.",
        "cabut": "PPK tidak dapat mengajukan klaim atas surat ini.",
        "cabut_lewat": "PPK tidak dapat mengajukan klaim atas pelayanan ini.",
    },
    lead=_lead,
    step_context=_step,
)
tasks, board = PAGES.inbox, PAGES.board
