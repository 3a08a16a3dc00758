"""The officer's own slip as a paper: the amount, why it is that amount, and where the money is."""

from __future__ import annotations

from collections.abc import Sequence

from upaya.core.documents.content import (
    Bagian,
    Isi,
    Jumlah,
    Kolom,
    Paragraf,
    Rincian,
    Subjudul,
    Tabel,
)
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.bulan.signatories import golongan
from upaya.insentif.documents.umum import keterangan, kop
from upaya.insentif.hasil.models import PerhitunganPetugas
from upaya.insentif.hasil.queries import Skor
from upaya.pembayaran.models import BarisPembayaran
from upaya.rules.insentif.explain_slip import Kalimat
from upaya.rules.money import rupiah

_PATH = (Kolom("Langkah", lebar=8), Kolom("Kapan", lebar=6))


def isi(
    share: PerhitunganPetugas,
    line: BarisPembayaran | None,
    kalimat: Sequence[Kalimat],
    jalan: Sequence[tuple[str, str]],
    skor: Skor | None,
) -> Isi:
    """One officer's share of one month.

    `line` is the officer's line of the payment, None before the recap. `kalimat` are the sentences
    of `explain_slip`, `jalan` the steps of the money with their days in words, `skor` the three
    parts of the weight; none is made here, so that screen and paper say the same.
    """
    sheet = LembarBulan(share.perhitungan.pengajuan)
    paid = line.neto if line else share.bruto
    return Isi(
        jenis="slip",
        kode="INS-SLP",
        judul="Slip Insentif UKM",
        kop=kop(sheet),
        keterangan=keterangan(sheet.month),
        bagian=(
            Rincian(
                (("Nama", share.petugas.nama), *_identity(share), *_amounts(share, line, skor))
            ),
            Jumlah("Diterima" if line else "Insentif sebelum pajak", paid),
            Subjudul("Mengapa sebesar ini?"),
            *_sentences(kalimat),
            Tabel("Perjalanan uang", _PATH, tuple(jalan), "Belum ada langkah yang tercatat."),
        ),
        total=paid,
        catatan=("Slip ini keterangan bagi petugas, bukan bukti pembayaran.",),
    )


def _identity(share: PerhitunganPetugas) -> tuple[tuple[str, str], ...]:
    officer = share.petugas
    nip = (("NIP", officer.nip),) if officer.nip else ()
    return (("Nama", officer.nama), *nip, ("Status dan golongan", golongan(officer)))


def _amounts(
    share: PerhitunganPetugas, line: BarisPembayaran | None, skor: Skor | None
) -> tuple[tuple[str, str], ...]:
    own = (
        ("Bobot", f"{share.bobot}{_parts(skor)}"),
        ("Bagian lapangan", rupiah(share.lapangan)),
        ("Bagian manajemen", rupiah(share.manajemen)),
        ("Insentif bulan ini", rupiah(share.bruto)),
    )
    if line is None:
        return own
    parts = tuple((str(part["uraian"]), rupiah(int(part["jumlah"]))) for part in line.rincian)
    return (
        *own,
        *(parts if len(parts) > 1 else ()),
        ("Pajak dipotong", rupiah(line.pajak)),
        *(
            (f"Potongan: {part['uraian']}", rupiah(int(part["jumlah"])))
            for part in line.rincian_potongan
        ),
        ("Rekening", f"{line.bank} {line.rekening_tersamar}".strip()),
        ("Pembayaran", line.get_status_display()),
    )


def _parts(skor: Skor | None) -> str:
    if skor is None:
        return ""
    school, main, extra = skor
    return f" (pendidikan {school}, jabatan utama {main}, jabatan tambahan {extra})"


def _sentences(kalimat: Sequence[Kalimat]) -> tuple[Bagian, ...]:
    return tuple(
        Paragraf(f"{one.teks} ({one.dasar_hukum}; asal: {one.asal})", number)
        for number, one in enumerate(kalimat, start=1)
    )
