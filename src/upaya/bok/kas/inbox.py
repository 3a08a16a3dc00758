"""What of the cash books waits: funds, days paid twice, transfers; tax that is late."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import CharField, Exists, F, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from upaya.bok.izin import IzinBok
from upaya.bok.kas.models import BukuKas, Mutasi, PermintaanDana, TutupBulan
from upaya.bok.kas.models_belanja import HariGanda
from upaya.bok.kas.otomatis import outside
from upaya.bok.kas.setoran import late_tax
from upaya.core.access import Access
from upaya.core.deadline import on
from upaya.core.inbox import LIMIT, Tugas
from upaya.core.second import ProposalStatus, awaiting
from upaya.rules.money import rupiah
from upaya.rules.period import Period, tanggal

_BOOKS = 2
"""This year's book and the last one: what an older one lacks stands on its own page."""
_NOBODY = Value("", output_field=CharField())


def tasks(access: Access) -> Iterator[Tugas]:
    """For the inbox; one query each for whoever decides, transfers, keeps a book."""
    if access.allows(IzinBok.KAS_PUTUS):
        yield from _to_decide(access)
    if access.allows(IzinBok.KAS_TRANSFER):
        yield from _to_transfer(access)
    if access.allows(IzinBok.KAS_CATAT) and access.scope.unit is not None:
        yield from _to_book(access, access.scope.unit)
        yield from _to_deposit(access, access.scope.unit)
        yield from _to_pay_again(access, access.scope.unit)


def _to_decide(access: Access) -> Iterator[Tugas]:
    """Funds that were asked for, and days paid twice with a reason."""
    funds = awaiting(PermintaanDana.objects.for_scope(access.scope), access).order_by()
    days = awaiting(HariGanda.objects.for_scope(access.scope), access).order_by()
    fields = ("pk", "siapa", "unit", "kapan", "jumlah")
    unit = F("buku__unit__nama")
    found = funds.annotate(siapa=_NOBODY, unit=unit, kapan=F("periode")).values_list(*fields)
    other = days.annotate(siapa=F("nama"), unit=unit, kapan=F("hari")).values_list(*fields)
    for pk, who, name, day, amount in found.union(other, all=True).order_by("kapan", "pk")[:LIMIT]:
        if who:
            yield Tugas(
                judul=f"Putuskan hari ganda {who}.",
                konteks=f"{name} · {rupiah(amount)}",
                alamat=reverse("kas:putus_ganda", args=[pk]),
            )
        else:
            yield Tugas(
                judul="Putuskan permintaan dana BOK.",
                konteks=f"{name} · {Period.of(day).nama}, {rupiah(amount)}",
                alamat=reverse("kas:putus", args=[pk]),
            )


def _to_transfer(access: Access) -> Iterator[Tugas]:
    """Approved funds of which something was not transferred; never of whoever approved."""
    sent = Mutasi.objects.filter(permintaan=OuterRef("pk")).order_by().values("permintaan")
    rows = (
        PermintaanDana.objects.for_scope(access.scope)
        .filter(status=ProposalStatus.DISETUJUI)
        .exclude(diputus_oleh=access.user_id)
        .exclude(diusulkan_oleh=access.user_id)
        .annotate(tiba=Coalesce(Subquery(sent.annotate(n=Sum("jumlah")).values("n")), 0))
        .filter(jumlah__gt=F("tiba"))
        .select_related("buku__unit")
        .order_by("periode", "pk")
    )
    for row in rows[:LIMIT]:
        yield Tugas(
            judul="Transfer dana BOK yang disetujui.",
            konteks=f"{row.buku.unit.nama} · {Period.of(row.periode).nama}, "
            f"{rupiah(row.jumlah - row.tiba)}",
            alamat=reverse("kas:transfer", args=[row.pk]),
        )


def _to_book(access: Access, unit: int) -> Iterator[Tugas]:
    """Payments that the own books could not take by themselves; a few queries each book."""
    own = BukuKas.objects.for_scope(access.scope).filter(unit=unit).select_related("unit")
    for buku in own.order_by("-tahun", "-pk")[:_BOOKS]:
        waiting = outside(buku)
        if waiting:
            first = waiting[0].judul
            more = f" dan {len(waiting) - 1} lainnya" if len(waiting) > 1 else ""
            yield Tugas(
                judul="Masukkan pembayaran ke buku kas.",
                konteks=f"{buku.unit.nama} · {buku.tahun}, {first}{more}",
                alamat=reverse("kas:susulkan", args=[buku.pk]),
            )


def _to_pay_again(access: Access, unit: int) -> Iterator[Tugas]:
    """Double days that the Dinas let pass and nobody paid yet, while the book takes entries."""
    over = TutupBulan.objects.filter(
        buku=OuterRef("buku"), sampai=OuterRef("buku__sampai"), dibuka_pada=None
    )
    rows = HariGanda.objects.for_scope(access.scope).filter(
        ~Exists(over), buku__unit=unit, status=ProposalStatus.DISETUJUI, dipakai=None
    )
    for row in rows.order_by("hari", "pk")[:LIMIT]:
        yield Tugas(
            judul=f"Catat lagi hari ganda {row.nama}, sudah diizinkan.",
            konteks=f"{tanggal(row.hari)} · {row.kegiatan}, {rupiah(row.jumlah)}",
            alamat=reverse("kas:belanja", args=[row.buku_id]),
        )


def _to_deposit(access: Access, unit: int) -> Iterator[Tugas]:
    """Tax of the own books that was withheld and not paid over by its last day."""
    own = BukuKas.objects.for_scope(access.scope).filter(unit=unit)
    for one in late_tax(own)[:LIMIT]:
        yield Tugas(
            judul=f"Setor {one.nama} yang terlambat.",
            konteks=f"{one.buku.unit.nama} · {one.buku.tahun}, {rupiah(one.jumlah)}",
            alamat=f"{reverse('kas:buku', args=[one.buku.pk])}?pembantu=pajak",
            tenggat=on(one.batas),
        )
