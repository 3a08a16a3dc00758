"""Forms of payment. Each field says in words what is wrong with it and keeps what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from upaya.core import clock, files
from upaya.core.fields import RupiahField, TanggalField
from upaya.core.lists import FilterForm
from upaya.core.reasons import says_something
from upaya.exchange import bank_csv
from upaya.pegawai.rekening import kunci_bank
from upaya.pembayaran.models import BarisPembayaran, Kiriman
from upaya.pembayaran.services.results import Hasil
from upaya.pembayaran.services.shipments import Perintah
from upaya.rules.pembayaran import BERHASIL, LABELS
from upaya.rules.rekening import AturanNama

_LONG = forms.Textarea(attrs={"rows": 3})
_BANK_RULE = re.compile(r"(.{1,60}?) *= *([0-9]{1,3})(?: +(\S{1,20}))?")
_SHORTEST, _LONGEST = 5, 120
_ALL = [("", "Semua")]
Files = MultiValueDict[str, UploadedFile]


class BarisFilter(FilterForm):
    """Name and status."""

    nama = forms.CharField(label="Nama", required=False, max_length=120)
    status = forms.ChoiceField(label="Status", required=False, choices=[*_ALL, *LABELS.items()])

    lookups = {"nama": "nama__icontains", "status": "status"}


class KirimForm(forms.Form):
    """Which lines to send, how, and on which day; the hidden key makes a second click harmless."""

    baris = forms.MultipleChoiceField(
        label="Petugas yang dibayar",
        error_messages={
            "required": "Pilih paling sedikit satu petugas.",
            "invalid_choice": "Ada baris yang sudah dikirim atau dibayar. Muat ulang halaman ini, "
            "lalu pilih lagi.",
        },
    )
    cara = forms.ChoiceField(label="Cara membayar", choices=Kiriman.Cara.choices)
    tanggal = TanggalField(
        label="Tanggal pengiriman",
        error_messages={"required": "Isi tanggalnya."},
    )
    kunci = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None = None, *, lines: Iterable[BarisPembayaran], funds: int
    ) -> None:
        """`funds` is what may be sent now, in gross rupiah; as many as it covers are ticked."""
        lines = list(lines)
        super().__init__(
            data,
            initial={
                "kunci": uuid4(),
                "tanggal": clock.today(),
                "baris": [str(line.pk) for line in _covered(lines, funds)],
            },
        )
        field = self.fields["baris"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
        field.choices = [(str(line.pk), line.nama) for line in lines]

    @property
    def chosen(self) -> set[str]:
        """Keys of the lines that are ticked on the page."""
        return {str(key) for key in self["baris"].value() or ()}

    @property
    def order(self) -> Perintah:
        """What a valid form asks for."""
        data = self.cleaned_data
        return Perintah(
            tuple(int(key) for key in data["baris"]), data["cara"], data["tanggal"], data["kunci"]
        )


def _covered(lines: Iterable[BarisPembayaran], funds: int) -> list[BarisPembayaran]:
    """In the order of the list whoever still fits; only a proposal, the treasurer chooses."""
    chosen = []
    for line in lines:
        if line.bruto <= funds:
            funds -= line.bruto
            chosen.append(line)
    return chosen


class HasilForm(forms.Form):
    """What became of an attempt, in the treasurer's words; nothing is preset."""

    status = forms.ChoiceField(
        label="Hasilnya",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih hasilnya."},
    )
    tanggal = TanggalField(
        label="Tanggal diterima atau ditolak",
        error_messages={"required": "Isi tanggalnya."},
    )
    bukti = forms.CharField(
        label="Nomor bukti",
        required=False,
        max_length=80,
        help_text="Wajib bila berhasil: nomor bukti dari bank, atau nomor kuitansi.",
    )
    alasan = forms.CharField(
        label="Alasan",
        required=False,
        max_length=400,
        widget=_LONG,
        help_text="Wajib bila gagal atau dikembalikan.",
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: Files | None = None,
        *,
        results: Sequence[str],
    ) -> None:
        super().__init__(data, files)
        field = self.fields["status"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(name, LABELS[name]) for name in results]

    def clean(self) -> dict[str, Any]:
        """A success has a proof, everything else a reason."""
        data = super().clean() or {}
        if data.get("status") == BERHASIL and not data.get("bukti", "").strip():
            self.add_error("bukti", "Tulis nomor buktinya.")
        elif data.get("status") not in (None, BERHASIL) and not says_something(
            data.get("alasan", ""), words=1, letters=3
        ):
            self.add_error("alasan", "Tulis dengan kata mengapa uangnya tidak sampai.")
        return data

    def result(self, rujukan: str) -> Hasil:
        """The result of a valid form for one reference."""
        data = self.cleaned_data
        return Hasil(rujukan, data["status"], data["tanggal"], data["bukti"], data["alasan"])


