"""Use cases of the cash book: open it, enter a movement, take one back. Each is one transaction.

Whoever writes holds the book's row to the end, so that two who enter at once stand one behind the
other and no day of the book ever ends below nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.bok.kas.errors import TertutupError
from upaya.bok.kas.models import PAJAK, BukuKas, Mutasi, PermintaanDana, TutupBulan
from upaya.bok.kas.models_belanja import HariDibayar
from upaya.bok.kas.queries import as_ruled, movements, owed_of
from upaya.bok.serapan.models import Serapan
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.reasons import reason
from upaya.rules.bok import kas
from upaya.rules.money import rupiah
from upaya.rules.numbers import MAX_AMOUNT
from upaya.rules.period import Period, tanggal
from upaya.rules.roles import Reach
from upaya.wilayah.models import Unit


@dataclass(frozen=True, slots=True)
class Gerak:
    """A movement to be entered; `jumlah` in whole rupiah, gross where tax is withheld of it."""

    hari: date
    jenis: str
    jumlah: int
    bukti: str
    uraian: str
    dari: str = kas.BANK
    cara: str = ""
    pungutan: Mapping[str, int] = field(default_factory=dict)
    peruntukan: Mapping[str, Any] = field(default_factory=dict)
    """Of spending: kunci, menu, komponen, belanja, rekening, insentif."""
    pajak_disetor: str = ""
    """Of a deposit: the tax it is of; "" pays the oldest."""
    sumber: str = ""
    sumber_id: int | None = None
    sumber_ke: int = 0

    @property
    def aturan(self) -> kas.Mutasi:
        """As the rules read it."""
        taxes = tuple((name, n) for name, n in self.pungutan.items() if n)
        said = self.jenis, self.jumlah, self.bukti, self.uraian, self.dari, self.cara
        return kas.Mutasi(self.hari, *said, pungutan=taxes)


def may_write(buku: BukuKas, access: Access) -> bool:
    """Whether somebody keeps this book: the treasurer of that unit, of the Dinas the Dinas's."""
    if access.scope.reach is Reach.UNIT:
        return access.scope.unit == buku.unit_id
    return access.scope.unit == buku.unit_id and buku.unit.jenis == Unit.Jenis.DINAS


def locked_book(pk: int, access: Access) -> BukuKas:
    """The book, locked until the end of the transaction."""
    rows = BukuKas.objects.for_scope(access.scope).select_related("unit")
    found: BukuKas = rows.select_for_update(of=("self",), no_key=True).get(pk=pk)
    return found


def own_book(pk: int, access: Access) -> BukuKas:
    """The same for whoever keeps it; TertutupError otherwise."""
    buku = locked_book(pk, access)
    if not may_write(buku, access):
        raise TertutupError("Buku ini ditulis oleh bendahara unitnya sendiri.")
    return buku


@transaction.atomic
def open_book(
    unit_id: int, mulai: Period, access: Access, *, bank: int = 0, tunai: int = 0
) -> BukuKas:
    """The book of a unit from a month on, with what lay in bank and cash; once a year.

    Opened again it is the one that stands, whatever is asked. ValidationError for a month to come,
    and for amounts below nothing.
    """
    unit: Unit = (
        Unit.objects.for_scope(access.scope)
        .select_for_update(of=("self",), no_key=True)
        .get(pk=unit_id, jenis__in=(Unit.Jenis.PUSKESMAS, Unit.Jenis.DINAS))
    )
    if access.scope.unit != unit.pk:
        raise TertutupError("Buku dibuka oleh bendahara unitnya sendiri.")
    known = BukuKas.objects.filter(unit=unit, tahun=mulai.year).first()
    if isinstance(known, BukuKas):
        return known
    if mulai > Period.of(clock.today()):
        raise ValidationError({"mulai": f"{mulai.nama} belum berjalan."})
    if Serapan.objects.filter(
        puskesmas=unit, periode__gte=mulai.first_day, periode__year=mulai.year
    ).exists():
        said = "Serapan sudah dicatat sejak bulan itu; mulai buku pada bulan sesudahnya."
        raise ValidationError({"mulai": said})
    for name, amount in {"bank": bank, "tunai": tunai}.items():
        if not 0 <= amount <= MAX_AMOUNT:
            raise ValidationError({name: "Saldo awal tidak boleh kurang dari nol."})
    assert unit.kabupaten_id is not None  # noqa: S101 - the constraint unit_punya_kabupaten
    made = BukuKas(
        kabupaten_id=unit.kabupaten_id,
        unit=unit,
        tahun=mulai.year,
        mulai=mulai.first_day,
        sampai=date(mulai.year, 12, 31),
        awal_bank=bank,
        awal_tunai=tunai,
        dibuka_oleh_id=access.user_id,
        dibuka_pada=clock.now(),
    )
    made.save(force_insert=True)
    audit.record("kas.buka", made, access=access, detail={"mulai": str(mulai)})
    return made


