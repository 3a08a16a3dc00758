"""Forms of need, formation and selection."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from upaya.alur.forms import LONG
from upaya.core import clock
from upaya.core.choices import RowField
from upaya.core.fields import AngkaField, TahunField, TanggalField
from upaya.core.lists import FilterForm
from upaya.core.scope import Scope
from upaya.exchange.tenaga.abk_json import FAKTOR, PENUNJANG, read
from upaya.pegawai.models import Pendidikan
from upaya.rules.loader import national_book
from upaya.rules.money import plain
from upaya.rules.numbers import NumberError, decimal
from upaya.rules.tenaga.abk import BebanKerja
from upaya.tenaga.formasi.models import ORANG, Calon, Jenis
from upaya.tenaga.formasi.services import Keputusan
from upaya.wilayah.models import Unit

_PARTS = 3
_TIMES = "kali"
_FIELDS = {FAKTOR: "faktor", PENUNJANG: "penunjang"}
TAHUN_AWAL = 2016
"""The first year with a rule for contract staff (Permenkes 82/2015): earlier ones are a slip."""
_KINDS = [(kind.value, kind.label) for kind in ORANG]


class FormasiFilter(FilterForm):
    """Of which year and kind."""

    tahun = TahunField(label="Tahun", minimum=TAHUN_AWAL)
    tahun.required = False
    jenis = forms.ChoiceField(
        label="Jenis", required=False, choices=[("", "Semua jenis"), *Jenis.choices]
    )
    lookups: ClassVar = {"tahun": "tahun", "jenis": "jenis"}


class BandingFilter(FilterForm):
    """Which year and kind of need stands beside the formation."""

    tahun = TahunField(label="Tahun", minimum=TAHUN_AWAL)
    tahun.required = False
    jenis = forms.ChoiceField(label="Jenis", required=False, choices=[("", "Semua jenis"), *_KINDS])


class KebutuhanForm(forms.Form):
    """A workload as the ABK-Kes asks for it; the tasks one a line."""

    tahun = TahunField(minimum=TAHUN_AWAL)
    jenis = forms.ChoiceField(label="Jenis tenaga", choices=_KINDS)
    waktu = AngkaField(
        label="Waktu kerja tersedia setahun", minimum=1, suffix="menit",
        help_text="72.000 menit, kecuali ditetapkan lain.",
    )  # fmt: skip
    tugas = forms.CharField(
        label="Tugas pokok", widget=LONG, max_length=10_000,
        help_text="Satu baris satu tugas: uraian; banyaknya setahun; menit sekali mengerjakan. "
        "Bila yang diketahui standar beban kerjanya, tulis sebagai kali: Penyuluhan; 48; 96 kali.",
    )  # fmt: skip
    faktor = forms.CharField(
        label="Waktu untuk tugas penunjang",
        max_length=12,
        required=False,
        help_text="Persen, misalnya 15 atau 7,5. Kosongkan bila standarnya yang diketahui.",
    )
    penunjang = forms.CharField(
        label="Standar tugas penunjang", max_length=12, required=False,
        help_text="Bila itu yang diketahui: satu atau lebih, misalnya 1,25. Isi salah satu saja.",
    )  # fmt: skip
    ada = AngkaField(
        label="Pegawai yang sudah ada", suffix="orang",
        help_text="Tanpa tenaga kontrak: mereka dihitung sendiri dari formasinya.",
    )  # fmt: skip

    def __init__(self, data: QueryDict | None = None) -> None:
        first = {"tahun": clock.today().year, "waktu": 72_000, "ada": 0, "faktor": "15"}
        super().__init__(data, initial=first)

    def clean(self) -> dict[str, Any]:
        """The same reader as the command's: its faults stand at the fields."""
        data = super().clean() or {}
        if self.errors:
            return data
        tasks = [self._task(line) for line in _lines(data["tugas"])]
        given = {
            key: self._number(name, data[name])
            for name, key in (("faktor", FAKTOR), ("penunjang", PENUNJANG)) if data[name]
        }  # fmt: skip
        if len(given) != 1:
            said = "Isi salah satu: persen waktunya, atau standar tugas penunjangnya."
            self.add_error("penunjang" if given else "faktor", said)
        if None in tasks or self.errors:
            return data
        asked = {"waktu_kerja_tersedia": data["waktu"], "tugas_pokok": tasks}
        data["beban"] = self._read(asked | given)
        return data

    def _task(self, line: str) -> dict[str, Any] | None:
        parts = [one.strip() for one in line.rsplit(";", 2)]
        if len(parts) != _PARTS or not all(parts):
            self.add_error("tugas", f"“{line}”: tulis uraian; banyaknya setahun; menit sekali.")
            return None
        times = parts[2].lower().endswith(_TIMES)
        return {
            "uraian": parts[0],
            "capaian": self._number("tugas", parts[1]),
            "standar" if times else "norma": self._number(
                "tugas", parts[2][: -len(_TIMES)].strip() if times else parts[2]
            ),
        }

    def _number(self, field: str, text: str) -> str:
        try:
            found = decimal(text)
        except NumberError:
            found = None
        if found is None:
            self.add_error(field, f"“{text}” bukan angka.")
            return "1"
        return plain(found)

    def _read(self, asked: dict[str, Any]) -> BebanKerja | None:
        reading = read(json.dumps(asked).encode(), national_book())
        for fault in reading.galat:
            field = _FIELDS.get(fault.letak, "tugas")
            self.add_error(field, f"{fault.letak}: {fault.pesan}.")
        return reading.beban

    @property
    def beban(self) -> BebanKerja:
        """The workload of a valid form."""
        found: BebanKerja = self.cleaned_data["beban"]
        return found


