"""Forms of the price list."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict

from upaya.bok.harga.models import HargaSatuan
from upaya.core.fields import RupiahField, TanggalField
from upaya.core.lists import FilterForm


class HargaForm(forms.Form):
    """A price: of what, per what, where, since when, by which decree."""

    nama = forms.CharField(label="Nama", max_length=160, help_text="Misalnya Transpor lokal.")
    satuan = forms.CharField(label="Satuan", max_length=40, help_text="Misalnya orang per kali.")
    belanja = forms.ChoiceField(label="Jenis belanja")
    wilayah = forms.ChoiceField(label="Wilayah", choices=HargaSatuan.Wilayah.choices)
    harga = RupiahField(label="Harga satuan")
    mulai = TanggalField(label="Berlaku mulai")
    nomor_keputusan = forms.CharField(label="Nomor keputusan", max_length=120)
    contoh = forms.BooleanField(
        label="Hanya contoh, belum ada keputusan yang sebenarnya", required=False
    )

    def __init__(self, data: QueryDict | None = None, *, kinds: dict[str, str]) -> None:
        super().__init__(data)
        choice = self.fields["belanja"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - for the type checker
        choice.choices = [(letter, f"{letter}. {name}") for letter, name in kinds.items()]


class AkhirForm(forms.Form):
    """The last day of a price."""

    sampai = TanggalField(label="Hari terakhir berlaku")


class HargaFilter(FilterForm):
    """Above the list."""

    cari = forms.CharField(label="Nama", required=False, max_length=80)
    hari = TanggalField(label="Berlaku pada", required=False)
    lookups: ClassVar[dict[str, str]] = {"cari": "nama__icontains"}

    def narrow_hari(self, rows: QuerySet[HargaSatuan], value: Any) -> QuerySet[HargaSatuan]:  # noqa: ANN401 - a cleaned field
        """Those in force on that day."""
        return rows.filter(Q(mulai__lte=value) & (Q(sampai=None) | Q(sampai__gte=value)))
