"""Use cases of the book of limits: a limit is set, claims use it, a claim gives it back.

Whoever changes a limit holds its row until the end of the transaction; rows are always locked in
one order, so that two files that share limits wait for each other and never stand across. However
many claims come at once, the statements are as few: read once, judged in memory, written at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.jamkesda.buku.models import Batas, Pemakaian
from upaya.rules.jamkesda.batas import Sisa, batasi
from upaya.rules.jamkesda.compute import Hasil
from upaya.rules.money import rupiah
from upaya.rules.numbers import MAX_AMOUNT

_BATCH = 5_000


@dataclass(frozen=True, slots=True, order=True)
class Kunci:
    """Which limit: its kind, what is limited, and the year, 0 where it is not a year's."""

    jenis: str
    kunci: str
    tahun: int = 0


@dataclass(frozen=True, slots=True)
class LainKartu:
    """What else counts against a limit, because cards of one person were merged.

    `klaim` are the claims that were made with the other cards, by their names in the book, with
    their rupiah: they count here unless they stand here already. `ganti` are limits of the other
    cards: where there is no such limit, the first of them stands in its place. Nothing is moved, so
    that an undone merge leaves each limit as it was.
    """

    klaim: Mapping[str, int]
    ganti: tuple[Kunci, ...] = ()


@dataclass(frozen=True, slots=True)
class Tagihan:
    """A checked claim and the limits that it lies under; `klaim` is its stable name."""

    klaim: str
    hasil: Hasil
    kunci: tuple[Kunci, ...]


@transaction.atomic
def tetapkan(access: Access, kunci: Kunci, batas: int) -> Batas:
    """Set a limit, or another amount of one that stands; the same amount again changes nothing.

    ValidationError at `batas` for less than is used already.
    """
    district = _district(access)
    if not 0 <= batas <= MAX_AMOUNT:
        raise ValidationError({"batas": "Batas tidak boleh di bawah nol atau terlalu besar."})
    # Two that set the same new limit at once make one: who comes second finds it. The chain of the
    # audit is not held before: whoever uses limits locks it last.
    made, _ = Batas.objects.select_for_update(of=("self",)).get_or_create(
        kabupaten_id=district,
        jenis=kunci.jenis,
        kunci=kunci.kunci,
        tahun=kunci.tahun,
        defaults={"batas": 0},
    )
    assert isinstance(made, Batas)  # noqa: S101 - the manager has no types
    if made.batas == batas:
        return made
    if batas < made.terpakai:
        said = f"Sudah terpakai {rupiah(made.terpakai)}; batas tidak dapat di bawahnya."
        raise ValidationError({"batas": said})
    made.batas = batas
    made.save(update_fields=["batas"])
    audit.record(
        "buku_batas.tetapkan", made, access=access, kabupaten=district, detail={"batas": batas}
    )
    return made


