"""Forms of a month. Each field says in words what is wrong with it and keeps what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.http import QueryDict

from upaya.core import files
from upaya.core.fields import AngkaField, RupiahField
from upaya.insentif.isian.models import BerkasPendukung, PelayananBulan
from upaya.insentif.isian.services import Pair
from upaya.rules.bok.serapan import melebihi_sisa
from upaya.rules.insentif.spm import PELAYANAN, nama_pelayanan
from upaya.rules.period import Period


def set_choices(form: forms.Form, name: str, choices: Sequence[tuple[str, str]]) -> None:
    """Give a field of `form` the choices that only the request knows."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} bukan pilihan")
    field.choices = list(choices)


class MonthForm(forms.Form):
    """A form of a month: it carries the version that the person saw."""

    versi = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def as_month(self) -> dict[str, Any]:
        """What can be read of it now, typed or stored, in the form of the month's file."""
        return {name: self.read(name) for name in self.fields if name != "versi"}

    def read(self, name: str) -> int | None:
        """What can be read in one box now: typed, else stored."""
        if not self.is_bound:
            stored: int | None = self.initial.get(name)
            return stored
        self.errors  # noqa: B018 - cleans once
        typed: int | None = self.cleaned_data.get(name)
        return typed

    @property
    def values(self) -> dict[str, Any]:
        """What was entered, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "versi"}


class AdministrasiForm(MonthForm):
    """Data administrasi (Pasal 11A ayat (4) huruf a)."""

    penduduk = AngkaField(
        label="Jumlah penduduk wilayah kerja",
        minimum=1,
        suffix="jiwa",
        help_text="Diambil dari data puskesmas; perbaiki bila datanya berubah.",
    )
    bok_diusulkan = RupiahField(
        label="BOK yang diusulkan bulan ini", help_text="Rencana belanja BOK (RPK) bulan ini."
    )
    bok_diserap = RupiahField(
        label="BOK yang diserap bulan ini",
        help_text="Belanja BOK yang sudah terjadi bulan ini, tanpa insentif itu sendiri.",
    )
    sisa_pagu_bok = RupiahField(
        label="Sisa pagu BOK sebelum bulan ini",
        required=False,
        help_text="Bila diisi, serapan diperiksa agar tidak melebihi sisa pagu.",
    )

    def clean(self) -> dict[str, Any]:
        """Not more absorbed than was left."""
        data = super().clean() or {}
        if clause := melebihi_sisa(data.get("bok_diserap"), data.get("sisa_pagu_bok")):
            self.add_error("bok_diserap", f"{clause[:1].upper()}{clause[1:]}. Periksa keduanya.")
        return data


class JaspelForm(MonthForm):
    """Jaspel kapitasi of the month, to compare the incentive with."""

    jaspel = RupiahField(
        label="Jaspel kapitasi yang dibagikan bulan ini", help_text="Isi 0 bila tidak ada."
    )
    jaspel_penerima = AngkaField(
        label="Banyaknya penerima jaspel",
        required=False,
        suffix="orang",
        help_text="Isi bila jaspel lebih dari 0.",
    )

    def clean(self) -> dict[str, Any]:
        """An amount has receivers."""
        data = super().clean() or {}
        unnamed = "jaspel_penerima" not in self.errors and not data.get("jaspel_penerima")
        if data.get("jaspel") and unnamed:
            self.add_error("jaspel_penerima", "Isi banyaknya penerima jaspel.")
        return data


@dataclass(frozen=True, slots=True)
class PelayananRow:
    """One line of the table: the name and its two boxes."""

    key: str
    label: str
    target: BoundField
    realisasi: BoundField


class PelayananForm(MonthForm):
    """Target and realisation of the 12 services; a service may wait, or its realisation."""

    def __init__(
        self, data: QueryDict | None = None, *, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.labels = nama_pelayanan()
        for key in PELAYANAN:
            name = self.labels[key]
            for what in ("target", "realisasi"):
                field = AngkaField(label=f"{name}, {what}", required=False)
                self.fields[f"{key}_{what}"] = field

    @staticmethod
    def initial_of(stored: Iterable[PelayananBulan]) -> dict[str, int | None]:
        """What is stored, by field."""
        return {
            f"{row.layanan}_{what}": getattr(row, what)
            for row in stored
            for what in ("target", "realisasi")
        }

    def clean(self) -> dict[str, Any]:
        """No realisation without its target; what was stored is not emptied again."""
        data = super().clean() or {}
        for key in PELAYANAN:
            pair = {what: f"{key}_{what}" for what in ("target", "realisasi")}
            if any(name in self.errors for name in pair.values()):
                continue
            for what, name in pair.items():
                needed = what == "target" and data.get(pair["realisasi"]) is not None
                if data.get(name) is None and (needed or self.initial.get(name) is not None):
                    self.add_error(name, "Belum diisi. Tulis 0 bila tidak ada.")
        return data

    @property
    def rows(self) -> list[PelayananRow]:
        """The lines in the order of every form and file."""
        return [
            PelayananRow(key, self.labels[key], self[f"{key}_target"], self[f"{key}_realisasi"])
            for key in PELAYANAN
        ]

    @property
    def pairs(self) -> dict[str, Pair]:
        """Target and realisation of the services that are filled, by key."""
        data = self.cleaned_data
        return {
            key: (data[f"{key}_target"], data.get(f"{key}_realisasi"))
            for key in PELAYANAN
            if data.get(f"{key}_target") is not None
        }

    def typed(self) -> Iterator[tuple[str, int | None, int | None]]:
        """What can be read of each line now, typed or stored: for the computed column."""
        for key in PELAYANAN:
            yield key, self.read(f"{key}_target"), self.read(f"{key}_realisasi")

    def as_month(self) -> dict[str, Any]:
        """The services of the month's file."""
        return {
            "pelayanan": {
                key: {"target": target, "realisasi": done} for key, target, done in self.typed()
            }
        }


class BerkasForm(forms.Form):
    """A supporting file with its kind."""

    jenis = forms.ChoiceField(label="Jenis berkas", choices=BerkasPendukung.Jenis.choices)
    berkas = forms.FileField(
        label="Berkas",
        error_messages={
            "required": "Pilih berkasnya.",
            "empty": "Berkas ini kosong. Pilih berkas lain.",
        },
    )

    def clean_berkas(self) -> UploadedFile:
        """Judged by its content, before anything is kept."""
        upload: UploadedFile = self.cleaned_data["berkas"]
        files.check(upload)
        return upload


class BukaForm(forms.Form):
    """Which month to open, and from what."""

    periode = forms.ChoiceField(label="Bulan")
    salin = forms.BooleanField(
        label="Salin dari bulan sebelumnya",
        required=False,
        help_text="Target pelayanan dan kegiatan petugas ikut disalin; rupiah, realisasi, "
        "dan berkas tidak.",
    )

    def __init__(self, data: QueryDict | None = None, *, months: list[Period]) -> None:
        super().__init__(data)
        self.proposed = months[0]
        set_choices(self, "periode", [(str(month), month.nama) for month in months])
