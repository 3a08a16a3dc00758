"""What the second step of a month's moves asks: checks, a statement, the amounts seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from upaya.alur.forms import StepForm
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.bulan.road import DAFTAR_PERIKSA, PERNYATAAN
from upaya.rules.workflow import Move


class LangkahForm(StepForm):
    """The second step of a move of a month."""

    # The amounts the person saw; a page opened before a return may not decide on those after it.
    seen_sidik = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: QueryDict | None = None, *, move: Move, reading: LembarBulan | None = None
    ) -> None:
        super().__init__(data, move=move, reading=reading)
        self.initial["seen_sidik"] = reading.hitungan.sidik if reading else ""
        if move.name == "verifikasi":
            self.fields["periksa"] = forms.MultipleChoiceField(
                label="Yang sudah Anda periksa",
                choices=list(DAFTAR_PERIKSA.items()),
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": "Periksa semua butir, lalu beri tanda satu per satu."},
            )
        if move.name == "ajukan":
            self.fields["pernyataan"] = forms.BooleanField(
                label=PERNYATAAN,
                error_messages={"required": "Beri tanda pada pernyataan sebelum mengajukan."},
            )

    def clean_periksa(self) -> list[str]:
        """Every point, or nothing is verified."""
        ticked: list[str] = self.cleaned_data["periksa"]
        left = [text for key, text in DAFTAR_PERIKSA.items() if key not in ticked]
        if left:
            raise forms.ValidationError("Belum diperiksa: " + "; ".join(left) + ".")
        return ticked

    @property
    def reason(self) -> str:
        """What the log keeps: the reason, or the list of what was checked."""
        if "periksa" in self.cleaned_data:
            return "Diperiksa: " + "; ".join(DAFTAR_PERIKSA.values()) + "."
        return super().reason

    @property
    def context(self) -> Mapping[str, Any]:
        """What was stated and seen."""
        return {
            "pernyataan": bool(self.cleaned_data.get("pernyataan")),
            "seen_sidik": self.cleaned_data["seen_sidik"],
        }
