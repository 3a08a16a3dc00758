"""Days paid twice: found by the rule, kept when refused, decided by the Dinas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from upaya.bok.kas.errors import HariGandaError, Percobaan
from upaya.bok.kas.models import BukuKas
from upaya.bok.kas.models_belanja import DICOBA, HariDibayar, HariGanda, PenerimaBelanja
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.crypto import blind_index
from upaya.core.reasons import reason
from upaya.core.second import ProposalStatus, settle
from upaya.regulasi.queries import rulebook_for
from upaya.rules.bok.hari_ganda import (
    KELOMPOK,
    MACAM,
    Ganda,
    Penerima,
    hari_ganda,
)
from upaya.rules.bok.hari_ganda import HariDibayar as Hari
from upaya.rules.period import tanggal


@dataclass(frozen=True, slots=True)
class Calon:
    """A payee of a spending that is being entered, in its place."""

    urutan: int
    penerima: PenerimaBelanja

    @property
    def hari(self) -> tuple[date, ...]:
        """The days that are paid."""
        found: tuple[date, ...] = getattr(self.penerima, "hari_dibayar", ())
        return found if self.penerima.macam else ()

    @property
    def aturan(self) -> Penerima:
        """As the rules compare people."""
        row = self.penerima
        return Penerima(row.nama, row.jumlah, row.nik, row.desa, row.macam, self.hari)

    @property
    def tanda(self) -> str:
        """The keyed hash by which this person is known."""
        kind, *said = self.aturan.tanda
        return blind_index("|".join(said), "nik" if kind == "nik" else "bok:nama")

    def serupa(self, unit: int) -> str:
        """The keyed hash of the name, by which somebody with and without a NIK are compared."""
        return blind_index("|".join(self.aturan.serupa(str(unit))), "bok:nama")


def _stored(row: HariDibayar) -> Hari:
    """A day that stands, as the rule reads it: the person is the hash."""
    return _hashed(f"#{row.pk}", row.unit_id, row.kegiatan, row, (row.hari,))


def _new(buku: BukuKas, kegiatan: str, one: Calon) -> Hari:
    shown = HariDibayar(
        tanda=one.tanda,
        serupa=one.serupa(buku.unit_id),
        pasti=bool(one.penerima.nik),
        macam=one.penerima.macam,
    )
    return _hashed(str(one.urutan), buku.unit_id, kegiatan, shown, one.hari)


def _hashed(letak: str, unit: int, kegiatan: str, row: HariDibayar, days: tuple[date, ...]) -> Hari:
    nik = row.tanda if row.pasti else ""
    marks = (row.tanda, row.serupa)
    person = Penerima(row.tanda, 0, nik=nik, macam=row.macam, hari=days, kunci=marks)
    return Hari(letak, str(unit), kegiatan, person)


def judge(
    buku: BukuKas, kegiatan: str, day: date, rows: Sequence[Calon]
) -> list[list[HariDibayar]]:
    """The days to be stored of each payee; HariGandaError for those that were paid already.

    Whoever is alike by name and village alone is flagged (`mirip`), never refused.
    """
    groups = _groups(buku, day)
    paying = [row for row in rows if row.hari]
    stands = _standing(buku, paying)
    found = hari_ganda(
        [*map(_stored, stands.values()), *(_new(buku, kegiatan, row) for row in paying)], groups
    )
    twice = {(int(one.kedua.letak), one.hari): one for one in found if one.kedua.letak[0] != "#"}
    by_place = {row.urutan: row for row in paying}
    sure = {key: one for key, one in twice.items() if one.pasti}
    passes = _accepted(buku, kegiatan, groups, [(by_place[place], day) for place, day in sure])
    blocked = {key: one for key, one in sure.items() if key not in passes}
    if blocked:
        raise _refusal(buku, kegiatan, by_place, groups, stands, blocked)
    return [
        [
            HariDibayar(
                kabupaten_id=buku.kabupaten_id,
                unit_id=buku.unit_id,
                tanda=row.tanda,
                serupa=row.serupa(buku.unit_id),
                pasti=bool(row.penerima.nik),
                kelompok=groups.get(row.penerima.macam, row.penerima.macam)[:12],
                macam=row.penerima.macam,
                hari=one,
                kegiatan=kegiatan[:200],
                mirip=(row.urutan, one) in twice and (row.urutan, one) not in sure,
                izin=passes.get((row.urutan, one)),
            )
            for one in row.hari
        ]
        for row in rows
    ]


def _groups(buku: BukuKas, day: date) -> Mapping[str, str]:
    value = rulebook_for(buku.kabupaten_id).find(KELOMPOK, day, buku.kabupaten_id)
    return dict(value.table) if value is not None else {}


def _standing(buku: BukuKas, rows: Sequence[Calon]) -> dict[int, HariDibayar]:
    """What was paid these people, or their like, on these days in the district; one query."""
    if not rows:
        return {}
    found = HariDibayar.objects.filter(
        Q(tanda__in={row.tanda for row in rows})
        | Q(serupa__in={row.serupa(buku.unit_id) for row in rows}),
        kabupaten=buku.kabupaten_id,
        hari__in={day for row in rows for day in row.hari},
        dibalik=None,
    )
    return {row.pk: row for row in found.select_related("unit").order_by("pk")}


def _accepted(
    buku: BukuKas, kegiatan: str, groups: Mapping[str, str], days: Sequence[tuple[Calon, date]]
) -> dict[tuple[int, date], HariGanda]:
    """The exceptions that the Dinas accepted for these days and nobody used yet.

    What was accepted is this activity, this kind and at most this amount; nothing else passes.
    """
    if not days:
        return {}
    left = list(
        HariGanda.objects.filter(
            buku=buku, status=ProposalStatus.DISETUJUI, dipakai=None, kegiatan=kegiatan[:200],
            tanda__in={row.tanda for row, _ in days}, hari__in={day for _, day in days},
        ).order_by("jumlah", "pk")
    )  # fmt: skip
    found = {}
    for row, day in days:
        paid = row.penerima
        wanted = (row.tanda, groups.get(paid.macam, paid.macam)[:12], paid.macam, day)
        fits = next(
            (
                one
                for one in left
                if (one.tanda, one.kelompok, one.macam, one.hari) == wanted
                and paid.jumlah <= one.jumlah
            ),
            None,
        )
        if fits is not None:
            left.remove(fits)
            found[row.urutan, day] = fits
    return found


def _refusal(
    buku: BukuKas,
    kegiatan: str,
    rows: Mapping[int, Calon],
    groups: Mapping[str, str],
    stands: Mapping[int, HariDibayar],
    blocked: Mapping[tuple[int, date], Ganda],
) -> HariGandaError:
    """What is said at each payee, and what is kept of the attempt."""
    said: dict[str, list[str]] = {}
    tried = []
    for (place, day), one in blocked.items():
        row = rows[place].penerima
        first = stands.get(int(one.pertama.letak[1:])) if one.pertama.letak[0] == "#" else None
        said.setdefault(f"hari-{place}", []).append(_sentence(buku, day, row, first, one))
        if first is not None:
            group = groups.get(row.macam, row.macam)[:12]
            tried.append(
                Percobaan(place, row.nama, rows[place].tanda, group, row.macam, day,
                          kegiatan[:200], row.jumlah, first.pk)
            )  # fmt: skip
    return HariGandaError({key: " ".join(parts) for key, parts in said.items()}, tried)


def _sentence(
    buku: BukuKas, day: date, row: PenerimaBelanja, first: HariDibayar | None, one: Ganda
) -> str:
    """Of another unit only the unit, the day and the activity; of the own also the payment."""
    kind = MACAM[one.pertama.penerima.macam]
    if first is None:
        return f"{row.nama}: {kind} {tanggal(day)} ditulis dua kali dalam belanja ini."
    unit = first.unit
    where = f"{unit.sebutan}, kegiatan “{first.kegiatan}”"
    return f"{row.nama}: {kind} {tanggal(day)} sudah dibayar {where}."


def store(people: Sequence[PenerimaBelanja], judged: Sequence[Sequence[HariDibayar]]) -> None:
    """Write the days of payees that are stored now."""
    days = []
    for person, found in zip(people, judged, strict=True):
        for day in found:
            day.penerima = person
            days.append(day)
    HariDibayar.objects.bulk_create(days)


# ------------------------------------------------------------------ what was refused
@transaction.atomic
def remember(
    buku_id: int, tried: Sequence[Percobaan], alasan: str, access: Access
) -> list[HariGanda]:
    """Keep what was tried, once for each day, activity and amount; with a reason it waits.

    The Dinas decides on what it reads, so another activity or amount is an attempt of its own.
    ValidationError at `alasan_ganda` for a reason that says nothing.
    """
    buku = BukuKas.objects.for_scope(access.scope).select_for_update(no_key=True).get(pk=buku_id)
    said = reason(alasan, "alasan_ganda") if alasan.strip() else ""
    found = []
    for one in tried:
        row = HariGanda.objects.filter(
            buku=buku, tanda=one.tanda, kelompok=one.kelompok, hari=one.hari,
            macam=one.macam, kegiatan=one.kegiatan, jumlah=one.jumlah,
            status__in=(DICOBA, ProposalStatus.DIUSULKAN),
        ).first()  # fmt: skip
        if row is None:
            row = _attempt(buku, one, access)
        if said and row.status == DICOBA:
            row.alasan, row.status = said, ProposalStatus.DIUSULKAN
            row.diusulkan_oleh_id, row.diusulkan_pada = access.user_id, clock.now()
            row.save(update_fields=["alasan", "status", "diusulkan_oleh", "diusulkan_pada"])
            audit.record("kas.ganda_usul", row, access=access, detail={"hari": str(one.hari)})
        found.append(row)
    return found


def _attempt(buku: BukuKas, one: Percobaan, access: Access) -> HariGanda:
    row = HariGanda(
        kabupaten_id=buku.kabupaten_id,
        buku=buku,
        pertama_id=one.pertama,
        nama=one.nama,
        tanda=one.tanda,
        kelompok=one.kelompok,
        macam=one.macam,
        hari=one.hari,
        kegiatan=one.kegiatan,
        jumlah=one.jumlah,
        diusulkan_oleh_id=access.user_id,
        diusulkan_pada=clock.now(),
    )
    row.save(force_insert=True)
    audit.record("kas.ganda_dicoba", row, access=access, detail={"hari": str(one.hari)})
    return row


@transaction.atomic
def decide(pk: int, access: Access, *, setuju: bool, alasan: str) -> HariGanda:
    """The Dinas accepts or refuses that a day is paid a second time; accepted it passes once."""
    row: HariGanda = (
        HariGanda.objects.for_scope(access.scope).select_for_update(of=("self",)).get(pk=pk)
    )
    if row.status == DICOBA:
        raise ValidationError("Belum ada alasannya: bendahara yang meminta menuliskannya dulu.")
    settle(row, access, setuju=setuju, alasan=alasan)
    audit.record("kas.ganda_putus", row, access=access, detail={"setuju": setuju})
    return row
