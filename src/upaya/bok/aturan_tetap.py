"""What of an allocation, a plan, reports and prices never changes once somebody decided it."""

from __future__ import annotations

from upaya.bok.alokasi.models import Alokasi, KriteriaAlokasi
from upaya.bok.harga.models import HargaSatuan
from upaya.bok.kas.models import BukuKas, Mutasi, PermintaanDana, TutupBulan
from upaya.bok.kas.models_belanja import HariDibayar, HariGanda
from upaya.bok.realisasi.models import Kehadiran, Pelaksanaan, PesertaLain
from upaya.bok.rencana.models import KegiatanRencana, Rencana, RincianRencana
from upaya.bok.serapan.models import Serapan
from upaya.bok.spj.models import BerkasSpj, BuktiSpj, PenerimaSpj, SpjKegiatan
from upaya.core.keeping import fixed, moves, never_removed, proposal
from upaya.core.triggers import RowRule
from upaya.rules.bok.road import DITETAPKAN, EDITABLE, REALISASI, RENCANA
from upaya.rules.bok.road_dinas import ALOKASI
from upaya.rules.bok.road_spj import SPJ

_OPEN = ", ".join(f"'{status}'" for status in sorted(EDITABLE))
_PLAN, _ACTIVITY = Rencana._meta.db_table, KegiatanRencana._meta.db_table
_REPORT = Pelaksanaan._meta.db_table
_OPEN_PLAN = f"(SELECT r.status FROM {_PLAN} r WHERE r.id = OLD.rencana_id) IN ({_OPEN})"  # noqa: S608
_OPEN_ACTIVITY = (
    f"(SELECT r.status FROM {_PLAN} r JOIN {_ACTIVITY} k ON k.rencana_id = r.id "  # noqa: S608
    f"WHERE k.id = OLD.kegiatan_id) IN ({_OPEN})"
)
_ALLOCATION = Alokasi._meta.db_table
_OPEN_ALLOCATION = (
    f"(SELECT a.status FROM {_ALLOCATION} a WHERE a.id = OLD.alokasi_id) IN ({_OPEN})"  # noqa: S608
)
_OPEN_SPJ = (
    f"(SELECT s.status FROM {SpjKegiatan._meta.db_table} s WHERE s.id = OLD.spj_id) IN ({_OPEN})"  # noqa: S608
)
_OPEN_REPORT = f"(SELECT p.status FROM {_REPORT} p WHERE p.id = OLD.pelaksanaan_id) IN ({_OPEN})"  # noqa: S608

RENCANA_TETAP = (
    never_removed("rencana_tetap", Rencana),
    fixed(
        "rencana_milik",
        Rencana,
        only=(
            "kabupaten", "puskesmas", "tahun", "nomor", "alasan", "dibuat_oleh", "dibuat_pada",
        ),
    ),
    fixed(
        "rencana_putusan",
        Rencana,
        only=("penjelasan", "ditetapkan_pada"),
        when=f"OLD.status = '{DITETAPKAN}'",
    ),
    moves("rencana_jalan", Rencana, RENCANA.ways),
    # What a version says lies still as soon as it is on its way.
    never_removed("rencana_kegiatan_tetap", KegiatanRencana, _OPEN_PLAN),
    fixed("rencana_kegiatan_isi", KegiatanRencana, free=(), when=f"NOT {_OPEN_PLAN}"),
    never_removed("rencana_rincian_tetap", RincianRencana, _OPEN_ACTIVITY),
    fixed("rencana_rincian_isi", RincianRencana, free=(), when=f"NOT {_OPEN_ACTIVITY}"),
)  # fmt: skip
REALISASI_TETAP = (
    never_removed("pelaksanaan_tetap", Pelaksanaan),
    fixed(
        "pelaksanaan_milik",
        Pelaksanaan,
        only=("kabupaten", "puskesmas", "kegiatan", "periode", "kunci", "menu", "sifat", "nama"),
    ),
    fixed(
        "pelaksanaan_isi",
        Pelaksanaan,
        only=(
            "desa", "hasil", "kader", "lintas_sektor", "mahasiswa", "narasumber", "tracer",
            "ditulis_oleh", "ditulis_pada", "versi",
        ),
        when=f"OLD.status NOT IN ({_OPEN})",
    ),
    moves("pelaksanaan_jalan", Pelaksanaan, REALISASI.ways),
    never_removed("kehadiran_tetap", Kehadiran, _OPEN_REPORT),
    fixed("kehadiran_isi", Kehadiran, free=(), when=f"NOT {_OPEN_REPORT}"),
    never_removed("peserta_tetap", PesertaLain, _OPEN_REPORT),
    fixed("peserta_isi", PesertaLain, free=(), when=f"NOT {_OPEN_REPORT}"),
)  # fmt: skip
HARGA_TETAP = (
    never_removed("harga_tetap", HargaSatuan),
    fixed("harga_isi", HargaSatuan, free=("sampai",)),
)
SERAPAN_TETAP = (
    never_removed("serapan_tetap", Serapan),
    fixed("serapan_milik", Serapan, only=("kabupaten", "puskesmas", "periode")),
)
ALOKASI_TETAP = (
    never_removed("alokasi_tetap", Alokasi),
    fixed(
        "alokasi_milik",
        Alokasi,
        only=("kabupaten", "unit", "tahun", "nomor", "alasan", "dibuat_oleh", "dibuat_pada"),
    ),
    fixed("alokasi_isi", Alokasi, free=(), when=f"OLD.status = '{DITETAPKAN}'"),
    moves("alokasi_jalan", Alokasi, ALOKASI.ways),
    never_removed("alokasi_kriteria_tetap", KriteriaAlokasi),
    fixed("alokasi_kriteria_isi", KriteriaAlokasi, free=(), when=f"NOT {_OPEN_ALLOCATION}"),
)

