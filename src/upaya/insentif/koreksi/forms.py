"""Forms of a correction: what changes, and the decision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from upaya.alur.forms import TEXT_LIMIT
from upaya.core.fields import AngkaField, RupiahField
from upaya.insentif.koreksi.services import UsulanKoreksi
from upaya.rules.insentif.month import Bulan
from upaya.rules.insentif.work import Kerja

_LONG = forms.Textarea(attrs={"rows": 3})


class KoreksiForm(forms.Form):
    """The month's absorption and every officer's work as they stand; what is changed is corrected.

    Fields of officers are `oh_<kode>` and `f_<kode>`.
    """

    alasan = forms.CharField(
        label="Alasan koreksi",
        widget=_LONG,
        max_length=TEXT_LIMIT,
        help_text="Apa yang salah, dan bukti yang mana menunjukkannya. Bila hanya aturannya yang "
        "berubah, biarkan angka di bawah ini.",
        error_messages={"required": "Tulis alasan koreksinya."},
    )
    bok_diserap = RupiahField(label="BOK yang diserap bulan itu")

    def __init__(
        self, data: QueryDict | None = None, *, bulan: Bulan, names: Mapping[str, str]
    ) -> None:
        super().__init__(data, initial={"bok_diserap": bulan.bok_diserap})
        self.officers = [(one, names.get(one.id, one.id)) for one in bulan.petugas]
        self.standing = bulan
        for officer, name in self.officers:
            for prefix, label, stored in (
                ("oh", "OH manajemen", officer.orang_hari),
                ("f", "Frekuensi lapangan", officer.frekuensi),
            ):
                field = AngkaField(label=f"{label} {name}")
                field.initial = stored
                self.fields[f"{prefix}_{officer.id}"] = field

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Name and the two boxes of each officer."""
        return [
            {"nama": name, "oh": self[f"oh_{one.id}"], "f": self[f"f_{one.id}"]}
            for one, name in sorted(self.officers, key=lambda pair: pair[1].casefold())
        ]

    @property
    def change(self) -> UsulanKoreksi:
        """What a valid form changes."""
        data = self.cleaned_data
        work = {
            one.id: Kerja(data[f"oh_{one.id}"], data[f"f_{one.id}"]) for one, _ in self.officers
        }
        return UsulanKoreksi(data["alasan"], data["bok_diserap"], work)


class PutusanForm(forms.Form):
    """Approve or refuse a correction."""

    putusan = forms.ChoiceField(
        label="Putusan",
        choices=[("setuju", "Setujui koreksi ini"), ("tolak", "Tolak koreksi ini")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih putusannya."},
    )
    alasan = forms.CharField(
        label="Alasan",
        required=False,
        widget=_LONG,
        max_length=TEXT_LIMIT,
        help_text="Wajib bila ditolak.",
    )
    sidik = forms.CharField(widget=forms.HiddenInput)
