"""A month's indices: the program proposes, the Dinas decides, sending on freezes them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.factories.akun import make_membership, sign_in
from tests.factories.insentif import make_indeks, make_month, make_team
from tests.factories.regulasi import make_baris, make_ketetapan
from tests.factories.wilayah import make_dinas, make_kabupaten, make_puskesmas
from upaya.akun.models import User
from upaya.core.models import AuditEntry
from upaya.core.scope import Scope
from upaya.insentif.indeks import services as indeks
from upaya.insentif.indeks.models import IndeksTerbit
from upaya.insentif.indeks.queries import (
    UsulanIndeks,
    months_with_rules,
    proposals,
    published_counts,
)
from upaya.insentif.indeks.services import Indices, PublishRefusedError
from upaya.insentif.isian import services as isian
from upaya.insentif.ketetapan.kinds import Kunci
from upaya.regulasi import services as aturan
from upaya.regulasi.queries import rulebook_for
from upaya.regulasi.services import AturanRefusedError
from upaya.rules.insentif.spm import PELAYANAN
from upaya.rules.kesehatan import KEPALA_DINAS
from upaya.rules.period import Period
from upaya.wilayah.models import Unit

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse  # the stubs' name of an answer

pytestmark = pytest.mark.django_db

AGUSTUS, SEPTEMBER = Period(2022, 8), Period(2022, 9)
NAMES = ("kinerja_spm", "kesulitan_wilayah", "beban_kerja")


def proposed(scope: Scope, period: Period) -> list[UsulanIndeks]:
    return proposals(scope, period, rulebook_for(scope.kabupaten or ""))


@pytest.fixture(autouse=True)
def _november(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)


def row(unit: Unit, period: Period = AGUSTUS) -> UsulanIndeks:
    scope = make_team(unit).admin.access().scope
    (found,) = [r for r in proposed(scope, period) if r.puskesmas == unit]
    return found


def sheet(*rows: tuple[Unit, tuple[str, str, str]], **more: str) -> dict[str, str]:
    cells = {
        f"{name}_{unit.pk}": text
        for unit, texts in rows
        for name, text in zip(NAMES, texts, strict=True)
    }
    return cells | {"nomor_surat": "440/7/2022", "alasan": ""} | more


def post(
    unit: Unit, data: dict[str, str], period: Period = AGUSTUS
) -> "_MonkeyPatchedWSGIResponse":
    client = sign_in(Client(), make_team(unit).admin)
    return client.post(f"/indeks/{period}/", data)


def counts(unit: Unit, period: Period = AGUSTUS) -> tuple[str, ...] | None:
    latest = indeks.latest_for(unit.pk, period)
    return None if latest is None else tuple(str(v.normalize()) for v in latest.as_dict().values())


# ------------------------------------------------------------------ proposals


def test_the_proposal_is_what_the_rules_give_for_the_months_own_data() -> None:
    unit = make_puskesmas(kategori="sangat_terpencil", penduduk=17_000)
    make_month(unit, filled=True)
    found = row(unit)
    assert found.kinerja_spm == Decimal("0.27")  # 70% of every target: the fourth fifth
    assert found.kesulitan_wilayah == Decimal("0.33")
    assert found.beban_kerja is not None
    assert found.sumber_spm == "data bulan ini"
    assert found.terbit is not None
    assert not found.terkunci


def test_without_this_months_data_the_last_months_count_and_say_so() -> None:
    unit = make_puskesmas()
    make_month(unit, filled=True)
    found = row(unit, SEPTEMBER)
    assert (found.kinerja_spm, found.sumber_spm) == (Decimal("0.27"), "data Agustus 2022")
    assert row(unit, Period(2022, 10)).sumber_spm == "data pelayanan belum lengkap"


def test_half_of_this_months_services_are_not_mixed_with_the_last_months() -> None:
    unit = make_puskesmas()
    make_month(unit, filled=True)
    september = make_month(unit, "2022-09", filled=True)
    september.pelayanan.filter(layanan="ibu_hamil").delete()
    found = row(unit, SEPTEMBER)
    assert (found.kinerja_spm, found.sumber_spm) == (None, "data pelayanan belum lengkap")


def test_what_the_data_do_not_give_is_not_proposed() -> None:
    unit = make_puskesmas(kategori="", penduduk=0)
    month = make_month(unit)
    services = dict.fromkeys(PELAYANAN, (0, 5))
    isian.save_pelayanan(month.pk, make_team(unit).operator.access(), services, month.versi)
    found = row(unit)
    assert (found.kinerja_spm, found.sumber_spm) == (None, "semua target nol")
    assert found.kesulitan_wilayah is None
    assert found.beban_kerja is None
    client = sign_in(Client(), make_team(unit).admin)
    page = client.get("/indeks/2022-08/").content.decode()
    assert "kategori belum diisi" in page
    assert "penduduk belum diisi" in page


def test_the_districts_own_bands_make_the_proposal() -> None:
    unit = make_puskesmas(penduduk=30_000)
    before = row(unit).beban_kerja
    make_baris(make_kabupaten(), Kunci.PITA_PENDUDUK, [1_000, 2_000, 3_000, 4_000])
    assert before != Decimal("0.33")
    assert row(unit).beban_kerja == Decimal("0.33")


@pytest.mark.empty_world
def test_rows_are_this_districts_active_puskesmas_by_name() -> None:
    here = make_puskesmas("Panji")
    make_puskesmas("Besuki")
    closed = make_puskesmas("Tutup")
    Unit.objects.filter(pk=closed.pk).update(aktif=False)
    make_puskesmas("Jauh", make_kabupaten("35.10"))
    scope = make_team(here).admin.access().scope
    assert [r.puskesmas.nama for r in proposed(scope, AGUSTUS)] == ["Besuki", "Panji"]


def test_a_district_without_printed_rules_gets_its_page_too() -> None:
    far = make_kabupaten("35.10")
    unit = make_puskesmas("Genteng", far)
    make_dinas(far)
    client = sign_in(Client(), make_team(unit).admin)
    assert client.get("/indeks/").status_code == 200
    assert "Genteng" in client.get("/indeks/2022-08/").content.decode()


@pytest.mark.empty_world
def test_proposals_ask_a_fixed_number_of_queries(
    django_assert_max_num_queries: Callable[[int], CaptureQueriesContext],
) -> None:
    for number in range(12):
        make_puskesmas(f"Puskesmas {number:02d}")
    make_month(make_puskesmas("Panji"), filled=True)
    scope = make_team().admin.access().scope
    proposed(scope, AGUSTUS)
    with django_assert_max_num_queries(7):
        assert len(proposed(scope, AGUSTUS)) == 13


# ------------------------------------------------------------------ which months


def test_months_go_from_the_present_back_to_the_first_with_rules(settings: Settings) -> None:
    scope = make_team().admin.access().scope
    assert [str(m) for m in months_with_rules(scope, rulebook_for(scope.kabupaten or ""))] == [
        "2022-11",
        "2022-10",
        "2022-09",
        "2022-08",
    ]
    settings.BUSINESS_DATE = date(2022, 7, 31)
    assert months_with_rules(scope, rulebook_for(scope.kabupaten or "")) == []
    client = sign_in(Client(), make_team().admin)
    assert "Belum ada bulan" in client.get("/indeks/").content.decode()


@pytest.mark.parametrize("text", ["2022-07", "2022-12", "2022-13", "abc", "2022-8", "22-08"])
def test_a_month_without_rules_or_no_month_at_all_is_not_there(text: str) -> None:
    client = sign_in(Client(), make_team().admin)
    assert client.get(f"/indeks/{text}/").status_code == 404


@pytest.mark.empty_world
def test_the_list_counts_each_puskesmas_once() -> None:
    unit = make_puskesmas()
    make_puskesmas("Besuki")
    make_indeks(unit)
    make_indeks(unit, nilai=("0.33", "0.08", "0.20"), alasan="Diperbaiki menurut laporan")
    scope = make_team(unit).admin.access().scope
    found = published_counts(scope, [AGUSTUS, SEPTEMBER])
    assert (found.total, dict(found.per_bulan)) == (2, {AGUSTUS: 1})
    page = sign_in(Client(), make_team(unit).admin).get("/indeks/").content.decode()
    assert "1 dari 2" in page
    assert "Terbit sebagian" in page


# ------------------------------------------------------------------ the sheet


@pytest.mark.empty_world
def test_some_can_be_published_and_the_others_left_for_later() -> None:
    here, there = make_puskesmas("Panji"), make_puskesmas("Besuki")
    answer = post(here, sheet((here, ("0,27", "0.08", " 0,2 ")), (there, ("", "", ""))))
    assert answer.status_code == 302
    assert counts(here) == ("0.27", "0.08", "0.2")
    assert counts(there) is None
    published = IndeksTerbit.objects.get()
    assert (published.versi, published.nomor_surat, published.alasan) == (1, "440/7/2022", "")
    entry = AuditEntry.objects.get(action="indeks.terbitkan")
    assert entry.detail["puskesmas"] == here.pk


@pytest.mark.parametrize(
    "text",
    ["1,0001", "-0,01", "0,00001", "setengah", "NaN", "Infinity", "1e-3x", "0,2,7", "1.000,5"],
)
def test_what_is_no_index_is_refused_at_its_field(text: str) -> None:
    unit = make_puskesmas()
    answer = post(unit, sheet((unit, (text, "0,08", "0,20"))))
    assert answer.status_code == 422
    assert f'class="error" id="id_kinerja_spm_{unit.pk}_error"' in answer.content.decode()
    assert [step["url"] for step in answer.context["remah"]] == ["/indeks/", ""]
    assert counts(unit) is None


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (("0,34", "0,08", "0,20"), "di atas indeks kinerja SPM tertinggi dalam tabelnya, 0,33"),
        (("0,27", "0,3301", "0,20"), "di atas indeks kesulitan wilayah tertinggi"),
        (("0,27", "0,08", "1"), "di atas indeks beban kerja tertinggi"),
    ],
)
def test_an_index_above_its_table_is_refused_whatever_the_reason(
    texts: tuple[str, str, str], told: str
) -> None:
    unit = make_puskesmas()
    answer = post(unit, sheet((unit, texts), alasan="Luar biasa baik"))
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert counts(unit) is None
    values = Indices(*(Decimal(text.replace(",", ".")) for text in texts))
    admin = make_team(unit).admin.access()
    with pytest.raises(PublishRefusedError, match="di atas"):
        indeks.publish(
            unit.pk, AGUSTUS, values, admin, nomor_surat="1", alasan="Kinerja luar biasa"
        )


def test_a_hardship_index_above_the_category_that_the_perbup_prints_is_refused() -> None:
    panji = make_puskesmas("Puskesmas Panji", kategori="terpencil")  # printed: kota
    answer = post(panji, sheet((panji, ("0,27", "0,25", "0,20")), alasan="Sulit dicapai"))
    assert answer.status_code == 422
    assert "di atas indeks kategori perkotaan, 0,08" in answer.content.decode()
    admin = make_team(panji).admin.access()
    decree = make_ketetapan(
        Kunci.INDEKS_KESULITAN, 1_000, sampai=date(2022, 12, 31), puskesmas=panji
    )
    with pytest.raises(AturanRefusedError, match="kategori perkotaan"):
        aturan.propose(admin, decree)
    # without a printed category, and in a year without a printed one, the table is the limit
    other = make_puskesmas("Puskesmas Baru")
    assert post(other, sheet((other, ("0,27", "0,25", "0,20")))).status_code == 302


@pytest.mark.parametrize("text", ["0", "0,0001", "0,24", "0,1"])
def test_an_index_outside_its_table_waits_for_a_second_person(text: str) -> None:
    unit = make_puskesmas()
    alone = post(unit, sheet((unit, (text, "0,08", "0,20")), alasan="Laporan susulan"))
    assert alone.status_code == 422
    assert "orang kedua" in alone.content.decode()
    assert counts(unit) is None

    value = Decimal(text.replace(",", "."))
    admin = make_team(unit).admin.access()
    decree = make_ketetapan(
        Kunci.INDEKS_SPM, int(value * 10_000), sampai=date(2022, 12, 31), puskesmas=unit
    )
    proposed = aturan.propose(admin, decree)
    assert post(unit, sheet((unit, (text, "0,08", "0,20")), alasan="Laporan")).status_code == 422
    same = make_membership(KEPALA_DINAS, user=User.objects.get(pk=admin.user_id)).access()
    with pytest.raises(AturanRefusedError, match="dari orang lain"):
        aturan.approve(proposed.pk, same)
    aturan.approve(proposed.pk, make_membership(KEPALA_DINAS).access())

    silent = post(unit, sheet((unit, (text, "0,08", "0,20"))))
    assert silent.status_code == 422
    assert "di luar tabel harus beralasan" in silent.content.decode()
    data = sheet((unit, (text, "0,08", "0,20")), alasan="Laporan susulan")
    assert post(unit, data).status_code == 302
    latest = indeks.latest_for(unit.pk, AGUSTUS)
    assert latest is not None
    assert (latest.kinerja_spm, latest.alasan) == (value, "Laporan susulan")
    # the decree is of this puskesmas and this index alone
    other = make_puskesmas("Besuki")
    assert post(other, sheet((other, (text, "0,08", "0,20")), alasan="x")).status_code == 422
    assert post(unit, sheet((unit, ("0,27", "0,08", text)), alasan="x")).status_code == 422


def test_a_district_that_decreed_the_continuous_method_publishes_what_it_gives() -> None:
    unit = make_puskesmas()
    assert unit.kabupaten is not None
    make_baris(unit.kabupaten, Kunci.METODE_SPM, "kontinu")
    assert post(unit, sheet((unit, ("0,28", "0,08", "0,20")))).status_code == 302
    assert post(unit, sheet((unit, ("0,34", "0,08", "0,20")), alasan="x")).status_code == 422


@pytest.mark.empty_world
def test_a_row_half_filled_is_a_fault_and_keeps_what_was_typed() -> None:
    here, there = make_puskesmas("Panji"), make_puskesmas("Besuki")
    answer = post(here, sheet((here, ("0,27", "", "0,20")), (there, ("0,13", "0,17", "0,07"))))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Isi ketiga indeks, atau kosongkan ketiganya." in text
    assert 'value="0,27"' in text
    assert not IndeksTerbit.objects.exists()


def test_a_proposal_that_lacks_an_index_is_passed_over_unless_it_was_touched() -> None:
    """In a first month nobody has data pelayanan yet: such rows must not block the others."""
    here, there = make_puskesmas("Panji"), make_puskesmas("Besuki")
    proposed = row(there)
    assert proposed.kinerja_spm is None
    shown = ("", "0,08", str(proposed.beban_kerja).replace(".", ","))
    assert post(here, sheet((here, ("0,27", "0,08", "0,20")), (there, shown))).status_code == 302
    assert (counts(here), counts(there)) == (("0.27", "0.08", "0.2"), None)
    touched = sheet((there, ("", "0,17", shown[2])))
    assert post(here, touched).status_code == 422


def test_the_letter_must_be_named() -> None:
    unit = make_puskesmas()
    answer = post(unit, sheet((unit, ("0,27", "0,08", "0,20")), nomor_surat=" "))
    assert answer.status_code == 422
    assert counts(unit) is None


@pytest.mark.empty_world
def test_published_indices_change_only_with_a_reason() -> None:
    unit = make_puskesmas()
    make_indeks(unit)
    changed = sheet((unit, ("0,33", "0,08", "0,20")))
    refused = post(unit, changed)
    assert refused.status_code == 422
    assert "Tulis alasan mengubah indeks yang sudah terbit." in refused.content.decode()
    assert counts(unit) == ("0.27", "0.08", "0.2")

    assert post(unit, changed | {"alasan": "Laporan susulan"}).status_code == 302
    assert counts(unit) == ("0.33", "0.08", "0.2")
    assert list(
        IndeksTerbit.objects.order_by("versi").values_list("versi", "kinerja_spm", "alasan")
    ) == [(1, Decimal("0.2700"), ""), (2, Decimal("0.3300"), "Laporan susulan")]


@pytest.mark.empty_world
def test_the_same_again_publishes_nothing() -> None:
    unit = make_puskesmas()
    make_indeks(unit)
    answer = post(unit, sheet((unit, ("0,2700", "0,08", "0,20"))))
    assert answer.status_code == 302
    assert IndeksTerbit.objects.count() == 1
    client = sign_in(Client(), make_team(unit).admin)
    data = sheet((unit, ("0,27", "0,08", "0,20")))
    followed = client.post("/indeks/2022-08/", data, follow=True)
    assert "Tidak ada indeks yang berubah" in followed.content.decode()


@pytest.mark.parametrize(
    ("status", "locked"),
    [
        ("draf", False),
        ("dikembalikan", False),
        ("menunggu_verifikasi", True),
        ("diverifikasi_puskesmas", True),
        ("diajukan", True),
        ("disetujui", True),
        ("ditolak", True),
    ],
)
def test_once_the_month_has_left_its_draft_the_indices_stand(status: str, locked: bool) -> None:  # noqa: FBT001
    month = make_month(status=status, filled=True)
    unit = month.puskesmas
    assert row(unit).terkunci is locked

    post(unit, sheet((unit, ("0,33", "0,08", "0,33")), alasan="Berubah menurut laporan"))

    assert (counts(unit) == ("0.27", "0.08", "0.2")) is locked
    admin = make_team(unit).admin.access()
    values = Indices(Decimal("0.1"), Decimal("0.1"), Decimal("0.1"))
    if locked:
        with pytest.raises(PublishRefusedError, match="sudah melewati draf"):
            indeks.publish(
                unit.pk, AGUSTUS, values, admin, nomor_surat="1", alasan="Berubah menurut laporan"
            )
        page = sign_in(Client(), make_team(unit).admin).get("/indeks/2022-08/").content.decode()
        assert f"Terkunci: {month.state.label}" in page


def test_a_sheet_is_published_whole_or_not_at_all() -> None:
    free, locked = make_puskesmas("Besuki"), make_month(status="diajukan").puskesmas
    values = Indices(Decimal("0.1"), Decimal("0.1"), Decimal("0.1"))
    admin = make_team(free).admin.access()
    entries = AuditEntry.objects.count()
    with pytest.raises(PublishRefusedError, match="Panji sudah melewati draf"):
        indeks.publish_all(
            [(free.pk, values), (locked.pk, values)],
            AGUSTUS, admin, nomor_surat="1", alasan="Berubah menurut laporan",
        )  # fmt: skip
    assert counts(free) is None
    assert AuditEntry.objects.count() == entries


def test_a_month_sent_while_the_sheet_was_open_refuses_it_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    month = make_month(status="menunggu_verifikasi")
    unit, other = month.puskesmas, make_puskesmas("Besuki")
    rows = proposed(make_team(unit).admin.access().scope, AGUSTUS)
    stale = [replace(found, pengajuan=None) for found in rows]
    monkeypatch.setattr("upaya.insentif.indeks.views.proposals", lambda *_: stale)

    data = sheet(
        (unit, ("0,33", "0,08", "0,20")),
        (other, ("0,13", "0,08", "0,13")),
        alasan="Laporan susulan",
    )
    answer = post(unit, data)

    assert answer.status_code == 422
    assert "Panji sudah melewati draf bulan Agustus 2022" in answer.content.decode()
    assert counts(other) is None


def test_another_districts_puskesmas_cannot_be_slipped_in() -> None:
    unit, far = make_puskesmas(), make_puskesmas("Jauh", make_kabupaten("35.10"))
    answer = post(unit, sheet((far, ("0,1", "0,1", "0,1"))))
    assert answer.status_code == 302
    assert counts(far) is None
    admin = make_team(unit).admin.access()
    values = Indices(Decimal("0.1"), Decimal("0.1"), Decimal("0.1"))
    with pytest.raises(Unit.DoesNotExist):
        indeks.publish(far.pk, AGUSTUS, values, admin, nomor_surat="1")
