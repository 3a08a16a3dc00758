"""Forms of requests."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from upaya.alur.forms import LONG, TEXT_LIMIT, StepForm
from upaya.core import clock, files
from upaya.core.fields import AngkaField, TanggalField
from upaya.core.forms import BELUM_DIPILIH
from upaya.core.lists import FilterForm
from upaya.pegawai.identitas import IdentitasForm
from upaya.rules.supermiskol.road import MISKOL
from upaya.supermiskol.permohonan.models import Berkas, Permohonan

_ALL = [("", "Semua")]
_NUMBER = {"inputmode": "numeric", "autocomplete": "off"}
_PLAIN = (
    "nama", "nik", "kk", "tanggal_lahir", "ibu", "hubungan", "alamat", "telepon", "keperluan",
    "faskes", "rujukan_nomor", "rujukan_tanggal", "gawat",
)  # fmt: skip
_CHECKED = (
    "kepesertaan", "kepesertaan_sumber", "kepesertaan_tanggal", "register", "register_desil",
    "register_tanggal",
)  # fmt: skip
FIELDS = (*_PLAIN, *_CHECKED)


class PemohonForm(IdentitasForm):
    """The applicant, what the letter is for, and what was looked up."""

    versi = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kunci = forms.UUIDField(widget=forms.HiddenInput, required=False)
    nama = forms.CharField(
        label="Nama pemohon", max_length=120, error_messages={"required": "Isi nama pemohon."}
    )
    nik = forms.CharField(
        label="NIK",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs=_NUMBER),
        help_text="16 angka seperti pada KTP.",
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
    ibu = forms.CharField(label="Nama ibu kandung", max_length=120, required=False)
    hubungan = forms.ChoiceField(
        label="Hubungan dalam keluarga", choices=Permohonan.Hubungan.choices
    )
    alamat = forms.CharField(
        label="Alamat rumah",
        max_length=200,
        help_text="Dusun, RT, dan RW, agar tim menemukan rumahnya.",
        error_messages={"required": "Isi alamat rumah."},
    )
    telepon = forms.CharField(label="Nomor telepon", max_length=40, required=False)
    keperluan = forms.ChoiceField(label="Keperluan", choices=Permohonan.Keperluan.choices)
    faskes = forms.CharField(
        label="Fasilitas kesehatan yang dituju",
        max_length=120,
        error_messages={"required": "Isi fasilitas kesehatan yang dituju."},
    )
    rujukan_nomor = forms.CharField(
        label="Nomor rujukan atau surat rawat inap", max_length=60, required=False
    )
    rujukan_tanggal = TanggalField(label="Tanggal rujukan", required=False)
    gawat = forms.BooleanField(
        label="Gawat: waktunya dihitung juga di luar jam kantor", required=False
    )
    kepesertaan = forms.ChoiceField(
        label="Kepesertaan KIS/JKN", choices=Permohonan.Kepesertaan.choices, required=False
    )
    kepesertaan_sumber = forms.CharField(
        label="Dicek di mana",
        max_length=120,
        required=False,
        help_text="Misalnya Mobile JKN, kantor BPJS, atau data kabupaten.",
    )
    kepesertaan_tanggal = TanggalField(label="Dicek pada tanggal", required=False)
    register = forms.ChoiceField(
        label="Data kesejahteraan sosial", choices=Permohonan.Register.choices, required=False
    )
    register_desil = AngkaField(
        label="Desil keluarga (DTSEN)", minimum=1, maximum=10, required=False
    )
    register_tanggal = TanggalField(label="Tanggal data itu", required=False)

    def __init__(self, data: QueryDict | None = None, *, case: Permohonan | None = None) -> None:
        initial: dict[str, Any] = {"kunci": uuid.uuid4(), "kepesertaan_tanggal": clock.today()}
        if case is not None:
            initial = {name: getattr(case, name) for name in (*FIELDS, "versi")}
        super().__init__(data, initial=initial)
        self.case = case

    @property
    def applicant(self) -> list[forms.BoundField]:
        """The fields of the applicant."""
        return [self[name] for name in _PLAIN]

    @property
    def checked(self) -> list[forms.BoundField]:
        """The fields of what was looked up."""
        return [self[name] for name in _CHECKED]

    def clean(self) -> dict[str, Any]:
        """What was looked up has its source and its day; a decile belongs to DTSEN."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("kepesertaan"):
            if not said.get("kepesertaan_sumber"):
                self.add_error("kepesertaan_sumber", "Tulis di mana kepesertaannya dicek.")
            if not said.get("kepesertaan_tanggal"):
                self.add_error("kepesertaan_tanggal", "Isi tanggal pengecekan.")
        if said.get("register_desil") and said.get("register") != Permohonan.Register.DTSEN:
            self.add_error("register_desil", "Desil hanya ada dalam DTSEN.")
        for name in ("rujukan_tanggal", "kepesertaan_tanggal", "register_tanggal"):
            if said.get(name) and said[name] > clock.today():
                self.add_error(name, "Tanggal ini belum lewat.")
        return said

    @property
    def values(self) -> Mapping[str, Any]:
        """The fields of the request."""
        return {name: self.cleaned_data[name] for name in FIELDS}


