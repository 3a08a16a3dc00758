"""What a guarantee letter says."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from upaya.core.documents.content import Isi, Kop, Paragraf, Rincian, TandaTangan
from upaya.core.documents.pdf import Terbit
from upaya.core.models import Dokumen
from upaya.jamkesda.luring.queries import tanda_surat
from upaya.jamkesda.surat.models import SuratJaminan
from upaya.rules.money import rupiah
from upaya.rules.period import tanggal

JENIS = "surat_jaminan"


def letter(case: SuratJaminan, signer: tuple[str, str, str]) -> Isi:
    """The content of a letter; `signer` is name, NIP and rank of whoever issues it."""
    name, nip, rank = signer
    unit, person = case.ppk.unit, case.peserta.warga
    referral = "-"
    if case.rujukan is not None:
        referral = f"{case.rujukan.nomor} dari {case.rujukan.dari.unit.nama}"
    elif case.gawat_darurat:
        referral = "gawat darurat, tanpa rujukan"
    return Isi(
        jenis=JENIS,
        kode="SJ",
        judul="Surat Jaminan Pelayanan Jamkesda",
        kop=Kop(
            f"Pemerintah {case.kabupaten.nama}",
            unit.nama,
            alamat=tuple(filter(None, (unit.alamat, unit.telepon))),
        ),
        bagian=(
            Paragraf("Peserta Jaminan Kesehatan Daerah di bawah ini dijamin pelayanannya:"),
            Rincian(
                (
                    ("Nama", person.nama),
                    ("Nomor kartu", case.peserta.kartu),
                    ("Tanggal lahir", tanggal(person.tanggal_lahir)),
                    ("Fasilitas kesehatan", unit.nama),
                    ("Layanan", _care(case)),
                    ("Kelompok diagnosis", case.diagnosis),
                    ("Rujukan", referral),
                    ("Berlaku", f"{tanggal(case.mulai)} sampai {tanggal(case.sampai)}"),
                    ("Batas jaminan", rupiah(case.batas) if case.batas is not None else "-"),
                    *_owed(case),
                )
            ),
            Paragraf(
                "Biaya yang melampaui batas jaminan tidak ditagihkan kepada UPT Jamkesda. Surat "
                "ini berlaku bagi satu rangkaian pelayanan."
            ),
        ),
        keterangan=f"Perjanjian {case.perjanjian.nomor}",
        tempat=case.kabupaten.tempat,
        tanda_tangan=(TandaTangan("Penerbit", name, nip, pangkat=rank),),
    )


def address_of(kode: str) -> str:
    """The page behind the QR of a letter: how it stands, and five questions to its holder."""
    path = reverse("jamkesda:umum_surat", kwargs={"kode": kode})
    return f"{settings.BASE_URL.rstrip('/')}{path}"


def terbit(case: SuratJaminan, issued: Dokumen) -> Terbit:
    """What stands at the foot of an issued letter."""
    address, line = address_of(case.kode), tanda_surat(case)
    return Terbit(issued.nomor, issued.tanggal, issued.sidik, address, line)


def _owed(case: SuratJaminan) -> tuple[tuple[str, str], ...]:
    """Until when the papers of an emergency are awaited."""
    due = case.susulan_sampai
    return (("Berkas susulan", f"paling lambat {tanggal(due)}"),) if due else ()


def _care(case: SuratJaminan) -> str:
    kelas = f", {case.kata_kelas}" if case.kelas else ""
    return f"{case.get_layanan_display()}{kelas}"
