"""What a citizen's browser works for, and how often one address may ask."""

from __future__ import annotations

from upaya.core import clock
from upaya.core.limits import Limit
from upaya.core.tantangan import Tantangan
from upaya.rules.loader import national_book

_HOUR, _TEN_MINUTES = 60 * 60, 600


def _read(name: str) -> int:
    return national_book().read(f"jamkesda.umum.{name}", clock.today()).integer


def today() -> Tantangan:
    """As the rules of the day ask for it."""
    return Tantangan("jamkesda.umum", _read("bit_tantangan"), _read("jam_tantangan") * _HOUR)


def per_alamat() -> Limit:
    """Checks of one address."""
    return Limit("jamkesda-umum-cek", _read("cek_alamat"), _TEN_MINUTES)


def menilai() -> Limit:
    """The page of five questions: it knows a letter as a check does, and has its own count.

    A hospital is one address: whoever answers there must still be able to check a letter.
    """
    return Limit("jamkesda-umum-nilai", _read("cek_alamat"), _TEN_MINUTES)


def per_nik() -> Limit:
    """Checks of one NIK, whoever asks: a birth date is not guessed from many addresses."""
    return Limit("jamkesda-umum-nik", _read("cek_nik"), _HOUR)


def kiriman() -> Limit:
    """What one address may send."""
    return Limit("jamkesda-umum-kirim", _read("kiriman"), _HOUR)
