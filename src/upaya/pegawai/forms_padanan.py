"""Forms of a unit's own words."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from upaya.pegawai.models import Padanan
from upaya.pegawai.services.import_reading import Tanya, choices_of
from upaya.pegawai.services.padanan import Jawaban

_LEFT_OUT = "-"
_JENIS = dict(Padanan.Jenis.choices)


def _choices(jenis: str) -> list[tuple[str, str]]:
    """What can be chosen; "" is no answer, so that what is left out has a sign of its own."""
    return [(value or _LEFT_OUT, label) for value, label in choices_of(jenis).items()]


class PadananForm(forms.Form):
    """One question for each word that nobody has explained; those left open are asked again."""

    def __init__(self, data: QueryDict | None = None, *, questions: Sequence[Tanya]) -> None:
        super().__init__(data)
        self.questions = questions
        for question in questions:
            self.fields[_name(question)] = forms.ChoiceField(
                label=f"{_JENIS[question.jenis]} “{question.tulisan}” ({question.letak})",
                choices=[("", "Pilih artinya"), *_choices(question.jenis)],
                required=False,
            )

    @property
    def answers(self) -> list[Jawaban]:
        """What was chosen; only after is_valid()."""
        return [
            Jawaban(question.jenis, question.tulisan, "" if chosen == _LEFT_OUT else chosen)
            for question in self.questions
            if (chosen := self.cleaned_data.get(_name(question)))
        ]


def _name(question: Tanya) -> str:
    return f"{question.jenis}-{question.kunci}"


class ArtiForm(forms.Form):
    """What one word means."""

    arti_baru = forms.ChoiceField(label="Dibaca sebagai")

    def __init__(self, data: QueryDict | None = None, *, row: Padanan) -> None:
        super().__init__(data, initial={"arti_baru": row.arti or _LEFT_OUT})
        field = self.fields["arti_baru"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = _choices(row.jenis)

    @property
    def arti(self) -> str:
        """The chosen meaning of a valid form."""
        chosen: str = self.cleaned_data["arti_baru"]
        return "" if chosen == _LEFT_OUT else chosen
