"""The working of a claim in lines: each line, each reason, what they make together."""

from collections.abc import Iterator

from upaya.exchange.insentif.explain import ASAL
from upaya.exchange.jamkesda.klaim_json import sidik
from upaya.rules.jamkesda.alasan import ALASAN
from upaya.rules.jamkesda.compute import PUTUSAN, Hasil, HasilBaris, Temuan, tanpa_uang
from upaya.rules.jamkesda.klaim import BarisKlaim, Permintaan
from upaya.rules.money import angka, rupiah
from upaya.rules.period import tanggal


def lines(asked: Permintaan, hasil: Hasil) -> Iterator[str]:
    """What was found, what each reason took of each line, and what that makes of the claim."""
    klaim = asked.klaim
    kind = klaim.jenis.replace("_", " ")
    title = f"Klaim {klaim.id}, {kind} {tanggal(klaim.masuk)} sampai {tanggal(klaim.keluar)}"
    yield title
    yield "=" * len(title)
    yield from (_whole(one, hasil) for one in hasil.temuan if one.no is None)
    idle = tanpa_uang(hasil)
    for line, row in zip(klaim.baris, hasil.baris, strict=True):
        yield ""
        yield from _line(line, row, [one for one in idle if one.no == line.no])
    yield ""
    asks, taken = rupiah(hasil.diminta), rupiah(hasil.diminta - hasil.disetujui)
    yield f"Diminta {asks}, dipotong {taken}, disetujui {rupiah(hasil.disetujui)}."
    yield f"Putusan: {PUTUSAN[hasil.putusan]}."
    yield "Putusan ini saran; yang memutuskan petugas yang disebut namanya."
    for value in hasil.aturan:
        yield f"Dasar {value.title}: {value.source} ({ASAL[value.origin]})"
    yield f"Sidik: {sidik(asked, hasil.aturan)}"


def _line(line: BarisKlaim, row: HasilBaris, idle: list[Temuan]) -> Iterator[str]:
    asked = f"{angka(line.jumlah)} kali {rupiah(line.harga)}"
    yield f"Baris {line.no}. {line.kode}, {tanggal(line.tanggal)}: {asked} = {rupiah(row.diminta)}"
    for cut in row.potongan:
        yield f"   - {cut.kode} {ALASAN[cut.kode].nama}: {rupiah(cut.jumlah)}. {cut.kalimat}"
    for one in idle:
        yield f"   - {one.kode} {ALASAN[one.kode].nama}: tidak ada yang tersisa. {one.kalimat}"
    yield f"   Disetujui: {rupiah(row.disetujui)}"


def _whole(one: Temuan, hasil: Hasil) -> str:
    amount = sum(cut.jumlah for row in hasil.baris for cut in row.potongan if cut.kode == one.kode)
    took = f"memotong {rupiah(amount)}" if amount else "tidak memotong"
    return f"* {one.kode} {ALASAN[one.kode].nama} ({took}): {one.kalimat}"
