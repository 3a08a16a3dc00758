"""A field that offers rows reads them once, for the list and for every other look at it."""

from typing import Any

import pytest
from django import forms

from tests.factories.kueri import asking
from tests.factories.wilayah import make_puskesmas
from upaya.core.choices import RowField, RowsField
from upaya.wilayah.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.empty_world]


class OneOrMore(forms.Form):
    satu = RowField(queryset=Unit.objects.none(), empty_label=None)
    pilih = RowField(queryset=Unit.objects.none(), empty_label="Pilih")
    banyak = RowsField(queryset=Unit.objects.none())


def test_the_rows_are_asked_for_once_per_field_and_all_are_offered() -> None:
    names = [make_puskesmas(name).nama for name in ("Besuki", "Panji")]
    form = OneOrMore()
    for name in form.fields:
        field: Any = form.fields[name]
        field.queryset = Unit.objects.filter(jenis=Unit.Jenis.PUSKESMAS).order_by("nama")
        with asking() as asked:
            text = f"{form[name]}{form[name]}"
            labels = [label for _, label in field.choices]
        assert asked.count == 1
        assert all(text.count(found) == 2 for found in names)
        assert labels == (["Pilih", *names] if name == "pilih" else names)


def test_another_form_reads_the_rows_anew() -> None:
    field = RowField(
        queryset=Unit.objects.filter(jenis=Unit.Jenis.PUSKESMAS).order_by("nama"), empty_label=None
    )
    form = type("F", (forms.Form,), {"unit": field})
    assert len(list(form().fields["unit"].choices)) == 0
    made = make_puskesmas("Besuki")
    assert [label for _, label in form().fields["unit"].choices] == [made.nama]
