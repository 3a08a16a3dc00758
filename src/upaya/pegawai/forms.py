"""Forms of officers, posts and decrees. Numbers are brought to digits; doubts are for the view."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q, QuerySet

from upaya.akun.models import User
from upaya.core import clock, files
from upaya.core.access import Access
from upaya.core.choices import RowField, RowsField
from upaya.core.fields import TanggalField
from upaya.core.lists import FilterForm
from upaya.core.sniff import Content
from upaya.pegawai import numbers, queries
from upaya.pegawai.models import (
    Asal,
    Golongan,
    JenisJabatan,
    Kelas,
    Macam,
    Pendidikan,
    Penerbit,
    Petugas,
    Ptkp,
    Status,
    SuratKeputusan,
    Tenaga,
)
from upaya.pegawai.services.jabatan import DataSk
from upaya.pegawai.services.petugas import FIELDS, SECRET, DataPetugas
from upaya.rules.roles import Reach
from upaya.wilayah.models import Unit

_IMPORT_SIZE = 2 * 1024 * 1024
_NUMBER = {"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}


def _date(label: str, *, required: bool = True, help_text: str = "") -> TanggalField:
    return TanggalField(
        label=label,
        required=required,
        help_text=help_text,
    )


def _choice(
    label: str, choices: list[tuple[str, str]], *, empty: str = "", required: bool = True
) -> forms.ChoiceField:
    offered = [("", empty or "Pilih"), *choices]
    return forms.ChoiceField(label=label, choices=offered, required=required)


class PetugasForm(forms.Form):
    """An officer. Numbers already kept are never sent to the browser: an empty box keeps them."""

    nama = forms.CharField(label="Nama lengkap", max_length=120)
    nik = forms.CharField(label="NIK", max_length=40, widget=forms.TextInput(attrs=_NUMBER))
    status = _choice("Status kepegawaian", Status.choices)
    golongan = _choice("Golongan", Golongan.choices, empty="Tidak ada", required=False)
    pendidikan = _choice("Pendidikan terakhir", Pendidikan.choices)
    tenaga = _choice("Jenis tenaga", Tenaga.choices)
    nip = forms.CharField(
        label="NIP", max_length=40, required=False, widget=forms.TextInput(attrs=_NUMBER)
    )
    npwp = forms.CharField(
        label="NPWP", max_length=40, required=False, widget=forms.TextInput(attrs=_NUMBER)
    )
    ptkp = _choice("Status PTKP", Ptkp.choices, empty="Belum diketahui", required=False)
    bank = forms.CharField(label="Nama bank", max_length=60, required=False)
    rekening = forms.CharField(
        label="Nomor rekening", max_length=60, required=False, widget=forms.TextInput(attrs=_NUMBER)
    )
    nama_rekening = forms.CharField(label="Nama pemilik rekening", max_length=120, required=False)

    def __init__(self, *args: Any, officer: Petugas | None = None, **kwargs: Any) -> None:  # noqa: ANN401
        self.officer = officer
        if officer is not None:
            shown = {name: getattr(officer, name) for name in FIELDS if name not in SECRET}
            kwargs["initial"] = shown | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        removable = []
        for name in SECRET:
            kept = getattr(officer, name) if officer is not None else ""
            if kept:
                self.fields[name].required = False
                self.fields[
                    name
                ].help_text = (
                    f"Tersimpan {queries.mask_number(kept)}. Kosongkan bila tidak berubah."
                )
                if name != "nik":
                    removable.append((name, str(self.fields[name].label)))
        if removable:
            self.fields["hapus"] = forms.MultipleChoiceField(
                label="Hapus yang tersimpan",
                choices=removable,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def _digits(self, name: str, clean: Callable[[str], str]) -> str:
        try:
            typed = clean(self.cleaned_data[name])
        except numbers.NumberError as fault:
            raise ValidationError(str(fault)) from fault
        kept: str = getattr(self.officer, name) if self.officer is not None else ""
        return typed or kept

    def clean_nik(self) -> str:
        """16 digits."""
        return self._digits("nik", numbers.clean_nik)

    def clean_nip(self) -> str:
        """18 digits."""
        return self._digits("nip", numbers.clean_nip)

    def clean_npwp(self) -> str:
        """15 or 16 digits."""
        return self._digits("npwp", numbers.clean_npwp)

    def clean_rekening(self) -> str:
        """Digits of the account."""
        return self._digits("rekening", numbers.clean_account)

    @property
    def data_petugas(self) -> DataPetugas:
        """What the services take; only after is_valid()."""
        erased = self.cleaned_data.get("hapus", [])
        return DataPetugas(
            **{name: "" if name in erased else self.cleaned_data[name] for name in FIELDS}
        )

    @property
    def doubts(self) -> list[str]:
        """Sentences about numbers that look wrong; only after is_valid()."""
        data = self.data_petugas
        return numbers.nik_doubts(data.nik, clock.today()) + numbers.nip_doubts(data.nip)


class PuskesmasForm(forms.Form):
    """Which puskesmas; asked only from who reaches more than one."""

    puskesmas = RowField(label="Puskesmas", queryset=Unit.objects.none(), empty_label="Pilih")

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.own = access.scope.unit if access.scope.reach is Reach.UNIT else None
        field = cast("forms.ModelChoiceField[Unit]", self.fields["puskesmas"])
        field.queryset = queries.puskesmas_terjangkau(access.scope)
        if self.own is not None:
            del self.fields["puskesmas"]

    @property
    def puskesmas_id(self) -> int:
        """The chosen puskesmas, or the person's own; only after is_valid()."""
        return self.own if self.own is not None else int(self.cleaned_data["puskesmas"].pk)


