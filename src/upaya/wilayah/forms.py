"""Forms of puskesmas."""

from __future__ import annotations

import re
from typing import Any, ClassVar, cast

from django import forms
from django.db.models import Q, QuerySet

from upaya.core import clock
from upaya.core.access import Access
from upaya.core.choices import RowField
from upaya.core.fields import AngkaField, TanggalField
from upaya.core.lists import FilterForm
from upaya.wilayah.models import Fasilitas, KategoriPuskesmas, Kecamatan, Unit

_USUAL_CODE = re.compile(r"P[0-9]{10}")
_KATEGORI = KategoriPuskesmas.Kategori.choices


class PuskesmasForm(forms.Form):
    """Name, code, kecamatan, and what stands in the head of its letters."""

    nama = forms.CharField(label="Nama puskesmas", max_length=120)
    kode = forms.CharField(
        label="Kode puskesmas",
        max_length=16,
        required=False,
        help_text="Huruf P diikuti 10 angka, misalnya P3512080101.",
    )
    kecamatan = RowField(
        label="Kecamatan", queryset=Kecamatan.objects.none(), required=False, empty_label="Pilih"
    )
    alamat = forms.CharField(
        label="Alamat",
        max_length=160,
        required=False,
        help_text="Jalan, desa, dan kode pos, seperti pada kop surat.",
    )
    telepon = forms.CharField(label="Nomor telepon", max_length=40, required=False)
    aktif = forms.BooleanField(label="Masih beroperasi", required=False, initial=True)

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Kecamatan]", self.fields["kecamatan"])
        field.queryset = Kecamatan.objects.for_scope(access.scope).order_by("kode")

    def clean_kode(self) -> str:
        """Capitals, no spaces."""
        return "".join(str(self.cleaned_data["kode"]).split()).upper()

    @property
    def doubts(self) -> list[str]:
        """A code of another shape is kept and doubted; only after is_valid()."""
        kode = self.cleaned_data["kode"]
        if kode and not _USUAL_CODE.fullmatch(kode):
            return [f"Kode {kode} tidak seperti biasanya (P diikuti 10 angka). Periksa lagi."]
        return []


class KopForm(forms.Form):
    """What stands below the name of the Dinas in the head of its letters."""

    alamat = forms.CharField(
        label="Alamat",
        max_length=160,
        help_text="Jalan, kota, dan kode pos, seperti pada kop surat.",
    )
    telepon = forms.CharField(label="Nomor telepon", max_length=40, required=False)


class PuskesmasBaruForm(PuskesmasForm):
    """A new one is also given its code in the law, which later changes of the name leave."""

    slug = forms.CharField(
        label="Kode aturan",
        max_length=120,
        required=False,
        help_text="Dipakai peraturan untuk menyebut puskesmas ini. Kosongkan agar dibuat dari "
        "nama: Puskesmas Panji menjadi panji. Tidak ikut berubah bila namanya berganti.",
    )


class KodeAturanForm(forms.Form):
    """Another code in the law, and why."""

    slug = forms.CharField(label="Kode aturan", max_length=120)
    alasan = forms.CharField(
        label="Alasan",
        max_length=100,
        help_text="Misalnya: peraturan yang baru menyebut nama lain.",
    )


class KategoriForm(forms.Form):
    """A category from a day on."""

    kategori = forms.ChoiceField(label="Kategori", choices=_KATEGORI)
    mulai = TanggalField(
        label="Berlaku mulai",
    )
    dasar_hukum = forms.CharField(
        label="Dasar hukum",
        max_length=160,
        help_text="Misalnya Perbup Situbondo 79/2022 Pasal 11A ayat (8) huruf a.",
    )


class PendudukForm(forms.Form):
    """The population of a year."""

    tahun = forms.IntegerField(label="Tahun", min_value=2000, max_value=2100)
    jumlah = AngkaField(label="Jumlah penduduk", minimum=1, maximum=10_000_000)
    sumber = forms.CharField(
        label="Sumber", max_length=160, help_text="Misalnya BPS, Situbondo Dalam Angka 2022."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        kwargs.setdefault("initial", {"tahun": clock.today().year})
        super().__init__(*args, **kwargs)


class FasilitasForm(forms.Form):
    """A jaringan or jejaring."""

    jenis = forms.ChoiceField(label="Jenis", choices=Fasilitas.Jenis.choices)
    nama = forms.CharField(label="Nama", max_length=120)


class PuskesmasFilter(FilterForm):
    """Above the list of puskesmas."""

    nama = forms.CharField(label="Nama atau kode", required=False, max_length=80)
    kategori = forms.ChoiceField(
        label="Kategori", choices=[("", "Semua"), *_KATEGORI], required=False
    )
    lookups: ClassVar[dict[str, str]] = {"kategori": "kategori_kini"}

    def narrow_nama(self, rows: QuerySet[Unit], value: str) -> QuerySet[Unit]:
        """Part of the name, or the beginning of the code."""
        return rows.filter(Q(nama__icontains=value) | Q(kode__istartswith=value))
