"""What of a mail is new: quotes of every mail program are cut, answers between them are not."""

from __future__ import annotations

import pytest

from upaya.komunitas.surat_masuk import isi
from upaya.komunitas.surat_masuk.potong import potong

CUTS = {
    "gmail": (
        (
            "Setuju, Bu.\n\nPada tanggal Kam, 3 Nov 2022 pukul 9.12 Sari <s@contoh.id> menulis:\n\n"
            "> Siapa yang memeriksa?\n> Tim dari dinas?\n"
        ),
        "Setuju, Bu.",
    ),
    "gmail terpotong": (
        (
            "Setuju.\n\nPada tanggal Kam, 3 Nov 2022 pukul 09.12 Komunitas praktisi <\n"
            "diskusi@contoh.id> menulis:\n\n> Siapa?\n"
        ),
        "Setuju.",
    ),
    "yahoo": (
        (
            "Ya.\n\n  Pada Kamis, 3 November 2022 09.12.00 WIB, Sari <sari@contoh.id> menulis:  \n"
            " \nSiapa yang memeriksa?\nTim dari dinas?"
        ),
        "Ya.",
    ),
    "outlook": (
        (
            "Di tempat kami tim.\n\n________________________________\nDari: Sari <sari@contoh.id>\n"
            "Dikirim: Kamis, 3 November 2022 09.12\nKepada: Komunitas\nPerihal: Siapa?\n\nSiapa?"
        ),
        "Di tempat kami tim.",
    ),
    "outlook tanpa garis": (
        "Tim.\n\nDari: Sari\nDikirim: Kamis\nKepada: Komunitas\nSubjek: Siapa?\n\nSiapa?",
        "Tim.",
    ),
    "pesan asli": ("Tim.\n\n-----Pesan Asli-----\nDari: Sari\nSiapa?", "Tim."),
    "thunderbird": (
        "On 3/11/22 09.12, Sari wrote:\n> Siapa?\n\nTim dinas.\n",
        "> Siapa?\n\nTim dinas.",
    ),
    "inggris": ("Yes.\n\nOn Thu, Nov 3, 2022 at 9:12 AM Sari <s@contoh.id> wrote:\n> Who?", "Yes."),
    "telepon": ("Ya.\n\nDikirim dari iPhone saya\n\n> Siapa?", "Ya."),
    "tanda tangan": ("Ya.\n-- \nSari\nDinas Kesehatan", "Ya."),
    "di antara": (
        (
            "Pada Kam, 3 Nov 2022 pukul 09.12, Sari <s@contoh.id> menulis:\n> Satu?\nYa, satu.\n"
            "> Dua?\n> Tiga?\nTidak.\n> Empat?\n"
        ),
        "> Satu?\n\nYa, satu.\n\n> Dua?\n> Tiga?\n\nTidak.",
    ),
    "kalimat biasa": (
        "Dari: pengalaman kami, kontrak itu baik.\nPada rapat kemarin kepala dinas menulis surat.",
        "Dari: pengalaman kami, kontrak itu baik.\nPada rapat kemarin kepala dinas menulis surat.",
    ),
    "kalimat yang memperkenalkan": (
        "Pada rapat kemarin kepala dinas menulis:\nsemua harus ikut.\n\nSaya setuju.",
        "Pada rapat kemarin kepala dinas menulis:\nsemua harus ikut.\n\nSaya setuju.",
    ),
    "samsung": (
        (
            "Ya.\n\nDikirim dari Galaxy saya\n\n-------- Pesan asli --------\nDari: Sari\n"
            "Tanggal: 3/11/22 09.12 (GMT+07:00)\nKe: s@contoh.id\nSubjek: Siapa?\n\nSiapa?"
        ),
        "Ya.",
    ),
    "zimbra": ("Ya.\n\n----- Pesan Asli -----\nDari: Sari\nTerkirim: Kamis\n\nSiapa?", "Ya."),
    "yahoo sebaris": (
        (
            "Ya.\n\nDikirim dari Yahoo Mail di Android\n\n  Pada Kam, Nov 3 2022 pada 9:12, "
            "Sari<s@contoh.id> menulis:   Siapa?\nTim dari dinas?"
        ),
        "Ya.",
    ),
    "hanya kutipan": ("> Siapa?\n> Apa?\n> Di mana?\n> Kapan?\n", ""),
    "kosong": ("\n \n\r\n", ""),
}


@pytest.mark.parametrize("name", CUTS)
def test_only_what_is_new_stays_and_answers_between_quotes_do(name: str) -> None:
    text, wanted = CUTS[name]
    assert potong(text) == wanted
    assert potong(text.replace("\n", "\r\n")) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "abc " + "@" * 100_000,
        "abc <" + "a@" * 90_000,
        "-- \n" * 60_000,
        "> kutipan\n-- \n" * 15_000,
        "On 3/11/2022 Sari wrote:\n" * 8_000 + "> kutipan\n",
        "Pada " + "1.30 " * 30_000,
        "-" * 190_000,
    ],
    ids=range(7),
)
@pytest.mark.budget(5, "letters by the hundred thousand, whose search may not grow as a square")
def test_a_long_mail_takes_no_longer_than_it_is_long(text: str) -> None:
    assert len(potong(text)) <= 3 * len(text)  # its CPU budget is what it may not go beyond


def test_html_alone_is_read_without_its_quotes() -> None:
    page = (
        "<html><head><style>p{}</style><title>x</title></head><body><p>Di tempat kami "
        "<b>tim</b>.</p><p>Dua kali.</p><div class=gmail_quote><div>Pada tanggal Kam, 3 Nov 2022 "
        "pukul 09.12 Sari &lt;s@contoh.id&gt; menulis:<br></div><blockquote><p>Siapa?</p>"
        "</blockquote></div><script>alert(1)</script></body></html>"
    )
    assert potong(isi.of_html(page)) == "Di tempat kami tim.\n\n\nDua kali.".replace(
        "\n\n\n", "\n\n"
    )
