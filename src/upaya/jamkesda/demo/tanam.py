"""Faults planted in claims of the demo, each of which the checks must find.

Every fifth claim has one; which one follows from its place alone (`kode_tanam`), so that a test can
ask of each whether it was found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from upaya.exchange.jamkesda.klaim_sheet import KlaimTertulis
from upaya.jamkesda.peserta.models import Peserta
from upaya.jamkesda.ppk.models import Perjanjian, Ppk
from upaya.rules.jamkesda.klaim import BarisKlaim

BULAN = (5, 6, 7, 8, 9, 10)
TIAP_BULAN = 16
"""Claims of one PPK in one month."""
SETIAP = 5
"""Every so many claims one has a fault."""
_LATE_MONTHS = 3
"""A claim sent too late is of care so many months before."""
_PPK = 12


class Calon(NamedTuple):
    """Care that a claim will be written for: where, who, when, and the fault it gets ("" none)."""

    ppk: Ppk
    perjanjian: Perjanjian
    peserta: Peserta
    hari: date
    nomor: str
    kode: str
    kasus: int


Rusak = Callable[[KlaimTertulis, Calon, KlaimTertulis], KlaimTertulis]
"""What is done to a clean claim; the last is the clean claim of the same PPK before it."""


def _line(claim: KlaimTertulis, **changes: Any) -> KlaimTertulis:  # noqa: ANN401 - fields of a line
    first, *rest = claim.baris
    return claim._replace(baris=(first._replace(**changes), *rest))


def _on(claim: KlaimTertulis, day: date) -> KlaimTertulis:
    """The same care on another day."""
    lines = tuple(one._replace(tanggal=day) for one in claim.baris)
    return claim._replace(masuk=day, keluar=day, baris=lines)


def _more(claim: KlaimTertulis, *lines: BarisKlaim) -> KlaimTertulis:
    return claim._replace(baris=(*claim.baris, *lines))


def _scan(no: int, day: date) -> BarisKlaim:
    return BarisKlaim(no, "88.76", day, 1, 275_000)


def _used(claim: KlaimTertulis, before: KlaimTertulis) -> KlaimTertulis:
    """Another service under the letter of the claim before."""
    same = claim._replace(peserta=before.peserta, surat=before.surat)
    return _on(same, before.masuk)._replace(baris=(_scan(1, before.masuk),))


def _twice_in_days(claim: KlaimTertulis) -> KlaimTertulis:
    """In hospital for three days, the same scan at its beginning and its end."""
    end = claim.masuk + timedelta(3)
    lines = (_scan(1, claim.masuk), _scan(2, end), BarisKlaim(3, "ADM-01", end, 1, 25_000))
    return claim._replace(jenis="rawat_inap", keluar=end, baris=lines)


def _elsewhere(claim: KlaimTertulis) -> KlaimTertulis:
    """In hospital while the same person lies in another."""
    return claim._replace(jenis="rawat_inap", keluar=claim.masuk + timedelta(1))


def _other_sex(claim: KlaimTertulis, case: Calon) -> KlaimTertulis:
    code = "60.11" if case.peserta.warga.jenis_kelamin == "P" else "75.34"
    return _more(claim, BarisKlaim(5, code, claim.masuk, 1, 120_000))


TANAM: Mapping[str, Rusak] = {
    "K02": lambda c, _, __: _twice_in_days(c),
    "T02": lambda c, _, __: _line(c, harga=c.baris[0].harga + 15_000),
    "P03": lambda c, _, __: c._replace(surat=None),
    "B01": lambda c, _, __: c._replace(lampiran=("resume medis",)),
    "D03": lambda c, _, __: _elsewhere(c),
    "K01": lambda c, _, __: _line(c, jumlah=3),
    "A02": lambda c, _, __: _line(c, kode="99.99"),
    "W04": lambda c, _, __: _line(c, tanggal=c.masuk - timedelta(2)),
    "G01": lambda c, _, __: c._replace(diagnosis=("Z37.0",)),
    "P06": lambda c, _, __: _more(c, _scan(5, c.masuk)),
    "D02": lambda c, _, __: _more(c, c.baris[-1]._replace(no=5)),
    "T03": lambda c, _, __: _more(c, BarisKlaim(5, "89.07", c.masuk, 1, 60_000)),
    "K03": lambda c, case, _: _other_sex(c, case),
    "P05": lambda c, _, __: _on(c, c.masuk + timedelta(1)),
    "P04": lambda c, _, before: _used(c, before),
    "D01": lambda c, _, before: before._replace(nomor=c.nomor),
    "A01": lambda c, _, __: _on(c, date(c.masuk.year - 1, c.masuk.month, c.masuk.day)),
    "W01": lambda c, _, __: c._replace(keluar=c.masuk - timedelta(1)),
    # The register says it: moved to BPJS, or died, the day before.
    "P01": lambda c, _, __: c,
    "W02": lambda c, _, __: c,
    # Sent months after the care; see `hari_tanam`.
    "W03": lambda c, _, __: c,
}
"""The code that the checks must find, and what is done to a clean claim."""
_KODE = tuple(TANAM)


def kode_tanam(bulan: int, ppk: int, tempat: int) -> str:
    """The fault of the claim of a month at a PPK's place, both counted from 0; "" for none."""
    if tempat % SETIAP != SETIAP - 1:
        return ""
    each = TIAP_BULAN // SETIAP
    count = ((bulan - BULAN[0]) * _PPK + ppk) * each + tempat // SETIAP
    found = _KODE[count % len(_KODE)]
    # Nothing was paid for before May: what is late is found from August on.
    return "T02" if found == "W03" and bulan < BULAN[0] + _LATE_MONTHS else found


def hari_tanam(kode: str, hari: date) -> date:
    """The day of the care: of a claim that is sent too late months before."""
    return hari.replace(month=hari.month - _LATE_MONTHS) if kode == "W03" else hari
