"""Forms of members: an application, a word on look-alikes, a change, the filters."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from upaya.alur.forms import LONG
from upaya.core import clock, files
from upaya.core.choices import RowField
from upaya.core.crypto import blind_index
from upaya.core.fields import TanggalField
from upaya.core.lists import FilterForm
from upaya.jamkesda.peserta.models import Kategori, Mutasi, Pendaftaran, Peserta, Sumber, aktif_pada
from upaya.pegawai.identitas import IdentitasForm
from upaya.pegawai.numbers import digits
from upaya.rules.jamkesda.road import PENDAFTARAN_PESERTA
from upaya.warga.models import Kelamin, Warga
from upaya.wilayah.models import Unit

_ALL = [("", "Semua")]
_DIGITS = 16
_NUMBER = {"inputmode": "numeric", "autocomplete": "off"}
FIELDS = (
    "nama", "nik", "kk", "tanggal_lahir", "jenis_kelamin", "hubungan", "ibu", "desa", "alamat",
    "telepon", "kategori", "sumber", "nomor_sumber", "mulai",
)  # fmt: skip
_BY_HAND = (Sumber.PERMOHONAN, Sumber.SURAT_MISKIN)
"""A newborn is entered from the mother's card."""


class DesaField(RowField[Unit]):
    """A village with its kecamatan."""

    def label_from_instance(self, obj: Unit) -> str:
        """Villages of two kecamatan may share a name."""
        return f"{obj.nama} ({obj.induk.nama if obj.induk else '-'})"


class PendaftaranForm(IdentitasForm):
    """Who asks to be a member, and upon what."""

    kunci = forms.UUIDField(widget=forms.HiddenInput, required=False)
    nama = forms.CharField(
        label="Nama", max_length=120, error_messages={"required": "Isi nama pendaftar."}
    )
    nik = forms.CharField(
        label="NIK",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs=_NUMBER),
        help_text="16 angka seperti pada KTP. Bayi yang belum mempunyai NIK memakai nama ibunya.",
    )
    kk = forms.CharField(
        label="Nomor KK",
        max_length=30,
        widget=forms.TextInput(attrs=_NUMBER),
        error_messages={"required": "Isi nomor kartu keluarga."},
    )
    tanggal_lahir = TanggalField(
        label="Tanggal lahir", error_messages={"required": "Isi tanggal lahir."}
    )
    jenis_kelamin = forms.ChoiceField(label="Jenis kelamin", choices=Kelamin.choices)
    hubungan = forms.ChoiceField(label="Hubungan dalam keluarga", choices=Warga.Hubungan.choices)
    ibu = forms.CharField(label="Nama ibu kandung", max_length=120, required=False)
    desa = DesaField(
        label="Desa/kelurahan",
        queryset=Unit.objects.none(),
        error_messages={"required": "Pilih desa atau kelurahannya."},
    )
    alamat = forms.CharField(
        label="Alamat", max_length=200, error_messages={"required": "Isi alamat rumah."}
    )
    telepon = forms.CharField(label="Nomor telepon", max_length=40, required=False)
    kategori = forms.ChoiceField(label="Kategori", choices=Kategori.choices)
    sumber = forms.ChoiceField(label="Dasar", choices=Sumber.choices)
    nomor_sumber = forms.CharField(label="Nomor surat atau berkas", max_length=120, required=False)
    mulai = TanggalField(label="Aktif mulai", error_messages={"required": "Isi tanggal mulai."})

    def __init__(
        self, data: QueryDict | None = None, *, kabupaten: str, case: Pendaftaran | None = None
    ) -> None:
        initial: dict[str, Any] = {"kunci": uuid.uuid4(), "mulai": clock.today()}
        if case is not None:
            initial = {name: getattr(case, name) for name in FIELDS}
        super().__init__(data, initial=initial)
        villages = Unit.objects.filter(kabupaten=kabupaten, jenis=Unit.Jenis.DESA)
        field: Any = self.fields["desa"]
        field.queryset = villages.select_related("induk").order_by("induk__nama", "nama", "pk")
        newborn = case is not None and case.ibu_peserta_id is not None
        for name, choices, own in (
            ("sumber", Sumber, {Sumber.BAYI_LAHIR} if newborn else set(_BY_HAND)),
            ("kategori", Kategori, {Kategori.BAYI} if newborn else set(Kategori) - {Kategori.BAYI}),
        ):
            choosing: Any = self.fields[name]
            choosing.choices = [(one.value, one.label) for one in choices if one in own]

    def clean(self) -> dict[str, Any]:
        """Without a NIK the mother stands in; nobody is a member before birth."""
        said: dict[str, Any] = super().clean() or {}
        if not said.get("nik") and "nik" in said and not said.get("ibu"):
            self.add_error("ibu", "Tanpa NIK, isi nama ibu kandung.")
        born, begins = said.get("tanggal_lahir"), said.get("mulai")
        if born and begins and begins < born:
            self.add_error("mulai", "Tanggal mulai mendahului tanggal lahir.")
        if said.get("sumber") == Sumber.SURAT_MISKIN and not said.get("nomor_sumber"):
            self.add_error("nomor_sumber", "Isi nomor surat miskinnya.")
        return said

    @property
    def values(self) -> Mapping[str, Any]:
        """The fields of the application."""
        return {name: self.cleaned_data[name] for name in FIELDS}


