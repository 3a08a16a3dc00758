"""Pages of the rules: what is in force on a day, decrees of the district, what changed."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.core import clock, lists
from upaya.core.access import Request
from upaya.core.forms import status_of
from upaya.core.guard import protected, protected_object, public
from upaya.core.lists import Column
from upaya.core.navigation import trail
from upaya.core.row_file import file_of
from upaya.exchange import rules_report
from upaya.regulasi import beda, impact, naskah, queries, services
from upaya.regulasi.forms import CompareForm, DayForm, DecreeFilter, LawFilter, RejectForm
from upaya.regulasi.izin import IzinRegulasi
from upaya.regulasi.ketetapan import beralamat, semua
from upaya.regulasi.models import BarisAturan
from upaya.rules.period import tanggal

_DIFFERENCES = 20
"""Rules on one page of a comparison."""
_LINES = 60
"""Values, each in a line, or laws on one page."""
_TONES = {"usulan": "warn", "disetujui": "good", "ditolak": "bad"}


def _span(row: BarisAturan) -> str:
    end = tanggal(row.sampai) if row.sampai else "ada keputusan baru"
    return f"{tanggal(row.mulai)} sampai {end}"


_COLUMNS = (
    Column(
        "aturan",
        "Aturan",
        value=lambda row: row.label,
        sort_field="kunci",
        url=lambda row: reverse("regulasi:baris", args=[row.pk]),
    ),
    Column("puskesmas", "Puskesmas", sort_field="puskesmas__nama"),
    Column("nilai", "Nilai", value=lambda row: queries.words(row.kunci, row.nilai)),
    Column("berlaku", "Berlaku", value=_span, sort_field="mulai"),
    Column("nomor", "Keputusan", value=lambda row: row.nomor_keputusan),
    Column(
        "tanggal",
        "Tanggal keputusan",
        value=lambda row: row.tanggal_keputusan,
        kind="tanggal",
        sort_field="tanggal_keputusan",
    ),
    Column("contoh", "Contoh", value=lambda row: row.contoh),
    Column(
        "status",
        "Status",
        value=lambda row: row.get_status_display(),
        sort_field="status",
        tone=lambda row: _TONES[row.status],
    ),
)


def _trail(*steps: tuple[str, str], here: str) -> list[dict[str, str]]:
    """The way back to the rules."""
    return trail(("Aturan", reverse("regulasi:daftar")), *steps, here=here)


def _decree_trail(here: str) -> list[dict[str, str]]:
    return _trail(("Ketetapan kabupaten", reverse("regulasi:ketetapan")), here=here)


def _district(request: Request) -> str:
    """The district whose rules are read; the nation reads the national ones."""
    return request.access.scope.kabupaten or ""


@protected(IzinRegulasi.LIHAT)
@require_safe
def index(request: Request) -> HttpResponse:
    """Every parameter in force on a day, as known on a day, part by part."""
    form = DayForm(request.GET)
    day, known_on = form.days(clock.today())
    parts = queries.in_force(_district(request), day, known_on)
    chosen = request.GET.get("bagian", "")
    if chosen not in parts:
        chosen = next(iter(parts))
    kept = request.GET.copy()
    tabs = []
    for name, (label, _prefixes) in queries.BAGIAN.items():
        kept["bagian"] = name
        tabs.append(
            {
                "label": label,
                "url": f"?{kept.urlencode()}",
                "active": name == chosen,
                "note": str(len(parts[name])),
            }
        )
    context = {
        "form": form,
        "hari": day,
        "diketahui": known_on,
        "tabs": tabs,
        "bagian": chosen,
        "judul": queries.BAGIAN[chosen][0],
        "baris": parts[chosen],
        "jumlah": len(parts[chosen]),
        "menunggu": queries.waiting(_district(request)),
        "boleh_usul": request.access.allows(IzinRegulasi.USUL),
        "boleh_setujui": request.access.allows(IzinRegulasi.SETUJUI),
    }
    return render(request, "regulasi/daftar.html", context)


@public("Aturan adalah hukum yang diumumkan, atau asumsi program ini yang disebut asumsi.")
@require_safe
def by_law(request: HttpRequest) -> HttpResponse:
    """All parameters of all systems, law by law; a district's own decrees for its own people.

    First which laws there are; then one law, or what was looked for in all of them, page by page.
    """
    district = naskah.district_of(getattr(request, "access", None))
    form = LawFilter(request.GET)
    words, origin, today_only = form.chosen
    found = naskah.laws(district, clock.today() if today_only else None, words, origin)
    narrowed = bool(words or origin or today_only)
    asked = request.GET.get("naskah", "")
    chosen = next((law for law in found if law.name == asked), None)
    if asked and not (chosen or narrowed):
        raise Http404
    shown = found if not asked else [chosen] if chosen else []
    if (wanted := request.GET.get("ekspor")) in {"xlsx", "csv"}:
        return file_of(wanted, naskah.HEADERS, naskah.as_table(shown), "Semua aturan")
    context = {
        "form": form,
        "jumlah": sum(len(law.rows) for law in shown),
        "asal": naskah.origins(shown),
        "disaring": narrowed,
    }
    if not (asked or narrowed):
        laws = [(law, naskah.origins([law])) for law in found]
        context["halaman"] = Paginator(laws, _LINES).get_page(request.GET.get("hal"))
        return render(request, "regulasi/naskah.html", context)
    page = Paginator(naskah.in_line(shown), _LINES).get_page(request.GET.get("hal"))
    here = chosen.instrument if chosen else "Hasil pencarian"
    context |= {
        "halaman": page,
        "bagian": naskah.together(page.object_list),
        "naskah": chosen,
        "lain": naskah.beside(found, chosen) if chosen else (),
        "remah": trail(("Semua aturan", reverse("regulasi:semua")), here=here),
    }
    return render(request, "regulasi/naskah_isi.html", context)


@public("Riwayat satu aturan: hukum yang diumumkan, atau asumsi yang disebut asumsi.")
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """All values of one parameter through time."""
    key = request.GET.get("parameter", "")
    if not key:
        return redirect("regulasi:semua")
    values = queries.history_of(naskah.district_of(getattr(request, "access", None)), key)
    if not values:
        raise Http404
    return render(
        request,
        "regulasi/riwayat.html",
        {
            "parameter": key,
            "judul": values[0].value.title,
            "baris": values,
            "jumlah": len(values),
            "remah": trail(("Semua aturan", reverse("regulasi:semua")), here=values[0].value.title),
        },
    )


@protected(IzinRegulasi.LIHAT)
@require_safe
def compare(request: Request) -> HttpResponse:
    """What differs between two days: the first kind of which there is any, or the chosen one."""
    form = CompareForm(request.GET)
    before, after = form.days(clock.today())
    if not form.errors:  # the fields say what is compared, also where nothing was given
        form = CompareForm({"dari": before.isoformat(), "ke": after.isoformat()})
    district = _district(request)
    found = beda.by_kind(
        rules_report.diff(
            queries.rulebook_for(district), before, after, rules_report.View(district or None)
        )
    )
    present = [kind for kind, rows in found.items() if rows] or [beda.Jenis.NILAI]
    asked = request.GET.get("jenis", "")
    chosen = next((kind for kind in present if kind == asked), present[0])
    page = Paginator(found[chosen], _DIFFERENCES).get_page(request.GET.get("hal"))
    context = {
        "form": form,
        "dari": before,
        "ke": after,
        "kesimpulan": beda.sentence(found),
        "tabs": _kinds(request, found, chosen),
        "judul": beda.LABEL[chosen],
        "sisi": chosen.value,
        "halaman": page,
        "baris": [beda.row(change) for change in page.object_list],
        "kolom": [
            {"key": "aturan", "label": "Aturan"},
            *([] if chosen == "baru" else [{"key": "dari", "label": tanggal(before)}]),
            *([] if chosen == "hilang" else [{"key": "ke", "label": tanggal(after)}]),
        ],
        "remah": _trail(here="Perubahan aturan"),
    }
    return render(request, "regulasi/beda.html", context)


def _kinds(
    request: Request, found: dict[beda.Jenis, list[rules_report.RuleChange]], chosen: beda.Jenis
) -> list[dict[str, object]]:
    """The kinds of difference that there are, each a link that keeps the two days."""
    kept = request.GET.copy()
    kept.pop("hal", None)
    tabs = []
    for kind, rows in found.items():
        if rows:
            kept["jenis"] = kind.value
            url, active, note = f"?{kept.urlencode()}", kind == chosen, str(len(rows))
            tabs.append({"label": beda.LABEL[kind], "url": url, "active": active, "note": note})
    return tabs


@protected(IzinRegulasi.LIHAT)
@require_safe
def decrees(request: Request) -> HttpResponseBase:
    """The district's own decrees with their status."""
    rows = lists.table(
        request,
        BarisAturan.objects.for_scope(request.access.scope).select_related("puskesmas"),
        columns=_COLUMNS,
        filters=DecreeFilter,
        default_sort="-berlaku",
        title="Ketetapan kabupaten",
    )
    context = {
        "tabel": rows,
        "boleh_usul": request.access.allows(IzinRegulasi.USUL),
        "jenis": [(jenis.alamat, jenis.label) for jenis in semua().values()],
        "remah": _trail(here="Ketetapan kabupaten"),
    }
    return rows.export_response() or render(request, "regulasi/ketetapan.html", context)


