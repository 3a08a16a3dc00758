"""The rule packages as text or JSON for ``upaya aturan``: list, show, diff."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from upaya.exchange.insentif.explain import ASAL
from upaya.rules import shown
from upaya.rules.citation import citation
from upaya.rules.insentif.serial import value_to_dict
from upaya.rules.parameter import Package, RuleBook, Value
from upaya.rules.period import tanggal


class UnknownNameError(LookupError):
    """Neither a package nor a parameter has this name; the message says what to do."""


@dataclass(frozen=True, slots=True)
class View:
    """From where one looks at the rules: area, and the day of knowledge (None: now)."""

    district: str | None = None
    known_on: date | None = None


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One parameter that differs between two sides; None where a side has no value."""

    key: str
    before: Value | None
    after: Value | None


def packages(book: RuleBook, day: date | None, view: View) -> list[Package]:
    """Return the packages, or only those in force on ``day``, by date."""
    chosen = [
        package
        for package in book.packages.values()
        if (view.district is None or package.district in (None, view.district))
        and (view.known_on is None or (package.promulgated or package.in_force) <= view.known_on)
        and (
            day is None
            or (package.in_force <= day and (package.until is None or day <= package.until))
        )
    ]
    return sorted(chosen, key=lambda package: (package.in_force, package.id))


def values(book: RuleBook, name: str, day: date | None, view: View) -> list[Value]:
    """Return the values of a package, or of the parameters whose key begins with ``name``.

    With ``day`` only what is in force then in the district. Raises UnknownNameError.
    """
    if name in book.packages:
        chosen = [value for value in book.values() if value.package == name]
    elif day is not None:
        return _some(list(book.read_all(name, day, view.district, view.known_on).values()), name)
    else:
        chosen = [
            value
            for value in book.values()
            if value.key.startswith(name)
            and (view.district is None or value.district in (None, view.district))
        ]
    shown = [
        value
        for value in chosen
        if value.known(view.known_on) and (day is None or value.covers(day))
    ]
    return _some(shown, name)


def _some(found: list[Value], name: str) -> list[Value]:
    if not found:
        msg = (
            f"Tidak ada paket atau parameter {name!r} pada saat itu. "
            "Lihat namanya dengan: upaya aturan list"
        )
        raise UnknownNameError(msg)
    return found


def diff(book: RuleBook, before: date, after: date, view: View) -> list[RuleChange]:
    """Compare all parameters in force on two days; return those that differ, by key."""
    old = book.read_all("", before, view.district, view.known_on)
    new = book.read_all("", after, view.district, view.known_on)
    return [
        RuleChange(key, old.get(key), new.get(key))
        for key in sorted(old.keys() | new.keys())
        if _essence(old.get(key)) != _essence(new.get(key))
    ]


def _essence(value: Value | None) -> tuple[Any, ...] | None:
    return None if value is None else (value.value, value.source, value.origin)


# ---------------------------------------------------------------- text
def packages_text(book: RuleBook, found: list[Package]) -> Iterator[str]:
    """Give the list of packages line by line."""
    for package in found:
        count = sum(value.package == package.id for value in book.values())
        yield f"{package.id}  ({count} nilai)"
        yield f"  {package.instrument}: {package.title}"
        area = f"kabupaten {package.district}" if package.district else "nasional"
        yield f"  Berlaku {_span(package.in_force, package.until)}; {area}; {ASAL[package.origin]}"
        if package.promulgated:
            yield f"  Diundangkan {tanggal(package.promulgated)}"
        if package.note:
            yield f"  Catatan: {package.note}"
        yield ""


def values_text(found: list[Value]) -> Iterator[str]:
    """Give parameter values line by line."""
    for value in found:
        yield f"{value.key}: {value.title}"
        yield f"  Nilai: {shown.text(value)} ({shown.unit(value)})"
        yield f"  Dasar: {citation(value)} ({ASAL[value.origin]})"
        area = f"kabupaten {value.district}" if value.district else "nasional"
        yield f"  Berlaku {_span(value.in_force, value.until)}; {area}; paket {value.package}"
        if value.note:
            yield f"  Catatan: {value.note}"
        yield ""


def diff_text(changes: list[RuleChange]) -> Iterator[str]:
    """Give the differences line by line; one sentence when there are none."""
    if not changes:
        yield "Tidak ada yang berbeda."
    for change in changes:
        title = change.after or change.before
        yield f"{change.key}: {title.title if title else ''}"
        for sign, value in (("-", change.before), ("+", change.after)):
            if value is None:
                yield f"  {sign} tidak diatur"
            else:
                yield f"  {sign} {shown.text(value)}  [{citation(value)}; {value.origin}]"
        yield ""


def _span(start: date, end: date | None) -> str:
    return f"{tanggal(start)} sampai {tanggal(end) if end else 'ada perubahan'}"


# ---------------------------------------------------------------- JSON
def package_dict(package: Package) -> dict[str, Any]:
    """Return a package for JSON."""
    return {
        "paket": package.id,
        "judul": package.title,
        "instrumen": package.instrument,
        "mulai": package.in_force.isoformat(),
        "sampai": package.until.isoformat() if package.until else None,
        "diundangkan": package.promulgated.isoformat() if package.promulgated else None,
        "wilayah": package.district,
        "asal": package.origin,
        "catatan": package.note,
    }


def value_dict(value: Value) -> dict[str, Any]:
    """Return a value for JSON, with the names of the parameter files."""
    stored = value_to_dict(value)
    return {
        "parameter": value.key,
        "judul": value.title,
        "nilai": stored["value"],
        "satuan": value.unit,
        "dasar_hukum": value.source,
        "asal": value.origin,
        "mulai": stored["in_force"],
        "sampai": stored["until"],
        "diundangkan": stored["promulgated"],
        "wilayah": value.district,
        "paket": value.package,
        "catatan": value.note,
    }


def change_dict(change: RuleChange) -> dict[str, Any]:
    """Return a difference for JSON."""
    return {
        "parameter": change.key,
        "sebelum": value_dict(change.before) if change.before else None,
        "sesudah": value_dict(change.after) if change.after else None,
    }
