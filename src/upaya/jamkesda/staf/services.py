"""Use cases of appointments: propose, decree, refuse, appoint at a PPK, withdraw.

Each is one transaction. The membership is made by `akun`, which knows which roles never meet in one
person.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.akun import giving, proposals
from upaya.akun import services as people
from upaya.akun.models import Membership, User
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.creation import named
from upaya.core.reasons import reason
from upaya.core.registry import registry
from upaya.jamkesda.izin import IzinJamkesda
from upaya.jamkesda.staf.models import PERAN_PPK, PERAN_UPT, Penunjukan
from upaya.rules.period import tanggal
from upaya.wilayah.models import Unit

Status = Penunjukan.Status


@named()
def usulkan(access: Access, kunci: UUID, values: Mapping[str, Any]) -> Penunjukan:
    """A proposal of the head of the UPT. The same form twice is one; ValidationError in words."""
    return _made(access, kunci, values, PERAN_UPT)


@named()
def tunjuk(
    access: Access, kunci: UUID, values: Mapping[str, Any], nomor_sk: str, tanggal_sk: date
) -> Penunjukan:
    """The head of a PPK appoints: access begins with the decree. The same form twice is one."""
    made = _made(access, kunci, values, PERAN_PPK)
    if made.status != Status.DIUSULKAN:
        return made
    return _decree(made, access, nomor_sk, tanggal_sk, "")


@named()
def tetapkan(
    pk: int, access: Access, nomor_sk: str, tanggal_sk: date, catatan: str = ""
) -> Penunjukan:
    """The Kepala Dinas decrees what was proposed; saying it again changes nothing."""
    found = _locked(pk, access)
    if found.status == Status.DITETAPKAN and found.nomor_sk == nomor_sk:
        return found
    _waits(found, access)
    return _decree(found, access, nomor_sk, tanggal_sk, catatan)


@transaction.atomic
def tolak(pk: int, access: Access, alasan: str) -> Penunjukan:
    """The Kepala Dinas refuses, with a reason."""
    found = _locked(pk, access)
    if found.status == Status.DITOLAK:
        return found
    _waits(found, access)
    found.status, found.alasan_putusan = Status.DITOLAK, reason(alasan, field="alasan")
    return _decided(found, access)


@transaction.atomic
def cabut(pk: int, access: Access, hari: date, alasan: str) -> Penunjukan:
    """The decree ends early: access holds until `hari` inclusive. Once is enough."""
    found = _locked(pk, access)
    if found.status == Status.DICABUT:
        return found
    if found.status != Status.DITETAPKAN or found.keanggotaan is None:
        raise ValidationError("Hanya penunjukan yang ditetapkan yang dapat dicabut.")
    if not found.mulai <= hari <= found.sampai:
        said = f"Pilih hari antara {tanggal(found.mulai)} dan {tanggal(found.sampai)}."
        raise ValidationError({"hari": said})
    said = reason(alasan, field="alasan")
    people.end_membership(access, found.keanggotaan, sampai=hari)
    found.status, found.dicabut_tanggal, found.alasan_putusan = Status.DICABUT, hari, said
    return _decided(found, access)


# ------------------------------------------------------------------ parts of them
def _made(
    access: Access, kunci: UUID, values: Mapping[str, Any], roles: tuple[str, ...]
) -> Penunjukan:
    assert access.scope.unit is not None  # noqa: S101 - heads of a UPT or a PPK
    district = access.scope.kabupaten or ""
    # A form that is sent twice at once waits for itself.
    Unit.objects.select_for_update(no_key=True).get(pk=access.scope.unit)
    before: Penunjukan | None = Penunjukan.objects.filter(
        kunci=kunci, unit=access.scope.unit
    ).first()
    if before is not None:
        return before
    if values["role"] not in roles:
        raise ValidationError({"role": "Peran ini tidak ditunjuk di unit Anda."})
    made = Penunjukan(
        **values,
        kabupaten_id=district,
        unit_id=access.scope.unit,
        kunci=kunci,
        diusulkan_oleh_id=access.user_id,
        diusulkan_pada=clock.now(),
    )
    made.alasan = reason(values["alasan"], field="alasan")
    if (person := _person(made)) is not None:
        if person.pk == access.user_id:
            raise ValidationError({"surel": "Anda tidak dapat menunjuk diri sendiri."})
        # Whatever stands against it is said to whoever proposes, not first to whoever decrees.
        held = giving.membership_of(person, _term(made, "SK"))
        giving.refuse_held(held, registry().roles[made.role])
    made.save(force_insert=True)
    audit.record(IzinJamkesda.STAF_USUL, made, access=access, kabupaten=district)
    return made


def _decree(
    found: Penunjukan, access: Access, nomor_sk: str, tanggal_sk: date, catatan: str
) -> Penunjukan:
    if tanggal_sk > clock.today():
        raise ValidationError({"tanggal_sk": "Tanggal SK belum lewat."})
    with audit.together():
        person = _person(found) or _account(found, access)
        if person.pk == access.user_id:
            raise ValidationError("Anda tidak dapat menetapkan penunjukan diri sendiri.")
        held: Membership = giving.grant(access, person, _term(found, nomor_sk))
        found.status, found.keanggotaan = Status.DITETAPKAN, held
        found.nomor_sk, found.tanggal_sk = nomor_sk, tanggal_sk
        found.alasan_putusan = catatan.strip()
        return _decided(found, access)


def _decided(found: Penunjukan, access: Access) -> Penunjukan:
    found.diputus_oleh_id, found.diputus_pada = access.user_id, clock.now()
    found.save()
    audit.record(
        IzinJamkesda.STAF_PUTUS, found, access=access, kabupaten=found.kabupaten_id,
        detail={"status": found.status, "peran": found.role},
    )  # fmt: skip
    return found


def _person(found: Penunjukan) -> User | None:
    """Whoever has this address already. ValidationError when the name to sign in is another's."""
    person: User | None = User.objects.filter(email=found.surel).first()
    if person is None and User.objects.filter(username=found.nama_pengguna).exists():
        said = "Nama pengguna ini milik orang dengan surel lain. Pilih nama lain."
        raise ValidationError({"nama_pengguna": said})
    return person


def _account(found: Penunjukan, access: Access) -> User:
    """A new account; the password is theirs to choose, by a mailed link."""
    made: User = User.objects.create_user(found.nama_pengguna, found.nama, found.surel)
    audit.record("pengguna.tambah", made, access=access, kabupaten=found.kabupaten_id)
    proposals.send_link(access, made)
    return made


def _term(found: Penunjukan, nomor_sk: str) -> giving.Term:
    role = registry().roles[found.role]
    return giving.Term(role, found.unit, nomor_sk, found.mulai, found.sampai)


def _waits(found: Penunjukan, access: Access) -> None:
    if found.status != Status.DIUSULKAN:
        raise ValidationError(f"Usulan ini sudah {found.get_status_display().lower()}.")
    if found.diusulkan_oleh_id == access.user_id:
        raise ValidationError("Anda mengusulkan penunjukan ini; putusannya harus dari orang lain.")


def _locked(pk: int, access: Access) -> Penunjukan:
    rows = Penunjukan.objects.for_scope(access.scope).select_related("unit", "keanggotaan")
    found: Penunjukan = rows.select_for_update(of=("self",)).get(pk=pk)
    return found
