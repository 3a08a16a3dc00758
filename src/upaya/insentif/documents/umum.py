"""What all documents of a month share: letterhead, place, places to sign, usual lines."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from upaya.core.documents.content import Kop, TandaTangan
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.bulan.signatories import Pejabat
from upaya.rules.period import tanggal
from upaya.rules.roles import Role

TANPA_DASAR = "belum ditetapkan; ajukan ketetapan “Dasar hukum pada dokumen”"


def kop(sheet: LembarBulan) -> Kop:
    """The letterhead of the puskesmas; address and telephone as far as they are known."""
    unit, kabupaten = sheet.month.puskesmas, sheet.month.kabupaten
    place = f"Kecamatan {unit.kecamatan.nama}, {kabupaten.nama}" if unit.kecamatan else ""
    first = ", ".join(words for words in (unit.alamat, place) if words)
    lines = (first, f"Telepon {unit.telepon}" if unit.telepon else "")
    return Kop(
        f"Pemerintah {kabupaten.nama}",
        sheet.dinas,
        puskesmas(sheet.month),
        tuple(words for words in lines if words),
    )


def kop_dinas(sheet: LembarBulan) -> Kop:
    """The letterhead of the Dinas, for what it issues itself."""
    dinas = sheet.month.puskesmas.induk
    lines = (dinas.alamat, f"Telepon {dinas.telepon}" if dinas.telepon else "") if dinas else ()
    return Kop(
        f"Pemerintah {sheet.month.kabupaten.nama}",
        sheet.dinas,
        alamat=tuple(words for words in lines if words),
    )


def dasar(sheet: LembarBulan) -> tuple[tuple[str, str], ...]:
    """The line that names the legal basis: what the district has, not what another one has."""
    found = sheet.dasar
    return (("Dasar", found.text if found else TANPA_DASAR),)


def puskesmas(month: Pengajuan) -> str:
    """The puskesmas with its kind in front."""
    return month.puskesmas.sebutan


def keterangan(month: Pengajuan) -> str:
    """The line below the title."""
    return f"{puskesmas(month)}, {month.period.nama}"


def tempat(month: Pengajuan) -> str:
    """Where it is signed: the district without its kind."""
    return month.kabupaten.tempat


def signer(role: Role, siapa: Pejabat | None, pembuka: str = "") -> TandaTangan:
    """A place to sign for an official; open when nobody is known."""
    if siapa is None:
        return TandaTangan(role.label, pembuka=pembuka)
    return TandaTangan(role.label, siapa.nama, siapa.nip, pembuka, siapa.pangkat)


def moment(at: datetime) -> str:
    """`1 Agustus 2022 pukul 14.05`, in the installation's zone."""
    local = timezone.localtime(at)
    return f"{tanggal(local.date())} pukul {local:%H.%M}"
