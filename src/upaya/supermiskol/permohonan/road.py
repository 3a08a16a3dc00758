"""The road of a request made executable."""

from __future__ import annotations

from upaya.alur.findings import all_answered, none_new, reopen, some_new
from upaya.alur.mail import tell_next
from upaya.alur.road import Road
from upaya.rules.supermiskol.road import MISKOL, OPERATOR_DESA
from upaya.supermiskol.permohonan import reading
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.surat import services
from upaya.supermiskol.ulangan.services import draw

ROAD = Road(
    MISKOL,
    Permohonan,
    {
        "berkas_lengkap": reading.berkas_lengkap,
        "kepesertaan": reading.kepesertaan,
        "dijawab": all_answered,
        "kembar_diputus": reading.kembar_diputus,
        "bersih": none_new,
        "ada_temuan": some_new,
        "kunjungan_lengkap": reading.kunjungan_lengkap,
        "kunjungan_baru": reading.kunjungan_baru,
        "hasil_lengkap": reading.hasil_lengkap,
    },
    effects={
        "setujui": services.approve,
        "tinjau": draw,
        "tolak": services.refuse,
        "cabut": services.withdraw,
        "kembalikan_dinkes": reopen,
        "kembalikan_kecamatan": reopen,
        "kembalikan_dinsos": reopen,
    },
    new_round=frozenset({"kembalikan_dinkes", "kembalikan_kecamatan", "kembalikan_dinsos"}),
    after=tell_next(OPERATOR_DESA),
    read=reading.BacaanPermohonan,
    related=reading.RELATED,
)
