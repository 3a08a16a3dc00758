"""Writing the activity grid: lines of the menu are its columns, officers its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max

from upaya.core.access import Access
from upaya.insentif.models import (
    Bagian,
    BarisKegiatan,
    IsianKegiatan,
    Pengajuan,
    PetugasBulan,
)
from upaya.insentif.models.isian import COUNT_LIMIT
from upaya.insentif.services.penulisan import lock_open, record_write
from upaya.pegawai.queries import profil_pada
from upaya.regulasi.queries import rulebook_for
from upaya.rules.menu import daftar_menu

Cells = dict[int, int]  # baris id -> jumlah, zeros left out


@dataclass(frozen=True, slots=True)
class RowWrite:
    """What somebody typed in one row: cells by line id, and the version they saw."""

    row: int
    versi: int
    cells: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of it: `state` is saved, conflict or error; `stored` is in the row now."""

    row: int
    state: str
    versi: int
    stored: Cells
    faults: tuple[str, ...] = ()
    writer: str = ""


@dataclass(slots=True)
class _Batch:
    month: Pengajuan
    lines: dict[int, BarisKegiatan]
    rows: dict[int, PetugasBulan]
    stored: dict[int, Cells] = field(default_factory=dict)


@transaction.atomic
def save_rows(pk: int, access: Access, writes: Sequence[RowWrite]) -> list[RowResult]:
    """Save rows of the grid in one request: each row whole or not at all, the others regardless.

    A row that somebody else changed since is not overwritten: its result shows both.
    """
    month = lock_open(pk, access, Bagian.KEGIATAN)
    batch = _load(month, [write.row for write in writes])
    results = [_save_row(batch, write, access) for write in writes if write.row in batch.rows]
    saved = [result.row for result in results if result.state == "saved"]
    if saved:
        record_write(month, access, Bagian.KEGIATAN, baris=sorted(saved))
    return results


def _load(month: Pengajuan, rows: Sequence[int]) -> _Batch:
    batch = _Batch(
        month,
        {line.pk: line for line in month.baris.all()},
        {
            row.pk: row
            for row in month.petugas.filter(pk__in=rows).select_related("petugas", "diubah_oleh")
        },
    )
    cells = IsianKegiatan.objects.filter(petugas_bulan__in=batch.rows).order_by("pk")
    for row, line, amount in cells.values_list("petugas_bulan_id", "baris_id", "jumlah"):
        batch.stored.setdefault(row, {})[line] = amount
    return batch


def _save_row(batch: _Batch, write: RowWrite, access: Access) -> RowResult:
    row = batch.rows[write.row]
    stored = batch.stored.get(row.pk, {})
    wanted = {line: amount for line, amount in {**stored, **write.cells}.items() if amount}
    if wanted == stored:
        return RowResult(row.pk, "saved", row.versi, stored)
    if row.versi != write.versi:
        writer = row.diubah_oleh.name if row.diubah_oleh else ""
        return RowResult(row.pk, "conflict", row.versi, stored, writer=writer)
    faults = _faults(batch, row, wanted)
    if faults:
        return RowResult(row.pk, "error", row.versi, stored, faults)
    _write(batch, row, stored, wanted)
    row.versi += 1
    row.diubah_oleh_id = access.user_id
    row.save(update_fields=["versi", "diubah_oleh"])
    return RowResult(row.pk, "saved", row.versi, wanted)


def _faults(batch: _Batch, row: PetugasBulan, wanted: Cells) -> tuple[str, ...]:
    faults = []
    if any(line not in batch.lines for line in wanted):
        faults.append("Kolom kegiatan ini sudah dihapus. Muat ulang halaman.")
    if any(amount < 0 or amount > COUNT_LIMIT for amount in wanted.values()):
        faults.append(f"Isi bilangan bulat 0 sampai {COUNT_LIMIT:,}.".replace(",", "."))
    days = batch.month.period.days
    oh = sum(
        amount
        for line, amount in wanted.items()
        if line in batch.lines and batch.lines[line].jenis == BarisKegiatan.Jenis.MANAJEMEN
    )
    if oh > days:
        faults.append(
            f"OH {row.petugas.nama} {oh} melebihi {days} hari bulan "
            f"{batch.month.period.nama}. Isi 0 sampai {days}."
        )
    return tuple(faults)


