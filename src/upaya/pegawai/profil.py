"""What a calculation needs to know of officers: their posts, and when they had a right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet, Value

from upaya.pegawai.models import Kelas, Macam, Penerbit, Penetapan, Penugasan
from upaya.pegawai.queries import bertugas_pada
from upaya.rules.period import tanggal

Masa = tuple[tuple[date, date], ...]
"""Stretches of days, first and last of each, in their order."""


@dataclass(frozen=True, slots=True)
class ProfilPetugas:
    """What a calculation needs to know of an officer on one day.

    `jabatan_utama` holds classes of the score table, ("tanpa_jabatan",) without a post;
    `nama_jabatan` the names of all posts, main ones first; `jabatan_tambahan` the count of
    additional ones. `ber_sk`: entitled by decree of the Kepala Dinas so that the work counts
    (Pasal 11A ayat (2)); `masa` are the days of that right, `hari` the day of the posts.
    """

    petugas_id: int
    kode: str
    nama: str
    status: str
    golongan: str | None
    pendidikan: str
    tenaga: str
    jabatan_utama: tuple[str, ...]
    nama_jabatan: tuple[str, ...]
    jabatan_tambahan: int
    ber_sk: bool
    user_id: int | None
    masa: Masa = ()
    hari: date = date.max
    sk_menunggu: tuple[str, ...] = ()
    """Numbers of the decrees of that right which the Dinas has not confirmed."""

    @property
    def masa_kata(self) -> str:
        """The days of the right in words: "1 sampai 14 Agustus 2022"; "" without one."""
        return " dan ".join(
            tanggal(since) if since == until else f"{tanggal(since)} sampai {tanggal(until)}"
            for since, until in self.masa
        )


def profil_pada(puskesmas_id: int, day: date) -> list[ProfilPetugas]:
    """Profiles of all officers at a puskesmas on `day`, by name, in one query."""
    return profil_bulan(puskesmas_id, day, day)


def profil_bulan(puskesmas_id: int, first: date, last: date) -> list[ProfilPetugas]:
    """Profiles of whoever is at a puskesmas on `last`, or was entitled on a day from `first` on.

    By name, in one query. `ber_sk` is entitled on `last`; whether another day does is the
    district's rule. Posts are those of the last entitled day, without one of `last`; schooling,
    status and golongan are today's record, so a corrected mistake counts in a month that is still
    open. A submitted month keeps its copy.
    """
    rows = (
        bertugas_pada(puskesmas_id, first)
        .annotate(
            pos=FilteredRelation("penugasan", condition=overlaps(first, last, "penugasan__")),
            hak=FilteredRelation("penetapan", condition=overlaps(first, last, "penetapan__")),
        )
        .order_by("nama", "kode", "pos__mulai", "pos__pk", "hak__pk")
        .values_list(*_OF_OFFICER, *_OF_POST, *_OF_RIGHT, named=True)
    )
    by_officer: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_officer[row.pk].append(row)
    found = []
    for joined in by_officer.values():
        officer = joined[0]
        masa = _right(joined, first, _on_duty_until(officer.aktif, officer.nonaktif_sejak, last))
        if not masa and officer.nonaktif_sejak and officer.nonaktif_sejak <= last:
            continue  # gone, and without a right to anything of these days
        day = masa[-1][1] if masa else last
        profile = _profile(officer, _posts(joined, day))
        entitled = bool(masa) and day == last
        waiting = _unconfirmed(joined) if masa else ()
        found.append(replace(profile, masa=masa, hari=day, ber_sk=entitled, sk_menunggu=waiting))
    return found


_OF_OFFICER = (
    "pk", "kode", "nama", "status", "golongan", "pendidikan", "tenaga", "user_id", "aktif",
    "nonaktif_sejak",
)  # fmt: skip
_OF_POST = (
    "pos__pk", "pos__mulai", "pos__sampai", "pos__jenis__macam", "pos__jenis__kelas",
    "pos__jenis__nama", "pos__sk__mulai", "pos__sk__sampai",
)  # fmt: skip
_OF_RIGHT = (
    "hak__pk", "hak__mulai", "hak__sampai", "hak__sk__mulai", "hak__sk__sampai",
    "hak__sk__penerbit", "hak__sk__nomor", "hak__sk__dikonfirmasi_pada",
)  # fmt: skip


def overlaps(first: date, last: date, prefix: str = "") -> Q:
    """Rows in force on at least one of these days."""
    return Q(**{f"{prefix}mulai__lte": last}) & (
        Q(**{f"{prefix}sampai": None}) | Q(**{f"{prefix}sampai__gte": first})
    )


def _contains(mulai: date, sampai: date | None, day: date) -> bool:
    """What `berlaku` asks, of dates that are at hand."""
    return mulai <= day and (sampai is None or day <= sampai)


def _on_duty_until(aktif: bool, nonaktif_sejak: date | None, last: date) -> date:  # noqa: FBT001
    """The last of these days on which an officer was there."""
    if aktif or nonaktif_sejak is None:
        return last
    return min(last, nonaktif_sejak - timedelta(days=1))


def _right(joined: Iterable[Any], first: date, last: date) -> Masa:
    """When a decree of the Kepala Dinas entitled an officer (Pasal 11A ayat (2))."""
    rights = {
        row.hak__pk: (row.hak__mulai, row.hak__sampai, row.hak__sk__mulai, row.hak__sk__sampai)
        for row in joined
        if row.hak__pk and row.hak__sk__penerbit == Penerbit.KEPALA_DINAS
    }
    return _joined(_within(dates, first, last) for dates in rights.values())


def _unconfirmed(joined: Iterable[Any]) -> tuple[str, ...]:
    """Numbers of the decrees of the Kepala Dinas that the Dinas has still to confirm."""
    waiting = {
        row.hak__sk__nomor
        for row in joined
        if row.hak__sk__penerbit == Penerbit.KEPALA_DINAS and row.hak__sk__dikonfirmasi_pada is None
    }
    return tuple(sorted(waiting))


def _within(
    dates: tuple[date, date | None, date, date | None], first: date, last: date
) -> tuple[date, date]:
    """Of a row and its decree, the days between `first` and `last` on which both are in force."""
    begin, end, decree_begin, decree_end = dates
    return max(first, begin, decree_begin), min(last, end or last, decree_end or last)


def _joined(found: Iterable[tuple[date, date]]) -> Masa:
    """The same days as few stretches; one that ends before it begins is none."""
    joined: list[tuple[date, date]] = []
    for since, until in sorted(one for one in found if one[0] <= one[1]):
        if joined and since <= joined[-1][1] + timedelta(days=1):
            joined[-1] = (joined[-1][0], max(joined[-1][1], until))
        else:
            joined.append((since, until))
    return tuple(joined)


def _posts(joined: Iterable[Any], day: date) -> list[Any]:
    """The posts of an officer on `day`, each once."""
    held = {
        row.pos__pk: row
        for row in joined
        if row.pos__pk
        and _contains(row.pos__mulai, row.pos__sampai, day)
        and _contains(row.pos__sk__mulai, row.pos__sk__sampai, day)
    }
    return list(held.values())


def _profile(
    officer: Any,  # noqa: ANN401 - a row of `profil_bulan`
    posts: Collection[Any],
) -> ProfilPetugas:
    main = [post for post in posts if post.pos__jenis__macam == Macam.UTAMA]
    extra = [post for post in posts if post.pos__jenis__macam != Macam.UTAMA]
    return ProfilPetugas(
        petugas_id=officer.pk,
        kode=officer.kode,
        nama=officer.nama,
        status=officer.status,
        golongan=officer.golongan or None,
        pendidikan=officer.pendidikan,
        tenaga=officer.tenaga,
        jabatan_utama=tuple(post.pos__jenis__kelas for post in main)
        or (Kelas.TANPA_JABATAN.value,),
        nama_jabatan=tuple(post.pos__jenis__nama for post in (*main, *extra)),
        jabatan_tambahan=len(extra),
        ber_sk=False,
        user_id=officer.user_id,
    )


@dataclass(frozen=True, slots=True)
class BerSk:
    """What an officer (by code) holds by a decree: a post, or with `jabatan` "" the entitlement.

    `mulai` and `sampai` are its own, `nomor`, `tanggal` and `penerbit` the decree's; `hari` is the
    day on which it is asked for.
    """

    kode: str
    jabatan: str
    macam: str
    kelas: str
    mulai: date
    sampai: date | None
    nomor: str
    tanggal: date
    penerbit: str
    hari: date


def held_by_decree(
    officers: Collection[int] | QuerySet[Any, Any], first: date, last: date
) -> list[BerSk]:
    """Posts and entitlements of these officers, each on their day as in `profil_bulan`; one query.

    By the officer's name, main posts before additional ones, then by their beginning.
    """
    held = overlaps(first, last) & overlaps(first, last, "sk__") & Q(petugas__in=officers)
    who = ("petugas__nama", "petugas_id", "mulai", "pk", "petugas__kode")
    there = ("petugas__aktif", "petugas__nonaktif_sejak")
    decree = ("sampai", "sk__nomor", "sk__tanggal", "sk__penerbit", "sk__mulai", "sk__sampai")
    post = ("jenis__nama", "jenis__macam", "jenis__kelas")
    none = {f"tanpa_{name}": Value("") for name in post}
    posts = Penugasan.objects.filter(held).order_by().values_list(*who, *there, *decree, *post)
    entitled = Penetapan.objects.filter(held).order_by().annotate(**none)
    rows = posts.union(entitled.values_list(*who, *there, *decree, *none), all=True)
    rows = rows.order_by("petugas__nama", "petugas_id", "-jenis__macam", "mulai", "pk")
    by_officer: dict[int, list[_Held]] = defaultdict(list)
    for row in rows:
        by_officer[row[1]].append(_Held(*row))
    return [one for own in by_officer.values() for one in _on_their_day(own, first, last)]


@dataclass(frozen=True, slots=True)
class _Held:
    """A row of `held_by_decree`, in the order of its columns."""

    nama: str
    petugas_id: int
    mulai: date
    pk: int
    kode: str
    aktif: bool
    nonaktif_sejak: date | None
    sampai: date | None
    nomor: str
    tanggal: date
    penerbit: str
    sk_mulai: date
    sk_sampai: date | None
    jabatan: str
    macam: str
    kelas: str

    @property
    def dates(self) -> tuple[date, date | None, date, date | None]:
        """Its own and its decree's."""
        return self.mulai, self.sampai, self.sk_mulai, self.sk_sampai


def _on_their_day(own: list[_Held], first: date, last: date) -> Iterable[BerSk]:
    end = _on_duty_until(own[0].aktif, own[0].nonaktif_sejak, last)
    rights = [one.dates for one in own if not one.macam and one.penerbit == Penerbit.KEPALA_DINAS]
    masa = _joined(_within(dates, first, end) for dates in rights)
    day = masa[-1][1] if masa else last
    for one in own:
        since, until = _within(one.dates, day, day)
        if since <= until:
            yield BerSk(
                one.kode, one.jabatan, one.macam, one.kelas, one.mulai, one.sampai,
                one.nomor, one.tanggal, one.penerbit, day,
            )  # fmt: skip
