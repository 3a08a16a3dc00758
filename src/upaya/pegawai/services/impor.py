"""Officers from a workbook: a dry run that saves nothing, then exactly that file, all or nothing.

Matched by NIK within the puskesmas, else by kode. For an officer already recorded an empty cell
keeps what is there, so that a list without bank accounts takes none away. The file waits sealed in
the database and is emptied as soon as it is applied: it holds NIK in clear.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.crypto import blind_index
from upaya.exchange.cells import Cell, CellError
from upaya.exchange.xlsx_reader import Limits, Row, XlsxError, read_sheet
from upaya.pegawai import numbers
from upaya.pegawai.kolom import KOLOM, LEMBAR, Kolom, find
from upaya.pegawai.models import ImporPetugas, Petugas
from upaya.pegawai.services.petugas import (
    FIELDS,
    DataPetugas,
    kabupaten_of,
    write,
)
from upaya.wilayah.models import Unit
from upaya.wilayah.services import lock_puskesmas

BARU, BERUBAH, SAMA = "baru", "berubah", "sama"
_LIMITS = Limits(rows=5_000, columns=60)
_HEADER_WITHIN = 10
_MOST = 2_000
_LABELS = {kolom.name: kolom.judul for kolom in KOLOM}


@dataclass(frozen=True, slots=True)
class Galat:
    """A fault of the file: `letak` is a cell ("C7"), "baris 7", or "" for the whole file."""

    letak: str
    pesan: str


@dataclass(frozen=True, slots=True)
class Baris:
    """One officer of the file: what would happen, and what looks wrong without being refused."""

    nomor: int
    nama: str
    tindakan: str
    perubahan: tuple[str, ...]
    peringatan: tuple[str, ...]


@dataclass(slots=True)
class Rencana:
    """What a file would do to one puskesmas. `sidik` changes when file or officers change."""

    baris: list[Baris] = field(default_factory=list)
    galat: list[Galat] = field(default_factory=list)
    sidik: str = ""
    simpan: list[Petugas] = field(default_factory=list)
    """Officers with the new values, unsaved; only those that are new or changed."""

    def banyak(self, tindakan: str) -> int:
        """How many rows would be new, changed, or stay the same."""
        return sum(1 for baris in self.baris if baris.tindakan == tindakan)

    @property
    def berlaku(self) -> bool:
        """Whether applying would change anything and nothing stands against it."""
        return not self.galat and bool(self.simpan)


@dataclass(frozen=True, slots=True)
class _Read:
    """A row as read: values by column, and the address of each."""

    number: int
    values: dict[str, str]
    cells: dict[str, str]


# ------------------------------------------------------------------ use cases
@transaction.atomic
def upload(access: Access, puskesmas_id: int, name: str, data: bytes) -> ImporPetugas:
    """Keep a workbook for a puskesmas, to be checked and perhaps applied."""
    puskesmas = lock_puskesmas(access, puskesmas_id)
    kept = ImporPetugas(
        puskesmas=puskesmas,
        nama=name,
        sha256=hashlib.sha256(data).hexdigest(),
        isi=base64.b64encode(data).decode("ascii"),
        oleh_id=access.user_id,
        pada=clock.now(),
    )
    kept.save()
    _trace("petugas.impor_unggah", kept, access, {"sha256": kept.sha256})
    return kept


def content(kept: ImporPetugas) -> bytes:
    """The workbook as it was sent; b"" after it was applied."""
    return base64.b64decode(kept.isi)


def check(puskesmas: Unit, data: bytes) -> Rencana:
    """The dry run: everything that applying would do, nothing saved. A handful of queries."""
    plan = Rencana()
    rows = _read(data, plan.galat)
    if rows:
        _match(puskesmas, rows, plan)
    plan.galat.sort(key=_place)
    effects = [[row.nomor, row.tindakan, list(row.perubahan)] for row in plan.baris]
    stamp = json.dumps([hashlib.sha256(data).hexdigest(), effects], sort_keys=True)
    plan.sidik = hashlib.sha256(stamp.encode()).hexdigest()
    return plan


@transaction.atomic
def apply(access: Access, pending: ImporPetugas, sidik: str) -> Rencana:
    """Save what the dry run with this `sidik` showed: all of it, or nothing with the reason."""
    puskesmas = lock_puskesmas(access, pending.puskesmas_id)
    kept = ImporPetugas.objects.select_for_update().get(pk=pending.pk)
    if kept.diterapkan is not None:
        raise ValidationError("Berkas ini sudah diterapkan.")
    plan = check(puskesmas, content(kept))
    if plan.galat:
        raise ValidationError("Berkas ini masih memuat kesalahan. Perbaiki, lalu unggah lagi.")
    if plan.sidik != sidik:
        raise ValidationError(
            "Data petugas berubah sejak berkas ini diperiksa. Baca lagi hasil pemeriksaannya."
        )
    for officer in plan.simpan:
        officer.save()
    kept.baru, kept.berubah = plan.banyak(BARU), plan.banyak(BERUBAH)
    kept.isi, kept.diterapkan = "", clock.now()
    kept.save()
    detail = {
        "sha256": kept.sha256,
        "baru": kept.baru,
        "berubah": kept.berubah,
        "petugas": [officer.pk for officer in plan.simpan],
    }
    _trace("petugas.impor", kept, access, detail)
    return plan


@transaction.atomic
def discard(access: Access, pending: ImporPetugas) -> None:
    """Throw away a workbook that was not applied."""
    lock_puskesmas(access, pending.puskesmas_id)
    kept = ImporPetugas.objects.select_for_update().get(pk=pending.pk)
    if kept.diterapkan is not None:
        raise ValidationError("Berkas ini sudah diterapkan.")
    _trace("petugas.impor_batal", kept, access, {"sha256": kept.sha256})
    kept.delete()


def _trace(action: str, kept: ImporPetugas, access: Access, detail: dict[str, Any]) -> None:
    kabupaten = kabupaten_of(kept.puskesmas)
    audit.record(action, kept, access=access, kabupaten=kabupaten, detail=detail)


# ------------------------------------------------------------------ reading
def _place(fault: Galat) -> tuple[int, str]:
    number = "".join(sign for sign in fault.letak if sign.isdecimal())
    return (int(number) if number else 0, fault.letak)


def _read(data: bytes, faults: list[Galat]) -> list[_Read]:
    try:
        sheet = read_sheet(data, LEMBAR, _LIMITS)
    except XlsxError as refused:
        faults.append(Galat("", str(refused)))
        return []
    top = next((number for number, row in enumerate(sheet.rows) if _is_header(row)), None)
    if top is None or top >= _HEADER_WITHIN:
        faults.append(Galat("", f"Baris judul tidak ditemukan. Pakai templat: kolom {_names()}."))
        return []
    columns = _columns(sheet.rows[top], faults)
    body = [row for row in sheet.rows[top + 1 :] if not all(cell.empty for cell in row)]
    if len(body) > _MOST:
        faults.append(Galat("", f"Paling banyak {_MOST} petugas dalam satu berkas."))
    elif not body:
        faults.append(Galat("", "Tidak ada baris petugas di bawah baris judul."))
    return [] if faults else [_row(row, columns, faults) for row in body]


def _is_header(row: Row) -> bool:
    found = {kolom.name for cell in row if (kolom := find(cell))}
    return {"nama", "nik"} <= found


def _names() -> str:
    return ", ".join(kolom.judul for kolom in KOLOM)


def _columns(header: Row, faults: list[Galat]) -> dict[int, Kolom]:
    columns: dict[int, Kolom] = {}
    for cell in header:
        kolom = find(cell)
        if kolom is None:
            if not cell.empty:
                faults.append(
                    Galat(cell.address, f"Kolom ini tidak dikenal. Yang dibaca: {_names()}.")
                )
        elif kolom in columns.values():
            faults.append(Galat(cell.address, f"Kolom {kolom.judul} ada dua kali."))
        else:
            columns[cell.column] = kolom
    missing = [k.judul for k in KOLOM if k.wajib and k not in columns.values()]
    if missing:
        faults.append(Galat("", f"Kolom wajib tidak ada: {', '.join(missing)}."))
    return columns


def _row(row: Row, columns: dict[int, Kolom], faults: list[Galat]) -> _Read:
    values, addresses = {}, {}
    for cell in row:
        kolom = columns.get(cell.column)
        if kolom is None:
            if not cell.empty:
                faults.append(Galat(cell.address, "Sel ini di luar kolom yang dibaca; kosongkan."))
            continue
        addresses[kolom.name] = cell.address
        values[kolom.name] = _value(cell, kolom, faults)
    return _Read(row[0].row, values, addresses)


def _value(cell: Cell, kolom: Kolom, faults: list[Galat]) -> str:
    try:
        return kolom.read(cell)
    except CellError as refused:
        words = str(refused)
        said = words if words.startswith(kolom.judul) else f"{kolom.judul}: {words}"
        faults.append(Galat(cell.address, f"{said}."))
        return ""


# ------------------------------------------------------------------ matching
def _match(puskesmas: Unit, rows: list[_Read], plan: Rencana) -> None:
    """Compare every row with what is recorded; fills the plan."""
    known = list(Petugas.objects.filter(puskesmas=puskesmas).order_by("pk"))
    by_nik = {row.nik_indeks: row for row in known if row.nik_indeks}
    by_code = {row.kode: row for row in known}
    elsewhere = _elsewhere(puskesmas, [row.values["nik"] for row in rows])
    used: dict[int, int] = {}
    niks: dict[str, int] = {}
    for row in rows:
        before = len(plan.galat)
        _refuse_twice(row, niks, plan.galat)
        found = _officer(row, by_nik, by_code, plan.galat)
        if found is not None:
            _refuse_used(found, row, used, plan.galat)
        data = _merged(found, row)
        _refuse_missing(data, row, plan.galat)
        if len(plan.galat) == before:
            _plan(puskesmas, found, data, row, elsewhere, plan)


def _elsewhere(puskesmas: Unit, niks: list[str]) -> dict[str, str]:
    """Blind index to the name of another puskesmas of the district that has this NIK."""
    indices = {blind_index(nik, "nik") for nik in niks if nik}
    rows = (
        Petugas.objects.filter(
            aktif=True,
            nik_indeks__in=indices,
            puskesmas__kabupaten_id=puskesmas.kabupaten_id,
        )
        .exclude(puskesmas=puskesmas)
        .order_by("pk")
        .values_list("nik_indeks", "puskesmas__nama")
    )
    return dict(rows)


def _refuse_twice(row: _Read, niks: dict[str, int], faults: list[Galat]) -> None:
    nik = row.values["nik"]
    if nik and nik in niks:
        faults.append(Galat(row.cells["nik"], f"NIK ini sudah ada di baris {niks[nik]}."))
    niks.setdefault(nik, row.number)


def _officer(
    row: _Read, by_nik: dict[str, Petugas], by_code: dict[str, Petugas], faults: list[Galat]
) -> Petugas | None:
    nik, kode = row.values["nik"], row.values.get("kode", "")
    found = by_nik.get(blind_index(nik, "nik")) if nik else None
    coded = by_code.get(kode) if kode else None
    if kode and coded is None:
        faults.append(Galat(row.cells["kode"], "Kode ini tidak tercatat di puskesmas ini."))
    elif found is not None and coded is not None and found.pk != coded.pk:
        faults.append(
            Galat(row.cells["kode"], f"Kode milik {coded.nama}, tetapi NIK milik {found.nama}.")
        )
    return found or coded


def _refuse_used(found: Petugas, row: _Read, used: dict[int, int], faults: list[Galat]) -> None:
    if found.pk in used:
        faults.append(
            Galat(f"baris {row.number}", f"Petugas ini sudah ada di baris {used[found.pk]}.")
        )
    used.setdefault(found.pk, row.number)
    if not found.aktif:
        faults.append(
            Galat(
                f"baris {row.number}",
                f"{found.nama} nonaktif. Aktifkan lagi di halamannya, atau hapus baris ini.",
            )
        )


def _merged(found: Petugas | None, row: _Read) -> DataPetugas:
    """The row's values; for a recorded officer, what is recorded where the cell is empty."""
    written = DataPetugas(**{name: row.values.get(name, "") for name in FIELDS})
    if found is None:
        return written
    kept = {name: getattr(found, name) for name in FIELDS if not getattr(written, name)}
    return replace(written, **kept)


def _refuse_missing(data: DataPetugas, row: _Read, faults: list[Galat]) -> None:
    faulty = {fault.letak for fault in faults}
    faults.extend(
        Galat(row.cells[kolom.name], f"{kolom.judul} belum diisi.")
        for kolom in KOLOM
        if kolom.wajib and not getattr(data, kolom.name) and row.cells[kolom.name] not in faulty
    )


def _plan(
    puskesmas: Unit,
    found: Petugas | None,
    data: DataPetugas,
    row: _Read,
    elsewhere: dict[str, str],
    plan: Rencana,
) -> None:
    officer = found if found is not None else Petugas(puskesmas=puskesmas)
    changed = write(officer, data)
    doubts = numbers.nik_doubts(data.nik, clock.today()) + numbers.nip_doubts(data.nip)
    place = elsewhere.get(blind_index(data.nik, "nik"))
    if place:
        doubts.append(f"NIK yang sama tercatat di {place}.")
    action = BARU if found is None else BERUBAH if changed else SAMA
    labels = tuple(_LABELS[name] for name in changed) if found is not None else ()
    plan.baris.append(Baris(row.number, data.nama, action, labels, tuple(doubts)))
    if action != SAMA:
        plan.simpan.append(officer)
