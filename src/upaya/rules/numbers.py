"""Numbers as people write them, read the same way at every entrance.

Form, grid, workbook, list of officers and bank file all ask here; ``static/core/angka.js`` is the
twin in the browser, and one file of examples (``tests/rules/numbers.json``) tests both. Nothing is
guessed: what can mean two things, or has lost digits on its way, is refused with what was seen.

Only JSON does not come here: there an integer is an integer.
"""

import re
from collections.abc import Mapping
from decimal import Decimal

from upaya.rules.money import exact_context

MOST_DIGITS = 15
"""A spreadsheet keeps this many digits of a number; a longer one may have been rounded."""

EXACT = 10**MOST_DIGITS
"""From here on a spreadsheet may have rounded a number."""

MAX_AMOUNT = EXACT - 1
"""The largest amount that is taken, in rupiah: one that every entrance can take."""

MAX_COUNT = 10**9
"""The largest count: people, targets, visits, additional posts."""

_SHOWN = 40
_LONGEST = 200
_SPACES = re.compile("[\t\n\x0b\x0c\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
# What no eye sees, but a page, a chat or a spreadsheet leaves behind in a copied number.
_UNSEEN_SET = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a\u202c\u202d\u2060-\u2064\u2066\u2068\u2069\u206a-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_UNSEEN = re.compile(f"[{_UNSEEN_SET}]")
_BREAK = re.compile("[\t\n\x0b\x0c\r\x85\u2028\u2029]")
# These turn the order of what follows: what is seen is not what is stored.
_TURNING = re.compile("[\u202b\u202e\u2067]")
_TO_SHOW = re.compile(f"[{_UNSEEN_SET}\u202b\u202e\u2067\x85\xa0\u1680\u2000-\u200a\u2028\u2029"
                      "\u202f\u205f\u3000]")  # fmt: skip
_ALIKE = str.maketrans(
    {
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        "\uff0c": ",",
        "\uff0e": ".",
        "\uff0d": "-",
        "\uff0b": "+",
        "\uff05": "%",
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63", "-"),
    }
)
_SWAP = str.maketrans(",.", ".,")

_CURRENCY = re.compile(r"^([+-]?) ?(?:rp\.?|idr) ?([+-]?) ?", re.IGNORECASE)
_NO_CENTS = re.compile(r" ?[,.] ?-{1,2}$")
# What people write behind a count; and the mark by which a spreadsheet keeps a number as text.
_UNIT = re.compile(r"(?<=[0-9,.-]) ?(?:rupiah|jiwa|orang|kali|hari)$", re.IGNORECASE)
_TEXT_MARK = re.compile(r"^['\u2018\u2019](?=[0-9])")
_PERCENT = re.compile(r" ?(?:%|persen)$", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"[+-]?[0-9]+([.,][0-9]*)?e[+-]?[0-9]+", re.IGNORECASE)
# The Indonesian way: groups of a point or a space, decimals behind a comma.
_LOCAL = re.compile(r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+|[0-9]+)"
                    r"(?:,([0-9]+))?")  # fmt: skip
# The English way where it can mean nothing else: two groups of a comma, or decimals behind a point.
_ENGLISH = re.compile(r"([1-9][0-9]{0,2}(?:,[0-9]{3}){2,}|[1-9][0-9]{0,2}(?:,[0-9]{3})+(?=\.)|"
                      r"[0-9]{4,}(?=\.))(?:\.([0-9]{1,2}))?")  # fmt: skip
_POINT = re.compile(r"([0-9]+)\.([0-9]+)")
_THOUSANDS = 3
_EXACT = exact_context()

SENTENCES: Mapping[str, str] = {
    "bukan": "“{teks}” bukan {benda}; tulis seperti {contoh}",
    "pecahan": "“{teks}” bukan bilangan bulat; tulis tanpa angka di belakang koma, seperti 1.234",
    "rancu": "“{teks}” dapat berarti ribuan atau pecahan; tulis seperti 1234 atau 1.234",
    "pangkat": "“{teks}” ditulis sebagai pangkat sepuluh, jadi angka aslinya hilang; ubah format "
    "selnya menjadi Angka atau Teks, lalu salin lagi",
    "panjang": "bilangan lebih dari 15 angka; periksa isinya",
    "arah": "“{teks}” memuat tanda yang membalik urutan angka; ketik ulang",
}
"""Why a number is refused, by code, as a clause without full stop; the twin says the same."""

_KINDS = {
    "whole": ("bilangan bulat", "1234 atau 1.234"),
    "decimal": ("bilangan", "12,5"),
    "percent": ("persen", "7,5 atau 7,5%"),
    "ratio": ("bilangan", "0,20 atau 20%"),
}


class NumberError(ValueError):
    """The text is no such number: ``code`` is a key of SENTENCES, the message its sentence."""

    def __init__(self, code: str, text: str, kind: str) -> None:
        thing, example = _KINDS[kind]
        super().__init__(SENTENCES[code].format(teks=visible(text), benda=thing, contoh=example))
        self.code = code


