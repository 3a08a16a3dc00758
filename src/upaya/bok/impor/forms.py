"""Forms of the import: the file, and what its words mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from upaya.bok.impor.models import PadananRencana
from upaya.bok.impor.services import Jawaban
from upaya.core import files
from upaya.core.sniff import Content
from upaya.exchange.bok.poa_book import Tanya

SIZE = 2 * 1024 * 1024
_LEFT_OUT = "-"
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


class PadananForm(forms.Form):
    """One question for each word that nobody has explained; those left open are asked again."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        questions: Sequence[Tanya],
        choices: Mapping[str, Mapping[str, str]],
    ) -> None:
        super().__init__(data)
        self.questions = {f"{one.jenis}-{one.kunci}": one for one in questions}
        for name, one in self.questions.items():
            offered = [(value or _LEFT_OUT, label) for value, label in choices[one.jenis].items()]
            self.fields[name] = forms.ChoiceField(
                label=f"{_JENIS[one.jenis]} “{one.tulisan}” ({one.letak})",
                choices=[("", "Pilih artinya"), *offered],
                required=False,
            )

    @property
    def answers(self) -> list[Jawaban]:
        """What was chosen; only after is_valid()."""
        return [
            Jawaban(one.jenis, one.tulisan, "" if chosen == _LEFT_OUT else chosen)
            for name, one in self.questions.items()
            if (chosen := self.cleaned_data.get(name))
        ]
