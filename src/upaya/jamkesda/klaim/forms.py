"""Forms of claims: header and lines, a workbook, a line's decision, papers."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import BaseFormSet, formset_factory

from upaya.core import files
from upaya.core.fields import AngkaField, RupiahField, TanggalField
from upaya.exchange.jamkesda.klaim_sheet import MOST_LINES, KlaimTertulis
from upaya.rules.jamkesda.alasan import OLEH_VERIFIKATOR
from upaya.rules.jamkesda.diagnosis import cari
from upaya.rules.jamkesda.klaim import BarisKlaim
from upaya.rules.numbers import clean

_KINDS = (("rawat_jalan", "Rawat jalan"), ("rawat_inap", "Rawat inap"))
_CODES = re.compile(r"[;,\s]+")
LARGEST = 10 * 1024 * 1024


class KlaimForm(forms.Form):
    """The header of a claim, as the workbook has it."""

    nomor = forms.CharField(
        label="Nomor klaim",
        max_length=64,
        help_text="Nomor dari PPK sendiri; satu nomor satu klaim untuk selamanya.",
        error_messages={"required": "Tulis nomor klaimnya."},
    )
    peserta = forms.CharField(
        label="Nomor kartu peserta",
        max_length=64,
        error_messages={"required": "Tulis nomor kartu pesertanya."},
    )
    surat = forms.CharField(
        label="Nomor surat jaminan",
        max_length=64,
        required=False,
        help_text="Tanpa surat jaminan seluruh klaim dipotong (P03).",
    )
    jenis = forms.ChoiceField(label="Jenis", choices=_KINDS)
    masuk = TanggalField(label="Masuk", error_messages={"required": "Isi tanggal masuknya."})
    keluar = TanggalField(label="Keluar", error_messages={"required": "Isi tanggal keluarnya."})
    diagnosis = forms.CharField(
        label="Diagnosis (ICD-10)",
        max_length=200,
        help_text="Kode dipisah titik koma; yang pertama diagnosis utama. Misalnya A09.0; E86.",
        error_messages={"required": "Tulis diagnosis utamanya."},
    )
    lampiran = forms.MultipleChoiceField(
        label="Lampiran yang disertakan",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Berkasnya diunggah sesudah klaim tersimpan.",
    )

    def __init__(self, *args: Any, lampiran: tuple[str, ...] = (), **kwargs: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(*args, **kwargs)
        field = self.fields["lampiran"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(name, name.capitalize()) for name in lampiran]

    def clean_nomor(self) -> str:
        """As the workbook reads it."""
        return clean(self.cleaned_data["nomor"])

    def clean_peserta(self) -> str:
        """The same."""
        return clean(self.cleaned_data["peserta"])

    def clean_diagnosis(self) -> tuple[str, ...]:
        """Codes that ICD-10 knows; a form says so before anything is stored."""
        return codes(self.cleaned_data["diagnosis"])

    def written(self, lines: tuple[BarisKlaim, ...]) -> KlaimTertulis:
        """The claim as it was typed; the same that a workbook with the same words gives."""
        said = self.cleaned_data
        return KlaimTertulis(
            said["nomor"], said["peserta"], clean(said["surat"]) or None, said["jenis"],
            said["masuk"], said["keluar"], said["diagnosis"], tuple(said["lampiran"]), lines,
        )  # fmt: skip


def codes(text: str) -> tuple[str, ...]:
    """Diagnoses as typed; ValidationError names those that ICD-10 does not know."""
    found = tuple(dict.fromkeys(part.upper() for part in _CODES.split(text) if part))
    unknown = [code for code in found if cari(code) is None]
    if unknown:
        raise ValidationError(f"Tidak dikenal dalam ICD-10: {', '.join(unknown[:5])}.")
    return found


class BarisForm(forms.Form):
    """One service, drug, material or package."""

    kode = forms.CharField(label="Kode layanan", max_length=64)
    tanggal = TanggalField(label="Tanggal")
    jumlah = AngkaField(label="Jumlah", minimum=1)
    harga = RupiahField(label="Harga satuan")


class BarisSet(BaseFormSet):  # type: ignore[type-arg] # Django's formset has no types here
    """The lines of a claim; empty ones at the end are left out."""

    def clean(self) -> None:
        """There is at least one."""
        if not any(self.errors) and not self.lines:
            raise ValidationError("Isi paling sedikit satu baris layanan.")

    @property
    def lines(self) -> tuple[BarisKlaim, ...]:
        """What was typed, numbered in its order."""
        said = [form.cleaned_data for form in self.forms if form.cleaned_data.get("kode")]
        return tuple(
            BarisKlaim(no, clean(row["kode"]), row["tanggal"], row["jumlah"], row["harga"])
            for no, row in enumerate(said, 1)
        )


ROWS = 5
BarisFormSet = formset_factory(
    BarisForm, formset=BarisSet, extra=ROWS, max_num=MOST_LINES, validate_max=True
)


class UnggahForm(forms.Form):
    """A workbook of claims."""

    berkas = forms.FileField(
        label="Buku kerja klaim (XLSX)",
        error_messages={"required": "Pilih berkasnya.", "empty": "Berkas ini kosong."},
    )

    def clean_berkas(self) -> Any:  # noqa: ANN401 - an upload
        """Not larger than what is read."""
        found = self.cleaned_data["berkas"]
        if found.size > LARGEST:
            raise ValidationError(f"Berkas lebih dari {LARGEST // 1024 // 1024} MB.")
        return found


class PutusForm(forms.Form):
    """A verifier's word on one line."""

    kode = forms.ChoiceField(
        label="Keputusan",
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("", "Setujui seperti hasil pemeriksaan"),
            *((one.kode, f"{one.kode} {one.nama}") for one in OLEH_VERIFIKATOR),
        ],
    )
    jumlah = RupiahField(label="Dipotong", required=False)
    kalimat = forms.CharField(
        label="Yang dibaca PPK",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Satu kalimat; wajib bila dipotong.",
    )


class BerkasForm(forms.Form):
    """A paper of a claim."""

    nama = forms.CharField(
        label="Lampiran",
        max_length=120,
        error_messages={"required": "Tulis lampiran apa berkas ini."},
    )
    berkas = forms.FileField(
        label="Berkas",
        error_messages={"required": "Pilih berkasnya.", "empty": "Berkas ini kosong."},
    )

    def clean_berkas(self) -> UploadedFile:
        """A file of a kind that is kept, whole; what is wrong with it is said here."""
        found: UploadedFile = self.cleaned_data["berkas"]
        files.check(found)
        return found


class PerbaikanForm(forms.Form):
    """What a provider adds to a returned claim beside papers; amounts never change."""

    diagnosis = forms.CharField(
        label="Diagnosis (ICD-10)",
        max_length=200,
        required=False,
        help_text="Kosongkan bila tidak berubah.",
    )
    penjelasan = forms.CharField(
        label="Penjelasan bagi verifikator",
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_diagnosis(self) -> tuple[str, ...]:
        """Codes that ICD-10 knows."""
        return codes(self.cleaned_data["diagnosis"])
