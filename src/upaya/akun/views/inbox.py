"""Tugas saya: the first page of every role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from upaya.akun.izin import IzinAkun
from upaya.akun.menunggu import waiting
from upaya.core import inbox
from upaya.core.access import Request
from upaya.core.guard import protected
from upaya.core.inbox import InboxLine
from upaya.core.navigation import entries_for, group_of, groups_for


@protected(IzinAkun.TUGAS_LIHAT)
@require_safe
def tugas(request: Request) -> HttpResponse:
    """What waits for me under any of my memberships; of what waits for others only how much."""
    lines = inbox.tasks(request.access, request.hats)
    chosen = request.GET.get("sistem", "")
    shown = [line for line in lines if group_of(line.part)[0] == chosen] or lines
    page = Paginator(shown, 25).get_page(request.GET.get("hal"))
    lanes = inbox.lanes(request.access)
    context = {
        "page": page,
        "banyak": len(lines),
        "tabs": _tabs(lines, chosen if shown is not lines else ""),
        "terlambat": sum(line.tugas.terlambat for line in lines),
        "lajur": lanes,
        "banyak_lain": sum(lane.jumlah for lane in lanes),
        "lebih_lain": any(lane.lebih for lane in lanes),
        "ajakan": _invitation(request),
        "banyak_topi": len(request.hats) > 1,
    }
    return render(request, "akun/tugas.html", context)


def _tabs(lines: Sequence[InboxLine], chosen: str) -> list[dict[str, Any]]:
    """All, and each system with how much of it waits; nothing where one system is all."""
    titles = dict(group_of(line.part) for line in lines)
    if len(titles) < 2:  # noqa: PLR2004 - one is no choice
        return []
    found = inbox.counts(lines)
    own = [
        {"label": title, "url": f"?sistem={name}", "active": name == chosen, "note": found[name]}
        for name, title in titles.items()
    ]
    every = {"label": "Semua", "url": "?", "active": not chosen, "note": len(lines)}
    return [every, *own]


@protected(IzinAkun.TUGAS_LIHAT)
@require_safe
def counted(request: Request) -> HttpResponse:
    """How much waits for me, for the numbers beside the menu: a page asks when it is shown.

    Whoever comes here without a page is led to the tasks themselves.
    """
    if not request.htmx:
        return redirect("akun:tugas")
    found = waiting(request)
    numbers = {
        group.name: found.groups.get(group.name, 0) if group.name else found.total
        for group in groups_for(request.access)
    }
    return HttpResponse(
        "".join(
            render_to_string("core/_jumlah.html", {"nama": name, "jumlah": number, "oob": True})
            for name, number in numbers.items()
        )
    )


def _invitation(request: Request) -> dict[str, str] | None:
    """Where to go when nothing waits: the first entry of the menu that invites."""
    for entry in entries_for(request.access):
        if entry.invitation:
            text, action = entry.invitation
            return {"kalimat": text, "tindakan": action, "alamat": reverse(entry.url_name)}
    return None
