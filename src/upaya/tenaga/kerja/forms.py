"""Forms of months of work: targets, attendance and report, evaluation, transfer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.http import QueryDict

from upaya.alur.forms import LONG, StepForm
from upaya.alur.reading import Reading
from upaya.core import clock
from upaya.core.fields import AngkaField, RupiahField, TanggalField
from upaya.core.templatetags.upaya import tanggal_pendek
from upaya.pembayaran.services.funds import Transfer
from upaya.rules.money import angka
from upaya.rules.numbers import MAX_COUNT, NumberError, decimal
from upaya.rules.tenaga.honor import KETERANGAN
from upaya.rules.workdays import HARI
from upaya.rules.workflow import Move
from upaya.tenaga.kerja.models import Target
from upaya.tenaga.kerja.reading import BacaanBulan
from upaya.tenaga.kerja.services import IsiLaporan, IsiNilai, IsiTarget
from upaya.tenaga.kontrak.forms import KertasForm

ROWS = 8
"""How many targets a month may have."""


class BanyakField(forms.CharField):
    """A number of units that may have two decimals: 12 or 7,5."""

    def __init__(self, *, label: str, required: bool = False) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(label=label, required=required, widget=widget)

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - Django's signature
        """The number, None when the box is empty; a sentence where it cannot be read."""
        text = super().clean(value)
        if not text:
            return None
        try:
            found = decimal(text)
        except NumberError as fault:
            raise ValidationError("Tulis angka, misalnya 12 atau 7,5.") from fault
        if found is None or not 0 <= found <= MAX_COUNT or found != round(found, 2):
            raise ValidationError("Tulis angka dari nol, paling banyak dua angka di belakang koma.")
        return found

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's signature
        """Written the Indonesian way."""
        return angka(value.normalize()) if isinstance(value, Decimal) else value


class _Versi(forms.Form):
    versi = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


_PARTS = ("indikator", "satuan", "target", "bobot", "bukti")


class TargetForm(_Versi):
    """Rows of targets; an empty row is none."""

    def __init__(self, data: QueryDict | None = None, *, reading: BacaanBulan) -> None:
        rows, first = reading.target, {"versi": reading.subject.versi}
        for n in range(ROWS):
            row = rows[n] if n < len(rows) else None
            first |= {f"{name}-{n}": getattr(row, name) for name in _PARTS if row is not None}
        super().__init__(data, initial=first)
        for n in range(ROWS):
            self.fields |= {
                f"indikator-{n}": forms.CharField(
                    label="Indikator", max_length=160, required=False
                ),
                f"satuan-{n}": forms.CharField(label="Satuan", max_length=40, required=False),
                f"target-{n}": BanyakField(label="Target"),
                f"bobot-{n}": AngkaField(
                    label="Bobot", minimum=1, maximum=100, suffix="%", required=False
                ),
                f"bukti-{n}": forms.CharField(label="Bukti", max_length=160, required=False),
            }

    @property
    def rows(self) -> Iterator[tuple[int, list[BoundField]]]:
        """The boxes row by row, numbered: those that are written, and one to write in."""
        yield from self._boxes(range(self._shown))

    @property
    def more(self) -> list[tuple[int, list[BoundField]]]:
        """The empty rows behind them, folded."""
        return list(self._boxes(range(self._shown, ROWS)))

    @property
    def _shown(self) -> int:
        written = [n for n in range(ROWS) if any(self[f"{name}-{n}"].value() for name in _PARTS)]
        return min(max(written, default=-1) + 2, ROWS)

    def _boxes(self, places: range) -> Iterator[tuple[int, list[BoundField]]]:
        for n in places:
            yield n + 1, [self[f"{name}-{n}"] for name in _PARTS]

    def clean(self) -> dict[str, Any]:
        """A row is whole or empty; the weights of what is written are a hundred."""
        data = super().clean() or {}
        for n in range(ROWS):
            found = {name: data.get(f"{name}-{n}") for name in _PARTS}
            if not any(found.values()):
                continue
            for name, value in found.items():
                if not value and f"{name}-{n}" not in self.errors:
                    self.add_error(f"{name}-{n}", "Isi juga ini, atau kosongkan seluruh barisnya.")
        return data

    @property
    def isi(self) -> list[IsiTarget]:
        """The rows of a valid form."""
        said = self.cleaned_data
        return [
            IsiTarget(*(said[f"{name}-{n}"] for name in _PARTS))
            for n in range(ROWS)
            if said.get(f"indikator-{n}")
        ]


class LaporanForm(_Versi):
    """A worker's report: a choice per working day, a number and a place of proof per target."""

    laporan = forms.CharField(
        label="Apa yang dikerjakan bulan ini", widget=LONG, max_length=4_000,
        error_messages={"required": "Tulis apa yang dikerjakan bulan ini."},
    )  # fmt: skip
    kendala = forms.CharField(label="Kendala", widget=LONG, max_length=2_000, required=False)

    def __init__(self, data: QueryDict | None = None, *, reading: BacaanBulan) -> None:
        case = reading.subject
        first: dict[str, Any] = {
            "versi": case.versi, "laporan": case.laporan, "kendala": case.kendala,
        }  # fmt: skip
        self.targets = reading.target
        self.days = [] if case.kontrak.tim else [d for d in reading.hari if d <= clock.today()]
        for day in self.days:
            first[f"hari-{day.day}"] = reading.absen.get(day, "")
        for one in self.targets:
            first |= {f"capaian-{one.pk}": one.capaian, f"letak-{one.pk}": one.keterangan}
        super().__init__(data, initial=first)
        for day in self.days:
            self.fields[f"hari-{day.day}"] = forms.ChoiceField(
                label=f"{HARI[day.weekday()]}, {tanggal_pendek(day)}", required=False,
                choices=[("", "Belum diisi"), *((one, one.capitalize()) for one in KETERANGAN)],
            )  # fmt: skip
        for one in self.targets:
            words = f"{one.indikator}: dari {angka(one.target.normalize())} {one.satuan}"
            self.fields[f"capaian-{one.pk}"] = BanyakField(label=words)
            self.fields[f"letak-{one.pk}"] = forms.CharField(
                label=f"Letak bukti: {one.bukti}", max_length=200, required=False
            )

    @property
    def hari(self) -> list[BoundField]:
        """The days."""
        return [self[f"hari-{day.day}"] for day in self.days]

    @property
    def capaian(self) -> list[tuple[BoundField, BoundField]]:
        """The targets, each with the place of its proof."""
        return [(self[f"capaian-{one.pk}"], self[f"letak-{one.pk}"]) for one in self.targets]

    @property
    def isi(self) -> IsiLaporan:
        """What a valid form says."""
        said = self.cleaned_data
        return IsiLaporan(
            said["laporan"], said["kendala"],
            {day: said[f"hari-{day.day}"] for day in self.days if said[f"hari-{day.day}"]},
            {one.pk: (said[f"capaian-{one.pk}"], said[f"letak-{one.pk}"].strip())
             for one in self.targets},
        )  # fmt: skip


