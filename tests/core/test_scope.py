"""Who sees which rows: a row is seen when one of its owners lies in the scope, and only then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import connection, models
from django.db.models import Model
from django.test.utils import isolate_apps
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories.akun import make_access, make_user
from tests.factories.wilayah import make_dinas, make_kabupaten, make_puskesmas, make_unit
from upaya.akun.models import User
from upaya.core.models import Dokumen, StoredFile, WorkflowLog
from upaya.core.registry import registry
from upaya.core.scope import Owner, Scope, ScopedModel, ScopePath, rows_seen
from upaya.insentif.bulan.models import Pengajuan
from upaya.jamkesda.surat.models import Rujukan
from upaya.rules.kesehatan import ADMIN_DINAS, OPERATOR_PUSKESMAS
from upaya.rules.roles import Reach
from upaya.wilayah.jenis import Jenis
from upaya.wilayah.models import Kabupaten, Unit

pytestmark = pytest.mark.empty_world  # trees are walked whole

with isolate_apps():

    class _Klaim(ScopedModel):
        """Paid by one unit, provided by another, about one person."""

        scope_path: ClassVar[ScopePath] = ScopePath(
            "kabupaten", "pembayar", "orang", also=(Owner(unit="penyedia"),)
        )

        kabupaten = models.ForeignKey(Kabupaten, models.PROTECT, related_name="+")
        pembayar = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
        penyedia = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
        orang = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

        class Meta:
            app_label = "uji_lingkup"

    class _Catatan(ScopedModel):
        """The same owners as bare keys."""

        scope_path: ClassVar[ScopePath] = ScopePath(
            "kabupaten_id", "pembayar_id", "orang_id", also=(Owner(unit="penyedia_id"),)
        )

        kabupaten_id = models.CharField(max_length=8)
        pembayar_id = models.BigIntegerField(null=True)
        penyedia_id = models.BigIntegerField(null=True, db_index=True)
        orang_id = models.BigIntegerField(null=True)

        class Meta:
            app_label = "uji_lingkup"

    class _Ketetapan(ScopedModel):
        """A district's own decree."""

        scope_path: ClassVar[ScopePath] = ScopePath("kabupaten")

        kabupaten = models.ForeignKey(Kabupaten, models.PROTECT, related_name="+")

        class Meta:
            app_label = "uji_lingkup"


# What no app declares is unknown to the type checker's view of Django.
Klaim: Any = _Klaim
Catatan: Any = _Catatan
Ketetapan: Any = _Ketetapan


