"""Sheet Ringkasan of the result: from the month's data to the two parts, formula by formula.

Where rupiah are decided, formulas work on whole numbers only: rate and indices are made whole by
powers of ten, BOK is multiplied in two pieces, and what is left is divided (see result_limits).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from upaya.exchange.insentif.month_layout import CHOICES
from upaya.exchange.insentif.result_limits import LIMB, scale, spm_is_clear, why_not
from upaya.exchange.result_book import ResultBook, Value, Worksheet
from upaya.rules.calculation_steps import Rules
from upaya.rules.citation import citation
from upaya.rules.insentif.fingerprint import sidik
from upaya.rules.insentif.ketentuan import PAGU
from upaya.rules.insentif.month import INDEKS, Bulan, Hasil
from upaya.rules.money import exact_context
from upaya.rules.parameter import Value as Parameter

RINGKASAN = "Ringkasan"
_FIRST = 4
_EXACT = exact_context()
_A = "aturan.insentif_ukm."


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its name for formulas, its label, its value, the formula ("{name}" is a cell)."""

    name: str
    label: str
    value: Value | None
    formula: str = ""
    look: str = "number"
    note: str = ""


def write_summary(book: ResultBook, sheet: Worksheet, rows: list[Row]) -> None:
    """Write the lines that `summary_rows` gave, in their places."""
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, 1, 24)
    sheet.set_column(2, 2, 84)
    for number, row in enumerate(rows, start=_FIRST):
        if not row.name:
            sheet.write_string(number, 0, row.label, book.looks["head"])
            continue
        book.put(sheet, number, 0, row.label, "wrap")
        if row.formula:
            value = "" if row.value is None else row.value
            book.compute(sheet, (number, 1), row.formula, value, row.look)
        else:
            book.put(sheet, number, 1, row.value, row.look)
        sheet.write_string(number, 2, row.note, book.looks["hint"])


def write_notes(
    book: ResultBook, sheet: Worksheet, rows: list[Row], bulan: Bulan, hasil: Hasil
) -> None:
    """What a reader must know first, and the warnings below the numbers."""
    reason = why_not(bulan, hasil)
    live = "Rumus hidup: ubah sel kuning, maka semua lembar menghitung ulang."
    sheet.write_string(2, 0, reason or live, book.looks["warn" if reason else "hint"])
    below = _FIRST + len(rows) + 1
    for number, warning in enumerate(hasil.peringatan):
        sheet.write_string(below + number, 0, f"Peringatan: {warning.pesan}")
    sheet.write_string(below + len(hasil.peringatan), 0, f"Sidik: {sidik(bulan, hasil)}")


def place_rows(book: ResultBook, rows: list[Row]) -> None:
    """Tell the book where each line will stand, before any formula is written."""
    for number, row in enumerate(rows, start=_FIRST + 1):
        if row.name:
            book.name(row.name, RINGKASAN, f"$B${number}")


def summary_rows(bulan: Bulan, hasil: Hasil, *, live: bool) -> list[Row]:
    """All lines of the sheet in order; the multiplication on paper only where formulas use it."""
    return [
        *_data(bulan),
        *_rules(hasil),
        *_indices(bulan, hasil),
        *_pool(bulan, hasil),
        *(_whole(bulan, hasil) if live else ()),
        *_parts(hasil),
        *_checks(hasil),
    ]


def _data(bulan: Bulan) -> Iterator[Row]:
    yield Row("", "Data bulan", None)
    yield Row("puskesmas", "Nama Puskesmas", bulan.puskesmas, look="in_text")
    yield Row("kabupaten", "Kode kabupaten", bulan.kabupaten, look="in_text")
    yield Row("periode", "Bulan", bulan.periode.nama, look="in_text")
    yield Row("penduduk", "Jumlah penduduk", bulan.penduduk, look="in_number")
    word = CHOICES["karakteristik"][bulan.karakteristik]
    yield Row("karakteristik", "Karakteristik wilayah", word, look="in_text")
    yield Row("bok_diusulkan", "RPK BOK bulan ybs (Rp)", bulan.bok_diusulkan, look="in_number")
    yield Row("bok_diserap", "Penyerapan bulan ybs (Rp)", bulan.bok_diserap, look="in_number")
    share = "" if not bulan.bok_diusulkan else _ratio(bulan.bok_diserap, bulan.bok_diusulkan)
    yield Row(
        "penyerapan", "% penyerapan", share,
        'IF({bok_diusulkan}=0,"",{bok_diserap}/{bok_diusulkan})', "share",
    )  # fmt: skip
    yield Row(
        "sisa_pagu_insentif", "Sisa pagu insentif sebelum bulan ini (Rp)",
        bulan.sisa_pagu_insentif, look="in_number",
    )  # fmt: skip


