"""What of a scheme, a request, a visit and a letter never changes once somebody decided it."""

from __future__ import annotations

from upaya.core.keeping import fixed, moves, never_removed
from upaya.rules.supermiskol.road import ISI, KUNJUNG, MISKOL
from upaya.supermiskol.hak.models import PermintaanHak
from upaya.supermiskol.kunjungan.models import Kunjungan
from upaya.supermiskol.permohonan.models import Berkas, Permohonan
from upaya.supermiskol.simpan.models import Penghapusan
from upaya.supermiskol.skema.models import SkemaKabupaten
from upaya.supermiskol.surat.models import SuratMiskin
from upaya.supermiskol.ulangan.models import BenihUlangan, Ulangan

_WRITTEN = ", ".join(f"'{status}'" for status in sorted(ISI | KUNJUNG))
_CASE = Permohonan._meta.db_table
_OPEN_CASE = f"(SELECT p.status FROM {_CASE} p WHERE p.id = OLD.permohonan_id) IN ({_WRITTEN})"  # noqa: S608

_RIGHTS = PermintaanHak._meta.db_table
# A family's open request to put its data right lets them be put right, whatever the status.
_CORRECTED = (
    f"EXISTS (SELECT 1 FROM {_RIGHTS} h WHERE h.permohonan_id = OLD.id "  # noqa: S608
    "AND h.jenis = 'pembetulan' AND h.status = 'terbuka')"
)
_REMOVALS = Penghapusan._meta.db_table
_REMOVED = f"EXISTS (SELECT 1 FROM {_REMOVALS} s WHERE s.permohonan_id = OLD.permohonan_id)"  # noqa: S608
_VISITS = Kunjungan._meta.db_table
_REPEATED = (
    f"EXISTS (SELECT 1 FROM {_REMOVALS} s JOIN {_VISITS} k ON k.permohonan_id = s.permohonan_id "  # noqa: S608
    "WHERE k.id = OLD.kunjungan_id)"
)
# When its time is over a request takes its removed form, and no other.
_ERASED = (
    "(NEW.nama = 'dihapus' AND NEW.nik_indeks = '' AND NEW.kepesertaan = OLD.kepesertaan "  # noqa: S608
    "AND NEW.keperluan = OLD.keperluan AND EXISTS "
    f"(SELECT 1 FROM {_REMOVALS} s WHERE s.permohonan_id = OLD.id))"
)

SKEMA_TETAP = (
    never_removed("skema_tetap", SkemaKabupaten),
    # What is decided is closed: only its last day is written, when the next one takes over.
    fixed("skema_isi", SkemaKabupaten, free=("sampai",), when="OLD.status <> 'draf'"),
    fixed("skema_akhir", SkemaKabupaten, only=("sampai",), when="OLD.sampai IS NOT NULL"),
)
PERMOHONAN_TETAP = (
    never_removed("permohonan_tetap", Permohonan),
    fixed(
        "permohonan_milik",
        Permohonan,
        only=("kabupaten", "desa", "kunci", "tiket", "masuk_pada", "dibuat_oleh", "dibuat_pada"),
    ),
    fixed(
        "permohonan_isi",
        Permohonan,
        only=("nama", "nik_indeks", "kk_indeks", "tanggal_lahir", "kepesertaan", "keperluan"),
        when=f"OLD.status NOT IN ({_WRITTEN}) AND NOT {_CORRECTED} AND NOT {_ERASED}",
    ),
    moves("permohonan_jalan", Permohonan, MISKOL.ways),
    never_removed("berkas_miskin_tetap", Berkas),
    fixed("berkas_miskin_isi", Berkas, free=("diganti",)),
    never_removed("kunjungan_tetap", Kunjungan),
    fixed("kunjungan_isi", Kunjungan, free=("catatan", "versi"), when=f"NOT {_OPEN_CASE}"),
    fixed(
        "kunjungan_catatan",
        Kunjungan,
        only=("catatan", "versi"),
        when=f"NOT {_OPEN_CASE} AND NOT (NEW.catatan = 'dihapus' AND {_REMOVED})",
    ),
    never_removed("ulangan_tetap", Ulangan),
    fixed("ulangan_isi", Ulangan, free=("catatan",), when="OLD.selesai_pada IS NOT NULL"),
    fixed(
        "ulangan_catatan",
        Ulangan,
        only=("catatan",),
        when=f"OLD.selesai_pada IS NOT NULL AND NOT (NEW.catatan = 'dihapus' AND {_REPEATED})",
    ),
    never_removed("benih_tetap", BenihUlangan),
    fixed("benih_isi", BenihUlangan),
)
SURAT_TETAP = (
    never_removed("surat_miskin_tetap", SuratMiskin),
    fixed(
        "surat_miskin_isi",
        SuratMiskin,
        free=(
            "dokumen",
            "nomor",
            "berlaku_sampai",
            "perpanjangan",
            "dicabut_tanggal",
            "dicabut_oleh",
        ),
    ),
    fixed(
        "surat_miskin_dicabut",
        SuratMiskin,
        free=(),
        when="OLD.dicabut_tanggal IS NOT NULL",
    ),
)
_ANSWERED = "OLD.status <> 'terbuka'"
HAK_TETAP = (
    never_removed("hak_tetap", PermintaanHak),
    fixed(
        "hak_isi",
        PermintaanHak,
        only=(
            "kabupaten", "permohonan", "kunci", "jenis", "bidang", "pemutus",
            "diajukan_pada", "batas",
        ),
    ),
    fixed(
        "hak_uraian",
        PermintaanHak,
        only=("uraian",),
        when=f"NOT (NEW.uraian = 'dihapus' AND {_REMOVED})",
    ),
    fixed(
        "hak_jawaban",
        PermintaanHak,
        only=("status", "jawaban", "dijawab_oleh", "dijawab_pada", "janji", "janji_sampai"),
        when=_ANSWERED,
    ),
    fixed(
        "hak_pemenuhan",
        PermintaanHak,
        only=("pemenuhan", "dipenuhi_oleh", "dipenuhi_pada"),
        when="OLD.dipenuhi_pada IS NOT NULL",
    ),
)  # fmt: skip
