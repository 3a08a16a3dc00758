"""Forms of service without a line."""

from __future__ import annotations

import uuid

from django import forms
from django.http import QueryDict

from upaya.core.choices import RowField
from upaya.core.fields import TanggalField
from upaya.jamkesda.surat.models import SuratJaminan

_SHOWN = 50


class GantiForm(forms.Form):
    """A new key."""

    kunci = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"kunci": uuid.uuid4()})


class CabutForm(forms.Form):
    """Why a key is withdrawn."""

    alasan = forms.CharField(
        label="Alasan mencabut",
        max_length=400,
        help_text="Kartu dan surat yang ditandatanganinya tidak lagi diterima tanpa jaringan.",
        error_messages={"required": "Tulis mengapa kunci ini dicabut."},
    )


class PakaiForm(forms.Form):
    """Which letter a number became."""

    surat = RowField(
        label="Menjadi surat",
        queryset=SuratJaminan.objects.none(),
        error_messages={
            "required": "Pilih suratnya.",
            "invalid_choice": "Pilih surat PPK Anda yang sudah terbit.",
        },
    )
    tanggal = TanggalField(
        label="Ditulis tangan pada", error_messages={"required": "Isi tanggalnya."}
    )

    def __init__(self, data: QueryDict | None = None, *, ppk: int) -> None:
        super().__init__(data)
        rows = SuratJaminan.objects.filter(ppk=ppk, nomor__gt="", nomor_darurat=None)
        keys = list(rows.order_by("-pk").values_list("pk", flat=True)[:_SHOWN])
        field = self.fields["surat"]
        field.queryset = SuratJaminan.objects.filter(pk__in=keys).order_by("-pk")  # type: ignore[attr-defined] # a ModelChoiceField
