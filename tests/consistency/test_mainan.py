"""The proof of the house: a toy system in tests/mainan is there for everybody by declaring itself.

That it passes every walk is shown by the walks, which know nothing of it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from scripts import dokumen
from tests.factories.akun import make_access, make_membership, make_user, sign_in
from tests.factories.wilayah import make_puskesmas
from tests.mainan.sistem import JALAN, PEMBACA, PENULIS, Surat
from upaya.akun import services
from upaya.akun.services import Term
from upaya.core import clock
from upaya.core.models import AuditEntry, Dokumen, WorkflowLog
from upaya.core.registry import registry
from upaya.rules.kesehatan import ADMIN_DINAS
from upaya.rules.roles import Role
from upaya.wilayah.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.empty_world]

ROOT = Path(__file__).resolve().parents[2]
TOY = ROOT / "tests" / "mainan"


def write(unit: Unit, isi: str = "Halo.") -> Surat:
    return Surat.objects.create(
        isi=isi,
        kabupaten_id=unit.kabupaten_id or "",
        unit_id=unit.pk,
        status="draf",
        status_since=clock.now(),
    )


def page_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


# ------------------------------------------------------------------ how little it takes
def test_it_is_small() -> None:
    lines = [
        line
        for path in sorted(TOY.rglob("*"))
        if path.suffix in {".py", ".html"}
        for line in path.read_text("utf-8").splitlines()
        if line.strip()
    ]
    assert 0 < len(lines) <= 80


def test_it_touches_one_line_beside_its_own_folder() -> None:
    naming = {
        str(path.relative_to(ROOT)): len(lines)
        for folder in ("src", "tests", "scripts")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".html", ".css", ".js"}
        and TOY not in path.parents
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
    text = page_of(client, "/pengguna/matriks/")
    for words in ("Penulis mainan", "Membaca surat mainan", "Kirim surat (surat)", JALAN.title):
        assert words in text
    assert "Penulis mainan atau Pembaca mainan" in text


def test_it_stands_on_the_sign_in_page(client: Client) -> None:
    assert "<b>Mainan.</b> Surat yang ditulis satu orang" in page_of(client, "/masuk/")


def test_its_diagram_can_be_drawn_and_is_in_no_document_of_ours() -> None:
    drawn = dokumen.documents(registry())["alur-mainan.md"]
    assert "draf --> terkirim : Kirim surat (Penulis mainan atau Pembaca mainan)" in drawn
    assert not any("mainan" in text for text in dokumen.documents().values())


# ------------------------------------------------------------------ that it works
def test_a_letter_goes_its_road_by_one_press_each(client: Client) -> None:
    unit = make_puskesmas()
    surat = write(unit)
    sign_in(client, make_membership(PENULIS, unit))
    kirim, baca = (f"/mainan/{surat.pk}/alur/{name}/" for name in JALAN.moves)
    assert f'action="{kirim}"' in page_of(client, "/mainan/")
    answer = client.post(kirim, {"seen_status": "draf"}, follow=True)
    assert "Surat dikirim. Berikutnya: Pembaca mainan." in answer.content.decode()
    assert client.post(baca).status_code == 403

    again = client.post(kirim, {"seen_status": "draf"}, follow=True)
    assert "tidak dilakukan lagi" in again.content.decode()

    reader = sign_in(Client(), make_membership(PEMBACA, unit))
    assert reader.post(baca, {"seen_status": "terkirim"}).status_code == 302
    surat.refresh_from_db()
    assert surat.status == "terbaca"
    assert [log.move for log in WorkflowLog.objects.filter(workflow="mainan")] == ["kirim", "baca"]
    moved = AuditEntry.objects.filter(action__startswith="mainan.")
    assert [entry.action for entry in moved.order_by("number")] == ["mainan.kirim", "mainan.baca"]


def test_one_of_several_roles_makes_a_move_and_the_same_person_not_the_next(client: Client) -> None:
    unit = make_puskesmas()
    surat = write(unit)
    sign_in(client, make_membership(PEMBACA, unit))
    client.post(f"/mainan/{surat.pk}/alur/kirim/")
    refused = client.post(f"/mainan/{surat.pk}/alur/baca/", follow=True).content.decode()
    assert "pada surat ini; langkah ini harus dilakukan orang lain." in refused
    surat.refresh_from_db()
    assert surat.status == "terkirim"


def test_another_puskesmas_does_not_find_the_letter(client: Client) -> None:
    surat = write(make_puskesmas("Panji"), "Rahasia Panji.")
    sign_in(client, make_membership(PENULIS, make_puskesmas("Besuki")))
    assert "Rahasia Panji." not in page_of(client, "/mainan/")
    assert client.get(f"/mainan/{surat.pk}.pdf").status_code == 404
    assert client.post(f"/mainan/{surat.pk}/alur/kirim/").status_code == 404


def test_its_paper_has_a_number_of_its_own_and_can_be_checked(client: Client) -> None:
    unit = make_puskesmas()
    surat = write(unit)
    sign_in(client, make_membership(PENULIS, unit))
    assert client.get(f"/mainan/{surat.pk}.pdf").content.startswith(b"%PDF")
    assert not Dokumen.objects.exists()
    assert client.post(f"/mainan/{surat.pk}.pdf").content.startswith(b"%PDF")
    issued = Dokumen.objects.get()
    assert issued.nomor.startswith("001/MAIN-1/")
    assert "Surat Mainan" in page_of(Client(), f"/periksa/{issued.kode}/")


def test_roles_that_exclude_each_other_are_not_held_in_one_unit() -> None:
    admin, person, unit = make_access(ADMIN_DINAS), make_user(name="Sari"), make_puskesmas("Panji")

    def give(role: Role, where: Unit, until: date | None = None) -> None:
        begin = date(2022, 1, 1) if until else date(2022, 9, 1)
        services.add_membership(admin, person, Term(role, where, "1", begin, until))

    give(PENULIS, unit, date(2022, 8, 31))
    give(PEMBACA, unit)  # the other one has ended
    with pytest.raises(ValidationError) as refusal:
        give(PENULIS, unit)
    assert " ".join(refusal.value.messages) == (
        "Sari sudah menjadi Pembaca mainan di Panji pada masa yang sama. Penulis mainan dan "
        "Pembaca mainan di satu unit harus dua orang."
    )
    give(PENULIS, make_puskesmas("Besuki"))
