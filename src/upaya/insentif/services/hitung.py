"""From the tables of a month to the rules and back: the input, the result, the frozen calculation.

The input is built in the form of the offline calculator and read by its own validator, so that the
page and `upaya hitung insentif` cannot differ.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import F, Sum

from upaya.core import clock
from upaya.core.access import Access
from upaya.exchange.json_input import validate
from upaya.insentif.models import (
    BarisKegiatan,
    IsianKegiatan,
    Koreksi,
    Pengajuan,
    Perhitungan,
    PerhitunganPetugas,
)
from upaya.insentif.queries.petugas import profiles
from upaya.insentif.services.indeks import latest_for
from upaya.pegawai.models import Petugas
from upaya.pegawai.queries import ProfilPetugas
from upaya.regulasi.queries import pagu_insentif, rulebook_for
from upaya.rules.bulan import Bulan, Hasil
from upaya.rules.errors import Fault, RuleError, TidakDapatDihitung
from upaya.rules.fingerprint import canonical, compare, sidik
from upaya.rules.insentif import compute_month
from upaya.rules.insentif_workflow import COUNTED, DITOLAK
from upaya.rules.money import plain
from upaya.rules.serial import (
    bulan_from_dict,
    bulan_to_dict,
    hasil_from_dict,
    hasil_to_dict,
    posts_to_json,
)
from upaya.wilayah.models import Unit
from upaya.wilayah.queries import kategori_pada


@dataclass(frozen=True)
class Calculation:
    """A month computed, or the faults that stand in the way (then `bulan` and `hasil` are None).

    `tanpa_sk` are codes of officers without a valid SK, or gone, on the month's last day: their
    work counts for nothing (Pasal 11A ayat (2)).
    """

    faults: tuple[Fault, ...]
    bulan: Bulan | None
    hasil: Hasil | None
    known_on: date
    tanpa_sk: tuple[str, ...] = ()

    @cached_property
    def by_kode(self) -> dict[str, int]:
        """Gross rupiah by officer code; empty while there are faults."""
        return {row.id: row.bruto for row in self.hasil.baris()} if self.hasil else {}

    @cached_property
    def sidik(self) -> str:
        """The fingerprint; "" while there are faults."""
        return sidik(self.bulan, self.hasil) if self.bulan and self.hasil else ""

    @cached_property
    def sidik_isian(self) -> str:
        """The fingerprint without what is left of the ceiling, which other months move."""
        if self.bulan is None or self.hasil is None:
            return ""
        return sidik(replace(self.bulan, sisa_pagu_insentif=0), self.hasil)


def calculate(month: Pengajuan) -> Calculation:
    """Compute the month from its tables as they stand, with the rules as known today."""
    known_on = clock.today()
    data, tanpa_sk, missing = read_input(month)
    if missing:
        return Calculation(tuple(missing), None, None, known_on, tanpa_sk)
    book = rulebook_for(month.kabupaten_id)
    reading = validate(data, book, known_on)
    bulan = reading.bulan
    if bulan is None:
        faults = _in_words(reading.galat, data["petugas"])
        return Calculation(faults, None, None, known_on, tanpa_sk)
    try:
        hasil = compute_month(bulan, book, known_on=known_on)
    except TidakDapatDihitung as fault:
        return Calculation((fault.fault,), None, None, known_on, tanpa_sk)
    except RuleError as fault:
        return Calculation((Fault("", str(fault)),), None, None, known_on, tanpa_sk)
    return Calculation((), bulan, hasil, known_on, tanpa_sk)


def frozen(month: Pengajuan) -> Perhitungan | None:
    """The calculation of the latest submission."""
    found: Perhitungan | None = month.perhitungan.order_by("-nomor").first()
    return found


def thaw(perhitungan: Perhitungan) -> Calculation:
    """A frozen calculation as it was, nothing computed again."""
    bulan, _ = bulan_from_dict(perhitungan.masukan)
    return Calculation(
        (),
        bulan,
        hasil_from_dict(perhitungan.hasil),
        perhitungan.diketahui_pada,
        tuple(perhitungan.tanpa_sk),
    )


def shown(month: Pengajuan) -> tuple[Calculation, Perhitungan | None]:
    """What the result page shows: the frozen calculation once submitted, else the present one."""
    latest = frozen(month) if not month.editable else None
    if latest is not None and month.status in (*COUNTED, DITOLAK):
        return thaw(latest), latest
    return calculate(month), None


def freeze(month: Pengajuan, access: Access, pernyataan: str) -> Perhitungan:
    """Keep the calculation of this submission for good; runs inside the move's transaction.

    The puskesmas is locked first: of two months submitted at once the second sees what the first
    took from the year's ceiling.
    """
    Unit.objects.select_for_update(no_key=True).get(pk=month.puskesmas_id)
    now = calculate(month)
    if now.bulan is None or now.hasil is None:
        raise TidakDapatDihitung("", " ".join(fault.pesan for fault in now.faults))
    last = frozen(month)
    kept = Perhitungan.objects.create(
        kabupaten_id=month.kabupaten_id,
        pengajuan=month,
        nomor=last.nomor + 1 if last else 1,
        round=month.round,
        masukan=bulan_to_dict(now.bulan),
        hasil=hasil_to_dict(now.hasil),
        tanpa_sk=list(now.tanpa_sk),
        sidik=now.sidik,
        diketahui_pada=now.known_on,
        pool=now.hasil.pool,
        pool_lapangan=now.hasil.pool_lapangan,
        pool_manajemen=now.hasil.pool_manajemen,
        tidak_dibagi=now.hasil.tidak_dibagi,
        dipotong_pagu=now.hasil.dipotong_pagu,
        pernyataan=pernyataan,
        dinyatakan_oleh_id=access.user_id,
        dibekukan_pada=clock.now(),
    )
    _freeze_shares(kept, month, now.hasil)
    return kept


def _freeze_shares(kept: Perhitungan, month: Pengajuan, hasil: Hasil) -> None:
    """Each officer's part as a row of its own: what slips and sums read."""
    by_kode = dict(month.petugas.values_list("petugas__kode", "petugas_id"))
    PerhitunganPetugas.objects.bulk_create(
        [
            PerhitunganPetugas(
                kabupaten_id=month.kabupaten_id,
                perhitungan=kept,
                petugas_id=by_kode[row.id],
                bobot=row.bobot,
                lapangan=row.lapangan,
                manajemen=row.manajemen,
                bruto=row.bruto,
            )
            for row in hasil.baris()
        ]
    )


