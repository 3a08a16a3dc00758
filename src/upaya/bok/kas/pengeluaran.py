"""What somebody wants to enter as spending, before anything judged it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from upaya.rules.bok import kas
from upaya.rules.tax.belanja import NPWP


@dataclass(frozen=True, slots=True)
class Dibayar:
    """Somebody to be paid: an officer by `petugas`, else by name and village, with a NIK if any.

    `harga` is rupiah per `satuan`; of `sumber_harga`, a price of the list, it is that price.
    """

    nama: str
    banyaknya: int
    harga: int
    satuan: str = "orang_kali"
    nik: str = ""
    desa: str = ""
    petugas: int | None = None
    sumber_harga: int | None = None
    macam: str = ""
    hari: tuple[date, ...] = ()

    @property
    def jumlah(self) -> int:
        """Rupiah."""
        return self.banyaknya * self.harga


@dataclass(frozen=True, slots=True)
class Pengeluaran:
    """A spending to be entered: on which activity (its number) and kind, to whom.

    `kembali`: money of an earlier spending that came back, without payees. `alasan_ganda` asks the
    Dinas to let days pass that were paid already. `penjual` and `objek` say how it is taxed,
    `alasan_pajak` why something else is withheld than the rules propose.
    """

    hari: date
    kunci: int
    belanja: str
    jumlah: int
    bukti: str
    uraian: str
    dari: str = kas.TUNAI
    rekening: str = ""
    pungutan: Mapping[str, int] | None = None
    kepada: str = ""
    pelaksanaan: int | None = None
    penerima: tuple[Dibayar, ...] = ()
    kembali: bool = False
    alasan_ganda: str = ""
    penjual: str = NPWP
    objek: str = ""
    alasan_pajak: str = ""
