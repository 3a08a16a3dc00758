"""Strict loader of the parameter files: whatever it does not understand it refuses.

A file holds packages (*paket*) or parameters, one subject a file. Every refusal names file
and line. Decimals are written as quoted text, because a YAML number with a point is a float
and floats do not enter this program.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, NoReturn, cast

import yaml

from upaya.rules.errors import ParameterFileError
from upaya.rules.parameter import ORIGINS, Origin, Package, RawValue, RuleBook, Scalar, Value

_YAML_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_INTEGER = re.compile(r"(0|[1-9][0-9]{0,2}(_[0-9]{3})*|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+\Z")
_PACKAGE_ID = re.compile(r"[a-z][a-z0-9-]*\Z")
_DISTRICT = re.compile(r"[0-9]{2}\.[0-9]{2}\Z")


@dataclass(frozen=True, slots=True)
class _Mapping:
    """A YAML mapping with a line per key; keys are taken out, what stays is unknown."""

    file: str
    line: int
    nodes: dict[str, yaml.Node]
    lines: dict[str, int]

    def take(self, key: str) -> yaml.Node:
        if key not in self.nodes:
            raise ParameterFileError(self.file, self.line, f"kunci {key!r} wajib ada")
        return self.nodes.pop(key)

    def take_optional(self, key: str) -> yaml.Node | None:
        node = self.nodes.pop(key, None)
        return None if node is None or _is_null(node) else node

    def close(self) -> None:
        for key in self.nodes:
            raise ParameterFileError(self.file, self.lines[key], f"kunci tak dikenal: {key!r}")


def _is_null(node: yaml.Node) -> bool:
    return bool(node.tag == "tag:yaml.org,2002:null")


@dataclass(frozen=True, slots=True)
class _File:
    """The nodes of one file, read with the strictness of this module."""

    name: str

    def fail(self, node: yaml.Node, pesan: str) -> NoReturn:
        raise ParameterFileError(self.name, node.start_mark.line + 1, pesan)

    def mapping(self, node: yaml.Node) -> _Mapping:
        if not isinstance(node, yaml.MappingNode):
            self.fail(node, "di sini harus ada pasangan kunci dan nilai")
        nodes: dict[str, yaml.Node] = {}
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            key = self.text(key_node)
            if key in nodes:
                self.fail(key_node, f"kunci ganda: {key!r}")
            nodes[key] = value_node
            lines[key] = key_node.start_mark.line + 1
        return _Mapping(self.name, node.start_mark.line + 1, nodes, lines)

    def sequence(self, node: yaml.Node) -> list[yaml.Node]:
        if not isinstance(node, yaml.SequenceNode):
            self.fail(node, "di sini harus ada daftar")
        if not node.value:
            self.fail(node, "daftar ini kosong")
        return cast("list[yaml.Node]", node.value)

    def text(self, node: yaml.Node) -> str:
        self._refuse_float(node)
        if not isinstance(node, yaml.ScalarNode) or node.tag != "tag:yaml.org,2002:str":
            self.fail(node, "di sini harus ada teks; beri tanda petik bila perlu")
        if not node.value.strip():
            self.fail(node, "teks ini kosong")
        return str(node.value)

    def integer(self, node: yaml.Node) -> int:
        self._refuse_float(node)
        plain_scalar = isinstance(node, yaml.ScalarNode) and not node.style
        if not plain_scalar or not _INTEGER.match(node.value):
            self.fail(node, "di sini harus ada bilangan bulat, misalnya 66_369_000")
        return int(node.value)

    def decimal(self, node: yaml.Node) -> Decimal:
        text = self.text(node)
        if not _DECIMAL.match(text):
            self.fail(node, f'desimal ditulis dalam tanda petik, misalnya "0.075"; ada {text!r}')
        return Decimal(text)

    def day(self, node: yaml.Node) -> date:
        self._refuse_float(node)
        if not isinstance(node, yaml.ScalarNode) or not _DATE.match(node.value):
            self.fail(node, "di sini harus ada tanggal, misalnya 2022-08-01")
        try:
            return date.fromisoformat(node.value)
        except ValueError:
            self.fail(node, f"tanggal {node.value} tidak ada dalam kalender")

    def district(self, node: yaml.Node) -> str:
        code = self.text(node)
        if not _DISTRICT.match(code):
            self.fail(node, f'kode kabupaten ditulis "35.12"; ada {code!r}')
        return code

    def choice(self, node: yaml.Node, choices: tuple[str, ...]) -> str:
        text = self.text(node)
        if text not in choices:
            self.fail(node, f"{text!r} bukan salah satu dari {', '.join(choices)}")
        return text

    def _refuse_float(self, node: yaml.Node) -> None:
        if node.tag == "tag:yaml.org,2002:float":
            self.fail(node, f'bilangan pecahan {node.value} harus ditulis sebagai "{node.value}"')


def _scalar(file: _File, kind: str) -> Callable[[yaml.Node], Scalar]:
    readers: dict[str, Callable[[yaml.Node], Scalar]] = {
        "desimal": file.decimal,
        "bulat": file.integer,
        "teks": file.text,
    }
    return readers[kind]


KINDS = tuple(
    shape + kind for shape in ("", "daftar_", "tabel_") for kind in ("desimal", "bulat", "teks")
)
"""What a value may be: one, a list or a table of decimals, whole numbers or texts."""


def _value(file: _File, kind: str, node: yaml.Node) -> RawValue:
    shape, _, scalar = kind.rpartition("_")
    read = _scalar(file, scalar)
    if shape == "daftar":
        return tuple(read(item) for item in file.sequence(node))
    if shape == "tabel":
        rows = file.mapping(node)
        if not rows.nodes:
            file.fail(node, "tabel ini kosong")
        return MappingProxyType({key: read(item) for key, item in rows.nodes.items()})
    return read(node)


def _root(name: str, text: str) -> tuple[_File, _Mapping]:
    file = _File(name)
    try:
        for token in yaml.scan(text, Loader=_YAML_LOADER):
            if isinstance(token, yaml.AnchorToken | yaml.AliasToken | yaml.TagToken):
                line = token.start_mark.line + 1
                raise ParameterFileError(name, line, "jangkar, alias dan tanda jenis dilarang")
        node = yaml.compose(text, Loader=_YAML_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ParameterFileError(name, line, f"bukan YAML yang sah: {error.problem}") from error
    except yaml.YAMLError as error:
        raise ParameterFileError(name, 1, f"bukan YAML yang sah: {error}") from error
    if node is None:
        raise ParameterFileError(name, 1, "berkas kosong")
    return file, file.mapping(node)


def _package(file: _File, package_id: str, node: yaml.Node) -> Package:
    row = file.mapping(node)
    if not _PACKAGE_ID.match(package_id):
        file.fail(node, f"nama paket {package_id!r} hanya boleh huruf kecil, angka dan garis")
    until = row.take_optional("sampai")
    promulgated = row.take_optional("diundangkan")
    district = row.take_optional("wilayah")
    note = row.take_optional("catatan")
    amends = row.take_optional("mengubah")
    package = Package(
        id=package_id,
        title=file.text(row.take("judul")),
        instrument=file.text(row.take("instrumen")),
        in_force=file.day(row.take("mulai")),
        until=file.day(until) if until else None,
        promulgated=file.day(promulgated) if promulgated else None,
        district=file.district(district) if district else None,
        origin=cast("Origin", file.choice(row.take("asal"), ORIGINS)),
        note=file.text(note) if note else "",
        amends=file.text(amends) if amends else "",
    )
    row.close()
    if package.until and package.until < package.in_force:
        file.fail(node, "paket berakhir sebelum mulai berlaku")
    if package.promulgated is None and not package.note:
        file.fail(node, "paket tanpa tanggal pengundangan harus memberi catatan mengapa")
    return package


def _values(
    file: _File, key: str, node: yaml.Node, packages: dict[str, Package]
) -> Iterator[Value]:
    parameter = file.mapping(node)
    if not _KEY.match(key):
        file.fail(node, f"nama parameter {key!r} harus huruf kecil dengan titik")
    title = file.text(parameter.take("judul"))
    unit = file.text(parameter.take("satuan"))
    kind = file.choice(parameter.take("jenis"), KINDS)
    rows = file.sequence(parameter.take("nilai"))
    parameter.close()
    raw: dict[str, RawValue] = {}
    found: list[Value] = []
    for row_node in rows:
        value = _one_value(file, row_node, packages, raw, kind)
        value = replace(value, key=key, title=title, unit=unit)
        for other in found:
            if other.district == value.district and other.overlaps(value):
                file.fail(row_node, f"{key}: masa berlaku bertumpang tindih dengan {other.place}")
        found.append(value)
        raw.setdefault(value.package, value.value)
    yield from found


def _one_value(
    file: _File,
    node: yaml.Node,
    packages: dict[str, Package],
    raw: dict[str, RawValue],
    kind: str,
) -> Value:
    row = file.mapping(node)
    package_node = row.take("paket")
    package = packages.get(file.text(package_node))
    if package is None:
        file.fail(package_node, f"paket {package_node.value!r} tidak ada")
    article = file.text(row.take("pasal"))
    origin = cast("Origin", file.choice(row.take("asal"), ORIGINS))
    if ORIGINS.index(origin) < ORIGINS.index(package.origin):
        file.fail(node, f"asal {origin} lebih kuat daripada asal paketnya, {package.origin}")
    in_force, until = _dates(file, row, package)
    district = row.take_optional("wilayah")
    if district and package.district:
        file.fail(district, "paket ini sudah milik satu kabupaten")
    note = row.take_optional("catatan")
    value = _own_or_same(file, row, raw, kind)
    row.close()
    return Value(
        key="",
        value=value,
        unit="",
        title="",
        instrument=package.instrument,
        article=article,
        origin=origin,
        in_force=in_force,
        until=until,
        promulgated=package.promulgated,
        district=file.district(district) if district else package.district,
        package=package.id,
        note=file.text(note) if note else "",
        place=f"{file.name}:{node.start_mark.line + 1}",
    )


def _own_or_same(file: _File, row: _Mapping, raw: dict[str, RawValue], kind: str) -> RawValue:
    """Read ``nilai``, or take over the value of an earlier package by ``sama_dengan``."""
    same = row.take_optional("sama_dengan")
    if same is None:
        return _value(file, kind, row.take("nilai"))
    package_id = file.text(same)
    if package_id not in raw:
        file.fail(same, f"di atas baris ini tidak ada nilai dari paket {package_id!r}")
    return raw[package_id]


def _dates(file: _File, row: _Mapping, package: Package) -> tuple[date, date | None]:
    """Return the dates of a value: those of its package, or narrower ones of its own."""
    start_node, end_node = row.take_optional("mulai"), row.take_optional("sampai")
    start = file.day(start_node) if start_node else package.in_force
    end = file.day(end_node) if end_node else package.until
    if start_node and start < package.in_force:
        file.fail(start_node, "nilai mulai berlaku sebelum paketnya")
    if end_node and end and (end < start or (package.until and end > package.until)):
        file.fail(end_node, "nilai berakhir sebelum mulai atau sesudah paketnya")
    return start, end


def load(folder: Traversable) -> RuleBook:
    """Read all ``*.yaml`` of a folder and the folders in it; ``paket.yaml`` holds the packages.

    Raises :class:`ParameterFileError` at the first thing it does not understand.
    """
    texts = dict(_texts(folder))
    packages = _load_packages(texts.pop("paket.yaml", ""))
    values: list[Value] = []
    homes: dict[str, str] = {}
    for name in sorted(texts):
        file, root = _root(name, texts[name])
        parameters = file.mapping(root.take("parameter"))
        root.close()
        for key, node in parameters.nodes.items():
            if key in homes:
                file.fail(node, f"parameter {key} sudah ada dalam {homes[key]}")
            homes[key] = name
            values.extend(_values(file, key, node, packages))
    return RuleBook(values, packages.values())


_NO_PARAMETERS = frozenset({"skema", "data"})
"""Folders of files that are no parameters: sample schemes, and the words of `kata`."""


def _texts(folder: Traversable, place: str = "") -> Iterator[tuple[str, str]]:
    """(place in the tree, text) of every parameter file: each law keeps its own beside its code."""
    for entry in folder.iterdir():
        if entry.name.endswith(".yaml"):
            yield place + entry.name, entry.read_text(encoding="utf-8")
        elif entry.is_dir() and entry.name not in _NO_PARAMETERS:
            yield from _texts(entry, f"{place}{entry.name}/")


def _load_packages(text: str) -> dict[str, Package]:
    file, root = _root("paket.yaml", text)
    rows = file.mapping(root.take("paket"))
    root.close()
    packages: dict[str, Package] = {}
    for key, node in rows.nodes.items():
        package = _package(file, key, node)
        # A reader tells regulations apart by what they are cited as.
        if any(package.instrument == other.instrument for other in packages.values()):
            file.fail(node, f"instrumen {package.instrument!r} sudah dipakai paket lain")
        packages[key] = package
    return packages


@cache
def national_book() -> RuleBook:
    """Return the book of the files in this package, read once per process."""
    return load(resources.files("upaya.rules"))
