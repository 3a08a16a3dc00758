"""What a server writes down of a request: enough to follow it, nothing that names a person."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django import Settings

from tests.factories.akun import make_membership, sign_in
from upaya.core.logs import JsonFormatter
from upaya.rules.kesehatan import OPERATOR_PUSKESMAS

NIK = "3512014107900001"


def _line(record: logging.LogRecord) -> dict[str, Any]:
    text = JsonFormatter().format(record)
    assert "\n" not in text, "one line each: nobody writes a line of their own"
    found: dict[str, Any] = json.loads(text)
    return found


def _record(message: str, *words: object, **more: object) -> logging.LogRecord:
    record = logging.LogRecord("django.request", logging.WARNING, "x", 1, message, words, None)
    record.__dict__.update(more)
    return record


@pytest.mark.django_db
def test_each_request_leaves_who_what_when_and_how_it_ended(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    made = make_membership(OPERATOR_PUSKESMAS)
    sign_in(client, made)
    with caplog.at_level(logging.INFO, logger="upaya.request"):
        client.get("/audit/")
    (record,) = [one for one in caplog.records if one.name == "upaya.request"]
    line = _line(record)
    assert line | {"ms": 0, "at": ""} == {
        "at": "", "level": "INFO", "logger": "upaya.request", "message": "request", "method": "GET",
        "route": "core:audit", "status": 403, "ms": 0, "user": made.user_id,
    }  # fmt: skip
    assert line["at"].endswith("+00:00"), "in UTC, and it says so"


def test_what_django_says_of_a_refusal_names_the_route_and_not_the_address(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, logger="django.request"):
        Client().get(f"/tidak-ada/{NIK}/")
    lines = [_line(one) for one in caplog.records if one.name == "django.request"]
    assert lines
    assert NIK not in str(lines)
    request: HttpRequest = RequestFactory().get("/")
    assert _line(_record("a/b", request=request))["message"] == "a/b"


def test_the_values_of_a_refused_row_stay_in_the_database() -> None:
    fault = RuntimeError(f"duplicate key\nDETAIL:  Key (nik)=({NIK}) already exists.")
    record = _record("rusak")
    record.exc_info = (type(fault), fault, None)
    line = _line(record)
    assert "duplicate key" in line["fault"]
    assert NIK not in line["fault"]


def test_words_with_line_breaks_make_no_line_of_their_own() -> None:
    line = _line(_record('x\n{"level": "INFO", "message": "%s"}', "palsu\r\n\x1b[2J"))
    assert set(line) == {"at", "level", "logger", "message"}