class BayiForm(forms.Form):
    """A newborn, from the mother's card."""

    kunci = forms.UUIDField(widget=forms.HiddenInput, required=False)
    nama = forms.CharField(
        label="Nama bayi",
        max_length=120,
        help_text="Yang belum bernama ditulis Bayi dengan nama ibunya.",
        error_messages={"required": "Isi nama bayinya."},
    )
    tanggal_lahir = TanggalField(
        label="Tanggal lahir", error_messages={"required": "Isi tanggal lahirnya."}
    )
    jenis_kelamin = forms.ChoiceField(label="Jenis kelamin", choices=Kelamin.choices)
    nomor_sumber = forms.CharField(
        label="Nomor surat keterangan lahir",
        max_length=120,
        error_messages={"required": "Isi nomor surat keterangan lahirnya."},
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"kunci": uuid.uuid4(), "tanggal_lahir": clock.today()})


class SuratMiskinForm(forms.Form):
    """The letter in somebody's hand: two things that stand on it."""

    kunci = forms.UUIDField(widget=forms.HiddenInput, required=False)
    nomor = forms.CharField(
        label="Nomor surat",
        max_length=120,
        help_text="Seperti tertulis di kepala surat, dengan garis miringnya.",
        error_messages={"required": "Ketik nomor suratnya."},
    )
    tanggal_lahir = TanggalField(
        label="Tanggal lahir pemegang surat", error_messages={"required": "Isi tanggal lahir."}
    )
    jenis_kelamin = forms.ChoiceField(
        label="Jenis kelamin",
        choices=[("", "Menurut NIK pada suratnya"), *Kelamin.choices],
        required=False,
        help_text="Dipilih hanya bila suratnya tanpa NIK.",
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"kunci": uuid.uuid4()})


class KenaliForm(forms.Form):
    """Whether an applicant is somebody of the register."""

    warga = forms.TypedChoiceField(
        label="Orang ini", coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )
    alasan = forms.CharField(
        label="Alasan", max_length=400, widget=LONG, error_messages={"required": "Tulis alasannya."}
    )

    def __init__(self, data: QueryDict | None = None, *, mirip: list[Warga]) -> None:
        super().__init__(data)
        choices = [(one.pk, f"Sama dengan {one.nama}, {one.desa.nama}, {one.nik_samar}")
                   for one in mirip]  # fmt: skip
        field: Any = self.fields["warga"]
        field.choices = [("", "Orang lain, belum ada dalam register"), *choices]


