"""The road of a guarantee letter made executable."""

from __future__ import annotations

from upaya.alur.mail import tell_next
from upaya.alur.road import Road
from upaya.jamkesda.surat import reading, services
from upaya.jamkesda.surat.models import SuratJaminan
from upaya.rules.jamkesda.peran import PENDAFTARAN
from upaya.rules.jamkesda.road import SURAT_JAMINAN

ROAD = Road(
    SURAT_JAMINAN,
    SuratJaminan,
    {
        "berhak": reading.berhak,
        "perjanjian": reading.perjanjian,
        "rujukan": reading.rujukan,
        "tanpa_persetujuan": reading.tanpa_persetujuan,
        "perlu_persetujuan": reading.perlu_persetujuan,
        "belum_diklaim": reading.belum_diklaim,
        "berkas_lewat": reading.berkas_lewat,
    },
    effects={"terbitkan": services.terbitkan, "setujui": services.terbitkan},
    new_round=frozenset({"kembalikan"}),
    after=tell_next(PENDAFTARAN),
    read=reading.BacaanSurat,
    related=reading.RELATED,
)
