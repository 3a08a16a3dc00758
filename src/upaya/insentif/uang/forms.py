"""Forms between approval and payment: handing over SPJ, noting a transfer of funds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from upaya.core import clock, files
from upaya.core.fields import RupiahField, TanggalField
from upaya.core.reasons import PLACE, names_a_place
from upaya.insentif.bulan.forms import LangkahForm
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.uang.models import DokumenSpj
from upaya.pembayaran.services.funds import Transfer
from upaya.rules.workflow import Move

TRANSFERS = ("transfer", "transfer_sisa")


class SpjForm(forms.Form):
    """One of the four documents, as a file or on paper."""

    berkas = forms.FileField(
        label="Berkas yang sudah ditandatangani",
        required=False,
        error_messages={"empty": "Berkas ini kosong. Pilih berkas lain."},
    )
    keterangan = forms.CharField(
        label="Bila di atas kertas: di mana dokumennya",
        required=False,
        max_length=160,
        help_text="Misalnya: map SPJ Agustus, diserahkan ke Dinas 3 November 2022.",
    )

    def clean_berkas(self) -> UploadedFile | None:
        """Judged by its content, before anything is kept."""
        upload: UploadedFile | None = self.cleaned_data.get("berkas")
        if upload is not None:
            files.check(upload)
        return upload

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        data = super().clean() or {}
        if not self.errors and not data.get("berkas") and not data.get("keterangan", "").strip():
            self.add_error(
                "berkas", "Pilih berkasnya, atau tulis di mana dokumen kertasnya disimpan."
            )
        elif not self.errors and not data.get("berkas") and not names_a_place(data["keterangan"]):
            self.add_error("keterangan", PLACE)
        return data


class SpjSemuaForm(forms.Form):
    """All documents at once: each as a file or on paper, or all of them on paper in one place.

    Fields of a document are `berkas_<jenis>` and `keterangan_<jenis>`.
    """

    keterangan = forms.CharField(
        label="Semua di atas kertas: di mana dokumennya",
        required=False,
        max_length=160,
        help_text="Berlaku bagi dokumen yang tidak diunggah dan tidak punya keterangan sendiri. "
        "Misalnya: map SPJ Agustus, lemari TU.",
    )

    def __init__(self, *data: Any, kinds: Sequence[DokumenSpj.Jenis]) -> None:  # noqa: ANN401
        super().__init__(*data)
        self.kinds = kinds
        for kind in kinds:
            self.fields[f"berkas_{kind.value}"] = forms.FileField(
                label=f"Berkas {kind.label}", required=False
            )
            self.fields[f"keterangan_{kind.value}"] = forms.CharField(
                label=f"Tempat {kind.label} di atas kertas", required=False, max_length=160
            )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each document with its two boxes."""
        return [
            {
                "label": kind.label,
                "berkas": self[f"berkas_{kind.value}"],
                "keterangan": self[f"keterangan_{kind.value}"],
            }
            for kind in self.kinds
        ]

    @property
    def given(self) -> dict[str, tuple[UploadedFile | None, str]]:
        """By kind: the file, or where the paper is."""
        return {kind.value: self._of(kind.value) for kind in self.kinds}

    def _of(self, jenis: str) -> tuple[UploadedFile | None, str]:
        data = self.cleaned_data
        upload: UploadedFile | None = data.get(f"berkas_{jenis}")
        own = str(data.get(f"keterangan_{jenis}", "")).strip()
        return upload, own or ("" if upload else str(data.get("keterangan", "")).strip())

    def clean(self) -> dict[str, Any]:
        """Each document is somewhere, in words or as a file that can be read."""
        data = super().clean() or {}
        for kind in self.kinds:
            upload, place = self._of(kind.value)
            if upload is not None:
                try:
                    files.check(upload)
                except ValidationError as fault:
                    self.add_error(f"berkas_{kind.value}", fault)
            elif not names_a_place(place):
                self.add_error(f"keterangan_{kind.value}", PLACE)
        return data


class TransferForm(LangkahForm):
    """The second step of a transfer: its proof, its amount, and that the SPJ was received."""

    nomor = forms.CharField(
        label="Nomor bukti transfer",
        max_length=80,
        error_messages={"required": "Tulis nomor bukti transfer atau SP2D."},
    )
    tanggal = TanggalField(
        label="Tanggal transfer",
        error_messages={"required": "Isi tanggalnya."},
    )
    jumlah = RupiahField(label="Jumlah yang ditransfer", minimum=1)
    alasan_kurang = forms.CharField(
        label="Alasan bila kurang dari pengajuan",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Sisanya tetap terbuka dan ditransfer kemudian.",
    )
    kunci = forms.UUIDField(widget=forms.HiddenInput)

    field_order = ("diterima", "nomor", "tanggal", "jumlah", "alasan_kurang")

    def __init__(
        self, data: QueryDict | None = None, *, move: Move, reading: LembarBulan | None = None
    ) -> None:
        super().__init__(data, move=move, reading=reading)
        payment = reading.pembayaran if reading else None
        open_amount = payment.sisa_dana if payment else 0
        self.initial.update(kunci=uuid4(), tanggal=clock.today(), jumlah=open_amount)
        if move.name == TRANSFERS[0]:
            self.fields["diterima"] = forms.MultipleChoiceField(
                label="SPJ yang sudah Anda terima dan periksa (Pasal 24 huruf i)",
                choices=DokumenSpj.Jenis.choices,
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": "Terima dulu keempat dokumen SPJ."},
            )
        self.order_fields(self.field_order)

    def clean_diterima(self) -> list[str]:
        """All four, or nothing is transferred."""
        ticked: list[str] = self.cleaned_data["diterima"]
        left = [kind.label for kind in DokumenSpj.Jenis if kind.value not in ticked]
        if left:
            raise forms.ValidationError("Belum diterima: " + "; ".join(left) + ".")
        return ticked

    @property
    def context(self) -> Mapping[str, Any]:
        """The transfer of a valid form beside."""
        data = self.cleaned_data
        transfer = Transfer(
            data["nomor"].strip(),
            data["tanggal"],
            data["jumlah"],
            data["alasan_kurang"].strip(),
            data["kunci"],
        )
        return {**super().context, "transfer": transfer}

    def show(self, refusal: ValidationError) -> None:
        """`alasan` of a transfer has another name here: a move can have a reason of its own."""
        found = dict(getattr(refusal, "error_dict", {}))
        if "alasan" in found:
            found["alasan_kurang"] = found.pop("alasan")
        super().show(ValidationError(found) if found else refusal)


def step_form(move: Move) -> type[LangkahForm]:
    """What the second step of a move asks."""
    return TransferForm if move.name in TRANSFERS else LangkahForm
