"""What a second database proves: decided per module, here and nowhere else.

SQLite runs every test. `make test` repeats on PostgreSQL what may come out differently there, and
asks it every query once: the walk opens every page. `make test-all` repeats everything. A test
without a database is never repeated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

_DATABASE = frozenset({"db", "transactional_db", "live_server"})

DIFFERING: dict[str, tuple[str, ...]] = {
    "Batasan, pemicu, migrasi, jenis kolom: basis data sendiri yang menolak atau menyimpan.": (
        "tests/akun/test_models.py",
        "tests/api/test_keys.py",
        "tests/consistency/test_creation.py",
        "tests/consistency/test_models.py",
        "tests/core/test_audit.py",
        "tests/core/test_audit_chains.py",
        "tests/core/test_documents_register.py",
        "tests/bok/test_tetap.py",
        "tests/core/test_fresh.py",
        "tests/core/test_keeping.py",
        "tests/core/test_triggers.py",
        "tests/core/test_upgrade.py",
        "tests/foundation/test_databases.py",
        "tests/foundation/test_snapshots.py",
        "tests/foundation/test_strictness.py",
        "tests/regulasi/test_services.py",
        "tests/supermiskol/test_tetap.py",
        "tests/wilayah/test_migrasi.py",
        "tests/wilayah/test_pohon.py",
    ),
    "Kunci baris, kerja bersamaan, proses yang mati di tengah jalan.": (
        "tests/core/test_files.py",
        "tests/core/test_notifications.py",
        "tests/alur/test_road.py",
        "tests/alur/test_terlambat.py",
        "tests/insentif/test_hitung.py",
        "tests/insentif/test_pagu_setahun.py",
        "tests/insentif/test_kegiatan_layanan.py",
        "tests/insentif/test_sanggahan.py",
        "tests/insentif/test_sanggahan_halaman.py",
        "tests/insentif/test_surat.py",
        "tests/bok/test_bersamaan.py",
        "tests/bok/test_kas_bersamaan.py",
        "tests/insentif/test_masuk_buku_kas_bersamaan.py",
        "tests/bok/test_spj_bersamaan.py",
        "tests/jamkesda/test_buku.py",
        "tests/jamkesda/test_klaim_bersamaan.py",
        "tests/jamkesda/test_road_klaim.py",
        "tests/jamkesda/test_simpan.py",
        "tests/jamkesda/test_telaah.py",
        "tests/jamkesda/test_percakapan.py",
        "tests/jamkesda/test_laporan.py",
        "tests/komunitas/test_bersamaan.py",
        "tests/tenaga/test_bersamaan.py",
        "tests/supermiskol/test_bersamaan.py",
        "tests/supermiskol/test_hak_bersamaan.py",
        "tests/supermiskol/test_bentrok.py",
        "tests/supermiskol/test_foto.py",
        "tests/supermiskol/test_ulangan.py",
        "tests/supermiskol/test_ponsel.py",
        "tests/pegawai/test_bersamaan.py",
        "tests/pembayaran/test_bersamaan_uang.py",
        "tests/pembayaran/test_kacau.py",
    ),
    "Layanan: satu transaksi yang menulis, JSON beku, jumlah dan urutan dari basis data.": (
        "tests/akun/test_createadmin.py",
        "tests/core/test_monitoring.py",
        "tests/api/test_satu_data.py",
        "tests/insentif/test_serah.py",
        "tests/jamkesda/test_batas_ketetapan.py",
        "tests/jamkesda/test_fhir.py",
        "tests/jamkesda/test_gabung_klaim.py",
        "tests/komunitas/test_impor.py",
        "tests/komunitas/test_surat_masuk.py",
        "tests/komunitas/test_potongan_surat.py",
        "tests/bok/test_alokasi.py",
        "tests/bok/test_dinas.py",
        "tests/bok/test_perjalanan.py",
        "tests/supermiskol/test_berkas_skema.py",
        "tests/supermiskol/test_ketentuan.py",
        "tests/supermiskol/test_hak.py",
        "tests/supermiskol/test_salinan.py",
        "tests/jamkesda/test_bersamaan.py",
        "tests/jamkesda/test_peserta_surat.py",
        "tests/jamkesda/test_suara_warga.py",
        "tests/jamkesda/test_umum.py",
        "tests/jamkesda/test_umum_bersamaan.py",
        "tests/jamkesda/test_luring.py",
        "tests/jamkesda/test_register.py",
        "tests/jamkesda/test_bpjs.py",
        "tests/jamkesda/test_bayi.py",
        "tests/jamkesda/test_gabung.py",
        "tests/jamkesda/test_impor.py",
        "tests/jamkesda/test_staf.py",
        "tests/jamkesda/test_surat_miskin.py",
        "tests/jamkesda/test_susulan.py",
        "tests/komunitas/test_diskusi.py",
        "tests/tenaga/test_jalan.py",
        "tests/tenaga/test_perpanjangan.py",
        "tests/tenaga/test_lain.py",
        "tests/tenaga/test_banding.py",
        "tests/tenaga/test_insentif.py",
        "tests/tenaga/test_kebutuhan.py",
        "tests/tenaga/test_tahun.py",
        "tests/komunitas/test_anggota.py",
        "tests/komunitas/test_jaga.py",
        "tests/komunitas/test_kabar.py",
        "tests/komunitas/test_pencarian.py",
        "tests/komunitas/test_perpustakaan.py",
        "tests/komunitas/test_topik.py",
        "tests/supermiskol/test_jalan.py",
        "tests/supermiskol/test_skema_dan_waktu.py",
        "tests/supermiskol/test_kembali.py",
        "tests/supermiskol/test_papan.py",
        "tests/supermiskol/test_simpan.py",
        "tests/supermiskol/test_libur.py",
        "tests/supermiskol/test_libur_terlambat.py",
        "tests/supermiskol/test_nomor.py",
        "tests/supermiskol/test_cari.py",
        "tests/supermiskol/test_surat.py",
        "tests/supermiskol/test_telaah.py",
        "tests/bok/test_realisasi.py",
        "tests/bok/test_kas.py",
        "tests/bok/test_kas_halaman.py",
        "tests/bok/test_kas_kertas.py",
        "tests/bok/test_kas_pajak.py",
        "tests/bok/test_kas_setoran.py",
        "tests/insentif/test_masuk_buku_kas.py",
        "tests/bok/test_rencana.py",
        "tests/bok/test_anggaran.py",
        "tests/bok/test_impor.py",
        "tests/bok/test_banyak.py",
        "tests/bok/test_program.py",
        "tests/bok/test_kemajuan.py",
        "tests/bok/test_giliran.py",
        "tests/bok/test_spj.py",
        "tests/bok/test_spj_naskah.py",
        "tests/bok/test_spj_kas.py",
        "tests/bok/test_spj_sekaligus.py",
        "tests/akun/test_keanggotaan.py",
        "tests/akun/test_usulan.py",
        "tests/akun/test_pelimpahan.py",
        "tests/alur/test_case.py",
        "tests/consistency/test_mainan.py",
        "tests/consistency/test_house.py",
        "tests/dasbor/test_angka.py",
        "tests/demo/test_jamkesda.py",
        "tests/jamkesda/test_demo_klaim.py",
        "tests/jamkesda/test_klaim_bayar.py",
        "tests/jamkesda/test_klaim_kueri.py",
        "tests/jamkesda/test_surat_klaim.py",
        "tests/demo/test_miskol.py",
        "tests/demo/test_muat.py",
        "tests/demo/test_bok.py",
        "tests/demo/test_kas.py",
        "tests/bok/test_pengawasan.py",
        "tests/insentif/test_buku.py",
        "tests/insentif/test_dari_bok.py",
        "tests/insentif/test_buku_ditolak.py",
        "tests/insentif/test_dua_topi.py",
        "tests/insentif/test_dua_topi_ketetapan.py",
        "tests/insentif/test_dikembalikan.py",
        "tests/insentif/test_dokumen_dasar.py",
        "tests/insentif/test_dokumen_terbit.py",
        "tests/insentif/test_dokumen_dicabut.py",
        "tests/insentif/test_indeks.py",
        "tests/insentif/test_indeks_halaman.py",
        "tests/insentif/test_ganti_nama.py",
        "tests/insentif/test_koreksi.py",
        "tests/insentif/test_lembar.py",
        "tests/insentif/test_masa_sk.py",
        "tests/insentif/test_pagu_turun.py",
        "tests/insentif/test_perjalanan.py",
        "tests/insentif/test_perjalanan_orang.py",
        "tests/insentif/test_piutang.py",
        "tests/insentif/test_spj.py",
        "tests/pegawai/test_impor.py",
        "tests/pegawai/test_konfirmasi_sk.py",
        "tests/pegawai/test_profil.py",
        "tests/pembayaran/test_alasan.py",
        "tests/pembayaran/test_dua_topi_uang.py",
        "tests/pembayaran/test_hasil.py",
        "tests/pembayaran/test_format_bank.py",
        "tests/pembayaran/test_hasil_bank.py",
        "tests/pembayaran/test_jalan.py",
        "tests/pembayaran/test_pajak_sebulan.py",
        "tests/pembayaran/test_pajak_dilihat.py",
        "tests/pembayaran/test_pajak_jauh.py",
        "tests/pembayaran/test_pembetulan.py",
        "tests/pembayaran/test_potongan.py",
        "tests/pembayaran/test_hasil_kiriman.py",
        "tests/pembayaran/test_rekening_pembantu.py",
        "tests/pembayaran/test_rekening.py",
        "tests/pembayaran/test_urutan.py",
        "tests/simulasi/test_dampak.py",
        "tests/simulasi/test_services.py",
    ),
    "Pencarian, saringan dan urutan daftar: huruf besar, LIKE, NULL, halaman berikutnya.": (
        "tests/akun/test_masuk.py",
        "tests/akun/test_pengguna.py",
        "tests/akun/test_topi.py",
        "tests/core/test_cari.py",
        "tests/core/test_lists.py",
        "tests/core/test_public.py",
        "tests/core/test_scope.py",
        "tests/insentif/test_papan.py",
        "tests/pegawai/test_pages.py",
        "tests/pegawai/test_pages_sk.py",
        "tests/pembayaran/test_halaman.py",
        "tests/regulasi/test_views.py",
        "tests/wilayah/test_pages.py",
    ),
    "Jelajah: setiap alamat sekali, jadi setiap kueri halaman sekali; lingkup setiap model.": (
        "tests/consistency/test_public.py",
        "tests/consistency/test_scope.py",
        "tests/consistency/test_walk.py",
    ),
}
"""Modules that PostgreSQL repeats in `make test`, by what may come out differently."""

ALIKE: dict[str, tuple[str, ...]] = {
    "Kata dan HTML dari halaman yang dibuka jelajah juga di PostgreSQL.": (
        "tests/akun/test_diri.py",
        "tests/api/test_schema.py",
        "tests/consistency/test_keyed.py",
        "tests/jamkesda/test_kartu.py",
        "tests/akun/test_menu.py",
        "tests/akun/test_matriks.py",
        "tests/core/test_panduan.py",
        "tests/insentif/test_beranda.py",
        "tests/regulasi/test_naskah.py",
        "tests/regulasi/test_beda.py",
        "tests/attack/test_attack.py",
        "tests/attack/test_doors.py",
        "tests/attack/test_mass.py",
        "tests/akun/test_kokoh.py",
        "tests/akun/test_sesi.py",
        "tests/core/test_catatan.py",
        "tests/alur/test_plain.py",
        "tests/core/test_addresses.py",
        "tests/core/test_downloads.py",
        "tests/core/test_space.py",
        "tests/akun/test_tanpa_keanggotaan.py",
        "tests/core/test_documents_check.py",
        "tests/core/test_jejak.py",
        "tests/core/test_faults.py",
        "tests/dasbor/test_halaman.py",
        "tests/dasbor/test_nasional.py",
        "tests/insentif/test_dokumen_halaman.py",
        "tests/insentif/test_dokumen_sehalaman.py",
        "tests/insentif/test_halaman.py",
        "tests/insentif/test_kegiatan_halaman.py",
        "tests/insentif/test_kegiatan_simpan.py",
        "tests/insentif/test_koreksi_pilih.py",
        "tests/insentif/test_ragu.py",
        "tests/insentif/test_slip.py",
        "tests/insentif/test_slip_uang.py",
        "tests/insentif/test_tugas.py",
        "tests/simulasi/test_pages.py",
    ),
    "Banyaknya kueri: kedua basis data ditanyai sama seringnya.": (
        "tests/core/test_choices.py",
        "tests/insentif/test_baca_sekali.py",
    ),
    "Tanda, isi kertas, alat uji: dari kasus yang dibaca dengan kueri yang dibuka jelajah.": (
        "tests/akun/test_factories.py",
        "tests/bok/test_kertas_ukuran.py",
        "tests/insentif/test_dokumen.py",
        "tests/insentif/test_dokumen_uang.py",
        "tests/insentif/test_factories.py",
        "tests/insentif/test_tanda.py",
    ),
    "Jelajah selebihnya: penjaga pintu, kepala jawaban, isi halaman.": (
        "tests/consistency/test_access.py",
        "tests/consistency/test_full.py",
        "tests/consistency/test_guard.py",
        "tests/consistency/test_harvest.py",
        "tests/consistency/test_looks.py",
        "tests/consistency/test_pages.py",
        "tests/consistency/test_strips.py",
    ),
    "Isi berkas: dibaca atau ditolak sebelum basis data ditanyai.": (
        "tests/consistency/test_entrances.py",
        "tests/core/test_quarantine.py",
        "tests/pegawai/test_impor_daftar.py",
        "tests/pegawai/test_impor_kusut.py",
    ),
    "Isi contoh dan dunia uji keluar masuk tanpa berubah: halaman, berkas dan formulir.": (
        "tests/consistency/test_demo_books.py",
        "tests/consistency/test_demo_visit.py",
        "tests/demo/test_langkah_pertama.py",
        "tests/consistency/test_world_visit.py",
    ),
    "Perjalanan di peramban: yang diuji adalah layar.": ("tests/browser/",),
}
"""Modules, and folders of them, that prove nothing more on PostgreSQL; for `make test-all`."""


FIRST_ONLY: dict[str, tuple[str, ...]] = {
    "Banyaknya kueri dan bunyinya: kedua basis data ditanyai sama, dicatat di SQLite.": (
        "tests/consistency/test_queries.py",
    ),
}
"""Modules about what was recorded on SQLite: repeated nowhere."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--second-database",
        choices=["differing", "all"],
        help="repeat on another database what may differ there, or all that asks a database",
    )


