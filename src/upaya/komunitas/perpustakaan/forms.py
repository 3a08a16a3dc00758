"""Forms of the library: a reading, a meeting, its minutes."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from upaya.core import files
from upaya.core.fields import AngkaField, TahunField, TanggalField
from upaya.komunitas.perpustakaan.models import LONGEST, Bacaan, Pertemuan

_URL = {"invalid": "Tulis alamat lengkapnya, misalnya https://contoh.id/berkas."}


class _TahunTerbit(TahunField):
    """The year in which something was published."""

    def __init__(self) -> None:
        AngkaField.__init__(self, label="Tahun terbit", minimum=1945, maximum=2100)


def _link(label: str, name_help: str) -> forms.URLField:
    return forms.URLField(
        label=label, max_length=400, required=False, assume_scheme="https", help_text=name_help,
        error_messages=_URL,
    )  # fmt: skip


class BacaanForm(forms.Form):
    """A document or a link for the library."""

    jenis = forms.ChoiceField(
        label="Jenis",
        choices=[("", "Pilih"), *Bacaan.Jenis.choices],
        error_messages={"required": "Pilih jenisnya."},
    )
    judul = forms.CharField(
        label="Judul", max_length=200, error_messages={"required": "Tulis judulnya."}
    )
    penulis = forms.CharField(
        label="Penulis",
        max_length=200,
        error_messages={"required": "Tulis penulis atau lembaganya."},
    )
    tahun = _TahunTerbit()
    label = forms.CharField(
        label="Label",
        max_length=200,
        required=False,
        help_text="Kata dipisah koma, misalnya kontrak, BOK.",
    )
    ringkasan = forms.CharField(
        label="Ringkasan",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    kutipan = forms.CharField(
        label="Teks kutipan",
        max_length=600,
        required=False,
        help_text="Seperti ditulis dalam daftar pustaka. Kosong: dibuat dari isian di atas.",
    )
    tautan = _link("Tautan", "Atau unggah berkasnya.")
    berkas = forms.FileField(label="Berkas", required=False)

    def clean_label(self) -> str:
        """Each word once, in small letters."""
        words = (word.strip().lower() for word in re.split("[,;]", self.cleaned_data["label"]))
        return ", ".join(dict.fromkeys(word for word in words if word))

    def clean_berkas(self) -> UploadedFile | None:
        """A kind of file that is taken."""
        found: UploadedFile | None = self.cleaned_data.get("berkas")
        if found:
            files.check(found)
        return found

    def clean(self) -> dict[str, Any]:
        """One of the two, and the citation when none was typed."""
        said: dict[str, Any] = super().clean() or {}
        if not said.get("tautan") and not said.get("berkas") and "berkas" not in self.errors:
            self.add_error("tautan", "Beri tautannya, atau unggah berkasnya di bawah.")
        if not said.get("kutipan") and said.get("penulis") and said.get("judul"):
            said["kutipan"] = f"{said['penulis']} ({said.get('tahun')}). {said['judul']}."
        return said


class PertemuanForm(forms.Form):
    """A meeting."""

    judul = forms.CharField(
        label="Judul", max_length=160, error_messages={"required": "Tulis judulnya."}
    )
    hari = TanggalField(label="Tanggal", error_messages={"required": "Pilih tanggalnya."})
    jam = forms.RegexField(
        r"^(?:[01]?\d|2[0-3])[.:][0-5]\d$",
        label="Mulai pukul",
        help_text="Misalnya 09.00.",
        error_messages={"required": "Tulis jamnya.", "invalid": "Tulis jamnya seperti 09.00."},
    )
    sampai = forms.RegexField(
        r"^(?:[01]?\d|2[0-3])[.:][0-5]\d$",
        label="Selesai pukul",
        error_messages={"required": "Tulis jamnya.", "invalid": "Tulis jamnya seperti 12.00."},
    )
    zona = forms.ChoiceField(label="Zona waktu", choices=Pertemuan.Zona.choices)
    tempat = forms.CharField(label="Tempat", max_length=200, required=False)
    tautan = _link("Tautan rapat", "Bila lewat jaringan.")
    uraian = forms.CharField(
        label="Uraian", max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    notulen = forms.CharField(
        label="Notulen", max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    batal = forms.BooleanField(label="Pertemuan dibatalkan", required=False)

    def clean(self) -> dict[str, Any]:
        """An end after the beginning, and a place or a link."""
        said: dict[str, Any] = super().clean() or {}
        if not said.get("tempat") and not said.get("tautan"):
            self.add_error("tempat", "Tulis tempatnya, atau tautan rapatnya.")
        if self.errors:
            return said
        begin, end = (_moment(said, name) for name in ("jam", "sampai"))
        if end <= begin:
            raise ValidationError({"sampai": "Selesainya harus sesudah mulainya."})
        return said

    def said(self) -> dict[str, Any]:
        """What the service takes."""
        found = self.cleaned_data
        names = ("judul", "zona", "tempat", "tautan", "uraian", "notulen", "batal")
        return {name: found[name] for name in names} | {
            "mulai_pada": _moment(found, "jam"),
            "selesai_pada": _moment(found, "sampai"),
        }


def _moment(said: dict[str, Any], name: str) -> datetime:
    hour, minute = (int(part) for part in said[name].replace(".", ":").split(":"))
    day = said["hari"]
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(said["zona"]))


def before(found: Pertemuan) -> dict[str, Any]:
    """A meeting as its form shows it."""
    zone = ZoneInfo(found.zona)
    begin, end = found.mulai_pada.astimezone(zone), found.selesai_pada.astimezone(zone)
    names = ("judul", "zona", "tempat", "tautan", "uraian", "notulen", "batal")
    return {name: getattr(found, name) for name in names} | {
        "hari": begin.date(),
        "jam": f"{begin:%H.%M}",
        "sampai": f"{end:%H.%M}",
    }
