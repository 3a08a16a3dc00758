"""Use cases of families' rights: object, ask for a correction, answer, do what was promised."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.alur.writing import write_fields
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.reasons import reason
from upaya.rules.supermiskol.keluarga import DIPUTUS
from upaya.rules.supermiskol.road import DICABUT
from upaya.supermiskol.hak.batas import batas_keberatan, batas_pembetulan, janji_terlama
from upaya.supermiskol.hak.models import Bidang, Jenis, PermintaanHak
from upaya.supermiskol.hak.queries import deciders
from upaya.supermiskol.permohonan.models import Bagian, Permohonan
from upaya.supermiskol.surat.models import Putusan, SuratMiskin

NOTHING_DECIDED = (
    "Keberatan diajukan atas putusan yang tidak mengabulkan. Putusan seperti itu belum ada."
)
WAITING = "Permintaan Anda sebelumnya masih menunggu jawaban; tunggu jawabannya dulu."
OWN_DECISION = (
    "Putusan ini Anda ambil sendiri. Keberatan atasnya dijawab petugas lain di Dinas Sosial."
)


@transaction.atomic
def file_objection(pk: int, kunci: UUID, uraian: str) -> PermintaanHak:
    """A family objects to a decision against it. The same form twice is one objection."""
    case = _locked(pk)
    if case.status not in DIPUTUS:
        raise ValidationError(NOTHING_DECIDED)
    now = clock.now()
    made, new = _file(
        case,
        kunci,
        Jenis.KEBERATAN,
        uraian=reason(uraian, field="uraian"),
        pemutus_id=_decider(case),
        diajukan_pada=now,
        batas=batas_keberatan(case.kabupaten_id, now),
    )
    if new:
        detail = {"permintaan": made.pk}
        audit.record(
            "miskol.hak_keberatan", case, access=None, kabupaten=case.kabupaten_id, detail=detail
        )
    return made


@transaction.atomic
def file_correction(
    pk: int, kunci: UUID, bidang: str, seharusnya: str, uraian: str
) -> PermintaanHak:
    """A family says what of its data is wrong. The same form twice is one request.

    `seharusnya` is the right value as it is stored (a day in ISO); of "lain" there is none.
    """
    case, now = _locked(pk), clock.now()
    made, new = _file(
        case,
        kunci,
        Jenis.PEMBETULAN,
        bidang=bidang,
        seharusnya=seharusnya,
        uraian=uraian.strip() or str(Bidang(bidang).label),
        diajukan_pada=now,
        batas=batas_pembetulan(case.kabupaten_id, now),
    )
    if new:
        detail = {"permintaan": made.pk, "bidang": bidang}
        audit.record(
            "miskol.hak_pembetulan", case, access=None, kabupaten=case.kabupaten_id, detail=detail
        )
    return made


def _file(
    case: Permohonan,
    kunci: UUID,
    jenis: Jenis,
    **values: Any,  # noqa: ANN401 - fields
) -> tuple[PermintaanHak, bool]:
    """What was asked for, and whether it is new: a form that is sent twice is one request."""
    before: PermintaanHak | None = case.hak.filter(kunci=kunci).first()
    if before is not None:
        return before, False
    bidang = values.get("bidang", "")
    if case.hak.filter(jenis=jenis, bidang=bidang, status="terbuka").exists():
        raise ValidationError(WAITING)
    made: PermintaanHak = PermintaanHak.objects.create(
        kabupaten_id=case.kabupaten_id,
        permohonan=case,
        kunci=kunci,
        jenis=jenis,
        **values,
    )
    return made, True


@transaction.atomic
def answer(
    pk: int, access: Access, putusan: str, jawaban: str, *, janji: str, janji_sampai: date | None
) -> PermintaanHak:
    """Answer for good; a correction that is accepted is made here. The same answer twice is one.

    ValidationError for the own decision, an objection upheld without a promise or with one that is
    too far away, and for what is answered already.
    """
    found = _held(pk, access)
    said = (putusan, jawaban.strip(), access.user_id)
    if (found.status, found.jawaban, found.dijawab_oleh_id) == said:
        return found
    if not found.terbuka:
        raise ValidationError("Permintaan ini sudah dijawab; jawabannya tidak dapat diubah.")
    case = _locked(found.permohonan_id)
    objection = found.jenis == Jenis.KEBERATAN
    if objection and access.user_id in deciders(case):
        raise ValidationError(OWN_DECISION)
    upheld = putusan == PermintaanHak.Status.DITERIMA
    if objection and upheld:
        found.janji, found.janji_sampai = _promise(case, janji, janji_sampai)
    with audit.together():
        if upheld and not objection and found.bidang != Bidang.LAIN:
            _mend(case, access, found)
        found.status, found.jawaban = putusan, reason(jawaban, field="jawaban")
        found.dijawab_oleh_id, found.dijawab_pada = access.user_id, clock.now()
        found.save()
        audit.record(
            "miskol.hak_jawab",
            case,
            access=access,
            kabupaten=case.kabupaten_id,
            detail={"permintaan": found.pk, "putusan": putusan, "bidang": found.bidang},
        )
    return found


@transaction.atomic
def keep_promise(pk: int, access: Access, pemenuhan: str) -> PermintaanHak:
    """Say that what was promised is done; saying so twice changes nothing."""
    found = _held(pk, access)
    if found.janji_sampai is None:
        raise ValidationError("Tidak ada janji dalam jawaban ini.")
    if found.dipenuhi_pada is not None:
        return found
    found.pemenuhan = reason(pemenuhan, field="pemenuhan")
    found.dipenuhi_oleh_id, found.dipenuhi_pada = access.user_id, clock.now()
    found.save(update_fields=["pemenuhan", "dipenuhi_oleh", "dipenuhi_pada"])
    audit.record(
        "miskol.hak_penuhi",
        found.permohonan,
        access=access,
        kabupaten=found.kabupaten_id,
        detail={"permintaan": found.pk},
    )
    return found


def opened(case: Permohonan) -> None:
    """A family opened its page: recorded, without a person's account behind it."""
    with transaction.atomic():
        audit.record("miskol.keluarga_buka", case, access=None, kabupaten=case.kabupaten_id)


