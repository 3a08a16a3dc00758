"""Issuing documents: a number without gaps, once for each content; and finding them again."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, Max, OuterRef
from django.urls import reverse

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.documents.content import SHORT, Isi, sidik
from upaya.core.documents.pdf import Terbit
from upaya.core.models import Dokumen
from upaya.core.registry import registry

# Letters and digits that are not mistaken for one another when somebody types the address.
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_CODE = 16
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_UNIT = 40


def issue(
    subject: models.Model, isi: Isi, access: Access, *, kabupaten_id: str, unit_id: int
) -> Dokumen:
    """The register's row for this content: the standing one when nothing changed, else a new one.

    However often and from however many windows it is asked for, the same content has one number.
    Changed content gets the next number of the unit's year and supersedes the former. One
    transaction with its audit.
    """
    return issue_all(subject, [isi], access, kabupaten_id=kabupaten_id, unit_id=unit_id)[0]


def issue_all(
    subject: models.Model,
    contents: Sequence[Isi],
    access: Access,
    *,
    kabupaten_id: str,
    unit_id: int,
) -> list[Dokumen]:
    """The rows of several documents of one thing, each of another kind; see `issue`.

    LookupError for a paper that no part of the house declares: its code could be another's.
    """
    unknown = {isi.kode for isi in contents} - registry().papers
    if unknown:
        raise LookupError(f"dokumen {', '.join(sorted(unknown))} tidak dinyatakan sistem mana pun")
    wanted = [(isi, sidik(isi)) for isi in contents]
    standing = standing_of(subject)
    if not all(_stands(standing.get(isi.jenis), mark) for isi, mark in wanted):
        with transaction.atomic(), audit.together():
            audit.hold(kabupaten_id)  # from here on nobody else of the district issues anything
            # Numbers of one district are given one after the other: what is newer comes later.
            last = max((row.pk for row in standing.values()), default=0)
            standing |= _by_kind(_issued(subject).filter(pk__gt=last))
            missing = [one for one in wanted if not _stands(standing.get(one[0].jenis), one[1])]
            numbers = count(_last_number(kabupaten_id, unit_id) + 1) if missing else count()
            made = []
            for number, (isi, mark) in zip(numbers, missing, strict=False):
                row = _row(subject, isi, mark, access, number, standing.get(isi.jenis))
                row.kabupaten_id, row.unit_id = kabupaten_id, unit_id
                made.append(row)
            for row in Dokumen.objects.bulk_create(made):
                _record(row, standing.get(row.jenis), access)
                standing[row.jenis] = row
    return [standing[isi.jenis] for isi, _ in wanted]


def _stands(row: Dokumen | None, mark: str) -> bool:
    return row is not None and row.sidik == mark


def _last_number(kabupaten_id: str, unit_id: int) -> int:
    rows = Dokumen.objects.filter(
        kabupaten_id=kabupaten_id, unit_id=unit_id, tahun=clock.today().year
    )
    return int(rows.aggregate(last=Max("urut"))["last"] or 0)


def _row(
    subject: models.Model, isi: Isi, mark: str, access: Access, urut: int, former: Dokumen | None
) -> Dokumen:
    """A row not yet saved; its number reads `007/INS-DPK/PUSKESMAS-PANJI/XI/2022`."""
    today = clock.today()
    unit = re.sub(r"[^A-Z0-9]+", "-", isi.kop.penerbit.upper())[:_UNIT].strip("-") or "UNIT"
    return Dokumen(
        unit_nama=isi.kop.penerbit[:120],
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        jenis=isi.jenis,
        versi=former.versi + 1 if former else 1,
        judul=isi.judul[:120],
        nomor=f"{urut:03d}/{isi.kode}/{unit}/{_ROMAN[today.month - 1]}/{today.year}",
        tahun=today.year,
        urut=urut,
        tanggal=today,
        total=isi.total,
        sidik=mark,
        kode="".join(secrets.choice(_ALPHABET) for _ in range(_CODE)),
        terbit_oleh_id=access.user_id,
        terbit_pada=clock.now(),
    )


def _record(made: Dokumen, former: Dokumen | None, access: Access) -> None:
    audit.record(
        "dokumen.terbit",
        made,
        access=access,
        kabupaten=made.kabupaten_id,
        detail={
            "jenis": made.jenis,
            "nomor": made.nomor,
            "sidik": made.sidik,
            "menggantikan": former.nomor if former else None,
        },
    )


def standing_of(subject: models.Model) -> dict[str, Dokumen]:
    """The documents of a thing that stand, by kind; one query."""
    return _by_kind(_issued(subject))


def _issued(subject: models.Model) -> models.QuerySet[Dokumen]:
    rows: models.QuerySet[Dokumen] = Dokumen.objects.filter(
        subject_type=subject._meta.label_lower, subject_id=str(subject.pk)
    )
    return rows.order_by("versi")


def _by_kind(rows: Iterable[Dokumen]) -> dict[str, Dokumen]:
    return {row.jenis: row for row in rows}


@dataclass(frozen=True, slots=True)
class Pemeriksaan:
    """What anybody is told of a paper.

    Its public fields, whether a newer one was issued, whether the typed fingerprint is its own.
    """

    dokumen: Mapping[str, Any]
    digantikan: bool
    cocok: bool


def check(kode: str, typed: str) -> Pemeriksaan | None:
    """What the register says of the paper with this address; None when there is none.

    `typed` is a fingerprint, whole or as printed. The database compares it and what was issued
    since: beside the public fields only these two answers leave it.
    """
    dokumen = Dokumen.objects.for_public().filter(kode=kode).first()
    if dokumen is None:
        return None
    newer = Dokumen.objects.filter(
        subject_type=OuterRef("subject_type"),
        subject_id=OuterRef("subject_id"),
        jenis=OuterRef("jenis"),
        versi__gt=OuterRef("versi"),
    )
    same = Dokumen.objects.filter(pk=OuterRef("pk"), sidik__startswith=typed)
    digantikan, cocok = (
        Dokumen.objects.annotate(digantikan=Exists(newer), cocok=Exists(same))
        .values_list("digantikan", "cocok")
        .get(kode=kode)
    )
    return Pemeriksaan(dokumen, digantikan, cocok and len(typed) >= SHORT)


def terbit(dokumen: Dokumen) -> Terbit:
    """What the register adds when the document is written."""
    address = reverse("core:periksa", kwargs={"kode": dokumen.kode})
    return Terbit(
        dokumen.nomor, dokumen.tanggal, dokumen.sidik, f"{settings.BASE_URL.rstrip('/')}{address}"
    )
