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
from upaya.core.creation import named
from upaya.core.crypto import blind_index
from upaya.exchange.asking import Galat, Tanya
from upaya.pegawai import numbers
from upaya.pegawai.import_columns import KOLOM, ImportColumn
from upaya.pegawai.models import ImporPetugas, Petugas
from upaya.pegawai.rekening import Aturan, aturan_bank
from upaya.pegawai.services.import_reading import Bacaan, read_officers
from upaya.pegawai.services.padanan import own_words
from upaya.pegawai.services.petugas import (
    FIELDS,
    DataPetugas,
    kabupaten_of,
    value_faults,
    write,
)
from upaya.rules.rekening import beda_tulisan
from upaya.wilayah.models import Unit
from upaya.wilayah.services import lock_puskesmas

BARU, BERUBAH, SAMA = "baru", "berubah", "sama"
_LABELS = {kolom.name: kolom.judul for kolom in KOLOM}


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One officer of the file: what would happen, and what looks wrong without being refused."""

    nomor: int
    nama: str
    tindakan: str
    perubahan: tuple[str, ...]
    peringatan: tuple[str, ...]


@dataclass(slots=True)
class Rencana:
    """What a file would do to one puskesmas. `sidik` changes when file or officers change."""

    baris: list[ImportRow] = field(default_factory=list)
    galat: list[Galat] = field(default_factory=list)
    sidik: str = ""
    simpan: list[Petugas] = field(default_factory=list)
    """Officers with the new values, unsaved; only those that are new or changed."""
    tanya: list[Tanya] = field(default_factory=list)
    catatan: list[str] = field(default_factory=list)

    def banyak(self, tindakan: str) -> int:
        """How many rows would be new, changed, or stay the same."""
        return sum(1 for baris in self.baris if baris.tindakan == tindakan)

    @property
    def berlaku(self) -> bool:
        """Whether applying would change anything and nothing stands against it."""
        return not self.galat and bool(self.simpan)


class NotAppliedError(ValidationError):
    """Why a file was not applied, with what it would do now; `plan` is None once it was applied."""

    def __init__(self, sentence: str, plan: Rencana | None) -> None:
        super().__init__(sentence)
        self.plan = plan


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
    found = read_officers(data, own_words(puskesmas.pk))
    plan = Rencana(galat=found.galat, tanya=found.tanya, catatan=found.catatan)
    if found.baris:
        _match(puskesmas, found.baris, plan)
    plan.galat.sort(key=_place)
    effects = [[row.nomor, row.tindakan, list(row.perubahan)] for row in plan.baris]
    stamp = json.dumps([hashlib.sha256(data).hexdigest(), effects], sort_keys=True)
    plan.sidik = hashlib.sha256(stamp.encode()).hexdigest()
    return plan


@named()
def apply(access: Access, pending: ImporPetugas, sidik: str) -> Rencana:
    """Save what the dry run with this `sidik` showed: all of it, or NotAppliedError."""
    puskesmas = lock_puskesmas(access, pending.puskesmas_id)
    kept = ImporPetugas.objects.select_for_update().get(pk=pending.pk)
    if kept.diterapkan is not None:
        raise NotAppliedError("Berkas ini sudah diterapkan.", None)
    plan = check(puskesmas, content(kept))
    if plan.galat:
        raise NotAppliedError(
            "Berkas ini masih memuat kesalahan. Perbaiki, lalu unggah lagi.", plan
        )
    if plan.sidik != sidik:
        raise NotAppliedError(
            "Data petugas berubah sejak berkas ini diperiksa. Baca lagi hasil pemeriksaannya.", plan
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


def _place(fault: Galat) -> tuple[int, str]:
    number = "".join(sign for sign in fault.letak if sign.isdecimal())
    return (int(number) if number else 0, fault.letak)


# ------------------------------------------------------------------ matching
def _match(puskesmas: Unit, rows: list[Bacaan], plan: Rencana) -> None:
    """Compare every row with what is recorded; fills the plan."""
    known = list(Petugas.objects.filter(puskesmas=puskesmas).order_by("pk"))
    by_nik = {row.nik_indeks: row for row in known if row.nik_indeks}
    by_code = {row.kode: row for row in known}
    elsewhere = _elsewhere(puskesmas, [row.values["nik"] for row in rows])
    banks = aturan_bank(kabupaten_of(puskesmas))
    holders = _holders(known, rows)
    used: dict[int, int] = {}
    niks: dict[str, int] = {}
    for row in rows:
        before = len(plan.galat)
        _refuse_twice(row, niks, plan.galat)
        found = _officer(row, by_nik, by_code, plan.galat)
        if found is not None:
            _refuse_used(found, row, used, plan.galat)
        data = _merged(found, row)
        if found is None:
            _refuse_missing(data, row, plan.galat)
        _refuse_values(data, row, banks, plan.galat)
        if len(plan.galat) == before:
            _plan(puskesmas, found, data, row, elsewhere, plan)
            _say_written(data, banks, plan)
            _say_shared(found, data, row, holders, plan)


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


def _refuse_twice(row: Bacaan, niks: dict[str, int], faults: list[Galat]) -> None:
    nik = row.values["nik"]
    if nik and nik in niks:
        faults.append(Galat(row.cells["nik"], f"NIK ini sudah ada di baris {niks[nik]}."))
    niks.setdefault(nik, row.number)


def _officer(
    row: Bacaan, by_nik: dict[str, Petugas], by_code: dict[str, Petugas], faults: list[Galat]
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


def _refuse_used(found: Petugas, row: Bacaan, used: dict[int, int], faults: list[Galat]) -> None:
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


def _merged(found: Petugas | None, row: Bacaan) -> DataPetugas:
    """The row's values; for a recorded officer, what is recorded where the cell is empty."""
    written = DataPetugas(**{name: row.values.get(name, "") for name in FIELDS})
    if found is None:
        return written
    kept = {name: getattr(found, name) for name in FIELDS if not getattr(written, name)}
    return replace(written, **kept)