def _ratio(part: int | Decimal, whole: int) -> Decimal:
    return Decimal(part) / Decimal(whole)


def _rules(hasil: Hasil) -> Iterator[Row]:
    """The four rules that a what-if may override: the rule's cell, or the other value."""
    rules = Rules(hasil)
    yield Row("", "Aturan yang dipakai (lembar Aturan)", None)
    names = (
        ("dasar", "dasar", "Bagian dasar"),
        ("formula_pool", "formula_pool", "Rumus"),
        ("metode_spm", "spm.metode", "Cara indeks SPM"),
        ("target_nol", "spm.target_nol", "Pelayanan dengan target nol"),
    )
    for name, key, label in names:
        rule, other = rules[key], getattr(hasil.penimpaan, name)
        look = "exact" if name == "dasar" else "cell"
        if other is None:
            value = rule.decimal if name == "dasar" else rule.text
            yield Row(name, label, value, f"{{{_A}{key}}}", look, citation(rule))
        else:
            note = "Pengandaian, bukan aturan yang berlaku."
            yield Row(
                name, label, other, look="in_exact" if name == "dasar" else "in_text", note=note
            )


def _indices(bulan: Bulan, hasil: Hasil) -> Iterator[Row]:
    rules = Rules(hasil)
    yield Row("", "Indeks", None)
    spm = hasil.indeks_hitung[0]
    clear = spm_is_clear(bulan, hasil)
    near = "Nilai tetap: rata-rata capaian terlalu dekat dengan batas untuk dihitung lembar kerja."
    yield Row(
        "spm_hitung", "Indeks kinerja SPM: hasil hitungan", "" if spm is None else spm,
        _SPM if clear else "", "index", "" if clear else near,
    )  # fmt: skip
    labels = (
        ("INDEKS KINERJA SPM (b)", "kinerja SPM", "spm_hitung", rules["indeks.kinerja_spm"]),
        ("INDEKS KESULITAN (c)", "kesulitan", "kesulitan_hitung",
         rules["indeks.kesulitan_wilayah"]),
        ("INDEKS BEBAN KERJA, jumlah penduduk (d)", "beban kerja", "beban_hitung",
         rules["indeks.beban_kerja"]),
    )  # fmt: skip
    yield Row(
        "kesulitan_hitung", "Indeks kesulitan: menurut karakteristik", hasil.indeks_hitung[1],
        f"VLOOKUP({{karakteristik}},{{{_A}indeks.kesulitan_wilayah.tabel}},2,FALSE)", "index",
    )  # fmt: skip
    bands = f"{{{_A}beban_kerja.batas_penduduk}}"
    yield Row(
        "beban_hitung", "Indeks beban kerja: menurut penduduk", hasil.indeks_hitung[2],
        f"INDEX({{{_A}indeks.beban_kerja}},1+SUMPRODUCT(--({{penduduk}}>={bands})))", "index",
    )  # fmt: skip
    for position, (label, words, computed, rule) in enumerate(labels):
        yield from _index(bulan, hasil, position, label, words, computed, rule)
    yield Row(
        "jumlah_indeks", "Jumlah indeks", hasil.jumlah_indeks,
        "+".join(f"{{indeks.{name}}}" for name in INDEKS), "index",
    )  # fmt: skip


_BOUNDS = f"{{{_A}spm.batas_tingkat}}"
_SPM = (
    'IF({capaian}="","",IF({metode_spm}="bertingkat",'
    f"INDEX({{{_A}indeks.kinerja_spm}},1+SUMPRODUCT(--(ROUND(N({{capaian}})-{_BOUNDS},12)>=0))),"
    f"INT(ROUND(N({{capaian}})*100*{{{_A}spm.kontinu_tertinggi}},10)+0.5)/100))"
)


def _index(
    bulan: Bulan, hasil: Hasil, position: int, label: str, words: str, computed: str,
    rule: Parameter,
) -> Iterator[Row]:  # fmt: skip
    name = INDEKS[position]
    yield Row(
        f"terbit.{name}", f"Indeks {words}: yang diterbitkan Dinas", bulan.indeks.get(name),
        look="in_index", note="Pasal 11A ayat (8) huruf a dan b; kosong: dipakai hasil hitungan.",
    )  # fmt: skip
    published = f"{{terbit.{name}}}"
    formula = f"IF(ISNUMBER({published}),{published},{{{computed}}})"
    yield Row(f"indeks.{name}", label, hasil.indeks[position], formula, "index", citation(rule))


