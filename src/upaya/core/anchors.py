"""Ends of audit chains kept outside: a chain that was rewritten whole no longer fits them.

An anchor is a line of JSON with the end of one chain at one moment and a signature. It is written
to a file on another machine, or mailed to somebody who does not run the database; `upaya audit
verify` reads it back.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from django.utils import timezone

from upaya.core.audit import Break
from upaya.core.crypto import blind_index
from upaya.core.models import AuditEntry, AuditHead


class AnchorError(ValueError):
    """A line is no anchor of this installation; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The end of a chain as it was."""

    pada: str
    rantai: str
    nomor: int
    sidik: str

    @property
    def signature(self) -> str:
        """Made with the secret of the house."""
        return blind_index(json.dumps(asdict(self), sort_keys=True), "audit:jangkar")

    def line(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self) | {"tanda": self.signature}, ensure_ascii=False)


def present() -> list[Anchor]:
    """The ends of all chains that have an entry, now."""
    now = timezone.now().isoformat(timespec="seconds")
    heads = AuditHead.objects.filter(number__gt=0).order_by("chain")
    return [Anchor(now, head.chain, head.number, head.digest) for head in heads]


def read(lines: Iterable[str]) -> list[Anchor]:
    """Anchors from their lines, empty ones left out; AnchorError for one that is not ours."""
    found = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            found.append(_read(number, line))
    return found


def _read(number: int, line: str) -> Anchor:
    try:
        held = json.loads(line)
        anchor = Anchor(held["pada"], held["rantai"], int(held["nomor"]), held["sidik"])
        signed = str(held["tanda"])
    except (ValueError, KeyError, TypeError) as fault:
        raise AnchorError(f"baris {number} bukan jangkar audit") from fault
    if not hmac.compare_digest(signed, anchor.signature):
        raise AnchorError(f"tanda jangkar pada baris {number} tidak cocok")
    return anchor


def breaks(anchors: Iterable[Anchor]) -> Iterator[Break]:
    """Where the chains are not those that were anchored."""
    for anchor in anchors:
        entries = AuditEntry.objects.filter(chain=anchor.rantai, number=anchor.nomor)
        if list(entries.values_list("digest", flat=True)) != [anchor.sidik]:
            yield Break(anchor.rantai, anchor.nomor, f"bukan catatan yang dijangkar {anchor.pada}")
