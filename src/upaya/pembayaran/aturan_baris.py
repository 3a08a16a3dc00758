"""What the database itself refuses about money: sums over lines, and days in their order.

The services say the same in words first; these hold when a service is wrong.
"""

from __future__ import annotations

from upaya.core.triggers import RowRule, local_day
from upaya.pembayaran.models import BarisPembayaran, DanaMasuk, Kiriman, Pembayaran, Percobaan
from upaya.rules.pembayaran import LIVING

_BARIS, _DANA, _INDUK = (model._meta.db_table for model in (BarisPembayaran, DanaMasuk, Pembayaran))
_KIRIMAN, _PERCOBAAN = Kiriman._meta.db_table, Percobaan._meta.db_table
_HIDUP = ", ".join(f"'{status}'" for status in LIVING)
_LEBIH = "yang dibayar dan dikirim melebihi dana yang sudah ditransfer"
_NANTI = "tanggalnya sesudah hari dicatat"


def _held(payment: str) -> str:
    return (
        f"(SELECT COALESCE(SUM(b.bruto), 0) FROM {_BARIS} b "  # noqa: S608
        f"WHERE b.pembayaran_id = {payment} AND b.status IN ({_HIDUP}))"
    )


def _line_beyond_funds() -> str:
    funds = f"(SELECT p.dana FROM {_INDUK} p WHERE p.id = NEW.pembayaran_id)"  # noqa: S608
    return f"NEW.status IN ({_HIDUP}) AND {_held('NEW.pembayaran_id')} > {funds}"


def _funds_below_lines() -> str:
    return f"NEW.dana < {_held('NEW.id')}"


def _sent_before_funds() -> str:
    return (
        f"NEW.tanggal < (SELECT MIN(d.tanggal) FROM {_DANA} d "  # noqa: S608
        "WHERE d.pembayaran_id = NEW.pembayaran_id AND NOT d.batal)"
    )


def _answered_before_sent() -> str:
    return f"NEW.tanggal < (SELECT k.tanggal FROM {_KIRIMAN} k WHERE k.id = NEW.kiriman_id)"  # noqa: S608


BARIS_BARU = RowRule("bayar_baris_baru", _BARIS, "INSERT", _line_beyond_funds, _LEBIH)
BARIS_DALAM_DANA = RowRule(
    "bayar_baris_dana", _BARIS, "UPDATE OF status, bruto", _line_beyond_funds, _LEBIH
)
DANA_MENUTUP = RowRule("bayar_dana_menutup", _INDUK, "UPDATE OF dana", _funds_below_lines, _LEBIH)
KIRIM_SETELAH_DANA = RowRule(
    "bayar_kirim_setelah_dana",
    _KIRIMAN,
    "INSERT",
    _sent_before_funds,
    "pengiriman mendahului dananya",
)
HASIL_SETELAH_KIRIM = RowRule(
    "bayar_hasil_setelah_kirim",
    _PERCOBAAN,
    "UPDATE OF tanggal",
    _answered_before_sent,
    "hasil mendahului pengirimannya",
)
DANA_TIBA = RowRule(
    "bayar_dana_tiba",
    _DANA,
    "INSERT",
    lambda: f"NEW.tanggal > {local_day('NEW.dicatat_pada')}",
    _NANTI,
)
KIRIM_TIBA = RowRule(
    "bayar_kirim_tiba",
    _KIRIMAN,
    "INSERT",
    lambda: f"NEW.tanggal > {local_day('NEW.dibuat_pada')}",
    _NANTI,
)
HASIL_TIBA = RowRule(
    "bayar_hasil_tiba",
    _PERCOBAAN,
    "UPDATE OF tanggal",
    lambda: f"NEW.tanggal > {local_day('NEW.dicatat_pada')}",
    _NANTI,
)
