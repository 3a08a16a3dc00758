"""Entries of the audit trail, and the two ways of looking at it: the command and the page."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from django.db import transaction
from django.test import Client

from tests.factories.wilayah import make_dinas
from upaya.commands import audit as command
from upaya.core import audit
from upaya.core.access import Access


def record(access: Access, number: int = 1) -> None:
    unit = make_dinas()
    for place in range(number):
        with transaction.atomic():
            audit.record("unit.ubah", unit, access=access, detail={"nomor": place})


def verify(kept: Path | None = None) -> int:
    return command.run(Namespace(act=command._verify, jangkar=kept))


def page_of(client: Client, query: str = "") -> str:
    response = client.get(f"/audit/{query}")
    assert response.status_code == 200
    return response.content.decode()