def second_database(config: pytest.Config) -> str | None:
    """What this run repeats on a second database: "differing" or "all"; None on the first."""
    wanted: str | None = config.getoption("second_database")
    return wanted


def uses_database(item: pytest.Item) -> bool:
    """Whether the test asks a database at all."""
    fixtures: Iterable[str] = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not _DATABASE.isdisjoint(fixtures)


def differs(module: str) -> bool | None:
    """Whether PostgreSQL may answer differently here; None when nobody has decided that."""
    for answer, table in ((True, DIFFERING), (False, ALIKE), (False, FIRST_ONLY)):
        if any(_covers(name, module) for name in listed(table)):
            return answer
    return None


def listed(table: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """The modules of a table, whatever the reason."""
    for modules in table.values():
        yield from modules


def _covers(name: str, module: str) -> bool:
    return module.startswith(name) if name.endswith("/") else module == name


def module_of(item: pytest.Item) -> str:
    """The path of a test's module as the tables spell it."""
    return item.nodeid.partition("::")[0]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    wanted = second_database(config)
    if wanted is None:
        return
    chosen: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        module = module_of(item)
        repeated = uses_database(item) and (
            module not in listed(FIRST_ONLY) if wanted == "all" else differs(module) is not False
        )
        (chosen if repeated else left).append(item)
    items[:] = chosen
    config.hook.pytest_deselected(items=left)
