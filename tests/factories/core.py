"""Builders of core: small valid files of every kind, and stored ones."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from upaya.core import files
from upaya.core.access import Access
from upaya.core.models import StoredFile
from upaya.exchange.xlsx_writer import table_bytes


def pdf_bytes(change: Callable[[PdfWriter], object] = lambda _: None) -> bytes:
    """A page without a word, changed as a test wants it."""
    writer = PdfWriter()
    writer.add_blank_page(width=210, height=330)
    change(writer)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def with_script(writer: PdfWriter) -> None:
    """A document that runs something when it is opened."""
    words = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")}
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(DictionaryObject(words))


def png_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_bytes() -> bytes:
    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", head)
        + png_chunk(b"IDAT", zlib.compress(b"\0\0"))
        + png_chunk(b"IEND", b"")
    )


def jpg_bytes(after: bytes = b"") -> bytes:
    quantisation = b"\xff\xdb" + struct.pack(">H", 67) + b"\0" + b"\1" * 64
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 1, 1, 1) + b"\1\x11\0"
    scan = b"\xff\xda" + struct.pack(">HB", 8, 1) + b"\1\0\0\x3f\0" + b"\x2a"
    return b"\xff\xd8" + quantisation + frame + scan + b"\xff\xd9" + after


def xlsx_bytes() -> bytes:
    return table_bytes(["Nama"], [["Petugas rekaan"]], "Petugas")


def zip_bytes(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return target.getvalue()


def make_upload(name: str = "surat tugas.pdf", body: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf_bytes() if body is None else body)


def make_stored_file(access: Access, name: str = "surat tugas.pdf") -> StoredFile:
    """A file of the unit in whose name `access` acts."""
    with transaction.atomic():
        return files.store(
            make_upload(name),
            kabupaten_id=access.scope.kabupaten or "",
            unit_id=access.scope.unit or 0,
            access=access,
        )
