"""The file of a poverty score: parse, check everything, answer as JSON or say all faults."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from upaya.exchange.checking import (
    MOST_SIGNED,
    Checker,
    is_integer,
    one_of,
    path,
    read_day,
    shown,
)
from upaya.exchange.json_parse import parse
from upaya.rules.errors import Fault
from upaya.rules.exact import tulis
from upaya.rules.supermiskol import contoh
from upaya.rules.supermiskol.skema import (
    ARAH,
    BENTUK,
    FUNGSI,
    INDICATOR_KEYS,
    JUMLAH_BOBOT,
    NUMBER_KEYS,
    RERATA,
    SAAT_DICABUT,
    CacatError,
    Skema,
    cacat,
    from_dict,
)
from upaya.rules.supermiskol.skor import Skor, hitung, periksa, sidik

ROOT, NEEDED = ("skema", "jawaban", "tanggal"), ("skema", "jawaban")
SCHEME_KEYS = (
    "nama", "bentuk", "indikator", "pembagi", "pembagi_saat_dicabut", "ambang", "arah", "ketat",
    "konstanta",
)  # fmt: skip
SCHEME_NEEDED = ("indikator", "pembagi", "ambang", "arah", "ketat")
MOST_INDICATORS = 200
MOST_OPTIONS = 100


@dataclass(frozen=True, slots=True)
class ScoreReading:
    """What a file holds and what comes of it, or faults. Never both."""

    skema: Skema | None
    jawaban: Mapping[str, str | int | None]
    hasil: Skor | None
    galat: tuple[Fault, ...] = ()


def read(raw: bytes) -> ScoreReading:
    """Read the bytes of a JSON file and score. Never raises: what is wrong becomes a fault."""
    data, faults = parse(raw)
    if faults:
        return _refused(faults)
    checker = _Checker()
    skema, answers = checker.request(data)
    if skema is not None:
        # What the answers lack is said together with what is wrong elsewhere.
        told = {fault.letak for fault in checker.faults}
        checker.faults += [one for one in periksa(skema, answers) if one.letak not in told]
    if skema is None or checker.faults:
        return _refused(checker.faults)
    return ScoreReading(skema, answers, hitung(skema, answers))


def _refused(faults: list[Fault]) -> ScoreReading:
    return ScoreReading(None, {}, None, tuple(faults))


class _Checker(Checker):
    """Walks the data once; what is right is kept, what is wrong becomes a fault."""

    def request(self, data: Any) -> tuple[Skema | None, Mapping[str, Any]]:  # noqa: ANN401 - untrusted
        root = self.members(data, "", ROOT, NEEDED)
        if root is None:
            return None, {}
        day = self.day(root["tanggal"], "tanggal") if "tanggal" in root else None
        skema = self.scheme(root["skema"], day) if "skema" in root else None
        return skema, self.answers(root.get("jawaban", {}))

    def answers(self, given: Any) -> Mapping[str, Any]:  # noqa: ANN401 - untrusted
        rows = self.members(given, "jawaban", None, ()) or {}
        found: dict[str, Any] = {}
        for kode, value in rows.items():
            if value is None or isinstance(value, str) or is_integer(value):
                found[kode] = value
            else:
                self.fault(path("jawaban", kode), f"harus pilihan; terbaca {shown(value)}")
        return found

    # -------------------------------------------------------------- the scheme
    def scheme(self, given: Any, day: date | None) -> Skema | None:  # noqa: ANN401 - untrusted
        if isinstance(given, str):
            return self.shipped(given, day)
        before = len(self.faults)
        row = self.members(given, "skema", SCHEME_KEYS, SCHEME_NEEDED)
        if row is None:
            return None
        self.header(row)
        self.indicators(row.get("indikator", ()))
        if len(self.faults) > before:
            return None
        return self.built(row, day)

    def built(self, row: Mapping[str, Any], day: date | None) -> Skema | None:
        """Faults that only the whole shows: nothing that counts, a divisor that is zero."""
        try:
            skema = from_dict(row)
        except CacatError as refused:
            for place, said in refused.places:
                self.fault(path("skema", place), said)
            return None
        skema = skema.pada(day)
        for place, said in cacat(skema):
            self.fault(path("skema", place), said)
        return skema

    def shipped(self, name: str, day: date | None) -> Skema | None:
        known = contoh.contoh()
        if name not in known:
            self.fault("skema", one_of(tuple(known), name))
            return None
        found = known[name].pada(day)
        if found is None:
            first = known[name].versi[0].mulai.isoformat()
            self.fault("tanggal", f"skema {name} belum ada pada tanggal itu; mulai {first}")
        return found

    def header(self, row: Mapping[str, Any]) -> None:
        self.choice(row, "bentuk", BENTUK)
        self.choice(row, "arah", ARAH)
        self.choice(row, "pembagi_saat_dicabut", SAAT_DICABUT)
        if "nama" in row:
            self.one_line(row["nama"], "skema.nama")
        if "ketat" in row and not isinstance(row["ketat"], bool):
            self.fault("skema.ketat", f"harus true atau false; terbaca {shown(row['ketat'])}")
        if "ambang" in row:
            self.number(row["ambang"], "skema.ambang")
        if "konstanta" in row:
            self.number(row["konstanta"], "skema.konstanta")
        divisor = row.get("pembagi", JUMLAH_BOBOT)
        if divisor == JUMLAH_BOBOT:
            return
        found = self.number(divisor, "skema.pembagi")
        if found is not None and found <= 0:
            self.fault("skema.pembagi", f"harus lebih dari nol; terbaca {shown(divisor)}")

    def choice(self, row: Mapping[str, Any], key: str, choices: tuple[str, ...]) -> None:
        if key in row and (not isinstance(row[key], str) or row[key] not in choices):
            self.fault(path("skema", key), one_of(choices, row[key]))

    def indicators(self, rows: Any) -> None:  # noqa: ANN401 - untrusted
        first: dict[str, str] = {}
        most = (MOST_INDICATORS, "indikator")
        for place, row in self.objects(rows, "skema.indikator", INDICATOR_KEYS, ("kode",), most):
            kode = self.one_line(row["kode"], f"{place}.kode") if "kode" in row else None
            if kode is not None:
                self.once(first, kode, place, "kode")
            self.indicator(row, place)

    def indicator(self, row: Mapping[str, Any], place: str) -> None:
        if "bobot" not in row:
            self.fault(f"{place}.bobot", "wajib diisi")
        else:
            self.number(row["bobot"], f"{place}.bobot")
        for key in ("nama", "asal"):
            if key in row:
                self.one_line(row[key], f"{place}.{key}")
        if "dicabut" in row:
            self.day(row["dicabut"], f"{place}.dicabut")
        if "bilangan" in row:
            self.range(row["bilangan"], f"{place}.bilangan")
        elif "pilihan" not in row:
            self.fault(f"{place}.pilihan", "wajib diisi")
        if "pilihan" in row:
            self.options(row["pilihan"], f"{place}.pilihan")
        if "kata" in row:
            words = self.members(row["kata"], f"{place}.kata", None, ()) or {}
            for key, value in words.items():
                self.one_line(value, path(f"{place}.kata", key))

    def options(self, given: Any, place: str) -> None:  # noqa: ANN401 - untrusted
        rows = self.members(given, place, None, ())
        if rows is None:
            return
        if not rows:
            self.fault(place, "daftarnya kosong")
        if len(rows) > MOST_OPTIONS:
            self.fault(place, f"paling banyak {MOST_OPTIONS} pilihan")
            return
        for key, value in rows.items():
            self.number(value, path(place, key))

    def range(self, given: Any, place: str) -> None:  # noqa: ANN401 - untrusted
        row = self.members(given, place, NUMBER_KEYS, NUMBER_KEYS)
        if row is None:
            return
        if "fungsi" in row and row["fungsi"] not in FUNGSI:
            self.fault(f"{place}.fungsi", one_of(FUNGSI, row["fungsi"]))
        for key in NUMBER_KEYS[1:]:
            if key in row:
                self.whole_number(row[key], f"{place}.{key}", MOST_SIGNED)

    # -------------------------------------------------------------- values
    def number(self, value: Any, letak: str) -> Fraction | None:  # noqa: ANN401 - untrusted
        return self.signed(value, letak, '2 atau "2.107"')

    def day(self, value: Any, letak: str) -> date | None:  # noqa: ANN401 - untrusted
        found = read_day(value)
        if found is None:
            self.fault(letak, f'harus tanggal seperti "2022-08-01"; terbaca {shown(value)}')
        return found


# ---------------------------------------------------------------- answers
def result(skema: Skema, jawaban: Mapping[str, str | int | None], hasil: Skor) -> dict[str, Any]:
    """The answer of ``upaya hitung skor-kemiskinan``: exact numbers as text, the working."""
    return {
        "skor": None if hasil.skor is None else tulis(hasil.skor),
        "layak": hasil.layak,
        "lengkap": hasil.lengkap,
        "kurang": list(hasil.kurang),
        "rincian": [
            {
                "kode": row.kode,
                "jawaban": row.jawaban,
                "nilai": tulis(row.nilai),
                "bobot": tulis(row.bobot),
                "hasil": tulis(row.hasil),
                "kalimat": row.kalimat,
            }
            for row in hasil.rincian
        ],
        "pembagi": tulis(hasil.pembagi),
        "ambang": tulis(skema.ambang),
        "syarat": skema.syarat,
        "skema": {"kode": skema.kode, "versi": skema.versi, "bentuk": skema.bentuk or RERATA},
        "sidik": sidik(skema, jawaban),
    }
