"""What stretches of time messages are about, and what there is to tell of each.

An edition is known by its `masa`: a day (h2022-11-02), a week (m2022-W44), one comment (t12), the
outcome of a period (r3), a farewell after long absence (a2022-11-03). From it all else is found, so
that a message that is sent again says the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator

from upaya.komunitas import addresses
from upaya.komunitas.anggota.models import Anggota, Frekuensi, PilihanTopik
from upaya.komunitas.diskusi.models import Periode, Tanggapan, Topik
from upaya.rules.period import tanggal

_MOST = 500
"""Comments of one edition that are looked at for names; their number is counted in full."""
_NAMES = 3


@dataclass(frozen=True, slots=True)
class Edisi:
    """One edition: for whom it is, and which moments it covers (`until` not included)."""

    masa: str
    frekuensi: str
    since: datetime | None = None
    until: datetime | None = None
    rujukan: int = 0

    @property
    def readers(self) -> tuple[str, ...]:
        """For whom it is as a whole. An outcome also for who hears at once and has no digest."""
        if self.masa[0] == "r":
            return (Frekuensi.HASIL, Frekuensi.SEKETIKA)
        return (self.frekuensi,)


@dataclass(slots=True)
class Isi:
    """What there is to tell: a paragraph by topic, and of periods that were closed."""

    topik: dict[int, str] = field(default_factory=dict)
    hasil: list[str] = field(default_factory=list)
    judul: str = ""

    def __bool__(self) -> bool:
        return bool(self.topik or self.hasil)


def day(of: date) -> Edisi:
    """What was published on a day."""
    return _stretch(f"h{of.isoformat()}", Frekuensi.HARIAN, of, 1)


def week(of: date) -> Edisi:
    """What was published from Monday to Sunday of the week in which a day lies."""
    year, number, weekday = of.isocalendar()
    monday = of - timedelta(days=weekday - 1)
    return _stretch(f"m{year}-W{number:02d}", Frekuensi.MINGGUAN, monday, 7)


def one(tanggapan: int) -> Edisi:
    """One comment, at once."""
    return Edisi(f"t{tanggapan}", Frekuensi.SEKETIKA, rujukan=tanggapan)


def outcome(periode: int) -> Edisi:
    """The summary with which a period was closed."""
    return Edisi(f"r{periode}", Frekuensi.HASIL, rujukan=periode)


def farewell(of: date) -> Edisi:
    """The last message to whom was not seen for long."""
    return Edisi(f"a{of.isoformat()}", Frekuensi.TIDAK)


def called(masa: str) -> Edisi:
    """The edition with this name."""
    kind, rest = masa[0], masa[1:]
    if kind == "h":
        return day(date.fromisoformat(rest))
    if kind == "m":
        return week(date.fromisoformat(f"{rest}-1"))
    if kind == "a":
        return farewell(date.fromisoformat(rest))
    return one(int(rest)) if kind == "t" else outcome(int(rest))


def _stretch(masa: str, frekuensi: str, since: date, days: int) -> Edisi:
    begin = timezone.make_aware(datetime.combine(since, time.min))
    return Edisi(masa, frekuensi, begin, begin + timedelta(days=days))


def content(edisi: Edisi) -> Isi:
    """What it tells; empty when there is nothing, and then nobody is written to."""
    if edisi.masa[0] == "t":
        return _of_comment(edisi.rujukan)
    if edisi.masa[0] == "r":
        return _of_period(edisi.rujukan)
    if edisi.since is None or edisi.until is None:
        return Isi()
    between = (edisi.since, edisi.until)
    found = Isi(judul=_title(edisi))
    _topics(found, between)
    closed = Periode.objects.filter(ditutup_pada__gte=between[0], ditutup_pada__lt=between[1])
    found.hasil = [_closed(period) for period in closed.order_by("pk")]
    return found


def _title(edisi: Edisi) -> str:
    assert edisi.since is not None and edisi.until is not None  # noqa: S101, PT018 - a stretch has both
    first, last = edisi.since.date(), (edisi.until - timedelta(days=1)).date()
    span = tanggal(first) if first == last else f"{tanggal(first)} sampai {tanggal(last)}"
    return f"Komunitas praktisi: kabar {span}"


def _published() -> Any:  # noqa: ANN401 - the manager has no types
    return Tanggapan.objects.filter(
        status=Tanggapan.Status.TERBIT, blokir=None,
        topik__status=Topik.Status.TERBIT, topik__blokir=None,
    )  # fmt: skip


def _topics(found: Isi, between: tuple[datetime, datetime]) -> None:
    rows = (
        _published()
        .filter(diputus_pada__gte=between[0], diputus_pada__lt=between[1])
        .order_by("topik__periode_id", "topik__nomor", "pk")
        .values("topik_id", "topik__judul", "topik__nomor", "topik__periode__kode", "nama")
    )
    by_topic: dict[int, list[Mapping[str, Any]]] = {}
    for row in rows.iterator(chunk_size=_MOST):
        by_topic.setdefault(row["topik_id"], []).append(row)
    for topic, said in by_topic.items():
        names = list(dict.fromkeys(row["nama"] for row in said))
        shown = ", ".join(names[:_NAMES]) + (" dan lain-lain" if len(names) > _NAMES else "")
        found.topik[topic] = (
            f"{said[0]['topik__judul']}\n{len(said)} tanggapan baru, dari {shown}\n"
            f"{addresses.topic(said[0]['topik__periode__kode'], said[0]['topik__nomor'])}"
        )
    _opened(found, between)


def _opened(found: Isi, between: tuple[datetime, datetime]) -> None:
    """Topics that appeared and where nothing was said yet; an import brings old ones."""
    begun = Q(diputus_pada=None, dibuka_pada__gte=between[0], dibuka_pada__lt=between[1])
    let = Q(diputus_pada__gte=between[0], diputus_pada__lt=between[1])
    rows = Topik.objects.filter(begun | let, status=Topik.Status.TERBIT, blokir=None, sumber=None)
    for one in rows.select_related("periode").order_by("periode_id", "nomor")[:_MOST]:
        if one.pk not in found.topik:
            whose = f", dari {one.nama}" if one.nama else ""
            found.topik[one.pk] = (
                f"{one.judul}\nTopik baru{whose}\n{addresses.topic(one.periode.kode, one.nomor)}"
            )


def _closed(period: Periode) -> str:
    address = addresses.period(period.kode)
    return f"{period.nama} ditutup: {period.tema}\n{period.ringkasan}\n{address}"


def _of_comment(pk: int) -> Isi:
    rows = _published()
    said = rows.filter(pk=pk).select_related("topik__periode").first()
    if said is None:  # hidden meanwhile
        return Isi()
    topic = said.topik
    house = f" ({said.lembaga})" if said.lembaga else ""
    text = Truncator(said.isi).chars(1200)
    address = f"{addresses.topic(topic.periode.kode, topic.nomor)}?lihat={said.pk}"
    return Isi({topic.pk: f"{said.nama}{house}:\n\n{text}\n\n{address}"}, judul=topic.judul)


def _of_period(pk: int) -> Isi:
    period = Periode.objects.filter(pk=pk, ditutup_pada__isnull=False).first()
    if period is None:
        return Isi()
    return Isi(hasil=[_closed(period)], judul=f"Komunitas praktisi: hasil {period.nama}")


def own_choices(told: Isi) -> dict[int, dict[int, str]]:
    """What members chose for the topics of an edition: by member, by topic."""
    found: dict[int, dict[int, str]] = {}
    rows = PilihanTopik.objects.filter(
        topik__in=list(told.topik), anggota__status=Anggota.Status.AKTIF
    ).values_list("anggota_id", "topik_id", "frekuensi")
    for member, topic, frequency in rows:
        found.setdefault(member, {})[topic] = frequency
    return found
