"""The house learns of its systems: each app declares itself once, everything else reads it here.

An app is a part of the house when it has a `sistem.py` with `SISTEM`. What all parts say together
is a `Registry`: roles, the matrix, roads, menu, inbox and the rest are derived from it; what is
said twice or refers to nothing is refused when Django starts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import import_module
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string, module_has_submodule

from upaya.core import mentions, unit_kinds
from upaya.core.chains import Chain
from upaya.core.permissions import Permission, move_permission
from upaya.core.unit_kinds import UnitKind
from upaya.rules.roles import Role
from upaya.rules.workflow import Workflow

DOTTED = (
    *("inbox", "boards", "searches", "explains", "watches", "pays", "decrees", "impacts"),
    *("demo", "stages", "row_rules", "offers", "satu_data", "nasional"),
)
"""Fields of a declaration that name objects by dotted paths."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A link in the main menu for whoever has the permission.

    A `prefix` of the address marks it active. Entries stand in the order of `order`: 0 one's own
    work, from 100 what the systems do, from 200 what they share, from 300 the house itself.
    `invitation` is said where nothing waits for somebody: a sentence and the words of the link.
    """

    label: str
    url_name: str
    permission: Permission
    prefix: tuple[str, ...]
    order: int
    invitation: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Door:
    """A public page that the home page leads to: what somebody does there, and its address.

    `curious` puts it with those for whoever wants to know; the others are for citizens.
    """

    label: str
    url_name: str
    curious: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sistem:
    """One part of the house, as it declares itself in its app's `sistem.py`.

    `name` is the label of the app. A system that people come for has an `intro`, a sentence for the
    sign-in page; parts that others stand on have none.

    What would pull a model in while Django still starts is named by a dotted path and loaded when
    it is asked for.
    """

    name: str
    title: str
    intro: str = ""
    within: str = ""
    """The system of which this part is a room with an app of its own, by name."""
    office: str = ""
    """The kind of unit without which a district does not run this system, "" for none: whoever has
    no role of its own there is not led to it."""
    roles: tuple[Role, ...] = ()
    permissions: Iterable[Permission] = ()
    """All its permissions but those of moves: usually an app's own enum."""
    grants: Mapping[Permission, Iterable[Role]] = field(default_factory=dict)
    """Who may do what. A part may also give its own roles what parts below it declare."""
    second: Mapping[Permission, Permission] = field(default_factory=dict)
    """By the permission to decide: the one to prepare what is decided, always two people."""
    everybody: tuple[Permission, ...] = ()
    """What every role may do, whoever declares it."""
    roads: tuple[Workflow, ...] = ()
    unit_kinds: tuple[UnitKind, ...] = ()
    """Kinds of units it brings or uses: several parts may say the same one."""
    menu: tuple[Entry, ...] = ()
    urls: tuple[tuple[str, str], ...] = ()
    """(prefix, dotted path of a URL configuration)."""
    public: tuple[str, ...] = ()
    """Names of the addresses that somebody may open who is not signed in."""
    door: str = ""
    """The one of them that the sign-in page leads to, for who comes without an account."""
    doors: tuple[Door, ...] = ()
    """Those that the home page offers, in words of whoever comes without an account."""
    papers: tuple[str, ...] = ()
    """Codes of the official papers it issues, as they stand in a paper's number."""
    words: Mapping[str, str] = field(default_factory=dict)
    """What it records in the audit beside its permissions, in words."""
    taken: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """What is said when a promise of uniqueness would break: (field or "", sentence) by constraint,
    or by `Model.field`. See `core.creation`."""
    chains: tuple[Chain, ...] = ()
    """Chains of the audit for what it records that belongs to no district."""
    append_only: tuple[str, ...] = ()
    """Names of models whose tables only ever grow."""
    row_rules: tuple[str, ...] = ()
    """Dotted paths of `core.triggers.RowRule`, or of several: what the database refuses."""
    inbox: tuple[str, ...] = ()
    """Dotted paths of `core.inbox.Source`: what waits for somebody."""
    boards: tuple[str, ...] = ()
    """Dotted paths of `core.inbox.Board`: what waits for others, below the own tasks."""
    searches: tuple[str, ...] = ()
    """Dotted paths of `core.search.Source`: what the one search finds of it."""
    explains: tuple[str, ...] = ()
    """Dotted paths of `core.front.Explainer`: an amount that explains itself on the home page."""
    watches: tuple[str, ...] = ()
    """Dotted paths of `alur.overdue.Watch`: roads whose late steps are told to who stands above."""
    pays: tuple[str, ...] = ()
    """Dotted paths of `pembayaran.sumber.Sumber`: what is paid on its behalf."""
    decrees: tuple[str, ...] = ()
    """Dotted paths of `regulasi.ketetapan.JenisKetetapan`: rules that a district sets itself."""
    demo: tuple[str, ...] = ()
    """Dotted paths of `demo.muat.Loader`: what it shows in the demo."""
    stages: tuple[str, ...] = ()
    """Dotted paths of `demo.muat.Stage`: a district of its own in the demo, with all its people."""
    impacts: tuple[str, ...] = ()
    """Dotted paths of `regulasi.dampak.Provider`: what a proposed rule would change."""
    offers: tuple[str, ...] = ()
    """Dotted paths of `core.offers.Offer`: lists for other programs."""
    satu_data: tuple[str, ...] = ()
    """Dotted paths of tuples of `core.satu_data.TabelBulanan`: its monthly numbers."""
    nasional: tuple[str, ...] = ()
    """Dotted paths of `core.nasional.AngkaDaerah`: its figure by district for the nation."""
    keyed: tuple[Permission, ...] = ()
    """What its further addresses for programs ask for (`core.keyed`): a key may name it."""


