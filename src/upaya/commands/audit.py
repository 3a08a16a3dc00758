"""`upaya audit verify`: walk every chain and name each place where it does not hold."""

from __future__ import annotations

import argparse

from upaya.commands import set_up_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what the command takes."""
    actions = parser.add_subparsers(title="Yang dilakukan", metavar="HAL", required=True)
    actions.add_parser(
        "verify",
        help="periksa semua rantai catatan; kode keluar 1 bila ada yang rusak",
        description="Memeriksa semua rantai catatan audit dari catatan pertama.",
    )


def run(_args: argparse.Namespace) -> int:
    """0 when every chain holds; 1 with the breaks, one a line."""
    set_up_django()
    from django.db.models import Count

    from upaya.core import audit
    from upaya.core.models import AuditEntry
    from upaya.core.registry import registry
    from upaya.core.templatetags.upaya import angka

    broken = 0
    for fault in audit.verify():
        broken += 1
        print(f"{registry().chain_label(fault.chain)} nomor {fault.number}: {fault.what}")
    if broken:
        print(f"RUSAK: {broken} tempat tidak cocok.")
        return 1
    for row in AuditEntry.objects.values("chain").annotate(n=Count("pk")).order_by("chain"):
        print(f"{registry().chain_label(row['chain'])}: {angka(row['n'])} catatan utuh")
    print("Semua rantai utuh.")
    return 0
