"""Loading the demo, whole or not at all."""

from __future__ import annotations

from random import Random

from django.db import transaction

from upaya.akun.queries import demo_accounts
from upaya.core import notifications
from upaya.demo import aturan, bulan, kabupaten, pegawai, simulasi
from upaya.demo.orang import Orang
from upaya.wilayah.models import Kabupaten


def needed() -> bool:
    """Whether the database is still empty."""
    return not Kabupaten.objects.exists()


def load(random: Random) -> None:
    """Everything in one transaction: a start that was broken off leaves nothing half made."""
    with notifications.silence(), transaction.atomic():
        orang = Orang(random)
        peta = kabupaten.make(random, orang)
        pegawai.make(peta, random, orang)
        bulan.make(peta, random)
        aturan.make(peta)
        simulasi.make(peta)


def accounts() -> list[str]:
    """One line per role: who to enter as."""
    lines = [f"Akun demo (kata sandi {kabupaten.SANDI}; di halaman masuk cukup satu klik):"]
    for membership in demo_accounts():
        role = membership.role_label
        lines.append(f"  {role:<32} {membership.user.username:<32} {membership.unit.nama}")
    return lines
