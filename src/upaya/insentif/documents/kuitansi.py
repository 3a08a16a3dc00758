"""Kuitansi: the treasurer of the puskesmas received one transfer (Pasal 11A ayat (8) huruf i)."""

from __future__ import annotations

from upaya.core.documents.content import Isi, Jumlah, Paragraf, Rincian
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.documents.umum import keterangan, kop, puskesmas, signer, tempat
from upaya.pembayaran.models import DanaMasuk
from upaya.rules.kesehatan import BENDAHARA_PEMBANTU, BENDAHARA_PENGELUARAN
from upaya.rules.money import rupiah
from upaya.rules.period import tanggal


def isi(sheet: LembarBulan, transfer: DanaMasuk, number: int) -> Isi:
    """The receipt of the `number`-th transfer of the month."""
    month = sheet.month
    rows = [
        ("Sudah terima dari", f"Bendahara Pengeluaran {sheet.dinas}"),
        ("Untuk pembayaran", f"Insentif UKM {puskesmas(month)} bulan {month.period.nama}"),
        ("Nomor bukti transfer", transfer.nomor),
        ("Tanggal transfer", tanggal(transfer.tanggal)),
        ("Transfer ke", str(number)),
        ("Sisa yang belum ditransfer", rupiah(transfer.sisa)),
    ]
    if transfer.rekening:
        rows.append(("Ke rekening", str(transfer.rekening)))
    if transfer.alasan:
        rows.append(("Alasan kurang dari pengajuan", transfer.alasan))
    return Isi(
        jenis=f"kuitansi-{number}",
        kode="INS-KWT",
        judul="Kuitansi Penerimaan Dana Insentif UKM",
        kop=kop(sheet),
        keterangan=keterangan(month),
        bagian=(
            Rincian(tuple(rows)),
            Jumlah("Uang sejumlah", transfer.jumlah),
            Paragraf("Dana ini hanya untuk dibayarkan kepada petugas dalam daftar penerimaan."),
        ),
        total=transfer.jumlah,
        tempat=tempat(month),
        tanda_tangan=(
            signer(BENDAHARA_PENGELUARAN, sheet.pelaku(transfer.dicatat_oleh), "Yang menyerahkan,"),
            signer(BENDAHARA_PEMBANTU, sheet.pejabat(BENDAHARA_PEMBANTU), "Yang menerima,"),
        ),
    )