def differences(perhitungan: Perhitungan) -> list[tuple[str, str | None, str | None]]:
    """Compute the frozen input again as known then; every line that differs now, [] when equal."""
    before = thaw(perhitungan)
    assert before.bulan is not None  # noqa: S101 - a frozen calculation has both
    assert before.hasil is not None  # noqa: S101
    book = rulebook_for(perhitungan.kabupaten_id)
    after = compute_month(before.bulan, book, known_on=perhitungan.diketahui_pada)
    return compare(canonical(before.bulan, before.hasil), canonical(before.bulan, after))


def doubts(month: Pengajuan) -> list[str]:
    """Why the frozen calculation cannot be trusted, in sentences; [] when it is proven equal."""
    latest = frozen(month)
    if latest is None:
        return ["Hitungan pengajuan ini tidak ditemukan."]
    again = thaw(latest)
    if again.sidik != latest.sidik:
        return ["Sidik hitungan tidak cocok dengan isinya. Kembalikan agar dihitung ulang."]
    if differences(latest):
        return ["Aturan berubah sejak bulan ini diajukan. Kembalikan agar dihitung ulang."]
    return []


def pagu_left(month: Pengajuan) -> int | None:
    """What is left of the year's pagu insentif before this month (Pasal 11A ayat (8) huruf l).

    Counts what officers got in the year's other months that are submitted or approved, with their
    approved corrections; an undivided part stays in the pagu. None when no pagu is set for the
    puskesmas and year.
    """
    pagu = pagu_insentif(month.kabupaten_id, month.puskesmas_id, month.periode.year, clock.today())
    if pagu is None:
        return None
    latest = Perhitungan.objects.filter(
        pengajuan__puskesmas_id=month.puskesmas_id,
        pengajuan__periode__year=month.periode.year,
        pengajuan__status__in=COUNTED,
        round=F("pengajuan__round"),
    ).exclude(pengajuan=month)
    used = latest.aggregate(used=Sum(F("pool") - F("tidak_dibagi")))["used"] or 0
    corrected = Koreksi.objects.filter(
        pengajuan__puskesmas_id=month.puskesmas_id,
        pengajuan__periode__year=month.periode.year,
        status=Koreksi.Status.DISETUJUI,
    ).exclude(pengajuan=month)
    used += corrected.aggregate(total=Sum("selisih"))["total"] or 0
    return max(pagu - used, 0)


