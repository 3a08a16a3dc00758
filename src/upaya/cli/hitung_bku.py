"""`upaya hitung bku`: the cash books of BOK, and days paid twice across units."""

import argparse
from collections.abc import Iterable
from pathlib import Path

from upaya.cli.computed import Computed, compute_and_tell
from upaya.cli.parser import usual_arguments
from upaya.exchange.bok import kas_explain, kas_json, kas_schema
from upaya.exchange.json_answer import encode
from upaya.rules.errors import Fault
from upaya.rules.loader import national_book

HELP = "buku kas umum BOK: saldo, pajak, serapan, dan hari yang dibayar dua kali"
DESCRIPTION = (
    "Menyusun buku kas umum BOK setahun dari berkas JSON berisi mutasi satu atau beberapa unit: "
    "saldo bank, tunai, dan pajak, penutupan tiap bulan, serapan, dan orang yang dibayar dua kali "
    "untuk hari yang sama di unit mana pun. Berkas yang salah, saldo kurang dari nol, dan hitungan "
    "uang tunai yang berbeda dijawab dengan daftar galat dan kode keluar 2."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what the command takes."""
    usual_arguments(parser, kinds=".json", steps="buku kas")


def run(args: argparse.Namespace) -> int:
    """Compute; 2 with all faults when the file holds any, 0 whoever was paid twice."""
    return compute_and_tell(args, kas_schema.cash_schema, _compute)


def _compute(raw: bytes) -> Computed | Iterable[Fault]:
    found = kas_json.read(raw, national_book())
    if found.galat:
        return found.galat

    def write(target: Path) -> None:
        from upaya.exchange.bok import kas_book

        kas_book.write_result(target, found)

    return Computed(write, lambda: kas_explain.lines(found), lambda: encode(kas_json.result(found)))
