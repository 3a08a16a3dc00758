"""Objections of officers: written and withdrawn by the officer, answered by the head, kept."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from upaya.alur.mail import recipients
from upaya.core import audit, clock, notifications
from upaya.core.access import Access
from upaya.core.deadline import Tenggat, until
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.hasil.models import PerhitunganPetugas
from upaya.insentif.sanggahan.models import Pokok, Sanggahan
from upaya.rules.insentif.road import COUNTED, DIBAYAR
from upaya.rules.kesehatan import KEPALA_PUSKESMAS
from upaya.rules.loader import national_book
from upaya.rules.period import tanggal

MENJAWAB = (Sanggahan.Status.DITERIMA, Sanggahan.Status.DIJELASKAN)
"""What an answer may be."""


def closed(month: Pengajuan) -> str:
    """Why nothing of this month may be objected to any more; "" while it may."""
    if month.status == DIBAYAR:
        last = last_day(month)
        if last is not None and not last.lewat:
            return ""
        until_when = f" sejak {tanggal(last.hari)}" if last is not None else ""
        return (
            f"Bulan ini sudah ditutup, jadi sanggahan baru tidak diterima lagi{until_when}. Bila "
            "jumlahnya keliru, sampaikan kepada kepala puskesmas."
        )
    if month.status not in COUNTED:
        return (
            f"Status bulan ini “{month.state.label}”: tidak ada hitungan yang berlaku untuk "
            "disanggah."
        )
    return ""


def last_day(month: Pengajuan) -> Tenggat | None:
    """Until when a closed month may still be objected to; None for a month before any rule."""
    days = national_book().find(
        "insentif_ukm.tenggat.sanggahan_setelah_dibayar",
        month.period.last_day,
        month.kabupaten_id,
    )
    if days is None:
        return None
    return until(timezone.localtime(month.status_since).date(), days.integer)


@transaction.atomic
def submit(share_id: int, access: Access, pokok: Pokok, uraian: str) -> Sanggahan:
    """Object to the own line; the same words sent twice are one objection.

    ValidationError says why not: the month is closed, the share no longer stands, or another
    objection to this month still waits for its answer.
    """
    share: PerhitunganPetugas = (
        PerhitunganPetugas.objects.for_scope(access.scope)
        .select_related("perhitungan", "petugas")
        .defer("perhitungan__masukan", "perhitungan__hasil")
        .get(pk=share_id)
    )
    # The month is locked: it may be closed, and the same form sent, at this very moment.
    month: Pengajuan = (
        Pengajuan.objects.select_for_update(of=("self",))
        .select_related("puskesmas")
        .get(pk=share.perhitungan.pengajuan_id)
    )
    uraian = uraian.strip()
    waiting = month.sanggahan.filter(petugas=share.petugas, status="terbuka").first()
    if waiting is not None and (waiting.pokok, waiting.uraian) == (pokok, uraian):
        return waiting
    if refusal := closed(month) or _refusal(share, month, waiting):
        raise ValidationError(refusal)
    made = Sanggahan.objects.create(
        kabupaten_id=month.kabupaten_id,
        pengajuan=month,
        petugas=share.petugas,
        bagian=share,
        pokok=pokok.value,
        uraian=uraian,
        diajukan_oleh_id=access.user_id,
        diajukan_pada=clock.now(),
    )
    audit.record(
        "sanggahan.ajukan",
        made,
        access=access,
        kabupaten=month.kabupaten_id,
        detail={"pengajuan": month.pk, "pokok": pokok.value},
    )
    _tell_head(made, month)
    return made


def _refusal(share: PerhitunganPetugas, month: Pengajuan, waiting: Sanggahan | None) -> str:
    """Why nobody objects to this share now, although the month is open; "" when one may."""
    if share.perhitungan.round != month.round:
        return "Hitungan ini sudah diganti dengan yang baru. Buka lagi slip Anda."
    if waiting is not None:
        return (
            "Sanggahan Anda atas bulan ini masih menunggu jawaban. Tunggu jawabannya, atau cabut "
            "dulu sanggahan itu."
        )
    return ""


@transaction.atomic
def withdraw(sanggahan_id: int, access: Access) -> Sanggahan:
    """Take the own objection back while nobody has answered it; its words are kept."""
    found = _locked(sanggahan_id, access)
    if found.status == Sanggahan.Status.DICABUT:
        return found
    if not found.terbuka:
        raise ValidationError("Sanggahan ini sudah dijawab, jadi tidak dapat dicabut lagi.")
    found.status = Sanggahan.Status.DICABUT
    found.dicabut_oleh_id, found.dicabut_pada = access.user_id, clock.now()
    found.save(update_fields=["status", "dicabut_oleh", "dicabut_pada"])
    audit.record(
        "sanggahan.cabut",
        found,
        access=access,
        kabupaten=found.kabupaten_id,
        detail={"pengajuan": found.pengajuan_id},
    )
    return found


@transaction.atomic
def answer(sanggahan_id: int, access: Access, putusan: str, jawaban: str) -> Sanggahan:
    """Answer for good, also after the month was closed; the same answer sent twice is one."""
    found = _locked(sanggahan_id, access)
    jawaban = jawaban.strip()
    if (found.status, found.jawaban, found.dijawab_oleh_id) == (putusan, jawaban, access.user_id):
        return found
    if own(found, access):
        raise ValidationError(
            "Sanggahan ini milik Anda sendiri. Jawabannya harus dari orang lain dengan peran "
            "kepala puskesmas."
        )
    if not found.terbuka:
        raise ValidationError(
            f"Sanggahan ini sudah berstatus “{found.get_status_display()}”; jawabannya tidak "
            "dapat diubah."
        )
    if putusan not in MENJAWAB:
        raise ValidationError({"putusan": "Pilih putusannya."})
    found.status, found.jawaban = putusan, jawaban
    found.dijawab_oleh_id, found.dijawab_pada = access.user_id, clock.now()
    found.save(update_fields=["status", "jawaban", "dijawab_oleh", "dijawab_pada"])
    audit.record(
        "sanggahan.jawab",
        found,
        access=access,
        kabupaten=found.kabupaten_id,
        detail={"pengajuan": found.pengajuan_id, "putusan": putusan},
    )
    _tell_officer(found)
    return found


def own(sanggahan: Sanggahan, access: Access) -> bool:
    """Whether it is this person's own line or words: a head is an officer too."""
    return access.user_id in {sanggahan.diajukan_oleh_id, sanggahan.petugas.user_id}


