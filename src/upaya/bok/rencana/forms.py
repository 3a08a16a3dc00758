"""Forms of a plan: the year, the reason of a revision, an activity with its lines of money."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from textwrap import shorten
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Field
from django.http import QueryDict

from upaya.bok.harga.models import HargaSatuan
from upaya.bok.rencana.models import KegiatanRencana
from upaya.bok.rencana.services import BarisRincian
from upaya.core.digits import number_in
from upaya.core.fields import AngkaField, TahunField
from upaya.core.reasons import TOO_SHORT, says_something
from upaya.rules.bok.plan import MAX_VOLUMES, MONTHS
from upaya.rules.bok.plan_menu import MenuRencana
from upaya.rules.money import rupiah
from upaya.rules.period import BULAN

_LONG = forms.Textarea(attrs={"rows": 3})
EMPTY_LINES = 3
"""Lines that a form offers beyond those that are filled."""
MOST_LINES = 40
TEXTS = (
    "nama",
    "tujuan",
    "sasaran",
    "target",
    "lokasi",
    "desa",
    "pelaksana",
    "mitra",
    "sumber_daya",
    "indikator",
)
_HELP = {
    "desa": "Wajib bagi STBM: desa lokus tahun ini.",
    "pelaksana": "Siapa yang bertanggung jawab, misalnya PJ Gizi.",
    "tujuan": "Bila kosong, dipakai tujuan Pasal 11 ayat (1).",
}


class BukaForm(forms.Form):
    """Which year's plan is opened."""

    tahun = TahunField()


class AlasanForm(forms.Form):
    """Why there is a new version."""

    alasan = forms.CharField(
        label="Alasan perubahan",
        max_length=1_000,
        widget=_LONG,
        error_messages={"required": TOO_SHORT},
    )

    def clean_alasan(self) -> str:
        """In words."""
        said = str(self.cleaned_data["alasan"]).strip()
        if not says_something(said):
            raise ValidationError(TOO_SHORT)
        return said


class PenjelasanForm(forms.Form):
    """What is said of the warnings about the plan as a whole."""

    penjelasan = forms.CharField(
        label="Penjelasan peringatan", max_length=2_000, widget=_LONG, required=False
    )


