"""The working of a month, built from the stored month and result alone.

No step computes money anew: each shows numbers of the result with what led to them, so the
explanation of a frozen calculation stays what it was when later rules change.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from upaya.rules.calculation_steps import Rules, Step, Working, about, bunyi, dua_bacaan, step
from upaya.rules.citation import citation
from upaya.rules.insentif.ketentuan import KATEGORI, PAGU
from upaya.rules.insentif.month import INDEKS, Bulan, Hasil
from upaya.rules.insentif.spm import capaian, nama_pelayanan, rata_rata
from upaya.rules.money import angka, indeks, persen, plain, rupiah
from upaya.rules.parameter import Value

TINGKAT = ("sangat rendah", "rendah", "sedang", "tinggi", "sangat tinggi")


def explain_month(bulan: Bulan, hasil: Hasil) -> Working:
    """Return the steps from the reported month to the two parts that are shared out."""
    rules = Rules(hasil)
    steps = _to_the_parts(bulan, hasil, rules)
    split = steps[-1]
    steps += _denominators(hasil, rules)
    if hasil.tidak_dibagi:
        steps.append(
            step(
                "Tidak dibagi",
                "bagian yang tidak mempunyai poin sama sekali tidak dibagi",
                [],
                rupiah(hasil.tidak_dibagi),
                hasil.tidak_dibagi,
                rules["penyebut_nol"],
                dari=(split,),
            )
        )
    return Working(f"Insentif UKM {bulan.puskesmas}, {bulan.periode.nama}", tuple(steps))


def pembagian(bulan: Bulan, hasil: Hasil) -> Step:
    """Return the step that divides the month's pool, which every share rests on."""
    return _to_the_parts(bulan, hasil, Rules(hasil))[-1]


def _to_the_parts(bulan: Bulan, hasil: Hasil, rules: Rules) -> list[Step]:
    spm = _spm_steps(bulan, hasil, rules)
    hardship, workload = _hardship_step(bulan, hasil, rules), _workload_step(bulan, hasil, rules)
    total = _sum_step(hasil, rules, (spm[-1], hardship, workload))
    base = _base_step(bulan, hasil, rules)
    adjusted = _adjusted_step(bulan, hasil, rules, (base, total))
    ceiling = _ceiling_step(bulan, hasil, rules)
    pool = _pool_step(bulan, hasil, rules, (adjusted, ceiling))
    split = _split_step(hasil, rules, pool)
    return [*spm, hardship, workload, total, base, adjusted, ceiling, pool, split]


# ------------------------------------------------------------------ the three indices
def _spm_steps(bulan: Bulan, hasil: Hasil, rules: Rules) -> list[Step]:
    highest = Fraction(rules["spm.capaian_tertinggi"].decimal)
    choice = hasil.penimpaan.target_nol or rules["spm.target_nol"].text
    pair = rata_rata(
        bulan.pelayanan.values(),
        highest.as_integer_ratio(),
        "nol" if choice == "nol" else "keluarkan",
    )
    steps = []
    if pair is not None:
        mean = Fraction(*pair)
        reached = _mean_step(bulan, rules, mean, highest, choice)
        steps = [reached, _level_step(mean, hasil, rules, reached)]
    words = ("ukuran_spm", "dasar_spm", "pengiriman_indeks")
    index = _Index(0, "kinerja SPM", rules["indeks.kinerja_spm"], words, dari=tuple(steps[-1:]))
    steps.append(_published_step(bulan, hasil, rules, index))
    return steps


