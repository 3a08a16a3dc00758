"""Fill the tables in bulk: members by COPY, all that hangs on them by SQL from numbers.

A part is one transaction and ends with its mark in `sejuta_sampai`, so that a run that was stopped
goes on where it stood. Row n is the same in every run. Foreign keys and the triggers of ours wait
while the rows come (`session_replication_role`): they are consistent because one formula makes
them, and `periksa` asks afterwards whether they are.
"""

# ruff: noqa: S608 - every text is put together here from words of this file
from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection, transaction

from bench.sejuta.dunia import MEMBER_LIMIT, Dunia
from upaya.core.crypto import blind_index, encrypt

PART = 50_000
DAYS = 240
FAMILY = 4
_DAY = f"(date '2022-01-01' + (n %% {DAYS})::int)"
# Half of the claims are of a tenth of the members, as care is.
_MEMBER = "(CASE WHEN n %% 2 = 0 THEN (n * 7919) %% {m} ELSE (n * 104729) %% ({m} / 10) END + 1)"
_CARD = "'JK' || translate(lpad({}::text, 10, '0'), '0123456789', 'ABCDEFGHJK')"
_ASKED = "(50000 + 10000 * (1 + n %% 20) + 75000 * (1 + n %% 3))"
_VERDICT = (
    "(CASE WHEN n %% 20 = 0 THEN 'ditolak' WHEN n %% 20 < 3 THEN 'dipotong' "
    "WHEN n %% 20 = 3 THEN 'perlu_verifikasi' ELSE 'lolos' END)"
)
_LEFT = f"(CASE WHEN n %% 20 = 0 THEN 0 WHEN n %% 20 < 3 THEN {_ASKED} - 10000 ELSE {_ASKED} END)"
_STATE = (
    "(CASE WHEN n %% 20 = 0 THEN 'ditolak' WHEN (n * 31) %% 97 < 4 THEN 'diajukan' "
    "WHEN (n * 31) %% 97 < 5 THEN 'dikembalikan' WHEN (n * 31) %% 97 < 7 THEN 'diverifikasi' "
    "WHEN (n * 31) %% 97 < 15 THEN 'disetujui' WHEN (n * 31) %% 97 < 20 THEN 'dikumpulkan' "
    "ELSE 'dibayar' END)"
)
# What waits has waited for days, as work does that is done.
_SINCE = "(timestamptz '2022-08-31 08:00+07' - (n %% 20) * interval '1 day' - n * interval '1 ms')"
_MARK = "md5('isi' || n) || md5('i' || n)"
NUMBER = "RS-2022-{:07d}"


def card(n: int) -> str:
    """The card of member n."""
    return "JK" + f"{n:010d}".translate(str.maketrans("0123456789", "ABCDEFGHJK"))


def nik(n: int) -> str:
    """The NIK of member n: of a region that does not exist."""
    return f"99990{n:011d}"


def prepare() -> None:
    """The table of marks."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS sejuta_sampai (apa text PRIMARY KEY, n bigint)")


def until(what: str) -> int:
    """How far something stands."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT n FROM sejuta_sampai WHERE apa = %s", [what])
        found = cursor.fetchone()
    return int(found[0]) if found else 0


def _parts(what: str, last: int, make: Callable[[Any, int, int], None]) -> None:
    began, at = time.monotonic(), until(what)
    if at >= last:
        return
    print(f"mengisi {what} dari {at} sampai {last} ...", flush=True)
    while at < last:
        upto = min(at + PART, last)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            make(cursor, at + 1, upto)
            cursor.execute(
                "INSERT INTO sejuta_sampai VALUES (%s, %s) ON CONFLICT (apa) DO UPDATE SET n = %s",
                [what, upto, upto],
            )
        at = upto
    print(f"  {what}: {time.monotonic() - began:.0f} detik", flush=True)


