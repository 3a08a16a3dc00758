"""Correcting an approved month: proposed, decided by another, its difference paid later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse

from upaya.core import audit, clock, files, notifications
from upaya.core.access import Access
from upaya.core.models import StoredFile
from upaya.core.reasons import reason
from upaya.exchange.insentif.json_input import validate
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import RELATED, LembarBulan
from upaya.insentif.documents import withdrawal
from upaya.insentif.hasil import calculation
from upaya.insentif.hasil.models import Perhitungan
from upaya.insentif.koreksi.models import Koreksi, SelisihPetugas
from upaya.insentif.sanggahan.models import Sanggahan
from upaya.insentif.uang.reading import UangBulan
from upaya.pegawai.models import Petugas
from upaya.rules.errors import RuleError
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


@dataclass(frozen=True, slots=True)
class UsulanKoreksi:
    """What a correction changes; None and an absent officer leave what stands."""

    alasan: str
    bok_diserap: int | None
    kerja: Mapping[str, Kerja]
    berkas: UploadedFile | None = None
    sanggahan: int | None = None


@dataclass(frozen=True, slots=True)
class Pratinjau:
    """What a correction would change, before anybody proposes it; `sidik` names just this."""

    sidik: str
    baris: list[tuple[str, int, int]]
    """Officer's code, rupiah before and after; only whose amount differs."""

    @property
    def selisih(self) -> int:
        """The sum of the differences."""
        return sum(after - before for _, before, after in self.baris)


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
    approved = (one for one in sheet.koreksi if one.status == Koreksi.Status.DISETUJUI)
    kept: Koreksi | Perhitungan | None = next(approved, None) or sheet.perhitungan
    assert kept is not None  # noqa: S101 - an approved month has a frozen calculation
    bulan, _ = bulan_from_dict(kept.masukan)
    return bulan, hasil_from_dict(kept.hasil)


@transaction.atomic
def preview(month_id: int, change: UsulanKoreksi, access: Access) -> Pratinjau:
    """What the correction would change, by officer; ValidationError as `propose` says it."""
    found = _worked(LembarBulan(_locked(month_id, access)), change)
    after = _shares(found.hasil)
    rows = [(kode, found.before.get(kode, 0), after.get(kode, 0)) for kode in found.differences]
    return Pratinjau(found.sidik, rows)


def _worked(sheet: LembarBulan, change: UsulanKoreksi) -> _Worked:
    """The month computed again with the corrected input and the rules as known today."""
    if any(one.status == Koreksi.Status.DIUSULKAN for one in sheet.koreksi):
        raise ValidationError("Masih ada koreksi yang menunggu keputusan Dinas Kesehatan.")
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
    sheet = LembarBulan(_locked(month_id, access))
    month, found = sheet.month, _worked(sheet, change)
    bulan, hasil, differences = found.bulan, found.hasil, found.differences
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
        diusulkan_pada=clock.now(),
    )
    _keep(made, found.before, _shares(hasil), differences)
    audit.record(
        "koreksi.usul",
        made,
        access=access,
        kabupaten=month.kabupaten_id,
        detail={"bulan": month.pk, "selisih": made.selisih, "petugas": len(differences)},
    )
    return made


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


@transaction.atomic
def withdraw(koreksi_id: int, access: Access) -> Koreksi:
    """Take the own proposal back while nobody has decided it; its words are kept."""
    made: Koreksi = (
        Koreksi.objects.for_scope(access.scope)
        .select_for_update(of=("self",))
        .select_related("pengajuan")
        .get(pk=koreksi_id)
    )
    if made.status == Koreksi.Status.DITARIK:
        return made
    if made.status != Koreksi.Status.DIUSULKAN:
        raise ValidationError("Koreksi ini sudah diputuskan, jadi tidak dapat ditarik lagi.")
    if made.diusulkan_oleh_id != access.user_id:
        raise ValidationError("Koreksi hanya ditarik oleh yang mengusulkannya.")
    made.status, made.ditarik_pada = Koreksi.Status.DITARIK, clock.now()
    made.save(update_fields=["status", "ditarik_pada"])
    audit.record("koreksi.tarik", made, access=access, kabupaten=made.kabupaten_id)
    return made


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
        raise ValidationError([f"{fault.letak}: {fault.pesan}" for fault in reading.galat])
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


@transaction.atomic
def decide(koreksi_id: int, access: Access, *, setuju: bool, alasan: str, sidik: str) -> Koreksi:
    """Approve or refuse; whoever proposed or filled the month does not decide.

    `sidik` is the fingerprint that was on the page.
    """
    found = (
        Koreksi.objects.for_scope(access.scope)
        .select_related("pengajuan__puskesmas")
        .get(pk=koreksi_id)
    )
    month = _locked(found.pengajuan_id, access)
    made = Koreksi.objects.select_for_update(of=("self",)).get(pk=koreksi_id)
    if made.status != Koreksi.Status.DIUSULKAN or made.sidik != sidik:
        raise ValidationError("Koreksi ini sudah diputuskan atau berubah. Baca lagi halamannya.")
    writers = set(month.pengisi.values_list("user_id", flat=True)) | {made.diusulkan_oleh_id}
    if access.user_id in writers:
        raise ValidationError("Anda ikut menyiapkan; koreksi ini harus diputuskan orang lain.")
    if not setuju:
        alasan = reason(alasan)
    if setuju:
        _still_fits(month, made)
    made.status = Koreksi.Status.DISETUJUI if setuju else Koreksi.Status.DITOLAK
    made.alasan_putusan = alasan.strip()
    made.diputus_oleh_id, made.diputus_pada = access.user_id, clock.now()
    made.save()
    if setuju:
        withdrawal.correction_approved(made, access)
    audit.record(
        "koreksi.putus",
        made,
        access=access,
        kabupaten=made.kabupaten_id,
        detail={"putusan": made.status, "selisih": made.selisih},
    )
    _tell(made)
    return made


def _still_fits(month: Pengajuan, made: Koreksi) -> None:
    """Other months may have used up the ceiling since the proposal."""
    left = LembarBulan(month).sisa_pagu
    result = hasil_from_dict(made.hasil)
    if left is None or result.dibagikan > left:
        raise ValidationError(
            "Sisa pagu insentif tahun itu tidak lagi cukup untuk koreksi ini. Tolak, lalu minta "
            "diusulkan lagi."
        )


def _tell(made: Koreksi) -> None:
    """The proposer hears of the decision."""
    notifications.send(
        [made.diusulkan_oleh.email],
        subject=f"{made}: {made.get_status_display().lower()}",
        lines=[f"{made} {made.get_status_display().lower()}.", made.alasan_putusan],
        path=reverse("insentif:koreksi", args=[made.pk]),
    )
