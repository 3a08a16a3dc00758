"""Use cases of topics that members open: propose one, let it appear, refuse it, take it down."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.tantangan import mark as mark_of
from upaya.komunitas.anggota.models import Anggota
from upaya.komunitas.anggota.services import member_of
from upaya.komunitas.diskusi import batas
from upaya.komunitas.diskusi.models import Periode, Tanggapan, Topik
from upaya.komunitas.pencarian import sumber
from upaya.komunitas.pencarian.models import Carian

_CLOSED = "Periode ini sudah ditutup; topik baru tidak diterima lagi."
_MEMBERS = "Topik dibuka oleh anggota. Buka keanggotaan Anda di peramban ini dahulu."
OWN = 10
"""Waiting or refused topics of one member that a period shows."""


@dataclass(frozen=True, slots=True)
class Usulan:
    """What a member sent."""

    judul: str
    pertanyaan: str
    tamu: str
    tantangan: str


@transaction.atomic
def propose(periode: int, sent: Usulan) -> Topik:
    """Keep a member's topic: it waits for a moderator, unless something of theirs stands already.

    The same challenge again gives the topic that it made. ValidationError when the period is
    closed, the title is taken or this is no member.
    """
    period = Periode.objects.select_for_update(of=("self",)).get(pk=periode)
    mark = mark_of(sent.tantangan)
    before = Topik.objects.filter(tantangan=mark).first()
    if before is not None:
        assert isinstance(before, Topik)  # noqa: S101 - the manager has no types
        return before
    if period.ditutup_pada is not None:
        raise ValidationError(_CLOSED)
    member = _member(sent.tamu)
    batas.check_topic(sent.tamu, member, sent.pertanyaan, kabupaten=period.kabupaten_id)
    shown = period.topik.filter(status=Topik.Status.TERBIT, blokir=None)
    if shown.filter(judul__iexact=sent.judul).exists():
        raise ValidationError({"judul": "Topik dengan judul ini sudah ada; tanggapi di sana."})
    known, now = batas.is_known(sent.tamu, member), clock.now()
    made = Topik.objects.create(
        kabupaten_id=period.kabupaten_id, periode=period, judul=sent.judul,
        nomor=(period.topik.aggregate(last=Max("nomor"))["last"] or 0) + 1,
        pertanyaan=sent.pertanyaan, nama=member.nama, lembaga=member.lembaga, anggota=member,
        tamu=sent.tamu, tantangan=mark, dibuka_pada=now, diputus_pada=now if known else None,
        status=Topik.Status.TERBIT if known else Topik.Status.MENUNGGU,
    )  # fmt: skip
    _found_as_it_is(made)
    audit.record(
        "komunitas.usul_topik", made, access=None, kabupaten=made.kabupaten_id,
        detail={"langsung": known},
    )  # fmt: skip
    assert isinstance(made, Topik)  # noqa: S101 - the manager has no types
    return made


def _member(tamu: str) -> Anggota:
    found = member_of(tamu)
    if found is None or found.status != Anggota.Status.AKTIF:
        raise ValidationError(_MEMBERS)
    return found


@transaction.atomic
def decide(pk: int, access: Access, *, publish: bool, reason: str = "") -> Topik:
    """Let a member's topic appear, or refuse it or take it down with a reason. The same is one.

    ValidationError when it was refused already, is a moderator's own, or its period is closed.
    """
    rows = Topik.objects.for_scope(access.scope)
    Periode.objects.select_for_update(of=("self",)).get(topik=rows.get(pk=pk))
    found: Topik = rows.select_related("periode").select_for_update(of=("self",)).get(pk=pk)
    wanted = Topik.Status.TERBIT if publish else Topik.Status.DITOLAK
    if found.status == wanted:
        return found
    _check(found, publish=publish, reason=reason)
    found.status, found.alasan = wanted, reason
    found.diputus_oleh_id, found.diputus_pada = access.user_id, clock.now()
    found.save(update_fields=["status", "alasan", "diputus_oleh", "diputus_pada"])
    _found_as_it_is(found)
    action = "komunitas.terbitkan_topik" if publish else "komunitas.tolak_topik"
    audit.record(action, found, access=access, kabupaten=found.kabupaten_id)
    return found


def _check(found: Topik, *, publish: bool, reason: str) -> None:
    if found.dibuka_oleh_id is not None:
        raise ValidationError("Topik ini dibuka moderator; ia ditutup bersama periodenya.")
    if publish and found.status == Topik.Status.DITOLAK:
        raise ValidationError("Topik ini sudah ditolak.")
    if publish and found.periode.ditutup_pada is not None:
        raise ValidationError(_CLOSED)
    if not publish and not reason:
        raise ValidationError({"alasan": "Tulis alasannya; pembukanya akan membacanya."})


def _found_as_it_is(topic: Topik) -> None:
    """The search finds the topic, and what was said in it, while everybody may read them."""
    sumber.refresh(Carian.Jenis.TOPIK, [topic.pk])
    said = Tanggapan.objects.filter(topik=topic).values_list("pk", flat=True)
    sumber.refresh(Carian.Jenis.TANGGAPAN, said)


def own_waiting(periode: int, tamu: str) -> list[Topik]:
    """What this browser's member proposed here and nobody else sees: waiting, or refused."""
    if not tamu:
        return []
    rows = Topik.objects.filter(
        batas.written_by(tamu, member_of(tamu)), periode=periode, blokir=None
    )
    return list(rows.exclude(status=Topik.Status.TERBIT).order_by("-pk")[:OWN])
