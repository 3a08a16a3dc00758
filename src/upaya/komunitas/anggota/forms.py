"""Forms of members."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from upaya.komunitas.anggota.models import Anggota, Frekuensi
from upaya.komunitas.diskusi.forms import TamuForm

_PHONE = re.compile(r"\+?[0-9]{9,15}")


class _Tentang(forms.Form):
    """What a member says of themselves."""

    nama = forms.CharField(
        label="Nama", max_length=80, error_messages={"required": "Tulis nama Anda."}
    )
    lembaga = forms.CharField(label="Lembaga", max_length=120, required=False)
    golongan = forms.ChoiceField(
        label="Golongan",
        choices=[("", "Pilih"), *Anggota.Golongan.choices],
        error_messages={"required": "Pilih golongannya."},
    )
    telepon = forms.CharField(
        label="Nomor WhatsApp",
        max_length=24,
        required=False,
        help_text="Dipakai bila pengelola menyalakan kabar WhatsApp; tidak ditampilkan.",
    )

    def clean_telepon(self) -> str:
        """Digits, with or without a plus."""
        typed = re.sub(r"[\s().-]", "", self.cleaned_data["telepon"])
        if typed and not _PHONE.fullmatch(typed):
            raise ValidationError("Tulis nomornya dengan angka, misalnya 081234567890.")
        return typed


class DaftarForm(_Tentang, TamuForm):
    """Registering."""

    surel = forms.EmailField(
        label="Surel",
        max_length=200,
        help_text="Tautan dikirim ke sini. Tidak tampil kepada siapa pun.",
        error_messages={
            "required": "Tulis alamat surel Anda.",
            "invalid": "Alamat surel ini belum lengkap, misalnya nama@contoh.id.",
        },
    )
    frekuensi = forms.ChoiceField(
        label="Kabar lewat surel", choices=Frekuensi.choices, initial=Frekuensi.MINGGUAN
    )

    field_order = ("nama", "surel", "lembaga", "golongan", "frekuensi", "telepon")


class MasukForm(TamuForm):
    """A member without a browser that knows them."""

    surel = forms.EmailField(
        label="Surel",
        max_length=200,
        error_messages={
            "required": "Tulis alamat surel Anda.",
            "invalid": "Alamat surel ini belum lengkap, misalnya nama@contoh.id.",
        },
    )


class TentangForm(_Tentang):
    """What a member puts right."""


class FrekuensiForm(forms.Form):
    """How often news comes."""

    frekuensi = forms.ChoiceField(
        label="Kabar lewat surel",
        choices=Frekuensi.choices,
        help_text="Tiap topik dapat diatur sendiri pada halamannya.",
        error_messages={"required": "Pilih salah satu."},
    )


class IkutiForm(forms.Form):
    """How often news of one topic comes."""

    frekuensi = forms.ChoiceField(
        label="Kabar topik ini",
        required=False,
        choices=[("", "Seperti kabar keseluruhan"), *Frekuensi.choices],
    )


def less_often(whole: str, most: str) -> list[tuple[str, Any]]:
    """What is offered before none: rarer than what comes most often, never above the whole."""
    order = Frekuensi.values
    at = max(order.index(most) + 1, order.index(whole))
    return [choice for choice in Frekuensi.choices[at:] if choice[0] != Frekuensi.TIDAK]
