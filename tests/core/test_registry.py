"""The house refuses declarations that do not fit, and derives the rest from those that do."""

from __future__ import annotations

import pickle
from dataclasses import replace
from enum import ReprEnum
from importlib.util import find_spec

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from upaya.core import checks
from upaya.core.access import Access
from upaya.core.permissions import Permission, move_permission
from upaya.core.registry import DOTTED, Entry, Registry, Sistem, registry
from upaya.core.scope import Scope
from upaya.core.unit_kinds import UnitKind
from upaya.rules.insentif.road import INSENTIF, TIM_VERIFIKASI
from upaya.rules.kesehatan import ADMIN_DINAS, KEPALA_PUSKESMAS, SEMUA
from upaya.rules.roles import Reach, Role, either
from upaya.rules.workflow import Move, State, Workflow, build

PENULIS = Role("penulis", "Penulis", Reach.UNIT, ("puskesmas",), totp=True, excludes=("pembaca",))
PEMBACA = Role("pembaca", "Pembaca", Reach.DISTRICT, ("dinas",), given_by=("penulis",))


class IzinBuku(Permission, ReprEnum):
    LIHAT = "buku.lihat", "Membaca buku"
    TULIS = "buku.tulis", "Menulis buku"


ROAD = build(
    "buku",
    "draf",
    states=(
        State("draf", "Draf", "Tulis.", (PENULIS,)),
        State("terbit", "Terbit", "Baca.", (PENULIS, PEMBACA)),
        State("arsip", "Arsip"),
    ),
    moves=(
        Move("terbitkan", frozenset({"draf"}), "terbit", (PENULIS,), "Terbitkan", "Terbit."),
        Move("simpan", frozenset({"terbit"}), "arsip", (PENULIS, PEMBACA), "Simpan", "Disimpan."),
    ),
    title="Alur buku",
    noun="buku",
)
BUKU = Sistem(
    name="buku",
    title="Buku",
    intro="Menulis dan membaca.",
    roles=(PENULIS, PEMBACA),
    permissions=IzinBuku,
    grants={IzinBuku.LIHAT: (PENULIS, PEMBACA), IzinBuku.TULIS: (PENULIS,)},
    unit_kinds=(
        UnitKind("puskesmas", "Puskesmas", root=True),
        UnitKind("dinas", "Dinas", root=True),
    ),
    roads=(ROAD,),
    menu=(
        Entry("Buku", "buku:daftar", IzinBuku.LIHAT, ("/buku/",), 200),
        Entry("Menulis", "buku:tulis", IzinBuku.TULIS, ("/tulis/",), 100),
    ),
    public=("buku:umum",),
    papers=("BK-1",),
    words={"buku.buang": "Membuang buku"},
)


def refused(*parts: Sistem) -> str:
    with pytest.raises(ImproperlyConfigured) as fault:
        Registry(parts)
    return str(fault.value)


# ------------------------------------------------------------------ derived
def test_everything_is_derived_from_what_the_parts_say() -> None:
    house = Registry([BUKU])
    assert house.roles == {"penulis": PENULIS, "pembaca": PEMBACA}
    assert house.matrix[PENULIS] == {"buku.lihat", "buku.tulis", "buku.terbitkan", "buku.simpan"}
    assert house.matrix[PEMBACA] == {"buku.lihat", "buku.simpan"}
    assert house.words == {
        "buku.lihat": "Membaca buku",
        "buku.tulis": "Menulis buku",
        "buku.terbitkan": "Terbitkan (buku)",
        "buku.simpan": "Simpan (buku)",
        "buku.buang": "Membuang buku",
    }
    assert [entry.label for entry in house.menu] == ["Menulis", "Buku"]
    assert house.roads == {"buku": ROAD}
    assert house.systems == (BUKU,)
    assert house.public == frozenset({"buku:umum"})
    assert house.papers == frozenset({"BK-1"})


