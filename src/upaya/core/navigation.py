"""The menus of a page, and its way back."""

from __future__ import annotations

from upaya.core.access import Access
from upaya.core.registry import Entry, registry

# The menu under one's own name: for everybody who is signed in, with or without a role.
PERSONAL: tuple[tuple[str, str], ...] = (
    ("Profil saya", "akun:profil"),
    ("Ganti peran", "akun:peran"),
)


def entries_for(access: Access) -> list[Entry]:
    """The main menu of a role."""
    return [entry for entry in registry().menu if access.allows(entry.permission)]


def trail(*steps: tuple[str, str], here: str) -> list[dict[str, str]]:
    """The way back for `<c-breadcrumbs :items="remah" />`: (label, url) steps, then `here`."""
    return [*({"label": label, "url": url} for label, url in steps), {"label": here, "url": ""}]