@transaction.atomic
def correct_opening(buku_id: int, bank: int, tunai: int, alasan: str, access: Access) -> BukuKas:
    """The Dinas puts right what a book begins with; what stood there stays in the audit.

    The same again changes nothing. ValidationError without a reason, while a month is closed on
    these amounts, and where a day would end below nothing.
    """
    buku = locked_book(buku_id, access)
    if access.scope.reach is not Reach.DISTRICT:
        raise TertutupError("Saldo awal dibetulkan Dinas.")
    before = (buku.awal_bank, buku.awal_tunai)
    if before == (bank, tunai):
        return buku
    said = reason(alasan)
    if not all(0 <= amount <= MAX_AMOUNT for amount in (bank, tunai)):
        raise ValidationError({"bank": "Saldo awal tidak boleh kurang dari nol."})
    if TutupBulan.objects.filter(buku=buku, dibuka_pada=None).exists():
        raise ValidationError(
            "Buka kembali dulu bulan yang sudah ditutup: saldonya bertumpu di sini."
        )
    buku.awal_bank, buku.awal_tunai = bank, tunai
    lack = next(as_ruled(buku, movements(buku)).kurang(), None)
    if lack is not None:
        raise ValidationError({lack.buku if lack.buku == "tunai" else "bank": f"{lack.kalimat}."})
    buku.save(update_fields=["awal_bank", "awal_tunai"])
    audit.record(
        "kas.saldo_awal",
        buku,
        access=access,
        detail={"semula": list(before), "menjadi": [bank, tunai], "alasan": said},
    )
    return buku


@transaction.atomic
def record(buku_id: int, gerak: Gerak, access: Access, kunci: UUID) -> Mutasi:
    """Enter what is not spending: cash drawn or brought back, tax deposited, money returned.

    `kunci` names this sending: sent again it is the movement that stands. ValidationError at its
    field for a day outside the book or in a closed month, and where a day would end below nothing.
    """
    buku = own_book(buku_id, access)
    if gerak.jenis in kas.SERAPAN:
        raise ValueError("belanja dicatat dengan penerimanya")
    if gerak.jenis == kas.TRANSFER and buku.unit.jenis != Unit.Jenis.DINAS:
        raise TertutupError("Transfer ke puskesmas dicatat bendahara pengeluaran Dinas.")
    return enter(buku, gerak, access, kunci)


def enter(
    buku: BukuKas,
    gerak: Gerak,
    access: Access,
    kunci: UUID,
    *,
    permintaan: PermintaanDana | None = None,
) -> Mutasi:
    """Enter a movement into a book that is locked; the one that stands when it was sent before."""
    before = sent_before(buku, kunci)
    if before is not None:
        return before
    rows = list(movements(buku))
    _check(buku, gerak, rows)
    row = row_of(buku, gerak, access, kunci, rows)
    row.permintaan = permintaan
    _keep_balance(buku, rows, row)
    row.save(force_insert=True)
    audit.record(
        "kas.catat",
        row,
        access=access,
        kabupaten=buku.kabupaten_id,
        detail={"jenis": row.jenis, "hari": str(row.hari), "jumlah": row.jumlah},
    )
    return row


def sent_before(buku: BukuKas, kunci: UUID) -> Mutasi | None:
    """What was entered under this name already; ValidationError when it is in another book."""
    found = Mutasi.objects.filter(kunci_kirim=kunci).first()
    if found is None:
        return None
    assert isinstance(found, Mutasi)  # noqa: S101 - the manager has no types
    if found.buku_id != buku.pk:
        raise ValidationError("Isian ini sudah dipakai di buku lain. Muat ulang halamannya.")
    return found


def check_day(buku: BukuKas, day: date) -> None:
    """ValidationError at `hari` for a day that this book does not take now."""
    if day > clock.today():
        raise ValidationError({"hari": f"{tanggal(day)} belum lewat."})
    if not buku.covers(day):
        start = tanggal(buku.mulai)
        said = f"Buku ini memuat {start} sampai {tanggal(buku.sampai)}."
        raise ValidationError({"hari": said})
    if TutupBulan.objects.filter(
        buku=buku, dibuka_pada=None, periode=Period.of(day).first_day
    ).exists():
        said = f"{Period.of(day).nama} sudah ditutup. Dinas dapat membukanya kembali."
        raise ValidationError({"hari": said})


def _check(buku: BukuKas, gerak: Gerak, rows: list[Mutasi]) -> None:
    check_day(buku, gerak.hari)
    if not 1 <= gerak.jumlah <= MAX_AMOUNT:
        raise ValidationError({"jumlah": "Jumlah harus lebih dari Rp0."})
    taxes = sum(gerak.pungutan.values())
    if any(amount < 0 for amount in gerak.pungutan.values()) or taxes > gerak.jumlah:
        raise ValidationError({"pungutan": "Pajak yang dipungut melebihi belanjanya."})
    if gerak.pajak_disetor and gerak.jumlah > (owed := owed_of(gerak.pajak_disetor, rows)):
        said = f"{PAJAK[gerak.pajak_disetor]} yang belum disetor {rupiah(owed)}."
        raise ValidationError({"jumlah": said})
    undone = {row.membalik_id for row in rows if row.membalik_id}
    if any(
        row.bukti == gerak.bukti and row.membalik_id is None and row.pk not in undone
        for row in rows
    ):
        raise ValidationError({"bukti": f"Nomor bukti {gerak.bukti} sudah dipakai di buku ini."})


