"""Use cases of an SPJ: open it, say who was paid. Each is one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.alur.writing import (
    ConflictError,
    lock_open,
    record_write,
    remember_writer,
)
from upaya.bok.program.services import mine
from upaya.bok.realisasi.models import Pelaksanaan
from upaya.bok.realisasi.queries import names_of_others, presence
from upaya.bok.spj.dari_kas import (
    DISEBUT,
    GerakKas,
    Terbayar,
    changes_since,
    ever_paid,
    merged,
    movements_of,
    paid_people,
)
from upaya.bok.spj.models import (
    KATA,
    KOLOM,
    UANG,
    Bagian,
    PenerimaSpj,
    SpjKegiatan,
)
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.rules.bok.program import bukan_milik
from upaya.rules.bok.road import DIVERIFIKASI, DRAF
from upaya.rules.bok.road_spj import DIBATALKAN
from upaya.rules.bok.spj import belum_ada_daftar, jenis_spj
from upaya.rules.loader import national_book


# ------------------------------------------------------------------ opening
def tanpa_daftar(day: date, kabupaten: str) -> str:
    """Why no SPJ can be opened for the month of a day, in a sentence."""
    return belum_ada_daftar(national_book(), day, kabupaten)


def kinds(day: date, kabupaten: str) -> Mapping[str, str]:
    """The kinds of Pasal 24 in force on a day, by letter; none where no text is known yet."""
    book = national_book()
    if book.find("bok.spj.jenis", day, kabupaten) is None:
        return {}
    return jenis_spj(book, day, kabupaten)


@transaction.atomic
def open_spj(report_pk: int, jenis: str, access: Access) -> SpjKegiatan:
    """The SPJ of a verified report for one kind; the one that stands is given back.

    What the report, the plan and another SPJ of the same activity say is taken over, so that nobody
    types it twice. ValidationError when the report does not count or the kind is unknown.
    """
    report: Pelaksanaan = (
        Pelaksanaan.objects.for_scope(access.scope)
        .select_for_update(of=("self",))
        .select_related("kegiatan", "puskesmas")
        .get(pk=report_pk)
    )
    if report.status != DIVERIFIKASI:
        raise ValidationError({"pelaksanaan": "Laporan kegiatan ini belum diverifikasi."})
    if not mine(access, report.menu):
        raise ValidationError({"pelaksanaan": bukan_milik(report.nama)})
    known = kinds(report.periode, report.kabupaten_id)
    if not known:
        raise ValidationError({"pelaksanaan": tanpa_daftar(report.periode, report.kabupaten_id)})
    if jenis not in known:
        raise ValidationError({"jenis": "Pilih jenis belanjanya menurut Pasal 24."})
    own = list(report.spj.exclude(status=DIBATALKAN).order_by("pk"))
    before = next((one for one in own if one.jenis == jenis), None)
    if before is not None:
        return before
    now, moved = clock.now(), movements_of(report)
    made = SpjKegiatan(
        **_words(report, own[0] if own else None),
        kabupaten_id=report.kabupaten_id,
        puskesmas_id=report.puskesmas_id,
        pelaksanaan=report,
        jenis=jenis,
        status=DRAF,
        status_since=now,
        kas_sampai=max((one.pk for one in moved), default=0),
        dibuka_oleh_id=access.user_id,
        dibuka_pada=now,
    )
    made.save(force_insert=True)
    PenerimaSpj.objects.bulk_create(_first_receivers(made, report, own, moved))
    remember_writer(made, access)
    audit.record(
        "spj.buka",
        made,
        access=access,
        kabupaten=made.kabupaten_id,
        detail={"laporan": report.pk, "jenis": jenis},
    )
    return made


def _words(report: Pelaksanaan, other: SpjKegiatan | None) -> dict[str, str]:
    """The words of another SPJ of the activity, else those of report and plan."""
    if other is not None:
        return {name: getattr(other, name) for name in KATA}
    names = names_of_others(report)
    return {
        "maksud": f"Melaksanakan {report.nama}",
        "tempat": report.desa or report.kegiatan.lokasi,
        "hasil": report.hasil,
        "narasumber": "\n".join(names.get("narasumber", ())),
        "undangan": "\n".join(names.get("lintas_sektor", ())),
    }


def _first_receivers(
    made: SpjKegiatan,
    report: Pelaksanaan,
    own: Sequence[SpjKegiatan],
    moved: Sequence[GerakKas],
) -> Iterable[PenerimaSpj]:
    """Who took part: of another SPJ of the activity, else whom the cash book paid, else the report.

    What the book paid stands as it was paid; else the plan's price for the days.
    """
    if own:
        rows = list(own[0].penerima.order_by("urutan", "pk"))
        found: list[_Person] = [(one.nama, one.sebagai, one.hari, {}) for one in rows]
    else:
        found = _of_book(moved, made.jenis) or _of_report(report)
    prices = _prices(report, made.jenis)
    for number, (nama, sebagai, hari, paid) in enumerate(found):
        usual = {column: price * len(hari) for column, price in prices.items()}
        money = {column: paid[column] for column in KOLOM[made.jenis] if column in paid} or usual
        yield PenerimaSpj(spj=made, urutan=number, nama=nama, sebagai=sebagai, hari=hari, **money)


_Person = tuple[str, str, list[str], dict[str, int]]
"""Name, as what, ISO days, and what the book paid by column."""


def _of_book(moved: Sequence[GerakKas], jenis: str) -> list[_Person]:
    return [
        (one.nama, one.sebagai, [day.isoformat() for day in sorted(one.hari)], one.uang)
        for one in paid_people(moved, jenis)
    ]


def _of_report(report: Pelaksanaan) -> list[_Person]:
    present = presence(report)
    all_days = sorted({day.isoformat() for one in present for day in one.hari})
    found: list[_Person] = [
        (one.petugas.nama, "Petugas", [day.isoformat() for day in one.hari], {}) for one in present
    ]
    for kind, names in names_of_others(report).items():
        found += [(name, DISEBUT[kind], all_days, {}) for name in names]
    return found


_PRICED = {"transport": "transpor", "uang_harian": "harian", "penginapan": "penginapan"}
"""By which word in the plan's own lines a column finds its price of one person and day."""