class HasilBarisForm(HasilForm):
    """The same for one line, with the proof as a file."""

    berkas = forms.FileField(
        label="Berkas bukti",
        required=False,
        error_messages={"empty": "Berkas ini kosong. Pilih berkas lain."},
    )

    def clean_berkas(self) -> UploadedFile | None:
        """Judged by its content, before anything is kept."""
        upload: UploadedFile | None = self.cleaned_data.get("berkas")
        if upload is not None:
            files.check(upload)
        return upload


class PajakForm(forms.Form):
    """Another tax than the rules say."""

    pajak = RupiahField(label="Pajak yang dipotong")
    alasan = forms.CharField(
        label="Alasan penyesuaian",
        required=False,
        max_length=400,
        widget=_LONG,
        help_text="Wajib bila berbeda dari pajak menurut aturan.",
    )
    versi = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class BerkasHasilForm(forms.Form):
    """The bank's answer."""

    berkas = forms.FileField(
        label="Berkas hasil dari bank",
        error_messages={
            "required": "Pilih berkasnya.",
            "empty": "Berkas ini kosong. Pilih berkas lain.",
        },
    )

    def clean_berkas(self) -> UploadedFile:
        """Small enough to be read at all; its content is judged by the reader."""
        upload: UploadedFile = self.cleaned_data["berkas"]
        if (upload.size or 0) > bank_csv.MAX_BYTES:
            raise forms.ValidationError("Berkas ini terlalu besar; paling besar 2 MB.")
        return upload


