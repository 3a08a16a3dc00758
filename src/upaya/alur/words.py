"""What a case leaves in the audit beside its permissions, in words, for a `sistem.py`."""

from __future__ import annotations

from upaya.rules.workflow import Workflow


def finding_words(road: Workflow, called: str = "") -> dict[str, str]:
    """Of findings, `called` as its people say; noting one is a permission with words of its own."""
    what = called or f"temuan {road.noun}"
    return {
        f"{road.name}.temuan_dicabut": f"Mencabut {what}",
        f"{road.name}.tanggapan": f"Menanggapi {what}",
    }