class Buku:
    """The book held open inside a transaction: its limits locked, what is left of them in memory.

    Claims take one after another; `close` writes what they took, in one statement each. `held`
    are the limits where the caller has locked them already.
    """

    def __init__(
        self,
        access: Access,
        keys: AbstractSet[Kunci],
        lain_kartu: Mapping[Kunci, LainKartu] | None = None,
        held: Mapping[Kunci, Batas] | None = None,
    ) -> None:
        self._access, self._district = access, _district(access)
        merged = {key: one for key, one in (lain_kartu or {}).items() if key in keys}
        others = {other for one in merged.values() for other in one.ganti}
        wanted = {*keys, *others}
        self._limits = (
            hold(self._district, wanted)
            if held is None
            else {key: held[key] for key in wanted & held.keys()}
        )
        self._instead = {key: self._in_place(key, one) for key, one in merged.items()}
        self._left = {key: limit.sisa for key, limit in self._limits.items()}
        for key, one in merged.items():
            self._count_elsewhere(self._instead[key], one)
        self._entries: list[Pemakaian] = []
        self._now = clock.now()

    def _in_place(self, key: Kunci, one: LainKartu) -> Kunci:
        """The limit that holds for a person: their card's, else one of a card they had."""
        there = (other for other in one.ganti if other in self._limits)
        return key if key in self._limits else next(there, key)

    def _count_elsewhere(self, key: Kunci, one: LainKartu) -> None:
        """What claims of other cards took without this limit is gone here too."""
        limit = self._limits.get(key)
        if limit is None or not one.klaim:
            return
        alive = Pemakaian.objects.filter(batas=limit, dilepas_pada=None, klaim__in=list(one.klaim))
        here = set(alive.order_by().values_list("klaim", flat=True))
        used = sum(amount for name, amount in one.klaim.items() if name not in here)
        self._left[key] = max(0, self._left[key] - used)

    def batas(self, key: Kunci) -> tuple[int, int] | None:
        """How much there is of a limit and how much is used, in rupiah; None: no such limit."""
        limit = self._limits.get(key)
        return None if limit is None else (limit.batas, limit.batas - self._left[key])

    def take(self, one: Tagihan) -> Hasil:
        """The claim as it fits into what is left, and that much less of each of its limits."""
        wanted = {self._instead.get(key, key) for key in one.kunci}
        keys = sorted(wanted & self._limits.keys())
        done = batasi(one.hasil, [Sisa(key.jenis, self._left[key]) for key in keys])
        for key in keys if done.disetujui else ():
            self._left[key] -= done.disetujui
            self._limits[key].terpakai += done.disetujui
            self._entries.append(
                Pemakaian(
                    kabupaten_id=self._district,
                    batas=self._limits[key],
                    klaim=one.klaim,
                    jumlah=done.disetujui,
                    dicatat_oleh_id=self._access.user_id,
                    dicatat_pada=self._now,
                )
            )
        return done

    def close(self) -> None:
        """Write it."""
        if not self._entries:
            return
        changed = list({use.batas_id: use.batas for use in self._entries}.values())
        _write(changed, "terpakai")
        Pemakaian.objects.bulk_create(self._entries, batch_size=_BATCH)
        audit.record(
            "buku_batas.pakai",
            changed[0],
            access=self._access,
            kabupaten=self._district,
            detail={"klaim": len({one.klaim for one in self._entries}), "batas": len(changed)},
        )


@transaction.atomic
def pakai(access: Access, tagihan: Sequence[Tagihan]) -> dict[str, Hasil]:
    """Enter claims into the book, in their order: each as it fits into what is left then.

    What is above a limit is cut with its code. A claim that is in the book already uses nothing
    twice and is not in the answer: what was stored with it stands. ValueError for one claim twice
    in one call.
    """
    if len({one.klaim for one in tagihan}) != len(tagihan):
        raise ValueError("satu klaim dua kali dalam satu panggilan")
    book = Buku(access, {key for one in tagihan for key in one.kunci})
    before = _entered(_district(access), [one.klaim for one in tagihan])
    found = {one.klaim: book.take(one) for one in tagihan if one.klaim not in before}
    book.close()
    return found


@transaction.atomic
def lepas(access: Access, klaim: str) -> int:
    """Give back what a claim uses, because it was sent back or refused; how many limits.

    A second time there is nothing left to give back.
    """
    district = _district(access)
    alive = Pemakaian.objects.filter(kabupaten=district, klaim=klaim, dilepas_pada=None)
    keys = list(alive.order_by("batas_id").values_list("batas_id", flat=True))
    locked = Batas.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    limits = {one.pk: one for one in locked}
    uses = list(alive.filter(batas__in=limits))  # read again, now that nobody else can
    if not uses:
        return 0
    now = clock.now()
    for use in uses:
        limits[use.batas_id].terpakai -= use.jumlah
        use.dilepas_oleh_id, use.dilepas_pada = access.user_id, now
    Pemakaian.objects.bulk_update(uses, ["dilepas_oleh", "dilepas_pada"])
    _write(list(limits.values()), "terpakai")
    audit.record(
        "buku_batas.lepas",
        uses[0],
        access=access,
        kabupaten=district,
        detail={"pemakaian": [use.pk for use in uses]},
    )
    return len(uses)


