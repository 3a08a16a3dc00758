"""The register: a number without gaps for each content that is issued, and what was withdrawn."""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, Max, OuterRef
from django.urls import reverse

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.documents import naskah
from upaya.core.documents.content import SHORT, Isi, says_the_same, sidik
from upaya.core.documents.pdf import Terbit
from upaya.core.models import Dokumen, NaskahDokumen, PencabutanDokumen
from upaya.core.registry import registry

# Letters and digits that are not mistaken for one another when somebody types the address.
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_CODE = 16
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_UNIT = 40
_WORDS = frozenset({"urut", "kode", "unit", "bulan", "tahun"})
_LONGEST = 60
"""Signs of the form of a number: what is put in for its words fits the line besides."""
POLA = "{urut}/{kode}/{unit}/{bulan}/{tahun}"
"""The form of a number where no rule says another one."""


def issue(
    subject: models.Model,
    isi: Isi,
    access: Access,
    *,
    kabupaten_id: str,
    unit_id: int,
    pola: str = POLA,
) -> Dokumen:
    """The register's row for this content: the standing one when nothing changed, else a new one.

    Called by an act of somebody who may issue, never by looking. However often and from however
    many windows it is done, the same content has one number. Changed content gets the next number
    of the unit's year and supersedes the former. One transaction with its audit.
    """
    return issue_all(subject, [isi], access, kabupaten_id=kabupaten_id, unit_id=unit_id, pola=pola)[
        0
    ]


def issue_all(
    subject: models.Model,
    contents: Sequence[Isi],
    access: Access,
    *,
    kabupaten_id: str,
    unit_id: int,
    pola: str = POLA,
) -> list[Dokumen]:
    """The rows of several documents of one thing, each of another kind; see `issue`.

    LookupError for a paper that no part of the house declares: its code could be another's.
    """
    unknown = {isi.kode for isi in contents} - registry().papers
    if unknown:
        raise LookupError(f"dokumen {', '.join(sorted(unknown))} tidak dinyatakan sistem mana pun")
    wanted = [(isi, sidik(isi)) for isi in contents]
    with transaction.atomic(), audit.together():
        audit.hold(kabupaten_id)  # from here on nobody else of the district issues anything
        standing = standing_of(subject)
        missing = [one for one in wanted if not _stands(standing.get(one[0].jenis), one[0])]
        if missing:
            made, versions = list[Dokumen](), _versions(subject)
            numbers = count(_last_number(kabupaten_id, unit_id) + 1)
            for number, (isi, mark) in zip(numbers, missing, strict=False):
                row = _row(subject, isi, mark, access, number, versions.get(isi.jenis, 0) + 1)
                row.nomor = _number(pola, isi, number)
                row.kabupaten_id, row.unit_id = kabupaten_id, unit_id
                made.append(row)
            for row in Dokumen.objects.bulk_create(made):
                _record(row, standing.get(row.jenis), access)
                standing[row.jenis] = row
            _keep(made, [isi for isi, _ in missing])
    return [standing[isi.jenis] for isi, _ in wanted]


def _stands(row: Dokumen | None, isi: Isi) -> bool:
    return row is not None and says_the_same(row.sidik, isi)


def _versions(subject: models.Model) -> dict[str, int]:
    """The last version of each kind, withdrawn ones included."""
    rows = _issued(subject).order_by().values("jenis").annotate(last=Max("versi"))
    return {row["jenis"]: row["last"] for row in rows}


def _keep(made: Sequence[Dokumen], contents: Sequence[Isi]) -> None:
    NaskahDokumen.objects.bulk_create(
        NaskahDokumen(
            kabupaten_id=row.kabupaten_id,
            unit_id=row.unit_id,
            dokumen=row,
            isi=naskah.write(isi),
        )
        for row, isi in zip(made, contents, strict=True)
    )


def _last_number(kabupaten_id: str, unit_id: int) -> int:
    rows = Dokumen.objects.filter(
        kabupaten_id=kabupaten_id, unit_id=unit_id, tahun=clock.today().year
    )
    return int(rows.aggregate(last=Max("urut"))["last"] or 0)


def _row(
    subject: models.Model, isi: Isi, mark: str, access: Access, urut: int, versi: int
) -> Dokumen:
    """A row not yet saved, and without its number."""
    today = clock.today()
    return Dokumen(
        unit_nama=isi.kop.penerbit[:120],
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        jenis=isi.jenis,
        versi=versi,
        judul=isi.judul[:120],
        tahun=today.year,
        urut=urut,
        tanggal=today,
        total=isi.total,
        sidik=mark,
        kode="".join(secrets.choice(_ALPHABET) for _ in range(_CODE)),
        terbit_oleh_id=access.user_id,
        terbit_pada=clock.now(),
    )


def form_fault(pola: str) -> str:
    """What is wrong with the form of a number, in a sentence; "" when nothing is.

    Without the count or the year two papers could be called the same. Asked when a form is
    proposed and again when a number is drawn.
    """
    words = re.findall(r"\{(\w+)\}", pola)
    rest = re.sub(r"\{\w+\}", "", pola)
    if unknown := sorted(set(words) - _WORDS):
        known = ", ".join(f"{{{word}}}" for word in sorted(_WORDS))
        return f"{{{unknown[0]}}} tidak dikenal. Yang dikenal: {known}."
    if missing := [word for word in ("urut", "tahun") if word not in words]:
        return f"Muat {{{missing[0]}}}, agar tidak ada dua surat bernomor sama."
    if len(words) != len(set(words)):
        return "Tiap kata dalam kurung kurawal ditulis sekali."
    if re.search(r"[^A-Za-z0-9 ./-]", rest):
        return "Di luar kata itu hanya huruf, angka, spasi, titik, garis miring, dan garis hubung."
    return f"Paling panjang {_LONGEST} tanda." if len(pola) > _LONGEST else ""


