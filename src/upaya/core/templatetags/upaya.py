"""Filters for the way Indonesians write numbers and dates.

The writing itself is done by `upaya.rules.money` and `upaya.rules.period`, so that a screen, a
workbook and the command line agree. None (nothing known) is written as nothing; a float is refused,
as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from django import template
from django.http import HttpRequest
from django.utils import timezone

from upaya.core.guard import opens
from upaya.rules import money, period

register = template.Library()

Number = int | Decimal | Fraction
T = TypeVar("T")


def _exact(value: Number, places: int | None = None) -> Decimal:
    """`value` as a Decimal, rounded half up to `places` digits when given."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction):
        raise TypeError(f"{value!r} bukan bilangan eksak")
    if isinstance(value, int) and not places:
        return Decimal(value)
    fraction = Fraction(value)
    if places is None:
        exact = money.exact_decimal(fraction)
        if exact is None:
            raise TypeError(f"{value!r} tidak berakhir: sebutkan banyaknya angka di belakang koma")
        return exact
    scale = 10**places
    half_up = (2 * abs(fraction) * scale + 1) // 2
    whole = -half_up if fraction < 0 else half_up
    return money.exact_context().scaleb(Decimal(whole), -places)


@register.filter
def butir(values: Mapping[str, T], key: str) -> T | str:
    """What `values` holds under `key`, "" when it holds nothing there."""
    return values.get(key, "")


@register.filter
def terbuka(address: str, request: HttpRequest) -> bool:
    """Whether an address lets in whoever asks: a way that ends at a shut door is none."""
    return opens(getattr(request, "access", None), address)


@register.filter
def rupiah(value: Number | None) -> str:
    """`Rp66.369.000`."""
    return "" if value is None else money.rupiah(_exact(value))


@register.filter
def angka(value: Number | None) -> str:
    """`1.234`, with all its decimals if it has any."""
    return "" if value is None else money.angka(_exact(value))


@register.filter
def desimal(value: Number | None, places: int = 2) -> str:
    """`1.234,50`: rounded half up, always with `places` digits behind the comma."""
    if value is None:
        return ""
    text = money.angka(_exact(value, places))
    whole, _, decimals = text.partition(",")
    return f"{whole},{decimals.ljust(places, '0')}" if places else whole


@register.filter
def bilangan(value: Number | None, places: int = 2) -> str:
    """`8` or `7,5`: rounded half up to at most `places` digits behind the comma."""
    return "" if value is None else money.angka(_exact(value, places))


@register.filter
def terpilih(tabs: Iterable[Mapping[str, Any]] | None) -> str:
    """The open part of a strip before the name of the whole, for the title: `Pagu · `.

    Pages of one strip are told apart in a window's own tabs, in its history and when read aloud.
    """
    return next((f"{tab['label']} · " for tab in tabs or () if tab["active"]), "")


@register.filter
def persen(value: Number | None, places: int = 2) -> str:
    """`7,5%` from the ratio 0.075, rounded half up to at most `places` digits behind the comma."""
    return "" if value is None else f"{money.angka(_exact(Fraction(value) * 100, places))}%"


@register.filter
def tanggal(value: date | None) -> str:
    """`1 Agustus 2022`; of a moment, its day in the installation's zone."""
    return "" if value is None else period.tanggal(_day(value))


@register.filter
def tanggal_pendek(value: date | None) -> str:
    """`1 Agu 2022`, for narrow columns."""
    if value is None:
        return ""
    day = _day(value)
    return f"{day.day} {period.BULAN[day.month - 1][:3]} {day.year}"


@register.filter
def bulan(value: date | period.Period | None) -> str:
    """`Agustus 2022`."""
    if value is None:
        return ""
    return (value if isinstance(value, period.Period) else period.Period.of(_day(value))).nama


@register.filter
def waktu(value: datetime | None) -> str:
    """`1 Agustus 2022 pukul 14.05`, in the installation's zone."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{period.tanggal(local.date())} pukul {local:%H.%M}"


def _day(value: date) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value
