"""The form that asks what a unit's own words mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.http import QueryDict

from upaya.exchange.asking import Tanya
from upaya.wilayah.own_words import Jawaban

LEFT_OUT = "-"
"""Stands for the meaning "": an empty answer is none."""


def offered(choices: Mapping[str, str]) -> list[tuple[str, str]]:
    """What can be chosen of a list."""
    return [(value or LEFT_OUT, label) for value, label in choices.items()]


def meant(chosen: str) -> str:
    """The meaning that a choice stands for."""
    return "" if chosen == LEFT_OUT else chosen


class TanyaForm(forms.Form):
    """One question for each word that nobody has explained; those left open are asked again.

    `choices` are what an answer may be, `names` what people call a list, both by list.
    """

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        questions: Sequence[Tanya],
        choices: Mapping[str, Mapping[str, str]],
        names: Mapping[str, str],
    ) -> None:
        super().__init__(data)
        self.asked = {f"{one.jenis}-{one.kunci}": one for one in questions}
        for name, one in self.asked.items():
            self.fields[name] = forms.ChoiceField(
                label=f"{names[one.jenis]} “{one.tulisan}” ({one.letak})",
                choices=[("", "Pilih artinya"), *offered(choices[one.jenis])],
                required=False,
            )

    @property
    def answers(self) -> list[Jawaban]:
        """What was chosen; only after is_valid()."""
        return [
            Jawaban(one.jenis, one.tulisan, meant(chosen))
            for name, one in self.asked.items()
            if (chosen := self.cleaned_data.get(name))
        ]
