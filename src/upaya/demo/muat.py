"""Loading the demo, whole or not at all: the district, then what each part of the house shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from django.db import transaction

from upaya.akun.queries import demo_accounts
from upaya.core import notifications
from upaya.core.registry import registry
from upaya.demo import kabupaten
from upaya.demo.kabupaten import Peta
from upaya.wilayah.models import Kabupaten

Loader = Callable[[Peta], None]
"""Fills the stage with what one part of the house shows; the parts below it have done so before."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A district that one part of the house brings whole, beside the common one.

    `name` is its word for `upaya demo`, `kode` the district's, by which it is known whether it
    stands already.
    """

    name: str
    kode: str
    nama: str
    make: Callable[[Random], None]


def needed() -> bool:
    """Whether the common district is still missing."""
    return not Kabupaten.objects.filter(kode=kabupaten.KODE).exists()


def stages() -> tuple[Stage, ...]:
    """The districts of parts that are still missing."""
    every: tuple[Stage, ...] = registry().load("stages")
    there = set(Kabupaten.objects.values_list("kode", flat=True))
    return tuple(stage for stage in every if stage.kode not in there)


def load_stage(stage: Stage, random: Random) -> None:
    """One of them, in one transaction."""
    with notifications.silence(), transaction.atomic():
        stage.make(random)


def load(random: Random) -> None:
    """Everything in one transaction: a start that was broken off leaves nothing half made."""
    loaders: tuple[Loader, ...] = registry().load("demo")
    with notifications.silence(), transaction.atomic():
        peta = kabupaten.make(random)
        for loader in loaders:
            loader(peta)


def accounts() -> list[str]:
    """One line per role: who to enter as."""
    lines = [f"Akun demo (kata sandi {kabupaten.SANDI}; di halaman masuk cukup satu klik):"]
    return lines + [
        f"  {held.role_label:<32} {held.user.username:<32} {held.unit.nama}"
        for held in demo_accounts()
    ]
