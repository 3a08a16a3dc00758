"""e-Jamkesda in the demo: Kabupaten Penajam Paser Utara with its real kecamatan and villages.

PPK, people and numbers do not exist.
"""

from __future__ import annotations

from random import Random

from upaya.demo.muat import Stage
from upaya.jamkesda.demo import klaim, loket, orang, peserta, staf, surat_miskin, tempat, umum

# Letters are numbered as they come: those of the months that are over before the counter's.
TAHAP = (peserta.make, klaim.make, surat_miskin.make, loket.make, staf.make, umum.make)
"""What fills the stage, in order."""


def make(random: Random) -> None:
    """The district, its people, its PPK, its members."""
    panggung = tempat.make(random)
    orang.make(panggung)
    for fill in TAHAP:
        fill(panggung)


STAGE = Stage("jamkesda", tempat.KODE, tempat.NAMA, make)
