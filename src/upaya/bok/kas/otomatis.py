"""What was paid elsewhere posts itself: incentives, and honours of contract staff.

`pembayaran` says what arrived and who was paid; here the book is brought to say the same: what
lacks is entered, what no longer holds is taken back. Done twice it does nothing twice. A payment
is never held up by the book: what the book cannot take now (a day it does not cover, money it does
not have) stays outside with the reason, is shown on the book's page, and keeps a month open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from upaya.bok.kas.models import BukuKas, Mutasi
from upaya.bok.kas.queries import as_ruled, closed, movements
from upaya.bok.kas.services import Gerak, row_of, taken_back
from upaya.bok.ketetapan.queries import ketetapan
from upaya.bok.rencana.versions import in_force, rows_until
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.pembayaran.models import DanaMasuk, Kiriman, Pembayaran, Percobaan
from upaya.rules.bok import kas
from upaya.rules.pembayaran import BERHASIL
from upaya.rules.period import Period, tanggal

SUMBER: Mapping[str, str] = {"insentif": "m", "honor": "g"}
"""Whose payments are spending of BOK, and of which letter of Pasal 10 ayat (1)."""
DANA = "_dana"
"""Ends the name of what arrived for such a payment."""
_MENDED = "Catatan pembayarannya dibetulkan."
_NO_DAY = "Bulannya sudah ditutup dan bulan sesudahnya belum berjalan."


@dataclass(frozen=True, slots=True)
class Fakta:
    """Something that moved money of a payment: funds that arrived, somebody who was paid."""

    sumber: str
    nomor: int
    hari: date
    gerak: Gerak

    @property
    def kunci(self) -> tuple[str, int]:
        """By which the book knows it."""
        return self.sumber, self.nomor


@dataclass(frozen=True, slots=True)
class Tertunda:
    """A payment of which something is not in the book: how many entries, and why, if tried."""

    pembayaran: int
    judul: str
    banyak: int


# ------------------------------------------------------------------ what was paid
@dataclass
class _Bacaan:
    """A payment as the books read it: what arrived, and every attempt to pay; two queries."""

    payment: Pembayaran

    @cached_property
    def funds(self) -> list[DanaMasuk]:
        """All transfers, also those that count no more."""
        return list(self.payment.dana_masuk.order_by("tanggal", "pk"))

    @cached_property
    def attempts(self) -> list[Percobaan]:
        """All attempts, whatever became of them."""
        rows = Percobaan.objects.filter(baris__pembayaran=self.payment)
        return list(rows.select_related("baris", "kiriman").order_by("tanggal", "pk"))

    def facts(self) -> list[Fakta]:
        """What the book should say of it, by day."""
        payment = self.payment
        found = []
        for fund in self.funds:
            said = Gerak(
                fund.tanggal, kas.TRANSFER, fund.jumlah, fund.nomor,
                f"Dana {payment.judul}"[:200], cara="LS",
            )  # fmt: skip
            if not fund.batal:
                found.append(Fakta(payment.sumber + DANA, fund.pk, fund.tanggal, said))
        for one in self.attempts:
            day = one.tanggal or one.kiriman.tanggal
            said = Gerak(
                day, kas.BELANJA, one.baris.bruto, one.bukti,
                f"{payment.judul}: {one.baris.nama}"[:200],
                kas.TUNAI if one.kiriman.cara == Kiriman.Cara.TUNAI else kas.BANK,
                pungutan={"pph21": one.baris.pajak},
            )  # fmt: skip
            if one.status == BERHASIL:
                found.append(Fakta(payment.sumber, one.pk, day, said))
        return found

    def known(self, rows: Iterable[Mutasi]) -> dict[tuple[str, int], list[Mutasi]]:
        """What a book has of it, by what it is of."""
        ids = {
            self.payment.sumber: {one.pk for one in self.attempts},
            self.payment.sumber + DANA: {one.pk for one in self.funds},
        }
        found: dict[tuple[str, int], list[Mutasi]] = {}
        for row in rows:
            number = row.sumber_id or 0
            if row.membalik_id is None and number in ids.get(row.sumber, ()):
                found.setdefault((row.sumber, number), []).append(row)
        return found

    def returned(self, row: Mutasi) -> tuple[date, str]:
        """When and why the money of a movement came back; today where its entry was mended."""
        if not row.sumber.endswith(DANA):
            for one in self.attempts:
                if one.pk == row.sumber_id and one.status != BERHASIL and one.tanggal:
                    return one.tanggal, one.alasan or _MENDED
        return clock.today(), _MENDED


# ------------------------------------------------------------------ into the book
@transaction.atomic
def post(payment: Pembayaran, access: Access) -> str:
    """Bring the books of a payment's unit to say what it says; "" or why something stays outside.

    The caller holds the payment's row: payments are locked before books, always. Of another source
    or of a unit without a book nothing is entered.
    """
    if payment.sumber not in SUMBER:
        return ""
    books = (
        BukuKas.objects.filter(unit=payment.unit_id)
        .select_related("unit")
        .select_for_update(of=("self",), no_key=True)
        .order_by("pk")
    )
    reading, said = _Bacaan(payment), ""
    for buku in books:
        try:
            with transaction.atomic():
                _reconcile(buku, reading, access)
        except ValidationError as refused:
            said = " ".join(refused.messages)
    return said


def _reconcile(buku: BukuKas, reading: _Bacaan, access: Access) -> None:
    facts = [one for one in reading.facts() if buku.covers(one.hari)]
    rows = list(movements(buku))
    known = reading.known(rows)
    undone = {row.membalik_id for row in rows if row.membalik_id}
    live = {key: row for key, found in known.items() for row in found if row.pk not in undone}
    wanted = {one.kunci: one for one in facts}
    gone = [row for key, row in live.items() if not _same(row, wanted.get(key))]
    kept = {key for key, row in live.items() if row not in gone}
    new = [one for one in facts if one.kunci not in kept]
    if not gone and not new:
        return
    first = _first_open(buku)
    made = _take_back(buku, reading, rows, gone, first, access)
    times = {key: len(found) for key, found in known.items()}
    made += _enter(buku, reading.payment, [*rows, *made], new, times, first, access)
    lack = next(as_ruled(buku, [*rows, *made]).kurang(), None)
    if lack is not None:
        sentence = f"{lack.kalimat[0].upper()}{lack.kalimat[1:]}."
        raise ValidationError(f"{sentence} Bila saldo awal bukunya keliru, Dinas membetulkannya.")
    if not made:
        return
    for row in made:
        row.save(force_insert=True)
    audit.record(
        "kas.tercatat",
        buku,
        access=access,
        kabupaten=buku.kabupaten_id,
        detail={"pembayaran": reading.payment.pk, "masuk": len(new), "dibalik": len(gone)},
    )


def _same(row: Mutasi, fact: Fakta | None) -> bool:
    """Whether the book says of it what the payment says."""
    return fact is not None and (row.jumlah, row.pph21) == (
        fact.gerak.jumlah, fact.gerak.pungutan.get("pph21", 0),
    )  # fmt: skip


def _take_back(
    buku: BukuKas,
    reading: _Bacaan,
    rows: Sequence[Mutasi],
    gone: Sequence[Mutasi],
    first: date,
    access: Access,
) -> list[Mutasi]:
    """What no longer holds, negated: on the day the money came back, else today."""
    number = max((row.nomor for row in rows), default=0)
    made = []
    for row in gone:
        day, why = reading.returned(row)
        if day.year > buku.tahun:  # what that year spent stays what it spent
            continue
        number += 1
        hari = open_day(buku, max(day, row.hari), first)
        made.append(taken_back(row, hari, why, access, uuid4(), number))
    return made


def _enter(
    buku: BukuKas,
    payment: Pembayaran,
    rows: Sequence[Mutasi],
    new: Sequence[Fakta],
    times: Mapping[tuple[str, int], int],
    first: date,
    access: Access,
) -> list[Mutasi]:
    """What lacks, each as a movement of its own."""
    purpose = _purpose(buku, SUMBER[payment.sumber], payment.sumber) if new else {}
    made: list[Mutasi] = []
    for one in new:
        day, gerak = open_day(buku, one.hari, first), one.gerak
        words = gerak.uraian
        if day != one.hari:
            words = f"{words} ({tanggal(one.hari)})"[-200:]
        posted = Gerak(
            day, gerak.jenis, gerak.jumlah, gerak.bukti, words, gerak.dari, gerak.cara,
            gerak.pungutan, purpose if gerak.jenis == kas.BELANJA else {},
            sumber=one.sumber, sumber_id=one.nomor, sumber_ke=times.get(one.kunci, 0),
        )  # fmt: skip
        made.append(row_of(buku, posted, access, uuid4(), [*rows, *made[-1:]]))
    return made


def _first_open(buku: BukuKas) -> date:
    """The first day after the closed months."""
    shut = closed(buku)
    return shut[-1].sampai + timedelta(days=1) if shut else buku.mulai


def open_day(buku: BukuKas, day: date, first: date) -> date:
    """The day itself, or the first that is open; ValidationError where there is none yet."""
    found = max(day, first)
    if found > min(clock.today(), buku.sampai):
        raise ValidationError(_NO_DAY)
    return found


def _purpose(buku: BukuKas, letter: str, sumber: str) -> dict[str, Any]:
    """On what it is spent: the plan's activity of that letter, if it has one."""
    decreed = ketetapan(buku.unit, buku.tahun)
    codes = decreed.book.find("bok.kode_rekening", buku.sampai, buku.kabupaten_id)
    plan = in_force(buku.unit_id, buku.tahun)
    rows = rows_until(plan) if plan else []
    row = next(
        (one for one in rows if any(line.belanja == letter for line in one.rincian.all())), None
    )
    line = decreed.rencana.menu.get(row.menu) if row and decreed.rencana else None
    return {
        "kunci": row.kunci if row else None,
        "menu": row.menu if row else "",
        "komponen": (line.komponen if line else "") or "",
        "belanja": letter,
        "rekening": str(codes.table.get(letter, "") if codes else "") or "belum diatur",
        "insentif": sumber == "insentif",
    }


