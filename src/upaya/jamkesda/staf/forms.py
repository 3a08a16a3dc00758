"""Forms of appointments: who, in which role, upon which training; the decree; its end."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.http import QueryDict

from upaya.akun.models import DEMO_PREFIX
from upaya.alur.forms import LONG
from upaya.core import clock
from upaya.core.fields import TanggalField
from upaya.core.registry import registry
from upaya.jamkesda.staf.models import PERAN_PPK, PERAN_UPT, Penunjukan

_NAME = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]{2,79}$",
    "Pakai sedikitnya tiga huruf kecil, angka, titik, garis, atau garis bawah.",
)
FIELDS = ("nama", "nama_pengguna", "surel", "role", "mulai", "sampai", "pelatihan", "alasan")
_SK = {"required": "Isi nomor SK."}


class UsulanForm(forms.Form):
    """Who is proposed for which role of the UPT."""

    kunci = forms.UUIDField(widget=forms.HiddenInput, required=False)
    nama = forms.CharField(
        label="Nama", max_length=120, error_messages={"required": "Isi namanya."}
    )
    nama_pengguna = forms.CharField(
        label="Nama pengguna",
        max_length=80,
        validators=[_NAME],
        help_text="Nama untuk masuk, misalnya siti.aminah. Yang sudah mempunyai akun tetap "
        "memakai namanya sendiri.",
        error_messages={"required": "Isi nama penggunanya."},
    )
    surel = forms.EmailField(
        label="Alamat surel",
        max_length=254,
        help_text="Tautan kata sandi dikirim ke sini sesudah SK ditetapkan.",
        error_messages={
            "required": "Isi alamat surelnya.",
            "invalid": "Ini bukan alamat surel; tulis seperti nama@contoh.go.id.",
        },
    )
    role = forms.ChoiceField(label="Peran")
    pelatihan = forms.CharField(
        label="Pelatihan atau pengalaman",
        max_length=200,
        help_text="Pelatihan e-Jamkesda, tempat dan tahunnya, atau pengalaman yang setara.",
        error_messages={"required": "Isi pelatihannya."},
    )
    mulai = TanggalField(label="Berlaku mulai", error_messages={"required": "Isi tanggalnya."})
    sampai = TanggalField(
        label="Berlaku sampai",
        help_text="Hak masuk berakhir bersama SK.",
        error_messages={"required": "Isi tanggalnya."},
    )
    alasan = forms.CharField(
        label="Alasan", max_length=400, widget=LONG, error_messages={"required": "Tulis alasannya."}
    )
    roles = PERAN_UPT

    def __init__(self, data: QueryDict | None = None) -> None:
        today = clock.today()
        last = today.replace(month=12, day=31)
        start = {"kunci": uuid.uuid4(), "mulai": today, "sampai": last}
        super().__init__(data, initial=start)
        field: Any = self.fields["role"]
        field.choices = [(name, registry().role_label(name)) for name in self.roles]

    def clean_surel(self) -> str:
        """In small letters, as accounts are kept."""
        return str(self.cleaned_data["surel"]).lower()

    def clean_nama_pengguna(self) -> str:
        """The demo's names belong to the demo."""
        said = str(self.cleaned_data["nama_pengguna"])
        if said.startswith(DEMO_PREFIX):
            raise ValidationError(f"Awalan “{DEMO_PREFIX}” hanya untuk akun demo.")
        return said

    def clean(self) -> dict[str, Any]:
        """A decree that has run out gives nobody anything."""
        said: dict[str, Any] = super().clean() or {}
        begins, ends = said.get("mulai"), said.get("sampai")
        if begins and ends and ends < begins:
            self.add_error("sampai", "Tanggal akhir mendahului tanggal mulai.")
        elif ends and ends < clock.today():
            self.add_error("sampai", "Masa ini sudah lewat.")
        return said

    @property
    def values(self) -> Mapping[str, Any]:
        """The fields of the appointment."""
        return {name: self.cleaned_data[name] for name in FIELDS}


class TunjukForm(UsulanForm):
    """Whom the head of a PPK appoints, by which decree."""

    nomor_sk = forms.CharField(label="Nomor SK", max_length=80, error_messages=_SK)
    tanggal_sk = TanggalField(label="Tanggal SK", error_messages={"required": "Isi tanggal SK."})
    roles = PERAN_PPK


class PutusForm(forms.Form):
    """The word of the Kepala Dinas."""

    TETAPKAN, TOLAK = "tetapkan", "tolak"
    putusan = forms.ChoiceField(
        label="Putusan",
        choices=[(TETAPKAN, "Tetapkan dengan SK"), (TOLAK, "Tolak")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih putusannya."},
    )
    nomor_sk = forms.CharField(label="Nomor SK", max_length=80, required=False)
    tanggal_sk = TanggalField(label="Tanggal SK", required=False)
    alasan = forms.CharField(
        label="Catatan atau alasan menolak", max_length=400, widget=LONG, required=False
    )

    def clean(self) -> dict[str, Any]:
        """A decree has a number and a day; a refusal has a reason."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("putusan") == self.TETAPKAN:
            if not said.get("nomor_sk"):
                self.add_error("nomor_sk", "Isi nomor SK.")
            if not said.get("tanggal_sk") and "tanggal_sk" in said:
                self.add_error("tanggal_sk", "Isi tanggal SK.")
        elif said.get("putusan") == self.TOLAK and not said.get("alasan"):
            self.add_error("alasan", "Tulis alasannya.")
        return said


class CabutForm(forms.Form):
    """A decree that ends early."""

    hari = TanggalField(
        label="Berakhir pada",
        help_text="Hari terakhir orang ini masih dapat bekerja di aplikasi.",
        error_messages={"required": "Isi tanggalnya."},
    )
    alasan = forms.CharField(
        label="Alasan", max_length=400, widget=LONG, error_messages={"required": "Tulis alasannya."}
    )

    def __init__(self, data: QueryDict | None = None, *, found: Penunjukan) -> None:
        first = max(found.mulai, clock.today())
        super().__init__(data, initial={"hari": min(first, found.sampai)})
