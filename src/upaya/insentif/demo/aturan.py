"""A rule that waits for the Kepala Dinas: bands of people for next year, said to be a sample."""

from __future__ import annotations

from datetime import date

from upaya.core import clock
from upaya.demo.kabupaten import Peta
from upaya.insentif.ketetapan.kinds import Kunci
from upaya.regulasi.services import Ketetapan, propose
from upaya.rules.kesehatan import ADMIN_DINAS


def make(peta: Peta) -> None:
    """One proposal, entered by the admin of the Dinas."""
    with clock.pretend(date(2022, 11, 1)):
        propose(
            peta.of(peta.dinas, ADMIN_DINAS),
            Ketetapan(
                kunci=Kunci.PITA_PENDUDUK,
                nilai=[18_000, 26_000, 34_000, 42_000],
                mulai=date(2023, 1, 1),
                sampai=date(2023, 12, 31),
                nomor_keputusan="440/DEMO/PITA/2023",
                tanggal_keputusan=date(2022, 11, 1),
                contoh=True,
            ),
        )
