"""What of contracts and months of work never changes, and the roads they move on."""

from __future__ import annotations

from upaya.core.keeping import fixed, moves, never_removed
from upaya.rules.tenaga.road import BULAN as JALAN_BULAN
from upaya.rules.tenaga.road import KONTRAK as JALAN_KONTRAK
from upaya.tenaga.kerja.models import BulanKerja
from upaya.tenaga.kontrak.models import Kontrak

_SIGNED = "OLD.status IN ('berlaku', 'diakhiri')"

KONTRAK = (
    never_removed("kontrak_tetap", Kontrak),
    fixed(
        "kontrak_isi",
        Kontrak,
        free=("status", "status_since", "round", "berakhir"),
        when=_SIGNED,
    ),
    moves("kontrak_jalan", Kontrak, JALAN_KONTRAK.ways),
)
BULAN = (
    never_removed("bulan_kerja_tetap", BulanKerja),
    fixed(
        "bulan_kerja_milik",
        BulanKerja,
        only=("kabupaten", "puskesmas", "kontrak", "periode", "dibuka_oleh", "dibuka_pada"),
    ),
    fixed("bulan_kerja_beku", BulanKerja, only=("honor",), when="OLD.honor IS NOT NULL"),
    moves("bulan_kerja_jalan", BulanKerja, JALAN_BULAN.ways),
)
