"""The country in aggregates, down to a district: no puskesmas, no person."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from upaya.core.access import Request
from upaya.core.guard import protected
from upaya.core.navigation import trail
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.dasbor.forms import RentangForm
from upaya.insentif.dasbor.izin import IzinDasbor
from upaya.insentif.dasbor.queries.coverage import tahun_ada
from upaya.insentif.dasbor.queries.national import Daerah, DasborNasional, cakupan_nasional
from upaya.insentif.dasbor.views import detail_tables
from upaya.insentif.dasbor.views.charts import (
    batang_layanan,
    batang_penyerapan,
    grafik_bulanan,
    kartu_batang,
)
from upaya.insentif.dasbor.views.comparison_tables import (
    ComparedRow,
    baris_total,
    capaian_spm,
    kolom_banding,
    lembar_bulan,
)
from upaya.insentif.dasbor.views.export import workbook
from upaya.insentif.dasbor.views.systems import lembar_sistem
from upaya.insentif.dasbor.views.tables import Lembar, SheetColumn
from upaya.insentif.dasbor.views.tiles import kesimpulan, lainnya, lembar_ringkasan, utama
from upaya.rules.insentif import scales
from upaya.rules.insentif.indicators import Gabungan, MonthSums
from upaya.wilayah.models import Kabupaten


@protected(IzinDasbor.NASIONAL_LIHAT)
@require_safe
def nasional(request: Request) -> HttpResponse:
    """The country by province, a province by district, a district for itself."""
    districts = {k.kode: k for k in Kabupaten.objects.order_by("provinsi", "nama")}
    area = _area(request, districts)
    form = RentangForm(request.GET, tahun_ada(Pengajuan.objects.all()))
    _choices(form, area, districts)
    d = DasborNasional(cakupan_nasional(area, form.pilihan), area, districts)
    if request.GET.get("ekspor") == "xlsx":
        name = f"rangkuman-nasional-{form.pilihan.nama}-{area.nama}"
        return workbook(name, _sheets(d, form))
    first = utama(d)
    others = lainnya(d, first)
    context = {
        "kesimpulan": kesimpulan([*first, *others]),
        "utama": first,
        "judul": f"Rangkuman nasional {form.pilihan.singkat}",
        "nama": area.nama,
        "lead": _lead(d),
        "form": form,
        "remah": _trail(area, form),
        "ada_bulan": bool(d.jumlah),
        "kartu": others,
        "grafik": grafik_bulanan(d),
        "batang": _bars(d),
        "lembar": _tables(d, form, request.GET.get("urut", "")),
        "batas": detail_tables.lembar_batas(d),
    }
    return render(request, "dasbor/nasional.html", context)


def _area(request: Request, districts: dict[str, Kabupaten]) -> Daerah:
    """What the address asks for; an area that is unknown does not exist."""
    province, code = request.GET.get("provinsi", ""), request.GET.get("kabupaten", "")
    found = districts.get(code)
    if code and found is None:
        raise Http404
    if found is not None and province in {"", found.provinsi}:
        return Daerah(found.provinsi, found)
    # No district, or one that was left by choosing another province.
    if province and province not in {row.provinsi for row in districts.values()}:
        raise Http404
    return Daerah(province)


def _choices(form: RentangForm, area: Daerah, districts: dict[str, Kabupaten]) -> None:
    provinces = sorted({row.provinsi for row in districts.values()})
    rows = [("", "Semua provinsi"), *((name, name) for name in provinces)]
    form.choose("provinsi", "Provinsi", rows, area.provinsi)
    if area.provinsi:
        own = [(k.kode, k.nama) for k in districts.values() if k.provinsi == area.provinsi]
        chosen = area.kabupaten.kode if area.kabupaten else ""
        form.choose("kabupaten", "Kabupaten", [("", "Semua kabupaten"), *own], chosen)


def _url(form: RentangForm, **area: str) -> str:
    query = {"tahun": form.pilihan.tahun, "rentang": form.pilihan.kode} | area
    kept = {name: value for name, value in query.items() if value != ""}
    return f"{reverse('dasbor:nasional')}?{urlencode(kept)}"


def _trail(area: Daerah, form: RentangForm) -> list[dict[str, str]]:
    steps = [("Indonesia", _url(form))] if area.provinsi else []
    if area.kabupaten:
        steps.append((area.provinsi, _url(form, provinsi=area.provinsi)))
    return trail(*steps, here=area.nama) if steps else []


def _lead(d: DasborNasional) -> str:
    hidden = len(d.tertutup)
    closed = (
        f" Angka per petugas dihitung tanpa {hidden} kabupaten yang pada salah satu bulannya "
        f"berpetugas kurang dari {d.batas_orang}."
        if hidden
        else ""
    )
    return (
        f"Jumlah tanpa data puskesmas dan orang; insentif dari bulan yang sudah diajukan.{closed}"
    )


def _bars(d: DasborNasional) -> dict[str, Any]:
    if d.daerah.kabupaten:
        return kartu_batang("Capaian SPM per layanan", "Capaian", batang_layanan(d))
    return kartu_batang("Penyerapan BOK, terendah lebih dulu", "Penyerapan", batang_penyerapan(d))


def _tables(d: DasborNasional, form: RentangForm, sort: str) -> list[Lembar]:
    tables = [lembar_sistem(d, partial(_down, d, form)), lembar_bulan(d)]
    if not d.daerah.kabupaten:
        tables.insert(1, _areas(d, form).sorted_by(sort, "nama"))
    if d.daerah.provinsi:
        tables.append(detail_tables.lembar_langkah(d))
    return tables


def _sheets(d: DasborNasional, form: RentangForm) -> list[Lembar]:
    tables = _tables(d, form, "")
    return [
        lembar_ringkasan(d),
        *tables,
        detail_tables.lembar_layanan(d),
        detail_tables.lembar_batas(d),
    ]


def _areas(d: DasborNasional, form: RentangForm) -> Lembar:
    """Provinces, or the districts of one, side by side."""
    label = "Kabupaten" if d.daerah.provinsi else "Provinsi"

    def count(name: str, label: str, counts: dict[Any, int], under: str = "") -> SheetColumn:
        def value(row: ComparedRow) -> int:
            return counts.get(row.kunci, 0) if row.kunci else sum(counts.values())

        return SheetColumn(name, label, value=value, kind="angka", under=under)

    columns = [
        replace(one, under="insentif") if one.name == "rata" else one
        for one in kolom_banding(d, label, capaian_spm(d))
    ]
    columns[1:1] = [
        count("puskesmas", "Puskesmas", d.banyak_puskesmas),
        SheetColumn("bulan", "Bulan diajukan", value=lambda row: row.jumlah.bulan, kind="angka"),
        count("disetujui", "Disetujui", d.banyak_disetujui, under="bulan"),
    ]
    columns.append(
        SheetColumn(
            "pagu",
            "Perkiraan dari pagu",
            value=lambda row: _use(d, row).bagian_perkiraan.nilai,
            kind="persen",
            tafsir=lambda row: d.cakupan.tafsir(scales.PAGU, _use(d, row).bagian_perkiraan.nilai),
        )
    )
    return Lembar(
        f"Per {label.lower()}",
        f"Perbandingan {label.lower()}",
        columns,
        [_line(d, form, key, name) for key, name in d.nama.items()],
        baris_total(d),
        "Rata-rata dihitung per petugas yang menerima, per bulan. Perkiraan pagu untuk setahun.",
        "Belum ada kabupaten. Rangkuman muncul setelah sebuah kabupaten mulai memakai Upaya.",
    )


def _use(d: DasborNasional, row: ComparedRow) -> Gabungan:
    """Use of the pagu of one line, or of all."""
    return d.pagu.get(row.kunci, Gabungan.dari(())) if row.kunci else d.gabungan_pagu


def _line(d: DasborNasional, form: RentangForm, key: str, name: str) -> ComparedRow:
    return ComparedRow(
        name,
        d.per_anak.get(key, MonthSums()),
        d.sebaran_anak.get(key),
        d.capaian(d.layanan_anak.get(key, {})),
        _down(d, form, key),
        kunci=key,
    )


def _down(d: DasborNasional, form: RentangForm, key: str) -> str:
    """The address of a part of the area."""
    if d.daerah.provinsi:
        return _url(form, provinsi=d.daerah.provinsi, kabupaten=key)
    return _url(form, provinsi=key)
