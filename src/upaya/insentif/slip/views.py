"""An officer's own months: the amount, where the money is, and why it is that amount."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from upaya.core.access import Request
from upaya.core.documents import register
from upaya.core.documents.content import Isi
from upaya.core.documents.download import answer, states
from upaya.core.guard import protected, protected_object
from upaya.core.navigation import trail
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.documents import slip as papers
from upaya.insentif.hasil import queries as workings
from upaya.insentif.hasil.calculation import thaw
from upaya.insentif.hasil.models import PerhitunganPetugas
from upaya.insentif.izin import IzinInsentif
from upaya.insentif.sanggahan import queries as objections
from upaya.insentif.sanggahan import services
from upaya.insentif.slip import difference as slip_selisih
from upaya.insentif.slip import journey, queries
from upaya.insentif.slip import journey as jalan_slip
from upaya.insentif.slip.queries import Slip
from upaya.insentif.uang.reading import SUMBER
from upaya.pembayaran.models import BarisPembayaran

RELATED = (
    "perhitungan__pengajuan__puskesmas__kecamatan",
    "perhitungan__pengajuan__kabupaten",
    "petugas",
)


@protected(IzinInsentif.SLIP_LIHAT)
@require_safe
def slip(request: Request) -> HttpResponse:
    """The months in which the signed-in officer has a share, a year at a time, newest first."""
    scope = request.access.scope
    years = queries.years(scope)
    year = _chosen(request.GET, years)
    rows = queries.slips_of(scope, year) if years else []
    context = {
        "rows": rows,
        "tahun": year,
        "jumlah": queries.total(rows),
        "selisih": slip_selisih.own(scope),
        "tab": [{"label": str(one), "url": f"?tahun={one}", "active": one == year} for one in years]
        if len(years) > 1
        else [],
    }
    return render(request, "insentif/slip.html", context)


def _chosen(query: QueryDict, years: list[int]) -> int:
    """The year that was asked for; the newest one when that one has nothing."""
    asked = next((year for year in years if str(year) == query.get("tahun")), None)
    return asked or (years[0] if years else 0)


def own_slip(share: PerhitunganPetugas) -> Slip:
    """The slip of an own share; what was sent back or submitted anew is no slip any more (404)."""
    if not queries.stands(share):
        raise Http404
    return queries.slip_of(share)


def slip_trail(share: PerhitunganPetugas, here: str = "") -> list[dict[str, str]]:
    """The way back from a page of a slip."""
    month = share.perhitungan.pengajuan.period.nama
    steps = [("Slip saya", reverse("insentif:slip"))]
    if here:
        steps.append((month, reverse("insentif:slip_bulan", args=[share.pk])))
    return trail(*steps, here=here or month)


@protected_object(IzinInsentif.SLIP_LIHAT, PerhitunganPetugas, related=RELATED)
@require_safe
def slip_bulan(request: Request, share: PerhitunganPetugas) -> HttpResponse:
    """One month of the officer: amounts, the way of the money, five sentences, the working."""
    found = own_slip(share)
    calculation = thaw(share.perhitungan)
    working = workings.officer_working(calculation, share.petugas.kode)
    pool = workings.month_working(calculation)
    if working is None or pool is None:
        raise Http404
    working["judul"] = working["judul"].replace(share.petugas.kode, share.petugas.nama)
    tried = journey.attempts(found)
    written = objections.of_share(share)
    context = {
        "slip": found,
        "remah": slip_trail(share),
        "jalan": journey.road(found),
        "peristiwa": journey.events(found, tried),
        "alasan_gagal": tried[-1].alasan if tried else "",
        "koreksi": queries.corrections(found),
        "kalimat": queries.sentences(found, calculation),
        "rincian": queries.behind(share),
        "kegiatan_bok": queries.activities(found),
        "working": working,
        "pool": pool,
        "sanggahan": written,
        "tertutup": services.closed(found.month),
        "menunggu": any(one.terbuka for one in written),
        "terbit": register.standing_of(share).get("slip"),
    }
    return render(request, "insentif/slip_bulan.html", context)


@protected_object(
    IzinInsentif.SLIP_LIHAT,
    BarisPembayaran,
    related=("pembayaran", "petugas"),
    only={"pembayaran__sumber": SUMBER},
)
@require_safe
def slip_lain(request: Request, line: BarisPembayaran) -> HttpResponse:
    """Money that was paid with a month in which the officer has no share."""
    found = next(iter(slip_selisih.of_lines([line])), None)
    if found is None:
        raise Http404
    remah = trail(("Slip saya", reverse("insentif:slip")), here=found.month.period.nama)
    return render(request, "insentif/slip_selisih.html", {"slip": found, "remah": remah})


def _paper(share: PerhitunganPetugas) -> Isi:
    """What the slip says now."""
    found = own_slip(share)
    calculation = thaw(share.perhitungan)
    said = queries.sentences(found, calculation)
    happened = jalan_slip.events(found, jalan_slip.attempts(found))
    return papers.isi(
        share,
        found.baris,
        [one.isi for one in said],
        [(one.text, one.when) for one in happened],
        workings.scores_of(calculation, share.petugas.kode),
    )


@protected_object(IzinInsentif.SLIP_LIHAT, PerhitunganPetugas, related=RELATED)
@require_safe
def slip_pdf(request: Request, share: PerhitunganPetugas) -> HttpResponse:
    """The slip on paper: the issued one, before that a preview."""
    month, isi = share.perhitungan.pengajuan, _paper(share)
    return answer(
        request,
        share,
        states(share, [isi])[isi.jenis],
        name=f"slip-{month.period}",
        kabupaten=month.kabupaten_id,
    )


@protected_object(IzinInsentif.SLIP_TERBITKAN, PerhitunganPetugas, related=RELATED)
@require_POST
def slip_terbitkan(request: Request, share: PerhitunganPetugas) -> HttpResponse:
    """Draw a number for the own slip, for a bank or another office that wants to check it."""
    with transaction.atomic():
        month = Pengajuan.objects.select_for_update(of=("self",)).get(
            pk=share.perhitungan.pengajuan_id
        )
        isi, owner = _paper(share), {"kabupaten_id": month.kabupaten_id}
        row = register.issue(share, isi, request.access, **owner, unit_id=month.puskesmas_id)
    messages.success(request, f"Slip terbit dengan nomor {row.nomor}.")
    return redirect("insentif:slip_bulan", pk=share.pk)
