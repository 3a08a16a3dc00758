"""What a person adds to a checked claim: what to do with it, and cuts with a code and a sentence.

The machine advises, a named person decides ([ADR 29](docs/adr/0029-one-table-of-reasons.md)). A
person cuts further, and lifts nothing: what was found wrongly is mended where it stands (register,
letter, tariff) and checked again, so that the working always explains the amount.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from upaya.rules.jamkesda.alasan import DAPAT_DILENGKAPI, OLEH_VERIFIKATOR
from upaya.rules.jamkesda.compute import Hasil, HasilBaris, Potongan, Temuan, putusan
from upaya.rules.money import rupiah

Saran = Literal["terima", "kembalikan", "tolak", "periksa"]
SARAN: dict[Saran, str] = {
    "terima": "Terima: tidak ada yang perlu dilihat orang.",
    "kembalikan": "Kembalikan: PPK masih dapat melengkapi atau menjelaskannya.",
    "tolak": "Tolak: tidak ada yang dapat dibayar.",
    "periksa": "Periksa: baca alasannya, lalu terima, potong, atau kembalikan.",
}
"""What is advised, in words. Sent back is not refused: the provider may send it again."""

_KODE = {one.kode: one for one in OLEH_VERIFIKATOR}
_PALING_PENDEK = 10


def saran(hasil: Hasil) -> Saran:
    """What to do with a checked claim: only reasons that can be mended send it back."""
    if hasil.putusan == "lolos":
        return "terima"
    if DAPAT_DILENGKAPI.issuperset(hasil.kode):
        return "kembalikan"
    return "tolak" if hasil.putusan == "ditolak" else "periksa"


class Pemotongan(NamedTuple):
    """A person's cut: whole rupiah of line `no`, with a code of `OLEH_VERIFIKATOR`."""

    no: int
    kode: str
    jumlah: int
    kalimat: str


def cacat(hasil: Hasil, cuts: Iterable[Pemotongan]) -> list[tuple[int, str]]:
    """What is wrong with a person's cuts: the place of each and a sentence; [] when nothing is."""
    left = {row.no: row.disetujui for row in hasil.baris}
    found = []
    for place, cut in enumerate(cuts):
        if cut.no not in left:
            found.append((place, f"Klaim ini tidak mempunyai baris {cut.no}."))
        elif cut.kode not in _KODE:
            found.append((place, f"Pilih kode {', '.join(_KODE)}."))
        elif cut.jumlah <= 0:
            found.append((place, "Jumlah yang dipotong harus di atas nol."))
        elif cut.jumlah > left[cut.no]:
            found.append((place, f"Baris {cut.no} tersisa {rupiah(left[cut.no])}."))
        elif len(cut.kalimat.strip()) < _PALING_PENDEK:
            found.append((place, "Tulis alasannya dalam satu kalimat bagi PPK."))
        else:
            left[cut.no] -= cut.jumlah
    return found


def potong(hasil: Hasil, cuts: Iterable[Pemotongan]) -> Hasil:
    """The claim with a person's cuts; ValueError when `cacat` finds something wrong with them."""
    wanted = list(cuts)
    wrong = cacat(hasil, wanted)
    if wrong:
        raise ValueError(" ".join(sentence for _, sentence in wrong))
    rows: dict[int, HasilBaris] = {row.no: row for row in hasil.baris}
    found = list(hasil.temuan)
    for cut in wanted:
        said = cut.kalimat.strip()
        row = rows[cut.no]
        taken = Potongan(cut.kode, cut.jumlah, said)
        rows[cut.no] = row._replace(potongan=(*row.potongan, taken))
        found.append(Temuan(cut.kode, cut.no, said))
    approved = sum(row.disetujui for row in rows.values())
    return hasil._replace(
        baris=tuple(rows[row.no] for row in hasil.baris),
        temuan=tuple(found),
        disetujui=approved,
        putusan=putusan(found, approved),
    )
