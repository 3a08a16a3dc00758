"""What was planned first, what is planned now, what was spent, what is left; all whole rupiah."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from upaya.rules.money import rupiah

BELUM_DIRINCI = "Belum dirinci menurut kegiatan"
"""What is known to be spent in a month, but not on which activity."""


@dataclass(frozen=True, slots=True)
class Anggaran:
    """Four figures of one activity, one month or a whole plan.

    `murni` is the first version, `perubahan` the one that is read, `realisasi` what was spent.
    """

    murni: int = 0
    perubahan: int = 0
    realisasi: int = 0

    @property
    def sisa(self) -> int:
        """What is planned and not spent."""
        return self.perubahan - self.realisasi

    def __add__(self, other: Anggaran) -> Anggaran:
        """Both together."""
        return Anggaran(
            self.murni + other.murni,
            self.perubahan + other.perubahan,
            self.realisasi + other.realisasi,
        )


def jumlah(parts: Iterable[Anggaran]) -> Anggaran:
    """All together."""
    return sum(parts, Anggaran())


def susun(
    murni: Mapping[int, int], perubahan: Mapping[int, int], realisasi: Mapping[int, int]
) -> dict[int, Anggaran]:
    """The figures of each; in the order of what is planned now, then what is only planned first.

    What was spent is never lost, whatever the plan says of it.
    """
    keys = dict.fromkeys((*perubahan, *murni, *realisasi))
    return {
        key: Anggaran(murni.get(key, 0), perubahan.get(key, 0), realisasi.get(key, 0))
        for key in keys
    }


def terlampaui(nama: str, setahun: int, realisasi: int) -> str:
    """Why an activity cannot be planned, or spent on, so; "" when it can.

    The plan is what may be spent (Pasal 10 ayat (1)): what was spent cannot be planned away.
    """
    if realisasi <= setahun:
        return ""
    return (
        f"{nama}: realisasi {rupiah(realisasi)} melebihi anggaran setahun {rupiah(setahun)}. "
        "Yang sudah dibelanjakan tetap direncanakan."
    )


def silpa(pagu: int, bawaan: int, realisasi: int) -> int:
    """What a year leaves: its pagu and what came from the year before, less what was spent."""
    return max(pagu + bawaan - realisasi, 0)