class FormatBankForm(forms.Form):
    """The agreement with a bank: one column a line, "Judul = isian"."""

    pemisah = forms.ChoiceField(
        label="Pemisah kolom",
        choices=[
            ("tab" if sign == "\t" else sign, words) for sign, words in bank_csv.SEPARATORS.items()
        ],
    )
    desimal = forms.ChoiceField(
        label="Tanda desimal dalam berkas hasil", choices=list(bank_csv.DECIMALS.items())
    )
    keluar = forms.CharField(
        label="Kolom berkas untuk bank",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Satu kolom sebaris, urut dari kiri: Judul = isian. Isian yang ada: "
        + ", ".join(map(bank_csv.spoken, bank_csv.FIELDS))
        + ".",
        error_messages={"required": "Tulis paling sedikit kolom rujukan, rekening, dan jumlah."},
    )
    masuk = forms.CharField(
        label="Kolom berkas hasil dari bank",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Satu kolom sebaris: Judul = isian. Isian yang ada: "
        + ", ".join(bank_csv.ANSWERS)
        + ". Yang tiga pertama wajib.",
        error_messages={"required": "Tulis paling sedikit kolom rujukan, status, dan tanggal."},
    )
    kata_berhasil = forms.CharField(
        label="Kata bank untuk berhasil", max_length=200, help_text="Dipisah koma."
    )
    kata_gagal = forms.CharField(
        label="Kata bank untuk gagal", max_length=200, help_text="Dipisah koma."
    )
    bank = forms.CharField(
        label="Nama rekening menurut bank",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Satu bank sebaris: Nama bank = nama paling panjang, lalu tanda yang diterima. "
        "Misalnya: Bank Contoh = 30 .'- Bank yang tidak disebut memakai aturan umum.",
    )

    alasan = forms.CharField(
        label="Alasan",
        required=False,
        max_length=400,
        help_text="Wajib bila ada yang berubah: orang lain memutuskannya.",
    )

    @staticmethod
    def initial_of(
        layout: bank_csv.Format, banks: Sequence[tuple[str, AturanNama]] = ()
    ) -> dict[str, str]:
        """A format as the form writes it."""
        return {
            "alasan": "",
            "desimal": layout.desimal,
            "bank": "\n".join(
                f"{bank} = {rule.panjang} {rule.tanda}".rstrip() for bank, rule in banks
            ),
            "pemisah": "tab" if layout.pemisah == "\t" else layout.pemisah,
            "keluar": "\n".join(
                f"{heading} = {bank_csv.spoken(name)}" for heading, name in layout.keluar
            ),
            "masuk": "\n".join(f"{heading} = {name}" for name, heading in layout.masuk.items()),
            "kata_berhasil": ", ".join(layout.kata_berhasil),
            "kata_gagal": ", ".join(layout.kata_gagal),
        }

    def clean_keluar(self) -> list[tuple[str, str]]:
        """Headings and fields, in order."""
        pairs = _pairs(self.cleaned_data["keluar"], bank_csv.FIELDS)
        _needs([name for _, name in pairs], ("rujukan", "rekening", "jumlah"))
        return pairs

    def clean_masuk(self) -> dict[str, str]:
        """Heading by field."""
        pairs = _pairs(self.cleaned_data["masuk"], bank_csv.ANSWERS)
        found = {name: heading for heading, name in pairs}
        if len(found) != len(pairs):
            raise forms.ValidationError("Sebuah isian disebut dua kali.")
        _needs(list(found), bank_csv.NEEDED)
        return found

    def clean_kata_berhasil(self) -> tuple[str, ...]:
        """The words, at least one."""
        return _words(self.cleaned_data["kata_berhasil"])

    def clean_kata_gagal(self) -> tuple[str, ...]:
        """The words, at least one."""
        return _words(self.cleaned_data["kata_gagal"])

    def clean_bank(self) -> list[tuple[str, AturanNama]]:
        """The rule of each bank, each bank once."""
        found: dict[str, tuple[str, AturanNama]] = {}
        for line in filter(str.strip, self.cleaned_data["bank"].splitlines()):
            match = _BANK_RULE.fullmatch(line.strip())
            if match is None or not _SHORTEST <= int(match[2]) <= _LONGEST:
                raise forms.ValidationError(
                    f"“{line.strip()[:40]}” tidak terbaca. Tulis: Nama bank = panjang tanda, "
                    f"dengan panjang {_SHORTEST} sampai {_LONGEST}."
                )
            if kunci_bank(match[1]) in found:
                raise forms.ValidationError(f"{match[1]} disebut dua kali.")
            signs = "".join(dict.fromkeys((match[3] or "").replace(" ", "")))
            found[kunci_bank(match[1])] = (match[1], AturanNama(int(match[2]), signs))
        return list(found.values())

    def clean(self) -> dict[str, Any]:
        """A word means one thing."""
        data = super().clean() or {}
        good, bad = (
            {word.casefold() for word in data.get(name, ())}
            for name in ("kata_berhasil", "kata_gagal")
        )
        if good & bad:
            self.add_error("kata_gagal", "Kata yang sama tidak dapat berarti berhasil dan gagal.")
        return data

    @property
    def layout(self) -> bank_csv.Format:
        """The format of a valid form."""
        data = self.cleaned_data
        return bank_csv.Format(
            "\t" if data["pemisah"] == "tab" else data["pemisah"],
            tuple(data["keluar"]),
            data["masuk"],
            data["kata_berhasil"],
            data["kata_gagal"],
            data["desimal"],
        )


def _pairs(text: str, known: Iterable[str]) -> list[tuple[str, str]]:
    pairs, known = [], {bank_csv.spoken(name): name for name in known}
    for number, line in enumerate(filter(str.strip, text.splitlines()), start=1):
        heading, sign, said = (part.strip() for part in line.rpartition("="))
        name = known.get(bank_csv.spoken(said.casefold()))
        if not sign or not heading or name is None:
            raise forms.ValidationError(
                f"Baris {number} tidak terbaca. Tulis: Judul = isian, dengan isian salah satu dari "
                f"{', '.join(known)}."
            )
        pairs.append((heading[:60], name))
    headings = [heading.casefold() for heading, _ in pairs]
    if len(set(headings)) != len(headings):
        raise forms.ValidationError("Sebuah judul dipakai dua kali.")
    return pairs


def _needs(present: Sequence[str], wanted: Iterable[str]) -> None:
    lacking = [bank_csv.spoken(name) for name in wanted if name not in present]
    if lacking:
        raise forms.ValidationError(f"Belum ada kolom untuk: {', '.join(lacking)}.")


def _words(text: str) -> tuple[str, ...]:
    words = tuple(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))
    if not words:
        raise forms.ValidationError("Tulis paling sedikit satu kata.")
    return words
