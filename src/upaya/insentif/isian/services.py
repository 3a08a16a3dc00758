"""Writing the forms of a month: administrasi, pelayanan, jaspel, supporting files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from upaya.alur import writing
from upaya.alur.writing import ConflictError, lock_open, record_write
from upaya.core import files
from upaya.core.access import Access
from upaya.core.sniff import clean_name
from upaya.insentif.bulan.models import Bagian, Pengajuan
from upaya.insentif.isian.models import BerkasPendukung, PelayananBulan

ADMINISTRASI = ("penduduk", "bok_diusulkan", "bok_diserap", "sisa_pagu_bok")
JASPEL = ("jaspel", "jaspel_penerima")

Pair = tuple[int, int | None]
"""Target and realisation; None while the realisation waits."""


def save_fields(
    pk: int, access: Access, bagian: Bagian, values: Mapping[str, Any], seen_versi: int
) -> Pengajuan:
    """Write the amounts of one form; ConflictError when the month changed since `seen_versi`."""
    return writing.save_fields(Pengajuan, pk, access, bagian, values, seen_versi)


@transaction.atomic
def save_pelayanan(pk: int, access: Access, rows: Mapping[str, Pair], seen_versi: int) -> Pengajuan:
    """Write (target, realisasi) by service key; ConflictError when the month changed meanwhile."""
    month = lock_open(Pengajuan, pk, access, Bagian.PELAYANAN)
    write_pelayanan(month, access, rows, seen_versi)
    return month


def write_pelayanan(
    month: Pengajuan, access: Access, rows: Mapping[str, Pair], seen_versi: int
) -> None:
    """The same in a month that the caller holds open (`lock_open`)."""
    stored = {row.layanan: (row.target, row.realisasi) for row in month.pelayanan.all()}
    changed = {name for name, pair in rows.items() if stored.get(name) != pair}
    if not changed:
        return
    if month.versi != seen_versi:
        raise ConflictError(stored)
    PelayananBulan.objects.bulk_create(
        [
            PelayananBulan(pengajuan=month, layanan=name, target=target, realisasi=done)
            for name, (target, done) in rows.items()
        ],
        update_conflicts=True,
        unique_fields=["pengajuan", "layanan"],
        update_fields=["target", "realisasi"],
    )
    month.versi += 1
    month.save(update_fields=["versi"])
    record_write(month, access, Bagian.PELAYANAN, changed)


@transaction.atomic
def add_berkas(pk: int, access: Access, jenis: str, upload: UploadedFile) -> BerkasPendukung:
    """Keep a supporting file; what it may be is checked by `core.files`. Twice the same is one."""
    month = lock_open(Pengajuan, pk, access, Bagian.BERKAS)
    same = month.berkas.filter(
        jenis=jenis,
        berkas__sha256=files.digest(upload),
        berkas__name=clean_name(str(upload.name or "")),
    )
    before: BerkasPendukung | None = same.first()
    if before is not None:
        return before
    stored = files.store(
        upload, kabupaten_id=month.kabupaten_id, unit_id=month.puskesmas_id, access=access
    )
    berkas = BerkasPendukung.objects.create(pengajuan=month, jenis=jenis, berkas=stored)
    record_write(month, access, Bagian.BERKAS, ["tambah"], berkas=stored.pk)
    return berkas


@transaction.atomic
def remove_berkas(pk: int, access: Access, berkas_id: int) -> None:
    """Take a supporting file off the month; the stored file stays as proof of what was sent."""
    month = lock_open(Pengajuan, pk, access, Bagian.BERKAS)
    berkas = month.berkas.get(pk=berkas_id)
    record_write(month, access, Bagian.BERKAS, ["lepas"], berkas=berkas.berkas_id)
    berkas.delete()
