"""The tables of a new installation, made from the models at once.

Where nobody has rows yet, the steps of the past say nothing that the models do not say; taken one by
one they cost most of a first start, for Django draws the whole house anew for each. So an empty
database gets the tables as they are now, and every step is noted as taken. Whatever holds a table
takes the steps. tests/core/test_fresh.py holds that both ways end in the same tables.
"""

from __future__ import annotations

from django.apps import apps
from django.db import connection, router, transaction
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
    return [
        model
        for app in apps.get_app_configs()
        if app.label in loader.migrated_apps
        for model in router.get_migratable_models(app, connection.alias)
        if model._meta.can_migrate(connection)
    ]


def _steps(loader: MigrationLoader) -> list[tuple[str, str]]:
    """Every step, also those that a later one stands for."""
    return sorted(set(loader.graph.nodes) | set(loader.disk_migrations))
