"""Words of the text as the tests read them."""

from datetime import date

from upaya.rules.calculation_steps import Step, Working
from upaya.rules.loader import national_book
from upaya.rules.parameter import Value

BOOK = national_book()


AUGUST = date(2022, 8, 31)


SITUBONDO = "35.12"


def quoted(key: str) -> Value:
    return BOOK.read(key, AUGUST, SITUBONDO)


def named(working: Working, name: str) -> Step:
    return next(step for step in working.langkah if step.nama == name)
