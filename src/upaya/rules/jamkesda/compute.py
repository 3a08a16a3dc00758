"""What is approved of a claim: asked less what each reason takes, to the rupiah.

A reason takes what it may of what earlier ones left; one that finds nothing left is listed all the
same. For every line: asked = approved + all cuts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Literal, NamedTuple

from upaya.rules.jamkesda.alasan import (
    DILIHAT_ORANG,
    MEMOTONG,
    PADA_BARIS,
    PADA_JUMLAH,
    PADA_KLAIM,
    UNTUK_ORANG,
    Alasan,
    AlasanBaris,
    AlasanJumlah,
    AlasanKlaim,
)
from upaya.rules.jamkesda.aturan import Aturan
from upaya.rules.jamkesda.klaim import BarisKlaim, Permintaan
from upaya.rules.jamkesda.reading import Reading
from upaya.rules.parameter import Value

VERSI_KLAIM = "1"
"""Version of the arithmetic; it changes only when a result changes."""

Putusan = Literal["lolos", "ditolak", "perlu_verifikasi", "dipotong"]
PUTUSAN: dict[Putusan, str] = {
    "lolos": "lolos, tidak ada alasan yang ditemukan",
    "ditolak": "ditolak, tidak ada yang dapat dibayar",
    "perlu_verifikasi": "perlu verifikasi, ada yang harus dilihat orang",
    "dipotong": "dipotong, dibayar sebagian",
}
"""What becomes of a claim, in words. The program advises; a named person decides."""


class Potongan(NamedTuple):
    """Rupiah that one reason took from a line; never zero."""

    kode: str
    jumlah: int
    kalimat: str


class Temuan(NamedTuple):
    """A reason that applies, with or without money; `no` is its line, None the whole claim."""

    kode: str
    no: int | None
    kalimat: str


class HasilBaris(NamedTuple):
    """What became of one line."""

    no: int
    diminta: int
    potongan: tuple[Potongan, ...]

    @property
    def disetujui(self) -> int:
        return self.diminta - sum(one.jumlah for one in self.potongan)


class Hasil(NamedTuple):
    """What became of a claim; lines stand in the order in which they were sent."""

    baris: tuple[HasilBaris, ...]
    temuan: tuple[Temuan, ...]
    diminta: int
    disetujui: int
    putusan: Putusan
    aturan: tuple[Value, ...]

    @property
    def kode(self) -> list[str]:
        """All reasons, sorted, each once."""
        return sorted({one.kode for one in self.temuan})


def tanpa_uang(hasil: Hasil) -> list[Temuan]:
    """Reasons that took nothing: those for a person, and those that found nothing left."""
    took: set[tuple[str, int | None]] = set()
    for row in hasil.baris:
        for one in row.potongan:
            took |= {(one.kode, row.no), (one.kode, None)}
    return [one for one in hasil.temuan if (one.kode, one.no) not in took]


class _Urutan(NamedTuple):
    klaim: tuple[AlasanKlaim, ...]
    baris: tuple[AlasanBaris, ...]
    jumlah: tuple[AlasanJumlah, ...]


@cache
def _ordered(urutan: tuple[str, ...]) -> _Urutan:
    """The reasons that take money, in their order; ValueError when it is not all, each once."""
    if sorted(urutan) != sorted(MEMOTONG):
        msg = f"urutan harus menyebut tiap alasan sekali: {', '.join(MEMOTONG)}"
        raise ValueError(msg)
    place: Callable[[Alasan], int] = lambda one: urutan.index(one.kode)  # noqa: E731 - a key
    return _Urutan(
        tuple(sorted(PADA_KLAIM, key=place)),
        tuple(sorted(PADA_BARIS, key=place)),
        tuple(sorted(PADA_JUMLAH, key=place)),
    )


class _Sisa:
    """One line while reasons take from it."""

    __slots__ = ("baris", "potongan", "sisa")

    def __init__(self, baris: BarisKlaim) -> None:
        self.baris, self.sisa = baris, baris.diminta
        self.potongan: list[Potongan] = []

    def take(self, kode: str, most: int | None, kalimat: str) -> int:
        """Take at most so much, None everything; what was taken."""
        taken = self.sisa if most is None else min(self.sisa, most)
        if taken:
            self.sisa -= taken
            self.potongan.append(Potongan(kode, taken, kalimat))
        return taken


def hitung(asked: Permintaan, aturan: Aturan) -> Hasil:
    """Judge one claim. Nothing is looked up: all that it needs is in `asked` and `aturan`."""
    reading, order = Reading(asked, aturan), _ordered(aturan.urutan)
    rows = [_Sisa(line) for line in reading.baris]
    found: list[Temuan] = []
    for whole in order.klaim:
        said = whole.periksa(reading)
        if said is not None:
            found.append(Temuan(whole.kode, None, said))
            for row in rows:
                row.take(whole.kode, None, said)
    for row in rows:
        for one in order.baris:
            hit = one.periksa(reading, row.baris)
            if hit is not None:
                found.append(Temuan(one.kode, row.baris.no, hit.kalimat))
                row.take(one.kode, hit.jumlah, hit.kalimat)
    for over in order.jumlah:
        found += _from_the_end(over, reading, rows)
    for asks in UNTUK_ORANG:
        said = asks.periksa(reading)
        if said is not None:
            found.append(Temuan(asks.kode, None, said))
    return _result(asked, aturan, rows, found)


def _from_the_end(over: AlasanJumlah, reading: Reading, rows: list[_Sisa]) -> list[Temuan]:
    hit = over.periksa(reading, sum(row.sisa for row in rows))
    if hit is None:
        return []
    left = hit.jumlah or 0
    for row in reversed(rows):
        if not left:
            break
        left -= row.take(over.kode, left, hit.kalimat)
    return [Temuan(over.kode, None, hit.kalimat)]


def _result(asked: Permintaan, aturan: Aturan, rows: list[_Sisa], found: list[Temuan]) -> Hasil:
    done = {
        row.baris.no: HasilBaris(row.baris.no, row.baris.diminta, tuple(row.potongan))
        for row in rows
    }
    approved = sum(row.sisa for row in rows)
    return Hasil(
        baris=tuple(done[line.no] for line in asked.klaim.baris),
        temuan=tuple(found),
        diminta=sum(row.baris.diminta for row in rows),
        disetujui=approved,
        putusan=putusan(found, approved),
        aturan=aturan.dibaca,
    )


def putusan(found: Sequence[Temuan], approved: int) -> Putusan:
    """What is advised of a claim with these reasons and so much left, in rupiah."""
    if not found:
        return "lolos"
    if not approved:
        return "ditolak"
    return "perlu_verifikasi" if DILIHAT_ORANG & {one.kode for one in found} else "dipotong"