def visible(text: str) -> str:
    """The beginning of ``text`` with a name for every character that no eye would see."""
    short = text.strip(" \t\r\n")
    short = f"{short[:_SHOWN]}…" if len(short) > _SHOWN else short
    return _TO_SHOW.sub(lambda found: f"[U+{ord(found[0]):04X}]", short)


def clean(text: str) -> str:
    """``text`` without invisible characters, in single plain spaces, with plain digits and signs.

    For numbers, and for what is made of digits: NIK, account, reference.
    """
    seen = _UNSEEN.sub("", text)
    return _SPACES.sub(" ", seen).strip(" ").translate(_ALIKE)


def is_scientific(text: str) -> bool:
    """Whether this is a number that a spreadsheet shortened to a power of ten: "2,0221E+15"."""
    return _SCIENTIFIC.fullmatch(clean(text)) is not None


def whole(text: str, *, decimal_point: bool = False) -> int | None:
    """A whole number; None for nothing and for the dash of an empty cell.

    "1.234", "1 234", "Rp 1.234,-", "1.234,00", "1.234 jiwa" and "1,234,567.00" are read; "1,234",
    "1,5", "1E+6" and what is longer than a spreadsheet keeps are refused with NumberError.
    ``decimal_point`` turns point and comma round, for a file of whose writer that is known.
    """
    bare = _bare(text, clean(text), "whole", decimal_point=decimal_point)
    if bare is None:
        return None
    sign, body = bare
    found = _LOCAL.fullmatch(body) or _ENGLISH.fullmatch(body)
    if found is None or _unsure(found):
        raise NumberError(_why_not_whole(body), text, "whole")
    if (found[2] or "").strip("0"):
        raise NumberError("pecahan", text, "whole")
    value = int(_limited(found[1], text, "whole"))
    return -value if sign == "-" else value


def decimal(text: str) -> Decimal | None:
    """An exact decimal, "12,5", "1.234,56" or "0.20"; None for nothing; NumberError otherwise."""
    return _decimal(text, clean(text), "decimal")


def percent(text: str) -> Decimal | None:
    """The ratio of a percentage: "7,5" and "7,5%" are 0.075; None for nothing."""
    found = _decimal(text, _PERCENT.sub("", clean(text)), "percent")
    return None if found is None else _EXACT.scaleb(found, -2)


def ratio(text: str) -> Decimal | None:
    """A ratio: "0,2", "0.2" and "20%" are the same; None for nothing."""
    shown = clean(text)
    return percent(text) if _PERCENT.search(shown) else _decimal(text, shown, "ratio")


def _decimal(text: str, shown: str, kind: str) -> Decimal | None:
    bare = _bare(text, shown, kind)
    if bare is None:
        return None
    sign, body = bare
    found = _LOCAL.fullmatch(body) or _ENGLISH.fullmatch(body) or _pointed(body)
    if found is None:
        raise NumberError("bukan", text, kind)
    digits = _limited(found[1], text, kind)
    return Decimal(f"{sign}{digits}.{found[2]}" if found[2] else f"{sign}{digits}")


def _bare(
    text: str, shown: str, kind: str, *, decimal_point: bool = False
) -> tuple[str, str] | None:
    """Sign and digits without currency and ",-"; None when nothing is written."""
    if _TURNING.search(text):
        raise NumberError("arah", text, kind)
    # Two lines in one cell are two numbers, not one with a space in it.
    if len(text) > _LONGEST or _BREAK.search(_UNSEEN.sub("", text).strip()):
        raise NumberError("bukan", text, kind)
    shown = _UNIT.sub("", _TEXT_MARK.sub("", _CURRENCY.sub(r"\1\2", shown)))
    if not shown.strip("-"):
        return None
    if _SCIENTIFIC.fullmatch(shown):
        raise NumberError("pangkat", text, kind)
    if decimal_point:
        shown = shown.translate(_SWAP)
    sign, body = (shown[0], shown[1:].strip(" ")) if shown[0] in "+-" else ("", shown)
    return sign, _NO_CENTS.sub("", body)


def _unsure(found: re.Match[str]) -> bool:
    """Whether the decimals may as well be thousands: "1,234", but not "0,234" or "1.234,567"."""
    digits, decimals = found[1], found[2] or ""
    few = digits.isdecimal() and len(digits) <= _THOUSANDS and not digits.startswith("0")
    return few and len(decimals) == _THOUSANDS


def _why_not_whole(body: str) -> str:
    found = _POINT.fullmatch(body)
    if found is not None:  # "1.00" may be a slip for 1.000
        return "pecahan" if found[2].strip("0") else "rancu"
    found = _LOCAL.fullmatch(body)
    return "rancu" if found is not None and _unsure(found) else "bukan"


def _pointed(body: str) -> re.Match[str] | None:
    """Decimals behind a point; three of them would be thousands unless a nought stands before."""
    found = _POINT.fullmatch(body)
    if found is None or (len(found[2]) == _THOUSANDS and found[1].strip("0")):
        return None
    return found


def _limited(digits: str, text: str, kind: str) -> str:
    bare = re.sub(r"[., ]", "", digits)
    if len(bare.lstrip("0")) > MOST_DIGITS:
        raise NumberError("panjang", text, kind)
    return bare
