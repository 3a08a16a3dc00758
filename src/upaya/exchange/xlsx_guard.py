"""What an XLSX must survive before its cells are read: it comes from anybody.

The file is unpacked under limits that hold whatever its headers claim, every part of it is walked
once as plain XML, and only then repacked for the library that reads cells: it sees the bytes that
were checked.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from upaya.exchange import xlsx_content

_MAIN = "xl/workbook.xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # a sealed workbook, or the format of 1997
_WORKBOOK = "spreadsheetml.sheet.main+xml"
"""How the list of contents names a workbook without macros."""
_NO_WORKBOOK = "Ini bukan buku kerja Excel. Simpan sebagai Excel Workbook (.xlsx)."
_END_RECORD, _END_LENGTH = b"PK\x05\x06", 22
_CHUNK = 1 << 16
_SHEET_TYPE = "/relationships/worksheet"
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ROW = re.compile(r"[1-9][0-9]{0,6}")

OLD_FORMAT = (
    "Berkas terkunci kata sandi atau berformat lama (.xls). "
    "Buka di Excel, lalu simpan sebagai Excel Workbook (.xlsx) tanpa kata sandi."
)
"""The same sentence wherever such a file arrives: on a page, or on the command line."""


class XlsxError(ValueError):
    """The file is refused; the message is an Indonesian sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a workbook may be; bytes unless said otherwise."""

    size: int = 10 * 1024 * 1024
    entries: int = 500
    """Files inside the archive."""
    unpacked: int = 64 * 1024 * 1024
    ratio: int = 200
    """Unpacked to packed, of every entry larger than 1 MiB."""
    rows: int = 20_000
    columns: int = 200
    cells: int = 400_000
    """Rows times columns of the area that holds values."""
    merged: int = 1_000
    """Merged areas of one sheet."""


@dataclass(slots=True)
class Part:
    """What the walk over one part of the file found."""

    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    """(row, column), both from 1: why the cell's value cannot be used."""
    merged: int = 0
    hidden: set[int] = field(default_factory=set)
    """Rows (from 1) that hold a value and that nobody sees."""
    hidden_columns: set[int] = field(default_factory=set)
    """Columns (from 1) that nobody sees, as far as a sheet may be wide."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A workbook that passed: `data` to read from, and the parts of its sheets by their names."""

    data: bytes
    sheets: Mapping[str, Part]


def is_old_format(data: bytes) -> bool:
    """Whether this is a workbook of 1997, or a sealed one: nothing in it can be read."""
    return data.startswith(_OLE)


def check(data: bytes, limits: Limits) -> Checked:
    """Everything about a workbook that needs no reading of cells; XlsxError when it is refused."""
    if len(data) > limits.size:
        raise XlsxError(
            f"Berkas lebih besar dari {limits.size // 1024 // 1024} MB. "
            "Hapus gambar atau lembar yang tidak perlu, lalu coba lagi."
        )
    if is_old_format(data):
        raise XlsxError(OLD_FORMAT)
    if not data.startswith(b"PK"):
        raise XlsxError("Ini bukan berkas XLSX. Simpan sebagai Excel Workbook (.xlsx).")
    if not _ends(data):
        raise broken()
    try:
        parts = _unpack(data, limits)
    except XlsxError:
        raise
    except _UNREADABLE as fault:
        raise broken() from fault
    _refuse_content(parts)
    walked = {
        name: _walk(content, limits)
        for name, content in parts.items()
        if name.lower().endswith((".xml", ".rels", ".vml"))
    }
    return Checked(_repack(parts), _sheets(parts, walked))


_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError),
    *(EOFError, OSError, ValueError),
)


def _ends(data: bytes) -> bool:
    """Whether the archive ends where the file does: else something is hidden behind it."""
    end = data.rfind(_END_RECORD)
    comment = int.from_bytes(data[end + 20 : end + _END_LENGTH], "little")
    return end >= 0 and end + _END_LENGTH + comment == len(data)


