"""Which months and which puskesmas a dashboard shows."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.http import QueryDict

from upaya.insentif.isian.forms import set_choices
from upaya.rules.rentang import Rentang


class RentangForm(forms.Form):
    """Year and stretch; what cannot be read is the first choice."""

    tahun = forms.ChoiceField(label="Tahun", required=False)
    rentang = forms.ChoiceField(label="Rentang", required=False, choices=Rentang.pilihan())

    def __init__(self, data: QueryDict, years: list[int]) -> None:
        by_text = {str(year): year for year in years}
        codes = dict(Rentang.pilihan())
        year = by_text.get(data.get("tahun", ""), years[0])
        code = data.get("rentang", "")
        self.pilihan = Rentang.parse(year, code if code in codes else "")
        super().__init__({"tahun": str(year), "rentang": self.pilihan.kode})
        set_choices(self, "tahun", [(text, text) for text in by_text])

    def choose(self, name: str, label: str, rows: list[tuple[str, str]], chosen: str) -> None:
        """One more field, with what is chosen in it."""
        self.fields[name] = forms.ChoiceField(label=label, required=False, choices=rows)
        self.data = {**self.data, name: chosen}


class PilihanForm(RentangForm):
    """Year, stretch and, where there are several, the puskesmas: `unit` is the one chosen."""

    def __init__(self, data: QueryDict, years: list[int], units: Mapping[int, str]) -> None:
        super().__init__(data, years)
        self.unit = {str(pk): pk for pk in units}.get(data.get("puskesmas", ""))
        if len(units) > 1:
            rows = [("", "Semua puskesmas"), *((str(pk), name) for pk, name in units.items())]
            self.choose("puskesmas", "Puskesmas", rows, str(self.unit or ""))
