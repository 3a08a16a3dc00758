"""The one table of reasons: code, words, place, and the check that finds it.

The command, the application, the documents and the code system of the interface read this table;
whoever adds a reason adds it here. The rows stand in the order in which a claim is read; the order
in which they take money is the parameter `jamkesda.klaim.urutan`. Source: no regulation lists
reasons; that a cut rupiah has a code is practice of such systems, the list is the program's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from upaya.rules.jamkesda import periksa_baris as baris
from upaya.rules.jamkesda import periksa_klaim as klaim
from upaya.rules.jamkesda import periksa_orang as orang
from upaya.rules.jamkesda.klaim import BarisKlaim
from upaya.rules.jamkesda.periksa_baris import Kena
from upaya.rules.jamkesda.reading import Reading

KLAIM, BARIS, JUMLAH, ORANG = "klaim", "baris", "jumlah", "orang"
BATAS, VERIFIKATOR, SUSULAN = "batas", "verifikator", "susulan"
TEMPAT: Mapping[str, str] = {
    KLAIM: "seluruh klaim: tiap baris menjadi nol",
    BARIS: "satu baris",
    JUMLAH: "jumlah klaim: dipotong dari baris terakhir",
    ORANG: "tidak memotong: dilihat orang",
    BATAS: "batas bersama dalam buku batas: dipotong dari baris terakhir",
    VERIFIKATOR: "satu baris: dipotong verifikator dengan kalimatnya sendiri",
    SUSULAN: "surat gawat darurat: dilihat orang, atau seluruh klaim bila kabupaten menetapkannya",
}
"""What a reason concerns, in words."""


@dataclass(frozen=True, slots=True)
class Alasan:
    """One reason: its code, its name of a few words, and what it means in a sentence."""

    kode: str
    nama: str
    arti: str


@dataclass(frozen=True, slots=True)
class AlasanKlaim(Alasan):
    """A reason on the whole claim, or for a person: the check gives its sentence."""

    periksa: Callable[[Reading], str | None]
    tempat: str = KLAIM


@dataclass(frozen=True, slots=True)
class AlasanBaris(Alasan):
    """A reason on one line: the check gives its sentence and what it takes."""

    periksa: Callable[[Reading, BarisKlaim], Kena | None]
    tempat: str = BARIS


@dataclass(frozen=True, slots=True)
class AlasanJumlah(Alasan):
    """A reason on what the lines make together."""

    periksa: Callable[[Reading, int], Kena | None]
    tempat: str = JUMLAH


@dataclass(frozen=True, slots=True)
class AlasanLain(Alasan):
    """A reason that no check of one claim finds: a shared limit, late papers, a person's cut."""

    tempat: str


PADA_KLAIM = (
    AlasanKlaim(
        "P01", "Bukan peserta aktif",
        "Pada salah satu hari perawatan tidak ada masa kepesertaan yang berlaku.",
        klaim.bukan_peserta,
    ),
    AlasanKlaim(
        "P02", "Ada penjamin lain",
        "Pada salah satu hari perawatan penjamin lain berlaku.",
        klaim.jaminan_lain,
    ),
    AlasanKlaim(
        "P03", "Tanpa surat jaminan",
        "Klaim tidak berdasar surat jaminan.",
        klaim.tanpa_surat,
    ),
    AlasanKlaim(
        "P04", "Surat jaminan sudah dipakai",
        "Surat jaminannya sudah dipakai klaim lain.",
        klaim.surat_terpakai,
    ),
    AlasanKlaim(
        "P05", "Surat jaminan tidak cocok",
        "Surat jaminannya untuk peserta lain, PPK lain, atau tidak berlaku pada hari masuk.",
        klaim.surat_lain,
    ),
    AlasanKlaim(
        "A01", "Tanpa perjanjian",
        "Perjanjian kerja sama PPK tidak berlaku pada hari masuk.",
        klaim.tanpa_perjanjian,
    ),
    AlasanKlaim(
        "W01", "Tanggal tidak berurutan",
        "Masuk, keluar, dan pengajuan tidak berurutan, atau sesudah hari ini.",
        klaim.tanggal_tidak_urut,
    ),
    AlasanKlaim(
        "W02", "Di luar masa hidup",
        "Perawatan mulai sebelum lahir atau berakhir sesudah meninggal.",
        klaim.di_luar_hidup,
    ),
    AlasanKlaim(
        "W03", "Terlambat diajukan",
        "Klaim diajukan sesudah batas hari menurut perjanjian sejak keluar.",
        klaim.terlambat,
    ),
    AlasanKlaim(
        "D01", "Klaim yang sama",
        "Klaim lain orang ini mempunyai PPK, tanggal, dan baris yang sama.",
        klaim.klaim_sama,
    ),
)  # fmt: skip

