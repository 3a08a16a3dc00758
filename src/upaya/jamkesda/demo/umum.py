"""What citizens of the demo sent: questions, complaints, answers on letters."""

from __future__ import annotations

from datetime import date

from upaya.core import clock
from upaya.jamkesda.aduan import services
from upaya.jamkesda.demo.tempat import Panggung
from upaya.jamkesda.surat.models import SuratJaminan
from upaya.rules.jamkesda import peran

_SENT: tuple[tuple[date, str, int, str, str], ...] = (
    (
        date(2022, 10, 17), "pertanyaan", -1,
        "Apakah anak yang kuliah di Balikpapan masih dijamin bila kartu keluarganya di Penajam?",
        "Masih, selama namanya ada dalam kartu keluarga itu dan ia belum mempunyai jaminan lain.",
    ),
    (
        date(2022, 10, 26), "aduan", 3,
        "Loket pendaftaran baru dibuka pukul sembilan, padahal antrean sudah penuh sejak subuh.",
        "",
    ),
    (
        date(2022, 10, 31), "aduan", 0,
        "Obat tekanan darah kosong dan kami disuruh membeli di apotek luar, tidak diganti.", "",
    ),
    (date(2022, 11, 2), "pertanyaan", -1, "Bagaimana mendaftarkan bayi yang lahir di rumah?", ""),
)  # fmt: skip
"""Day, kind, place of the PPK (-1: none), words, answer ("": none yet)."""
_LETTERS = 9
_LOW = 4


def make(panggung: Panggung) -> None:
    """Four tickets, one of them answered and one late; nine letters judged, two asked to pay."""
    head = panggung.of(peran.KEPALA_UPT, panggung.upt)
    for number, (day, kind, place, words, answer) in enumerate(_SENT):
        ppk = panggung.ppk[place].pk if place >= 0 else None
        with clock.pretend(day):
            sent = services.Kiriman(kind, words, "", "", ppk, f"demo-{number}")
            made = services.kirim(panggung.upt.pk, sent)
        if answer:
            with clock.pretend(date(2022, 10, 20)):
                services.jawab(made.pk, head, answer)
    rows = SuratJaminan.objects.filter(kabupaten=panggung.kabupaten, nomor__gt="")
    letters = rows.filter(mulai__lt=date(2022, 10, 24)).order_by("-pk")
    for number, letter in enumerate(letters[:_LETTERS]):
        with clock.pretend(date(2022, 10, 25 + number % 4)):
            asked = number % _LOW == _LOW - 1
            services.nilai(
                letter.kode,
                panggung.upt.pk,
                {
                    "dilayani": not asked,
                    "diminta_bayar": asked,
                    "obat_diresepkan": number % 3 > 0,
                    "obat_diterima": number % 3 > 0 and not asked,
                    "nilai": 2 if asked else 4 + number % 2,
                },
            )
