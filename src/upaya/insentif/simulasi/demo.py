"""One saved what-if: ten percent as the base, computed over the months that were submitted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from upaya.core import clock
from upaya.demo.kabupaten import KODE, Peta
from upaya.insentif.simulasi import services
from upaya.regulasi.queries import rulebook_for
from upaya.rules.insentif.ketentuan import DASAR
from upaya.rules.kesehatan import ADMIN_DINAS
from upaya.rules.scenario import PEMBAGIAN, susun


def make(peta: Peta) -> None:
    """Created by the admin of the Dinas and computed at once."""
    skenario = susun(
        {DASAR: Decimal("0.1"), PEMBAGIAN: {"lapangan": 80, "manajemen": 20}}, rulebook_for(KODE)
    )
    with clock.pretend(date(2022, 11, 2)):
        made = services.create(
            peta.of(peta.dinas, ADMIN_DINAS),
            nama="Dasar 10%, pembagian 80:20",
            skenario=skenario,
        )
        services.run.call(made.pk, made.percobaan)