def took_letter(case: Permohonan, nomor: str) -> None:
    """A family took its own letter."""
    with transaction.atomic():
        audit.record(
            "miskol.keluarga_surat",
            case,
            access=None,
            kabupaten=case.kabupaten_id,
            detail={"nomor": nomor},
        )


def _promise(case: Permohonan, janji: str, until: date | None) -> tuple[str, date]:
    said, last = reason(janji, field="janji"), janji_terlama(case.kabupaten_id)
    if until is None:
        raise ValidationError({"janji_sampai": "Isi sampai kapan janji itu ditepati."})
    if not clock.today() <= until <= last:
        raise ValidationError(
            {"janji_sampai": f"Paling lambat {last:%d-%m-%Y}, dan tidak sebelum hari ini."}
        )
    return said, until


def _mend(case: Permohonan, access: Access, found: PermintaanHak) -> None:
    """Write the right value; the database lets it while the correction is open (aturan_tetap)."""
    value: object = found.seharusnya
    if found.bidang == Bidang.TANGGAL_LAHIR:
        value = date.fromisoformat(found.seharusnya)
    write_fields(case, access, Bagian.PEMOHON, {found.bidang: value}, case.versi)


def _decider(case: Permohonan) -> int | None:
    if case.status == DICABUT:
        letter = SuratMiskin.objects.only("dicabut_oleh_id").get(permohonan=case)
        return letter.dicabut_oleh_id
    return Putusan.objects.only("diputus_oleh_id").get(permohonan=case).diputus_oleh_id


def _locked(pk: int) -> Permohonan:
    found: Permohonan = (
        Permohonan.objects.select_related("kabupaten").select_for_update(of=("self",)).get(pk=pk)
    )
    return found


def _held(pk: int, access: Access) -> PermintaanHak:
    found: PermintaanHak = (
        PermintaanHak.objects.for_scope(access.scope)
        .select_related("permohonan")
        .select_for_update(of=("self",))
        .get(pk=pk)
    )
    return found
