"""Forms of discussions: a guest's comment, a moderator's word."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import slugify

from upaya.core import clock, files
from upaya.core.sniff import Content
from upaya.core.tantangan import TantanganForm
from upaya.komunitas.diskusi import tantangan
from upaya.komunitas.diskusi.models import LONGEST
from upaya.rules.loader import national_book

_LONG = f"Paling panjang {LONGEST} huruf; bagi menjadi beberapa tanggapan."


class TamuForm(TantanganForm):
    """What a stranger sends. The challenge is hidden; its number comes from the page's script."""

    asked = staticmethod(tantangan.today)


class TanggapanForm(TamuForm):
    """What a guest writes."""

    isi = forms.CharField(
        label="Tanggapan",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Baris kosong memulai paragraf; > di awal baris mengutip; - membuat daftar.",
        error_messages={"required": "Tulis tanggapan Anda.", "max_length": _LONG},
    )
    nama = forms.CharField(
        label="Nama tampil",
        max_length=80,
        error_messages={"required": "Tulis nama yang akan tampil di atas tanggapan Anda."},
    )
    lembaga = forms.CharField(label="Lembaga", max_length=120, required=False)
    lampiran = forms.FileField(label="Lampiran", required=False)
    induk = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_lampiran(self) -> Content | None:
        """What is in the file, when it is of a kind and size that is taken."""
        found: UploadedFile | None = self.cleaned_data.get("lampiran")
        if not found:
            return None
        most = national_book().read("komunitas.lampiran_kb", clock.today()).integer
        if (found.size or 0) > most * 1024:
            raise ValidationError(f"Paling besar {most} kB. Taruh yang lebih besar di tautan.")
        return files.check(found)


class BetulkanForm(forms.Form):
    """The words of a comment, put right by who wrote it."""

    isi = forms.CharField(
        label="Tanggapan",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Tulis tanggapan Anda.", "max_length": _LONG},
    )


class LaporForm(TamuForm):
    """A reader's word to the moderators."""

    alasan = forms.CharField(
        label="Apa yang tidak pantas",
        max_length=300,
        error_messages={"required": "Tulis singkat apa yang perlu dilihat moderator."},
    )


class JagaForm(forms.Form):
    """A moderator's reason to take down or to ban."""

    alasan = forms.CharField(
        label="Alasan",
        max_length=300,
        required=False,
        help_text="Wajib untuk menurunkan dan memblokir; dibaca penulisnya.",
    )


class TolakForm(forms.Form):
    """Why a comment does not appear."""

    alasan = forms.CharField(
        label="Alasan menolak",
        max_length=300,
        help_text="Dibaca penulisnya pada halaman topik.",
        error_messages={"required": "Tulis alasannya; penulisnya akan membacanya."},
    )


class PeriodeForm(forms.Form):
    """A new period."""

    nama = forms.CharField(
        label="Nama periode",
        max_length=60,
        help_text="Menjadi alamatnya, misalnya “Diskusi 2022 Tahap I”.",
        error_messages={"required": "Beri nama; alamatnya diambil dari situ."},
    )
    tema = forms.CharField(
        label="Tema", max_length=200, error_messages={"required": "Tulis yang dibahas."}
    )
    masa = forms.CharField(
        label="Waktu",
        max_length=80,
        help_text="Misalnya “24 Oktober sampai 13 November 2022”.",
        error_messages={"required": "Tulis dari kapan sampai kapan."},
    )
    moderator = forms.CharField(
        label="Moderator",
        max_length=120,
        error_messages={"required": "Tulis nama moderator seperti akan tampil."},
    )
    pengantar = forms.CharField(
        label="Pengantar moderator",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Tulis pengantarnya."},
    )

    def clean_nama(self) -> str:
        """A name that gives an address."""
        found: str = self.cleaned_data["nama"]
        if not slugify(found):
            raise ValidationError("Nama ini tidak memuat huruf atau angka untuk alamatnya.")
        return found


class NamaForm(forms.Form):
    """Another name of a period."""

    nama = forms.CharField(
        label="Nama periode",
        max_length=60,
        help_text="Alamatnya ikut berganti; alamat lama tetap mengantar ke sini.",
        error_messages={"required": "Beri nama; alamatnya diambil dari situ."},
    )

    clean_nama = PeriodeForm.clean_nama


class TopikForm(forms.Form):
    """A new topic of a period."""

    judul = forms.CharField(
        label="Judul topik",
        max_length=160,
        error_messages={"required": "Tulis pertanyaan atau judulnya."},
    )
    pertanyaan = forms.CharField(
        label="Penjelasan",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class UsulForm(TamuForm):
    """A topic that a member opens."""

    judul = forms.CharField(
        label="Judul topik",
        max_length=160,
        help_text="Satu pertanyaan yang dapat dijawab dari pengalaman.",
        error_messages={"required": "Tulis pertanyaan atau judulnya."},
    )
    pertanyaan = forms.CharField(
        label="Penjelasan",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Apa yang terjadi di tempat Anda, dan apa yang ingin Anda ketahui.",
        error_messages={"required": "Tulis penjelasannya.", "max_length": _LONG},
    )


class RingkasanForm(forms.Form):
    """The closing summary."""

    ringkasan = forms.CharField(
        label="Ringkasan penutup",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Yang disepakati dan yang masih terbuka. Sesudahnya tanggapan ditutup.",
        error_messages={"required": "Tulis ringkasannya; tanpa itu periode tidak ditutup."},
    )
