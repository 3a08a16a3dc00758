"""Pages that everybody may open: about the community, its archive, a period, a topic."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from upaya.core import clock
from upaya.core.crypto import blind_index
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import public
from upaya.core.limits import Limit
from upaya.core.navigation import trail
from upaya.komunitas.diskusi import queries, services
from upaya.komunitas.diskusi.forms import TanggapanForm
from upaya.komunitas.diskusi.teks import html
from upaya.rules.loader import national_book

TITLE = "Komunitas praktisi"
_MARK, _YEAR = "tamu", 365 * 24 * 60 * 60
_READING = "diskusi terbuka dibaca siapa pun; yang menunggu moderator hanya tampak bagi penulisnya"


@public(_READING)
@require_safe
def tentang(request: HttpRequest) -> HttpResponse:
    """The four aims, who belongs, the running discussion and the archive."""
    found = queries.periods()
    running = next((row for row in found if row["ditutup_pada"] is None), None)
    context: dict[str, Any] = {
        "berjalan": running,
        "topik": queries.topics_of(running["id"]) if running else [],
        "arsip": [row for row in found if row["ditutup_pada"] is not None],
    }
    return render(request, "komunitas/tentang.html", context)


@public(_READING)
@require_safe
def periode(request: HttpRequest, alamat: str) -> HttpResponse:
    """One period: the moderator's opening, its topics, its summary once it is closed."""
    found = queries.period_called(alamat)
    context: dict[str, Any] = {
        "periode": found,
        "pengantar": html(found["pengantar"]),
        "ringkasan": html(found["ringkasan"]),
        "topik": queries.topics_of(found["id"]),
        "trail": trail((TITLE, reverse("komunitas:tentang")), here=found["nama"]),
    }
    return render(request, "komunitas/periode.html", context)


@public(_READING)
@require_http_methods(["GET", "HEAD", "POST"])
def topik(request: HttpRequest, alamat: str, nomor: int) -> HttpResponse:
    """One topic with a page of its comments, and the form of a guest."""
    period = queries.period_called(alamat)
    topic = queries.topic_at(period["id"], nomor)
    sent = request.method == "POST"
    form = TanggapanForm(request.POST if sent else None, initial=_asked(request))
    if sent and form.is_valid():
        answer = _receive(request, topic["id"], form)
        if answer is not None:
            return answer
    page, rows = queries.thread(topic["id"], request.GET.get("hal"))
    context: dict[str, Any] = {
        "periode": period,
        "topik": topic,
        "pertanyaan": html(topic["pertanyaan"]),
        "page": page,
        "baris": rows,
        "milik": queries.own_waiting(topic["id"], _guest(request.COOKIES.get(_MARK, ""))),
        "form": form,
        "trail": trail(
            (TITLE, reverse("komunitas:tentang")),
            (period["nama"], reverse("komunitas:periode", args=[alamat])),
            here=topic["judul"],
        ),
    }
    return render(request, "komunitas/topik.html", context, status=status_of(form))


def _asked(request: HttpRequest) -> dict[str, str]:
    """Which comment is answered, when a link of one led here."""
    above = request.GET.get("jawab", "")
    return {"induk": above} if above.isdecimal() else {}


def _guest(mark: str) -> str:
    return blind_index(mark, "komunitas:tamu")


def _receive(request: HttpRequest, topic: int, form: TanggapanForm) -> HttpResponse | None:
    """Keep the comment; None with the reason in the form when it is not taken."""
    amount = national_book().read("komunitas.kiriman_tamu", clock.today()).integer
    if not Limit("komunitas-kirim", amount, seconds=600).spend(request):
        form.add_error(
            None, "Terlalu banyak kiriman dari alamat ini. Coba lagi sepuluh menit lagi."
        )
        return None
    said = form.cleaned_data
    mark = request.COOKIES.get(_MARK) or secrets.token_urlsafe(24)
    parts = {name: said[name] for name in ("nama", "lembaga", "isi", "induk", "tantangan")}
    try:
        made = services.comment(topic, services.Kiriman(**parts, tamu=_guest(mark)))
    except ValidationError as refused:
        show_refusal(form, refused)
        return None
    waits = made.status == made.Status.MENUNGGU
    words = "Tanggapan Anda menunggu moderator." if waits else "Tanggapan Anda terbit."
    messages.success(request, words)
    answer = redirect(request.path)
    answer.set_cookie(_MARK, mark, _YEAR, httponly=True, secure=request.is_secure(), samesite="Lax")
    return answer
