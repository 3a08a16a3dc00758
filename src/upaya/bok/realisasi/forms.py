"""Forms of reports: which activity of which month; who was there on which days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from upaya.bok.realisasi.models import OTHERS, Pelaksanaan
from upaya.bok.rencana.models import KegiatanRencana
from upaya.core.fields import AngkaField
from upaya.core.lists import FilterForm
from upaya.pegawai.models import Petugas
from upaya.rules.bok.road import REALISASI
from upaya.rules.period import Period

_LONG = forms.Textarea(attrs={"rows": 3})
_DAYS = re.compile(r"[0-9]{1,2}([ ,;.]+[0-9]{1,2})*")


class CatatForm(forms.Form):
    """Which activity of the month's RPK is reported."""

    kunci = forms.TypedChoiceField(
        label="Kegiatan", coerce=int, error_messages={"required": "Pilih kegiatannya."}
    )

    def __init__(self, data: QueryDict | None = None, *, rows: Iterable[KegiatanRencana]) -> None:
        super().__init__(data)
        choice = self.fields["kunci"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - for the type checker
        choice.choices = [
            ("", "Pilih kegiatan"),
            *((str(row.kunci), f"{row.menu} {row.nama}") for row in rows),
        ]


class HariField(forms.CharField):
    """Days of one month, "3, 10, 17"; gives dates, each once, in order."""

    def __init__(self, *, label: str, period: Period) -> None:
        super().__init__(
            label=label,
            required=False,
            max_length=160,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )
        self.period = period

    def to_python(self, value: Any) -> Any:  # noqa: ANN401 - Django's
        """The dates that were typed."""
        text = str(super().to_python(value) or "").strip()
        if not text:
            return ()
        if not _DAYS.fullmatch(text):
            raise ValidationError("Tulis tanggalnya dengan koma, misalnya 3, 10, 17.")
        days = sorted({int(part) for part in re.findall(r"[0-9]+", text)})
        if days[0] < 1 or days[-1] > self.period.days:
            raise ValidationError(
                f"{self.period.nama} mempunyai {self.period.days} hari; tulis 1 sampai "
                f"{self.period.days}."
            )
        return tuple(date(self.period.year, self.period.month, day) for day in days)

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's
        """Dates as day numbers; what was typed stays as it was typed."""
        if isinstance(value, tuple):
            return ", ".join(str(day.day) for day in value)
        return value


class LaporanForm(forms.Form):
    """A report: village, result, how many others, and the days of each officer."""

    versi = forms.IntegerField(widget=forms.HiddenInput)
    desa = forms.CharField(label="Desa", max_length=120, required=False)
    hasil = forms.CharField(label="Hasil kegiatan", max_length=4_000, widget=_LONG, required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        report: Pelaksanaan,
        people: Iterable[Petugas],
        days: Mapping[int, tuple[date, ...]],
        names: Mapping[str, Sequence[str]],
    ) -> None:
        super().__init__(
            data,
            initial={name: getattr(report, name) for name in ("versi", "desa", "hasil", *OTHERS)}
            | {f"hari-{key}": found for key, found in days.items()}
            | {f"nama-{kind}": "\n".join(listed) for kind, listed in names.items()},
        )
        self.people = [f"hari-{one.pk}" for one in people]
        for name in OTHERS:
            label = name.replace("_", " ").capitalize()
            self.fields[name] = AngkaField(label=label, required=False, suffix="orang")
            self.fields[f"nama-{name}"] = forms.CharField(
                label=f"Nama {label.lower()}",
                required=False,
                max_length=6_000,
                widget=_LONG,
                help_text="Satu nama tiap baris; boleh sebagian.",
            )
        for one in people:
            self.fields[f"hari-{one.pk}"] = HariField(label=one.nama, period=report.period)

    @property
    def officers(self) -> list[forms.BoundField]:
        """The boxes of the officers."""
        return [self[name] for name in self.people]

    @property
    def others(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The boxes of the others: how many, and their names."""
        return [(self[name], self[f"nama-{name}"]) for name in OTHERS]

    def clean(self) -> dict[str, Any]:
        """Of nobody more names than people; names alone say how many there were."""
        data: dict[str, Any] = super().clean() or {}
        for kind in OTHERS:
            listed = _listed(data.get(f"nama-{kind}") or "")
            if any(len(name) > _NAME for name in listed):
                self.add_error(f"nama-{kind}", f"Satu nama paling panjang {_NAME} huruf.")
            many = data.get(kind)
            if not many and kind not in self.errors:  # the box begins with 0: nobody counted yet
                data[kind] = len(listed)
            elif many and len(listed) > many:
                self.add_error(kind, f"Tertulis {len(listed)} nama, tetapi banyaknya {many} orang.")
        return data

    @property
    def names(self) -> dict[str, list[str]]:
        """The names of the others by kind, those without any left out."""
        found = {kind: _listed(self.cleaned_data[f"nama-{kind}"]) for kind in OTHERS}
        return {kind: listed for kind, listed in found.items() if listed}

    @property
    def values(self) -> dict[str, Any]:
        """The fields of the report."""
        data = self.cleaned_data
        return {"desa": data["desa"], "hasil": data["hasil"]} | {
            name: data[name] or 0 for name in OTHERS
        }

    @property
    def days(self) -> dict[int, tuple[date, ...]]:
        """The days by officer, those without any left out."""
        data = self.cleaned_data
        return {int(name.removeprefix("hari-")): data[name] for name in self.people if data[name]}


_NAME = 120


def _listed(text: str) -> list[str]:
    """Names of a box, one a line; numbering in front is left out."""
    lines = (re.sub(r"^[0-9]{1,3}[.)] *", "", " ".join(line.split())) for line in text.split("\n"))
    return [line for line in lines if line]


_ALL = [("", "Semua")]


class LaporanFilter(FilterForm):
    """Above the list of reports."""

    status = forms.ChoiceField(
        label="Status", required=False, choices=[*_ALL, *REALISASI.choices()]
    )
    cari = forms.CharField(label="Kegiatan", required=False, max_length=80)
    lookups: ClassVar[dict[str, str]] = {"status": "status", "cari": "nama__icontains"}
