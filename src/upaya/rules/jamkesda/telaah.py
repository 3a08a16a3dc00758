"""Which claims a person looks at: those with a cause, large ones, and a share drawn by lot.

Source: no regulation says how claims are reviewed (Pasal 14 Perbup Penajam Paser Utara 29/2016
leaves governance to the Kepala Dinas); amount and share are assumptions that a district may replace
(`telaah.yaml`). What a drawn claim shows decides that claim alone: nothing is extrapolated.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import date
from typing import NamedTuple

from upaya.rules.jamkesda.compute import Putusan
from upaya.rules.parameter import RuleBook, Value

VERSI_SARINGAN = "2"
"""Version of the sorting and of the draw; it changes only when a result changes."""

ATURAN, UNDIAN, BESAR, BERTANDA, ULANG = "aturan", "undian", "besar", "bertanda", "ulang"
JALUR = {
    ATURAN: "lolos menurut aturan",
    UNDIAN: "diundi untuk dilihat orang",
    BESAR: "di atas jumlah yang lolos menurut aturan",
    BERTANDA: "ada alasan yang dilihat orang",
    ULANG: "pengajuan ulang, selalu dilihat orang",
}
"""The ways a claim can take, in words."""

LOLOS, BAGIAN = "jamkesda.telaah.lolos_paling_banyak", "jamkesda.telaah.bagian_undian"
HARI_AJUKAN, HARI_JAWAB = "jamkesda.keberatan.hari_ajukan", "jamkesda.keberatan.hari_jawab"

SELURUHNYA = 10_000
"""A draw is one of so many numbers; a percent is a hundred of them."""


class AturanSaringan(NamedTuple):
    """The two parameters on a day: rupiah, percent, and the values with their sources."""

    lolos: int
    bagian: int
    dibaca: tuple[Value, ...]


def baca(book: RuleBook, day: date, district: str | None = None) -> AturanSaringan:
    """Read them; ValueError for a share that is no percentage."""
    amount, share = book.read(LOLOS, day, district), book.read(BAGIAN, day, district)
    if not 0 <= share.integer <= 100:  # noqa: PLR2004 - percent
        raise ValueError(f"{BAGIAN}: {share.integer} bukan persen")
    return AturanSaringan(amount.integer, share.integer, (amount, share))


def boleh_lolos(putusan: Putusan | str, jumlah: int, aturan: AturanSaringan) -> bool:
    """Whether a claim with this advice and `jumlah` rupiah left takes part in the draw."""
    return putusan == "lolos" and 0 < jumlah <= aturan.lolos


def undi(benih: bytes, nama: str) -> int:
    """The number of a claim, 0 to 9,999: HMAC-SHA-256 of its name under the period's seed.

    Whoever does not have the seed cannot know it; whoever has it finds the same number again.
    """
    drawn = hmac.new(benih, nama.encode(), hashlib.sha256).digest()
    return int.from_bytes(drawn[:8], "big") * SELURUHNYA >> 64


def komitmen(benih: bytes) -> str:
    """What is published of a seed when its period opens: SHA-256, 64 hex digits."""
    return hashlib.sha256(benih).hexdigest()


def saring(
    putusan: Putusan | str, jumlah: int, angka: int | None, aturan: AturanSaringan, *, ulang: bool
) -> str:
    """The way of a claim; `angka` is its draw, None where it does not take part.

    `ulang`: it comes again after a refusal, which a person decided.
    """
    if putusan != "lolos" or not jumlah:
        return BERTANDA
    if ulang:
        return ULANG
    if jumlah > aturan.lolos or angka is None:
        return BESAR
    return UNDIAN if angka < aturan.bagian * (SELURUHNYA // 100) else ATURAN


def risiko(jumlah: int, alasan: int) -> int:
    """What an open claim weighs in the queue: the rupiah at stake times one more than its causes.

    A simple figure that everybody can repeat; it orders the work and decides nothing.
    """
    return jumlah * (1 + alasan)
