"""The working of a month, built from the stored month and result alone.

No step computes money anew: each shows numbers of the result with what led to them, so the
explanation of a frozen calculation stays what it was when later rules change.
"""

from decimal import Decimal
from fractions import Fraction

from upaya.rules.insentif.ketentuan import KATEGORI, PAGU
from upaya.rules.insentif.month import INDEKS, Bulan, Hasil
from upaya.rules.insentif.spm import capaian, nama_pelayanan, rata_rata
from upaya.rules.money import angka, indeks, persen, plain, rupiah
from upaya.rules.parameter import Value
from upaya.rules.working import Rules, Step, Working, about, step

TINGKAT = ("sangat rendah", "rendah", "sedang", "tinggi", "sangat tinggi")


def explain_month(bulan: Bulan, hasil: Hasil) -> Working:
    """Return the steps from the reported month to the two parts that are shared out."""
    rules = Rules(hasil)
    steps = [
        *_spm_steps(bulan, hasil, rules),
        _hardship_step(bulan, hasil, rules),
        _workload_step(bulan, hasil, rules),
        _sum_step(hasil, rules),
        _base_step(bulan, hasil, rules),
        _adjusted_step(hasil, rules),
        _pool_step(bulan, hasil, rules),
        _split_step(hasil, rules),
        *_denominators(hasil, rules),
    ]
    if hasil.tidak_dibagi:
        steps.append(
            step(
                "Tidak dibagi",
                "bagian yang tidak mempunyai poin sama sekali tidak dibagi",
                [],
                rupiah(hasil.tidak_dibagi),
                hasil.tidak_dibagi,
                rules["penyebut_nol"],
            )
        )
    return Working(f"Insentif UKM {bulan.puskesmas}, {bulan.periode.nama}", tuple(steps))


def _spm_steps(bulan: Bulan, hasil: Hasil, rules: Rules) -> list[Step]:
    highest = Fraction(rules["spm.capaian_tertinggi"].decimal)
    rule = rules["spm.target_nol"]
    choice = hasil.penimpaan.target_nol or rule.text
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
    pair = rata_rata(
        bulan.pelayanan.values(),
        highest.as_integer_ratio(),
        "nol" if choice == "nol" else "keluarkan",
    )
    steps = []
    if pair is not None:
        mean = Fraction(*pair)
        formula = (
            f"rata-rata capaian pelayanan; capaian paling tinggi {_percent(highest)}; "
            f"target nol: {choice}"
        )
        steps.append(
            step("Capaian SPM", formula, inputs, _percent(mean), mean, rules["spm.indikator"])
        )
        steps.append(_level_step(mean, hasil, rules))
    steps.append(
        _published_step(bulan, hasil, rules, 0, "kinerja SPM", rules["indeks.kinerja_spm"])
    )
    return steps


def _level_step(mean: Fraction, hasil: Hasil, rules: Rules) -> Step:
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
    return step("Indeks kinerja SPM hasil hitungan", formula, inputs, indeks(index), index, rule)


def _hardship_step(bulan: Bulan, hasil: Hasil, rules: Rules) -> Step:
    table = rules["indeks.kesulitan_wilayah"]
    computed = [("Karakteristik wilayah", bulan.karakteristik.replace("_", " "))]
    printed = rules.starting_with(KATEGORI)
    if printed is not None:
        computed.append((f"Kategori menurut {printed.source}", printed.text))
    return _published_step(bulan, hasil, rules, 1, "kesulitan wilayah", table, computed)


def _workload_step(bulan: Bulan, hasil: Hasil, rules: Rules) -> Step:
    table = rules["indeks.beban_kerja"]
    bands = rules["beban_kerja.batas_penduduk"]
    level = sum(bulan.penduduk >= bound for bound in bands.items)
    computed = [
        ("Jumlah penduduk", angka(bulan.penduduk)),
        ("Batas bawah tingkat", ", ".join(angka(bound) for bound in bands.items)),
        ("Tingkat", f"{level + 1} ({TINGKAT[level]})"),
        ("Sumber batas", f"{bands.source} ({bands.origin})"),
    ]
    return _published_step(bulan, hasil, rules, 2, "beban kerja", table, computed)


