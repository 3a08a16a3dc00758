"""What the cash book says of an activity: who was paid for which days; nobody types it anew.

An SPJ remembers the last movement that it was filled from (`kas_sampai`). What the book has since,
payments and payments taken back, is a change of its rows that whoever gathers it takes in or passes
over. A column that a kind of SPJ does not ask for is no matter of that SPJ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from upaya.bok.kas.models import Mutasi
from upaya.bok.kas.models_belanja import Belanja, HariDibayar, PenerimaBelanja
from upaya.bok.realisasi.models import Pelaksanaan, PesertaLain
from upaya.bok.spj.models import KOLOM, PenerimaSpj
from upaya.rules.bok.hari_ganda import HARIAN, TRANSPOR

_COLUMN: Mapping[str, str] = {TRANSPOR: "transport", HARIAN: "uang_harian"}
"""The column of an SPJ for each kind of payment of days; others are its sum."""
_SUM = "jumlah"
_LONGEST = 120
"""How long the word of a row may be."""
DISEBUT: Mapping[str, str] = {
    "kader": "Kader",
    "lintas_sektor": "Lintas sektor",
    "mahasiswa": "Mahasiswa",
    "narasumber": "Narasumber",
    "tracer": "Tracer",
}
"""As what a report names people beside the officers, in words."""


@dataclass(slots=True)
class Terbayar:
    """Somebody whom the book paid: as what, on which days, how much of each column in rupiah.

    Of what was taken back the rupiah are negative and the days are those that are free again.
    `peran` is the report's word; `desa` tells apart two of one name.
    """

    nama: str
    peran: str
    hari: set[date] = field(default_factory=set)
    uang: dict[str, int] = field(default_factory=dict)
    desa: str = ""

    @property
    def sebagai(self) -> str:
        """As what a row names them: the report's word and the village, as far as they are known."""
        return ", ".join(word for word in (self.peran, self.desa) if word)[:_LONGEST]

    @property
    def sebutan(self) -> list[str]:
        """What a row may call them, the surest first: rows of old say the village or the word."""
        words = [self.sebagai, *(word for word in (self.desa, self.peran) if word)]
        return [word.casefold() for word in words]

    @property
    def jumlah(self) -> int:
        """All columns together, in rupiah."""
        return sum(self.uang.values()) - self.uang.get("pajak", 0)

    @property
    def ditarik(self) -> int:
        """How much was taken back, in rupiah."""
        return max(-self.jumlah, 0)


@dataclass(frozen=True, slots=True)
class GerakKas:
    """A movement of the book that belongs to an activity; `serapan` in rupiah, signed."""

    pk: int
    serapan: int
    membalik: int | None


def movements_of(report: Pelaksanaan) -> list[GerakKas]:
    """What the book moved for an activity and what took it back, oldest first; one query."""
    own = Q(dokumen__pelaksanaan=report) | Q(membalik__dokumen__pelaksanaan=report)
    rows = Mutasi.objects.filter(own).order_by("pk").values_list("pk", "serapan", "membalik")
    return [GerakKas(*row) for row in rows]


def paid_people(moved: Sequence[GerakKas], jenis: str) -> list[Terbayar]:
    """Who was paid on an activity for an SPJ of that kind, each once, in the order of the book."""
    undone = {one.membalik for one in moved}
    return _people({one.pk for one in moved if one.membalik is None} - undone, jenis)


def ever_paid(moved: Sequence[GerakKas], jenis: str) -> list[Terbayar]:
    """The same with those from whom all was taken back: who there is of one name."""
    return _people({one.pk for one in moved if one.membalik is None}, jenis)


def changes_since(moved: Sequence[GerakKas], since: int, jenis: str) -> list[Terbayar]:
    """What came and went after movement `since` that an SPJ of that kind asks for."""
    undone = {one.membalik for one in moved if one.membalik is not None}
    came = {one.pk for one in moved if one.membalik is None and one.pk > since} - undone
    late = {one.membalik for one in moved if one.pk > since and one.membalik is not None}
    gone = {pk for pk in late if pk <= since}
    found = _people(came, jenis)
    for one in _people(gone, jenis):
        one.uang = {column: -amount for column, amount in one.uang.items()}
        found.append(one)
    return found


