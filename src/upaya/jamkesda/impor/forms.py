"""Forms of imports: the file, and a word on a row."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from upaya.alur.forms import LONG
from upaya.core import clock
from upaya.core.fields import TanggalField
from upaya.core.lists import FilterForm
from upaya.exchange.jamkesda.peserta_tabel import SIZE
from upaya.jamkesda.impor.models import BarisImpor

_ALL = [("", "Semua")]
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"


class BerkasForm(forms.Form):
    """A list of members, from when, upon which decree."""

    berkas = forms.FileField(
        label="Berkas XLSX atau CSV",
        help_text="Pakai templatnya: satu baris satu orang, desa menurut kode Kemendagri.",
        error_messages={"required": "Pilih berkasnya.", "empty": "Berkas ini kosong."},
    )
    mulai = TanggalField(label="Aktif mulai", error_messages={"required": "Isi tanggalnya."})
    nomor_berkas = forms.CharField(
        label="Nomor keputusan atau berita acara",
        max_length=120,
        error_messages={"required": "Isi nomornya."},
    )

    def __init__(
        self, data: QueryDict | None = None, sent: MultiValueDict[str, Any] | None = None
    ) -> None:
        super().__init__(data, sent, initial={"mulai": clock.today()})

    def clean_berkas(self) -> UploadedFile:
        """Small enough, and not a workbook of 1997."""
        upload: UploadedFile = self.cleaned_data["berkas"]
        if (upload.size or 0) > SIZE:
            raise ValidationError(f"Paling besar {SIZE // 1024 // 1024} MB; pecah berkasnya.")
        self.body = upload.read()
        if self.body.startswith(_OLE):
            raise ValidationError("Berkas lama (.xls): simpan sebagai Excel Workbook (.xlsx).")
        return upload

    body = b""

    @property
    def jenis(self) -> str:
        """By content, whatever the name says."""
        return "xlsx" if self.body.startswith(_ZIP) else "csv"


class PutusanForm(forms.Form):
    """A word on somebody who looks like a person of the register."""

    putusan = forms.ChoiceField(
        label="Putusan",
        choices=[one for one in BarisImpor.Putusan.choices if one[0]],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih putusannya."},
    )
    alasan = forms.CharField(
        label="Alasan", max_length=400, widget=LONG, error_messages={"required": "Tulis alasannya."}
    )


class AmbilForm(forms.Form):
    """Whoever takes a file over has read it."""

    dibaca = forms.BooleanField(
        label="Saya sudah membaca baris dan putusannya",
        error_messages={"required": "Centang bila barisnya sudah dibaca."},
    )


class BarisFilter(FilterForm):
    """Above the rows of a file."""

    cocok = forms.ChoiceField(
        label="Kecocokan", required=False, choices=[*_ALL, *BarisImpor.Cocok.choices]
    )
    lookups: ClassVar[dict[str, str]] = {"cocok": "cocok"}
