"""Documents that repeat tables say what the tables say."""

from pathlib import Path

import pytest
from django.apps import apps

from scripts import dokumen
from upaya.rules.insentif.road import INSENTIF
from upaya.rules.loader import national_book


def test_the_generated_documents_are_up_to_date() -> None:
    assert dokumen.stale() == [], "jalankan `make docs` dan masukkan hasilnya"


def test_a_stale_document_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dokumen, "FOLDER", tmp_path)
    assert dokumen.main([]) == 0
    assert dokumen.stale() == []

    (tmp_path / "izin.md").write_text("lama", "utf-8")
    (tmp_path / "parameter.md").unlink()

    assert dokumen.stale() == ["izin.md", "parameter.md"]
    assert dokumen.main(["--periksa"]) == 1


def test_nothing_of_the_tables_is_left_out() -> None:
    house = dokumen.house_of("upaya")
    pages = dokumen.documents()

    for permission in house.permissions.values():
        assert f"`{permission}`" in pages["izin.md"]
    for key in {value.key for value in national_book().values()}:
        assert f"`{key}`" in pages["parameter.md"]
    for road in house.roads.values():
        page = pages[f"alur-{road.name}.md"]
        for move in road.moves.values():
            assert move.legal_basis in page
            for source in move.sources:
                assert f"{source} --> {move.target} : {move.label}" in page


def test_the_diagram_is_the_workflow() -> None:
    page = dokumen.documents()["alur-insentif.md"]
    diagram = page.split("```mermaid\n")[1].split("```")[0]

    assert diagram.count("[*] -->") == 1
    assert diagram.count("--> [*]") == len(INSENTIF.final_states)
    arrows = sum(len(move.sources) for move in INSENTIF.moves.values())
    assert diagram.count(" --> ") == arrows + 1 + len(INSENTIF.final_states)


def test_every_table_and_column_stands_in_the_dictionary() -> None:
    page = dokumen.documents()["kamus-data.md"]
    tables = dict(part.split("`\n", 1) for part in page.split("\n### `")[1:])
    for model in apps.get_models():
        if not model.__module__.startswith("upaya.") or hasattr(model, "history_object"):
            continue
        told = tables[model._meta.db_table]
        assert all(f"| `{field.column}` |" in told for field in model._meta.concrete_fields), model
    assert "teks tersandi" in tables["warga_warga"]
    assert "boleh dibaca umum" in tables["core_dokumen"]