class FormasiForm(forms.Form):
    """A place that the Kepala Dinas decides."""

    puskesmas = RowField(
        label="Puskesmas", queryset=Unit.objects.none(), empty_label="Pilih puskesmas"
    )
    tahun = TahunField(minimum=TAHUN_AWAL)
    jenis = forms.ChoiceField(label="Jenis tenaga", choices=Jenis.choices)
    nomor = forms.CharField(label="Nomor keputusan", max_length=80)
    tanggal = TanggalField(label="Tanggal keputusan")
    alasan = forms.CharField(
        label="Prioritas kebutuhannya", widget=LONG, max_length=1_000,
        help_text="Mengapa kebutuhan ini didahulukan (Pasal 11 ayat (3) huruf f angka 3).",
    )  # fmt: skip

    def __init__(
        self, data: QueryDict | None = None, *, scope: Scope, initial: dict[str, Any] | None = None
    ) -> None:
        first = {"tahun": clock.today().year, **(initial or {})}
        super().__init__(data, initial=first)
        field: Any = self.fields["puskesmas"]
        rows = Unit.objects.for_scope(scope).filter(jenis=Unit.Jenis.PUSKESMAS, aktif=True)
        field.queryset = rows.order_by("nama")

    @property
    def keputusan(self) -> Keputusan:
        """The decision of a valid form."""
        said = self.cleaned_data
        return Keputusan(said["nomor"], said["tanggal"], said["alasan"])


class CalonForm(forms.Form):
    """A result of the selection, with what the requirements ask."""

    nama = forms.CharField(label="Nama lengkap", max_length=120)
    lahir = TanggalField(label="Tanggal lahir")
    pendidikan = forms.ChoiceField(label="Pendidikan terakhir", choices=Pendidikan.choices)
    bidang = forms.CharField(
        label="Bidang atau jurusan", max_length=120,
        help_text="Seperti dalam ijazah, misalnya Kesehatan Masyarakat, Promosi Kesehatan.",
    )  # fmt: skip
    pengalaman = AngkaField(label="Pengalaman di bidangnya", suffix="bulan", maximum=600)
    stra = forms.CharField(label="Nomor STRA", max_length=60, required=False)
    stra_sampai = TanggalField(label="STRA berlaku sampai", required=False)
    domisili = forms.BooleanField(label="Berdomisili di daerah", required=False)
    hasil = forms.ChoiceField(label="Hasil seleksi", choices=Calon.Hasil.choices)
    renbut = forms.CharField(label="Rujukan Renbut", max_length=80)
    si_sdm = forms.CharField(label="Rujukan SI SDM", max_length=80)
    tanggal = TanggalField(label="Tanggal hasil seleksi")

    def clean(self) -> dict[str, Any]:
        """A STRA has its number and its day, or neither."""
        data = super().clean() or {}
        if data.get("stra") and not data.get("stra_sampai"):
            self.add_error("stra_sampai", "Isi sampai kapan STRA ini berlaku.")
        if data.get("stra_sampai") and not data.get("stra"):
            self.add_error("stra", "Isi nomor STRA-nya.")
        return data


class StraForm(forms.Form):
    """A renewed STRA."""

    stra = forms.CharField(label="Nomor STRA", max_length=60)
    stra_sampai = TanggalField(label="STRA berlaku sampai")


class HasilForm(forms.Form):
    """What becomes of somebody after the selection."""

    hasil = forms.ChoiceField(label="Hasil seleksi", choices=Calon.Hasil.choices)


class CabutForm(forms.Form):
    """Why a place is taken back."""

    alasan = forms.CharField(label="Alasan pencabutan", widget=LONG, max_length=1_000)


def _lines(text: str) -> list[str]:
    found = [line.strip() for line in text.splitlines() if line.strip()]
    if not found:
        raise ValidationError({"tugas": "Tulis paling sedikit satu tugas."})
    return found
