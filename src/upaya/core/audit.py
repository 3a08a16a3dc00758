"""Writing and proving the audit chain."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone

from upaya.core import clock
from upaya.core.chains import NATION
from upaya.core.crypto import blind_index
from upaya.core.models import AuditEntry, AuditHead
from upaya.core.registry import registry
from upaya.rules.loader import national_book

if TYPE_CHECKING:
    from upaya.core.access import Access

STANDS_FOR = "mewakili"
"""In the detail of an entry: the person in place of whom somebody acted."""
_HASHED = (
    "chain",
    "number",
    "actor_id",
    "role",
    "unit",
    "action",
    "subject_type",
    "subject_id",
    "detail",
    "previous",
)


def digest_of(entry: AuditEntry, *, keyed: bool = True) -> str:
    """A hash of the entry's content and its predecessor's digest, made with a secret.

    Whoever can write in the database but has not the key cannot make a chain that holds.
    """
    content = {name: getattr(entry, name) for name in _HASHED}
    content["at"] = entry.at.astimezone(timezone.get_fixed_timezone(0)).isoformat()
    if entry.hari is not None:  # what was recorded before there was one keeps its digest
        content["hari"] = entry.hari.isoformat()
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    if keyed:
        return blind_index(text, "audit")
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def seal_of(head: AuditHead) -> str:
    """What proves the end of a chain: nobody cuts it off, or says that its entries need no key."""
    return blind_index(f"{head.chain}|{head.number}|{head.digest}|{head.keyed_from}", "audit:ujung")


_written: ContextVar[list[str] | None] = ContextVar("audit_written", default=None)


@contextmanager
def watched() -> Iterator[list[str]]:
    """The actions that are recorded inside, in their order."""
    seen: list[str] = []
    token = _written.set(seen)
    try:
        yield seen
    finally:
        _written.reset(token)


@dataclass(slots=True)
class _Batch:
    """What waits to be written together, and the ends of chains that this transaction holds."""

    entries: list[AuditEntry] = field(default_factory=list)
    heads: dict[str, AuditHead] = field(default_factory=dict)


_batch: ContextVar[_Batch | None] = ContextVar("audit_batch", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Write what is recorded inside at the end, in its order: a chain's end is locked once, last.

    Inside the caller's transaction. When something inside fails, nothing of it is written; whoever
    catches that failure inside leaves entries behind of what was undone, so nobody may. Inside
    another one it belongs to that.
    """
    if _batch.get() is not None:
        yield
        return
    batch = _Batch()
    token = _batch.set(batch)
    try:
        yield
    finally:
        _batch.reset(token)
    _write(batch)


