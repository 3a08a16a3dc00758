"""The form of a correction by hand."""

from __future__ import annotations

from django import forms

from upaya.core.fields import AngkaField
from upaya.core.reasons import TOO_SHORT


class KoreksiForm(forms.Form):
    """A number instead of what BOK gives, and why."""

    jumlah = AngkaField(label="Jumlah yang benar")
    alasan = forms.CharField(
        label="Alasan",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dibaca tim verifikasi dan Dinas Kesehatan.",
        error_messages={"required": TOO_SHORT},
    )
