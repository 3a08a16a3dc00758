"""`upaya hitung abk`: how many people a workload needs."""

import argparse
from collections.abc import Iterable
from pathlib import Path

from upaya.cli.computed import Computed, compute_and_tell
from upaya.cli.parser import usual_arguments
from upaya.exchange.json_answer import encode
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
    return compute_and_tell(args, abk_schema.workload_schema, _compute)


def _compute(raw: bytes) -> Computed | Iterable[Fault]:
    reading = abk_json.read(raw, national_book())
    beban, hasil = reading.beban, reading.hasil
    if beban is None or hasil is None:
        return reading.galat

    def write(target: Path) -> None:
        from upaya.exchange.tenaga import abk_book

        abk_book.write_result(target, beban, hasil)

    return Computed(
        write,
        lambda: abk_explain.lines(beban, hasil),
        lambda: encode(abk_json.result(beban, hasil)),
    )
