"""Which rows exist for whom, asked of the querysets: every model, every reach, every place."""

from __future__ import annotations

from itertools import product

import pytest
from django.apps import apps

from tests.consistency.checks import none_of
from tests.consistency.doors import Doors
from tests.consistency.world import BUILDERS
from tests.factories.peran import ROLES
from tests.world.handle import World
from upaya.core.scope import ScopedModel
from upaya.rules.roles import Reach

pytestmark = pytest.mark.django_db


def _scoped_models() -> list[type[ScopedModel]]:
    return [model for model in apps.get_models() if issubclass(model, ScopedModel)]


def test_every_scoped_model_has_a_row_for_each_place() -> None:
    missing = [model._meta.label for model in _scoped_models() if model not in BUILDERS]
    assert missing == [], "tambahkan ke BUILDERS dalam world.py"


@pytest.mark.budget(10, "every model for every role, at every place")
def test_a_scope_holds_the_own_rows_and_never_a_foreign_one(world: World) -> None:
    """What Reach promises: rows of a place are in the queryset or they are not."""
    doors = Doors(world)
    rows = {(m, p.name): doors.row(m, p) for m in BUILDERS for p in (world.home, *world.others)}
    faults = []
    for role, model in product(ROLES, _scoped_models()):
        scope = world.members[role].access().scope
        found = set(model.objects.for_scope(scope).values_list("pk", flat=True))
        for place in (world.home, *world.others):
            promised = doors.exists(role, model, place)
            if (rows[model, place.name].pk in found) is not promised:
                what = "tidak terlihat" if promised else "terlihat"
                faults.append(f"{role.name}: {model._meta.label} milik {place.name} {what}")
    none_of(faults)


def test_the_places_tell_the_reaches_apart(world: World) -> None:
    """The proof is not blind: every reach sees something, and each sees another part."""
    doors = Doors(world)
    seen = {
        reach: {
            (model, place.name)
            for role in ROLES
            if role.reach is reach
            for model in BUILDERS
            for place in (world.home, *world.others)
            if doors.exists(role, model, place)
        }
        for reach in Reach
    }
    assert seen[Reach.NATION] == set()
    assert seen[Reach.PERSON] < seen[Reach.UNIT] < seen[Reach.DISTRICT]
    assert "abroad" not in {name for _, name in seen[Reach.DISTRICT]}