class PilihPuskesmasForm(forms.Form):
    """One puskesmas at a time; the first one until another is chosen."""

    puskesmas = RowField(
        label="Puskesmas",
        queryset=Unit.objects.none(),
        required=False,
        empty_label=None,
        widget=forms.Select(attrs={"data-submit": ""}),
    )

    def __init__(self, *args: Any, choices: QuerySet[Unit], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Unit]", self.fields["puskesmas"]).queryset = choices
        self.is_valid()
        picked: Unit | None = self.cleaned_data.get("puskesmas")
        self.chosen = picked or choices.first()


class NewPetugasForm(PetugasForm, PuskesmasForm):
    """A new officer, with the puskesmas where it must be asked."""

    field_order = ["puskesmas", "nama", "nik"]


class AkunForm(forms.Form):
    """Whose account reads an officer's slip."""

    user = RowField(
        label="Akun",
        queryset=User.objects.none(),
        required=False,
        empty_label="Tidak ada",
        help_text="Akun dengan peran petugas di puskesmas ini; buat dulu di halaman Pengguna.",
    )

    def __init__(self, *args: Any, officer: Petugas, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[User]", self.fields["user"])
        field.queryset = queries.accounts_for(officer.puskesmas)


class NonaktifForm(forms.Form):
    """From which day an officer no longer works here."""

    sejak = _date("Tidak bertugas sejak", help_text="Hari pertama tidak bertugas di sini.")


class EndForm(forms.Form):
    """The last day of a post or of entitlement."""

    sampai = _date("Hari terakhir berlaku")


class _PeriodForm(forms.Form):
    sk = RowField(
        label="Surat keputusan", queryset=SuratKeputusan.objects.none(), empty_label="Pilih"
    )
    mulai = _date("Berlaku mulai")
    sampai = _date("Berlaku sampai", required=False, help_text="Kosongkan bila belum ditentukan.")

    def offer(self, decrees: QuerySet[SuratKeputusan]) -> None:
        """Which decrees can be chosen."""
        cast("forms.ModelChoiceField[SuratKeputusan]", self.fields["sk"]).queryset = decrees


class _PostField(RowField[JenisJabatan]):
    def label_from_instance(self, obj: JenisJabatan) -> str:
        return f"{obj.nama} ({Macam(obj.macam).label.lower()})"


class PenugasanForm(_PeriodForm):
    """A post for an officer."""

    jenis = _PostField(label="Jabatan", queryset=JenisJabatan.objects.none(), empty_label="Pilih")
    field_order = ["jenis", "sk", "mulai", "sampai"]

    def __init__(self, *args: Any, officer: Petugas, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.offer(queries.sk_untuk(officer.puskesmas))
        field = cast("forms.ModelChoiceField[JenisJabatan]", self.fields["jenis"])
        field.queryset = queries.jenis_jabatan_dipakai(str(officer.puskesmas.kabupaten_id))


class PenetapanForm(_PeriodForm):
    """Entitlement of one officer."""

    def __init__(self, *args: Any, officer: Petugas, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        decrees = queries.sk_untuk(officer.puskesmas)
        self.offer(decrees.filter(penerbit=Penerbit.KEPALA_DINAS))


class TetapkanForm(forms.Form):
    """Entitlement of many officers by one decree."""

    petugas = RowsField(
        label="Petugas yang ditetapkan",
        queryset=Petugas.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    mulai = _date("Berlaku mulai")
    sampai = _date("Berlaku sampai", required=False, help_text="Kosongkan bila belum ditentukan.")

    def __init__(self, *args: Any, officers: QuerySet[Petugas], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        field = cast("RowsField[Petugas]", self.fields["petugas"])
        field.queryset = officers
        self.initial.setdefault("petugas", [officer.pk for officer in field.queryset])

    @property
    def candidates(self) -> int:
        """How many officers can be chosen."""
        return len(self.initial["petugas"])


class SkForm(forms.Form):
    """A decree, with its file when there is one."""

    nomor = forms.CharField(label="Nomor SK", max_length=80)
    tanggal = _date("Tanggal SK")
    penerbit = _choice("Ditetapkan oleh", Penerbit.choices)
    perihal = forms.CharField(label="Perihal", max_length=160)
    mulai = _date("Berlaku mulai")
    sampai = _date("Berlaku sampai", required=False, help_text="Kosongkan bila belum ditentukan.")
    berkas = forms.FileField(label="Berkas SK", required=False)

    def clean_berkas(self) -> UploadedFile | None:
        """Checked by content."""
        upload: UploadedFile | None = self.cleaned_data["berkas"]
        if upload is not None:
            files.check(upload)
        return upload

    @property
    def data_sk(self) -> DataSk:
        """What the services take; only after is_valid()."""
        names = ("nomor", "tanggal", "penerbit", "perihal", "mulai", "sampai")
        return DataSk(**{name: self.cleaned_data[name] for name in names})


class NewSkForm(PuskesmasForm, SkForm):
    """A new decree; the Dinas chooses a puskesmas or leaves it empty for the whole district."""

    field_order = ["puskesmas", "nomor"]

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, access=access, **kwargs)
        if "puskesmas" in self.fields:
            field = cast("forms.ModelChoiceField[Unit]", self.fields["puskesmas"])
            field.required, field.empty_label = False, "Seluruh kabupaten"


class JenisJabatanForm(forms.Form):
    """A post name with its score class and where the class comes from."""

    nama = forms.CharField(label="Nama jabatan", max_length=120)
    macam = _choice("Macam", Macam.choices)
    kelas = _choice(
        "Kelas skor", Kelas.choices, empty="Tidak berlaku (jabatan tambahan)", required=False
    )
    asal = _choice("Asal kelas", Asal.choices)
    aktif = forms.BooleanField(label="Masih dipakai", required=False, initial=True)


class ImporForm(PuskesmasForm):
    """The workbook of officers."""

    berkas = forms.FileField(label="Berkas XLSX")
    field_order = ["puskesmas", "berkas"]

    content: Content
    """The checked file; only after is_valid()."""

    def clean_berkas(self) -> UploadedFile:
        """An XLSX by content, small enough to be kept sealed in the database."""
        upload: UploadedFile = self.cleaned_data["berkas"]
        self.content = files.check(upload)
        if self.content.kind != "xlsx":
            raise ValidationError("Pilih berkas XLSX yang memakai templat di atas.")
        if len(self.content.body) > _IMPORT_SIZE:
            raise ValidationError("Paling besar 2 MB. Salin tabelnya saja ke templat.")
        return upload


class PetugasFilter(FilterForm):
    """Above the list of officers."""

    puskesmas = RowField(
        label="Puskesmas", queryset=Unit.objects.none(), required=False, empty_label="Semua"
    )
    nama = forms.CharField(label="Nama atau kode", required=False, max_length=80)
    status = _choice("Status", Status.choices, empty="Semua", required=False)
    pendidikan = _choice("Pendidikan", Pendidikan.choices, empty="Semua", required=False)
    keadaan = _choice(
        "Keadaan",
        [("nonaktif", "Nonaktif"), ("semua", "Aktif dan nonaktif")],
        empty="Aktif",
        required=False,
    )
    lookups: ClassVar[dict[str, str]] = {
        "puskesmas": "puskesmas",
        "status": "status",
        "pendidikan": "pendidikan",
    }

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        if access.scope.reach is Reach.UNIT:
            del self.fields["puskesmas"]
        else:
            field = cast("forms.ModelChoiceField[Unit]", self.fields["puskesmas"])
            field.queryset = queries.puskesmas_terjangkau(access.scope)

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Active officers unless others are asked for."""
        narrowed = super().narrow(rows)
        asked = self.cleaned_data.get("keadaan")
        if asked == "semua":
            return narrowed
        return narrowed.filter(aktif=asked != "nonaktif")

    def narrow_nama(self, rows: QuerySet[Petugas], value: str) -> QuerySet[Petugas]:
        """Part of the name, or the beginning of the code."""
        return rows.filter(Q(nama__icontains=value) | Q(kode__istartswith=value))


def today_initial() -> dict[str, date]:
    """A period form begins with today."""
    return {"mulai": clock.today()}
