"""The form of a scenario: months, puskesmas, and every parameter that may be changed.

A box left empty keeps today's value; of a list or a table, only the filled boxes change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from upaya.core.fields import AngkaField, in_words
from upaya.core.lists import FilterForm
from upaya.insentif.simulasi import presenters
from upaya.insentif.simulasi.models import Simulasi
from upaya.rules import numbers
from upaya.rules.insentif.ketentuan import DASAR
from upaya.rules.money import angka, exact_context
from upaya.rules.numbers import NumberError
from upaya.rules.parameter import RawValue, RuleBook, Scalar
from upaya.rules.period import Period
from upaya.rules.scenario import (
    BATAS_PENDUDUK,
    BATAS_SPM,
    FORMULA,
    KONTINU,
    METODE,
    NOL,
    PEMBAGIAN,
    SKOR_PENDIDIKAN,
    SKOR_TAMBAHAN,
    SKOR_TERBUKA,
    SKOR_UTAMA,
    Skenario,
    SkenarioSalah,
    susun,
)

URUTAN = (
    DASAR,
    FORMULA,
    PEMBAGIAN,
    METODE,
    BATAS_SPM,
    KONTINU,
    NOL,
    BATAS_PENDUDUK,
    SKOR_PENDIDIKAN,
    SKOR_TERBUKA,
    SKOR_UTAMA,
    SKOR_TAMBAHAN,
)
"""Parameters in the order of the form."""

_EXACT = exact_context()
_PERSEN = Decimal(100)
_DIGITS = 6


class DesimalField(forms.Field):
    """An exact number such as "7,5"; `persen` gives the ratio of the percentage typed."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "panjang": f"Paling banyak {_DIGITS} angka di belakang koma.",
    }

    def __init__(self, *, persen: bool = False, **options: Any) -> None:  # noqa: ANN401 - Django's
        options["widget"] = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(required=False, **options)
        self.persen = persen

    def to_python(self, value: object) -> Decimal | None:
        """The number that was typed, with a comma or a point."""
        read = numbers.percent if self.persen else numbers.decimal
        try:
            found = read("" if value is None else str(value))
        except NumberError as refused:
            raise in_words(refused) from refused
        most = _DIGITS + (2 if self.persen else 0)
        if found is not None and -int(found.as_tuple().exponent) > most:
            raise ValidationError(self.error_messages["panjang"], code="panjang")
        return found

    def prepare_value(self, value: object) -> object:
        """A stored number as people write it; what was typed stays as it was typed."""
        if isinstance(value, Decimal):
            return angka(_EXACT.multiply(value, _PERSEN) if self.persen else value)
        return value


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """One parameter on the form: its title, what is in force, its boxes with their units."""

    kunci: str
    judul: str
    sekarang: list[presenters.Sekarang]
    kotak: list[tuple[forms.BoundField, str]]

    @property
    def ringkas(self) -> str:
        """Today's value or values for the heading."""
        return ", ".join(each.pendek for each in self.sekarang)

    @property
    def terisi(self) -> bool:
        """Whether any box is filled or at fault: then the group stands open."""
        return any(field.errors or field.value() not in (None, "") for field, _ in self.kotak)


