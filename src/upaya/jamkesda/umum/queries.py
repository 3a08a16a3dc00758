"""What everybody may know: read from what models declare public, and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.http import Http404

from upaya.core import audit, clock
from upaya.core.crypto import blind_index
from upaya.core.deadline import Tenggat
from upaya.jamkesda.aduan.models import Aduan, UmpanBalik
from upaya.jamkesda.peserta.models import MasaPeserta, Peserta
from upaya.jamkesda.ppk.models import Layanan, Perjanjian, Ppk
from upaya.jamkesda.register.models import CatatanRegister
from upaya.jamkesda.surat.models import SuratJaminan
from upaya.rules.jamkesda import road
from upaya.warga.models import Warga
from upaya.wilayah.models import Kabupaten, Unit

_NOBODY = 0
_SHORT = 16


@dataclass(frozen=True, slots=True)
class Tempat:
    """A district with the office that answers."""

    kode: str
    nama: str
    upt: int
    kantor: str
    alamat: str
    telepon: str


def _named(district: Mapping[str, Any], office: Mapping[str, Any]) -> Tempat:
    return Tempat(
        district["kode"], district["nama"], office["id"], office["nama"], office["alamat"],
        office["telepon"],
    )  # fmt: skip


def tempat(kabupaten: str) -> Tempat:
    """The district of an address; Http404 where no UPT runs a Jamkesda."""
    district = Kabupaten.objects.for_public().filter(kode=kabupaten).first()
    offices = Unit.objects.for_public().filter(kabupaten_id=kabupaten, jenis=Unit.Jenis.UPT)
    office = offices.order_by("id").first()
    if district is None or office is None:
        raise Http404
    return _named(district, office)


def semua() -> list[Tempat]:
    """Every district with a UPT, by name."""
    offices = {row["kabupaten_id"]: row for row in _offices()}
    rows = Kabupaten.objects.for_public().filter(kode__in=list(offices)).order_by("nama")
    return [_named(row, offices[row["kode"]]) for row in rows]


def _offices() -> list[Mapping[str, Any]]:
    return list(Unit.objects.for_public().filter(jenis=Unit.Jenis.UPT).order_by("-id"))


# ------------------------------------------------------------------ PPK
@dataclass(frozen=True, slots=True)
class Fasilitas:
    """A PPK as a member looks for it; `sampai` is None where no agreement is in force today."""

    id: int
    nama: str
    jenis: str
    alamat: str
    telepon: str
    layanan: tuple[str, ...]
    sampai: date | None


def fasilitas(kabupaten: str) -> list[Fasilitas]:
    """The PPK of a district, those that may serve today first. Three questions, however many."""
    rows = list(Ppk.objects.for_public().filter(kabupaten_id=kabupaten))
    today = clock.today()
    agreed = Perjanjian.objects.for_public().filter(
        kabupaten=kabupaten, mulai__lte=today, sampai__gte=today
    )
    running = {row["ppk_id"]: row for row in agreed.order_by("mulai")}
    units = Unit.objects.for_public().filter(id__in=[row["unit_id"] for row in rows])
    named = {unit["id"]: unit for unit in units}
    found = [
        _facility(row, named[row["unit_id"]], running.get(row["unit_id"]))
        for row in rows
        if row["unit_id"] in named
    ]
    return sorted(found, key=lambda one: (one.sampai is None, one.nama))


def _facility(
    row: Mapping[str, Any], unit: Mapping[str, Any], agreed: Mapping[str, Any] | None
) -> Fasilitas:
    kind = str(Ppk.Jenis(row["jenis"]).label)
    if row["kelas"]:
        kind = f"{kind} kelas {row['kelas']}"
    services = agreed["layanan"] if agreed else []
    return Fasilitas(
        unit["id"], unit["nama"], kind, unit["alamat"], unit["telepon"],
        tuple(str(Layanan(one).label) for one in services), agreed["sampai"] if agreed else None,
    )  # fmt: skip


# ------------------------------------------------------------------ membership
@dataclass(frozen=True, slots=True)
class Kepesertaan:
    """All that anybody is told of a NIK with a birth date; the same for who is not known."""

    aktif: bool = False
    inisial: str = "-"
    mulai: date | None = None
    sampai: date | None = None


def cek(tempat: Tempat, nik: str, lahir: date) -> Kepesertaan:
    """Whether somebody is covered today; recorded, without the NIK.

    The same questions to the database in the same order, whether the NIK is known or not, the birth
    date right or not, the member covered or not.
    """
    index = blind_index(nik, "nik")
    people = Warga.objects.for_public().filter(
        kabupaten=tempat.kode, nik_indeks=index, tanggal_lahir=lahir
    )
    person = people.first()
    cards = Peserta.objects.for_public().filter(warga=person["id"] if person else _NOBODY)
    member = cards.first()
    key = (member["gabung_ke_id"] or member["id"]) if member else _NOBODY
    leading = Peserta.objects.for_public().filter(id=key).first()
    term = MasaPeserta.objects.for_public().filter(peserta_id=key).order_by("-mulai").first()
    with transaction.atomic():
        office = Unit(pk=tempat.upt)
        detail = {"sidik": index[:_SHORT], "cocok": term is not None}
        audit.record("umum.cek_peserta", office, access=None, kabupaten=tempat.kode, detail=detail)
    today = clock.today()  # asked for whoever is not known as well
    if leading is None or term is None:
        return Kepesertaan()
    ends = term["sampai"]
    covered = term["mulai"] <= today and (ends is None or today <= ends)
    return Kepesertaan(covered, leading["inisial"], term["mulai"], ends)


# ------------------------------------------------------------------ letters
@dataclass(frozen=True, slots=True)
class Surat:
    """What anybody is told of a letter; the same fields for one that is not known."""

    keadaan: str = "tidak dikenal"
    nomor: str = "-"
    inisial: str = "-"
    layanan: str = "-"
    ppk: str = "-"
    mulai: date | None = None
    sampai: date | None = None
    kabupaten: str = ""
    dinilai: bool = False

    @property
    def dikenal(self) -> bool:
        """Whether there is such a letter."""
        return self.mulai is not None


def surat(kode: str, nomor: str = "") -> Surat:
    """How a letter stands today, by its code; with `nomor` only when that is its number.

    Four questions to the database, whatever the answer.
    """
    row = SuratJaminan.objects.for_public().filter(kode=kode).first()
    if row is not None and nomor and _plain(row["nomor"]) != _plain(nomor):
        row = None
    member = Peserta.objects.for_public().filter(id=row["peserta_id"] if row else _NOBODY).first()
    unit = Unit.objects.for_public().filter(id=row["ppk_id"] if row else _NOBODY).first()
    said = UmpanBalik.objects.for_public().filter(surat_id=row["id"] if row else _NOBODY).first()
    if row is None:
        return Surat()
    return Surat(
        _keadaan(row, clock.today()),
        row["nomor"],
        member["inisial"] if member else "-",
        str(Layanan(row["layanan"]).label),
        unit["nama"] if unit else "-",
        row["mulai"],
        row["sampai"],
        row["kabupaten_id"],
        said is not None,
    )


def _plain(nomor: str) -> str:
    return "".join(nomor.upper().split())


def _keadaan(row: Mapping[str, Any], day: date) -> str:
    if row["status"] == road.DICABUT:
        return "dicabut"
    if day < row["mulai"]:
        return "belum mulai"
    return "berlaku" if day <= row["sampai"] else "lewat masanya"


# ------------------------------------------------------------------ tickets
@dataclass(frozen=True, slots=True)
class Tiket:
    """How a complaint or a question stands, for whoever holds its ticket."""

    jenis: str = "-"
    status: str = "tidak dikenal"
    masuk: Any = None
    tenggat: Tenggat | None = None
    jawaban: str = ""
    dijawab: Any = None


def tiket(kabupaten: str, nomor: str) -> Tiket:
    """One question to the database, whatever the answer."""
    row = Aduan.objects.for_public().filter(kabupaten=kabupaten, tiket=nomor).first()
    if row is None:
        return Tiket()
    waits = row["status"] == Aduan.Status.BARU
    due = Tenggat(row["batas"], clock.working_days_left(row["batas"]), pasti=True)
    return Tiket(
        str(Aduan.Jenis(row["jenis"]).label),
        str(Aduan.Status(row["status"]).label).lower(),
        row["masuk_pada"],
        due if waits else None,
        row["jawaban"],
        row["dijawab_pada"],
    )


# ------------------------------------------------------------------ documents
def ketentuan(kabupaten: str, macam: str = "tata-kelola") -> list[Mapping[str, Any]]:
    """What the Kepala Dinas decreed further (Pasal 14), or other documents, the newest first.

    `unduh` is the paper of a row that was declared public: its name, kind and size; else None.
    """
    rows = CatatanRegister.objects.for_public().filter(kabupaten=kabupaten, macam=macam)
    return [
        row["isi"] | {"hari": row["hari"], "pk": row["id"], "unduh": row["terbitan"]}
        for row in rows.order_by("-hari", "-id")
    ]


def terbitan(kabupaten: str, pk: int) -> Mapping[str, Any]:
    """Where the public paper of a row lies; Http404 when none was declared public."""
    row = CatatanRegister.objects.for_public().filter(kabupaten=kabupaten, id=pk).first()
    if row is None or row["terbitan"] is None:
        raise Http404
    found: Mapping[str, Any] = row["terbitan"]
    return found
