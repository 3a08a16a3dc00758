"""Tax that a treasurer withholds of a spending: what the rules propose, by when it is paid over.

Every figure is a dated parameter (``belanja.yaml``) with origin *asumsi*: the tax regulations it
names were not read, and no text says which letter of Pasal 10 ayat (1) is taxed how. So this only
proposes; what is withheld is the treasurer's, with a reason where it differs. Whole rupiah, rates
as Decimal, computed as fractions and rounded down once.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final

from upaya.rules.money import angka, rupiah
from upaya.rules.parameter import RuleBook, Value
from upaya.rules.period import Period
from upaya.rules.tax.pph21 import hitung_pajak
from upaya.rules.tax.pph21_rates import WajibPajak

PPN, PPH21, PPH22, PPH23 = "ppn", "pph21", "pph22", "pph23"
NAMA: Final[Mapping[str, str]] = {PPN: "PPN", PPH21: "PPh 21", PPH22: "PPh 22", PPH23: "PPh 23"}
"""Taxes that a treasurer withholds, as people write them."""
PKP, NPWP, TANPA = "pkp", "npwp", "tanpa"
PENJUAL: Final[Mapping[str, str]] = {
    NPWP: "Ber-NPWP, bukan PKP",
    PKP: "Ber-NPWP dan PKP (jumlahnya termasuk PPN)",
    TANPA: "Tanpa NPWP",
}
"""What the tax asks of whoever is paid."""
BEBAS = "tanpa pajak"
OBJEK: Final = (
    BEBAS, "barang", "jasa", "jasa bebas PPN", "honor narasumber", "honor tenaga",
)  # fmt: skip
"""What a spending is for the tax."""
_KEY = "pajak.belanja."
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Dipajaki:
    """A spending as the tax sees it: gross rupiah on a day, of a letter, to whom.

    `objek` "" is that of the letter. `orang` are the gross amounts of people who are paid one by
    one; goods and services are bought of `penjual`. `lain` was paid the same seller the same day.
    """

    hari: date
    belanja: str
    jumlah: int
    penjual: str = NPWP
    objek: str = ""
    orang: tuple[int, ...] = ()
    lain: int = 0


@dataclass(frozen=True, slots=True)
class Usul:
    """One tax that the rules propose: whole rupiah, how it comes about, by what."""

    pajak: str
    jumlah: int
    rumus: str
    sumber: str

    @property
    def kalimat(self) -> str:
        """In words."""
        return f"{NAMA[self.pajak]} {rupiah(self.jumlah)}: {self.rumus} ({self.sumber}; asumsi)"


class _Rules:
    def __init__(self, book: RuleBook, day: date, district: str | None) -> None:
        self.book, self.day, self.district = book, day, district

    def __call__(self, name: str) -> Value:
        return self.book.read(_KEY + name, self.day, self.district)


def objek_dari(belanja: str, day: date, book: RuleBook, district: str | None) -> str:
    """What spending of a letter is for the tax; one that the table lacks is not taxed.

    TidakDiatur for a day without rules.
    """
    return str(_Rules(book, day, district)("objek").table.get(belanja, BEBAS))


def usul_pajak(one: Dipajaki, book: RuleBook, district: str | None) -> tuple[Usul, ...]:
    """What is to be withheld by the rules of the day; nothing where nothing is due.

    Goods and services paid to people one by one are their transport or consumption: not taxed.
    Tax never falls when the amount rises, and is never more than the amount. TidakDiatur for a
    day without rules, ValueError for an amount below nothing.
    """
    if one.jumlah < 0 or any(amount < 0 for amount in one.orang):
        raise ValueError("belanja tidak boleh kurang dari nol")
    rules = _Rules(book, one.hari, district)
    objek = one.objek or objek_dari(one.belanja, one.hari, book, district)
    asked = str(rules("pungutan").table.get(objek, "-"))
    due = [tax for tax, word in NAMA.items() if word in asked.split(", ")]
    if PPH21 in due:
        found = [_honor(objek, one, rules)]
    elif one.orang:
        found = []
    else:
        found = [_bought(tax, one, rules, taxed=PPN in due) for tax in due]
    return tuple(usul for usul in found if usul is not None and usul.jumlah)


def _bought(tax: str, one: Dipajaki, rules: _Rules, *, taxed: bool) -> Usul | None:
    """PPN, PPh 22 or PPh 23 of goods or services."""
    vat, rate = rules("tarif.ppn"), rules(f"tarif.{tax}")
    share = rules("dasar.ppn").table
    ratio = Fraction(vat.decimal) * share["pembilang"] / share["penyebut"] / _HUNDRED
    with_vat = one.penjual == PKP and taxed
    net = Fraction(one.jumlah) / (1 + ratio) if with_vat else Fraction(one.jumlah)
    day_net = net + (Fraction(one.lain) / (1 + ratio) if with_vat else one.lain)
    free = rules("tidak_dipungut").table.get(tax)
    if (tax == PPN and not with_vat) or (free is not None and day_net <= free):
        return None
    if tax == PPN:
        words = f"{angka(vat.decimal)}%"
        if share["pembilang"] != share["penyebut"]:
            words += f" x {share['pembilang']}/{share['penyebut']}"
        words += f" dari {rupiah(int(net))} sebelum PPN"
        return Usul(tax, int(net * ratio), words, vat.source)
    more, sources = _surcharge(tax, one.penjual, rules), [rate.source]
    words = f"{angka(rate.decimal)}% dari {rupiah(int(net))}"
    if more is not None:
        words = (
            f"{angka(rate.decimal)}% ditambah {angka(more.table[tax])}%-nya tanpa NPWP, dari "
            + (rupiah(int(net)))
        )
        sources.append(more.source)
    ratio = Fraction(rate.decimal) / _HUNDRED * _more(tax, more)
    return Usul(tax, int(net * ratio), words, "; ".join(sources))


def _surcharge(tax: str, penjual: str, rules: _Rules) -> Value | None:
    return rules("tanpa_npwp") if penjual == TANPA else None


def _more(tax: str, rule: Value | None) -> Fraction:
    return 1 + Fraction(rule.table[tax]) / _HUNDRED if rule is not None else Fraction(1)


def _honor(objek: str, one: Dipajaki, rules: _Rules) -> Usul | None:
    """PPh 21 of people paid for their work, each by the own amount."""
    people = one.orang or (one.jumlah,)
    if objek == "honor tenaga":
        who = WajibPajak("non_ASN", None, None, ber_npwp=one.penjual != TANPA)
        month = Period.of(one.hari)
        taxes = [hitung_pajak(n, who, month, rules.book, rules.district) for n in people]
        words = f"{len(people)} orang, masing-masing menurut bruto yang diterimanya"
        return Usul(PPH21, sum(tax.pajak for tax in taxes), words, taxes[0].dasar_hukum)
    part, rate = rules("dasar.pph21"), rules.book.read(
        "pajak.pph21.tarif.pasal_17", one.hari, rules.district
    )  # fmt: skip
    more = _surcharge(PPH21, one.penjual, rules)
    ratio = Fraction(rate.decimal * part.decimal) / _HUNDRED**2 * _more(PPH21, more)
    words = f"{angka(rate.decimal)}% dari {angka(part.decimal)}% bruto"
    if more is not None:
        words += f", ditambah {angka(more.table[PPH21])}%-nya tanpa NPWP"
    total = sum(int(amount * ratio) for amount in people)
    return Usul(PPH21, total, words, f"{part.source}; {rate.source}")


# ------------------------------------------------------------------ paid over
@dataclass(frozen=True, slots=True)
class Dipungut:
    """Tax withheld on a day, in rupiah; `bukti` is the receipt it stands on."""

    hari: date
    pajak: str
    jumlah: int
    bukti: str = ""


@dataclass(frozen=True, slots=True)
class Utang:
    """What of it is not paid over yet, and the last day on which it should be."""

    dipungut: Dipungut
    sisa: int
    batas: date

    def terlambat(self, day: date) -> bool:
        """Whether that day has passed."""
        return day > self.batas


def batas_setor(tax: str, day: date, book: RuleBook, district: str | None) -> date:
    """The last day on which tax withheld on `day` is paid over.

    TidakDiatur for a day without rules; ValueError for words that name no day.
    """
    words = str(_Rules(book, day, district)("batas_setor").table[tax])
    if found := re.fullmatch(r"([0-9]{1,3}) hari", words):
        return day + timedelta(days=int(found[1]))
    if found := re.fullmatch(r"tanggal ([0-9]{1,2})", words):
        month = Period.of(day).next()
        return date(
            month.year, month.month, min(int(found[1]), monthrange(month.year, month.month)[1])
        )
    raise ValueError(f"batas setor {words!r} tidak dikenal")


def terutang(
    withheld: Sequence[Dipungut],
    deposits: Iterable[tuple[str, int]],
    book: RuleBook,
    district: str | None,
) -> list[Utang]:
    """What is not paid over yet, the oldest first.

    A deposit (its tax, "" where it names none, and rupiah) pays the oldest of its tax first, and
    what is left of it the oldest of all: what is owed and the balance of the tax book agree.
    """
    rows = sorted(withheld, key=lambda one: one.hari)
    left = [one.jumlah for one in rows]
    rest = 0
    for tax, amount in deposits:
        mine = [place for place, one in enumerate(rows) if one.pajak == tax]
        rest += _pay(left, mine, amount)
    _pay(left, range(len(rows)), rest)
    return [
        Utang(one, amount, batas_setor(one.pajak, one.hari, book, district))
        for one, amount in zip(rows, left, strict=True)
        if amount
    ]


def _pay(left: list[int], places: Iterable[int], amount: int) -> int:
    """Take an amount off in that order; what is over."""
    for place in places:
        part = min(left[place], amount)
        left[place] -= part
        amount -= part
    return amount


def berbeda(usul: Iterable[Usul], dipungut: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """Taxes withheld otherwise than proposed: what is proposed, and what is withheld."""
    asked = {one.pajak: one.jumlah for one in usul}
    return {
        tax: (asked.get(tax, 0), dipungut.get(tax, 0))
        for tax in NAMA
        if asked.get(tax, 0) != dipungut.get(tax, 0)
    }


def tarif(tax: str, day: date, book: RuleBook, district: str | None = None) -> Decimal:
    """The printed rate in percent of PPN, PPh 22 or PPh 23 on a day."""
    return _Rules(book, day, district)(f"tarif.{tax}").decimal
