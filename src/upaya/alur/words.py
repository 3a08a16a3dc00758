"""What a case leaves in the audit beside its permissions, in words, for a `sistem.py`."""

from __future__ import annotations

from upaya.rules.workflow import Workflow


def finding_words(road: Workflow) -> dict[str, str]:
    """Of findings: noting one is a permission and has its words there."""
    return {
        f"{road.name}.temuan_dicabut": "Mencabut temuan verifikasi",
        f"{road.name}.tanggapan": "Menanggapi temuan verifikasi",
    }
