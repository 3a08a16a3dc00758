"""Units that were there before codes and tree: what the migrations make of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.tables import drop_all
from upaya.wilayah import pohon
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.empty_world


LATEST = "0006_alamat"


def migrate(name: str) -> Any:  # noqa: ANN401 - the apps as they were
    MigrationExecutor(connection).migrate([("wilayah", name)])
    return MigrationExecutor(connection).loader.project_state([("wilayah", name)]).apps


@pytest.fixture
def before(transactional_db: None) -> Any:  # noqa: ANN401
    """The first units' tables and no others: forward again is then quick, and what a test with real
    transactions leaves behind is thrown away."""
    drop_all()
    return migrate("0001_initial")


def test_the_latest_step_is_known() -> None:
    leaves = MigrationExecutor(None).loader.graph.leaf_nodes("wilayah")
    assert leaves == [("wilayah", LATEST)]


def test_old_units_get_codes_and_a_place(before: Any) -> None:  # noqa: ANN401
    kabupaten, unit = (before.get_model("wilayah", name) for name in ("Kabupaten", "Unit"))
    here, there, bare = (
        kabupaten.objects.create(kode=kode, nama=kode, provinsi="x")
        for kode in ("35.12", "35.10", "35.11")
    )

    def make(jenis: str, where: object, nama: str, *, aktif: bool = True) -> int:
        return int(unit.objects.create(jenis=jenis, kabupaten=where, nama=nama, aktif=aktif).pk)

    ministry = make("kementerian", None, "Kementerian Kesehatan")
    make("dinas", here, "Dinas Lama", aktif=False)
    dinas = make("dinas", here, "Dinas Kesehatan")
    other = make("dinas", there, "Dinas Kesehatan")
    panji = make("puskesmas", here, "UPTD Puskesmas Panji")
    twin = make("puskesmas", here, "Puskesmas  PANJI")
    far = make("puskesmas", there, "Panji")
    lone = make("puskesmas", bare, "Panji")

    migrate(LATEST)

    rows = {row.pk: row for row in Unit.objects.all()}
    assert [rows[pk].slug for pk in (panji, twin, far)] == ["panji", f"panji{twin}", "panji"]
    assert rows[ministry].jalur == f"/{ministry}/"
    assert rows[dinas].jalur == f"/{dinas}/"
    assert rows[panji].jalur == f"/{dinas}/{panji}/"
    assert rows[far].jalur == f"/{other}/{far}/"
    assert (rows[lone].induk, rows[lone].jalur) == (None, f"/{lone}/")
    assert list(pohon.faults()) == ["Ada Puskesmas tanpa induk."]