@transaction.atomic
def sesuaikan(access: Access, klaim: str, jumlah: int) -> int:
    """What a claim uses becomes less, because a person cut it; how many limits got some back.

    ValueError for more than it uses: only a new check takes more. Doing it twice changes nothing.
    """
    district = _district(access)
    alive = Pemakaian.objects.filter(kabupaten=district, klaim=klaim, dilepas_pada=None)
    used = dict(alive.order_by("batas_id").values_list("batas_id", "jumlah"))
    if any(jumlah > before for before in used.values()):
        raise ValueError("pemakaian batas hanya berkurang")
    if not used or set(used.values()) == {jumlah}:
        return 0
    given = lepas(access, klaim)
    if jumlah:
        locked = Batas.objects.select_for_update(of=("self",)).filter(pk__in=used).order_by("pk")
        limits, now = list(locked), clock.now()
        for limit in limits:
            limit.terpakai += jumlah
        _write(limits, "terpakai")
        Pemakaian.objects.bulk_create(
            Pemakaian(
                kabupaten_id=district, batas=limit, klaim=klaim, jumlah=jumlah,
                dicatat_oleh_id=access.user_id, dicatat_pada=now,
            )
            for limit in limits
        )  # fmt: skip
    return given


# ------------------------------------------------------------------ limits that are decreed
def sediakan(
    access: Access, jumlah: Mapping[Kunci, int], besides: AbstractSet[Kunci]
) -> dict[Kunci, Batas]:
    """Limits of a decree stand in the book with its amount; all asked for are locked and given.

    One that is used beyond a lower amount stands at what is used: nothing more fits in. Two that
    need the same new limit at once make one.
    """
    district = _district(access)
    wanted = {*jumlah, *besides}
    there = _rows(district, jumlah.keys())
    known = {Kunci(*row) for row in there.values_list("jenis", "kunci", "tahun")}
    Batas.objects.bulk_create(
        [
            Batas(kabupaten_id=district, jenis=key.jenis, kunci=key.kunci, tahun=key.tahun, batas=0)
            for key in sorted(jumlah.keys() - known)
        ],
        ignore_conflicts=True,
        batch_size=_BATCH,
    )
    held = hold(district, wanted)
    other = []
    for key, amount in jumlah.items():
        limit = held[key]
        if limit.batas != (right := max(amount, limit.terpakai)):
            limit.batas = right
            other.append(limit)
    _write(other, "batas")
    return held


def catat_terdahulu(access: Access, limit: Batas, klaim: Mapping[str, int]) -> None:
    """What claims took before there was a limit is used of it: rupiah by the claim's name."""
    now = clock.now()
    limit.terpakai = sum(klaim.values())
    limit.batas = max(limit.batas, limit.terpakai)
    limit.save(update_fields=["terpakai", "batas"])
    Pemakaian.objects.bulk_create(
        [
            Pemakaian(
                kabupaten_id=limit.kabupaten_id, batas=limit, klaim=name, jumlah=amount,
                dicatat_oleh_id=access.user_id, dicatat_pada=now,
            )
            for name, amount in klaim.items()
        ],
        batch_size=_BATCH,
    )  # fmt: skip


# ------------------------------------------------------------------ the rows
def _district(access: Access) -> str:
    assert access.scope.kabupaten is not None  # noqa: S101 - a role of a district
    return access.scope.kabupaten


def hold(district: str, keys: AbstractSet[Kunci]) -> dict[Kunci, Batas]:
    """The limits among these that exist, locked in the order of their rows.

    Whoever locks more than limits locks them first.
    """
    rows = _rows(district, keys).select_for_update(of=("self",)).order_by("pk")
    return {Kunci(row.jenis, row.kunci, row.tahun): row for row in rows}


def _write(limits: Sequence[Batas], field: str) -> None:
    """One amount of limits that are locked here: an array of rows costs a tenth of a CASE each."""
    Batas.objects.bulk_create(
        limits,
        update_conflicts=True,
        unique_fields=["pk"],
        update_fields=[field],
        batch_size=_BATCH,
    )


def _rows(district: str, keys: AbstractSet[Kunci]) -> QuerySet[Batas]:
    """The limits with these names, kind by kind and year by year: so each is found by its index."""
    named: dict[tuple[str, int], set[str]] = {}
    for key in keys:
        named.setdefault((key.jenis, key.tahun), set()).add(key.kunci)
    rows: QuerySet[Batas] = Batas.objects.none()
    if named:
        wanted = (
            Q(jenis=kind, tahun=year, kunci__in=those) for (kind, year), those in named.items()
        )
        rows = Batas.objects.filter(reduce(or_, wanted), kabupaten=district)
    return rows


def _entered(district: str, names: Sequence[str]) -> set[str]:
    """Which of these claims are in the book."""
    alive = Pemakaian.objects.filter(kabupaten=district, klaim__in=names, dilepas_pada=None)
    return set(alive.order_by().values_list("klaim", flat=True))
