"""Forms of objections: the officer's, the head's answer, and what a list of them is narrowed by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from django import forms
from django.http import QueryDict

from upaya.alur.forms import TEXT_LIMIT
from upaya.core.fields import in_words
from upaya.core.lists import FilterForm
from upaya.insentif.isian.forms import set_choices
from upaya.insentif.sanggahan.models import Pokok, Sanggahan
from upaya.insentif.sanggahan.services import MENJAWAB
from upaya.rules import dates
from upaya.rules.dates import DateError

_WORDS = forms.Textarea(attrs={"rows": 4})


class SanggahanForm(forms.Form):
    """Which of the five sentences is wrong, and why."""

    pokok = forms.ChoiceField(
        label="Kalimat yang menurut Anda keliru",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Pilih satu dari lima kalimat.",
            "invalid_choice": "Pilih satu dari lima kalimat.",
        },
    )
    uraian = forms.CharField(
        label="Apa yang keliru dan bagaimana seharusnya",
        help_text="Sebutkan tanggal, kegiatan, atau surat yang dapat diperiksa. Dibaca kepala "
        "puskesmas dan Dinas Kesehatan, dan disimpan beserta jawabannya.",
        widget=_WORDS,
        max_length=TEXT_LIMIT,
        error_messages={"required": "Tulis apa yang keliru."},
    )

    def __init__(self, data: QueryDict | None = None, *, kalimat: Mapping[str, str]) -> None:
        super().__init__(data)
        set_choices(self, "pokok", list(kalimat.items()))

    def clean_pokok(self) -> Pokok:
        """The point as the model knows it."""
        return Pokok(self.cleaned_data["pokok"])


class JawabanForm(forms.Form):
    """What the head decided, and the words the officer reads."""

    putusan = forms.ChoiceField(
        label="Putusan",
        choices=[(status.value, status.label) for status in MENJAWAB],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Pilih putusannya.",
            "invalid_choice": "Pilih putusannya.",
        },
    )
    jawaban = forms.CharField(
        label="Jawaban untuk petugas",
        help_text="Jawaban dan putusan tidak dapat diubah setelah dikirim.",
        widget=_WORDS,
        max_length=TEXT_LIMIT,
        error_messages={"required": "Tulis jawabannya, agar petugas tahu alasannya."},
    )


class SanggahanFilter(FilterForm):
    """Status, point, month, names; a puskesmas has only its own."""

    status = forms.ChoiceField(
        label="Status", required=False, choices=[("", "Semua"), *Sanggahan.Status.choices]
    )
    pokok = forms.ChoiceField(
        label="Yang disanggah", required=False, choices=[("", "Semua"), *Pokok.choices]
    )
    bulan = forms.CharField(label="Bulan, misalnya 2022-08", required=False, max_length=40)
    nama = forms.CharField(label="Nama petugas", required=False, max_length=80)
    puskesmas = forms.CharField(label="Puskesmas", required=False, max_length=80)

    lookups: ClassVar[dict[str, str]] = {
        "status": "status",
        "pokok": "pokok",
        "nama": "petugas__nama__icontains",
        "puskesmas": "pengajuan__puskesmas__nama__icontains",
        "bulan": "pengajuan__periode",
    }

    def __init__(self, data: QueryDict, *, district: bool) -> None:
        super().__init__(data)
        if not district:
            del self.fields["puskesmas"]

    def clean_bulan(self) -> date | None:
        """The first day of the month that was typed."""
        try:
            found = dates.month(self.cleaned_data["bulan"])
        except DateError as refused:
            raise in_words(refused) from refused
        return None if found is None else found.first_day
