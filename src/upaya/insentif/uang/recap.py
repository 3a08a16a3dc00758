"""The recap of a month: who gets how much into which account, and what is still missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from upaya.core.crypto import mask
from upaya.insentif.uang.models import DokumenSpj
from upaya.insentif.uang.reading import UangBulan
from upaya.pegawai.rekening import Aturan
from upaya.pembayaran.queries.accounts import account_faults


@dataclass(frozen=True, slots=True)
class BarisRekap:
    """One officer before the recap: rupiah, the masked account, what it lacks in words."""

    petugas_id: int
    nama: str
    bruto: int
    rincian: tuple[tuple[str, int], ...]
    bank: str
    rekening: str
    kurang: tuple[str, ...]


def recap_rows(sheet: UangBulan, banks: Aturan) -> list[BarisRekap]:
    """Everybody who is to be paid, those with something missing first."""
    rows = [
        BarisRekap(
            bill.petugas.pk,
            bill.petugas.nama,
            bill.bruto,
            bill.rincian,
            bill.petugas.bank,
            mask(bill.petugas.rekening),
            tuple(account_faults(bill.petugas, banks)),
        )
        for bill in sheet.tagihan
    ]
    return sorted(rows, key=lambda row: (not row.kurang, row.nama.casefold()))


@dataclass(frozen=True, slots=True)
class Spj:
    """One of the four documents and where it is; `dokumen` None until it is handed over."""

    jenis: str
    label: str
    dokumen: DokumenSpj | None


def spj_of(sheet: UangBulan) -> Sequence[Spj]:
    """The four documents of Pasal 24 huruf i."""
    found = {row.jenis: row for row in sheet.spj}
    return [Spj(kind.value, kind.label, found.get(kind.value)) for kind in DokumenSpj.Jenis]
