from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from pytest_django import Settings

from tests.factories.akun import make_access, sign_in, sign_in_as
from tests.factories.core import make_stored_file, make_upload, png_bytes
from tests.factories.wilayah import make_dinas, make_kabupaten, make_puskesmas
from upaya.akun.models import Membership
from upaya.core import files
from upaya.core.access import Access
from upaya.core.models import AuditEntry, StoredFile
from upaya.rules.roles import Role


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def _on_disk(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def access(db: None) -> Access:
    return make_access(Role.OPERATOR_PUSKESMAS)


def test_a_file_is_kept_under_a_random_name(folder: Path, access: Access) -> None:
    stored = make_stored_file(access, "Surat tugas Agustus.pdf")
    (path,) = _on_disk(folder)
    assert path == folder / stored.path
    assert "surat" not in stored.path.lower()
    assert path.stat().st_mode & 0o077 == 0
    assert stored.name == "Surat tugas Agustus.pdf"
    assert stored.size == path.stat().st_size
    assert files.read(stored) == path.read_bytes()


@pytest.mark.usefixtures("folder")
def test_what_the_sender_claims_does_not_count(access: Access) -> None:
    upload = make_upload("foto.png", b"<html>")
    upload.content_type = "image/png"
    with transaction.atomic(), pytest.raises(ValidationError, match="bukan PNG"):
        files.store(upload, kabupaten_id="35.12", unit_id=access.scope.unit or 0, access=access)


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_nothing_is_kept(folder: Path) -> None:
    access = make_access(Role.OPERATOR_PUSKESMAS)
    with pytest.raises(transaction.TransactionManagementError):
        files.store(make_upload(), kabupaten_id="35.12", unit_id=1, access=access)
    assert _on_disk(folder) == []


class SomethingFailedError(Exception):
    pass


def _store_and_fail(access: Access, folder: Path) -> None:
    with transaction.atomic():
        make_stored_file(access)
        assert _on_disk(folder)
        raise SomethingFailedError


def _discard_and_fail(stored: StoredFile) -> None:
    with transaction.atomic():
        files.discard(StoredFile.objects.get(pk=stored.pk))
        raise SomethingFailedError


@pytest.mark.empty_world
@pytest.mark.django_db(transaction=True)
def test_a_file_goes_when_its_transaction_fails(folder: Path) -> None:
    access = make_access(Role.OPERATOR_PUSKESMAS)
    with pytest.raises(SomethingFailedError):
        _store_and_fail(access, folder)
    assert _on_disk(folder) == []
    assert not StoredFile.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_file_goes_with_its_savepoint_and_another_stays(folder: Path) -> None:
    access = make_access(Role.OPERATOR_PUSKESMAS)
    with transaction.atomic():
        kept = make_stored_file(access)
        with pytest.raises(SomethingFailedError):
            _store_and_fail(access, folder)
    assert _on_disk(folder) == [folder / kept.path]
    assert files.read(kept)


@pytest.mark.django_db(transaction=True)
def test_discard_takes_the_bytes_only_on_commit(folder: Path) -> None:
    stored = make_stored_file(make_access(Role.OPERATOR_PUSKESMAS))
    with pytest.raises(SomethingFailedError):
        _discard_and_fail(stored)
    assert len(_on_disk(folder)) == 1
    with transaction.atomic():
        files.discard(stored)
    assert _on_disk(folder) == []


def test_an_altered_file_is_not_given_out(folder: Path, access: Access) -> None:
    stored = make_stored_file(access)
    (folder / stored.path).write_bytes(png_bytes())
    with pytest.raises(files.FileDamagedError):
        files.read(stored)
    (folder / stored.path).unlink()
    with pytest.raises(files.FileDamagedError):
        files.read(stored)


@pytest.mark.django_db
@pytest.mark.usefixtures("folder")
def test_download_is_an_attachment_and_is_recorded(client: Client) -> None:
    member = sign_in_as(client, Role.OPERATOR_PUSKESMAS)
    stored = make_stored_file(member.access(), "rekap août.pdf")
    response = client.get(f"/berkas/{stored.pk}/")
    assert response.status_code == 200
    assert response.content == files.read(stored)
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    entry = AuditEntry.objects.get(action="berkas.unduh")
    assert (entry.actor_id, entry.subject_id) == (member.user_id, str(stored.pk))
    assert client.post(f"/berkas/{stored.pk}/").status_code == 405


@pytest.mark.django_db
@pytest.mark.usefixtures("folder")
def test_a_download_stays_inside_its_unit_and_role(client: Client) -> None:
    stored = make_stored_file(make_access(Role.OPERATOR_PUSKESMAS, make_puskesmas("Panji")))
    address = f"/berkas/{stored.pk}/"
    assert client.get(address).status_code == 302  # to the sign-in page

    def status(membership: Membership) -> int:
        return sign_in(client, membership).get(address).status_code

    other = sign_in_as(client, Role.OPERATOR_PUSKESMAS, make_puskesmas("Besuki"))
    assert status(other) == 404
    far = sign_in_as(client, Role.VERIFIKATOR_DINAS, make_dinas(make_kabupaten("35.10")))
    assert status(far) == 404
    assert status(sign_in_as(client, Role.VERIFIKATOR_DINAS)) == 200
    assert status(sign_in_as(client, Role.PETUGAS, make_puskesmas("Panji"))) == 404


@pytest.mark.django_db
def test_a_damaged_file_is_not_found(client: Client, folder: Path) -> None:
    member = sign_in_as(client, Role.OPERATOR_PUSKESMAS)
    stored = make_stored_file(member.access())
    (folder / stored.path).unlink()
    assert client.get(f"/berkas/{stored.pk}/").status_code == 404