def _people(wanted: Iterable[int], jenis: str) -> list[Terbayar]:
    """Whom these movements paid, by columns of that kind; nobody who has none of them."""
    asked = set(wanted)
    if not asked:
        return []
    found: dict[tuple[int | None, str, str], Terbayar] = {}
    called = _called(asked)
    for row in _payees(asked):
        known = called.get((row.belanja.pelaksanaan_id, row.nama.casefold()), "")
        who = ("Petugas", "") if row.petugas_id else (known, row.desa)
        key = row.petugas_id, row.nama, row.desa
        one = found.setdefault(key, Terbayar(row.nama, who[0], desa=who[1]))
        one.hari |= {day.hari for day in row.hari.all()}
        column = _COLUMN.get(row.macam, _SUM)
        one.uang[column] = one.uang.get(column, 0) + row.jumlah
    people = [*found.values(), *(_shops(asked) if _SUM in KOLOM[jenis] else ())]
    for one in people:
        one.uang = {column: n for column, n in one.uang.items() if column in KOLOM[jenis]}
    return [one for one in people if one.uang]


def _called(wanted: Iterable[int]) -> Mapping[tuple[int | None, str], str]:
    """As what the reports of these movements name their people, by report and name.

    A report has no villages: a name that it has under two words says nothing of either.
    """
    rows = PesertaLain.objects.filter(pelaksanaan__belanja__mutasi__in=list(wanted))
    found: dict[tuple[int | None, str], set[str]] = {}
    for report, name, kind in rows.order_by("pk").values_list("pelaksanaan", "nama", "jenis"):
        found.setdefault((report, name.casefold()), set()).add(DISEBUT[kind])
    return {key: next(iter(words)) for key, words in found.items() if len(words) == 1}


def _payees(wanted: Iterable[int]) -> QuerySet[PenerimaBelanja]:
    days = HariDibayar.objects.order_by("hari", "pk")
    rows: QuerySet[PenerimaBelanja] = PenerimaBelanja.objects.filter(
        belanja__mutasi__in=list(wanted)
    )
    rows = rows.select_related("belanja").prefetch_related(Prefetch("hari", days))
    return rows.order_by("belanja__mutasi__hari", "belanja", "urutan")


def _shops(wanted: Iterable[int]) -> Iterator[Terbayar]:
    """Firms and others whom a spending without a list of people paid."""
    rows = Belanja.objects.filter(mutasi__in=list(wanted), penerima=None).exclude(kepada="")
    for one in rows.select_related("mutasi").order_by("mutasi__hari", "pk"):
        tax = {"pajak": one.mutasi.pajak} if one.mutasi.pajak else {}
        yield Terbayar(one.kepada, "", set(), {_SUM: one.mutasi.jumlah} | tax)


# ------------------------------------------------------------------ taken into the rows
def merged(
    rows: Sequence[PenerimaSpj], changes: Iterable[Terbayar], everybody: Sequence[Terbayar]
) -> tuple[list[PenerimaSpj], list[Terbayar]]:
    """The rows with what came and went: sums and days of whoever stands there, others at the end.

    Nobody falls below nothing; a row from which all was taken back goes. What was taken back comes
    first: a day that was then paid anew stands. `everybody` is whom the book ever paid for it: one
    of them does not get what another of the same name was paid. Beside the rows: what was taken
    back from somebody who has none that is surely theirs; a person has to see to it.
    """
    found, touched, stray = list(rows), [], []
    for one in sorted(changes, key=lambda one: one.jumlah > 0):
        row = _row_of(found, one, everybody)
        if row is None:
            if one.jumlah <= 0:
                stray.append(one)
                continue
            row = PenerimaSpj(nama=one.nama, sebagai=one.sebagai, hari=[])
            found.append(row)
        if row.sebagai.casefold() == one.peran.casefold():
            row.sebagai = one.sebagai  # of two rows alike the next of that name takes the other
        for column, amount in one.uang.items():
            setattr(row, column, max(getattr(row, column) + amount, 0))
        days = {day.isoformat() for day in one.hari}
        stand = set(row.hari)
        row.hari = sorted(stand | days if one.jumlah > 0 else stand - days)
        touched.append(row)
    return [row for row in found if row.dibayar or row.banyak or row not in touched], stray


def _row_of(
    rows: Sequence[PenerimaSpj], one: Terbayar, everybody: Sequence[Terbayar]
) -> PenerimaSpj | None:
    """Whose row it is: by name and as what, else the only row of that name that is nobody else's.

    Of rows that say the same, what is taken back leaves the one on which its days stand.
    """
    named = [row for row in rows if row.nama.casefold() == one.nama.casefold()]
    said = [[row for row in named if row.sebagai.casefold() == word] for word in one.sebutan]
    found = next((rows for rows in said if rows), [])
    if not found:
        alike = [other for other in everybody if other.nama.casefold() == one.nama.casefold()]
        taken = {word for other in alike for word in other.sebutan}
        free = [row for row in named if row.sebagai.casefold() not in taken]
        found = free if len(free) == 1 else []
    days = {day.isoformat() for day in one.hari}
    pick = max if one.jumlah < 0 else min
    return pick(found, key=lambda row: len(days & set(row.hari)), default=None)
