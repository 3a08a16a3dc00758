"""Forms of what a district decrees of the allocation: weights, bands, spending that stands."""

from __future__ import annotations

from typing import Any

from django import forms

from upaya.core import clock
from upaya.core.fields import DesimalField, RupiahField
from upaya.regulasi.forms import DecreeForm, OwnForm
from upaya.regulasi.ketetapan import Nilai
from upaya.regulasi.queries import rulebook_for
from upaya.rules.bok.alokasi import BERLAWANAN, SEARAH
from upaya.rules.bok.kriteria import KODE, NAMA, nama_kriteria, pita_kriteria
from upaya.rules.money import plain

_WAYS = [
    (SEARAH, "Searah: makin besar nilainya, makin besar bagiannya"),
    (BERLAWANAN, "Berlawanan: makin kecil nilainya, makin besar bagiannya"),
]
CATEGORIES = ("transportasi", "geografi", "lokal")
"""Criteria whose value is a category; the last one only where the district makes it one."""
_LONG = 400


class BobotForm(DecreeForm):
    """Weight and direction of each criterion; one without a weight does not count."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(*args, **kwargs)
        names = _names(self.scope.kabupaten or "")
        for kode in KODE:
            self.fields[f"bobot_{kode}"] = DesimalField(
                label=f"Bobot: {names[kode]}", maximum=999, required=False
            )
            self.fields[f"arah_{kode}"] = forms.ChoiceField(
                label=f"Arah: {names[kode]}", choices=_WAYS, required=False
            )
        self.order_fields([f"{what}_{kode}" for kode in KODE for what in ("bobot", "arah")])

    def clean(self) -> dict[str, Any]:
        """Something must weigh."""
        data = super().clean()
        first = f"bobot_{KODE[0]}"
        if not self.errors and not any(data.get(f"bobot_{kode}") for kode in KODE):
            self.add_error(first, "Isi bobot paling sedikit satu kriteria.")
        return data

    def nilai(self) -> Nilai:
        """The criteria that weigh, in the order of the text."""
        data = self.cleaned_data
        found = []
        for kode in KODE:
            weight = data.get(f"bobot_{kode}")
            if weight:
                way = " berlawanan" if data.get(f"arah_{kode}") == BERLAWANAN else ""
                found.append(f"{kode}={plain(weight)}{way}")
        return "; ".join(found)


def _names(district: str) -> dict[str, str]:
    book = rulebook_for(district)
    rows = [value for value in book.values() if value.key == NAMA]
    known = book.find(NAMA, clock.today(), district)
    return nama_kriteria(known or max(rows, key=lambda value: value.in_force, default=None))


class PitaForm(DecreeForm):
    """The categories of a criterion that is not measured, each with its score."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(*args, **kwargs)
        names = _names(self.scope.kabupaten or "")
        for kode in CATEGORIES:
            self.fields[f"pita_{kode}"] = forms.CharField(
                label=f"Golongan: {names[kode]}",
                max_length=_LONG,
                required=False,
                help_text="Nama golongan dan nilainya, misalnya dataran=1, perbukitan=2, "
                "kepulauan=4. Kosongkan bila diukur dengan angka.",
            )
        self.order_fields([f"pita_{kode}" for kode in CATEGORIES])

    def clean(self) -> dict[str, Any]:
        """Each is read at its field, as the rules read it."""
        data = super().clean()
        for kode in CATEGORIES:
            text = _tidy(data.get(f"pita_{kode}") or "")
            data[f"pita_{kode}"] = text
            try:
                if text:
                    pita_kriteria(f"{kode}: {text}")
            except ValueError:
                self.add_error(
                    f"pita_{kode}",
                    "Tulis seperti dataran=1, kepulauan=4: tiap golongan sekali, huruf kecil, "
                    "nilainya angka biasa, dan tidak semuanya nol.",
                )
        if not self.errors and not any(data[f"pita_{kode}"] for kode in CATEGORIES):
            self.add_error(f"pita_{CATEGORIES[0]}", "Isi paling sedikit satu kriteria.")
        return data

    def nilai(self) -> Nilai:
        """By criterion, in the order of the text."""
        data = self.cleaned_data
        return "; ".join(
            f"{kode}: {data[f'pita_{kode}']}" for kode in CATEGORIES if data[f"pita_{kode}"]
        )


def _tidy(text: str) -> str:
    """Spaces and letters as the rules write them."""
    parts = (" ".join(part.split()).casefold() for part in text.split(","))
    return ", ".join(part.replace(" =", "=").replace("= ", "=") for part in parts if part)


class CovidDiakuiForm(OwnForm):
    """What a puskesmas had spent on COVID-19 beyond its part, and goes on with (ayat (9))."""

    jumlah = RupiahField(
        label="Pemanfaatan COVID-19 yang tetap dapat dilaksanakan",
        minimum=1,
        help_text="Seluruhnya setahun, bukan kelebihannya. Pertanggungjawabannya menurut Peraturan "
        "Menteri Kesehatan (Pasal 5 ayat (9)).",
    )
    field_order = ("puskesmas", "jumlah")

    def nilai(self) -> Nilai:
        """Whole rupiah."""
        return int(self.cleaned_data["jumlah"])
