"""Use cases of discussions: a guest comments, a moderator decides, opens and closes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Max
from django.utils.text import slugify

from upaya.core import audit, clock, files
from upaya.core.access import Access
from upaya.core.creation import named
from upaya.core.sniff import Content
from upaya.core.tantangan import mark as mark_of
from upaya.core.tasks import enqueue
from upaya.komunitas.anggota.kabar import tell_now
from upaya.komunitas.anggota.models import Anggota
from upaya.komunitas.anggota.services import member_of, member_with
from upaya.komunitas.diskusi import batas
from upaya.komunitas.diskusi.models import DEEPEST, Periode, Tanggapan, Topik
from upaya.komunitas.diskusi.models_jaga import AlamatLama, Draf, Lampiran
from upaya.komunitas.pencarian import sumber
from upaya.komunitas.pencarian.models import Carian

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
    lampiran: Content | None = None
    anggota: int | None = None
    """The member, where an answer by mail says so; else the one of this browser."""


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
    member = _welcome(topic, sent)
    known = batas.is_known(sent.tamu, member)
    now = clock.now()
    made = _written(topic, sent, member, now if known else None)
    if sent.lampiran is not None:
        _attach(made, sent.lampiran)
    Draf.objects.filter(topik=topic, tamu=sent.tamu).delete()
    if known:
        _count(topic, now)
        sumber.refresh(Carian.Jenis.TANGGAPAN, [made.pk])
        enqueue(tell_now)
    audit.record(
        "komunitas.tanggapi", made, access=None, kabupaten=topic.kabupaten_id,
        detail={"langsung": known},
    )  # fmt: skip
    return made


def _welcome(topic: Topik, sent: Kiriman) -> Anggota | None:
    """The member who writes, if any; ValidationError where nothing may be said, or not so much."""
    if topic.periode.ditutup_pada is not None:
        raise ValidationError(_CLOSED)
    if topic.status != Topik.Status.TERBIT or topic.blokir_id is not None:
        raise ValidationError("Topik ini tidak ada lagi.")
    member = member_with(sent.anggota) if sent.anggota else member_of(sent.tamu)
    batas.check(
        sent.tamu, member, sent.isi,
        kabupaten=topic.kabupaten_id, attached=sent.lampiran is not None,
    )  # fmt: skip
    return member


def _written(
    topic: Topik, sent: Kiriman, member: Anggota | None, decided: datetime | None
) -> Tanggapan:
    """The comment as it is kept: published where it was decided, else waiting for a moderator."""
    above = _answered(topic, sent.induk)
    made = Tanggapan(
        kabupaten_id=topic.kabupaten_id,
        topik=topic,
        induk=above,
        tingkat=0 if above is None else above.tingkat + 1,
        jalur=place(topic, above),
        nama=sent.nama,
        lembaga=sent.lembaga,
        isi=sent.isi,
        status=Tanggapan.Status.TERBIT if decided else Tanggapan.Status.MENUNGGU,
        ditulis_pada=decided or clock.now(),
        diputus_pada=decided,
        tamu=sent.tamu,
        tantangan=mark_of(sent.tantangan),
        anggota=member,
    )
    made.save()
    return made


def _attach(made: Tanggapan, content: Content) -> None:
    Lampiran.objects.create(
        tanggapan=made,
        nama=content.name[:120],
        jenis=content.kind,
        ukuran=len(content.body),
        letak=files.keep(content),
        sidik=hashlib.sha256(content.body).hexdigest(),
    )


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


def place(topic: Topik, above: Tanggapan | None) -> str:
    """The next place in the thread; the row of the topic is locked."""
    rows = Tanggapan.objects.filter(topik=topic, induk=above)
    last: str | None = rows.aggregate(last=Max("jalur"))["last"]
    number = int(last.rpartition(".")[2]) + 1 if last else 1
    before = f"{above.jalur}." if above else ""
    return f"{before}{number:06d}"


def count_again(topics: Iterable[int]) -> None:
    """Count what is published in these topics; the caller holds what it changed in them."""
    for topic in Topik.objects.select_for_update(of=("self",)).filter(pk__in=sorted(set(topics))):
        shown = topic.tanggapan.filter(status=Tanggapan.Status.TERBIT, blokir=None)
        found = shown.aggregate(banyak=Count("pk"), terakhir=Max("diputus_pada"))
        topic.terbit, topic.terakhir = found["banyak"], found["terakhir"]
        topic.save(update_fields=["terbit", "terakhir"])
        sumber.refresh(Carian.Jenis.TOPIK, [topic.pk])


def _count(topic: Topik, at: object) -> None:
    topic.terbit += 1
    topic.terakhir = at  # type: ignore[assignment]
    topic.save(update_fields=["terbit", "terakhir"])
    sumber.refresh(Carian.Jenis.TOPIK, [topic.pk])


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
        sumber.refresh(Carian.Jenis.TANGGAPAN, [found.pk])
        enqueue(tell_now)
    action = "komunitas.terbitkan" if publish else "komunitas.tolak"
    audit.record(action, found, access=access, kabupaten=found.kabupaten_id)
    return found


@named()
def open_period(
    access: Access, *, nama: str, tema: str, masa: str, moderator: str, pengantar: str
) -> Periode:
    """Open a period under its theme; its address comes from the name and stays."""
    assert access.scope.kabupaten is not None  # noqa: S101 - a role of a district
    _never_another(slugify(nama)[:60], None)
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
    sumber.refresh(Carian.Jenis.PERIODE, [made.pk])
    audit.record("komunitas.buka", made, access=access, kabupaten=made.kabupaten_id)
    assert isinstance(made, Periode)  # noqa: S101 - the manager has no types
    return made


@transaction.atomic
def open_topic(pk: int, access: Access, *, judul: str, pertanyaan: str) -> Topik:
    """One more topic in an open period; the same title again gives the one that everybody reads."""
    period = _locked(pk, access)
    before = period.topik.filter(judul=judul, status=Topik.Status.TERBIT, blokir=None).first()
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
    sumber.refresh(Carian.Jenis.TOPIK, [made.pk])
    audit.record("komunitas.topik", made, access=access, kabupaten=period.kabupaten_id)
    assert isinstance(made, Topik)  # noqa: S101 - the manager has no types
    return made


def _never_another(kode: str, period: int | None) -> None:
    """An address that leads to another period leads there for ever."""
    if AlamatLama.objects.filter(alamat=kode).exclude(periode=period).exists():
        raise ValidationError({"nama": "Nama ini pernah dipakai periode lain; pilih nama lain."})


@named()
def rename_period(pk: int, access: Access, *, nama: str) -> Periode:
    """Give a period another name and address; the old address leads on for ever."""
    period = _locked(pk, access)
    if period.nama == nama:
        return period
    before, period.nama, period.kode = period.kode, nama, slugify(nama)[:60]
    if before != period.kode:
        _never_another(period.kode, period.pk)
        AlamatLama.objects.filter(alamat=period.kode).delete()  # it comes back to its own
        AlamatLama.objects.get_or_create(alamat=before, defaults={"periode": period})
    period.save(update_fields=["nama", "kode"])
    topics = list(period.topik.values_list("pk", flat=True))
    said = Tanggapan.objects.filter(topik__in=topics).values_list("pk", flat=True)
    sumber.refresh(Carian.Jenis.PERIODE, [period.pk])
    sumber.refresh(Carian.Jenis.TOPIK, topics)
    sumber.refresh(Carian.Jenis.TANGGAPAN, said)
    audit.record("komunitas.ganti_nama", period, access=access, kabupaten=period.kabupaten_id)
    return period


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
    sumber.refresh(Carian.Jenis.PERIODE, [period.pk])
    enqueue(tell_now)
    audit.record("komunitas.tutup", period, access=access, kabupaten=period.kabupaten_id)
    return period


def _locked(pk: int, access: Access) -> Periode:
    rows = Periode.objects.for_scope(access.scope)
    found: Periode = rows.select_for_update(of=("self",)).get(pk=pk)
    return found
