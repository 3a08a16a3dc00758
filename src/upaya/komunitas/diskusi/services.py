"""Use cases of discussions: a guest comments, a moderator decides, opens and closes."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.creation import named
from upaya.core.tantangan import mark as mark_of
from upaya.komunitas.diskusi.models import DEEPEST, Periode, Tanggapan, Topik

_CLOSED = "Periode ini sudah ditutup; tanggapan baru tidak diterima lagi."


@dataclass(frozen=True, slots=True)
class Kiriman:
    """What a guest sent: `induk` is the key of the comment that is answered, None for the topic."""

    nama: str
    lembaga: str
    isi: str
    induk: int | None
    tamu: str
    tantangan: str


@transaction.atomic
def comment(topik: int, sent: Kiriman) -> Tanggapan:
    """Keep a guest's comment: it waits for a moderator, unless one of this guest's stands already.

    The same challenge again gives the comment that it made. ValidationError when the period is
    closed or the answered comment is not there.
    """
    topic = Topik.objects.select_for_update(of=("self",)).select_related("periode").get(pk=topik)
    mark = mark_of(sent.tantangan)
    before = Tanggapan.objects.filter(tantangan=mark).first()
    if before is not None:
        assert isinstance(before, Tanggapan)  # noqa: S101 - the manager has no types
        return before
    if topic.periode.ditutup_pada is not None:
        raise ValidationError(_CLOSED)
    above = _answered(topic, sent.induk)
    known = _is_known(sent.tamu)
    now = clock.now()
    made = Tanggapan(
        kabupaten_id=topic.kabupaten_id,
        topik=topic,
        induk=above,
        tingkat=0 if above is None else above.tingkat + 1,
        jalur=_place(topic, above),
        nama=sent.nama,
        lembaga=sent.lembaga,
        isi=sent.isi,
        status=Tanggapan.Status.TERBIT if known else Tanggapan.Status.MENUNGGU,
        ditulis_pada=now,
        diputus_pada=now if known else None,
        tamu=sent.tamu,
        tantangan=mark,
    )
    made.save()
    if known:
        _count(topic, now)
    audit.record(
        "komunitas.tanggapi", made, access=None, kabupaten=topic.kabupaten_id,
        detail={"langsung": known},
    )  # fmt: skip
    return made


def _answered(topic: Topik, pk: int | None) -> Tanggapan | None:
    """The published comment that is answered; below the deepest level its parent is answered."""
    if pk is None:
        return None
    found: Tanggapan | None = (
        Tanggapan.objects.filter(topik=topic, pk=pk, status=Tanggapan.Status.TERBIT)
        .select_related("induk")
        .first()
    )
    if found is None:
        raise ValidationError("Tanggapan yang Anda jawab tidak ada lagi.")
    return found if found.tingkat < DEEPEST - 1 else found.induk


def _is_known(tamu: str) -> bool:
    """Whether a moderator let a comment of this guest pass, and refused none."""
    rows = Tanggapan.objects.filter(tamu=tamu, diputus_oleh__isnull=False)
    said = set(rows.values_list("status", flat=True))
    return bool(tamu) and said == {Tanggapan.Status.TERBIT}


def _place(topic: Topik, above: Tanggapan | None) -> str:
    """The next place in the thread; the row of the topic is locked."""
    rows = Tanggapan.objects.filter(topik=topic, induk=above)
    last: str | None = rows.aggregate(last=Max("jalur"))["last"]
    number = int(last.rpartition(".")[2]) + 1 if last else 1
    before = f"{above.jalur}." if above else ""
    return f"{before}{number:06d}"


def _count(topic: Topik, at: object) -> None:
    topic.terbit += 1
    topic.terakhir = at  # type: ignore[assignment]
    topic.save(update_fields=["terbit", "terakhir"])


@transaction.atomic
def decide(pk: int, access: Access, *, publish: bool, reason: str = "") -> Tanggapan:
    """Let a waiting comment appear, or refuse it with a reason. Deciding the same twice is one.

    ValidationError when another moderator decided otherwise meanwhile.
    """
    rows = Tanggapan.objects.for_scope(access.scope)
    topic_pk = rows.values_list("topik", flat=True).get(pk=pk)
    topic = Topik.objects.select_for_update(of=("self",)).get(pk=topic_pk)
    found: Tanggapan = rows.select_for_update(of=("self",)).get(pk=pk)
    wanted = Tanggapan.Status.TERBIT if publish else Tanggapan.Status.DITOLAK
    if found.status == wanted:
        return found
    if found.status != Tanggapan.Status.MENUNGGU:
        raise ValidationError(f"Tanggapan ini sudah {found.get_status_display().lower()}.")
    if not publish and not reason:
        raise ValidationError({"alasan": "Tulis alasannya; penulisnya akan membacanya."})
    found.status, found.alasan = wanted, reason
    found.diputus_oleh_id, found.diputus_pada = access.user_id, clock.now()
    found.save(update_fields=["status", "alasan", "diputus_oleh", "diputus_pada"])
    if publish:
        _count(topic, found.diputus_pada)
    action = "komunitas.terbitkan" if publish else "komunitas.tolak"
    audit.record(action, found, access=access, kabupaten=found.kabupaten_id)
    return found


@named()
def open_period(
    access: Access, *, nama: str, tema: str, masa: str, moderator: str, pengantar: str
) -> Periode:
    """Open a period under its theme; its address comes from the name and stays."""
    assert access.scope.kabupaten is not None  # noqa: S101 - a role of a district
    made = Periode.objects.create(
        kabupaten_id=access.scope.kabupaten,
        kode=slugify(nama)[:60],
        nama=nama,
        tema=tema,
        masa=masa,
        mulai=clock.today(),
        pengantar=pengantar,
        moderator=moderator,
        dibuka_oleh_id=access.user_id,
        dibuka_pada=clock.now(),
    )
    audit.record("komunitas.buka", made, access=access, kabupaten=made.kabupaten_id)
    assert isinstance(made, Periode)  # noqa: S101 - the manager has no types
    return made


@transaction.atomic
def open_topic(pk: int, access: Access, *, judul: str, pertanyaan: str) -> Topik:
    """One more topic in an open period; the same title again gives the one that is there."""
    period = _locked(pk, access)
    before = period.topik.filter(judul=judul).first()
    if before is not None:
        return before
    if period.ditutup_pada is not None:
        raise ValidationError(_CLOSED)
    last = period.topik.aggregate(last=Max("nomor"))["last"] or 0
    made = Topik.objects.create(
        kabupaten_id=period.kabupaten_id,
        periode=period,
        nomor=last + 1,
        judul=judul,
        pertanyaan=pertanyaan,
        dibuka_oleh_id=access.user_id,
        dibuka_pada=clock.now(),
    )
    audit.record("komunitas.topik", made, access=access, kabupaten=period.kabupaten_id)
    assert isinstance(made, Topik)  # noqa: S101 - the manager has no types
    return made


@transaction.atomic
def close_period(pk: int, access: Access, *, ringkasan: str) -> Periode:
    """Close a period with its summary; closing twice changes nothing."""
    period = _locked(pk, access)
    if period.ditutup_pada is not None:
        return period
    if not ringkasan:
        raise ValidationError({"ringkasan": "Tulis ringkasannya; tanpa itu periode tidak ditutup."})
    period.ringkasan = ringkasan
    period.ditutup_oleh_id, period.ditutup_pada = access.user_id, clock.now()
    period.save(update_fields=["ringkasan", "ditutup_oleh", "ditutup_pada"])
    audit.record("komunitas.tutup", period, access=access, kabupaten=period.kabupaten_id)
    return period


def _locked(pk: int, access: Access) -> Periode:
    rows = Periode.objects.for_scope(access.scope)
    found: Periode = rows.select_for_update(of=("self",)).get(pk=pk)
    return found
