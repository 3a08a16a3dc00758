"""Pages of core: signs of life, the audit trail, stored files, the check of a document."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from upaya.core import audit, lists, panduan, search, trail
from upaya.core.access import Request
from upaya.core.answers import open_page, stored_attachment
from upaya.core.documents import register
from upaya.core.forms import AuditFilter, SearchForm, SidikForm, status_of
from upaya.core.guard import protected, protected_object, public
from upaya.core.izin import IzinCore
from upaya.core.limits import Limit
from upaya.core.lists import Column
from upaya.core.models import AuditEntry, StoredFile
from upaya.core.navigation import trail as trail_back
from upaya.core.registry import registry

_TEXT = "text/plain; charset=utf-8"
# More than people at one counter type in a minute, too few to guess a word of 16 signs.
_CHECKS = Limit("periksa", amount=30, seconds=60)

_AUDIT_COLUMNS = (
    Column("nomor", "Nomor", value=lambda e: e.number, sort_field="number", kind="angka"),
    Column("hari", "Hari usaha", value=lambda e: e.hari, sort_field="hari", kind="tanggal"),
    Column("waktu", "Waktu tercatat", value=lambda e: e.at, sort_field="at", kind="waktu"),
    Column("orang", "Orang", value=lambda e: e.actor.name if e.actor else "Program"),
    Column("peran", "Peran", value=lambda e: registry().role_label(e.role)),
    Column("tindakan", "Tindakan", value=lambda e: audit.label(e.action)),
    Column("kode", "Kode tindakan", value=lambda e: e.action, show=False),
    Column("objek", "Objek", value=lambda e: f"{e.subject_type} {e.subject_id}"),
    Column("rincian", "Rincian", value=lambda e: audit.words(e.detail)),
    Column("sidik", "Sidik catatan", value=lambda e: e.digest, show=False),
)

_CHAIN = Column(
    "rantai", "Rantai", value=lambda e: registry().chain_label(e.chain), sort_field="chain"
)


@public("penjaga layanan bertanya apakah proses ini hidup; tidak ada data di dalamnya")
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """The process answers. Touches no database, so that a slow one does not restart the process."""
    return HttpResponse("hidup\n", content_type=_TEXT, headers={"Cache-Control": "no-store"})


@public("penjaga layanan bertanya apakah lalu lintas boleh datang; tidak ada data di dalamnya")
@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """The database answers and every migration is applied; otherwise 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return _unready("basis data tidak menjawab\n")
    if waiting:
        return _unready("migrasi belum dijalankan\n")
    return HttpResponse("siap\n", content_type=_TEXT, headers={"Cache-Control": "no-store"})


def _unready(why: str) -> HttpResponse:
    return HttpResponse(why, status=503, content_type=_TEXT, headers={"Cache-Control": "no-store"})


@protected(IzinCore.AUDIT_LIHAT)
@require_safe
def audit_trail(request: Request) -> HttpResponseBase:
    """The district's chain, newest first; with other chains beside it, each entry names its own."""
    scope = request.access.scope
    several = bool(scope.chains)
    order = "-waktu" if several or settings.DEMO else "-nomor"  # the demo writes a past
    rows = lists.table(
        request,
        AuditEntry.objects.for_scope(scope).select_related("actor"),
        columns=(*_AUDIT_COLUMNS, _CHAIN) if several else _AUDIT_COLUMNS,
        filters=AuditFilter,
        default_sort=order,
        title="Jejak audit",
    )
    context = {
        "tabel": rows,
        "hari": trail.days(list(rows.page.object_list), request.access),
        "rantai": several,
    }
    return rows.export_response() or render(request, "core/audit.html", context)


@protected(IzinCore.CARI)
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: Request) -> HttpResponse:
    """What somebody looks for in all systems; by POST, so that no address holds a name or NIK.

    Who asked for a NIK is recorded, not the NIK.
    """
    form = SearchForm(request.POST if request.method == "POST" else None)
    answer = search.Answer(())
    asked = request.method == "POST" and form.is_valid()
    if asked:
        wanted = search.Asked.of(form.cleaned_data["q"])
        answer = search.search(request.access, wanted)
        if wanted.nik:
            with transaction.atomic():
                audit.record(
                    "cari.nik", cast("AbstractBaseUser", request.user), access=request.access
                )
    context = {"form": form, "dicari": asked, "jawaban": answer}
    return render(request, "core/cari.html", context, status=status_of(form))


@public("Panduan program ini; tidak ada data di dalamnya.")
@require_safe
def manual(request: HttpRequest, bab: str = panduan.FIRST) -> HttpResponse:
    """One chapter of the manual; without a name the one that leads to the others."""
    chapters = panduan.chapters()
    found = chapters.get(bab)
    if found is None and (chapters or bab != panduan.FIRST):
        raise Http404
    if found is None:
        return render(request, "core/panduan_tanpa.html")
    way = trail_back(("Panduan", reverse("core:panduan")), here=found.title)
    context = {"bab": found, "remah": [] if bab == panduan.FIRST else way}
    return render(request, "core/panduan.html", context)


@public("Gambar panduan: orang dan angka di dalamnya rekaan.")
@require_safe
def manual_picture(_request: HttpRequest, gambar: str) -> HttpResponse:
    """A picture of the manual."""
    path = panduan.picture(gambar)
    if not path.is_file():
        raise Http404
    headers = {"Cache-Control": "public, max-age=86400"}
    return HttpResponse(path.read_bytes(), content_type="image/png", headers=headers)


@protected_object(IzinCore.BERKAS_UNDUH, StoredFile)
@require_safe
def download(request: Request, stored: StoredFile) -> HttpResponse:
    """The file as an attachment, never shown inside our pages; who took it is recorded.

    What a system keeps for those of its own (a family's papers) is not there for anybody else.
    """
    if stored.khusus and stored.khusus not in registry().matrix[request.access.role]:
        raise Http404
    response = stored_attachment(stored)
    with transaction.atomic():
        audit.record(
            IzinCore.BERKAS_UNDUH, stored, access=request.access, kabupaten=stored.kabupaten_id
        )
    return response


@public("siapa pun yang memegang dokumen boleh memeriksanya; tidak ada data pribadi di dalamnya")
@require_safe
def check_document(request: HttpRequest, kode: str) -> HttpResponse:
    """What the register says of one paper: kind, number, date, unit, total; nothing else.

    `?s=` is the fingerprint that the paper's QR carries, or that somebody typed.
    """
    if not _CHECKS.spend(request):
        return _check_page(request, {"keadaan": "tunggu"}, 429)
    form = SidikForm(request.GET) if "s" in request.GET else SidikForm()
    typed = form.cleaned_data["s"] if form.is_bound and form.is_valid() else ""
    found = register.check(kode, typed)
    if found is None:
        return _check_page(request, {"keadaan": "tidak_ada"}, 404)
    context = {
        "keadaan": "ada",
        "dokumen": found.dokumen,
        "digantikan": found.digantikan,
        "dicabut": found.dicabut,
        "diperiksa": bool(typed),
        "cocok": found.cocok,
        "form": form,
    }
    return _check_page(request, context, status_of(form))


def _check_page(request: HttpRequest, context: dict[str, object], status: int) -> HttpResponse:
    """The page, kept by nobody and found by no search engine."""
    response = open_page(request, "core/periksa.html", context, status)
    if status == 429:  # noqa: PLR2004 - too many requests
        response["Retry-After"] = str(_CHECKS.seconds)
    return response