def _number(pola: str, isi: Isi, urut: int) -> str:
    """The number in a series' own form: `007/INS-DPK/PUSKESMAS-PANJI/XI/2022` in the usual one.

    ValueError for a form that `form_fault` refuses.
    """
    if fault := form_fault(pola):
        raise ValueError(f"pola nomor {pola!r}: {fault}")
    today = clock.today()
    unit = re.sub(r"[^A-Z0-9]+", "-", isi.kop.penerbit.upper())[:_UNIT].strip("-") or "UNIT"
    return pola.format(
        urut=f"{urut:03d}",
        kode=isi.kode,
        unit=unit,
        bulan=_ROMAN[today.month - 1],
        tahun=today.year,
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


# ------------------------------------------------------------------ what stands
def standing_of(subject: models.Model) -> dict[str, Dokumen]:
    """The documents of a thing that stand, by kind; one query."""
    return {row.jenis: row for row in _issued(subject).filter(pencabutan=None)}


def _issued(subject: models.Model) -> models.QuerySet[Dokumen]:
    rows: models.QuerySet[Dokumen] = Dokumen.objects.filter(
        subject_type=subject._meta.label_lower, subject_id=str(subject.pk)
    )
    return rows.order_by("versi")


def contents_of(rows: Iterable[Dokumen]) -> dict[int, Isi]:
    """What each of them says word for word, by its key; one query.

    Papers of before the register kept that are missing: they can be issued anew.
    """
    kept = NaskahDokumen.objects.filter(dokumen__in=[row.pk for row in rows])
    return {row.dokumen_id: naskah.read(row.isi) for row in kept}


@dataclass(frozen=True, slots=True)
class Issued:
    """Everything that was issued of one thing, without its words.

    `standing` by kind; `kept` are the keys of those that the register has word for word;
    `withdrawn` newest first.
    """

    standing: Mapping[str, Dokumen]
    kept: Collection[int]
    withdrawn: Sequence[PencabutanDokumen]


def issued_of(subject: models.Model) -> Issued:
    """What was issued of a thing, for a list; one query."""
    words = NaskahDokumen.objects.filter(dokumen=OuterRef("pk"))
    rows = list(_issued(subject).select_related("pencabutan").annotate(kept=Exists(words)))
    withdrawn = [row.pencabutan for row in rows if hasattr(row, "pencabutan")]
    return Issued(
        {row.jenis: row for row in rows if not hasattr(row, "pencabutan")},
        {row.pk for row in rows if row.kept},
        sorted(withdrawn, key=lambda one: one.pk, reverse=True),
    )


# ------------------------------------------------------------------ withdrawing
def withdraw(
    model: type[models.Model],
    keys: Iterable[int],
    access: Access,
    *,
    sebab: str,
    kinds: Collection[str] | None = None,
) -> int:
    """Withdraw the standing documents about these things, of all kinds or of some; how many.

    Inside the transaction that takes back what they were issued upon. All versions are withdrawn:
    one that was superseded must not send its reader after a newer one that does not stand either.
    """
    rows = Dokumen.objects.filter(
        subject_type=model._meta.label_lower,
        subject_id__in=[str(key) for key in keys],
        pencabutan=None,
    ).order_by("pk")
    found = list(rows if kinds is None else rows.filter(jenis__in=kinds))
    PencabutanDokumen.objects.bulk_create(
        PencabutanDokumen(
            kabupaten_id=row.kabupaten_id,
            unit_id=row.unit_id,
            dokumen=row,
            sebab=sebab,
            tanggal=clock.today(),
            dicabut_oleh_id=access.user_id,
            dicabut_pada=clock.now(),
        )
        for row in found
    )
    for row in found:
        audit.record(
            "dokumen.cabut",
            row,
            access=access,
            kabupaten=row.kabupaten_id,
            detail={"jenis": row.jenis, "nomor": row.nomor, "sebab": sebab},
        )
    return len(found)


# ------------------------------------------------------------------ the public check
@dataclass(frozen=True, slots=True)
class Pemeriksaan:
    """What anybody is told of a paper.

    Its public fields, whether a newer one was issued, whether the typed fingerprint is its own, and
    why and since when it is withdrawn; None when it is not.
    """

    dokumen: Mapping[str, Any]
    digantikan: bool
    cocok: bool
    dicabut: Mapping[str, Any] | None


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
    dicabut = PencabutanDokumen.objects.for_public().filter(dokumen_id=kode).first()
    return Pemeriksaan(dokumen, digantikan, cocok and len(typed) >= SHORT, dicabut)


def terbit(dokumen: Dokumen) -> Terbit:
    """What the register adds when the document is written."""
    address = reverse("core:periksa", kwargs={"kode": dokumen.kode})
    return Terbit(
        dokumen.nomor, dokumen.tanggal, dokumen.sidik, f"{settings.BASE_URL.rstrip('/')}{address}"
    )
