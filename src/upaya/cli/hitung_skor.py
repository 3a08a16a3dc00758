"""`upaya hitung skor-kemiskinan`: one family by a poverty scheme."""

import argparse

from upaya.cli.output import bytes_of, print_json, print_lines, refuse, why
from upaya.cli.parser import usual_arguments
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
    if args.skema:
        return print_json(skor_schema.score_schema())
    raw, faults = bytes_of(args.berkas)
    if faults:
        return refuse(faults)
    reading = skor_json.read(raw)
    skema, hasil = reading.skema, reading.hasil
    if skema is None or hasil is None:
        return refuse(reading.galat)
    if args.keluaran is not None:
        from upaya.exchange.supermiskol import skor_book

        try:
            skor_book.write_result(args.keluaran, skema, reading.jawaban, hasil)
        except OSError as error:
            return refuse([Fault("--keluaran", f"tidak dapat ditulis: {why(error)}")])
    if args.jelaskan:
        return print_lines(skor_explain.lines(skema, reading.jawaban, hasil))
    return print_json(skor_json.result(skema, reading.jawaban, hasil))
