"""What a workbook carries beside cells, read from its own lists and not from how its bytes look.

The list of contents says what each part is, the relations say what is fetched from where. Both are
parsed: a name written with character references, in another encoding or in another place is the
same name. What no table needs is refused, and what no rule here knows too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.parsers import expat

_TYPES = "[Content_Types].xml"
_ENDINGS = (
    ".xml", ".rels", ".vml",
    ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".svg",
)  # fmt: skip
_PRINTER = "xl/printersettings/"
_DATA_PLACES = ("xl/externallinks/", "xl/connections", "xl/querytables/")
_OBJECT_PLACES = ("xl/embeddings/", "xl/activex/", "xl/ctrlprops/")
_HIDDEN = (b"\xd0\xcf\x11\xe0", b"MZ", b"PK\x03\x04", b"%PDF", b"\x7fELF", b"Rar!", b"7z\xbc\xaf")
"""How another file begins, whatever it is called."""
_MACRO_TYPES = ("macroenabled", "vbaproject", "macrosheet", "ms-office.activex", "customui")
_MACRO_LINKS = ("vbaproject", "macrosheet", "extensibility", "webextension", "attachedtoolbars")
_OBJECT_LINKS = ("oleobject", "package", "control", "ctrlprop", "activexcontrolbinary")
_DATA_LINKS = ("externallink", "externallinkpath", "connections", "querytable", "attachedtemplate")
_ADDRESSES = ("http://", "https://", "mailto:")
_STRANGE_FORMULA = re.compile(
    r"\|\s*'?[^'|]*'?\s*!"  # another program, asked by DDE
    r"|\b(?:WEBSERVICE|CALL|EXEC|REGISTER(?:\.ID)?|SQL\.REQUEST|RTD|FOPEN|INITIATE)\s*\(",
    re.IGNORECASE,
)
_TRUE = frozenset({"1", "true"})

MACRO = "Berkas memuat makro. Simpan sebagai Excel Workbook (.xlsx) tanpa makro."
OBJECT = "Berkas memuat objek sisipan. Hapus objeknya, lalu simpan lagi."
DATA = (
    "Berkas menaut ke berkas atau data lain. Putuskan tautannya "
    "(Data, Edit Links, Break Link), lalu simpan lagi."
)
FORMULA = "Berkas memuat rumus yang memanggil program atau jaringan. Ganti dengan nilainya."
LINK = (
    "Berkas memuat tautan yang membuka berkas di komputer atau jaringan. Hapus tautannya "
    "(Remove Hyperlink), lalu simpan lagi."
)
ODD = "Susunan berkas XLSX tidak wajar. Simpan ulang dari Excel."


def fault_of(parts: Mapping[str, bytes]) -> str:
    """The sentence for the first thing that a table does not need, "" when there is none.

    Raises expat.ExpatError for a list that is no XML.
    """
    return next((said for said in _faults(parts) if said), "")


def kinds(parts: Mapping[str, bytes]) -> list[str]:
    """What the list of contents says that the parts are."""
    return [row.get("ContentType", "") for row in _rows(parts.get(_TYPES, b""), {"Override"})]


def strange(formula: str) -> bool:
    """Whether a formula asks another program or the network."""
    return bool(_STRANGE_FORMULA.search(formula))


def _faults(parts: Mapping[str, bytes]) -> Iterator[str]:
    for row in _rows(parts.get(_TYPES, b""), {"Override", "Default"}):
        said = row.get("ContentType", "").lower()
        if any(word in said for word in _MACRO_TYPES):
            yield MACRO
        if "ms-excel.sheet.binary" in said:
            yield "Format .xlsb tidak dibaca. Simpan sebagai Excel Workbook (.xlsx)."
    for name, content in parts.items():
        yield _of_part(name.lower(), content)
        if name.lower().endswith(".rels"):
            yield from (_of_link(row) for row in _rows(content, {"Relationship"}))
    for row in _rows(parts.get("xl/workbook.xml", b""), {"definedName"}):
        asked = {row.get("xlm"), row.get("vbProcedure"), row.get("function")}
        if asked & _TRUE or row.get("name", "").lower().removeprefix("_xlnm.").startswith("auto_"):
            yield MACRO


def _of_part(name: str, content: bytes) -> str:
    if content.startswith(_HIDDEN):
        return OBJECT
    if name.startswith(_DATA_PLACES):
        return DATA
    if name.startswith(_OBJECT_PLACES):
        return OBJECT
    if not name.endswith(_ENDINGS) and not (name.startswith(_PRINTER) and name.endswith(".bin")):
        return MACRO if "vba" in name else ODD
    return ""


def _of_link(row: Mapping[str, str]) -> str:
    kind = row.get("Type", "").rpartition("/")[2].lower()
    if any(word in kind for word in _MACRO_LINKS):
        return MACRO
    if kind in _OBJECT_LINKS:
        return OBJECT
    if kind in _DATA_LINKS:
        return DATA
    if row.get("TargetMode", "").lower() != "external":
        return ""
    return _of_address(kind, row.get("Target", ""))


def _of_address(kind: str, target: str) -> str:
    """Only a click may lead out, and only to the web, to mail, or to a place nearby."""
    if kind != "hyperlink":
        return DATA
    address = target.strip().lower()
    nearby = ":" not in address.partition("/")[0] and not address.startswith(("\\", "//"))
    return "" if address.startswith(_ADDRESSES) or nearby else LINK


def _rows(content: bytes, wanted: set[str]) -> Iterator[Mapping[str, str]]:
    """The attributes of the wanted elements, whatever their prefix."""
    found: list[Mapping[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] in wanted:
            found.append({key.rpartition(":")[2]: value for key, value in attributes.items()})

    if content:
        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        parser.Parse(content, True)  # noqa: FBT003 - expat takes no keyword
    yield from found
