"""What of agreements, members, letters, limits and claims never changes, whoever writes."""

from __future__ import annotations

from upaya.core.keeping import fixed, moves, never_removed
from upaya.jamkesda.aduan.models import Aduan, UmpanBalik
from upaya.jamkesda.bpjs.models import BarisMutasi, DaftarMutasi
from upaya.jamkesda.buku.models import Batas, Pemakaian
from upaya.jamkesda.gabung.models import Penggabungan
from upaya.jamkesda.impor.models import BarisImpor, ImporPeserta
from upaya.jamkesda.klaim.models import (
    AlasanTercatat,
    BerkasKlaim,
    Klaim,
    LayananKlaim,
    UnggahanKlaim,
)
from upaya.jamkesda.kumpulan.models import IsiKumpulan, Kumpulan
from upaya.jamkesda.luring.models import KunciTanda, NomorDarurat
from upaya.jamkesda.peserta.models import MasaPeserta, Pendaftaran, Peserta
from upaya.jamkesda.ppk.models import Perjanjian, Ppk
from upaya.jamkesda.register.models import CatatanRegister
from upaya.jamkesda.staf.models import Penunjukan
from upaya.jamkesda.surat.models import BerkasSurat, Rujukan, SuratJaminan
from upaya.jamkesda.tarif.models import DaftarTarif, TarifLayanan
from upaya.jamkesda.telaah.models import (
    Keberatan,
    PengajuanUlang,
    Pesan,
    Saringan,
    UndianPeriode,
)
from upaya.rules.jamkesda import road, road_klaim

_KLAIM_BEBAS = (
    "diperiksa", "disetujui", "putusan", "masukan", "sidik", "perbaikan", "status", "status_since",
    "round",
)  # fmt: skip
_TARIF_PUTUSAN = ("status", "alasan", "diputus_oleh", "diputus_pada")
_GIVEN = ("dilepas_oleh", "dilepas_pada")

BUKU_TETAP = (
    never_removed("batas_tetap", Batas),
    fixed("batas_milik", Batas, only=("kabupaten", "jenis", "kunci", "tahun")),
    never_removed("pemakaian_tetap", Pemakaian),
    fixed("pemakaian_isi", Pemakaian, free=_GIVEN),
    fixed("pemakaian_lepas", Pemakaian, only=_GIVEN, when="OLD.dilepas_pada IS NOT NULL"),
)
KLAIM_TETAP = (
    never_removed("klaim_tetap", Klaim),
    # What was asked stays as it was asked; a person's decision and a new check write the others.
    fixed("klaim_isi", Klaim, free=_KLAIM_BEBAS),
    never_removed("layanan_klaim_tetap", LayananKlaim),
    fixed("layanan_klaim_isi", LayananKlaim, free=("diperiksa", "disetujui")),
    never_removed("alasan_klaim_tetap", AlasanTercatat),
    fixed("alasan_klaim_isi", AlasanTercatat),
    moves("klaim_jalan", Klaim, road_klaim.KLAIM.ways),
    never_removed("berkas_klaim_tetap", BerkasKlaim),
    fixed("berkas_klaim_isi", BerkasKlaim),
    never_removed("unggahan_klaim_tetap", UnggahanKlaim),
    fixed("unggahan_klaim_isi", UnggahanKlaim, free=("disimpan_oleh", "disimpan_pada")),
)
_ANSWER = ("status", "jawaban", "dijawab_oleh", "dijawab_pada")
TELAAH_TETAP = (
    never_removed("undian_tetap", UndianPeriode),
    fixed("undian_isi", UndianPeriode),
    never_removed("saringan_tetap", Saringan),
    fixed("saringan_isi", Saringan),
    never_removed("ulang_tetap", PengajuanUlang),
    fixed("ulang_isi", PengajuanUlang),
    never_removed("pesan_klaim_tetap", Pesan),
    fixed("pesan_klaim_isi", Pesan),
    never_removed("keberatan_tetap", Keberatan),
    fixed("keberatan_isi", Keberatan, free=_ANSWER),
    fixed("keberatan_jawab", Keberatan, only=_ANSWER, when="OLD.dijawab_pada IS NOT NULL"),
    moves("keberatan_jalan", Keberatan, {"diajukan": ("diterima", "ditolak")}),
)
TARIF_TETAP = (
    never_removed("tarif_tetap", DaftarTarif),
    fixed("tarif_isi", DaftarTarif, free=_TARIF_PUTUSAN),
    fixed("tarif_putusan", DaftarTarif, only=_TARIF_PUTUSAN, when="OLD.diputus_pada IS NOT NULL"),
    moves("tarif_jalan", DaftarTarif, {
        "dicoba": ("diusulkan", "dibuang"), "diusulkan": ("disetujui", "ditolak", "dibuang"),
    }),
    never_removed("tarif_layanan_tetap", TarifLayanan),
    fixed("tarif_layanan_isi", TarifLayanan),
)  # fmt: skip
KUMPULAN_TETAP = (
    never_removed("kumpulan_tetap", Kumpulan),
    fixed("kumpulan_isi", Kumpulan, free=("status", "status_since", "round", "selesai_pada")),
    moves("kumpulan_jalan", Kumpulan, road_klaim.KUMPULAN.ways),
    never_removed("isi_kumpulan_tetap", IsiKumpulan),
    fixed("isi_kumpulan_isi", IsiKumpulan, free=("dibalik",)),
    fixed("isi_kumpulan_balik", IsiKumpulan, only=("dibalik",), when="OLD.dibalik"),
)