def _pool(bulan: Bulan, hasil: Hasil) -> Iterator[Row]:
    rules = Rules(hasil)
    yield Row("", "Insentif puskesmas", None)
    yield Row(
        "insentif_dasar", "INSENTIF DASAR PUSKESMAS (a)", hasil.insentif_dasar,
        "{dasar}*{bok_diserap}", "exact", citation(rules["dasar"]),
    )  # fmt: skip
    yield Row(
        "insentif_disesuaikan", "ADJUSTED INSENTIF", hasil.insentif_disesuaikan,
        "{utuh}+{pecahan}/{pembagi}", "exact", citation(rules["formula_pool"]),
    )  # fmt: skip
    share: Value = ""
    if bulan.bok_diusulkan:
        share = _ratio(hasil.insentif_disesuaikan, bulan.bok_diusulkan)
    yield Row(
        "terhadap_alokasi", "% terhadap alokasi BOK bulan ybs", share,
        'IF({bok_diusulkan}=0,"",{insentif_disesuaikan}/{bok_diusulkan})', "share",
    )  # fmt: skip
    yield Row(
        "pool", "Insentif bulan ini (Rp)", hasil.pool, "MAX(0,MIN({utuh},{sisa_pagu_insentif}))",
        "strong", _ceiling_note(rules),
    )  # fmt: skip
    yield Row(
        "dipotong_pagu", "Dipotong karena sisa pagu (Rp)", hasil.dipotong_pagu, "{utuh}-{pool}",
    )  # fmt: skip


def _ceiling_note(rules: Rules) -> str:
    """The printed ceiling where there is one, and the rounding, which nobody prints."""
    printed = rules.starting_with(PAGU)
    limits = [*([printed] if printed else []), *rules.naskah("pagu_maksimal")]
    return "; ".join(citation(rule) for rule in [*limits, rules["pembulatan_pool"]])


def _whole(bulan: Bulan, hasil: Hasil) -> Iterator[Row]:
    """The multiplication in whole numbers, as one would do it on paper."""
    powers = scale(bulan, hasil)
    rules = Rules(hasil)
    rate = rules["dasar"].decimal if hasil.penimpaan.dasar is None else hasil.penimpaan.dasar
    formula = hasil.penimpaan.formula_pool or rules["formula_pool"].text
    start = 1 if formula == "1+jumlah" else 0
    one, other = f"1{'0' * powers.rate}", f"1{'0' * powers.indices}"
    scaled_rate = int(_EXACT.scaleb(rate, powers.rate))
    scaled_sum = int(_EXACT.scaleb(hasil.jumlah_indeks, powers.indices))
    factor = scaled_rate * (start * 10**powers.indices + scaled_sum)
    divisor = 10 ** (powers.rate + powers.indices)
    millions, rest = divmod(bulan.bok_diserap, LIMB)
    first, carried = divmod(millions * factor, divisor)
    second, left = divmod(carried * LIMB + rest * factor, divisor)
    yield Row("", "Perkalian dalam bilangan bulat, agar tepat sampai rupiah", None)
    yield Row(
        "pengali", "Bagian dasar x pengali indeks, tanpa koma", factor,
        f'ROUND({{dasar}}*{one},0)*ROUND((IF({{formula_pool}}="1+jumlah",1,0)+{{jumlah_indeks}})'
        f"*{other},0)",
    )  # fmt: skip
    yield Row("pembagi", "Pembagi pengembali koma", divisor, f"{one}*{other}")
    yield Row("jutaan", "BOK terserap, jutaan", millions, f"INT({{bok_diserap}}/{LIMB})")
    yield Row("bawah", "BOK terserap, sisanya", rest, f"{{bok_diserap}}-{{jutaan}}*{LIMB}")
    yield Row(
        "hasil_jutaan", "Jutaan x pengali : pembagi", first, "INT({jutaan}*{pengali}/{pembagi})"
    )
    yield Row(
        "dibawa", "Sisa pembagian itu", carried, "{jutaan}*{pengali}-{hasil_jutaan}*{pembagi}"
    )
    yield Row(
        "hasil_bawah", "(sisa x jutaan + sisanya x pengali) : pembagi", second,
        f"INT(({{dibawa}}*{LIMB}+{{bawah}}*{{pengali}})/{{pembagi}})",
    )  # fmt: skip
    yield Row(
        "pecahan", "Sisa terakhir, bagian dari satu rupiah", left,
        f"({{dibawa}}*{LIMB}+{{bawah}}*{{pengali}})-{{hasil_bawah}}*{{pembagi}}",
    )  # fmt: skip
    yield Row(
        "utuh", "Rupiah utuh", first * LIMB + second, f"{{hasil_jutaan}}*{LIMB}+{{hasil_bawah}}"
    )


