"""What stands around every page of a month: where it is on its road, what it waits for, its parts.

A page of a month renders a template that extends `insentif/bulan_frame.html` with
`month_context(request, sheet, active)` in its context.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from upaya.core.access import Access, Request
from upaya.core.models import WorkflowLog
from upaya.core.navigation import trail
from upaya.core.templatetags.upaya import tanggal_pendek
from upaya.core.tenggat import Tenggat
from upaya.insentif.bulan.models import Bagian, Pengajuan, Temuan
from upaya.insentif.bulan.reading import RELATED, LembarBulan
from upaya.insentif.izin import IzinInsentif
from upaya.insentif.queries.tenggat import tenggat
from upaya.insentif.services import alur
from upaya.rules.insentif.road import APPROVED, DIKEMBALIKAN, DITOLAK, INSENTIF
from upaya.rules.roles import Reach, either
from upaya.rules.workflow import Move

__all__ = ["RELATED", "Frame", "month_context", "month_trail"]

CONFLICT, FAULTY = 409, 422
HASIL = "hasil"
PEMBAYARAN = "pembayaran"
RIWAYAT = "riwayat"
_LABELS = {
    **dict(Bagian.choices),
    HASIL: "Hasil",
    PEMBAYARAN: "Pembayaran",
    RIWAYAT: "Riwayat",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of one page: everything is ready to be shown, nothing is looked up later."""

    judul: str
    arahan: str
    tenggat: Tenggat | None
    remah: list[dict[str, str]]
    jalan: list[dict[str, str]]
    bagian: list[dict[str, Any]]
    langkah: list[dict[str, str]]
    aktif: str
    nama_bagian: str
    temuan: list[Temuan]
    kurang: list[str]
    boleh_temuan: bool
    boleh_unggah: bool


def month_context(request: Request, sheet: LembarBulan, active: str) -> dict[str, Any]:
    """The context of a page of a month; `active` is a tab's name.

    `pengajuan` is the month, `bingkai` its Frame, `terbuka` whether this person may write in the
    active part now.
    """
    access, month = request.access, sheet.month
    lacks = sheet.kurang if month.editable else {}
    findings = sheet.temuan_kini(access)
    writable = access.allows(IzinInsentif.ISI) and month.open_for(active)
    frame = Frame(
        judul=_title(request, month),
        arahan=_lead(request, month, lacks),
        tenggat=tenggat(month),
        remah=month_trail(month, _LABELS[active]),
        jalan=_road(sheet),
        bagian=_tabs(month, active, lacks, findings),
        langkah=[
            _step(month, move, main=not place) for place, move in enumerate(_offered(sheet, access))
        ],
        aktif=active,
        nama_bagian=_LABELS[active],
        temuan=[found for found in findings if found.bagian == active],
        kurang=next((texts for part, texts in lacks.items() if part == active), []),
        boleh_temuan=access.allows(IzinInsentif.TEMUAN)
        and active in Bagian.values
        and bool(INSENTIF.moves_from(month.status, access.role)),
        boleh_unggah=access.allows(IzinInsentif.ISI) and month.editable,
    )
    return {"pengajuan": month, "bingkai": frame, "terbuka": writable}


def _offered(sheet: LembarBulan, access: Access) -> list[Move]:
    """The moves of this role; a move that is there only when possible is asked whether it is."""
    return [
        move
        for move in INSENTIF.moves_from(sheet.month.status, access.role)
        if not move.when_possible or not alur.obstacles(sheet, move, access)
    ]


def _title(request: Request, month: Pengajuan) -> str:
    """A district looks at many puskesmas, a puskesmas only at itself."""
    if request.access.scope.reach is Reach.DISTRICT:
        return f"Insentif UKM {month.puskesmas.nama}, {month.period.nama}"
    return f"Insentif UKM, {month.period.nama}"


