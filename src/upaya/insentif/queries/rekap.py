"""The recap of a month: who gets how much into which account, and what is still missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from upaya.core.crypto import mask
from upaya.insentif.models import DokumenSpj, Pengajuan
from upaya.insentif.services.bayar import owed
from upaya.pegawai.rekening import aturan_bank
from upaya.pembayaran.queries.rekening import account_faults


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


def recap_rows(month: Pengajuan) -> list[BarisRekap]:
    """Everybody who is to be paid, those with something missing first; few queries."""
    banks = aturan_bank(month.kabupaten_id)
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
        for bill in owed(month)
    ]
    return sorted(rows, key=lambda row: (not row.kurang, row.nama.casefold()))


@dataclass(frozen=True, slots=True)
class Spj:
    """One of the four documents and where it is; `dokumen` None until it is handed over."""

    jenis: str
    label: str
    dokumen: DokumenSpj | None


def spj_of(month: Pengajuan) -> Sequence[Spj]:
    """The four documents of Pasal 24 huruf i; one query."""
    found = {
        row.jenis: row
        for row in month.spj.select_related("berkas", "diserahkan_oleh", "diterima_oleh")
    }
    return [Spj(kind.value, kind.label, found.get(kind.value)) for kind in DokumenSpj.Jenis]
