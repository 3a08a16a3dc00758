"""The tables of a new installation, made at once as the last step leaves them.

Where nobody has rows yet, the steps of the past matter by their end alone; taken one by one they
cost most of a first start, for Django draws the house anew for each. So an empty database gets its
tables at once, and every step is noted as taken. Whatever holds a table takes the steps.
tests/core/test_fresh.py holds that both ways end in the same tables.
"""

from __future__ import annotations

from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model


def make_tables() -> bool:
    """All tables of the apps with migrations, whole or not at all; False when there are any."""
    loader = MigrationLoader(connection)
    # SQLite rebuilds no table inside a transaction while it looks at foreign keys.
    with connection.constraint_checks_disabled(), transaction.atomic():
        if connection.introspection.table_names():
            return False
        with connection.schema_editor() as editor:
            for model in _models(loader):
                editor.create_model(model)
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        recorder.migration_qs.bulk_create(
            recorder.Migration(app=app, name=name) for app, name in _steps(loader)
        )
    return True


def _models(loader: MigrationLoader) -> list[type[Model]]:
    """As the last step leaves them: Django gives a few columns another type there than a model."""
    return [
        model
        for model in loader.project_state().apps.get_models()
        if model._meta.app_label in loader.migrated_apps and model._meta.can_migrate(connection)
    ]


def _steps(loader: MigrationLoader) -> list[tuple[str, str]]:
    """Every step, also those that a later one stands for."""
    return sorted(set(loader.graph.nodes) | set(loader.disk_migrations))
