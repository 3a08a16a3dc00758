"""What a picture carries is taken off without decoding it; what shows it stays byte for byte."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.core import jpg_bytes, png_bytes, png_chunk
from tests.factories.gambar import exif, with_segments
from upaya.exchange import gambar

PLACE = (-7_706_389, 114_009_722)
SECRETS = (b"Rekaan Phone 7", b"2022:11:03", b"catatan rahasia", b"pratinjau")


def _carrying() -> bytes:
    return with_segments(
        jpg_bytes(after=b"pratinjau" + jpg_bytes()),
        b"\xff\xe1" + exif(turn=6, place=PLACE, maker=b"Rekaan Phone 7", day=b"2022:11:03"),
        b"\xff\xe1" + b"http://ns.adobe.com/xap/1.0/\0<x>catatan rahasia</x>",
        b"\xff\xfe" + b"catatan rahasia",
        b"\xff\xed" + b"Photoshop 3.0\0catatan rahasia",
    )


def test_a_jpg_keeps_its_picture_and_its_side_and_nothing_else() -> None:
    body = _carrying()
    assert gambar.place_of(body) == PLACE
    found = gambar.clean_jpg(body)
    for secret in SECRETS:
        assert secret not in found.body
    assert gambar.place_of(found.body) is None
    own = found.body.index(b"Exif\0\0") + 6
    assert gambar.turn(found.body[own:]) == 6
    assert (found.lebar, found.tinggi, found.huge) == (1, 1, False)
    picture = jpg_bytes()
    assert found.body.endswith(picture[2:])
    assert gambar.clean_jpg(found.body).body == found.body


def test_what_carries_nothing_stays_byte_for_byte() -> None:
    assert gambar.clean_jpg(jpg_bytes()).body == jpg_bytes()
    assert gambar.clean_png(png_bytes()).body == png_bytes()


def test_colours_stay_and_a_jfif_head_stays_first() -> None:
    jfif = b"\xff\xe0" + b"JFIF\0\1\1\0\0\1\0\1\0\0"
    icc = b"\xff\xe2" + b"ICC_PROFILE\0\1\1warna"
    mpf = b"\xff\xe2" + b"MPF\0pratinjau"
    body = with_segments(jpg_bytes(), jfif, icc, mpf, b"\xff\xe1" + exif(turn=8))
    found = gambar.clean_jpg(body).body
    assert found[2:4] == b"\xff\xe0"
    assert found[20:22] == b"\xff\xe1"
    assert b"ICC_PROFILE" in found
    assert b"MPF" not in found


def test_a_png_keeps_what_shows_it_and_its_side() -> None:
    text = png_chunk(b"tEXt", b"Comment\0catatan rahasia")
    turned = png_chunk(b"eXIf", exif(turn=3, place=PLACE)[6:])
    plain = png_bytes()
    body = plain[:33] + text + turned + plain[33:]
    found = gambar.clean_png(body)
    assert b"catatan" not in found.body
    at = found.body.index(b"eXIf") + 4
    assert gambar.turn(found.body[at : at + 26]) == 3
    assert struct.unpack(">I", found.body[at - 8 : at - 4]) == (26,)
    assert gambar.clean_png(found.body).body == found.body


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xd8",
        b"\xff\xd8\xff\xd9",
        jpg_bytes()[:-2],
        b"\xff\xd8\xff\xdb\xff\xff",
        b"\xff\xd8\xff\xdb\0\1",
        jpg_bytes().replace(struct.pack(">BHH", 8, 1, 1), struct.pack(">BHH", 8, 0, 1)),
    ],
    ids=["head", "nothing", "no end", "cut", "length", "no height"],
)
def test_what_makes_no_picture_is_refused(body: bytes) -> None:
    with pytest.raises(gambar.GambarError):
        gambar.clean_jpg(body)


def test_a_picture_made_to_fill_the_memory_is_known() -> None:
    wide = jpg_bytes().replace(struct.pack(">BHH", 8, 1, 1), struct.pack(">BHH", 8, 60_000, 60_000))
    assert gambar.clean_jpg(wide).huge


@given(st.binary(max_size=200), st.integers(min_value=0, max_value=120))
def test_whatever_stands_in_exif_is_read_or_left(noise: bytes, at: int) -> None:
    said = exif(turn=6, place=PLACE)
    broken = said[:at] + noise + said[at + len(noise) :]
    body = with_segments(jpg_bytes(), b"\xff\xe1" + broken)
    place = gambar.place_of(body)
    assert place is None or (abs(place[0]) <= 90_000_000 and abs(place[1]) <= 180_000_000)
    assert gambar.clean_jpg(body).body.endswith(jpg_bytes()[2:])


@given(st.binary(max_size=400))
def test_any_bytes_are_a_picture_or_refused(noise: bytes) -> None:
    for body, clean in (
        (b"\xff\xd8" + noise, gambar.clean_jpg),
        (gambar.PNG_SIGN + noise, gambar.clean_png),
    ):
        try:
            found = clean(body)
        except gambar.GambarError:
            continue
        assert found.lebar > 0
        assert len(found.body) <= len(body) + 64