def _mean_step(bulan: Bulan, rules: Rules, mean: Fraction, highest: Fraction, choice: str) -> Step:
    """Explain the mean of what the services reached: no text says that it is a mean."""
    names = nama_pelayanan()
    inputs = []
    for key, service in bulan.pelayanan.items():
        reached = capaian(service, highest)
        if reached is None:
            share = "target nol, tidak ikut rata-rata"
            if choice == "nol":
                share = "target nol, dihitung 0%"
        else:
            share = _percent(reached)
        text = f"{angka(service.realisasi)} dari {angka(service.target)}: {share}"
        inputs.append((names[key], text))
    readings = rules.bacaan("pelayanan")
    return step(
        "Capaian SPM",
        f"rata-rata capaian pelayanan; capaian paling tinggi {_percent(highest)}; "
        f"target nol: {choice}",
        [*inputs, *dua_bacaan(readings)],
        _percent(mean),
        mean,
        rules["spm.indikator"],
        rules["spm.metode"],
        rules["spm.capaian_tertinggi"],
        rules["spm.target_nol"],
        *readings,
    )


def _level_step(mean: Fraction, hasil: Hasil, rules: Rules, reached: Step) -> Step:
    """Explain how the mean became the computed SPM index."""
    index = hasil.indeks_hitung[0] or Decimal(0)
    method = hasil.penimpaan.metode_spm or rules["spm.metode"].text
    if method == "kontinu":
        rule = rules["spm.kontinu_tertinggi"]
        product = f"{indeks(rule.decimal)} x {_percent(mean)}"
        formula = f"{product}, dibulatkan ke dua desimal, setengah ke atas"
    else:
        rule = rules["spm.batas_tingkat"]
        bounds = ", ".join(persen(bound) for bound in rule.items)
        level = sum(mean >= Fraction(bound) for bound in rule.items)
        formula = f"tingkat {level + 1} ({TINGKAT[level]}) menurut batas bawah {bounds}"
    inputs = [("Capaian SPM", _percent(mean)), ("Cara", method)]
    return step(
        "Indeks kinerja SPM hasil hitungan",
        formula,
        inputs,
        indeks(index),
        index,
        rule,
        rules["spm.metode"],
        dari=(reached,),
    )


def _hardship_step(bulan: Bulan, hasil: Hasil, rules: Rules) -> Step:
    table = rules["indeks.kesulitan_wilayah"]
    computed = [("Karakteristik wilayah", bulan.karakteristik.replace("_", " "))]
    printed = rules.starting_with(KATEGORI)
    if printed is not None:
        computed.append((f"Kategori menurut {citation(printed)}", printed.text))
    words = ("dasar_kesulitan", "pengiriman_indeks")
    index = _Index(1, "kesulitan wilayah", table, words, tuple(computed))
    return _published_step(bulan, hasil, rules, index)


def _workload_step(bulan: Bulan, hasil: Hasil, rules: Rules) -> Step:
    """Explain the workload: huruf a provides this index, huruf b does not send it."""
    bands = rules["beban_kerja.batas_penduduk"]
    level = sum(bulan.penduduk >= bound for bound in bands.items)
    computed = [
        ("Jumlah penduduk", angka(bulan.penduduk)),
        ("Batas bawah tingkat", ", ".join(angka(bound) for bound in bands.items)),
        ("Tingkat", f"{level + 1} ({TINGKAT[level]})"),
        ("Sumber batas", f"{citation(bands)} ({bands.origin})"),
    ]
    words = ("dasar_beban", "penyediaan_indeks")
    table = rules["indeks.beban_kerja"]
    index = _Index(2, "beban kerja", table, words, tuple(computed), bands=(bands,))
    return _published_step(bulan, hasil, rules, index)


@dataclass(frozen=True, slots=True)
class _Index:
    """One of the three: its table, the articles that speak of it, and what computed it."""

    position: int
    name: str
    table: Value
    words: tuple[str, ...]
    inputs: tuple[tuple[str, str], ...] = ()
    bands: tuple[Value, ...] = ()
    dari: tuple[Step, ...] = ()


