"""Indices as the tests read and send them."""

from tests.factories.insentif import make_team
from upaya.core.scope import Scope
from upaya.insentif.indeks.queries import (
    UsulanIndeks,
    proposals,
)
from upaya.regulasi.queries import rulebook_for
from upaya.rules.period import Period
from upaya.wilayah.models import Unit

AGUSTUS, SEPTEMBER = Period(2022, 8), Period(2022, 9)


def proposed(scope: Scope, period: Period) -> list[UsulanIndeks]:
    return proposals(scope, period, rulebook_for(scope.kabupaten or ""))


def row(unit: Unit, period: Period = AGUSTUS) -> UsulanIndeks:
    scope = make_team(unit).admin.access().scope
    (found,) = [r for r in proposed(scope, period) if r.puskesmas == unit]
    return found
