"""Forms of mending an entry: what is right instead, why, and the second person's decision."""

from __future__ import annotations

from typing import Any

from django import forms

from upaya.core.fields import RupiahField, TanggalField
from upaya.pembayaran.models import DanaMasuk, Kiriman, Pembetulan, Percobaan
from upaya.pembayaran.services.pembetulan import UsulanPembetulan
from upaya.rules.pembayaran import BERHASIL

Jenis = Pembetulan.Jenis


class BetulkanForm(forms.Form):
    """Why an entry is wrong; enough for a shipment that was never made."""

    alasan = forms.CharField(
        label="Alasan",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis alasannya."},
    )

    def usulan(self, row: Percobaan | Kiriman | DanaMasuk) -> UsulanPembetulan:
        """What a valid form asks for."""
        return UsulanPembetulan(Jenis.KIRIMAN, row.pk, self.cleaned_data["alasan"])


class BetulkanHasilForm(BetulkanForm):
    """A result noted wrongly; of money that had arrived also that it came back too late."""

    jenis = forms.ChoiceField(label="Yang dibetulkan")
    tanggal = TanggalField(
        label="Tanggal uang kembali",
        required=False,
        help_text="Hanya bila uangnya kembali dari bank.",
    )
    field_order = ("jenis", "tanggal", "alasan")

    def __init__(self, data: Any = None, *, attempt: Percobaan) -> None:  # noqa: ANN401 - Django's
        super().__init__(data)
        field = self.fields["jenis"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        back = [Jenis.KEMBALI] if attempt.status == BERHASIL else []
        field.choices = [(kind.value, kind.label) for kind in (*back, Jenis.HASIL)]

    def clean(self) -> dict[str, Any]:
        """Money that came back has a day."""
        data = super().clean() or {}
        if data.get("jenis") == Jenis.KEMBALI and not data.get("tanggal"):
            self.add_error("tanggal", "Isi tanggal uangnya kembali.")
        return data

    def usulan(self, row: Percobaan | Kiriman | DanaMasuk) -> UsulanPembetulan:
        """What a valid form asks for."""
        data = self.cleaned_data
        day = data["tanggal"] if data["jenis"] == Jenis.KEMBALI else None
        return UsulanPembetulan(data["jenis"], row.pk, data["alasan"], day)


class BetulkanDanaForm(BetulkanForm):
    """The right transfer instead of the one that was noted."""

    nomor = forms.CharField(label="Nomor bukti yang benar", max_length=80, required=False)
    tanggal = TanggalField(
        label="Tanggal yang benar", error_messages={"required": "Isi tanggalnya."}
    )
    jumlah = RupiahField(
        label="Jumlah yang benar", help_text="Rp0 bila transfer ini ternyata tidak ada."
    )
    field_order = ("nomor", "tanggal", "jumlah", "alasan")

    def usulan(self, row: Percobaan | Kiriman | DanaMasuk) -> UsulanPembetulan:
        """What a valid form asks for."""
        data = self.cleaned_data
        return UsulanPembetulan(
            Jenis.DANA, row.pk, data["alasan"], data["tanggal"], data["nomor"], data["jumlah"]
        )
