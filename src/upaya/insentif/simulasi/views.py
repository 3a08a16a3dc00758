"""Pages of what-if: the list, the form, one simulation from its start to its result, the file."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from upaya.core import lists
from upaya.core.access import Request
from upaya.core.digits import number_in
from upaya.core.forms import outcome, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.lists import Column
from upaya.core.navigation import trail
from upaya.exchange.xlsx_writer import XLSX_TYPE
from upaya.insentif.simulasi import impact, presenters, queries, services, workbook
from upaya.insentif.simulasi.forms import NamaForm, SimulasiFilter, SimulasiForm
from upaya.insentif.simulasi.izin import IzinSimulasi
from upaya.insentif.simulasi.models import Simulasi
from upaya.regulasi.models import BarisAturan
from upaya.regulasi.queries import rulebook_for
from upaya.rules.insentif.comparison import Perbandingan
from upaya.rules.period import Period

NADA = {
    "antre": "info",
    "berjalan": "info",
    "selesai": "good",
    "gagal": "bad",
    "dibatalkan": "neutral",
}


def _status(row: Simulasi) -> str:
    return "Terputus" if row.terputus else str(row.get_status_display())


def _nada(row: Simulasi) -> str:
    return "warn" if row.terputus else NADA[row.status]


def _months(row: Simulasi) -> str:
    return ", ".join(period.nama for period in row.periode) or "semua bulan"


def _difference(row: Simulasi) -> int | None:
    now, then = getattr(row, "sekarang", None), getattr(row, "nanti", None)
    return None if now is None or then is None else then - now


_COLUMNS = (
    Column(
        "nama",
        "Simulasi",
        sort_field="nama",
        url=lambda row: reverse("simulasi:lihat", args=[row.pk]),
    ),
    Column("bulan", "Bulan", value=_months),
    Column(
        "puskesmas",
        "Puskesmas",
        value=lambda row: f"{len(row.puskesmas)} puskesmas" if row.puskesmas else "semua",
    ),
    Column("selisih", "Selisih", value=_difference, kind="rupiah"),
    Column("status", "Status", value=_status, sort_field="status", tone=_nada),
    Column("oleh", "Dibuat oleh", value=lambda row: row.dibuat_oleh.name),
    Column("pada", "Dibuat", value=lambda row: row.dibuat_pada, kind="waktu",
           sort_field="dibuat_pada"),
)  # fmt: skip


@protected(IzinSimulasi.LIHAT)
@require_safe
def index(request: Request) -> HttpResponseBase:
    """All simulations of the district, newest first."""
    found = (
        Simulasi.objects.for_scope(request.access.scope)
        .defer("hasil", "skenario")
        .select_related("dibuat_oleh")
        .annotate(sekarang=F("hasil__jumlah__sekarang"), nanti=F("hasil__jumlah__skenario"))
    )
    rows = lists.table(
        request,
        found,
        columns=_COLUMNS,
        filters=SimulasiFilter,
        default_sort="-pada",
        title="Simulasi",
    )
    context = {
        "tabel": rows,
        "boleh_kelola": request.access.allows(IzinSimulasi.KELOLA),
        "kosong": not Simulasi.objects.for_scope(request.access.scope).exists(),
    }
    return rows.export_response() or render(request, "simulasi/daftar.html", context)


@protected(IzinSimulasi.KELOLA)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponseBase:
    """The form of a scenario; `?dari=` takes an older one as the beginning."""
    kabupaten = request.access.scope.kabupaten or ""
    periods = queries.months(kabupaten)
    form = SimulasiForm(
        request.POST or None,
        book=rulebook_for(kabupaten),
        kabupaten=kabupaten,
        periods=periods,
        units=[(pk, nama) for pk, nama, _ in queries.pick(kabupaten).units],
        dari=_origin(request),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = services.create(
                request.access,
                nama=form.cleaned_data["nama"],
                skenario=form.skenario,
                bulan=form.cleaned_data["bulan"],
                puskesmas=form.cleaned_data["puskesmas"],
            )
        except services.SimulasiRefusedError as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("simulasi:lihat", made.pk)
    context = {
        "form": form,
        "kelompok": list(form.groups()),
        "ada_bulan": bool(periods),
        "sebagian": bool(form["puskesmas"].value() or form.errors.get("puskesmas")),
        "remah": _trail("Simulasi baru"),
    }
    return render(request, "simulasi/baru.html", context, status=status_of(form))


def _origin(request: Request) -> Simulasi | None:
    """The older simulation that `?dari=` names within one's reach; None for anything else."""
    asked = number_in(request.GET.get("dari", ""))
    if asked is None:
        return None
    rows = Simulasi.objects.for_scope(request.access.scope).defer("hasil")
    found: Simulasi | None = rows.filter(pk=asked).first()
    return found


@protected_object(IzinSimulasi.LIHAT, Simulasi, related=("dibuat_oleh", "usulan"))
@require_safe
def show(request: Request, made: Simulasi) -> HttpResponseBase:
    """One simulation: how far it is, or what came out. htmx asks here for the bar alone."""
    running = made.hidup and not made.terputus
    if request.htmx:
        if not running:
            return HttpResponseClientRefresh()
        return render(request, "simulasi/_kemajuan.html", {"simulasi": made})
    return _page(request, made, NamaForm(initial={"nama": made.nama}))


