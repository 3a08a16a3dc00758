"""The page of the search: one field, what was found with the words marked, by pages."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from upaya.core import clock
from upaya.core.guard import public
from upaya.core.limits import Limit
from upaya.core.navigation import trail
from upaya.komunitas.pencarian import indeks, kata
from upaya.komunitas.pencarian.cuplikan import cuplikan
from upaya.komunitas.pencarian.models import Carian

_OPEN = "yang dicari hanya yang boleh dibaca siapa pun"
_PER_PAGE, _LONGEST = 20, 200
_ASKED = Limit("komunitas-cari", amount=60, seconds=60)


class _Hits:
    """What a paginator asks of: its number and a part of it."""

    def __init__(self, groups: tuple[tuple[str, ...], ...], jenis: str) -> None:
        self._groups, self._jenis = groups, jenis

    def count(self) -> int:
        """How many there are."""
        return indeks.count(self._groups, self._jenis)

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[dict[str, Any]]:
        start = part.start or 0
        keys = indeks.found(
            self._groups, clock.today(), jenis=self._jenis, start=start, many=part.stop - start
        )
        rows = {row["id"]: row for row in Carian.objects.for_public().filter(id__in=keys)}
        return [
            {**rows[key], "cuplikan": cuplikan(rows[key]["isi"], self._groups)}
            for key in keys
            if key in rows
        ]


@public(_OPEN)
@require_safe
def cari(request: HttpRequest) -> HttpResponse:
    """Everything that holds the words, in whatever form they stand there."""
    text = request.GET.get("q", "")[:_LONGEST]
    jenis = request.GET.get("di", "")
    jenis = jenis if jenis in Carian.Jenis.values else ""
    status, page = 200, None
    groups = kata.asked(text)
    if groups:
        if _ASKED.spend(request):
            hits: Any = _Hits(groups, jenis)
            page = Paginator[Any](hits, _PER_PAGE).get_page(request.GET.get("hal"))
        else:
            status = 429
    context = {
        "q": text,
        "di": jenis,
        "jenis": Carian.Jenis.choices,
        "page": page,
        "terlalu_sering": status != 200,  # noqa: PLR2004 - the answer to somebody in time
        "trail": trail(("Komunitas praktisi", "/komunitas/"), here="Cari"),
    }
    return render(request, "komunitas/cari.html", context, status=status)
