"""Forms of the counter: who stands there, a referral, a letter, its papers."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from upaya.alur.forms import LONG
from upaya.core import clock, files
from upaya.core.choices import RowField
from upaya.core.fields import RupiahField, TanggalField
from upaya.core.lists import FOUND, FilterForm, beginning
from upaya.core.templatetags.upaya import angka
from upaya.jamkesda.luring.segel import kartu_dalam
from upaya.jamkesda.peserta.models import Peserta
from upaya.jamkesda.ppk.models import Kelas, Layanan, Ppk
from upaya.jamkesda.surat.models import BELUM_BERES, Rujukan
from upaya.rules.jamkesda import diagnosis
from upaya.rules.jamkesda.road import SURAT_JAMINAN

_ALL = [("", "Semua")]
_GROUP = 3


class CekForm(forms.Form):
    """Who stands at the counter."""

    nomor = forms.CharField(
        label="NIK, nomor kartu, atau hasil pindai QR",
        max_length=1000,
        error_messages={"required": "Ketik NIK atau nomor kartunya, atau pindai kode QR."},
        # The cursor is there for the hand scanner, which types and presses Enter.
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autofocus": True}
        ),
    )

    def clean_nomor(self) -> str:
        """The number alone: a scanned QR holds the address of the card's page, or a signed line."""
        said = str(self.cleaned_data["nomor"]).strip().partition("?")[0]
        return kartu_dalam(said) or said.rstrip("/").rpartition("/")[2]


def kelompok(kode: str) -> str:
    """The diagnosis group of a code of ICD-10. ValidationError for one that is not known."""
    plain = kode.strip().upper()
    found = diagnosis.cari(plain)
    if found is None:
        raise ValidationError("Kode ICD-10 ini tidak dikenal; contohnya A09 atau I10.")
    return found.kode[:_GROUP]


class _Episode(forms.Form):
    """What referral and letter have in common."""

    kunci = forms.UUIDField(widget=forms.HiddenInput, required=False)
    diagnosis = forms.CharField(
        label="Kelompok diagnosis (ICD-10)",
        max_length=8,
        help_text="Tiga tanda pertama, misalnya A09 (diare) atau I10 (hipertensi).",
        error_messages={"required": "Isi kelompok diagnosisnya."},
    )

    def clean_diagnosis(self) -> str:
        """The group, whatever code was typed."""
        return kelompok(self.cleaned_data["diagnosis"])


class RujukanForm(_Episode):
    """Where somebody is sent, and why."""

    ke = RowField(
        label="Dirujuk ke",
        queryset=Ppk.objects.none(),
        error_messages={"required": "Pilih PPK tujuannya."},
    )
    nomor = forms.CharField(
        label="Nomor rujukan", max_length=60, error_messages={"required": "Isi nomor rujukan."}
    )
    tanggal = TanggalField(
        label="Tanggal rujukan", error_messages={"required": "Isi tanggal rujukan."}
    )
    alasan = forms.CharField(
        label="Alasan merujuk",
        max_length=400,
        widget=LONG,
        error_messages={"required": "Tulis alasan merujuk."},
    )
    lanjutan_dari = RowField(
        label="Melanjutkan rujukan",
        queryset=Rujukan.objects.none(),
        required=False,
        empty_label="Bukan lanjutan",
    )
    field_order = ("ke", "nomor", "tanggal", "diagnosis", "alasan", "lanjutan_dari")

    def __init__(
        self, data: QueryDict | None = None, *, peserta: Peserta, unit: int | None
    ) -> None:
        super().__init__(data, initial={"kunci": uuid.uuid4(), "tanggal": clock.today()})
        fields: Any = self.fields
        others = Ppk.objects.filter(kabupaten=peserta.kabupaten_id).exclude(pk=unit)
        fields["ke"].queryset = others.select_related("unit")
        fields["lanjutan_dari"].queryset = _referrals(peserta, unit)

    def clean_tanggal(self) -> date:
        """A day that is over."""
        found: date = self.cleaned_data["tanggal"]
        if found > clock.today():
            raise ValidationError("Tanggal rujukan belum lewat.")
        return found

    @property
    def values(self) -> Mapping[str, Any]:
        """The fields of the referral."""
        names = ("ke", "nomor", "tanggal", "diagnosis", "alasan", "lanjutan_dari")
        return {name: self.cleaned_data[name] for name in names}


def _referrals(peserta: Peserta, unit: int | None) -> Any:  # noqa: ANN401 - a queryset
    """Referrals of a member to this PPK, the newest first."""
    return Rujukan.objects.filter(peserta=peserta, ke=unit)


