"""Flags that a verifier of the Dinas needs: they invite a look, they never stop a month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import F, Q

from upaya.core.access import Access
from upaya.core.inbox import Flag
from upaya.insentif.bulan.figures import Figures, frozen, of_sheet
from upaya.insentif.bulan.flag_kinds import of_one
from upaya.insentif.bulan.models import Bagian, Pengajuan
from upaya.insentif.bulan.plausibility import named, names_of, officer_of, part_of
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.hasil.models import Perhitungan
from upaya.insentif.kegiatan.models import PetugasBulan
from upaya.pegawai.queries import nik_ganda
from upaya.rules.insentif.month import Peringatan
from upaya.rules.insentif.plausibility import periksa
from upaya.rules.insentif.road import DIAJUKAN, DIVERIFIKASI_PUSKESMAS, MENUNGGU_VERIFIKASI
from upaya.rules.parameter import RuleBook
from upaya.rules.roles import Reach

JUDGED = (MENUNGGU_VERIFIKASI, DIVERIFIKASI_PUSKESMAS, DIAJUKAN)
"""The states in which somebody judges a month before it is approved."""
HASIL = "hasil"
FLAGGED = (Bagian.ADMINISTRASI, Bagian.PELAYANAN, Bagian.KEGIATAN, HASIL)
"""What flags are about: on the other pages of a month nothing is looked up for them."""


def flags(months: Sequence[Pengajuan], book: RuleBook) -> dict[int, list[Flag]]:
    """Flags of submitted months, by month id; months of one district, with its rules.

    A fixed number of queries. Each kind stands once in a line of the inbox.
    """
    if not months:
        return {}
    found = _flags(months, *_now_and_before(months), book, _doubles(months))
    return {pk: _each_once(listed) for pk, listed in found.items()}


def flags_of(sheet: LembarBulan, *, across: bool) -> list[Flag]:
    """The same of one month before anybody approves it, each kind with the part it is about.

    `across` is whether the reader may know of other puskesmas.
    """
    now, month = of_sheet(sheet), sheet.month
    latest = {month.pk: now} if now is not None else {}
    before = {month.pk: frozen(sheet.hitungan_lalu)} if sheet.hitungan_lalu else {}
    doubles = _doubles([month]) if across else {}
    return _flags([month], latest, before, sheet.book, doubles)[month.pk]


def for_part(sheet: LembarBulan, access: Access, part: str) -> list[Flag]:
    """What one part shows of them to whoever has to judge the month now, and the page of results.

    What no part holds stands with the results; a doubt stands at its field already.
    """
    if part not in FLAGGED:
        return []
    found = [one for one in shown_flags(sheet, access) if (one.part or HASIL) == part]
    return [one for one in found if one.nama not in (_DOUBT, _BEYOND)]


def shown_flags(sheet: LembarBulan, access: Access) -> list[Flag]:
    """All of them, for whoever has to judge the month now; the team, the head, the Dinas."""
    state = sheet.month.state
    if state.name not in JUDGED or access.role not in state.waits_for:
        return []
    return flags_of(sheet, across=access.scope.reach is Reach.DISTRICT)


def _flags(
    months: Sequence[Pengajuan],
    latest: Mapping[int, Figures],
    before: Mapping[int, Figures],
    book: RuleBook,
    doubles: Mapping[int, list[Flag]],
) -> dict[int, list[Flag]]:
    """By month id, from its figures and those of the month before."""
    shared = _shared_accounts(months)
    unlikely = _unlikely(months, latest, before, book)
    return {
        month.pk: [
            *doubles.get(month.pk, []),
            *unlikely.get(month.pk, []),
            *(
                of_one(month, latest[month.pk], before.get(month.pk), book)
                if month.pk in latest
                else []
            ),
            *shared.get(month.pk, []),
        ]
        for month in months
    }


def _each_once(found: Iterable[Flag]) -> list[Flag]:
    """Flags of one name as one, with all their sentences."""
    sentences: dict[str, list[str]] = {}
    for one in found:
        sentences.setdefault(one.nama, []).append(one.kalimat)
    return [Flag(nama, " ".join(_shown(nama, said))) for nama, said in sentences.items()]


def _shown(nama: str, said: list[str]) -> list[str]:
    """Doubts may be many: an inbox says the first ones."""
    more = len(said) - SHOWN
    if nama != _DOUBT or more <= 0:
        return said
    return [*said[:SHOWN], f"Dan {more} lagi, di halaman Hasil."]


def _now_and_before(
    months: Sequence[Pengajuan],
) -> tuple[dict[int, Figures], dict[int, Figures]]:
    """The calculations of these rounds, and those of the months before by the later month's id."""
    asked = {month.pk for month in months}
    later = {(m.puskesmas_id, m.period.previous().first_day): m.pk for m in months}
    this_round = Q(pengajuan__in=asked, round=F("pengajuan__round"))
    one_before = Q(
        pengajuan__puskesmas__in={unit for unit, _ in later},
        pengajuan__periode__in={day for _, day in later},
    )
    rows = Perhitungan.objects.filter(this_round | one_before).select_related("pengajuan")
    now: dict[int, Perhitungan] = {}
    before: dict[int, Perhitungan] = {}
    for row in rows.order_by("nomor"):  # of several the last one counts
        month = row.pengajuan
        if month.pk in asked and row.round == month.round:
            now[month.pk] = row
        if (key := (month.puskesmas_id, month.periode)) in later:
            before[later[key]] = row
    return _frozen(now), _frozen(before)


