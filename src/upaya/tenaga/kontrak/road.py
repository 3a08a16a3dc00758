"""The road of a contract made executable."""

from __future__ import annotations

from typing import Any

from upaya.alur.road import Road
from upaya.pegawai.models import Petugas
from upaya.rules.kesehatan import OPERATOR_PUSKESMAS
from upaya.rules.tenaga.road import KONTRAK
from upaya.tenaga.kontrak import reading, services
from upaya.tenaga.kontrak.models import Kontrak
from upaya.tenaga.mail import tell


def _worker(case: Any) -> Petugas:  # noqa: ANN401 - a contract
    found: Petugas = case.petugas
    return found


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
        "setujui_tenaga": services.tanda_tangan_sendiri,
        "tolak_tenaga": services.tanda_tangan_sendiri,
    },
    new_round=frozenset({"kembalikan", "tolak_tenaga"}),
    after=tell(_worker, OPERATOR_PUSKESMAS),
    read=reading.BacaanKontrak,
    related=reading.RELATED,
)
