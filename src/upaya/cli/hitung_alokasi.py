"""`upaya hitung alokasi-bok`: the year's BOK of a district, shared out to its puskesmas."""

import argparse
from collections.abc import Iterable
from pathlib import Path

from upaya.cli.computed import Computed, compute_and_tell
from upaya.cli.parser import usual_arguments
from upaya.exchange.bok import alokasi_explain, alokasi_json, alokasi_schema
from upaya.exchange.json_answer import encode
from upaya.rules.errors import Fault
from upaya.rules.loader import national_book

HELP = "pembagian pagu BOK Puskesmas kepada puskesmas se-kabupaten"
DESCRIPTION = (
    "Membagi pagu BOK Puskesmas setahun menurut Pasal 5 ayat (8) dari berkas JSON: "
    "desa STBM lebih dahulu, sisanya menurut kriteria berbobot. Berkas yang salah "
    "dijawab dengan daftar galat dan kode keluar 2."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what the command takes."""
    usual_arguments(parser, kinds=".json", steps="pembagian")


def run(args: argparse.Namespace) -> int:
    """Share out; 2 with all faults when the file holds any."""
    return compute_and_tell(args, alokasi_schema.allocation_schema, _compute)


def _compute(raw: bytes) -> Computed | Iterable[Fault]:
    reading = alokasi_json.read(raw, national_book())
    asked, hasil = reading.permintaan, reading.hasil
    if asked is None or hasil is None:
        return reading.galat

    def write(target: Path) -> None:
        from upaya.exchange.bok import alokasi_book

        alokasi_book.write_result(target, asked, hasil)

    return Computed(
        write,
        lambda: alokasi_explain.lines(asked, hasil),
        lambda: encode(alokasi_json.result(asked, hasil)),
    )