def _write(batch: _Batch, row: PetugasBulan, stored: Cells, wanted: Cells) -> None:
    gone = stored.keys() - wanted.keys()
    if gone:
        IsianKegiatan.objects.filter(petugas_bulan=row, baris_id__in=gone).delete()
    changed = {line: amount for line, amount in wanted.items() if stored.get(line) != amount}
    if changed:
        IsianKegiatan.objects.bulk_create(
            [
                IsianKegiatan(
                    kabupaten_id=row.kabupaten_id, petugas_bulan=row, baris_id=line, jumlah=amount
                )
                for line, amount in changed.items()
            ],
            update_conflicts=True,
            unique_fields=["petugas_bulan", "baris"],
            update_fields=["jumlah"],
        )


@transaction.atomic
def add_line(pk: int, access: Access, kode: str) -> BarisKegiatan:
    """Take a line of the menu into the month; ValueError (a sentence) when there is none."""
    month = lock_open(pk, access, Bagian.KEGIATAN)
    book = rulebook_for(month.kabupaten_id)
    menu = {
        line.kode: line
        for line in daftar_menu(book, month.period.last_day, month.kabupaten_id)
        if line.sifat
    }
    if kode not in menu:
        raise ValueError("Kegiatan ini tidak ada dalam menu BOK bulan tersebut. Pilih dari daftar.")
    last = month.baris.aggregate(last=Max("urutan"))["last"] or 0
    line, made = BarisKegiatan.objects.get_or_create(
        pengajuan=month,
        menu=kode,
        defaults={
            "uraian": menu[kode].uraian,
            "jenis": menu[kode].sifat,
            "urutan": last + 1,
        },
    )
    if made:
        record_write(month, access, Bagian.KEGIATAN, ["tambah_menu"], menu=kode)
    return line


@transaction.atomic
def remove_line(pk: int, access: Access, line_id: int) -> None:
    """Take an empty line out of the month; ValueError when work is entered on it."""
    month = lock_open(pk, access, Bagian.KEGIATAN)
    line = month.baris.get(pk=line_id)
    if line.isian.exists():
        raise ValueError("Kolom ini masih berisi kegiatan. Kosongkan dulu isinya, lalu hapus.")
    record_write(month, access, Bagian.KEGIATAN, ["hapus_menu"], menu=line.menu)
    line.delete()


def add_missing_officers(month: Pengajuan) -> int:
    """Rows for the officers active on the month's last day that have none; returns how many."""
    present = set(month.petugas.values_list("petugas_id", flat=True))
    profiles = profil_pada(month.puskesmas_id, month.period.last_day)
    new = [p for p in profiles if p.petugas_id not in present]
    PetugasBulan.objects.bulk_create(
        [
            PetugasBulan(
                kabupaten_id=month.kabupaten_id, pengajuan=month, petugas_id=profile.petugas_id
            )
            for profile in new
        ]
    )
    return len(new)


@transaction.atomic
def refresh_officers(pk: int, access: Access) -> tuple[int, int]:
    """Bring the rows up to today's officers: (added, removed). Rows with work are never removed."""
    month = lock_open(pk, access, Bagian.KEGIATAN)
    added = add_missing_officers(month)
    active = [p.petugas_id for p in profil_pada(month.puskesmas_id, month.period.last_day)]
    idle = month.petugas.filter(isian=None).exclude(petugas_id__in=active)
    removed = idle.count()
    idle.delete()
    if added or removed:
        record_write(month, access, Bagian.KEGIATAN, ["petugas"], tambah=added, lepas=removed)
    return added, removed
