"""What citizens send: complaints, questions, five answers; and how it stands."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from upaya.core import clock
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import public
from upaya.jamkesda.aduan import services
from upaya.jamkesda.umum import queries, tantangan
from upaya.jamkesda.umum.forms import AduanForm, NilaiForm, TiketForm
from upaya.jamkesda.umum.views.dasar import page, wait, way


@public("warga menyampaikan pengaduan atau pertanyaan tanpa akun")
@require_http_methods(["GET", "HEAD", "POST"])
def aduan(request: HttpRequest, kabupaten: str) -> HttpResponseBase:
    """A complaint or a question; the ticket is the address of its page."""
    found = queries.tempat(kabupaten)
    names = [(one.id, one.nama) for one in queries.fasilitas(kabupaten)]
    sent = request.method == "POST"
    form = AduanForm(request.POST if sent else None, request.FILES if sent else None, ppk=names)
    if sent and form.is_valid():
        limit = tantangan.kiriman()
        if not limit.spend(request):
            return wait(request, limit)
        said = form.cleaned_data
        parts = {
            name: said[name] for name in ("jenis", "uraian", "nama", "kontak", "ppk", "tantangan")
        }
        try:
            made = services.kirim(found.upt, services.Kiriman(**parts), said["berkas"])
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"Terkirim. Catat nomor tiket Anda: {made.tiket}.")
            return redirect("jamkesda:umum_tiket", kabupaten=kabupaten, tiket=made.tiket)
    context = {
        "tempat": found,
        "form": form,
        "batas": services.batas(clock.today()),
        "trail": way(found, "Pengaduan dan pertanyaan"),
    }
    return page(request, "aduan", context, status_of(form))


@public("warga mencari pengaduannya dengan nomor tiket")
@require_safe
def cari_tiket(request: HttpRequest, kabupaten: str) -> HttpResponseBase:
    """Where the number of a ticket is typed."""
    found = queries.tempat(kabupaten)
    form = TiketForm(request.GET if "tiket" in request.GET else None)
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data["tiket"]
        return redirect("jamkesda:umum_tiket", kabupaten=kabupaten, tiket=typed)
    context = {"tempat": found, "form": form, "trail": way(found, "Lihat jawaban")}
    return page(request, "cari_tiket", context, status_of(form))


@public("pemegang nomor tiket membaca jawabannya; isi pengaduannya sendiri tidak tampil")
@require_safe
def tiket(request: HttpRequest, kabupaten: str, tiket: str) -> HttpResponse:
    """How a ticket stands. One that is not known gets the same page after the same work."""
    found, limit = queries.tempat(kabupaten), tantangan.per_alamat()
    if not limit.spend(request):
        return wait(request, limit)
    context = {
        "tempat": found,
        "nomor": tiket,
        "alamat": request.build_absolute_uri(),
        "hasil": queries.tiket(kabupaten, tiket),
        "trail": way(found, f"Tiket {tiket}"),
    }
    return page(request, "tiket", context)


@public("pemegang surat jaminan menjawab lima pertanyaan tanpa akun")
@require_http_methods(["GET", "HEAD", "POST"])
def nilai(request: HttpRequest, kode: str) -> HttpResponseBase:
    """Five questions, once for each letter; counted like a check, for it says as much of one."""
    asking = tantangan.menilai()
    if not asking.spend(request):
        return wait(request, asking)
    letter = queries.surat(kode)
    form = NilaiForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and letter.dikenal and form.is_valid():
        limit = tantangan.kiriman()
        if not limit.spend(request):
            return wait(request, limit)
        office = queries.tempat(letter.kabupaten)
        try:
            services.nilai(kode, office.upt, form.values)
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Terima kasih. Jawaban Anda tersimpan.")
            return redirect("jamkesda:umum_surat", kode=kode)
    context = {"hasil": letter, "kode": kode, "form": form}
    return page(request, "nilai", context, status_of(form))
