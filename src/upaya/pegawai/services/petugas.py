"""Officers: recorded, corrected, ended, taken back; and the one way to see full numbers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, fields
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.akun.models import User
from upaya.core import audit
from upaya.core.access import Access
from upaya.core.changes import put, same
from upaya.core.creation import named
from upaya.core.crypto import blind_index
from upaya.pegawai.models import Petugas, Status
from upaya.pegawai.queries import accounts_for
from upaya.pegawai.rekening import Aturan, aturan_bank
from upaya.rules.insentif.month import GOLONGAN_PNS
from upaya.rules.numbers import clean
from upaya.rules.rekening import cacat_nama
from upaya.wilayah.models import Unit
from upaya.wilayah.services import lock_puskesmas

SECRET = ("nik", "nip", "npwp", "rekening")


@dataclass(frozen=True, slots=True)
class DataPetugas:
    """What is recorded of an officer: numbers as digits, choices as stored, "" for unknown."""

    nama: str
    pendidikan: str
    status: str
    tenaga: str
    golongan: str = ""
    ptkp: str = ""
    nik: str = ""
    nip: str = ""
    npwp: str = ""
    rekening: str = ""
    bank: str = ""
    nama_rekening: str = ""


FIELDS = tuple(field.name for field in fields(DataPetugas))


def value_faults(data: DataPetugas, banks: Aturan) -> dict[str, str]:
    """What cannot be as it is written, by field, as a clause; for every entrance of officers."""
    found = {}
    if data.status == Status.PNS and data.golongan not in ("", *GOLONGAN_PNS):
        found["golongan"] = f"golongan PNS I sampai IV; {data.golongan} adalah golongan PPPK"
    if data.nama_rekening and (clause := cacat_nama(data.nama_rekening, banks(data.bank))):
        found["nama_rekening"] = clause
    if data.bank and not clean(data.bank).strip("-. "):
        found["bank"] = "tulis nama banknya, atau kosongkan"
    return found


def kabupaten_of(puskesmas: Unit) -> str:
    """The district whose audit chain a change belongs to."""
    return str(puskesmas.kabupaten_id)


@named()
def add(access: Access, puskesmas_id: int, data: DataPetugas, *, kode: str = "") -> Petugas:
    """A new officer; `kode` is given only by a transfer of data that already has codes."""
    puskesmas = lock_puskesmas(access, puskesmas_id)
    if data.nik and (twin := _sent_before(puskesmas, data)) is not None:
        return twin
    refuse_second(puskesmas, data.nik)
    _refuse_values(puskesmas, data, FIELDS)
    officer = Petugas(puskesmas=puskesmas, **{name: getattr(data, name) for name in FIELDS})
    if kode:
        officer.kode = kode
    officer.save()
    filled = [name for name in FIELDS if getattr(data, name)]
    audit.record(
        "petugas.tambah",
        officer,
        access=access,
        kabupaten=kabupaten_of(puskesmas),
        detail={"isian": filled},
    )
    return officer


@named()
def change(access: Access, officer: Petugas, data: DataPetugas) -> list[str]:
    """Correct an officer; names of the fields that changed, [] when nothing did."""
    puskesmas = lock_puskesmas(access, officer.puskesmas_id)
    current = Petugas.objects.select_for_update().get(pk=officer.pk)
    changed = write(current, data)
    if "nik" in changed:
        refuse_second(puskesmas, data.nik, besides=current.pk)
    _refuse_values(puskesmas, data, changed)
    if changed:
        current.save()
        audit.record(
            "petugas.ubah",
            current,
            access=access,
            kabupaten=kabupaten_of(puskesmas),
            detail={"isian": changed},
        )
    return changed


def write(officer: Petugas, data: DataPetugas) -> list[str]:
    """Put `data` into an officer without saving; names of the fields that differ."""
    return put(officer, {name: getattr(data, name) for name in FIELDS})


def _refuse_values(puskesmas: Unit, data: DataPetugas, changed: Collection[str]) -> None:
    """Refuse what cannot be; a value that nobody touched now stays as it is."""
    found = value_faults(data, aturan_bank(kabupaten_of(puskesmas)))
    concerned = {"golongan": ("golongan", "status"), "nama_rekening": ("nama_rekening", "bank")}
    faults = {
        name: f"{clause[:1].upper()}{clause[1:]}."
        for name, clause in found.items()
        if set(concerned.get(name, (name,))) & set(changed)
    }
    if faults:
        raise ValidationError(faults)


def _sent_before(puskesmas: Unit, data: DataPetugas) -> Petugas | None:
    """The officer at work here of whom all this is recorded already: the form came twice."""
    index = blind_index(data.nik, "nik")
    found = Petugas.objects.filter(puskesmas=puskesmas, nik_indeks=index, aktif=True).first()
    return found if found is not None and same(found, asdict(data)) else None


def refuse_second(puskesmas: Unit, nik: str, *, besides: int | None = None) -> None:
    """The same NIK twice in one puskesmas is one person recorded twice (in two it is flagged)."""
    if not nik:
        return
    same = Petugas.objects.filter(puskesmas=puskesmas, nik_indeks=blind_index(nik, "nik"))
    other = (same if besides is None else same.exclude(pk=besides)).first()
    if other is not None:
        state = "" if other.aktif else " (nonaktif; aktifkan lagi di halamannya)"
        raise ValidationError({"nik": f"NIK ini sudah tercatat untuk {other.nama}{state}."})


@transaction.atomic
def end(access: Access, officer: Petugas, day: date) -> None:
    """The officer does not work here from `day` on; posts and decrees stay as they were given."""
    puskesmas = lock_puskesmas(access, officer.puskesmas_id)
    current = Petugas.objects.select_for_update().get(pk=officer.pk)
    if not current.aktif:
        raise ValidationError("Petugas ini sudah nonaktif.")
    current.aktif, current.nonaktif_sejak = False, day
    current.save()
    audit.record(
        "petugas.nonaktif",
        current,
        access=access,
        kabupaten=kabupaten_of(puskesmas),
        detail={"sejak": day.isoformat()},
    )


@transaction.atomic
def take_back(access: Access, officer: Petugas) -> None:
    """The officer is active again."""
    puskesmas = lock_puskesmas(access, officer.puskesmas_id)
    current = Petugas.objects.select_for_update().get(pk=officer.pk)
    if current.aktif:
        raise ValidationError("Petugas ini masih aktif.")
    current.aktif, current.nonaktif_sejak = True, None
    current.save()
    audit.record("petugas.aktif", current, access=access, kabupaten=kabupaten_of(puskesmas))


@named()
def connect(access: Access, officer: Petugas, user: User | None) -> None:
    """Whose account reads this officer's slip; None takes the link away."""
    puskesmas = lock_puskesmas(access, officer.puskesmas_id)
    current = Petugas.objects.select_for_update().get(pk=officer.pk)
    if user is not None and not accounts_for(puskesmas).filter(pk=user.pk).exists():
        raise ValidationError({"user": "Akun ini tidak berperan petugas di puskesmas ini."})
    taken = Petugas.objects.filter(puskesmas=puskesmas, user=user).exclude(pk=current.pk)
    if user is not None and (other := taken.first()) is not None:
        raise ValidationError({"user": f"Akun ini sudah dipakai untuk slip {other.nama}."})
    if current.user_id == (user.pk if user else None):
        return
    current.user = user
    current.save()
    audit.record(
        "petugas.akun",
        current,
        access=access,
        kabupaten=kabupaten_of(puskesmas),
        detail={"pengguna": current.user_id},
    )


@transaction.atomic
def reveal(access: Access, officer: Petugas) -> dict[str, str]:
    """The personal numbers in full, by field; who looked is recorded (UU 27/2022)."""
    shown = {name: getattr(officer, name) for name in SECRET if getattr(officer, name)}
    audit.record(
        "petugas.lihat_nomor",
        officer,
        access=access,
        kabupaten=kabupaten_of(officer.puskesmas),
        detail={"isian": sorted(shown)},
    )
    return shown
