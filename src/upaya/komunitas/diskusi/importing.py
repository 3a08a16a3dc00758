"""Taking over an existing site: topics and comments with their names and dates, each once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from upaya.core import audit
from upaya.exchange.diskusi import Kiriman
from upaya.komunitas.diskusi import services
from upaya.komunitas.diskusi.models import DEEPEST, Periode, Tanggapan, Topik
from upaya.komunitas.diskusi.models_jaga import AlamatLama
from upaya.komunitas.pencarian import sumber
from upaya.komunitas.pencarian.models import Carian


@dataclass(slots=True)
class Hasil:
    """How many came, and how many stood here already."""

    topik: int = 0
    tanggapan: int = 0
    sudah: int = 0


@transaction.atomic
def take_over(periode: int, rows: list[Kiriman], oleh: int) -> Hasil:
    """Bring comments into a period, in the name of `oleh`; what came before stays as it is.

    Nobody is written to: what is old is no news. ValidationError when an answer answers nothing.
    """
    period = Periode.objects.select_for_update(of=("self",)).get(pk=periode)
    found, topics = Hasil(), dict[str, Topik]()
    known = _known(rows)
    for row in sorted(rows, key=lambda one: (one.waktu, one.sumber)):
        if row.topik not in topics:
            topics[row.topik] = _topic(period, row, oleh, found)
        if row.sumber in known:
            found.sudah += 1
            continue
        known[row.sumber] = _comment(topics[row.topik], row, known)
        found.tanggapan += 1
    services.count_again([topic.pk for topic in topics.values()])
    made = [known[row.sumber].pk for row in rows]
    sumber.refresh(Carian.Jenis.TANGGAPAN, made)
    audit.record(
        "komunitas.impor", period, access=None, kabupaten=period.kabupaten_id, actor_id=oleh,
        detail={"topik": found.topik, "tanggapan": found.tanggapan},
    )  # fmt: skip
    return found


def _known(rows: list[Kiriman]) -> dict[str, Tanggapan]:
    wanted = {row.sumber for row in rows} | {row.menjawab for row in rows if row.menjawab}
    return {one.sumber: one for one in Tanggapan.objects.filter(sumber__in=wanted) if one.sumber}


def _topic(period: Periode, row: Kiriman, oleh: int, found: Hasil) -> Topik:
    topic = Topik.objects.filter(sumber=row.topik).first()
    if topic is None:
        last = period.topik.aggregate(last=Max("nomor"))["last"] or 0
        topic = Topik.objects.create(
            kabupaten_id=period.kabupaten_id, periode=period, nomor=last + 1,
            judul=row.judul_topik or f"Topik {last + 1}", sumber=row.topik, dibuka_oleh_id=oleh,
            dibuka_pada=_aware(row.waktu),
        )  # fmt: skip
        found.topik += 1
    if row.alamat_lama:
        AlamatLama.objects.get_or_create(
            alamat=row.alamat_lama.strip("/"), defaults={"periode": topic.periode, "topik": topic}
        )
    assert isinstance(topic, Topik)  # noqa: S101 - the manager has no types
    return topic


def _comment(topic: Topik, row: Kiriman, known: dict[str, Tanggapan]) -> Tanggapan:
    above = None
    if row.menjawab:
        above = known.get(row.menjawab)
        if above is None or above.topik_id != topic.pk:
            raise ValidationError(
                f"Tanggapan {row.sumber} menjawab {row.menjawab}, yang tidak ada sebelum itu dalam "
                "topiknya."
            )
        if above.tingkat >= DEEPEST - 1:
            above = above.induk
    at = _aware(row.waktu)
    made = Tanggapan.objects.create(
        kabupaten_id=topic.kabupaten_id, topik=topic, induk=above,
        tingkat=0 if above is None else above.tingkat + 1, jalur=services.place(topic, above),
        nama=row.nama, lembaga=row.lembaga, isi=row.isi, sumber=row.sumber,
        status=Tanggapan.Status.TERBIT, ditulis_pada=at, diputus_pada=at,
    )  # fmt: skip
    assert isinstance(made, Tanggapan)  # noqa: S101 - the manager has no types
    return made


def _aware(at: datetime) -> datetime:
    return timezone.make_aware(at)
