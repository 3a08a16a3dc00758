"""The interface against its own description, asked what no person would think of.

schemathesis draws requests from the description, good ones and bad ones, and holds every answer
against it: status, type, and shape.
"""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given
from hypothesis import settings as drawn
from pytest_django import Settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.factories.akun import give_totp
from tests.factories.kunci import bearing, make_kunci
from tests.world.handle import World
from upaya.core.limits import Limit
from upaya.rules.kesehatan import AUDITOR

pytestmark = pytest.mark.django_db

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
NARROW = drawn(max_examples=6, suppress_health_check=list(HealthCheck), deadline=None)


def _strategy(operation: Any) -> Any:  # noqa: ANN401 - of schemathesis
    return operation.ok().as_strategy()


@pytest.mark.budget(10, "a dozen lists, each asked in a hundred ways")
def test_every_answer_is_as_it_is_described(
    world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    monkeypatch.setattr("upaya.core.keyed.CALLS", Limit("kunci-uji", amount=10**6, seconds=60))
    member = world.members[AUDITOR]
    give_totp(member.user)
    head = bearing(make_kunci(member).text) | {"Accept-Encoding": "identity"}
    monkeypatch.setattr(request_finished, "send", lambda **_: [])  # keeps this test's connection
    monkeypatch.setattr(request_started, "send", lambda **_: [])
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    asked = 0
    for operation in schema.get_all_operations():

        @NARROW
        @given(case=_strategy(operation))
        def one(case: Any) -> None:  # noqa: ANN401 - a request of schemathesis
            nonlocal asked
            answer = case.call(headers=head)
            case.validate_response(answer, checks=CHECKS)
            asked += 1

        one()
    assert asked > 50
