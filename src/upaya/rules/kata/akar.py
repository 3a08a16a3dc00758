"""The candidate roots of a word: listed ones where the grammar reaches them, else guessed ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from upaya.rules.kata.imbuhan import CHAINS, Kupasan, berklitik, kupas, masuk_akal
from upaya.rules.kata.kosakata import Akar, ejaan_baru, kosakata, tanpa_unsur
from upaya.rules.kata.tulisan import bentuk, kata_dalam

LONGEST = 40
"""Letters; the longest word in use has 28. A longer one is no word and stays as it is."""
_MOST = 8
"""Guessed candidates of one word."""
_AFFIX_PARTS = frozenset(
    {"di", "ke", "se", "be", "ber", "te", "ter", "me", "mem", "men", "meng", "meny", "per", "pe"}
    | {"pem", "pen", "peng", "nya", "ku", "mu", "lah", "kah", "pun", "kan", "an", "i"}
    | {"non", "anti", "pra", "pasca", "antar", "sub", "multi"}
)
"""Parts of a hyphenated word that are no words: di-PHK-kan, SK-nya."""
_TWICE = re.compile(r"([a-z]{3,})2([a-z]*)\Z")
_LEAST_LOOSE, _LEAST_HALF, _LEAST_BOTH = 5, 3, 8


def akar_teks(teks: str) -> dict[str, Akar]:
    """Every word of a text as typed, with its candidate roots, in the order of the text."""
    return {kata: akar(kata) for kata in kata_dalam(teks)}


def akar(kata: str) -> Akar:
    """The candidate roots of one word, the likeliest first; never empty, each a root of itself.

    Two words belong together when they share a candidate. What is no word is returned as it is.
    """
    written = bentuk(kata)
    return _roots(written) if 0 < len(written) <= LONGEST else (written or kata,)


@lru_cache(maxsize=65536)
def _roots(kata: str) -> Akar:
    listed = kosakata().listed(kata)
    if listed:
        return listed
    if not kata.isascii() or not re.search("[a-z]{2}", kata):
        return (kata,) if "-" not in kata else _of_parts(kata)
    return _known(kata) or (_of_parts(kata) if "-" in kata else _slips(kata))


def _is_known(kata: str) -> bool:
    return bool(kosakata().inside(kata))


def _known(kata: str, *, loose: bool = False) -> Akar:
    """Listed roots by the strict grammar; a word with nothing but clitics comes before all others.

    Foreign endings are asked last: *berasal* is no *beras* with -al.
    """
    words = kosakata()
    for stem, _ in berklitik(kata):
        if words.listed(stem):
            return words.listed(stem)
    ways = list(kupas(kata, _is_known, loose=loose))
    for readings in (_usual(ways), ways):
        for find in (words.inside, words.derived):
            found = _join(find(way.sisa) for way in readings)
            if found:
                return found
    return ()


def _usual(ways: list[Kupasan]) -> list[Kupasan]:
    """The ways without rare readings, which count only when nothing else is left.

    A listed root is not cut (*menguntai* is *untai*, not *unta* with -i), and a bare -kan or -i is
    an order and rare (*pencari* is *cari*, not *pencar* with -i).
    """
    whole = {way[:2] for way in ways if not way.akhiran and _is_known(way.sisa)}
    return [
        way
        for way in ways
        if (way.sisa + way.akhiran, way.awalan) not in whole or not way.akhiran
        if way.awalan or way.akhiran not in ("kan", "i")
    ]


def _join(found: Iterable[Akar]) -> Akar:
    return tuple(dict.fromkeys(root for roots in found for root in roots))


# ------------------------------------------------------------------ words that break the grammar
def _slips(kata: str) -> Akar:
    """What people write beside the grammar; a weak reading stands beside the guesses."""
    twice = _TWICE.match(kata)
    if twice:
        return _roots(f"{twice[1]}-{twice[1]}{twice[2]}")
    weak = (way(kata) for way in (_bound, _compound, _old, _spoken))
    return (
        _one_k(kata)
        or _prepositions(kata)
        or _join((next((found for found in weak if found), ()), _guessed(kata)))
    )


def _one_k(kata: str) -> Akar:
    """Dikontrakan for dikontrakkan, pengontrakkan for pengontrakan."""
    return _join(
        kosakata().derived(way.sisa)
        for way in kupas(kata, _is_known, loose=True)
        if way.awalan and _k_fits(way)
    )


def _k_fits(way: Kupasan) -> bool:
    if way.akhiran == "an":
        return way.sisa.endswith("k") and "kan" in CHAINS[way.awalan]
    return way.akhiran == "kan" and way.sisa.endswith("k") and "an" in CHAINS[way.awalan]


def _prepositions(kata: str) -> Akar:
    """Kepuskesmas, kudengar, kaubaca: what stands before is a word of its own."""
    for lead in ("ke", "kau", "ku"):
        rest = kata[len(lead) :]
        if kata.startswith(lead) and len(rest) >= _LEAST_LOOSE:
            found = _known(rest)
            if found:
                return found
    return ()


def _bound(kata: str) -> Akar:
    return _join(_known(way) for stem in _cores(kata) for way in tanpa_unsur(stem))


def _compound(kata: str) -> Akar:
    """Mengambilalih, penandatanganan: two listed roots written as one."""
    for core in _cores(kata):
        for place in range(_LEAST_HALF, len(core) - _LEAST_HALF + 1):
            left, right = core[:place], core[place:]
            if len(core) >= _LEAST_BOTH and max(len(left), len(right)) >= _LEAST_LOOSE - 1:
                halves = kosakata().akar
                if left in halves and right in halves:
                    return _join((kosakata().listed(left), kosakata().listed(right)))
    return ()


def _cores(kata: str) -> Iterator[str]:
    return (way.sisa for way in kupas(kata, _is_known))


def _old(kata: str) -> Akar:
    return _join(_known(written) for written in ejaan_baru(kata))


def _spoken(kata: str) -> Akar:
    """Ngontrak, nyari, bantuin: the spoken nasal, and -in."""
    bare = kata[:-2] if kata.endswith("in") and len(kata) > _LEAST_LOOSE else kata
    found = [_known(bare)] if bare != kata else []
    for word in dict.fromkeys((kata, bare)):
        whole = f"me{word}" in kosakata().akar
        if not whole and re.match("ng[aeiou]|ny[aeiou]|n[aeiou]|m[aeiou]", word):
            found.append(_known(f"me{word}"))
    return _join(found)


# ------------------------------------------------------------------ doubled and hyphenated words
def _of_parts(kata: str) -> Akar:
    parts = [part for part in kata.split("-") if part not in _AFFIX_PARTS] or kata.split("-")
    lettered = [part for part in parts if not part.isdigit()]
    parts = lettered or parts
    if len(parts) == 1:
        return _own(kata, _roots(parts[0]))
    if len(parts[0]) == 1:  # e-mail, d-iii
        joined = "".join(parts)
        return _join((_roots(joined), *(_known(part) for part in parts[1:])))
    left, right = _either(parts[0]), _either(parts[-1])
    shared = tuple(root for root in left if root in right)
    if len(parts) == 2 and shared:  # noqa: PLR2004 - a doubled word has two halves
        return shared
    return _join(_roots(part) for part in parts)


def _own(kata: str, roots: Akar) -> Akar:
    return roots or (kata,)


def _either(half: str) -> Akar:
    """One half of a doubled word: its prefix and suffix are shared with the other half."""
    return _known(half) or _known(half, loose=True) or _guessed(half, loose=True)


# ------------------------------------------------------------------ words that no list knows
def _guessed(kata: str, *, loose: bool = False) -> Akar:
    """The word itself and every remainder that could be a root."""
    found: dict[str, None] = {kata: None}
    for way in kupas(kata, _is_known, loose=loose):
        if way.sisa != kata and masuk_akal(way.sisa) and _enough(way):
            roots = _roots(way.sisa)
            found.update(dict.fromkeys((way.sisa,) if way.sisa in roots else roots))
    return tuple(found)[:_MOST]


def _enough(way: Kupasan) -> bool:
    """A bare -i, -ku or -mu is more often the end of a root than an ending."""
    return bool(way.awalan) or (way.akhiran != "i" and way.klitik not in ("ku", "mu"))
