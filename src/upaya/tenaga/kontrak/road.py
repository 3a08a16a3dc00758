"""The road of a contract made executable."""

from __future__ import annotations

from upaya.alur.mail import tell_next
from upaya.alur.road import Road
from upaya.rules.kesehatan import OPERATOR_PUSKESMAS, PETUGAS
from upaya.rules.tenaga.road import KONTRAK
from upaya.tenaga.kontrak import reading, services
from upaya.tenaga.kontrak.models import Kontrak

ROAD = Road(
    KONTRAK,
    Kontrak,
    {
        "berformasi": reading.berformasi,
        "bersyarat": reading.bersyarat,
        "berisi": reading.berisi,
    },
    effects={
        "akhiri": services.akhiri,
        "batalkan": services.lepas,
        "setujui_tenaga": services.tanda_tangan_sendiri,
        "tolak_tenaga": services.tanda_tangan_sendiri,
    },
    new_round=frozenset({"kembalikan", "tolak_tenaga"}),
    after=tell_next(OPERATOR_PUSKESMAS, PETUGAS),
    read=reading.BacaanKontrak,
    related=reading.RELATED,
)
