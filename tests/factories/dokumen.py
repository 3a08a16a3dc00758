"""Builders of documents."""

from datetime import date

from django.db import transaction

from upaya.core.access import Access
from upaya.core.documents import register
from upaya.core.documents.content import (
    Bagian,
    Isi,
    Jumlah,
    Kolom,
    Kop,
    Paragraf,
    Rincian,
    Tabel,
    TandaTangan,
)
from upaya.core.documents.pdf import Terbit
from upaya.core.models import Dokumen, PencabutanDokumen
from upaya.wilayah.models import Unit

KOP = Kop("Pemerintah Kabupaten Situbondo", "Dinas Kesehatan", "Puskesmas Panji")
TERBIT = Terbit(
    "007/INS-DPK/PUSKESMAS-PANJI/XI/2022",
    date(2022, 11, 3),
    "1a2b3c4d5e6f7a8b" + "0" * 48,
    "https://upaya.example/periksa/abcd2345efgh6789/",
)


def make_table(count: int = 3, name: str = "Petugas Rekaan") -> Tabel:
    """A list to sign with `count` officers."""
    return Tabel(
        "Penerima",
        (
            Kolom("No", "angka", 1),
            Kolom("Nama", lebar=6),
            Kolom("Jabatan", lebar=5),
            Kolom("Bruto", "rupiah", 3, jumlah=True),
            Kolom("Pajak", "rupiah", 2, jumlah=True),
            Kolom("Diterima", "rupiah", 3, jumlah=True),
            Kolom("Rekening", lebar=4),
            Kolom("Tanda tangan", "tanda_tangan", 5),
        ),
        tuple(
            (n, f"{name} {n}", "Bidan", 1_000_000 + n, 50_000, 950_000 + n, "•••• 4321", None)
            for n in range(1, count + 1)
        ),
    )


def make_isi(
    *parts: Bagian, jenis: str = "daftar_penerimaan", total: int | None = 2_850_006
) -> Isi:
    """A list to sign, or the given parts under the same letterhead."""
    usual = (Rincian((("Bulan", "Agustus 2022"),)), make_table(), Jumlah("Diterima", 2_850_006))
    return Isi(
        jenis=jenis,
        kode="INS-DPK",
        judul="Daftar Penerimaan Insentif UKM",
        kop=KOP,
        bagian=parts or usual,
        keterangan="Agustus 2022",
        total=total,
        tempat="Situbondo",
        tanda_tangan=(
            TandaTangan("Kepala Puskesmas", "dr. Rekaan", pembuka="Mengetahui,"),
            TandaTangan("Bendahara Pengeluaran Pembantu"),
        ),
        catatan=("Nomor rekening ditampilkan empat angka terakhirnya.",),
        mendatar=True,
    )


def make_dokumen(unit: Unit, access: Access, text: str = "Isi rekaan.") -> Dokumen:
    """An issued document about `unit`."""
    assert unit.kabupaten_id is not None
    return register.issue(
        unit,
        make_isi(Paragraf(text)),
        access,
        kabupaten_id=unit.kabupaten_id,
        unit_id=unit.pk,
    )


def withdraw_dokumen(unit: Unit, access: Access) -> PencabutanDokumen:
    """A document about `unit`, of a kind of its own, that was issued and withdrawn."""
    assert unit.kabupaten_id is not None
    isi = make_isi(Paragraf("Isi yang dicabut."), jenis="dicabut")
    made = register.issue(unit, isi, access, kabupaten_id=unit.kabupaten_id, unit_id=unit.pk)
    with transaction.atomic():
        register.withdraw(Unit, [unit.pk], access, sebab="Contoh dicabut.", kinds=["dicabut"])
    return PencabutanDokumen.objects.get(dokumen=made)
