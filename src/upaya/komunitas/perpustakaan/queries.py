"""What the pages of the library show; the number of questions never grows with the shelves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.http import Http404

from upaya.core import clock
from upaya.komunitas.perpustakaan.models import Bacaan, Pertemuan

PER_PAGE = 30
Row = Mapping[str, Any]


def readings(jenis: str, label: str, number: str | None) -> Page[Any]:
    """A page of readings, the newest year first; of one kind, with one label."""
    rows = Bacaan.objects.for_public()
    if jenis in Bacaan.Jenis.values:
        rows = rows.filter(jenis=jenis)
    if label:
        rows = rows.filter(label__icontains=label)
    ordered: Any = rows.order_by("-tahun", "-id")
    page: Page[Any] = Paginator[Any](ordered, PER_PAGE).get_page(number)
    page.object_list = [shown(row) for row in page.object_list]
    return page


def shown(row: Row) -> Row:
    """A reading with its kind in words and its labels apart."""
    labels = [word for word in row["label"].split(", ") if word]
    return {**row, "jenis_kata": Bacaan.Jenis(row["jenis"]).label, "labels": labels}


def reading(pk: int) -> Row:
    """One reading, else Http404."""
    found = Bacaan.objects.for_public().filter(id=pk).first()
    if found is None:
        raise Http404
    return shown(found)


def meetings(number: str | None) -> tuple[list[Row], Page[Any]]:
    """Meetings to come, the next first, and a page of those that were."""
    now = clock.now()
    coming = Pertemuan.objects.for_public().filter(selesai_pada__gte=now).order_by("mulai_pada")
    past: Any = Pertemuan.objects.for_public().filter(selesai_pada__lt=now).order_by("-mulai_pada")
    page: Page[Any] = Paginator[Any](past, PER_PAGE).get_page(number)
    page.object_list = [timed(row) for row in page.object_list]
    return [timed(row) for row in coming[0:PER_PAGE]], page


def timed(row: Row) -> Row:
    """A meeting with its moments in its own zone."""
    zone = Pertemuan.Zona(row["zona"])
    return {**row, "zona_kata": zone.label, **local(row)}


def local(row: Row) -> dict[str, Any]:
    """Beginning and end as the clock hangs there."""
    zone = ZoneInfo(row["zona"])
    begin, end = row["mulai_pada"].astimezone(zone), row["selesai_pada"].astimezone(zone)
    return {"hari": begin.date(), "jam": f"{begin:%H.%M}", "sampai": f"{end:%H.%M}"}


def meeting(pk: int) -> Row:
    """One meeting, else Http404."""
    found = Pertemuan.objects.for_public().filter(id=pk).first()
    if found is None:
        raise Http404
    return timed(found)
