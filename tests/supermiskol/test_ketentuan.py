"""What a district decides by yes, no or a number; without a NIK; the letter is a PDF/A."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

import pypdf
import pytest

from tests.factories.akun import person
from tests.factories.miskol import (
    Team,
    make_request,
    make_skema,
    make_village,
    picture,
    step,
    values,
)
from tests.supermiskol.people import Person
from upaya.core.foto import Kiriman
from upaya.rules.kesehatan import ADMIN_DINAS, KEPALA_DINAS
from upaya.rules.supermiskol import road
from upaya.supermiskol.hak.queries import letter_allowed
from upaya.supermiskol.permohonan import services
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.permohonan.reading import BacaanPermohonan
from upaya.supermiskol.simpan.services import months
from upaya.supermiskol.surat.models import SuratMiskin
from upaya.wilayah.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.empty_world]


@pytest.fixture(autouse=True)
def _day(settings: object) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)  # type: ignore[attr-defined] # Django's settings


def decree(village: Unit, alamat: str, **value: str) -> None:
    """A decree of the district, proposed by one and approved by another, on the pages."""
    assert village.kabupaten is not None
    dinas = Unit.objects.filter(jenis="dinas", kabupaten=village.kabupaten).earliest("pk")
    admin, head = (Person(person(role, dinas)) for role in (ADMIN_DINAS, KEPALA_DINAS))
    sent = {
        "nomor_keputusan": f"SK rekaan {alamat}",
        "tanggal_keputusan": "2022-07-20",
        "mulai": "2022-08-01",
    }
    answer = admin.post(f"/aturan/ketetapan/usul/{alamat}/", **sent | value)
    assert answer.status_code == 302, answer.content.decode()
    shown = re.search(r'name="dampak" value="([^"]*)"', head.page(answer["Location"]))
    seen = {"dampak": shown[1]} if shown else {}
    made = head.client.post(f"{answer['Location']}setujui/", seen, follow=True)
    assert "disetujui dan berlaku" in made.content.decode(), made.content.decode()[-3000:]


def test_numbers_and_switches_are_set_on_screen_by_two_people() -> None:
    village = make_village()
    assert village.kabupaten is not None
    case = make_request(village, road.DISETUJUI)
    assert (months(case.kabupaten_id, date(2022, 11, 3)), letter_allowed(case)) == (60, False)
    decree(village, "masa-simpan-surat-miskin", jumlah="12")
    decree(village, "surat-untuk-keluarga", pilihan="1")
    assert (months(case.kabupaten_id, date(2022, 11, 3)), letter_allowed(case)) == (12, True)
    dinas = Unit.objects.filter(jenis="dinas", kabupaten=village.kabupaten).earliest("pk")
    admin = Person(person(ADMIN_DINAS, dinas))
    refused = admin.post("/aturan/ketetapan/usul/masa-simpan-surat-miskin/", jumlah="0")
    assert "paling sedikit 1" in refused.content.decode().lower()
    officer = Person(Team(village).members[road.PETUGAS_DINSOS])
    assert "/aturan/?bagian=miskol" in officer.page("/miskol/skema/")
    assert "bulan" in officer.page("/aturan/?bagian=miskol")


def test_without_a_nik_from_the_counter_to_the_letter() -> None:
    village = make_village()
    assert village.kabupaten is not None
    make_skema(village.kabupaten)
    team = Team(village)
    decree(village, "pemohon-tanpa-nik", pilihan="1")
    given = values(nama="Bayi Rekaan", nik="", ibu="Siti Aminah Rekaan")
    operator = team.of(road.OPERATOR_DESA)
    case = services.file(operator, uuid4(), given)
    other = services.file(operator, uuid4(), given | {"ibu": "Sitti Aminah Rekaan"})
    page = Person(team.members[road.OPERATOR_DESA]).page(f"/miskol/{case.pk}/berkas/")
    assert "Keterangan Dinas Sosial (tanpa NIK) belum diunggah." in page
    assert "KTP belum diunggah." not in page
    for kind in ("ket_dinsos", "kk", "surat_desa", "rujukan"):
        services.attach(case.pk, operator, kind, Kiriman(picture(f"{kind}.png")))
    assert [one.lain.pk for one in BacaanPermohonan(case).mirip] == [other.pk]
    services.tell_apart(
        case.pk, team.of(road.PETUGAS_DINKES), other.pk, sama=False, alasan="Dua bayi kembar."
    )
    for move in ("periksa", "ajukan", "konfirmasi", "tinjau", "rekomendasi", "serahkan"):
        step(Permohonan.objects.get(pk=case.pk), team, move)
    for move in ("verifikasi", "setujui"):
        step(Permohonan.objects.get(pk=case.pk), team, move)
    letter = SuratMiskin.objects.get(permohonan=case)
    taken = Person(team.members[road.OPERATOR_DESA]).client.get(f"/miskol/surat/{letter.pk}/")
    body = taken.content
    text = pypdf.PdfReader(BytesIO(body)).pages[0].extract_text()
    assert "belum mempunyai NIK" in text
    assert "Siti Aminah Rekaan" in text
    archival(body)


def archival(body: bytes) -> None:
    """What of PDF/A-2b a reader can check: colours, marks, tags, fonts; it is no validator."""
    read = pypdf.PdfReader(BytesIO(body))
    root: Any = read.trailer["/Root"]
    (intent,) = root["/OutputIntents"]
    assert intent.get_object()["/S"] == "/GTS_PDFA1"
    assert intent.get_object()["/DestOutputProfile"].get_object()["/N"] == 3  # a profile inside
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in xmp
    assert bool(root["/MarkInfo"]["/Marked"].value)
    kinds = set(_kinds(root["/StructTreeRoot"]))
    assert {"/Document", "/H1", "/P"} <= kinds
    assert "/Encrypt" not in read.trailer
    assert not {"/JavaScript", "/EmbeddedFiles"} & set(root.get("/Names", {}))
    fonts = [one for page in read.pages for one in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert fonts
    for font in fonts:
        below = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        held = below.get_object()
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(held), font


def _kinds(node: Any) -> list[str]:  # noqa: ANN401 - objects of a PDF
    """The tags below a node."""
    held = node.get_object()
    if isinstance(held, pypdf.generic.ArrayObject):
        return [kind for one in held for kind in _kinds(one)]
    if not isinstance(held, pypdf.generic.DictionaryObject):
        return []
    own = [str(held["/S"])] if "/S" in held else []
    return own + (_kinds(held["/K"]) if "/K" in held else [])