def _frozen(rows: Mapping[int, Perhitungan]) -> dict[int, Figures]:
    return {pk: frozen(row) for pk, row in rows.items()}


def _doubles(months: Sequence[Pengajuan]) -> dict[int, list[Flag]]:
    """Officers of these months whose NIK another puskesmas of the district had too.

    What counts is the last day of the month: who has gone since was still at two places then.
    """
    rows = PetugasBulan.objects.filter(pengajuan__in=[month.pk for month in months])
    last_days = {month.pk: month.period.last_day for month in months}
    doubles = nik_ganda(
        months[0].kabupaten_id, rows.order_by().values("petugas"), set(last_days.values())
    )
    concerned = {officer for found in doubles.values() for officer in found}
    listed: dict[int, list[Flag]] = {}
    if not concerned:
        return listed
    for month, officer, name in (
        rows.filter(petugas__in=concerned)
        .order_by("petugas__nama", "pk")
        .values_list("pengajuan", "petugas", "petugas__nama")
    ):
        double = doubles[last_days[month]].get(officer)
        if double is not None:
            there = ", ".join(puskesmas for _, puskesmas in double.lain)
            sentence = f"NIK {name} juga tercatat di {there}."
            listed.setdefault(month, []).append(Flag("NIK ganda", sentence, Bagian.KEGIATAN))
    return listed


def _shared_accounts(months: Sequence[Pengajuan]) -> dict[int, list[Flag]]:
    """Officers of one month whose money would go to one account, by name."""
    rows = PetugasBulan.objects.filter(pengajuan__in=[month.pk for month in months])
    kept = rows.exclude(petugas__rekening="").order_by("petugas__nama", "pk")
    holders: dict[tuple[int, str], list[str]] = {}
    for month, nama, rekening in kept.values_list(
        "pengajuan", "petugas__nama", "petugas__rekening"
    ):
        number = "".join(filter(str.isalnum, rekening))
        holders.setdefault((month, number), []).append(nama)
    found: dict[int, list[Flag]] = {}
    for (month, _), names in holders.items():
        if len(names) > 1:
            sentence = f"{', '.join(names)} memakai satu rekening."
            found.setdefault(month, []).append(Flag("Rekening bersama", sentence, Bagian.KEGIATAN))
    return found


def _doubtful(one: Peringatan, data: Mapping[str, Any], names: Mapping[str, str]) -> Flag:
    name = _BEYOND if one.kode == _TOO_MANY else _DOUBT
    return Flag(name, named(one, data, names), part_of(one.letak))


_TOO_MANY = "frekuensi_tinggi"
_DOUBT, _BEYOND = "Isian diragukan", "Frekuensi di luar kemampuan"
SHOWN = 3
"""How many doubts an inbox says in full: the page of the month says all."""

_FLAGGED = {("di_atas_target", ""), ("jauh_dari_bulan_lalu", "bok_diserap")}
"""Doubts that have a flag of their own."""


def _unlikely(
    months: Iterable[Pengajuan],
    latest: Mapping[int, Figures],
    before: Mapping[int, Figures],
    book: RuleBook,
) -> dict[int, list[Flag]]:
    """What is not plausible in itself, beside the plan, or beside the month before."""
    found: dict[int, list[Peringatan]] = {}
    for month in months:
        if month.pk in latest:
            old = before.get(month.pk)
            doubts = periksa(latest[month.pk].masukan, book, old.masukan if old else None)
            found[month.pk] = [
                one for one in doubts if not {(one.kode, ""), (one.kode, one.letak)} & _FLAGGED
            ]
    names = names_of(
        officer_of(one, latest[pk].masukan) for pk, doubts in found.items() for one in doubts
    )
    return {
        pk: [_doubtful(one, latest[pk].masukan, names) for one in doubts]
        for pk, doubts in found.items()
    }
