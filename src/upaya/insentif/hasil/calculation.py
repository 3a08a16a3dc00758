"""From the tables of a month to the rules and back: the input, the result, the frozen calculation.

The input is built in the form of the offline calculator and read by its own validator, so that the
page and `upaya hitung insentif` cannot differ.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from upaya.core import clock
from upaya.core.access import Access
from upaya.exchange.insentif.json_input import validate
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.hasil.models import Perhitungan, PerhitunganPetugas
from upaya.pegawai.profil import ProfilPetugas
from upaya.rules.errors import Fault, RuleError, TidakDapatDihitung
from upaya.rules.insentif.compute import compute_month
from upaya.rules.insentif.fingerprint import canonical, compare, sidik
from upaya.rules.insentif.month import Bulan, Hasil
from upaya.rules.insentif.officer_work import Kerja
from upaya.rules.insentif.serial import (
    bulan_from_dict,
    bulan_to_dict,
    hasil_from_dict,
    hasil_to_dict,
    posts_to_json,
)
from upaya.rules.money import plain
from upaya.rules.parameter import RuleBook
from upaya.wilayah.models import Unit

if TYPE_CHECKING:  # the reading of a month computes it with this module
    from upaya.insentif.bulan.reading import LembarBulan
    from upaya.insentif.isian.reading import IsianBulan


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


def calculate(sheet: IsianBulan) -> Calculation:
    """Compute the month from its tables as they stand, with the rules as known today."""
    known_on = clock.today()
    data, tanpa_sk, missing = read_input(sheet)
    if missing:
        return Calculation(tuple(missing), None, None, known_on, tanpa_sk)
    reading = validate(data, sheet.book, known_on)
    bulan = reading.bulan
    if bulan is None:
        faults = in_words(reading.galat, data["petugas"], sheet.nama)
        return Calculation(faults, None, None, known_on, tanpa_sk)
    try:
        hasil = compute_month(bulan, sheet.book, known_on=known_on)
    except TidakDapatDihitung as fault:
        return Calculation((fault.fault,), None, None, known_on, tanpa_sk)
    except RuleError as fault:
        return Calculation((Fault("", str(fault)),), None, None, known_on, tanpa_sk)
    return Calculation((), bulan, hasil, known_on, tanpa_sk)


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


def freeze(sheet: LembarBulan, access: Access, pernyataan: str) -> Perhitungan:
    """Keep the calculation of this submission for good; runs inside the move's transaction.

    The puskesmas was locked before the month was read (`hold_puskesmas`).
    """
    month, now = sheet.month, sheet.sekarang
    if now.bulan is None or now.hasil is None:
        raise TidakDapatDihitung("", " ".join(fault.pesan for fault in now.faults))
    last = sheet.perhitungan
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
    _freeze_shares(kept, sheet, now.hasil)
    return kept


def hold_puskesmas(month: Pengajuan) -> None:
    """Months of one puskesmas that are submitted or recapped at once follow one another.

    The second sees what the first took from the year's pagu, and which differences it settled.
    """
    Unit.objects.select_for_update(no_key=True).only("pk").get(pk=month.puskesmas_id)


def _freeze_shares(kept: Perhitungan, sheet: LembarBulan, hasil: Hasil) -> None:
    """Each officer's part as a row of its own: what slips and sums read."""
    by_kode = {row.petugas.kode: row for row in sheet.baris}
    work = sheet.rincian
    PerhitunganPetugas.objects.bulk_create(
        [
            PerhitunganPetugas(
                kabupaten_id=kept.kabupaten_id,
                perhitungan=kept,
                petugas_id=by_kode[row.id].petugas_id,
                bobot=row.bobot,
                lapangan=row.lapangan,
                manajemen=row.manajemen,
                bruto=row.bruto,
                kegiatan=[] if row.id in kept.tanpa_sk else work[by_kode[row.id].pk],
            )
            for row in hasil.baris()
        ]
    )


