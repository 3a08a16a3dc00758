"""Forms of an allocation: the year, its terms, the values of a criterion, what-if."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from upaya.bok.alokasi.models import TAHUN_LALU, Alokasi, KriteriaAlokasi
from upaya.bok.alokasi.reading import BacaanAlokasi
from upaya.core.fields import DesimalField, RupiahField, TahunField
from upaya.core.reasons import says_something
from upaya.rules.bok.alokasi import ARAH, Kriteria
from upaya.rules.bok.kriteria import SATUAN
from upaya.rules.money import exact_decimal, plain
from upaya.rules.numbers import MAX_AMOUNT


class BukaAlokasiForm(forms.Form):
    """Which year's allocation is prepared."""

    tahun = TahunField()


class KetentuanForm(forms.Form):
    """How much is shared out, and within which bounds."""

    total = RupiahField(
        label="BOK Puskesmas se-kabupaten setahun",
        minimum=1,
        help_text="Jumlah dalam Keputusan Menteri Kesehatan (Pasal 5 ayat (1)).",
    )
    lantai = RupiahField(
        label="Bagian paling sedikit",
        required=False,
        help_text="Sebelum STBM. Pilihan kabupaten; kosongkan bila tidak dipakai.",
    )
    perubahan = DesimalField(
        label="Perubahan paling besar dari tahun lalu",
        maximum=100,
        suffix="%",
        places=2,
        required=False,
        help_text="Pilihan kabupaten; kosongkan bila tidak dipakai.",
    )
    versi = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, case: Alokasi) -> None:
        initial = {
            "total": case.total or None,
            "lantai": case.lantai,
            "perubahan": case.perubahan,
            "versi": case.versi,
        }
        super().__init__(data, initial=initial)


class NilaiForm(forms.Form):
    """One criterion: a box for each puskesmas, and where the values come from."""

    sumber = forms.CharField(
        label="Sumber nilai",
        max_length=200,
        help_text="Misalnya Kabupaten Situbondo Dalam Angka 2021, tabel 3.1.",
    )
    versi = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, reading: BacaanAlokasi, kode: str) -> None:
        row = reading.isian.get(kode)
        own, source = _known(reading, kode, row)
        super().__init__(data, initial={"sumber": source, "versi": row.versi if row else 0})
        bands = reading.ketentuan.pita.get(kode) if reading.ketentuan else None
        self.names = {f"nilai-{unit.pk}": str(unit.pk) for unit in reading.aktif}
        for unit in reading.aktif:
            name = f"nilai-{unit.pk}"
            self.fields[name] = _field(kode, str(unit.nama), bands)
            self.initial[name] = _shown(kode, own.get(str(unit.pk), ""), categories=bool(bands))

    def clean_sumber(self) -> str:
        """In words."""
        said = str(self.cleaned_data["sumber"]).strip()
        if not says_something(said):
            raise ValidationError("Sebutkan sumbernya: buku, tabel, atau surat.")
        return said

    @property
    def values(self) -> dict[str, str]:
        """What the table keeps: plain digits or a category by the key of the puskesmas."""
        return {
            key: plain(value) if isinstance(value, int | Decimal) else str(value)
            for name, key in self.names.items()
            if (value := self.cleaned_data.get(name)) not in (None, "")
        }


def _field(kode: str, label: str, bands: Mapping[str, Fraction] | None) -> forms.Field:
    if kode == TAHUN_LALU:
        return RupiahField(label=label, required=False)
    if bands is not None:
        scores = {name: exact_decimal(score) for name, score in bands.items()}
        rows = [(name, f"{name} ({plain(score or Decimal())})") for name, score in scores.items()]
        return forms.ChoiceField(label=label, required=False, choices=[("", "Pilih"), *rows])
    unit = SATUAN.get(kode, "")
    return DesimalField(label=label, required=False, maximum=MAX_AMOUNT, suffix=unit)


def _shown(kode: str, text: str, *, categories: bool) -> object:
    if not text or categories:
        return text
    try:
        return int(text) if kode == TAHUN_LALU else Decimal(text)
    except (ValueError, ArithmeticError):  # a category, from a time when there were bands
        return ""


def _known(
    reading: BacaanAlokasi, kode: str, row: KriteriaAlokasi | None
) -> tuple[Mapping[str, str], str]:
    """What stands there; before anything does, the population that the house knows already."""
    if row is not None:
        return row.nilai, row.sumber
    return (reading.penduduk, reading.sumber_penduduk) if kode == "penduduk" else ({}, "")


class CobaForm(forms.Form):
    """What-if: other terms and other weights, nothing kept."""

    total = RupiahField(label="BOK Puskesmas se-kabupaten", minimum=1)
    lantai = RupiahField(label="Bagian paling sedikit", required=False)
    perubahan = DesimalField(
        label="Perubahan paling besar", maximum=100, suffix="%", places=2, required=False
    )

    def __init__(self, data: QueryDict | None = None, *, reading: BacaanAlokasi) -> None:
        asked = reading.permintaan
        super().__init__(data)
        self.kinds: tuple[Kriteria, ...] = asked.kriteria if asked else ()
        if asked is None:
            return
        change = None if asked.perubahan is None else exact_decimal(asked.perubahan * 100)
        self.initial.update({"total": asked.total, "lantai": asked.lantai, "perubahan": change})
        names = reading.ketentuan.nama if reading.ketentuan else {}
        for one in self.kinds:
            name = names.get(one.kode, one.kode)
            self.fields[f"bobot_{one.kode}"] = DesimalField(label=f"Bobot: {name}", maximum=999)
            self.fields[f"arah_{one.kode}"] = forms.ChoiceField(
                label=f"Arah: {name}", choices=[(way, way.capitalize()) for way in ARAH]
            )
            self.initial[f"bobot_{one.kode}"] = exact_decimal(one.bobot)
            self.initial[f"arah_{one.kode}"] = one.arah

    @property
    def changes(self) -> dict[str, Any]:
        """The request's fields as they were tried."""
        data = self.cleaned_data
        change = data["perubahan"]
        return {
            "total": data["total"],
            "lantai": data["lantai"],
            "perubahan": None if change is None else Fraction(change) / 100,
            "kriteria": tuple(
                Kriteria(one.kode, Fraction(data[f"bobot_{one.kode}"]), data[f"arah_{one.kode}"])
                for one in self.kinds
            ),
        }