def _published_step(
    bulan: Bulan,
    hasil: Hasil,
    rules: Rules,
    position: int,
    name: str,
    table: Value,
    inputs: list[tuple[str, str]] | None = None,
) -> Step:
    """Say which index counts: the published one, else the one read from the table."""
    own, counts = hasil.indeks_hitung[position], hasil.indeks[position]
    known = list(inputs or ())
    known.append(("Hasil hitungan", "tidak ada" if own is None else indeks(own)))
    if INDEKS[position] in bulan.indeks:
        known.append(("Diterbitkan Dinas Kesehatan", indeks(counts)))
        if bulan.alasan_indeks:
            known.append(("Alasan", bulan.alasan_indeks))
        formula, rule = "dipakai indeks yang diterbitkan", rules["indeks.berlaku"]
    else:
        formula, rule = "tidak ada penerbitan; dipakai hasil hitungan dari tabel", table
    return step(f"Indeks {name}", formula, known, indeks(counts), counts, rule)


def _sum_step(hasil: Hasil, rules: Rules) -> Step:
    names = ("Kinerja SPM", "Kesulitan wilayah", "Beban kerja")
    inputs = [(name, indeks(value)) for name, value in zip(names, hasil.indeks, strict=True)]
    formula = " + ".join(text for _, text in inputs)
    total = hasil.jumlah_indeks
    return step("Jumlah indeks", formula, inputs, indeks(total), total, rules["formula_pool"])


def _base_step(bulan: Bulan, hasil: Hasil, rules: Rules) -> Step:
    rule = rules["dasar"]
    rate = rule.decimal if hasil.penimpaan.dasar is None else hasil.penimpaan.dasar
    inputs = [("BOK terserap", rupiah(bulan.bok_diserap)), ("Bagian dasar", persen(rate))]
    if hasil.penimpaan.dasar is not None:
        inputs.append(("Menurut aturan", persen(rule.decimal)))
    return step(
        "Insentif dasar",
        f"{persen(rate)} x {rupiah(bulan.bok_diserap)}",
        inputs,
        rupiah(hasil.insentif_dasar),
        hasil.insentif_dasar,
        rule,
    )


def _adjusted_step(hasil: Hasil, rules: Rules) -> Step:
    rule = rules["formula_pool"]
    formula = hasil.penimpaan.formula_pool or rule.text
    total = indeks(hasil.jumlah_indeks)
    factor = f"(1 + {total})" if formula == "1+jumlah" else total
    inputs = [("Insentif dasar", rupiah(hasil.insentif_dasar)), ("Jumlah indeks", total)]
    return step(
        "Insentif disesuaikan",
        f"{rupiah(hasil.insentif_dasar)} x {factor}",
        [*inputs, ("Rumus", formula)],
        rupiah(hasil.insentif_disesuaikan),
        hasil.insentif_disesuaikan,
        rule,
    )


def _pool_step(bulan: Bulan, hasil: Hasil, rules: Rules) -> Step:
    adjusted, left = rupiah(hasil.insentif_disesuaikan), rupiah(bulan.sisa_pagu_insentif)
    inputs = [("Insentif disesuaikan", adjusted), ("Sisa pagu insentif", left)]
    printed = rules.starting_with(PAGU)
    if printed is not None:
        inputs.append((f"Pagu setahun menurut {printed.source}", rupiah(printed.integer)))
    if hasil.dipotong_pagu:
        inputs.append(("Dipotong karena pagu", rupiah(hasil.dipotong_pagu)))
    return step(
        "Insentif bulan ini",
        f"yang lebih kecil dari {adjusted} dan {left}, dibulatkan ke bawah sampai rupiah utuh",
        inputs,
        rupiah(hasil.pool),
        hasil.pool,
        rules["pembulatan_pool"],
    )


def _split_step(hasil: Hasil, rules: Rules) -> Step:
    rule = rules["pembagian"]
    split = rule.table
    parts = f"{rupiah(hasil.pool_lapangan)} dan {rupiah(hasil.pool_manajemen)}"
    return step(
        "Pembagian lapangan dan manajemen",
        f"{split['lapangan']} banding {split['manajemen']} dari {rupiah(hasil.pool)}, rupiah utuh",
        [("Lapangan", rupiah(hasil.pool_lapangan)), ("Manajemen", rupiah(hasil.pool_manajemen))],
        parts,
        f"{plain(hasil.pool_lapangan)} + {plain(hasil.pool_manajemen)}",
        rule,
    )


def _denominators(hasil: Hasil, rules: Rules) -> list[Step]:
    columns = (("lapangan", "frekuensi", hasil.poin_lapangan),
               ("manajemen", "orang hari", hasil.poin_manajemen))  # fmt: skip
    return [
        step(
            f"Jumlah poin {name}",
            f"jumlah bobot x {measure} semua petugas yang berhak",
            [("Petugas dengan poin", angka(sum(point > 0 for point in points)))],
            angka(sum(points)),
            sum(points),
            rules["poin"],
        )
        for name, measure, points in columns
    ]


def _percent(value: Fraction) -> str:
    return f"{about(value * 100)}%"
