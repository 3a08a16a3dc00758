"""The end of an audit chain moves forward only."""

from __future__ import annotations

from upaya.core.keeping import never_removed
from upaya.core.models import AuditHead
from upaya.core.triggers import RowRule

UJUNG = (
    never_removed("ujung_audit_tetap", AuditHead),
    RowRule(
        "ujung_audit_maju",
        str(AuditHead._meta.db_table),
        "UPDATE",
        lambda: (
            "NEW.number < OLD.number OR NEW.keyed_from <> OLD.keyed_from OR NEW.chain <> OLD.chain"
        ),
        "ujung rantai audit hanya bergerak maju",
    ),
)
