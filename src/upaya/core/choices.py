"""Fields that offer rows of a table; the rows are read once, however often a form needs them.

Django asks anew for every look at the choices: for the list itself, and for whether its first entry
is empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from django import forms
from django.db.models import Model, QuerySet
from django.forms.models import ModelChoiceIterator

M = TypeVar("M", bound=Model)


class _ReadOnce(ModelChoiceIterator):
    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        for row in self.queryset:  # the field's own queryset keeps what it read
            yield self.choice(row)


class RowField(forms.ModelChoiceField[M]):
    """One row; before one is chosen the box says so, where it does not say what none means."""

    iterator = _ReadOnce

    def __init__(
        self,
        queryset: QuerySet[M] | None,
        *,
        empty_label: str | None = "Pilih",
        **options: Any,  # noqa: ANN401 - whatever a field takes
    ) -> None:
        super().__init__(queryset, empty_label=empty_label, **options)


class RowsField(forms.ModelMultipleChoiceField[M]):
    """Several rows."""

    iterator = _ReadOnce
