"""Kinds of flags of one month, each from its figures and those of the month before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from upaya.core import clock
from upaya.core.inbox import Flag
from upaya.insentif.bulan.figures import Figures
from upaya.insentif.bulan.models import Bagian, Pengajuan
from upaya.rules.insentif.month import INDEKS
from upaya.rules.insentif.spm import nama_pelayanan
from upaya.rules.money import angka, persen, rupiah
from upaya.rules.parameter import RuleBook

_INDEKS = dict(zip(INDEKS, ("Kinerja SPM", "Kesulitan wilayah", "Beban kerja"), strict=True))
_FEW = 2
"""So many officers with the same work as last month are no chance."""


def of_one(month: Pengajuan, now: Figures, before: Figures | None, book: RuleBook) -> list[Flag]:
    """Everything about one month that has a flag of its own."""
    found = [*_days(month, now), *_over_target(now), *_not_entitled(now), *_indices(now)]
    found += _idle(month, now, book)
    if before is not None:
        found += _copied(now, before)
        found += _changes(month, now, before, book)
    return found


def _idle(month: Pengajuan, now: Figures, book: RuleBook) -> Iterator[Flag]:
    """A month may be complete while hardly anybody has work in it."""
    limit = book.find(
        "insentif_ukm.wajar.petugas_tanpa_kegiatan", month.period.last_day, month.kabupaten_id
    )
    officers = now.masukan["petugas"]
    idle = [row for row in officers if not (row["orang_hari"] or row["frekuensi"])]
    if limit is not None and officers and len(idle) > limit.decimal * len(officers):
        sentence = f"{len(idle)} dari {len(officers)} petugas tidak berisi kegiatan apa pun."
        yield Flag("Petugas tanpa kegiatan", sentence, Bagian.KEGIATAN)


def _copied(now: Figures, before: Figures) -> Iterator[Flag]:
    """The work of everybody who was there last month too, unchanged."""
    old = {row["id"]: (row["orang_hari"], row["frekuensi"]) for row in before.masukan["petugas"]}
    pairs = [
        ((row["orang_hari"], row["frekuensi"]), old[row["id"]])
        for row in now.masukan["petugas"]
        if row["id"] in old
    ]
    worked = [pair for pair in pairs if any(pair[0])]
    if len(worked) >= _FEW and all(here == there for here, there in pairs):
        sentence = f"OH dan frekuensi {len(worked)} petugas sama persis dengan bulan lalu."
        yield Flag("Kegiatan sama dengan bulan lalu", sentence, Bagian.KEGIATAN)


def _days(month: Pengajuan, now: Figures) -> list[Flag]:
    working = clock.working_days_in(month.period)
    over = [row for row in now.masukan["petugas"] if row["orang_hari"] > working.count]
    if not over:
        return []
    unsure = "" if working.certain else " menurut hari Senin sampai Jumat"
    sentence = (
        f"{len(over)} petugas melebihi {working.count} hari kerja bulan {month.period.nama}"
        f"{unsure}; tertinggi {max(row['orang_hari'] for row in over)} OH."
    )
    return [Flag("OH di atas hari kerja", sentence, Bagian.KEGIATAN)]


def _over_target(now: Figures) -> list[Flag]:
    services: Mapping[str, Any] = now.masukan["pelayanan"]
    labels = nama_pelayanan()
    over = [
        f"{labels[name]} ({angka(row['realisasi'])} dari {angka(row['target'])})"
        for name, row in services.items()
        if row["realisasi"] > row["target"] > 0
    ]
    if not over:
        return []
    sentence = f"Dihitung 100%: {', '.join(over)}."
    return [Flag("Capaian di atas 100%", sentence, Bagian.PELAYANAN)]


def _not_entitled(now: Figures) -> list[Flag]:
    warnings = [w for w in now.hasil["peringatan"] if w["kode"] == "tidak_berhak"]
    refused = {value for w in warnings for name, _, value in w["nilai"] if name == "id"}
    count = len(refused | set(now.tanpa_sk))  # who lacks both right and SK is one person
    if not count:
        return []
    sentence = f"{count} petugas terdaftar tanpa hak; bagiannya nol."
    return [Flag("Petugas tidak berhak", sentence, Bagian.KEGIATAN)]


def _indices(now: Figures) -> list[Flag]:
    pairs = zip(INDEKS, now.hasil["indeks"], now.hasil["indeks_hitung"], strict=True)
    found = [
        f"{_INDEKS[name]} terbit {angka(Decimal(counts))}, terhitung {angka(Decimal(own))}"
        for name, counts, own in pairs
        if own is not None and Decimal(own) != Decimal(counts)
    ]
    return [Flag("Indeks berbeda", f"{'; '.join(found)}.")] if found else []


def _changes(month: Pengajuan, now: Figures, before: Figures, book: RuleBook) -> list[Flag]:
    pairs = (
        (
            "Perubahan serapan",
            "perubahan_serapan",
            before.masukan["bok_diserap"],
            now.masukan["bok_diserap"],
            Bagian.ADMINISTRASI.value,
        ),
        ("Perubahan insentif", "perubahan_insentif", before.pool, now.pool, ""),
    )
    found = []
    for name, key, old, new, part in pairs:
        limit = book.read(
            f"insentif_ukm.tanda.{key}", month.period.last_day, month.kabupaten_id
        ).decimal
        if old and abs(new - old) > limit * old:
            sentence = f"Dari {rupiah(old)} menjadi {rupiah(new)}; batas tanda {persen(limit)}."
            found.append(Flag(name, sentence, part))
    return found