def read_input(month: Pengajuan) -> tuple[dict[str, Any], tuple[str, ...], list[Fault]]:
    """The calculator's input, the officers without SK, and what the master data lack."""
    last_day = month.period.last_day
    pagu = pagu_left(month)
    kategori = kategori_pada(month.puskesmas_id, last_day)
    faults = _master_faults(month, pagu, kategori)
    published = latest_for(month.puskesmas_id, month.period)
    officers, tanpa_sk = _officers(month)
    data: dict[str, Any] = {
        "kabupaten": month.kabupaten_id,
        "puskesmas": month.puskesmas.nama,
        "kode_puskesmas": month.puskesmas.slug,
        "periode": str(month.period),
        "penduduk": month.penduduk,
        "bok_diusulkan": month.bok_diusulkan,
        "bok_diserap": month.bok_diserap,
        "sisa_pagu_insentif": pagu,
        "karakteristik": kategori,
        "pelayanan": {
            row.layanan: {"target": row.target, "realisasi": row.realisasi}
            for row in month.pelayanan.all()
        },
        "petugas": officers,
    }
    if month.sisa_pagu_bok is not None:
        data["sisa_pagu_bok"] = month.sisa_pagu_bok
    if published is not None:
        data["indeks"] = {name: plain(value) for name, value in published.as_dict().items()}
        if published.alasan:
            data["alasan_indeks"] = published.alasan
    return data, tanpa_sk, faults


def _master_faults(month: Pengajuan, pagu: int | None, kategori: str | None) -> list[Fault]:
    faults = []
    if pagu is None:
        faults.append(
            Fault(
                "sisa_pagu_insentif",
                f"Pagu insentif {month.puskesmas.nama} tahun {month.periode.year} belum ada. "
                "Minta Dinas Kesehatan menetapkannya di halaman Aturan.",
            )
        )
    if kategori is None:
        faults.append(
            Fault(
                "karakteristik",
                f"Kategori {month.puskesmas.nama} belum diisi. "
                "Minta Dinas Kesehatan mengisinya di halaman Puskesmas.",
            )
        )
    empty = [
        label
        for label, value in (
            ("jumlah penduduk", month.penduduk),
            ("BOK diusulkan", month.bok_diusulkan),
            ("BOK diserap", month.bok_diserap),
        )
        if value is None
    ]
    if empty:
        faults.append(
            Fault("administrasi", f"Data administrasi belum lengkap: {', '.join(empty)}.")
        )
    return faults


def _officers(month: Pengajuan) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    work = _work(month)
    by_officer = {p.petugas_id: p for p in profiles(month)}
    rows, tanpa_sk = [], []
    for row_id, petugas_id, kode in month.petugas.values_list("pk", "petugas_id", "petugas__kode"):
        profile = by_officer.get(petugas_id)
        if profile is None:  # left before the month ended
            tanpa_sk.append(kode)
            continue
        days, visits = work[row_id]
        if not profile.ber_sk:
            tanpa_sk.append(profile.kode)
            days = visits = 0
        rows.append(_officer(profile, days, visits))
    return rows, tuple(sorted(tanpa_sk))


def _officer(profile: ProfilPetugas, days: int, visits: int) -> dict[str, Any]:
    return {
        "id": profile.kode,
        "nama": profile.kode,  # a frozen input holds no name
        "status": profile.status,
        "golongan": profile.golongan,
        "pendidikan": profile.pendidikan,
        "jabatan_utama": posts_to_json(profile.jabatan_utama),
        "jabatan_tambahan": profile.jabatan_tambahan,
        "orang_hari": days,
        "frekuensi": visits,
    }


def _in_words(faults: Sequence[Fault], officers: Sequence[dict[str, Any]]) -> tuple[Fault, ...]:
    """The validator's faults say where in words: on a page nobody knows who `petugas[3]` is."""
    found = [re.fullmatch(r"petugas\[(\d+)\](.*)", fault.letak) for fault in faults]
    codes = [officers[int(match[1])]["id"] if match else "" for match in found]
    names = dict(Petugas.objects.filter(kode__in=codes).order_by("pk").values_list("kode", "nama"))
    worded = []
    for fault, match, code in zip(faults, found, codes, strict=True):
        inside = match[2].removeprefix(".") if match else fault.letak
        place = ", ".join(inside.replace("_", " ").split(".")) if inside else ""
        where = ", ".join(words for words in (names.get(code, code), place) if words)
        sentence = f"{where[:1].upper()}{where[1:]}: {fault.pesan}" if where else fault.pesan
        worded.append(Fault(fault.letak, sentence))
    return tuple(worded)


def _work(month: Pengajuan) -> dict[int, tuple[int, int]]:
    """(orang_hari, frekuensi) by row of the grid."""
    totals: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    sums = (
        IsianKegiatan.objects.filter(petugas_bulan__pengajuan=month)
        .order_by()
        .values_list("petugas_bulan_id", "baris__jenis")
        .annotate(total=Sum("jumlah"))
    )
    for row, jenis, total in sums:
        days, visits = totals[row]
        if jenis == BarisKegiatan.Jenis.MANAJEMEN:
            totals[row] = (total, visits)
        else:
            totals[row] = (days, total)
    return totals