class KegiatanForm(forms.Form):
    """An activity of the plan."""

    menu = forms.ChoiceField(label="Kegiatan menurut menu")
    versi = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        row: KegiatanRencana | None,
        menu: Iterable[MenuRencana],
    ) -> None:
        super().__init__(data, initial=_initial(row))
        choice = self.fields["menu"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - for the type checker
        choice.choices = _choices(menu)
        for name in TEXTS:
            field = cast("Field[Any, Any]", KegiatanRencana._meta.get_field(name))
            self.fields[name] = forms.CharField(
                label=str(field.verbose_name).capitalize(),
                max_length=field.max_length,
                required=name == "nama",
                help_text=_HELP.get(name, ""),
            )
        self.fields["jumlah_sasaran"] = AngkaField(label="Banyaknya sasaran", required=False)
        self.fields["cara"] = forms.ChoiceField(
            label="Cara pelaksanaan", choices=KegiatanRencana.Cara.choices
        )
        self.fields["lokakarya"] = forms.ChoiceField(
            label="Lokakarya mini", choices=KegiatanRencana.Lokakarya.choices, required=False
        )
        self.fields["bulan"] = forms.TypedMultipleChoiceField(
            label="Bulan pelaksanaan",
            choices=[(str(m), BULAN[m - 1]) for m in MONTHS],
            coerce=int,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Pilih paling sedikit satu bulan."},
        )
        self.fields["kali"] = AngkaField(label="Berapa kali sebulan", minimum=1, maximum=31)
        self.fields["penjelasan"] = forms.CharField(
            label="Penjelasan bila ada peringatan",
            max_length=2_000,
            required=False,
            widget=_LONG,
        )

    @property
    def values(self) -> dict[str, Any]:
        """The fields as the table keeps them."""
        data = self.cleaned_data
        return {
            name: data[name] for name in ("menu", *TEXTS, "cara", "lokakarya", "penjelasan")
        } | {
            "jumlah_sasaran": data["jumlah_sasaran"] or 0,
            "bulan": sorted(data["bulan"]),
            "kali": data["kali"],
        }


def _initial(row: KegiatanRencana | None) -> dict[str, Any]:
    if row is None:
        return {"kali": 1, "versi": 0}
    names = ("menu", *TEXTS, "jumlah_sasaran", "cara", "lokakarya", "kali", "penjelasan", "versi")
    return {name: getattr(row, name) for name in names} | {"bulan": [str(m) for m in row.bulan]}


def _choices(menu: Iterable[MenuRencana]) -> list[tuple[str, Any]]:
    """The menu by the letter of its heading."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for line in menu:
        head = line.kode.split(".")[0]
        group = f"Pasal 11 ayat (3) huruf {head}" if head.isalpha() else line.induk
        group = "Pasal 9" if head == "9" else group
        words = shorten(f"{line.kode} {line.uraian}", 120, placeholder=" …")
        groups.setdefault(group, []).append((line.kode, words))
    return [("", "Pilih kegiatan"), *groups.items()]


def price_choices(prices: Iterable[HargaSatuan]) -> list[tuple[str, str]]:
    """The prices of the list with their amounts, for every line of the form."""
    return [("", "-"), *((str(price.pk), _price_words(price)) for price in prices)]


def _price_words(price: HargaSatuan) -> str:
    """Letter of the kind of spending, name, where, amount, unit."""
    everywhere = price.wilayah == HargaSatuan.Wilayah.SEMUA
    where = "" if everywhere else f" ({price.get_wilayah_display()})"
    return f"{price.belanja}. {price.nama}{where}, {rupiah(price.harga)} per {price.satuan}"


class RincianForm(forms.Form):
    """A line of money: a price and up to four volumes; an empty one is left out."""

    harga = forms.ChoiceField(label="Harga satuan", required=False)
    uraian = forms.CharField(label="Uraian", max_length=200, required=False)

    def __init__(self, *args: Any, prices: Mapping[str, HargaSatuan], **kwargs: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(*args, **kwargs)
        choice = self.fields["harga"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - for the type checker
        choice.choices = price_choices(prices.values())
        self.prices = prices
        for n in range(1, MAX_VOLUMES + 1):
            self.fields[f"volume{n}"] = AngkaField(label=f"Volume {n}", minimum=1, required=False)
            self.fields[f"satuan{n}"] = forms.CharField(
                label=f"Satuan {n}", max_length=30, required=False
            )

    @property
    def pairs(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """The boxes of each volume."""
        return ((self[f"volume{n}"], self[f"satuan{n}"]) for n in range(1, MAX_VOLUMES + 1))

    @property
    def empty(self) -> bool:
        """Whether nothing was filled in."""
        return not any(value not in (None, "") for value in self.cleaned_data.values())

    def clean(self) -> dict[str, Any]:
        """A volume has its unit, a line its price and at least one volume."""
        data: dict[str, Any] = super().clean() or {}
        filled = [n for n in range(1, MAX_VOLUMES + 1) if data.get(f"volume{n}") is not None]
        for n in range(1, MAX_VOLUMES + 1):
            if n in filled and not data.get(f"satuan{n}"):
                self.add_error(f"satuan{n}", "Tulis satuannya, misalnya orang.")
            if n not in filled and data.get(f"satuan{n}") and f"volume{n}" not in self.errors:
                self.add_error(f"volume{n}", "Isi banyaknya, atau kosongkan satuannya.")
        something = (
            filled or data.get("uraian") or any(data.get(f"satuan{n}") for n in (1, 2, 3, 4))
        )
        if something and not data.get("harga") and "harga" not in self.errors:
            self.add_error("harga", "Pilih harganya dari daftar.")
        if data.get("harga") and not filled and not self.errors:
            self.add_error("volume1", "Isi paling sedikit satu volume.")
        return data

    @property
    def line(self) -> BarisRincian:
        """The line as the service takes it."""
        data = self.cleaned_data
        volume = tuple(
            (data[f"volume{n}"], data[f"satuan{n}"].strip())
            for n in range(1, MAX_VOLUMES + 1)
            if data[f"volume{n}"] is not None
        )
        return BarisRincian(self.prices[data["harga"]], data["uraian"].strip(), volume)


def line_forms(
    data: QueryDict | None, row: KegiatanRencana | None, prices: Mapping[str, HargaSatuan]
) -> list[RincianForm]:
    """A form for each line that stands, and some empty ones."""
    stored = [_line_initial(line) for line in row.rincian.all()] if row is not None else []
    many = min(len(stored) + EMPTY_LINES, MOST_LINES)
    if data is not None:
        typed = number_in(data.get("banyak", ""))
        many = many if typed is None else min(typed, MOST_LINES)
    return [
        RincianForm(
            data,
            prefix=f"r{n}",
            prices=prices,
            initial=stored[n] if n < len(stored) else {},
        )
        for n in range(many)
    ]


def _line_initial(line: Any) -> Mapping[str, Any]:  # noqa: ANN401 - RincianRencana
    found = {"harga": str(line.harga_id), "uraian": line.uraian}
    for n, (many, unit) in enumerate(line.volume, start=1):
        found |= {f"volume{n}": many, f"satuan{n}": unit}
    return found
