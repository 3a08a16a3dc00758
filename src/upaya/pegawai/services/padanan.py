"""A unit's own words: what they mean is asked once, remembered, and can be changed or forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.creation import named
from upaya.pegawai.models import Padanan
from upaya.pegawai.services.import_reading import choices_of
from upaya.pegawai.services.petugas import kabupaten_of
from upaya.rules import words
from upaya.rules.words import Own
from upaya.wilayah.services import lock_puskesmas


@dataclass(frozen=True, slots=True)
class Jawaban:
    """What a written word of a list means; for a column `arti` "" leaves it out."""

    jenis: str
    tulisan: str
    arti: str


def own_words(puskesmas_id: int) -> Own:
    """What a puskesmas said its words mean, per list."""
    found: dict[str, dict[str, str]] = {}
    rows = Padanan.objects.filter(puskesmas_id=puskesmas_id).order_by("pk")
    for jenis, kunci, arti in rows.values_list("jenis", "kunci", "arti"):
        found.setdefault(jenis, {})[kunci] = arti
    return found


@named()
def remember(access: Access, puskesmas_id: int, answers: Iterable[Jawaban]) -> int:
    """Keep answers for a puskesmas, over older ones; how many. ValidationError for no choice."""
    puskesmas = lock_puskesmas(access, puskesmas_id)
    kept: list[Mapping[str, str]] = []
    for answer in answers:
        if answer.arti not in choices_of(answer.jenis):
            raise ValidationError("Pilih arti dari daftar.")
        kunci = words.key(answer.tulisan)[:120]
        Padanan.objects.update_or_create(
            puskesmas=puskesmas,
            jenis=answer.jenis,
            kunci=kunci,
            defaults={
                "tulisan": answer.tulisan[:120],
                "arti": answer.arti,
                "oleh_id": access.user_id,
                "pada": clock.now(),
            },
        )
        # What is written may be anything, a name in the wrong column too: the audit keeps no word.
        kept.append({"jenis": answer.jenis, "arti": answer.arti})
    if kept:
        audit.record(
            "petugas.padanan",
            puskesmas,
            access=access,
            kabupaten=kabupaten_of(puskesmas),
            detail={"kata": kept},
        )
    return len(kept)


@transaction.atomic
def change(access: Access, row: Padanan, arti: str) -> None:
    """Another meaning for a word that was explained before."""
    remember(access, row.puskesmas_id, [Jawaban(row.jenis, row.tulisan, arti)])


@transaction.atomic
def forget(access: Access, row: Padanan) -> None:
    """The word is asked again when it comes next."""
    puskesmas = lock_puskesmas(access, row.puskesmas_id)
    audit.record(
        "petugas.padanan_hapus",
        puskesmas,
        access=access,
        kabupaten=kabupaten_of(puskesmas),
        detail={"jenis": row.jenis, "arti": row.arti},
    )
    Padanan.objects.filter(pk=row.pk).delete()