def _lead(request: Request, month: Pengajuan, lacks: Mapping[Bagian, list[str]]) -> str:
    """The first sentence: what this person does next, or for whom the month waits."""
    state = month.state
    if not state.waits_for:
        if month.status == DITOLAK:
            return "Pengajuan ini ditolak. Alasannya ada di Riwayat."
        return "Bulan ini sudah ditutup; tidak ada yang perlu dilakukan lagi."
    if request.access.role not in state.waits_for:
        return f"Menunggu {either(state.waits_for)}."
    unfinished = [part.label for part, texts in lacks.items() if texts]
    if month.status == DIKEMBALIKAN or not month.editable:
        return str(state.next_step)
    if unfinished:
        return f"Lengkapi {', '.join(unfinished)}, lalu kirim ke tim verifikasi."
    return "Semua bagian sudah terisi. Baca hasilnya, lalu kirim ke tim verifikasi."


def month_trail(month: Pengajuan, here: str) -> list[dict[str, str]]:
    """The way back from a page of `month` that is called `here`."""
    return trail(
        ("Insentif UKM", reverse("insentif:papan")),
        (month.period.nama, reverse("insentif:bulan", args=[month.pk])),
        here=here,
    )


def _main_road() -> list[str]:
    """States on the road on which nothing is sent back: always the first move of the table."""
    states = [INSENTIF.initial]
    while moves := INSENTIF.moves_from(states[-1]):
        states.append(moves[0].target)
    return states


MAIN_ROAD = _main_road()


def _road(sheet: LembarBulan) -> list[dict[str, str]]:
    """Steps for `<c-road>`: the publication of the indices, then the states of the table."""
    month, published = sheet.month, sheet.indeks
    steps = [
        {
            "label": "Indeks terbit",
            "state": "done" if published else "todo",
            "note": tanggal_pendek(published.diterbitkan_pada) if published else "ditunggu",
        }
    ]
    done = {log.target: log for log in sheet.moves if log.round >= month.round - 1}
    here, standing = _standing(sheet)
    for place, name in enumerate(MAIN_ROAD):
        state = INSENTIF.states[name]
        log: WorkflowLog | None = done.get(name)
        if place < here:
            steps.append(
                {
                    "label": state.label,
                    "state": "done",
                    "note": tanggal_pendek(log.at) if log else "",
                }
            )
        elif place == here:
            final = not INSENTIF.moves_from(month.status)
            note = "" if standing == state.label else standing
            shown = "back" if note else "done" if final else "now"
            steps.append({"label": state.label, "state": shown, "note": note or "sekarang"})
        else:
            steps.append({"label": state.label, "state": "todo", "note": ""})
    return steps


def _standing(sheet: LembarBulan) -> tuple[int, str]:
    """Where on the main road the month stands, and its status in words.

    A returned month stands at the start again, a refused one where it was refused.
    """
    month = sheet.month
    if month.status == DIKEMBALIKAN:
        return 0, month.state.label
    if month.status in MAIN_ROAD:
        return MAIN_ROAD.index(month.status), month.state.label
    last = [log.source for log in sheet.moves if log.target == month.status]
    return MAIN_ROAD.index(last[-1]), month.state.label


def _tabs(
    month: Pengajuan, active: str, lacks: Mapping[Bagian, list[str]], findings: list[Temuan]
) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "url": reverse(f"insentif:{name}", args=[month.pk]),
            "active": name == active,
            "note": _note(month, name, lacks, findings),
        }
        for name, label in _LABELS.items()
        if name != PEMBAYARAN or month.status in APPROVED
    ]


def _note(
    month: Pengajuan, name: str, lacks: Mapping[Bagian, list[str]], findings: list[Temuan]
) -> str:
    open_findings = [
        found
        for found in findings
        if found.bagian == name and (found.round == month.round or not found.tanggapan)
    ]
    if open_findings and not INSENTIF.states[month.status].waits_for:
        open_findings = []
    if open_findings:
        return f"{len(open_findings)} temuan"
    if not month.editable or name not in Bagian.values:
        return ""
    if not month.open_for(name):
        return "terkunci"
    return "belum lengkap" if lacks[Bagian(name)] else "lengkap"


def _step(month: Pengajuan, move: Move, *, main: bool) -> dict[str, str]:
    return {
        "label": move.label,
        "url": reverse(f"insentif:alur_{move.name}", args=[month.pk]),
        "tone": "main" if main else "plain",
    }