# ------------------------------------------------------------------ what stays outside
def outside(buku: BukuKas, until: date | None = None) -> list[Tertunda]:
    """Payments of which the book lacks something up to a day, oldest first; three queries."""
    last = min(until or buku.sampai, buku.sampai)
    unit = {"pembayaran__unit": buku.unit_id, "pembayaran__sumber__in": list(SUMBER)}
    days = Q(tanggal__range=(buku.mulai, last))
    funds = DanaMasuk.objects.filter(days, batal=False, **unit).order_by("pk")
    named = {f"baris__{name}": value for name, value in unit.items()}
    paid = Percobaan.objects.filter(days, status=BERHASIL, **named).order_by("pk")
    facts = [
        *((f"{name}{DANA}", pk, payment) for pk, name, payment in funds.values_list(
            "pk", "pembayaran__sumber", "pembayaran")),
        *((name, pk, payment) for pk, name, payment in paid.values_list(
            "pk", "baris__pembayaran__sumber", "baris__pembayaran")),
    ]  # fmt: skip
    if not facts:
        return []
    posted = Mutasi.objects.filter(buku=buku, membalik=None, pembalik=None).exclude(sumber="")
    known = set(posted.values_list("sumber", "sumber_id"))
    lacking: dict[int, int] = {}
    for name, pk, payment in facts:
        if (name, pk) not in known:
            lacking[payment] = lacking.get(payment, 0) + 1
    if not lacking:
        return []
    titles = dict(Pembayaran.objects.filter(pk__in=lacking).values_list("pk", "judul"))
    return [Tertunda(pk, titles[pk], many) for pk, many in sorted(lacking.items())]


@transaction.atomic
def catch_up(buku: BukuKas, access: Access, until: date | None = None) -> list[str]:
    """Enter what stayed outside; the sentences of what still does. Payments are locked first."""
    waiting = outside(buku, until)
    if not waiting:
        return []
    payments = Pembayaran.objects.filter(pk__in=[one.pembayaran for one in waiting])
    held = list(payments.select_for_update(of=("self",)).order_by("pk"))
    with audit.together():
        told = [(payment.judul, post(payment, access)) for payment in held]
    return [f"{title}: {said}" for title, said in told if said]


def refuse_outside(buku: BukuKas, period: Period) -> None:
    """ValidationError while a payment up to a month's end stays outside the book."""
    waiting = outside(buku, period.last_day)
    if waiting:
        names = ", ".join(one.judul for one in waiting[:3])
        raise ValidationError(f"Masukkan dulu ke buku: {names}.")
