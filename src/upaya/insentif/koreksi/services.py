"""Correcting an approved month: proposed, judged by others, its difference paid later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from upaya.alur.mail import recipients
from upaya.alur.road import MoveRefusedError
from upaya.core import audit, clock, files, notifications
from upaya.core.access import Access
from upaya.core.models import StoredFile
from upaya.core.reasons import TOO_SHORT, says_something
from upaya.exchange.insentif.json_input import validate
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import RELATED, LembarBulan
from upaya.insentif.hasil import calculation
from upaya.insentif.hasil.models import Perhitungan
from upaya.insentif.koreksi.models import Koreksi, SelisihPetugas
from upaya.insentif.koreksi.queries import Pratinjau
from upaya.insentif.koreksi.road import ROAD
from upaya.insentif.sanggahan.models import Sanggahan
from upaya.insentif.uang.reading import UangBulan
from upaya.pegawai.models import Petugas
from upaya.rules.errors import RuleError
from upaya.rules.insentif import road_koreksi
from upaya.rules.insentif.compute import compute_month
from upaya.rules.insentif.fingerprint import sidik
from upaya.rules.insentif.month import Bulan, Hasil
from upaya.rules.insentif.officer_work import Kerja
from upaya.rules.insentif.road import APPROVED
from upaya.rules.insentif.selisih import selisih
from upaya.rules.insentif.serial import (
    bulan_from_dict,
    bulan_to_dict,
    hasil_from_dict,
    hasil_to_dict,
)
from upaya.rules.roles import either


@dataclass(frozen=True, slots=True)
class UsulanKoreksi:
    """What a correction changes; None and an absent officer leave what stands."""

    alasan: str
    bok_diserap: int | None
    kerja: Mapping[str, Kerja]
    berkas: UploadedFile | None = None
    sanggahan: int | None = None


@dataclass(frozen=True, slots=True)
class _Worked:
    before: Mapping[str, int]
    bulan: Bulan
    hasil: Hasil
    differences: Mapping[str, int]

    @property
    def sidik(self) -> str:
        return sidik(self.bulan, self.hasil)


def standing(sheet: UangBulan) -> tuple[Bulan, Hasil]:
    """Input and result that count now: of the last approved correction, else as frozen."""
    approved = (one for one in sheet.koreksi if one.status == road_koreksi.DISETUJUI)
    kept: Koreksi | Perhitungan | None = next(approved, None) or sheet.perhitungan
    assert kept is not None  # noqa: S101 - an approved month has a frozen calculation
    return _thawed(kept)


def proposed(made: Koreksi) -> tuple[Bulan, Hasil]:
    """Input and result of one correction, whatever became of it."""
    return _thawed(made)


def _thawed(kept: Koreksi | Perhitungan) -> tuple[Bulan, Hasil]:
    bulan, _ = bulan_from_dict(kept.masukan)
    return bulan, hasil_from_dict(kept.hasil)


@transaction.atomic
def preview(month_id: int, change: UsulanKoreksi, access: Access) -> Pratinjau:
    """What the correction would change, by officer; ValidationError as `propose` says it."""
    found = _worked(LembarBulan(_locked(month_id, access)), change)
    after = _shares(found.hasil)
    rows = [(kode, found.before.get(kode, 0), after.get(kode, 0)) for kode in found.differences]
    stays = len(found.before) - sum(kode in found.before for kode in found.differences)
    return Pratinjau(
        found.sidik, rows, sum(found.before.values()), sum(after.values()), max(stays, 0)
    )


def _worked(sheet: LembarBulan, change: UsulanKoreksi) -> _Worked:
    """The month computed again with the corrected input and the rules as known today."""
    judged = next((one for one in sheet.koreksi if one.status in road_koreksi.JUDGED), None)
    if judged is not None:
        who = either(judged.state.waits_for)
        raise ValidationError(f"Masih ada koreksi bulan ini yang menunggu {who}.")
    before_input, before = standing(sheet)
    bulan, hasil = _compute(sheet, bulan_to_dict(before_input), change)
    differences = selisih(_shares(before), _shares(hasil))
    if not differences:
        raise ValidationError("Hitungan ulang sama dengan yang berlaku; tidak ada selisih.")
    return _Worked(_shares(before), bulan, hasil, differences)


@transaction.atomic
def propose(
    month_id: int, change: UsulanKoreksi, access: Access, *, seen_sidik: str = ""
) -> Koreksi:
    """Propose what `preview` showed (`seen_sidik`, "" when nobody looked).

    ValidationError says what is wrong, or that nothing would change.
    """
    if not says_something(change.alasan):
        raise ValidationError({"alasan": TOO_SHORT})
    _put_aside(month_id, access)
    sheet = LembarBulan(_locked(month_id, access))
    same = _sent_before(sheet, change, access, seen_sidik)
    if same is not None:
        return same
    month, found = sheet.month, _worked(sheet, change)
    bulan, hasil, differences, now = found.bulan, found.hasil, found.differences, clock.now()
    if seen_sidik and seen_sidik != found.sidik:
        raise ValidationError("Selisihnya berubah sejak Anda melihatnya. Baca lagi, lalu usulkan.")
    made = Koreksi.objects.create(
        kabupaten_id=month.kabupaten_id,
        pengajuan=month,
        nomor=max((one.nomor for one in sheet.koreksi), default=0) + 1,
        alasan=change.alasan.strip(),
        masukan=bulan_to_dict(bulan),
        hasil=hasil_to_dict(hasil),
        sidik=found.sidik,
        diketahui_pada=clock.today(),
        berkas=_kept(month, change.berkas, access),
        sanggahan=_accepted(month, change.sanggahan),
        selisih=sum(differences.values()),
        diusulkan_oleh_id=access.user_id,
        diusulkan_pada=now,
        status=road_koreksi.DIUSULKAN,
        status_since=now,
    )
    _keep(made, found.before, _shares(hasil), differences)
    audit.record(
        "koreksi.usul",
        made,
        access=access,
        kabupaten=month.kabupaten_id,
        detail={"bulan": month.pk, "selisih": made.selisih, "petugas": len(differences)},
    )
    _tell(made)
    return made


def _sent_before(
    sheet: LembarBulan, change: UsulanKoreksi, access: Access, seen_sidik: str
) -> Koreksi | None:
    """What this very form proposed, when it is sent again."""
    for one in sheet.koreksi:
        own = one.diusulkan_oleh_id == access.user_id and one.status == road_koreksi.DIUSULKAN
        if own and (one.sidik, one.alasan) == (seen_sidik, change.alasan.strip()):
            return one
    return None


def _kept(month: Pengajuan, upload: UploadedFile | None, access: Access) -> StoredFile | None:
    if upload is None:
        return None
    return files.store(
        upload, kabupaten_id=month.kabupaten_id, unit_id=month.puskesmas_id, access=access
    )


def _accepted(month: Pengajuan, pk: int | None) -> Sanggahan | None:
    """The objection that it answers: one of this month that was accepted."""
    if pk is None:
        return None
    found = month.sanggahan.filter(pk=pk, status=Sanggahan.Status.DITERIMA).first()
    if found is None:
        raise ValidationError("Sanggahan itu bukan sanggahan yang diterima pada bulan ini.")
    return found


def _locked(month_id: int, access: Access) -> Pengajuan:
    month: Pengajuan = (
        Pengajuan.objects.for_scope(access.scope)
        .select_for_update(of=("self",))
        .select_related(*RELATED)
        .get(pk=month_id)
    )
    if month.status not in APPROVED:
        raise ValidationError("Hanya bulan yang sudah disetujui yang dikoreksi.")
    calculation.hold_puskesmas(month)  # two months of a puskesmas share the year's ceiling
    return month


def _compute(
    sheet: LembarBulan, data: dict[str, Any], change: UsulanKoreksi
) -> tuple[Bulan, Hasil]:
    if change.bok_diserap is not None:
        data["bok_diserap"] = change.bok_diserap
    data["sisa_pagu_insentif"] = sheet.sisa_pagu
    for officer in data["petugas"]:
        work = change.kerja.get(officer["id"])
        if work is not None:
            officer["orang_hari"], officer["frekuensi"] = work.orang_hari, work.frekuensi
    book, known_on = sheet.book, clock.today()
    reading = validate(data, book, known_on)
    if reading.bulan is None:
        worded = calculation.in_words(reading.galat, data["petugas"], sheet.nama)
        raise ValidationError([fault.pesan for fault in worded])
    try:
        return reading.bulan, compute_month(reading.bulan, book, known_on=known_on)
    except RuleError as fault:
        raise ValidationError(str(fault)) from fault


def _shares(hasil: Hasil) -> dict[str, int]:
    return {row.id: row.bruto for row in hasil.baris()}


def _keep(
    made: Koreksi,
    before: Mapping[str, int],
    after: Mapping[str, int],
    differences: Mapping[str, int],
) -> None:
    officers = Petugas.objects.filter(kode__in=differences).order_by("pk")
    by_kode = dict(officers.values_list("kode", "pk"))
    SelisihPetugas.objects.bulk_create(
        SelisihPetugas(
            kabupaten_id=made.kabupaten_id,
            koreksi=made,
            petugas_id=by_kode[kode],
            sebelum=before.get(kode, 0),
            sesudah=after.get(kode, 0),
            selisih=amount,
        )
        for kode, amount in differences.items()
    )


def move(
    koreksi_id: int, name: str, access: Access, *, seen_status: str = "", reason: str = ""
) -> Koreksi:
    """Make a move of a correction; MoveRefusedError with sentences when it may not be made.

    `seen_status` is what the person saw, "" when nobody looked.
    """
    try:
        moved = ROAD.execute(
            koreksi_id, name, access, seen_status=seen_status or None, reason=reason
        )
    except ObjectDoesNotExist as fault:
        raise MoveRefusedError("Koreksi ini tidak ditemukan.") from fault
    assert isinstance(moved, Koreksi)  # noqa: S101 - the road's own model
    return moved


def _put_aside(month_id: int, access: Access) -> None:
    """What was sent back gives way to the new proposal.

    Asked before the month is locked: whoever judges a correction locks it first, too.
    """
    back = Koreksi.objects.for_scope(access.scope).filter(
        pengajuan=month_id, status=road_koreksi.DIKEMBALIKAN
    )
    for made in back.select_for_update(of=("self",)).order_by("pk"):
        move(made.pk, "tarik", access, seen_status=made.status)


def _tell(made: Koreksi) -> None:
    """The team hears of the proposal; the mail goes when it is committed."""
    state = made.state
    notifications.send(
        recipients(made, *state.waits_for),
        subject=f"{made.owner_name}: {made}, {state.label.lower()}",
        lines=[f"{made}, {made.owner_name}, diusulkan.", state.next_step],
        path=made.get_absolute_url(),
    )
