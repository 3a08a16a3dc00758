"""`upaya hitung abk`: how many people a workload needs."""

import argparse

from upaya.cli.output import bytes_of, print_json, print_lines, refuse, why
from upaya.cli.parser import usual_arguments
from upaya.exchange.tenaga import abk_explain, abk_json, abk_schema
from upaya.rules.errors import Fault
from upaya.rules.loader import national_book

HELP = "kebutuhan tenaga menurut beban kerja (ABK-Kes)"
DESCRIPTION = (
    "Menghitung kebutuhan satu jenis tenaga dari beban kerja setahun dalam berkas JSON: tugas "
    "pokok dengan capaian dan norma atau standarnya, lalu tugas penunjang. Tepat sampai satu "
    "pembulatan di akhir. Berkas yang salah dijawab dengan daftar galat dan kode keluar 2."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what the command takes."""
    usual_arguments(parser, kinds=".json", steps="penghitungan kebutuhan")


def run(args: argparse.Namespace) -> int:
    """Compute; 2 with all faults when the file holds any."""
    if args.skema:
        return print_json(abk_schema.workload_schema())
    raw, faults = bytes_of(args.berkas)
    if faults:
        return refuse(faults)
    reading = abk_json.read(raw, national_book())
    beban, hasil = reading.beban, reading.hasil
    if beban is None or hasil is None:
        return refuse(reading.galat)
    if args.keluaran is not None:
        from upaya.exchange.tenaga import abk_book

        try:
            abk_book.write_result(args.keluaran, beban, hasil)
        except OSError as error:
            return refuse([Fault("--keluaran", f"tidak dapat ditulis: {why(error)}")])
    if args.jelaskan:
        return print_lines(abk_explain.lines(beban, hasil))
    return print_json(abk_json.result(beban, hasil))
