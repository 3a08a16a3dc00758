"""A claim and what it is checked against, as plain records.

Amounts are whole rupiah. Both days of a period belong to it; no last day means open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

Jenis = Literal["rawat_jalan", "rawat_inap"]
JENIS: tuple[Jenis, ...] = ("rawat_jalan", "rawat_inap")
RAWAT_INAP: Jenis = "rawat_inap"

Kelamin = Literal["L", "P"]
KELAMIN: tuple[Kelamin, ...] = ("L", "P")


class Masa(NamedTuple):
    """Days from `mulai` to `sampai`, both included."""

    mulai: date
    sampai: date

    def memuat(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.mulai <= day <= self.sampai


class Peserta(NamedTuple):
    """A member: `masa` are the periods of membership, `jaminan_lain` those of another payer."""

    id: str
    tanggal_lahir: date
    jenis_kelamin: Kelamin
    masa: tuple[Masa, ...]
    meninggal: date | None = None
    jaminan_lain: tuple[Masa, ...] = ()


class Perjanjian(NamedTuple):
    """The cooperation agreement with a provider; `hari_klaim` days to send a claim."""

    ppk: str
    masa: Masa
    layanan: frozenset[str]
    hari_klaim: int


class Tarif(NamedTuple):
    """The agreed price of a service for some days, with its limits."""

    kode: str
    mulai: date
    sampai: date | None
    harga: int
    jumlah_maks: int | None = None
    jenis_kelamin: Kelamin | None = None
    umur_min: int | None = None
    umur_maks: int | None = None
    jarak_hari: int | None = None

    def berlaku(self, day: date) -> bool:
        """Whether it is in force on the day."""
        return self.mulai <= day and (self.sampai is None or day <= self.sampai)


def bertindih(rows: Iterable[tuple[str, Tarif]]) -> Iterator[tuple[str, str, Tarif]]:
    """Tariffs that begin while another of the same code is in force: its place, theirs, they.

    `rows` are tariffs with their places, sorted by code and first day.
    """
    longest: dict[str, tuple[str, Tarif]] = {}
    for place, one in rows:
        before, known = longest.setdefault(one.kode, (place, one))
        if place != before and known.berlaku(one.mulai):
            yield before, place, one
        if (one.sampai or date.max) > (known.sampai or date.max):
            longest[one.kode] = place, one


class Surat(NamedTuple):
    """A guarantee letter: `batas` None has no limit; `klaim` is the claim that used it."""

    nomor: str
    peserta: str
    ppk: str
    masa: Masa
    batas: int | None
    terpakai: int
    klaim: str | None

    @property
    def sisa(self) -> int | None:
        """What is left of the limit, never below zero; None without a limit."""
        return None if self.batas is None else max(0, self.batas - self.terpakai)


class BarisKlaim(NamedTuple):
    """One service as it was asked for: `jumlah` times `harga`."""

    no: int
    kode: str
    tanggal: date
    jumlah: int
    harga: int

    @property
    def diminta(self) -> int:
        return self.jumlah * self.harga


class Klaim(NamedTuple):
    """A claim as it was sent; the first diagnosis is the main one."""

    id: str
    ppk: str
    jenis: Jenis
    masuk: date
    keluar: date
    diajukan: date
    diagnosis: tuple[str, ...]
    lampiran: frozenset[str]
    baris: tuple[BarisKlaim, ...]


class Layanan(NamedTuple):
    """A service in another claim of the same person."""

    kode: str
    tanggal: date
    jumlah: int


class KlaimLain(NamedTuple):
    """Another claim of the same person."""

    id: str
    ppk: str
    jenis: Jenis
    masuk: date
    keluar: date
    baris: tuple[Layanan, ...]


class Permintaan(NamedTuple):
    """All that a claim is judged by on one day."""

    tanggal: date
    peserta: Peserta
    perjanjian: Perjanjian
    tarif: tuple[Tarif, ...]
    surat: Surat | None
    klaim: Klaim
    riwayat: tuple[KlaimLain, ...]
    lampiran_wajib: tuple[str, ...]
