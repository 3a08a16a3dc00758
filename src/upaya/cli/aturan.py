"""`upaya aturan`: the packages of rules, what is in them, and what changed between two days."""

import argparse
import sys
from collections.abc import Callable

from upaya.cli.output import BAD, print_json, print_lines
from upaya.cli.parser import day, district
from upaya.exchange import rules_report
from upaya.rules.loader import national_book


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what the command takes."""
    parser.description = "Melihat paket aturan, isinya, dan bedanya antara dua tanggal."
    actions = parser.add_subparsers(title="Perintah", metavar="PERINTAH", required=True)
    shown = actions.add_parser(
        "list",
        aliases=["daftar"],
        help="daftar paket aturan",
        description="Daftar paket aturan menurut tanggal mulai berlaku.",
    )
    _add_view(shown, _list)
    shown.add_argument("--tanggal", metavar="TANGGAL", type=day, help="hanya yang berlaku saat itu")
    content = actions.add_parser(
        "show",
        aliases=["lihat"],
        help="isi sebuah paket atau parameter",
        description="Isi sebuah paket, atau semua parameter yang namanya berawalan NAMA.",
    )
    content.add_argument("nama", metavar="NAMA", help="nama paket atau awal nama parameter")
    _add_view(content, _show)
    content.add_argument(
        "--tanggal", metavar="TANGGAL", type=day, help="hanya yang berlaku saat itu"
    )
    changes = actions.add_parser(
        "diff",
        aliases=["beda"],
        help="beda aturan antara dua tanggal",
        description="Parameter yang berbeda antara dua tanggal (TTTT-BB-HH atau TTTT-BB).",
    )
    changes.add_argument("lama", metavar="LAMA", type=day, help="tanggal pertama")
    changes.add_argument("baru", metavar="BARU", type=day, help="tanggal kedua")
    _add_view(changes, _diff)


def _add_view(parser: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int]) -> None:
    parser.add_argument(
        "--kabupaten", metavar="KODE", type=district, help='aturan kabupaten itu, misalnya "35.12"'
    )
    parser.add_argument(
        "--diketahui",
        metavar="TANGGAL",
        type=day,
        help="hanya yang sudah diundangkan pada tanggal itu",
    )
    parser.add_argument("--json", action="store_true", help="cetak sebagai JSON")
    parser.set_defaults(run=run)


def _view(args: argparse.Namespace) -> rules_report.View:
    return rules_report.View(args.kabupaten, args.diketahui)


def _list(args: argparse.Namespace) -> int:
    book = national_book()
    found = rules_report.packages(book, args.tanggal, _view(args))
    if args.json:
        return print_json([rules_report.package_dict(package) for package in found])
    return print_lines(rules_report.packages_text(book, found))


def _show(args: argparse.Namespace) -> int:
    try:
        found = rules_report.values(national_book(), args.nama, args.tanggal, _view(args))
    except rules_report.UnknownNameError as error:
        print(error, file=sys.stderr)
        return BAD
    if args.json:
        return print_json([rules_report.value_dict(value) for value in found])
    return print_lines(rules_report.values_text(found))


def _diff(args: argparse.Namespace) -> int:
    changes = rules_report.diff(national_book(), args.lama, args.baru, _view(args))
    if args.json:
        return print_json([rules_report.change_dict(change) for change in changes])
    return print_lines(rules_report.diff_text(changes))