@pytest.fixture(scope="module", autouse=True)
def _tables(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:  # noqa: ANN401
    """Tables that only these tests have; made outside of any transaction, as SQLite wants."""
    made: tuple[type[Model], ...] = (Klaim, Catatan, Ketetapan)
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            for model in made:
                editor.create_model(model)
        yield
        with connection.schema_editor() as editor:
            for model in made:
                editor.delete_model(model)


def scope_of(unit: Unit, reach: Reach, user: int = 0) -> Scope:
    return Scope(reach, unit.kabupaten_id, unit.pk, user, jalur=unit.jalur)


def claim(payer: Unit | None, provider: Unit | None = None, where: Kabupaten | None = None) -> int:
    home = where or (payer.kabupaten if payer else None) or make_kabupaten()
    made = Klaim.objects.create(kabupaten=home, pembayar=payer, penyedia=provider)
    return int(made.pk)


def seen(scope: Scope, model: type[ScopedModel] = Klaim) -> set[int]:
    return set(model.objects.for_scope(scope).values_list("pk", flat=True))


# ------------------------------------------------------------------ each kind of scope
@pytest.mark.django_db
def test_a_village_sees_itself_a_kecamatan_its_villages_a_dinas_its_district() -> None:
    kecamatan, other = (make_unit(Jenis.KECAMATAN, nama=name) for name in ("Panji", "Besuki"))
    village, neighbour = (make_unit(Jenis.DESA, below=kecamatan, nama=n) for n in ("A", "B"))
    far = make_unit(Jenis.DESA, below=other, nama="C")
    abroad = make_unit(Jenis.KECAMATAN, make_kabupaten("35.10"), nama="Jauh")
    own, next_door, distant, office, away = (
        claim(unit) for unit in (village, neighbour, far, kecamatan, abroad)
    )
    assert seen(scope_of(village, Reach.UNIT)) == {own}
    assert seen(scope_of(kecamatan, Reach.BRANCH)) == {own, next_door, office}
    assert seen(scope_of(kecamatan, Reach.UNIT)) == {office}
    assert seen(scope_of(make_dinas(), Reach.DISTRICT)) == {own, next_door, distant, office}
    assert seen(scope_of(abroad, Reach.DISTRICT)) == {away}
    assert seen(scope_of(kecamatan, Reach.NATION)) == set()


@pytest.mark.django_db
def test_a_hospital_sees_its_own_in_every_district_and_nothing_else() -> None:
    here, there = make_kabupaten(), make_kabupaten("35.10")
    province = make_unit(Jenis.PROVINSI)
    hospital = make_unit(Jenis.RUMAH_SAKIT, below=province)
    puskesmas = make_puskesmas("Panji")  # a provider by agreement, whatever its kind
    payers = [make_unit(Jenis.UPT, below=make_dinas(where)) for where in (here, there)]
    mine = {claim(payer, hospital) for payer in payers}
    abroad = claim(payers[1], puskesmas)
    elsewhere = claim(payers[0])
    assert seen(scope_of(hospital, Reach.UNIT)) == mine
    assert seen(scope_of(puskesmas, Reach.UNIT)) == {abroad}
    assert seen(scope_of(payers[0], Reach.UNIT)) == {elsewhere, min(mine)}
    # The payer's district sees it; the district where the provider stands does not.
    assert seen(scope_of(make_dinas(here), Reach.DISTRICT)) == {elsewhere, min(mine)}
    assert seen(scope_of(province, Reach.BRANCH)) == mine


@pytest.mark.django_db
def test_a_set_of_units_is_those_units() -> None:
    here = make_dinas()
    first, second, third = (make_puskesmas(name) for name in ("A", "B", "C"))
    abroad = make_puskesmas("D", make_kabupaten("35.10"))
    rows = {unit.pk: claim(unit) for unit in (first, second, third, abroad)}
    chosen = replace(scope_of(here, Reach.UNITS), units=frozenset({first.pk, third.pk, abroad.pk}))
    assert seen(chosen) == {rows[first.pk], rows[third.pk]}  # inside the district of the scope
    assert seen(replace(chosen, kabupaten=None)) == {
        rows[first.pk],
        rows[third.pk],
        rows[abroad.pk],
    }
    assert seen(replace(chosen, units=frozenset())) == set()


@pytest.mark.django_db
def test_a_person_sees_the_own_rows_with_and_without_a_membership() -> None:
    unit, user, other = make_puskesmas("Panji"), make_user(), make_user()
    mine = Klaim.objects.create(kabupaten=unit.kabupaten, pembayar=unit, orang=user)
    Klaim.objects.create(kabupaten=unit.kabupaten, pembayar=unit, orang=other)
    away = Klaim.objects.create(kabupaten=make_kabupaten("35.10"), orang=user)
    assert seen(scope_of(unit, Reach.PERSON, user.pk)) == {mine.pk}
    assert seen(Scope.of_person(user.pk)) == {mine.pk, away.pk}
    assert seen(Scope.of_person(user.pk), Ketetapan) == set()
    assert set(User.objects.for_scope(Scope.of_person(user.pk))) == {user}


@pytest.mark.django_db
def test_a_district_s_decree_is_seen_by_all_of_the_district() -> None:
    unit = make_puskesmas("Panji")
    decree = Ketetapan.objects.create(kabupaten=unit.kabupaten)
    Ketetapan.objects.create(kabupaten=make_kabupaten("35.10"))
    for reach in (Reach.DISTRICT, Reach.UNIT, Reach.BRANCH, Reach.UNITS):
        assert seen(scope_of(unit, reach), Ketetapan) == {decree.pk}, reach
    hospital = make_unit(Jenis.RUMAH_SAKIT)
    for reach in Reach:
        assert seen(scope_of(hospital, reach), Ketetapan) == set(), reach


@pytest.mark.django_db
@pytest.mark.parametrize("model", [WorkflowLog, StoredFile, Dokumen])
def test_bare_keys_know_branches_too(model: type[ScopedModel]) -> None:
    unit = make_puskesmas("Panji")
    for scope in (scope_of(unit, Reach.BRANCH), scope_of(make_dinas(), Reach.BRANCH)):
        rows = model.objects.for_scope(scope)
        assert not rows.exists()
        assert '"jalur"' in str(rows.query)


# ------------------------------------------------------------------ random trees
def _fitting(jenis: str) -> list[Unit]:
    return list(Unit.objects.filter(jenis__in=registry().unit_kinds[jenis].under).order_by("pk"))


class RandomTrees(TestCase):
    """Against an oracle that walks from parent to parent in Python."""

    @settings(max_examples=40)
    @given(st.data())
    def test_seen_if_and_only_if_an_owner_lies_in_the_scope(self, data: st.DataObject) -> None:
        units, users = self._world(data), [make_user(), make_user()]
        rows = [self._row(data, units, users) for _ in range(data.draw(st.integers(1, 8)))]
        for _ in range(3):
            scope = self._scope(data, units, users)
            wanted = [self._lies_in(row, scope, units) for row in rows]
            for model in (Klaim, Catatan):
                keys = sorted(model.objects.values_list("pk", flat=True))[-len(rows) :]
                found = seen(scope, model)
                assert [key in found for key in keys] == wanted, (model, scope)

    def _world(self, data: st.DataObject) -> dict[int, Unit]:
        districts = [make_kabupaten(), make_kabupaten("35.10")]
        kinds = [Jenis.PROVINSI, Jenis.DINAS, Jenis.KECAMATAN, Jenis.RUMAH_SAKIT, Jenis.DINAS]
        kinds += data.draw(st.lists(st.sampled_from([*Jenis]), max_size=8))
        for number, jenis in enumerate(kinds):
            kind = registry().unit_kinds[jenis]
            above = [*_fitting(jenis), *([None] if kind.root else [])]
            if not above:
                continue
            below = data.draw(st.sampled_from(above))
            home = below.kabupaten if below else None
            if home is None and kind.district != "tidak":
                home = data.draw(st.sampled_from(districts))
            make_unit(jenis, home, below=below, nama=f"Unit {number}")
        return {unit.pk: unit for unit in Unit.objects.all()}

    def _row(
        self, data: st.DataObject, units: dict[int, Unit], users: list[User]
    ) -> dict[str, Any]:
        homes = [unit for unit in units.values() if unit.kabupaten_id]
        payer = data.draw(st.sampled_from([None, *homes]))
        provider = data.draw(st.sampled_from([None, *units.values()]))
        person = data.draw(st.sampled_from([None, *users]))
        row = {
            "kabupaten_id": payer.kabupaten_id if payer else data.draw(st.sampled_from(DISTRICTS)),
            "pembayar_id": payer.pk if payer else None,
            "penyedia_id": provider.pk if provider else None,
            "orang_id": person.pk if person else None,
        }
        Klaim.objects.create(**row)
        Catatan.objects.create(**row)
        return row

    def _scope(self, data: st.DataObject, units: dict[int, Unit], users: list[User]) -> Scope:
        unit = data.draw(st.sampled_from(list(units.values())))
        user = data.draw(st.sampled_from(users))
        chosen = data.draw(st.frozensets(st.sampled_from(list(units))))
        scope = scope_of(unit, data.draw(st.sampled_from(list(Reach))), user.pk)
        return replace(scope, units=chosen)

    def _lies_in(self, row: dict[str, Any], scope: Scope, units: dict[int, Unit]) -> bool:
        at_home = scope.kabupaten in {None, row["kabupaten_id"]}
        if scope.reach is Reach.NATION:
            return False
        if scope.reach is Reach.PERSON:
            return bool(row["orang_id"] == scope.user) and at_home
        if scope.reach is Reach.DISTRICT:
            return bool(row["kabupaten_id"] == scope.kabupaten)
        reached: dict[Reach, set[int]] = {
            Reach.UNIT: {pk for pk in units if pk == scope.unit},
            Reach.UNITS: set(scope.units),
            Reach.BRANCH: {pk for pk in units if scope.unit in _way(pk, units)},
        }
        within = reached[scope.reach]
        return (row["pembayar_id"] in within and at_home) or row["penyedia_id"] in within


DISTRICTS = ("35.12", "35.10")


def _way(pk: int, units: dict[int, Unit]) -> list[int]:
    found = []
    at: int | None = pk
    while at is not None:
        found.append(at)
        at = units[at].induk_id
    return found


# ------------------------------------------------------------------ what it costs
@pytest.mark.django_db
def test_the_roles_of_today_ask_what_they_asked_before() -> None:
    """A district is a filter on the distribution key, a puskesmas an equality: no tree is read."""
    unit = make_puskesmas("Panji")
    for role, wanted in (
        (ADMIN_DINAS, {"kabupaten_id"}),
        (OPERATOR_PUSKESMAS, {"kabupaten_id", "puskesmas_id"}),
    ):
        rows = Pengajuan.objects.for_scope(
            make_access(role, None if role is ADMIN_DINAS else unit).scope
        )
        sql = str(rows.order_by().query)
        assert "wilayah_unit" not in sql
        assert {
            name for name in ("kabupaten_id", "puskesmas_id") if f'"{name}" = ' in sql
        } == wanted


def test_owners_are_reached_by_one_row_each_and_by_an_index() -> None:
    """A way over many rows would show a row once for each of them."""
    several: list[Any] = [
        model
        for model in (*apps.get_models(), Klaim, Catatan)
        if issubclass(model, ScopedModel) and model.scope_path.also
    ]
    assert several == [Rujukan, Klaim, Catatan]
    for model in several:
        for owner in model.scope_path.owners:
            for lookup in filter(None, (owner.kabupaten, owner.unit)):
                assert not _many(model, lookup), f"{model.__name__}: {lookup}"
            assert owner.kabupaten or _indexed(model, owner.unit), f"{model.__name__}: {owner}"
    assert not _indexed(WorkflowLog, "unit_id")
    assert _many(Pengajuan, "petugas__petugas__user")


def _indexed(model: type[Model], lookup: str) -> bool:
    """Whether an index begins with its column: such an owner is asked for without a district."""
    field: Any = model._meta.get_field(lookup.split("__", maxsplit=1)[0])
    first = {index.fields[0] for index in model._meta.indexes if index.fields}
    return bool(field.db_index or field.unique or field.name in first)


def _many(model: type[Model], lookup: str) -> bool:
    at: Any = model
    for step in lookup.split("__"):
        try:
            field = at._meta.get_field(step)
        except FieldDoesNotExist:
            return False
        if field.one_to_many or field.many_to_many:
            return True
        at = field.related_model
    return False


@pytest.mark.django_db
def test_a_scope_without_a_path_sees_no_branch() -> None:
    unit = make_puskesmas("Panji")
    claim(unit)
    assert rows_seen(Klaim, replace(scope_of(unit, Reach.BRANCH), jalur="")) is None
    with pytest.raises(ValueError, match="bukan jalur"):
        seen(replace(scope_of(unit, Reach.BRANCH), jalur="/1/%/"))
