"""The registers that Perbup Penajam Paser Utara 29/2016 asks for, as data: fields per kind.

Pasal 5, 6, 8, 9, 10, 13, 14, 15 and 16 say that something is to be there; none says which fields a
register has. Those are our assumption and can be changed here without touching a form or a list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Bentuk(Enum):
    """How a field is written."""

    TEKS = "teks"
    PANJANG = "panjang"
    TANGGAL = "tanggal"
    BILANGAN = "bilangan"
    RUPIAH = "rupiah"
    PILIHAN = "pilihan"


@dataclass(frozen=True, slots=True)
class Isian:
    """One field: its name in what is kept, its label, how it is written."""

    nama: str
    label: str
    bentuk: Bentuk = Bentuk.TEKS
    wajib: bool = True
    pilihan: tuple[str, ...] = ()
    bantuan: str = ""


@dataclass(frozen=True, slots=True)
class Macam:
    """A register: the article that asks for it, its fields, who may write.

    The first field names a row, `hari` is the field its list is sorted by. `tenggat` is the field
    whose day is a promise until `selesai` is filled; where `selesai` is "" that day is one of a
    check, which is due again after the months of a parameter. `ppk`: each PPK has rows of its own.
    `umum`: everybody may read the rows, and download the paper of a row that was declared public.
    """

    kode: str
    judul: str
    pasal: str
    kalimat: str
    isian: tuple[Isian, ...]
    hari: str
    tenggat: str = ""
    selesai: str = ""
    ppk: bool = False
    umum: bool = False

    @property
    def nama(self) -> Isian:
        """What a row is called by."""
        return self.isian[0]


_T, _P, _D, _N, _R, _C = (
    Bentuk.TEKS, Bentuk.PANJANG, Bentuk.TANGGAL, Bentuk.BILANGAN, Bentuk.RUPIAH, Bentuk.PILIHAN,
)  # fmt: skip

_SEMUA = (
    Macam(
        "infrastruktur",
        "Infrastruktur",
        "Pasal 5, Pasal 6 huruf a dan huruf c",
        "Alat dan jaringan penyelenggara dan tiap PPK, penanggung jawabnya, pemeriksaan terakhir.",
        (
            Isian("alat", "Alat atau jaringan"),
            Isian(
                "jenis", "Jenis", _C,
                pilihan=("komputer", "pencetak", "pemindai", "jaringan internet", "piranti lunak",
                         "pendukung lain"),
            ),
            Isian("uraian", "Merek, tipe, atau kecepatan", wajib=False),
            Isian("petugas", "Penanggung jawab"),
            Isian("diperiksa", "Terakhir diperiksa", _D),
            Isian("hasil", "Hasil pemeriksaan", _C,
                  pilihan=("sesuai standar", "perlu perbaikan", "tidak dapat dipakai")),
            Isian("catatan", "Catatan", _P, wajib=False),
        ),
        hari="diperiksa",
        tenggat="diperiksa",
        ppk=True,
    ),
    Macam(
        "peraturan",
        "Peraturan dan dokumen",
        "Pasal 7 ayat (2)",
        "Peraturan, pedoman, dan formulir program bagi khalayak umum; dibaca siapa pun.",
        (
            Isian("judul", "Judul"),
            Isian("jenis", "Jenis", _C,
                  pilihan=("peraturan daerah", "peraturan bupati", "keputusan", "pedoman",
                           "formulir", "lain")),
            Isian("nomor", "Nomor", wajib=False),
            Isian("tanggal", "Tanggal", _D),
            Isian("ringkasan", "Ringkasan", _P, wajib=False),
        ),
        hari="tanggal",
        umum=True,
    ),
    Macam(
        "aplikasi",
        "Aplikasi terhubung",
        "Pasal 8",
        "Aplikasi lain yang terlibat, pemiliknya, dan data yang dipertukarkan.",
        (
            Isian("nama", "Nama aplikasi"),
            Isian("pemilik", "Pemilik"),
            Isian("kontak", "Narahubung"),
            Isian("data", "Data yang dipertukarkan", _P),
            Isian("cara", "Cara terhubung", _C,
                  pilihan=("berkas", "antarmuka program", "dengan tangan", "belum terhubung")),
            Isian("sejak", "Dikoordinasikan sejak", _D),
        ),
        hari="sejak",
    ),
    Macam(
        "sosialisasi",
        "Sosialisasi",
        "Pasal 9",
        "Kegiatan sosialisasi, medianya, dan perangkat daerah yang membantu.",
        (
            Isian("kegiatan", "Kegiatan"),
            Isian("tanggal", "Tanggal", _D),
            Isian("media", "Media", _C,
                  pilihan=("pertemuan", "radio", "situs", "media sosial", "cetak", "lain")),
            Isian("tempat", "Tempat atau alamat", wajib=False),
            Isian("pembantu", "Perangkat daerah atau instansi yang membantu"),
            Isian("peserta", "Banyaknya peserta", _N, wajib=False),
        ),
        hari="tanggal",
    ),
    Macam(
        "data",
        "Data PPK",
        "Pasal 10 ayat (1) huruf a",
        "Data yang harus disediakan tiap PPK, kapan jatuh temponya, dan kapan diterima.",
        (
            Isian("data", "Data"),
            Isian("keperluan", "Keperluan", _C, pilihan=("internal", "eksternal")),
            Isian("jatuh_tempo", "Jatuh tempo", _D),
            Isian("diterima", "Diterima", _D, wajib=False),
            Isian("catatan", "Catatan mutu data", _P, wajib=False,
                  bantuan="Kelengkapan, keterkinian, dan akurasinya (Pasal 10 ayat (1) huruf b)."),
        ),
        hari="jatuh_tempo",
        tenggat="jatuh_tempo",
        selesai="diterima",
        ppk=True,
    ),
    Macam(
        "tata-kelola",
        "Tata kelola",
        "Pasal 14",
        "Ketentuan lebih lanjut yang ditetapkan Kepala Dinas Kesehatan; dibaca siapa pun.",
        (
            Isian("tentang", "Tentang"),
            Isian("nomor", "Nomor keputusan"),
            Isian("tanggal", "Ditetapkan", _D),
            Isian("mulai", "Berlaku mulai", _D),
            Isian("ringkasan", "Ringkasan", _P, wajib=False),
        ),
        hari="tanggal",
        umum=True,
    ),
    Macam(
        "pelatihan",
        "Pelatihan",
        "Pasal 13",
        "Pelatihan pengelola e-Jamkesda oleh pemerintah daerah dan PPK.",
        (
            Isian("pelatihan", "Pelatihan"),
            Isian("tanggal", "Tanggal", _D),
            Isian("bentuk", "Bentuk", _C, pilihan=("pelatihan", "diklat", "kursus", "media lain")),
            Isian("penyelenggara", "Penyelenggara"),
            Isian("peserta", "Peserta", _P),
            Isian("hasil", "Hasil", wajib=False),
        ),
        hari="tanggal",
        ppk=True,
    ),
    Macam(
        "pembiayaan",
        "Pembiayaan",
        "Pasal 15, Pasal 16",
        "Dana penyelenggaraan dan pengembangan: sumber, peruntukan, anggaran, realisasi.",
        (
            Isian("uraian", "Uraian"),
            Isian("sumber", "Sumber", _C, pilihan=("APBD", "sumber lain", "dana PPK")),
            Isian("peruntukan", "Peruntukan", _C,
                  pilihan=("operasional", "pengembangan", "honorarium")),
            Isian("tanggal", "Tanggal anggaran", _D),
            Isian("anggaran", "Anggaran", _R),
            Isian("realisasi", "Realisasi", _R, wajib=False),
            Isian("dasar", "Standar biaya", wajib=False,
                  bantuan="Besaran mengacu pada standar biaya daerah (Pasal 16 huruf b)."),
        ),
        hari="tanggal",
        ppk=True,
    ),
)  # fmt: skip
MACAM: Mapping[str, Macam] = {one.kode: one for one in _SEMUA}
"""Every register by its code, in the order of the articles."""
