"""Use cases of schemes: draft, save, decide. Each is one transaction."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.reasons import reason
from upaya.rules.supermiskol.contoh import contoh
from upaya.rules.supermiskol.skema import Skema, from_dict, to_dict
from upaya.supermiskol.skema.models import SkemaKabupaten
from upaya.wilayah.models import Kabupaten

CONTOH = "contoh-banyuwangi"
"""What a district starts from that has no scheme yet."""


@transaction.atomic
def draft(access: Access) -> SkemaKabupaten:
    """The draft of the next version: a copy of the last approved one, else of the sample.

    A draft that stands is given back: there is one at a time.
    """
    district = _held(access)
    rows = SkemaKabupaten.objects.filter(kabupaten=district)
    standing: SkemaKabupaten | None = rows.filter(status=SkemaKabupaten.Status.DRAF).first()
    if standing is not None:
        return standing
    last: SkemaKabupaten | None = (
        rows.filter(status=SkemaKabupaten.Status.DISETUJUI).order_by("-nomor").first()
    )
    shipped = contoh()[CONTOH]
    number = int(rows.aggregate(last=Max("nomor"))["last"] or 0) + 1
    content = last.isi if last else to_dict(shipped.versi[-1].skema)
    made = SkemaKabupaten.objects.create(
        kabupaten=district,
        nomor=number,
        isi=content | {"versi": str(number)},
        dasar=last.dasar if last else "CONTOH, belum ditetapkan",
        disusun_oleh_id=access.user_id,
        disusun_pada=clock.now(),
    )
    audit.record("skema_miskin.susun", made, access=access, kabupaten=district.kode)
    assert isinstance(made, SkemaKabupaten)  # noqa: S101 - the manager has no types
    return made


@transaction.atomic
def save(
    pk: int, access: Access, skema: Skema, *, dasar: str, mulai: date, seen_versi: int
) -> SkemaKabupaten:
    """Write a draft. ValidationError when it is none any more or somebody wrote meanwhile."""
    found = _locked(pk, access)
    _only_draft(found)
    content = to_dict(skema) | {"versi": str(found.nomor)}
    if (found.isi, found.dasar, found.mulai) == (content, dasar, mulai):
        return found
    if found.versi != seen_versi:
        raise ValidationError("Draf ini sudah diubah orang lain sejak Anda membukanya.")
    found.isi, found.dasar, found.mulai = content, dasar, mulai
    found.versi += 1
    # Whoever wrote last has drafted it, and another person approves.
    found.disusun_oleh_id, found.disusun_pada = access.user_id, clock.now()
    found.save()
    audit.record("skema_miskin.isi", found, access=access, kabupaten=found.kabupaten_id, detail={})
    return found


@transaction.atomic
def decide(pk: int, access: Access, *, setuju: bool, alasan: str) -> SkemaKabupaten:
    """The second person's word. An approved version takes over on its first day.

    The version in force before ends the day before; its decisions stay explained by it.
    ValidationError for whoever drafted it, for a draft without a day, for a day that is over.
    """
    found = _locked(pk, access)
    _only_draft(found)
    if found.disusun_oleh_id == access.user_id:
        raise ValidationError("Anda menyusun draf ini; putusannya harus dari orang lain.")
    said = alasan.strip() if setuju else reason(alasan, field="alasan")
    if setuju:
        _take_over(found)
    status = SkemaKabupaten.Status
    found.status = status.DISETUJUI if setuju else status.DITOLAK
    found.diputus_oleh_id, found.diputus_pada = access.user_id, clock.now()
    found.alasan_putusan = said
    found.save()
    audit.record(
        "skema_miskin.setujui" if setuju else "skema_miskin.tolak",
        found,
        access=access,
        kabupaten=found.kabupaten_id,
    )
    return found


def _take_over(found: SkemaKabupaten) -> None:
    if found.mulai is None:
        raise ValidationError("Draf ini belum menyebut hari mulai berlakunya.")
    from_dict(found.isi)
    rows = SkemaKabupaten.objects.filter(
        kabupaten=found.kabupaten_id, status=SkemaKabupaten.Status.DISETUJUI, sampai=None
    )
    before: SkemaKabupaten | None = rows.select_for_update().first()
    if before is None:
        return
    assert before.mulai is not None  # noqa: S101 - the constraint skema_disetujui_utuh
    if found.mulai <= before.mulai or found.mulai <= clock.today():
        raise ValidationError(
            "Versi baru mulai berlaku paling cepat besok dan sesudah versi sebelumnya; versi yang "
            "sedang berlaku tidak diubah."
        )
    before.sampai = found.mulai - timedelta(days=1)
    before.save(update_fields=["sampai"])


def _held(access: Access) -> Kabupaten:
    """The district, locked: one version at a time is begun."""
    rows = Kabupaten.objects.for_scope(access.scope)
    found: Kabupaten = rows.select_for_update(of=("self",), no_key=True).get()
    return found


def _locked(pk: int, access: Access) -> SkemaKabupaten:
    rows = SkemaKabupaten.objects.for_scope(access.scope)
    found: SkemaKabupaten = rows.select_for_update(of=("self",)).get(pk=pk)
    return found


def _only_draft(found: SkemaKabupaten) -> None:
    if found.status != SkemaKabupaten.Status.DRAF:
        raise ValidationError(
            f"Versi ini sudah {found.get_status_display().lower()}; susun versi berikutnya."
        )
