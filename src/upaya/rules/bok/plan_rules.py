"""What the law says of a plan, each rule one function with a sentence for whoever plans.

Errors stand in the way of submitting; warnings are explained by who plans and read by who verifies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from upaya.rules.bok.plan import (
    MONTHS,
    ORANG,
    Catatan,
    Dasar,
    Kegiatan,
    KetentuanRencana,
    Rincian,
    galat,
    per_komponen,
    peringatan,
    village,
)
from upaya.rules.bok.plan_menu import nearest
from upaya.rules.citation import citation
from upaya.rules.money import angka, rupiah
from upaya.rules.period import BULAN


def check_plan(rules: KetentuanRencana, plan: Sequence[Kegiatan]) -> list[Catatan]:
    """What the rules say of a plan, errors first, in the order of the rules."""
    said = [note for rule in RULES for note in rule(rules, plan)]
    return sorted(said, key=lambda note: not note.galat)


def menu(rules: Dasar, plan: Sequence[Kegiatan]) -> Iterator[Catatan]:
    """Only what the menu lists is paid (Pasal 9, Pasal 11 ayat (3)); how it may be held."""
    for activity in plan:
        line = rules.menu.get(activity.menu)
        if line is None:
            yield galat(
                f"{activity.nama}: kode menu {activity.menu} tidak ada dalam menu tahun ini.",
                "Pasal 9 dan Pasal 11 ayat (3)",
                activity.kunci,
            )
        elif activity.cara not in line.cara:
            yield galat(
                f"{activity.nama} hanya dapat {' atau '.join(line.cara)}, bukan {activity.cara}.",
                line.dasar_hukum,
                activity.kunci,
            )


def _belanja(rules: KetentuanRencana, plan: Sequence[Kegiatan]) -> Iterator[Catatan]:
    """Only the kinds of Pasal 10 ayat (1), and each only for what it is named for."""
    for activity, line in _lines(plan):
        if line.belanja not in rules.belanja:
            yield galat(
                f"{line.uraian}: jenis belanja {line.belanja!r} tidak ada dalam daftar.",
                citation(rules.larangan).replace("ayat (2)", "ayat (1)"),
                activity.kunci,
                line.kunci,
            )
        elif line.belanja in rules.hanya.table:
            wanted = rules.hanya.table[line.belanja]
            if nearest({wanted: "ya"}, activity.menu) != "ya":
                yield galat(
                    f"{line.uraian}: “{rules.belanja[line.belanja]}” hanya untuk kegiatan menu "
                    f"{wanted}, bukan {activity.menu}.",
                    citation(rules.hanya),
                    activity.kunci,
                    line.kunci,
                )


def _larangan(rules: KetentuanRencana, plan: Sequence[Kegiatan]) -> Iterator[Catatan]:
    """Study trips, meetings outside the area, consultation to the province; promotion in media."""
    for activity, line in _lines(plan):
        said = f"{activity.nama} {line.uraian}".casefold()
        for word, forbidden in rules.kata.items():
            kind, _, letter = forbidden.partition(".")
            if word not in said or (kind == "perjalanan" and line.belanja != "b"):
                continue
            law = rules.larangan if letter else rules.promosi
            what = rules.larangan.table[letter] if letter else rules.promosi.text
            yield galat(
                f"{line.uraian}: BOK Puskesmas tidak boleh dipakai untuk {what}.",
                citation(law),
                activity.kunci,
                line.kunci,
            )
            break


def _internet(rules: KetentuanRencana, plan: Sequence[Kegiatan]) -> Iterator[Catatan]:
    """Internet (Pasal 10 ayat (1) huruf k) in any one month."""
    for month in MONTHS:
        spent = sum(
            line.sebulan for a, line in _lines(plan) if month in a.bulan and line.belanja == "k"
        )
        limit = rules.internet[month]
        if spent > limit.integer:
            yield galat(
                f"Langganan internet {BULAN[month - 1]} {rupiah(spent)} melebihi "
                f"{rupiah(limit.integer)} sebulan.",
                citation(limit),
            )


def _tenaga(rules: KetentuanRencana, plan: Sequence[Kegiatan]) -> Iterator[Catatan]:
    """Contract staff in any one month (Pasal 11 ayat (3) huruf f angka 2)."""
    for activity, line in _lines(plan):
        if line.belanja == "g" and not _people(line):
            yield galat(
                f"{line.uraian}: tulis banyaknya tenaga dengan satuan orang.",
                citation(rules.tenaga[12]),
                activity.kunci,
                line.kunci,
            )
    for month in MONTHS:
        staff = sum(
            _people(line) for a, line in _lines(plan) if month in a.bulan and line.belanja == "g"
        )
        most = rules.tenaga[month].table["orang"]
        if staff > most:
            yield galat(
                f"Tenaga dengan perjanjian kerja {BULAN[month - 1]} {angka(staff)} orang, paling "
                f"banyak {angka(most)} orang.",
                citation(rules.tenaga[month]),
            )


def _people(line: Rincian) -> int:
    return next((many for many, unit in line.volume if unit.casefold().strip() == ORANG), 0)


def _lokakarya(rules: KetentuanRencana, plan: Sequence[Kegiatan]) -> Iterator[Catatan]:
    """Lokakarya mini: twelve monthly and four quarterly a year; more is a fault, less is odd."""
    law = rules.lokakarya
    for kind, wanted in law.table.items():
        times = sum(a.kali * len(a.bulan) for a in plan if a.lokakarya == kind)
        if times != wanted:
            yield (galat if times > wanted else peringatan)(
                f"Lokakarya mini {kind} direncanakan {angka(times)} kali; ketentuannya "
                f"{angka(wanted)} kali setahun.",
                citation(law),
            )


def _stbm(rules: KetentuanRencana, plan: Sequence[Kegiatan]) -> Iterator[Catatan]:
    """STBM only in the year's locus villages, with its amount for each (Pasal 11 huruf e)."""
    sums: dict[str, int] = {}
    for activity in plan:
        if activity.menu.partition(".")[0] != "e":
            continue
        place = village(activity.desa)
        if place not in rules.desa_stbm:
            where = f"Desa {activity.desa}" if activity.desa else "Desanya belum ditulis, atau"
            yield galat(
                f"{activity.nama}: {where} bukan desa lokus STBM tahun ini.",
                citation(rules.stbm),
                activity.kunci,
            )
        else:
            sums[place] = sums.get(place, 0) + activity.setahun
    for place in sorted(rules.desa_stbm):
        spent = sums.get(place, 0)
        if spent != rules.stbm.integer:
            yield (galat if spent > rules.stbm.integer else peringatan)(
                f"STBM desa {place.title()} direncanakan {rupiah(spent)}; alokasinya "
                f"{rupiah(rules.stbm.integer)}.",
                citation(rules.stbm),
            )


