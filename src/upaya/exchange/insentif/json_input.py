"""The month's file: parse, check everything, and say all faults at once.

The same checks serve the offline command, the workbook and the web: :func:`validate` takes
plain data from any of them.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from upaya.exchange.checking import Checker, is_integer, is_list, one_of, path, shown
from upaya.exchange.insentif import contract
from upaya.exchange.insentif.contract import Key
from upaya.exchange.json_parse import parse
from upaya.rules import numbers
from upaya.rules.bok.serapan import melebihi_sisa
from upaya.rules.errors import Fault, TidakDiatur
from upaya.rules.insentif.ketentuan import ketentuan
from upaya.rules.insentif.month import TANPA_OPSI, Bulan, Opsi
from upaya.rules.insentif.serial import bulan_from_dict
from upaya.rules.parameter import RuleBook
from upaya.rules.period import Period, tanggal


@dataclass(frozen=True, slots=True)
class MonthReading:
    """What a file holds: a month and its overrides, or faults. Never both.

    ``catatan`` says what was left out or read unseen; ``tempat`` gives, for a path of the month,
    the cell people find it in.
    """

    bulan: Bulan | None
    opsi: Opsi
    galat: tuple[Fault, ...]
    catatan: tuple[Fault, ...] = ()
    tempat: Mapping[str, str] = field(default_factory=dict)


def read(raw: bytes, book: RuleBook, known_on: date | None = None) -> MonthReading:
    """Read the bytes of a JSON file. Never raises: whatever is wrong becomes a fault."""
    data, faults = parse(raw)
    if faults:
        return refuse(faults)
    return validate(data, book, known_on)


def validate(data: Any, book: RuleBook, known_on: date | None = None) -> MonthReading:  # noqa: ANN401
    """Check plain data in the shape of the file; return the month or all its faults.

    ``data`` may come from :func:`upaya.exchange.json_parse.parse`, a workbook or a database.
    """
    checker = _Checker(book, known_on)
    checker.month(data)
    if checker.faults:
        return refuse(checker.faults)
    bulan, opsi = bulan_from_dict(data)
    return MonthReading(bulan, opsi, ())


def refuse(found: Iterable[Fault]) -> MonthReading:
    """Return the reading of a file that holds nothing but faults."""
    return MonthReading(None, TANPA_OPSI, tuple(found))


class _Checker(Checker):
    """Walks the data once along the contract and collects faults."""

    def __init__(self, book: RuleBook, known_on: date | None) -> None:
        super().__init__()
        self.book = book
        self.known_on = known_on
        self.days = contract.MAX_DAYS

    # ------------------------------------------------------------ the month
    def month(self, data: Any) -> None:  # noqa: ANN401 - untrusted
        root = self.object(data, "", contract.MONTH)
        if root is None:
            return
        for key in contract.MONTH:
            if key.name in root:
                self.value(root, key, "")
                if key.name == "periode":
                    self.period(root)
        self.absorption(root)
        self.targets(root)

    def period(self, root: Mapping[str, Any]) -> None:
        """A month that can be read has rules, and a number of days."""
        text = root["periode"]
        if not isinstance(text, str) or not re.search(contract.PERIODE_PATTERN, text):
            return
        district = root.get("kabupaten")
        known = isinstance(district, str) and re.search(contract.KABUPATEN_PATTERN, district)
        try:
            period = Period.parse(text)
            ketentuan(self.book, period, str(district) if known else "", self.known_on)
        except (ValueError, TidakDiatur):
            when = f" sebagaimana diketahui pada {tanggal(self.known_on)}" if self.known_on else ""
            self.fault("periode", f"belum ada aturan insentif UKM untuk {text}{when}")
        else:
            self.days = period.days

    def absorption(self, root: Mapping[str, Any]) -> None:
        absorbed, left = (
            value if is_integer(value := root.get(name)) and 0 <= value <= numbers.MAX_AMOUNT
            else None
            for name in ("bok_diserap", "sisa_pagu_bok")
        )  # fmt: skip
        if clause := melebihi_sisa(absorbed, left):
            self.fault("bok_diserap", clause)

    def targets(self, root: Mapping[str, Any]) -> None:
        """Services without any target give no SPM index: then one must be published."""
        services, indices = root.get("pelayanan"), root.get("indeks")
        given = isinstance(indices, Mapping) and "kinerja_spm" in indices
        if given or not isinstance(services, Mapping):
            return
        rows = [services.get(name) for name in contract.PELAYANAN]
        if all(isinstance(row, Mapping) and _is_zero(row.get("target")) for row in rows):
            self.fault(
                "pelayanan", "semua target nol; isi target atau terbitkan indeks kinerja SPM"
            )

    # ------------------------------------------------------------ officers
    def officers(self, owner: Mapping[str, Any], key: Key, place: str) -> None:
        rows = owner[key.name]
        if not is_list(rows):
            self.fault(key.name, f"harus daftar petugas; terbaca {shown(rows)}")
            return
        if not rows:
            self.fault(key.name, "daftar petugas kosong")
        first: dict[str, str] = {}
        for position, row in enumerate(rows):
            place = f"{key.name}[{position}]"
            officer = self.object(row, place, contract.OFFICER)
            if officer is None:
                continue
            before = len(self.faults)
            for one in contract.OFFICER:
                if one.name in officer:
                    self.value(officer, one, place)
            self.grade(officer, place)
            told = {fault.letak for fault in self.faults[before:]}
            if "id" not in officer or f"{place}.id" in told:
                continue
            self.once(first, officer["id"], place, "id", "id ")

    def grade(self, officer: Mapping[str, Any], place: str) -> None:
        """A PNS has one of four grades; the others are those of PPPK."""
        grade = officer.get("golongan")
        higher = grade in contract.GOLONGAN and grade not in contract.GOLONGAN_PNS
        if officer.get("status") == "PNS" and isinstance(grade, str) and higher:
            self.fault(
                f"{place}.golongan",
                f"golongan PNS harus salah satu dari {', '.join(contract.GOLONGAN_PNS)}; terbaca "
                f"{shown(grade)}",
            )

    def posts(self, owner: Mapping[str, Any], key: Key, place: str) -> None:
        posts = owner[key.name]
        if not is_list(posts):
            self.choice(owner, key, place)
            return
        if not posts:
            self.fault(path(place, key.name), "daftar jabatan utama kosong")
        for position, post in enumerate(posts):
            if not isinstance(post, str) or post not in key.choices:
                at = f"{path(place, key.name)}[{position}]"
                self.fault(at, one_of(key.choices, post))

    # ------------------------------------------------------------ kinds of value
    def value(self, owner: Mapping[str, Any], key: Key, place: str) -> None:
        """Check what stands at `key`, which is there."""
        checks: Mapping[str, Callable[[Mapping[str, Any], Key, str], object]] = {
            "code": self.code,
            "line": self.line,
            "text": self.text,
            "whole": self.whole,
            "ratio": self.ratio,
            "choice": self.choice,
            "posts": self.posts,
            "object": self.inner,
            "officers": self.officers,
        }
        checks[key.kind](owner, key, place)

    def inner(self, owner: Mapping[str, Any], key: Key, place: str) -> None:
        inside = path(place, key.name)
        found = self.object(owner[key.name], inside, key.keys)
        for one in key.keys if found is not None else ():
            if found is not None and one.name in found:
                self.value(found, one, inside)

    def object(
        self,
        value: Any,  # noqa: ANN401 - untrusted
        place: str,
        keys: Sequence[Key],
    ) -> Mapping[str, Any] | None:
        """Check an object and its keys; faults in the keys do not hide the values."""
        return self.members(value, place, {key.name for key in keys}, contract.required(keys))

    def whole(self, owner: Mapping[str, Any], key: Key, place: str) -> None:
        days = key.name == "orang_hari"
        most = self.days if days else key.most
        limit = f"{most} hari dalam bulan itu" if days else ""
        self.whole_number(owner[key.name], path(place, key.name), most, limit)

    def choice(self, owner: Mapping[str, Any], key: Key, place: str) -> None:
        value = owner[key.name]
        if value is None and key.empty:
            return
        if not isinstance(value, str) or value not in key.choices:
            offered = (*key.choices, "null") if key.empty else key.choices
            self.fault(path(place, key.name), one_of(offered, value))

    def text(self, owner: Mapping[str, Any], key: Key, place: str) -> None:
        self.words(owner[key.name], path(place, key.name))

    def line(self, owner: Mapping[str, Any], key: Key, place: str) -> None:
        self.one_line(owner[key.name], path(place, key.name))

    def code(self, owner: Mapping[str, Any], key: Key, place: str) -> None:
        value = owner[key.name]
        if not isinstance(value, str) or not re.search(key.pattern, value):
            self.fault(path(place, key.name), f"harus {key.example}; terbaca {shown(value)}")

    def ratio(self, owner: Mapping[str, Any], key: Key, place: str) -> None:
        value = owner[key.name]
        if not isinstance(value, str) or not re.search(contract.RATIO_PATTERN, value):
            self.fault(
                path(place, key.name),
                f'harus desimal dari 0 sampai 1 dalam tanda petik, misalnya "0.20"; terbaca '
                f"{shown(value)}",
            )


def _is_zero(value: Any) -> bool:  # noqa: ANN401 - untrusted
    return is_integer(value) and value == 0
