"""The score of a family by a scheme, with the contribution of each indicator in words.

A missing answer makes the score incomplete, never smaller: there is no score then. The score
advises; who decides is a person.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from upaya.rules.errors import Fault
from upaya.rules.exact import tulis
from upaya.rules.period import tanggal
from upaya.rules.stable_json import stable_json
from upaya.rules.supermiskol.logaritma import TERBESAR, ln
from upaya.rules.supermiskol.skema import LOG, Bilangan, Indikator, Skema, to_dict

VERSI_SKOR = "1"
"""Version of the arithmetic; it changes only when a result changes."""

Jawaban = Mapping[str, str | int | None]
"""The chosen option, or the number, by indicator; None is no answer."""


@dataclass(frozen=True, slots=True)
class Rincian:
    """What one answered indicator adds: weight times score, before the division."""

    kode: str
    nama: str
    jawaban: str | int
    dibaca: str
    """The answer in words."""
    nilai: Fraction
    bobot: Fraction
    hasil: Fraction
    kalimat: str


@dataclass(frozen=True, slots=True)
class Skor:
    """`skor` and `layak` are None while an answer is missing; `kurang` are the codes of those."""

    skor: Fraction | None
    layak: bool | None
    kurang: tuple[str, ...]
    rincian: tuple[Rincian, ...]
    pembagi: Fraction

    @property
    def lengkap(self) -> bool:
        """Whether every indicator that counts was answered."""
        return not self.kurang


class JawabanError(ValueError):
    """Answers that the scheme cannot have; `faults` say which, below `jawaban`."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(fault.pesan for fault in faults))
        self.faults = faults


def hitung(skema: Skema, jawaban: Jawaban) -> Skor:
    """Score a family. JawabanError names every answer that the scheme does not have."""
    faults = periksa(skema, jawaban)
    if faults:
        raise JawabanError(faults)
    rows, lacking = [], []
    for one in skema.dihitung:
        given = jawaban.get(one.kode)
        if given is None:
            lacking.append(one.kode)
        else:
            rows.append(_row(one, given))
    if lacking:
        return Skor(None, None, tuple(lacking), tuple(rows), skema.pembagi_tepat)
    total = sum((row.hasil for row in rows), skema.konstanta)
    score = total / skema.pembagi_tepat
    return Skor(score, skema.memenuhi(score), (), tuple(rows), skema.pembagi_tepat)


def periksa(skema: Skema, jawaban: Jawaban) -> list[Fault]:
    """Everything in the answers that the scheme does not have, in their order."""
    found = []
    for kode, given in jawaban.items():
        said = _wrong(skema, skema.cari(kode), given)
        if said:
            found.append(Fault(f"jawaban.{kode}", said))
    return found


def _wrong(skema: Skema, one: Indikator | None, given: str | int | None) -> str:
    if one is None:
        return "indikator ini tidak ada dalam skema"
    if one.dicabut is not None:
        day = f"{tanggal(one.dicabut)} ({one.dicabut.isoformat()})"
        return f"indikator ini dicabut sejak {day}, jadi tidak dijawab lagi"
    if given is None:
        return ""
    return _not_an_option(one, given) if one.bilangan is None else _outside(one.bilangan, given)


def _not_an_option(one: Indikator, given: str | int) -> str:
    known = isinstance(given, str) and given in one.pilihan
    return "" if known else f"harus salah satu dari {', '.join(one.pilihan)}"


def _outside(held: Bilangan, given: str | int) -> str:
    first, last = held.paling_sedikit, held.paling_banyak
    if held.fungsi == "ln":
        first, last = max(first, 1), min(last, TERBESAR)
    if isinstance(given, bool) or not isinstance(given, int) or not first <= given <= last:
        return f"harus bilangan bulat dari {first} sampai {last}"
    return ""


def _row(one: Indikator, given: str | int) -> Rincian:
    if one.bilangan is None:
        value, read = one.pilihan[str(given)], one.option(str(given))
        how = f"“{read}” bernilai {_id(value)}"
    elif one.bilangan.fungsi == "ln":
        value, read = Fraction(ln(int(given))), str(given)
        how = f"ln {read} = {_id(value)}"
    else:
        value, read = Fraction(int(given)), str(given)
        how = read
    made = one.bobot * value
    times = "" if one.bobot == 1 else f", dikali bobot {_id(one.bobot)} menjadi {_id(made)}"
    return Rincian(
        one.kode, one.nama, given, read, value, one.bobot, made, f"{one.nama}: {how}{times}."
    )


def kalimat(skema: Skema, hasil: Skor) -> list[str]:
    """The result in sentences: the sum, the division, the comparison."""
    if hasil.skor is None:
        names = [one.nama for one in skema.dihitung if one.kode in hasil.kurang]
        return [f"Belum ada skor: {len(names)} indikator belum dijawab ({', '.join(names)})."]
    total = sum((row.hasil for row in hasil.rincian), skema.konstanta)
    lead = f"Tetapan {_id(skema.konstanta)}, bersama" if skema.bentuk == LOG else "Bersama"
    said = [f"{lead} semua indikator menjadi {_id(total)}."]
    if hasil.pembagi != 1:
        said.append(f"Dibagi {_id(hasil.pembagi)} menjadi skor {_id(hasil.skor)}.")
    verdict = "memenuhi" if hasil.layak else "tidak memenuhi"
    said.append(f"Skor {_id(hasil.skor)} {verdict} syarat: {skema.syarat}.")
    return said


def dibaca(value: Fraction) -> str:
    """A score for people, rounded to four decimals; the exact one is what is compared."""
    places = 4
    whole = round(abs(value) * 10**places)
    text = str(whole).rjust(places + 1, "0")
    short = f"{text[:-places]},{text[-places:]}".rstrip("0").rstrip(",")
    return f"-{short}" if value < 0 and whole else short


def _id(value: Fraction) -> str:
    """An exact number as Indonesians write it; a fraction with its rounding beside it."""
    text = tulis(value)
    return f"{text} (kira-kira {dibaca(value)})" if "/" in text else text.replace(".", ",")


def sidik(skema: Skema, jawaban: Jawaban) -> str:
    """SHA-256 of the scheme and the answers: the same in, the same score out.

    Names and words for people make no difference, nor do papers and the order of answers.
    """
    counted = to_dict(skema)
    for key in ("nama", "asal", "catatan", "kode", "versi", "berkas"):
        counted.pop(key, None)
    for row in counted["indikator"]:
        for key in ("nama", "kata", "asal"):
            row.pop(key)
    given = {kode: value for kode, value in jawaban.items() if value is not None}
    text = stable_json({"versi": VERSI_SKOR, "skema": counted, "jawaban": given})
    return hashlib.sha256(text.encode("utf-8", errors="backslashreplace")).hexdigest()
