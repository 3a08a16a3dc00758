"""Pages of programmes: who has which, and giving them."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from upaya.akun.models import User
from upaya.bok.izin import IzinBok
from upaya.bok.program import services
from upaya.bok.program.models import ProgramPj
from upaya.core import clock
from upaya.core.access import Request
from upaya.core.changes import SAME
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected
from upaya.core.lists import Column, table
from upaya.core.navigation import trail
from upaya.rules.roles import Reach
from upaya.wilayah.models import Unit

_COLUMNS = (
    Column("unit", "Puskesmas", lambda row: row.puskesmas.nama, "puskesmas__nama"),
    Column("user", "Penanggung jawab", lambda row: row.user.name, "user__name"),
    Column("kode", "Bagian menu", sort_field="kode"),
    Column("mulai", "Sejak", sort_field="mulai", kind="tanggal"),
)


class ProgramForm(forms.Form):
    """Which parts of the menu are somebody's."""

    kode = forms.MultipleChoiceField(
        label="Bagian menu",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tanpa satu pun, orang ini tidak dibatasi.",
    )

    def __init__(self, data: QueryDict | None, *, parts: dict[str, str], given: list[str]) -> None:
        super().__init__(data, initial={"kode": given})
        choice = self.fields["kode"]
        assert isinstance(choice, forms.MultipleChoiceField)  # noqa: S101 - for the type checker
        choice.choices = list(parts.items())


@protected(IzinBok.LIHAT)
@require_safe
def daftar(request: Request) -> HttpResponseBase:
    """Who is in charge of what today."""
    today, scope = clock.today(), request.access.scope
    rows = table(
        request,
        ProgramPj.objects.for_scope(scope)
        .filter(Q(sampai=None) | Q(sampai__gte=today))
        .select_related("puskesmas", "user"),
        columns=_COLUMNS,
        default_sort="user",
        title="Program penanggung jawab",
    )
    gives = request.access.allows(IzinBok.PROGRAM_TETAPKAN) and scope.reach is Reach.UNIT
    own = None
    if gives and scope.unit is not None:
        own = Unit.objects.for_scope(scope).filter(pk=scope.unit).first()
    context = {"tabel": rows, "orang": services.people(own) if own else []}
    return rows.export_response() or render(request, "bok/program.html", context)


@protected(IzinBok.PROGRAM_TETAPKAN)
@require_http_methods(["GET", "HEAD", "POST"])
def tetapkan(request: Request, pk: int) -> HttpResponseBase:
    """Give programmes to one person at one's own puskesmas."""
    scope = request.access.scope
    if scope.reach is not Reach.UNIT or scope.unit is None:
        raise PermissionDenied
    unit = Unit.objects.for_scope(scope).get(pk=scope.unit)
    user: User | None = next((one for one in services.people(unit) if one.pk == pk), None)
    if user is None:
        raise Http404
    given = ProgramPj.objects.filter(puskesmas=unit, user=user, sampai=None).order_by("kode")
    parts = services.parts_of_menu(unit, clock.today().year)
    form = ProgramForm(
        request.POST if request.method == "POST" else None,
        parts=parts,
        given=list(given.values_list("kode", flat=True)),
    )
    if request.method == "POST" and form.is_valid():
        try:
            wanted = form.cleaned_data["kode"]
            changed = services.give(unit.pk, user.pk, wanted, request.access, parts=parts)
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            said = f"Program {user.name} tersimpan." if changed else SAME
            messages.success(request, said)
            return redirect("bok:program")
    back = reverse("bok:program")
    context = {
        "form": form,
        "judul": f"Program {user.name}",
        "catatan": "",
        "batal": back,
        "remah": trail(("Program penanggung jawab", back), here=user.name),
    }
    return render(request, "bok/isian.html", context, status=status_of(form))
