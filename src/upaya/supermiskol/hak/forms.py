"""Forms of families and of those who answer them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from upaya.alur.forms import LONG, TEXT_LIMIT
from upaya.core.digits import signs_in
from upaya.core.fields import TanggalField
from upaya.core.lists import FilterForm
from upaya.core.reasons import TOO_SHORT, says_something
from upaya.supermiskol.hak.models import Bidang, Jenis, PermintaanHak
from upaya.supermiskol.hak.salinan import BENTUK
from upaya.supermiskol.permohonan.forms import PemohonForm

_ALL = [("", "Semua")]


class KeluargaForm(forms.Form):
    """What opens the page of a family: the number of its request and the birth date."""

    tiket = forms.CharField(
        label="Nomor tiket",
        max_length=24,
        help_text="Diberikan petugas desa, misalnya SM-7KXQ-22MB.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": "Ketik nomor tiket."},
    )
    lahir = TanggalField(
        label="Tanggal lahir pemohon", error_messages={"required": "Isi tanggal lahir pemohon."}
    )

    def clean_tiket(self) -> str:
        """However it was typed: small letters, without lines, with blanks."""
        signs = signs_in(self.cleaned_data["tiket"])
        plain = signs.removeprefix("SM")
        return f"SM-{plain[:4]}-{plain[4:]}"


class _Keyed(forms.Form):
    kunci = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"kunci": uuid.uuid4()})


class SalinanForm(forms.Form):
    """In which form a copy is wanted, and how whoever hands it over knew the family."""

    bentuk = forms.ChoiceField(label="Bentuk", choices=list(BENTUK.items()))
    identitas = forms.CharField(
        label="Bagaimana keluarganya dikenali?",
        max_length=200,
        help_text="Misalnya KTP dan kartu keluarga asli ditunjukkan. Salinan memuat NIK.",
        error_messages={"required": "Tulis bagaimana keluarganya dikenali."},
    )


class KeberatanForm(_Keyed):
    """An objection."""

    uraian = forms.CharField(
        label="Mengapa Anda berkeberatan?",
        widget=LONG,
        max_length=TEXT_LIMIT,
        help_text="Tulis dengan kata-kata sendiri. Yang menjawab petugas lain, bukan yang memutus.",
        error_messages={"required": "Tulis mengapa Anda berkeberatan."},
    )

    def clean_uraian(self) -> str:
        """Words, not a sign."""
        said: str = self.cleaned_data["uraian"]
        if not says_something(said):
            raise ValidationError("Tulis dengan beberapa kata, agar petugas tahu yang dimaksud.")
        return said


class PembetulanForm(_Keyed):
    """What is wrong, and what is right."""

    bidang = forms.ChoiceField(
        label="Data yang keliru",
        choices=Bidang.choices,
        error_messages={"required": "Pilih data yang keliru."},
    )
    seharusnya = forms.CharField(
        label="Yang benar",
        max_length=200,
        required=False,
        help_text="Tanggal ditulis misalnya 17 Agustus 1980. Kosongkan bila memilih Hal lain.",
    )
    uraian = forms.CharField(
        label="Keterangan",
        widget=LONG,
        max_length=TEXT_LIMIT,
        required=False,
        help_text="Wajib bila memilih Hal lain.",
    )

    def clean(self) -> dict[str, Any]:
        """The right value is read as the village's own form reads it."""
        said: dict[str, Any] = super().clean() or {}
        bidang, typed = said.get("bidang"), said.get("seharusnya", "")
        if bidang == Bidang.LAIN:
            said["seharusnya"] = ""
            if not says_something(said.get("uraian", "")):
                self.add_error("uraian", "Tulis apa yang keliru dan bagaimana seharusnya.")
        elif bidang:
            self._read(said, bidang, typed)
        return said

    def _read(self, said: dict[str, Any], bidang: str, typed: str) -> None:
        if not typed.strip():
            self.add_error("seharusnya", "Tulis yang benar.")
            return
        data = QueryDict(mutable=True)
        data[bidang] = typed
        form = PemohonForm(data)
        form.is_valid()
        if bidang in form.errors:
            for sentence in form.errors[bidang]:
                self.add_error("seharusnya", sentence)
            return
        value = form.cleaned_data[bidang]
        said["seharusnya"] = value.isoformat() if isinstance(value, date) else value


class JawabanHakForm(forms.Form):
    """An answer to a family; of an objection that is upheld also a promise."""

    putusan = forms.ChoiceField(
        label="Putusan",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih putusannya."},
    )
    jawaban = forms.CharField(
        label="Jawaban",
        widget=LONG,
        max_length=TEXT_LIMIT,
        help_text="Dibaca keluarga, jadi tulis dengan bahasa sehari-hari.",
        error_messages={"required": "Tulis jawabannya."},
    )
    janji = forms.CharField(
        label="Yang dijanjikan",
        widget=LONG,
        max_length=TEXT_LIMIT,
        required=False,
        help_text="Wajib bila keberatan diterima, misalnya kunjungan ulang; menjadi tugas.",
    )
    janji_sampai = TanggalField(label="Ditepati sampai", required=False)

    def __init__(self, data: QueryDict | None = None, *, row: PermintaanHak) -> None:
        super().__init__(data)
        objection = row.jenis == Jenis.KEBERATAN
        yes = "Keberatan diterima" if objection else "Dibetulkan"
        no = "Keberatan tidak diterima" if objection else "Tidak dibetulkan"
        self.fields["putusan"].choices = [("diterima", yes), ("ditolak", no)]  # type: ignore[attr-defined] # a ChoiceField
        if not objection:
            del self.fields["janji"], self.fields["janji_sampai"]

    def clean_jawaban(self) -> str:
        """Words."""
        said: str = self.cleaned_data["jawaban"]
        if not says_something(said):
            raise ValidationError(TOO_SHORT)
        return said

    @property
    def values(self) -> Mapping[str, Any]:
        """For the service; what a correction does not have is empty."""
        said = self.cleaned_data
        return {"janji": said.get("janji", ""), "janji_sampai": said.get("janji_sampai")}


class PenuhiForm(forms.Form):
    """What was promised is done."""

    pemenuhan = forms.CharField(
        label="Yang sudah dilakukan",
        widget=LONG,
        max_length=TEXT_LIMIT,
        error_messages={"required": "Tulis apa yang sudah dilakukan."},
    )


class HakFilter(FilterForm):
    """Above the list."""

    jenis = forms.ChoiceField(label="Jenis", required=False, choices=[*_ALL, *Jenis.choices])
    status = forms.ChoiceField(
        label="Status", required=False, choices=[*_ALL, *PermintaanHak.Status.choices]
    )
    lookups: ClassVar[dict[str, str]] = {"jenis": "jenis", "status": "status"}