def _locked(pk: int, access: Access) -> Sanggahan:
    found: Sanggahan = (
        Sanggahan.objects.for_scope(access.scope)
        .select_for_update(of=("self",))
        .select_related("petugas__user", "pengajuan")
        .get(pk=pk)
    )
    return found


def _tell_head(made: Sanggahan, month: Pengajuan) -> None:
    """No words of the objection: whoever may read them signs in."""
    notifications.send(
        recipients(month, KEPALA_PUSKESMAS),
        subject=f"Sanggahan petugas atas {month}",
        lines=[
            f"Seorang petugas {month.puskesmas.nama} menyanggah {month}.",
            f"Yang disanggah: {made.get_pokok_display().lower()}. Baca, lalu jawab.",
        ],
        path=reverse("insentif:sanggahan_rinci", args=[made.pk]),
    )


def _tell_officer(found: Sanggahan) -> None:
    user = found.petugas.user
    if user is None:
        return
    notifications.send(
        [user.email],
        subject=f"Sanggahan Anda atas {found.pengajuan} sudah dijawab",
        lines=[
            f"Kepala puskesmas menjawab sanggahan Anda atas {found.pengajuan}.",
            f"Putusannya: {found.get_status_display().lower()}.",
        ],
        path=reverse("insentif:sanggahan_saya", args=[found.pk]),
    )
