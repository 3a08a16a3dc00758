"""Tax of a spending: what the rules propose, and that nothing else is withheld without a reason."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Sum

from upaya.bok.kas.models import PAJAK, BukuKas
from upaya.bok.kas.models_belanja import Belanja
from upaya.bok.kas.pengeluaran import Pengeluaran
from upaya.core.reasons import reason
from upaya.regulasi.queries import rulebook_for
from upaya.rules.errors import RuleError
from upaya.rules.money import rupiah
from upaya.rules.tax.belanja import Dipajaki, Usul, berbeda, usul_pajak


def proposed(buku: BukuKas, one: Pengeluaran) -> tuple[Usul, ...]:
    """What the rules of the day would withhold of a spending; nothing of money that came back.

    Where no rule is in force for the day nothing is proposed: what is withheld then needs a reason.
    """
    if one.kembali:
        return ()
    asked = Dipajaki(
        one.hari,
        one.belanja,
        one.jumlah,
        one.penjual,
        one.objek,
        tuple(person.jumlah for person in one.penerima),
        0 if one.penerima else _same_day(buku, one),
    )
    try:
        return usul_pajak(asked, rulebook_for(buku.kabupaten_id), buku.kabupaten_id)
    except RuleError:
        return ()


def _same_day(buku: BukuKas, one: Pengeluaran) -> int:
    """What the same seller was paid on the same day already: a purchase is not split."""
    name = one.kepada.strip()
    if not name:
        return 0
    rows = Belanja.objects.filter(
        mutasi__buku=buku,
        mutasi__hari=one.hari,
        mutasi__pembalik=None,
        mutasi__belanja=one.belanja,
        kepada__iexact=name,
    )
    return int(rows.order_by().aggregate(n=Sum("mutasi__jumlah"))["n"] or 0)


def check_tax(buku: BukuKas, one: Pengeluaran) -> dict[str, int]:
    """What the rules propose, by tax in rupiah.

    ValidationError at the tax where something else is withheld without a reason.
    """
    found = proposed(buku, one)
    other = berbeda(found, one.pungutan or {})
    if other and one.alasan_pajak.strip():
        reason(one.alasan_pajak, "alasan_pajak")
    elif other:
        words = {usul.pajak: usul.kalimat for usul in found}
        raise ValidationError(
            {
                tax: f"Menurut aturan {words.get(tax, f'tidak ada {PAJAK[tax]}')}. Tulis "
                f"{rupiah(asked)}, atau alasannya di bawah."
                for tax, (asked, _) in other.items()
            }
        )
    return {usul.pajak: usul.jumlah for usul in found}
