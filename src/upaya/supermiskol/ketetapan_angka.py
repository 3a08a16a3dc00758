"""What a district decides of the programme by a number or by yes and no: each a decree of its own.

The texts are silent on all of it, so the programme assumes; a decree takes the place of what is
assumed, from its first day on.
"""

from __future__ import annotations

from typing import Any

from django import forms

from upaya.core.fields import AngkaField
from upaya.regulasi.forms import DecreeForm
from upaya.regulasi.ketetapan import JenisKetetapan, Nilai

_YA = {1: "ya", 0: "tidak"}
_BATAS = {
    "supermiskol.masa_simpan": (1, 360),
    "supermiskol.masa_berlaku": (1, 24),
    "supermiskol.perpanjangan": (0, 12),
}
"""The least and the most of each number."""


class SakelarForm(DecreeForm):
    """Yes or no."""

    pilihan = forms.ChoiceField(
        label="Berlaku", widget=forms.RadioSelect, choices=[("1", "Ya"), ("0", "Tidak")]
    )
    field_order = ("pilihan",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(*args, **kwargs)
        self.fields["pilihan"].label = self.jenis.label

    def nilai(self) -> Nilai:
        """1 or 0."""
        return int(self.cleaned_data["pilihan"])


class JumlahForm(DecreeForm):
    """A whole number in the unit of its rule."""

    jumlah = AngkaField(label="Jumlah")
    field_order = ("jumlah",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(*args, **kwargs)
        least, most = _BATAS[self.jenis.kunci]
        label = f"{self.jenis.label} ({self.jenis.satuan})"
        self.fields["jumlah"] = AngkaField(label=label, minimum=least, maximum=most)
        self.order_fields(self.field_order)

    def nilai(self) -> Nilai:
        """The number."""
        return int(self.cleaned_data["jumlah"])


def _whole(nilai: Nilai, least: int, most: int) -> bool:
    return isinstance(nilai, int) and not isinstance(nilai, bool) and least <= nilai <= most


def _sakelar(nama: str, alamat: str, label: str) -> JenisKetetapan:
    return JenisKetetapan(
        f"supermiskol.{nama}",
        label,
        alamat,
        "1 ya, 0 tidak",
        label,
        SakelarForm,
        lambda nilai: "" if _whole(nilai, 0, 1) else "Nilainya 1 (ya) atau 0 (tidak).",
        lambda nilai: _YA[int(nilai)] if isinstance(nilai, int) else "",
    )


def _jumlah(nama: str, alamat: str, label: str, satuan: str) -> JenisKetetapan:
    kunci = f"supermiskol.{nama}"
    least, most = _BATAS[kunci]
    return JenisKetetapan(
        kunci,
        label,
        alamat,
        satuan,
        label,
        JumlahForm,
        lambda nilai: (
            "" if _whole(nilai, least, most) else f"Bilangan bulat dari {least} sampai {most}."
        ),
        lambda nilai: f"{nilai} {satuan}",
    )


TANPA_NIK = _sakelar("tanpa_nik", "pemohon-tanpa-nik", "Pemohon surat miskin tanpa NIK diterima")
PBI_APBD = _sakelar(
    "pbi_apbd_ditutup", "pbi-apbd-ditutup", "Peserta PBI-APBD tidak dapat memohon surat miskin"
)
SURAT_KELUARGA = _sakelar(
    "surat_untuk_keluarga",
    "surat-untuk-keluarga",
    "Keluarga mengunduh surat dan salinan datanya sendiri dengan tiket dan tanggal lahir",
)
GAWAT = _sakelar(
    "gawat_tanpa_henti",
    "gawat-tanpa-henti",
    "Permohonan gawat dihitung juga di luar jam kantor",
)
MASA_SIMPAN = _jumlah(
    "masa_simpan", "masa-simpan-surat-miskin", "Masa simpan data keluarga", "bulan"
)
MASA_BERLAKU = _jumlah(
    "masa_berlaku", "masa-berlaku-surat-miskin", "Masa berlaku surat miskin", "bulan"
)
PERPANJANGAN = _jumlah(
    "perpanjangan", "perpanjangan-surat-miskin", "Perpanjangan surat miskin", "kali"
)
