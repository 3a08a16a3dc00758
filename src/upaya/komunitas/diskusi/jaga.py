"""Use cases against abuse: a reader's flag, taking down, a ban that hides all and can be undone."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.komunitas.diskusi import services
from upaya.komunitas.diskusi.models import Tanggapan, Topik
from upaya.komunitas.diskusi.models_jaga import Blokir, Laporan
from upaya.komunitas.pencarian import sumber
from upaya.komunitas.pencarian.models import Carian


@transaction.atomic
def flag(pk: int, tamu: str, alasan: str) -> Laporan:
    """Tell the moderators of a comment that everybody sees; once for each browser."""
    said = Tanggapan.objects.select_for_update(of=("self",)).filter(
        pk=pk, status=Tanggapan.Status.TERBIT, blokir=None
    )
    found = said.first()
    if found is None:
        raise ValidationError("Tanggapan ini tidak ada lagi.")
    made, new = Laporan.objects.get_or_create(
        tanggapan=found, tamu=tamu,
        defaults={"alasan": alasan, "dilaporkan_pada": clock.now()},
    )  # fmt: skip
    if new:
        audit.record("komunitas.lapor", made, access=None, kabupaten=found.kabupaten_id)
    assert isinstance(made, Laporan)  # noqa: S101 - the manager has no types
    return made


@transaction.atomic
def settle(pk: int, access: Access, *, take_down: bool, reason: str = "") -> Tanggapan:
    """Decide on the flags of a comment: it stays, or it is taken down with a reason. Once."""
    found = _locked(pk, access)
    now = clock.now()
    if take_down and found.status == Tanggapan.Status.TERBIT:
        if not reason:
            raise ValidationError({"alasan": "Tulis alasannya; penulisnya akan membacanya."})
        found.status, found.alasan = Tanggapan.Status.DITOLAK, reason
        found.diputus_oleh_id, found.diputus_pada = access.user_id, now
        found.save(update_fields=["status", "alasan", "diputus_oleh", "diputus_pada"])
        services.count_again([found.topik_id])
        sumber.refresh(Carian.Jenis.TANGGAPAN, [found.pk])
    open_flags = Laporan.objects.filter(tanggapan=found, selesai_pada=None)
    settled = open_flags.update(selesai_pada=now, selesai_oleh=access.user_id)
    if settled or take_down:
        action = "komunitas.turunkan" if take_down else "komunitas.biarkan"
        audit.record(action, found, access=access, kabupaten=found.kabupaten_id)
    return found


@transaction.atomic
def ban(pk: int, access: Access, *, reason: str) -> Blokir:
    """Ban the writer of a comment: all of theirs in this district is hidden at once.

    The same again is one ban. What was written elsewhere is for the moderators there.
    """
    return _ban(_locked(pk, access), access, reason)


@transaction.atomic
def ban_opener(pk: int, access: Access, *, reason: str) -> Blokir:
    """The same of the member who opened a topic."""
    rows = Topik.objects.for_scope(access.scope).select_for_update(of=("self",))
    return _ban(rows.get(pk=pk), access, reason)


def _ban(found: Tanggapan | Topik, access: Access, reason: str) -> Blokir:
    here = found.kabupaten_id
    standing = found.blokir
    if standing is not None and standing.kabupaten_id == here:
        return standing
    if not found.tamu and found.anggota_id is None:
        raise ValidationError("Tulisan ini tidak mempunyai penulis yang dapat diblokir.")
    if not reason:
        raise ValidationError({"alasan": "Tulis alasannya; ia tercatat bersama blokirnya."})
    made = Blokir.objects.create(
        kabupaten_id=here, nama=found.nama, tamu=found.tamu,
        anggota_id=found.anggota_id, alasan=reason, dibuat_oleh_id=access.user_id,
        dibuat_pada=clock.now(),
    )  # fmt: skip
    who = Q(tamu=found.tamu) if found.tamu else Q(pk=None)
    if found.anggota_id is not None:
        who |= Q(anggota=found.anggota_id)
    _mark(Q(who, kabupaten=here, blokir=None), made)
    audit.record("komunitas.blokir", made, access=access, kabupaten=made.kabupaten_id)
    assert isinstance(made, Blokir)  # noqa: S101 - the manager has no types
    return made


@transaction.atomic
def lift(pk: int, access: Access) -> Blokir:
    """End a ban: what it hid is shown again as it was. Ending twice changes nothing."""
    rows = Blokir.objects.for_scope(access.scope).select_for_update(of=("self",))
    found: Blokir = rows.get(pk=pk)
    if found.dicabut_pada is not None:
        return found
    found.dicabut_oleh_id, found.dicabut_pada = access.user_id, clock.now()
    found.save(update_fields=["dicabut_oleh", "dicabut_pada"])
    _mark(Q(blokir=found), None)
    audit.record("komunitas.buka_blokir", found, access=access, kabupaten=found.kabupaten_id)
    return found


def _mark(whose: Q, ban: Blokir | None) -> None:
    """Hide or show these comments and topics, with what others said in those topics."""
    opened = list(Topik.objects.filter(whose).values_list("pk", flat=True))
    said = Tanggapan.objects.filter(whose)
    topics = list(said.values_list("topik", flat=True).distinct())
    keys = list(said.values_list("pk", flat=True))
    said.update(blokir=ban)
    Topik.objects.filter(pk__in=opened).update(blokir=ban)
    services.count_again([*topics, *opened])
    sumber.refresh(Carian.Jenis.TOPIK, opened)
    others = Tanggapan.objects.filter(topik__in=opened).values_list("pk", flat=True)
    sumber.refresh(Carian.Jenis.TANGGAPAN, {*keys, *others})


def _locked(pk: int, access: Access) -> Tanggapan:
    rows = Tanggapan.objects.for_scope(access.scope).select_for_update(of=("self",))
    found: Tanggapan = rows.get(pk=pk)
    return found
