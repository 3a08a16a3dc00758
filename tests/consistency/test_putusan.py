"""Nobody decides by pressing the button alone: no list of decisions stands at one of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.urls import get_resolver

from upaya.core.forms import PutusanKeduaForm


def _made(form: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for one in form.__subclasses__():
        yield one
        yield from _made(one)


def _decisions() -> Iterator[tuple[str, forms.ChoiceField]]:
    """The fields of the house in which somebody's word on another's work is given."""
    assert get_resolver().url_patterns  # loads every view, and with it every form
    for form in set(_made(forms.BaseForm)):
        for name, field in getattr(form, "base_fields", {}).items():
            if form.__module__.startswith("upaya.") and field.label == "Putusan":
                assert isinstance(field, forms.ChoiceField), form
                yield f"{form.__module__}.{form.__name__}.{name}", field


DECISIONS = dict(_decisions())


def test_there_are_such_fields() -> None:
    assert len(DECISIONS) >= 5
    assert any("core.forms" in name for name in DECISIONS)


@pytest.mark.parametrize("name", sorted(DECISIONS))
def test_none_is_chosen_before_somebody_chooses(name: str) -> None:
    field = DECISIONS[name]
    assert field.required
    assert field.initial in (None, "")
    choices: list[Any] = list(field.widget.choices)
    if choices and not isinstance(field.widget, forms.RadioSelect):
        assert choices[0][0] == "", choices
    assert "Pilih" in str(field.error_messages["required"])


def test_a_press_alone_decides_nothing_and_says_so() -> None:
    form = PutusanKeduaForm({"putusan": "", "alasan": ""})
    assert form.decide(lambda **_: pytest.fail("decided")) is None
    assert form.errors["putusan"] == ["Pilih putusannya."]