def differences(
    perhitungan: Perhitungan, book: RuleBook
) -> list[tuple[str, str | None, str | None]]:
    """Compute the frozen input again as known then; every line that differs now, [] when equal."""
    before = thaw(perhitungan)
    assert before.bulan is not None  # noqa: S101 - a frozen calculation has both
    assert before.hasil is not None  # noqa: S101
    after = compute_month(before.bulan, book, known_on=perhitungan.diketahui_pada)
    return compare(canonical(before.bulan, before.hasil), canonical(before.bulan, after))


def read_input(sheet: IsianBulan) -> tuple[dict[str, Any], tuple[str, ...], list[Fault]]:
    """The calculator's input, the officers without SK, and what the master data lack."""
    month, published = sheet.month, sheet.indeks
    officers, tanpa_sk = _officers(sheet)
    data: dict[str, Any] = {
        "kabupaten": month.kabupaten_id,
        "puskesmas": month.puskesmas.nama,
        "kode_puskesmas": month.puskesmas.slug,
        "periode": str(month.period),
        "penduduk": month.penduduk,
        "bok_diusulkan": month.bok_diusulkan,
        "bok_diserap": month.bok_diserap,
        "sisa_pagu_insentif": sheet.sisa_pagu,
        "karakteristik": sheet.angka.kategori,
        "pelayanan": {
            row.layanan: {"target": row.target}
            | ({} if row.realisasi is None else {"realisasi": row.realisasi})
            for row in sheet.pelayanan
        },
        "petugas": officers,
    }
    if month.sisa_pagu_bok is not None:
        data["sisa_pagu_bok"] = month.sisa_pagu_bok
    if published is not None:
        data["indeks"] = {name: plain(value) for name, value in published.as_dict().items()}
        if published.alasan:
            data["alasan_indeks"] = published.alasan
    return data, tanpa_sk, _master_faults(month, sheet.pagu, sheet.angka.kategori)


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


def _officers(sheet: IsianBulan) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    by_officer = {p.petugas_id: p for p in sheet.profil}
    rows, tanpa_sk = [], []
    for row in sheet.baris:
        profile = by_officer.get(row.petugas_id)
        if profile is None:  # left before the month ended
            tanpa_sk.append(row.petugas.kode)
            continue
        work = sheet.kerja[row.pk]
        if not profile.ber_sk:
            tanpa_sk.append(profile.kode)
            work = Kerja()
        rows.append(_officer(profile, work))
    return rows, tuple(sorted(tanpa_sk))


def _officer(profile: ProfilPetugas, work: Kerja) -> dict[str, Any]:
    return {
        "id": profile.kode,
        "nama": profile.kode,  # a frozen input holds no name
        "status": profile.status,
        "golongan": profile.golongan,
        "pendidikan": profile.pendidikan,
        "jabatan_utama": posts_to_json(profile.jabatan_utama),
        "jabatan_tambahan": profile.jabatan_tambahan,
        "orang_hari": work.orang_hari,
        "frekuensi": work.frekuensi,
    }


def in_words(
    faults: Sequence[Fault], officers: Sequence[dict[str, Any]], names: Mapping[str, str]
) -> tuple[Fault, ...]:
    """The validator's faults say where in words: on a page nobody knows who `petugas[3]` is."""
    worded = []
    for fault in faults:
        match = re.fullmatch(r"petugas\[(\d+)\](.*)", fault.letak)
        code = officers[int(match[1])]["id"] if match else ""
        inside = match[2].removeprefix(".") if match else fault.letak
        place = ", ".join(inside.replace("_", " ").split(".")) if inside else ""
        where = ", ".join(words for words in (names.get(code, code), place) if words)
        sentence = f"{where[:1].upper()}{where[1:]}: {fault.pesan}" if where else fault.pesan
        worded.append(Fault(fault.letak, sentence))
    return tuple(worded)
