"""The proof of the house: a toy system in tests/mainan is there for everybody by declaring itself.

That it passes every walk is shown by the walks, which know nothing of it; that its pages work by
tests/alur/test_case.py.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from scripts import dokumen
from tests.alur.letters import page_of, write
from tests.factories.akun import make_access, make_membership, make_user, sign_in
from tests.factories.wilayah import make_puskesmas
from tests.mainan.sistem import JALAN, PEMBACA, PENULIS, urlpatterns
from upaya.akun import services
from upaya.akun.giving import Term
from upaya.core.registry import registry
from upaya.rules.kesehatan import ADMIN_DINAS
from upaya.rules.roles import Role
from upaya.wilayah.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.empty_world]

ROOT = Path(__file__).resolve().parents[2]
TOY = ROOT / "tests" / "mainan"
ALUR = ROOT / "tests" / "alur"  # what every system shares is tried out on the toy


# ------------------------------------------------------------------ how little it takes
def test_it_is_small() -> None:
    lines = [
        line
        for path in sorted(TOY.rglob("*"))
        if path.suffix in {".py", ".html"}
        for line in path.read_text("utf-8").splitlines()
        if line.strip()
    ]
    assert 0 < len(lines) <= 118


def test_it_has_no_view_and_no_template_of_its_own() -> None:
    """A road, its models and one value make every page: what they say of themselves is enough."""
    assert list(TOY.rglob("*.html")) == []
    code = "\n".join(path.read_text("utf-8") for path in TOY.rglob("*.py"))
    assert [word for word in ("Request", "render(", "protected", "reverse(") if word in code] == []
    names = {pattern.name for pattern in urlpatterns}
    assert names >= {"daftar", "rinci", "isi", "tujuan", "riwayat", "dokumen", "temuan_tambah"}
    assert names >= {f"alur_{move}" for move in JALAN.moves}


def test_it_touches_one_line_beside_its_own_folder() -> None:
    naming = {
        str(path.relative_to(ROOT)): len(lines)
        for folder in ("src", "tests", "scripts")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".html", ".css", ".js"}
        and not {TOY, ALUR}.intersection(path.parents)
        and path != Path(__file__)
        and (lines := [line for line in path.read_text("utf-8").splitlines() if _names_it(line)])
    }
    assert naming == {"tests/settings.py": 1}


def _names_it(line: str) -> bool:
    """Whether a line speaks of the toy; where this module runs is no part of the house."""
    return "mainan" in line.replace(Path(__file__).name, "")


# ------------------------------------------------------------------ where it appears
def test_it_stands_in_the_menu_of_its_roles_and_of_nobody_else(client: Client) -> None:
    sign_in(client, make_membership(PENULIS))
    assert '<a href="/mainan/" aria-current="page">Surat mainan</a>' in page_of(client, "/mainan/")
    other = sign_in(Client(), make_membership(ADMIN_DINAS))
    assert "/mainan/" not in page_of(other, "/tugas/")
    assert other.get("/mainan/").status_code == 403


def test_it_stands_in_the_inbox_beside_the_rest() -> None:
    unit = make_puskesmas()
    write(unit, "Halo dari Panji.")
    for role in (PENULIS, PEMBACA):
        text = page_of(sign_in(Client(), make_membership(role, unit)), "/tugas/")
        assert "Kirim surat mainan." in text
        assert "Halo dari Panji." in text
    elsewhere = make_membership(PENULIS, make_puskesmas("Besuki"))
    assert "Halo dari" not in page_of(sign_in(Client(), elsewhere), "/tugas/")


def test_it_stands_in_the_matrix_with_its_road(client: Client) -> None:
    sign_in(client, make_membership(ADMIN_DINAS))
    assert "Penulis mainan" in page_of(client, "/pengguna/matriks/")
    text = page_of(client, "/pengguna/matriks/?bagian=mainan")
    for words in ("Penulis mainan", "Membaca surat mainan", "Kirim surat (surat)", JALAN.title):
        assert words in text
    assert "Penulis mainan atau Pembaca mainan" in text


def test_it_stands_on_the_sign_in_page(client: Client) -> None:
    assert "<b>Mainan.</b> Surat yang ditulis satu orang" in page_of(client, "/masuk/")


def test_its_diagram_can_be_drawn_and_is_in_no_document_of_ours() -> None:
    drawn = dokumen.documents(registry())["alur-mainan.md"]
    assert "draf --> terkirim : Kirim surat (Penulis mainan atau Pembaca mainan)" in drawn
    assert not any("mainan" in text for text in dokumen.documents().values())


def test_roles_that_exclude_each_other_are_not_held_in_one_unit() -> None:
    admin, person, unit = make_access(ADMIN_DINAS), make_user(name="Sari"), make_puskesmas("Panji")

    def give(role: Role, where: Unit, until: date | None = None) -> None:
        begin = date(2022, 1, 1) if until else date(2022, 9, 1)
        services.give_role(admin, person, Term(role, where, "1", begin, until))

    give(PENULIS, unit, date(2022, 8, 31))
    give(PEMBACA, unit)  # the other one has ended
    with pytest.raises(ValidationError) as refusal:
        give(PENULIS, unit)
    assert " ".join(refusal.value.messages) == (
        "Sari sudah menjadi Pembaca mainan di Panji pada masa yang sama. Penulis mainan dan "
        "Pembaca mainan di satu unit harus dua orang."
    )
    give(PENULIS, make_puskesmas("Besuki"))
