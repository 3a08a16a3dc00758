"""The frame of a month's page, with the words that its own templates use."""

from __future__ import annotations

from typing import Any

from upaya.alur.page_frame import case_context, case_trail
from upaya.core.access import Request
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.pages import PAGES
from upaya.insentif.bulan.reading import LembarBulan


def month_context(request: Request, sheet: LembarBulan, active: str) -> dict[str, Any]:
    """The context of a page of a month; `active` is a tab's name.

    `pengajuan` is the month, `terbuka` whether this person may write in the active part now.
    """
    context = case_context(PAGES, request, sheet, active)
    return context | {"pengajuan": sheet.month, "terbuka": context["frame"].writable}


def month_trail(month: Pengajuan, here: str) -> list[dict[str, str]]:
    """The way back from a page of `month` that is called `here`."""
    return case_trail(PAGES, month, here)
