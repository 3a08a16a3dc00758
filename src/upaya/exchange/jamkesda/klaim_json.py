"""The answer to a claim as JSON, and its fingerprint."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from upaya.exchange.jamkesda.klaim_read import read
from upaya.exchange.json_answer import rules_read
from upaya.rules.errors import Fault, TidakDiatur
from upaya.rules.jamkesda.aturan import baca
from upaya.rules.jamkesda.compute import VERSI_KLAIM, Hasil, hitung
from upaya.rules.jamkesda.klaim import KlaimLain, Permintaan
from upaya.rules.parameter import RuleBook, Value
from upaya.rules.period import tanggal

Checked = tuple[Permintaan, Hasil]


@dataclass(frozen=True, slots=True)
class Answers:
    """Each claim of a file with what became of it, or faults. Never both."""

    klaim: tuple[Checked, ...]
    banyak: bool
    """Whether the file is a list."""
    galat: tuple[Fault, ...] = ()


def check(raw: bytes, book: RuleBook) -> Answers:
    """Read a file and judge each claim by the rules of its day."""
    reading = read(raw)
    if reading.galat:
        return Answers((), reading.banyak, reading.galat)
    found: list[Checked] = []
    faults = []
    for position, one in enumerate(reading.permintaan):
        try:
            found.append((one, hitung(one, baca(book, one.tanggal))))
        except TidakDiatur:
            place = f"[{position}].tanggal" if reading.banyak else "tanggal"
            faults.append(Fault(place, f"belum ada aturan pada {tanggal(one.tanggal)}"))
    if faults:
        return Answers((), reading.banyak, tuple(faults))
    return Answers(tuple(found), reading.banyak)


def result(asked: Permintaan, hasil: Hasil) -> dict[str, Any]:
    """The answer of ``upaya hitung klaim``: each line, all reasons, the verdict, the rules read."""
    return {
        "baris": [
            {
                "no": row.no,
                "diminta": row.diminta,
                "disetujui": row.disetujui,
                "potongan": [
                    {"kode": one.kode, "jumlah": one.jumlah, "kalimat": one.kalimat}
                    for one in row.potongan
                ],
            }
            for row in hasil.baris
        ],
        "kode": hasil.kode,
        "diminta": hasil.diminta,
        "disetujui": hasil.disetujui,
        "putusan": hasil.putusan,
        "aturan": _said(hasil.aturan).dibaca,
        "sidik": sidik(asked, hasil.aturan),
    }


class _Said(NamedTuple):
    """Rules as an answer and as a fingerprint write them; `dari` keeps the rules alive."""

    dari: tuple[Value, ...]
    dibaca: list[dict[str, Any]]
    teks: str


_MOST_SAID = 64
_said_before: dict[int, _Said] = {}


def _said(aturan: tuple[Value, ...]) -> _Said:
    """The same for every claim of a day, so it is written once: `aturan.baca` gives one object."""
    found = _said_before.get(id(aturan))
    if found is None or found.dari is not aturan:
        if len(_said_before) >= _MOST_SAID:
            _said_before.clear()
        read = [[value.key, value.json_value(), value.source, value.origin] for value in aturan]
        found = _said_before[id(aturan)] = _Said(aturan, rules_read(aturan), _text(read))
    return found


def _text(what: object) -> str:
    return _encoder.encode(what)


def sidik(asked: Permintaan, aturan: tuple[Value, ...]) -> str:
    """SHA-256 of what went in and which rules were read.

    The order of rows makes no difference, except that of the diagnoses: the first is the main one.
    """
    text = f"[{_VERSI},{_text(_plain(asked))},{_said(aturan).teks}]"
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _plain(asked: Permintaan) -> Permintaan:
    """The same claim with every list in one order."""
    klaim = asked.klaim
    person = asked.peserta
    return asked._replace(
        peserta=person._replace(
            masa=tuple(sorted(person.masa)), jaminan_lain=tuple(sorted(person.jaminan_lain))
        ),
        tarif=tuple(sorted(asked.tarif, key=lambda one: (one.kode, one.mulai))),
        klaim=klaim._replace(baris=tuple(sorted(klaim.baris))),
        riwayat=tuple(sorted(map(_in_order, asked.riwayat))),  # type: ignore[arg-type] # written
        lampiran_wajib=tuple(sorted(set(asked.lampiran_wajib))),
    )


def _in_order(other: KlaimLain) -> tuple[Any, ...]:
    """Its values, as JSON writes them: to make it anew cost a tenth of what an answer costs."""
    *values, lines = other
    return *values, tuple(sorted(lines))


class _Written(dict[Any, Any]):
    """What JSON has no word for, as it is written; a file asks for the same few days all the time.

    A thousand claims hold fifty thousand days: found here they cost no call of ours.
    """

    def __missing__(self, value: object) -> Any:  # noqa: ANN401 - any JSON value
        if isinstance(value, frozenset):
            return sorted(value)
        if not isinstance(value, date):
            raise TypeError(value)
        if len(self) >= _MOST_DAYS:
            self.clear()
        return self.setdefault(value, value.isoformat())


_MOST_DAYS = 4_000
# Made once: to make a writer for each of thousands of claims takes as long as some of its lines.
_encoder = json.JSONEncoder(
    ensure_ascii=True, separators=(",", ":"), default=_Written().__getitem__
)
_spoken = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
_VERSI = _text(VERSI_KLAIM)


def encode_many(answers: Iterable[dict[str, Any]]) -> bytes:
    """A list with one claim a line: thousands of them are read by programs, not by people."""
    rows = [_spoken.encode(one) for one in answers]
    text = "[\n" + ",\n".join(rows) + "\n]\n" if rows else "[]\n"
    return text.encode("utf-8", errors="backslashreplace")
