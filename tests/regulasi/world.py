"""What regulasi brings to the walks."""

from __future__ import annotations

from tests.world.parts import Argument
from upaya.regulasi.ketetapan import beralamat
from upaya.regulasi.models import BarisAturan

BUILDERS = {
    BarisAturan: lambda p: p.unit.pagu.earliest("mulai"),
}
ARGUMENTS = {"jenis": Argument(lambda _: next(iter(beralamat())))}
QUERIES = {"regulasi:riwayat": "parameter=insentif_ukm.dasar"}

OPEN = {
    "regulasi:semua": 200,
    "regulasi:riwayat": 200,
}

UNNAMED = {
    **dict.fromkeys(
        ("aturan_sekali", "aturan_puskesmas_sekali"),
        "diputus dengan baris kabupaten terkunci, sesudah ditanyakan kepada buku aturan",
    ),
}
