"""How a regulation is cited: an article that an amendment inserted stands in what it amended.

What is stored and fingerprinted names the instrument that was read. What a person reads names the
regulation in which the article stands, and by what it was amended.
"""

from __future__ import annotations

from functools import cache

from upaya.rules.loader import national_book
from upaya.rules.parameter import Value


@cache
def cite(text: str) -> str:
    """Return the citation with every amending instrument written out as what it amends."""
    for package in national_book().packages.values():
        if package.amends:
            whole = f"{package.amends} sebagaimana diubah dengan {package.instrument}"
            text = text.replace(whole, package.instrument).replace(package.instrument, whole)
    return text


def citation(value: Value) -> str:
    """Return the legal basis of a value for readers."""
    return cite(value.source)
