"""A unit's own words: what they mean is asked once, remembered, and can be changed or forgotten."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from upaya.core import audit
from upaya.core.access import Access
from upaya.core.creation import named
from upaya.pegawai.models import Padanan
from upaya.pegawai.services.import_reading import CHOICES
from upaya.pegawai.services.petugas import kabupaten_of
from upaya.rules.words import Own
from upaya.wilayah import own_words as kata
from upaya.wilayah.own_words import Jawaban
from upaya.wilayah.services import lock_puskesmas


def own_words(puskesmas_id: int) -> Own:
    """What a puskesmas said its words mean, per list."""
    return kata.own_words(Padanan, puskesmas_id)


@named()
def remember(access: Access, puskesmas_id: int, answers: Iterable[Jawaban]) -> int:
    """Keep answers for a puskesmas, over older ones; how many. ValidationError for no choice."""
    puskesmas = lock_puskesmas(access, puskesmas_id)
    kept = kata.keep(Padanan, puskesmas, answers, CHOICES, access)
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
