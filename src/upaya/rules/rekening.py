"""Names of account holders as a bank takes them: which signs, how many, and how others are written.

Nothing is cut or changed out of sight: the written form is shown where a name is entered and where
it is sent, and a name that a bank would not take whole is refused with the reason.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from upaya.rules.numbers import clean, visible
from upaya.rules.parameter import RuleBook

LONGEST_SIGNS = 20
_LEAST_LETTERS = 2
_MOST = 120
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bb\u02bc\u02b9`\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u2033", '"'),
        "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "đ": "d",
        "Đ": "D", "ł": "l", "Ł": "L", "ð": "d", "þ": "th",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AturanNama:
    """What one bank takes: the longest name, and the signs besides letters, digits and spaces."""

    panjang: int
    tanda: str


def aturan_umum(book: RuleBook, day: date, kabupaten: str | None) -> AturanNama:
    """The rule for a bank of which nobody has said anything else."""
    key = "pembayaran.nama_rekening"
    return AturanNama(
        book.read(f"{key}.panjang", day, kabupaten).integer,
        book.read(f"{key}.tanda", day, kabupaten).text,
    )


def untuk_bank(nama: str, aturan: AturanNama) -> str:
    """The name as it is written for the bank: plain letters, only the signs it takes.

    An accent is left out, a typographic apostrophe becomes a plain one, an apostrophe that the bank
    does not take disappears, any other such sign becomes a space.
    """
    plain = unicodedata.normalize("NFKD", clean(nama).translate(_ALIKE))
    written = "".join(_sign(letter, aturan) for letter in plain)
    return " ".join(written.split())


def _sign(letter: str, aturan: AturanNama) -> str:
    if unicodedata.combining(letter) or (letter == "'" and "'" not in aturan.tanda):
        return ""
    known = letter == " " or letter in aturan.tanda or letter.isalnum()
    return letter if known else " "


def cacat_nama(nama: str, aturan: AturanNama) -> str:
    """Why no order can carry this name, as a clause; "" when one can."""
    if len(nama) > _MOST:
        return f"paling panjang {_MOST} huruf"
    written = untuk_bank(nama, aturan)
    strange = sorted({letter for letter in written if letter.isalnum() and not letter.isascii()})
    if strange:
        return f"huruf {', '.join(strange[:5])} tidak dapat ditulis untuk bank"
    if len(re.sub(r"[^A-Za-z]", "", written)) < _LEAST_LETTERS:
        return f"“{visible(nama)}” bukan nama; tulis seperti tertera di buku bank"
    if len(written) > aturan.panjang:
        return (
            f"untuk bank paling panjang {aturan.panjang} huruf, nama ini {len(written)}; tulis "
            "seperti tertera di buku bank"
        )
    return ""


def beda_tulisan(nama: str, aturan: AturanNama) -> str:
    """How the bank gets the name, where that is not as it is written; "" where it is."""
    written = untuk_bank(nama, aturan)
    return "" if written == " ".join(nama.split()) else written
