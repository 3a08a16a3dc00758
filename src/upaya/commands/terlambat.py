"""`upaya terlambat`: tell those above of steps that have run out, once each.

`upaya pekerja` does the same every few minutes; this is for a timer where no worker stands.
"""

from __future__ import annotations

import argparse

from upaya.commands import set_up_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what the command takes."""
    parser.description = (
        "Memberi tahu atasan, satu surel tiap langkah, tentang langkah yang melewati batasnya. "
        "Boleh dijalankan berulang dan bersamaan: yang sudah diberitahukan tidak diulang. "
        "`upaya pekerja` sudah melakukannya sendiri."
    )


def run(_args: argparse.Namespace) -> int:
    """Look once, and say how many steps were told of."""
    set_up_django()
    from upaya.alur.overdue import tell_all

    print(f"Langkah terlambat yang baru diberitahukan: {tell_all()}.")
    return 0