def _page(request: Request, made: Simulasi, form: NamaForm, status: int = 200) -> HttpResponseBase:
    may = request.access.allows(IzinSimulasi.KELOLA)
    running = made.hidup and not made.terputus
    context = {
        "simulasi": made,
        "status": _status(made),
        "nada": _nada(made),
        "bulan": _months(made),
        "berjalan": running,
        "boleh_kelola": may,
        "perubahan": _changes(made),
        "form": form,
        "hasil": None,
        "remah": _trail(made.nama),
    }
    if made.status == Simulasi.Status.SELESAI:
        outcome = Perbandingan.from_dict(made.hasil)
        context |= _outcome(outcome, request.GET.get("menurut", ""))
        context["usang"] = services.outdated(made)
    return render(request, "simulasi/lihat.html", context, status=status)


def _outcome(outcome: Perbandingan, chosen: str) -> dict[str, object]:
    tables = {table.kunci: table for table in presenters.tabel(outcome)}
    shown = tables.get(chosen) or tables["puskesmas"]
    bars = presenters.batang(outcome)
    return {
        "hasil": outcome,
        "ringkas": presenters.ringkas(outcome),
        "batang": bars,
        "kotak_kosong": len(bars) < len(outcome.histogram),
        "terbanyak": max((box.petugas for box in outcome.histogram), default=0) or 1,
        "bagian": shown,
        "tabs": [
            {
                "label": table.judul,
                "url": f"?menurut={table.kunci}#menurut",
                "active": table is shown,
                "note": "",
            }
            for table in tables.values()
        ],
        "ulang": [
            {
                "nama": presenters.NAMA_INDEKS[each.nama],
                "bulan": each.bulan,
                "berbeda": each.berbeda,
            }
            for each in outcome.indeks_ulang
        ],
        "tidak": [
            {"nama": each.nama, "bulan": Period.parse(each.periode).nama, "alasan": each.alasan}
            for each in outcome.tidak_dibandingkan
        ],
    }


def _changes(made: Simulasi) -> list[presenters.Perubahan]:
    periods = made.periode or [period for period, _count in queries.months(made.kabupaten_id)]
    book = rulebook_for(made.kabupaten_id)
    return presenters.perubahan(book, made.isi_skenario, made.kabupaten_id, periods)


@protected_object(IzinSimulasi.LIHAT, Simulasi, only={"status": Simulasi.Status.SELESAI.value})
@require_safe
def download(request: Request, made: Simulasi) -> HttpResponse:
    """The whole outcome as XLSX; who took it is recorded."""
    body = workbook.workbook(made, Perbandingan.from_dict(made.hasil), _changes(made))
    services.note_download(made, request.access)
    response = HttpResponse(body, content_type=XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="simulasi-{made.pk}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


@protected_object(IzinSimulasi.KELOLA, Simulasi)
@require_POST
def cancel(request: Request, made: Simulasi) -> HttpResponse:
    """Stop it."""
    try:
        services.cancel(made.pk, request.access)
    except services.SimulasiRefusedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Simulasi dibatalkan.")
    return redirect("simulasi:lihat", made.pk)


@protected_object(IzinSimulasi.KELOLA, Simulasi)
@require_POST
def again(request: Request, made: Simulasi) -> HttpResponse:
    """Start it again."""
    try:
        services.start_again(made.pk, request.access)
    except services.SimulasiRefusedError as refused:
        messages.error(request, str(refused))
    return redirect("simulasi:lihat", made.pk)


@protected_object(IzinSimulasi.KELOLA, Simulasi, related=("dibuat_oleh", "usulan"))
@require_POST
def rename(request: Request, made: Simulasi) -> HttpResponseBase:
    """Give it another name."""
    form = NamaForm(request.POST, initial={"nama": made.nama})
    if not form.is_valid():
        return _page(request, made, form, status=422)
    services.rename(made.pk, request.access, form.cleaned_data["nama"])
    messages.success(request, outcome(form, "Nama simulasi diganti."))
    return redirect("simulasi:lihat", made.pk)


@protected_object(IzinSimulasi.KELOLA, Simulasi)
@require_POST
def delete(request: Request, made: Simulasi) -> HttpResponse:
    """Remove it."""
    try:
        services.delete(made.pk, request.access)
    except services.SimulasiRefusedError as refused:
        messages.error(request, str(refused))
        return redirect("simulasi:lihat", made.pk)
    messages.success(request, "Simulasi dihapus.")
    return redirect("simulasi:daftar")


@protected_object(
    IzinSimulasi.KELOLA, BarisAturan, only={"status": BarisAturan.Status.USULAN.value}
)
@require_POST
def proposal(request: Request, row: BarisAturan) -> HttpResponse:
    """Compare what a proposed rule would have done; back to its page, where it is shown."""
    try:
        impact.start(row, request.access)
    except services.SimulasiRefusedError as refused:
        messages.error(request, str(refused))
    return redirect("regulasi:baris", row.pk)


def _trail(here: str) -> list[dict[str, str]]:
    return trail(("Simulasi", reverse("simulasi:daftar")), here=here)