class NilaiForm(_Versi):
    """What the head accepts of each target, with the reference in SI SDM."""

    si_sdm = forms.CharField(label="Rujukan penilaian SI SDM", max_length=80)
    catatan = forms.CharField(
        label="Catatan penilaian", widget=LONG, max_length=2_000, required=False
    )

    def __init__(self, data: QueryDict | None = None, *, reading: BacaanBulan) -> None:
        case = reading.subject
        first: dict[str, Any] = {
            "versi": case.versi, "si_sdm": case.si_sdm, "catatan": case.catatan,
        }  # fmt: skip
        self.targets: list[Target] = reading.target
        for one in self.targets:
            first[f"dinilai-{one.pk}"] = one.capaian if one.dinilai is None else one.dinilai
        super().__init__(data, initial=first)
        for one in self.targets:
            said = "-" if one.capaian is None else angka(one.capaian.normalize())
            field = BanyakField(label=f"{one.indikator}: diterima", required=True)
            where = one.keterangan or "bukti belum disebut"
            field.help_text = (
                f"Dilaporkan {said} dari {angka(one.target.normalize())} {one.satuan}, "
                f"bobot {one.bobot}%; {where}."
            )
            self.fields[f"dinilai-{one.pk}"] = field

    @property
    def dinilai(self) -> list[BoundField]:
        """The targets."""
        return [self[f"dinilai-{one.pk}"] for one in self.targets]

    @property
    def isi(self) -> IsiNilai:
        """What a valid form says."""
        said = self.cleaned_data
        return IsiNilai(
            said["si_sdm"], said["catatan"],
            {one.pk: said[f"dinilai-{one.pk}"] for one in self.targets},
        )  # fmt: skip


class TransferForm(StepForm):
    """The funds of a month: the number, day and amount of their proof."""

    nomor = forms.CharField(
        label="Nomor SP2D atau bukti transfer", max_length=80,
        error_messages={"required": "Tulis nomor buktinya."},
    )  # fmt: skip
    tanggal = TanggalField(label="Tanggal", error_messages={"required": "Isi tanggalnya."})
    jumlah = RupiahField(label="Jumlah yang ditransfer", minimum=1)
    kunci = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None = None, *, move: Move, reading: Reading[Any] | None = None
    ) -> None:
        super().__init__(data, move=move, reading=reading)
        honor = reading.subject.honor if reading else None
        self.initial.update(kunci=uuid4(), tanggal=clock.today(), jumlah=honor)

    @property
    def context(self) -> Mapping[str, Any]:
        """The transfer of a valid form."""
        said = self.cleaned_data
        return {
            "transfer": Transfer(
                said["nomor"].strip(), said["tanggal"], said["jumlah"], "", said["kunci"]
            )
        }


def step_form(move: Move) -> type[StepForm]:
    """What the second step of a move asks."""
    return {"transfer": TransferForm, "laporkan_kertas": KertasForm}.get(move.name, StepForm)
