"""What all documents of a month share: letterhead, place, places to sign, usual lines."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from upaya.core.documents.content import Kop, TandaTangan
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.rules.period import tanggal
from upaya.rules.roles import Role

DASAR = "Pasal 24 huruf i dan Pasal 11A Peraturan Bupati Situbondo Nomor 79 Tahun 2022"
NIP = "." * 32
"""Officials write their number by hand: the program keeps none of theirs."""


def kop(sheet: LembarBulan) -> Kop:
    """The letterhead of the puskesmas; the address as far as it is known."""
    month = sheet.month
    kecamatan = month.puskesmas.kecamatan
    address = (f"Kecamatan {kecamatan.nama}, {month.kabupaten.nama}",) if kecamatan else ()
    return Kop(f"Pemerintah {month.kabupaten.nama}", sheet.dinas, puskesmas(month), address)


def puskesmas(month: Pengajuan) -> str:
    """The puskesmas with its kind in front."""
    nama = str(month.puskesmas.nama)
    return nama if nama.lower().startswith("puskesmas") else f"Puskesmas {nama}"


def keterangan(month: Pengajuan) -> str:
    """The line below the title."""
    return f"{puskesmas(month)}, {month.period.nama}"


def tempat(month: Pengajuan) -> str:
    """Where it is signed: the district without its kind."""
    return str(month.kabupaten.nama).removeprefix("Kabupaten ").removeprefix("Kota ")


def signer(role: Role, nama: str, pembuka: str = "") -> TandaTangan:
    """A place to sign for an official."""
    return TandaTangan(role.label, nama, NIP, pembuka)


def moment(at: datetime) -> str:
    """`1 Agustus 2022 pukul 14.05`, in the installation's zone."""
    local = timezone.localtime(at)
    return f"{tanggal(local.date())} pukul {local:%H.%M}"
