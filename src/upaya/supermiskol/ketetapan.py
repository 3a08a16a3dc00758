"""What a district decrees for poverty letters: its own days off, the form of a letter's number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms

from upaya.core import clock
from upaya.core.documents.register import form_fault
from upaya.core.once import once
from upaya.regulasi.forms import DecreeForm
from upaya.regulasi.ketetapan import JenisKetetapan, Nilai
from upaya.regulasi.models import BarisAturan
from upaya.regulasi.queries import as_value, rulebook_once
from upaya.rules.parameter import RuleBook
from upaya.rules.period import tanggal
from upaya.rules.supermiskol.libur import HARI_LIBUR, LiburError, baca, libur_kabupaten, tulis
from upaya.rules.workdays import Holidays

LETTERS = 6_000


class HariLiburForm(DecreeForm):
    """Days off in this district alone; the days of the decree say which of them it may name."""

    hari = forms.CharField(
        label="Hari libur daerah",
        max_length=LETTERS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Satu baris satu hari: tanggal, titik dua, nama. Misalnya 18 Desember 2022: Hari "
        "Jadi Banyuwangi. Libur nasional tidak perlu ditulis.",
    )
    field_order = ("hari",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(*args, **kwargs)
        self.fields["sampai"].help_text = (
            "Hari terakhir yang diatur daftar ini, misalnya 31 Desember. Ketetapan yang lebih baru "
            "mengganti seluruh daftar pada masanya."
        )

    def clean_hari(self) -> str:
        """The list as it is kept; what cannot be read is said here."""
        try:
            return tulis(baca(self.cleaned_data["hari"]))
        except LiburError as fault:
            raise forms.ValidationError(str(fault)) from fault

    def clean(self) -> dict[str, Any]:
        """A day outside the days of the decree would never count."""
        data = super().clean()
        listed, start, end = data.get("hari"), data.get("mulai"), data.get("sampai")
        if listed and start:
            outside = [day for day in baca(listed) if day < start or (end and day > end)]
            if outside:
                self.add_error("hari", f"{tanggal(outside[0])} di luar masa berlaku ketetapan ini.")
        return data

    def nilai(self) -> Nilai:
        """The list."""
        return str(self.cleaned_data["hari"])


def _fault(nilai: Nilai) -> str:
    try:
        baca(nilai if isinstance(nilai, str) else "")
    except LiburError as fault:
        return str(fault)
    return ""


LIBUR_DAERAH = JenisKetetapan(
    HARI_LIBUR,
    "Hari libur daerah untuk waktu surat miskin",
    "hari-libur-surat-miskin",
    "tanggal",
    "Hari libur daerah untuk waktu pelayanan surat miskin",
    HariLiburForm,
    _fault,
    str,
)


@dataclass(frozen=True, slots=True)
class Kalender:
    """The decrees on days off of a district, for whoever asks what was decreed at a moment."""

    kabupaten: str
    rows: tuple[BarisAturan, ...]

    def pada(self, saat: datetime | None = None) -> Holidays:
        """The nation's days off and its own, as far as they were approved by then; None: by now.

        A decree that is approved late changes no minute of a step that was finished before.
        """
        known = [
            as_value(row)
            for row in self.rows
            if saat is None or (row.diputus_pada is not None and row.diputus_pada <= saat)
        ]
        own = libur_kabupaten(RuleBook((), (), known), self.kabupaten)
        return clock.holidays().merged(own) if own.names else clock.holidays()


def kalender(kabupaten: str) -> Kalender:
    """The calendar of a district with its history; one query."""
    return once((HARI_LIBUR, kabupaten, "riwayat"), lambda: _kalender(kabupaten))


def _kalender(kabupaten: str) -> Kalender:
    rows = BarisAturan.objects.filter(
        kabupaten_id=kabupaten, kunci=HARI_LIBUR, status=BarisAturan.Status.DISETUJUI
    ).order_by("pk")
    return Kalender(kabupaten, tuple(rows))


def libur(kabupaten: str) -> Holidays:
    """Days on which offices of a district are closed: the nation's and its own; one query."""
    return once((HARI_LIBUR, kabupaten), lambda: kalender(kabupaten).pada())


# ------------------------------------------------------------------ the form of a number
NOMOR = "supermiskol.nomor_surat"


class NomorForm(DecreeForm):
    """How the number of a letter is written; a form that could name two alike is refused here."""

    pola = forms.CharField(
        label="Bentuk nomor",
        max_length=120,
        help_text="Misalnya {urut}/{kode}/DINSOS/{bulan}/{tahun}. {urut} dan {tahun} wajib; "
        "{kode}, {unit}, dan {bulan} boleh.",
    )
    field_order = ("pola",)

    def clean_pola(self) -> str:
        """What cannot be drawn is said here, not when somebody waits for a letter."""
        pola = " ".join(str(self.cleaned_data["pola"]).split())
        if fault := form_fault(pola):
            raise forms.ValidationError(fault)
        return pola

    def nilai(self) -> Nilai:
        """The form."""
        return str(self.cleaned_data["pola"])


NOMOR_SURAT = JenisKetetapan(
    NOMOR,
    "Bentuk nomor surat miskin",
    "nomor-surat-miskin",
    "pola",
    "Bentuk nomor surat miskin",
    NomorForm,
    lambda nilai: form_fault(nilai) if isinstance(nilai, str) else "Bentuk nomor berupa tulisan.",
    str,
)


def pola_nomor(kabupaten: str) -> str:
    """The form of a number drawn today: the district's own, else the assumed one."""
    return buku(kabupaten).read(NOMOR, clock.today(), kabupaten).text


def buku(kabupaten: str) -> RuleBook:
    """The rules as a district has them; one small query in a request."""
    return rulebook_once(kabupaten)
