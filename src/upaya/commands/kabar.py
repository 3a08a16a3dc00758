"""`upaya kabar`: write the community's news that is due and send what waits.

`upaya pekerja` does the same every few minutes; this is for a timer where no worker stands, and for
going on at once after a machine fell.
"""

from __future__ import annotations

import argparse
from datetime import date

from upaya.commands import set_up_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what the command takes."""
    parser.description = (
        "Menyiapkan kabar komunitas yang sudah waktunya dan mengirim yang menunggu. Boleh "
        "dijalankan berulang dan bersamaan: satu proses saja yang mengirim, dan kabar yang "
        "terputus dikirim lagi dengan Message-ID yang sama."
    )
    parser.add_argument(
        "--minggu",
        metavar="TTTT-BB-HH",
        type=date.fromisoformat,
        help="siapkan juga kabar mingguan untuk minggu yang memuat tanggal ini",
    )


def run(args: argparse.Namespace) -> int:
    """Look once, and say how many messages left."""
    set_up_django()
    from upaya.komunitas.anggota import edisi, kabar

    if args.minggu:
        kabar.prepare(edisi.week(args.minggu))
    print(f"Kabar komunitas yang terkirim: {kabar.run()}.")
    return 0
