"""Files that people send: checked by content, kept under random names outside the web root.

What is read back is what was stored: the hash is compared each time.
"""

from __future__ import annotations

import hashlib
import secrets
import weakref
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from upaya.core import clock, sniff
from upaya.core.access import Access
from upaya.core.models import StoredFile
from upaya.core.space import FULL, is_full

TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


_SMALL = "-kecil"
"""Behind the path of a picture: the small one beside it."""


class FileDamagedError(Exception):
    """The file on disk is gone or no longer what was stored."""


class _Pending:
    """A written file whose row is not committed yet.

    Django tells nobody about a rollback, but it drops the callbacks of that transaction: when this
    object goes away without `keep` having been called, so does the file.
    """

    def __init__(self, path: str) -> None:
        self._removal = weakref.finalize(self, default_storage.delete, path)

    def keep(self) -> None:
        """The transaction is committed: the file stays."""
        self._removal.detach()


def check(upload: UploadedFile | IO[bytes]) -> sniff.Content:
    """The content of `upload`, or ValidationError with a sentence for its field.

    Reads one byte more than may be sent, never the whole of something larger. A form calls this in
    its `clean_<field>`.
    """
    upload.seek(0)
    body = upload.read(sniff.MAX_SIZE + 1)
    upload.seek(0)
    try:
        return sniff.inspect(str(upload.name or ""), body)
    except sniff.ContentError as fault:
        raise ValidationError(str(fault), code="berkas") from fault


def digest(upload: UploadedFile | IO[bytes]) -> str:
    """What tells an accepted file from others; the same as a stored file's `sha256`."""
    return hashlib.sha256(check(upload).body).hexdigest()


@dataclass(frozen=True, slots=True)
class Asal:
    """What a device says of a file: see `core.foto`. `kecil` are the bytes of a small JPG."""

    tempat: str
    tanda: str
    kecil: bytes = b""
    letak: tuple[int, int] | None = None


def store(
    upload: UploadedFile | IO[bytes],
    *,
    kabupaten_id: str,
    unit_id: int,
    access: Access | None,
    asal: Asal | None = None,
    khusus: str = "",
) -> StoredFile:
    """Keep `upload` for a unit, inside the caller's transaction; gone again when that fails.

    `access` is None for a citizen without an account. `khusus` is the permission without which
    nobody opens it; "" leaves it to whoever may download.
    Raises ValidationError for content that is not accepted, IntegrityError when this `asal` is
    there already.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("files.store perlu transaksi pemanggilnya.")
    content = check(upload)
    name = secrets.token_hex(16)
    path = _written(f"{name[:2]}/{name}", content.body)
    transaction.on_commit(_Pending(path).keep)
    said: dict[str, object] = {}
    if asal is not None:
        said = {"tempat": asal.tempat, "tanda": asal.tanda}
        if asal.letak is not None:
            said |= {"lintang": asal.letak[0], "bujur": asal.letak[1]}
        if asal.kecil:
            beside = _written(f"{path}{_SMALL}", asal.kecil)
            transaction.on_commit(_Pending(beside).keep)
            said["kecil"] = hashlib.sha256(asal.kecil).hexdigest()
    return StoredFile.objects.create(
        **said,
        khusus=khusus,
        kabupaten_id=kabupaten_id,
        unit_id=unit_id,
        name=content.name,
        kind=content.kind,
        size=len(content.body),
        sha256=hashlib.sha256(content.body).hexdigest(),
        path=path,
        uploaded_by_id=access.user_id if access else None,
        uploaded_at=clock.now(),
    )


def keep(content: sniff.Content) -> str:
    """Keep checked bytes of somebody without an account, inside the caller's transaction.

    Where they lie, for `read_kept`; gone again when the transaction fails.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("files.keep perlu transaksi pemanggilnya.")
    name = secrets.token_hex(16)
    path = _written(f"{name[:2]}/{name}", content.body)
    transaction.on_commit(_Pending(path).keep)
    return path


def read_kept(path: str, mark: str) -> bytes:
    """The bytes that `keep` kept; FileDamagedError when the disk holds something else."""
    return _read(path, mark)


def _written(name: str, body: bytes) -> str:
    """Where the bytes lie now; of what does not fit nothing stays behind."""
    try:
        return default_storage.save(name, ContentFile(body))
    except OSError as fault:
        with suppress(OSError):
            default_storage.delete(name)  # the part that still fitted
        if is_full(fault):
            raise ValidationError(FULL, code="berkas") from fault
        raise


def read(stored: StoredFile) -> bytes:
    """The bytes that were stored; FileDamagedError when the disk holds something else."""
    return _read(stored.path, stored.sha256)


def read_small(stored: StoredFile) -> bytes:
    """The small picture beside it; FileDamagedError when there is none or another one."""
    return _read(f"{stored.path}{_SMALL}", stored.kecil)


def _read(path: str, mark: str) -> bytes:
    try:
        with default_storage.open(path) as kept:
            body: bytes = kept.read(sniff.MAX_SIZE + 1)
    except OSError as fault:
        raise FileDamagedError(path) from fault
    if hashlib.sha256(body).hexdigest() != mark:
        raise FileDamagedError(path)
    return body


def erase(stored: StoredFile) -> None:
    """Remove the bytes for good when the transaction is committed; the row stays, without a name.

    Its hash still proves which file had been there; what was in it is gone.
    """
    path = stored.path
    stored.name = f"dihapus.{stored.kind}"
    stored.save(update_fields=["name"])
    transaction.on_commit(lambda: default_storage.delete(path))


def discard(stored: StoredFile) -> None:
    """Remove a file and its row; the bytes go when the transaction is committed."""
    paths = [stored.path, *([f"{stored.path}{_SMALL}"] if stored.kecil else [])]
    stored.delete()
    for path in paths:
        transaction.on_commit(partial(default_storage.delete, path))