def _unpack(data: bytes, limits: Limits) -> dict[str, bytes]:
    """The parts by name. Bytes are counted while they are unpacked: headers can lie."""
    parts: dict[str, bytes] = {}
    left = limits.unpacked
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        if len(entries) > limits.entries:
            raise XlsxError(f"Berkas berisi lebih dari {limits.entries} bagian dan tidak dibaca.")
        if entries and all(entry.header_offset for entry in entries):
            raise odd()  # something else stands before the workbook
        for entry in entries:
            if not entry.filename:  # Python itself stumbles over a part without a name
                raise odd()
            if ".." in re.split(r"[/\\]", entry.filename):  # unpacked, it would land elsewhere
                raise odd()
            if entry.is_dir():
                continue
            if entry.flag_bits & 0x1:
                raise XlsxError("Berkas terkunci kata sandi. Simpan ulang tanpa kata sandi.")
            if entry.filename in parts or entry.filename.startswith("/"):
                raise odd()
            allowed = min(left, max(1 << 20, entry.compress_size * limits.ratio))
            content = _read(archive, entry, allowed)
            left -= len(content)
            parts[entry.filename] = content
    return parts


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, allowed: int) -> bytes:
    if entry.file_size > allowed:
        raise _too_large()
    found = bytearray()
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            found += chunk
            if len(found) > allowed:
                raise _too_large()
    return bytes(found)


def broken() -> XlsxError:
    """What no program can open."""
    return XlsxError("Berkas XLSX rusak. Simpan ulang dari Excel atau LibreOffice.")


def odd() -> XlsxError:
    """What no spreadsheet writes."""
    return XlsxError("Susunan berkas XLSX tidak wajar. Simpan ulang dari Excel.")


def _too_large() -> XlsxError:
    return XlsxError(
        "Isi berkas membengkak jauh di atas ukurannya dan tidak dibaca. "
        "Salin tabelnya saja ke berkas baru, lalu coba lagi."
    )


def _refuse_content(parts: Mapping[str, bytes]) -> None:
    if "xl/workbook.bin" in map(str.lower, parts):
        raise XlsxError("Format .xlsb tidak dibaca. Simpan sebagai Excel Workbook (.xlsx).")
    try:
        said = xlsx_content.fault_of(parts)
        kinds = xlsx_content.kinds(parts)
    except expat.ExpatError as fault:
        raise broken() from fault
    if _MAIN not in parts:
        raise XlsxError(_NO_WORKBOOK)
    if said:
        raise XlsxError(said)
    if not any(kind.endswith(_WORKBOOK) for kind in kinds):
        raise XlsxError(_NO_WORKBOOK)


