"""What others ask of officers: who is on duty, equal NIK, and what a page lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from upaya.akun.models import Membership, User
from upaya.core import clock
from upaya.core.access import Access
from upaya.core.crypto import mask
from upaya.core.scope import Scope
from upaya.pegawai.models import (
    JenisJabatan,
    Macam,
    Penerbit,
    Penetapan,
    Penugasan,
    Petugas,
    SuratKeputusan,
)
from upaya.rules.kesehatan import PETUGAS
from upaya.rules.roles import Reach
from upaya.wilayah.models import Unit


def berlaku(day: date, prefix: str = "") -> Q:
    """Rows whose `mulai` to `sampai` contains `day`; `prefix` leads to another row's dates."""
    return Q(**{f"{prefix}mulai__lte": day}) & (
        Q(**{f"{prefix}sampai": None}) | Q(**{f"{prefix}sampai__gte": day})
    )


def bertugas_pada(puskesmas_id: int, day: date) -> QuerySet[Petugas]:
    """Officers of a puskesmas who had not ended before or on `day`, by name."""
    rows: QuerySet[Petugas] = Petugas.objects.filter(
        Q(aktif=True) | Q(nonaktif_sejak__gt=day), puskesmas_id=puskesmas_id
    ).order_by("nama", "kode")
    return rows


def _entitling(day: date) -> QuerySet[Penetapan]:
    """Entitlements by decree of the Kepala Dinas in force on `day` (Pasal 11A ayat (2))."""
    rows: QuerySet[Penetapan] = Penetapan.objects.filter(
        berlaku(day), berlaku(day, "sk__"), sk__penerbit=Penerbit.KEPALA_DINAS
    )
    return rows


@dataclass(frozen=True, slots=True)
class NikGanda:
    """An officer whose NIK another puskesmas has too, and where."""

    petugas_id: int
    lain: tuple[tuple[int, str], ...]
    """(petugas_id, name of the puskesmas) of each other one, by name of the puskesmas."""


def nik_ganda(
    kabupaten: str, petugas_ids: Collection[int] | QuerySet[Any], days: Collection[date]
) -> dict[date, dict[int, NikGanda]]:
    """Which of these officers share a NIK with an officer of another puskesmas, on each of `days`.

    Looks within `kabupaten`. Whoever ended there before a day does not count: moving is no double.
    Two queries, however many days. Inner keys are the ids that have a double on that day.
    """
    officers = Petugas.objects.filter(puskesmas__kabupaten_id=kabupaten).exclude(nik_indeks="")
    elsewhere = officers.filter(nik_indeks=OuterRef("nik_indeks")).exclude(
        puskesmas=OuterRef("puskesmas")
    )
    mine = list(
        officers.filter(Exists(elsewhere), pk__in=petugas_ids)
        .order_by("pk")
        .values_list("pk", "puskesmas_id", "nik_indeks")
    )
    holders: dict[str, list[tuple[int, int, str, date | None]]] = defaultdict(list)
    if mine:
        shared = officers.filter(nik_indeks__in={row[2] for row in mine})
        for pk, unit, index, name, gone in shared.order_by("puskesmas__nama", "pk").values_list(
            "pk", "puskesmas_id", "nik_indeks", "puskesmas__nama", "nonaktif_sejak"
        ):
            holders[index].append((pk, unit, name, gone))
    doubles: dict[date, dict[int, NikGanda]] = {day: {} for day in days}
    for day, found in doubles.items():
        for pk, unit, index in mine:
            lain = tuple(
                (other, name)
                for other, where, name, gone in holders[index]
                if where != unit and (gone is None or gone > day)
            )
            if lain:
                found[pk] = NikGanda(pk, lain)
    return doubles


def jenis_jabatan_dipakai(kabupaten: str) -> QuerySet[JenisJabatan]:
    """Post names that a district uses now, main ones first."""
    rows: QuerySet[JenisJabatan] = JenisJabatan.objects.filter(
        kabupaten_id=kabupaten, aktif=True
    ).order_by("-macam", "nama")
    return rows


def accounts_for(puskesmas: Unit) -> QuerySet[User]:
    """Accounts that hold the role petugas at this puskesmas today."""
    held = Membership.objects.valid_on(clock.today()).filter(unit=puskesmas, role=PETUGAS.name)
    return User.objects.filter(pk__in=held.values("user")).order_by("name", "pk")


def sk_untuk(puskesmas: Unit) -> QuerySet[SuratKeputusan]:
    """Decrees that can stand behind a post here: the puskesmas's own and those of its Dinas."""
    rows: QuerySet[SuratKeputusan] = SuratKeputusan.objects.filter(
        Q(unit=puskesmas)
        | Q(unit__jenis=Unit.Jenis.DINAS, unit__kabupaten_id=puskesmas.kabupaten_id)
    ).order_by("-tanggal", "nomor")
    return rows