class Registry:
    """What all parts of the house say together. Raises ImproperlyConfigured with every fault."""

    def __init__(self, parts: Iterable[Sistem]) -> None:
        self.parts = tuple(parts)
        self._loaded: dict[str, tuple[Any, ...]] = {}
        faults = list(self._faults())
        if faults:
            raise ImproperlyConfigured("Pernyataan sistem tidak sepadan:\n" + "\n".join(faults))

    # -------------------------------------------------------------- derived
    @cached_property
    def systems(self) -> tuple[Sistem, ...]:
        """The parts that people come for, in the order of their menus."""
        found = (part for part in self.parts if part.intro)
        return tuple(sorted(found, key=lambda part: min((e.order for e in part.menu), default=0)))

    def system_of(self, part: Sistem) -> Sistem | None:
        """The system to which a part belongs; None for what the systems have in common."""
        if part.within:
            return next(one for one in self.parts if one.name == part.within)
        return part if part.intro else None

    @cached_property
    def offices(self) -> tuple[str, ...]:
        """The kinds of units without which a district does not run one system or another."""
        return tuple(sorted({part.office for part in self.systems if part.office}))

    @cached_property
    def roles(self) -> Mapping[str, Role]:
        """Every role by its name."""
        return {role.name: role for part in self.parts for role in part.roles}

    @cached_property
    def permissions(self) -> Mapping[str, Permission]:
        """Every permission by its code, those of moves behind the others of their part."""
        return {code: code for part in self.parts for code in permissions_of(part)}

    @cached_property
    def roads(self) -> Mapping[str, Workflow]:
        """Every workflow by its name."""
        return {road.name: road for part in self.parts for road in part.roads}

    @cached_property
    def matrix(self) -> Mapping[Role, frozenset[Permission]]:
        """What each role may do."""
        everybody = {code for part in self.parts for code in part.everybody}
        granted: dict[Role, set[Permission]] = {r: set(everybody) for r in self.roles.values()}
        for part in self.parts:
            for permission, roles in part.grants.items():
                for role in roles:
                    granted[role].add(permission)
            for road in part.roads:
                for move in road.moves.values():
                    for role in move.roles:
                        granted[role].add(move_permission(road, move.name))
        return {role: frozenset(permissions) for role, permissions in granted.items()}

    def decides_over(self, role: Role, other: Role) -> bool:
        """Whether `role` has a word on what `other` prepares, on a road or on a proposal."""
        pairs = {pair for part in self.parts for pair in part.second.items()}
        if any(d in self.matrix[role] and p in self.matrix[other] for d, p in pairs):
            return True
        return any(
            role in move.roles and any(other in road.moves[n].roles for n in move.different_from)
            for road in self.roads.values()
            for move in road.moves.values()
        )

    @cached_property
    def menu(self) -> tuple[Entry, ...]:
        """The main menu in the order in which people read it."""
        return tuple(entry for _, entry in self.menu_by_part)

    @cached_property
    def menu_by_part(self) -> tuple[tuple[Sistem, Entry], ...]:
        """The same, each with the part that declares it."""
        entries = ((part, entry) for part in self.parts for entry in part.menu)
        return tuple(sorted(entries, key=lambda found: found[1].order))

    @cached_property
    def public(self) -> frozenset[str]:
        """Names of the addresses that are open to everybody."""
        return frozenset(name for part in self.parts for name in part.public)

    @cached_property
    def doors(self) -> tuple[Door, ...]:
        """What the home page leads to, system by system in the order of their menus."""
        first = [*self.systems, *(part for part in self.parts if not part.intro)]
        return tuple(door for part in first for door in part.doors)

    @cached_property
    def papers(self) -> frozenset[str]:
        """Codes of the official papers that the house issues."""
        return frozenset(code for part in self.parts for code in part.papers)

    @cached_property
    def words(self) -> Mapping[str, str]:
        """Every action of the audit in words."""
        known = {code: code.label for code in self.permissions.values()}
        return {str(code): text for code, text in known.items()} | {
            action: text for part in self.parts for action, text in part.words.items()
        }

    @cached_property
    def taken(self) -> Mapping[str, tuple[str, str]]:
        """Where and what is said of each promise of uniqueness."""
        return {name: said for part in self.parts for name, said in part.taken.items()}

    def load(self, what: str) -> tuple[Any, ...]:
        """The objects that the parts name by dotted paths in their field `what` (DOTTED)."""
        if what not in self._loaded:
            paths = (path for part in self.parts for path in getattr(part, what))
            self._loaded[what] = tuple(import_string(path) for path in paths)
        return self._loaded[what]

    def load_by_part(self, what: str) -> tuple[tuple[Sistem, Any], ...]:
        """The same, each with the part that names it."""
        named = (part for part in self.parts for _ in getattr(part, what))
        return tuple(zip(named, self.load(what), strict=True))

    def role_label(self, name: str) -> str:
        """A stored role in words; its name when no part declares it any more."""
        role = self.roles.get(name)
        return role.label if role else name

    @cached_property
    def unit_kinds(self) -> Mapping[str, UnitKind]:
        """Every kind of unit by its stored word."""
        return {kind.name: kind for part in self.parts for kind in part.unit_kinds}

    @cached_property
    def chains(self) -> Mapping[str, Chain]:
        """Every chain of the audit that is no district's, by name."""
        return {chain.name: chain for part in self.parts for chain in part.chains}

    def chains_of(self, role: Role) -> frozenset[str]:
        """Which of them a role may read."""
        may = self.matrix[role]
        return frozenset(c.name for c in self.chains.values() if c.permission in may)

    def chain_label(self, name: str) -> str:
        """A chain in words: as it is declared, else the code of its district."""
        chain = self.chains.get(name)
        return chain.label if chain else name

    def unit_label(self, name: str) -> str:
        """A stored kind of unit in words; its name when no part declares it any more."""
        kind = self.unit_kinds.get(name)
        return kind.label if kind else name

    # -------------------------------------------------------------- faults
    def _faults(self) -> Iterator[str]:
        yield from self._doubles()
        yield from self._strangers()
        yield from self._weak_givers()
        yield from unit_kinds.faults([kind for part in self.parts for kind in part.unit_kinds])

    def _doubles(self) -> Iterator[str]:
        said = {
            "nama bagian": [part.name for part in self.parts],
            "peran": [role.name for part in self.parts for role in part.roles],
            "izin atau tindakan": [
                str(code) for part in self.parts for code in (*permissions_of(part), *part.words)
            ],
            "alur": [road.name for part in self.parts for road in part.roads],
            "menu": [entry.url_name for part in self.parts for entry in part.menu],
            "pintu": [door.url_name for part in self.parts for door in part.doors],
            "rantai audit": [chain.name for part in self.parts for chain in part.chains],
            "alamat umum": [name for part in self.parts for name in part.public],
            "kode dokumen": [code for part in self.parts for code in part.papers],
        }
        for what, names in said.items():
            for name, times in Counter(names).items():
                if times > 1:
                    yield f"{what} {name!r} dinyatakan {times} kali"

    def _weak_givers(self) -> Iterator[str]:
        """Whoever gives roles to others signs in with a second factor."""
        for name in sorted({name for role in self.roles.values() for name in role.given_by}):
            role = self.roles.get(name)
            if role is not None and not role.totp:
                yield f"peran {name!r} memberi peran, jadi wajib verifikasi dua langkah (totp)"

    def _strangers(self) -> Iterator[str]:
        """Whatever refers to a role or a permission that no part declares."""
        for part in self.parts:
            known = {
                "peran": (self.roles, mentions.roles_named(part)),
                "izin": (self.permissions, mentions.permissions_named(part)),
                "jenis unit": (self.unit_kinds, mentions.unit_kinds_named(part)),
            }
            for what, (names, named) in known.items():
                for where, name in named:
                    if name not in names:
                        yield f"{part.name}: {where} menyebut {what} {name!r} yang tidak ada"
            if part.within and part.within not in {one.name for one in self.parts}:
                yield f"{part.name}: bagian dari {part.within!r} yang tidak ada"
            for name in filter(None, (part.door, *(door.url_name for door in part.doors))):
                if name not in part.public:
                    yield f"{part.name}: pintunya {name!r} bukan alamat umum"
            yield from _generous(part)


def permissions_of(part: Sistem) -> tuple[Permission, ...]:
    """The permissions that a part declares, those of its moves last."""
    moves = (move_permission(road, name) for road in part.roads for name in road.moves)
    return (*part.permissions, *moves)


def _generous(part: Sistem) -> Iterator[str]:
    """What belongs to another part is given to one's own roles only."""
    own = set(permissions_of(part))
    for code, roles in part.grants.items():
        strangers = [role.name for role in roles if role not in part.roles]
        if code not in own and strangers:
            yield (
                f"{part.name}: izin {str(code)!r} milik bagian lain hanya diberikan kepada peran "
                f"sendiri, bukan {', '.join(strangers)}"
            )


@cache
def registry() -> Registry:
    """The house as installed: the `SISTEM` of every app that has one, in the order of the apps."""
    found = []
    for config in apps.get_app_configs():
        if config.module is not None and module_has_submodule(config.module, "sistem"):
            part: Sistem = import_module(f"{config.name}.sistem").SISTEM
            if part.name != config.label:
                raise ImproperlyConfigured(f"{config.name}.sistem: nama bagian {part.name!r}")
            found.append(part)
    return Registry(found)
