"""Posts by name, decrees, who holds which post, and who is entitled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q, QuerySet

from upaya.core import audit, clock, files
from upaya.core.access import Access
from upaya.core.changes import put, same
from upaya.core.creation import named, taken
from upaya.pegawai.izin import IzinPegawai
from upaya.pegawai.makers import signed
from upaya.pegawai.models import (
    JenisJabatan,
    Macam,
    Penerbit,
    Penetapan,
    Penugasan,
    Petugas,
    SuratKeputusan,
)
from upaya.pegawai.queries import sk_untuk
from upaya.pegawai.services.petugas import kabupaten_of
from upaya.rules.period import tanggal
from upaya.wilayah.models import Kabupaten, Unit


# ------------------------------------------------------------------ names of posts
@named()
def save_post_name(
    access: Access,
    *,
    nama: str,
    macam: str,
    kelas: str,
    asal: str,
    aktif: bool = True,
    existing: JenisJabatan | None = None,
) -> JenisJabatan:
    """A post name of the district, new or corrected; an additional post has no class.

    Names are asked, and given, by one at a time in a district; a form sent twice gives one.
    """
    kabupaten = access.scope.kabupaten
    if kabupaten is None:
        raise ValidationError("Daftar nama jabatan milik sebuah kabupaten.")
    if macam == Macam.UTAMA and not kelas:
        raise ValidationError({"kelas": "Pilih kelas skor untuk jabatan utama."})
    Kabupaten.objects.select_for_update(no_key=True).get(pk=kabupaten)
    row = existing or JenisJabatan(kabupaten_id=kabupaten)
    if existing is not None and existing.macam != macam and existing.penugasan.exists():
        raise ValidationError({"macam": "Jabatan ini sudah dipegang petugas; macamnya tetap."})
    kelas = kelas if macam == Macam.UTAMA else ""
    given = {"nama": nama, "macam": macam, "kelas": kelas, "asal": asal, "aktif": aktif}
    names = JenisJabatan.objects.filter(kabupaten_id=kabupaten, macam=macam)
    twin = names.filter(nama__iexact=nama).exclude(pk=row.pk).first()
    if twin is not None and existing is None and same(twin, given):
        return twin
    if twin is not None:
        raise taken("jenis_jabatan_sekali")
    if not put(row, given) and existing:
        return row
    row.save()
    action = "jabatan.ubah" if existing else "jabatan.tambah"
    audit.record(action, row, access=access, detail={"kelas": kelas, "asal": asal, "aktif": aktif})
    return row


# ------------------------------------------------------------------ decrees
@dataclass(frozen=True, slots=True)
class DataSk:
    """What is recorded of a decree; `penerbit` is a stored choice."""

    nomor: str
    tanggal: date
    penerbit: str
    perihal: str
    mulai: date
    sampai: date | None = None


@named()
def save_decree(
    access: Access,
    unit: Unit,
    data: DataSk,
    *,
    upload: UploadedFile | None = None,
    existing: SuratKeputusan | None = None,
) -> SuratKeputusan:
    """A decree of `unit`, new or corrected, with its file when one is given.

    Numbers are asked, and given, by one at a time in a unit; a form sent twice gives one decree.
    """
    mine = Unit.objects.for_scope(access.scope).filter(pk=unit.pk)
    if not mine.select_for_update(of=("self",), no_key=True).exists():
        raise ValidationError("Unit ini tidak ada dalam jangkauan Anda.")
    _refuse_backwards(data.mulai, data.sampai)
    row = _decree_locked(existing) if existing else SuratKeputusan(unit=unit)
    decrees = SuratKeputusan.objects.filter(unit=unit, nomor__iexact=data.nomor)
    twin = decrees.exclude(pk=row.pk).first()
    if twin is not None and existing is None and _sent_before(twin, data, upload):
        return twin
    if twin is not None:
        raise taken("sk_nomor_unik")
    if existing is not None:
        _refuse_issuer(existing, data)
    if not put(row, asdict(data)) and existing and upload is None:
        return row
    row.dicatat_oleh_id = access.user_id
    if upload is not None:
        row.berkas = files.store(
            upload, kabupaten_id=kabupaten_of(unit), unit_id=unit.pk, access=access
        )
    _as_written_by(row, access)
    signed(row, access).save()
    audit.record(
        "sk.ubah" if existing else "sk.tambah",
        row,
        access=access,
        kabupaten=kabupaten_of(unit),
        detail={"berkas": row.berkas_id} if upload is not None else {},
    )
    return row


def _refuse_issuer(existing: SuratKeputusan, data: DataSk) -> None:
    """Only the Kepala Dinas entitles (Pasal 11A ayat (2))."""
    if data.penerbit != Penerbit.KEPALA_DINAS and existing.penetapan.exists():
        raise ValidationError(
            {"penerbit": "SK ini sudah menetapkan petugas; penerbitnya harus Kepala Dinas."}
        )


def _as_written_by(row: SuratKeputusan, access: Access) -> None:
    """What the Dinas writes, with the file, is confirmed; what another writes waits for it anew."""
    own = access.allows(IzinPegawai.SK_KONFIRMASI) and row.berkas_id is not None
    row.dikonfirmasi_oleh_id = access.user_id if own else None
    row.dikonfirmasi_pada = clock.now() if own else None


@transaction.atomic
def confirm_decree(access: Access, pk: int) -> SuratKeputusan:
    """The Dinas says that a decree of its head is what a puskesmas recorded; twice is once."""
    row: SuratKeputusan = (
        SuratKeputusan.objects.for_scope(access.scope)
        .select_for_update(of=("self",))
        .select_related("unit")
        .get(pk=pk)
    )
    if not row.menunggu_dinas:
        return row
    if row.dicatat_oleh_id == access.user_id:
        raise ValidationError("Anda yang mencatat SK ini; yang mengonfirmasi harus orang lain.")
    if row.berkas_id is None:
        raise ValidationError("Berkas SK ini belum diunggah, jadi belum dapat dikonfirmasi.")
    row.dikonfirmasi_oleh_id, row.dikonfirmasi_pada = access.user_id, clock.now()
    signed(row, access).save(update_fields=["dikonfirmasi_oleh", "dikonfirmasi_pada"])
    audit.record("sk.konfirmasi", row, access=access, kabupaten=kabupaten_of(row.unit))
    return row


def _sent_before(twin: SuratKeputusan, data: DataSk, upload: UploadedFile | None) -> bool:
    """Whether a decree says all this and holds this file: then the form came twice."""
    if not same(twin, asdict(data)):
        return False
    if upload is None or twin.berkas is None:
        return upload is None and twin.berkas is None
    return files.digest(upload) == twin.berkas.sha256


# ------------------------------------------------------------------ who holds a post
@named()
def assign(
    access: Access,
    officer: Petugas,
    *,
    jenis: JenisJabatan,
    sk: SuratKeputusan,
    mulai: date,
    sampai: date | None,
) -> Penugasan:
    """A post for an officer from `mulai` to `sampai` inclusive (None: until it is ended)."""
    current = _locked(access, officer)
    jenis = JenisJabatan.objects.select_for_update(no_key=True).get(pk=jenis.pk)
    sk = _decree_locked(sk)
    if jenis.kabupaten_id != current.puskesmas.kabupaten_id or not jenis.aktif:
        raise ValidationError({"jenis": "Pilih nama jabatan yang dipakai di kabupaten ini."})
    _refuse_outside(current, sk, mulai, sampai)
    meeting = _overlapping(Penugasan.objects.filter(petugas=current, jenis=jenis), mulai, sampai)
    if (held := meeting.first()) is not None:
        if isinstance(held, Penugasan) and same(held, {"sk": sk, "mulai": mulai, "sampai": sampai}):
            return held
        raise ValidationError(
            {"jenis": f"Jabatan ini sudah dipegang {_masa(held.mulai, held.sampai)}."}
        )
    made = Penugasan(petugas=current, jenis=jenis, sk=sk, mulai=mulai, sampai=sampai)
    signed(made, access).save()
    _trace("penugasan.tambah", made, access, current, {"jenis": jenis.pk, "sk": sk.pk})
    return made


@transaction.atomic
def end_assignment(access: Access, held: Penugasan, sampai: date) -> None:
    """The last day of a post."""
    officer = _locked(access, held.petugas)
    current = Penugasan.objects.select_for_update().get(pk=held.pk)
    _set_end(current, sampai, access)
    _trace("penugasan.akhiri", current, access, officer, {"sampai": sampai.isoformat()})


# ------------------------------------------------------------------ who is entitled
@named()
def entitle(
    access: Access,
    officers: Sequence[Petugas],
    *,
    sk: SuratKeputusan,
    mulai: date,
    sampai: date | None,
) -> list[Penetapan]:
    """Entitlement of officers by one decree of the Kepala Dinas (Pasal 11A ayat (2)).

    Officers whom this decree already entitles in that time stay as they are; gives the new rows.
    """
    present = _all_locked(access, officers)
    sk = _decree_locked(sk)
    if sk.penerbit != Penerbit.KEPALA_DINAS:
        raise ValidationError(
            {"sk": "Penetapan penerima insentif perlu SK Kepala Dinas Kesehatan."}
        )
    if not officers:
        raise ValidationError("Pilih paling sedikit satu petugas.")
    for one in {officer.puskesmas_id: officer for officer in present}.values():
        _refuse_outside(one, sk, mulai, sampai)
    held = _overlapping(Penetapan.objects.filter(petugas__in=present, sk=sk), mulai, sampai)
    entitled = {row.petugas_id for row in held}
    made = [
        Penetapan(petugas=officer, sk=sk, mulai=mulai, sampai=sampai)
        for officer in present
        if officer.pk not in entitled
    ]
    for row in made:
        signed(row, access).save()
    if made:
        audit.record(
            "penetapan.tambah",
            sk,
            access=access,
            kabupaten=kabupaten_of(officers[0].puskesmas),
            detail={"petugas": [row.petugas_id for row in made]},
        )
    return made


@transaction.atomic
def end_entitlement(access: Access, held: Penetapan, sampai: date) -> None:
    """The last day of entitlement."""
    officer = _locked(access, held.petugas)
    current = Penetapan.objects.select_for_update().get(pk=held.pk)
    _set_end(current, sampai, access)
    _trace("penetapan.akhiri", current, access, officer, {"sampai": sampai.isoformat()})


# ------------------------------------------------------------------ shared
def _locked(access: Access, officer: Petugas) -> Petugas:
    return _all_locked(access, [officer])[0]


def _all_locked(access: Access, officers: Sequence[Petugas]) -> list[Petugas]:
    """Locked in the order of their keys, so that two who lock several do not wait in a circle."""
    rows = Petugas.objects.for_scope(access.scope).filter(pk__in={row.pk for row in officers})
    found = list(rows.select_for_update(of=("self",)).select_related("puskesmas").order_by("pk"))
    if len(found) < len({row.pk for row in officers}):
        raise ValidationError("Petugas ini tidak ada dalam jangkauan Anda.")
    return found


def _decree_locked(sk: SuratKeputusan) -> SuratKeputusan:
    """Held: its issuer and its days stay as they are while somebody is named by it."""
    found: SuratKeputusan = SuratKeputusan.objects.select_for_update(of=("self",), no_key=True).get(
        pk=sk.pk
    )
    return found


def _refuse_backwards(mulai: date, sampai: date | None) -> None:
    if sampai is not None and sampai < mulai:
        raise ValidationError({"sampai": "Tanggal akhir mendahului tanggal mulai."})


def _refuse_outside(officer: Petugas, sk: SuratKeputusan, mulai: date, sampai: date | None) -> None:
    """A post or entitlement lives inside its decree's time, and the decree is of this place."""
    _refuse_backwards(mulai, sampai)
    if not sk_untuk(officer.puskesmas).filter(pk=sk.pk).exists():
        raise ValidationError({"sk": "Pilih SK puskesmas ini atau SK Dinas Kesehatan."})
    if mulai < sk.mulai or (sk.sampai is not None and mulai > sk.sampai):
        raise ValidationError({"mulai": f"SK ini berlaku {_masa(sk.mulai, sk.sampai)}."})
    if sk.sampai is not None and sampai is not None and sampai > sk.sampai:
        raise ValidationError({"sampai": f"SK ini hanya berlaku sampai {tanggal(sk.sampai)}."})


