"""The command ``upaya``.

``hitung`` and ``aturan`` work offline and import no Django. The other commands live in
``upaya.commands``, each a module with ``add_arguments(parser)`` and ``run(args) -> int``; a
module is imported only when its command is called.
"""

import argparse
import importlib
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from upaya.exchange import rules_report
from upaya.exchange.insentif import json_input, json_output
from upaya.exchange.insentif.explain import lines
from upaya.exchange.insentif.schema import month_schema
from upaya.exchange.json_parse import MAX_BYTES
from upaya.exchange.xlsx_guard import is_old_format
from upaya.rules.errors import Fault
from upaya.rules.insentif.compute import compute_month
from upaya.rules.insentif.month import Bulan, Hasil
from upaya.rules.insentif.plausibility import periksa
from upaya.rules.insentif.serial import bulan_to_dict
from upaya.rules.insentif.warnings import BERBEDA_DARI_NASKAH
from upaya.rules.loader import national_book
from upaya.rules.period import Period

DJANGO_COMMANDS = {
    "serve": "melayani halaman web",
    "pekerja": "mengerjakan kerja latar: surat dan simulasi",
    "demo": "menyiapkan basis data contoh Kabupaten Situbondo, sekali saja",
    "migrate": "menyiapkan atau memperbarui tabel basis data",
    "createadmin": "membuat akun admin dinas pertama",
    "audit": "memeriksa rantai catatan audit",
}
"""Commands that need Django, with what they do."""

OK, BAD = 0, 2

