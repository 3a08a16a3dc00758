"""Limits that claims share: what of a checked claim fits into what is left of each.

A limit is a line of the *buku batas*. What it leaves is read under its lock and handed in; what a
claim takes of it is entered under the same lock. Nothing is ever used beyond a limit, and a cut
has the code of the limit that made it. Source: no regulation sets such limits; their amounts come
from the letter, the agreement or a decision of the district.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from upaya.rules.jamkesda.alasan import ALASAN
from upaya.rules.jamkesda.compute import Hasil, HasilBaris, Potongan, Temuan, putusan
from upaya.rules.money import rupiah

SURAT, EPISODE, PESERTA, KELUARGA, KATEGORI = "surat", "episode", "peserta", "keluarga", "kategori"
PERJANJIAN = "perjanjian"
KODE = {
    SURAT: "P06",
    EPISODE: "L01",
    PESERTA: "L02",
    KELUARGA: "L03",
    KATEGORI: "L04",
    PERJANJIAN: "L05",
}
"""The reason of each kind of limit, in the order in which they are asked."""
NAMA = {
    SURAT: "surat jaminan",
    EPISODE: "episode",
    PESERTA: "peserta setahun",
    KELUARGA: "keluarga setahun",
    KATEGORI: "kategori setahun",
    PERJANJIAN: "perjanjian kerja sama",
}
_PARAMETER = {EPISODE: "jamkesda.batas.episode", PESERTA: "jamkesda.batas.peserta",
              KELUARGA: "jamkesda.batas.keluarga"}  # fmt: skip


def parameter(jenis: str, kunci: str = "") -> str:
    """The parameter by which a district decrees such a limit, in rupiah; "" where it decrees none.

    Of a category each has its own; what a letter and an agreement leave stands in themselves.
    """
    return f"jamkesda.batas.kategori_{kunci}" if jenis == KATEGORI else _PARAMETER.get(jenis, "")


class Sisa(NamedTuple):
    """What a limit leaves, in rupiah; never below zero. `jenis` is one of `KODE`."""

    jenis: str
    sisa: int


_URUTAN = tuple(KODE)


def batasi(hasil: Hasil, sisa: Iterable[Sisa]) -> Hasil:
    """The same claim within every limit; what is above one is cut from the last lines backwards.

    ValueError for a limit that leaves less than nothing: such a book was broken before.
    """
    for one in sorted(sisa, key=lambda one: _URUTAN.index(one.jenis)):
        if one.sisa < 0:
            msg = f"buku batas {one.jenis}: sisa {one.sisa}"
            raise ValueError(msg)
        if hasil.disetujui > one.sisa:
            hasil = _cut(hasil, one)
    return hasil


def _cut(hasil: Hasil, limit: Sisa) -> Hasil:
    kode, left = KODE[limit.jenis], hasil.disetujui - limit.sisa
    said = (
        f"{ALASAN[kode].nama}: sisa batas {NAMA[limit.jenis]} {rupiah(limit.sisa)}; kelebihan "
        f"{rupiah(left)} dipotong dari baris terakhir."
    )
    rows: dict[int, HasilBaris] = {row.no: row for row in hasil.baris}
    for no in sorted(rows, reverse=True):
        taken = min(left, rows[no].disetujui)
        if taken:
            row = rows[no]
            rows[no] = row._replace(potongan=(*row.potongan, Potongan(kode, taken, said)))
            left -= taken
    found = (*hasil.temuan, Temuan(kode, None, said))
    approved = min(hasil.disetujui, limit.sisa)
    return hasil._replace(
        baris=tuple(rows[row.no] for row in hasil.baris),
        temuan=found,
        disetujui=approved,
        putusan=putusan(found, approved),
    )
