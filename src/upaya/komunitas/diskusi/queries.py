"""What the pages of discussions show; the number of questions never grows with the comments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import Http404

from upaya.komunitas.diskusi.models import Periode, Tanggapan, Topik
from upaya.komunitas.diskusi.models_jaga import AlamatLama, Lampiran, RiwayatTanggapan
from upaya.komunitas.diskusi.teks import html

PER_PAGE = 40
"""Comments of one page: at most 60 kB with the longest usual ones."""
ARCHIVE = 50
"""Periods that the front page lists; an archive of a decade has fewer."""
TOPICS = 300
"""Topics of one period: members open them too, a few a day for as long as it runs."""
OWN = 10
"""Waiting or refused comments of one guest that a topic shows."""
Row = Mapping[str, Any]


def periods() -> list[Row]:
    """All periods, the newest first."""
    return list(Periode.objects.for_public().order_by("-mulai", "-id")[0:ARCHIVE])


def topics_of(periode: int) -> list[Row]:
    """The topics of a period, in their order."""
    return list(Topik.objects.for_public().filter(periode_id=periode).order_by("nomor")[0:TOPICS])


def period_at(kode: str) -> Row | None:
    """The period that has this address today."""
    return Periode.objects.for_public().filter(kode=kode).first()


def period_called(kode: str) -> Row:
    """The same, else Http404."""
    found = period_at(kode)
    if found is None:
        raise Http404
    return found


def topic_at(periode: int, nomor: int) -> Row:
    """The topic with a number in its period, else Http404."""
    found = Topik.objects.for_public().filter(periode_id=periode, nomor=nomor).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Utas:
    """One comment with the answers to it; `sambungan`: what it answers stands on a page before."""

    isi: Row
    html: str
    sambungan: bool
    anak: list[Utas] = field(default_factory=list)


def thread(topik: int, number: str | None) -> tuple[Page[Any], list[Utas]]:
    """One page of a topic's comments in the order of the conversation."""
    rows = Tanggapan.objects.for_public().filter(topik_id=topik).order_by("jalur")
    page: Page[Any] = Paginator[Any](rows, PER_PAGE).get_page(number)  # type: ignore[arg-type] # it slices and counts
    return page, _nested(page.object_list)


def page_of(topik: int, pk: int) -> int | None:
    """On which page a published comment stands; None when it is not there."""
    rows = Tanggapan.objects.for_public().filter(topik_id=topik)
    found = rows.filter(id=pk).first()
    if found is None:
        return None
    return rows.filter(jalur__lt=found["jalur"]).count() // PER_PAGE + 1


def comment_called(pk: int) -> Row:
    """A published comment, else Http404."""
    found = Tanggapan.objects.for_public().filter(id=pk).first()
    if found is None:
        raise Http404
    return found


def earlier_words(pk: int) -> list[Row]:
    """What a comment said before, the latest first."""
    rows = RiwayatTanggapan.objects.for_public().filter(tanggapan_id=pk).order_by("-id")
    return list(rows[0:ARCHIVE])


def place_of(topik: int) -> tuple[Row, Row]:
    """The period and the topic with this key, else Http404."""
    topic = Topik.objects.for_public().filter(id=topik).first()
    if topic is None:
        raise Http404
    period = Periode.objects.for_public().filter(id=topic["periode_id"]).first()
    if period is None:
        raise Http404
    return period, topic


def moved(alamat: str) -> tuple[str, int | None] | None:
    """Where an old address leads today: the period's address, and the number of a topic."""
    found = AlamatLama.objects.for_public().filter(alamat=alamat).first()
    if found is None:
        return None
    period = Periode.objects.for_public().filter(id=found["periode_id"]).first()
    if period is None:
        return None
    if found["topik_id"] is None:
        return period["kode"], None
    topic = Topik.objects.for_public().filter(id=found["topik_id"]).first()
    return period["kode"], topic["nomor"] if topic else None


def _nested(rows: Iterable[Row]) -> list[Utas]:
    """Each below the one it answers, where that stands on this page."""
    first: list[Utas] = []
    known: dict[str, Utas] = {}
    for row in rows:
        above = known.get(row["jalur"].rpartition(".")[0])
        made = Utas(row, html(row["isi"]), row["tingkat"] > 0 and above is None)
        (above.anak if above else first).append(made)
        known[row["jalur"]] = made
    return first


def own_waiting(topik: int, tamu: str) -> list[Row]:
    """What a guest wrote here that is not published: waiting, or refused with its reason."""
    if not tamu:
        return []
    rows = Tanggapan.objects.filter(topik=topik, tamu=tamu, blokir=None).exclude(
        status__in=[Tanggapan.Status.TERBIT, Tanggapan.Status.DITARIK]
    )
    return list(
        rows.order_by("-pk").values("pk", "nama", "isi", "ditulis_pada", "status", "alasan")[:OWN]
    )


def attachments(comments: Iterable[int]) -> dict[int, Row]:
    """What stands beside these comments, by comment."""
    rows = Lampiran.objects.for_public().filter(tanggapan_id__in=list(comments))
    return {row["tanggapan_id"]: row for row in rows}


def attachment_called(pk: int) -> Row:
    """One attachment of a published comment, else Http404."""
    found = Lampiran.objects.for_public().filter(id=pk).first()
    if found is None:
        raise Http404
    return found


def own_published(rows: Iterable[int], tamu: str, anggota: int | None) -> set[int]:
    """Which of these comments this browser, or its member, wrote."""
    if not tamu:
        return set()
    own = Q(tamu=tamu) | (Q(anggota=anggota) if anggota else Q(pk=None))
    return set(Tanggapan.objects.filter(own, pk__in=list(rows)).values_list("pk", flat=True))
