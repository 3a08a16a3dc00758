"""The working of an officer's amount, built from the stored month and result alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from upaya.rules.calculation_steps import Rules, Step, Working, about, bunyi, dua_bacaan, step
from upaya.rules.insentif.explain import pembagian
from upaya.rules.insentif.month import Bulan, Hasil, HasilPetugas, Petugas
from upaya.rules.money import angka, rupiah
from upaya.rules.parameter import Value
from upaya.rules.shown import word


def explain_officer(bulan: Bulan, hasil: Hasil, petugas_id: str) -> Working:
    """Return the steps from one officer's work to the gross amount.

    Raises KeyError when the month does not know the id.
    """
    row = hasil.petugas(petugas_id)
    officer = next(p for p in bulan.petugas if p.id == petugas_id)
    return _explain(bulan, officer, row, _Parts(bulan, hasil))


def explain_officers(bulan: Bulan, hasil: Hasil) -> Iterator[Working]:
    """Give the working of every officer in the order of the input."""
    parts = _Parts(bulan, hasil)
    for officer, row in zip(bulan.petugas, hasil.baris(), strict=True):
        yield _explain(bulan, officer, row, parts)


class _Parts:
    """What all officers of a month have in common."""

    def __init__(self, bulan: Bulan, hasil: Hasil) -> None:
        self.rules = Rules(hasil)
        self.split = pembagian(bulan, hasil)
        self.field = _Part(
            "lapangan", "orang frekuensi", hasil.pool_lapangan, sum(hasil.poin_lapangan)
        )
        self.management = _Part(
            "manajemen", "orang hari", hasil.pool_manajemen, sum(hasil.poin_manajemen)
        )


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of the pool: its name, how work is counted, its money and all its points."""

    name: str
    measure: str
    pool: int
    points: int


def _explain(bulan: Bulan, officer: Petugas, row: HasilPetugas, parts: _Parts) -> Working:
    rules = parts.rules
    title = f"Insentif UKM {officer.nama or officer.id}, {bulan.periode.nama}"
    entitled = rules["penerima"]
    if officer.status not in entitled.items:
        refused = step(
            "Tidak berhak",
            f"status {word(officer.status)} tidak termasuk {', '.join(map(word, entitled.items))}",
            [("Status", word(officer.status))],
            rupiah(0),
            0,
            entitled,
        )
        return Working(title, (refused,))
    scores = _score_steps(officer, row.bobot, rules)
    bobot = scores[-1]
    field = _share_steps(parts, parts.field, officer.frekuensi, row.lapangan, bobot)
    management = _share_steps(parts, parts.management, officer.orang_hari, row.manajemen, bobot)
    gross = step(
        "Insentif bruto",
        f"lapangan {rupiah(row.lapangan)} + manajemen {rupiah(row.manajemen)}",
        [("Lapangan", rupiah(row.lapangan)), ("Manajemen", rupiah(row.manajemen))],
        rupiah(row.bruto),
        row.bruto,
        rules["pembagian"],
        dari=(field[-1], management[-1]),
    )
    entitlement = _entitlement_step(officer, rules)
    return Working(title, (entitlement, *scores, *field, *management, gross))


def _entitlement_step(officer: Petugas, rules: Rules) -> Step:
    """Say why the officer has a right at all, with both readings of whose SK is meant."""
    rule, readings = rules["penerima"], rules.bacaan("sk")
    said = rules.naskah("pengertian", "penerima")
    status = officer.status.replace("_", "-")
    return step(
        "Penerima",
        f"status {status} termasuk penerima",
        [("Status", status), *dua_bacaan(readings), *bunyi(said)],
        "berhak",
        "berhak",
        rule,
        *said,
        rules["tanggal_sk"],
        *readings,
    )


Score = tuple[int, Value]
"""A score and the parameter it was read from."""


def skor_petugas(officer: Petugas, rules: Rules) -> tuple[Score, Score, Score]:
    """Return the scores of schooling, main post and additional posts (ayat (7) huruf f)."""
    education = rules["skor.pendidikan"]
    if officer.pendidikan not in education.table:
        education = rules["skor.pendidikan_terbuka"]
    posts = rules["skor.jabatan_utama"]
    scores = {posts.table[post] for post in officer.jabatan_utama}
    several = len(set(officer.jabatan_utama)) > 1
    main_rule = rules["skor.jabatan_utama_ganda"] if several else posts
    return (
        (education.table[officer.pendidikan], education),
        (max(scores), main_rule),
        _extra(officer.jabatan_tambahan, rules),
    )