def test_what_everybody_may_do_reaches_the_roles_of_parts_that_come_later() -> None:
    bench = Sistem(name="bangku", title="Bangku", permissions=(DUDUK,), everybody=(DUDUK,))
    house = Registry([bench, BUKU])
    assert all(DUDUK in may for may in house.matrix.values())
    assert house.systems == (BUKU,)


DUDUK = Permission("bangku.duduk", "Duduk")


def test_a_part_lets_its_own_roles_into_parts_below_and_nobody_else() -> None:
    bench = Sistem(name="bangku", title="Bangku", permissions=(DUDUK,))
    sits = replace(BUKU, grants={**BUKU.grants, DUDUK: (PEMBACA,)})
    assert DUDUK in Registry([bench, sits]).matrix[PEMBACA]
    pushes = replace(bench, name="lain", permissions=(), grants={DUDUK: (PENULIS,)})
    assert "bangku.duduk' milik bagian lain" in refused(bench, BUKU, pushes)


def test_an_access_may_what_its_role_may() -> None:
    scope = Scope(Reach.DISTRICT, "35.12", 1, 1)
    admin = Access(1, 1, ADMIN_DINAS, scope, "Dinas")
    assert admin.allows(registry().permissions["wilayah.kelola"])
    assert not admin.allows(move_permission(INSENTIF, "setujui"))
    assert not admin.allows(Permission("karangan", "Karangan"))


# ------------------------------------------------------------------ refused
@pytest.mark.parametrize(
    ("twice", "said"),
    [
        (replace(BUKU, name="buku"), "nama bagian 'buku' dinyatakan 2 kali"),
        (replace(BUKU, name="dua"), "peran 'penulis' dinyatakan 2 kali"),
        (replace(BUKU, name="dua"), "izin atau tindakan 'buku.terbitkan' dinyatakan 2 kali"),
        (replace(BUKU, name="dua"), "alur 'buku' dinyatakan 2 kali"),
        (replace(BUKU, name="dua"), "menu 'buku:daftar' dinyatakan 2 kali"),
        (replace(BUKU, name="dua"), "alamat umum 'buku:umum' dinyatakan 2 kali"),
        (replace(BUKU, name="dua"), "kode dokumen 'BK-1' dinyatakan 2 kali"),
        (
            Sistem(name="dua", title="Dua", words={"buku.lihat": "Lain"}),
            "izin atau tindakan 'buku.lihat' dinyatakan 2 kali",
        ),
    ],
)
def test_nothing_is_declared_twice(twice: Sistem, said: str) -> None:
    assert said in refused(BUKU, twice)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (replace(BUKU, roles=(PENULIS,)), "alur 'buku' menyebut peran 'pembaca' yang tidak ada"),
        (replace(BUKU, roles=(PENULIS,)), "izin 'buku.lihat' menyebut peran 'pembaca'"),
        (replace(BUKU, roles=(PENULIS,)), "peran 'penulis' menyebut peran 'pembaca'"),
        (
            replace(BUKU, permissions=(IzinBuku.LIHAT,)),
            "menu 'Menulis' menyebut izin 'buku.tulis' yang tidak ada",
        ),
        (
            replace(BUKU, permissions=(IzinBuku.LIHAT,)),
            "pemberian izin menyebut izin 'buku.tulis' yang tidak ada",
        ),
        (replace(BUKU, everybody=(DUDUK,)), "menyebut izin 'bangku.duduk' yang tidak ada"),
    ],
)
def test_nothing_refers_to_what_nobody_declares(part: Sistem, said: str) -> None:
    assert said in refused(part)


def test_every_fault_is_said_at_once() -> None:
    assert refused(BUKU, replace(BUKU, name="dua")).count("\n") > 5


