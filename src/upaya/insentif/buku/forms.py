"""The form that takes the workbook of a month."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile

from upaya.core import files


class BukuForm(forms.Form):
    """A workbook, judged by its content before anything in it is read."""

    berkas = forms.FileField(
        label="Buku kerja bulan ini",
        error_messages={
            "required": "Pilih berkasnya.",
            "empty": "Berkas ini kosong. Pilih berkas lain.",
        },
    )

    def clean_berkas(self) -> bytes:
        """Its bytes; only a workbook is accepted."""
        upload: UploadedFile = self.cleaned_data["berkas"]
        content = files.check(upload)
        if content.kind != "xlsx":
            raise forms.ValidationError("Pilih buku kerja XLSX, bukan berkas lain.")
        return content.body