def bacaan_pendidikan(officer: Petugas, rules: Rules) -> list[Value]:
    """The readings on which the score of this schooling rests: S1 is not printed, SLTP twice."""
    name = _READ.get(officer.pendidikan)
    return rules.bacaan(name) if name else []


_READ = {"S1": "pendidikan", "SLTP": "sltp", "SD": "sltp"}


def _score_steps(officer: Petugas, bobot: int, rules: Rules) -> list[Step]:
    (school, education), (main, main_rule), (extra, extra_rule) = skor_petugas(officer, rules)
    table = rules["skor.jabatan_utama"].table
    scores = {post: table[post] for post in officer.jabatan_utama}
    count = angka(officer.jabatan_tambahan)
    readings = bacaan_pendidikan(officer, rules)
    scored = [
        step(
            "Skor pendidikan",
            f"pendidikan {officer.pendidikan}",
            [("Pendidikan", officer.pendidikan), *dua_bacaan(readings)],
            str(school),
            school,
            education,
            *readings,
        ),
        step(
            "Skor jabatan utama",
            "skor tertinggi dari jabatan yang dipegang" if len(scores) > 1 else "skor jabatan",
            [(post.replace("_", " "), str(score)) for post, score in scores.items()],
            str(main),
            main,
            main_rule,
        ),
        step(
            "Skor jabatan tambahan",
            f"{count} jabatan tambahan",
            [("Jabatan tambahan", count)],
            str(extra),
            extra,
            extra_rule,
        ),
    ]
    summed = step(
        "Bobot",
        f"{school} + {main} + {extra}",
        [("Pendidikan", str(school)), ("Jabatan utama", str(main)),
         ("Jabatan tambahan", str(extra)), *bunyi(rules.naskah("bobot"))],
        str(bobot),
        bobot,
        rules["skor.rumus"],
        dari=scored,
    )  # fmt: skip
    return [*scored, summed]


def _extra(count: int, rules: Rules) -> Score:
    """Return the score of additional posts and the rule it rests on."""
    table = rules["skor.jabatan_tambahan"]
    if count < len(table.items):
        return table.items[count], table
    return table.items[-1], rules["skor.jabatan_tambahan_lebih"]


def _share_steps(parts: _Parts, part: _Part, work: int, share: int, bobot: Step) -> list[Step]:
    """Explain one part: points, exact share, rounding."""
    rules, weight = parts.rules, int(bobot.eksak)
    own, total = weight * work, part.points
    said = rules.naskah(part.name, "ukuran_petugas")
    counted = step(
        f"Poin {part.name}",
        f"bobot {weight} x {angka(work)} {part.measure}",
        [("Bobot", str(weight)), (part.measure.capitalize(), angka(work))],
        angka(own),
        own,
        *said,
        rules["poin"],
        dari=(bobot,),
    )
    if not total:
        nobody = step(
            f"Bagian {part.name}",
            f"tidak ada petugas dengan {part.measure}, jadi {rupiah(part.pool)} tidak dibagi",
            [("Jumlah poin semua petugas", "0")],
            rupiah(0),
            0,
            rules["penyebut_nol"],
            dari=(counted, parts.split),
        )
        return [counted, nobody]
    exact = Fraction(part.pool * own, total)
    shared = step(
        f"Bagian {part.name} sebelum pembulatan",
        f"{rupiah(part.pool)} x {angka(own)} / {angka(total)}",
        [("Uang bagian ini", rupiah(part.pool)), ("Poin", angka(own)),
         ("Jumlah poin semua petugas", angka(total))],
        f"Rp{about(exact)}",
        exact,
        rules["pembagian"],
        rules["poin"],
        dari=(counted, parts.split),
    )  # fmt: skip
    return [counted, shared, _rounded_step(part, exact, share, shared, rules)]


def _rounded_step(part: _Part, exact: Fraction, share: int, shared: Step, rules: Rules) -> Step:
    """Say who got the rupiah that rounding left over."""
    floor = int(exact)
    formula = f"dibulatkan ke bawah menjadi {rupiah(floor)}"
    if share > floor:
        formula += ", ditambah Rp1 sisa pembulatan"
    elif exact != floor:
        formula += "; sisa pembulatan jatuh pada petugas lain"
    return step(
        f"Bagian {part.name}",
        formula,
        [("Sebelum pembulatan", f"Rp{about(exact)}")],
        rupiah(share),
        share,
        rules["seri_pembagian"],
        dari=(shared,),
    )