def record(
    action: str,
    subject: models.Model,
    *,
    access: Access | None,
    kabupaten: str = "",
    chain: str | None = None,
    actor_id: int | None = None,
    detail: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Append to a chain inside the caller's transaction, as late as possible.

    That is the chain of `kabupaten`, of the actor's district, or the nation's; `chain` names one of
    those that are declared for what belongs to no district. `access` is None for what somebody
    without a membership does (`actor_id`) and for what the installation does by itself (the demo, a
    command). The time is the installation's clock: the real one, but in the demo, whose events
    stand in the demo's time; the business day stands beside it. `detail` must be JSON and must hold
    no personal value; in place of whom somebody acted is added to it.
    """
    _require_transaction()
    if chain is None:
        chain = kabupaten or (access.scope.kabupaten if access else None) or NATION
    elif chain not in registry().chains:
        raise LookupError(f"rantai audit {chain!r} tidak dinyatakan aplikasi mana pun")
    said = dict(detail or {})
    if access is not None and access.mewakili is not None:
        said[STANDS_FOR] = access.mewakili
    entry = AuditEntry(
        chain=chain,
        at=clock.now(),
        hari=clock.today(),
        actor_id=access.user_id if access else actor_id,
        role=access.role.name if access else "",
        unit=access.scope.unit if access else None,
        action=str(action),
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        detail=said,
    )
    if (seen := _written.get()) is not None:
        seen.append(entry.action)
    batch = _batch.get()
    if batch is None:
        _write(_Batch([entry]))
    else:
        batch.entries.append(entry)
    return entry


def _write(batch: _Batch) -> None:
    by_chain: dict[str, list[AuditEntry]] = {}
    for entry in batch.entries:
        by_chain.setdefault(entry.chain, []).append(entry)
    for chain in sorted(by_chain):  # two chains are always locked in one order
        head = batch.heads.get(chain) or hold(chain)
        for entry in by_chain[chain]:
            entry.number, entry.previous = head.number + 1, head.digest
            entry.digest = digest_of(entry)
            head.number, head.digest = entry.number, entry.digest
        AuditEntry.objects.bulk_create(by_chain[chain])
        AuditHead.objects.filter(chain=chain).update(
            number=head.number, digest=head.digest, seal=seal_of(head)
        )


def hold(chain: str) -> AuditHead:
    """Lock the end of a chain for the caller's transaction, and read it.

    Also for what must be counted without gaps in a district and is recorded right after: whoever
    waits here waits for the audit anyway. Inside `together` it is locked and read once.
    """
    _require_transaction()
    batch = _batch.get()
    if batch is not None and chain in batch.heads:
        return batch.heads[chain]
    head = AuditHead.objects.select_for_update().filter(chain=chain).first()
    if head is None:  # the first entry of a district
        AuditHead.objects.bulk_create([AuditHead(chain=chain)], ignore_conflicts=True)
        head = AuditHead.objects.select_for_update().get(chain=chain)
    if batch is not None:
        batch.heads[chain] = head
    return head


def _require_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("audit.record perlu transaksi pemanggilnya.")


def label(action: str) -> str:
    """An action in words; its code when it is one that nothing records any more."""
    return registry().words.get(action, action)


def words(detail: Mapping[str, Any]) -> str:
    """The detail of an entry on one line, for the page and its export: no code is left as it is."""
    return "; ".join(
        f"{name.replace('_', ' ')}: {_word(value)}"
        for name, value in detail.items()
        if value is not None and value != []
    )


_MANY = 6
"""Of a longer list the number is said."""
_CODE = re.compile(r"[a-z][a-z0-9]*(?:[._][a-z0-9]+)+")


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, list):
        shown = ", ".join(_word(item) for item in value)
        return shown if len(value) <= _MANY else f"{len(value)} buah"
    return _named(str(value)) if isinstance(value, str) else str(value)


def _named(text: str) -> str:
    """What a stored code is called: a status, a role, a rule; other codes without their signs."""
    for road in registry().roads.values():
        if text in road.states:
            return road.states[text].label
    if text in registry().roles:
        return registry().role_label(text)
    if _CODE.fullmatch(text) is None:
        return text
    titles = {value.title for value in national_book().values() if value.key == text}
    return titles.pop() if len(titles) == 1 else re.sub(r"[._]", " ", text)


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a chain does not hold."""

    chain: str
    number: int
    what: str


def verify() -> Iterator[Break]:
    """Walk every chain from its first entry; yields nothing when all of them hold."""
    chains = set(AuditHead.objects.values_list("chain", flat=True))
    chains |= set(AuditEntry.objects.order_by().values_list("chain", flat=True).distinct())
    for chain in sorted(chains):
        yield from _verify_chain(chain)


def _verify_chain(chain: str) -> Iterator[Break]:
    expected, previous = 1, "0" * 64
    head = AuditHead.objects.filter(chain=chain).first()
    keyed_from = head.keyed_from if head else 1
    for entry in AuditEntry.objects.filter(chain=chain).order_by("number").iterator():
        if entry.number != expected:
            yield Break(chain, expected, "catatan hilang")
        if entry.previous != previous:
            yield Break(chain, entry.number, "tidak menyambung ke catatan sebelumnya")
        if entry.digest != digest_of(entry, keyed=entry.number >= keyed_from):
            yield Break(chain, entry.number, "isi berubah setelah dicatat")
        expected, previous = entry.number + 1, entry.digest
    if head is None or (head.number, head.digest) != (expected - 1, previous):
        yield Break(chain, expected, "ujung rantai tidak cocok")
    elif head.number and head.seal != seal_of(head):
        yield Break(chain, expected, "segel ujung rantai tidak cocok")
