"""Forms of a case: what a move asks of the person, a finding, an answer to one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from upaya.alur.reading import Reading
from upaya.core.forms import show_refusal
from upaya.core.reasons import TOO_SHORT, says_something
from upaya.rules.workflow import Move

LONG = forms.Textarea(attrs={"rows": 3})
TEXT_LIMIT = 2_000
WHOLE_PART = "Seluruh bagian ini"


class StepForm(forms.Form):
    """The second step of a move: what the table of the workflow asks of the person.

    A system adds what its own moves ask in a subclass. `reading` is given when the page is opened.
    """

    seen_status = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None = None, *, move: Move, reading: Reading[Any] | None = None
    ) -> None:
        super().__init__(data, initial={"seen_status": reading.subject.status if reading else ""})
        self.move = move
        if move.reason_required:
            self.fields["alasan"] = forms.CharField(
                label="Alasan",
                widget=LONG,
                max_length=TEXT_LIMIT,
                help_text="Dibaca oleh penerima, jadi tulis apa yang harus diperbaiki.",
                error_messages={"required": TOO_SHORT},
            )

    def clean_alasan(self) -> str:
        """A reason in words: whoever gets the case back has nothing else to go by."""
        said = str(self.cleaned_data["alasan"])
        if not says_something(said):
            raise ValidationError(TOO_SHORT)
        return said

    @property
    def reason(self) -> str:
        """What the log keeps."""
        return str(self.cleaned_data.get("alasan", ""))

    @property
    def context(self) -> Mapping[str, Any]:
        """What the effect of the move is told beside."""
        return {}

    def show(self, refusal: ValidationError) -> None:
        """Put the sentences of an effect at the fields they are about."""
        show_refusal(self, refusal)


class FindingForm(forms.Form):
    """A finding on one part, or on one of its rows (`places`: key and name)."""

    uraian = forms.CharField(
        label="Apa yang harus diperbaiki",
        widget=LONG,
        max_length=TEXT_LIMIT,
        error_messages={"required": "Tulis apa yang harus diperbaiki."},
    )

    def __init__(self, data: QueryDict | None = None, *, places: Mapping[str, str]) -> None:
        super().__init__(data)
        self.places = places
        if places:
            choices: Any = [("", WHOLE_PART), *places.items()]
            field = forms.ChoiceField(label="Tentang", required=False, choices=choices)
            self.fields = {"letak": field} | self.fields

    @property
    def place(self) -> tuple[str, str]:
        """Key and name of the chosen row; nothing for the whole part."""
        key = str(self.cleaned_data.get("letak", ""))
        return key, self.places.get(key, "")


class AnswerForm(forms.Form):
    """What was done about a finding."""

    tanggapan = forms.CharField(
        label="Apa yang sudah diperbaiki",
        widget=LONG,
        max_length=TEXT_LIMIT,
        error_messages={"required": "Tulis apa yang sudah diperbaiki."},
    )
