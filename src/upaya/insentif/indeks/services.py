"""Publishing the indices of a month (Pasal 11A ayat (8) huruf a and b)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Self

from django.db import transaction

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.reasons import TOO_SHORT, says_something
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.indeks.models import IndeksTerbit
from upaya.regulasi.queries import rulebook_for
from upaya.rules.insentif.ketentuan import KATEGORI, Ketentuan, ketentuan
from upaya.rules.insentif.month import INDEKS, NamaIndeks
from upaya.rules.insentif.penerbitan import (
    INDEKS_KHUSUS,
    PECAHAN,
    di_atas_kategori,
    di_atas_tabel,
    di_luar_tabel,
)
from upaya.rules.insentif.road import EDITABLE
from upaya.rules.loader import national_book
from upaya.rules.parameter import RuleBook
from upaya.rules.period import Period
from upaya.wilayah.models import Unit


class PublishRefusedError(Exception):
    """The indices may not be published like this; the message is for the Dinas."""


@dataclass(frozen=True, slots=True)
class Indices:
    """The three indices, each from 0 to 1."""

    kinerja_spm: Decimal
    kesulitan_wilayah: Decimal
    beban_kerja: Decimal

    def items(self) -> Iterator[tuple[NamaIndeks, Decimal]]:
        """Each index by its name."""
        for name in INDEKS:
            yield name, getattr(self, name)


TANPA_ALASAN = "indeks di luar tabel harus beralasan; tulis alasannya."


@dataclass(frozen=True, slots=True)
class Penerbitan:
    """What may be published in a district for a month: its tables and its decrees beside them."""

    kabupaten: str
    period: Period
    book: RuleBook
    rules: Ketentuan

    @classmethod
    def of(cls, kabupaten: str, period: Period, book: RuleBook | None = None) -> Self:
        """Read the rules that are in force on the month's last day."""
        book = book or rulebook_for(kabupaten)
        return cls(kabupaten, period, book, ketentuan(book, period, kabupaten))

    def di_luar(self, name: NamaIndeks, value: Decimal) -> str:
        """Why the value is not one of the table, as a clause."""
        return di_luar_tabel(name, value, self.rules)

    def galat(self, unit: Unit, name: NamaIndeks, value: Decimal) -> str:
        """Why this index may not be published; "" when it may.

        Above the table never; outside it only what a decree, proposed by one person and approved
        by another, gives this puskesmas.
        """
        if clause := di_atas_tabel(name, value, self.rules) or self._above_its_category(
            unit, name, value
        ):
            return f"{clause}."
        clause = self.di_luar(name, value)
        if not clause:
            return ""
        key = f"{INDEKS_KHUSUS}{name}.{unit.slug}"
        decree = self.book.find(key, self.period.last_day, self.kabupaten)
        if decree is not None and Decimal(decree.integer) / PECAHAN == value:
            return ""
        return (
            f"{clause}. Usulkan dulu ketetapan indeks di luar tabel untuk puskesmas ini; "
            "orang kedua yang menyetujuinya."
        )

    def _above_its_category(self, unit: Unit, name: NamaIndeks, value: Decimal) -> str:
        if name != "kesulitan_wilayah":
            return ""
        key, day = KATEGORI + unit.slug, self.period.last_day
        printed = national_book().find(key, day, self.kabupaten)
        return di_atas_kategori(value, self.rules, printed)


@transaction.atomic
def publish(
    puskesmas_id: int,
    period: Period,
    indices: Indices,
    access: Access,
    *,
    nomor_surat: str,
    alasan: str = "",
    allowed: Penerbitan | None = None,
) -> IndeksTerbit:
    """Publish, or publish anew with a reason while the month is still with the puskesmas.

    The same indices again change nothing. After submission they are frozen with the month.
    """
    unit = Unit.objects.for_scope(access.scope).select_for_update(of=("self",)).get(pk=puskesmas_id)
    kabupaten = unit.kabupaten_id
    assert kabupaten is not None  # noqa: S101 - the constraint unit_punya_kabupaten
    latest = latest_for(puskesmas_id, period)
    if latest is not None:
        if latest.as_dict() == asdict(indices):
            return latest
        if not says_something(alasan):
            raise PublishRefusedError(f"Indeks bulan ini sudah terbit. {TOO_SHORT}")
    _refuse_after_draft(unit, period)
    allowed = allowed or Penerbitan.of(kabupaten, period)
    outside = _refuse_above_the_text(unit, allowed, indices, alasan)
    published = IndeksTerbit.objects.create(
        kabupaten_id=kabupaten,
        puskesmas=unit,
        periode=period.first_day,
        versi=latest.versi + 1 if latest else 1,
        **asdict(indices),
        nomor_surat=nomor_surat,
        alasan=alasan.strip() if latest or outside else "",
        diterbitkan_oleh_id=access.user_id,
        diterbitkan_pada=clock.now(),
    )
    audit.record(
        "indeks.terbitkan",
        published,
        access=access,
        kabupaten=kabupaten,
        detail={"puskesmas": unit.pk, "periode": str(period), "versi": published.versi},
    )
    return published


def _refuse_after_draft(unit: Unit, period: Period) -> None:
    """What the puskesmas sent on was computed with the indices it saw: they stay."""
    month = Pengajuan.objects.filter(puskesmas=unit, periode=period.first_day).first()
    if month is not None and month.status not in EDITABLE:
        raise PublishRefusedError(
            f"{unit.nama} sudah melewati draf bulan {period.nama} (status “{month.state.label}”); "
            "indeksnya tidak dapat diubah lagi kecuali bulan itu dikembalikan."
        )


def _refuse_above_the_text(unit: Unit, allowed: Penerbitan, indices: Indices, alasan: str) -> bool:
    """Nobody is paid above the tables; say whether a value stands outside them by decree."""
    outside = False
    for name, value in indices.items():
        if fault := allowed.galat(unit, name, value):
            raise PublishRefusedError(f"{unit.nama}: {fault}")
        outside = outside or bool(allowed.di_luar(name, value))
    if outside and not alasan.strip():
        raise PublishRefusedError(f"{unit.nama}: {TANPA_ALASAN}")
    return outside


def latest_for(puskesmas_id: int, period: Period) -> IndeksTerbit | None:
    """The publication that counts, None when there is none yet."""
    return (
        IndeksTerbit.objects.filter(puskesmas_id=puskesmas_id, periode=period.first_day)
        .order_by("-versi")
        .first()
    )


@transaction.atomic
def publish_all(
    changes: Sequence[tuple[int, Indices]],
    period: Period,
    access: Access,
    *,
    nomor_surat: str,
    alasan: str,
) -> None:
    """Publish a sheet whole or not at all: one refused puskesmas leaves everything as it was."""
    units = Unit.objects.for_scope(access.scope).in_bulk([pk for pk, _ in changes])
    for unit in units.values():
        _refuse_after_draft(unit, period)
    allowed = Penerbitan.of(access.scope.kabupaten or "", period)
    for puskesmas_id, indices in changes:
        publish(
            puskesmas_id,
            period,
            indices,
            access,
            nomor_surat=nomor_surat,
            alasan=alasan,
            allowed=allowed,
        )
