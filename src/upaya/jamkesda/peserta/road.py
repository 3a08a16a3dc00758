"""The road of an application made executable."""

from __future__ import annotations

from upaya.alur.mail import tell_next
from upaya.alur.road import Road
from upaya.jamkesda.peserta import reading, services
from upaya.jamkesda.peserta.models import Pendaftaran
from upaya.rules.jamkesda.peran import ADMIN_UPT, PENDAFTARAN
from upaya.rules.jamkesda.road import PENDAFTARAN_PESERTA

ROAD = Road(
    PENDAFTARAN_PESERTA,
    Pendaftaran,
    {
        "bukan_peserta": reading.bukan_peserta,
        "tidak_dijamin": reading.tidak_dijamin,
        "kembar_diputus": reading.kembar_diputus,
        "surat_berlaku": reading.surat_berlaku,
        "ibu_dijamin": reading.ibu_dijamin,
    },
    effects={"aktifkan": services.aktifkan},
    new_round=frozenset({"kembalikan"}),
    after=tell_next(ADMIN_UPT, PENDAFTARAN),
    read=reading.BacaanPendaftaran,
    related=reading.RELATED,
)
