"""`upaya hitung alokasi-bok`: the year's BOK of a district, shared out to its puskesmas."""

import argparse

from upaya.cli.output import bytes_of, print_json, print_lines, refuse, why
from upaya.cli.parser import usual_arguments
from upaya.exchange.bok import alokasi_explain, alokasi_json, alokasi_schema
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
    if args.skema:
        return print_json(alokasi_schema.allocation_schema())
    raw, faults = bytes_of(args.berkas)
    if faults:
        return refuse(faults)
    reading = alokasi_json.read(raw, national_book())
    asked, hasil = reading.permintaan, reading.hasil
    if asked is None or hasil is None:
        return refuse(reading.galat)
    if args.keluaran is not None:
        from upaya.exchange.bok import alokasi_book

        try:
            alokasi_book.write_result(args.keluaran, asked, hasil)
        except OSError as error:
            return refuse([Fault("--keluaran", f"tidak dapat ditulis: {why(error)}")])
    if args.jelaskan:
        return print_lines(alokasi_explain.lines(asked, hasil))
    return print_json(alokasi_json.result(asked, hasil))
