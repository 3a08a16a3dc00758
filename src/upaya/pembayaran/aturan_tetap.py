"""What of money never changes once written, and which result may follow which."""

from __future__ import annotations

from upaya.core.keeping import fixed, moves, never_removed, proposal
from upaya.core.triggers import RowRule
from upaya.pembayaran.models import (
    BarisPembayaran,
    DanaMasuk,
    FormatBank,
    Pembayaran,
    Pembetulan,
    Percobaan,
    Potongan,
    RekeningBersama,
    RekeningPembantu,
    UsulanFormat,
    UsulanPajak,
)
from upaya.rules.pembayaran import (
    BERHASIL,
    DIBATALKAN,
    DIKEMBALIKAN,
    DIKIRIM,
    GAGAL,
    LIVING,
    RESULTS,
    SIAP,
)

_HIDUP = ", ".join(f"'{status}'" for status in LIVING)
_LAMA = (
    f"(SELECT b.dicoba FROM {BarisPembayaran._meta.db_table} b "  # noqa: S608
    "WHERE b.id = OLD.baris_id) = 0"
)
_BELUM_BERDANA = (
    f"(SELECT p.dana FROM {Pembayaran._meta.db_table} p "  # noqa: S608
    "WHERE p.id = OLD.pembayaran_id) = 0"
)
_MENDED = dict.fromkeys((BERHASIL, GAGAL, DIKEMBALIKAN, DIBATALKAN), (DIKIRIM,))
"""A result that was noted wrongly waits for its right one again."""
_OF_ATTEMPT = {
    status: (
        *RESULTS[status],
        *_MENDED.get(status, ()),
        *((DIBATALKAN,) if status == DIKIRIM else ()),
    )
    for status in RESULTS
}


def _agreed(field: str, jenis: str) -> str:
    """SQL: a second person agreed that this entry is mended."""
    return (
        f"EXISTS (SELECT 1 FROM {Pembetulan._meta.db_table} u WHERE u.{field} = NEW.id "  # noqa: S608
        f"AND u.status = 'disetujui' AND u.jenis = '{jenis}')"
    )


PEMBAYARAN = (
    never_removed("bayar_tetap", Pembayaran, "OLD.dana = 0"),
    fixed("bayar_isi", Pembayaran, free=("dana", "rekening", "selesai_pada", "dibuka_pada")),
)
REKENING = proposal("rekening_pembantu", RekeningPembantu)
DANA = (
    never_removed("dana_tetap", DanaMasuk),
    fixed("dana_isi", DanaMasuk, free=("batal",)),
    RowRule(
        "dana_batal_berdua",
        str(DanaMasuk._meta.db_table),
        "UPDATE OF batal",
        lambda: f"OLD.batal <> NEW.batal AND NOT (NEW.batal AND {_agreed('dana_id', 'dana')})",
        "transfer hanya dibatalkan lewat pembetulan yang disetujui",
    ),
)
BARIS = (
    never_removed("baris_bayar_tetap", BarisPembayaran, "OLD.dicoba = 0"),
    fixed(
        "baris_bayar_isi",
        BarisPembayaran,
        only=("kabupaten", "pembayaran", "penerima", "petugas", "rincian", "bruto"),
    ),
    fixed(
        "baris_bayar_terkirim",
        BarisPembayaran,
        only=(
            "bank", "rekening", "nama_rekening", "jenis_pajak", "tarif_pajak", "pajak_hitung",
            "pajak", "alasan_pajak", "potongan", "rincian_potongan", "neto",
        ),
        when=f"OLD.status IN ({_HIDUP})",
    ),
    moves("baris_bayar_jalan", BarisPembayaran, {SIAP: (DIKIRIM,), **_OF_ATTEMPT}),
    RowRule(
        "baris_bayar_naik",
        str(BarisPembayaran._meta.db_table),
        "UPDATE OF dicoba",
        lambda: "NEW.dicoba < OLD.dicoba",
        "banyaknya percobaan tidak berkurang",
    ),
)  # fmt: skip
PERCOBAAN = (
    never_removed("percobaan_tetap", Percobaan),
    fixed(
        "percobaan_isi",
        Percobaan,
        free=(
            "status", "tanggal", "bukti", "berkas_bukti", "alasan", "dicatat_oleh", "dicatat_pada",
        ),
    ),
    fixed(
        "percobaan_hasil",
        Percobaan,
        only=("tanggal", "bukti", "alasan", "dicatat_oleh", "dicatat_pada"),
        when="OLD.status = NEW.status",
    ),
    moves("percobaan_jalan", Percobaan, _OF_ATTEMPT),
    RowRule(
        "percobaan_dibuka_berdua",
        str(Percobaan._meta.db_table),
        "UPDATE OF status",
        lambda: f"NEW.status = '{DIKIRIM}' AND OLD.status <> NEW.status "
        f"AND NOT {_agreed('percobaan_id', 'hasil')}",
        "hasil hanya dibuka lagi lewat pembetulan yang disetujui",
    ),
)  # fmt: skip
BERSAMA = (
    never_removed("rekening_bersama_tetap", RekeningBersama, _BELUM_BERDANA),
    fixed("rekening_bersama_isi", RekeningBersama, only=("kabupaten", "pembayaran", "sidik")),
)
PEMBETULAN = proposal("pembetulan", Pembetulan, free=("semula", "berkas_semula"))
PAJAK = proposal("usulan_pajak", UsulanPajak, removable=_LAMA)
POTONGAN = proposal("potongan", Potongan, free=("dicabut_oleh", "dicabut_pada"), removable=_LAMA)
FORMAT = (never_removed("format_bank_tetap", FormatBank),)
USULAN_FORMAT = proposal("usulan_format", UsulanFormat)
