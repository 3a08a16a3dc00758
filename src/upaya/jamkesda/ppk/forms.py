"""Forms of PPK and of cooperation agreements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from upaya.alur.forms import LONG
from upaya.core import clock
from upaya.core.choices import RowField
from upaya.core.fields import AngkaField, RupiahField, TanggalField
from upaya.core.lists import FilterForm
from upaya.jamkesda.ppk.models import Layanan, Perjanjian, Ppk
from upaya.rules.loader import national_book
from upaya.wilayah.models import Unit

_ALL = [("", "Semua")]
_KINDS = tuple(kind.value for kind in Ppk.Jenis)
FIELDS = ("nomor", "mulai", "sampai", "layanan", "daftar_tarif", "plafon", "hari_klaim")


def mutu_data(kabupaten: str) -> list[str]:
    """The qualities of data whose procedures an agreement settles (Pasal 10).

    The text of one district alone asks for them, so that another one has none.
    """
    found = national_book().find("jamkesda.mutu_data", clock.today(), kabupaten)
    return [str(one) for one in found.items] if found else []


class PpkForm(forms.Form):
    """A unit that becomes a PPK: one that stands already, or a new one."""

    unit = RowField(label="Unit yang sudah tercatat", queryset=Unit.objects.none(), required=False)
    nama = forms.CharField(
        label="Atau nama fasilitas baru",
        max_length=120,
        required=False,
        help_text="Rumah sakit atau klinik yang belum tercatat dalam kabupaten ini.",
    )
    jenis = forms.ChoiceField(label="Jenis", choices=Ppk.Jenis.choices)
    kelas = forms.ChoiceField(
        label="Kelas rumah sakit", choices=[("", "Tanpa kelas"), *Ppk.Tingkat.choices],
        required=False,
    )  # fmt: skip
    layanan = forms.MultipleChoiceField(
        label="Layanan yang disediakan",
        choices=Layanan.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu layanan."},
    )

    def __init__(self, data: QueryDict | None = None, *, kabupaten: str) -> None:
        super().__init__(data)
        field: Any = self.fields["unit"]
        rows = Unit.objects.filter(kabupaten=kabupaten, jenis__in=_KINDS, ppk=None)
        field.queryset = rows.order_by("nama", "pk")

    def clean(self) -> dict[str, Any]:
        """One of the two, and a kind that fits."""
        said: dict[str, Any] = super().clean() or {}
        unit, name, kind = said.get("unit"), said.get("nama"), said.get("jenis")
        if bool(unit) == bool(name):
            self.add_error("nama", "Pilih unit yang tercatat, atau tulis nama fasilitas baru.")
        elif unit and unit.jenis != kind:
            self.add_error("jenis", "Jenisnya berbeda dari unit yang dipilih.")
        elif name and kind == Ppk.Jenis.PUSKESMAS:
            self.add_error("nama", "Puskesmas dicatat Dinas Kesehatan; pilih yang sudah tercatat.")
        if said.get("kelas") and kind != Ppk.Jenis.RUMAH_SAKIT:
            self.add_error("kelas", "Kelas hanya dimiliki rumah sakit.")
        return said


class PerjanjianForm(forms.Form):
    """An agreement with a PPK, or with a company as a partner (Pasal 4 ayat (1))."""

    badan_usaha = forms.CharField(
        label="Badan usaha",
        max_length=120,
        error_messages={"required": "Isi nama badan usahanya."},
    )
    nomor = forms.CharField(
        label="Nomor perjanjian",
        max_length=80,
        error_messages={"required": "Isi nomor perjanjiannya."},
    )
    mulai = TanggalField(label="Berlaku mulai", error_messages={"required": "Isi tanggalnya."})
    sampai = TanggalField(label="Berlaku sampai", error_messages={"required": "Isi tanggalnya."})
    layanan = forms.MultipleChoiceField(
        label="Layanan yang dijamin",
        choices=Layanan.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu layanan."},
    )
    daftar_tarif = forms.CharField(label="Daftar tarif", max_length=120, required=False)
    plafon = RupiahField(label="Plafon seluruh masanya", required=False)
    hari_klaim = AngkaField(label="Hari pengajuan klaim", minimum=1, maximum=365)

    def __init__(self, data: QueryDict | None = None, *, ppk: Ppk | None, kabupaten: str) -> None:
        super().__init__(data, initial={"hari_klaim": 30, "mulai": clock.today()})
        self.mutu = mutu_data(kabupaten)
        if ppk is not None:
            del self.fields["badan_usaha"]
            field: Any = self.fields["layanan"]
            field.choices = [one for one in Layanan.choices if one[0] in ppk.layanan]
        else:
            del self.fields["layanan"]
        for name in self.mutu:
            self.fields[f"klausul_{name}"] = forms.CharField(
                label=f"Prosedur {name} data (Pasal 10)",
                max_length=400,
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={"required": f"Tulis yang diperjanjikan tentang {name} data."},
            )

    def clean(self) -> dict[str, Any]:
        """Days in order."""
        said: dict[str, Any] = super().clean() or {}
        begins, ends = said.get("mulai"), said.get("sampai")
        if begins and ends and ends < begins:
            self.add_error("sampai", "Tanggal akhir mendahului tanggal mulai.")
        return said

    @property
    def values(self) -> Mapping[str, Any]:
        """The fields of the agreement, its clauses by quality of data."""
        said = self.cleaned_data
        found = {name: said[name] for name in FIELDS if name in said}
        clauses = {name: said[f"klausul_{name}"] for name in self.mutu}
        return found | {"badan_usaha": said.get("badan_usaha", ""), "klausul": clauses}


class KeadaanForm(forms.Form):
    """How an agreement stands from now on, and why."""

    status = forms.ChoiceField(label="Keadaan", choices=[])
    alasan = forms.CharField(
        label="Alasan", max_length=400, widget=LONG, error_messages={"required": "Tulis alasannya."}
    )
    MENJADI: ClassVar[Mapping[str, tuple[tuple[str, str], ...]]] = {
        Perjanjian.Status.DRAF: (("berlaku", "Setujui"), ("ditolak", "Tolak")),
        Perjanjian.Status.BERLAKU: (("ditangguhkan", "Tangguhkan"), ("berakhir", "Akhiri")),
        Perjanjian.Status.DITANGGUHKAN: (
            ("berlaku", "Berlakukan lagi"), ("berakhir", "Akhiri"),
        ),
    }  # fmt: skip

    def __init__(self, data: QueryDict | None = None, *, perjanjian: Perjanjian) -> None:
        super().__init__(data)
        field: Any = self.fields["status"]
        field.choices = self.MENJADI.get(perjanjian.status, ())


class PerjanjianFilter(FilterForm):
    """Above the list of agreements."""

    status = forms.ChoiceField(
        label="Keadaan", required=False, choices=[*_ALL, *Perjanjian.Status.choices]
    )
    cari = forms.CharField(label="Nomor", required=False, max_length=80)
    lookups: ClassVar[dict[str, str]] = {"status": "status", "cari": "nomor__icontains"}
