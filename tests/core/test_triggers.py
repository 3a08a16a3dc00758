"""The triggers of append-only tables come back after every migrate, each of them once."""

import re
from collections import Counter

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from upaya.core import triggers
from upaya.core.models import AuditEntry

pytestmark = pytest.mark.django_db

_NAMED = re.compile(r"TRIGGER (?:IF NOT EXISTS )?(\w+) (?:BEFORE|AFTER)")


def test_one_migrate_makes_each_trigger_once() -> None:
    triggers.remove()
    with CaptureQueriesContext(connection) as asked:
        call_command("migrate", verbosity=0, interactive=False)
    made = [sql for query in asked if " TRIGGER " in (sql := query["sql"]) and sql[:6] == "CREATE"]
    names = Counter(match[1] for sql in made if (match := _NAMED.search(sql)))
    assert names == {
        f"{table}_no_{event}": 1
        for table in triggers.append_only_tables()
        for event in triggers._events()
    } | {rule.name: 1 for rule in triggers.row_rules()}
    assert len(made) == len(names)
    functions = [query for query in asked if "CREATE OR REPLACE FUNCTION" in query["sql"]]
    wanted = 1 + len(triggers.row_rules()) if connection.vendor == "postgresql" else 0
    assert len(functions) == wanted


@pytest.mark.django_db(transaction=True)
def test_they_hold_where_transactions_are_real() -> None:
    assert AuditEntry.objects.exists()  # of the shared world
    with pytest.raises(DatabaseError, match="tidak boleh diubah"), transaction.atomic():
        AuditEntry.objects.order_by("pk").delete()
    with pytest.raises(DatabaseError, match="tidak boleh diubah"), transaction.atomic():
        AuditEntry.objects.update(action="lain")
