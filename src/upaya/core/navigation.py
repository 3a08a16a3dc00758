"""The menus of a page, and its way back."""

from __future__ import annotations

from dataclasses import dataclass, field

from upaya.core.access import Access
from upaya.core.registry import Entry, Sistem, registry

# The menu under one's own name: for everybody who is signed in, with or without a role.
PERSONAL: tuple[tuple[str, str], ...] = (
    ("Profil saya", "akun:profil"),
    ("Ganti peran", "akun:peran"),
    ("Panduan", "core:panduan"),
)


def entries_for(access: Access) -> list[Entry]:
    """The main menu of a role."""
    return [entry for part, entry in registry().menu_by_part if _leads(access, part, entry)]


def _leads(access: Access, part: Sistem, entry: Entry) -> bool:
    """Whether somebody is led there: they may, and the system exists where they are.

    A district without the office of a system (an UPT Jamkesda, say) does not run it: who reads
    along or decides in it has nothing to do there. Only who has a role of the system itself is
    led there all the same. Addresses stay open: this is the menu, not the door.
    """
    system = registry().system_of(part)
    runs = system is None or system.office not in access.lacking or access.role in system.roles
    return runs and access.allows(entry.permission)


COMMON = ("bersama", "Bersama")
"""The group of what the systems have in common: its name and its title."""


@dataclass(slots=True)
class Group:
    """Entries of one system that a role may open, or of what all have in common."""

    name: str
    title: str
    entries: list[Entry] = field(default_factory=list)


def group_of(part: Sistem) -> tuple[str, str]:
    """Name and title of the group in which what a part brings stands."""
    system = registry().system_of(part)
    return (system.name, system.title) if system else COMMON


def groups_for(access: Access) -> list[Group]:
    """The main menu of a role by system, those in common last; one's own work (order 0) first.

    An entry of one's own work stands in a group without a name.
    """
    found: dict[str, Group] = {}
    for part, entry in registry().menu_by_part:
        if _leads(access, part, entry):
            name, title = group_of(part) if entry.order else ("", "")
            found.setdefault(name, Group(name, title)).entries.append(entry)
    common = found.pop(COMMON[0], None)
    return [*found.values(), *([common] if common else [])]


def trail(*steps: tuple[str, str], here: str) -> list[dict[str, str]]:
    """The way back for `<c-breadcrumbs :items="remah" />`: (label, url) steps, then `here`."""
    return [*({"label": label, "url": url} for label, url in steps), {"label": here, "url": ""}]
