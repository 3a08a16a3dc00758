"""PPh 21 withheld from an officer's incentive, with its working.

No text settles the tax of this incentive: which tax law applies to it is a dated parameter with
origin *asumsi* (``pajak.yaml``), shown as such, and the treasurer may adjust a line
with a reason. The rates themselves are those printed in the tax regulations.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from upaya.rules.errors import TidakDapatDihitung
from upaya.rules.money import exact_context, persen, plain, rupiah
from upaya.rules.parameter import Origin, RuleBook, Value
from upaya.rules.period import Period
from upaya.rules.working import Step, Working, step, weakest_origin

FINAL_PNS = "final_pns"
PASAL_17 = "pasal_17"
TER_BULANAN = "ter_bulanan"
SEBULAN, TERPISAH = "seluruh pembayaran sebulan", "tiap pembayaran sendiri"
"""How the payments of one payer to one person in one month are taxed."""

JENIS: Mapping[str, str] = MappingProxyType(
    {
        FINAL_PNS: "PPh 21 final PNS",
        PASAL_17: "PPh 21 tarif Pasal 17",
        TER_BULANAN: "PPh 21 TER bulanan",
    }
)
"""Every kind of tax that can be withheld, with its name for people."""

_EXACT = exact_context()
_ONE = Decimal(1)
_NO_WORKING = Working("", ())
_LAST_MONTH = 12
_REST = "selebihnya"
"""Key of the last layer of a TER table, which has no upper bound."""

Layers = tuple[tuple[int | None, Decimal], ...]
"""Upper bound in rupiah (inclusive; None: no bound) and rate as a ratio, in order."""


@dataclass(frozen=True, slots=True)
class WajibPajak:
    """What the tax of one officer depends on.

    ``golongan`` is I to IV and ``ptkp`` TK/0 to K/3; None or "" means not recorded.
    """

    status: str
    golongan: str | None
    ptkp: str | None
    ber_npwp: bool
    ber_nik: bool = False
    """Whether a NIK is recorded, which stands in for the NPWP from a day on."""


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


class _Rules:
    """Parameters below ``pajak.pph21.`` of one day, and a list of those that were read."""

    def __init__(
        self, book: RuleBook, day: date, district: str | None, known_on: date | None
    ) -> None:
        self._read: Callable[[str], Value] = lambda key: book.read(key, day, district, known_on)
        self.used: list[Value] = []

    def __call__(self, name: str) -> Value:
        value = self._read(f"pajak.pph21.{name}")
        self.used.append(value)
        return value


@dataclass(frozen=True, slots=True)
class _Rate:
    """A ratio, the articles it stands in, and the steps that chose it."""

    ratio: Decimal
    source: str
    steps: tuple[Step, ...]


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
    rules = _Rules(book, period.last_day, kabupaten, known_on)
    kind = rules("jenis")
    jenis = _choose(kind, "status", wajib.status, "status kepegawaian")
    if jenis not in _RATES:
        raise TidakDapatDihitung("status", f"Jenis pajak {jenis!r} tidak dikenal program ini.")
    opening = [_kind_step(wajib, jenis, kind, period, rules), _base_step(bruto, rules)]
    opening += _open_questions(jenis, period, rules)
    before = terdahulu
    if terdahulu != TANPA_TERDAHULU:
        before, together = _together(bruto, jenis, terdahulu, rules)
        opening.append(together)
    rate = _with_addition(_RATES[jenis](bruto + before.bruto, wajib, rules), jenis, wajib, rules)
    whole = int(_EXACT.multiply(rate.ratio, Decimal(bruto + before.bruto)))
    tax = min(max(whole - before.pajak, 0), bruto)
    closing = _closing_steps(bruto, rate, tax, before, rules, kind)
    return Pajak(
        jenis=jenis,
        tarif=rate.ratio,
        dasar=bruto,
        pajak=tax,
        neto=bruto - tax,
        asal=weakest_origin(rules.used),
        dasar_hukum=rate.source,
        working=Working(
            f"{JENIS[jenis]} atas {rupiah(bruto)}, dibayar {period.nama}",
            (*opening, *rate.steps, *closing),
        ),
    )


def _open_questions(jenis: str, period: Period, rules: _Rules) -> list[Step]:
    """Name what no text settles, in the month and for the kind of tax where it matters."""
    found = []
    if jenis == FINAL_PNS:
        found.append(("Sifat penghasilan", rules("tetap_teratur")))
    if jenis == TER_BULANAN and period.month == _LAST_MONTH:
        found.append(("Masa pajak terakhir", rules("masa_terakhir")))
    return [step(name, rule.text, [], "terbuka", "terbuka", rule) for name, rule in found]


def _together(
    bruto: int, jenis: str, terdahulu: Terdahulu, rules: _Rules
) -> tuple[Terdahulu, Step]:
    """What counts of the payments before, and the step that says so."""
    rule = rules("penggabungan")
    words = str(rule.table.get(jenis, TERPISAH))
    before = terdahulu if words == SEBULAN else TANPA_TERDAHULU
    base = bruto + before.bruto
    shown = [
        ("Insentif bruto", rupiah(bruto)),
        ("Dibayar lebih dulu bulan itu", rupiah(terdahulu.bruto)),
    ]
    return before, step("Penggabungan", words, shown, rupiah(base), base, rule)


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


def _choose(rule: Value, field: str, key: str, name: str) -> str:
    """Look a word of the officer's data up in a table of words; what is unknown is a fault."""
    if key not in rule.table:
        known = ", ".join(rule.table)
        raise TidakDapatDihitung(
            field, f"Tidak ada aturan pajak untuk {name} {key!r}; yang dikenal: {known}."
        )
    return str(rule.table[key])


