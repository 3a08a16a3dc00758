"""The doors by which claims come: a form and a workbook, both to the same claims.

Sent twice, by whichever door, it is one claim: `services.simpan` knows it by number and content.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.once import remembering
from upaya.exchange.jamkesda.klaim_sheet import KlaimTertulis
from upaya.jamkesda.klaim.batas import siapkan
from upaya.jamkesda.klaim.dasar import bagian
from upaya.jamkesda.klaim.models import AlasanTercatat, Klaim, LayananKlaim, UnggahanKlaim
from upaya.jamkesda.klaim.services import Penyaring, Tersimpan, simpan
from upaya.jamkesda.ppk.models import Ppk
from upaya.jamkesda.tarif import queries as tarif
from upaya.jamkesda.telaah.saringan import saring
from upaya.rules.jamkesda.alasan import ALASAN
from upaya.rules.jamkesda.klaim import BarisKlaim
from upaya.wilayah.models import Unit


def unit_sendiri(access: Access) -> Unit:
    """The provider that this person works for."""
    found: Unit = Unit.objects.for_scope(access.scope).get(pk=access.scope.unit or 0)
    return found


@transaction.atomic(savepoint=False)
def terima(
    access: Access, unit: Unit, klaim: Sequence[KlaimTertulis], penyaring: Penyaring | None = None
) -> Tersimpan:
    """Judge and store what a provider sends today; see `services.simpan` for what it refuses.

    ValidationError for another unit than the sender's own.
    """
    if access.scope.unit != unit.pk:
        raise ValidationError("Klaim hanya diajukan oleh PPK yang memberi pelayanannya.")
    # Its numbers are given away once: whoever else sends for it waits.
    Ppk.objects.select_for_update(no_key=True).get(pk=unit.pk)
    parts = bagian(unit, klaim, clock.today())
    held = siapkan(access, parts)
    found = Tersimpan()
    for part in parts:
        done = simpan(access, part.dasar, part.klaim, held, penyaring)
        found.baru += done.baru
        found.sudah += done.sudah
    return found


@transaction.atomic(savepoint=False)
def kirim(
    access: Access, unit: Unit, klaim: Sequence[KlaimTertulis], *, ulang: bool = False
) -> Tersimpan:
    """The same, and what the rule may pass has passed: what people send goes through here.

    `ulang`: they come in place of claims that were refused. However many, the chain of the audit
    is locked once, last, and the district's rules are read once.
    """
    with audit.together(), remembering():
        return terima(access, unit, klaim, partial(saring, str(unit.kabupaten_id), ulang=ulang))


# ------------------------------------------------------------------ a workbook, tried out first
@dataclass(frozen=True, slots=True)
class SebabUji:
    """A cause as the provider reads it; `jumlah` is what it takes, in rupiah."""

    kode: str
    nama: str
    kalimat: str
    jumlah: int


@dataclass(frozen=True, slots=True)
class BarisUji:
    """One line of a tried claim: its number, code, name, rupiah asked and left, its causes."""

    no: int
    kode: str
    nama: str
    diminta: int
    diperiksa: int
    sebab: tuple[SebabUji, ...]


@dataclass(frozen=True, slots=True)
class KlaimUji:
    """A tried claim; `sebab` are the causes that concern the whole of it."""

    nomor: str
    putusan: str
    diminta: int
    diperiksa: int
    sebab: tuple[SebabUji, ...]
    baris: tuple[BarisUji, ...]

    @property
    def bersih(self) -> bool:
        """Whether nothing was found."""
        return not self.sebab and not any(row.sebab for row in self.baris)


@dataclass(frozen=True, slots=True)
class Uji:
    """What would become of claims: how many by verdict, rupiah, and those known.

    `rinci` are the new ones with every cause of every line, in the order in which they were
    written; which of them would be drawn for a person is not said to anybody before they are sent.
    """

    putusan: Mapping[str, int]
    baru: int
    sudah: int
    diminta: int
    disetujui: int
    rinci: tuple[KlaimUji, ...] = ()

    @property
    def bermasalah(self) -> tuple[KlaimUji, ...]:
        """Those that something was found in."""
        return tuple(one for one in self.rinci if not one.bersih)


def uji(access: Access, unit: Unit, klaim: Sequence[KlaimTertulis]) -> Uji:
    """Judge without storing: stored and taken back, so that it says what storing would say."""
    with transaction.atomic():
        found = terima(access, unit, klaim)
        detail = _rinci(unit, found.baru)
        transaction.set_rollback(True)
    counted: dict[str, int] = {}
    for one in found.baru:
        counted[one.get_putusan_display()] = counted.get(one.get_putusan_display(), 0) + 1
    return Uji(
        counted,
        len(found.baru),
        len(found.sudah),
        sum(one.diminta for one in found.baru),
        sum(one.diperiksa for one in found.baru),
        detail,
    )


@transaction.atomic
def periksa_dulu(access: Access, unit: Unit, klaim: Sequence[KlaimTertulis]) -> Uji:
    """The checks of sending, on claims that are not sent: nothing stays but who asked, and when.

    ValidationError as `terima` gives it.
    """
    found = uji(access, unit, klaim)
    audit.record(
        "klaim.periksa_dulu", unit, access=access, kabupaten=str(unit.kabupaten_id),
        detail={"banyak": len(klaim)},
    )  # fmt: skip
    return found


def _rinci(unit: Unit, claims: Sequence[Klaim]) -> tuple[KlaimUji, ...]:
    """Every line and every cause, read where they were just written; three statements."""
    keys = [one.pk for one in claims]
    lines: dict[int, list[LayananKlaim]] = {}
    for line in LayananKlaim.objects.filter(klaim__in=keys).order_by("klaim", "no"):
        lines.setdefault(line.klaim_id, []).append(line)
    causes: dict[tuple[int, int | None], list[SebabUji]] = {}
    for row in AlasanTercatat.objects.filter(klaim__in=keys).order_by("pk"):
        said = SebabUji(row.kode, ALASAN[row.kode].nama, row.kalimat, row.jumlah)
        causes.setdefault((row.klaim_id, row.layanan_id), []).append(said)
    names = tarif.nama_semua(
        str(unit.kabupaten_id), {line.kode for rows in lines.values() for line in rows}
    )
    return tuple(
        KlaimUji(
            one.nomor, one.get_putusan_display(), one.diminta, one.diperiksa,
            tuple(causes.get((one.pk, None), ())),
            tuple(
                BarisUji(row.no, row.kode, names.get(row.kode, ""), row.diminta, row.diperiksa,
                         tuple(causes.get((one.pk, row.pk), ())))
                for row in lines.get(one.pk, ())
            ),
        )
        for one in claims
    )  # fmt: skip


@transaction.atomic
def unggah(
    access: Access, unit: Unit, nama: str, data: bytes, klaim: Sequence[KlaimTertulis]
) -> UnggahanKlaim:
    """Keep what a workbook says without storing its claims; the same workbook again is the same."""
    if access.scope.unit != unit.pk:
        raise ValidationError("Klaim hanya diajukan oleh PPK yang memberi pelayanannya.")
    district = str(unit.kabupaten_id)
    with audit.together():
        audit.hold(district)  # two of the same file at once make one
        mark = hashlib.sha256(data).hexdigest()
        before: UnggahanKlaim | None = UnggahanKlaim.objects.filter(unit=unit, sha256=mark).first()
        if before is not None:
            return before
        made = UnggahanKlaim.objects.create(
            kabupaten_id=district, unit=unit, nama=nama, sha256=mark, banyak=len(klaim),
            isi=[tertulis_json(one) for one in klaim], diunggah_oleh_id=access.user_id,
            diunggah_pada=clock.now(),
        )  # fmt: skip
        assert isinstance(made, UnggahanKlaim)  # noqa: S101 - the manager has no types
        audit.record(
            "klaim.unggah", made, access=access, kabupaten=district, detail={"banyak": made.banyak}
        )
        return made


@transaction.atomic
def simpan_unggahan(pk: int, access: Access) -> Tersimpan:
    """Store the claims of a workbook that was tried out; again, they are all here already."""
    rows = UnggahanKlaim.objects.for_scope(access.scope).select_related("unit__kabupaten")
    made: UnggahanKlaim = rows.get(pk=pk)
    found = kirim(access, made.unit, [tertulis(one) for one in made.isi])
    if made.disimpan_pada is None:
        made.disimpan_oleh_id, made.disimpan_pada = access.user_id, clock.now()
        made.save(update_fields=["disimpan_oleh", "disimpan_pada"])
    return found


# ------------------------------------------------------------------ a claim as it is kept
def tertulis_json(one: KlaimTertulis) -> dict[str, Any]:
    """A claim as its provider wrote it, for a JSON column."""
    said = one._asdict() | {"masuk": one.masuk.isoformat(), "keluar": one.keluar.isoformat()}
    lines = [row._asdict() | {"tanggal": row.tanggal.isoformat()} for row in one.baris]
    return said | {"baris": lines}


def tertulis(said: Mapping[str, Any]) -> KlaimTertulis:
    """Back again."""
    return KlaimTertulis(
        said["nomor"], said["peserta"], said["surat"], said["jenis"],
        date.fromisoformat(said["masuk"]), date.fromisoformat(said["keluar"]),
        tuple(said["diagnosis"]), tuple(said["lampiran"]), _lines(said["baris"]),
    )  # fmt: skip


def dari_klaim(claim: Klaim, lampiran: Sequence[str]) -> KlaimTertulis:
    """A stored claim with what its provider added since: other diagnoses, more attachments."""
    said = claim.masukan["klaim"]
    return KlaimTertulis(
        claim.nomor, claim.peserta, claim.surat or None, claim.jenis,  # type: ignore[arg-type] # checked
        claim.masuk, claim.keluar,
        tuple(claim.perbaikan.get("diagnosis") or said["diagnosis"]),
        tuple(dict.fromkeys((*said["lampiran"], *lampiran))), _lines(said["baris"]),
    )  # fmt: skip


def _lines(rows: Sequence[Mapping[str, Any]]) -> tuple[BarisKlaim, ...]:
    return tuple(
        BarisKlaim(
            row["no"], row["kode"], date.fromisoformat(row["tanggal"]), row["jumlah"], row["harga"]
        )
        for row in rows
    )
