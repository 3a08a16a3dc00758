"""Two at once, and one form twice: one row, and a sentence for whoever came second."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from tests.at_once import at_once
from tests.factories.akun import make_access, make_user
from tests.factories.core import make_upload
from tests.factories.insentif import make_month, make_team
from tests.factories.pegawai import make_jenis_jabatan, make_petugas, make_sk
from tests.factories.regulasi import make_ketetapan
from tests.factories.wilayah import make_dinas, make_kecamatan, make_puskesmas
from upaya.akun import services as akun
from upaya.akun.giving import Term
from upaya.akun.models import Membership, User
from upaya.alur import findings
from upaya.core.access import Access
from upaya.core.models import AuditEntry
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.opening import OpenRefusedError, open_month
from upaya.insentif.isian import services as isian
from upaya.pegawai.models import JenisJabatan, Padanan, Penetapan, Penugasan, Petugas
from upaya.pegawai.models import SuratKeputusan as Sk
from upaya.pegawai.services import jabatan, padanan, petugas
from upaya.pegawai.services.jabatan import DataSk
from upaya.pegawai.services.petugas import DataPetugas
from upaya.regulasi import services as regulasi
from upaya.regulasi.models import BarisAturan
from upaya.rules.kesehatan import ADMIN_DINAS, OPERATOR_PUSKESMAS
from upaya.rules.period import Period
from upaya.wilayah import services as wilayah
from upaya.wilayah.models import Fasilitas, Unit
from upaya.wilayah.own_words import Jawaban

pytestmark = pytest.mark.django_db(transaction=True)

CLICKS = 6
START = date(2022, 8, 1)
SK = DataSk("440/1/2022", START, "kepala_dinas", "Penetapan", START)
OFFICER = DataPetugas("Siti Rekaan", "D3", "PNS", "kesehatan", golongan="III", nik="9901015708900")

Click = Callable[[int], Any]
"""What one of those who click does, by number; with 0 for all it is the same form each time."""
Kind = Callable[[Access, Access], tuple[Click, Callable[[], int], str]]
"""(admin, operator) -> the click, how many rows there are, and what whoever came second reads."""


def _count(rows: models.QuerySet[Any]) -> Callable[[], int]:
    return lambda: rows.all().count()


def _term(unit: Unit, number: int = 0) -> Term:
    return Term(OPERATOR_PUSKESMAS, unit, "800/2/2022", START + timedelta(number))


def _panji(operator: Access) -> Unit:
    unit: Unit = Unit.objects.for_scope(operator.scope).get()
    return unit


def people(admin: Access, operator: Access) -> tuple[Click, Callable[[], int], str]:
    unit = _panji(operator)

    def click(n: int) -> Any:  # noqa: ANN401
        mail = f"siti{n}@contoh.id"
        return akun.add_person(
            admin, name="Siti", username="siti.baru", email=mail, term=_term(unit)
        )

    return click, _count(User.objects.filter(username="siti.baru")), "Nama pengguna ini sudah"


def mails(admin: Access, operator: Access) -> tuple[Click, Callable[[], int], str]:
    unit, mail = _panji(operator), "siti@contoh.id"

    def click(n: int) -> Any:  # noqa: ANN401
        return akun.add_person(admin, name="S", username=f"siti{n}", email=mail, term=_term(unit))

    return click, _count(User.objects.filter(email=mail)), "Alamat surel ini sudah dipakai"


def memberships(admin: Access, operator: Access) -> tuple[Click, Callable[[], int], str]:
    unit, person = _panji(operator), make_user()
    rows = Membership.objects.filter(user=person)
    said = "sudah memegang peran itu di unit itu pada masa yang sama"
    return lambda n: akun.give_role(admin, person, _term(unit, n)), _count(rows), said


def places(admin: Access, _: Access) -> tuple[Click, Callable[[], int], str]:
    where = make_kecamatan()

    def click(n: int) -> Any:  # noqa: ANN401
        return wilayah.save_puskesmas(admin, nama="Baru", kode=f"P{n}", kecamatan=where)

    return click, _count(Unit.objects.filter(nama="Baru")), "Puskesmas dengan nama ini sudah ada"


def codes(admin: Access, _: Access) -> tuple[Click, Callable[[], int], str]:
    def click(n: int) -> Any:  # noqa: ANN401
        return wilayah.save_puskesmas(admin, nama=f"Baru {n}", kode="P9", kecamatan=None)

    return click, _count(Unit.objects.filter(kode="P9")), "Kode ini sudah dipakai unit lain"


def facilities(admin: Access, operator: Access) -> tuple[Click, Callable[[], int], str]:
    unit = _panji(operator)

    def click(n: int) -> Any:  # noqa: ANN401
        name = "Pustu Rekaan"[:n] + "Pustu Rekaan"[n:].upper() if n else "Pustu Rekaan"
        return wilayah.add_facility(admin, unit, jenis="pustu", nama=name)

    return click, _count(Fasilitas.objects.filter(puskesmas=unit)), "Nama ini sudah ada"


def post_names(admin: Access, _: Access) -> tuple[Click, Callable[[], int], str]:
    kinds = ["pj_ukm", "pj_ukp", "bendahara", "kepala_tu", "tanpa_jabatan", "kepala_puskesmas"]

    def click(n: int) -> Any:  # noqa: ANN401
        return jabatan.save_post_name(
            admin, nama="PJ Baru", macam="utama", kelas=kinds[n], asal="praktik"
        )

    return click, _count(JenisJabatan.objects.filter(nama="PJ Baru")), "Nama jabatan ini sudah ada"


def decrees(_: Access, operator: Access) -> tuple[Click, Callable[[], int], str]:
    unit = _panji(operator)

    def click(n: int) -> Any:  # noqa: ANN401
        return jabatan.save_decree(
            operator, unit, replace(SK, perihal=f"Perihal {n}"), upload=make_upload()
        )

    return click, _count(Sk.objects.filter(unit=unit)), "SK dengan nomor ini sudah dicatat"


def posts(_: Access, operator: Access) -> tuple[Click, Callable[[], int], str]:
    officer, kind, sk = make_petugas(_panji(operator)), make_jenis_jabatan(), make_sk(make_dinas())

    def click(n: int) -> Any:  # noqa: ANN401
        day = START + timedelta(n)
        return jabatan.assign(operator, officer, jenis=kind, sk=sk, mulai=day, sampai=None)

    return click, _count(Penugasan.objects.filter(petugas=officer)), "Jabatan ini sudah dipegang"


def officers(_: Access, operator: Access) -> tuple[Click, Callable[[], int], str]:
    unit = _panji(operator)

    def click(n: int) -> Any:  # noqa: ANN401
        return petugas.add(operator, unit.pk, replace(OFFICER, nama=f"Siti Rekaan {'I' * n}"))

    return click, _count(Petugas.objects.filter(puskesmas=unit)), "NIK ini sudah tercatat"


KINDS: list[Kind] = [
    people, mails, memberships, places, codes, facilities, post_names, decrees, posts, officers,
]  # fmt: skip


@pytest.fixture
def team() -> tuple[Access, Access]:
    unit = make_puskesmas("Kendit")
    return make_access(ADMIN_DINAS, make_dinas()), make_access(OPERATOR_PUSKESMAS, unit)


@pytest.mark.parametrize("kind", KINDS)
def test_several_at_once_make_one_and_the_others_read_why(
    kind: Kind, team: tuple[Access, Access]
) -> None:
    click, count, said = kind(*team)
    made, refused = at_once(click, CLICKS)
    assert (len(made), count()) == (1, 1)
    sentences = [" ".join(one.messages) for one in refused if isinstance(one, ValidationError)]
    assert len(sentences) == CLICKS - 1
    assert [words for words in sentences if said not in words] == []


@pytest.mark.parametrize("kind", KINDS)
def test_one_form_sent_several_times_finds_what_the_first_one_made(
    kind: Kind, team: tuple[Access, Access]
) -> None:
    click, count, _ = kind(*team)
    before = AuditEntry.objects.count()
    made, refused = at_once(lambda _: click(0), CLICKS)
    assert refused == []
    assert ({row.pk for row in made}, count()) == ({made[0].pk}, 1)
    # a person, what the person became, and the link by mail
    traces = 3 if kind in (people, mails) else 1
    assert AuditEntry.objects.count() - before == traces


def test_entitlement_given_by_several_at_once_is_given_once(team: tuple[Access, Access]) -> None:
    officer, sk = make_petugas(_panji(team[1])), make_sk(make_dinas())

    def click(n: int) -> list[Penetapan]:
        day = START + timedelta(n)
        return jabatan.entitle(team[1], [officer], sk=sk, mulai=day, sampai=None)

    made, refused = at_once(click, CLICKS)
    assert (sorted(map(len, made)), refused) == ([0] * (CLICKS - 1) + [1], [])
    assert officer.penetapan.count() == 1


def test_a_decree_does_not_lose_its_issuer_while_it_entitles(team: tuple[Access, Access]) -> None:
    _, operator = team
    unit = _panji(operator)
    sk = jabatan.save_decree(operator, unit, SK)
    officer = make_petugas(unit)

    def click(n: int) -> object:
        if n % 2:
            return jabatan.entitle(operator, [officer], sk=sk, mulai=START, sampai=None)
        changed = replace(SK, penerbit="bupati")
        return jabatan.save_decree(operator, unit, changed, existing=Sk.objects.get(pk=sk.pk))

    at_once(click, CLICKS)
    sk.refresh_from_db()
    assert (sk.penerbit == "kepala_dinas") is sk.penetapan.exists()


def test_a_word_explained_by_several_at_once_is_kept_once(team: tuple[Access, Access]) -> None:
    unit, operator = _panji(team[1]), team[1]
    answer = [Jawaban("status", "Kontrak", "non_ASN")]
    made, refused = at_once(lambda _: padanan.remember(operator, unit.pk, answer), CLICKS)
    assert (made, refused) == ([1] * CLICKS, [])
    assert Padanan.objects.filter(puskesmas=unit).count() == 1


def test_a_rule_proposed_several_times_waits_once(team: tuple[Access, Access]) -> None:
    made, refused = at_once(lambda _: regulasi.propose(team[0], make_ketetapan()), CLICKS)
    assert (len({row.pk for row in made}), refused) == (1, [])
    later = regulasi.propose(team[0], make_ketetapan(mulai=date(2023, 1, 1)))
    assert BarisAturan.objects.filter(pk__in=[later.pk, made[0].pk]).count() == 2


def test_a_month_opened_by_several_at_once_is_opened_once(team: tuple[Access, Access]) -> None:
    unit, operator = _panji(team[1]), team[1]
    said: list[str] = []

    def click(_: int) -> None:
        try:
            open_month(unit.pk, Period.parse("2022-08"), operator)
        except OpenRefusedError as refusal:
            said.append(str(refusal))

    at_once(click, CLICKS)
    assert said == ["Bulan Agustus 2022 sudah dibuka."] * (CLICKS - 1)
    assert Pengajuan.objects.filter(puskesmas=unit).count() == 1


def test_a_supporting_file_sent_several_times_is_kept_once(team: tuple[Access, Access]) -> None:
    month = make_month(_panji(team[1]))
    operator = make_team(month.puskesmas).operator.access()
    made, refused = at_once(
        lambda _: isian.add_berkas(month.pk, operator, "serapan", make_upload()), CLICKS
    )
    assert (len({row.pk for row in made}), refused) == (1, [])
    isian.add_berkas(month.pk, operator, "spm", make_upload())  # another kind is another file
    assert month.berkas.count() == 2


def test_a_finding_sent_several_times_is_noted_once() -> None:
    month = make_month(status="diajukan")
    verifier = make_team(month.puskesmas).verifikator.access()
    made, refused = at_once(
        lambda _: findings.add(Pengajuan, month.pk, verifier, "kegiatan", "Periksa lagi."), CLICKS
    )
    assert (len({row.pk for row in made}), refused) == (1, [])
    findings.add(Pengajuan, month.pk, verifier, "kegiatan", "Yang lain.")
    assert month.temuan.count() == 2


def test_a_decree_with_another_file_is_not_taken_for_the_same(team: tuple[Access, Access]) -> None:
    _, operator = team
    unit = _panji(operator)
    jabatan.save_decree(operator, unit, SK)
    with pytest.raises(ValidationError, match="sudah dicatat"):
        jabatan.save_decree(operator, unit, SK, upload=make_upload())


def test_an_ended_membership_can_be_given_anew(team: tuple[Access, Access]) -> None:
    admin, operator = team
    unit, person = _panji(operator), make_user()
    first = akun.give_role(admin, person, replace(_term(unit), sampai=START))
    second = akun.give_role(admin, person, _term(unit, 1))
    assert first
    assert second
    assert first.pk != second.pk