# ------------------------------------------------------------------ rates
def _final_rate(bruto: int, wajib: WajibPajak, rules: _Rules) -> _Rate:
    """Take the final rate of a PNS, which hangs on the golongan alone (PP 80/2010 Pasal 4)."""
    rule = rules(f"tarif.{FINAL_PNS}")
    if not wajib.golongan:
        raise TidakDapatDihitung(
            "golongan",
            "Golongan PNS ini belum tercatat, jadi tarif PPh 21 tidak dapat dipilih. Isi "
            "golongannya pada data petugas.",
        )
    if wajib.golongan not in rule.table:
        known = ", ".join(rule.table)
        raise TidakDapatDihitung(
            "golongan",
            f"Tidak ada tarif PPh 21 untuk golongan {wajib.golongan!r}; yang dikenal: {known}.",
        )
    ratio = _ratio(rule.table[wajib.golongan])
    words = f"tarif untuk golongan {wajib.golongan}"
    return _Rate(
        ratio, rule.source, (_rate_step(words, ("Golongan", wajib.golongan), ratio, rule),)
    )


def _article_17_rate(bruto: int, wajib: WajibPajak, rules: _Rules) -> _Rate:
    """Take the lowest layer of the year's tariff, and show the others and the PTKP beside it."""
    rule, layers, free = rules(f"tarif.{PASAL_17}"), rules("lapisan_pasal_17"), rules("ptkp")
    ratio = _ratio(rule.decimal)
    shown = [("Insentif bruto", rupiah(bruto)), ("Lapisan setahun", _in_words(layers))]
    ptkp = wajib.ptkp or ""
    if ptkp in free.table:
        amount = f"{rupiah(free.table[ptkp])} ({ptkp}), tidak dikurangkan"
        shown.append(("PTKP setahun", amount))
    words = "tarif lapisan terendah"
    chosen = step("Tarif", words, shown, persen(ratio), ratio, rule, layers, free)
    return _Rate(ratio, rule.source, (chosen,))


def _in_words(layers: Value) -> str:
    """Write the layers of a tariff on one line."""
    rows = lapisan_ter(layers)
    named = [f"{persen(ratio)} sampai dengan {rupiah(bound)}" for bound, ratio in rows if bound]
    return ", ".join([*named, f"selebihnya {persen(rows[-1][1])}"])


def _monthly_rate(bruto: int, wajib: WajibPajak, rules: _Rules) -> _Rate:
    """Take the effective rate of the layer that holds the whole gross (PP 58/2023)."""
    steps = []
    ptkp = wajib.ptkp or ""
    if not ptkp:
        missing = rules("ptkp_kosong")
        ptkp = missing.text
        words = f"belum tercatat, jadi dianggap {ptkp}"
        steps.append(step("Status PTKP", words, [], ptkp, ptkp, missing))
    categories = rules("ter.kategori")
    category = _choose(categories, "ptkp", ptkp, "status PTKP")
    steps.append(
        step("Kategori TER", f"kategori untuk {ptkp}", [("Status PTKP", ptkp)], category, category,
             categories)
    )  # fmt: skip
    rule = rules(f"tarif.ter_{category.lower()}")
    ratio, layer = _layer(bruto, lapisan_ter(rule))
    words = f"kategori {category}, bruto {layer}"
    steps.append(_rate_step(words, ("Insentif bruto", rupiah(bruto)), ratio, rule))
    return _Rate(ratio, rule.source, tuple(steps))


_RATES: Mapping[str, Callable[[int, WajibPajak, _Rules], _Rate]] = {
    FINAL_PNS: _final_rate,
    PASAL_17: _article_17_rate,
    TER_BULANAN: _monthly_rate,
}


