"""What the form pages of every app share, and the forms of core's own pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from upaya.core.changes import SAME
from upaya.core.fields import TanggalField
from upaya.core.lists import FilterForm
from upaya.core.models import AuditEntry
from upaya.core.search import SHORTEST

T = TypeVar("T")


def show_refusal(form: forms.Form, refusal: ValidationError) -> None:
    """Put a service's sentences at the fields they are about; those of no field at the top."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, sentences in refusal.message_dict.items():
        form.add_error(name if name in form.fields else None, sentences)


def status_of(form: forms.Form) -> int:
    """422 when the form holds faults: htmx shows it, tests see it."""
    return 422 if form.is_bound and form.errors else 200


def outcome(form: forms.BaseForm, sentence: str) -> str:
    """What a page says after saving: `sentence`, or that the form was sent as it was rendered."""
    return sentence if form.has_changed() else SAME


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class AuditFilter(FilterForm):
    """When, who, what was done, to what."""

    hari_dari = TanggalField(label="Hari usaha dari", required=False)
    hari_sampai = TanggalField(label="Hari usaha sampai", required=False)
    dari = TanggalField(label="Tercatat dari tanggal", required=False)
    sampai = TanggalField(label="Tercatat sampai tanggal", required=False)
    orang = forms.CharField(label="Nama orang", required=False, max_length=80)
    tindakan = forms.CharField(
        label="Tindakan", required=False, max_length=64, help_text="Kode, misalnya insentif.ajukan"
    )
    objek = forms.CharField(
        label="Objek", required=False, max_length=130, help_text="Misalnya insentif.pengajuan 12"
    )

    lookups: ClassVar[dict[str, str]] = {
        "hari_dari": "hari__gte",
        "hari_sampai": "hari__lte",
        "orang": "actor__name__icontains",
        "tindakan": "action__istartswith",
    }

    def narrow_dari(self, rows: QuerySet[AuditEntry], value: date) -> QuerySet[AuditEntry]:
        """From the first moment of that day."""
        if value == date.min:  # its midnight here lies before the first moment of all in UTC
            return rows
        return rows.filter(at__gte=_midnight(value))

    def narrow_sampai(self, rows: QuerySet[AuditEntry], value: date) -> QuerySet[AuditEntry]:
        """To the last moment of that day."""
        if value == date.max:
            return rows
        return rows.filter(at__lt=_midnight(value + timedelta(1)))

    def narrow_objek(self, rows: QuerySet[AuditEntry], value: str) -> QuerySet[AuditEntry]:
        """A kind of thing, or one thing of that kind."""
        kind, _, key = value.strip().partition(" ")
        rows = rows.filter(subject_type__istartswith=kind)
        return rows.filter(subject_id=key.strip()) if key.strip() else rows


class RentangForm(forms.Form):
    """Days from `dari` to `sampai`, both included; whoever asks says in the label what they are."""

    dari = TanggalField(label="Dari")
    sampai = TanggalField(label="sampai")

    def clean(self) -> dict[str, Any]:
        """The first is not after the last."""
        said: dict[str, Any] = super().clean() or {}
        first, last = said.get("dari"), said.get("sampai")
        if first and last and first > last:
            self.add_error("sampai", "Tanggal ini sebelum tanggal pertama.")
        return said


class SidikForm(forms.Form):
    """The fingerprint of a paper, as printed at its foot or whole; spaces do not count."""

    s = forms.CharField(
        label="Sidik isi",
        max_length=120,
        help_text="16 huruf dan angka di kaki dokumen, misalnya 1a2b 3c4d 5e6f 7a8b.",
        error_messages={"required": "Ketik sidik yang tercetak di kaki dokumen."},
    )

    def clean_s(self) -> str:
        """Hex digits only, at least as many as are printed."""
        typed = re.sub(r"[\s-]", "", self.cleaned_data["s"]).lower()
        if not re.fullmatch(r"[0-9a-f]{16,64}", typed):
            raise ValidationError(
                "Sidik terdiri dari 16 angka 0 sampai 9 dan huruf a sampai f. Ketik seperti yang "
                "tercetak di kaki dokumen."
            )
        return typed


BELUM_DIPILIH = ("", "Pilih putusannya")
"""The first line of a list of decisions: none is made by pressing the button alone."""


class PutusanKeduaForm(forms.Form):
    """The second person's word on a proposal (see `core/second.py`); nothing is chosen before."""

    putusan = forms.ChoiceField(
        label="Putusan",
        choices=[BELUM_DIPILIH, ("setuju", "Setujui"), ("tolak", "Tolak")],
        error_messages={"required": "Pilih putusannya."},
    )
    alasan = forms.CharField(
        label="Catatan",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Wajib bila ditolak.",
    )

    def decide(self, call: Callable[..., T]) -> T | None:
        """What `call(setuju=, alasan=)` made of the word that was given.

        None when the form is not whole or the service refused: its sentences stand at the fields.
        """
        if not self.is_valid():
            return None
        said = self.cleaned_data
        try:
            return call(setuju=said["putusan"] == "setuju", alasan=said["alasan"])
        except ValidationError as refusal:
            show_refusal(self, refusal)
            return None


class SearchForm(forms.Form):
    """What is looked for in all systems."""

    q = forms.CharField(
        label="Apa yang dicari",
        min_length=SHORTEST,
        max_length=80,
        help_text=f"Paling sedikit {SHORTEST} huruf atau angka; NIK ditulis lengkap.",
        error_messages={
            "required": "Tulis apa yang dicari.",
            "min_length": f"Tulis paling sedikit {SHORTEST} huruf atau angka.",
        },
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
