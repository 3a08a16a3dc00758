"""Use cases of visits: begin one, write its answers. Each is one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.akun.models import Membership, User
from upaya.alur.writing import lock_open, record_write
from upaya.core import clock
from upaya.core.access import Access
from upaya.rules.supermiskol.road import OPERATOR_DESA, SURVEYOR
from upaya.rules.supermiskol.skor import JawabanError, hitung
from upaya.supermiskol.kunjungan.models import Kunjungan
from upaya.supermiskol.permohonan.models import Bagian, Permohonan
from upaya.supermiskol.skema.queries import in_force


class BentrokError(Exception):
    """Somebody else wrote the visit first."""

    def __init__(self) -> None:
        super().__init__("Hasil kunjungan ini sudah diubah orang lain sejak Anda membukanya.")


def people_of(case: Permohonan) -> tuple[list[User], list[User]]:
    """Who may stand for a visit today: of the village, and of the Tim of its kecamatan."""
    above = [int(step) for step in case.desa.jalur.strip("/").split("/") if step]
    rows = (
        Membership.objects.valid_on(clock.today())
        .filter(unit__in=above, role__in=[OPERATOR_DESA.name, SURVEYOR.name])
        .select_related("user")
        .order_by("user__name", "pk")
    )
    village: dict[int, User] = {}
    team: dict[int, User] = {}
    for one in rows:
        side = village if one.role == OPERATOR_DESA.name else team
        side.setdefault(one.user_id, one.user)
    return list(village.values()), list(team.values())


@transaction.atomic
def write(
    pk: int, access: Access, uuid: UUID, values: Mapping[str, Any], *, seen_versi: int
) -> Kunjungan | None:
    """Write a visit: answers, the day, the two names. What is equal writes nothing.

    Nor does a form on which nothing was answered (None), or one that says what the visit before
    the return said: who went again saw something, if only another day.

    The first writing begins the visit of this round under the scheme in force; after a return a new
    one begins, so that what was examined stays. `uuid` is the visit's own: the same visit sent
    twice is one. ValidationError at the field of an answer that the scheme does not have.
    """
    case = lock_open(Permohonan, pk, access, Bagian.KUNJUNGAN)
    last: Kunjungan | None = (
        Kunjungan.objects.filter(permohonan=case).select_related("skema").order_by("-nomor").first()
    )
    if last is not None and last.putaran == case.round:
        return _changed(case, last, access, values, uuid, seen_versi)
    if last is not None and all(getattr(last, name) == value for name, value in values.items()):
        return last
    if last is None and not values["jawaban"] and not values["catatan"]:
        return None
    scheme = in_force(case.kabupaten_id, clock.today())
    if scheme is None:
        raise ValidationError("Kabupaten ini belum mempunyai skema kemiskinan yang berlaku.")
    made = Kunjungan(
        permohonan=case,
        uuid=uuid,
        nomor=last.nomor + 1 if last else 1,
        putaran=case.round,
        skema=scheme,
    )
    return _stored(case, made, access, values)


def _changed(
    case: Permohonan,
    visit: Kunjungan,
    access: Access,
    values: Mapping[str, Any],
    uuid: UUID,
    seen_versi: int,
) -> Kunjungan:
    if all(getattr(visit, name) == value for name, value in values.items()):
        return visit
    if visit.uuid == uuid and visit.versi != seen_versi:
        raise BentrokError
    if visit.uuid != uuid:
        # Two phones at one house: nothing is merged silently, the second is told.
        raise BentrokError
    visit.versi += 1
    return _stored(case, visit, access, values)


def _stored(
    case: Permohonan, visit: Kunjungan, access: Access, values: Mapping[str, Any]
) -> Kunjungan:
    _judge(visit, values)
    for name, value in values.items():
        setattr(visit, name, value)
    visit.ditulis_oleh_id, visit.ditulis_pada = access.user_id, clock.now()
    visit.save()
    answered = sorted(visit.jawaban)
    record_write(case, access, Bagian.KUNJUNGAN, answered, kunjungan=visit.pk)
    return visit


def _judge(visit: Kunjungan, values: Mapping[str, Any]) -> None:
    if values.get("tanggal") and values["tanggal"] > clock.today():
        raise ValidationError({"tanggal": "Tanggal kunjungan belum lewat."})
    one, two = values.get("petugas_desa_id"), values.get("petugas_tim_id")
    if one is not None and one == two:
        raise ValidationError({"petugas_tim": "Dua nama harus dua orang."})
    try:
        hitung(visit.skema.skema, values["jawaban"])
    except JawabanError as refused:
        raise ValidationError(
            {f.letak.replace("jawaban.", "i-"): f"Jawaban {f.pesan}." for f in refused.faults}
        ) from refused


def uuid_after(visit: Kunjungan) -> UUID:
    """The number of the visit that follows another one: the same form opened twice begins one."""
    return uuid5(visit.uuid, f"putaran {visit.nomor + 1}")
