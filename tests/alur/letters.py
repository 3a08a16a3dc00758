"""Letters of the toy system, on which what every system shares is tried out."""

from __future__ import annotations

from django.test import Client

from tests.mainan.sistem import Surat
from upaya.core import clock
from upaya.wilayah.models import Unit


def write(unit: Unit, isi: str = "Halo.") -> Surat:
    return Surat.objects.create(
        isi=isi,
        kabupaten_id=unit.kabupaten_id or "",
        unit_id=unit.pk,
        status="draf",
        status_since=clock.now(),
    )


def page_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()
