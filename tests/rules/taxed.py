"""A tax on one amount, as the tests ask for it."""

from upaya.rules.loader import national_book
from upaya.rules.period import Period
from upaya.rules.tax.pph21 import Pajak, hitung_pajak
from upaya.rules.tax.pph21_rates import WajibPajak

BOOK = national_book()


DESEMBER, JANUARI = Period(2023, 12), Period(2024, 1)


PTKP = ("TK/0", "TK/1", "TK/2", "TK/3", "K/0", "K/1", "K/2", "K/3")


# PP 58/2023, Lampiran: upper bounds in thousands of rupiah, and the rate of each layer in percent.
BATAS = {
    "a": """5400 5650 5950 6300 6750 7500 8550 9650 10050 10350 10700 11050 11600 12500 13750
        15100 16950 19750 24150 26450 28000 30050 32400 35400 39100 43850 47800 51400 56300 62200
        68600 77500 89000 103000 125000 157000 206000 337000 454000 550000 695000 910000 1400000""",
    "b": """6200 6500 6850 7300 9200 10750 11250 11600 12600 13600 14950 16400 18450 21850 26000
        27700 29350 31450 33950 37100 41100 45800 49500 53800 58500 64000 71000 80000 93000 109000
        129000 163000 211000 374000 459000 555000 704000 957000 1405000""",
    "c": """6600 6950 7350 7800 8850 9800 10950 11200 12050 12950 14150 15550 17050 19500 22700
        26600 28100 30100 32600 35400 38900 43000 47400 51200 55800 60400 66700 74500 83200 95600
        110000 134000 169000 221000 390000 463000 561000 709000 965000 1419000""",
}


def wajib(
    status: str = "PNS", golongan: str = "", ptkp: str = "", *, npwp: bool = True
) -> WajibPajak:
    return WajibPajak(status, golongan, ptkp, npwp)


def tax(bruto: int, who: WajibPajak, period: Period = JANUARI) -> Pajak:
    return hitung_pajak(bruto, who, period, BOOK, "35.12")


def steps(result: Pajak) -> dict[str, str]:
    return {step.nama: step.rumus for step in result.working.langkah}
