"""Use cases of the import: keep a file, explain a word, apply it whole, throw it away."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.bok.impor.choices import choices_of
from upaya.bok.impor.models import ImporRencana, PadananRencana
from upaya.bok.impor.reading import SAMA, HasilPeriksa, Pemeriksa
from upaya.bok.program.services import program_of
from upaya.bok.rencana import services as plans
from upaya.bok.rencana.models import Rencana
from upaya.bok.rencana.reading import BacaanRencana
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.wilayah.own_words import Jawaban, keep
from upaya.wilayah.services import lock_puskesmas


class NotAppliedError(Exception):
    """Why a file was not applied; `found` is what it would do now, None once it was applied."""

    def __init__(self, sentence: str, found: HasilPeriksa | None) -> None:
        super().__init__(sentence)
        self.found = found


@transaction.atomic
def upload(plan: Rencana, name: str, data: bytes, access: Access) -> ImporRencana:
    """Keep a workbook for a version of a plan, to be checked and perhaps applied."""
    plans.open_for_writing(plan.pk, access)
    kept = ImporRencana(
        rencana=plan,
        nama=name,
        sha256=hashlib.sha256(data).hexdigest(),
        isi=base64.b64encode(data).decode("ascii"),
        oleh_id=access.user_id,
        pada=clock.now(),
    )
    kept.save(force_insert=True)
    audit.record(
        "rencana.impor_unggah",
        kept,
        access=access,
        kabupaten=plan.kabupaten_id,
        detail={"sha256": kept.sha256},
    )
    return kept


def content(kept: ImporRencana) -> bytes:
    """The workbook as it was sent; b"" after it was applied."""
    return base64.b64decode(kept.isi)


def check(kept: ImporRencana, reading: BacaanRencana, access: Access) -> HasilPeriksa:
    """What the file would do now, in somebody's name."""
    return Pemeriksa(reading, program_of(access)).check(content(kept))


@transaction.atomic
def apply(pk: int, access: Access, sidik: str) -> HasilPeriksa:
    """Save what the dry run with this `sidik` showed: all of it, or NotAppliedError."""
    kept: ImporRencana = (
        ImporRencana.objects.for_scope(access.scope)
        .select_for_update(of=("self",))
        .select_related("rencana")
        .get(pk=pk)
    )
    if kept.diterapkan is not None:
        raise NotAppliedError("Berkas ini sudah diterapkan.", None)
    plan = plans.lock(kept.rencana_id, access)
    reading = BacaanRencana(plan)
    plans.require_decreed(reading.ketetapan)
    found = check(kept, reading, access)
    if found.galat:
        raise NotAppliedError(
            "Berkas ini masih memuat kesalahan. Perbaiki, lalu unggah lagi.", found
        )
    if found.sidik != sidik:
        raise NotAppliedError(
            "Rencana berubah sejak berkas ini diperiksa. Baca lagi hasil pemeriksaannya.", found
        )
    with audit.together():
        for one in found.baris:
            if one.tindakan != SAMA:
                plans.put_activity(plan, access, one.lama, one.values, one.lines)
        kept.isi, kept.diterapkan = "", clock.now()
        kept.save(update_fields=["isi", "diterapkan"])
        audit.record(
            "rencana.impor",
            kept,
            access=access,
            kabupaten=kept.rencana.kabupaten_id,
            detail={"sha256": kept.sha256, "kegiatan": len(found.baris)},
        )
    return found


@transaction.atomic
def discard(pk: int, access: Access) -> None:
    """Throw away a workbook that was not applied; twice is once."""
    rows = ImporRencana.objects.for_scope(access.scope).select_for_update(of=("self",))
    kept = rows.select_related("rencana").filter(pk=pk).first()
    if kept is None:
        return
    if kept.diterapkan is not None:
        raise ValidationError("Berkas ini sudah diterapkan.")
    audit.record(
        "rencana.impor_batal",
        kept,
        access=access,
        kabupaten=kept.rencana.kabupaten_id,
        detail={"sha256": kept.sha256},
    )
    kept.delete()


# ------------------------------------------------------------------ words
@transaction.atomic
def remember(reading: BacaanRencana, answers: Iterable[Jawaban], access: Access) -> int:
    """Keep what words mean for the puskesmas, over older answers; how many."""
    plan = reading.subject
    unit = lock_puskesmas(access, plan.puskesmas_id)
    kept = keep(PadananRencana, unit, answers, choices_of(reading), access)
    if kept:
        audit.record(
            "rencana.padanan",
            plan,
            access=access,
            kabupaten=plan.kabupaten_id,
            detail={"kata": kept},
        )
    return len(kept)


@transaction.atomic
def forget(pk: int, access: Access) -> None:
    """A word is asked again when it comes next; twice is once."""
    rows = PadananRencana.objects.for_scope(access.scope).select_for_update(of=("self",))
    row = rows.select_related("puskesmas").filter(pk=pk).first()
    if row is None:
        return
    audit.record(
        "rencana.padanan_hapus",
        row,
        access=access,
        kabupaten=str(row.puskesmas.kabupaten_id),
        detail={"jenis": row.jenis, "arti": row.arti},
    )
    row.delete()
