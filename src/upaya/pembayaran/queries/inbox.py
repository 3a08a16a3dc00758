"""What of payments waits for one person in one role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.urls import reverse

from upaya.core.access import Access
from upaya.core.inbox import LIMIT, Flag, Tugas
from upaya.core.second import awaiting
from upaya.pembayaran.izin import IzinPembayaran
from upaya.pembayaran.models import (
    BarisPembayaran,
    Pembayaran,
    Pembetulan,
    Potongan,
    UsulanFormat,
    UsulanPajak,
)
from upaya.pembayaran.queries.rekening import to_decide
from upaya.pembayaran.services.pembetulan import PEMUTUS
from upaya.rules.money import rupiah

_NOTHING = Value("", output_field=CharField())


def tasks_for(access: Access) -> Iterator[Tugas]:
    """Entries that somebody else proposes to mend, and payments that were opened again."""
    yield from _proposals(access)
    if access.allows(IzinPembayaran.PAJAK_PUTUS):
        yield from _taxes(access)
    if access.allows(IzinPembayaran.POTONGAN_PUTUS):
        yield from _deductions(access)
    if access.allows(IzinPembayaran.REKENING_PEMBANTU_PUTUS):
        yield from to_decide(access)
    if access.allows(IzinPembayaran.KELOLA):
        yield from _open_again(access)


def _proposals(access: Access) -> Iterator[Tugas]:
    """Entries to mend and formats of the bank that wait for a word; one query for both."""
    kinds = dict(Pembetulan.Jenis.choices)
    parts: list[QuerySet[Any, tuple[int, str, str]]] = []
    if access.allows(IzinPembayaran.PEMBETULAN_PUTUS):
        mine = [kind for kind, roles in PEMUTUS.items() if access.role in roles]
        rows = awaiting(Pembetulan.objects.for_scope(access.scope).filter(jenis__in=mine), access)
        named = rows.order_by().annotate(kata=F("jenis"), judul=F("pembayaran__judul"))
        parts.append(named.values_list("pk", "kata", "judul"))
    if access.allows(IzinPembayaran.FORMAT_BANK_PUTUS):
        wanted = awaiting(UsulanFormat.objects.for_scope(access.scope), access).order_by()
        asked = wanted.annotate(kata=_NOTHING, judul=_NOTHING)
        parts.append(asked.values_list("pk", "kata", "judul"))
    if not parts:
        return
    for pk, kind, title in parts[0].union(*parts[1:], all=True).order_by("kata", "pk")[:LIMIT]:
        if kind:
            yield Tugas(
                judul=f"Putuskan pembetulan: {kinds[kind].lower()}.",
                konteks=f"{title} · Pembetulan",
                alamat=reverse("pembayaran:pembetulan", args=[pk]),
            )
        else:
            yield Tugas(
                judul="Putuskan usulan format bank.",
                konteks="Pembayaran · Format bank",
                alamat=reverse("pembayaran:format_usulan", args=[pk]),
            )


def _taxes(access: Access) -> Iterator[Tugas]:
    rows = awaiting(UsulanPajak.objects.for_scope(access.scope), access)
    for row in rows.select_related("baris__pembayaran")[:LIMIT]:
        yield Tugas(
            judul=f"Putuskan pajak {row.baris.nama}.",
            konteks=f"{row.baris.pembayaran.judul} · {rupiah(row.pajak)}, menurut aturan "
            f"{rupiah(row.pajak_hitung)}",
            alamat=reverse("pembayaran:baris", args=[row.baris_id]),
        )


def _deductions(access: Access) -> Iterator[Tugas]:
    rows = awaiting(Potongan.objects.for_scope(access.scope), access)
    for row in rows.select_related("baris__pembayaran")[:LIMIT]:
        yield Tugas(
            judul=f"Putuskan potongan {row.baris.nama}: {row.nama}.",
            konteks=f"{row.baris.pembayaran.judul} · {rupiah(row.jumlah)}",
            alamat=reverse("pembayaran:potongan", args=[row.baris_id]),
        )


def tax_flags(kabupaten: str, sumber: str, ids: Iterable[int]) -> dict[int, list[Flag]]:
    """Taxes other than the rules say, by the row of a source; whoever transfers reads them."""
    rows = (
        BarisPembayaran.objects.filter(
            kabupaten_id=kabupaten, pembayaran__sumber=sumber, pembayaran__sumber_id__in=list(ids)
        )
        .exclude(pajak=F("pajak_hitung"))
        .order_by("nama", "pk")
        .values_list("pembayaran__sumber_id", "nama", "pajak", "pajak_hitung", "alasan_pajak")
    )
    found: dict[int, list[Flag]] = {}
    for key, name, withheld, computed, reason in rows:
        sentence = (
            f"{name}: dipotong {rupiah(withheld)}, menurut aturan {rupiah(computed)}. {reason}"
        )
        found.setdefault(key, []).append(Flag("Pajak disesuaikan", sentence))
    return found


def _open_again(access: Access) -> Iterator[Tugas]:
    rows = Pembayaran.objects.for_scope(access.scope).filter(
        dibuka_pada__isnull=False, selesai_pada=None
    )
    for payment in rows.order_by("dibuka_pada", "pk")[:LIMIT]:
        yield Tugas(
            judul=f"Selesaikan lagi {payment.judul}.",
            konteks="Pembayaran · dibuka lagi setelah ditutup",
            alamat=reverse("pembayaran:rinci", args=[payment.pk]),
        )
