"""Who a person is, as a village or a counter types it: asked and judged in one way."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from upaya.core import clock
from upaya.pegawai.numbers import NumberError, clean_kk, clean_nik


class IdentitasForm(forms.Form):
    """Judges the fields `nik`, `kk` and `tanggal_lahir` of whoever derives from it."""

    def clean_nik(self) -> str:
        """Sixteen digits, or nothing."""
        try:
            return clean_nik(self.cleaned_data["nik"])
        except NumberError as refused:
            raise ValidationError(str(refused)) from refused

    def clean_kk(self) -> str:
        """Sixteen digits."""
        try:
            return clean_kk(self.cleaned_data["kk"])
        except NumberError as refused:
            raise ValidationError(str(refused)) from refused

    def clean_tanggal_lahir(self) -> date:
        """A day that is over."""
        found: date = self.cleaned_data["tanggal_lahir"]
        if found > clock.today():
            raise ValidationError("Tanggal lahir belum lewat.")
        return found
