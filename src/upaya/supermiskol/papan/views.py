"""The board of poverty letters, and its file for planners."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from upaya.core import clock
from upaya.core.access import Request
from upaya.core.fields import TanggalField
from upaya.core.forms import RentangForm
from upaya.core.guard import protected
from upaya.core.lists import with_usual
from upaya.core.navigation import trail
from upaya.core.templatetags.upaya import angka, persen
from upaya.exchange.xlsx_writer import CSV_TYPE, XLSX_TYPE, csv_bytes, table_bytes
from upaya.rules.citation import citation
from upaya.rules.period import tanggal
from upaya.rules.roles import Reach
from upaya.rules.shown import item
from upaya.rules.supermiskol import road
from upaya.rules.supermiskol.jam import kata_menit
from upaya.rules.supermiskol.ukuran import persentil, samarkan
from upaya.supermiskol.izin import IzinSupermiskol
from upaya.supermiskol.papan import queries
from upaya.supermiskol.papan.queries import Papan
from upaya.supermiskol.permohonan.pages import PAGES

_TITLE = "Papan surat miskin"
_FIRST = date(2000, 1, 1)
"""Nobody filed anything before, and the calendar has an end that a typed day may pass."""
HIDDEN = "disamarkan"
_HEADS = ("Permohonan", "Berjalan", "Disetujui", "Ditolak", "Lainnya")


class PapanForm(RentangForm):
    """The days between which the applicants came, and by which places they are counted."""

    dari = TanggalField(label="Pemohon datang dari")
    menurut = forms.ChoiceField(
        label="Dihitung menurut", required=False, choices=[("", "Kecamatan"), ("desa", "Desa")]
    )

    def __init__(self, data: QueryDict, *, district: bool) -> None:
        super().__init__(data)
        if not district:
            del self.fields["menurut"]


@protected(IzinSupermiskol.LIHAT)
@require_safe
def papan(request: Request) -> HttpResponse:
    """Time, decisions and scores of a scope, and the same by kecamatan or village."""
    today = clock.today()
    usual = {"dari": date(today.year, 1, 1).isoformat(), "sampai": today.isoformat()}
    district = request.access.scope.reach is Reach.DISTRICT
    form = PapanForm(with_usual(request.GET, **usual), district=district)
    span = (date(today.year, 1, 1), today)
    if form.is_valid():
        said = form.cleaned_data
        span = max(said["dari"], _FIRST), min(said["sampai"], today)
    by_village = form.cleaned_data.get("menurut") == "desa"
    found = queries.papan(request.access.scope, *span, per_desa=by_village)
    kabupaten = request.access.scope.kabupaten or ""
    smallest = queries.terkecil(kabupaten, today)
    wanted = request.GET.get("ekspor", "")
    if wanted in {"xlsx", "csv"}:
        return _file(found, smallest, wanted)
    bars = _steps(found)
    context = {
        "papan": found,
        "form": form,
        "langkah": bars,
        "terpanjang": max([found.target, *(bar["value"] for bar in bars)]),
        "putusan": [{"label": k, "value": n, "text": angka(n)} for k, n in found.putusan.items()],
        "sebaran": _scores(found),
        "pembanding": [
            {
                "judul": v.title,
                "nilai": item(v, v.integer),
                "satuan": v.unit,
                "asal": v.origin,
                "dasar": f"{citation(v)}, sejak {tanggal(v.in_force)}",
            }
            for v in queries.baselines(kabupaten, today)
        ],
        "kata": _words(found),
        "alasan": [("Disetujui", found.alasan[True]), ("Ditolak", found.alasan[False])],
        "kolom": _columns(found.satuan, *_HEADS[:-1], _within(found), "Median", "90% dalam"),
        "kolom_langkah": _columns("Keadaan", "Median", "90% dalam", "Selesai"),
        "terkecil": smallest,
        "trail": trail((PAGES.title, reverse("miskol:daftar")), here="Papan"),
    }
    status = 422 if form.errors else 200
    return render(request, "supermiskol/papan.html", context, status=status)


def _within(found: Papan) -> str:
    return f"Dalam {kata_menit(found.target)}"


def _columns(first: str, *figures: str) -> list[dict[str, Any]]:
    named = [{"key": "0", "label": first}]
    return named + [
        {"key": str(at), "label": label, "num": True} for at, label in enumerate(figures, 1)
    ]


def _words(found: Papan) -> dict[str, str]:
    row = found.seluruh
    slow = row.lambat
    share = "belum ada yang diputus" if row.bagian is None else persen(row.bagian)
    return {
        "target": kata_menit(found.target),
        "bagian": share,
        "median": kata_menit(row.median) if row.median is not None else "belum ada",
        "lambat": kata_menit(slow) if slow is not None else "belum ada",
    }


def _steps(found: Papan) -> list[dict[str, Any]]:
    """Bars of the middle time of each step, in the order of the road."""
    bars = []
    for name, state in road.MISKOL.states.items():
        minutes = found.langkah.get(name)
        middle, slow = persentil(minutes or [], 50), persentil(minutes or [], 90)
        if middle is not None and slow is not None:
            bars.append(
                {
                    "label": state.label,
                    "value": middle,
                    "text": kata_menit(middle),
                    "lambat": kata_menit(slow),
                    "banyak": len(minutes or []),
                }
            )
    return bars


def _scores(found: Papan) -> list[dict[str, Any]]:
    return [
        {"label": f"Skor {range_.kata} ambang", "value": number, "text": angka(number)}
        for range_, number in found.sebaran
    ]


def _file(found: Papan, smallest: int, wanted: str) -> HttpResponse:
    """No name and no small number: planners take it out of the house."""
    rows = [
        [r.masuk, r.berjalan, r.disetujui, r.ditolak, r.lain, r.dalam, r.lewat] for r in found.baris
    ]
    body = [
        [row.nama, *(HIDDEN if cell is None else cell for cell in cells)]
        for row, cells in zip(found.baris, samarkan(rows, smallest), strict=True)
    ]
    late = f"Lewat {kata_menit(found.target)}"
    heads = [found.satuan, *_HEADS, _within(found), late]
    csv = wanted == "csv"
    made = csv_bytes(heads, body) if csv else table_bytes(heads, body, _TITLE)
    response = HttpResponse(made, content_type=CSV_TYPE if csv else XLSX_TYPE)
    name = f"papan-surat-miskin-{found.dari}-{found.sampai}.{wanted}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