PADA_BARIS = (
    AlasanBaris(
        "A02", "Di luar perjanjian",
        "Layanannya tidak ada dalam perjanjian kerja sama.",
        baris.di_luar_perjanjian,
    ),
    AlasanBaris(
        "T01", "Tanpa tarif",
        "Layanannya tidak ada dalam daftar tarif.",
        baris.tanpa_tarif,
    ),
    AlasanBaris(
        "T03", "Tarif tidak berlaku",
        "Layanannya bertarif, tetapi tidak pada hari layanan itu.",
        baris.tarif_tidak_berlaku,
    ),
    AlasanBaris(
        "W04", "Di luar hari perawatan",
        "Tanggal layanannya sebelum masuk atau sesudah keluar.",
        baris.di_luar_perawatan,
    ),
    AlasanBaris(
        "D02", "Sudah ditagih",
        "Layanan yang sama pada hari yang sama sudah ditagih dalam klaim lain atau baris lain.",
        baris.sudah_ditagih,
    ),
    AlasanBaris(
        "K02", "Terlalu dekat",
        "Layanan yang sama, sebelum atau sesudahnya, berjarak kurang dari yang ditentukan tarif.",
        baris.terlalu_dekat,
    ),
    AlasanBaris(
        "K03", "Bukan untuk orang ini",
        "Jenis kelamin atau umur orang itu pada hari layanan di luar ketentuan tarif.",
        baris.bukan_untuknya,
    ),
    AlasanBaris(
        "K01", "Jumlah berlebih",
        "Jumlahnya di atas yang paling banyak menurut tarif; kelebihannya dipotong.",
        baris.jumlah_berlebih,
    ),
    AlasanBaris(
        "T02", "Harga di atas tarif",
        "Harganya di atas tarif; kelebihannya dipotong.",
        baris.harga_di_atas_tarif,
    ),
)  # fmt: skip

PADA_JUMLAH = (
    AlasanJumlah(
        "P06", "Melebihi surat jaminan",
        "Jumlah klaim di atas sisa surat jaminan; kelebihannya dipotong dari baris terakhir.",
        baris.melebihi_surat,
    ),
)  # fmt: skip

UNTUK_ORANG = (
    AlasanKlaim(
        "D03", "Dirawat di dua tempat",
        "Rawat inap ini bertumpang tindih dengan rawat inap di PPK lain.",
        orang.dua_tempat, ORANG,
    ),
    AlasanKlaim(
        "G01", "Diagnosis meragukan",
        "Ada diagnosis yang tidak dikenal, atau yang pertama tidak dapat menjadi diagnosis utama.",
        orang.diagnosis_meragukan, ORANG,
    ),
    AlasanKlaim(
        "B01", "Lampiran kurang",
        "Lampiran yang wajib belum ada.",
        orang.lampiran_kurang, ORANG,
    ),
)  # fmt: skip

PADA_BATAS = (
    AlasanLain(
        "L01", "Melebihi batas episode",
        "Klaim-klaim satu episode bersama-sama di atas batasnya.",
        BATAS,
    ),
    AlasanLain(
        "L02", "Melebihi batas peserta setahun",
        "Klaim-klaim peserta itu dalam setahun di atas batasnya.",
        BATAS,
    ),
    AlasanLain(
        "L03", "Melebihi batas keluarga setahun",
        "Klaim-klaim satu keluarga dalam setahun di atas batasnya.",
        BATAS,
    ),
    AlasanLain(
        "L04", "Melebihi batas kategori setahun",
        "Klaim-klaim satu kategori peserta dalam setahun di atas batasnya.",
        BATAS,
    ),
    AlasanLain(
        "L05", "Melebihi plafon perjanjian",
        "Klaim-klaim menurut satu perjanjian kerja sama di atas plafonnya.",
        BATAS,
    ),
)  # fmt: skip
"""Limits that several claims share; see `batas.py`. The letter's own is P06."""

PADA_SURAT = (
    AlasanLain(
        "B02", "Berkas gawat darurat terlambat",
        "Berkas surat gawat daruratnya belum ada sesudah batasnya, atau datang sesudah itu.",
        SUSULAN,
    ),
)  # fmt: skip
"""What is known of the letter alone; see `susulan.py`. The command on one claim does not ask."""

OLEH_VERIFIKATOR = (
    AlasanLain(
        "V01", "Tidak terbukti",
        "Berkas tidak membuktikan layanan itu diberikan sebanyak yang ditagih.",
        VERIFIKATOR,
    ),
    AlasanLain(
        "V02", "Tidak sesuai indikasi",
        "Layanan itu tidak sesuai dengan diagnosis atau indikasi medisnya.",
        VERIFIKATOR,
    ),
    AlasanLain(
        "V03", "Salah kode atau paket",
        "Layanan itu bagian dari paket, atau kodenya bukan yang diberikan.",
        VERIFIKATOR,
    ),
)  # fmt: skip

ALASAN: Mapping[str, AlasanKlaim | AlasanBaris | AlasanJumlah | AlasanLain] = MappingProxyType(
    {
        one.kode: one
        for one in (
            *PADA_KLAIM, *PADA_BARIS, *PADA_JUMLAH, *UNTUK_ORANG, *PADA_BATAS, *PADA_SURAT,
            *OLEH_VERIFIKATOR,
        )
    }
)  # fmt: skip
"""Every reason by its code, in the order of reading."""

DILIHAT_ORANG = frozenset(one.kode for one in (*UNTUK_ORANG, *PADA_SURAT))
"""Codes that a person looks at where money is left."""

DAPAT_DILENGKAPI = frozenset({"W03", "B01"})
"""What the provider can still mend: a claim that has only these is sent back, not refused."""

MEMOTONG = tuple(one.kode for one in (*PADA_KLAIM, *PADA_BARIS, *PADA_JUMLAH))
"""The codes that take money: the parameter of the order names each of them once."""
