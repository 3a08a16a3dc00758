"""Use cases of merges: two cards become one, and apart again. Each is one transaction.

Every table that points at a member or at a person of the register is told here once, what happens
to it: a test refuses a new one that is not. What moves is written down row by row, so that the undo
puts back exactly that and nothing that came later.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.creation import named
from upaya.core.reasons import reason
from upaya.jamkesda.bpjs.models import BarisMutasi
from upaya.jamkesda.gabung.models import Penggabungan
from upaya.jamkesda.impor.models import BarisImpor
from upaya.jamkesda.izin import IzinJamkesda
from upaya.jamkesda.peserta.models import MasaPeserta, Mutasi, Pendaftaran, Peserta
from upaya.jamkesda.surat.models import Rujukan, SuratJaminan
from upaya.rules.jamkesda.masa import Masa, gabung
from upaya.warga import services as register

PINDAH: tuple[tuple[type[models.Model], str], ...] = (
    (SuratJaminan, "peserta"),
    (Rujukan, "peserta"),
    (Peserta, "gabung_ke"),
    (Peserta, "ibu_peserta"),  # the children that a mother bore under her other card
)
"""What goes over to the card that is left: letters, referrals, and cards merged into it before."""
TINGGAL: tuple[tuple[type[models.Model], str], ...] = (
    (Mutasi, "peserta"),  # history stays where it happened; the page reads both cards
    (BarisMutasi, "peserta"),  # what was handed over to BPJS names the card of its day
    (BarisImpor, "warga"),  # a list says what was found on its day
    (BarisImpor, "peserta"),
    (Penggabungan, "peserta"),
    (Penggabungan, "digabung"),
    (Peserta, "warga"),  # each card keeps its person; the person of the other points to the one
    (Pendaftaran, "ibu_peserta"),
    (Pendaftaran, "warga"),  # an application says what was known on its day
)
"""What stays with the card that is merged, and why."""
MASA: tuple[tuple[type[models.Model], str], ...] = ((MasaPeserta, "peserta"),)
"""What is brought together by its own rule (`rules.jamkesda.masa`)."""


@named()
def gabungkan(pk: int, access: Access, kartu: str, alasan: str, dokumen: str) -> Penggabungan:
    """The card `kartu` becomes part of this one; saying it again changes nothing.

    ValidationError for a card that is none, that is the same, or that is merged already; and when
    both have an open letter for the same care.
    """
    said = reason(alasan, field="alasan")
    tetap, ikut = _pair(pk, access, kartu)
    before: Penggabungan | None = Penggabungan.objects.filter(
        peserta=tetap, digabung=ikut, dibatalkan_pada=None
    ).first()
    if before is not None:
        return before
    _refuse(tetap, ikut)
    with audit.together():
        moved = [row for model, field in PINDAH for row in _over(model, field, tetap, ikut)]
        moved += _terms(tetap, ikut)
        ikut.gabung_ke = tetap
        ikut.save(update_fields=["gabung_ke"])
        person = register.gabungkan(access, tetap.warga_id, ikut.warga_id)
        made = Penggabungan.objects.create(
            kabupaten_id=tetap.kabupaten_id,
            peserta=tetap,
            digabung=ikut,
            alasan=said,
            dokumen=dokumen,
            pindah={"baris": moved, "warga": person},
            oleh_id=access.user_id,
            pada=clock.now(),
        )
        _note(made, access, Mutasi.Jenis.GABUNG, said)
    assert isinstance(made, Penggabungan)  # noqa: S101 - the manager has no types
    return made


@named()
def pisahkan(pk: int, access: Access, alasan: str) -> Penggabungan:
    """Undo a merge; what came to the card after it stays there. Saying it again changes nothing.

    ValidationError when a newer merge stands on it, and when a term was changed since.
    """
    rows = Penggabungan.objects.for_scope(access.scope).select_related("peserta", "digabung")
    found: Penggabungan = rows.select_for_update(of=("self",)).get(pk=pk)
    if found.dibatalkan_pada is not None:
        return found
    said = reason(alasan, field="alasan")
    tetap, ikut = _locked(found.peserta_id, found.digabung_id)
    if tetap.gabung_ke_id is not None:
        raise ValidationError("Kartu ini sendiri sudah digabungkan; batalkan itu dulu.")
    newer = Penggabungan.objects.filter(peserta=tetap, dibatalkan_pada=None, pk__gt=found.pk)
    if newer.exists():
        raise ValidationError("Ada penggabungan yang lebih baru pada kartu ini; batalkan itu dulu.")
    with audit.together():
        ikut.gabung_ke = None
        ikut.save(update_fields=["gabung_ke"])
        register.pisahkan(access, tetap.warga_id, ikut.warga_id, found.pindah["warga"])
        for row in reversed(found.pindah["baris"]):
            _back(row)
        found.alasan_batal = said
        found.dibatalkan_oleh_id, found.dibatalkan_pada = access.user_id, clock.now()
        found.save(update_fields=["alasan_batal", "dibatalkan_oleh", "dibatalkan_pada"])
        _note(found, access, Mutasi.Jenis.PISAH, said)
    return found


# ------------------------------------------------------------------ which two
def _pair(pk: int, access: Access, kartu: str) -> tuple[Peserta, Peserta]:
    visible = Peserta.objects.for_scope(access.scope)
    other: Peserta | None = visible.filter(kartu=kartu.strip().upper()).first()
    if other is None:
        raise ValidationError({"kartu": "Tidak ada peserta dengan nomor kartu ini."})
    if other.pk == pk:
        raise ValidationError({"kartu": "Ini kartu yang sama."})
    tetap: Peserta = visible.get(pk=pk)
    return _locked(tetap.pk, other.pk)


def _locked(one: int, other: int) -> tuple[Peserta, Peserta]:
    """Both, locked with the cards merged into them before, in the order of their keys.

    Two merges at once, and a claim that counts for all these cards, never stand across.
    """
    both = [one, other]
    rows = Peserta.objects.filter(Q(pk__in=both) | Q(gabung_ke__in=both)).order_by("pk")
    held = {row.pk: row for row in rows.select_related("warga").select_for_update(of=("self",))}
    return held[one], held[other]


def _refuse(tetap: Peserta, ikut: Peserta) -> None:
    for one, said in ((tetap, "Kartu ini"), (ikut, f"Kartu {ikut.kartu}")):
        if one.gabung_ke_id is not None:
            raise ValidationError({"kartu": f"{said} sudah digabungkan dengan kartu lain."})
    if tetap.kabupaten_id != ikut.kabupaten_id:
        raise ValidationError({"kartu": "Kartu itu milik kabupaten lain."})


# ------------------------------------------------------------------ what moves
def _over(
    model: type[models.Model], field: str, tetap: Peserta, ikut: Peserta
) -> list[dict[str, Any]]:
    """The rows of one table go over, each written down."""
    rows = model._default_manager.filter(**{field: ikut})
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    model._default_manager.filter(pk__in=keys).update(**{field: tetap})
    return [_row(model, key, {field: ikut.pk}, {field: tetap.pk}) for key in keys]


def _terms(tetap: Peserta, ikut: Peserta) -> list[dict[str, Any]]:
    own, others = list(tetap.masa.all()), list(ikut.masa.all())
    held = {one.pk: one for one in (*own, *others)}
    found = []
    for change in gabung(map(_masa, own), map(_masa, others)):
        term = held[change.pk]
        before = {"peserta": term.peserta_id, "sampai": _text(term.sampai)}
        owner = tetap.pk if change.pindah else term.peserta_id
        after = {"peserta": owner, "sampai": _text(change.sampai)}
        MasaPeserta.objects.filter(pk=term.pk).update(peserta=owner, sampai=change.sampai)
        found.append(_row(MasaPeserta, term.pk, before, after))
    return found


def _masa(term: MasaPeserta) -> Masa:
    return Masa(term.pk, term.mulai, term.sampai)


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _row(
    model: type[models.Model], pk: int, dari: dict[str, Any], ke: dict[str, Any]
) -> dict[str, Any]:
    return {"tabel": model._meta.label, "pk": pk, "dari": dari, "ke": ke}


_TABEL = {model._meta.label: model for model, _ in (*PINDAH, *MASA)}


def _back(row: dict[str, Any]) -> None:
    """One row as it was; ValidationError when somebody changed it since."""
    model = _TABEL[row["tabel"]]
    standing = model._default_manager.filter(pk=row["pk"], **row["ke"])
    if standing.update(**row["dari"]) != 1:
        raise ValidationError(
            "Masa kepesertaan sudah berubah sejak digabungkan, misalnya oleh mutasi; "
            "penggabungan ini tidak dapat dibatalkan."
        )


def _note(made: Penggabungan, access: Access, kind: str, said: str) -> None:
    """The merge or its undo, in the history of both cards and in the audit."""
    pair = (made.peserta, made.digabung)
    for one, other in (pair, pair[::-1]):
        Mutasi.objects.create(
            peserta=one,
            jenis=kind,
            tanggal=clock.today(),
            alasan=f"Kartu {other.kartu}. {said}"[:400],
            dokumen=made.dokumen,
            oleh_id=access.user_id,
            pada=clock.now(),
        )
    audit.record(
        IzinJamkesda.PESERTA_GABUNG, made.peserta, access=access, kabupaten=made.kabupaten_id,
        detail={"penggabungan": made.pk, "dengan": made.digabung_id, "jenis": kind},
    )  # fmt: skip
