"""What the pages of a correction say beside what every case says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from upaya.alur.history import Event
from upaya.alur.pages import CasePages
from upaya.core.access import Access
from upaya.insentif.izin import IzinInsentif
from upaya.insentif.koreksi.reading import BacaanKoreksi
from upaya.insentif.koreksi.road import ROAD
from upaya.rules.insentif import road_koreksi

_AT_END = {
    road_koreksi.DISETUJUI: "Disetujui: selisihnya masuk pembayaran bulan berikutnya yang direkap.",
    road_koreksi.DITOLAK: "Ditolak: tidak ada yang berubah.",
    road_koreksi.DITARIK: "Ditarik oleh yang mengusulkan: tidak ada yang berubah.",
}


def _lead(reading: BacaanKoreksi, _access: Access) -> str:
    return _AT_END.get(reading.subject.status, "")


def _events(reading: BacaanKoreksi) -> Iterator[Event]:
    made = reading.subject
    who = made.diusulkan_oleh.name
    yield Event(made.diusulkan_pada, "Koreksi diusulkan", who, made.alasan, "info", made.sidik)


def _shown_with_a_move(reading: BacaanKoreksi, _access: Access, _free: object) -> Mapping[str, Any]:
    return {"baris": reading.rows, "perubahan": reading.changes, "koreksi": reading.subject}


PAGES = CasePages(
    road=ROAD,
    title="Koreksi",
    view=IzinInsentif.LIHAT,
    begins="Koreksi dimulai dari bulan yang sudah disetujui: buka bulannya, pilih Pembayaran, lalu "
    "Usulkan koreksi. Sanggahan yang diterima juga mengantar ke sana.",
    begins_at=("insentif:papan", "Buka Insentif UKM"),
    consequences={
        "setujui": "Selisih tiap petugas dibayar atau ditahan bersama bulan berikutnya yang "
        "direkap; dokumen yang memuat jumlah lama dicabut.",
        "tolak": "Tidak ada yang berubah; hitungan yang berlaku tetap berlaku.",
        "tarik": "Tidak ada yang berubah. Isi usulannya tetap tercatat.",
        "kembalikan_tim": "Operator mengusulkannya lagi setelah diperbaiki, atau menariknya.",
        "kembalikan_kepala": "Operator mengusulkannya lagi setelah diperbaiki, atau menariknya.",
        "kembalikan": "Operator mengusulkannya lagi setelah diperbaiki, atau menariknya.",
    },
    lead=_lead,
    events=_events,
    step_context=_shown_with_a_move,
    step_template="insentif/koreksi_langkah.html",
)
tasks_for = PAGES.inbox
board = PAGES.board
