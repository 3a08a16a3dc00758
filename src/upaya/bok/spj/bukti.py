"""Use cases of an SPJ's documents: say of one, prove it, take a file out. One transaction each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from upaya.alur.writing import ClosedError, lock_open, record_write
from upaya.bok.spj.models import Bagian, BerkasSpj, BuktiSpj, SpjKegiatan
from upaya.bok.spj.reading import BacaanSpj
from upaya.core import clock, files, foto
from upaya.core.access import Access
from upaya.core.models import StoredFile

MOST_FILES = 20
"""Files of one document."""


def _open_document(pk: int, kode: str, access: Access) -> SpjKegiatan:
    """The SPJ, locked, when this document may be written now."""
    case = lock_open(SpjKegiatan, pk, access, Bagian.KELENGKAPAN)
    reading = BacaanSpj(case)
    if kode not in {one.kode for one in reading.ketentuan.dokumen}:
        raise ValidationError("Dokumen ini tidak ada dalam daftar Pasal 24 jenis ini.")
    if not reading.terbuka(kode):
        raise ClosedError("Dokumen ini tidak ada temuannya, jadi tetap terkunci pada putaran ini.")
    return case


@transaction.atomic
def say(pk: int, kode: str, access: Access, values: Mapping[str, Any]) -> BuktiSpj:
    """What is said of a document: why it does not apply, its largest receipt, its materai."""
    return say_held(_open_document(pk, kode, access), kode, access, values)


def say_held(case: SpjKegiatan, kode: str, access: Access, values: Mapping[str, Any]) -> BuktiSpj:
    """The same in an SPJ that the caller holds open, of a document that it found open."""
    row: BuktiSpj | None = case.dokumen.filter(kode=kode).first()
    stands = {name: getattr(row, name) for name in values} if row else dict(_NOTHING)
    if stands == dict(values):
        return row or BuktiSpj(spj=case, kode=kode)
    made, _ = BuktiSpj.objects.update_or_create(spj=case, kode=kode, defaults=dict(values))
    assert isinstance(made, BuktiSpj)  # noqa: S101 - the manager has no types
    record_write(case, access, Bagian.KELENGKAPAN, values, dokumen=kode)
    return made


_NOTHING = {"alasan": "", "jumlah": 0, "bermeterai": False}


@transaction.atomic
def prove(
    pk: int,
    kode: str,
    access: Access,
    values: Mapping[str, Any],
    uploads: Sequence[UploadedFile] = (),
) -> list[BerkasSpj]:
    """The same with files added; a file that stands there already is not kept twice.

    ClosedError when the document is closed, ValidationError for a file that is not accepted.
    """
    return prove_held(_open_document(pk, kode, access), kode, access, values, uploads)


def prove_held(
    case: SpjKegiatan,
    kode: str,
    access: Access,
    values: Mapping[str, Any],
    uploads: Sequence[UploadedFile] = (),
) -> list[BerkasSpj]:
    """The same in an SPJ that the caller holds open, of a document that it found open."""
    say_held(case, kode, access, values)
    made = [_keep(case, kode, access, foto.Kiriman(upload)) for upload in uploads]
    return [one for one in made if one is not None]


@transaction.atomic
def prove_by_device(pk: int, kode: str, access: Access, sent: foto.Kiriman) -> StoredFile:
    """One file that a device sends by itself; sent again it is the one that stands."""
    case = _open_document(pk, kode, access)
    made = _keep(case, kode, access, sent)
    if made is not None:
        return made.stored
    return _standing(case, kode, sent).stored


def _files_of(case: SpjKegiatan, kode: str) -> list[BerkasSpj]:
    rows = case.berkas.filter(kode=kode, dilepas=False).select_related("stored")
    return list(rows.order_by("pk"))


def _standing(case: SpjKegiatan, kode: str, sent: foto.Kiriman) -> BerkasSpj:
    mark = files.digest(sent.upload)
    return next(
        one
        for one in _files_of(case, kode)
        if one.stored.sha256 == mark or (sent.tanda and one.stored.tanda == sent.tanda)
    )


def _keep(case: SpjKegiatan, kode: str, access: Access, sent: foto.Kiriman) -> BerkasSpj | None:
    """The file as one of a document; None when it stands there already."""
    standing = _files_of(case, kode)
    mark = files.digest(sent.upload)
    if any(one.stored.sha256 == mark for one in standing):
        return None
    if len(standing) >= MOST_FILES:
        raise ValidationError({"berkas": f"Paling banyak {MOST_FILES} berkas tiap dokumen."})
    stored, _ = foto.receive(
        sent,
        tempat=f"spj:{case.pk}:{kode}",
        kabupaten_id=case.kabupaten_id,
        unit_id=case.puskesmas_id,
        access=access,
    )
    if any(one.stored_id == stored.pk for one in standing):
        return None
    made = BerkasSpj.objects.create(
        spj=case,
        kode=kode,
        stored=stored,
        diunggah_oleh_id=access.user_id,
        diunggah_pada=clock.now(),
    )
    assert isinstance(made, BerkasSpj)  # noqa: S101 - the manager has no types
    record_write(case, access, Bagian.KELENGKAPAN, ["berkas"], dokumen=kode, berkas=made.pk)
    return made


@transaction.atomic
def take_out(pk: int, berkas: int, access: Access) -> BerkasSpj:
    """A file counts no more; it stays stored. Done twice it is done once."""
    found: BerkasSpj = BerkasSpj.objects.for_scope(access.scope).get(pk=berkas, spj=pk)
    case = _open_document(pk, found.kode, access)
    found.refresh_from_db()
    if found.dilepas:
        return found
    found.dilepas = True
    found.save(update_fields=["dilepas"])
    record_write(case, access, Bagian.KELENGKAPAN, ["berkas"], dokumen=found.kode, lepas=found.pk)
    return found
