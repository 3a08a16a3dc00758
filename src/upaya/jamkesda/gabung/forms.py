"""Forms of merges: which card, why, upon which paper; and why it is undone."""

from __future__ import annotations

from django import forms

from upaya.alur.forms import LONG

_WHY = {"required": "Tulis alasannya."}


class KartuForm(forms.Form):
    """The other card."""

    kartu = forms.CharField(
        label="Nomor kartu yang lain",
        max_length=20,
        help_text="Kartu itu menjadi bagian dari kartu ini; isinya diperlihatkan dulu.",
        error_messages={"required": "Ketik nomor kartunya."},
    )


class GabungForm(forms.Form):
    """The decision."""

    kartu = forms.CharField(max_length=20, widget=forms.HiddenInput)
    alasan = forms.CharField(label="Alasan", max_length=350, widget=LONG, error_messages=_WHY)
    dokumen = forms.CharField(
        label="Nomor dokumen", max_length=120, error_messages={"required": "Isi nomor dokumennya."}
    )


class PisahForm(forms.Form):
    """Why a merge is undone."""

    alasan = forms.CharField(label="Alasan", max_length=350, widget=LONG, error_messages=_WHY)