_DRAF = "OLD.status <> 'draf'"
_PERJANJIAN = {
    "draf": ("berlaku", "ditolak"),
    "berlaku": ("ditangguhkan", "berakhir"),
    "ditangguhkan": ("berlaku", "berakhir"),
}
"""An agreement that was ended is never taken up again: a new one is made."""
PPK_TETAP = (
    never_removed("ppk_tetap", Ppk),
    fixed("ppk_milik", Ppk, only=("kabupaten", "unit")),
    never_removed("perjanjian_tetap", Perjanjian),
    fixed(
        "perjanjian_isi",
        Perjanjian,
        free=("status", "alasan", "diputus_oleh", "diputus_pada"),
        when=_DRAF,
    ),
    moves("perjanjian_jalan", Perjanjian, _PERJANJIAN),
)
PESERTA_TETAP = (
    never_removed("pendaftaran_tetap", Pendaftaran),
    moves("pendaftaran_jalan", Pendaftaran, road.PENDAFTARAN_PESERTA.ways),
    fixed(
        "pendaftaran_isi",
        Pendaftaran,
        only=("nama", "nik_indeks", "kk_indeks", "tanggal_lahir", "kategori", "sumber", "mulai"),
        when=_DRAF,
    ),
    never_removed("peserta_jamkesda_tetap", Peserta),
    fixed("peserta_milik", Peserta, only=("kabupaten", "kartu", "dibuat_pada")),
    never_removed("masa_peserta_tetap", MasaPeserta),
    # What was promised on a day stays promised: only the end of an open term is written.
    fixed("masa_peserta_isi", MasaPeserta, free=("sampai", "peserta")),
)
STAF_TETAP = (
    never_removed("penunjukan_tetap", Penunjukan),
    moves(
        "penunjukan_jalan",
        Penunjukan,
        {"diusulkan": ("ditetapkan", "ditolak"), "ditetapkan": ("dicabut",)},
    ),
    fixed(
        "penunjukan_isi",
        Penunjukan,
        only=(
            "kabupaten",
            "unit",
            "kunci",
            "nama",
            "nama_pengguna",
            "surel",
            "role",
            "mulai",
            "sampai",
            "pelatihan",
            "alasan",
            "diusulkan_oleh",
            "diusulkan_pada",
        ),
    ),
    fixed(
        "penunjukan_sk",
        Penunjukan,
        only=("nomor_sk", "tanggal_sk", "keanggotaan"),
        when="OLD.status <> 'diusulkan'",
    ),
)
_UNDONE = ("alasan_batal", "dibatalkan_oleh", "dibatalkan_pada")
GABUNG_TETAP = (
    never_removed("penggabungan_tetap", Penggabungan),
    fixed("penggabungan_isi", Penggabungan, free=_UNDONE),
    fixed("penggabungan_batal", Penggabungan, only=_UNDONE, when="OLD.dibatalkan_pada IS NOT NULL"),
)
_DONE = ("diterapkan_oleh", "diterapkan_pada", "hasil")
IMPOR_TETAP = (
    never_removed("impor_peserta_tetap", ImporPeserta),
    fixed("impor_peserta_isi", ImporPeserta, free=_DONE),
    fixed("impor_peserta_ambil", ImporPeserta, only=_DONE, when="OLD.diterapkan_pada IS NOT NULL"),
    never_removed("baris_impor_tetap", BarisImpor),
    fixed("baris_impor_isi", BarisImpor, only=("impor", "nomor", "cocok", "galat")),
)
SURAT_TETAP = (
    never_removed("rujukan_tetap", Rujukan),
    fixed("rujukan_isi", Rujukan, free=("peserta",)),
    never_removed("jaminan_tetap", SuratJaminan),
    moves("jaminan_jalan", SuratJaminan, road.SURAT_JAMINAN.ways),
    fixed(
        "jaminan_isi",
        SuratJaminan,
        only=(
            "kabupaten", "ppk", "perjanjian", "rujukan", "kunci", "kode", "layanan", "kelas",
            "diagnosis", "mulai", "sampai", "batas", "gawat_darurat", "susulan_sampai",
        ),
        when=_DRAF,
    ),
    never_removed("berkas_jaminan_tetap", BerkasSurat),
    fixed("berkas_jaminan_isi", BerkasSurat),
)  # fmt: skip
_JAWABAN = ("status", "jawaban", "dijawab_oleh", "dijawab_pada")
UMPAN_TETAP = (
    never_removed("umpan_balik_tetap", UmpanBalik),
    fixed("umpan_balik_isi", UmpanBalik),
)
ADUAN_TETAP = (
    never_removed("aduan_tetap", Aduan),
    fixed("aduan_isi", Aduan, free=_JAWABAN),
    fixed("aduan_jawaban", Aduan, only=_JAWABAN, when="OLD.dijawab_pada IS NOT NULL"),
)
_DICABUT = ("dicabut_oleh", "dicabut_pada", "alasan")
_DIPAKAI = ("surat", "dipakai_tanggal", "dipakai_oleh", "dipakai_pada")
LURING_TETAP = (
    never_removed("kunci_tanda_tetap", KunciTanda),
    fixed("kunci_tanda_isi", KunciTanda, free=("diganti_pada", *_DICABUT)),
    fixed("kunci_tanda_diganti", KunciTanda, only=("diganti_pada",),
          when="OLD.diganti_pada IS NOT NULL"),
    fixed("kunci_tanda_dicabut", KunciTanda, only=_DICABUT, when="OLD.dicabut_pada IS NOT NULL"),
    never_removed("nomor_darurat_tetap", NomorDarurat),
    fixed("nomor_darurat_isi", NomorDarurat, free=_DIPAKAI),
    fixed("nomor_darurat_pakai", NomorDarurat, only=_DIPAKAI, when="OLD.surat_id IS NOT NULL"),
)  # fmt: skip
_ARSIP = ("diarsipkan_oleh", "diarsipkan_pada", "alasan")
REGISTER_TETAP = (
    never_removed("register_tetap", CatatanRegister),
    fixed("register_milik", CatatanRegister,
          only=("kabupaten", "unit", "kunci", "macam", "dicatat_oleh", "dicatat_pada")),
    fixed("register_arsip", CatatanRegister, only=("isi", "nama", *_ARSIP),
          when="OLD.diarsipkan_pada IS NOT NULL"),
)  # fmt: skip
_DIJAWAB = ("jawaban", "keterangan", "dijawab_oleh", "dijawab_pada")
BPJS_TETAP = (
    never_removed("daftar_mutasi_tetap", DaftarMutasi),
    fixed("daftar_mutasi_isi", DaftarMutasi),
    never_removed("baris_mutasi_tetap", BarisMutasi),
    fixed("baris_mutasi_isi", BarisMutasi, free=_DIJAWAB),
    fixed("baris_mutasi_terima", BarisMutasi, only=_DIJAWAB, when="OLD.jawaban = 'diterima'"),
)
