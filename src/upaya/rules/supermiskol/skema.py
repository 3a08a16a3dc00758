"""A poverty scheme: indicators with options and scores, how they become one score, and the verdict.

No text publishes a scheme whole, so it is a district's dated data. Everything is exact: weights and
scores are fractions, the score is compared before anybody rounds it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal, get_args

from upaya.rules.exact import exact, tulis
from upaya.rules.supermiskol.persyaratan import DISKEMA

RERATA, JUMLAH, CACAH, LOG = "rerata_berbobot", "jumlah", "cacah_ya", "log_linear"
BENTUK = (RERATA, JUMLAH, CACAH, LOG)
"""Weighted mean, integer sum, count of yes, log-linear."""
NAMA_BENTUK: Mapping[str, str] = {
    RERATA: "rerata berbobot",
    JUMLAH: "jumlah nilai bulat",
    CACAH: "cacah jawaban ya",
    LOG: "log-linear",
}
DI_BAWAH, DI_ATAS = "di_bawah", "di_atas"
ARAH = (DI_BAWAH, DI_ATAS)
JUMLAH_BOBOT = "jumlah_bobot"
"""As divisor: the sum of the weights."""
SUSUT, TETAP = "susut", "tetap"
SAAT_DICABUT = (SUSUT, TETAP)
"""Whether the divisor loses the weight of a withdrawn indicator, or stays as it was."""
YA, TIDAK = "ya", "tidak"

Fungsi = Literal["langsung", "ln"]
FUNGSI: tuple[Fungsi, ...] = get_args(Fungsi)


@dataclass(frozen=True, slots=True)
class Bilangan:
    """An answer that is a whole number from `paling_sedikit` to `paling_banyak`.

    It counts as it is (`langsung`) or by its natural logarithm (`ln`).
    """

    fungsi: Fungsi
    paling_sedikit: int
    paling_banyak: int


@dataclass(frozen=True, slots=True)
class Indikator:
    """One question. Either `pilihan` (score by option) or `bilangan` says what its answers are.

    `dicabut` is the first day on which it does not count any more. `asal` says where its name comes
    from, `kata` its options in words.
    """

    kode: str
    nama: str
    bobot: Fraction
    pilihan: Mapping[str, Fraction]
    bilangan: Bilangan | None = None
    dicabut: date | None = None
    kata: Mapping[str, str] | None = None
    asal: str = ""

    def option(self, kode: str) -> str:
        """An option as people read it."""
        return (self.kata or {}).get(kode, kode)


@dataclass(frozen=True)
class Skema:
    """A whole scheme. `pembagi` None is the sum of the weights.

    `layak` is who scores below (`di_bawah`) or above the threshold; `ketat` leaves out the
    threshold itself. `konstanta` is added once (log-linear).
    """

    kode: str
    nama: str
    bentuk: str
    indikator: tuple[Indikator, ...]
    pembagi: Fraction | None
    pembagi_saat_dicabut: str
    ambang: Fraction
    arah: str
    ketat: bool
    konstanta: Fraction = Fraction()
    versi: str = ""
    """Its number among the versions of one name; "" for a scheme of a file."""
    asal: str = ""
    catatan: str = ""
    berkas: tuple[str, ...] | None = None
    """The papers that a request must bring; None follows the programme."""

    @cached_property
    def dihitung(self) -> tuple[Indikator, ...]:
        """The indicators that count, in the order of the scheme."""
        return tuple(one for one in self.indikator if one.dicabut is None)

    @cached_property
    def pembagi_tepat(self) -> Fraction:
        """What the sum is divided by.

        A withdrawn indicator takes its weight with it (`susut`) or leaves it in (`tetap`).
        """
        if self.pembagi is None:
            every = self.dihitung if self.pembagi_saat_dicabut == SUSUT else self.indikator
            return sum((one.bobot for one in every), Fraction())
        gone = (one.bobot for one in self.indikator if one.dicabut is not None)
        lost = sum(gone, Fraction()) if self.pembagi_saat_dicabut == SUSUT else Fraction()
        return self.pembagi - lost

    def cari(self, kode: str) -> Indikator | None:
        """The indicator of that code, withdrawn or not."""
        return self._by_code.get(kode)

    @cached_property
    def _by_code(self) -> Mapping[str, Indikator]:
        return {one.kode: one for one in self.indikator}

    def pada(self, day: date | None) -> Skema:
        """The scheme as it counts on a day: a later withdrawal has not happened yet.

        None is after everything that it knows.
        """
        if day is None:
            return self
        kept = tuple(
            replace(one, dicabut=None) if one.dicabut and one.dicabut > day else one
            for one in self.indikator
        )
        return replace(self, indikator=kept)

    def memenuhi(self, skor: Fraction) -> bool:
        """Whether a score is on the side of the threshold that makes eligible."""
        if self.arah == DI_BAWAH:
            return skor < self.ambang if self.ketat else skor <= self.ambang
        return skor > self.ambang if self.ketat else skor >= self.ambang

    @property
    def nama_bentuk(self) -> str:
        """The shape in words."""
        return NAMA_BENTUK[self.bentuk]

    @property
    def syarat(self) -> str:
        """The condition in words: "di bawah 2,107 (2,107 sendiri tidak termasuk)"."""
        limit = tulis(self.ambang).replace(".", ",")
        side = "di bawah" if self.arah == DI_BAWAH else "di atas"
        word = "tidak termasuk" if self.ketat else "termasuk"
        return f"{side} {limit} ({limit} sendiri {word})"


class CacatError(ValueError):
    """Data that is no scheme; `places` are (place, sentence)."""

    def __init__(self, places: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(f"{at}: {said}" for at, said in places))
        self.places = places


# ------------------------------------------------------------------ as plain data
KEYS = (
    "kode", "nama", "bentuk", "indikator", "pembagi", "pembagi_saat_dicabut", "ambang", "arah",
    "ketat", "konstanta", "versi", "asal", "catatan", "berkas",
)  # fmt: skip
INDICATOR_KEYS = ("kode", "nama", "bobot", "pilihan", "bilangan", "dicabut", "kata", "asal")
NUMBER_KEYS = ("fungsi", "paling_sedikit", "paling_banyak")


def to_dict(skema: Skema) -> dict[str, Any]:
    """A scheme as plain data: how the database keeps it and a fingerprint reads it."""
    asked = {} if skema.berkas is None else {"berkas": list(skema.berkas)}
    return asked | {
        "kode": skema.kode,
        "nama": skema.nama,
        "bentuk": skema.bentuk,
        "indikator": [_indicator_dict(one) for one in skema.indikator],
        "pembagi": JUMLAH_BOBOT if skema.pembagi is None else tulis(skema.pembagi),
        "pembagi_saat_dicabut": skema.pembagi_saat_dicabut,
        "ambang": tulis(skema.ambang),
        "arah": skema.arah,
        "ketat": skema.ketat,
        "konstanta": tulis(skema.konstanta),
        "versi": skema.versi,
        "asal": skema.asal,
        "catatan": skema.catatan,
    }


def _indicator_dict(one: Indikator) -> dict[str, Any]:
    # A list of pairs: the order of options is the order on the form, and JSON in a database
    # may sort the keys of an object.
    data: dict[str, Any] = {
        "kode": one.kode,
        "nama": one.nama,
        "bobot": tulis(one.bobot),
        "pilihan": [[kode, tulis(score)] for kode, score in one.pilihan.items()],
        "kata": dict(one.kata or {}),
        "asal": one.asal,
    }
    if one.bilangan is not None:
        held = one.bilangan
        data["bilangan"] = {
            "fungsi": held.fungsi,
            "paling_sedikit": held.paling_sedikit,
            "paling_banyak": held.paling_banyak,
        }
    if one.dicabut is not None:
        data["dicabut"] = one.dicabut.isoformat()
    return data


def from_dict(data: Mapping[str, Any]) -> Skema:
    """The scheme of plain data that was checked before; ValueError or KeyError for anything odd."""
    unknown = data.keys() - set(KEYS)
    if unknown:
        msg = f"kunci tak dikenal: {', '.join(sorted(unknown))}"
        raise ValueError(msg)
    divisor = data["pembagi"]
    by_weight = divisor == JUMLAH_BOBOT
    skema = Skema(
        kode=str(data.get("kode", "")),
        nama=str(data.get("nama", "")),
        bentuk=_one_of(BENTUK, data.get("bentuk", RERATA)),
        indikator=tuple(_indicator(row) for row in data["indikator"]),
        pembagi=None if by_weight else exact(divisor),
        pembagi_saat_dicabut=_one_of(
            SAAT_DICABUT, data.get("pembagi_saat_dicabut") or (SUSUT if by_weight else TETAP)
        ),
        ambang=exact(data["ambang"]),
        arah=_one_of(ARAH, data["arah"]),
        ketat=bool(data["ketat"]),
        konstanta=exact(data.get("konstanta", 0)),
        versi=str(data.get("versi", "")),
        asal=str(data.get("asal", "")),
        catatan=str(data.get("catatan", "")),
        berkas=None if data.get("berkas") is None else tuple(map(str, data["berkas"])),
    )
    said = cacat(skema)
    if said:
        raise CacatError(said)
    return skema


def _indicator(row: Mapping[str, Any]) -> Indikator:
    unknown = row.keys() - set(INDICATOR_KEYS)
    if unknown:
        msg = f"kunci tak dikenal: {', '.join(sorted(unknown))}"
        raise ValueError(msg)
    options = row.get("pilihan") or {}
    pairs: Sequence[Any] = list(options.items()) if isinstance(options, Mapping) else options
    held, gone = row.get("bilangan"), row.get("dicabut")
    return Indikator(
        kode=str(row["kode"]),
        nama=str(row.get("nama") or row["kode"]),
        bobot=exact(row.get("bobot", 1)),
        pilihan={str(kode): exact(score) for kode, score in pairs},
        bilangan=None
        if not held
        else Bilangan(
            _one_of(FUNGSI, held["fungsi"]), held["paling_sedikit"], held["paling_banyak"]
        ),
        dicabut=date.fromisoformat(gone) if isinstance(gone, str) else gone,
        kata=dict(row.get("kata") or {}),
        asal=str(row.get("asal", "")),
    )


def _one_of(choices: Sequence[Any], value: object) -> Any:  # noqa: ANN401 - one of the choices
    if value not in choices:
        msg = f"{value!r} bukan salah satu dari {', '.join(choices)}"
        raise ValueError(msg)
    return value


# ------------------------------------------------------------------ what cannot be a scheme
def cacat(skema: Skema) -> list[tuple[str, str]]:
    """(place, sentence) of everything that keeps a scheme from computing."""
    found: list[tuple[str, str]] = []
    if not skema.dihitung:
        found.append(("indikator", "tidak ada indikator yang dihitung"))
    for place, one in enumerate(skema.indikator):
        found += [(f"indikator[{place}]{at}", said) for at, said in _indicator_faults(skema, one)]
    if skema.dihitung and skema.pembagi_tepat <= 0:
        found.append(("pembagi", "harus lebih dari nol"))
    elif skema.bentuk != RERATA and skema.pembagi != 1:
        found.append(("pembagi", f'bentuk {skema.bentuk} tidak dibagi; tulis "1"'))
    if skema.bentuk != LOG and skema.konstanta:
        found.append(("konstanta", f"hanya untuk bentuk {LOG}"))
    asked = skema.berkas or ()
    if set(asked) - set(DISKEMA) or len(set(asked)) < len(asked):
        found.append(("berkas", f"tiap jenis paling banyak sekali, dari {', '.join(DISKEMA)}"))
    return found


def _indicator_faults(skema: Skema, one: Indikator) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if one.bilangan is None and not one.pilihan:
        found.append((".pilihan", "daftarnya kosong"))
    if one.bilangan is not None and (one.pilihan or skema.bentuk != LOG):
        found.append((".bilangan", f"hanya untuk bentuk {LOG}, tanpa pilihan"))
    if one.bilangan is not None and one.bilangan.paling_sedikit > one.bilangan.paling_banyak:
        found.append((".bilangan", "paling_sedikit melebihi paling_banyak"))
    if skema.bentuk != LOG and one.bobot < 0:
        found.append((".bobot", "tidak boleh negatif"))
    if skema.bentuk in {JUMLAH, CACAH}:
        if one.bobot != 1:
            found.append((".bobot", f"bentuk {skema.bentuk} tidak berbobot; tulis 1"))
        if any(score.denominator != 1 for score in one.pilihan.values()):
            found.append((".pilihan", "nilainya harus bilangan bulat"))
    if skema.bentuk == CACAH and dict(one.pilihan) != {YA: 1, TIDAK: 0}:
        found.append((".pilihan", "hanya ya (1) dan tidak (0)"))
    return found
