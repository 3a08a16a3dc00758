"""The form that takes the workbook of a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from upaya.core import files
from upaya.exchange.asking import Tanya
from upaya.pegawai.forms_padanan import PadananForm

_SALT = "insentif.buku.kata"
_GOOD_FOR = 60 * 60  # seconds between reading a file and explaining its words


class KataForm(PadananForm):
    """What the words of a workbook mean; the questions travel signed, the file is not kept."""

    jelaskan = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, questions: Sequence[Tanya]) -> None:
        super().__init__(data, questions=questions)
        signed = signing.dumps([astuple(one) for one in questions], salt=_SALT)
        self.fields["jelaskan"].initial = signed

    @classmethod
    def answered(cls, data: QueryDict) -> KataForm:
        """The form as it was sent; BadSignature for questions that nobody asked."""
        asked = signing.loads(str(data["jelaskan"]), salt=_SALT, max_age=_GOOD_FOR)
        return cls(data, questions=[Tanya(*one) for one in asked])


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
