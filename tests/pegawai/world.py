"""What pegawai brings to the walks."""

from __future__ import annotations

from tests.factories.insentif import make_team
from tests.factories.pegawai import make_jenis_jabatan, make_penugasan
from tests.world.handle import Place
from upaya.exchange.xlsx_writer import table_bytes
from upaya.pegawai.import_columns import KOLOM, LEMBAR
from upaya.pegawai.models import (
    ImporPetugas,
    JenisJabatan,
    Padanan,
    Penetapan,
    Penugasan,
    Petugas,
    SuratKeputusan,
)
from upaya.pegawai.services import importing, padanan
from upaya.wilayah.own_words import Jawaban


def _import(place: Place) -> ImporPetugas:
    access = make_team(place.unit).operator.access()
    body = table_bytes([column.judul for column in KOLOM], [], LEMBAR)
    return importing.upload(access, place.unit.pk, f"{place.mark}.xlsx", body)


def _own_word(place: Place) -> Padanan:
    access = make_team(place.unit).operator.access()
    word = f"{place.mark} kata"
    padanan.remember(access, place.unit.pk, [Jawaban("status", word, "PNS")])
    return Padanan.objects.get(puskesmas=place.unit, tulisan=word)


BUILDERS = {
    ImporPetugas: _import,
    Padanan: _own_word,
    JenisJabatan: lambda p: make_jenis_jabatan(kabupaten=p.unit.kabupaten),
    Penetapan: lambda p: p.petugas.penetapan.earliest("pk"),
    Penugasan: lambda p: make_penugasan(p.petugas),
    Petugas: lambda p: p.petugas,
    SuratKeputusan: lambda p: p.petugas.penetapan.earliest("pk").sk,
}

UNTIED = {
    "pegawai.SuratKeputusan.dicatat_oleh": "kosong bila dicatat sebelum penulisnya disimpan",
}
UNNAMED = {
    "aturan_bank_sekali": "diganti seluruhnya dengan baris format bank kabupaten terkunci",
}
