"""The grid of a month as the tests ask for it."""

import json
from typing import Any

from django.test import Client

from tests.factories.kegiatan import Grid
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.kegiatan.models import BarisKegiatan


def address(month: Pengajuan, rest: str = "") -> str:
    return f"/insentif/{month.pk}/kegiatan/{rest}"


def post_json(client: Client, month: Pengajuan, body: Any) -> Any:  # noqa: ANN401
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(address(month, "simpan/"), text, content_type="application/json")


def cell(grid: Grid, row: int, line: BarisKegiatan) -> str:
    return f"c-{grid.rows[row].pk}-{line.pk}"
