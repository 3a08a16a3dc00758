"""What of Insentif UKM waits for one person in one role, oldest deadline first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.urls import reverse

from upaya.alur.inbox import Flags, waiting
from upaya.core import clock
from upaya.core.access import Access
from upaya.core.deadline import Tenggat, until
from upaya.core.inbox import LIMIT, Flag, Tugas
from upaya.core.permissions import move_permission
from upaya.insentif.bulan.flags import flags
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.road import ROAD
from upaya.insentif.indeks.models import IndeksTerbit
from upaya.insentif.izin import IzinInsentif
from upaya.insentif.piutang import queries as piutang
from upaya.insentif.sanggahan.queries import correction_due, due, to_answer, to_correct
from upaya.insentif.uang.queries import open_payments
from upaya.insentif.uang.reading import SUMBER
from upaya.pembayaran.queries.inbox import tax_flags
from upaya.regulasi.queries import rulebook_once
from upaya.rules.insentif.ketentuan import ada_ketentuan
from upaya.rules.insentif.road import INSENTIF
from upaya.rules.money import rupiah
from upaya.rules.parameter import RuleBook
from upaya.rules.period import Period
from upaya.wilayah.models import Unit

MONTHS_BACK = 3
"""How many ended months the inbox asks about when they were never begun."""


def tasks_for(access: Access) -> list[Tugas]:
    """The tasks of a membership, in a number of queries that does not grow with them."""
    if access.scope.kabupaten is None:
        return []
    book = rulebook_once(access.scope.kabupaten)
    found = [*waiting(ROAD, access, _flags(access, book))]
    if access.allows(IzinInsentif.ISI):
        found += _months_to_open(access, book)
    if access.allows(IzinInsentif.INDEKS_TERBITKAN):
        found += _indices_to_publish(access, book)
    if access.allows(move_permission(INSENTIF, "transfer_sisa")):
        found += _open_funds(access)
    if access.allows(IzinInsentif.PIUTANG_TUTUP):
        found += _owed_back(access)
    if access.allows(IzinInsentif.PIUTANG_PUTUS):
        found += _closings(access)
    if access.allows(IzinInsentif.SANGGAHAN_JAWAB):
        found += _objections(access)
    if access.allows(IzinInsentif.KOREKSI_USUL):
        found += _to_correct(access)
    return sorted(found, key=lambda task: task.urutan)


def _flags(access: Access, book: RuleBook) -> Flags | None:
    """What looks odd about a month, for whoever examines it or transfers its funds."""
    if access.allows(move_permission(INSENTIF, "transfer")):
        return _taxes
    return (lambda months: flags(months, book)) if access.allows(IzinInsentif.TEMUAN) else None


def _taxes(months: Sequence[Pengajuan]) -> Mapping[int, Sequence[Flag]]:
    """Taxes far from the rules, of months that wait for funds."""
    if not months:
        return {}
    return tax_flags(months[0].kabupaten_id, SUMBER, [month.pk for month in months])


def _objections(access: Access) -> Iterator[Tugas]:
    """What officers object to and nobody has answered yet."""
    for row in to_answer(access)[:LIMIT]:
        yield Tugas(
            judul=f"Jawab sanggahan {row.petugas.nama}: {row.get_pokok_display().lower()}.",
            konteks=f"{row.pengajuan.puskesmas.nama}, {row.pengajuan.period.nama} · Sanggahan",
            alamat=reverse("insentif:sanggahan_rinci", args=[row.pk]),
            tenggat=due(row),
        )


def _to_correct(access: Access) -> Iterator[Tugas]:
    """Accepted objections that nobody has corrected yet."""
    for row in to_correct(access)[:LIMIT]:
        yield Tugas(
            judul=f"Usulkan koreksi atas sanggahan {row.petugas.nama}: "
            f"{row.get_pokok_display().lower()}.",
            konteks=f"{row.pengajuan.puskesmas.nama}, {row.pengajuan.period.nama} · Koreksi",
            alamat=reverse("insentif:sanggahan_rinci", args=[row.pk]),
            tenggat=correction_due(row),
        )


def _owed_back(access: Access) -> Iterator[Tugas]:
    """What officers who have left owe back: no month holds it back by itself."""
    for one in piutang.of_leavers(access.scope)[:LIMIT]:
        yield Tugas(
            judul=f"Selesaikan selisih {one.bagian.petugas.nama}.",
            konteks=f"Selisih petugas · {rupiah(one.jumlah)} harus kembali",
            alamat=reverse("insentif:piutang_rinci", args=[one.bagian.pk]),
        )


def _closings(access: Access) -> Iterator[Tugas]:
    """How somebody proposes to close such a difference."""
    for made in piutang.waiting(access):
        yield Tugas(
            judul=f"Putuskan penyelesaian selisih {made.bagian.petugas.nama}.",
            konteks=f"Selisih petugas · {made.get_cara_display().lower()} {rupiah(made.jumlah)}",
            alamat=reverse("insentif:piutang_rinci", args=[made.bagian_id]),
        )


def _open_funds(access: Access) -> Iterator[Tugas]:
    """Months whose request was transferred only in part."""
    for payment in open_payments(access)[:LIMIT]:
        yield Tugas(
            judul=f"Transfer sisa dana {payment.judul}.",
            konteks=f"Dana · belum ditransfer {rupiah(payment.sisa_dana)}",
            alamat=reverse("insentif:pembayaran", args=[payment.sumber_id]),
        )


def _ended_months(kabupaten: str | None, book: RuleBook) -> list[Period]:
    """The last ended months for which there are rules, newest first."""
    months = [Period.of(clock.today()).previous()]
    while len(months) < MONTHS_BACK:
        months.append(months[-1].previous())
    return [month for month in months if ada_ketentuan(book, month, kabupaten)]


def _months_to_open(access: Access, book: RuleBook) -> Iterator[Tugas]:
    months = _ended_months(access.scope.kabupaten, book)
    begun = set(
        Pengajuan.objects.for_scope(access.scope)
        .filter(periode__in=[m.first_day for m in months])
        .values_list("periode", flat=True)
    )
    for month in months:
        if month.first_day not in begun:
            yield Tugas(
                judul=f"Buka bulan {month.nama} dan mulai mengisi.",
                konteks=f"{access.unit_name} · Insentif UKM {month.nama} · belum dibuka",
                alamat=reverse("insentif:papan"),
                tenggat=_from_month_end(month, access, book, "pengisian"),
            )


def _indices_to_publish(access: Access, book: RuleBook) -> Iterator[Tugas]:
    months = _ended_months(access.scope.kabupaten, book)
    units = Unit.objects.for_scope(access.scope).filter(jenis=Unit.Jenis.PUSKESMAS, aktif=True)
    total = units.count()
    published: dict[date, set[int]] = {}
    rows = IndeksTerbit.objects.for_scope(access.scope).filter(
        periode__in=[m.first_day for m in months], puskesmas__aktif=True
    )
    for periode, unit in rows.order_by("pk").values_list("periode", "puskesmas_id"):
        published.setdefault(periode, set()).add(unit)
    for month in months:
        missing = total - len(published.get(month.first_day, ()))
        if missing > 0:
            yield Tugas(
                judul=f"Terbitkan indeks {month.nama} untuk {missing} puskesmas.",
                konteks=f"Indeks · {month.nama} · puskesmas menunggu",
                alamat=reverse("insentif:indeks_bulan", args=[str(month)]),
                tenggat=_from_month_end(month, access, book, "terbit_indeks"),
            )


def _from_month_end(month: Period, access: Access, book: RuleBook, key: str) -> Tenggat:
    days = book.read(f"insentif_ukm.tenggat.{key}", month.last_day, access.scope.kabupaten)
    return until(month.last_day, days.integer)