@protected(IzinRegulasi.USUL)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: Request, jenis: str) -> HttpResponse:
    """The form of one kind of decree."""
    kind = beralamat().get(jenis)
    if kind is None:
        raise Http404
    form = kind.form(request.POST or None, scope=request.access.scope, jenis=kind)
    if request.method == "POST" and form.is_valid():
        try:
            row = services.propose(request.access, form.ketetapan())
        except services.AturanRefusedError as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, "Usulan disimpan dan menunggu persetujuan Kepala Dinas.")
            return redirect("regulasi:baris", row.pk)
    context = {
        "form": form,
        "judul": kind.label,
        "remah": _decree_trail(f"Usulkan {kind.label}"),
    }
    return render(request, "regulasi/usul.html", context, status=status_of(form))


@protected_object(
    IzinRegulasi.LIHAT,
    BarisAturan,
    related=("puskesmas", "diusulkan_oleh", "diputus_oleh"),
)
@require_safe
def decree(request: Request, row: BarisAturan) -> HttpResponse:
    """One decree: its value, what it replaces, who proposed and who decided."""
    return _decree_page(request, row, RejectForm())


def _decree_page(
    request: Request, row: BarisAturan, form: RejectForm, status: int = 200
) -> HttpResponse:
    waits = row.status == BarisAturan.Status.USULAN
    proposed = queries.as_value(row)
    present = queries.rulebook_for(row.kabupaten_id).find(proposed.key, row.mulai, row.kabupaten_id)
    context = {
        "row": row,
        "nilai": queries.words(row.kunci, row.nilai),
        "berlaku": _span(row),
        "nada": _TONES[row.status],
        "sekarang": queries.shown(present) if present and waits else None,
        "form": form,
        "parameter": proposed.key,
        "dampak": (impact.of(row, request.access) if waits else None) or impact.TANPA,
        "boleh_putus": (
            waits
            and request.access.allows(IzinRegulasi.SETUJUI)
            and row.diusulkan_oleh_id != request.access.user_id
        ),
        "remah": _decree_trail(row.nomor_keputusan),
    }
    return render(request, "regulasi/baris.html", context, status=status)


@protected_object(IzinRegulasi.SETUJUI, BarisAturan)
@require_POST
def approve(request: Request, row: BarisAturan) -> HttpResponse:
    """The head of the Dinas puts a proposal in force."""
    try:
        services.approve(row.pk, request.access, request.POST.get("dampak", ""))
    except services.AturanRefusedError as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, "Ketetapan disetujui dan berlaku menurut tanggalnya.")
    return redirect("regulasi:baris", row.pk)


@protected_object(
    IzinRegulasi.SETUJUI,
    BarisAturan,
    related=("puskesmas", "diusulkan_oleh", "diputus_oleh"),
)
@require_POST
def reject(request: Request, row: BarisAturan) -> HttpResponse:
    """The head of the Dinas turns a proposal down, with a reason."""
    form = RejectForm(request.POST)
    if not form.is_valid():
        return _decree_page(request, row, form, status=422)
    try:
        services.reject(row.pk, request.access, form.cleaned_data["alasan"])
    except services.AturanRefusedError as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, "Usulan ditolak; alasannya tercatat.")
    return redirect("regulasi:baris", row.pk)
