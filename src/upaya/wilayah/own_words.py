"""A unit's own words: what they mean is asked once and remembered, in a table of each system.

Such a table has `puskesmas`, `jenis` (the list), `kunci`, `tulisan`, `arti`, `oleh` and `pada`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Model

from upaya.core import clock
from upaya.core.access import Access
from upaya.exchange.asking import LONGEST, kunci
from upaya.rules.words import Own
from upaya.wilayah.models import Unit


@dataclass(frozen=True, slots=True)
class Jawaban:
    """What a written word of a list means; for a head of column `arti` "" leaves it out."""

    jenis: str
    tulisan: str
    arti: str


def own_words(table: type[Model], puskesmas_id: int) -> Own:
    """What a puskesmas said its words mean, per list."""
    found: dict[str, dict[str, str]] = {}
    rows = table._default_manager.filter(puskesmas=puskesmas_id).order_by("pk")
    for jenis, key, arti in rows.values_list("jenis", "kunci", "arti"):
        found.setdefault(jenis, {})[key] = arti
    return found


def keep(
    table: type[Model],
    puskesmas: Unit,
    answers: Iterable[Jawaban],
    choices: Mapping[str, Mapping[str, str]],
    access: Access,
) -> list[dict[str, str]]:
    """Keep answers over older ones; what the audit may say of them. Whoever calls holds the unit.

    ValidationError for an answer that is no choice of its list.
    """
    kept: list[dict[str, str]] = []
    for answer in answers:
        if answer.arti not in choices[answer.jenis]:
            raise ValidationError("Pilih arti dari daftar.")
        table._default_manager.update_or_create(
            puskesmas=puskesmas,
            jenis=answer.jenis,
            kunci=kunci(answer.tulisan),
            defaults={
                "tulisan": answer.tulisan[:LONGEST],
                "arti": answer.arti,
                "oleh_id": access.user_id,
                "pada": clock.now(),
            },
        )
        # What is written may be anything, a name in the wrong column too: the audit keeps no word.
        kept.append({"jenis": answer.jenis, "arti": answer.arti})
    return kept