_BOOK, _SHUT = BukuKas._meta.db_table, TutupBulan._meta.db_table
_GANDA = ("alasan", "status", "diusulkan_oleh", "diusulkan_pada")
_DECIDED = ("diputus_oleh", "diputus_pada", "alasan_putusan")
KAS_TETAP = (
    never_removed("buku_kas_tetap", BukuKas),
    fixed("buku_kas_isi", BukuKas, free=("awal_bank", "awal_tunai")),
    fixed(
        "buku_kas_awal",
        BukuKas,
        only=("awal_bank", "awal_tunai"),
        when=f"EXISTS (SELECT 1 FROM {_SHUT} t "  # noqa: S608
        "WHERE t.buku_id = OLD.id AND t.dibuka_pada IS NULL)",
    ),
    RowRule(
        "mutasi_bulan_terbuka",
        Mutasi._meta.db_table,
        "INSERT",
        lambda: (
            f"EXISTS (SELECT 1 FROM {_SHUT} t WHERE t.buku_id = NEW.buku_id "  # noqa: S608
            "AND t.dibuka_pada IS NULL AND NEW.hari >= t.periode AND NEW.hari <= t.sampai)"
        ),
        "bulan ini sudah ditutup (mutasi_bulan_terbuka)",
    ),
    RowRule(
        "mutasi_tahun_buku",
        Mutasi._meta.db_table,
        "INSERT",
        lambda: (
            f"NOT EXISTS (SELECT 1 FROM {_BOOK} b WHERE b.id = NEW.buku_id "  # noqa: S608
            "AND NEW.hari >= b.mulai AND NEW.hari <= b.sampai)"
        ),
        "hari ini bukan hari buku itu (mutasi_tahun_buku)",
    ),
    *proposal("permintaan_dana", PermintaanDana),
    never_removed("tutup_bulan_tetap", TutupBulan),
    fixed("tutup_bulan_catatan", TutupBulan, free=("dibuka_oleh", "dibuka_pada", "alasan")),
    fixed(
        "tutup_bulan_buka",
        TutupBulan,
        only=("dibuka_oleh", "dibuka_pada", "alasan"),
        when="OLD.dibuka_pada IS NOT NULL",
    ),
    never_removed("hari_dibayar_tetap", HariDibayar),
    fixed("hari_dibayar_isi", HariDibayar, free=("dibalik",)),
    fixed("hari_dibayar_balik", HariDibayar, only=("dibalik",), when="OLD.dibalik_id IS NOT NULL"),
    never_removed("hari_ganda_tetap", HariGanda),
    fixed("hari_ganda_isi", HariGanda, free=(*_GANDA, *_DECIDED)),
    fixed(
        "hari_ganda_usul",
        HariGanda,
        only=("alasan", "diusulkan_oleh", "diusulkan_pada"),
        when="OLD.status <> 'dicoba'",
    ),
    fixed(
        "hari_ganda_putusan",
        HariGanda,
        only=("status", *_DECIDED),
        when="OLD.status IN ('disetujui', 'ditolak')",
    ),
)
SPJ_TETAP = (
    never_removed("spj_tetap", SpjKegiatan),
    fixed(
        "spj_milik",
        SpjKegiatan,
        only=("kabupaten", "puskesmas", "pelaksanaan", "jenis", "dibuka_oleh", "dibuka_pada"),
    ),
    # What somebody examines lies still: words, who was paid, what was said of each document.
    fixed(
        "spj_isi",
        SpjKegiatan,
        only=(
            "kena_pajak", "maksud", "tempat", "waktu", "acara", "undangan", "narasumber",
            "didatangi", "hasil", "pembahasan", "perkembangan", "tindak_lanjut",
        ),
        when=f"OLD.status NOT IN ({_OPEN})",
    ),
    moves("spj_jalan", SpjKegiatan, SPJ.ways),
    never_removed("spj_penerima_tetap", PenerimaSpj, _OPEN_SPJ),
    fixed("spj_penerima_isi", PenerimaSpj, free=(), when=f"NOT {_OPEN_SPJ}"),
    never_removed("spj_dokumen_tetap", BuktiSpj),
    fixed("spj_dokumen_isi", BuktiSpj, free=(), when=f"NOT {_OPEN_SPJ}"),
    never_removed("spj_berkas_tetap", BerkasSpj),
    fixed("spj_berkas_isi", BerkasSpj, free=("dilepas",)),
    fixed("spj_berkas_lepas", BerkasSpj, free=(), when=f"NOT {_OPEN_SPJ}"),
)  # fmt: skip
