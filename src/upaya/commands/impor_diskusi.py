"""`upaya impor-diskusi`: topics and comments of another site into a period, each once."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from upaya.commands import set_up_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what the command takes."""
    parser.description = (
        "Mengimpor tanggapan dari CSV atau JSON dengan kolom sumber, topik, judul_topik, menjawab, "
        "nama, lembaga, isi, waktu, alamat_lama. Nama dan waktunya tetap. Boleh diulang: yang "
        "sumbernya sudah ada dilewati. Seluruhnya masuk atau tidak sama sekali."
    )
    parser.add_argument("periode", metavar="ALAMAT", help="alamat periode yang menerima")
    parser.add_argument("berkas", metavar="BERKAS", type=Path, help="berkas .json atau .csv")
    parser.add_argument("--oleh", metavar="NAMA", required=True, help="nama pengguna moderator")


def run(args: argparse.Namespace) -> int:
    """0 when all of it stands; 2 with every fault otherwise."""
    set_up_django()
    from django.core.exceptions import ValidationError

    from upaya.akun.models import User
    from upaya.exchange.diskusi import DiscussionError, read
    from upaya.komunitas.diskusi.importing import take_over
    from upaya.komunitas.diskusi.models import Periode

    period = Periode.objects.filter(kode=args.periode).first()
    keeper = User.objects.filter(username=args.oleh).first()
    if period is None or keeper is None:
        print("Periode atau pengguna ini tidak ada.", file=sys.stderr)
        return 2
    try:
        rows = read(args.berkas.read_bytes(), args.berkas.name)
        found = take_over(period.pk, rows, keeper.pk)
    except OSError as fault:
        print(f"Berkas tidak terbaca: {fault.strerror}.", file=sys.stderr)
        return 2
    except DiscussionError as refused:
        print(*refused.faults, sep="\n", file=sys.stderr)
        return 2
    except ValidationError as refused:
        print(*refused.messages, sep="\n", file=sys.stderr)
        return 2
    print(
        f"{found.topik} topik dan {found.tanggapan} tanggapan masuk; {found.sudah} sudah ada "
        "sebelumnya."
    )
    return 0
