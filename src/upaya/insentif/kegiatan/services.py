"""Writing the activity grid: lines of the menu are its columns, officers its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from upaya.alur.writing import ClosedError, lock_open, record_write
from upaya.core.access import Access
from upaya.insentif.bulan.models import Bagian, Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.kegiatan.menu import month_menu
from upaya.insentif.kegiatan.models import BarisKegiatan, IsianKegiatan, PetugasBulan
from upaya.insentif.kegiatan.petugas import month_officers
from upaya.pegawai.profil import ProfilPetugas
from upaya.regulasi.queries import rulebook_for
from upaya.rules.insentif.officer_work import jumlah_kerja
from upaya.rules.money import angka
from upaya.rules.numbers import MAX_COUNT

Cells = dict[int, int]  # baris id -> jumlah, zeros left out

SAVED, CONFLICT, ERROR = "saved", "conflict", "error"
_NO_ROW = "Baris ini sudah tidak ada pada bulan ini. Muat ulang halaman."
_NO_LINE = "Kolom kegiatan ini sudah tidak ada pada bulan ini. Muat ulang halaman."
_WHAT_TO_TYPE = "Isi bilangan bulat, misalnya 3, atau kosongkan."


@dataclass(frozen=True, slots=True)
class RowWrite:
    """What somebody typed in one row: cells by line id, and the version they saw.

    `unread` says why the text of a cell is no number; a row that has one is refused whole.
    """

    row: int
    versi: int
    cells: Mapping[int, int]
    unread: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of it: `state` is saved, conflict or error; `stored` is in the row now.

    `faults` are sentences about the row, `cell_faults` about one cell, by line id; `writer` is the
    name of whoever wrote first, in a conflict.
    """

    row: int
    state: str
    versi: int
    stored: Cells
    faults: tuple[str, ...] = ()
    cell_faults: Mapping[int, str] = field(default_factory=dict)
    writer: str = ""


@dataclass(slots=True)
class _Batch:
    month: Pengajuan
    kinds: dict[int, str]
    rows: dict[int, PetugasBulan]
    stored: dict[int, Cells] = field(default_factory=dict)
    written: set[int] = field(default_factory=set)


@transaction.atomic
def save_rows(pk: int, access: Access, writes: Sequence[RowWrite]) -> list[RowResult]:
    """Save rows of the grid in one request: each row whole or not at all, the others regardless.

    One result per write, in their order. A row that somebody else changed since is not
    overwritten: its result shows both. A row that this month does not have is an error.
    """
    return write_rows(lock_open(Pengajuan, pk, access, Bagian.KEGIATAN), access, writes)


def _require_typed(month: Pengajuan) -> None:
    """ClosedError when the grid comes from BOK: its numbers are corrected with a reason."""
    if month.kegiatan_dari_bok:
        raise ClosedError(
            "Kegiatan bulan ini diambil dari kegiatan BOK; buka sebuah angka untuk mengoreksinya "
            "dengan alasan."
        )


def write_rows(month: Pengajuan, access: Access, writes: Sequence[RowWrite]) -> list[RowResult]:
    """The same in a month that the caller holds open (`lock_open`)."""
    _require_typed(month)
    batch = _load(month, [write.row for write in writes])
    results = [_save_row(batch, write, access) for write in writes]
    if batch.written:
        record_write(month, access, Bagian.KEGIATAN, baris=sorted(batch.written))
    return results


