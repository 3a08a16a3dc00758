"""Forms of batches: the period to close, and the funds with which one is paid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from upaya.alur.forms import StepForm
from upaya.alur.reading import Reading
from upaya.core import clock
from upaya.core.fields import RupiahField, TanggalField
from upaya.pembayaran.services.funds import Transfer
from upaya.rules.jamkesda.klaim import Masa
from upaya.rules.workflow import Move


class PeriodeForm(forms.Form):
    """Days of discharge whose approved claims enter."""

    mulai = TanggalField(label="Keluar mulai", error_messages={"required": "Isi awal periodenya."})
    sampai = TanggalField(
        label="Keluar sampai", error_messages={"required": "Isi akhir periodenya."}
    )

    def clean(self) -> dict[str, Any]:
        """In order, and over."""
        data = super().clean() or {}
        start, end = data.get("mulai"), data.get("sampai")
        if start and end and end < start:
            self.add_error("sampai", "Akhir periode tidak boleh sebelum awalnya.")
        if end and end > clock.today():
            self.add_error("sampai", "Periode ini belum berakhir.")
        return data

    @property
    def masa(self) -> Masa:
        """The period of a valid form."""
        return Masa(self.cleaned_data["mulai"], self.cleaned_data["sampai"])


class BayarkanForm(StepForm):
    """The funds that came for a batch (SP2D): its number, day and rupiah."""

    nomor = forms.CharField(
        label="Nomor SP2D atau bukti dana masuk",
        max_length=80,
        error_messages={"required": "Tulis nomor buktinya."},
    )
    tanggal = TanggalField(label="Tanggal", error_messages={"required": "Isi tanggalnya."})
    jumlah = RupiahField(label="Jumlah dana yang masuk", minimum=1)
    kunci = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None = None, *, move: Move, reading: Reading[Any] | None = None
    ) -> None:
        super().__init__(data, move=move, reading=reading)
        total = reading.subject.total if reading else 0
        self.initial.update(kunci=uuid4(), tanggal=clock.today(), jumlah=total)

    @property
    def context(self) -> Mapping[str, Any]:
        """The transfer of a valid form."""
        said = self.cleaned_data
        transfer = Transfer(
            said["nomor"].strip(), said["tanggal"], said["jumlah"], "", said["kunci"]
        )
        return {"transfer": transfer}

    def show(self, refusal: ValidationError) -> None:
        """A batch is paid from one transfer: what lacks is said at the amount."""
        found = dict(getattr(refusal, "error_dict", {}))
        if "alasan" in found:
            found.pop("alasan")
            found["jumlah"] = [ValidationError("Dananya harus sebesar kumpulannya.")]
        super().show(ValidationError(found) if found else refusal)