def row_of(
    buku: BukuKas, gerak: Gerak, access: Access, kunci: UUID, rows: Sequence[Mutasi]
) -> Mutasi:
    """A movement as a row behind those of the book, not stored yet."""
    ruled = gerak.aturan
    return Mutasi(
        kabupaten_id=buku.kabupaten_id,
        buku=buku,
        nomor=max((row.nomor for row in rows), default=0) + 1,
        kunci_kirim=kunci,
        hari=gerak.hari,
        jenis=gerak.jenis,
        jumlah=gerak.jumlah,
        bukti=gerak.bukti,
        uraian=gerak.uraian,
        dari=gerak.dari,
        cara=gerak.cara,
        **{name: gerak.pungutan.get(name, 0) for name in kas.PUNGUTAN},
        **{name: ruled.ubah(name) for name in kas.BUKU},
        serapan=ruled.serapan,
        **gerak.peruntukan,
        pajak_disetor=gerak.pajak_disetor,
        sumber=gerak.sumber,
        sumber_id=gerak.sumber_id,
        sumber_ke=gerak.sumber_ke,
        dicatat_oleh_id=access.user_id,
        dicatat_pada=clock.now(),
    )


def _keep_balance(buku: BukuKas, rows: list[Mutasi], row: Mutasi) -> None:
    """ValidationError at `jumlah` when a day would end below nothing with this movement."""
    lack = next(as_ruled(buku, [*rows, row]).kurang(), None)
    if lack is not None:
        sentence = lack.kalimat[0].upper() + lack.kalimat[1:]
        raise ValidationError({"jumlah": f"{sentence}, bila ini dicatat."})


@transaction.atomic
def reverse(mutasi_id: int, hari: date, alasan: str, access: Access, kunci: UUID) -> Mutasi:
    """Take a movement back by one with every amount negated, on a day of an open month.

    Days paid by it are free again. ValidationError for what was taken back already, what takes
    back itself, a day before the movement, and where a day would end below nothing.
    """
    row: Mutasi = Mutasi.objects.for_scope(access.scope).get(pk=mutasi_id)
    buku = _book_to_reverse(row, access)
    before = sent_before(buku, kunci)
    if before is not None:
        return before
    said = reason(alasan)
    rows = list(movements(buku))
    if row.membalik_id is not None or any(one.membalik_id == row.pk for one in rows):
        raise ValidationError("Mutasi ini sudah dikoreksi.")
    if hari < row.hari:
        raise ValidationError({"hari": f"Koreksi tidak boleh sebelum {tanggal(row.hari)}."})
    check_day(buku, hari)
    made = taken_back(row, hari, said, access, kunci, max(one.nomor for one in rows) + 1)
    _keep_balance(buku, rows, made)
    made.save(force_insert=True)
    HariDibayar.objects.filter(penerima__belanja__mutasi=row, dibalik=None).update(dibalik=made)
    audit.record(
        "kas.koreksi",
        made,
        access=access,
        kabupaten=buku.kabupaten_id,
        detail={"membalik": row.pk, "hari": str(hari)},
    )
    return made


def _book_to_reverse(row: Mutasi, access: Access) -> BukuKas:
    """Its book, locked, for whoever entered such a movement."""
    if row.sumber:
        raise TertutupError("Mutasi ini tercatat sendiri dari pembayaran dan dikoreksi di sana.")
    if row.permintaan_id is None:
        return own_book(row.buku_id, access)
    if access.scope.reach is not Reach.DISTRICT:
        raise TertutupError("Transfer dikoreksi bendahara pengeluaran Dinas.")
    return locked_book(row.buku_id, access)


def taken_back(
    row: Mutasi, hari: date, alasan: str, access: Access, kunci: UUID, nomor: int
) -> Mutasi:
    """The same with every amount negated, not stored yet."""
    kept = (
        "jenis",
        "bukti",
        "dari",
        "cara",
        "kunci",
        "menu",
        "komponen",
        "belanja",
        "pajak_disetor",
    )
    turned = ("jumlah", *kas.PUNGUTAN, *kas.BUKU, "serapan")
    return Mutasi(
        kabupaten_id=row.kabupaten_id,
        buku_id=row.buku_id,
        nomor=nomor,
        kunci_kirim=kunci,
        hari=hari,
        uraian=f"Koreksi: {row.uraian}"[:200],
        membalik=row,
        alasan=alasan[:200],
        rekening=row.rekening,
        insentif=row.insentif,
        sumber=row.sumber,
        sumber_id=row.sumber_id,
        sumber_ke=row.sumber_ke,
        permintaan_id=row.permintaan_id,
        dicatat_oleh_id=access.user_id,
        dicatat_pada=clock.now(),
        **{name: getattr(row, name) for name in kept},
        **{name: -getattr(row, name) for name in turned},
    )
