"""The dashboard of a district, of one of its puskesmas, and of a puskesmas for itself.

One page per subject, all with the same choice of months and puskesmas above. What the scope reaches
is what is added up, so a puskesmas sees its own figures under the same addresses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from upaya.core.access import Request
from upaya.core.documents.content import Isi
from upaya.core.guard import View, protected
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.dasbor.forms import PilihanForm
from upaya.insentif.dasbor.izin import IzinDasbor
from upaya.insentif.dasbor.queries.coverage import Cakupan, tahun_ada
from upaya.insentif.dasbor.queries.figures import Dasbor
from upaya.insentif.dasbor.views import comparison_tables, detail_tables
from upaya.insentif.dasbor.views.charts import (
    batang_layanan,
    batang_pagu,
    batang_penyerapan,
    grafik_bulanan,
    kartu_batang,
)
from upaya.insentif.dasbor.views.export import workbook
from upaya.insentif.dasbor.views.paper import document, isi_dasbor, issue
from upaya.insentif.dasbor.views.tables import Lembar
from upaya.insentif.dasbor.views.tiles import kesimpulan, lainnya, lembar_ringkasan, utama
from upaya.rules.roles import Reach
from upaya.wilayah.models import Kabupaten, Unit


@dataclass(frozen=True)
class Halaman:
    """One choice of months and puskesmas, with its figures and the way to its other pages."""

    form: PilihanForm
    dasbor: Dasbor
    unit: Unit | None

    @property
    def nama(self) -> str:
        """Of whom the figures are."""
        return self.unit.nama if self.unit else "Semua puskesmas"

    @property
    def tunggal(self) -> bool:
        """Whether they are of one puskesmas."""
        return self.unit is not None

    def url(self, bagian: str, **change: object) -> str:
        """A page of the dashboard with this choice, some of it changed."""
        query = {
            "tahun": self.form.pilihan.tahun,
            "rentang": self.form.pilihan.kode,
            "puskesmas": self.form.unit or "",
        } | change
        kept = {name: value for name, value in query.items() if value != ""}
        return f"{reverse(f'dasbor:{bagian}')}?{urlencode(kept)}"

    def ke_bulan(self, pk: int) -> str:
        """The way down from a list; of a single puskesmas there is nothing further down."""
        return "" if self.tunggal else self.url("bulan", puskesmas=pk)


@dataclass(frozen=True, slots=True)
class DashboardPart:
    """One page: its tab, its first sentence, what stands on it. `banyak`: of several puskesmas."""

    label: str
    lead: str
    isi: Callable[[Halaman], dict[str, Any]]
    banyak: bool = False


def _first(h: Halaman) -> dict[str, Any]:
    d = h.dasbor
    first = utama(d)
    others = lainnya(d, first)
    return {
        "kesimpulan": kesimpulan([*first, *others]),
        "utama": first,
        "kartu": others,
        "grafik": grafik_bulanan(d),
        "batas": detail_tables.lembar_batas(d),
    }


def _services(h: Halaman) -> dict[str, Any]:
    d = h.dasbor
    chart = kartu_batang("Capaian SPM per layanan", "Capaian", batang_layanan(d))
    return {"batang": chart, "lembar": [detail_tables.lembar_layanan(d)]}


def _units(h: Halaman) -> dict[str, Any]:
    d = h.dasbor
    chart = kartu_batang("Penyerapan BOK, terendah lebih dulu", "Penyerapan", batang_penyerapan(d))
    return {"batang": chart, "lembar": [comparison_tables.lembar_puskesmas(d, h.ke_bulan)]}


def _ceiling(h: Halaman) -> dict[str, Any]:
    d = h.dasbor
    chart = kartu_batang(
        "Perkiraan pemakaian pagu sampai Desember",
        "Perkiraan",
        batang_pagu(d),
        cap="pagu setahun",
    )
    return {"batang": chart, "lembar": [detail_tables.lembar_pagu(d, h.ke_bulan)]}


def _money(h: Halaman) -> dict[str, Any]:
    return {"lembar": _money_sheets(h)}


def _money_sheets(h: Halaman) -> list[Lembar]:
    d = h.dasbor
    sheets = [
        detail_tables.lembar_uang(
            d, "Dilaporkan dan dibayar per bulan", "Bulan", detail_tables.uang_per_bulan(d)
        )
    ]
    if not h.tunggal:
        rows = detail_tables.uang_per_puskesmas(d, h.ke_bulan)
        sheets.append(
            detail_tables.lembar_uang(d, "Dilaporkan dan dibayar per puskesmas", "Puskesmas", rows)
        )
    return sheets


BAGIAN: dict[str, DashboardPart] = {
    "ringkasan": DashboardPart(
        "Ringkasan",
        "Setiap angka dibaca menurut batas yang disebut di bawahnya; buka bagian lain untuk "
        "rinciannya.",
        _first,
    ),
    "bulan": DashboardPart(
        "Per bulan",
        "Dari satu puskesmas, nama bulan membuka isian dan hitungannya.",
        lambda h: {"lembar": [comparison_tables.lembar_bulan(h.dasbor)]},
    ),
    "layanan": DashboardPart(
        "SPM", "Layanan dengan capaian terendah paling perlu ditingkatkan.", _services
    ),
    "puskesmas": DashboardPart(
        "Per puskesmas",
        "Urutkan menurut kolom mana pun, lalu buka satu puskesmas untuk melihat bulannya.",
        _units,
        banyak=True,
    ),
    "rekap": DashboardPart(
        "Rekap Dinas",
        "Kolomnya sama dengan rekap yang biasa dipakai Dinas Kesehatan.",
        lambda h: {"lembar": [comparison_tables.lembar_rekap(h.dasbor, h.ke_bulan)]},
    ),
    "pagu": DashboardPart(
        "Pagu",
        "Pemakaian pagu dihitung untuk setahun penuh, rentang mana pun yang dipilih.",
        _ceiling,
    ),
    "waktu": DashboardPart(
        "Waktu",
        "Langkah yang melewati tenggat memperlambat pembayaran; tanyakan kepada yang ditunggu.",
        lambda h: {
            "lembar": [
                detail_tables.lembar_terlambat(h.dasbor),
                detail_tables.lembar_langkah(h.dasbor),
            ]
        },
    ),
    "uang": DashboardPart(
        "Uang",
        "Yang disetujui belum tentu sudah diterima petugas: lihat kolom belum dibayar.",
        _money,
    ),
}
_SORTED = {"puskesmas": "nama", "rekap": "nama", "pagu": "nama"}
"""Tables that their heads sort, with the column they begin with."""


def _view_of(kunci: str) -> View:
    @protected(IzinDasbor.LIHAT)
    @require_safe
    def page(request: Request) -> HttpResponse:
        chosen = _choose(request)
        wanted = request.GET.get("ekspor")
        if wanted == "xlsx":
            name = f"dasbor-{chosen.form.pilihan.nama}-{chosen.nama}"
            return workbook(name, semua_lembar(chosen))
        if wanted == "pdf":
            return _document(request, chosen)
        return _show(request, chosen, kunci)

    return page


VIEWS: dict[str, View] = {kunci: _view_of(kunci) for kunci in BAGIAN}


def _choose(request: Request) -> Halaman:
    """What the address asks for, within reach; a puskesmas out of reach does not exist."""
    scope = request.access.scope
    rows = Unit.objects.for_scope(scope).filter(jenis=Unit.Jenis.PUSKESMAS).order_by("nama", "pk")
    units = {unit.pk: unit for unit in rows}
    years = tahun_ada(Pengajuan.objects.for_scope(scope))
    form = PilihanForm(request.GET, years, {pk: unit.nama for pk, unit in units.items()})
    if request.GET.get("puskesmas") and form.unit is None:
        raise Http404
    unit = units[form.unit] if form.unit else None
    if unit is None and scope.reach is Reach.UNIT and len(units) == 1:
        (unit,) = units.values()
    dasbor = Dasbor(Cakupan.of_scope(scope, form.pilihan, unit))
    dasbor.puskesmas = [unit] if unit else list(units.values())  # read a moment ago
    return Halaman(form, dasbor, unit)


def _show(request: Request, chosen: Halaman, kunci: str) -> HttpResponse:
    part = BAGIAN[kunci]
    content = {
        "kesimpulan": "",
        "utama": [],
        "kartu": [],
        "grafik": [],
        "batang": None,
        "lembar": [],
        "batas": None,
    } | part.isi(chosen)
    if kunci in _SORTED:
        asked = request.GET.get("urut", "")
        content["lembar"] = [s.sorted_by(asked, _SORTED[kunci]) for s in content["lembar"]]
    tabs = [
        {"label": other.label, "url": chosen.url(name), "active": name == kunci}
        for name, other in BAGIAN.items()
        if not (other.banyak and chosen.tunggal)
    ]
    may_issue = request.access.allows(IzinDasbor.TERBITKAN)
    context = content | {
        "judul": f"Dasbor {chosen.form.pilihan.singkat}",
        "terbit_url": chosen.url("terbitkan") if may_issue else "",
        "nama": chosen.nama,
        "lead": part.lead,
        "form": chosen.form,
        "tabs": tabs,
        "ada_bulan": bool(chosen.dasbor.jumlah),
    }
    return render(request, "dasbor/halaman.html", context)


@protected(IzinDasbor.TERBITKAN)
@require_POST
def terbitkan(request: Request) -> HttpResponse:
    """Draw a number for the dashboard as it stands; its address says of what."""
    chosen = _choose(request)
    isi, subject = _content(request, chosen)
    row = issue(isi, subject, request.access)
    messages.success(request, f"Rangkuman terbit dengan nomor {row.nomor}.")
    return redirect(chosen.url("ringkasan"))


def _document(request: Request, h: Halaman) -> HttpResponse:
    """The whole dashboard as PDF: numbered if it was issued with these figures."""
    isi, subject = _content(request, h)
    return document(request, isi, subject)


def _content(request: Request, h: Halaman) -> tuple[Isi, Unit]:
    """What the document says, and in whose name: of the puskesmas or of the Dinas."""
    scope = request.access.scope
    kabupaten = Kabupaten.objects.for_scope(scope).get()
    dinas = Unit.objects.filter(kabupaten=kabupaten, jenis=Unit.Jenis.DINAS).first()
    subject = h.unit or dinas
    if subject is None:
        raise Http404
    return isi_dasbor(
        kabupaten,
        dinas.nama if dinas else f"Dinas Kesehatan {kabupaten.nama}",
        h.unit,
        h.form.pilihan,
        h.dasbor.total.insentif,
        semua_lembar(h),
    ), subject


def semua_lembar(h: Halaman) -> list[Lembar]:
    """Every table of the dashboard, for the files."""
    d = h.dasbor
    sheets = [
        lembar_ringkasan(d),
        comparison_tables.lembar_bulan(d),
        detail_tables.lembar_layanan(d),
        comparison_tables.lembar_rekap(d, h.ke_bulan),
        detail_tables.lembar_pagu(d, h.ke_bulan),
        detail_tables.lembar_langkah(d),
        *_money_sheets(h),
        detail_tables.lembar_batas(d),
    ]
    if not h.tunggal:
        sheets.insert(3, comparison_tables.lembar_puskesmas(d, h.ke_bulan))
    return sheets
