"""Which months and which puskesmas a dashboard shows."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.http import QueryDict

from upaya.rules.rentang import Rentang


class PilihanForm(forms.Form):
    """Year, stretch and puskesmas above every page; what cannot be read is the first choice."""

    tahun = forms.ChoiceField(label="Tahun", required=False)
    rentang = forms.ChoiceField(label="Rentang", required=False, choices=Rentang.pilihan())
    puskesmas = forms.ChoiceField(label="Puskesmas", required=False)

    def __init__(self, data: QueryDict, years: list[int], units: Mapping[int, str]) -> None:
        by_text = {str(year): year for year in years}
        codes = dict(Rentang.pilihan())
        year = by_text.get(data.get("tahun", ""), years[0])
        code = data.get("rentang", "")
        self.pilihan = Rentang.parse(year, code if code in codes else "")
        self.unit = {str(pk): pk for pk in units}.get(data.get("puskesmas", ""))
        chosen = {
            "tahun": str(year),
            "rentang": self.pilihan.kode,
            "puskesmas": str(self.unit or ""),
        }
        super().__init__(chosen)
        self.fields["tahun"].choices = [(text, text) for text in by_text]  # type: ignore[attr-defined]
        if len(units) < 2:  # noqa: PLR2004 - nothing to choose from
            del self.fields["puskesmas"]
        else:
            rows = [("", "Semua puskesmas"), *((str(pk), name) for pk, name in units.items())]
            self.fields["puskesmas"].choices = rows  # type: ignore[attr-defined]
