"""A full disk: a sentence, no orphan, no half row, at every entrance of files."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.db import OperationalError, transaction
from django.test import Client, RequestFactory

from tests.factories.akun import make_membership, sign_in
from tests.factories.core import make_upload
from upaya.core import faults, files
from upaya.core.models import StoredFile
from upaya.core.space import FULL, is_full
from upaya.rules.kesehatan import ADMIN_DINAS

pytestmark = pytest.mark.django_db


def _full(self: FileSystemStorage, name: str, content: Any) -> str:  # noqa: ANN401
    """Half of it fits, as on a real disk."""
    path = Path(self.path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.read()[:100])
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[], set[Path]]:
    """From now on nothing fits; gives what lies in the storage."""
    root = Path(default_storage.path("."))

    def lying() -> set[Path]:
        return {path for path in root.rglob("*") if path.is_file()}

    monkeypatch.setattr(FileSystemStorage, "_save", _full)
    return lying


def test_what_does_not_fit_leaves_nothing(full_disk: Callable[[], set[Path]]) -> None:
    access = make_membership(ADMIN_DINAS).access()
    before, rows = full_disk(), StoredFile.objects.count()
    with pytest.raises(ValidationError, match="penyimpanan peladen penuh"), transaction.atomic():
        files.store(make_upload(), kabupaten_id="35.12", unit_id=1, access=access)
    assert (full_disk(), StoredFile.objects.count()) == (before, rows)


def test_any_other_fault_of_the_disk_stays_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> str:
        raise OSError(errno.EIO, "input/output error")

    monkeypatch.setattr(FileSystemStorage, "_save", broken)
    access = make_membership(ADMIN_DINAS).access()
    with pytest.raises(OSError, match="input/output"), transaction.atomic():
        files.store(make_upload(), kabupaten_id="35.12", unit_id=1, access=access)


def test_an_upload_that_does_not_fit_while_it_arrives(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before any view runs: the body is read to look for the token."""

    def full(*_args: object, **_kwargs: object) -> bytes:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(MemoryFileUploadHandler, "receive_data_chunk", full)
    client = sign_in(Client(raise_request_exception=False), make_membership(ADMIN_DINAS))
    answer = client.post("/petugas/impor/", {"berkas": make_upload()})
    assert answer.status_code == 507
    assert "Tempat penyimpanan peladen penuh" in answer.content.decode()


@pytest.mark.parametrize(
    ("fault", "full"),
    [
        (OSError(errno.ENOSPC, "x"), True),
        (OSError(errno.EDQUOT, "x"), True),
        (OSError(errno.EIO, "x"), False),
        (OperationalError("database or disk is full"), True),
        (OperationalError("could not extend file: No space left on device"), True),
        (OperationalError("database is locked"), False),
    ],
)
def test_how_it_is_known(fault: Exception, full: bool) -> None:  # noqa: FBT001
    assert is_full(fault) is full
    try:
        raise fault
    except type(fault):
        assert faults.server_error(RequestFactory().get("/")).status_code == (507 if full else 500)


def test_the_sentence_needs_no_template(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "x")

    monkeypatch.setattr(faults, "_page", broken)
    answer = faults.no_space(RequestFactory().get("/"))
    assert (answer.status_code, answer.content.decode()) == (507, FULL)