class SuratForm(_Episode):
    """What is guaranteed, from when to when, up to how much."""

    layanan = forms.ChoiceField(label="Layanan", choices=Layanan.choices)
    kelas = forms.ChoiceField(
        label="Kelas perawatan",
        choices=[("", "Tanpa kelas (rawat jalan)"), *Kelas.choices],
        required=False,
    )
    gawat_darurat = forms.BooleanField(
        label="Gawat darurat: dilayani dulu, berkasnya menyusul", required=False
    )
    rujukan = RowField(
        label="Rujukan",
        queryset=Rujukan.objects.none(),
        required=False,
        empty_label="Tanpa rujukan",
    )
    mulai = TanggalField(label="Berlaku mulai", error_messages={"required": "Isi tanggalnya."})
    sampai = TanggalField(label="Berlaku sampai", error_messages={"required": "Isi tanggalnya."})
    batas = RupiahField(
        label="Batas jaminan",
        required=False,
        help_text="Rupiah. Kosong berarti tanpa batas: surat disetujui UPT lebih dahulu.",
    )
    field_order = ("layanan", "kelas", "gawat_darurat", "rujukan", "diagnosis", "mulai", "sampai")

    def __init__(
        self, data: QueryDict | None = None, *, peserta: Peserta, unit: int | None
    ) -> None:
        today = clock.today()
        initial = {"kunci": uuid.uuid4(), "mulai": today, "sampai": today + timedelta(days=6)}
        super().__init__(data, initial=initial)
        field: Any = self.fields["rujukan"]
        field.queryset = _referrals(peserta, unit)

    def clean(self) -> dict[str, Any]:
        """Days in order; a class belongs to a stay; a referral to the same episode."""
        said: dict[str, Any] = super().clean() or {}
        begins, ends = said.get("mulai"), said.get("sampai")
        if begins and ends and ends < begins:
            self.add_error("sampai", "Tanggal akhir mendahului tanggal mulai.")
        care = said.get("layanan")
        stays = Layanan(care).rawat_inap if care else False
        if stays and not said.get("kelas"):
            self.add_error("kelas", "Pilih kelas perawatannya.")
        if care and not stays and said.get("kelas"):
            self.add_error("kelas", "Rawat jalan tidak memakai kelas perawatan.")
        return said

    @property
    def values(self) -> Mapping[str, Any]:
        """The fields of the letter."""
        names = (
            "layanan", "kelas", "gawat_darurat", "rujukan", "diagnosis", "mulai", "sampai", "batas",
        )  # fmt: skip
        return {name: self.cleaned_data[name] for name in names}


class BerkasForm(forms.Form):
    """A paper of a letter."""

    nama = forms.CharField(
        label="Isi berkas",
        max_length=120,
        help_text="Misalnya surat rujukan atau resume medis.",
        error_messages={"required": "Tulis isi berkasnya."},
    )
    berkas = forms.FileField(
        label="Berkas",
        error_messages={"required": "Pilih berkasnya.", "empty": "Berkas ini kosong."},
    )

    def __init__(
        self, data: QueryDict | None = None, sent: MultiValueDict[str, Any] | None = None
    ) -> None:
        super().__init__(data, sent)

    def clean_berkas(self) -> Any:  # noqa: ANN401 - an upload
        """By content: a PDF or a picture."""
        upload = self.cleaned_data["berkas"]
        if files.check(upload).kind == "xlsx":
            raise ValidationError("Kirim berkas PDF, JPG, atau PNG.")
        return upload


class SuratFilter(FilterForm):
    """Above the list of letters."""

    status = forms.ChoiceField(
        label="Status", required=False, choices=[*_ALL, *SURAT_JAMINAN.choices()]
    )
    cari = forms.CharField(
        label="Nomor surat atau kartu",
        required=False,
        max_length=80,
        help_text=f"Awal nomor surat, atau seluruh nomor kartu; paling banyak {angka(FOUND)}.",
    )
    gawat = forms.ChoiceField(
        label="Berkas",
        required=False,
        choices=[
            *_ALL,
            ("susul", "Menunggu berkas susulan"),
            ("lewat", "Berkas susulan lewat batas"),
        ],
    )
    lookups: ClassVar[dict[str, str]] = {"status": "status"}
    last = frozenset({"cari"})

    def narrow_cari(self, rows: Any, value: str) -> Any:  # noqa: ANN401 - a queryset
        """By the whole card, else by what a number begins with: "or" would read them all."""
        own = rows.filter(peserta__kartu=value.upper().replace(" ", ""))
        return own if own.exists() else beginning(rows, "nomor", value)

    def narrow_gawat(self, rows: Any, value: str) -> Any:  # noqa: ANN401 - the same
        """Emergency letters whose papers have not come, or are late."""
        if value == "susul":
            return rows.filter(gawat_darurat=True, susulan_pada=None)
        return rows.filter(BELUM_BERES).filter(
            Q(susulan_pada__isnull=False) | Q(susulan_sampai__lt=clock.today())
        )
