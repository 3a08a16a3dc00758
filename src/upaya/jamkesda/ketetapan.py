"""What a district decrees for Jamkesda: ceiling, limits, what passes by rule, late papers.

No text sets limits (without a decree there is none) and none says how claims are reviewed; Pasal 14
Perbup Penajam Paser Utara 29/2016 leaves governance to the Kepala Dinas. A decree takes the place
of what is assumed, from its first day on.
"""

from __future__ import annotations

from typing import Any

from django import forms

from upaya.core.fields import AngkaField, RupiahField
from upaya.regulasi.forms import DecreeForm
from upaya.regulasi.ketetapan import JenisKetetapan, Nilai
from upaya.regulasi.pagu_setahun import PaguSetahunForm, pagu_setahun
from upaya.rules.jamkesda import susulan
from upaya.rules.jamkesda.batas import EPISODE, KATEGORI, KELUARGA, PESERTA, parameter
from upaya.rules.jamkesda.kumpulan import PAGU
from upaya.rules.jamkesda.telaah import BAGIAN, LOLOS
from upaya.rules.money import rupiah
from upaya.rules.numbers import MAX_AMOUNT

PAGU_JAMKESDA = pagu_setahun(PAGU, "Pagu klaim Jamkesda setahun", "pagu-jamkesda")
_PERSEN = 100
_HARI = 30


class LolosForm(DecreeForm):
    """Up to how many rupiah a claim without a cause passes; zero lets none pass."""

    jumlah = RupiahField(label="Paling banyak", help_text="Nol: setiap klaim dilihat orang.")
    field_order = ("jumlah",)

    def nilai(self) -> Nilai:
        """Whole rupiah."""
        return int(self.cleaned_data["jumlah"])


class BagianForm(DecreeForm):
    """Which share of them is drawn for a person."""

    jumlah = AngkaField(label="Bagian yang diundi (persen)", minimum=0, maximum=_PERSEN)
    field_order = ("jumlah",)

    def nilai(self) -> Nilai:
        """A whole percentage."""
        return int(self.cleaned_data["jumlah"])


def _whole(nilai: Any, most: int) -> bool:  # noqa: ANN401 - whatever was stored
    return isinstance(nilai, int) and not isinstance(nilai, bool) and 0 <= nilai <= most


def _rupiah(nilai: Nilai) -> str:
    assert isinstance(nilai, int)  # noqa: S101 - its shape was checked
    return rupiah(nilai)


_LABEL = "Klaim yang lolos menurut aturan, paling banyak"
LOLOS_ATURAN = JenisKetetapan(
    LOLOS, _LABEL, "klaim-lolos", "rupiah", _LABEL, LolosForm,
    lambda nilai: "" if _whole(nilai, MAX_AMOUNT) else "Rupiah bulat, paling sedikit nol.",
    _rupiah,
)  # fmt: skip
_SHARE = "Bagian klaim tanpa alasan yang diundi"
BAGIAN_UNDIAN = JenisKetetapan(
    BAGIAN, _SHARE, "klaim-undian", "persen", _SHARE, BagianForm,
    lambda nilai: "" if _whole(nilai, _PERSEN) else "Bilangan bulat dari 0 sampai 100.",
    lambda nilai: f"{nilai} persen",
)  # fmt: skip


class HariSusulanForm(DecreeForm):
    """How many working days the papers of an emergency have."""

    jumlah = AngkaField(label="Hari kerja", minimum=1, maximum=_HARI)
    field_order = ("jumlah",)

    def nilai(self) -> Nilai:
        """Whole days."""
        return int(self.cleaned_data["jumlah"])


class SusulanForm(DecreeForm):
    """What follows when they come later, or never."""

    pilihan = forms.ChoiceField(
        label="Klaimnya",
        choices=[(one, one) for one in susulan.PILIHAN],
        help_text="Dilihat orang: bertanda B02 dan diputus verifikator. Tidak dijamin: seluruh "
        "klaim dipotong B02.",
    )
    field_order = ("pilihan",)

    def nilai(self) -> Nilai:
        """One of the two."""
        return str(self.cleaned_data["pilihan"])


_DAYS = "Hari kerja bagi berkas yang menyusul pada gawat darurat"
HARI_SUSULAN = JenisKetetapan(
    "jamkesda.surat.hari_susulan", _DAYS, "hari-susulan", "hari kerja", _DAYS, HariSusulanForm,
    lambda nilai: "" if nilai and _whole(nilai, _HARI) else f"Hari bulat, 1 sampai {_HARI}.",
    lambda nilai: f"{nilai} hari kerja",
)  # fmt: skip
_LATE = "Klaim gawat darurat yang berkasnya terlambat"
SUSULAN_LEWAT = JenisKetetapan(
    susulan.PARAMETER, _LATE, "susulan-lewat", "pilihan", _LATE, SusulanForm,
    lambda nilai: "" if nilai in susulan.PILIHAN else f"Pilih {' atau '.join(susulan.PILIHAN)}.",
    str,
)  # fmt: skip


class BatasForm(PaguSetahunForm):
    """A limit that claims share, decreed for one budget year."""

    jumlah = RupiahField(label="Batas")


BATAS_EPISODE = pagu_setahun(
    parameter(EPISODE), "Batas klaim satu perawatan (episode)", "batas-episode", BatasForm, "rupiah"
)
BATAS_PESERTA = pagu_setahun(
    parameter(PESERTA), "Batas klaim seorang peserta setahun", "batas-peserta", BatasForm
)
BATAS_KELUARGA = pagu_setahun(
    parameter(KELUARGA), "Batas klaim satu keluarga setahun", "batas-keluarga", BatasForm
)
BATAS_MISKIN, BATAS_UMUM, BATAS_BAYI = (
    pagu_setahun(parameter(KATEGORI, name), f"Batas klaim kategori {words} setahun",
                 f"batas-kategori-{name}", BatasForm)
    for name, words in (("miskin", "miskin"), ("umum", "umum"), ("bayi", "bayi baru lahir"))
)  # fmt: skip
