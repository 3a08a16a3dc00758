"""What the page of a merge shows: two cards side by side, look-alikes, the merges of a card."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from upaya.core.scope import Scope
from upaya.jamkesda.gabung.models import Penggabungan
from upaya.jamkesda.peserta.models import Peserta
from upaya.rules.period import tanggal
from upaya.warga.queries import mirip_dengan

MOST = 20


@dataclass(frozen=True, slots=True)
class Sisi:
    """One card as it stands beside the other."""

    peserta: Peserta
    masa: tuple[str, ...]
    surat: int
    rujukan: int


def sisi(peserta: Peserta) -> Sisi:
    """A card with what would move."""
    terms = peserta.masa.order_by("mulai")[:MOST]
    said = tuple(
        f"{tanggal(one.mulai)} sampai {tanggal(one.sampai) if one.sampai else 'dicatat mutasinya'}"
        for one in terms
    )
    return Sisi(peserta, said, peserta.surat.count(), peserta.rujukan.count())


def kartu(scope: Scope, nomor: str) -> Peserta | None:
    """The member of a card, as far as the scope sees."""
    rows = Peserta.objects.for_scope(scope).filter(kartu=nomor.strip().upper())
    found: Peserta | None = rows.select_related("warga__desa", "warga__keluarga").first()
    return found


def kembar(peserta: Peserta) -> list[Peserta]:
    """Members who may be the same person: same birth date, same compared name."""
    person = peserta.warga
    alike = mirip_dengan(peserta.kabupaten_id, person.nama_baku, person.tanggal_lahir)
    keys = [one.pk for one in alike if one.pk != person.pk]
    if not keys:
        return []
    rows = Peserta.objects.filter(warga__in=keys, gabung_ke=None).select_related("warga__desa")
    return list(rows.order_by("pk")[:MOST])


def hidup(peserta: Peserta) -> list[Penggabungan]:
    """The merges that stand on a card, newest first: only the first of them can be undone."""
    rows = Penggabungan.objects.filter(peserta=peserta, dibatalkan_pada=None)
    return list(rows.select_related("digabung", "oleh")[:MOST])


def semua_kartu(kabupaten: str, kartu: Iterable[str]) -> dict[str, str]:
    """Every card of the people who hold these living cards, each with the card that counts."""
    counts = {card: card for card in kartu}
    rows = Peserta.objects.filter(kabupaten=kabupaten, gabung_ke__kartu__in=list(counts))
    return counts | dict(rows.order_by("pk").values_list("kartu", "gabung_ke__kartu"))
