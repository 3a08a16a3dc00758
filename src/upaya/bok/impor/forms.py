"""Forms of the import: the file, and what its words mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from upaya.bok.impor.models import PadananRencana
from upaya.core import files
from upaya.core.sniff import Content
from upaya.exchange.asking import Tanya
from upaya.wilayah.forms_kata import TanyaForm

SIZE = 2 * 1024 * 1024
_JENIS = dict(PadananRencana.Jenis.choices)


class ImporForm(forms.Form):
    """The workbook of a plan."""

    berkas = forms.FileField(label="Berkas XLSX")
    content: Content
    """The checked file; only after is_valid()."""

    def clean_berkas(self) -> UploadedFile:
        """An XLSX by content, small enough to be kept sealed in the database."""
        upload: UploadedFile = self.cleaned_data["berkas"]
        self.content = files.check(upload)
        if self.content.kind != "xlsx":
            raise ValidationError("Pilih berkas XLSX, misalnya POA yang sudah ada.")
        if len(self.content.body) > SIZE:
            raise ValidationError("Paling besar 2 MB. Salin tabelnya saja ke berkas baru.")
        return upload


class PadananForm(TanyaForm):
    """What words of a plan's workbook mean."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        questions: Sequence[Tanya],
        choices: Mapping[str, Mapping[str, str]],
    ) -> None:
        super().__init__(data, questions=questions, choices=choices, names=_JENIS)
