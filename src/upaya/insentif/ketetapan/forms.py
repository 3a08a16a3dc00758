"""Forms of the rules of Insentif UKM that a district sets itself."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, ClassVar

from django import forms

from upaya.core import clock
from upaya.core.fields import AngkaField, RupiahField
from upaya.insentif.indeks.forms import IndexField
from upaya.regulasi.forms import DecreeForm, OwnForm
from upaya.regulasi.ketetapan import Nilai
from upaya.regulasi.queries import rulebook_for
from upaya.rules.bok.menu import SIFAT, daftar_menu
from upaya.rules.citation import citation
from upaya.rules.insentif.berhak import PILIHAN
from upaya.rules.insentif.ketentuan import BATAS_TAHUNAN
from upaya.rules.insentif.penerbitan import PECAHAN
from upaya.rules.loader import national_book
from upaya.rules.money import indeks, persen

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


class DecreeDayForm(DecreeForm):
    """On which day of the month the decree of an officer must hold."""

    hari = forms.ChoiceField(
        label="SK harus berlaku pada",
        widget=forms.RadioSelect,
        choices=[(name, name.capitalize()) for name in PILIHAN],
        help_text="Hari mana pun: petugas yang ber-SK sebagian bulan dihitung, dengan kegiatan "
        "pada hari-hari itu.",
    )
    field_order = ("hari",)

    def nilai(self) -> Nilai:
        """The choice, in the words of the rule."""
        return str(self.cleaned_data["hari"])


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


class KindsForm(DecreeForm):
    """Lines of the menu whose kind the district decides otherwise than the program's rule."""

    lapangan = forms.MultipleChoiceField(
        label="Menjadi lapangan", required=False, help_text="Dihitung orang frekuensi."
    )
    manajemen = forms.MultipleChoiceField(
        label="Menjadi manajemen", required=False, help_text="Dihitung orang hari."
    )
    field_order = ("lapangan", "manajemen")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(*args, **kwargs)
        lines = daftar_menu(national_book(), clock.today(), self.scope.kabupaten)
        for name, other in (("lapangan", "manajemen"), ("manajemen", "lapangan")):
            choice = self.fields[name]
            assert isinstance(choice, forms.MultipleChoiceField)  # noqa: S101 - for the checker
            choice.choices = [
                (line.kode, f"{line.kode} {line.uraian}") for line in lines if line.sifat == other
            ]

    def clean(self) -> dict[str, Any]:
        """A decree that changes no line is none."""
        data = super().clean()
        if not data.get("lapangan") and not data.get("manajemen"):
            self.add_error("lapangan", "Pilih paling sedikit satu kegiatan.")
        return data

    def nilai(self) -> Nilai:
        """The lines in order, each with its kind."""
        chosen = [(kode, sifat) for sifat in SIFAT for kode in self.cleaned_data[sifat]]
        return "; ".join(f"{kode}={sifat}" for kode, sifat in sorted(chosen))


class CeilingForm(OwnForm):
    """The year's pagu insentif of one puskesmas (Pasal 11A ayat (8) huruf l)."""

    jumlah = RupiahField(label="Pagu insentif setahun")
    pagu_bok = RupiahField(
        label="Pagu BOK puskesmas setahun",
        required=False,
        help_text="Bila diisi, pagu insentif diperiksa terhadap bagian paling banyaknya.",
    )
    field_order = ("puskesmas", "jumlah", "pagu_bok")

    def clean(self) -> dict[str, Any]:
        """The incentive is at most a part of the year's BOK (Pasal 5 ayat (6))."""
        data = super().clean()
        amount, bok, start = data.get("jumlah"), data.get("pagu_bok"), data.get("mulai")
        district = self.scope.kabupaten
        if amount is None or bok is None or start is None:
            return data
        last = data.get("sampai") or start
        most = national_book().find(BATAS_TAHUNAN, last, district)
        if most is not None and amount > most.decimal * bok:
            told = f"{persen(most.decimal)} dari pagu BOK menurut {citation(most)}"
            self.add_error("jumlah", f"Melebihi {told}.")
        return data

    def nilai(self) -> Nilai:
        """Whole rupiah."""
        return int(self.cleaned_data["jumlah"])


BASIS = 200


class IndexForm(OwnForm):
    """An index that its table does not hold (Pasal 11A ayat (8) huruf a)."""

    indeks = IndexField(
        label="Indeks", help_text="Di bawah yang tertinggi dalam tabelnya, misalnya 0,24."
    )
    field_order = ("puskesmas", "indeks")

    def nilai(self) -> Nilai:
        """The index in ten-thousandths, which is exact for its four decimals."""
        return int(self.cleaned_data["indeks"] * PECAHAN)


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