class _Walker:
    """Listens to one XML part: refuses what is dangerous, notes cells that cannot be used."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.part = Part()
        self.row = self.column = 0
        self.height = self.width = 0
        self.folded = False
        self.kind = ""
        self.formula = self.valued = self.open = False
        self.written: list[str] | None = None
        """The words of the formula that is being read."""

    def doctype(self, *_: object) -> None:
        raise XlsxError("Berkas memuat definisi XML yang tidak wajar dan tidak dibaca.")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "row":
            self.row = _row_number(attributes.get("r"), self.row + 1)
            self.column = 0
            self.folded = attributes.get("hidden", "") in {"1", "true"}
        elif local == "c":
            self._cell(attributes)
        elif local == "f":
            self.formula, self.written = True, []
            self._place()  # the library makes room for it, whether it was computed or not
        elif local in {"v", "is"}:
            self._value()
        elif local == "col" and attributes.get("hidden", "") in {"1", "true"}:
            self._fold(attributes)
        elif local == "mergeCell":
            self.part.merged += 1
            if self.part.merged > self.limits.merged:
                raise XlsxError(
                    "Terlalu banyak sel digabung. Pisahkan sel gabungan, lalu coba lagi."
                )

    def _fold(self, attributes: dict[str, str]) -> None:
        first, last = (_row_number(attributes.get(name), 1) for name in ("min", "max"))
        self.part.hidden_columns.update(range(first, min(last, self.limits.columns) + 1))

    def text(self, characters: str) -> None:
        # A formula that was never computed may still carry an empty value.
        if self.open and characters:
            self.valued = True
        if self.written is not None:
            self.written.append(characters)

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local in {"v", "is"}:
            self.open = False
        if local == "f" and self.written is not None:
            if xlsx_content.strange("".join(self.written)):
                raise XlsxError(xlsx_content.FORMULA)
            self.written = None
        if local == "c" and self.formula and not self.valued:
            self.part.faults[self.row, self.column] = (
                "sel berisi rumus yang belum pernah dihitung; "
                "buka berkas di Excel, simpan, lalu unggah lagi"
            )

    def _cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        found = _REFERENCE.fullmatch(place) if place is not None else None
        if found:
            self.row, self.column = int(found[2]), _column_number(found[1])
        elif place is None:
            self.column += 1
        else:  # another reader might understand it, and find a place that we did not see
            raise odd()
        self.kind = attributes.get("t", "")
        self.formula = self.valued = False

    def _value(self) -> None:
        self.open = True
        self.valued = self.valued or self.kind == "str"  # text may be empty
        self._place()
        if self.folded:
            self.part.hidden.add(self.row)
        if self.kind == "e":
            self.part.faults[self.row, self.column] = (
                "sel berisi galat rumus, misalnya #REF! atau #DIV/0!; perbaiki rumusnya "
                "atau ganti dengan nilainya"
            )

    def _place(self) -> None:
        """The area from A1 to here must be one that can be held, before anybody makes room."""
        self.height, self.width = max(self.height, self.row), max(self.width, self.column)
        if (
            self.height > self.limits.rows
            or self.width > self.limits.columns
            or self.height * self.width > self.limits.cells
        ):
            raise XlsxError(
                f"Lembar berisi data di luar {self.limits.rows} baris atau {self.limits.columns} "
                "kolom, atau terlalu luas. Hapus isi di luar tabel, lalu coba lagi."
            )


def _walk(content: bytes, limits: Limits) -> Part:
    walker = _Walker(limits)
    parser = expat.ParserCreate()
    parser.StartElementHandler = walker.start
    parser.EndElementHandler = walker.end
    parser.CharacterDataHandler = walker.text
    parser.StartDoctypeDeclHandler = walker.doctype
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat takes no keyword
    except expat.ExpatError as fault:
        raise broken() from fault
    return walker.part


def _row_number(text: str | None, following: int) -> int:
    if text is None:
        return following
    if not _ROW.fullmatch(text):
        raise odd()
    return int(text)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _repack(parts: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            # A fixed day: the same file stays the same bytes, by which it is known again.
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return target.getvalue()


def _sheets(parts: Mapping[str, bytes], walked: Mapping[str, Part]) -> dict[str, Part]:
    """Sheet names of the workbook and the part each one points to; others are left out."""
    targets = {
        row.get("Id", ""): _path(row.get("Target", ""))
        for row in _elements(parts.get("xl/_rels/workbook.xml.rels", b""), "Relationship")
        if row.get("Type", "").endswith(_SHEET_TYPE)
    }
    if any(_like(name, parts) for name in targets.values() if name not in walked):
        raise odd()  # the library would read there what nobody has looked at
    found: dict[str, Part] = {}
    for row in _elements(parts[_MAIN], "sheet"):
        name = one_line(row.get("name", ""))
        if name in found:  # no spreadsheet makes them, and nobody could say which is meant
            raise XlsxError(f"Berkas memuat dua lembar bernama '{name}'. Hapus salah satu.")
        if targets.get(_relation(row)) in walked:
            found[name] = walked[targets[_relation(row)]]
    return found


def _like(name: str, parts: Mapping[str, bytes]) -> bool:
    """Whether a part has this name in another spelling: libraries differ in what they accept."""
    return any(name.casefold() == part.casefold() for part in parts)


def one_line(name: str) -> str:
    """A sheet's name with single spaces: XML libraries differ in line breaks of attributes."""
    return " ".join(name.split())


def _relation(sheet: Mapping[str, str]) -> str:
    return next((value for key, value in sheet.items() if key.endswith(":id")), "")


def _path(target: str) -> str:
    return posixpath.normpath(target[1:] if target.startswith("/") else f"xl/{target}")


def _elements(content: bytes, wanted: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == wanted:
            found.append(attributes)

    if content:
        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        parser.Parse(content, True)  # noqa: FBT003 - expat takes no keyword
    return found