def _published_step(bulan: Bulan, hasil: Hasil, rules: Rules, index: _Index) -> Step:
    """Say which index counts: the published one, else the one read from the table.

    That the computed one counts while nothing is published is ours: it carries that assumption
    and those that led to it.
    """
    own, counts = hasil.indeks_hitung[index.position], hasil.indeks[index.position]
    known = [*index.inputs, ("Hasil hitungan", "tidak ada" if own is None else indeks(own))]
    said = rules.naskah(*index.words)
    basis, readings = [*(said or [rules["indeks.berlaku"]]), index.table], list[Value]()
    before: tuple[Step, ...] = ()
    if INDEKS[index.position] in bulan.indeks:
        known.append(("Diterbitkan Dinas Kesehatan", indeks(counts)))
        if bulan.alasan_indeks:
            known.append(("Alasan", bulan.alasan_indeks))
        formula = "dipakai indeks yang diterbitkan"
        if counts not in index.table.table.values():
            readings = rules.bacaan("luar_tabel")
    else:
        formula = "tidak ada penerbitan; dipakai hasil hitungan dari tabel"
        readings = [] if index.bands else rules.bacaan("terbit")  # huruf b sends the other two
        basis, before = [*basis, *index.bands], index.dari
    return step(
        f"Indeks {index.name}",
        formula,
        [*known, *dua_bacaan(readings), *bunyi(said)],
        indeks(counts),
        counts,
        *basis,
        *readings,
        dari=before,
    )


def _sum_step(hasil: Hasil, rules: Rules, dari: Sequence[Step]) -> Step:
    names = ("Kinerja SPM", "Kesulitan wilayah", "Beban kerja")
    inputs = [(name, indeks(value)) for name, value in zip(names, hasil.indeks, strict=True)]
    formula = " + ".join(text for _, text in inputs)
    total, rule = hasil.jumlah_indeks, rules["formula_pool"]
    return step("Jumlah indeks", formula, inputs, indeks(total), total, rule, dari=dari)


# ------------------------------------------------------------------ the pool
def _base_step(bulan: Bulan, hasil: Hasil, rules: Rules) -> Step:
    rule = rules["dasar"]
    rate = rule.decimal if hasil.penimpaan.dasar is None else hasil.penimpaan.dasar
    absorbed, readings = rules["penyerapan"], rules.bacaan("besaran")
    said = rules.naskah("kegunaan", "ukuran_penyerapan", "dasar_penyerapan")
    inputs = [
        ("BOK terserap", rupiah(bulan.bok_diserap)),
        ("Penyerapan", absorbed.text),
        ("Bagian dasar", persen(rate)),
    ]
    if hasil.penimpaan.dasar is not None:
        inputs.append(("Menurut aturan", persen(rule.decimal)))
    return step(
        "Insentif dasar",
        f"{persen(rate)} x {rupiah(bulan.bok_diserap)}",
        [*inputs, *dua_bacaan(readings), *bunyi(said)],
        rupiah(hasil.insentif_dasar),
        hasil.insentif_dasar,
        rule,
        *said,
        absorbed,
        *readings,
    )


def _adjusted_step(bulan: Bulan, hasil: Hasil, rules: Rules, dari: Sequence[Step]) -> Step:
    """Explain the adjustment, with what the other formula would give from the same numbers."""
    rule, readings = rules["formula_pool"], rules.bacaan("rumus")
    formula = hasil.penimpaan.formula_pool or rule.text
    total = indeks(hasil.jumlah_indeks)
    factor = f"(1 + {total})" if formula == "1+jumlah" else total
    inputs = [("Insentif dasar", rupiah(hasil.insentif_dasar)), ("Jumlah indeks", total)]
    whole = hasil.insentif_disesuaikan
    other = Fraction(hasil.insentif_dasar) * Fraction(hasil.jumlah_indeks)
    named = "jumlah"
    if formula != "1+jumlah":
        other += Fraction(hasil.insentif_dasar)
        named = "1+jumlah"
    inputs += [
        ("Rumus", formula),
        ("Bagian dari BOK terserap", _share_of(Fraction(whole), bulan.bok_diserap)),
        (
            f"Dengan rumus {named}",
            f"Rp{about(other)}, {_share_of(other, bulan.bok_diserap)} dari BOK terserap",
        ),
    ]
    return step(
        "Insentif disesuaikan",
        f"{rupiah(hasil.insentif_dasar)} x {factor}",
        [*inputs, *dua_bacaan(readings)],
        rupiah(whole),
        whole,
        rule,
        *readings,
        dari=dari,
    )


