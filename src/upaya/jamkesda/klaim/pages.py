"""What the pages of a claim say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, OuterRef, Sum
from django.urls import reverse

from upaya.alur.history import Event
from upaya.alur.pages import CasePages, Tab
from upaya.core.access import Access
from upaya.core.inbox import Tugas
from upaya.jamkesda.izin_klaim import IzinKlaim
from upaya.jamkesda.klaim.models import Klaim
from upaya.jamkesda.klaim.reading import BacaanKlaim
from upaya.jamkesda.klaim.road import ROAD
from upaya.jamkesda.telaah.models import Keberatan
from upaya.rules.jamkesda import road_klaim as jalan
from upaya.rules.jamkesda.peran import BENDAHARA
from upaya.rules.jamkesda.telaah import ATURAN
from upaya.rules.money import angka, rupiah


def _lead(reading: BacaanKlaim, access: Access) -> str:
    """What is next is said first to whoever decides the lines, and whose turn a late one is."""
    if reading.subject.status == jalan.DIKEMBALIKAN and reading.lewat_tenggat:
        return (
            "Tenggat melengkapinya lewat: kepala UPT dapat menutupnya. PPK menulis kepada UPT "
            "lewat Tanya jawab."
        )
    if reading.subject.status == jalan.DIAJUKAN and access.allows(IzinKlaim.PERIKSA):
        left = len(reading.belum_diputus)
        return f"{left} baris bertanda belum diputus." if left else ""
    return ""


def _step(reading: BacaanKlaim, _access: Access, _free: object) -> dict[str, Any]:
    """What whoever makes a step reads beside it: the sums and every cause."""
    case = reading.subject
    approved = reading.usulan if case.disetujui is None else case.disetujui
    return {
        "ringkas": [
            {"label": "Diminta", "value": rupiah(case.diminta)},
            {"label": "Lolos pemeriksaan", "value": rupiah(case.diperiksa)},
            {"label": "Disetujui", "value": rupiah(approved)},
        ],
        "sebab": reading.sebab,
    }


def _events(reading: BacaanKlaim) -> Iterator[Event]:
    """What the rule did stands in the history under no person's name."""
    way = reading.saringan
    if way is None:
        return
    said = "; ".join(f"{one['kunci']} {one['nilai']} ({one['asal']})" for one in way.aturan)
    draw = f" Undian {way.angka} dari 10.000." if way.angka is not None else ""
    title = "Disetujui menurut aturan" if way.jalur == ATURAN else "Disaring aturan"
    yield Event(
        way.pada, title, f"Aturan versi {way.versi}, tanpa orang",
        f"{way.get_jalur_display().capitalize()}.{draw} {said}",
        "good" if way.jalur == ATURAN else "info",
    )  # fmt: skip


PAGES = CasePages(
    road=ROAD,
    title="Klaim",
    between=" ",
    view=IzinKlaim.LIHAT,
    tabs=(Tab("berkas", "Berkas"), Tab("tanya_jawab", "Tanya jawab")),
    lead=_lead,
    events=_events,
    consequences={
        "verifikasi": "Keputusan tiap baris dikunci; jumlahnya dibaca kepala UPT.",
        "kembalikan": "Klaim belum ditolak: PPK melengkapinya sampai tenggat, lalu diperiksa lagi.",
        "urungkan": "Klaim kembali ke antrean telaah; keputusan barisnya tetap dapat diubah.",
        "terima_keberatan": "Klaim diperiksa lagi dengan data peserta, surat, dan tarif sekarang, "
        "lalu menunggu verifikator.",
        "lengkapi": "Klaim diperiksa lagi dengan data peserta, surat, dan tarif sekarang.",
        "setujui": "Jumlahnya tidak berubah lagi; klaim menunggu kumpulan.",
        "tolak": "PPK membaca kode dan alasan tiap rupiah yang dipotong.",
    },
    step_context=_step,
    step_template="jamkesda/klaim_langkah.html",
)
board = PAGES.board


def tasks(access: Access) -> Iterator[Tugas]:
    """A source of *Tugas saya*. The treasurer takes claims together: one line for all of them.

    What lies in a batch already is paid with its batch, which has a line of its own. What a
    provider objects to enters no batch until somebody answered.
    """
    if access.role != BENDAHARA:
        yield from PAGES.inbox(access)
        return
    waits = Keberatan.objects.filter(klaim=OuterRef("pk"), status=Keberatan.Status.DIAJUKAN)
    rows = Klaim.objects.for_scope(access.scope).filter(~Exists(waits), status=jalan.DISETUJUI)
    first = rows.defer("masukan").order_by("status_since", "pk").first()
    if first is None:
        return
    made = rows.aggregate(banyak=Count("pk"), jumlah=Sum("disetujui"))
    yield Tugas(
        "Masukkan klaim yang disetujui ke kumpulan.",
        f"{angka(made['banyak'])} klaim, {rupiah(made['jumlah'])}",
        reverse("kumpulan:tutup"),
        tenggat=first.deadline,
    )
