"""What an SPJ of BOK must hold: Pasal 24 huruf a to i, document by document, each with a sentence.

A document is there as a file or as a paper that was issued, or it does not apply and somebody said
why. Who was paid, on which days, and with what result can never be left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from upaya.rules.citation import citation
from upaya.rules.money import rupiah
from upaya.rules.parameter import RuleBook, Value
from upaya.rules.period import Period, tanggal
from upaya.rules.reasons import says_something

_PRINTED = frozenset("abcd")
"""Letters whose documents are numbered in the text; in the others the number is ours."""


@dataclass(frozen=True, slots=True)
class Dokumen:
    """A line of the checklist. `kode` is letter and number, "a.4".

    `pokok`: it cannot be declared not to apply. `bila_pajak`: asked only of what is taxed.
    `laporan`: it tells the result. `pembelian`: a receipt of a purchase, which may need materai.
    `ditandatangani`: others sign it by hand, so that what was printed here is not yet the document.
    """

    kode: str
    nama: str
    dasar_hukum: str
    pokok: bool = False
    bila_pajak: bool = False
    laporan: bool = False
    pembelian: bool = False
    ditandatangani: bool = False


@dataclass(frozen=True, slots=True)
class KetentuanSpj:
    """The checklist of one kind as in force on a day, and the limits of materai in rupiah.

    `asal` says in a sentence from which rule the list comes, and for which days.
    """

    jenis: str
    nama: str
    dokumen: tuple[Dokumen, ...]
    asal: str
    materai_di_atas: Value
    materai: Value


@dataclass(frozen=True, slots=True)
class Bukti:
    """What stands for a document: files, an issued paper, or the reason why it does not apply.

    `jumlah` is the largest single receipt among its files in rupiah, `bermeterai` whether it has
    its materai.
    """

    berkas: int = 0
    terbit: bool = False
    alasan: str = ""
    jumlah: int = 0
    bermeterai: bool = False

    def ada(self, dokumen: Dokumen) -> bool:
        """Whether the document itself is there."""
        return self.berkas > 0 or (self.terbit and not dokumen.ditandatangani)


@dataclass(frozen=True, slots=True)
class Spj:
    """One SPJ: who was paid, on which days, whether it is taxed, what stands for each document."""

    penerima: tuple[str, ...] = ()
    hari: tuple[date, ...] = ()
    kena_pajak: bool = False
    bukti: Mapping[str, Bukti] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kurang:
    """Why an SPJ is not complete; `dokumen` is the line that mends it, "" where none does."""

    kalimat: str
    dasar_hukum: str
    dokumen: str = ""


def jenis_spj(book: RuleBook, day: date, district: str) -> Mapping[str, str]:
    """The kinds of Pasal 24 by letter, in the order of the text."""
    found = book.read("bok.spj.jenis", day, district)
    return {letter: str(name) for letter, name in found.table.items()}


def ketentuan_spj(book: RuleBook, jenis: str, day: date, district: str) -> KetentuanSpj:
    """The checklist of a kind on a day. KeyError for a letter that Pasal 24 does not have."""
    marks = {
        name: frozenset(map(str, book.read(f"bok.spj.{name}", day, district).items))
        for name in ("pokok", "bila_pajak", "laporan", "pembelian", "ditandatangani")
    }
    listed = book.read("bok.spj.dokumen", day, district)
    documents = tuple(
        Dokumen(
            kode,
            _capital(str(nama)),
            _basis(listed, kode),
            **{name: kode in codes for name, codes in marks.items()},
        )
        for kode, nama in listed.table.items()
        if kode.partition(".")[0] == jenis
    )
    return KetentuanSpj(
        jenis,
        jenis_spj(book, day, district)[jenis],
        documents,
        _asal(listed, jenis),
        book.read("bok.spj.materai.di_atas", day, district),
        book.read("bok.spj.materai.nilai", day, district),
    )


def belum_ada_daftar(book: RuleBook, day: date, district: str) -> str:
    """Why there is no checklist on a day, and for which days there is one."""
    known = sorted(
        (one for one in book.values() if one.key == "bok.spj.dokumen"
         and one.district in {None, district}),
        key=lambda one: one.in_force,
    )  # fmt: skip
    listed = "; ".join(f"{one.instrument} {_days(one)}" for one in known) or "belum satu pun"
    return (
        f"Daftar bukti SPJ untuk {Period.of(day).nama} belum ada. Yang ada: {listed}. SPJ bulan "
        "lain dapat disusun setelah aturannya dimasukkan."
    )


def _days(one: Value) -> str:
    """Its days: "1 Agustus 2022 sampai 31 Desember 2022"."""
    until = f"sampai {tanggal(one.until)}" if one.until else "dan sesudahnya"
    return f"{tanggal(one.in_force)} {until}"


def _asal(listed: Value, jenis: str) -> str:
    """From which rule a checklist comes, in a sentence."""
    where = citation(listed).replace("huruf a sampai huruf i", f"huruf {jenis}")
    if listed.origin == "teks":
        return f"Daftar menurut {where}, kegiatan {_days(listed)}."
    return f"Daftar asumsi untuk kegiatan {_days(listed)}: {listed.article}."


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _basis(listed: Value, kode: str) -> str:
    """The article of a document with its letter, and its number where one is printed."""
    letter, _, number = kode.partition(".")
    where = f"Pasal 24 huruf {letter}"
    if letter in _PRINTED and number != "0":
        where += f" angka {number}"
    return citation(listed).replace("Pasal 24 huruf a sampai huruf i", where)


def kurang(rules: KetentuanSpj, spj: Spj) -> list[Kurang]:
    """What an SPJ lacks, in the order of its checklist; [] when it is complete."""
    return [*_facts(rules, spj), *_documents(rules, spj), *_report(rules, spj)]


def _facts(rules: KetentuanSpj, spj: Spj) -> Iterator[Kurang]:
    """Names and dates: without them nothing proves who was paid for what."""
    where = rules.dokumen[0].dasar_hukum.partition(" angka ")[0]
    if not any(name.strip() for name in spj.penerima):
        yield Kurang("Belum ada nama yang menerima uang.", where)
    if not spj.hari:
        yield Kurang("Belum ada tanggal kegiatannya.", where)


def _documents(rules: KetentuanSpj, spj: Spj) -> Iterator[Kurang]:
    for one in rules.dokumen:
        proof = spj.bukti.get(one.kode, Bukti())
        said = _of_document(one, proof, kena_pajak=spj.kena_pajak)
        if said:
            yield Kurang(said, one.dasar_hukum, one.kode)
        elif one.pembelian and proof.ada(one) and not proof.bermeterai:
            yield from _stamp(rules, one, proof)


def _of_document(one: Dokumen, proof: Bukti, *, kena_pajak: bool) -> str:
    """Why this line is not answered, "" when it is."""
    if proof.ada(one):
        return ""
    if proof.terbit:
        return f"{one.nama} sudah dibuat; minta tanda tangannya, lalu unggah pindaiannya."
    if one.bila_pajak:
        return f"{one.nama}: belanja ini dikenakan pajak; unggah buktinya." if kena_pajak else ""
    if one.pokok:
        refused = "tidak dapat dinyatakan tidak ada" if proof.alasan else "belum ada"
        return f"{one.nama} {refused}."
    return _of_reason(one, proof.alasan)


def _of_reason(one: Dokumen, alasan: str) -> str:
    if not alasan:
        return f"{one.nama} belum ada; lengkapi, atau tulis alasan mengapa tidak ada."
    if not says_something(alasan):
        return f"{one.nama}: tulis alasannya dengan kata-kata, bukan tanda atau satu huruf."
    return ""


def _stamp(rules: KetentuanSpj, one: Dokumen, proof: Bukti) -> Iterator[Kurang]:
    """Above the limit, not at it."""
    if proof.jumlah > rules.materai_di_atas.integer:
        yield Kurang(
            f"{one.nama} {rupiah(proof.jumlah)} di atas "
            f"{rupiah(rules.materai_di_atas.integer)}: perlu meterai "
            f"{rupiah(rules.materai.integer)}.",
            citation(rules.materai_di_atas),
            one.kode,
        )


def _report(rules: KetentuanSpj, spj: Spj) -> Iterator[Kurang]:
    """Of the documents that tell the result one is there, whatever reasons were given."""
    reports = [one for one in rules.dokumen if one.laporan]
    answered = [(one, spj.bukti.get(one.kode, Bukti())) for one in reports]
    # A line without proof or reason was named above already.
    if reports and all(not b.ada(one) and says_something(b.alasan) for one, b in answered):
        names = " atau ".join(one.nama for one in reports)
        yield Kurang(f"{names} harus ada.", reports[0].dasar_hukum, reports[0].kode)
