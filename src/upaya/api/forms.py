"""The form of a new key."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta

from django import forms
from django.http import QueryDict

from upaya.core import clock
from upaya.core.fields import TanggalField
from upaya.core.permissions import Permission

_USUAL = 180


class KunciForm(forms.Form):
    """What the program is, what it may do, how long."""

    nama = forms.CharField(
        label="Nama program",
        max_length=80,
        help_text="Misalnya SIMRS RSUD, supaya kunci ini dikenali kelak.",
        error_messages={"required": "Tulis program apa yang memakai kunci ini."},
    )
    izin = forms.MultipleChoiceField(
        label="Yang boleh dilakukan program",
        widget=forms.CheckboxSelectMultiple,
        help_text="Pilih sesedikit mungkin; kunci lain dapat dibuat kapan saja.",
        error_messages={"required": "Pilih sedikitnya satu hal yang boleh dilakukan program."},
    )
    kirim = forms.UUIDField(widget=forms.HiddenInput)
    mulai = TanggalField(label="Berlaku mulai")
    sampai = TanggalField(label="Berlaku sampai")

    def __init__(self, data: QueryDict | None, *, known: Sequence[Permission]) -> None:
        today = clock.today()
        usual = {"kirim": uuid.uuid4(), "mulai": today, "sampai": today + timedelta(_USUAL)}
        super().__init__(data, initial=usual)
        chosen = self.fields["izin"]
        assert isinstance(chosen, forms.MultipleChoiceField)  # noqa: S101 - as declared above
        chosen.choices = [(str(one), one.label) for one in known]
