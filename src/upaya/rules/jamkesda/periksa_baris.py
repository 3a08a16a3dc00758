"""Checks on one line, and on what the lines make together."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from upaya.rules.jamkesda.klaim import BarisKlaim, Tarif
from upaya.rules.jamkesda.reading import Reading
from upaya.rules.money import angka, rupiah
from upaya.rules.period import tanggal

_KATA_KELAMIN = {"L": "laki-laki", "P": "perempuan"}


class Kena(NamedTuple):
    """A reason that applies; `jumlah` is what it takes at most, None everything."""

    kalimat: str
    jumlah: int | None = None


def di_luar_perjanjian(reading: Reading, baris: BarisKlaim) -> Kena | None:
    """A02: the service stands in the agreement."""
    if baris.kode in reading.asked.perjanjian.layanan:
        return None
    return Kena(f"Layanan {baris.kode} tidak ada dalam perjanjian kerja sama.")


def tanpa_tarif(reading: Reading, baris: BarisKlaim) -> Kena | None:
    """T01: the service stands in the tariff."""
    if reading.bertarif(baris.kode):
        return None
    return Kena(f"Layanan {baris.kode} tidak ada dalam daftar tarif.")


def tarif_tidak_berlaku(reading: Reading, baris: BarisKlaim) -> Kena | None:
    """T03: a tariff that is known is in force on the day of the service."""
    if reading.tarif(baris) is not None or not reading.bertarif(baris.kode):
        return None
    return Kena(f"Tarif {baris.kode} tidak berlaku pada {tanggal(baris.tanggal)}.")


def di_luar_perawatan(reading: Reading, baris: BarisKlaim) -> Kena | None:
    """W04: the service was given between admission and discharge."""
    klaim = reading.klaim
    if klaim.masuk <= baris.tanggal <= klaim.keluar:
        return None
    stay = f"{tanggal(klaim.masuk)} sampai {tanggal(klaim.keluar)}"
    return Kena(f"Tanggal layanan {tanggal(baris.tanggal)} di luar perawatan, {stay}.")


def sudah_ditagih(reading: Reading, baris: BarisKlaim) -> Kena | None:
    """D02: the same service of the same day stands nowhere else."""
    near = reading.terdekat(baris)
    if near is None or near.jarak:
        return None
    when = tanggal(baris.tanggal)
    return Kena(f"Layanan {baris.kode} tanggal {when} sudah ditagih dalam {near.di}.")


def terlalu_dekat(reading: Reading, baris: BarisKlaim) -> Kena | None:
    """K02: enough days lie between this service and the same one, before or after."""
    near, tarif = reading.terdekat(baris), reading.tarif(baris)
    if near is None or tarif is None or tarif.jarak_hari is None or near.jarak >= tarif.jarak_hari:
        return None
    return Kena(
        f"Berjarak {near.jarak} hari dari layanan yang sama tanggal {tanggal(near.tanggal)} dalam "
        f"{near.di}; paling sedikit {tarif.jarak_hari} hari."
    )


def bukan_untuknya(reading: Reading, baris: BarisKlaim) -> Kena | None:
    """K03: sex and age on the day of the service are those of the tariff."""
    tarif = reading.tarif(baris)
    if tarif is None:
        return None
    person = reading.asked.peserta
    if tarif.jenis_kelamin is not None and tarif.jenis_kelamin != person.jenis_kelamin:
        return Kena(f"Layanan {baris.kode} hanya untuk {_KATA_KELAMIN[tarif.jenis_kelamin]}.")
    if tarif.umur_min is None and tarif.umur_maks is None:
        return None
    age = umur(person.tanggal_lahir, baris.tanggal)
    low, high = tarif.umur_min, tarif.umur_maks
    if (low is None or low <= age) and (high is None or age <= high):
        return None
    return Kena(f"Umur {age} tahun; layanan {baris.kode} untuk {_range(low, high)} tahun.")


def umur(lahir: date, day: date) -> int:
    """Whole years on a day; who was born on 29 February grows older on 1 March in other years."""
    return day.year - lahir.year - ((day.month, day.day) < (lahir.month, lahir.day))


def _range(low: int | None, high: int | None) -> str:
    if low is None:
        return f"paling tinggi {high}"
    return f"paling rendah {low}" if high is None else f"{low} sampai {high}"


def jumlah_berlebih(reading: Reading, baris: BarisKlaim) -> Kena | None:
    """K01: no more than the tariff allows; the excess is cut at the price asked."""
    tarif = reading.tarif(baris)
    if tarif is None or tarif.jumlah_maks is None or baris.jumlah <= tarif.jumlah_maks:
        return None
    over = baris.jumlah - tarif.jumlah_maks
    said = f"Jumlah {angka(baris.jumlah)}, paling banyak {angka(tarif.jumlah_maks)}"
    return Kena(f"{said}; kelebihan {angka(over)} kali {rupiah(baris.harga)}.", over * baris.harga)


def harga_di_atas_tarif(reading: Reading, baris: BarisKlaim) -> Kena | None:
    """T02: the price is that of the tariff or less; the excess is cut for what is allowed."""
    tarif = reading.tarif(baris)
    if tarif is None or baris.harga <= tarif.harga:
        return None
    count, over = _allowed(tarif, baris.jumlah), baris.harga - tarif.harga
    said = f"Harga {rupiah(baris.harga)}, tarif {rupiah(tarif.harga)}"
    return Kena(f"{said}; kelebihan {rupiah(over)} kali {angka(count)}.", over * count)


def _allowed(tarif: Tarif, count: int) -> int:
    return count if tarif.jumlah_maks is None else min(count, tarif.jumlah_maks)


def melebihi_surat(reading: Reading, total: int) -> Kena | None:
    """P06: what the lines still make together is no more than what the letter leaves."""
    surat = reading.asked.surat
    if surat is None or surat.sisa is None or total <= surat.sisa:
        return None
    over = total - surat.sisa
    said = f"Sisa surat jaminannya {rupiah(surat.sisa)}"
    return Kena(f"{said}; kelebihan {rupiah(over)} dipotong dari baris terakhir.", over)
