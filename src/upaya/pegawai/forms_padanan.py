"""Forms of a unit's own words."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from upaya.exchange.asking import Tanya
from upaya.pegawai.models import Padanan
from upaya.pegawai.services.import_reading import CHOICES
from upaya.wilayah.forms_kata import LEFT_OUT, TanyaForm, meant, offered

_JENIS = dict(Padanan.Jenis.choices)


class PadananForm(TanyaForm):
    """What words of a list of officers, or of a month's workbook, mean."""

    def __init__(self, data: QueryDict | None = None, *, questions: Sequence[Tanya]) -> None:
        super().__init__(data, questions=questions, choices=CHOICES, names=_JENIS)


class ArtiForm(forms.Form):
    """What one word means."""

    arti_baru = forms.ChoiceField(label="Dibaca sebagai")

    def __init__(self, data: QueryDict | None = None, *, row: Padanan) -> None:
        super().__init__(data, initial={"arti_baru": row.arti or LEFT_OUT})
        field = self.fields["arti_baru"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = offered(CHOICES[row.jenis])

    @property
    def arti(self) -> str:
        """The chosen meaning of a valid form."""
        return meant(self.cleaned_data["arti_baru"])
