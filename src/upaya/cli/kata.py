"""`upaya kata`: each word as typed, and its candidate roots."""

import argparse

from upaya.cli.output import bytes_of, print_json, refuse
from upaya.rules.kata.akar import akar_teks

HELP = "akar kata bahasa Indonesia, seperti dipakai pencarian"
DESCRIPTION = (
    "Mencetak objek JSON: tiap kata persis seperti diketik, dengan daftar calon akarnya. Dua kata "
    "sekeluarga bila calon akarnya ada yang sama. Kata yang tidak ada dalam daftar kata mendapat "
    "semua calon yang mungkin menurut aturan imbuhan."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what the command takes."""
    parser.description = DESCRIPTION
    parser.add_argument(
        "teks", metavar="TEKS", nargs="+", help='kata atau kalimat; "-" berarti masukan baku'
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Answer for every word; 2 when standard input cannot be read."""
    texts: list[str] = []
    for text in args.teks:
        if text != "-":
            texts.append(text)
            continue
        content, found = bytes_of("-")
        if found:
            return refuse(found)
        texts.append(content.decode("utf-8", errors="replace"))
    return print_json({kata: list(akar) for kata, akar in akar_teks("\n".join(texts)).items()})