class SimulasiForm(forms.Form):
    """A new simulation. `periods` and `units` are what can be chosen."""

    nama = forms.CharField(
        label="Nama simulasi", max_length=120, help_text="Misalnya: dasar 10%, tanpa indeks beban."
    )
    bulan = forms.MultipleChoiceField(label="Bulan", widget=forms.CheckboxSelectMultiple)
    puskesmas = forms.TypedMultipleChoiceField(
        label="Puskesmas",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tanpa pilihan berarti semua puskesmas.",
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - QueryDict
        *,
        book: RuleBook,
        kabupaten: str,
        periods: Sequence[tuple[Period, int]],
        units: Sequence[tuple[int, str]],
        dari: Simulasi | None = None,
    ) -> None:
        super().__init__(data, initial=_initial(dari, periods))
        self.book, self.kabupaten = book, kabupaten
        self.periods = [period for period, _count in periods]
        self.skenario = Skenario()
        self._set_choices("bulan", [(str(p), f"{p.nama} ({n} puskesmas)") for p, n in periods])
        self._set_choices("puskesmas", [(pk, nama) for pk, nama in units])
        self.present = self._present()
        self._names: dict[str, list[str]] = {}
        kept = dari.isi_skenario.nilai if dari is not None else {}
        for key, raw in self.present.items():
            self._add_boxes(key, raw, kept.get(key))

    def _set_choices(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = choices

    def _present(self) -> dict[str, RawValue]:
        """Today's values: those of the newest month."""
        if not self.periods:
            return {}
        day = presenters.last_day(self.periods)
        found = ((key, self.book.find(key, day, self.kabupaten)) for key in URUTAN)
        return {key: value.value for key, value in found if value is not None}

    def _add_boxes(self, key: str, raw: RawValue, kept: RawValue | None) -> None:
        """A box for every number of the parameter; `kept` fills them from an older scenario."""
        labels = presenters.nama_bagian(key, raw) or [presenters.judul(self.book, key)]
        olds = _items(kept) if kept is not None else [None] * len(labels)
        self._names[key] = []
        for at, (label, item, old) in enumerate(zip(labels, _items(raw), olds, strict=True)):
            name = f"{key.rpartition('insentif_ukm.')[2].replace('.', '_')}_{at}"
            self._names[key].append(name)
            self.fields[name] = _field(key, label, item)
            if old is not None and old != item:
                self.initial[name] = old

    def groups(self) -> Iterator[FieldGroup]:
        """The parameters with their boxes, for the template."""
        for key, names in self._names.items():
            yield FieldGroup(
                key,
                presenters.judul(self.book, key),
                presenters.sekarang(self.book, key, self.kabupaten, self.periods),
                [(self[name], _UNITS.get(key, "")) for name in names],
            )

    def clean(self) -> dict[str, Any]:
        """Build the scenario; what makes no sense is said at the parameter it is about."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        changed = {
            key: _merged(self.present[key], [data.get(name) for name in names])
            for key, names in self._names.items()
            if any(data.get(name) not in (None, "") for name in names)
            and not any(name in self.errors for name in names)
        }
        if not changed and not self.errors:
            raise ValidationError("Ubah paling sedikit satu aturan; yang dikosongkan tetap.")
        try:
            self.skenario = susun(changed, self.book)
        except SkenarioSalah as refused:
            for fault in refused.galat:
                self.add_error(self._names[fault.letak][0], fault.pesan)
        return data


_UNITS = {DASAR: "%", BATAS_SPM: "%", BATAS_PENDUDUK: "jiwa", PEMBAGIAN: "%"}


def _field(key: str, label: str, item: Scalar) -> forms.Field:
    present = f"Sekarang {presenters.teks(key, item)}."
    if isinstance(item, str):
        choices = [("", f"Tetap: {presenters.teks(key, item)}")]
        choices += [
            (value, words) for value, words in presenters.PILIHAN[key].items() if value != item
        ]
        return forms.ChoiceField(label=label, required=False, choices=choices)
    if isinstance(item, Decimal):
        percent = _UNITS.get(key) == "%"
        return DesimalField(label=label, persen=percent, help_text=present)
    return AngkaField(label=label, required=False, help_text=present)


def _items(raw: RawValue) -> list[Any]:
    if isinstance(raw, Mapping):
        return list(raw.values())
    return list(raw) if isinstance(raw, tuple) else [raw]


def _merged(present: RawValue, typed: Sequence[Any]) -> RawValue:
    """Today's value with the filled boxes in place of its own numbers."""
    items = [
        new if new not in (None, "") else old
        for new, old in zip(typed, _items(present), strict=True)
    ]
    if isinstance(present, Mapping):
        return MappingProxyType(dict(zip(present, items, strict=True)))
    if isinstance(present, tuple):
        return tuple(items)
    only: Scalar = items[0]
    return only


def _initial(dari: Simulasi | None, periods: Sequence[tuple[Period, int]]) -> dict[str, Any]:
    everything = [str(period) for period, _count in periods]
    if dari is None:
        return {"bulan": everything}
    return {
        "nama": f"{dari.nama} (ubahan)"[:120],
        "bulan": [month for month in dari.bulan if month in everything] or everything,
        "puskesmas": dari.puskesmas,
    }


class NamaForm(forms.Form):
    """Another name for a simulation."""

    nama = forms.CharField(label="Nama simulasi", max_length=120)


class SimulasiFilter(FilterForm):
    """Above the list of simulations."""

    cari = forms.CharField(label="Nama", required=False, max_length=80)
    status = forms.ChoiceField(
        label="Status", required=False, choices=[("", "Semua"), *Simulasi.Status.choices]
    )

    lookups: ClassVar[dict[str, str]] = {"cari": "nama__icontains", "status": "status"}
