"""The rules for contract staff that a district sets itself: pay, age, experience, fields."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from upaya.core.fields import AngkaField
from upaya.regulasi.forms import DecreeForm
from upaya.regulasi.ketetapan import Batas, JenisKetetapan, Nilai
from upaya.rules.money import plain, rupiah
from upaya.rules.numbers import MAX_AMOUNT
from upaya.rules.tenaga.honor import UPAH
from upaya.rules.tenaga.syarat import BIDANG_LAIN, DIUTAMAKAN, PENGALAMAN, USIA, WAJIB
from upaya.tenaga.formasi.models import ORANG
from upaya.tenaga.kontrak.forms import UpahField

_YOUNGEST, _OLDEST, _WORDS = 18, 60, 600
_KINDS = frozenset(kind.value for kind in ORANG)


class UpahForm(DecreeForm):
    """The pay of a month: UMR or another rule of the district; decrees carry sen."""

    upah = UpahField(label="Honor sebulan", help_text="Menurut keputusannya, boleh bersen.")
    field_order = ("upah",)

    def nilai(self) -> Nilai:
        """The exact amount in words."""
        found: Decimal = self.cleaned_data["upah"]
        return plain(found)


class UsiaForm(DecreeForm):
    """The highest age at appointment."""

    usia = AngkaField(
        label="Usia paling tinggi", minimum=_YOUNGEST, maximum=_OLDEST, suffix="tahun penuh"
    )
    field_order = ("usia",)

    def nilai(self) -> Nilai:
        """Whole years."""
        found: int = self.cleaned_data["usia"]
        return found


class PengalamanForm(DecreeForm):
    """Whether experience is required or preferred."""

    sifat = forms.ChoiceField(
        label="Pengalaman kerja satu tahun", widget=forms.RadioSelect,
        choices=[(WAJIB, "Wajib"), (DIUTAMAKAN, "Diutamakan")],
    )  # fmt: skip
    field_order = ("sifat",)

    def nilai(self) -> Nilai:
        """The word."""
        return str(self.cleaned_data["sifat"])


class BidangForm(DecreeForm):
    """Fields of education that are accepted beside those of the text."""

    bidang = forms.CharField(
        label="Bidang yang juga diterima", max_length=_WORDS,
        help_text="Misalnya promkes: keperawatan, kebidanan; sanitasi: teknik lingkungan.",
    )  # fmt: skip
    field_order = ("bidang",)

    def clean_bidang(self) -> str:
        """Each part names a known kind and at least one field."""
        text = str(self.cleaned_data["bidang"]).strip()
        fault = _fields_fault(text)
        if fault:
            raise forms.ValidationError(fault)
        return text

    def nilai(self) -> Nilai:
        """As it was written."""
        return str(self.cleaned_data["bidang"])


def _pay_fault(nilai: Nilai) -> str:
    try:
        found = Decimal(nilai) if isinstance(nilai, str) else Decimal(0)
    except InvalidOperation:
        found = Decimal(0)
    fine = 0 < found <= MAX_AMOUNT and found == round(found, 2)
    return "" if fine else "Honor sebulan adalah jumlah di atas nol, paling banyak dua angka sen."


def _pay_words(nilai: Nilai) -> str:
    return rupiah(Decimal(str(nilai)))


def _age_fault(nilai: Nilai) -> str:
    whole = isinstance(nilai, int) and not isinstance(nilai, bool)
    fine = whole and _YOUNGEST <= int(nilai) <= _OLDEST  # type: ignore[arg-type] # a whole number
    return "" if fine else f"Usia adalah {_YOUNGEST} sampai {_OLDEST} tahun."


def _age_words(nilai: Nilai) -> str:
    return f"paling tinggi {nilai} tahun"


def _kind_fault(nilai: Nilai) -> str:
    return "" if nilai in {WAJIB, DIUTAMAKAN} else "Pilih wajib atau diutamakan."


def _fields_fault(nilai: Nilai) -> str:
    text = nilai if isinstance(nilai, str) else ""
    for part in text.split(";"):
        kind, _, names = part.partition(":")
        if kind.strip() not in _KINDS or not any(one.strip() for one in names.split(",")):
            return f"Tulis jenis: bidang, bidang; jenisnya {', '.join(sorted(_KINDS))}."
    return ""


def _apoteker(nilai: Nilai, _batas: Batas) -> str:
    """A circular opens no way around the profession that the law of pharmacists asks for."""
    opened = any(part.partition(":")[0].strip() == "apoteker" for part in str(nilai).split(";"))
    return "Pendidikan profesi apoteker tidak dapat diganti bidang lain." if opened else ""


def _kind(key: str, label: str, at: str, unit: str, form: type[Any], *calls: Any) -> JenisKetetapan:  # noqa: ANN401
    return JenisKetetapan(key, label, at, unit, label, form, *calls)


UPAH_TENAGA = _kind(
    UPAH, "Honor tenaga kontrak sebulan", "honor-tenaga", "rupiah per bulan", UpahForm, _pay_fault,
    _pay_words,
)  # fmt: skip
USIA_TENAGA = _kind(
    USIA, "Usia tertinggi tenaga kontrak", "usia-tenaga", "tahun", UsiaForm, _age_fault, _age_words
)
PENGALAMAN_TENAGA = _kind(
    PENGALAMAN, "Pengalaman tenaga kontrak", "pengalaman-tenaga", "wajib atau diutamakan",
    PengalamanForm, _kind_fault, str,
)  # fmt: skip
BIDANG_TENAGA = _kind(
    BIDANG_LAIN, "Bidang pendidikan tambahan tenaga kontrak", "bidang-tenaga", "bidang", BidangForm,
    _fields_fault, str, _apoteker,
)  # fmt: skip
