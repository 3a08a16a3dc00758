"""`upaya surat-masuk`: take one mail from standard input, or what is unread in the mailbox."""

from __future__ import annotations

import argparse
import sys

from upaya.commands import set_up_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what the command takes."""
    parser.description = (
        "Membaca satu surat dari masukan baku (dipasang sebagai penerima pada peladen surat) dan "
        "menjadikannya tanggapan bila itu balasan anggota. Surat yang sama dua kali menjadi satu. "
        "Dengan --imap membaca yang belum dibaca dari kotak surat; `upaya pekerja` melakukannya "
        "sendiri."
    )
    parser.add_argument("--imap", action="store_true", help="baca kotak surat, bukan masukan baku")


def run(args: argparse.Namespace) -> int:
    """Take it, and say what became of it; always 0, for a mail server sends again what failed."""
    set_up_django()
    if args.imap:
        from upaya.komunitas.surat_masuk.kotak import poll

        print(f"Surat yang dibaca: {poll()}.")
        return 0
    from upaya.komunitas.surat_masuk.terima import LARGEST, receive

    print(receive(sys.stdin.buffer.read(LARGEST + 1)))
    return 0