def _overlapping(
    rows: QuerySet[Penugasan] | QuerySet[Penetapan], mulai: date, sampai: date | None
) -> QuerySet[Penugasan] | QuerySet[Penetapan]:
    met = rows.filter(Q(sampai=None) | Q(sampai__gte=mulai))
    return (met if sampai is None else met.filter(mulai__lte=sampai)).order_by("mulai")


def _set_end(row: Penugasan | Penetapan, sampai: date, access: Access) -> None:
    if sampai < row.mulai:
        raise ValidationError({"sampai": f"Paling awal {tanggal(row.mulai)}, hari pertamanya."})
    if row.sampai is not None and sampai > row.sampai:
        raise ValidationError({"sampai": f"Sudah berakhir {tanggal(row.sampai)}."})
    row.sampai = sampai
    signed(row, access).save()


def _masa(mulai: date, sampai: date | None) -> str:
    until = f"sampai {tanggal(sampai)}" if sampai else "sampai ada perubahan"
    return f"sejak {tanggal(mulai)} {until}"


def _trace(
    action: str,
    row: Penugasan | Penetapan,
    access: Access,
    officer: Petugas,
    detail: dict[str, int | str],
) -> None:
    audit.record(
        action,
        row,
        access=access,
        kabupaten=kabupaten_of(officer.puskesmas),
        detail={"petugas": officer.pk} | detail,
    )
