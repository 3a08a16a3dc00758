"""Flags that a verifier of the Dinas needs: they invite a look, they never stop a month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import F

from upaya.core import clock
from upaya.core.inbox import Flag
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.plausibility import named, names_of, officer_of
from upaya.insentif.hasil.models import Perhitungan
from upaya.insentif.kegiatan.models import PetugasBulan
from upaya.pegawai.queries import nik_ganda
from upaya.rules.insentif.month import INDEKS, Peringatan
from upaya.rules.insentif.plausibility import periksa
from upaya.rules.insentif.spm import nama_pelayanan
from upaya.rules.money import angka, persen, rupiah
from upaya.rules.parameter import RuleBook

_INDEKS = dict(zip(INDEKS, ("Kinerja SPM", "Kesulitan wilayah", "Beban kerja"), strict=True))


def flags(months: Sequence[Pengajuan], book: RuleBook) -> dict[int, list[Flag]]:
    """Flags of submitted months, by month id; months of one district, with its rules.

    A fixed number of queries.
    """
    if not months:
        return {}
    latest = _latest(months)
    before = _before(months)
    doubles = _doubles(months)
    unlikely = _unlikely(months, latest, before, book)
    return {
        month.pk: [
            *doubles.get(month.pk, []),
            *unlikely.get(month.pk, []),
            *(
                _of_one(month, latest[month.pk], before.get(month.pk), book)
                if month.pk in latest
                else []
            ),
        ]
        for month in months
    }


def _latest(months: Iterable[Pengajuan]) -> dict[int, Perhitungan]:
    rows = Perhitungan.objects.filter(
        pengajuan__in=[month.pk for month in months], round=F("pengajuan__round")
    ).order_by("pk")
    return {row.pengajuan_id: row for row in rows}


def _before(months: Iterable[Pengajuan]) -> dict[int, Perhitungan]:
    """The calculation of the month before, by the later month's id."""
    wanted = {(m.puskesmas_id, m.period.previous().first_day): m.pk for m in months}
    rows = (
        Perhitungan.objects.filter(
            pengajuan__puskesmas__in={unit for unit, _ in wanted},
            pengajuan__periode__in={day for _, day in wanted},
        )
        .select_related("pengajuan")
        .order_by("nomor")
    )
    return {
        wanted[key]: row
        for row in rows
        if (key := (row.pengajuan.puskesmas_id, row.pengajuan.periode)) in wanted
    }


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
            listed.setdefault(month, []).append(Flag("NIK ganda", sentence))
    return listed


def _doubtful(
    doubts: Iterable[Peringatan], data: Mapping[str, Any], names: Mapping[str, str]
) -> Flag:
    sentences = [named(one, data, names) for one in doubts]
    more = len(sentences) - SHOWN
    rest = [f"Dan {more} lagi, di halaman Hasil."] if more > 0 else []
    return Flag("Isian diragukan", " ".join([*sentences[:SHOWN], *rest]))


SHOWN = 3
"""How many doubts an inbox says in full: the page of the month says all."""

_FLAGGED = {("di_atas_target", ""), ("jauh_dari_bulan_lalu", "bok_diserap")}
"""Doubts that have a flag of their own."""


def _unlikely(
    months: Iterable[Pengajuan],
    latest: Mapping[int, Perhitungan],
    before: Mapping[int, Perhitungan],
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
        pk: [_doubtful(doubts, latest[pk].masukan, names)] for pk, doubts in found.items() if doubts
    }


def _of_one(
    month: Pengajuan, now: Perhitungan, before: Perhitungan | None, book: RuleBook
) -> list[Flag]:
    found = [*_days(month, now), *_over_target(now), *_not_entitled(now), *_indices(now)]
    if before is not None:
        found += _changes(month, now, before, book)
    return found


def _days(month: Pengajuan, now: Perhitungan) -> list[Flag]:
    working = clock.working_days_in(month.period)
    over = [row for row in now.masukan["petugas"] if row["orang_hari"] > working.count]
    if not over:
        return []
    unsure = "" if working.certain else " menurut hari Senin sampai Jumat"
    sentence = (
        f"{len(over)} petugas melebihi {working.count} hari kerja bulan {month.period.nama}"
        f"{unsure}; tertinggi {max(row['orang_hari'] for row in over)} OH."
    )
    return [Flag("OH di atas hari kerja", sentence)]


def _over_target(now: Perhitungan) -> list[Flag]:
    services: Mapping[str, Any] = now.masukan["pelayanan"]
    labels = nama_pelayanan()
    over = [
        f"{labels[name]} ({angka(row['realisasi'])} dari {angka(row['target'])})"
        for name, row in services.items()
        if row["realisasi"] > row["target"] > 0
    ]
    if not over:
        return []
    return [Flag("Capaian di atas 100%", f"Dihitung 100%: {', '.join(over)}.")]


def _not_entitled(now: Perhitungan) -> list[Flag]:
    warnings = [w for w in now.hasil["peringatan"] if w["kode"] == "tidak_berhak"]
    refused = {value for w in warnings for name, _, value in w["nilai"] if name == "id"}
    count = len(refused | set(now.tanpa_sk))  # who lacks both right and SK is one person
    if not count:
        return []
    return [Flag("Petugas tidak berhak", f"{count} petugas terdaftar tanpa hak; bagiannya nol.")]


def _indices(now: Perhitungan) -> list[Flag]:
    pairs = zip(INDEKS, now.hasil["indeks"], now.hasil["indeks_hitung"], strict=True)
    found = [
        f"{_INDEKS[name]} terbit {angka(Decimal(counts))}, terhitung {angka(Decimal(own))}"
        for name, counts, own in pairs
        if own is not None and Decimal(own) != Decimal(counts)
    ]
    return [Flag("Indeks berbeda", f"{'; '.join(found)}.")] if found else []


def _changes(month: Pengajuan, now: Perhitungan, before: Perhitungan, book: RuleBook) -> list[Flag]:
    pairs = (
        (
            "Perubahan serapan",
            "perubahan_serapan",
            before.masukan["bok_diserap"],
            now.masukan["bok_diserap"],
        ),
        ("Perubahan insentif", "perubahan_insentif", before.pool, now.pool),
    )
    found = []
    for name, key, old, new in pairs:
        limit = book.read(
            f"insentif_ukm.tanda.{key}", month.period.last_day, month.kabupaten_id
        ).decimal
        if old and abs(new - old) > limit * old:
            sentence = f"Dari {rupiah(old)} menjadi {rupiah(new)}; batas tanda {persen(limit)}."
            found.append(Flag(name, sentence))
    return found
