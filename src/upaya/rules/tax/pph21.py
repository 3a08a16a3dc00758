"""PPh 21 withheld from an officer's incentive, with its working.

No text settles the tax of this incentive: which tax law applies to it is a dated parameter with
origin *asumsi* (``pajak.yaml``), shown as such, and the treasurer may adjust a line
with a reason. The rates themselves are those printed in the tax regulations.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from upaya.rules.calculation_steps import Step, Working, step, weakest_origin
from upaya.rules.errors import TidakDapatDihitung
from upaya.rules.money import persen, rupiah
from upaya.rules.parameter import Origin, RuleBook, Value
from upaya.rules.period import Period
from upaya.rules.tax.pph21_rates import (
    EXACT,
    FINAL_PNS,
    JENIS,
    RATES,
    TER_BULANAN,
    Rate,
    TaxRules,
    WajibPajak,
    choose,
    with_addition,
)

_NO_WORKING = Working("", ())
_LAST_MONTH = 12
SEBULAN, TERPISAH = "seluruh pembayaran sebulan", "tiap pembayaran sendiri"
"""How the payments of one payer to one person in one month are taxed."""


@dataclass(frozen=True, slots=True)
class Terdahulu:
    """What the same payer paid the same person before in the month, and the tax of it."""

    bruto: int = 0
    pajak: int = 0


TANPA_TERDAHULU = Terdahulu()


@dataclass(frozen=True, slots=True)
class Pajak:
    """The tax on one amount, in whole rupiah: ``pajak + neto`` is the gross.

    ``jenis`` is a key of ``JENIS``; ``tarif`` the ratio that was applied to ``dasar`` (or to all
    that was paid in the month, where that is one base), with the
    addition for a missing NPWP in it; ``asal`` the weakest origin of all parameters read;
    ``dasar_hukum`` the articles of that ratio. A tax read back from a payment line carries no
    ``working``.
    """

    jenis: str
    tarif: Decimal
    dasar: int
    pajak: int
    neto: int
    asal: Origin
    dasar_hukum: str
    working: Working = _NO_WORKING


def hitung_pajak(
    bruto: int,
    wajib: WajibPajak,
    period: Period,
    book: RuleBook,
    kabupaten: str | None,
    *,
    known_on: date | None = None,
    terdahulu: Terdahulu = TANPA_TERDAHULU,
) -> Pajak:
    """Return the PPh 21 to withhold from ``bruto`` whole rupiah.

    ``terdahulu`` is what this payer paid this person in the month before: where the payments of a
    month are one base, the tax is that of all of them less what was withheld already.

    ``period`` is the month of *payment*, not the month that was worked: tax falls due when the
    money is paid, so an incentive of December 2023 paid in January 2024 is taxed by the rules of
    January 2024, those in force on its last day in ``kabupaten`` as known on ``known_on`` (None:
    now). Tax never falls when the gross rises; the net may, by a little, at the edge of a TER
    layer, because a layer's rate counts for the whole amount.

    Raises TidakDapatDihitung, with a sentence for the treasurer, when the officer's data choose
    no rate (a PNS without golongan): never 0 instead. Raises TidakDiatur for a month without
    rules.
    """
    if bruto < 0:
        raise TidakDapatDihitung("bruto", f"Insentif bruto {rupiah(bruto)} tidak boleh negatif.")
    rules = TaxRules(book, period.last_day, kabupaten, known_on)
    kind = rules("jenis")
    jenis = choose(kind, "status", wajib.status, "status kepegawaian")
    if jenis not in RATES:
        raise TidakDapatDihitung("status", f"Jenis pajak {jenis!r} tidak dikenal program ini.")
    opening = [_kind_step(wajib, jenis, kind, period, rules), _base_step(bruto, rules)]
    opening += _open_questions(jenis, period, rules)
    base = _base(bruto, jenis, terdahulu, rules)
    rate = with_addition(RATES[jenis](base.amount, wajib, rules), jenis, wajib, rules)
    tax = base.withheld(rate.ratio)
    closing = _closing_steps(base, rate, tax, rules, kind)
    title = f"{JENIS[jenis]} atas {rupiah(bruto)}, dibayar {period.nama}"
    return Pajak(
        jenis=jenis,
        tarif=rate.ratio,
        dasar=bruto,
        pajak=tax,
        neto=bruto - tax,
        asal=weakest_origin(rules.used),
        dasar_hukum=rate.source,
        working=Working(title, (*opening, *base.steps, *rate.steps, *closing)),
    )


@dataclass(frozen=True, slots=True)
class _Base:
    """What is taxed as one: a payment, and of those before it what counts together with it.

    ``steps`` say so; there are none where nothing was paid before.
    """

    bruto: int
    before: Terdahulu = TANPA_TERDAHULU
    steps: tuple[Step, ...] = ()

    @property
    def amount(self) -> int:
        """All of it, in rupiah."""
        return self.bruto + self.before.bruto

    def withheld(self, ratio: Decimal) -> int:
        """What is still to be withheld, in whole rupiah: at most the payment, never below 0."""
        whole = int(EXACT.multiply(ratio, Decimal(self.amount)))
        return min(max(whole - self.before.pajak, 0), self.bruto)


def _open_questions(jenis: str, period: Period, rules: TaxRules) -> list[Step]:
    """Name what no text settles, in the month and for the kind of tax where it matters."""
    found = []
    if jenis == FINAL_PNS:
        found.append(("Sifat penghasilan", rules("tetap_teratur")))
    if jenis == TER_BULANAN and period.month == _LAST_MONTH:
        found.append(("Masa pajak terakhir", rules("masa_terakhir")))
    return [step(name, rule.text, [], "terbuka", "terbuka", rule) for name, rule in found]


def _base(bruto: int, jenis: str, terdahulu: Terdahulu, rules: TaxRules) -> _Base:
    """Whether payments of one month are one base is a rule of the kind of tax."""
    if terdahulu == TANPA_TERDAHULU:
        return _Base(bruto)
    rule = rules("penggabungan")
    words = str(rule.table.get(jenis, TERPISAH))
    base = _Base(bruto, terdahulu if words == SEBULAN else TANPA_TERDAHULU)
    shown = [
        ("Insentif bruto", rupiah(bruto)),
        ("Dibayar lebih dulu bulan itu", rupiah(terdahulu.bruto)),
    ]
    told = step("Penggabungan", words, shown, rupiah(base.amount), base.amount, rule)
    return replace(base, steps=(told,))


def adalah_npwp(
    npwp: str, period: Period, book: RuleBook, kabupaten: str | None, known_on: date | None = None
) -> bool:
    """Whether this is the number of a taxpayer: nothing is none, and the noughts are none."""
    digits = "".join(sign for sign in npwp if sign.isdecimal())
    rule = book.read("pajak.pph21.npwp_kosong", period.last_day, kabupaten, known_on)
    return bool(digits) and digits not in rule.items


def perlu_persetujuan(
    dipotong: int, hitung: int, period: Period, book: RuleBook, kabupaten: str, known_on: date
) -> bool:
    """Whether withholding `dipotong` instead of `hitung` rupiah needs a second person."""
    rule = book.read("pajak.pph21.selisih_disetujui", period.last_day, kabupaten, known_on)
    return abs(dipotong - hitung) > rule.integer


# ------------------------------------------------------------------ steps
def _kind_step(wajib: WajibPajak, jenis: str, kind: Value, period: Period, rules: TaxRules) -> Step:
    when = rules("saat_terutang")
    shown = [
        ("Status kepegawaian", wajib.status.replace("_", "-")),
        (when.text.capitalize(), period.nama),
    ]
    formula = f"jenis pajak untuk {shown[0][1]} menurut aturan {when.text}"
    return step("Jenis pajak", formula, shown, JENIS[jenis], jenis, kind)


def _base_step(bruto: int, rules: TaxRules) -> Step:
    rule = rules("dasar_pengenaan")
    shown = [("Insentif bruto", rupiah(bruto))]
    return step("Dasar pengenaan", rule.text, shown, rupiah(bruto), bruto, rule)


def _closing_steps(
    base: _Base, rate: Rate, tax: int, rules: TaxRules, kind: Value
) -> tuple[Step, Step]:
    rounding, amount = rules("pembulatan"), rupiah(base.amount)
    bruto, before = base.bruto, base.before
    less = f", dikurangi {rupiah(before.pajak)} yang sudah dipotong" if before.bruto else ""
    withheld = step(
        "Pajak",
        f"{persen(rate.ratio)} x {amount}, dibulatkan {rounding.text}{less}",
        [("Tarif", persen(rate.ratio)), ("Dasar pengenaan", amount)],
        rupiah(tax),
        tax,
        rounding,
    )
    net = step(
        "Diterima bersih",
        f"{rupiah(bruto)} - {rupiah(tax)}",
        [("Insentif bruto", rupiah(bruto)), ("Pajak", rupiah(tax))],
        rupiah(bruto - tax),
        bruto - tax,
        kind,
    )
    return withheld, net
