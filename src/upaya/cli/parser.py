"""An argument parser that speaks Indonesian, and kinds of argument that several commands take."""

import argparse
import re
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from upaya.cli.output import BAD
from upaya.rules.period import Period

_WORDS = (
    (r"^the following arguments are required: (.*)$", r"argumen ini wajib diisi: \1"),
    (r"^unrecognized arguments: (.*)$", r"argumen tidak dikenal: \1"),
    (r"invalid choice: (.*?) \(choose from (.*)\)$", r"pilihan \1 tidak ada; pilih dari \2"),
    (r"expected one argument$", "harus diikuti satu nilai"),
    (r"expected at least one argument$", "harus diikuti nilai"),
    (r"ignored explicit argument (.*)$", r"tidak menerima nilai \1"),
    (r"not allowed with argument (.*)$", r"tidak dapat dipakai bersama \1"),
    (r"^argument (.*?): ", r"argumen \1: "),
)
"""argparse speaks English; what a person can meet is said in Indonesian."""


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "Pemakaian: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Indonesian."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - argparse's own options
        options.setdefault("formatter_class", _Formatter)
        super().__init__(**options, add_help=False, allow_abbrev=False)
        self._positionals.title = "Argumen"
        self._optionals.title = "Pilihan"
        self.add_argument("-h", "--help", action="help", help="tampilkan bantuan ini")

    def _get_formatter(self) -> argparse.HelpFormatter:
        """Keep the Indonesian headings whatever formatter a command chose for its text."""
        chosen = self.formatter_class
        if isinstance(chosen, type) and not issubclass(chosen, _Formatter):
            both: type[argparse.HelpFormatter] = type("_Chosen", (_Formatter, chosen), {})
            return both(prog=self.prog)
        return chosen(prog=self.prog)

    def error(self, message: str) -> NoReturn:
        for pattern, words in _WORDS:
            message = re.sub(pattern, words, message)
        self.print_usage(sys.stderr)
        self.exit(BAD, f"{self.prog}: {message}\nBantuan: {self.prog} --help\n")


def usual_arguments(parser: argparse.ArgumentParser, *, kinds: str, steps: str) -> None:
    """What everything that is computed takes: the file, its schema, the working, a workbook."""
    parser.add_argument(
        "berkas", metavar="BERKAS", nargs="?", help=f'berkas {kinds}; "-" berarti masukan baku'
    )
    parser.add_argument(
        "--skema", action="store_true", help="cetak JSON Schema berkas masukan, lalu selesai"
    )
    parser.add_argument(
        "--jelaskan", action="store_true", help=f"cetak langkah {steps}, bukan JSON"
    )
    parser.add_argument(
        "--keluaran",
        metavar="HASIL.xlsx",
        type=Path,
        help="tulis juga buku kerja hasil dengan rumus hidup",
    )


def day(text: str) -> date:
    """Read a date; a month stands for its last day, on which a month's rules are read."""
    try:
        return Period.parse(text).last_day if text.count("-") == 1 else date.fromisoformat(text)
    except ValueError:
        msg = f"{text!r} bukan tanggal; tulis TTTT-BB-HH, misalnya 2022-08-01"
        raise argparse.ArgumentTypeError(msg) from None


def district(text: str) -> str:
    """Read the code of a district."""
    if not re.fullmatch(r"[0-9]{2}\.[0-9]{2}", text):
        msg = f"{text!r} bukan kode kabupaten; tulis seperti 35.12"
        raise argparse.ArgumentTypeError(msg)
    return text
