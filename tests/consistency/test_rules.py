"""Every parameter and every road, walked: a source for each value, somebody for each step."""

from __future__ import annotations

from tests.factories.peran import ROLES
from tests.world.parts import gathered
from upaya.akun.izin import IzinAkun
from upaya.core.permissions import move_permission
from upaya.core.registry import registry
from upaya.rules.insentif.road import DANA_DITRANSFER, DIAJUKAN, INSENTIF
from upaya.rules.loader import national_book
from upaya.rules.parameter import ORIGINS

_VALUES = national_book().values()
WITHOUT_TEXT: dict[str, str] = gathered("WITHOUT_TEXT")
"""Moves that no text speaks of, each with its reason; every other move names its article."""
_SAYS_SO = ("asumsi", "belum", "tanpa", "diam", "terbuka", "tidak")


def test_every_value_has_source_article_origin_unit_and_title() -> None:
    wanted = ("instrument", "article", "unit", "title", "package")
    assert [
        f"{value.place} {value.key}: {name} kosong"
        for value in _VALUES
        for name in wanted
        if not getattr(value, name).strip()
    ] == []
    assert [value.key for value in _VALUES if value.origin not in ORIGINS] == []


def test_a_value_that_is_an_assumption_never_passes_for_law() -> None:
    packages = national_book().packages
    assumed = {name for name, package in packages.items() if package.origin == "asumsi"}
    faults = [
        f"{value.place} {value.key}: paket {value.package} asumsi, nilainya disebut {value.origin}"
        for value in _VALUES
        if value.package in assumed and value.origin != "asumsi"
    ]
    faults += [
        f"paket {package.id}: catatannya tidak mengatakan bahwa isinya asumsi"
        for package in packages.values()
        if package.origin == "asumsi"
        and not any(word in package.note.lower() for word in ("asumsi", "bukan hukum"))
    ]
    assert faults == []


def test_what_is_read_in_a_text_names_the_place_in_it() -> None:
    assert [
        f"{value.place} {value.key}: {value.article}"
        for value in _VALUES
        if value.origin == "teks" and "Pasal" not in value.article
    ] == []


def test_no_assumption_hides_behind_an_article() -> None:
    """Its article says what the text does not say, or that there is no text yet."""
    assert [
        f"{value.place} {value.key}: {value.article}"
        for value in _VALUES
        if value.origin == "asumsi"
        and not any(word in f"{value.article} {value.note}".lower() for word in _SAYS_SO)
        and value.package != "asumsi"
    ] == []


def test_no_number_of_the_rules_is_a_float() -> None:
    def numbers(value: object) -> list[object]:
        if isinstance(value, tuple):
            return [inner for item in value for inner in numbers(item)]
        if hasattr(value, "values"):
            return [inner for item in value.values() for inner in numbers(item)]
        return [value]

    assert [v.key for v in _VALUES if any(isinstance(n, float) for n in numbers(v.value))] == []


# ------------------------------------------------------------------ roads
def test_whoever_is_waited_for_knows_what_to_do_and_until_when() -> None:
    known = {value.key: value for value in _VALUES}
    faults = []
    for workflow in registry().roads.values():
        for state in workflow.states.values():
            name = f"{workflow.name}.{state.name}"
            if not state.waits_for:
                if state.name not in workflow.final_states:
                    faults.append(f"{name}: tidak menunggu siapa pun, padahal belum akhir")
                continue
            if not state.next_step.endswith("."):
                faults.append(f"{name}: next_step perlu kalimat")
            if state.deadline not in known:
                faults.append(f"{name}: tenggat {state.deadline!r} bukan parameter")
            elif known[state.deadline].integer < 1:
                faults.append(f"{name}: tenggat kurang dari satu hari kerja")
            faults += [
                f"{name}: {role.name} tidak punya langkah di sini"
                for role in state.waits_for
                if not workflow.moves_from(state.name, role)
            ]
    assert faults == []


def test_every_move_names_its_article_and_belongs_to_its_roles() -> None:
    faults = []
    for workflow in registry().roads.values():
        for move in workflow.moves.values():
            name = f"{workflow.name}.{move.name}"
            permission = move_permission(workflow, move.name)
            holders = [role for role in ROLES if permission in registry().matrix[role]]
            if set(holders) != set(move.roles):
                faults.append(f"{name}: dimiliki {[role.name for role in holders]}")
            if ("Pasal" in move.legal_basis) == (name in WITHOUT_TEXT):
                faults.append(f"{name}: dasar hukum kosong, atau ada padahal disebut tanpa teks")
            if not move.done.endswith("."):
                faults.append(f"{name}: `done` perlu kalimat")
    assert faults == []


def test_whoever_decides_did_not_prepare() -> None:
    """Two pairs of eyes: on the amounts (the Dinas decides), and on the money (it transfers)."""
    for move in INSENTIF.moves.values():
        if DIAJUKAN in move.sources:
            assert set(move.different_from) >= {"kirim", "verifikasi", "ajukan"}, move.name
        if move.target == DANA_DITRANSFER:
            assert set(move.different_from) >= {"rekap", "siapkan_nota", "ajukan_dana"}, move.name


def test_every_permission_has_words_and_every_role_a_first_page() -> None:
    assert [p for p in registry().permissions.values() if not p.label.strip()] == []
    assert [
        role.name for role in ROLES if IzinAkun.TUGAS_LIHAT not in registry().matrix[role]
    ] == []
