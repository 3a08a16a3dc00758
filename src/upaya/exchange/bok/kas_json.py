"""The file of cash books: parse, check everything, answer as JSON or say all faults at once.

Several units in one file, so that a day paid twice is found across the Dinas and its puskesmas.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from upaya.exchange.bok.kas_check import KasChecker
from upaya.exchange.json_answer import rules_read
from upaya.exchange.json_parse import parse
from upaya.rules.bok.hari_ganda import Ganda, HariDibayar, hari_ganda, pertama_saja
from upaya.rules.bok.kas import BUKU, PAJAK, Buku, Mutasi, susun
from upaya.rules.errors import Fault
from upaya.rules.money import rupiah
from upaya.rules.parameter import RuleBook, Value
from upaya.rules.period import Period
from upaya.rules.stable_json import stable_json

VERSI_KAS = "1"
"""Version of the arithmetic; it changes only when a result changes."""


@dataclass(frozen=True, slots=True)
class KasUnit:
    """The book of one unit, by the name that the file gives it."""

    id: str
    buku: Buku


@dataclass(frozen=True, slots=True)
class KasReading:
    """The books of a file and the days paid twice, or faults. Never both."""

    unit: tuple[KasUnit, ...] = ()
    ganda: tuple[Ganda, ...] = ()
    aturan: tuple[Value, ...] = ()
    galat: tuple[Fault, ...] = ()


def read(raw: bytes, book: RuleBook) -> KasReading:
    """Read the bytes of a JSON file. Never raises: what is wrong becomes a fault.

    A day that ends below nothing and a cash count that differs are faults of the book; a day paid
    twice is an answer, because somebody has to decide about it.
    """
    data, faults = parse(raw)
    if faults:
        return KasReading(galat=tuple(faults))
    checker = KasChecker(book)
    asked = checker.request(data)
    if checker.faults:
        return KasReading(galat=tuple(checker.faults))
    books = tuple(
        KasUnit(
            one.id, susun(checker.tahun, [m for _, m in one.mutasi], bank=one.bank, tunai=one.tunai)
        )
        for one in asked
    )
    wrong = [
        fault
        for given, made in zip(asked, books, strict=True)
        for fault in _wrong(given.letak, [at for at, _ in given.mutasi], given.opname, made.buku)
    ]
    if wrong:
        return KasReading(galat=tuple(wrong))
    paid = [
        HariDibayar(f"{at}.penerima[{n}]", one.id, move.menu or move.uraian, person)
        for one in asked
        for at, move in one.mutasi
        for n, person in enumerate(move.penerima)
    ]
    return KasReading(books, tuple(hari_ganda(paid, checker.kelompok)), checker.aturan)


def _wrong(
    letak: str, places: list[str], counts: tuple[tuple[str, int, int], ...], buku: Buku
) -> Iterator[Fault]:
    """What the book itself says: days below nothing, cash counted otherwise."""
    for one in buku.kurang():
        yield Fault(places[one.baris.urutan], one.kalimat)
    for at, month, counted in counts:
        told = buku.tunai_akhir(month)
        if counted != told:
            name = Period(buku.tahun, month).nama
            yield Fault(
                f"{letak}.{at}",
                f"uang tunai akhir {name} dihitung {rupiah(counted)}, menurut buku {rupiah(told)}",
            )


# ---------------------------------------------------------------- answers
DIVISIONS = {
    "bulan": lambda one: f"{one.hari.month:02d}",
    "kegiatan": lambda one: one.menu,
    "belanja": lambda one: one.belanja,
    "rekening": lambda one: one.rekening,
}
"""By what absorption is told; each division adds up to the same whole."""


def result(found: KasReading) -> dict[str, Any]:
    """The answer of ``upaya hitung bku``; it holds no name and no NIK of anybody paid."""
    return {
        "unit": [_unit(one) for one in found.unit],
        "hari_ganda": [_double(one) for one in found.ganda],
        "aturan": rules_read(found.aturan),
        "sidik": sidik(found),
    }


def _unit(one: KasUnit) -> dict[str, Any]:
    buku = one.buku
    return {
        "id": one.id,
        "tahun": buku.tahun,
        "saldo": {name: buku.akhir(name) for name in BUKU},
        "sisa_dana": buku.sisa,
        "terserap": buku.terserap,
        "serapan": {name: buku.serapan(by) for name, by in DIVISIONS.items()},
        "bulan": [
            {
                "bulan": month.bulan,
                "awal": month.awal,
                "penerimaan": month.masuk,
                "pengeluaran": month.keluar,
                "akhir": month.akhir,
                "pajak_belum_disetor": tax.akhir,
            }
            for month, tax in zip(buku.bulan(), buku.pembantu(PAJAK), strict=True)
        ],
        "bku": [
            {
                "nomor": line.nomor,
                "tanggal": line.mutasi.hari.isoformat(),
                "bukti": line.mutasi.bukti,
                "uraian": line.mutasi.uraian,
                "penerimaan": line.mutasi.masuk,
                "pengeluaran": line.mutasi.keluar,
                "saldo": line.saldo,
            }
            for line in buku.baris
        ],
    }


def _double(one: Ganda) -> dict[str, Any]:
    return {
        "letak": one.kedua.letak,
        "unit": one.kedua.unit,
        "macam": one.macam,
        "tanggal": one.hari.isoformat(),
        "pasti": one.pasti,
        "pertama": dict(pertama_saja(one)),
    }


def sidik(found: KasReading) -> str:
    """SHA-256 of what moved and of the rules read; names, NIK and villages make no difference."""
    lines: list[tuple[str, Any]] = [("versi", VERSI_KAS)]
    for one in sorted(found.unit, key=lambda unit: unit.id):
        opening = [one.buku.awal_bank, one.buku.awal_tunai]
        lines.append((f"masukan.unit[{one.id}]", [one.buku.tahun, *opening]))
        lines += [(f"masukan.bku[{line.nomor}]", _moved(line.mutasi)) for line in one.buku.baris]
    lines += [
        (f"aturan.{value.key}", [value.json_value(), value.source, value.origin])
        for value in found.aturan
    ]
    text = "".join(f"{name}\t{stable_json(value)}\n" for name, value in lines)
    return hashlib.sha256(text.encode("utf-8", errors="backslashreplace")).hexdigest()


def _moved(one: Mutasi) -> list[Any]:
    days = [[p.macam, [d.isoformat() for d in p.hari], p.jumlah] for p in one.penerima]
    said = [one.hari.isoformat(), one.jenis, one.jumlah, one.dari, one.cara, one.bukti]
    return [*said, sorted(one.pungutan), one.menu, one.belanja, one.rekening, days]