class BerkasForm(forms.Form):
    """One paper."""

    jenis = forms.ChoiceField(label="Jenis berkas", choices=Berkas.Jenis.choices)
    berkas = forms.FileField(
        label="Berkas",
        error_messages={"required": "Pilih berkasnya.", "empty": "Berkas ini kosong."},
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        sent: MultiValueDict[str, Any] | None = None,
        *,
        wajib: Sequence[str] = (),
        ada: Collection[str] = (),
    ) -> None:
        first = next((kind for kind in wajib if kind not in ada), "")
        super().__init__(data, sent, initial={"jenis": first})
        field = self.fields["jenis"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the checker
        if wajib:
            rows = Berkas.Jenis.choices
            field.choices = [
                ("Wajib", [row for row in rows if row[0] in wajib]),
                ("Lainnya", [row for row in rows if row[0] not in wajib]),
            ]

    def clean_berkas(self) -> Any:  # noqa: ANN401 - an upload
        """By content: a PDF or a picture."""
        upload = self.cleaned_data["berkas"]
        if files.check(upload).kind == "xlsx":
            raise ValidationError("Kirim berkas PDF, JPG, atau PNG.")
        return upload


class KembarForm(forms.Form):
    """A word on a look-alike."""

    sama = forms.ChoiceField(
        label="Putusan",
        choices=[
            BELUM_DIPILIH,
            ("bukan", "Bukan orang yang sama"),
            ("sama", "Orang yang sama"),
        ],
        error_messages={"required": "Pilih putusannya."},
    )
    alasan = forms.CharField(
        label="Alasan", max_length=400, widget=LONG, error_messages={"required": "Tulis alasannya."}
    )


class PutusanForm(StepForm):
    """A decision: its reason, and another one where it is not what the score advises."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - StepForm's own
        super().__init__(*args, **kwargs)
        self.fields["alasan"].help_text = "Dibaca desa dan pemohon."
        self.fields["alasan_melawan"] = forms.CharField(
            label="Alasan berbeda dari skor",
            widget=LONG,
            max_length=TEXT_LIMIT,
            required=False,
            help_text="Wajib bila putusan berbeda dari saran skor; auditor membacanya.",
        )

    @property
    def context(self) -> Mapping[str, Any]:
        """The reason against the score."""
        return {"alasan_melawan": self.cleaned_data.get("alasan_melawan", "")}


class PermohonanFilter(FilterForm):
    """Above the list of requests."""

    status = forms.ChoiceField(label="Status", required=False, choices=[*_ALL, *MISKOL.choices()])
    cari = forms.CharField(label="Nama pemohon", required=False, max_length=80)
    tiket = forms.CharField(label="Nomor tiket", required=False, max_length=16)
    lookups: ClassVar[dict[str, str]] = {
        "status": "status",
        "cari": "nama__icontains",
        "tiket": "tiket__icontains",
    }
