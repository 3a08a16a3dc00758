"""The command ``upaya``.

``hitung``, ``aturan`` and ``kata`` work offline and import no Django. The other commands live in
``upaya.commands``; a module is imported only when its command is called. What can be computed is a
module each (`HITUNG`). All of them have ``add_arguments(parser)`` and ``run(args) -> int``.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from types import ModuleType

from upaya.cli import (
    aturan,
    hitung_abk,
    hitung_alokasi,
    hitung_bku,
    hitung_insentif,
    hitung_klaim,
    hitung_skor,
    kata,
)
from upaya.cli.parser import Parser
from upaya.commands.memory import look_seldom

DJANGO_COMMANDS = {
    "serve": "melayani halaman web",
    "pekerja": "mengerjakan kerja latar: surat dan simulasi",
    "kabar": "mengirim kabar komunitas yang sudah waktunya, sekali",
    "surat-masuk": "menerima balasan kabar komunitas dari masukan baku atau kotak surat",
    "impor-diskusi": "mengimpor topik dan tanggapan situs lain ke sebuah periode komunitas",
    "terlambat": "memberi tahu atasan tentang langkah yang terlambat, sekali",
    "demo": "menyiapkan basis data contoh (Situbondo, Banyuwangi), sekali saja",
    "migrate": "menyiapkan atau memperbarui tabel basis data",
    "createadmin": "membuat akun admin dinas pertama",
    "audit": "memeriksa rantai catatan audit",
    "simpan": "menghapus data keluarga yang masa simpannya lewat",
}
"""Commands that need Django, with what they do."""

HITUNG: Mapping[str, ModuleType] = {
    "insentif": hitung_insentif,
    "alokasi-bok": hitung_alokasi,
    "bku": hitung_bku,
    "skor-kemiskinan": hitung_skor,
    "abk": hitung_abk,
    "klaim": hitung_klaim,
}
"""What is computed without a database, by its word."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code (0 good, 2 bad input)."""
    look_seldom()
    arguments = list(sys.argv[1:] if argv is None else argv)
    parser = _parser(arguments[0] if arguments else "")
    args = parser.parse_args(arguments)
    try:
        code: int = args.run(args)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has gone; Python must not complain while closing it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130
    return code


def _parser(command: str) -> Parser:
    """Build the parser; of the commands with Django only the called one is imported."""
    parser = Parser(
        prog="upaya",
        description="Uang kesehatan sebuah kabupaten, dengan penjelasan tiap rupiah.",
    )
    commands = parser.add_subparsers(title="Perintah", metavar="PERINTAH", required=True)
    _add_hitung(commands.add_parser("hitung", help="menghitung tanpa basis data"))
    aturan.add_arguments(
        commands.add_parser("aturan", help="melihat paket aturan dan membandingkannya")
    )
    kata.add_arguments(commands.add_parser("kata", help=kata.HELP))
    for name, words in DJANGO_COMMANDS.items():
        child = commands.add_parser(name, help=words, description=_sentence(words))
        if name == command:
            module = importlib.import_module(f"upaya.commands.{name.replace('-', '_')}")
            module.add_arguments(child)
            child.set_defaults(run=module.run)
    return parser


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def _add_hitung(parser: argparse.ArgumentParser) -> None:
    parser.description = "Menghitung tanpa basis data."
    subjects = parser.add_subparsers(title="Yang dihitung", metavar="HAL", required=True)
    for name, module in HITUNG.items():
        child = subjects.add_parser(name, help=module.HELP, description=module.DESCRIPTION)
        module.add_arguments(child)
        child.set_defaults(run=module.run)
