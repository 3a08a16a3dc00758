"""Why an officer gets this amount, in five sentences that need no spreadsheet.

Like :mod:`upaya.rules.insentif.explain_officer` it computes no money anew: each sentence shows
numbers of the stored month, result and tax, and names the article behind them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from upaya.rules.calculation_steps import Rules, Step, about, weakest
from upaya.rules.citation import citation
from upaya.rules.insentif.berhak import HARI_MANA_PUN
from upaya.rules.insentif.explain import pembagian
from upaya.rules.insentif.explain_officer import bacaan_pendidikan, skor_petugas
from upaya.rules.insentif.ketentuan import PAGU
from upaya.rules.insentif.month import Bulan, Hasil, HasilPetugas, Petugas
from upaya.rules.money import angka, exact_context, indeks, persen, rupiah
from upaya.rules.parameter import Origin, Value
from upaya.rules.period import tanggal
from upaya.rules.tax.pph21 import Pajak
from upaya.rules.tax.pph21_rates import JENIS

NAMA_JABATAN: Mapping[str, str] = MappingProxyType(
    {
        "kepala_puskesmas": "kepala puskesmas",
        "kepala_tu": "kepala tata usaha",
        "bendahara": "bendahara",
        "pj_ukm": "penanggung jawab UKM",
        "pj_ukp": "penanggung jawab UKP",
        "koordinator_pelayanan": "koordinator pelayanan",
        "tanpa_jabatan": "tanpa jabatan struktural",
    }
)
"""The classes of main posts in running text."""

DASAR_PENYESUAIAN = "Penyesuaian oleh bendahara, tidak diatur untuk insentif UKM"


@dataclass(frozen=True, slots=True)
class Kalimat:
    """One sentence for the officer, the articles behind it, and the weakest of their origins."""

    teks: str
    dasar_hukum: str
    asal: Origin


@dataclass(frozen=True, slots=True)
class Penyesuaian:
    """A tax that the treasurer set instead of the computed one, in whole rupiah, and why."""

    pajak: int
    alasan: str


def explain_slip(  # noqa: PLR0913 - each part of a slip by its name
    bulan: Bulan,
    hasil: Hasil,
    petugas_id: str,
    pajak: Pajak | None,
    puskesmas: str,
    *,
    tanpa_sk: bool = False,
    penyesuaian: Penyesuaian | None = None,
    lain: Sequence[tuple[str, int]] = (),
    potongan: Sequence[tuple[str, int]] = (),
) -> tuple[Kalimat, Kalimat, Kalimat, Kalimat, Kalimat]:
    """Return the five sentences: the pool, the bobot, field work, management work, the tax.

    ``pajak`` is None while no tax is known; with ``penyesuaian`` the treasurer's tax counts.
    ``tanpa_sk`` says that the officer had no valid SK, or was gone, on the month's last day, so
    that the month holds no work of theirs. ``lain`` is what is paid together with the month's
    incentive, in words and whole rupiah (a correction may be negative); the tax is on the sum.
    ``potongan`` are deductions other than tax, which the tax does not know.

    Raises KeyError when the month does not know the officer, and ValueError for a tax that does
    not belong to this amount.
    """
    row = hasil.petugas(petugas_id)
    officer = next(p for p in bulan.petugas if p.id == petugas_id)
    slip = _Slip(bulan, hasil, Rules(hasil), officer, row, tanpa_sk=tanpa_sk)
    return (
        _pool(slip, puskesmas),
        _bobot(slip),
        _share(slip, _field_part(slip)),
        _share(slip, _management_part(slip)),
        _tax(slip, pajak, penyesuaian, lain, potongan),
    )


@dataclass(frozen=True, slots=True)
class _Slip:
    """Everything the sentences about one officer draw on."""

    bulan: Bulan
    hasil: Hasil
    rules: Rules
    officer: Petugas
    row: HasilPetugas
    tanpa_sk: bool

    @property
    def split(self) -> Step:
        """The step that divides the month's pool."""
        return pembagian(self.bulan, self.hasil)

    @property
    def entitled(self) -> bool:
        return self.officer.status in self.rules["penerima"].items


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of the pool: its money and points, the officer's work in it, and words for both."""

    name: str
    work: str
    counted: str
    pool: int
    points: int
    own: int
    share: int
    percent: str


def _sentence(text: str, *rules: Value, dari: Sequence[Step] = ()) -> Kalimat:
    """Make a sentence that rests on these rules and on the steps that gave its amounts."""
    sources = dict.fromkeys(citation(rule) for rule in rules)
    origin = weakest([*(rule.origin for rule in rules), *(step.asal for step in dari)])
    return Kalimat(text, "; ".join(sources), origin)


