"""Forms of regulasi: a decree per kind of rule, the day one looks at, the reason of a rejection."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict

from upaya.core.choices import RowField
from upaya.core.fields import TanggalField
from upaya.core.lists import FilterForm
from upaya.core.scope import Scope
from upaya.regulasi.ketetapan import JenisKetetapan, Nilai, semua
from upaya.regulasi.models import BarisAturan
from upaya.regulasi.services import Ketetapan
from upaya.wilayah.models import Unit


class DecreeForm(forms.Form):
    """What every decree has; a subclass adds the value of its rule."""

    nomor_keputusan = forms.CharField(
        label="Nomor keputusan", max_length=120, help_text="Misalnya Keputusan Bupati 188/45/2022."
    )
    tanggal_keputusan = TanggalField(
        label="Tanggal keputusan",
        help_text="Hari ditetapkan atau diundangkan; sebelum hari itu aturan ini belum diketahui.",
    )
    mulai = TanggalField(label="Berlaku mulai")
    sampai = TanggalField(
        label="Berlaku sampai",
        required=False,
        help_text="Kosongkan bila berlaku sampai ada keputusan baru.",
    )
    contoh = forms.BooleanField(
        label="Hanya contoh, belum ada keputusan yang sebenarnya", required=False
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        scope: Scope,
        jenis: JenisKetetapan,
    ) -> None:
        super().__init__(data)
        self.scope, self.jenis = scope, jenis

    def clean(self) -> dict[str, Any]:
        """An end before the beginning is said at its field."""
        data: dict[str, Any] = super().clean() or {}
        start, end = data.get("mulai"), data.get("sampai")
        if start and end and end < start:
            self.add_error("sampai", "Hari terakhir tidak boleh sebelum hari pertama.")
        return data

    def nilai(self) -> Nilai:
        """The value of the rule, from the cleaned fields."""
        raise NotImplementedError(type(self).__name__)

    def ketetapan(self) -> Ketetapan:
        """The decree as the service takes it."""
        data = self.cleaned_data
        unit: Unit | None = data.get("puskesmas")
        return Ketetapan(
            kunci=self.jenis.kunci,
            nilai=self.nilai(),
            mulai=data["mulai"],
            sampai=data["sampai"],
            nomor_keputusan=data["nomor_keputusan"],
            tanggal_keputusan=data["tanggal_keputusan"],
            contoh=data["contoh"],
            puskesmas_id=unit.pk if unit else None,
        )


class OwnForm(DecreeForm):
    """A decree on one puskesmas, for a time within one budget year."""

    puskesmas = RowField(label="Puskesmas", queryset=Unit.objects.none())
    field_order: tuple[str, ...] = ("puskesmas",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(*args, **kwargs)
        choice = self.fields["puskesmas"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        choice.queryset = Unit.objects.for_scope(self.scope).filter(jenis=Unit.Jenis.PUSKESMAS)
        self.fields["sampai"].required = True
        self.fields["sampai"].help_text = "Hari terakhir tahun anggaran, misalnya 31 Desember."

    def clean(self) -> dict[str, Any]:
        """What one puskesmas has is of one budget year."""
        data = super().clean()
        start, end = data.get("mulai"), data.get("sampai")
        if start and end and start.year != end.year:
            self.add_error("sampai", "Ketetapan ini berlaku dalam satu tahun anggaran.")
        return data


class RejectForm(forms.Form):
    """Why a proposal is turned down."""

    alasan = forms.CharField(label="Alasan", widget=forms.Textarea(attrs={"rows": 3}))


class DayForm(forms.Form):
    """The day one looks at, and the day of knowledge."""

    hari = TanggalField(label="Berlaku pada", required=False)
    diketahui = TanggalField(
        label="Sebagaimana diketahui pada",
        required=False,
        help_text="Kosong berarti menurut semua yang diketahui sekarang.",
    )

    def days(self, default: date) -> tuple[date, date | None]:
        """(day, known on); what cannot be read counts as not given."""
        self.is_valid()
        return self.cleaned_data.get("hari") or default, self.cleaned_data.get("diketahui")


class CompareForm(forms.Form):
    """Two days whose rules are compared."""

    dari = TanggalField(label="Dari", required=False)
    ke = TanggalField(label="Ke", required=False)

    def days(self, today: date) -> tuple[date, date]:
        """The two days; the year's first day and today where nothing readable was given."""
        self.is_valid()
        first: date = self.cleaned_data.get("dari") or today.replace(month=1, day=1)
        return first, self.cleaned_data.get("ke") or today


def _all_rules() -> list[tuple[str, str]]:
    return [("", "Semua"), *((kunci, jenis.label) for kunci, jenis in semua().items())]


class DecreeFilter(FilterForm):
    """Above the list of decrees."""

    status = forms.ChoiceField(
        label="Status",
        required=False,
        choices=[("", "Semua"), *BarisAturan.Status.choices],
    )
    kunci = forms.ChoiceField(label="Aturan", required=False, choices=_all_rules)
    cari = forms.CharField(label="Nomor atau puskesmas", required=False, max_length=80)

    lookups: ClassVar[dict[str, str]] = {"status": "status", "kunci": "kunci"}

    def narrow_cari(self, rows: QuerySet[BarisAturan], value: str) -> QuerySet[BarisAturan]:
        """In the number of the decree or the name of the puskesmas."""
        return rows.filter(
            Q(nomor_keputusan__icontains=value) | Q(puskesmas__nama__icontains=value)
        )


class LawFilter(forms.Form):
    """What of all parameters is shown."""

    cari = forms.CharField(label="Kata atau pasal", required=False, max_length=80)
    asal = forms.ChoiceField(
        label="Asal nilai",
        required=False,
        choices=(
            ("", "Semua"),
            ("teks", "Teks: terbaca dalam naskah"),
            ("praktik", "Praktik: dipakai orang"),
            ("asumsi", "Asumsi: naskah diam"),
        ),
    )
    kini = forms.BooleanField(label="Hanya yang berlaku hari ini", required=False)

    @property
    def chosen(self) -> tuple[str, str, bool]:
        """Words, origin, and whether of today only; what cannot be read narrows nothing."""
        self.is_valid()
        said = self.cleaned_data
        return said.get("cari", ""), said.get("asal", ""), bool(said.get("kini"))
