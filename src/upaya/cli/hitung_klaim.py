"""`upaya hitung klaim`: one claim of Jamkesda, or many of them."""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from upaya.cli.computed import Computed, compute_and_tell
from upaya.cli.parser import usual_arguments
from upaya.exchange.jamkesda import klaim_explain, klaim_json, klaim_schema
from upaya.exchange.json_answer import encode
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
    return compute_and_tell(args, klaim_schema.claim_schema, _compute)


def _compute(raw: bytes) -> Computed | Iterable[Fault]:
    found = klaim_json.check(raw, national_book())
    if found.galat:
        return found.galat

    def write(target: Path) -> None:
        from upaya.exchange.jamkesda import klaim_book

        klaim_book.write_result(target, found.klaim)

    return Computed(write, lambda: _explained(found), lambda: _answer(found))


def _answer(found: klaim_json.Answers) -> bytes:
    answers = (klaim_json.result(asked, hasil) for asked, hasil in found.klaim)
    return klaim_json.encode_many(answers) if found.banyak else encode(next(answers))


def _explained(found: klaim_json.Answers) -> Iterator[str]:
    for position, (asked, hasil) in enumerate(found.klaim):
        if position:
            yield ""
        yield from klaim_explain.lines(asked, hasil)