# ------------------------------------------------------------------ members
def members(made: Dunia, last: int) -> None:
    """People in families of four, each a member with a card and a term."""
    _parts("peserta", last, lambda cursor, first, upto: _members(made, cursor, first, upto))


def _members(made: Dunia, cursor: Any, first: int, upto: int) -> None:  # noqa: ANN401 - of psycopg
    villages = [one.pk for one in made.desa]
    families = range((first - 1) // FAMILY + 1, upto // FAMILY + 1)
    with cursor.copy(
        "COPY warga_keluarga (id, kabupaten_id, desa_id, kk, kk_indeks, alamat) FROM STDIN"
    ) as out:
        out.write("".join(
            f"{n}\t64.09\t{villages[n % len(villages)]}\t{encrypt(f'99991{n:011d}')}\t"
            f"{blind_index(f'99991{n:011d}', 'kk')}\tDusun Rekaan {n % 9}\n"
            for n in families
        ))  # fmt: skip
    with cursor.copy(
        "COPY warga_warga (id, kabupaten_id, desa_id, keluarga_id, hubungan, nama, nama_baku, nik, "
        "nik_indeks, tanggal_lahir, jenis_kelamin, ibu, telepon) FROM STDIN"
    ) as out:
        out.write("".join(_person(n, villages) for n in range(first, upto + 1)))
    cursor.execute(
        "INSERT INTO jamkesda_peserta (id, kabupaten_id, warga_id, kartu, inisial, kategori, "
        "sumber, nomor_sumber, surat_miskin, dibuat_pada) "
        f"SELECT n, '64.09', n, {_CARD.format('n')}, 'R. ' || (n %% 9), "
        "CASE WHEN n %% 4 = 0 THEN 'umum' ELSE 'miskin' END, 'permohonan', '', '', now() "
        "FROM generate_series(%s::bigint, %s::bigint) n",
        [first, upto],
    )
    cursor.execute(
        "INSERT INTO jamkesda_masapeserta (id, peserta_id, mulai) "
        "SELECT n, n, date '2022-01-01' FROM generate_series(%s::bigint, %s::bigint) n",
        [first, upto],
    )


def _person(n: int, villages: list[int]) -> str:
    family = (n - 1) // FAMILY + 1
    number = nik(n)
    return (
        f"{n}\t64.09\t{villages[family % len(villages)]}\t{family}\t"
        f"{'kepala' if n % FAMILY == 1 else 'anak'}\tRekaan {n}\trekaan {n}\t{encrypt(number)}\t"
        f"{blind_index(number, 'nik')}\t{1950 + n % 70}-{1 + n % 12:02d}-{1 + n % 28:02d}\t"
        f"{'LP'[n % 2]}\t\t\n"
    )


# ------------------------------------------------------------------ letters and claims
def letters(made: Dunia, last: int, many: int) -> None:
    """A letter of each claim, numbered, with its line in the register and its limit in the book."""
    hospitals = json.dumps(
        [[one.pk, p.pk] for one, p in zip(made.ppk, made.perjanjian, strict=True)]
    )
    said = {"h": hospitals, "many": len(made.ppk), "by": made.verifikator.user_id,
            "unit": made.upt.pk}  # fmt: skip

    def make(cursor: Any, first: int, upto: int) -> None:  # noqa: ANN401 - of psycopg
        asked = said | {"first": first, "upto": upto}
        cursor.execute(_PAPERS, asked)
        cursor.execute(_LETTERS.replace("{member}", _MEMBER.format(m=many)), asked)
        cursor.execute(
            "INSERT INTO jamkesda_batas (id, kabupaten_id, jenis, kunci, tahun, batas, terpakai) "
            "SELECT n, '64.09', 'surat', md5('surat' || n), 0, 5000000, 0 "
            "FROM generate_series(%(first)s::bigint, %(upto)s::bigint) n", asked,
        )  # fmt: skip

    _parts("surat", last, make)


_PAPERS = """
INSERT INTO core_dokumen (id, kabupaten_id, unit_id, unit_nama, subject_type, subject_id, jenis,
  versi, judul, nomor, tahun, urut, tanggal, sidik, kode, terbit_oleh_id, terbit_pada)
SELECT n, '64.09', %(unit)s, 'UPT', 'jamkesda.suratjaminan', n::text, 'surat_jaminan', 1,
  'Surat jaminan', n || '/SJ/2022', 2022, n, date '2022-01-01', repeat('0', 64), md5('d' || n),
  %(by)s, now()
FROM generate_series(%(first)s::bigint, %(upto)s::bigint) n
"""
_LETTERS = f"""
INSERT INTO jamkesda_suratjaminan (id, status, status_since, round, kabupaten_id, ppk_id,
  peserta_id, perjanjian_id, kunci, kode, nomor, dokumen_id, layanan, kelas, diagnosis, mulai,
  sampai, batas, gawat_darurat, dibuat_oleh_id, dibuat_pada)
SELECT n, 'selesai', now(), 1, '64.09', (%(h)s::json -> (n %% %(many)s)::int ->> 0)::bigint,
  {{member}}, (%(h)s::json -> (n %% %(many)s)::int ->> 1)::bigint,
  md5('k' || n)::uuid, md5('surat' || n), n || '/SJ/2022', n, 'rjtl', '', 'A09', {_DAY}, {_DAY},
  5000000, false, %(by)s, now()
FROM generate_series(%(first)s::bigint, %(upto)s::bigint) n
"""


def claims(made: Dunia, last: int, many: int, like: Mapping[str, Any]) -> None:
    """Claims in every state with lines, reasons and ways; `like` is what one was judged by."""
    said = {
        "units": json.dumps([one.unit_id for one in made.ppk]), "many": len(made.ppk),
        "by": made.petugas[0].user_id, "like": json.dumps(like),
    }  # fmt: skip
    member = _MEMBER.format(m=many)
    texts = [one.replace("{member}", member).replace("{card}", _CARD.format(member))
             for one in (_CLAIMS, _LINES, _REASONS, _WAYS)]  # fmt: skip

    def make(cursor: Any, first: int, upto: int) -> None:  # noqa: ANN401 - of psycopg
        for text in texts:
            cursor.execute(text, said | {"first": first, "upto": upto})

    _parts("klaim", last, make)


_CLAIMS = f"""
INSERT INTO jamkesda_klaim (id, status, status_since, round, kabupaten_id, unit_id, nomor, isi,
  peserta, surat, jenis, masuk, keluar, diajukan, diminta, diperiksa, disetujui, putusan, masukan,
  sidik, perbaikan, dicatat_oleh_id, dicatat_pada)
SELECT n, {_STATE}, {_SINCE}, 1, '64.09',
  (%(units)s::json ->> (n %% %(many)s)::int)::bigint, 'RS-2022-' || lpad(n::text, 7, '0'), {_MARK},
  {{card}}, md5('surat' || n), 'rawat_jalan', {_DAY}, {_DAY}, {_DAY} + 3, {_ASKED}, {_LEFT},
  CASE WHEN {_STATE} IN ('diajukan', 'dikembalikan') THEN NULL
       WHEN {_STATE} = 'ditolak' THEN 0 ELSE {_LEFT} END,
  {_VERDICT},
  jsonb_set(jsonb_set(%(like)s::jsonb, '{{peserta,id}}', to_jsonb({{card}})), '{{klaim,id}}',
            to_jsonb('RS-2022-' || lpad(n::text, 7, '0'))),
  repeat('0', 64), '{{}}', %(by)s, now()
FROM generate_series(%(first)s::bigint, %(upto)s::bigint) n
"""
_LINES = f"""
INSERT INTO jamkesda_layananklaim (id, klaim_id, no, kode, tanggal, jumlah, harga, diminta,
  diperiksa, disetujui)
SELECT 3 * n + no - 3, n, no, kode, {_DAY}, jumlah, harga, jumlah * harga, sisa,
  CASE WHEN {_STATE} IN ('diajukan', 'dikembalikan') THEN NULL ELSE sisa END
FROM generate_series(%(first)s::bigint, %(upto)s::bigint) n, LATERAL (VALUES
  (1, '89.03', 1, 50000, CASE WHEN n %% 20 = 0 THEN 0 ELSE 50000 END),
  (2, 'OBT-1', 1 + n %% 20, 10000, CASE WHEN n %% 20 = 0 THEN 0 WHEN n %% 20 < 3
    THEN 10000 * (n %% 20) ELSE 10000 * (1 + n %% 20) END),
  (3, 'LAB-1', 1 + n %% 3, 75000, CASE WHEN n %% 20 = 0 THEN 0 ELSE 75000 * (1 + n %% 3) END)
) AS baris (no, kode, jumlah, harga, sisa)
"""
_REASONS = """
INSERT INTO jamkesda_alasantercatat (id, klaim_id, layanan_id, kode, jumlah, kalimat, putaran)
SELECT 3 * n + no - 3, n, 3 * n + no - 3, CASE WHEN n %% 20 = 0 THEN 'P01' ELSE 'K01' END,
  CASE WHEN n %% 20 = 0 THEN diminta ELSE 10000 END, 'Alasan rekaan pada baris ini.', 1
FROM generate_series(%(first)s::bigint, %(upto)s::bigint) n, LATERAL (VALUES
  (1, 50000), (2, 10000 * (1 + n %% 20)), (3, 75000 * (1 + n %% 3))) AS baris (no, diminta)
WHERE n %% 20 = 0 OR (n %% 20 < 3 AND no = 2)
"""
_WAYS = f"""
INSERT INTO jamkesda_saringan (id, klaim_id, jalur, aturan, versi, pada)
SELECT n, n, CASE WHEN {_VERDICT} = 'lolos' THEN 'besar' ELSE 'bertanda' END, '[]', '1', now()
FROM generate_series(%(first)s::bigint, %(upto)s::bigint) n
"""


def used(last: int, many: int) -> None:
    """What the claims took of their letters and of the year of each member; one part."""
    if until("buku") >= last:
        return
    began = time.monotonic()
    base, agreed = 10_000_000, 20_000_000
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM jamkesda_pemakaian")
        cursor.execute("DELETE FROM jamkesda_batas WHERE id > %s", [base])
        cursor.execute(
            "INSERT INTO jamkesda_batas (id, kabupaten_id, jenis, kunci, tahun, batas, terpakai) "
            "SELECT %s + right(translate(peserta, 'ABCDEFGHJK', '0123456789'), 10)::bigint, "
            "'64.09', 'peserta', peserta, 2022, greatest(%s, sum(diperiksa)), sum(diperiksa) "
            "FROM jamkesda_klaim WHERE diperiksa > 0 AND id <= %s GROUP BY peserta",
            [base, MEMBER_LIMIT, last],
        )
        cursor.execute(
            "INSERT INTO jamkesda_batas (id, kabupaten_id, jenis, kunci, tahun, batas, terpakai) "
            "SELECT %s + p.id, '64.09', 'perjanjian', p.id::text, 0, p.plafon, sum(k.diperiksa) "
            "FROM jamkesda_klaim k JOIN jamkesda_perjanjian p ON p.ppk_id = k.unit_id "
            "WHERE k.id <= %s GROUP BY p.id",
            [agreed, last],
        )
        cursor.execute(
            "UPDATE jamkesda_batas b SET terpakai = k.diperiksa FROM jamkesda_klaim k "
            "WHERE b.id = k.id AND b.jenis = 'surat' AND k.diperiksa > 0 AND k.id <= %s", [last],
        )  # fmt: skip
        cursor.execute(
            "INSERT INTO jamkesda_pemakaian (kabupaten_id, batas_id, klaim, jumlah, "
            "dicatat_oleh_id, dicatat_pada) SELECT '64.09', at.id, k.unit_id || ':' || "
            "left(k.isi, 40), k.diperiksa, k.dicatat_oleh_id, now() FROM jamkesda_klaim k, "
            "LATERAL (VALUES (k.id), (%s + right(translate(k.peserta, 'ABCDEFGHJK', "
            "'0123456789'), 10)::bigint), (%s + (SELECT p.id FROM jamkesda_perjanjian p "
            "WHERE p.ppk_id = k.unit_id))) AS at (id) WHERE k.diperiksa > 0 AND k.id <= %s",
            [base, agreed, last],
        )
        cursor.execute(
            "INSERT INTO sejuta_sampai VALUES ('buku', %s) ON CONFLICT (apa) DO UPDATE SET n = %s",
            [last, last],
        )
    print(f"  buku batas: {time.monotonic() - began:.0f} detik", flush=True)


_SEQUENCES = (
    "warga_keluarga", "warga_warga", "jamkesda_peserta", "jamkesda_masapeserta", "core_dokumen",
    "jamkesda_suratjaminan", "jamkesda_klaim", "jamkesda_layananklaim", "jamkesda_alasantercatat",
    "jamkesda_saringan", "jamkesda_batas", "jamkesda_pemakaian",
)  # fmt: skip


def settle() -> None:
    """Sequences stand behind the rows, and the planner knows them."""
    with connection.cursor() as cursor:
        for table in _SEQUENCES:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), "
                f"greatest(1, (SELECT max(id) FROM {table})))"
            )
        for table in _SEQUENCES:
            cursor.execute(f"VACUUM ANALYZE {table}")


