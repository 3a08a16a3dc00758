"""Forms of what a district decrees for BOK."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from upaya.bok.ketetapan.keys import PAGU_BOK, SILPA
from upaya.bok.serapan.queries import spent
from upaya.core.fields import RupiahField, TahunField
from upaya.regulasi.forms import DecreeForm, OwnForm
from upaya.regulasi.ketetapan import Nilai
from upaya.regulasi.queries import rulebook_for
from upaya.rules.bok.anggaran import silpa
from upaya.rules.bok.ceilings import pagu_terlalu_kecil
from upaya.rules.insentif.ketentuan import PAGU
from upaya.rules.money import rupiah

VILLAGES = 1_000


class PaguBokForm(OwnForm):
    """The year's BOK of one puskesmas: the figure of its decree (Pasal 5 ayat (1))."""

    jumlah = RupiahField(label="Pagu BOK puskesmas setahun")
    field_order = ("puskesmas", "jumlah")

    def clean(self) -> dict[str, Any]:
        """It carries the incentive that is decreed (Pasal 5 ayat (6))."""
        data = super().clean()
        unit, amount, last = data.get("puskesmas"), data.get("jumlah"), data.get("sampai")
        if unit is None or amount is None or last is None:
            return data
        district = self.scope.kabupaten or ""
        book = rulebook_for(district)
        incentive = book.find(PAGU + unit.slug, last.replace(month=12, day=31), district)
        said = pagu_terlalu_kecil(
            book, last.year, district, amount, incentive.integer if incentive else None
        )
        if said:
            self.add_error("jumlah", said)
        return data

    def nilai(self) -> Nilai:
        """Whole rupiah."""
        return int(self.cleaned_data["jumlah"])


class SilpaForm(OwnForm):
    """What the year before left, to be planned in the year that the decree is for."""

    jumlah = RupiahField(
        label="SiLPA yang dibawa ke tahun ini",
        help_text="Paling banyak pagu tahun sebelumnya dikurangi yang sudah dibelanjakan.",
    )
    field_order = ("puskesmas", "jumlah")

    def clean(self) -> dict[str, Any]:
        """Nobody brings along more than was left, as far as that is known."""
        data = super().clean()
        unit, amount, last = data.get("puskesmas"), data.get("jumlah"), data.get("sampai")
        if unit is None or amount is None or last is None:
            return data
        district, year = self.scope.kabupaten or "", last.year - 1
        book, end = rulebook_for(district), date(last.year - 1, 12, 31)
        pagu = book.find(PAGU_BOK + unit.slug, end, district)
        if pagu is None:
            return data  # a year before upaya: the decree alone says
        before = book.find(SILPA + unit.slug, end, district)
        brought = before.integer if before else 0
        left = silpa(pagu.integer, brought, spent(unit.pk, year).total)
        if amount > left:
            self.add_error(
                "jumlah", f"Sisa BOK {unit.nama} tahun {year} {rupiah(left)}; SiLPA tidak lebih."
            )
        return data

    def nilai(self) -> Nilai:
        """Whole rupiah."""
        return int(self.cleaned_data["jumlah"])


class DesaStbmForm(OwnForm):
    """The villages of one puskesmas in which STBM is triggered this year."""

    desa = forms.CharField(
        label="Desa lokus STBM",
        max_length=VILLAGES,
        help_text="Pisahkan dengan titik koma, misalnya Sumberejo; Sumberanyar.",
    )
    field_order = ("puskesmas", "desa")

    def nilai(self) -> Nilai:
        """Names, each once, in order."""
        names = (" ".join(name.split()) for name in self.cleaned_data["desa"].split(";"))
        return "; ".join(dict.fromkeys(name for name in names if name))


class JendelaForm(DecreeForm):
    """From when to when plans of a budget year may be written."""

    tahun = TahunField()
    field_order = ("tahun",)

    def nilai(self) -> Nilai:
        """The budget year."""
        return int(self.cleaned_data["tahun"])


class SakelarForm(DecreeForm):
    """Since when the work of officers comes from the activities of BOK."""

    def nilai(self) -> Nilai:
        """On."""
        return "ya"


class SakelarPuskesmasForm(OwnForm):
    """The same of one puskesmas."""

    def nilai(self) -> Nilai:
        """On."""
        return "ya"
