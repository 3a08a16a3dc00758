"""Forms of the rules of Insentif UKM that a district sets itself."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, ClassVar

from django import forms

from upaya.core import clock
from upaya.core.choices import RowField
from upaya.core.fields import AngkaField, RupiahField
from upaya.regulasi.forms import DecreeForm
from upaya.regulasi.ketetapan import Nilai
from upaya.regulasi.queries import rulebook_for
from upaya.rules.money import indeks
from upaya.wilayah.models import Unit

KONTINU = "insentif_ukm.spm.kontinu_tertinggi"


class BandsForm(DecreeForm):
    """Population bands (Pasal 11A ayat (6) huruf d): the lower bounds of four levels."""

    rendah = AngkaField(label="Rendah, mulai", minimum=1, suffix="jiwa")
    sedang = AngkaField(label="Sedang, mulai", minimum=1, suffix="jiwa")
    tinggi = AngkaField(label="Tinggi, mulai", minimum=1, suffix="jiwa")
    sangat_tinggi = AngkaField(label="Sangat tinggi, mulai", minimum=1, suffix="jiwa")
    levels: ClassVar = ("rendah", "sedang", "tinggi", "sangat_tinggi")
    field_order = levels

    def clean(self) -> dict[str, Any]:
        """Each level begins above the one before it."""
        data = super().clean()
        for low, high in pairwise(self.levels):
            if data.get(low) and data.get(high) and data[high] <= data[low]:
                self.add_error(high, "Harus lebih besar dari tingkat sebelumnya.")
        return data

    def nilai(self) -> Nilai:
        """The four bounds, rising; below the first is `sangat rendah`."""
        return [self.cleaned_data[level] for level in self.levels]


class MethodForm(DecreeForm):
    """How the mean achievement becomes the SPM index."""

    metode = forms.ChoiceField(label="Cara menghitung", widget=forms.RadioSelect)
    field_order = ("metode",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(*args, **kwargs)
        choice = self.fields["metode"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - for the type checker
        district = self.scope.kabupaten
        highest = rulebook_for(district or "").find(KONTINU, clock.today(), district)
        times = f"{indeks(highest.decimal)} kali rata-rata" if highest else "sebanding rata-rata"
        choice.choices = [
            ("bertingkat", "Bertingkat: rata-rata capaian masuk salah satu dari lima tingkat"),
            ("kontinu", f"Kontinu: {times} capaian, dua desimal"),
        ]

    def nilai(self) -> Nilai:
        """The method's name."""
        return str(self.cleaned_data["metode"])


class CeilingForm(DecreeForm):
    """The year's pagu insentif of one puskesmas (Pasal 11A ayat (8) huruf l)."""

    puskesmas = RowField(label="Puskesmas", queryset=Unit.objects.none())
    jumlah = RupiahField(label="Pagu insentif setahun")
    field_order = ("puskesmas", "jumlah")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(*args, **kwargs)
        choice = self.fields["puskesmas"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        choice.queryset = Unit.objects.for_scope(self.scope).filter(jenis=Unit.Jenis.PUSKESMAS)
        self.fields["sampai"].required = True
        self.fields["sampai"].help_text = "Hari terakhir tahun anggaran, misalnya 31 Desember."

    def clean(self) -> dict[str, Any]:
        """A ceiling is of one budget year."""
        data = super().clean()
        start, end = data.get("mulai"), data.get("sampai")
        if start and end and start.year != end.year:
            self.add_error("sampai", "Pagu berlaku dalam satu tahun anggaran.")
        return data

    def nilai(self) -> Nilai:
        """Whole rupiah."""
        return int(self.cleaned_data["jumlah"])


BASIS = 200


class BasisForm(DecreeForm):
    """The regulation that papers of the district name as their basis."""

    dasar = forms.CharField(
        label="Dasar hukum",
        max_length=BASIS,
        help_text="Seperti tercetak pada dokumen, misalnya Pasal 7 Peraturan Bupati Banyuwangi "
        "Nomor 5 Tahun 2023.",
    )
    field_order = ("dasar",)

    def nilai(self) -> Nilai:
        """The sentence as it is printed."""
        return str(self.cleaned_data["dasar"]).strip()