def _load(month: Pengajuan, rows: Sequence[int]) -> _Batch:
    batch = _Batch(
        month,
        dict(month.baris.values_list("pk", "jenis")),
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
    row = batch.rows.get(write.row)
    if row is None:
        return RowResult(write.row, ERROR, 0, {}, (_NO_ROW,))
    stored = batch.stored.get(row.pk, {})
    wanted = {line: amount for line, amount in {**stored, **write.cells}.items() if amount}
    if wanted == stored and not write.unread:
        return RowResult(row.pk, SAVED, row.versi, stored)
    if row.versi != write.versi:
        writer = row.diubah_oleh.name if row.diubah_oleh else ""
        return RowResult(row.pk, CONFLICT, row.versi, stored, writer=writer)
    faults, cell_faults = _faults(batch, row, wanted, write.unread)
    if faults or cell_faults:
        return RowResult(row.pk, ERROR, row.versi, stored, faults, cell_faults)
    _write(batch, row, stored, wanted)
    row.versi += 1
    row.diubah_oleh_id = access.user_id
    row.save(update_fields=["versi", "diubah_oleh"])
    batch.stored[row.pk] = wanted  # the same row may come twice in one request
    batch.written.add(row.pk)
    return RowResult(row.pk, SAVED, row.versi, wanted)


def _faults(
    batch: _Batch, row: PetugasBulan, wanted: Cells, unread: Mapping[int, str]
) -> tuple[tuple[str, ...], dict[int, str]]:
    """Sentences about the row, and about single cells by line id."""
    cells = {
        line: f"{clause[:1].upper()}{clause[1:]}. {_WHAT_TO_TYPE}"
        for line, clause in unread.items()
    }
    for line, amount in wanted.items():
        if amount < 0 or amount > MAX_COUNT:
            cells[line] = f"{angka(amount)} di luar batas. {_WHAT_TO_TYPE}"
    rows = []
    if any(line not in batch.kinds for line in [*wanted, *unread]):
        rows.append(_NO_LINE)
    work = jumlah_kerja(
        (batch.kinds[line], amount) for line, amount in wanted.items() if line in batch.kinds
    )
    month, oh = batch.month.period, work.orang_hari
    # Management work is counted in person-days of one month (Pasal 11A ayat (7) huruf a).
    if oh > month.days:
        rows.append(
            f"OH {row.petugas.nama} {angka(oh)} melebihi {month.days} hari bulan {month.nama}. "
            f"Isi 0 sampai {month.days}."
        )
    if work.frekuensi > MAX_COUNT:
        rows.append(f"Frekuensi {row.petugas.nama} melebihi {angka(MAX_COUNT)}. Periksa isinya.")
    return tuple(rows), cells


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


class MenuError(ValueError):
    """A column that cannot be added or removed; the message is for the operator.

    `sheet` is what the refusal was read from, for the page that shows it.
    """

    def __init__(self, sentence: str, sheet: LembarBulan) -> None:
        super().__init__(sentence)
        self.sheet = sheet


@transaction.atomic
def add_lines(pk: int, access: Access, codes: Sequence[str]) -> list[BarisKegiatan]:
    """Take lines of the menu into the month, all or none; MenuError when one is not in the menu.

    Gives back the columns that were new: a code that the month has already stays as it is.
    """
    month = lock_open(Pengajuan, pk, access, Bagian.KEGIATAN)
    return write_lines(LembarBulan(month), access, codes)


def write_lines(sheet: LembarBulan, access: Access, codes: Sequence[str]) -> list[BarisKegiatan]:
    """The same in a month that the caller holds open (`lock_open`) and has read since."""
    month = sheet.month
    _require_typed(month)
    lines = month_menu(month, sheet.book)
    menu = {line.kode: (line.uraian, line.sifat) for line in lines if line.sifat}
    if not codes or any(code not in menu for code in codes):
        raise MenuError("Pilih kegiatan dari daftar menu BOK bulan ini.", sheet)
    present = {line.menu for line in sheet.kolom}
    new = [code for code in dict.fromkeys(codes) if code not in present]
    last = max((line.urutan for line in sheet.kolom), default=0)
    made = [
        BarisKegiatan.objects.create(
            pengajuan=month,
            menu=code,
            uraian=menu[code][0],
            jenis=menu[code][1],
            urutan=place,
        )
        for place, code in enumerate(new, start=last + 1)
    ]
    if new:
        record_write(month, access, Bagian.KEGIATAN, ["tambah_menu"], menu=new)
    return made


def add_line(pk: int, access: Access, code: str) -> BarisKegiatan:
    """Take one line of the menu into the month (see `add_lines`); the column, new or not."""
    add_lines(pk, access, [code])
    line: BarisKegiatan = BarisKegiatan.objects.get(pengajuan_id=pk, menu=code)
    return line


@transaction.atomic
def remove_line(pk: int, access: Access, line_id: int) -> None:
    """Take an empty line out of the month; MenuError when work is entered on it."""
    month = lock_open(Pengajuan, pk, access, Bagian.KEGIATAN)
    _require_typed(month)
    line = month.baris.get(pk=line_id)
    if line.isian.exists():
        raise MenuError(
            "Kolom ini masih berisi kegiatan. Kosongkan dulu isinya, lalu hapus.",
            LembarBulan(month),
        )
    record_write(month, access, Bagian.KEGIATAN, ["hapus_menu"], menu=line.menu)
    line.delete()


def add_missing_officers(month: Pengajuan, on_duty: Iterable[ProfilPetugas]) -> int:
    """Rows for the officers of the month that have none; returns how many."""
    present = set(month.petugas.values_list("petugas_id", flat=True))
    new = [p for p in on_duty if p.petugas_id not in present]
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
    month = lock_open(Pengajuan, pk, access, Bagian.KEGIATAN)
    on_duty = month_officers(month, lambda: rulebook_for(month.kabupaten_id))
    added = add_missing_officers(month, on_duty)
    active = [p.petugas_id for p in on_duty]
    idle = month.petugas.filter(isian=None).exclude(petugas_id__in=active)
    removed = idle.count()
    idle.delete()
    if added or removed:
        record_write(month, access, Bagian.KEGIATAN, ["petugas"], tambah=added, lepas=removed)
    return added, removed