class MutasiForm(forms.Form):
    """A change of a membership."""

    jenis = forms.ChoiceField(
        label="Jenis mutasi",
        choices=[
            (one.value, one.label)
            for one in (
                Mutasi.Jenis.AKHIR, Mutasi.Jenis.PBI, Mutasi.Jenis.BPJS, Mutasi.Jenis.MENINGGAL,
                Mutasi.Jenis.TETAP, Mutasi.Jenis.UBAH,
            )
        ],
    )  # fmt: skip
    tanggal = TanggalField(
        label="Berlaku tanggal",
        help_text="Hari terakhir yang dijamin; bagi yang meninggal, hari meninggalnya.",
        error_messages={"required": "Isi tanggalnya."},
    )
    kategori = forms.ChoiceField(
        label="Kategori baru",
        choices=[("", "Tidak berubah"), *Kategori.choices],
        required=False,
        help_text="Hanya bagi perubahan data.",
    )
    alasan = forms.CharField(
        label="Alasan", max_length=400, widget=LONG, error_messages={"required": "Tulis alasannya."}
    )
    dokumen = forms.CharField(
        label="Nomor dokumen", max_length=120, error_messages={"required": "Isi nomor dokumennya."}
    )
    berkas = forms.FileField(
        label="Berkas", required=False, error_messages={"empty": "Berkas ini kosong."}
    )

    def __init__(
        self, data: QueryDict | None = None, sent: MultiValueDict[str, Any] | None = None
    ) -> None:
        super().__init__(data, sent, initial={"tanggal": clock.today()})

    def clean_berkas(self) -> Any:  # noqa: ANN401 - an upload
        """By content: a PDF or a picture."""
        upload = self.cleaned_data["berkas"]
        if upload and files.check(upload).kind == "xlsx":
            raise ValidationError("Kirim berkas PDF, JPG, atau PNG.")
        return upload

    def clean(self) -> dict[str, Any]:
        """Another category belongs to a change of data, and a change of data changes something."""
        said: dict[str, Any] = super().clean() or {}
        changes = said.get("jenis") == Mutasi.Jenis.UBAH
        if changes and not said.get("kategori"):
            self.add_error("kategori", "Pilih kategori barunya.")
        if not changes and said.get("kategori"):
            self.add_error("kategori", "Kategori hanya diubah dengan perubahan data.")
        return said


class PesertaFilter(FilterForm):
    """Above the list of members."""

    cari = forms.CharField(label="Nama", required=False, max_length=80)
    nomor = forms.CharField(label="Nomor kartu atau NIK", required=False, max_length=30)
    kategori = forms.ChoiceField(
        label="Kategori", required=False, choices=[*_ALL, *Kategori.choices]
    )
    keadaan = forms.ChoiceField(
        label="Keadaan",
        required=False,
        choices=[*_ALL, ("aktif", "Aktif hari ini"), ("tidak", "Tidak aktif")],
    )
    lookups: ClassVar[dict[str, str]] = {
        "cari": "warga__nama__icontains",
        "kategori": "kategori",
    }

    def narrow_nomor(self, rows: QuerySet[Peserta], value: str) -> QuerySet[Peserta]:
        """A whole number only: a NIK is not searched in pieces."""
        return rows.filter(menurut_nomor(value))

    def narrow_keadaan(self, rows: QuerySet[Peserta], value: str) -> QuerySet[Peserta]:
        """By whether they are covered today."""
        covered = aktif_pada(clock.today())
        return rows.filter(covered) if value == "aktif" else rows.exclude(covered)


def menurut_nomor(text: str) -> Q:
    """Members with this card number or this NIK, as a condition on rows.

    A card begins with letters and is no NIK: either is led by its own index, both at once by none.
    """
    plain = digits(text)
    if len(plain) == _DIGITS and plain.isascii() and plain.isdecimal():
        return Q(warga__kabupaten=F("kabupaten"), warga__nik_indeks=blind_index(plain, "nik"))
    return Q(kartu=text.strip().upper().replace(" ", ""))


class PendaftaranFilter(FilterForm):
    """Above the list of applications."""

    status = forms.ChoiceField(
        label="Status", required=False, choices=[*_ALL, *PENDAFTARAN_PESERTA.choices()]
    )
    cari = forms.CharField(label="Nama", required=False, max_length=80)
    lookups: ClassVar[dict[str, str]] = {"status": "status", "cari": "nama__icontains"}
