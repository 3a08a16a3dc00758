"""One form for every register: its fields come from the kind."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from upaya.alur.forms import LONG, TEXT_LIMIT
from upaya.core import clock, files
from upaya.core.fields import AngkaField, RupiahField, TanggalField
from upaya.core.lists import FilterForm
from upaya.jamkesda.register.models import CatatanRegister
from upaya.rules.jamkesda.register import Bentuk, Isian, Macam
from upaya.wilayah.models import Unit

_SHORT = 160


def _field(one: Isian) -> forms.Field:
    said: dict[str, Any] = {"label": one.label, "required": one.wajib, "help_text": one.bantuan}
    if one.bentuk not in {Bentuk.BILANGAN, Bentuk.RUPIAH}:  # these say it by themselves
        said["error_messages"] = {"required": f"Isi {one.label.lower()}."}
    match one.bentuk:
        case Bentuk.TANGGAL:
            return TanggalField(**said)
        case Bentuk.BILANGAN:
            return AngkaField(**said)
        case Bentuk.RUPIAH:
            return RupiahField(**said)
        case Bentuk.PILIHAN:
            choices = [("", "Pilih"), *((each, each.capitalize()) for each in one.pilihan)]
            return forms.ChoiceField(choices=choices, **said)
        case Bentuk.PANJANG:
            return forms.CharField(widget=LONG, max_length=TEXT_LIMIT, **said)
    return forms.CharField(max_length=_SHORT, **said)


class CatatanForm(forms.Form):
    """A row of a register, its paper, and whose it is where somebody writes for others too."""

    def __init__(
        self,
        data: QueryDict | None = None,
        sent: MultiValueDict[str, Any] | None = None,
        *,
        macam: Macam,
        pemilik: list[Unit],
        catatan: CatatanRegister | None = None,
    ) -> None:
        initial: dict[str, Any] = {"kunci": uuid.uuid4()}
        if catatan is not None:
            initial |= _shown(macam, catatan.isi) | {"umum": catatan.terbitan is not None}
        super().__init__(data, sent, initial=initial)
        self._macam = macam
        if catatan is None:
            self.fields["kunci"] = forms.UUIDField(widget=forms.HiddenInput)
            if len(pemilik) > 1:
                self.fields["unit"] = forms.ChoiceField(
                    label="Milik",
                    choices=[(str(unit.pk), unit.nama) for unit in pemilik],
                    error_messages={"required": "Pilih pemiliknya."},
                )
        for one in macam.isian:
            self.fields[one.nama] = _field(one)
        self.fields["berkas"] = forms.FileField(
            label="Berkas", required=False, help_text="PDF, JPG, PNG, XLSX; paling besar 10 MB."
        )
        self._owner = pemilik[0].pk if pemilik else 0
        self._held = catatan is not None and catatan.berkas_id is not None
        if macam.umum:
            self.fields["umum"] = forms.BooleanField(
                label="Berkasnya boleh diunduh siapa pun", required=False,
                help_text="Tampil di halaman Peraturan dan dokumen aplikasi umum, tanpa masuk.",
            )  # fmt: skip

    def clean_berkas(self) -> UploadedFile | None:
        """Checked by its content."""
        sent: UploadedFile | None = self.cleaned_data["berkas"]
        if sent:
            files.check(sent)
        return sent or None

    def clean(self) -> dict[str, Any]:
        """What was received or checked was so on a day that has come."""
        said: dict[str, Any] = super().clean() or {}
        for name in {self._macam.selesai, "diperiksa"} & said.keys():
            if said[name] and said[name] > clock.today():
                self.add_error(name, "Tanggalnya belum tiba.")
        if said.get("umum") and not (said.get("berkas") or self._held):
            self.add_error("berkas", "Pilih berkas yang boleh diunduh siapa pun.")
        return said

    @property
    def pemilik(self) -> int:
        """Whose row it is."""
        return int(self.cleaned_data.get("unit") or self._owner)

    @property
    def umum(self) -> bool:
        """Whether everybody may download the paper."""
        return bool(self.cleaned_data.get("umum"))

    @property
    def isi(self) -> dict[str, Any]:
        """The fields as they are kept."""
        return {one.nama: _kept(self.cleaned_data[one.nama]) for one in self._macam.isian}


def _kept(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _shown(macam: Macam, isi: Mapping[str, Any]) -> dict[str, Any]:
    days = {one.nama for one in macam.isian if one.bentuk is Bentuk.TANGGAL}
    return {
        name: date.fromisoformat(value) if name in days and value else value
        for name, value in isi.items()
    }


class ArsipForm(forms.Form):
    """Why a row is put away."""

    alasan = forms.CharField(
        label="Alasan mengarsipkan",
        max_length=400,
        error_messages={"required": "Tulis alasannya."},
    )

    def clean_alasan(self) -> str:
        """Words."""
        said: str = self.cleaned_data["alasan"].strip()
        if not said:
            raise ValidationError("Tulis alasannya.")
        return said


class RegisterFilter(FilterForm):
    """Above the list."""

    cari = forms.CharField(label="Cari", required=False)
    lookups = {"cari": "nama__icontains"}