def _prices(report: Pelaksanaan, jenis: str) -> dict[str, int]:
    """The plan's prices for the columns of a kind; whoever writes the SPJ looks them over."""
    lines = [(one.uraian.lower(), one.harga_satuan) for one in report.kegiatan.rincian.all()]
    found = {}
    for column in KOLOM[jenis]:
        word = _PRICED.get(column)
        price = next((price for words, price in lines if word and word in words), 0)
        if price:
            found[column] = int(price)
    return found


# ------------------------------------------------------------------ who was paid
@dataclass(frozen=True, slots=True)
class Diambil:
    """The SPJ after the book was read, and what was taken back from people without a row in it."""

    spj: SpjKegiatan
    tanpa_baris: tuple[Terbayar, ...] = ()


@dataclass(frozen=True, slots=True)
class Diterima:
    """One row as a form gives it: who, as what, on which days, how much of each column."""

    nama: str
    sebagai: str
    hari: tuple[date, ...]
    uang: Mapping[str, int]

    @property
    def values(self) -> dict[str, Any]:
        """As the table keeps it."""
        numbers = dict.fromkeys((*UANG, "pajak", "banyak"), 0) | dict(self.uang)
        days = [day.isoformat() for day in self.hari]
        return {"nama": self.nama, "sebagai": self.sebagai, "hari": days} | numbers


@transaction.atomic
def write_receivers(
    pk: int, access: Access, rows: Sequence[Diterima], *, seen_versi: int
) -> SpjKegiatan:
    """Who was paid, in this order; what is equal writes nothing.

    ClosedError when the part is closed, ConflictError when somebody wrote since `seen_versi`,
    ValidationError when tax is more than what was paid.
    """
    case = lock_open(SpjKegiatan, pk, access, Bagian.PENERIMA)
    wanted = [one.values for one in rows]
    stands = [
        {name: getattr(one, name) for name in wanted_names()}
        for one in case.penerima.order_by("urutan", "pk")
    ]
    if wanted == stands:
        return case
    if case.versi != seen_versi:
        raise ConflictError({})
    for number, one in enumerate(wanted):
        if one["pajak"] > sum(one[name] for name in UANG):
            raise ValidationError({f"pajak-{number}": "Pajak melebihi yang dibayar."})
    case.penerima.all().delete()
    PenerimaSpj.objects.bulk_create(
        PenerimaSpj(spj=case, urutan=number, **one) for number, one in enumerate(wanted)
    )
    case.versi += 1
    case.save(update_fields=["versi"])
    record_write(case, access, Bagian.PENERIMA, ["penerima"])
    return case


@transaction.atomic
def take_from_book(pk: int, access: Access, *, masuk: bool) -> Diambil:
    """What the cash book paid or took back since comes into the rows, or is passed over for good.

    Done twice nothing happens, and nothing is told. ClosedError when the part is closed.
    """
    case = lock_open(SpjKegiatan, pk, access, Bagian.PENERIMA)
    moved = movements_of(case.pelaksanaan)
    last = max((one.pk for one in moved), default=0)
    if last <= case.kas_sampai:
        return Diambil(case)
    stray: list[Terbayar] = []
    if masuk:
        rows = list(case.penerima.order_by("urutan", "pk"))
        changes = changes_since(moved, case.kas_sampai, case.jenis)
        found, stray = merged(rows, changes, ever_paid(moved, case.jenis))
        case.penerima.all().delete()
        for number, row in enumerate(found):
            row.pk, row.spj, row.urutan = None, case, number
        PenerimaSpj.objects.bulk_create(found)
        case.versi += 1
    case.kas_sampai = last
    case.save(update_fields=["versi", "kas_sampai"])
    record_write(case, access, Bagian.PENERIMA, ["penerima"] if masuk else ["kas_sampai"], kas=last)
    return Diambil(case, tuple(stray))


def wanted_names() -> tuple[str, ...]:
    """The fields of a row, in the order in which they are compared."""
    return ("nama", "sebagai", "hari", *UANG, "pajak", "banyak")
