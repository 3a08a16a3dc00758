"""The road of an SPJ made executable."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from upaya.alur.findings import all_answered, none_new, reopen, some_new
from upaya.alur.mail import tell_next
from upaya.alur.road import Road
from upaya.bok.spj import reading
from upaya.bok.spj.models import SpjKegiatan
from upaya.bok.spj.reading import BacaanSpj
from upaya.core import clock
from upaya.core.access import Access
from upaya.rules.bok.road_spj import SPJ
from upaya.rules.kesehatan import BENDAHARA_PEMBANTU


def _sent(reading: BacaanSpj, _access: Access, _context: Mapping[str, Any]) -> None:
    """Effect of sending: from when on somebody looks."""
    reading.subject.dikirim_pada = clock.now()


_BACK = frozenset({"kembalikan_puskesmas", "kembalikan_dinas"})

ROAD = Road(
    SPJ,
    SpjKegiatan,
    {
        "lengkap": reading.lengkap,
        "kegiatan_sah": reading.kegiatan_sah,
        "dijawab": all_answered,
        "bersih": none_new,
        "ada_temuan": some_new,
    },
    effects={"kirim": _sent, **dict.fromkeys(_BACK, reopen)},
    new_round=_BACK,
    after=tell_next(BENDAHARA_PEMBANTU),
    read=reading.BacaanSpj,
    related=reading.RELATED,
)