def _share_of(amount: Fraction, whole: int) -> str:
    return _percent(amount / whole) if whole else "0%"


def _ceiling_step(bulan: Bulan, hasil: Hasil, rules: Rules) -> Step:
    """Say where the money ends: the pagu is a maximum, and the text prints the one of the year."""
    left, printed = bulan.sisa_pagu_insentif, rules.starting_with(PAGU)
    said = rules.naskah("pagu_maksimal", "insentif_dalam_bok")
    inputs: list[tuple[str, str]] = []
    basis: list[Value] = [rules["pembulatan_pool"]]
    if printed is not None:
        inputs.append((f"Pagu setahun menurut {citation(printed)}", rupiah(printed.integer)))
        basis = [printed, *said]
    most = rules.batas_tahunan
    if most is not None:
        whole = f"{persen(most.decimal)} dari total pagu BOK Puskesmas"
        inputs.append(("Setahun paling banyak", whole))
        basis.append(most)
    return step(
        "Batas insentif bulan ini",
        "sisa pagu insentif setahun sebelum bulan ini",
        [*inputs, *bunyi(said)],
        rupiah(left),
        left,
        *basis,
    )


def _pool_step(bulan: Bulan, hasil: Hasil, rules: Rules, dari: Sequence[Step]) -> Step:
    adjusted, left = rupiah(hasil.insentif_disesuaikan), rupiah(bulan.sisa_pagu_insentif)
    said = rules.naskah("waktu")
    inputs = [("Insentif disesuaikan", adjusted), ("Sisa pagu insentif", left)]
    if hasil.dipotong_pagu:
        inputs.append(("Dipotong karena pagu", rupiah(hasil.dipotong_pagu)))
    return step(
        "Insentif bulan ini",
        f"yang lebih kecil dari {adjusted} dan {left}, dibulatkan ke bawah sampai rupiah utuh",
        [*inputs, *bunyi(said)],
        rupiah(hasil.pool),
        hasil.pool,
        *said,
        rules["pembulatan_pool"],
        dari=dari,
    )


def _split_step(hasil: Hasil, rules: Rules, pool: Step) -> Step:
    rule = rules["pembagian"]
    split = rule.table
    parts = f"{rupiah(hasil.pool_lapangan)} dan {rupiah(hasil.pool_manajemen)}"
    exact = hasil.pool * split["lapangan"] % sum(split.values()) == 0
    return step(
        "Pembagian lapangan dan manajemen",
        f"{split['lapangan']} banding {split['manajemen']} dari {rupiah(hasil.pool)}, rupiah utuh",
        [("Lapangan", rupiah(hasil.pool_lapangan)), ("Manajemen", rupiah(hasil.pool_manajemen))],
        parts,
        f"{plain(hasil.pool_lapangan)} + {plain(hasil.pool_manajemen)}",
        rule,
        *(() if exact else (rules["seri_pembagian"],)),
        dari=(pool,),
    )


def _denominators(hasil: Hasil, rules: Rules) -> list[Step]:
    columns = (("lapangan", "frekuensi", hasil.poin_lapangan),
               ("manajemen", "orang hari", hasil.poin_manajemen))  # fmt: skip
    return [
        step(
            f"Jumlah poin {name}",
            f"jumlah bobot x {measure} semua petugas yang berhak",
            [
                ("Petugas dengan poin", angka(sum(point > 0 for point in points))),
                *bunyi(rules.naskah(name)),
            ],
            angka(sum(points)),
            sum(points),
            *rules.naskah(name, "ukuran_petugas"),
            rules["poin"],
        )
        for name, measure, points in columns
    ]


def _percent(value: Fraction) -> str:
    return f"{about(value * 100)}%"