def _missing(data: DataPetugas) -> list[ImportColumn]:
    return [kolom for kolom in KOLOM if kolom.wajib and not getattr(data, kolom.name)]


def _refuse_missing(data: DataPetugas, row: Bacaan, faults: list[Galat]) -> None:
    """What a new officer must have. An old record that lacks it stands in no list's way."""
    faulty = {fault.letak for fault in faults}
    faults.extend(
        Galat(row.cells[kolom.name], f"{kolom.judul} belum diisi.")
        for kolom in _missing(data)
        if row.cells[kolom.name] not in faulty
    )


def _refuse_values(data: DataPetugas, row: Bacaan, banks: Aturan, faults: list[Galat]) -> None:
    """What can be read and still is not so: said by the rules that the form has too."""
    faults.extend(
        Galat(row.cells[name], f"{_LABELS[name]}: {clause}.")
        for name, clause in value_faults(data, banks).items()
        if row.values.get(name)
    )


def _say_written(data: DataPetugas, banks: Aturan, plan: Rencana) -> None:
    """A name that the bank gets in another writing is shown that way."""
    written = beda_tulisan(data.nama_rekening, banks(data.bank)) if data.nama_rekening else ""
    if written:
        last = plan.baris[-1]
        said = (*last.peringatan, f"Nama rekening untuk bank ditulis {written}.")
        plan.baris[-1] = replace(last, peringatan=said)


Holder = tuple[int | None, int]
"""Who has an account: an officer that is recorded, or a row of the file."""


def _holders(known: list[Petugas], rows: list[Bacaan]) -> dict[str, dict[Holder, str]]:
    """Names by account: of officers at work here, and of the rows of the file."""
    found: dict[str, dict[Holder, str]] = {}
    for officer in known:
        if officer.aktif and officer.rekening:
            found.setdefault(officer.rekening, {})[officer.pk, 0] = officer.nama
    for row in rows:
        if row.values.get("rekening"):
            name = f"{row.values['nama']} (baris {row.number})"
            found.setdefault(row.values["rekening"], {})[None, row.number] = name
    return found


def _say_shared(
    found: Petugas | None,
    data: DataPetugas,
    row: Bacaan,
    holders: dict[str, dict[Holder, str]],
    plan: Rencana,
) -> None:
    """One account for two people may be right (a couple); it is always said."""
    own = {(found.pk if found else None, 0), (None, row.number)}
    others = [name for key, name in holders.get(data.rekening, {}).items() if key not in own]
    if data.rekening and others:
        last = plan.baris[-1]
        said = f"Nomor rekening ini juga milik {', '.join(dict.fromkeys(others))}."
        plan.baris[-1] = replace(last, peringatan=(*last.peringatan, said))


def _plan(
    puskesmas: Unit,
    found: Petugas | None,
    data: DataPetugas,
    row: Bacaan,
    elsewhere: dict[str, str],
    plan: Rencana,
) -> None:
    officer = found if found is not None else Petugas(puskesmas=puskesmas)
    changed = write(officer, data)
    doubts = [*row.ragu, *numbers.nik_doubts(data.nik, clock.today())]
    doubts += numbers.nip_doubts(data.nip)
    doubts += [f"{kolom.judul} belum tercatat." for kolom in _missing(data)]
    place = elsewhere.get(blind_index(data.nik, "nik"))
    if place:
        doubts.append(f"NIK yang sama tercatat di {place}.")
    action = BARU if found is None else BERUBAH if changed else SAMA
    labels = tuple(_LABELS[name] for name in changed) if found is not None else ()
    plan.baris.append(ImportRow(row.number, data.nama, action, labels, tuple(doubts)))
    if action != SAMA:
        plan.simpan.append(officer)
