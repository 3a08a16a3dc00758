"""What citizens of the demo sent: questions, complaints, answers on letters."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from upaya.core import clock
from upaya.core.documents import pdf
from upaya.core.documents.content import Isi, Kop, Paragraf
from upaya.jamkesda.aduan import services
from upaya.jamkesda.bpjs import services as bpjs
from upaya.jamkesda.demo.tempat import FIRST_DAY, Panggung
from upaya.jamkesda.luring import services as luring
from upaya.jamkesda.peserta.models import MasaPeserta
from upaya.jamkesda.register import services as register
from upaya.jamkesda.surat.models import SuratJaminan
from upaya.rules.jamkesda import peran
from upaya.rules.jamkesda.register import MACAM

_SENT: tuple[tuple[date, str, int, str, str], ...] = (
    (
        date(2022, 10, 17), "pertanyaan", -1,
        "Apakah anak yang kuliah di Balikpapan masih dijamin bila kartu keluarganya di Penajam?",
        "Masih, selama namanya ada dalam kartu keluarga itu dan ia belum mempunyai jaminan lain.",
    ),
    (
        date(2022, 10, 26), "aduan", 3,
        "Loket pendaftaran baru dibuka pukul sembilan, padahal antrean sudah penuh sejak subuh.",
        "",
    ),
    (
        date(2022, 10, 31), "aduan", 0,
        "Obat tekanan darah kosong dan kami disuruh membeli di apotek luar, tidak diganti.", "",
    ),
    (date(2022, 11, 2), "pertanyaan", -1, "Bagaimana mendaftarkan bayi yang lahir di rumah?", ""),
)  # fmt: skip
"""Day, kind, place of the PPK (-1: none), words, answer ("": none yet)."""
_ROWS: tuple[tuple[str, int, dict[str, Any]], ...] = (
    (
        "infrastruktur",
        -1,
        {
            "alat": "Peladen UPT",
            "jenis": "komputer",
            "uraian": "Peladen rekaan, dua cakram",
            "petugas": "Admin UPT Jamkesda",
            "diperiksa": "2022-07-11",
            "hasil": "sesuai standar",
            "catatan": "",
        },
    ),
    (
        "infrastruktur",
        0,
        {
            "alat": "Jaringan loket",
            "jenis": "jaringan internet",
            "uraian": "20 Mbps",
            "petugas": "Petugas pendaftaran",
            "diperiksa": "2022-05-09",
            "hasil": "perlu perbaikan",
            "catatan": "Putus dua kali sebulan; loket memakai ekstrak harian.",
        },
    ),
    (
        "aplikasi",
        -1,
        {
            "nama": "Supermiskol",
            "pemilik": "Dinas Sosial",
            "kontak": "Bidang jaminan sosial",
            "data": "Nomor surat miskin dan keadaannya",
            "cara": "antarmuka program",
            "sejak": "2022-01-03",
        },
    ),
    (
        "sosialisasi",
        -1,
        {
            "kegiatan": "Cara memeriksa kepesertaan sendiri",
            "tanggal": "2022-09-14",
            "media": "radio",
            "tempat": "Radio daerah rekaan",
            "pembantu": "Dinas Komunikasi dan Informatika",
            "peserta": None,
        },
    ),
    (
        "data",
        0,
        {
            "data": "Rekap kunjungan peserta Oktober",
            "keperluan": "internal",
            "jatuh_tempo": "2022-11-07",
            "diterima": None,
            "catatan": "",
        },
    ),
    (
        "data",
        1,
        {
            "data": "Rekap kunjungan peserta September",
            "keperluan": "internal",
            "jatuh_tempo": "2022-10-07",
            "diterima": "2022-10-06",
            "catatan": "Lengkap.",
        },
    ),
    (
        "tata-kelola",
        -1,
        {
            "tentang": "Jam layanan loket Jamkesda",
            "nomor": "440/REKAAN/2022",
            "tanggal": "2022-02-14",
            "mulai": "2022-03-01",
            "ringkasan": "Loket buka pukul 07.30 sampai 14.00 pada hari kerja.",
        },
    ),
    (
        "pelatihan",
        -1,
        {
            "pelatihan": "Loket tanpa jaringan",
            "tanggal": "2022-08-22",
            "bentuk": "pelatihan",
            "penyelenggara": "UPT Jamkesda",
            "peserta": "Dua belas petugas pendaftaran PPK",
            "hasil": "Semua mencoba ekstrak harian.",
        },
    ),
    (
        "pembiayaan",
        -1,
        {
            "uraian": "Pemeliharaan aplikasi dan jaringan",
            "sumber": "APBD",
            "peruntukan": "operasional",
            "tanggal": "2022-01-17",
            "anggaran": 84_000_000,
            "realisasi": 51_500_000,
            "dasar": "Standar biaya daerah rekaan 2022",
        },
    ),
    (
        "peraturan",
        -1,
        {
            "judul": "Formulir permohonan peserta Jamkesda",
            "jenis": "formulir",
            "nomor": "",
            "tanggal": "2022-03-01",
            "ringkasan": "Diisi lalu dibawa ke loket bersama KTP dan kartu keluarga.",
        },
    ),
)
"""Register, place of the PPK (-1: the UPT), fields."""
_PUBLIC = {
    "tata-kelola": (
        "keputusan-440-rekaan-2022.pdf",
        "Jam Layanan Loket Jamkesda",
        "Loket Jamkesda buka pukul 07.30 sampai 14.00 pada hari kerja.",
    ),
    "peraturan": (
        "formulir-peserta.pdf",
        "Permohonan Menjadi Peserta Jamkesda",
        "Nama, NIK, tanggal lahir, dan alamat diisi pemohon, lalu dibawa ke loket.",
    ),
}
"""Papers that everybody may download: name, title, words. Nobody decreed them."""
_ENDING = 6
_LETTERS = 9
_LOW = 4


def make(panggung: Panggung) -> None:
    """Tickets and answers, a key and spare numbers, the list of October, registers."""
    _citizens(panggung)
    _offline(panggung)
    _registers(panggung)


def _offline(panggung: Panggung) -> None:
    """A key that was followed by another, the reserve of the first PPK, members who end soon."""
    admin = panggung.of(peran.ADMIN_UPT, panggung.upt)
    for number, day in enumerate((FIRST_DAY, date(2022, 7, 4))):
        with clock.pretend(day):
            luring.ganti(admin, UUID(int=64_09_3000 + number))
    with clock.pretend(date(2022, 10, 3)):
        luring.cadangkan(panggung.of(peran.PENDAFTARAN, panggung.ppk[0].unit))
    with clock.pretend(date(2022, 10, 20)):
        bpjs.tutup(panggung.of(peran.KEPESERTAAN, panggung.upt), date(2022, 10, 1))
    ending = MasaPeserta.objects.filter(
        peserta__kabupaten=panggung.kabupaten, sampai=None, peserta__kategori="umum"
    )
    keys = list(ending.order_by("pk").values_list("pk", flat=True)[:_ENDING])
    MasaPeserta.objects.filter(pk__in=keys).update(sampai=date(2022, 11, 30))


def _registers(panggung: Panggung) -> None:
    admin = panggung.of(peran.ADMIN_UPT, panggung.upt)
    for number, (kind, place, values) in enumerate(_ROWS):
        unit = panggung.ppk[place].pk if place >= 0 else panggung.upt.pk
        paper = _paper(panggung, *_PUBLIC[kind]) if kind in _PUBLIC else None
        with clock.pretend(date(2022, 10, 24)):
            register.catat(
                admin, UUID(int=64_09_2000 + number), MACAM[kind], unit, dict(values), paper,
                umum=paper is not None,
            )  # fmt: skip


def _paper(panggung: Panggung, name: str, title: str, words: str) -> SimpleUploadedFile:
    """A page as PDF, as an office would scan it: not a paper of ours, so without a code."""
    head = Kop(f"Pemerintah {panggung.kabupaten.nama}", panggung.dinas.nama)
    said = Isi(
        jenis="dokumen_umum", kode="", judul=title, kop=head, bagian=(Paragraf(words),),
        keterangan="Contoh rekaan", tempat=panggung.kabupaten.tempat,
    )  # fmt: skip
    return SimpleUploadedFile(name, pdf.render(said, None), "application/pdf")


def _citizens(panggung: Panggung) -> None:
    """Four tickets, one of them answered and one late; nine letters judged, two asked to pay."""
    head = panggung.of(peran.KEPALA_UPT, panggung.upt)
    for number, (day, kind, place, words, answer) in enumerate(_SENT):
        ppk = panggung.ppk[place].pk if place >= 0 else None
        with clock.pretend(day):
            sent = services.Kiriman(kind, words, "", "", ppk, f"demo-{number}")
            made = services.kirim(panggung.upt.pk, sent)
        if answer:
            with clock.pretend(date(2022, 10, 20)):
                services.jawab(made.pk, head, answer)
    rows = SuratJaminan.objects.filter(kabupaten=panggung.kabupaten, nomor__gt="")
    letters = rows.filter(mulai__lt=date(2022, 10, 24)).order_by("-pk")
    for number, letter in enumerate(letters[:_LETTERS]):
        with clock.pretend(date(2022, 10, 25 + number % 4)):
            asked = number % _LOW == _LOW - 1
            services.nilai(
                letter.kode,
                panggung.upt.pk,
                {
                    "dilayani": not asked,
                    "diminta_bayar": asked,
                    "obat_diresepkan": number % 3 > 0,
                    "obat_diterima": number % 3 > 0 and not asked,
                    "nilai": 2 if asked else 4 + number % 2,
                },
            )
