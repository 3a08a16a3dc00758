"""Passwords that anybody of the house would guess first."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError

from upaya.akun.models import User

WORDS = (
    "upaya", "insentif", "puskesmas", "dinkes", "dinas", "kesehatan", "jamkesda", "supermiskol",
    "miskol", "surat", "miskin", "bok", "ukm", "kabupaten", "kecamatan", "desa", "bupati",
    "kepala", "bendahara", "verifikator", "operator", "petugas", "admin", "auditor", "situbondo",
    "banyuwangi", "penajam", "indonesia", "sandi", "rahasia", "password", "masuk",
    "januari", "februari", "maret", "april", "juni", "juli", "agustus",
    "september", "oktober", "november", "desember",
)  # fmt: skip
"""Words of the house, its offices, districts, roles and calendar; listed in docs/keamanan.md."""
_OWN = 4
"""Letters of one's own that there must be beside them."""
_ANY = re.compile("|".join(sorted(WORDS, key=len, reverse=True)))


class HouseWordsValidator:
    """Refuses what is nothing but words of the house with digits and signs (Puskesmas2022)."""

    def validate(self, password: str, user: User | None = None) -> None:
        """ValidationError in words."""
        folded = password.lower()
        rest = _ANY.sub("", folded)
        if rest != folded and sum(sign.isalpha() for sign in rest) < _OWN:
            raise ValidationError(
                "Kata sandi ini hanya tersusun dari kata-kata kantor, seperti puskesmas atau nama "
                "bulan. Tambahkan kata lain yang tidak ditebak orang.",
                code="password_house_words",
            )

    def get_help_text(self) -> str:
        """Beside the box."""
        return "Bukan hanya nama kantor, aplikasi, jabatan, atau bulan dengan angka."
