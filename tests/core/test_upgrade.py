"""An installation with work in it takes the steps of its tables, and can take them back.

That they build the tables from nothing: test_fresh.py; old units: tests/wilayah/test_migrasi.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.tables import draw_alone
from upaya.core import triggers
from upaya.insentif.koreksi.models import Koreksi
from upaya.pegawai.models import SuratKeputusan
from upaya.rules.insentif.road_koreksi import DIUSULKAN, OPEN
from upaya.wilayah.models import Unit

pytestmark = [pytest.mark.full, pytest.mark.django_db(transaction=True)]

BEFORE = [
    ("bok", "0001_bok"),
    ("core", "0007_hari_usaha_audit"),
    ("insentif", "0012_kegiatan_dari_bok"),
    ("pegawai", "0002_padanan_golongan_bank"),
    ("pembayaran", "0007_usulan_format"),
    ("supermiskol", None),
]
"""Before a correction had a road of its own and a decree was confirmed by the Dinas."""


def step(targets: Iterable[tuple[str, str | None]]) -> Any:  # noqa: ANN401 - the apps as they are then
    wanted = list(targets)
    MigrationExecutor(connection).migrate(wanted)
    known = [(app, name) for app, name in wanted if name is not None]
    return MigrationExecutor(connection).loader.project_state(known).apps


def counts() -> dict[str, int]:
    """How many rows each table has."""
    return {model._meta.db_table: model._default_manager.count() for model in apps.get_models()}


@pytest.mark.budget(120, "the tables of ten parts go back and forth with the shared world in them")
def test_what_stood_in_the_tables_is_there_after_the_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    draw_alone(monkeypatch)
    triggers.uninstall_rules()  # as before every migrate: this one asks the executor itself
    Koreksi.objects.filter(status__in=OPEN).update(status=DIUSULKAN)  # the one open status it had
    corrections = {
        row.pk: (row.status, row.diputus_pada or row.ditarik_pada or row.diusulkan_pada)
        for row in Koreksi.objects.all()
    }
    assert {status for status, _ in corrections.values()} >= {DIUSULKAN, "disetujui", "ditolak"}
    puskesmas, dinas = SuratKeputusan.objects.order_by("pk")[:2]
    office = Unit.objects.filter(jenis="dinas").earliest("pk")
    rows = counts()

    old = step(BEFORE)
    decrees = old.get_model("pegawai", "SuratKeputusan").objects
    decrees.update(penerbit="kepala_dinas")
    decrees.filter(pk=dinas.pk).update(unit_id=office.pk)
    kept = set(connection.introspection.table_names()) & rows.keys()
    step(MigrationExecutor(connection).loader.graph.leaf_nodes())
    triggers.install()
    connection.check_constraints()

    assert {row.pk: (row.status, row.status_since) for row in Koreksi.objects.all()} == corrections
    confirmed = SuratKeputusan.objects.filter(dikonfirmasi_pada__isnull=False)
    assert [one.pk for one in confirmed] == [dinas.pk]
    assert puskesmas.pk != dinas.pk
    assert len(kept) > 80
    now = counts()
    assert {name: (rows[name], now[name]) for name in kept if rows[name] != now[name]} == {}