# ------------------------------------------------------------------ checks at start
def test_paths_addresses_and_models_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = replace(
        BUKU, inbox=("upaya.core.inbox.tidak_ada",), demo=("tidak.ada",), append_only=("Buku",)
    )
    monkeypatch.setattr(checks, "registry", lambda: Registry([broken]))
    monkeypatch.setitem(apps.all_models, "buku", {})
    said = [
        message.msg
        for check in (checks._models_exist, checks._addresses_exist, checks._paths_lead_somewhere)
        for message in check(None)
    ]
    assert "buku: model 'Buku' dalam append_only tidak ada" in said
    assert "menu 'Buku': alamat 'buku:daftar' tidak ada" in said
    assert "alamat umum: alamat 'buku:umum' tidak ada" in said
    assert any("upaya.core.inbox.tidak_ada" in text for text in said)
    assert any("'tidak.ada'" in text for text in said)


def test_the_house_as_installed_fits(settings: Settings) -> None:
    names = [part.name for part in registry().parts]
    apps = [name for name in settings.INSTALLED_APPS if name.startswith("upaya.")]
    ours = [name for name in apps if find_spec(f"{name}.sistem")]
    assert names[: len(ours)] == [name.rpartition(".")[2] for name in ours]
    for check in (checks._models_exist, checks._addresses_exist, checks._paths_lead_somewhere):
        assert check(None) == []
    for what in DOTTED:
        assert len(registry().load(what)) == sum(
            len(getattr(part, what)) for part in registry().parts
        )


# ------------------------------------------------------------------ roles, permissions, roads
def test_exclusion_said_on_one_side_holds_on_both() -> None:
    assert PENULIS.excluded_by(PEMBACA)
    assert PEMBACA.excluded_by(PENULIS)
    assert not PENULIS.excluded_by(PENULIS)


def test_no_role_of_the_health_office_excludes_another() -> None:
    """Somebody may be operator and treasurer of a small puskesmas; the moves keep them apart."""
    assert [role.name for role in (*SEMUA, TIM_VERIFIKASI) if role.excludes] == []


def test_a_permission_travels_between_processes() -> None:
    for code in (IzinBuku.LIHAT, move_permission(ROAD, "simpan")):
        copy = pickle.loads(pickle.dumps(code))  # noqa: S301 - our own
        assert (copy, copy.label, type(copy)) == (code, code.label, type(code))
    assert pickle.loads(pickle.dumps(PENULIS)) == PENULIS  # noqa: S301


def test_roles_of_which_one_will_do_are_said_with_or() -> None:
    assert either((PENULIS, KEPALA_PUSKESMAS)) == "Penulis atau Kepala puskesmas"
    assert either(()) == ""


def test_a_road_serves_several_roles_and_waits_for_several() -> None:
    assert [move.name for move in ROAD.moves_from("terbit", PEMBACA)] == ["simpan"]
    assert [move.name for move in ROAD.moves_from("terbit", PENULIS)] == ["simpan"]
    assert ROAD.moves_from("draf", PEMBACA) == ()
    assert [state.name for state in ROAD.waiting_for(PEMBACA)] == ["terbit"]
    assert [state.name for state in ROAD.waiting_for(PENULIS)] == ["draf", "terbit"]
    assert ROAD.roles == (PENULIS, PEMBACA)


@pytest.mark.parametrize(
    ("conditions", "roles", "said"),
    [
        ({"tertulis": "Ada isinya."}, (PENULIS,), "kata syarat tidak sepadan: tertulis"),
        ({}, (), "tidak ada yang boleh melakukannya"),
    ],
)
def test_a_road_says_its_conditions_and_who_goes(
    conditions: dict[str, str], roles: tuple[Role, ...], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        _one_move(conditions, roles)


def _one_move(conditions: dict[str, str], roles: tuple[Role, ...]) -> Workflow:
    return build(
        "x",
        "a",
        states=(State("a", "A"), State("b", "B")),
        moves=(Move("ke", frozenset({"a"}), "b", roles, "Ke", "Sudah."),),
        title="X",
        noun="x",
        conditions=conditions,
    )