_ZIP = b"PK\x03\x04"
"""How a workbook begins; no JSON does."""

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


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code (0 good, 2 bad input)."""
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
    _add_aturan(commands.add_parser("aturan", help="melihat paket aturan dan membandingkannya"))
    for name, words in DJANGO_COMMANDS.items():
        child = commands.add_parser(name, help=words, description=_sentence(words))
        if name == command:
            module = importlib.import_module(f"upaya.commands.{name}")
            module.add_arguments(child)
            child.set_defaults(run=module.run)
    return parser


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


# ---------------------------------------------------------------- hitung
def _add_hitung(parser: argparse.ArgumentParser) -> None:
    parser.description = "Menghitung tanpa basis data."
    subjects = parser.add_subparsers(title="Yang dihitung", metavar="HAL", required=True)
    insentif = subjects.add_parser(
        "insentif",
        help="insentif UKM satu puskesmas untuk satu bulan",
        description=(
            "Menghitung insentif UKM satu puskesmas untuk satu bulan dari berkas JSON atau XLSX. "
            "Hasilnya JSON pada keluaran baku. Berkas yang salah dijawab dengan daftar galat dan "
            "kode keluar 2."
        ),
    )
    insentif.add_argument(
        "berkas",
        metavar="BERKAS",
        nargs="?",
        help='berkas .json atau .xlsx; "-" berarti masukan baku',
    )
    insentif.add_argument(
        "--skema", action="store_true", help="cetak JSON Schema berkas masukan, lalu selesai"
    )
    insentif.add_argument(
        "--jelaskan", action="store_true", help="cetak langkah perhitungan, bukan JSON"
    )
    insentif.add_argument(
        "--keluaran",
        metavar="HASIL.xlsx",
        type=Path,
        help="tulis juga buku kerja hasil dengan rumus hidup",
    )
    insentif.add_argument(
        "--diketahui",
        metavar="TANGGAL",
        type=_day,
        help="pakai aturan yang sudah diundangkan pada tanggal itu (TTTT-BB-HH)",
    )
    insentif.add_argument(
        "--sebelumnya",
        metavar="BERKAS",
        help="berkas bulan sebelumnya, sebagai pembanding kewajaran isian",
    )
    insentif.add_argument(
        "--ketat",
        action="store_true",
        help="pagu, kategori, atau indeks yang menyimpang dari naskah menjadi galat",
    )
    insentif.set_defaults(run=_hitung_insentif)
    _add_alokasi(
        subjects.add_parser(
            "alokasi-bok",
            help="pembagian pagu BOK Puskesmas kepada puskesmas se-kabupaten",
            description=(
                "Membagi pagu BOK Puskesmas setahun menurut Pasal 5 ayat (8) dari berkas JSON: "
                "desa STBM lebih dahulu, sisanya menurut kriteria berbobot. Berkas yang salah "
                "dijawab dengan daftar galat dan kode keluar 2."
            ),
        )
    )


def _add_alokasi(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "berkas", metavar="BERKAS", nargs="?", help='berkas .json; "-" berarti masukan baku'
    )
    parser.add_argument(
        "--skema", action="store_true", help="cetak JSON Schema berkas masukan, lalu selesai"
    )
    parser.add_argument(
        "--jelaskan", action="store_true", help="cetak langkah pembagian, bukan JSON"
    )
    parser.add_argument(
        "--keluaran",
        metavar="HASIL.xlsx",
        type=Path,
        help="tulis juga buku kerja hasil dengan rumus hidup",
    )
    parser.set_defaults(run=_hitung_alokasi)


def _hitung_alokasi(args: argparse.Namespace) -> int:
    from upaya.exchange.bok import alokasi_book, alokasi_explain, alokasi_json, alokasi_schema

    if args.skema:
        return _print_json(alokasi_schema.allocation_schema())
    raw, faults = _bytes_of(args.berkas)
    if faults:
        return _faults(faults)
    reading = alokasi_json.read(raw, national_book())
    asked, hasil = reading.permintaan, reading.hasil
    if asked is None or hasil is None:
        return _faults(reading.galat)
    if args.keluaran is not None:
        try:
            alokasi_book.write_result(args.keluaran, asked, hasil)
        except OSError as error:
            return _faults([Fault("--keluaran", f"tidak dapat ditulis: {_why(error)}")])
    if args.jelaskan:
        return _print_lines(alokasi_explain.lines(asked, hasil))
    return _print_json(alokasi_json.result(asked, hasil))


def _bytes_of(name: str | None) -> tuple[bytes, list[Fault]]:
    """What a file or standard input holds, or the one fault why it cannot be read."""
    if name is None:
        return b"", [Fault("", 'sebut BERKAS yang dihitung, atau "-" untuk masukan baku')]
    try:
        if name == "-":
            return sys.stdin.buffer.read(MAX_BYTES + 1), []
        with Path(name).open("rb") as file:
            return file.read(MAX_BYTES + 1), []
    except OSError as error:
        return b"", [Fault("", f"berkas tidak dapat dibaca: {_why(error)}")]


def _hitung_insentif(args: argparse.Namespace) -> int:
    if args.skema:
        return _print_json(month_schema())
    reading, before = _read(args.berkas, args.diketahui), None
    faults = list(reading.galat)
    if args.sebelumnya is not None:
        other = _read(args.sebelumnya, args.diketahui)
        before = other.bulan
        faults += [Fault(f"--sebelumnya {f.letak}".strip(), f.pesan) for f in other.galat]
    if reading.bulan is None or faults:
        return _faults(faults)
    return _compute(args, reading, reading.bulan, before)


def _compute(
    args: argparse.Namespace, reading: json_input.MonthReading, bulan: Bulan, before: Bulan | None
) -> int:
    hasil = compute_month(bulan, national_book(), reading.opsi, args.diketahui)
    if args.ketat and (faults := _against_the_text(reading, hasil)):
        return _faults(faults)
    notes = _notes(reading, bulan, before, args.diketahui)
    if args.keluaran is not None:
        from upaya.exchange.insentif.result_workbook import write_result

        try:
            write_result(args.keluaran, bulan_to_dict(bulan, reading.opsi), bulan, hasil)
        except OSError as error:
            return _faults([Fault("--keluaran", f"tidak dapat ditulis: {_why(error)}")])
    if args.jelaskan:
        return _print_lines(lines(bulan, hasil, notes, national_book(), args.diketahui))
    return _print_json(json_output.result(bulan, hasil, notes))


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
    raw, faults = _bytes_of(name)
    if faults:
        return json_input.refuse(faults)
    if raw.startswith(_ZIP) or is_old_format(raw) or str(name).lower().endswith((".xlsx", ".xls")):
        from upaya.exchange.insentif import month_workbook

        return month_workbook.read(raw, book, known_on)
    return json_input.read(raw, book, known_on)


def _why(error: OSError) -> str:
    reasons: dict[type[OSError], str] = {
        FileNotFoundError: "tidak ada",
        IsADirectoryError: "itu folder",
        NotADirectoryError: "foldernya tidak ada",
        PermissionError: "tidak ada izin",
    }
    return reasons.get(type(error), error.strerror or "sebab tidak diketahui")


def _faults(found: Iterable[Fault]) -> int:
    _print_json(json_output.faults(found))
    return BAD


# ---------------------------------------------------------------- aturan
def _add_aturan(parser: argparse.ArgumentParser) -> None:
    parser.description = "Melihat paket aturan, isinya, dan bedanya antara dua tanggal."
    actions = parser.add_subparsers(title="Perintah", metavar="PERINTAH", required=True)
    shown = actions.add_parser(
        "list",
        aliases=["daftar"],
        help="daftar paket aturan",
        description="Daftar paket aturan menurut tanggal mulai berlaku.",
    )
    _add_view(shown, _list)
    shown.add_argument(
        "--tanggal", metavar="TANGGAL", type=_day, help="hanya yang berlaku saat itu"
    )
    content = actions.add_parser(
        "show",
        aliases=["lihat"],
        help="isi sebuah paket atau parameter",
        description="Isi sebuah paket, atau semua parameter yang namanya berawalan NAMA.",
    )
    content.add_argument("nama", metavar="NAMA", help="nama paket atau awal nama parameter")
    _add_view(content, _show)
    content.add_argument(
        "--tanggal", metavar="TANGGAL", type=_day, help="hanya yang berlaku saat itu"
    )
    changes = actions.add_parser(
        "diff",
        aliases=["beda"],
        help="beda aturan antara dua tanggal",
        description="Parameter yang berbeda antara dua tanggal (TTTT-BB-HH atau TTTT-BB).",
    )
    changes.add_argument("lama", metavar="LAMA", type=_day, help="tanggal pertama")
    changes.add_argument("baru", metavar="BARU", type=_day, help="tanggal kedua")
    _add_view(changes, _diff)


def _add_view(parser: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int]) -> None:
    parser.add_argument(
        "--kabupaten", metavar="KODE", type=_district, help='aturan kabupaten itu, misalnya "35.12"'
    )
    parser.add_argument(
        "--diketahui",
        metavar="TANGGAL",
        type=_day,
        help="hanya yang sudah diundangkan pada tanggal itu",
    )
    parser.add_argument("--json", action="store_true", help="cetak sebagai JSON")
    parser.set_defaults(run=run)


def _day(text: str) -> date:
    """Read a date; a month stands for its last day, on which a month's rules are read."""
    try:
        return Period.parse(text).last_day if text.count("-") == 1 else date.fromisoformat(text)
    except ValueError:
        msg = f"{text!r} bukan tanggal; tulis TTTT-BB-HH, misalnya 2022-08-01"
        raise argparse.ArgumentTypeError(msg) from None