# ------------------------------------------------------------------ the pool
def _pool(slip: _Slip, puskesmas: str) -> Kalimat:
    """Say how large the money of the puskesmas is and what made it so."""
    bulan, hasil, rules = slip.bulan, slip.hasil, slip.rules
    basis = [rules["dasar"], rules["penyerapan"], rules["formula_pool"], rules["indeks.berlaku"]]
    rate = rules["dasar"].decimal if hasil.penimpaan.dasar is None else hasil.penimpaan.dasar
    spm, hardship, workload = (indeks(value) for value in hasil.indeks)
    one, factor = "", hasil.jumlah_indeks
    if (hasil.penimpaan.formula_pool or rules["formula_pool"].text) == "1+jumlah":
        one, factor = "1 + ", exact_context().add(factor, 1)
    reason = (
        f"{persen(rate)} dari BOK terserap {rupiah(bulan.bok_diserap)} dikali {indeks(factor)} "
        f"({one}indeks kinerja SPM {spm} + kesulitan wilayah {hardship} + beban kerja {workload})"
    )
    whole = hasil.pool + hasil.dipotong_pagu
    if whole != hasil.insentif_disesuaikan:
        reason += ", dibulatkan ke bawah"
    if hasil.dipotong_pagu:
        basis.append(rules.starting_with(PAGU) or rules["pembulatan_pool"])
        reason += (
            f", menjadi {rupiah(whole)}, lalu dipotong {rupiah(hasil.dipotong_pagu)} karena sisa "
            f"pagu insentif tahun ini tinggal {rupiah(bulan.sisa_pagu_insentif)}"
        )
    text = f"Insentif {puskesmas} untuk {bulan.periode.nama} {rupiah(hasil.pool)}: {reason}."
    return _sentence(text, *basis, dari=(slip.split,))


# ------------------------------------------------------------------ bobot
def _bobot(slip: _Slip) -> Kalimat:
    """Say the officer's bobot and its three scores (Pasal 11A ayat (7) huruf f)."""
    rules, bobot = slip.rules, slip.row.bobot
    if not slip.entitled:
        entitled = rules["penerima"]
        status = _status(slip.officer.status)
        text = (
            f"Bobot Anda {bobot}, karena penerima insentif {slip.bulan.periode.nama} adalah "
            f"{' dan '.join(map(_status, entitled.items))}, sedangkan status Anda {status}"
        )
        return _sentence(f"{text}.", entitled)
    school, main, extra = skor_petugas(slip.officer, rules)
    posts = slip.officer.jabatan_utama
    scores = rules["skor.jabatan_utama"].table
    post = NAMA_JABATAN[max(posts, key=lambda name: scores[name])]
    highest = " (yang tertinggi)" if len(set(posts)) > 1 else ""
    count = slip.officer.jabatan_tambahan
    tasks = f"{angka(count)} jabatan tambahan" if count else "tanpa jabatan tambahan"
    text = (
        f"Bobot Anda {bobot}: {school[0]} untuk pendidikan {slip.officer.pendidikan}, {main[0]} "
        f"untuk {post}{highest}, dan {extra[0]} untuk {tasks}"
    )
    readings = bacaan_pendidikan(slip.officer, rules)
    basis = [rules["skor.rumus"], school[1], main[1], extra[1], *readings]
    if slip.tanpa_sk:
        basis += [rules["penerima"], rules["tanggal_sk"]]
        text += (
            f", tetapi bobot itu tidak dipakai karena {_when(slip)} Anda belum ber-SK Kepala Dinas "
            "atau tidak lagi bertugas"
        )
    return _sentence(f"{text}.", *basis)


def _when(slip: _Slip) -> str:
    """The day on which the decree had to hold, as the rule says it."""
    if slip.rules["tanggal_sk"].text == HARI_MANA_PUN:
        return f"pada hari mana pun dalam {slip.bulan.periode.nama}"
    return f"pada {tanggal(slip.bulan.periode.last_day)}"


def _status(name: str) -> str:
    return name.replace("_", "-")


# ------------------------------------------------------------------ work and its share
def _field_part(slip: _Slip) -> _Part:
    visits = slip.officer.frekuensi
    return _Part(
        name="lapangan",
        work="kegiatan lapangan",
        counted=f"{angka(visits)} kali" if visits else "",
        pool=slip.hasil.pool_lapangan,
        points=sum(slip.hasil.poin_lapangan),
        own=slip.row.poin_lapangan,
        share=slip.row.lapangan,
        percent=_percent(slip.rules, "lapangan"),
    )


def _management_part(slip: _Slip) -> _Part:
    days = slip.officer.orang_hari
    return _Part(
        name="manajemen",
        work="kegiatan manajemen",
        counted=f"{angka(days)} hari" if days else "",
        pool=slip.hasil.pool_manajemen,
        points=sum(slip.hasil.poin_manajemen),
        own=slip.row.poin_manajemen,
        share=slip.row.manajemen,
        percent=_percent(slip.rules, "manajemen"),
    )


def _percent(rules: Rules, name: str) -> str:
    split = rules["pembagian"].table
    return f"{about(Fraction(split[name] * 100, sum(split.values())))}%"