def batas(rules: Dasar, plan: Sequence[Kegiatan]) -> Iterator[Catatan]:
    """No part of the pagu is planned beyond what it may hold, nor the pagu as a whole."""
    sums = per_komponen(rules, plan)
    for part in rules.komponen:
        if sums[part.kode] > part.batas:
            yield galat(
                f"{part.nama} direncanakan {rupiah(sums[part.kode])}, melebihi batasnya "
                f"{rupiah(part.batas)}.",
                part.dasar_hukum,
            )
    total = sum(activity.setahun for activity in plan)
    if total > rules.pagu:
        yield galat(
            f"Rencana setahun {rupiah(total)} melebihi pagu {rupiah(rules.pagu)}.",
            "Pasal 5 ayat (1)",
        )


def isi(_rules: Dasar, plan: Sequence[Kegiatan]) -> Iterator[Catatan]:
    """An activity without a month or without money is not a plan yet."""
    for activity in plan:
        if not activity.bulan:
            yield galat(f"{activity.nama}: pilih bulan pelaksanaannya.", "", activity.kunci)
        if not activity.rincian:
            yield peringatan(
                f"{activity.nama} tidak memakai biaya; jelaskan mengapa.",
                "",
                activity.kunci,
            )


def _lines(plan: Sequence[Kegiatan]) -> Iterator[tuple[Kegiatan, Rincian]]:
    return ((activity, line) for activity in plan for line in activity.rincian)


RULES = (isi, menu, _belanja, _larangan, _internet, _tenaga, _lokakarya, _stbm, batas)
"""Every rule of a plan, in the order in which people read them."""
