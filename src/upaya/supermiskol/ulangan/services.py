"""Use cases: draw a visit when it is handed in, write what whoever repeats it saw."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from upaya.alur.writing import lock
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.once import once
from upaya.rules.supermiskol.skor import JawabanError, hitung
from upaya.rules.supermiskol.ulangan import ditarik
from upaya.supermiskol.ketetapan import buku
from upaya.supermiskol.kunjungan.models import Kunjungan
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.permohonan.reading import BacaanPermohonan
from upaya.supermiskol.ulangan.models import BenihUlangan, Ulangan

OWN = "Anda ikut meninjau rumah ini; orang lain yang mengulang."
DONE = "Kunjungan ini sudah diulang."


def draw(reading: BacaanPermohonan, _access: Access, _context: Mapping[str, Any]) -> None:
    """Effect of *tinjau*: chance says whether this visit is repeated."""
    case, visit = reading.subject, reading.kunjungan
    if visit is None:
        return
    key = "supermiskol.ulang_bagian"
    share = buku(case.kabupaten_id).read(key, clock.today(), case.kabupaten_id).decimal
    seed, _ = BenihUlangan.objects.get_or_create(
        kabupaten_id=case.kabupaten_id, defaults={"benih": secrets.token_hex(32)}
    )
    if ditarik(seed.benih, str(visit.uuid), share):
        Ulangan.objects.get_or_create(
            kunjungan=visit, defaults={"bagian": share, "ditarik_pada": clock.now()}
        )


def present(visit: Kunjungan) -> set[int]:
    """Everybody who wrote or stands for a visit of its request."""
    return once(("hadir", visit.permohonan_id), lambda: _present(visit))


def _present(visit: Kunjungan) -> set[int]:
    rows = Kunjungan.objects.filter(permohonan=visit.permohonan_id).values_list(
        "petugas_desa", "petugas_tim", "ditulis_oleh"
    )
    found: set[int | None] = {one for row in rows for one in row}
    return {one for one in found if one is not None}


@transaction.atomic
def answer(pk: int, access: Access, answers: Mapping[str, Any], catatan: str) -> Ulangan:
    """Write what the second visit saw, once. The same again is one.

    PermissionDenied for whoever was at the house before, ValidationError for another answer to what
    is done, at the field of an answer that the scheme does not have, and for one that is missing.
    """
    found: Ulangan = (
        Ulangan.objects.for_scope(access.scope).select_related("kunjungan__skema").get(pk=pk)
    )
    case = lock(Permohonan, found.kunjungan.permohonan_id, access)
    found.refresh_from_db(fields=["jawaban", "oleh", "selesai_pada"])
    if access.user_id in present(found.kunjungan):
        raise PermissionDenied(OWN)
    given = {kode: value for kode, value in answers.items() if value not in (None, "")}
    if found.oleh_id is not None:
        if (found.oleh_id, found.jawaban) == (access.user_id, given):
            return found
        raise ValidationError(DONE)
    skema = found.kunjungan.skema.skema
    missing = {f"i-{k.kode}": "Jawab yang ini." for k in skema.dihitung if k.kode not in given}
    if missing:
        raise ValidationError(missing)
    try:
        hitung(skema, given)
    except JawabanError as refused:
        raise ValidationError(
            {f.letak.replace("jawaban.", "i-"): f"Jawaban {f.pesan}." for f in refused.faults}
        ) from refused
    found.jawaban, found.catatan = given, catatan
    found.oleh_id, found.selesai_pada = access.user_id, clock.now()
    found.save(update_fields=["jawaban", "catatan", "oleh", "selesai_pada"])
    audit.record(
        "miskol.ulangan", case, access=access, kabupaten=case.kabupaten_id,
        detail={"ulangan": found.pk},
    )  # fmt: skip
    return found
