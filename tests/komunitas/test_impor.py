"""An existing site comes over: names and dates stay, each once, old addresses lead here."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from tests.factories.akun import make_user
from tests.factories.komunitas import make_anggota, make_topik
from tests.factories.wilayah import make_puskesmas
from upaya.commands import impor_diskusi as command
from upaya.exchange.diskusi import DiscussionError, read
from upaya.komunitas.anggota import kabar
from upaya.komunitas.anggota.models import Kabar
from upaya.komunitas.diskusi.importing import take_over
from upaya.komunitas.diskusi.models import Periode, Tanggapan, Topik

pytestmark = pytest.mark.django_db

CSV = (
    "sumber;topik;judul_topik;menjawab;nama;lembaga;isi;waktu;alamat_lama\n"
    'c2;t1;Siapa memeriksa?;c1;Evita, S.KM;Puskesmas Rekaan;"Jawaban; dengan titik koma";'
    "2016-04-09 00:43;\n"
    "c1;t1;Siapa memeriksa?;;susilo;;Pertama;2016-04-07 03:18;index.php/diskusi/12-siapa\n"
    "c3;t2;Berapa lama?;;D'Arcy;;Lain;07/04/2016 10:00;\n"
)  # fmt: skip


@pytest.fixture
def period() -> Periode:
    return make_topik(make_puskesmas("Panji")).periode


def test_it_comes_once_with_names_dates_and_threads(period: Periode) -> None:
    keeper, rows = make_user("pengimpor"), read(CSV.encode(), "arsip.csv")
    first = take_over(period.pk, rows, keeper.pk)
    again = take_over(period.pk, rows, keeper.pk)
    assert (first.topik, first.tanggapan, first.sudah) == (2, 3, 0)
    assert (again.topik, again.tanggapan, again.sudah) == (0, 0, 3)
    answer = Tanggapan.objects.get(sumber="c2")
    assert answer.induk == Tanggapan.objects.get(sumber="c1")
    assert (answer.nama, answer.isi) == ("Evita, S.KM", "Jawaban; dengan titik koma")
    assert answer.ditulis_pada.year == 2016
    topic = Topik.objects.get(sumber="t1")
    assert (topic.terbit, topic.judul) == (2, "Siapa memeriksa?")
    page = Client().get("/komunitas/lama/index.php/diskusi/12-siapa")
    assert page["Location"] == f"/komunitas/d/{period.kode}/{topic.nomor}/"
    assert "Jawaban; dengan titik koma" in Client().get(page["Location"]).content.decode()


def test_what_is_old_is_no_news(period: Periode) -> None:
    make_anggota(period.topik.earliest("pk"), "seketika")
    take_over(period.pk, read(CSV.encode(), "a.csv"), make_user("pengimpor").pk)
    kabar.run()
    assert not Kabar.objects.exists()


def test_json_is_read_the_same(period: Periode) -> None:
    rows = [
        {
            "sumber": 7,
            "topik": 1,
            "judul_topik": "Satu",
            "nama": "A",
            "isi": "B",
            "waktu": "2016-04-07",
        }
    ]
    for body in (rows, {"tanggapan": rows}):
        (one,) = read(json.dumps(body).encode(), "a.json")
        assert (one.sumber, one.topik, one.menjawab) == ("7", "1", "")


def test_every_fault_is_said_at_once_and_nothing_comes(period: Periode) -> None:
    bad = "sumber,topik,nama,isi,waktu\n1,1,A,B,kemarin\n1,1,,B,2016-04-07\n2,1,A,B,2016-04-07\n"
    with pytest.raises(DiscussionError) as refused:
        read(bad.encode(), "a.csv")
    assert "kemarin" in refused.value.faults[0]
    assert refused.value.faults[1] == "Tanggapan ke-2: nama kosong."
    for body, name in ((b"\xff", "a.csv"), (b"{", "a.json"), (b"3", "a.json"), (b"a,b\n", "a.csv")):
        with pytest.raises(DiscussionError):
            read(body, name)
    lost = CSV.replace(";c1;", ";tidak-ada;")
    with pytest.raises(ValidationError, match="tidak ada sebelum itu"):
        take_over(period.pk, read(lost.encode(), "a.csv"), make_user("pengimpor").pk)


def test_the_command_takes_a_file(
    period: Periode, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_user("pengimpor")
    file = tmp_path / "arsip.csv"
    file.write_text(CSV, "utf-8")
    said = argparse.Namespace(periode=period.kode, berkas=file, oleh="pengimpor")
    assert command.run(said) == 0
    assert "2 topik dan 3 tanggapan masuk" in capsys.readouterr().out
    assert command.run(argparse.Namespace(**vars(said) | {"oleh": "tidak-ada"})) == 2
    file.write_text("x", "utf-8")
    assert command.run(said) == 2
