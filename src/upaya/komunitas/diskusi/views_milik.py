"""What a reader does with one comment: put the own one right, read its past, flag, begin one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from upaya.core import clock
from upaya.core.answers import kept_attachment, open_page
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import public
from upaya.core.limits import Limit
from upaya.core.navigation import trail
from upaya.komunitas import tamu
from upaya.komunitas.diskusi import jaga, queries, ubah
from upaya.komunitas.diskusi.forms import BetulkanForm, LaporForm
from upaya.komunitas.diskusi.teks import html
from upaya.rules.loader import national_book

_OWN = "tamu mengubah tulisannya sendiri dengan tanda perambannya"
_READING = "diskusi terbuka dibaca siapa pun, juga yang tertulis sebelum dibetulkan"
_FLAG = "pembaca tanpa akun memberi tahu moderator"
_DRAFTS = Limit("komunitas-draf", amount=120, seconds=600)


def _way(topik: int, here: str) -> list[dict[str, str]]:
    period, topic = queries.place_of(topik)
    return trail(
        ("Komunitas praktisi", reverse("komunitas:tentang")),
        (topic["judul"], reverse("komunitas:topik", args=[period["kode"], topic["nomor"]])),
        here=here,
    )


def _back(topik: int) -> HttpResponse:
    period, topic = queries.place_of(topik)
    return redirect("komunitas:topik", period["kode"], topic["nomor"])


@public(_OWN)
@require_http_methods(["GET", "HEAD", "POST"])
def betulkan(request: HttpRequest, tanggapan: int) -> HttpResponse:
    """Put the own comment right, or take it back."""
    who = tamu.known(request)
    found = ubah.own(tanggapan, who)
    if found is None:
        return redirect("komunitas:tentang")
    taking_back = request.POST.get("putusan") == "tarik"
    changing = request.method == "POST" and not taking_back
    form = BetulkanForm(request.POST if changing else None, initial={"isi": found.isi})
    if request.method == "POST" and (taking_back or form.is_valid()):
        try:
            if taking_back:
                ubah.withdraw(found.pk, who)
            else:
                ubah.revise(found.pk, who, form.cleaned_data["isi"])
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            words = "Tanggapan ditarik." if taking_back else "Tanggapan dibetulkan."
            messages.success(request, words)
            return _back(found.topik_id)
    context = {"form": form, "tanggapan": found, "trail": _way(found.topik_id, "Betulkan")}
    return open_page(request, "komunitas/betulkan.html", context, status_of(form))


@public(_READING)
@require_safe
def riwayat(request: HttpRequest, tanggapan: int) -> HttpResponse:
    """What a comment said before it was put right."""
    found = queries.comment_called(tanggapan)
    context: dict[str, Any] = {
        "tanggapan": found,
        "isi": html(found["isi"]),
        "dulu": [(row, html(row["isi"])) for row in queries.earlier_words(tanggapan)],
        "trail": _way(found["topik_id"], "Riwayat"),
    }
    return render(request, "komunitas/riwayat.html", context)


@public(_READING)
@require_safe
def lampiran(request: HttpRequest, lampiran: int) -> HttpResponse:
    """The paper beside a comment, to keep: never shown inside our pages."""
    found = queries.attachment_called(lampiran)
    if not tamu.DOWNLOADS.spend(request):
        messages.error(request, tamu.TOO_MANY_DOWNLOADS)
        return _back(queries.comment_called(found["tanggapan_id"])["topik_id"])
    return kept_attachment(found["letak"], found["sidik"], found["jenis"], found["nama"])


@public(_FLAG)
@require_http_methods(["GET", "HEAD", "POST"])
def lapor(request: HttpRequest, tanggapan: int) -> HttpResponse:
    """Tell the moderators of a comment."""
    found = queries.comment_called(tanggapan)
    form = LaporForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        amount = national_book().read("komunitas.kiriman_tamu", clock.today()).integer
        if Limit("komunitas-lapor", amount, seconds=600).spend(request):
            mark = tamu.mark_for(request)
            try:
                jaga.flag(tanggapan, tamu.hash_of(mark), form.cleaned_data["alasan"])
            except ValidationError as refused:
                show_refusal(form, refused)
            else:
                messages.success(request, "Terima kasih. Moderator akan melihatnya.")
                return tamu.keep(request, _back(found["topik_id"]), mark)
        else:
            form.add_error(None, "Terlalu banyak laporan dari alamat ini. Coba lagi nanti.")
    context = {
        "form": form,
        "tanggapan": found,
        "isi": html(found["isi"]),
        "trail": _way(found["topik_id"], "Laporkan"),
    }
    return open_page(request, "komunitas/lapor.html", context, status_of(form))


@public(_OWN)
@require_http_methods(["GET", "HEAD", "POST"])
def draf(request: HttpRequest, alamat: str, nomor: int) -> HttpResponse:
    """Keep what is begun, as the page's script sends it; only for a browser that is known."""
    if request.method != "POST":
        return redirect("komunitas:topik", alamat, nomor)
    if not _DRAFTS.spend(request):
        return HttpResponse(status=429)
    topic = queries.topic_at(queries.period_called(alamat)["id"], nomor)
    mark = tamu.mark_for(request)
    ubah.keep_draft(topic["id"], tamu.hash_of(mark), request.POST.get("isi", ""))
    return tamu.keep(request, HttpResponse(status=204), mark)
