"""What other programs may read of Supermiskol: requests and letters without anybody's name."""

from __future__ import annotations

from upaya.core.offers import Field, Offer, standing, whose
from upaya.supermiskol.izin import IzinSupermiskol
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.surat.models import SuratMiskin

PERMOHONAN = Offer(
    system="supermiskol",
    name="permohonan",
    title="Permohonan surat miskin dan keadaannya, tanpa nama",
    permission=IzinSupermiskol.LIHAT,
    model=Permohonan,
    fields=(
        *whose("desa"),
        Field("tiket", "teks", "Nomor tiket."),
        Field("masuk", "waktu", "Kapan pemohon datang.", "masuk_pada"),
        Field("keperluan", "teks", "Untuk perawatan apa."),
        *standing(Permohonan.workflow.title),
    ),
    narrows=("status",),
)
SURAT = Offer(
    system="supermiskol",
    name="surat",
    title="Surat miskin yang terbit, tanpa nama",
    permission=IzinSupermiskol.LIHAT,
    model=SuratMiskin,
    fields=(
        *whose("permohonan__desa"),
        Field("nomor", "teks", "Nomor surat."),
        Field("terbit", "tanggal", "Tanggal terbit."),
        Field("berlaku_sampai", "tanggal", "Hari terakhir berlakunya."),
        Field("dicabut", "tanggal", "Kapan dicabut.", "dicabut_tanggal", empty=True),
    ),
    narrows=("terbit", "nomor"),
)
