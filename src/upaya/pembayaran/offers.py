"""What other programs may read of payments: sums, never an account or a name."""

from __future__ import annotations

from upaya.core.offers import Field, Offer, whose
from upaya.pembayaran.izin import IzinPembayaran
from upaya.pembayaran.models import Pembayaran

PEMBAYARAN = Offer(
    system="pembayaran",
    name="pembayaran",
    title="Pembayaran: jumlah, dana yang datang, selesai kapan",
    permission=IzinPembayaran.LIHAT,
    model=Pembayaran,
    fields=(
        *whose("unit"),
        Field("sumber", "teks", "Sistem yang membayar."),
        Field("sumber_id", "bulat", "Kunci barisnya dalam sistem itu."),
        Field("judul", "teks", "Apa yang dibayar."),
        Field("total", "rupiah", "Jumlah kotor seluruh penerima."),
        Field("dana", "rupiah", "Dana yang sudah datang."),
        Field("selesai", "waktu", "Kapan seluruhnya dibayar.", "selesai_pada", empty=True),
    ),
    narrows=("sumber",),
)
