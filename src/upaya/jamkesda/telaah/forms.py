"""Forms of the review and of what a provider answers."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile

from upaya.core import files
from upaya.core.fields import RupiahField
from upaya.rules.jamkesda.alasan import OLEH_VERIFIKATOR


class BarisForm(forms.Form):
    """A word on a line; the pressed button is the code, "" accepts it."""

    kode = forms.ChoiceField(
        required=False,
        choices=[("", ""), *((one.kode, one.nama) for one in OLEH_VERIFIKATOR)],
        widget=forms.HiddenInput,
    )
    jumlah = RupiahField(
        label="Dipotong", required=False, help_text="Kosong berarti seluruh sisanya."
    )
    kalimat = forms.CharField(
        label="Yang dibaca PPK",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Kosong berarti kalimat kodenya.",
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # handed on
        self.fields["jumlah"].widget.attrs |= {"data-tombol": "r", "aria-keyshortcuts": "R"}


class KembalikanForm(forms.Form):
    """What a claim lacks."""

    alasan = forms.CharField(
        label="Yang harus dilengkapi",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Tulis apa yang harus dilengkapi PPK."},
    )


class _Berlampiran(forms.Form):
    """Words with a file beside them, where there is one."""

    isi = forms.CharField(
        label="Isi",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Tulis isinya."},
    )
    berkas = forms.FileField(
        label="Lampiran", required=False, error_messages={"empty": "Berkas ini kosong."}
    )

    def clean_berkas(self) -> UploadedFile | None:
        """A file of a kind that is kept; what is wrong with it is said here."""
        found: UploadedFile | None = self.cleaned_data["berkas"]
        if found:
            files.check(found)
        return found or None


class PesanForm(_Berlampiran):
    """A word on one cause; the choices are the causes of the claim."""

    sebab = forms.ChoiceField(label="Tentang")
    field_order = ("sebab", "isi", "berkas")

    def __init__(self, *args: object, pilihan: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # handed on
        field = self.fields["sebab"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = pilihan


class KeberatanForm(_Berlampiran):
    """Why the provider objects."""


class JawabForm(forms.Form):
    """The answer to an objection."""

    putusan = forms.ChoiceField(
        label="Putusan",
        widget=forms.RadioSelect,
        choices=[
            ("terima", "Terima: klaim diperiksa lagi"),
            ("tolak", "Tolak: putusannya tetap"),
        ],
        error_messages={"required": "Pilih putusannya."},
    )
    jawaban = forms.CharField(
        label="Jawaban yang dibaca PPK",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Tulis jawabannya."},
    )
