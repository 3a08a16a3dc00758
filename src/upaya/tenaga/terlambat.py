"""Whose delay is told to whom, and who is warned that a contract or a STRA ends.

No text says either; both are assumptions of the application.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from upaya.akun.models import Membership
from upaya.alur.overdue import Watch
from upaya.core import clock, notifications
from upaya.core.access import Access
from upaya.core.inbox import LIMIT, Tugas
from upaya.regulasi.queries import rulebook_once
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import (
    BENDAHARA_PEMBANTU,
    BENDAHARA_PENGELUARAN,
    KEPALA_DINAS,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
    PETUGAS,
    VERIFIKATOR_DINAS,
)
from upaya.rules.period import tanggal
from upaya.rules.tenaga.peringatan import tahap
from upaya.rules.tenaga.road import BERLAKU
from upaya.tenaga.kerja.road import ROAD as BULAN
from upaya.tenaga.kontrak.models import Kontrak, Peringatan
from upaya.tenaga.kontrak.road import ROAD as KONTRAK
from upaya.tenaga.orang import address_of

_ABOVE = {
    KEPALA_PUSKESMAS: (PETUGAS, OPERATOR_PUSKESMAS, TIM_VERIFIKASI, BENDAHARA_PEMBANTU),
    KEPALA_DINAS: (KEPALA_PUSKESMAS, VERIFIKATOR_DINAS, BENDAHARA_PENGELUARAN),
}
TOLD = (KEPALA_PUSKESMAS, OPERATOR_PUSKESMAS, VERIFIKATOR_DINAS, PETUGAS)
"""Who finds a warning in *Tugas saya*: the worker, the puskesmas, the Dinas."""
_RELATED = ("petugas__user", "puskesmas", "calon", "formasi")


@dataclass(frozen=True, slots=True)
class Akhir:
    """Something of a contract that ends, with the stage of warning it has reached."""

    kontrak: Kontrak
    hal: Peringatan.Hal
    berakhir: date
    tahap: int

    @property
    def kalimat(self) -> str:
        """What ends when, and in how many days."""
        left = (self.berakhir - clock.today()).days
        when = "hari ini" if left == 0 else f"{left} hari lagi"
        return f"{self.hal.label} berakhir {tanggal(self.berakhir)}, {when}."


def ends_of(one: Kontrak) -> Iterator[Akhir]:
    """What of a signed contract ends within the stages; one that was extended warns no more."""
    today, kabupaten = clock.today(), str(one.kabupaten_id)
    stages = rulebook_once(kabupaten).read("tenaga.peringatan_hari", today, kabupaten).items
    if not hasattr(one, "perpanjangan"):
        stage = tahap(one.akhir, today, stages)
        if stage is not None:
            yield Akhir(one, Peringatan.Hal.KONTRAK, one.akhir, stage)
    until = one.calon.stra_sampai if one.calon else None
    if until is not None and one.akhir >= today:
        stage = tahap(until, today, stages)
        if stage is not None:
            yield Akhir(one, Peringatan.Hal.STRA, until, stage)


def signed() -> Iterator[Kontrak]:
    """Contracts in force, of all districts."""
    rows = Kontrak.objects.filter(status=BERLAKU, sampai__gte=clock.today())
    yield from rows.select_related(*_RELATED, "perpanjangan").order_by("pk").iterator(500)


def tasks(access: Access) -> Iterator[Tugas]:
    """A source of *Tugas saya*: what ends soon, for the worker, the puskesmas and the Dinas."""
    if access.role not in TOLD:
        return
    rows = Kontrak.objects.for_scope(access.scope).filter(status=BERLAKU, sampai__gte=clock.today())
    found = rows.select_related(*_RELATED, "perpanjangan").order_by("sampai", "pk")
    for one in found[:LIMIT]:
        for end in ends_of(one):
            yield Tugas(
                judul=end.kalimat,
                konteks=f"{one.nama_pihak or one.petugas.nama} · {one.owner_name}",
                alamat=one.get_absolute_url(),
                ingat=end.berakhir,
            )


@dataclass(frozen=True)
class WatchKontrak(Watch):
    """The clock of contracts: late signatures, and what ends soon."""

    def untold(self) -> list[int]:
        """Contracts of which something is to be told."""
        known = set(Peringatan.objects.values_list("kontrak", "hal", "berakhir", "tahap"))
        ending = [
            one.pk
            for one in signed()
            if any((one.pk, e.hal.value, e.berakhir, e.tahap) not in known for e in ends_of(one))
        ]
        return list(dict.fromkeys([*super().untold(), *ending]))

    def tell(self, pk: int) -> bool:
        """Tell what is late, and warn of what ends; each once."""
        late = super().tell(pk)
        return self._warn(pk) or late

    def _warn(self, pk: int) -> bool:
        with transaction.atomic():
            rows = Kontrak.objects.select_related(*_RELATED).select_for_update(of=("self",))
            one = rows.filter(pk=pk, status=BERLAKU).first()
            ends = list(ends_of(one)) if one is not None else []
            addresses = _addresses(one) if one is not None and ends else []
            if one is None or not addresses:
                return False
            fresh = [end for end in ends if _first_time(end, len(addresses))]
            for end in fresh:
                notifications.send(
                    addresses,
                    subject=f"{one.owner_name}: {end.hal.label.lower()} segera berakhir",
                    lines=[f"{one.petugas.nama}, {one.owner_name}: {end.kalimat}", _NEXT[end.hal]],
                    path=one.get_absolute_url(),
                )
        return bool(fresh)


_NEXT = {
    Peringatan.Hal.KONTRAK: "Bila masih diperlukan, usulkan perpanjangannya sebelum berakhir.",
    Peringatan.Hal.STRA: "Perbarui STRA, lalu minta Dinas Kesehatan mencatatnya.",
}


def _first_time(end: Akhir, many: int) -> bool:
    _row, fresh = Peringatan.objects.get_or_create(
        kontrak=end.kontrak, hal=end.hal, berakhir=end.berakhir, tahap=end.tahap,
        defaults={"penerima": many, "pada": clock.now()},
    )  # fmt: skip
    return fresh


def _addresses(one: Kontrak) -> list[str]:
    """The worker, the head of the puskesmas, and the Dinas."""
    valid = Membership.objects.valid_on(clock.today()).exclude(user__email="")
    head = valid.filter(unit=one.puskesmas_id, role=KEPALA_PUSKESMAS.name)
    dinas = valid.filter(
        unit__kabupaten=one.kabupaten_id, role__in=[VERIFIKATOR_DINAS.name, KEPALA_DINAS.name]
    )
    found = [
        *head.values_list("user__email", flat=True),
        *dinas.values_list("user__email", flat=True),
    ]
    found += address_of(one.petugas)
    return sorted(set(found))


WATCH_KONTRAK = WatchKontrak(KONTRAK, _ABOVE)
WATCH_BULAN = Watch(BULAN, _ABOVE)
