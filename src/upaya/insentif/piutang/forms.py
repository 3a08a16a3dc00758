"""Forms of what an officer owes back: how it is closed, and the second person's decision."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile

from upaya.core import files
from upaya.core.fields import RupiahField, TanggalField
from upaya.insentif.koreksi.models import PenyelesaianSelisih
from upaya.insentif.piutang.services import UsulanPenyelesaian


class PenyelesaianForm(forms.Form):
    """Repaid with proof, or written off by a decision."""

    cara = forms.ChoiceField(
        label="Cara",
        choices=PenyelesaianSelisih.Cara.choices,
        error_messages={"required": "Pilih caranya."},
    )
    jumlah = RupiahField(label="Jumlah", minimum=1)
    nomor = forms.CharField(
        label="Nomor bukti setor atau nomor keputusan",
        max_length=80,
        error_messages={"required": "Tulis nomornya."},
    )
    tanggal = TanggalField(
        label="Tanggal bukti atau keputusan", error_messages={"required": "Isi tanggalnya."}
    )
    alasan = forms.CharField(
        label="Keterangan",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis keterangannya."},
    )
    berkas = forms.FileField(
        label="Berkas bukti atau keputusan",
        required=False,
        error_messages={"empty": "Berkas ini kosong. Pilih berkas lain."},
    )

    def clean_berkas(self) -> UploadedFile | None:
        """Judged by its content, before anything is kept."""
        upload: UploadedFile | None = self.cleaned_data.get("berkas")
        if upload is not None:
            files.check(upload)
        return upload

    @property
    def usulan(self) -> UsulanPenyelesaian:
        """What a valid form asks for."""
        data = self.cleaned_data
        return UsulanPenyelesaian(
            data["cara"], data["jumlah"], data["nomor"], data["tanggal"], data["alasan"]
        )
