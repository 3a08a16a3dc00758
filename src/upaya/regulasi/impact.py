"""What a proposed rule would have done to the months that exist, shown before it is approved.

The rules of a district know nothing of months: a part of the house that does names its provider in
the `impacts` of its `sistem.py`. Without one a proposal is decided without a comparison.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from upaya.core.access import Access
from upaya.core.registry import registry
from upaya.regulasi.models import BarisAturan


@dataclass(frozen=True, slots=True)
class Sebelah:
    """One line of the comparison: rupiah today and under the proposal, officers who gain or lose.

    `jumlah` marks the line of sums.
    """

    nama: str
    sekarang: int
    usulan: int
    naik: int
    turun: int
    jumlah: bool = False

    @property
    def selisih(self) -> int:
        """What the proposal gives more; negative when it gives less."""
        return self.usulan - self.sekarang


@dataclass(frozen=True, slots=True)
class Kemajuan:
    """A comparison on its way: so many of so many, and the address that tells how far it is."""

    selesai: int
    banyaknya: int
    alamat: str


@dataclass(frozen=True, slots=True)
class Dampak:
    """What the page of a proposal shows.

    `kalimat` say plainly what is compared, or why nothing is; `halangan` says why the proposal
    cannot be approved yet ("" when it can); `sidik` is the fingerprint of the comparison shown,
    which the approval names. `hitung` is the address that starts the comparison, `lengkap` that
    of the whole one; "" when there is none.
    """

    kalimat: tuple[str, ...]
    halangan: str = ""
    sidik: str = ""
    baris: tuple[Sebelah, ...] = ()
    hitung: str = ""
    lengkap: str = ""
    kemajuan: Kemajuan | None = None


TANPA = Dampak(())
"""Nothing to show and nothing in the way."""

Provider = Callable[[BarisAturan, Access], Dampak | None]
"""Answers for the proposals it knows about, None for the others."""


def of(row: BarisAturan, access: Access) -> Dampak | None:
    """The effect of a proposal as `access` may see it now; None when there is none to see."""
    providers: tuple[Provider, ...] = registry().load("impacts")
    return next((found for ask in providers if (found := ask(row, access)) is not None), None)


def refusal(row: BarisAturan, access: Access, shown: str) -> str:
    """Why the proposal may not be approved by somebody who saw the comparison `shown`; "" if so."""
    found = of(row, access)
    if found is None or (not found.halangan and found.sidik == shown):
        return ""
    return found.halangan or (
        "Bulan atau aturan berubah sejak perbandingan ini ditampilkan. "
        "Baca perbandingan yang baru, lalu setujui."
    )
