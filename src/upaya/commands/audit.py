"""`upaya audit`: prove the chains, and keep their ends outside."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from upaya.commands import set_up_django

if TYPE_CHECKING:
    from upaya.core.audit import Break


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what the command takes."""
    actions = parser.add_subparsers(title="Yang dilakukan", metavar="HAL", required=True)
    verify = actions.add_parser(
        "verify",
        help="periksa semua rantai catatan; kode keluar 1 bila ada yang rusak",
        description="Memeriksa semua rantai catatan audit dari catatan pertama.",
    )
    verify.add_argument(
        "--jangkar", type=Path, metavar="BERKAS", help="cocokkan juga dengan jangkar dalam berkas"
    )
    verify.set_defaults(act=_verify)
    anchor = actions.add_parser(
        "jangkar",
        help="tulis ujung semua rantai bertanda tangan, untuk disimpan di luar",
        description=(
            "Menulis ujung semua rantai bertanda tangan. Simpan di luar peladen ini, misalnya tiap "
            "hari; rantai yang ditulis ulang tidak cocok lagi dengannya."
        ),
    )
    anchor.add_argument("--ke", type=Path, metavar="BERKAS", help="tambahkan pada akhir berkas ini")
    anchor.add_argument("--surel", metavar="ALAMAT", help="kirim juga ke alamat ini")
    anchor.set_defaults(act=_anchor)


def run(args: argparse.Namespace) -> int:
    """Do what was asked for."""
    set_up_django()
    code: int = args.act(args)
    return code


def _verify(args: argparse.Namespace) -> int:
    """0 when every chain holds; 1 with the breaks, one a line."""
    from django.db.models import Count

    from upaya.core.anchors import AnchorError
    from upaya.core.models import AuditEntry
    from upaya.core.registry import registry
    from upaya.core.templatetags.upaya import angka

    broken = 0
    try:
        for fault in _breaks(args.jangkar):
            broken += 1
            print(f"{registry().chain_label(fault.chain)} nomor {fault.number}: {fault.what}")
    except (AnchorError, OSError) as fault:
        print(f"Jangkar {args.jangkar} tidak dapat dipakai: {fault}", file=sys.stderr)
        return 1
    if broken:
        print(f"RUSAK: {broken} tempat tidak cocok.")
        return 1
    for row in AuditEntry.objects.values("chain").annotate(n=Count("pk")).order_by("chain"):
        print(f"{registry().chain_label(row['chain'])}: {angka(row['n'])} catatan utuh")
    print("Semua rantai utuh.")
    return 0


def _breaks(kept: Path | None) -> Iterator[Break]:
    from upaya.core import anchors, audit

    yield from audit.verify()
    if kept is not None:
        yield from anchors.breaks(anchors.read(kept.read_text("utf-8").splitlines()))


def _anchor(args: argparse.Namespace) -> int:
    """Print the anchors, keep them, mail them."""
    from upaya.core import anchors
    from upaya.core.tasks import enqueue, send_mail

    lines = [anchor.line() for anchor in anchors.present()]
    print("\n".join(lines))
    if args.ke is not None:
        with args.ke.open("a", encoding="utf-8") as target:
            target.writelines(f"{line}\n" for line in lines)
    if args.surel:
        enqueue(send_mail, args.surel, "Jangkar audit Upaya", "\n".join(lines))
    return 0
