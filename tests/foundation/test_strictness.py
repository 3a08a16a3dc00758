"""The tests are only as strict as these nets: each is shown to hold."""

import os
import socket
import warnings
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.template import Context, Engine, Origin, Template
from pytest_socket import SocketConnectBlockedError

import upaya
from tests.strict_templates import UndefinedTemplateVariableError

_OURS = str(Path(upaya.__file__).parent / "core" / "templates" / "uji.html")


def _render(source: str, place: str, **context: object) -> str:
    engine = Engine.get_default()
    return Template(source, Origin(place), engine=engine).render(Context(context))


@pytest.mark.parametrize("source", ["{{ tak_ada }}", "{% if ya %}{{ ya.tak_ada }}{% endif %}"])
def test_an_undefined_variable_in_our_template_fails(source: str) -> None:
    with pytest.raises(UndefinedTemplateVariableError, match="tak_ada"):
        _render(source, _OURS, ya={"ada": 1})


def test_asking_whether_a_variable_is_there_is_allowed() -> None:
    assert _render("{% if tak_ada %}a{% else %}b{% endif %}", _OURS) == "b"


def test_templates_of_packages_keep_djangos_default() -> None:
    assert _render("[{{ tak_ada }}]", "/paket/allauth/templates/x.html") == "[]"


def test_only_this_machine_can_be_reached() -> None:
    with socket.socket() as outside, pytest.raises(SocketConnectBlockedError):
        outside.connect(("192.0.2.1", 80))


def test_a_warning_is_an_error() -> None:
    with pytest.raises(UserWarning, match="uji"):
        warnings.warn("uji", stacklevel=1)


@pytest.mark.django_db
def test_the_database_is_the_one_that_was_asked_for() -> None:
    wanted = "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"
    assert connection.vendor == wanted
    assert "uji" in connection.settings_dict["NAME"] or connection.settings_dict["NAME"].startswith(
        "test_"
    )


def test_the_data_folder_is_temporary() -> None:
    assert "upaya-test-" in str(settings.DATA)