def check(last: int) -> list[str]:
    """What does not fit among the rows that were made; empty when all is as services write it."""
    asked = {
        "klaim tanpa peserta": "SELECT count(*) FROM jamkesda_klaim k LEFT JOIN jamkesda_peserta p "
        "ON p.kartu = k.peserta WHERE p.id IS NULL",
        "klaim di luar surat": "SELECT count(*) FROM jamkesda_klaim k JOIN jamkesda_suratjaminan s "
        "ON s.kode = k.surat JOIN jamkesda_peserta p ON p.id = s.peserta_id "
        "JOIN jamkesda_ppk f ON f.unit_id = s.ppk_id "
        "WHERE p.kartu <> k.peserta OR f.unit_id <> k.unit_id",
        "jumlah baris tak sama": "SELECT count(*) FROM (SELECT k.id FROM jamkesda_klaim k "
        "JOIN jamkesda_layananklaim l ON l.klaim_id = k.id GROUP BY k.id "
        "HAVING sum(l.diminta) <> k.diminta OR sum(l.diperiksa) <> k.diperiksa) x",
        "potongan tak beralasan": "SELECT count(*) FROM (SELECT k.id FROM jamkesda_klaim k "
        "LEFT JOIN jamkesda_alasantercatat a ON a.klaim_id = k.id GROUP BY k.id "
        "HAVING k.diminta - coalesce(sum(a.jumlah), 0) <> k.diperiksa) x",
        "buku tak sama": "SELECT count(*) FROM (SELECT b.id FROM jamkesda_batas b "
        "JOIN jamkesda_pemakaian p ON p.batas_id = b.id WHERE p.dilepas_pada IS NULL GROUP BY b.id "
        "HAVING sum(p.jumlah) <> b.terpakai) x",
    }
    wrong = []
    with connection.cursor() as cursor:
        for name, text in asked.items():
            cursor.execute(text)
            if found := cursor.fetchone()[0]:
                wrong.append(f"{name}: {found}")
        cursor.execute("SELECT count(*) FROM jamkesda_klaim")
        if (stored := cursor.fetchone()[0]) < last:
            wrong.append(f"hanya {stored} klaim")
    return wrong
