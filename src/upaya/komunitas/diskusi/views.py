"""Pages that everybody may open: about the community, its archive, a period, a topic."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from upaya.core import clock
from upaya.core.access import Access
from upaya.core.digits import number_in
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import public
from upaya.core.limits import Limit
from upaya.core.navigation import trail
from upaya.komunitas import tamu
from upaya.komunitas.anggota.forms import IkutiForm
from upaya.komunitas.anggota.models import Anggota
from upaya.komunitas.anggota.services import member_of
from upaya.komunitas.diskusi import queries, services, ubah
from upaya.komunitas.diskusi.forms import TanggapanForm
from upaya.komunitas.diskusi.models import Topik
from upaya.komunitas.diskusi.teks import html
from upaya.komunitas.diskusi.topik import own_waiting
from upaya.komunitas.izin import IzinKomunitas
from upaya.rules.loader import national_book

TITLE = "Komunitas praktisi"
_PARTS = ("nama", "lembaga", "isi", "induk", "tantangan", "lampiran")
_BESIDE = 5
"""Periods that stand beside a topic."""
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
    found = queries.period_at(alamat)
    if found is None:
        return _moved(alamat)
    context: dict[str, Any] = {
        "periode": found,
        "pengantar": html(found["pengantar"]),
        "ringkasan": html(found["ringkasan"]),
        "topik": queries.topics_of(found["id"]),
        "milik": own_waiting(found["id"], tamu.known(request)),
        "trail": trail((TITLE, reverse("komunitas:tentang")), here=found["nama"]),
    }
    return render(request, "komunitas/periode.html", context)


def _moved(alamat: str, nomor: int | None = None) -> HttpResponse:
    """The way on from an address that a period or a topic had before, else Http404."""
    found = queries.moved(alamat)
    if found is None:
        raise Http404
    kode, own = found
    number = own if nomor is None else nomor
    if number is None:
        return redirect("komunitas:periode", kode, permanent=True)
    return redirect("komunitas:topik", kode, number, permanent=True)


@public(_READING)
@require_safe
def lama(request: HttpRequest, lama: str) -> HttpResponse:
    """An address of the site that was here before."""
    return _moved(lama)


@public(_READING)
@require_http_methods(["GET", "HEAD", "POST"])
def topik(request: HttpRequest, alamat: str, nomor: int) -> HttpResponse:
    """One topic with a page of its comments, and the form of a guest."""
    period = queries.period_at(alamat)
    if period is None:
        return _moved(alamat, nomor)
    topic = queries.topic_at(period["id"], nomor)
    if (shown := number_in(request.GET.get("lihat", ""))) is not None:
        return _to_comment(request, topic["id"], shown)
    sent = request.method == "POST"
    who = tamu.known(request)
    member = member_of(who)
    moderator = _moderator(request, topic["id"])
    form = TanggapanForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        initial=_asked(request, topic["id"], who, member, moderator),
    )
    if sent and form.is_valid():
        answer = _receive(request, topic["id"], form, moderator)
        if answer is not None:
            return answer
    context = _of_topic(request, topic["id"], who, member) | {
        "periode": period,
        "topik": topic,
        "pertanyaan": html(topic["pertanyaan"]),
        "pengantar": html(period["pengantar"]),
        "lalu": [row for row in queries.periods() if row["id"] != period["id"]][:_BESIDE],
        "form": form,
        "moderator": moderator,
        "trail": trail(
            (TITLE, reverse("komunitas:tentang")),
            (period["nama"], reverse("komunitas:periode", args=[alamat])),
            here=topic["judul"],
        ),
    }
    return render(request, "komunitas/topik.html", context, status=status_of(form))


def _of_topic(request: HttpRequest, topic: int, who: str, member: Anggota | None) -> dict[str, Any]:
    """A page of comments, and what of them is the reader's own."""
    page, rows = queries.thread(topic, request.GET.get("hal"))
    follow = None
    if member is not None:
        chosen = member.pilihan.filter(topik=topic).first()
        follow = IkutiForm(initial={"frekuensi": chosen.frekuensi if chosen else ""})
    keys = [row["id"] for row in page.object_list]
    return {
        "page": page,
        "baris": rows,
        "lampiran": queries.attachments(keys),
        "milik": queries.own_waiting(topic, who),
        "milik_terbit": queries.own_published(keys, who, member.pk if member else None),
        "anggota": member,
        "ikuti": follow,
    }


def _to_comment(request: HttpRequest, topic: int, pk: int) -> HttpResponse:
    """Lead to the page on which a comment stands, wherever that is by now."""
    number = queries.page_of(topic, pk)
    here = request.path if number in (None, 1) else f"{request.path}?hal={number}"
    return redirect(f"{here}#t{pk}" if number else here)


def _asked(
    request: HttpRequest, topic: int, who: str, member: Anggota | None, moderator: Access | None
) -> dict[str, str]:
    """Which comment is answered, when a link of one led here; what was begun; who a member is."""
    above = request.GET.get("jawab", "")
    said = {"induk": above} if above.isdecimal() else {}
    if member is not None:
        said |= {"nama": member.nama, "lembaga": member.lembaga}
    elif moderator is not None:
        said |= {"nama": getattr(request.user, "name", ""), "lembaga": moderator.unit_name}
    return said | {"isi": ubah.draft(topic, who)}


def _moderator(request: HttpRequest, topic: int) -> Access | None:
    """In whose name the topic's moderator reads it; None for everybody else."""
    access: Access | None = getattr(request, "access", None)
    if access is None or not access.allows(IzinKomunitas.MODERASI):
        return None
    return access if Topik.objects.for_scope(access.scope).filter(pk=topic).exists() else None


def _receive(
    request: HttpRequest, topic: int, form: TanggapanForm, moderator: Access | None
) -> HttpResponse | None:
    """Keep the comment; None with the reason in the form when it is not taken.

    What the topic's moderator writes would wait for nobody but the moderator: it appears at once,
    decided under that name as any other is. It is not this browser's: who uses it next, signed out,
    neither changes those words nor counts as somebody whom a moderator let pass.
    """
    amount = national_book().read("komunitas.kiriman_tamu", clock.today()).integer
    if not Limit("komunitas-kirim", amount, seconds=600).spend(request):
        form.add_error(
            None, "Terlalu banyak kiriman dari alamat ini. Coba lagi sepuluh menit lagi."
        )
        return None
    said = form.cleaned_data
    mark, known = tamu.mark_for(request), tamu.known(request)
    official = moderator is not None and member_of(known) is None
    parts = {name: said[name] for name in _PARTS}
    who = "" if official else tamu.hash_of(mark)
    try:
        made = services.comment(topic, services.Kiriman(**parts, tamu=who))
        if moderator is not None and made.status == made.Status.MENUNGGU:
            made = services.decide(made.pk, moderator, publish=True)
    except ValidationError as refused:
        show_refusal(form, refused)
        return None
    waits = made.status == made.Status.MENUNGGU
    words = "Tanggapan Anda menunggu moderator." if waits else "Tanggapan Anda terbit."
    messages.success(request, words)
    answer = redirect(f"{request.path}?terkirim=ya#tanggapi")
    if official:
        ubah.keep_draft(topic, known, "")
        return answer
    return tamu.keep(request, answer, mark)
