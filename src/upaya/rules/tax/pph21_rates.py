"""The rates of PPh 21: which one counts for an officer and an amount, and by which article.

Each kind of tax chooses its rate in its own way; the printed tables stand in ``pajak.yaml``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from upaya.rules.calculation_steps import Step, step
from upaya.rules.errors import TidakDapatDihitung
from upaya.rules.money import exact_context, persen, plain, rupiah
from upaya.rules.parameter import RuleBook, Value

FINAL_PNS = "final_pns"
PASAL_17 = "pasal_17"
TER_BULANAN = "ter_bulanan"
LEMBAGA = "lembaga"
"""What is paid to an institution is no income of a person."""

JENIS: Mapping[str, str] = MappingProxyType(
    {
        FINAL_PNS: "PPh 21 final PNS",
        PASAL_17: "PPh 21 tarif Pasal 17",
        TER_BULANAN: "PPh 21 TER bulanan",
        LEMBAGA: "Pajak atas bayaran lembaga",
    }
)
"""Every kind of tax that can be withheld, with its name for people."""

EXACT = exact_context()
_ONE = Decimal(1)
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


class TaxRules:
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
class Rate:
    """A ratio, the articles it stands in, and the steps that chose it."""

    ratio: Decimal
    source: str
    steps: tuple[Step, ...]


def choose(rule: Value, field: str, key: str, name: str) -> str:
    """Look a word of the officer's data up in a table of words; what is unknown is a fault."""
    if key not in rule.table:
        known = ", ".join(rule.table)
        raise TidakDapatDihitung(
            field, f"Tidak ada aturan pajak untuk {name} {key!r}; yang dikenal: {known}."
        )
    return str(rule.table[key])


# ------------------------------------------------------------------ rates
def _final_rate(bruto: int, wajib: WajibPajak, rules: TaxRules) -> Rate:
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
    return Rate(ratio, rule.source, (_rate_step(words, ("Golongan", wajib.golongan), ratio, rule),))


def _article_17_rate(bruto: int, wajib: WajibPajak, rules: TaxRules) -> Rate:
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
    return Rate(ratio, rule.source, (chosen,))


def _in_words(layers: Value) -> str:
    """Write the layers of a tariff on one line."""
    rows = lapisan_ter(layers)
    named = [f"{persen(ratio)} sampai dengan {rupiah(bound)}" for bound, ratio in rows if bound]
    return ", ".join([*named, f"selebihnya {persen(rows[-1][1])}"])


def _monthly_rate(bruto: int, wajib: WajibPajak, rules: TaxRules) -> Rate:
    """Take the effective rate of the layer that holds the whole gross (PP 58/2023)."""
    steps = []
    ptkp = wajib.ptkp or ""
    if not ptkp:
        missing = rules("ptkp_kosong")
        ptkp = missing.text
        words = f"belum tercatat, jadi dianggap {ptkp}"
        steps.append(step("Status PTKP", words, [], ptkp, ptkp, missing))
    categories = rules("ter.kategori")
    category = choose(categories, "ptkp", ptkp, "status PTKP")
    steps.append(
        step("Kategori TER", f"kategori untuk {ptkp}", [("Status PTKP", ptkp)], category, category,
             categories)
    )  # fmt: skip
    rule = rules(f"tarif.ter_{category.lower()}")
    ratio, layer = _layer(bruto, lapisan_ter(rule))
    words = f"kategori {category}, bruto {layer}"
    steps.append(_rate_step(words, ("Insentif bruto", rupiah(bruto)), ratio, rule))
    return Rate(ratio, rule.source, tuple(steps))


RATES: Mapping[str, Callable[[int, WajibPajak, TaxRules], Rate]] = {
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
    return _bare(EXACT.scaleb(percent, -2))


def _bare(ratio: Decimal) -> Decimal:
    return Decimal(plain(ratio))


def with_addition(rate: Rate, jenis: str, wajib: WajibPajak, rules: TaxRules) -> Rate:
    """Raise the rate of an officer without NPWP by the addition of this kind of tax."""
    if wajib.ber_npwp:
        return rate
    if wajib.ber_nik:
        stands_in = rules("nik_sebagai_npwp")
        if stands_in.text == "ya":
            ratio = rate.ratio
            told = step("NIK sebagai NPWP", "tanpa tambahan", [("NPWP", "tidak ada"),
                        ("NIK", "tercatat")], persen(ratio), ratio, stands_in)  # fmt: skip
            return Rate(ratio, rate.source, (*rate.steps, told))
    rule = rules(f"tanpa_npwp.{jenis}")
    addition = _ratio(rule.decimal)
    ratio = _bare(EXACT.multiply(rate.ratio, EXACT.add(_ONE, addition)))
    source, formula = rate.source, f"{persen(rate.ratio)} tanpa tambahan"
    if addition:
        source = f"{source}; {rule.source}"
        formula = f"{persen(rate.ratio)} x (1 + {persen(addition)})"
    shown = [("NPWP", "tidak ada")]
    added = step("Tarif tanpa NPWP", formula, shown, persen(ratio), ratio, rule)
    return Rate(ratio, source, (*rate.steps, added))


def _rate_step(words: str, shown: tuple[str, str], ratio: Decimal, rule: Value) -> Step:
    return step("Tarif", words, [shown], persen(ratio), ratio, rule)
