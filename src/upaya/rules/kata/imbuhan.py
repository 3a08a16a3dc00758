"""The grammar of affixes: which prefixes follow one another, and which suffix may close them.

Each step only peels; whether what is left is a word is asked elsewhere (`kosakata`). Prefixes have
one letter each: N me-, D di-, K ke-, S se-, B ber-, T ter-, R per-, P pe-.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

_VOWELS = frozenset("aeiou")
SUFFIXES = ("", "kan", "an", "i")
_FREE, _MADE, _THING = frozenset({"", "kan", "i"}), frozenset({"kan", "i"}), frozenset({"an"})
_BARE, _BOTH = frozenset({""}), frozenset({"", "an"})
CHAINS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "": frozenset(SUFFIXES),
        "N": _FREE, "D": _FREE, "K": frozenset({"an", "i"}), "S": _BOTH, "T": _FREE, "P": _BOTH,
        "B": frozenset({"", "an", "kan"}), "R": frozenset(SUFFIXES),
        # memperbaiki, diperbarui, terperbarui; memberlakukan; mengetahui; menyeluruh
        "NR": _FREE, "DR": _FREE, "TR": _FREE, "NB": frozenset({"kan"}), "DB": frozenset({"kan"}),
        "TB": frozenset({"kan"}), "NK": _MADE, "DK": _MADE, "TK": _BARE, "NS": _FREE, "DS": _FREE,
        "TS": _FREE, "NT": frozenset({"kan"}), "DT": frozenset({"kan"}),
        # keberhasilan, keterlibatan, kesetaraan, kepemilikan, keperawatan
        "KB": _THING, "KT": _THING, "KS": _THING, "KP": _THING, "KR": _THING, "KPR": _THING,
        # berkelanjutan, berpendapatan, berperasaan, berseberangan
        "BK": _BOTH, "BP": _BOTH, "BR": _BOTH, "BS": _BOTH, "BKB": _THING, "BKT": _THING,
        "BKS": _THING, "BKP": _THING, "BPK": _THING,
        # pengetahuan, pemberdayaan, penyetaraan, pemersatu, pembelajaran
        "PK": _THING, "PB": _THING, "PS": _BOTH, "PR": _BOTH, "PT": _THING, "RS": _THING,
        "NRS": _FREE, "DRS": _FREE, "PRS": _BOTH,
        # sepengetahuan, seperjuangan, sekehendak
        "SP": _BOTH, "SR": _BOTH, "SK": _THING, "SPK": _THING,
    }
)  # fmt: skip
"""Chains of prefixes, the outermost first, and the suffixes that may stand at their other end."""
_STARTS = frozenset(chain[:size] for chain in CHAINS for size in range(1, len(chain) + 1))
_PARTICLES, _OWNERS = ("lah", "kah", "pun"), ("nya", "ku", "mu")
_LEAST = 2


class Kupasan(NamedTuple):
    """What is left of a word, and what was peeled: the chain, the suffix, the clitics."""

    sisa: str
    awalan: str
    akhiran: str
    klitik: str


def berklitik(kata: str) -> Iterator[tuple[str, str]]:
    """(what is left, the clitics): with nothing taken off first, then -lah, -nya, -nyalah."""
    yield kata, ""
    for particle in ("", *_PARTICLES):
        rest = _without(kata, particle)
        if particle and rest:
            yield rest, particle
        for owner in _OWNERS if rest else ():
            inner = _without(rest, owner)
            if inner:
                yield inner, owner + particle


def _without(kata: str, ending: str) -> str:
    """The word without its ending, "" when it does not end so or too little is left."""
    if not ending:
        return kata
    least = _LEAST + (ending in _OWNERS)
    return (
        kata[: -len(ending)] if kata.endswith(ending) and len(kata) >= len(ending) + least else ""
    )


def kupas(kata: str, known: Callable[[str], bool], *, loose: bool = False) -> Iterator[Kupasan]:
    """Every way to peel a word by the grammar, the least peeled first; `known` ends a way.

    `loose` takes any suffix after any chain: halves of a doubled word, and common slips of the pen.
    """
    for stem, clitics in berklitik(kata):
        for suffix in SUFFIXES:
            core = _without(stem, suffix)
            if core:
                for chain, rest in _descend(core, "", suffix, known, loose=loose):
                    yield Kupasan(rest, chain, suffix, clitics)


def _descend(
    core: str, chain: str, suffix: str, known: Callable[[str], bool], *, loose: bool
) -> Iterator[tuple[str, str]]:
    fits = suffix in CHAINS.get(chain, ()) or (loose and chain in CHAINS)
    if fits and len(core) >= _LEAST + bool(chain or suffix):
        yield chain, core
        if known(core):
            return
    if chain == "K" and core.startswith("tidak"):
        yield from _descend(core[len("tidak") :], "K", suffix, known, loose=loose)
    for letter, strip in _STRIPPERS.items():
        if chain + letter in _STARTS:
            for rest in strip(core):
                yield from _descend(rest, chain + letter, suffix, known, loose=loose)


def _nasal(core: str, lead: str) -> Iterator[str]:
    """me- and pe- with the nasal they grow: the sound that it swallowed is put back."""
    if not core.startswith(lead):
        return
    rest = core[2:]
    if rest.startswith("ng"):
        yield from _after_ng(rest[2:])
    elif rest.startswith("ny") and rest[2:3] in _VOWELS:
        yield f"s{rest[2:]}"
    elif rest[:1] == "m" and rest[1:]:
        yield from _after(rest[1:], "bfvp", "p", "rl")
    elif rest[:1] == "n" and rest[1:]:
        yield from _after(rest[1:], "cdjzts", "t", "r")
    if rest[:1] and rest[0] in "lrwymn":
        yield rest


def _after(tail: str, stays: str, swallowed: str, clusters: str) -> Iterator[str]:
    if tail[0] in stays:
        yield tail
    elif tail[0] in _VOWELS or tail[0] in clusters:
        yield swallowed + tail


def _after_ng(tail: str) -> Iterator[str]:
    if tail[:1] in _VOWELS:
        yield tail
        yield f"k{tail}"
        if tail[0] == "e" and syllables(tail[1:]) == 1:  # mengecat, pengesahan
            yield tail[1:]
    elif tail and tail[0] in "ghqkx":
        yield tail
    elif tail and tail[0] in "rl":  # mengritik, penglihatan
        yield f"k{tail}"
        yield tail


def _plain(lead: str) -> Callable[[str], Iterator[str]]:
    def strip(core: str) -> Iterator[str]:
        if core.startswith(lead):
            yield core[len(lead) :]

    return strip


def _with_r(lead: str, *, softened: tuple[str, ...]) -> Callable[[str], Iterator[str]]:
    """ber-, ter-, per-: the r is lost before another r and before a first syllable in -er."""

    def strip(core: str) -> Iterator[str]:
        if not core.startswith(lead):
            return
        rest = core[2:]
        if rest[:1] == "r":
            yield rest[1:]
            yield rest
        elif rest[1:3] == "er" and rest[0] not in _VOWELS:
            yield rest
        elif rest[:1] == "l" and rest[1:].startswith(softened):
            yield rest[1:]

    return strip


def _actor(core: str) -> Iterator[str]:
    """pe- with its nasal, and bare: petani, pekerja, pelaku."""
    yield from _nasal(core, "pe")
    if core.startswith("pe") and core[2:3] and core[2] not in _VOWELS and core[2] not in "lrwymn":
        yield core[2:]


_STRIPPERS: Mapping[str, Callable[[str], Iterator[str]]] = MappingProxyType(
    {
        "N": lambda core: _nasal(core, "me"),
        "D": _plain("di"),
        "K": _plain("ke"),
        "S": _plain("se"),
        "B": _with_r("be", softened=("ajar", "unjur")),
        "T": _with_r("te", softened=("anjur", "antar")),
        "R": _with_r("pe", softened=("ajar",)),
        "P": _actor,
    }
)

_PIECE = re.compile(r"(?:ai|au|oi)(?![aeiou])|[aeiou]")
_ONSET = re.compile(
    r"(?:[bcdfghjklmnpqrstvwxyz]|ng|ny|kh|sy|[bcdfgkptv]r|[bfgkps]l|s[cfkmnptw]|s[kpt]r|[dk]w)?"
    r"[aeiou]"
)
_CODA = re.compile(r"[aeiou](?:[bcdfghjklmnpqrstvwxyz]|ng|ks|ns|rs|rt|nd|st|rm|lm|ps|kh)?\Z")


def syllables(kata: str) -> int:
    """How many syllables a word has: "cat" one, "tua" two."""
    return len(_PIECE.findall(kata))


def masuk_akal(kata: str) -> bool:
    """Whether a remainder could be an unlisted root: two syllables, sayable at both ends."""
    return (
        len(kata) >= 4  # noqa: PLR2004 - shorter roots are listed; guessed ones would meet by chance
        and syllables(kata) >= 2  # noqa: PLR2004
        and _ONSET.match(kata) is not None
        and _CODA.search(kata) is not None
    )
