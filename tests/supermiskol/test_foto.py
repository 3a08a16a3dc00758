"""Pictures sent one by one: never doubled, without what the camera wrote, a small one beside."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client

from tests.at_once import at_once
from tests.factories.akun import sign_in
from tests.factories.core import jpg_bytes
from tests.factories.gambar import exif, with_segments
from tests.factories.miskol import Team, make_request
from upaya.core import files, foto
from upaya.core.models import StoredFile
from upaya.exchange import gambar
from upaya.rules.supermiskol import road
from upaya.supermiskol.permohonan.models import Berkas, Permohonan
from upaya.supermiskol.permohonan.services import attach

pytestmark = pytest.mark.django_db
PLACE = (-8_219_233, 114_369_227)
PICTURE = with_segments(jpg_bytes(), b"\xff\xe1" + exif(turn=6, place=PLACE, maker=b"Rekaan 7"))
MARK = hashlib.sha256(PICTURE).hexdigest()


def _send(client: Client, case: Permohonan, *, mark: str = MARK, **more: Any) -> Any:  # noqa: ANN401 - a form
    sent = {
        "jenis": "rujukan",
        "berkas": SimpleUploadedFile("rujukan.jpg", PICTURE),
        "foto_kecil": SimpleUploadedFile("kecil.jpg", jpg_bytes()),
    }
    headers = {foto.HEADER: mark, "Accept": "application/json"}
    return client.post(f"/miskol/{case.pk}/berkas/", sent | more, headers=headers)


@pytest.fixture
def case() -> Permohonan:
    return make_request(status=road.PERMOHONAN)


@pytest.fixture
def client(case: Permohonan) -> Client:
    return sign_in(Client(), Team(case.desa).members[road.OPERATOR_DESA])


def test_a_picture_sent_again_is_one_and_carries_nothing(case: Permohonan, client: Client) -> None:
    for _ in range(3):
        assert _send(client, case).json() == {
            "tanda": MARK, "nama": "rujukan.jpg", "ukuran": len(jpg_bytes()) + 36
        }  # fmt: skip
    made = case.berkas.get(jenis="rujukan")
    body = files.read(made.stored)
    assert (b"Rekaan 7" in body, gambar.place_of(body), made.stored.lintang) == (False, None, None)
    assert gambar.turn(body[body.index(b"Exif\0\0") + 6 :]) == 6
    page = client.get(f"/miskol/{case.pk}/berkas/").content.decode()
    assert f"/miskol/berkas/{made.pk}/kecil/" in page
    small = client.get(f"/miskol/berkas/{made.pk}/kecil/")
    assert (small.content, small["Content-Type"]) == (jpg_bytes(), "image/jpeg")


def test_without_javascript_the_same_form_takes_it(case: Permohonan, client: Client) -> None:
    upload = SimpleUploadedFile("rujukan.jpg", PICTURE)
    sent = client.post(f"/miskol/{case.pk}/berkas/", {"jenis": "rujukan", "berkas": upload})
    assert sent.status_code == 302
    made = case.berkas.get(jenis="rujukan")
    assert b"Rekaan 7" not in files.read(made.stored)
    assert client.get(f"/miskol/berkas/{made.pk}/kecil/").status_code == 404
    assert _send(client, case).json()["tanda"] == MARK  # the same content is known without its mark
    assert case.berkas.filter(jenis="rujukan").count() == 1


def test_where_it_was_taken_is_kept_only_when_wanted(case: Permohonan, client: Client) -> None:
    """The script sends a drawn picture and, when wanted, the head of the one it was."""
    plain = SimpleUploadedFile("rujukan.jpg", jpg_bytes())
    head = SimpleUploadedFile("kepala.jpg", PICTURE[:200])
    _send(client, case, berkas=plain, foto_kepala=head, foto_lokasi="on")
    stored = case.berkas.get(jenis="rujukan").stored
    assert (stored.lintang, stored.bujur) == PLACE
    assert gambar.place_of(files.read(stored)) is None


def test_what_was_replaced_may_stand_again(case: Permohonan, client: Client) -> None:
    other = with_segments(jpg_bytes(), b"\xff\xdd" + b"\0\1")
    _send(client, case)
    _send(client, case, mark="0" * 64, berkas=SimpleUploadedFile("lain.jpg", other))
    assert _send(client, case).status_code == 200
    rows = list(Berkas.objects.filter(permohonan=case, jenis="rujukan"))
    assert (len(rows), sum(not one.diganti for one in rows)) == (3, 1)
    assert rows[-1].stored == rows[0].stored
    assert StoredFile.objects.filter(tempat=f"miskol:{case.pk}:rujukan").count() == 2


@pytest.mark.parametrize(
    ("more", "status", "words"),
    [
        ({"berkas": SimpleUploadedFile("a.jpg", b"\0\0\0\x18ftypheic" + b"\0" * 20)}, 422, "HEIC"),
        ({"berkas": SimpleUploadedFile("a.jpg", jpg_bytes()[:-2])}, 422, "rusak"),
        ({"berkas": ""}, 422, "Pilih berkasnya"),
        ({"jenis": "lain"}, 422, "lain"),
        ({"mark": "x"}, 422, "Tanda berkas"),
    ],
    ids=["heic", "cut", "nothing", "kind", "mark"],
)
def test_what_is_not_accepted_is_said_and_leaves_nothing(
    case: Permohonan, client: Client, more: dict[str, Any], status: int, words: str
) -> None:
    said = _send(client, case, **more)
    assert (said.status_code, words in said.json()["pesan"]) == (status, True)
    assert not case.berkas.exists()


def test_a_closed_request_takes_no_paper_and_a_small_one_too_large_is_left_out(
    client: Client, case: Permohonan
) -> None:
    wide = jpg_bytes().replace(b"\x08\0\1\0\1", b"\x08\2\0\2\0")
    _send(client, case, foto_kecil=SimpleUploadedFile("kecil.jpg", wide))
    assert case.berkas.get(jenis="rujukan").stored.kecil == ""
    closed = make_request(case.desa, road.DIAJUKAN)
    assert _send(client, closed, mark="1" * 64).status_code == 409


@pytest.mark.django_db(transaction=True)
def test_four_at_once_are_one(case: Permohonan) -> None:
    access = Team(case.desa).of(road.OPERATOR_DESA)

    def send(_: int) -> Berkas:
        sent = foto.Kiriman(SimpleUploadedFile("rumah.jpg", PICTURE), MARK, jpg_bytes())
        return attach(case.pk, access, "foto_rumah", sent)

    made, refused = at_once(send, 4)
    assert (len({one.pk for one in made}), refused, case.berkas.count()) == (1, [], 1)


def test_the_database_keeps_one_file_for_one_mark(case: Permohonan, client: Client) -> None:
    _send(client, case)
    stored = case.berkas.get(jenis="rujukan").stored
    stored.pk, stored.path = None, "lain"
    with pytest.raises(DatabaseError), transaction.atomic():
        stored.save(force_insert=True)
