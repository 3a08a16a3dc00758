"""What the one search finds of the discussions: what everybody may read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse

from upaya.core.access import Access
from upaya.core.search import SHOWN, Asked, Found
from upaya.komunitas.diskusi.models import Periode, Topik

_SEEN = 50
"""Of so many topics, the newest, those with the most words are shown."""


class _Topics:
    """Topics by their title."""

    label = "Diskusi komunitas"

    def find(self, _access: Access, asked: Asked) -> Iterable[Found]:
        """The newest of them, in whatever period."""
        if asked.nik:
            return
        found = self._topics(asked)
        if not found:
            return
        periods = Periode.objects.for_public().filter(
            id__in={row["periode_id"] for _, row in found}
        )
        names = {row["id"]: row for row in periods}
        for held, row in found:
            period = names[row["periode_id"]]
            address = reverse("komunitas:topik", args=[period["kode"], row["nomor"]])
            yield Found(row["judul"], period["nama"], address, held)

    def _topics(self, asked: Asked) -> Sequence[tuple[int, Mapping[str, Any]]]:
        """How many words each holds, those with the most first."""
        rows = Topik.objects.for_public().order_by("-terakhir", "id")
        words = asked.beside(self.label)
        if asked.partly:
            rows = rows.holding("judul", words)
        for word in () if asked.partly else words:
            rows = rows.filter(judul__icontains=word)
        some = rows[:_SEEN]
        ranked = [(held, row) for row in some if (held := asked.held(self.label, row["judul"]))]
        ranked.sort(key=lambda one: -one[0])
        return ranked[: SHOWN + 1]


TOPIK = _Topics()
