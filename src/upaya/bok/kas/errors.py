"""What a cash book refuses, beside faults of what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError


class TertutupError(Exception):
    """Nothing may be written there now; the message is for the person who tried."""


@dataclass(frozen=True, slots=True)
class Percobaan:
    """A day that was to be paid a second time: whose, which, and the payment that stands."""

    urutan: int
    nama: str
    tanda: str
    kelompok: str
    macam: str
    hari: date
    kegiatan: str
    jumlah: int
    pertama: int


class HariGandaError(ValidationError):
    """Days that somebody was paid for already, in words at the payee; `percobaan` are those."""

    def __init__(self, said: Mapping[str, str], percobaan: Sequence[Percobaan]) -> None:
        super().__init__(dict(said))
        self.percobaan = tuple(percobaan)
