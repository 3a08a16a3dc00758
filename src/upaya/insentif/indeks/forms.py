"""The sheet on which the Dinas publishes a month's indices: three numbers a puskesmas."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from upaya.core.fields import in_words
from upaya.core.reasons import says_something
from upaya.insentif.indeks.queries import UsulanIndeks
from upaya.insentif.indeks.services import TANPA_ALASAN, Indices, Penerbitan
from upaya.rules import numbers
from upaya.rules.money import indeks
from upaya.rules.numbers import NumberError

NAMES = ("kinerja_spm", "kesulitan_wilayah", "beban_kerja")
LABELS = {
    "kinerja_spm": "Indeks kinerja SPM",
    "kesulitan_wilayah": "Indeks kesulitan wilayah",
    "beban_kerja": "Indeks beban kerja",
}


class IndexField(forms.DecimalField):
    """A number from 0 to 1 with at most four decimals, however people write it."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own options
        super().__init__(min_value=0, max_value=1, max_digits=5, decimal_places=4, **kwargs)
        self.widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "cell"})

    def to_python(  # type: ignore[override] # as DecimalField itself
        self,
        value: Any,  # noqa: ANN401 - whatever was posted
    ) -> Decimal | None:
        """The number that was typed; what is stored is one already."""
        if not isinstance(value, str):
            number: Decimal | None = super().to_python(value)
            return number
        try:
            return numbers.ratio(value)
        except NumberError as refused:
            raise in_words(refused) from refused

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - stored or as typed
        """Show a stored number the Indonesian way, "0,27"; keep what somebody typed."""
        return indeks(value) if isinstance(value, Decimal) else value


class IndeksForm(forms.Form):
    """Rows of three fields; a row left empty is not published, a row half filled is a fault.

    A proposal that lacks an index and that nobody touched is passed over like an empty row.
    """

    nomor_surat = forms.CharField(label="Nomor surat Dinas", max_length=80)
    alasan = forms.CharField(
        label="Alasan perubahan",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Wajib bila mengubah indeks yang sudah terbit atau menerbitkan di luar tabel.",
    )

    def __init__(
        self,
        rows: Sequence[UsulanIndeks],
        allowed: Penerbitan,
        data: Any = None,  # noqa: ANN401 - QueryDict
    ) -> None:
        super().__init__(data)
        self.allowed = allowed
        self.rows = [row for row in rows if not row.terkunci]
        for row in self.rows:
            for name in NAMES:
                counts = row.terbit or row
                self.fields[f"{name}_{row.puskesmas.pk}"] = IndexField(
                    label=f"{LABELS[name]} {row.puskesmas.nama}",
                    required=False,
                    initial=getattr(counts, name),
                )

    def cells(self, row: UsulanIndeks) -> list[forms.BoundField]:
        """The three fields of a puskesmas; [] when its indices are locked."""
        if row.terkunci:
            return []
        return [self[f"{name}_{row.puskesmas.pk}"] for name in NAMES]

    def clean(self) -> dict[str, Any]:
        """Faults that concern more than one field, said at the field that lacks."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for row in self.rows:
            keys = [f"{name}_{row.puskesmas.pk}" for name in NAMES]
            given = [cleaned.get(key) is not None for key in keys]
            touched = any(key in self.changed_data for key in keys)
            if touched and any(given) and not all(given):
                for key, present in zip(keys, given, strict=True):
                    if not present and key not in self.errors:
                        self.add_error(key, "Isi ketiga indeks, atau kosongkan ketiganya.")
        changes = self.changes()
        for row, indices in changes:
            for name, value in indices.items():
                if fault := self.allowed.galat(row.puskesmas, name, value):
                    self.add_error(f"{name}_{row.puskesmas.pk}", f"{fault[:1].upper()}{fault[1:]}")
        if changes and not says_something(self.cleaned_data.get("alasan", "")):
            self._ask_for_a_reason(changes)
        return cleaned

    def _ask_for_a_reason(self, changes: Sequence[tuple[UsulanIndeks, Indices]]) -> None:
        """What changes a publication or stands outside the tables says why."""
        if any(row.terbit for row, _ in changes):
            self.add_error("alasan", "Tulis alasan mengubah indeks yang sudah terbit.")
        elif any(self.allowed.di_luar(*pair) for _, each in changes for pair in each.items()):
            self.add_error("alasan", f"{TANPA_ALASAN[:1].upper()}{TANPA_ALASAN[1:]}")

    def changes(self) -> list[tuple[UsulanIndeks, Indices]]:
        """What would be published: rows filled in whole that differ from what counts now."""
        found = []
        for row in self.rows:
            values = [self.cleaned_data.get(f"{name}_{row.puskesmas.pk}") for name in NAMES]
            if any(value is None for value in values):
                continue
            indices = Indices(*(Decimal(value) for value in values if value is not None))
            if row.terbit is None or any(
                getattr(row.terbit, name) != getattr(indices, name) for name in NAMES
            ):
                found.append((row, indices))
        return found
