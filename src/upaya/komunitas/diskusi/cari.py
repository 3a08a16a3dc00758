"""What the one search finds of the discussions: what everybody may read."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from upaya.core.access import Access
from upaya.core.search import SHOWN, Asked, Found
from upaya.komunitas.diskusi.models import Periode, Topik


class _Topics:
    """Topics by their title."""

    label = "Diskusi komunitas"

    def find(self, _access: Access, asked: Asked) -> Iterable[Found]:
        """The newest of them, in whatever period."""
        if asked.nik:
            return
        rows = Topik.objects.for_public().filter(judul__icontains=asked.words)
        found = rows.order_by("-terakhir", "id")[: SHOWN + 1]
        if not found:
            return
        periods = Periode.objects.for_public().filter(id__in={row["periode_id"] for row in found})
        names = {row["id"]: row for row in periods}
        for row in found:
            period = names[row["periode_id"]]
            address = reverse("komunitas:topik", args=[period["kode"], row["nomor"]])
            yield Found(row["judul"], period["nama"], address)


TOPIK = _Topics()
