"""Issuing documents: a number without gaps, once for each content; and finding them again."""

from __future__ import annotations

import re
import secrets

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max
from django.urls import reverse

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.documents.content import SHORT, Isi, sidik
from upaya.core.documents.pdf import Terbit
from upaya.core.models import Dokumen

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
    fingerprint = sidik(isi)
    standing = _standing(subject, isi.jenis)
    if standing is not None and standing.sidik == fingerprint:
        return standing
    with transaction.atomic():
        audit.hold(kabupaten_id)  # from here on nobody else of the district issues anything
        standing = _standing(subject, isi.jenis)
        if standing is not None and standing.sidik == fingerprint:
            return standing
        today = clock.today()
        made = Dokumen.objects.create(
            kabupaten_id=kabupaten_id,
            unit_id=unit_id,
            unit_nama=isi.kop.penerbit[:120],
            subject_type=subject._meta.label_lower,
            subject_id=str(subject.pk),
            jenis=isi.jenis,
            versi=standing.versi + 1 if standing else 1,
            judul=isi.judul[:120],
            tanggal=today,
            total=isi.total,
            sidik=fingerprint,
            kode="".join(secrets.choice(_ALPHABET) for _ in range(_CODE)),
            terbit_oleh_id=access.user_id,
            terbit_pada=clock.now(),
            **_number(isi, kabupaten_id, unit_id),
        )
        audit.record(
            "dokumen.terbit",
            made,
            access=access,
            kabupaten=kabupaten_id,
            detail={
                "jenis": made.jenis,
                "nomor": made.nomor,
                "sidik": made.sidik,
                "menggantikan": standing.nomor if standing else None,
            },
        )
    return made


def _number(isi: Isi, kabupaten_id: str, unit_id: int) -> dict[str, int | str]:
    """The next number of the unit in the present year: `007/INS-DPK/PUSKESMAS-PANJI/XI/2022`."""
    today = clock.today()
    taken = Dokumen.objects.filter(kabupaten_id=kabupaten_id, unit_id=unit_id, tahun=today.year)
    urut = (taken.aggregate(last=Max("urut"))["last"] or 0) + 1
    unit = re.sub(r"[^A-Z0-9]+", "-", isi.kop.penerbit.upper())[:_UNIT].strip("-") or "UNIT"
    month = _ROMAN[today.month - 1]
    return {
        "tahun": today.year,
        "urut": urut,
        "nomor": f"{urut:03d}/{isi.kode}/{unit}/{month}/{today.year}",
    }


def _standing(subject: models.Model, jenis: str) -> Dokumen | None:
    rows = Dokumen.objects.filter(
        subject_type=subject._meta.label_lower, subject_id=str(subject.pk), jenis=jenis
    )
    return rows.order_by("-versi").first()


def standing_of(subject: models.Model) -> dict[str, Dokumen]:
    """The documents of a thing that stand, by kind; one query."""
    rows = Dokumen.objects.filter(
        subject_type=subject._meta.label_lower, subject_id=str(subject.pk)
    ).order_by("versi")
    return {row.jenis: row for row in rows}


def superseded(dokumen: Dokumen) -> bool:
    """Whether something newer was issued in its place."""
    return bool(
        Dokumen.objects.filter(
            subject_type=dokumen.subject_type,
            subject_id=dokumen.subject_id,
            jenis=dokumen.jenis,
            versi__gt=dokumen.versi,
        ).exists()
    )


def terbit(dokumen: Dokumen) -> Terbit:
    """What the register adds when the document is written."""
    address = reverse("core:periksa", kwargs={"kode": dokumen.kode})
    return Terbit(
        dokumen.nomor, dokumen.tanggal, dokumen.sidik, f"{settings.BASE_URL.rstrip('/')}{address}"
    )


def matches(dokumen: Dokumen, typed: str) -> bool:
    """Whether a fingerprint, whole or as printed, is that of this document."""
    return len(typed) >= SHORT and dokumen.sidik.startswith(typed)