def _layer(bruto: int, layers: Layers) -> tuple[Decimal, str]:
    """Return the rate of the layer that holds ``bruto``, and the layer in words."""
    below: int | None = None
    for bound, ratio in layers:
        if bound is None:
            break
        if bruto <= bound:
            start = "" if below is None else f"di atas {rupiah(below)} "
            return ratio, f"{start}sampai dengan {rupiah(bound)}"
        below = bound
    return layers[-1][1], f"di atas {rupiah(below or 0)}"


def lapisan_ter(rule: Value) -> Layers:
    """Return the layers of a table of monthly effective rates, in order.

    The table is written as printed: upper bound with points, rate in percent. Raises ValueError
    when the bounds do not rise or the last layer is not ``selebihnya``.
    """
    return _layers(rule.key, tuple(rule.table.items()))


@lru_cache(maxsize=64)
def _layers(key: str, rows: tuple[tuple[str, Decimal], ...]) -> Layers:
    bounds = [int(text.replace(".", "")) for text, _ in rows[:-1]]
    if rows[-1][0] != _REST or bounds != sorted(set(bounds)):
        msg = f"{key}: batas atas harus naik dan baris terakhir harus {_REST}"
        raise ValueError(msg)
    ratios = [_ratio(percent) for _, percent in rows]
    return tuple(zip([*bounds, None], ratios, strict=True))


def _ratio(percent: Decimal) -> Decimal:
    """Return a printed percentage as a ratio without trailing zeros: ``"20"`` is ``0.2``."""
    return _bare(_EXACT.scaleb(percent, -2))


def _bare(ratio: Decimal) -> Decimal:
    return Decimal(plain(ratio))


def _with_addition(rate: _Rate, jenis: str, wajib: WajibPajak, rules: _Rules) -> _Rate:
    """Raise the rate of an officer without NPWP by the addition of this kind of tax."""
    if wajib.ber_npwp:
        return rate
    if wajib.ber_nik:
        stands_in = rules("nik_sebagai_npwp")
        if stands_in.text == "ya":
            ratio = rate.ratio
            told = step("NIK sebagai NPWP", "tanpa tambahan", [("NPWP", "tidak ada"),
                        ("NIK", "tercatat")], persen(ratio), ratio, stands_in)  # fmt: skip
            return _Rate(ratio, rate.source, (*rate.steps, told))
    rule = rules(f"tanpa_npwp.{jenis}")
    addition = _ratio(rule.decimal)
    ratio = _bare(_EXACT.multiply(rate.ratio, _EXACT.add(_ONE, addition)))
    source, formula = rate.source, f"{persen(rate.ratio)} tanpa tambahan"
    if addition:
        source = f"{source}; {rule.source}"
        formula = f"{persen(rate.ratio)} x (1 + {persen(addition)})"
    shown = [("NPWP", "tidak ada")]
    added = step("Tarif tanpa NPWP", formula, shown, persen(ratio), ratio, rule)
    return _Rate(ratio, source, (*rate.steps, added))


# ------------------------------------------------------------------ steps
def _kind_step(wajib: WajibPajak, jenis: str, kind: Value, period: Period, rules: _Rules) -> Step:
    when = rules("saat_terutang")
    shown = [
        ("Status kepegawaian", wajib.status.replace("_", "-")),
        (when.text.capitalize(), period.nama),
    ]
    formula = f"jenis pajak untuk {shown[0][1]} menurut aturan {when.text}"
    return step("Jenis pajak", formula, shown, JENIS[jenis], jenis, kind)


def _base_step(bruto: int, rules: _Rules) -> Step:
    rule = rules("dasar_pengenaan")
    shown = [("Insentif bruto", rupiah(bruto))]
    return step("Dasar pengenaan", rule.text, shown, rupiah(bruto), bruto, rule)


def _rate_step(words: str, shown: tuple[str, str], ratio: Decimal, rule: Value) -> Step:
    return step("Tarif", words, [shown], persen(ratio), ratio, rule)


def _closing_steps(
    bruto: int, rate: _Rate, tax: int, before: Terdahulu, rules: _Rules, kind: Value
) -> tuple[Step, Step]:
    rounding, base = rules("pembulatan"), rupiah(bruto + before.bruto)
    less = f", dikurangi {rupiah(before.pajak)} yang sudah dipotong" if before.bruto else ""
    withheld = step(
        "Pajak",
        f"{persen(rate.ratio)} x {base}, dibulatkan {rounding.text}{less}",
        [("Tarif", persen(rate.ratio)), ("Dasar pengenaan", base)],
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
