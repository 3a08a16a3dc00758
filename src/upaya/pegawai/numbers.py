"""Personal numbers as typed: brought to their digits, refused or doubted in words.

A NIK whose birth date is impossible is doubted only: such cards exist. Structure proves nothing
about a person; it finds slips of the finger.
"""

from __future__ import annotations

import re
from datetime import date

from lokal.nik import parse_nik

from upaya.rules.numbers import clean, visible

_SEPARATORS = re.compile(r"[ .\-/']")
_NIK, _NIP = 16, 18
_NPWP = frozenset({15, 16})
_ACCOUNT = range(5, 35)


class NumberError(ValueError):
    """Not such a number; the message is an Indonesian sentence."""


def digits(text: str) -> str:
    """`text` without the signs that people write between digits."""
    return _SEPARATORS.sub("", clean(text))


def clean_nik(text: str) -> str:
    """The 16 digits of a NIK; "" stays ""."""
    return _of_length(text, "NIK", {_NIK}, "16 angka")


def clean_kk(text: str) -> str:
    """The 16 digits of a family card's number."""
    found = digits(text)
    if not (found.isascii() and found.isdecimal()) or len(found) != _NIK:
        raise NumberError("Nomor KK terdiri dari 16 angka; cocokkan dengan kartunya.")
    return found


def clean_nip(text: str) -> str:
    """The 18 digits of a NIP; "" stays ""."""
    return _of_length(text, "NIP", {_NIP}, "18 angka")


def clean_npwp(text: str) -> str:
    """The 15 or 16 digits of an NPWP; "" stays ""."""
    if is_empty_npwp(text):
        raise NumberError("NPWP berisi nol semua berarti tidak ada; kosongkan.")
    return _of_length(text, "NPWP", _NPWP, "15 atau 16 angka")


def is_empty_npwp(text: str) -> bool:
    """Whether these are the noughts that people write for "no NPWP"."""
    found = digits(text)
    return len(found) in _NPWP and not found.strip("0")


def clean_account(text: str) -> str:
    """The digits of a bank account; "" stays ""."""
    return _of_length(text, "Nomor rekening", _ACCOUNT, "5 sampai 34 angka")


def _of_length(text: str, name: str, lengths: range | set[int] | frozenset[int], say: str) -> str:
    found = digits(text)
    if not found:
        return ""
    if not (found.isascii() and found.isdecimal()):
        raise NumberError(f"{name} hanya berisi angka; yang ditulis “{visible(text)}”.")
    if len(found) not in lengths:
        raise NumberError(f"{name} terdiri dari {say}; yang ditulis {len(found)} angka.")
    return found


def nik_doubts(nik: str, today: date) -> list[str]:
    """What looks wrong in 16 digits, as sentences; never a reason to refuse."""
    if not nik:
        return []
    found = {issue.code for issue in parse_nik(nik, reference_date=today).errors}
    doubts = []
    if "birth_date" in found:
        doubts.append("Bagian tanggal lahir pada NIK tidak mungkin ada. Cocokkan dengan KTP.")
    if "serial" in found:
        doubts.append("Nomor urut pada NIK 0000. Cocokkan dengan KTP.")
    return doubts


def nip_doubts(nip: str) -> list[str]:
    """What looks wrong in 18 digits that begin with the birth date and the year of appointment."""
    if not nip:
        return []
    try:
        born = date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
    except ValueError:
        return ["Bagian tanggal lahir pada NIP tidak mungkin ada. Cocokkan dengan SK."]
    if int(nip[8:12]) <= born.year:
        return ["Menurut NIP, pengangkatan mendahului kelahiran. Cocokkan dengan SK."]
    return []
