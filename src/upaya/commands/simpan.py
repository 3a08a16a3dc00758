"""`upaya simpan`: remove the data of families whose time is over; run it once a day."""

from __future__ import annotations

import argparse

from upaya.commands import set_up_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what the command takes."""
    parser.description = (
        "Menghapus data keluarga surat miskin yang masa simpannya lewat. Tidak dapat dikembalikan; "
        "tiap penghapusan tercatat pada jejak audit. Jalankan sekali sehari."
    )
    parser.add_argument(
        "--hapus", action="store_true", help="sungguh menghapus; tanpanya hanya menyebut banyaknya"
    )


def run(args: argparse.Namespace) -> int:
    """0; says how many families are concerned."""
    set_up_django()
    from upaya.core.once import remembering
    from upaya.core.templatetags.upaya import angka
    from upaya.supermiskol.simpan import services

    with remembering():
        found = list(services.due())
    if not args.hapus:
        print(f"{angka(len(found))} permohonan lewat masa simpannya. Tambahkan --hapus.")
        return 0
    for pk in found:
        services.erase(pk)
    print(f"Data {angka(len(found))} permohonan dihapus.")
    return 0
