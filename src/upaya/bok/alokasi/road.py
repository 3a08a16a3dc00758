"""The road of an allocation made executable: frozen when submitted, a pagu when decided."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from upaya.alur.mail import tell_next
from upaya.alur.road import MoveRefusedError, Road
from upaya.bok.alokasi.models import Alokasi
from upaya.bok.alokasi.reading import BacaanAlokasi
from upaya.bok.ketetapan.keys import PAGU_BOK
from upaya.core import clock
from upaya.core.access import Access
from upaya.core.documents import register
from upaya.exchange.bok import alokasi_json
from upaya.regulasi.services import AturanRefusedError, Ketetapan, adopt
from upaya.rules.bok.road_dinas import ALOKASI, PERENCANA_DINAS

RELATED = ("unit", "kabupaten")
"""What an allocation is loaded with wherever it is read."""


def _computed(reading: BacaanAlokasi) -> list[str]:
    return reading.hitungan[1]


def _carries(reading: BacaanAlokasi) -> list[str]:
    return reading.terlalu_kecil


def _unchanged(reading: BacaanAlokasi) -> list[str]:
    if not reading.berubah and reading.sama:
        return []
    sentence = (
        "Bobot, pita, desa STBM, atau puskesmas berubah sejak alokasi ini diajukan. Kembalikan, "
        "lalu minta diajukan lagi."
    )
    return [sentence]


def _freeze(reading: BacaanAlokasi, _access: Access, _context: Mapping[str, Any]) -> None:
    asked, found, case = reading.diminta, reading.hasil, reading.subject
    assert asked is not None and found is not None  # noqa: S101, PT018 - the conditions asked
    case.masukan = alokasi_json.as_request(asked)
    case.hasil = alokasi_json.result(asked, found)
    case.sidik = alokasi_json.sidik(asked, found)


def _thaw(reading: BacaanAlokasi, _access: Access, _context: Mapping[str, Any]) -> None:
    case = reading.subject
    case.masukan, case.hasil, case.sidik = None, None, ""


def _decide(reading: BacaanAlokasi, access: Access, _context: Mapping[str, Any]) -> None:
    """Each part is the year's pagu of its puskesmas from now on, proposed by who submitted it."""
    case, sent = reading.subject, reading.last_move("ajukan")
    weights = reading.ketentuan
    assert sent is not None and weights is not None  # noqa: S101, PT018 - it stands on DIAJUKAN
    case.ditetapkan_pada = clock.today()
    rows = [
        Ketetapan(
            kunci=PAGU_BOK,
            nilai=row.total,
            mulai=date(case.tahun, 1, 1),
            sampai=case.akhir_tahun,
            nomor_keputusan=f"Penetapan {case.full_name}",
            tanggal_keputusan=clock.today(),
            contoh=weights.bobot.origin == "asumsi",
            puskesmas_id=row.unit.pk,
        )
        for row in reading.baris
    ]
    try:
        adopt(access, sent.actor_id, rows)
    except AturanRefusedError as refused:
        raise MoveRefusedError(str(refused)) from refused
    older = Alokasi.objects.filter(unit=case.unit_id, tahun=case.tahun).exclude(pk=case.pk)
    keys = list(older.order_by("pk").values_list("pk", flat=True))
    if keys:
        register.withdraw(Alokasi, keys, access, sebab=f"Diganti {case.full_name}.")


ROAD = Road(
    ALOKASI,
    Alokasi,
    {"terhitung": _computed, "memuat_insentif": _carries, "masih_sama": _unchanged},
    effects={"ajukan": _freeze, "tetapkan": _decide, "kembalikan": _thaw},
    new_round=frozenset({"kembalikan"}),
    after=tell_next(PERENCANA_DINAS),
    read=BacaanAlokasi,
    related=RELATED,
)
