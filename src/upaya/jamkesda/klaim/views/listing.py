"""The list of claims: a provider sees its own, the UPT all of its district."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from upaya.core.access import Request
from upaya.core.guard import protected
from upaya.core.lists import COUNTED, FOUND, Column, FilterForm, beginning, table
from upaya.core.permissions import move_permission
from upaya.core.templatetags.upaya import angka
from upaya.jamkesda.izin_klaim import IzinKlaim
from upaya.jamkesda.klaim.banyak import LANGKAH, banyak_bersih
from upaya.jamkesda.klaim.models import Klaim
from upaya.jamkesda.klaim.pages import PAGES
from upaya.jamkesda.klaim.road import ROAD
from upaya.rules.jamkesda.compute import PUTUSAN
from upaya.rules.jamkesda.road_klaim import KLAIM
from upaya.rules.roles import Reach

_ALL = [("", "Semua")]
_TONES = {"lolos": "good", "dipotong": "info", "perlu_verifikasi": "warn", "ditolak": "bad"}
_SHORT = {"lolos": "lolos", "dipotong": "dipotong", "perlu_verifikasi": "perlu dilihat",
          "ditolak": "tidak dapat dibayar"}  # fmt: skip


class KlaimFilter(FilterForm):
    """Above the list."""

    nomor = forms.CharField(
        label="Nomor klaim",
        required=False,
        max_length=64,
        help_text=f"Awal nomornya; paling banyak {angka(FOUND)} yang cocok.",
    )
    status = forms.ChoiceField(label="Status", required=False, choices=[*_ALL, *KLAIM.choices()])
    putusan = forms.ChoiceField(
        label="Hasil pemeriksaan",
        required=False,
        choices=[*_ALL, *((key, _SHORT[key]) for key in PUTUSAN)],
    )
    lookups = {"status": "status", "putusan": "putusan"}
    last = frozenset({"nomor"})

    def narrow_nomor(self, rows: QuerySet[Klaim], value: str) -> QuerySet[Klaim]:
        """Providers write capitals."""
        return beginning(rows, "nomor", value)


_COLUMNS = (
    Column("nomor", "Klaim", kind="nomor", url=Klaim.get_absolute_url),
    Column("ppk", "PPK", lambda c: c.unit.nama, under="nomor"),
    Column("masuk", "Masuk", sort_field="masuk", kind="tanggal"),
    Column("diminta", "Diminta", sort_field="diminta", kind="rupiah"),
    Column("diperiksa", "Lolos pemeriksaan", kind="rupiah"),
    Column("disetujui", "Disetujui", kind="rupiah"),
    Column("putusan", "Hasil", lambda c: _SHORT[c.putusan], tone=lambda c: _TONES[c.putusan]),
    Column("status", "Status", lambda c: c.state.label, "status", tone=lambda c: c.state.tone),
    # Behind its label: "Tenggat 17 November 2022 · sisa 10 hari kerja".
    Column("tenggat", "Tenggat", lambda c: c.due.removeprefix("Batas "), under="status"),
    Column("urutan", "Urutan", lambda c: c.pk, "pk", show=False, export=False),
)
_OWN = tuple(column for column in _COLUMNS if column.name != "ppk")


@protected(IzinKlaim.LIHAT)
@require_safe
def daftar(request: Request) -> HttpResponseBase:
    """The claims of a scope, newest first."""
    access = request.access
    rows = table(
        request,
        ROAD.rows(access.scope).defer("masukan"),
        columns=_OWN if access.scope.reach is Reach.UNIT else _COLUMNS,
        filters=KlaimFilter,
        default_sort="-urutan",
        title="Klaim",
        most=FOUND if request.GET.get("nomor") else COUNTED,
    )
    clean = [
        (reverse(f"klaim:bersih_{name}"), KLAIM.moves[name].label, number)
        for name in LANGKAH
        if rows.untouched
        and access.allows(move_permission(KLAIM, name))
        and (number := banyak_bersih(access, name))
    ]
    context = {
        "tabel": rows,
        "lajur": PAGES.beside(rows, access),
        "boleh_ajukan": access.allows(IzinKlaim.AJUKAN),
        "bersih": clean,
    }
    return rows.export_response() or render(request, "jamkesda/klaim_daftar.html", context)
