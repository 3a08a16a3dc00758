"""All parameters of all systems as a lawyer reads them: law by law, article by article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from upaya.core.access import Access
from upaya.regulasi.queries import Shown, rulebook_once, shown
from upaya.rules.citation import cite
from upaya.rules.parameter import ORIGINS, Origin, Package, Value
from upaya.rules.period import tanggal

INLINE = 4
"""Values of a table that stand in a line; more of them stand on the parameter's own page."""

_LONG = 160
_SIGNS = {"rupiah": "Rp", "persen": "%"}
"""Units that a sign in the amount says already."""


@dataclass(slots=True)
class Law:
    """One regulation, practice or assumption, and the values that stand on it.

    `package` is None for what a district decreed itself.
    """

    instrument: str
    package: Package | None
    rows: list[Line] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What it is called in addresses: its package, or the number of the district's decree."""
        return self.package.id if self.package else self.instrument

    @property
    def title(self) -> str:
        """Its full name where that says more than its short one, else ""."""
        said = self.package.title if self.package else ""
        return "" if said == self.instrument else said

    @property
    def note(self) -> str:
        """What has to be known of its text."""
        return self.package.note if self.package else ""

    @property
    def span(self) -> str:
        """From when to when it is in force, and whether its promulgation was checked."""
        package = self.package
        if package is None:
            return "Keputusan kabupaten sendiri, mengalahkan aturan nasional di kabupaten itu"
        end = f"sampai {tanggal(package.until)}" if package.until else "dan seterusnya"
        known = package.promulgated
        said = f"diundangkan {tanggal(known)}" if known else "pengundangannya belum diperiksa"
        where = f"kabupaten {package.district}" if package.district else "nasional"
        return f"Berlaku {tanggal(package.in_force)} {end}; {said}; {where}"

    @property
    def own_spans(self) -> bool:
        """Whether a value has other days than the law, whose own days are said above them."""
        return any(row.span for row in self.rows)

    def add(self, value: Value) -> None:
        """A value that stands on it."""
        whole = (self.package.in_force, self.package.until) if self.package else None
        line = shown(value)
        span = "" if (value.in_force, value.until) == whole else line.span
        self.rows.append(Line(line, span))


@dataclass(frozen=True, slots=True)
class Line:
    """One value in a line; `span` is "" for one with the days of its law."""

    shown: Shown
    span: str

    @property
    def text(self) -> str:
        """The value in words; "" when it is too long for a line."""
        pairs = self.shown.pairs
        if not pairs:
            return self.shown.text if len(self.shown.text) <= _LONG else ""
        said = "; ".join(f"{name}: {text}" for name, text in pairs)
        return said if len(pairs) <= INLINE and len(said) <= _LONG else ""

    @property
    def unit(self) -> str:
        """Its unit beside a number that does not say it; words have none."""
        unit = self.shown.satuan
        signed = unit in _SIGNS and _SIGNS[unit] in self.text
        return "" if signed or not any(map(str.isdigit, self.text)) else unit

    @property
    def article(self) -> str:
        """Where it stands in its law, or what it rests on where the law is silent."""
        return cite(self.shown.value.article)

    @property
    def count(self) -> int:
        """How many values it has."""
        value = self.shown.value.value
        return len(value) if isinstance(value, tuple | Mapping) else 1


def district_of(access: Access | None) -> str:
    """Whose own decrees are read beside the nation's rules; "" for who is not signed in."""
    return (access.scope.kabupaten or "") if access else ""


def laws(kabupaten: str, day: date | None, words: str, origin: str) -> list[Law]:
    """Values by law, in the order of the packages, a district's own decrees last.

    With `day` only what is in force then; `words` and `origin` narrow, "" does not.
    """
    book = rulebook_once(kabupaten)
    found: dict[str, Law] = {}
    order = {name: place for place, name in enumerate(book.packages)}
    for value in _values(kabupaten, day):
        if origin in ("", value.origin) and _speaks_of(value, words.casefold().split()):
            package = book.packages.get(value.package)
            name = package.id if package else value.instrument
            found.setdefault(name, Law(value.instrument, package)).add(value)
    last = len(order)
    return [found[name] for name in sorted(found, key=lambda name: (order.get(name, last), name))]


def _values(kabupaten: str, day: date | None) -> Iterator[Value]:
    book = rulebook_once(kabupaten)
    if day is not None:
        yield from book.read_all("", day, kabupaten or None).values()
        return
    for value in (*book.values(), *book.rows):
        if not kabupaten or value.district in (None, kabupaten):
            yield value


def said(value: Value) -> str:
    """What a reader sees of it, for whoever looks for words."""
    return f"{value.title} {value.instrument} {value.article} {value.note} {value.key}"


def _speaks_of(value: Value, words: list[str]) -> bool:
    """Whether every word stands in what a reader sees of it."""
    return not words or all(word in said(value).casefold() for word in words)


def origins(found: Iterable[Law]) -> list[tuple[Origin, int]]:
    """How many of the values stand in a text, are practice, or are assumed."""
    rows = [row.shown.value.origin for law in found for row in law.rows]
    return [(origin, rows.count(origin)) for origin in ORIGINS]


def in_line(found: Iterable[Law]) -> list[tuple[Law, Line]]:
    """All values one after the other, each with its law: what is leafed through."""
    return [(law, row) for law in found for row in law.rows]


def together(rows: Iterable[tuple[Law, Line]]) -> list[tuple[Law, list[Line]]]:
    """Values in a line again under their laws, as far as they are among these."""
    parts = groupby(rows, key=lambda pair: id(pair[0]))
    return [(found[0][0], [row for _, row in found]) for found in (list(p) for _, p in parts)]


def beside(found: list[Law], law: Law) -> tuple[Law | None, Law | None]:
    """The law before and the law after one of them."""
    place = found.index(law)
    before = found[place - 1] if place else None
    return before, found[place + 1] if place + 1 < len(found) else None


HEADERS = (
    "Naskah", "Aturan", "Nilai", "Satuan", "Dasar", "Asal", "Berlaku sejak", "Sampai", "Parameter",
)  # fmt: skip


def as_table(found: Iterable[Law]) -> Iterator[tuple[str | date | None, ...]]:
    """Rows of a file under `HEADERS`; long values stand there in full."""
    for law, row in in_line(found):
        value = row.shown.value
        yield (
            law.instrument,
            value.title,
            row.shown.text or "; ".join(f"{name}: {text}" for name, text in row.shown.pairs),
            row.shown.satuan,
            row.article,
            value.origin,
            value.in_force,
            value.until,
            value.key,
        )
