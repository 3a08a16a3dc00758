"""`upaya hitung insentif`: one puskesmas, one month."""

import argparse
from datetime import date
from pathlib import Path

from upaya.cli.computed import Computed, tell
from upaya.cli.output import bytes_of, print_json, refuse
from upaya.cli.parser import day, usual_arguments
from upaya.exchange.insentif import json_input, json_output
from upaya.exchange.insentif.explain import lines
from upaya.exchange.insentif.schema import month_schema
from upaya.exchange.json_answer import encode
from upaya.exchange.xlsx_guard import is_old_format
from upaya.rules.errors import Fault
from upaya.rules.insentif.compute import compute_month
from upaya.rules.insentif.month import Bulan, Hasil
from upaya.rules.insentif.plausibility import periksa
from upaya.rules.insentif.serial import bulan_to_dict
from upaya.rules.insentif.warnings import BERBEDA_DARI_NASKAH
from upaya.rules.loader import national_book

HELP = "insentif UKM satu puskesmas untuk satu bulan"
DESCRIPTION = (
    "Menghitung insentif UKM satu puskesmas untuk satu bulan dari berkas JSON atau XLSX. "
    "Hasilnya JSON pada keluaran baku. Berkas yang salah dijawab dengan daftar galat dan "
    "kode keluar 2."
)

_ZIP = b"PK\x03\x04"
"""How a workbook begins; no JSON does."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what the command takes."""
    usual_arguments(parser, kinds=".json atau .xlsx", steps="perhitungan")
    parser.add_argument(
        "--diketahui",
        metavar="TANGGAL",
        type=day,
        help="pakai aturan yang sudah diundangkan pada tanggal itu (TTTT-BB-HH)",
    )
    parser.add_argument(
        "--sebelumnya",
        metavar="BERKAS",
        help="berkas bulan sebelumnya, sebagai pembanding kewajaran isian",
    )
    parser.add_argument(
        "--ketat",
        action="store_true",
        help="pagu, kategori, atau indeks yang menyimpang dari naskah menjadi galat",
    )


def run(args: argparse.Namespace) -> int:
    """Compute; 2 with all faults when the file holds any."""
    if args.skema:
        return print_json(month_schema())
    reading, before = _read(args.berkas, args.diketahui), None
    faults = list(reading.galat)
    if args.sebelumnya is not None:
        other = _read(args.sebelumnya, args.diketahui)
        before = other.bulan
        faults += [Fault(f"--sebelumnya {f.letak}".strip(), f.pesan) for f in other.galat]
    if reading.bulan is None or faults:
        return refuse(faults)
    return _compute(args, reading, reading.bulan, before)


def _compute(
    args: argparse.Namespace, reading: json_input.MonthReading, bulan: Bulan, before: Bulan | None
) -> int:
    hasil = compute_month(bulan, national_book(), reading.opsi, args.diketahui)
    if args.ketat and (faults := _against_the_text(reading, hasil)):
        return refuse(faults)
    notes = _notes(reading, bulan, before, args.diketahui)

    def write(target: Path) -> None:
        from upaya.exchange.insentif.result_workbook import write_result

        write_result(target, bulan_to_dict(bulan, reading.opsi), bulan, hasil)

    computed = Computed(
        write,
        lambda: lines(bulan, hasil, notes, national_book(), args.diketahui),
        lambda: encode(json_output.result(bulan, hasil, notes)),
    )
    return tell(args, computed)


def _against_the_text(reading: json_input.MonthReading, hasil: Hasil) -> list[Fault]:
    """What differs from the words of the regulation, as faults."""
    return [
        Fault(reading.tempat.get(one.letak, one.letak), one.pesan)
        for one in hasil.peringatan
        if one.kode in BERBEDA_DARI_NASKAH
    ]


def _notes(
    reading: json_input.MonthReading, bulan: Bulan, before: Bulan | None, known_on: date | None
) -> list[Fault]:
    """What is not plausible, by cell where there is one, and what was left out of the file."""
    doubts = periksa(
        bulan_to_dict(bulan),
        national_book(),
        bulan_to_dict(before) if before is not None else None,
        known_on,
    )
    return [
        *(Fault(reading.tempat.get(one.letak, one.letak), one.pesan) for one in doubts),
        *reading.catatan,
    ]


def _read(name: str | None, known_on: date | None) -> json_input.MonthReading:
    book = national_book()
    raw, faults = bytes_of(name)
    if faults:
        return json_input.refuse(faults)
    if raw.startswith(_ZIP) or is_old_format(raw) or str(name).lower().endswith((".xlsx", ".xls")):
        from upaya.exchange.insentif import month_workbook

        return month_workbook.read(raw, book, known_on)
    return json_input.read(raw, book, known_on)
