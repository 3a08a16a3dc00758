"""A month of the book is closed with a signed cash count, and opened again by the Dinas alone."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.bok.kas.models import BukuKas, TutupBulan
from upaya.bok.kas.otomatis import catch_up, refuse_outside
from upaya.bok.kas.queries import as_ruled, closed, movements, next_to_close
from upaya.bok.kas.services import locked_book, own_book
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.reasons import reason
from upaya.rules.bok.kas import BANK, PAJAK, TUNAI
from upaya.rules.money import rupiah
from upaya.rules.numbers import MAX_COUNT
from upaya.rules.period import Period

PECAHAN = (100_000, 75_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50)
"""Notes and coins in rupiah, as a cash count lists them."""


@transaction.atomic
def close(
    buku_id: int, period: Period, hitungan: Mapping[int, int], kepala: str, access: Access
) -> TutupBulan:
    """Close a month: the cash counted, by note and coin, is what the book says.

    Months are closed in their order, once they are over. Closed again it is what stands.
    ValidationError at `hitungan` where the count differs, at `kepala` without who counted along.
    What was paid elsewhere is entered first; what the book cannot take keeps the month open.
    """
    catch_up(BukuKas.objects.for_scope(access.scope).get(pk=buku_id), access, period.last_day)
    buku = own_book(buku_id, access)
    shut = closed(buku)
    known = next((row for row in shut if row.periode == period.first_day), None)
    if known is not None:
        return known
    if (due := next_to_close(buku, shut)) != period:
        said = f"Yang ditutup berikutnya {due.nama}." if due else "Semua bulan sudah ditutup."
        raise ValidationError(said)
    if period.last_day > clock.today():
        raise ValidationError(f"{period.nama} belum berakhir.")
    if not kepala.strip():
        raise ValidationError({"kepala": "Tulis siapa yang ikut menghitung dan menandatangani."})
    refuse_outside(buku, period)
    counted = {note: many for note, many in hitungan.items() if many}
    if any(note not in PECAHAN or not 0 < n <= MAX_COUNT for note, n in counted.items()):
        raise ValidationError({"hitungan": "Tulis banyaknya lembar atau keping, 0 atau lebih."})
    book = as_ruled(buku, movements(buku))
    cash, told = sum(note * many for note, many in counted.items()), book.tunai_akhir(period.month)
    if cash != told:
        said = f"Uang tunai dihitung {rupiah(cash)}, menurut buku {rupiah(told)}."
        raise ValidationError({"hitungan": said})
    row = TutupBulan(
        kabupaten_id=buku.kabupaten_id,
        buku=buku,
        periode=period.first_day,
        sampai=period.last_day,
        hitungan={str(note): many for note, many in counted.items()},
        tunai=cash,
        bank=book.pembantu(BANK)[period.month - 1].akhir,
        pajak=book.pembantu(PAJAK)[period.month - 1].akhir,
        kepala=kepala.strip(),
        ditutup_oleh_id=access.user_id,
        ditutup_pada=clock.now(),
    )
    assert row.tunai == book.pembantu(TUNAI)[period.month - 1].akhir  # noqa: S101 - the same sum
    row.save(force_insert=True)
    audit.record("kas.tutup", row, access=access, detail={"bulan": str(period)})
    return row


@transaction.atomic
def reopen(pk: int, alasan: str, access: Access) -> list[TutupBulan]:
    """Open a closed month again, and with it each later one: their balances stand on it.

    Opened again a second time nothing happens. ValidationError without a reason, and for whoever
    closed one of them.
    """
    row: TutupBulan = TutupBulan.objects.for_scope(access.scope).get(pk=pk)
    buku = locked_book(row.buku_id, access)
    said = reason(alasan)
    later = [one for one in closed(buku) if one.periode >= row.periode]
    if row.pk not in {one.pk for one in later}:
        return []
    if any(one.ditutup_oleh_id == access.user_id for one in later):
        raise ValidationError("Anda yang menutup bulan ini; yang membukanya harus orang lain.")
    for one in later:
        one.alasan, one.dibuka_oleh_id, one.dibuka_pada = said, access.user_id, clock.now()
        one.save(update_fields=["alasan", "dibuka_oleh", "dibuka_pada"])
        audit.record(
            "kas.buka_bulan", one, access=access, detail={"bulan": str(Period.of(one.periode))}
        )
    return later
