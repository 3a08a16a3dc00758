"""Forms of those who answer citizens."""

from __future__ import annotations

from typing import ClassVar

from django import forms

from upaya.alur.forms import LONG, TEXT_LIMIT
from upaya.core.lists import FilterForm
from upaya.jamkesda.aduan.models import Aduan

_ALL = [("", "Semua")]


class JawabanForm(forms.Form):
    """An answer to a citizen."""

    jawaban = forms.CharField(
        label="Jawaban",
        widget=LONG,
        max_length=TEXT_LIMIT,
        help_text="Dibaca siapa pun yang memegang nomor tiketnya: tanpa NIK, nama, atau penyakit.",
        error_messages={"required": "Tulis jawabannya."},
    )


class AduanFilter(FilterForm):
    """Above the list."""

    jenis = forms.ChoiceField(label="Jenis", required=False, choices=[*_ALL, *Aduan.Jenis.choices])
    status = forms.ChoiceField(
        label="Status", required=False, choices=[*_ALL, *Aduan.Status.choices]
    )
    lookups: ClassVar[dict[str, str]] = {"jenis": "jenis", "status": "status"}
