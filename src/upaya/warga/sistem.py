"""What the register of people brings into the house: no page and no role, only who people are."""

from __future__ import annotations

from upaya.core.registry import Sistem

SISTEM = Sistem(
    name="warga",
    title="Register warga",
    words={
        "warga.daftar": "Mendaftarkan orang dalam register warga",
        "warga.gabung": "Menyatakan dua orang dalam register sama",
        "warga.pisah": "Memisahkan lagi dua orang dalam register",
    },
)
