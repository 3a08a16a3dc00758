"""`upaya hitung skor-kemiskinan`: one family by a poverty scheme."""

import argparse
from collections.abc import Iterable
from pathlib import Path

from upaya.cli.computed import Computed, compute_and_tell
from upaya.cli.parser import usual_arguments
from upaya.exchange.json_answer import encode
from upaya.exchange.supermiskol import skor_explain, skor_json, skor_schema
from upaya.rules.errors import Fault

HELP = "skor kemiskinan satu keluarga menurut sebuah skema"
DESCRIPTION = (
    "Menghitung skor kemiskinan satu keluarga dari berkas JSON: skema dalam berkas itu, atau nama "
    "skema contoh (disebut --skema). Jawaban yang kurang membuat skor belum ada, tidak pernah nol. "
    "Berkas yang salah dijawab dengan daftar galat dan kode keluar 2."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what the command takes."""
    usual_arguments(parser, kinds=".json", steps="penghitungan skor")


def run(args: argparse.Namespace) -> int:
    """Score; 2 with all faults when the file holds any, 0 when answers are missing."""
    return compute_and_tell(args, skor_schema.score_schema, _compute)


def _compute(raw: bytes) -> Computed | Iterable[Fault]:
    reading = skor_json.read(raw)
    skema, jawaban, hasil = reading.skema, reading.jawaban, reading.hasil
    if skema is None or hasil is None:
        return reading.galat

    def write(target: Path) -> None:
        from upaya.exchange.supermiskol import skor_book

        skor_book.write_result(target, skema, jawaban, hasil)

    return Computed(
        write,
        lambda: skor_explain.lines(skema, jawaban, hasil),
        lambda: encode(skor_json.result(skema, jawaban, hasil)),
    )
