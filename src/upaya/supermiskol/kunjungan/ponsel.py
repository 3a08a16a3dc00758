"""Use cases of visits from a phone: what to take along, take in a visit, take in a picture.

A phone erases a part only on a receipt that lists its hash, so a part is answered for when its
transaction is committed and not before. The same part twice is one part.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Exists, OuterRef

from upaya.akun.models import Membership
from upaya.alur.writing import lock, record_write
from upaya.core import audit, clock, files
from upaya.core.access import Access
from upaya.core.models import StoredFile
from upaya.rules.supermiskol import road
from upaya.rules.supermiskol.skema import Skema
from upaya.rules.supermiskol.skor import JawabanError, hitung
from upaya.supermiskol.izin import IzinSupermiskol
from upaya.supermiskol.kunjungan.models import Kunjungan
from upaya.supermiskol.kunjungan.models_ponsel import FotoPonsel, KirimanPonsel
from upaya.supermiskol.permohonan.models import Bagian, Berkas, Permohonan
from upaya.supermiskol.permohonan.services import MOST_PHOTOS
from upaya.supermiskol.skema.models import SkemaKabupaten
from upaya.supermiskol.skema.queries import in_force

MOST_TAKEN = 50
"""Families on one phone."""
LONGEST = 100_000
"""Characters of one visit."""
SEEN = "Kunjungan lain atas keluarga ini sudah tercatat pada putaran ini."
CLOSED = "Permohonan ini sudah tidak menunggu tinjau lapang ketika kunjungan tiba."
WITHIN = "Dua petugas kunjungan ini tidak dapat dicatat: pilih dua orang yang bertugas."


class LainIsiError(Exception):
    """The same visit came with another content: neither replaces the other."""

    def __init__(self) -> None:
        super().__init__("Kunjungan ini sudah diterima dengan isi yang lain.")


@dataclass(frozen=True, slots=True)
class _Said:
    """A visit in its parts, checked."""

    skema: int
    jawaban: dict[str, Any]
    tanggal: date
    petugas_desa: int
    petugas_tim: int
    catatan: str


# ------------------------------------------------------------------ to take along
def to_take(access: Access) -> list[dict[str, Any]]:
    """The families that nobody visited in this round, each with its questions; NIK masked, no KK.

    Where a visit stands another one would stand beside it, so the family is not offered.
    """
    stands = Kunjungan.objects.filter(permohonan=OuterRef("pk"), putaran=OuterRef("round"))
    cases = list(
        Permohonan.objects.for_scope(access.scope)
        .filter(~Exists(stands), status__in=sorted(road.KUNJUNG))
        .select_related("desa")
        .order_by("status_since", "pk")[:MOST_TAKEN]
    )
    if not cases:
        return []
    scheme = in_force(cases[0].kabupaten_id, clock.today())
    if scheme is None:
        return []
    people = _people(cases)
    asked = {"id": scheme.pk, "nomor": scheme.nomor, "pertanyaan": _questions(scheme.skema)}
    return [
        {
            "permohonan": case.pk,
            "tiket": case.tiket,
            "nama": case.nama,
            "nik": case.nik_samar,
            "alamat": f"{case.alamat}, Desa {case.desa.nama}",
            "skema": asked,
            "petugas": people[case.pk],
        }
        for case in cases
    ]


def _questions(skema: Skema) -> list[dict[str, Any]]:
    rows = []
    for one in skema.dihitung:
        row: dict[str, Any] = {"kode": one.kode, "nama": one.nama}
        if one.bilangan is not None:
            row["bilangan"] = [one.bilangan.paling_sedikit, one.bilangan.paling_banyak]
        else:
            row["pilihan"] = [[kode, one.option(kode)] for kode in one.pilihan]
        rows.append(row)
    return rows


def _people(cases: Iterable[Permohonan]) -> dict[int, dict[str, list[list[Any]]]]:
    """Who may stand for each visit, all cases in one query; see `services.people_of`."""
    above = {one.pk: [int(n) for n in one.desa.jalur.strip("/").split("/") if n] for one in cases}
    rows = (
        Membership.objects.valid_on(clock.today())
        .filter(
            unit__in={unit for units in above.values() for unit in units},
            role__in=[road.OPERATOR_DESA.name, road.SURVEYOR.name],
        )
        .select_related("user")
        .order_by("user__name", "pk")
    )
    held = list(rows)
    found = {}
    for pk, units in above.items():
        sides: dict[str, dict[int, str]] = {"desa": {}, "tim": {}}
        for one in held:
            if one.unit_id in units:
                side = "desa" if one.role == road.OPERATOR_DESA.name else "tim"
                sides[side].setdefault(one.user_id, one.user.name)
        found[pk] = {side: [[k, v] for k, v in who.items()] for side, who in sides.items()}
    return found


# ------------------------------------------------------------------ a visit comes in
@transaction.atomic
def receive(pk: int, access: Access, uuid: UUID, text: str) -> KirimanPonsel:
    """Take in a visit as it was written on the phone, under the scheme it was filled under.

    It becomes the visit of this round when none stands and the request waits for one; else it is
    kept beside it with the reason, for somebody to decide. ValidationError for what is no visit,
    LainIsiError when this number came with another content.
    """
    case = lock(Permohonan, pk, access)
    mark = hashlib.sha256(text.encode()).hexdigest()
    before: KirimanPonsel | None = KirimanPonsel.objects.filter(uuid=uuid).first()
    if before is not None:
        if before.sidik != mark or before.permohonan_id != case.pk:
            raise LainIsiError
        return before
    said = _read(text)
    scheme: SkemaKabupaten | None = (
        SkemaKabupaten.objects.filter(pk=said.skema, kabupaten=case.kabupaten_id)
        .exclude(status="draf")
        .first()
    )
    if scheme is None:
        raise ValidationError("Skema kunjungan ini bukan skema kabupaten ini.")
    try:
        hitung(scheme.skema, said.jawaban)
    except JawabanError as refused:
        raise ValidationError([f"Jawaban {fault.pesan}." for fault in refused.faults]) from refused
    why = _why_not(case, said, uuid)
    visit = None if why else _visit(case, access, uuid, scheme, said)
    made = KirimanPonsel.objects.create(
        permohonan=case,
        uuid=uuid,
        skema=scheme,
        kunjungan=visit,
        sebab=why,
        isi=text,
        sidik=mark,
        dikirim_oleh_id=access.user_id,
        diterima_pada=clock.now(),
    )
    if visit is None:
        audit.record(
            "miskol.ponsel_bentrok", case, access=access, kabupaten=case.kabupaten_id,
            detail={"kiriman": made.pk},
        )  # fmt: skip
    assert isinstance(made, KirimanPonsel)  # noqa: S101 - the manager has no types
    return made


def _why_not(case: Permohonan, said: _Said, uuid: UUID) -> str:
    if not case.open_for(Bagian.KUNJUNGAN):
        return CLOSED
    rows = Kunjungan.objects.filter(permohonan=case)
    if rows.filter(putaran=case.round).exists() or Kunjungan.objects.filter(uuid=uuid).exists():
        return SEEN
    sides = _people([case])[case.pk]
    known = {side: {one[0] for one in rows_} for side, rows_ in sides.items()}
    if (
        said.petugas_desa == said.petugas_tim
        or said.petugas_desa not in known["desa"]
        or said.petugas_tim not in known["tim"]
    ):
        return WITHIN
    return ""


def _visit(
    case: Permohonan, access: Access, uuid: UUID, scheme: SkemaKabupaten, said: _Said
) -> Kunjungan:
    made = Kunjungan.objects.create(
        permohonan=case,
        uuid=uuid,
        nomor=Kunjungan.objects.filter(permohonan=case).count() + 1,
        putaran=case.round,
        skema=scheme,
        jawaban=said.jawaban,
        tanggal=said.tanggal,
        petugas_desa_id=said.petugas_desa,
        petugas_tim_id=said.petugas_tim,
        catatan=said.catatan,
        ditulis_oleh_id=access.user_id,
        ditulis_pada=clock.now(),
    )
    record_write(case, access, Bagian.KUNJUNGAN, sorted(said.jawaban), kunjungan=made.pk)
    assert isinstance(made, Kunjungan)  # noqa: S101 - the manager has no types
    return made


def _read(text: str) -> _Said:
    """The parts of a visit; ValidationError when it is none."""
    if len(text) > LONGEST:
        raise ValidationError("Isi kunjungan terlalu panjang.")
    try:
        data: Mapping[str, Any] = json.loads(text)
        answers = data["jawaban"]
        said = _Said(
            skema=int(data["skema"]),
            jawaban={str(k): v for k, v in answers.items() if v not in (None, "")},
            tanggal=date.fromisoformat(data["tanggal"]),
            petugas_desa=int(data["petugas_desa"]),
            petugas_tim=int(data["petugas_tim"]),
            catatan=str(data.get("catatan", ""))[:2_000],
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as fault:
        raise ValidationError("Isi kunjungan tidak dapat dibaca.") from fault
    if said.tanggal > clock.today():
        raise ValidationError("Tanggal kunjungan belum lewat; periksa tanggal ponsel.")
    if not all(isinstance(v, str | int) for v in said.jawaban.values()) or "\0" in text:
        raise ValidationError("Isi kunjungan tidak dapat dibaca.")
    return said


# ------------------------------------------------------------------ a picture comes in
@transaction.atomic
def receive_photo(
    pk: int, access: Access, uuid: UUID, upload: UploadedFile, kecil: bytes = b""
) -> KirimanPonsel:
    """Take in one picture of a visit that came before it.

    ValidationError for what is no picture, for one too many, and when its visit did not come yet.
    """
    case = lock(Permohonan, pk, access)
    sent: KirimanPonsel | None = KirimanPonsel.objects.filter(uuid=uuid, permohonan=case).first()
    if sent is None:
        raise ValidationError("Jawaban kunjungan ini belum diterima; kirim jawabannya dulu.")
    upload.seek(0)
    mark = hashlib.sha256(upload.read()).hexdigest()
    upload.seek(0)
    if sent.foto.filter(sidik=mark).exists():
        return sent
    if sent.foto.count() >= MOST_PHOTOS:
        raise ValidationError(f"Paling banyak {MOST_PHOTOS} foto rumah.")
    stored = files.store(
        upload,
        kabupaten_id=case.kabupaten_id,
        unit_id=case.desa_id,
        access=access,
        asal=files.Asal(f"ponsel:{uuid}", mark, kecil),
        khusus=str(IzinSupermiskol.LIHAT),
    )
    if stored.kind not in {"jpg", "png"}:
        raise ValidationError("Foto rumah berupa JPG atau PNG.", code="berkas")
    FotoPonsel.objects.create(kiriman=sent, sidik=mark, stored=stored, diterima_pada=clock.now())
    detail: dict[str, int] = {"kiriman": sent.pk}
    if sent.kunjungan_id is not None and case.open_for(Bagian.KUNJUNGAN):
        _beside_the_papers(case, access, stored)
    audit.record(
        "miskol.ponsel_foto", case, access=access, kabupaten=case.kabupaten_id, detail=detail
    )
    return sent


def _beside_the_papers(case: Permohonan, access: Access, stored: StoredFile) -> None:
    made = Berkas.objects.create(
        permohonan=case,
        jenis=Berkas.Jenis.FOTO_RUMAH,
        stored=stored,
        diunggah_oleh_id=access.user_id,
        diunggah_pada=clock.now(),
    )
    record_write(case, access, Bagian.KUNJUNGAN, [Berkas.Jenis.FOTO_RUMAH], berkas=made.pk)


def receipt(sent: KirimanPonsel) -> dict[str, Any]:
    """What is safe here: the hash of the answers and of each picture that was committed."""
    return {
        "uuid": str(sent.uuid),
        "tiket": sent.permohonan.tiket,
        "bentrok": sent.sebab,
        "sidik": [sent.sidik, *sent.foto.order_by("pk").values_list("sidik", flat=True)],
    }
