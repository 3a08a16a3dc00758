"""The road of a claim made executable."""

from __future__ import annotations

from upaya.alur.mail import tell_next
from upaya.alur.road import Road
from upaya.jamkesda.klaim import putusan, reading
from upaya.jamkesda.klaim.models import Klaim
from upaya.rules.jamkesda.peran import PETUGAS_KLAIM
from upaya.rules.jamkesda.road_klaim import KLAIM

ROAD = Road(
    KLAIM,
    Klaim,
    {
        "diputus": reading.diputus,
        "lengkap": reading.lengkap,
        "dalam_tenggat": reading.dalam_tenggat,
        "lewat_tenggat": reading.lewat_tenggat,
        "bernilai": reading.bernilai,
        "nihil": reading.nihil,
        "baru_saja": reading.baru_saja,
        "ada_keberatan": reading.ada_keberatan,
        "lewat_kumpulan": reading.lewat_kumpulan,
    },
    effects={
        "verifikasi": putusan.verify,
        "periksa_lagi": putusan.reexamine,
        "setujui": putusan.settle,
        "tolak": putusan.settle,
        "tutup_lewat_tenggat": putusan.close_late,
        "lengkapi": putusan.send_again,
        "urungkan": putusan.undo,
        "terima_keberatan": putusan.grant,
    },
    new_round=frozenset({"lengkapi", "terima_keberatan"}),
    after=tell_next(PETUGAS_KLAIM),
    read=reading.BacaanKlaim,
    related=reading.RELATED,
    heavy=("masukan",),
)