def _parts(hasil: Hasil) -> Iterator[Row]:
    rules = Rules(hasil)
    split = rules["pembagian"].table
    total = sum(split.values())
    yield Row("", "Pembagian", None)
    table = f"{{{_A}pembagian}}"
    field = f"INDEX({table},1)"
    odd = f"rupiah ganjil ke lapangan ({citation(rules['seri_pembagian'])})"
    note = f"{citation(rules['pembagian'])}; {odd}"
    yield Row(
        "pool_lapangan", f"Bagian lapangan {split['lapangan']}/{total} (Rp)", hasil.pool_lapangan,
        f"INT((2*{{pool}}*{field}+SUM({table}))/(2*SUM({table})))", "strong", note,
    )  # fmt: skip
    yield Row(
        "pool_manajemen", f"Bagian manajemen {split['manajemen']}/{total} (Rp)",
        hasil.pool_manajemen, "{pool}-{pool_lapangan}", "strong", citation(rules["pembagian"]),
    )  # fmt: skip
    parts = (
        ("lapangan", hasil.pool_lapangan, hasil.poin_lapangan),
        ("manajemen", hasil.pool_manajemen, hasil.poin_manajemen),
    )
    for name, pool, points in parts:
        yield from _part(name, pool, points, rules)
    yield Row(
        "tidak_dibagi", "Tidak dibagi, tetap dalam pagu (Rp)", hasil.tidak_dibagi,
        "IF({jumlah_poin_lapangan}=0,{pool_lapangan},0)"
        "+IF({jumlah_poin_manajemen}=0,{pool_manajemen},0)",
        "strong", citation(rules["penyebut_nol"]),
    )  # fmt: skip


def _part(name: str, pool: int, points: list[int], rules: Rules) -> Iterator[Row]:
    """What the officers of one part have in common: points, rupiah left over, who gets them."""
    total = sum(points)
    remainders = sorted((pool * point % total for point in points), reverse=True) if total else []
    left = sum(remainders) // total if total else 0
    border = remainders[left - 1] if left else 0
    above = sum(remainder > border for remainder in remainders) if left else 0
    yield Row(
        f"jumlah_poin_{name}", f"Jumlah poin {name}", total, f"SUM({{poin_{name}}})",
        note=citation(rules["poin"]),
    )  # fmt: skip
    yield Row(
        f"lebih_{name}", f"Rupiah {name} yang tersisa setelah dibulatkan ke bawah", left,
        f"IF({{jumlah_poin_{name}}}=0,0,{{pool_{name}}}-SUM({{bulat_{name}}}))",
        note=citation(rules["seri_pembagian"]),
    )  # fmt: skip
    yield Row(
        f"batas_{name}", f"Sisa pembagian terkecil yang mendapat satu rupiah ({name})", border,
        f"IF({{lebih_{name}}}=0,0,LARGE({{sisa_{name}}},{{lebih_{name}}}))",
    )  # fmt: skip
    yield Row(
        f"di_atas_{name}", f"Petugas dengan sisa di atas itu ({name})", above,
        f'IF({{lebih_{name}}}=0,0,COUNTIF({{sisa_{name}}},">"&{{batas_{name}}}))',
    )  # fmt: skip


def _checks(hasil: Hasil) -> Iterator[Row]:
    yield Row("", "Pemeriksaan", None)
    yield Row("diterima", "Diterima semua petugas (Rp)", hasil.dibagikan, "SUM({bruto})", "strong")
    yield Row(
        "cocok", "Diterima + tidak dibagi = insentif bulan ini", "COCOK",
        'IF({diterima}+{tidak_dibagi}={pool},"COCOK",'
        '"SELISIH "&({diterima}+{tidak_dibagi}-{pool}))',
        "strong",
    )  # fmt: skip
    yield Row(
        "sama", "Dibandingkan dengan hitungan Upaya", "SAMA",
        'IF(SUMPRODUCT(ABS({bruto}-{bruto_upaya}))=0,"SAMA","BERBEDA: isian sudah diubah")',
        "strong", "Hitungan Upaya per petugas ada di kolom terakhir lembar Petugas.",
    )  # fmt: skip
