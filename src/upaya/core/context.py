"""What every page's frame needs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from upaya.core import clock
from upaya.core.access import Access
from upaya.core.addresses import page_of, person_mark
from upaya.core.navigation import PERSONAL, groups_for


def page(request: HttpRequest) -> dict[str, Any]:
    """`nav` (groups of entries), `unit_aktif`, `peran_aktif`, `demo`, the day, the page's owner."""
    access: Access | None = getattr(request, "access", None)
    nav = []
    if access is not None:
        nav = [
            {
                "name": group.name,
                "title": group.title if len(group.entries) > 1 else "",
                "items": [
                    {
                        "label": entry.label,
                        "url": reverse(entry.url_name),
                        "active": request.path.startswith(entry.prefix),
                    }
                    for entry in group.entries
                ],
            }
            for group in groups_for(access)
        ]
    return {
        "nav": nav,
        "menu_diri": [{"label": label, "url": reverse(name)} for label, name in PERSONAL],
        "access": access,
        "unit_aktif": access.unit_name if access else "",
        "peran_aktif": _role(access) if access else "",
        "demo": settings.DEMO,
        "orang_tanda": person_mark(request),
        "halaman": page_of(request),
        "hari_ini": clock.today(),
    }


def _role(access: Access) -> str:
    absent = access.mewakili_nama
    return f"{access.role.label}, mewakili {absent}" if absent else access.role.label