def _district(text: str) -> str:
    if not re.fullmatch(r"[0-9]{2}\.[0-9]{2}", text):
        msg = f"{text!r} bukan kode kabupaten; tulis seperti 35.12"
        raise argparse.ArgumentTypeError(msg)
    return text


def _view(args: argparse.Namespace) -> rules_report.View:
    return rules_report.View(args.kabupaten, args.diketahui)


def _list(args: argparse.Namespace) -> int:
    book = national_book()
    found = rules_report.packages(book, args.tanggal, _view(args))
    if args.json:
        return _print_json([rules_report.package_dict(package) for package in found])
    return _print_lines(rules_report.packages_text(book, found))


def _show(args: argparse.Namespace) -> int:
    try:
        found = rules_report.values(national_book(), args.nama, args.tanggal, _view(args))
    except rules_report.UnknownNameError as error:
        print(error, file=sys.stderr)
        return BAD
    if args.json:
        return _print_json([rules_report.value_dict(value) for value in found])
    return _print_lines(rules_report.values_text(found))


def _diff(args: argparse.Namespace) -> int:
    changes = rules_report.diff(national_book(), args.lama, args.baru, _view(args))
    if args.json:
        return _print_json([rules_report.change_dict(change) for change in changes])
    return _print_lines(rules_report.diff_text(changes))


# ---------------------------------------------------------------- output
def _print_json(answer: Any) -> int:  # noqa: ANN401 - any JSON value
    sys.stdout.buffer.write(json_output.encode(answer))
    return OK


def _print_lines(text: Iterable[str]) -> int:
    for line in text:
        sys.stdout.buffer.write(f"{line}\n".encode("utf-8", errors="backslashreplace"))
    return OK
