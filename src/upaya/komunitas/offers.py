"""What other programs may read of the community: periods, topics, readings; nobody's name or words.

Pages show the same to everybody. A list for programs is kept for whoever moderates, as every list
is kept for somebody.
"""

from __future__ import annotations

from django.db.models import Q

from upaya.core.offers import Field, Offer
from upaya.komunitas.diskusi.models import Periode, Topik
from upaya.komunitas.izin import IzinKomunitas
from upaya.komunitas.perpustakaan.models import Bacaan

_KABUPATEN = Field("kabupaten", "teks", "Kode Kemendagri kabupaten.", "kabupaten_id")

PERIODE = Offer(
    system="komunitas",
    name="periode",
    title="Periode diskusi komunitas praktisi",
    permission=IzinKomunitas.MODERASI,
    model=Periode,
    fields=(
        _KABUPATEN,
        Field("kode", "teks", "Bagian alamat halamannya."),
        Field("tema", "teks", "Tema yang didiskusikan."),
        Field("mulai", "tanggal", "Hari mulai."),
        Field("ditutup", "waktu", "Kapan dirangkum dan ditutup.", "ditutup_pada", empty=True),
    ),
    narrows=("kode",),
)
TOPIK = Offer(
    system="komunitas",
    name="topik",
    title="Topik diskusi yang terbit dan banyaknya tanggapan",
    permission=IzinKomunitas.MODERASI,
    model=Topik,
    fields=(
        _KABUPATEN,
        Field("periode", "teks", "Bagian alamat periodenya.", "periode__kode"),
        Field("nomor", "bulat", "Nomor topik dalam periodenya."),
        Field("judul", "teks", "Judul topik."),
        Field("terbit", "bulat", "Banyaknya tanggapan yang terbit."),
        Field("terakhir", "waktu", "Tanggapan terakhir.", empty=True),
    ),
    narrows=("periode",),
    only=Q(status=Topik.Status.TERBIT, blokir=None),
)
BACAAN = Offer(
    system="komunitas",
    name="bacaan",
    title="Bacaan perpustakaan komunitas",
    permission=IzinKomunitas.MODERASI,
    model=Bacaan,
    fields=(
        _KABUPATEN,
        Field("jenis", "teks", "Jenis bacaan."),
        Field("judul", "teks", "Judul."),
        Field("tahun", "bulat", "Tahun terbit."),
        Field("label", "teks", "Label, dipisahkan koma."),
        Field("tautan", "teks", "Alamat naskahnya; kosong bila berkas."),
        Field("ditarik", "waktu", "Kapan ditarik dari perpustakaan.", "ditarik_pada", empty=True),
    ),
    narrows=("jenis",),
)