def _share(slip: _Slip, part: _Part) -> Kalimat:
    """Say what the officer did in one part of the pool and what it brings (ayat (5) and (7))."""
    rules = slip.rules
    money = f"uang {part.name} {rupiah(part.pool)} ({part.percent} dari insentif puskesmas)"
    nothing = f"bagian Anda {rupiah(part.share)} dari {money}"
    if not slip.entitled:
        work = f"{part.work} Anda ({part.counted})" if part.counted else f"{part.work} Anda"
        text = f"Karena status Anda tidak berhak, {work} tidak dihitung dan {nothing}."
        return _sentence(text, rules["penerima"])
    if slip.tanpa_sk:
        text = f"Tanpa SK yang berlaku, {part.work} Anda tidak dihitung dan {nothing}."
        return _sentence(text, rules["penerima"], rules["tanggal_sk"])
    if not part.points:
        text = (
            f"Tidak ada petugas yang berhak dengan {part.work} bulan ini, jadi {money} tidak "
            f"dibagi, tetap dalam pagu, dan bagian Anda {rupiah(part.share)}."
        )
        return _sentence(text, rules["penyebut_nol"], dari=(slip.split,))
    if not part.own:
        text = f"Tidak ada {part.work} Anda yang tercatat bulan ini, jadi {nothing}."
        return _sentence(text, rules["pembagian"], rules["poin"], dari=(slip.split,))
    rounded = "" if part.pool * part.own % part.points == 0 else ", dibulatkan ke rupiah utuh"
    text = (
        f"{part.work.capitalize()} Anda {part.counted} dikali bobot {slip.row.bobot} menjadi "
        f"{angka(part.own)} dari {angka(part.points)} poin semua petugas, jadi {nothing}{rounded}."
    )
    return _sentence(text, rules["pembagian"], rules["poin"], dari=(slip.split,))


# ------------------------------------------------------------------ tax
def _tax(
    slip: _Slip,
    pajak: Pajak | None,
    penyesuaian: Penyesuaian | None,
    lain: Sequence[tuple[str, int]],
    potongan: Sequence[tuple[str, int]],
) -> Kalimat:
    """Say what is withheld and what the officer receives."""
    bruto = slip.row.bruto + sum(amount for _, amount in lain)
    if pajak is not None and pajak.dasar != bruto:
        raise ValueError(f"pajak atas {pajak.dasar} bukan pajak atas {bruto}")
    if penyesuaian is not None and not 0 <= penyesuaian.pajak <= bruto:
        raise ValueError(f"pajak {penyesuaian.pajak} di luar 0 sampai {bruto}")
    division = slip.rules["pembagian"]
    gross = _gross(slip.row, bruto, lain)
    if not bruto:
        whole = gross if lain else f"insentif Anda {rupiah(0)},"
        text = f"{whole[:1].upper()}{whole[1:]} jadi tidak ada pajak dan tidak ada yang dibayarkan."
        return _sentence(text, division)
    if penyesuaian is None:
        if pajak is None:
            text = f"Pajak atas {gross} belum dihitung dan dipotong bendahara ketika dibayarkan."
            return _sentence(text, division)
        text = (
            f"Dari {gross} dipotong {_computed(pajak)}, {_received(bruto - pajak.pajak, potongan)}."
        )
        return Kalimat(text, pajak.dasar_hukum, pajak.asal)
    reason = " ".join(penyesuaian.alasan.split()).rstrip(".")
    basis, instead = DASAR_PENYESUAIAN, ""
    if pajak is not None:
        basis = f"{pajak.dasar_hukum}; {basis}"
        instead = f" sebagai pengganti {_computed(pajak)}"
    text = (
        f"Dari {gross} dipotong pajak {rupiah(penyesuaian.pajak)} yang ditetapkan bendahara"
        f"{instead} (alasan: {reason}), {_received(bruto - penyesuaian.pajak, potongan)}."
    )
    return Kalimat(text, basis, "asumsi")


def _gross(row: HasilPetugas, bruto: int, lain: Sequence[tuple[str, int]]) -> str:
    own = (
        f"insentif Anda {rupiah(row.bruto)} (lapangan {rupiah(row.lapangan)} + manajemen "
        f"{rupiah(row.manajemen)})"
    )
    if not lain:
        return own
    parts = ", ".join(f"{words} {rupiah(amount)}" for words, amount in lain)
    return f"{own} bersama {parts}, seluruhnya {rupiah(bruto)},"


def _computed(pajak: Pajak) -> str:
    alone = int(pajak.tarif * pajak.dasar) == pajak.pajak
    base = "" if alone else " atas semua pembayaran bulan itu"
    return f"{JENIS[pajak.jenis]} {persen(pajak.tarif)}{base} sebesar {rupiah(pajak.pajak)}"


def _received(net: int, potongan: Sequence[tuple[str, int]]) -> str:
    if not potongan:
        return f"jadi Anda menerima {rupiah(net)}"
    parts = ", ".join(f"{words} {rupiah(amount)}" for words, amount in potongan)
    left = net - sum(amount for _, amount in potongan)
    return f"lalu potongan selain pajak: {parts}; jadi Anda menerima {rupiah(left)}"