def puskesmas_terjangkau(scope: Scope) -> QuerySet[Unit]:
    """Puskesmas that this scope may choose from, by name."""
    rows: QuerySet[Unit] = (
        Unit.objects.for_scope(scope)
        .filter(jenis=Unit.Jenis.PUSKESMAS, aktif=True)
        .order_by("nama", "pk")
    )
    return rows


def mask_number(number: str) -> str:
    """A personal number for a screen: its last four characters, the rest as dots."""
    return mask(number) if number else "belum ada"


def daftar(scope: Scope, day: date) -> QuerySet[Petugas]:
    """Officers within reach for a list: with puskesmas, `dipegang` (posts of `day`), `ber_sk`."""
    posts = (
        Penugasan.objects.filter(berlaku(day), berlaku(day, "sk__"))
        .select_related("jenis")
        .order_by("-jenis__macam", "mulai", "pk")
    )
    rows: QuerySet[Petugas] = (
        Petugas.objects.for_scope(scope)
        .select_related("puskesmas")
        .prefetch_related(Prefetch("penugasan", posts, to_attr="dipegang"))
        .annotate(ber_sk=Exists(_entitling(day).filter(petugas=OuterRef("pk"))))
    )
    return rows


def sk_terlihat(access: Access) -> QuerySet[SuratKeputusan]:
    """Decrees of the units within reach, and for a puskesmas those of its Dinas too."""
    scope = access.scope
    rows: QuerySet[SuratKeputusan] = SuratKeputusan.objects.for_scope(scope)
    if scope.reach is Reach.UNIT:
        unit = Unit.objects.for_scope(scope).get()
        rows = sk_untuk(unit) if unit.jenis == Unit.Jenis.PUSKESMAS else rows
    return rows.select_related("unit").annotate(
        banyak_penugasan=Count("penugasan", distinct=True),
        banyak_penetapan=Count("penetapan", distinct=True),
    )


@dataclass(frozen=True, slots=True)
class Dipegang:
    """A post or entitlement of an officer, ready for a page; `keadaan` on the day asked."""

    pk: int
    nama: str
    keterangan: str
    sk: str
    mulai: date
    sampai: date | None
    keadaan: str
    nada: str

    @property
    def berjalan(self) -> bool:
        """Whether it can still be ended."""
        return self.keadaan != "Berakhir"


def posts_of(officer: Petugas, day: date) -> list[Dipegang]:
    """All posts of an officer, those in force first. One query."""
    rows = Penugasan.objects.filter(petugas=officer).select_related("jenis", "sk")
    return _sorted(
        _held(row, day, row.jenis.nama, Macam(row.jenis.macam).label)
        for row in rows.order_by("-mulai", "pk")
    )


def entitlement_of(officer: Petugas, day: date) -> list[Dipegang]:
    """All entitlement of an officer, those in force first. One query."""
    rows = Penetapan.objects.filter(petugas=officer).select_related("sk")
    return _sorted(
        _held(row, day, "Penerima insentif UKM", row.sk.perihal)
        for row in rows.order_by("-mulai", "pk")
    )


def _held(row: Penugasan | Penetapan, day: date, nama: str, keterangan: str) -> Dipegang:
    until = min((end for end in (row.sampai, row.sk.sampai) if end is not None), default=None)
    if until is not None and until < day:
        keadaan, nada = "Berakhir", "neutral"
    elif max(row.mulai, row.sk.mulai) > day:
        keadaan, nada = "Belum mulai", "info"
    else:
        keadaan, nada = "Berlaku", "good"
    return Dipegang(row.pk, nama, keterangan, row.sk.nomor, row.mulai, until, keadaan, nada)


def _sorted(rows: Iterable[Dipegang]) -> list[Dipegang]:
    order = ("Berlaku", "Belum mulai", "Berakhir")
    return sorted(rows, key=lambda row: order.index(row.keadaan))


@dataclass(frozen=True, slots=True)
class Bernama:
    """An officer whom a decree names, and as what."""

    petugas_id: int
    nama: str
    puskesmas: str
    sebagai: str
    mulai: date
    sampai: date | None


def named_by(decree: SuratKeputusan) -> list[Bernama]:
    """Posts and entitlement given by a decree, by name of the officer. Two queries."""
    posts = Penugasan.objects.filter(sk=decree).select_related("petugas__puskesmas", "jenis")
    entitlement = Penetapan.objects.filter(sk=decree).select_related("petugas__puskesmas")
    rows: list[tuple[Penugasan | Penetapan, str]] = [
        *((row, row.jenis.nama) for row in posts.order_by("pk")),
        *((row, "Penerima insentif UKM") for row in entitlement.order_by("pk")),
    ]
    named = [
        Bernama(
            row.petugas_id,
            row.petugas.nama,
            row.petugas.puskesmas.nama,
            sebagai,
            row.mulai,
            row.sampai,
        )
        for row, sebagai in rows
    ]
    return sorted(named, key=lambda row: (row.nama, row.petugas_id, row.sebagai))
