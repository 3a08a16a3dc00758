"""`upaya hitung klaim`: one claim of Jamkesda, or many of them."""

import argparse
import sys
from collections.abc import Iterator

from upaya.cli.output import OK, bytes_of, print_json, print_lines, refuse, why
from upaya.cli.parser import usual_arguments
from upaya.exchange.jamkesda import klaim_explain, klaim_json, klaim_schema
from upaya.rules.errors import Fault
from upaya.rules.loader import national_book

HELP = "pemeriksaan klaim Jamkesda, dengan kode bagi tiap rupiah yang dipotong"
DESCRIPTION = (
    "Memeriksa klaim Jamkesda dari berkas JSON: satu klaim beserta peserta, perjanjian, tarif, "
    "surat jaminan, dan klaim lain orang itu, atau daftar yang demikian, masing-masing diperiksa "
    "sendiri. Berkas yang salah dijawab dengan daftar galat dan kode keluar 2."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what the command takes."""
    usual_arguments(parser, kinds=".json", steps="pemeriksaan")


def run(args: argparse.Namespace) -> int:
    """Check; 2 with all faults when the file holds any, 0 whatever becomes of a claim."""
    if args.skema:
        return print_json(klaim_schema.claim_schema())
    raw, faults = bytes_of(args.berkas)
    found = None if faults else klaim_json.check(raw, national_book())
    if found is None or found.galat:
        return refuse(faults if found is None else found.galat)
    if args.keluaran is not None:
        from upaya.exchange.jamkesda import klaim_book

        try:
            klaim_book.write_result(args.keluaran, found.klaim)
        except OSError as error:
            return refuse([Fault("--keluaran", f"tidak dapat ditulis: {why(error)}")])
    if args.jelaskan:
        return print_lines(_explained(found))
    return _answer(found)


def _answer(found: klaim_json.Answers) -> int:
    answers = (klaim_json.result(asked, hasil) for asked, hasil in found.klaim)
    if not found.banyak:
        return print_json(next(answers))
    sys.stdout.buffer.write(klaim_json.encode_many(answers))
    return OK


def _explained(found: klaim_json.Answers) -> Iterator[str]:
    for position, (asked, hasil) in enumerate(found.klaim):
        if position:
            yield ""
        yield from klaim_explain.lines(asked, hasil)
