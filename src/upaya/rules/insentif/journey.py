"""Where an officer's own money is, in words for the officer.

The road of a month speaks to those who act on it; whoever waits for the money wants to know six
things only. Nothing here is law: the statuses follow Pasal 11A ayat (8) huruf d to j.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from upaya.rules.insentif.road import (
    COUNTED,
    DANA_DIAJUKAN,
    DIAJUKAN,
    DIREKAP,
    DISETUJUI,
    NOTA_DISIAPKAN,
)
from upaya.rules.pembayaran import BERHASIL, DIBATALKAN, DIKEMBALIKAN, DIKIRIM, GAGAL, SIAP


@dataclass(frozen=True, slots=True)
class Tahap:
    """One stop of the money: its name, what it means and what the officer does now."""

    kode: str
    label: str
    arti: str
    tone: str = "info"


DIHITUNG = Tahap(
    "dihitung",
    "Dihitung",
    "Puskesmas sudah mengajukan hitungan ini dan Dinas Kesehatan memeriksanya. Jumlahnya dapat "
    "berubah bila bulan ini dikembalikan.",
)
TERSETUJUI = Tahap(
    "disetujui",
    "Disetujui",
    "Dinas Kesehatan sudah menyetujui jumlah ini. Puskesmas menyiapkan permintaan dananya.",
)
DIMINTA = Tahap(
    "diminta",
    "Dana diminta",
    "Puskesmas sudah meminta dana ini kepada Dinas Kesehatan dan menunggu transfernya.",
)
SAMPAI = Tahap(
    "sampai",
    "Dana sampai di puskesmas",
    "Dana sudah diterima bendahara puskesmas dan menunggu dikirim ke rekening Anda.",
)
TERKIRIM = Tahap(
    "dikirim",
    "Dikirim ke rekening",
    "Bendahara puskesmas sudah mengirim uang ini; hasilnya menunggu kabar bank.",
)
MASUK = Tahap(
    "masuk",
    "Masuk rekening",
    "Bank melaporkan uang ini sudah masuk. Bila tidak ada di rekening Anda, hubungi bendahara "
    "puskesmas dan sebutkan nomor buktinya.",
    "good",
)
TAHAP = (DIHITUNG, TERSETUJUI, DIMINTA, SAMPAI, TERKIRIM, MASUK)
"""The road on which nothing goes wrong, in order."""

_MEND = (
    "Uang Anda tidak hilang dan dapat dikirim lagi. Cocokkan rekening di bawah dengan buku "
    "tabungan Anda; bila ada yang salah, minta operator puskesmas memperbaikinya."
)
TIDAK_BERHASIL = Tahap("gagal", "Belum berhasil dikirim", _MEND, "bad")
KEMBALI = Tahap("kembali", "Dikembalikan bank", _MEND, "bad")
TIDAK_ADA = Tahap(
    "tidak_ada",
    "Tidak ada pembayaran",
    "Tidak ada uang yang dibayarkan kepada Anda untuk bulan ini. Sebabnya ada di penjelasan "
    "di bawah.",
    "neutral",
)

_TUNAI: Mapping[Tahap, Tahap] = {
    TERKIRIM: replace(
        TERKIRIM,
        label="Disiapkan tunai",
        arti="Bendahara puskesmas menyiapkan uang ini untuk dibayarkan tunai kepada Anda.",
    ),
    MASUK: replace(
        MASUK,
        label="Dibayar tunai",
        arti="Bendahara puskesmas mencatat uang ini sudah Anda terima tunai. Bila belum, hubungi "
        "bendahara puskesmas dan sebutkan nomor buktinya.",
    ),
}
_BEFORE_PAYING: Mapping[str, Tahap] = {
    DIREKAP: TERSETUJUI,
    NOTA_DISIAPKAN: TERSETUJUI,
    DANA_DIAJUKAN: DIMINTA,
}
_OF_LINE: Mapping[str, Tahap] = {
    SIAP: SAMPAI,
    DIKIRIM: TERKIRIM,
    BERHASIL: MASUK,
    GAGAL: TIDAK_BERHASIL,
    DIKEMBALIKAN: KEMBALI,
    DIBATALKAN: SAMPAI,
}


def tahap(bulan: str, baris: str | None, *, tunai: bool = False) -> Tahap:
    """Where the money of one officer is.

    ``bulan`` is the status of the month (one of COUNTED, else ValueError: there is no slip),
    ``baris`` that of the officer's payment line, None where there is none. ``tunai`` says that the
    last attempt was in cash.
    """
    if bulan not in COUNTED:
        raise ValueError(f"bulan berstatus {bulan} tidak mempunyai slip")
    if bulan == DIAJUKAN:
        return DIHITUNG
    if bulan == DISETUJUI:  # before the recap nobody has a line
        return TERSETUJUI
    if baris is None:
        return TIDAK_ADA
    found = _BEFORE_PAYING.get(bulan) or _OF_LINE[baris]
    return _TUNAI.get(found, found) if tunai else found


def jalan(sekarang: Tahap) -> tuple[tuple[Tahap, str], ...]:
    """The six stops, each with "done", "now", "todo", or "back" where the money turned round.

    Money that arrived has nothing left to do; empty when nothing is paid.
    """
    if sekarang == TIDAK_ADA:
        return ()
    cash = sekarang in _TUNAI.values()
    stops = [_TUNAI.get(stop, stop) if cash else stop for stop in TAHAP]
    back = sekarang not in stops
    here = TAHAP.index(TERKIRIM) if back else stops.index(sekarang)
    word = "back" if back else "done" if here == len(stops) - 1 else "now"
    return tuple(
        (sekarang, word) if place == here else (stop, "done" if place < here else "todo")
        for place, stop in enumerate(stops)
    )
