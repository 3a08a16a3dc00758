"""Forms of citizens. Each asks the browser to work before it is sent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from upaya.alur.forms import LONG, TEXT_LIMIT
from upaya.core import files
from upaya.core.digits import signs_in
from upaya.core.fields import TanggalField
from upaya.core.reasons import says_something
from upaya.core.tantangan import TantanganForm
from upaya.jamkesda.aduan.models import Aduan
from upaya.jamkesda.umum import tantangan
from upaya.pegawai.numbers import digits

_NIK = 16
_ATTACHED = ("pdf", "jpg", "png")
_YES_NO = (("ya", "Ya"), ("tidak", "Tidak"))


class CekForm(TantanganForm):
    """Who asks about whom: NIK and birth date."""

    asked = staticmethod(tantangan.today)

    nik = forms.CharField(
        label="NIK",
        max_length=30,
        help_text="16 angka seperti pada KTP atau kartu keluarga.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "Ketik NIK."},
    )
    lahir = TanggalField(label="Tanggal lahir", error_messages={"required": "Isi tanggal lahir."})

    def clean_nik(self) -> str:
        """Sixteen digits, whatever stands between them."""
        found = digits(self.cleaned_data["nik"])
        if not (found.isascii() and found.isdigit() and len(found) == _NIK):
            raise ValidationError("NIK terdiri dari 16 angka.")
        return found


class SuratForm(forms.Form):
    """Number and code of a letter. Its code is drawn at random, so nothing else is asked."""

    nomor = forms.CharField(
        label="Nomor surat jaminan",
        max_length=120,
        error_messages={"required": "Ketik nomor suratnya."},
    )
    kode = forms.CharField(
        label="Kode surat",
        max_length=40,
        help_text="16 huruf dan angka pada akhir alamat di bawah kode QR.",
        error_messages={"required": "Ketik kode suratnya."},
    )

    def clean_kode(self) -> str:
        """Without the signs that people write between letters."""
        return re.sub(r"[^0-9a-z]", "", self.cleaned_data["kode"].lower())


class TiketForm(forms.Form):
    """The number of a ticket."""

    tiket = forms.CharField(
        label="Nomor tiket",
        max_length=24,
        help_text="Misalnya AD-7KXQ-22MB.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": "Ketik nomor tiketnya."},
    )

    def clean_tiket(self) -> str:
        """However it was typed: small letters, without lines, with blanks."""
        signs = signs_in(self.cleaned_data["tiket"])
        plain = signs.removeprefix("AD") or "0"
        return f"AD-{plain[:4]}-{plain[4:]}"


class AduanForm(TantanganForm):
    """A complaint or a question."""

    asked = staticmethod(tantangan.today)

    jenis = forms.ChoiceField(
        label="Yang ingin Anda sampaikan",
        widget=forms.RadioSelect,
        choices=[(Aduan.Jenis.ADUAN, "Pengaduan"), (Aduan.Jenis.PERTANYAAN, "Pertanyaan")],
        error_messages={"required": "Pilih pengaduan atau pertanyaan."},
    )
    ppk = forms.ChoiceField(label="Tentang fasilitas kesehatan", required=False)
    uraian = forms.CharField(
        label="Isi",
        widget=LONG,
        max_length=TEXT_LIMIT,
        help_text="Apa yang terjadi, di mana, dan kapan. NIK tidak perlu ditulis.",
        error_messages={"required": "Tulis pengaduan atau pertanyaan Anda."},
    )
    nama = forms.CharField(label="Nama Anda", max_length=120, required=False)
    kontak = forms.CharField(label="Nomor telepon atau surel", max_length=120, required=False)
    berkas = forms.FileField(
        label="Lampiran", required=False, help_text="PDF, JPG, atau PNG, paling besar 10 MB."
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        ppk: Sequence[tuple[int, str]],
    ) -> None:
        super().__init__(data, files)
        choices = [("", "Tidak menyangkut satu fasilitas"), *((str(pk), name) for pk, name in ppk)]
        self.fields["ppk"].choices = choices  # type: ignore[attr-defined] # a ChoiceField

    def clean_ppk(self) -> int | None:
        """Its key."""
        said = self.cleaned_data["ppk"]
        return int(said) if said else None

    def clean_uraian(self) -> str:
        """Words, not a sign."""
        said: str = self.cleaned_data["uraian"]
        if not says_something(said):
            raise ValidationError("Tulis dengan beberapa kata, agar petugas tahu yang dimaksud.")
        return said

    def clean_berkas(self) -> object:
        """A paper or a picture by its content, whatever its name says."""
        sent = self.cleaned_data["berkas"]
        if sent and files.check(sent).kind not in _ATTACHED:
            raise ValidationError("Lampirkan PDF, JPG, atau PNG.")
        return sent or None


def _question(label: str, required: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        widget=forms.RadioSelect,
        choices=_YES_NO,
        error_messages={"required": required},
    )


class NilaiForm(TantanganForm):
    """Five questions to the holder of a letter."""

    asked = staticmethod(tantangan.today)

    dilayani = _question("Apakah Anda dilayani dengan baik?", "Pilih ya atau tidak.")
    diminta_bayar = _question(
        "Apakah Anda diminta membayar untuk pelayanan yang dijamin?", "Pilih ya atau tidak."
    )
    obat_diresepkan = _question("Apakah dokter meresepkan obat?", "Pilih ya atau tidak.")
    obat_diterima = forms.ChoiceField(
        label="Apakah semua obatnya Anda terima tanpa membeli sendiri?",
        widget=forms.RadioSelect,
        choices=(*_YES_NO, ("", "Tidak ada resep")),
        required=False,
    )
    nilai = forms.ChoiceField(
        label="Nilai Anda, 1 sampai 5",
        widget=forms.RadioSelect,
        choices=[
            (1, "1, buruk"), (2, "2, kurang"), (3, "3, cukup"), (4, "4, baik"),
            (5, "5, sangat baik"),
        ],
        error_messages={"required": "Pilih nilainya."},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Medicine is received only where some was prescribed."""
        said = super().clean()
        if said.get("obat_diresepkan") == "ya" and not said.get("obat_diterima"):
            self.add_error("obat_diterima", "Pilih ya atau tidak.")
        return said

    @property
    def values(self) -> dict[str, Any]:
        """For the service."""
        said = self.cleaned_data
        found: dict[str, Any] = {
            name: said[name] == "ya" for name in ("dilayani", "diminta_bayar", "obat_diresepkan")
        }
        found["obat_diterima"] = found["obat_diresepkan"] and said["obat_diterima"] == "ya"
        found["nilai"] = int(said["nilai"])
        return found
