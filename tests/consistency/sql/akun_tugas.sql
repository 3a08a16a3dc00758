-- akun:tugas: verifikator_dinas
-- 16 kueri, 0 ulangan; ditulis oleh pytest --tulis-sql

-- 1 SessionSeenMiddleware.__call__
SELECT django_session.session_key, django_session.session_data, django_session.expire_date
FROM django_session
WHERE (django_session.expire_date > %s AND django_session.session_key = %s)
LIMIT 21;

-- 2 SessionSeenMiddleware.__call__
SELECT akun_user.(10 kolom)
FROM akun_user
WHERE akun_user.id = %s
LIMIT 21;

-- 3 memberships_in_force
SELECT akun_membership.(8 kolom), EXISTS(SELECT %s AS a
FROM mfa_authenticator U0
WHERE (U0.type = %s AND U0.user_id = (akun_membership.user_id))
LIMIT 1) AS ber_totp, wilayah_unit.(13 kolom)
FROM akun_membership
INNER JOIN akun_user ON (akun_membership.user_id = akun_user.id)
INNER JOIN wilayah_unit ON (akun_membership.unit_id = wilayah_unit.id)
WHERE ((akun_membership.sampai IS NULL OR akun_membership.sampai >= %s) AND akun_membership.mulai <= %s AND akun_user.is_active AND akun_membership.user_id = %s)
ORDER BY akun_membership.id ASC;

-- 4 _proposals
SELECT pembayaran_pembetulan.id AS pk, pembayaran_pembetulan.jenis AS kata, pembayaran_pembayaran.judul AS judul
FROM pembayaran_pembetulan
INNER JOIN pembayaran_pembayaran ON (pembayaran_pembetulan.pembayaran_id = pembayaran_pembayaran.id)
WHERE (pembayaran_pembetulan.kabupaten_id = %s AND pembayaran_pembetulan.jenis IN (%s) AND pembayaran_pembetulan.status = %s AND NOT (pembayaran_pembetulan.diusulkan_oleh_id = %s))
UNION ALL SELECT pembayaran_usulanformat.id AS pk, %s AS kata, %s AS judul
FROM pembayaran_usulanformat
WHERE (pembayaran_usulanformat.kabupaten_id = %s AND pembayaran_usulanformat.status = %s AND NOT (pembayaran_usulanformat.diusulkan_oleh_id = %s))
ORDER BY 2 ASC, 1 ASC
LIMIT 200;

-- 5 waiting
SELECT bok_spjkegiatan.(26 kolom), wilayah_kabupaten.kode, wilayah_kabupaten.nama, wilayah_kabupaten.provinsi, wilayah_unit.(13 kolom), bok_pelaksanaan.(23 kolom), bok_kegiatanrencana.(24 kolom), akun_user.(10 kolom)
FROM bok_spjkegiatan
INNER JOIN wilayah_kabupaten ON (bok_spjkegiatan.kabupaten_id = wilayah_kabupaten.kode)
INNER JOIN wilayah_unit ON (bok_spjkegiatan.puskesmas_id = wilayah_unit.id)
INNER JOIN bok_pelaksanaan ON (bok_spjkegiatan.pelaksanaan_id = bok_pelaksanaan.id)
INNER JOIN bok_kegiatanrencana ON (bok_pelaksanaan.kegiatan_id = bok_kegiatanrencana.id)
INNER JOIN akun_user ON (bok_pelaksanaan.ditulis_oleh_id = akun_user.id)
WHERE (bok_spjkegiatan.kabupaten_id = %s AND bok_spjkegiatan.status IN (%s) AND NOT (bok_spjkegiatan.status = %s AND (EXISTS(SELECT %s AS a
FROM bok_pengisispj U0
WHERE (U0.spj_id = (bok_spjkegiatan.id) AND U0.user_id = %s)
LIMIT 1) OR EXISTS(SELECT %s AS a
FROM core_workflowlog U0
WHERE (U0.actor_id = %s AND U0.move IN (%s ...) AND U0.round = (bok_spjkegiatan.round) AND U0.subject_id = (bok_spjkegiatan.id) AND U0.workflow = %s)
LIMIT 1))))
ORDER BY bok_spjkegiatan.status_since ASC, bok_spjkegiatan.id ASC
LIMIT 200;

-- 6 _to_decide
SELECT bok_permintaandana.id AS pk, %s AS siapa, wilayah_unit.nama AS unit, bok_permintaandana.periode AS kapan, bok_permintaandana.jumlah AS jumlah
FROM bok_permintaandana
INNER JOIN bok_bukukas ON (bok_permintaandana.buku_id = bok_bukukas.id)
INNER JOIN wilayah_unit ON (bok_bukukas.unit_id = wilayah_unit.id)
WHERE (bok_permintaandana.kabupaten_id = %s AND bok_permintaandana.status = %s AND NOT (bok_permintaandana.diusulkan_oleh_id = %s))
UNION ALL SELECT bok_hariganda.id AS pk, bok_hariganda.nama AS siapa, wilayah_unit.nama AS unit, bok_hariganda.hari AS kapan, bok_hariganda.jumlah AS jumlah
FROM bok_hariganda
INNER JOIN bok_bukukas ON (bok_hariganda.buku_id = bok_bukukas.id)
INNER JOIN wilayah_unit ON (bok_bukukas.unit_id = wilayah_unit.id)
WHERE (bok_hariganda.kabupaten_id = %s AND bok_hariganda.status = %s AND NOT (bok_hariganda.diusulkan_oleh_id = %s))
ORDER BY 4 ASC, 1 ASC
LIMIT 200;

-- 7 district_rules
SELECT regulasi_barisaturan.id AS pk, regulasi_barisaturan.diputus_pada AS diputus_pada, wilayah_unit.slug AS puskesmas__slug, wilayah_unit.nama AS puskesmas__nama
FROM regulasi_barisaturan
LEFT OUTER JOIN wilayah_unit ON (regulasi_barisaturan.puskesmas_id = wilayah_unit.id)
WHERE (regulasi_barisaturan.kabupaten_id = %s AND regulasi_barisaturan.status = %s)
ORDER BY 1 ASC;

-- 8 waiting
SELECT insentif_pengajuan.(19 kolom), wilayah_kabupaten.kode, wilayah_kabupaten.nama, wilayah_kabupaten.provinsi, wilayah_unit.(13 kolom)
FROM insentif_pengajuan
INNER JOIN wilayah_kabupaten ON (insentif_pengajuan.kabupaten_id = wilayah_kabupaten.kode)
INNER JOIN wilayah_unit ON (insentif_pengajuan.puskesmas_id = wilayah_unit.id)
WHERE (insentif_pengajuan.kabupaten_id = %s AND insentif_pengajuan.status IN (%s) AND NOT (insentif_pengajuan.status = %s AND (EXISTS(SELECT %s AS a
FROM insentif_pengisi U0
WHERE (U0.pengajuan_id = (insentif_pengajuan.id) AND U0.user_id = %s)
LIMIT 1) OR EXISTS(SELECT %s AS a
FROM pegawai_historicalsuratkeputusan V0
WHERE ((V0.id IN (SELECT U0.sk_id AS sk
FROM pegawai_penetapan U0
INNER JOIN pegawai_petugas U1 ON (U0.petugas_id = U1.id)
WHERE (NOT (U0.sampai IS NOT NULL AND U0.sampai < (insentif_pengajuan.periode) AND U0.sampai IS NOT NULL) AND U1.puskesmas_id = (insentif_pengajuan.puskesmas_id) AND django_date_trunc(%s, U0.mulai, %s ...) <= (insentif_pengajuan.periode))) OR V0.id IN (SELECT U0.sk_id AS sk
FROM pegawai_penugasan U0
INNER JOIN pegawai_petugas U1 ON (U0.petugas_id = U1.id)
WHERE (NOT (U0.sampai IS NOT NULL AND U0.sampai < (insentif_pengajuan.periode) AND U0.sampai IS NOT NULL) AND U1.puskesmas_id = (insentif_pengajuan.puskesmas_id) AND django_date_trunc(%s, U0.mulai, %s ...) <= (insentif_pengajuan.periode)))) AND V0.history_user_id = %s)
LIMIT 1) OR EXISTS(SELECT %s AS a
FROM pegawai_historicalpenugasan V0
WHERE (V0.id IN (SELECT U0.id AS pk
FROM pegawai_penugasan U0
INNER JOIN pegawai_petugas U1 ON (U0.petugas_id = U1.id)
WHERE (NOT (U0.sampai IS NOT NULL AND U0.sampai < (insentif_pengajuan.periode) AND U0.sampai IS NOT NULL) AND U1.puskesmas_id = (insentif_pengajuan.puskesmas_id) AND django_date_trunc(%s, U0.mulai, %s ...) <= (insentif_pengajuan.periode))) AND V0.history_user_id = %s)
LIMIT 1) OR EXISTS(SELECT %s AS a
FROM pegawai_historicalpenetapan V0
WHERE (V0.id IN (SELECT U0.id AS pk
FROM pegawai_penetapan U0
INNER JOIN pegawai_petugas U1 ON (U0.petugas_id = U1.id)
WHERE (NOT (U0.sampai IS NOT NULL AND U0.sampai < (insentif_pengajuan.periode) AND U0.sampai IS NOT NULL) AND U1.puskesmas_id = (insentif_pengajuan.puskesmas_id) AND django_date_trunc(%s, U0.mulai, %s ...) <= (insentif_pengajuan.periode))) AND V0.history_user_id = %s)
LIMIT 1) OR EXISTS(SELECT %s AS a
FROM regulasi_barisaturan U0
WHERE ((U0.kunci LIKE %s ESCAPE '\' OR U0.kunci = %s) AND U0.kabupaten_id = (insentif_pengajuan.kabupaten_id) AND U0.status = %s AND NOT (U0.kunci = %s) AND ((django_date_extract(%s, U0.mulai) = (django_date_extract(%s, insentif_pengajuan.periode)) AND U0.puskesmas_id = (insentif_pengajuan.puskesmas_id)) OR (U0.puskesmas_id IS NULL AND django_date_trunc(%s, U0.mulai, %s ...) <= (insentif_pengajuan.periode) AND (U0.sampai IS NULL OR U0.sampai >= (insentif_pengajuan.periode)))) AND (U0.diusulkan_oleh_id = %s OR U0.diputus_oleh_id = %s))
LIMIT 1) OR EXISTS(SELECT %s AS a
FROM insentif_indeksterbit U0
WHERE (U0.periode = (insentif_pengajuan.periode) AND U0.puskesmas_id = (insentif_pengajuan.puskesmas_id) AND U0.diterbitkan_oleh_id = %s)
LIMIT 1) OR EXISTS(SELECT %s AS a
FROM core_workflowlog U0
WHERE (U0.actor_id = %s AND U0.move IN (%s ...) AND U0.round = (insentif_pengajuan.round) AND U0.subject_id = (insentif_pengajuan.id) AND U0.workflow = %s)
LIMIT 1))))
ORDER BY insentif_pengajuan.status_since ASC, insentif_pengajuan.id ASC
LIMIT 200;

-- 9 _now_and_before
SELECT insentif_perhitungan.(18 kolom), insentif_pengajuan.(19 kolom)
FROM insentif_perhitungan
INNER JOIN insentif_pengajuan ON (insentif_perhitungan.pengajuan_id = insentif_pengajuan.id)
WHERE ((insentif_perhitungan.pengajuan_id IN (%s ...) AND insentif_perhitungan.round = (insentif_pengajuan.round)) OR (insentif_pengajuan.periode IN (%s ...) AND insentif_pengajuan.puskesmas_id IN (%s ...)))
ORDER BY insentif_perhitungan.nomor ASC;

-- 10 nik_ganda
SELECT pegawai_petugas.id AS pk, pegawai_petugas.puskesmas_id AS puskesmas_id, pegawai_petugas.nik_indeks AS nik_indeks
FROM pegawai_petugas
INNER JOIN wilayah_unit ON (pegawai_petugas.puskesmas_id = wilayah_unit.id)
WHERE (wilayah_unit.kabupaten_id = %s AND NOT (pegawai_petugas.nik_indeks = %s) AND EXISTS(SELECT %s AS a
FROM pegawai_petugas U0
INNER JOIN wilayah_unit U1 ON (U0.puskesmas_id = U1.id)
WHERE (U1.kabupaten_id = %s AND NOT (U0.nik_indeks = %s) AND U0.nik_indeks = (pegawai_petugas.nik_indeks) AND NOT (U0.puskesmas_id = (pegawai_petugas.puskesmas_id)))
LIMIT 1) AND pegawai_petugas.id IN (SELECT U0.petugas_id AS petugas
FROM insentif_petugasbulan U0
WHERE U0.pengajuan_id IN (%s ...)))
ORDER BY 1 ASC;

-- 11 _shared_accounts
SELECT insentif_petugasbulan.pengajuan_id AS pengajuan, pegawai_petugas.nama AS petugas__nama, pegawai_petugas.rekening AS petugas__rekening
FROM insentif_petugasbulan
INNER JOIN pegawai_petugas ON (insentif_petugasbulan.petugas_id = pegawai_petugas.id)
WHERE (insentif_petugasbulan.pengajuan_id IN (%s ...) AND NOT (pegawai_petugas.rekening = %s))
ORDER BY 2 ASC, insentif_petugasbulan.id ASC;

-- 12 _closings
SELECT insentif_penyelesaianselisih.(15 kolom), insentif_selisihpetugas.(7 kolom), insentif_koreksi.(21 kolom), insentif_pengajuan.(19 kolom), pegawai_petugas.(19 kolom)
FROM insentif_penyelesaianselisih
INNER JOIN insentif_selisihpetugas ON (insentif_penyelesaianselisih.bagian_id = insentif_selisihpetugas.id)
INNER JOIN insentif_koreksi ON (insentif_selisihpetugas.koreksi_id = insentif_koreksi.id)
INNER JOIN insentif_pengajuan ON (insentif_koreksi.pengajuan_id = insentif_pengajuan.id)
INNER JOIN pegawai_petugas ON (insentif_selisihpetugas.petugas_id = pegawai_petugas.id)
WHERE (insentif_penyelesaianselisih.kabupaten_id = %s AND insentif_penyelesaianselisih.cara IN (%s) AND insentif_penyelesaianselisih.status = %s AND NOT (insentif_penyelesaianselisih.diusulkan_oleh_id = %s))
ORDER BY insentif_penyelesaianselisih.id ASC;

-- 13 waiting
SELECT insentif_koreksi.(21 kolom), insentif_pengajuan.(19 kolom), T6.kode, T6.nama, T6.provinsi, wilayah_unit.(13 kolom), akun_user.(10 kolom), T7.(10 kolom), core_storedfile.(16 kolom), insentif_sanggahan.(15 kolom), pegawai_petugas.(19 kolom)
FROM insentif_koreksi
INNER JOIN akun_user ON (insentif_koreksi.diusulkan_oleh_id = akun_user.id)
INNER JOIN insentif_pengajuan ON (insentif_koreksi.pengajuan_id = insentif_pengajuan.id)
INNER JOIN wilayah_unit ON (insentif_pengajuan.puskesmas_id = wilayah_unit.id)
INNER JOIN wilayah_kabupaten T6 ON (insentif_pengajuan.kabupaten_id = T6.kode)
LEFT OUTER JOIN akun_user T7 ON (insentif_koreksi.diputus_oleh_id = T7.id)
LEFT OUTER JOIN core_storedfile ON (insentif_koreksi.berkas_id = core_storedfile.id)
LEFT OUTER JOIN insentif_sanggahan ON (insentif_koreksi.sanggahan_id = insentif_sanggahan.id)
LEFT OUTER JOIN pegawai_petugas ON (insentif_sanggahan.petugas_id = pegawai_petugas.id)
WHERE (insentif_koreksi.kabupaten_id = %s AND insentif_koreksi.status IN (%s) AND NOT (insentif_koreksi.status = %s AND (insentif_koreksi.diusulkan_oleh_id = %s OR EXISTS(SELECT %s AS a
FROM insentif_pengisi U0
WHERE (U0.pengajuan_id = (insentif_koreksi.pengajuan_id) AND U0.user_id = %s)
LIMIT 1) OR EXISTS(SELECT %s AS a
FROM pegawai_historicalsuratkeputusan V0
WHERE ((V0.id IN (SELECT U0.sk_id AS sk
FROM pegawai_penetapan U0
INNER JOIN pegawai_petugas U1 ON (U0.petugas_id = U1.id)
WHERE (NOT (U0.sampai IS NOT NULL AND U0.sampai < (insentif_pengajuan.periode) AND U0.sampai IS NOT NULL) AND U1.puskesmas_id = (insentif_pengajuan.puskesmas_id) AND django_date_trunc(%s, U0.mulai, %s ...) <= (insentif_pengajuan.periode))) OR V0.id IN (SELECT U0.sk_id AS sk
FROM pegawai_penugasan U0
INNER JOIN pegawai_petugas U1 ON (U0.petugas_id = U1.id)
WHERE (NOT (U0.sampai IS NOT NULL AND U0.sampai < (insentif_pengajuan.periode) AND U0.sampai IS NOT NULL) AND U1.puskesmas_id = (insentif_pengajuan.puskesmas_id) AND django_date_trunc(%s, U0.mulai, %s ...) <= (insentif_pengajuan.periode)))) AND V0.history_user_id = %s)
LIMIT 1) OR EXISTS(SELECT %s AS a
FROM pegawai_historicalpenugasan V0
WHERE (V0.id IN (SELECT U0.id AS pk
FROM pegawai_penugasan U0
INNER JOIN pegawai_petugas U1 ON (U0.petugas_id = U1.id)
WHERE (NOT (U0.sampai IS NOT NULL AND U0.sampai < (insentif_pengajuan.periode) AND U0.sampai IS NOT NULL) AND U1.puskesmas_id = (insentif_pengajuan.puskesmas_id) AND django_date_trunc(%s, U0.mulai, %s ...) <= (insentif_pengajuan.periode))) AND V0.history_user_id = %s)
LIMIT 1) OR EXISTS(SELECT %s AS a
FROM pegawai_historicalpenetapan V0
WHERE (V0.id IN (SELECT U0.id AS pk
FROM pegawai_penetapan U0
INNER JOIN pegawai_petugas U1 ON (U0.petugas_id = U1.id)
WHERE (NOT (U0.sampai IS NOT NULL AND U0.sampai < (insentif_pengajuan.periode) AND U0.sampai IS NOT NULL) AND U1.puskesmas_id = (insentif_pengajuan.puskesmas_id) AND django_date_trunc(%s, U0.mulai, %s ...) <= (insentif_pengajuan.periode))) AND V0.history_user_id = %s)
LIMIT 1) OR EXISTS(SELECT %s AS a
FROM regulasi_barisaturan U0
WHERE ((U0.kunci LIKE %s ESCAPE '\' OR U0.kunci = %s) AND U0.kabupaten_id = (insentif_pengajuan.kabupaten_id) AND U0.status = %s AND NOT (U0.kunci = %s) AND ((django_date_extract(%s, U0.mulai) = (django_date_extract(%s, insentif_pengajuan.periode)) AND U0.puskesmas_id = (insentif_pengajuan.puskesmas_id)) OR (U0.puskesmas_id IS NULL AND django_date_trunc(%s, U0.mulai, %s ...) <= (insentif_pengajuan.periode) AND (U0.sampai IS NULL OR U0.sampai >= (insentif_pengajuan.periode)))) AND (U0.diusulkan_oleh_id = %s OR U0.diputus_oleh_id = %s))
LIMIT 1) OR EXISTS(SELECT %s AS a
FROM insentif_indeksterbit U0
WHERE (U0.periode = (insentif_pengajuan.periode) AND U0.puskesmas_id = (insentif_pengajuan.puskesmas_id) AND U0.diterbitkan_oleh_id = %s)
LIMIT 1) OR EXISTS(SELECT %s AS a
FROM core_workflowlog U0
WHERE (U0.actor_id = %s AND U0.move IN (%s ...) AND U0.round = (insentif_koreksi.round) AND U0.subject_id = (insentif_koreksi.id) AND U0.workflow = %s)
LIMIT 1))))
ORDER BY insentif_koreksi.status_since ASC, insentif_koreksi.id ASC
LIMIT 200;

-- 14 lanes
SELECT bok_rencana.(13 kolom), wilayah_kabupaten.kode, wilayah_kabupaten.nama, wilayah_kabupaten.provinsi, wilayah_unit.(13 kolom)
FROM bok_rencana
INNER JOIN wilayah_kabupaten ON (bok_rencana.kabupaten_id = wilayah_kabupaten.kode)
INNER JOIN wilayah_unit ON (bok_rencana.puskesmas_id = wilayah_unit.id)
WHERE (bok_rencana.kabupaten_id = %s AND wilayah_unit.jenis = %s AND bok_rencana.status IN (%s ...))
ORDER BY bok_rencana.status_since ASC, bok_rencana.id ASC;

-- 15 lanes
SELECT bok_pelaksanaan.(23 kolom), wilayah_kabupaten.kode, wilayah_kabupaten.nama, wilayah_kabupaten.provinsi, wilayah_unit.(13 kolom)
FROM bok_pelaksanaan
INNER JOIN wilayah_kabupaten ON (bok_pelaksanaan.kabupaten_id = wilayah_kabupaten.kode)
INNER JOIN wilayah_unit ON (bok_pelaksanaan.puskesmas_id = wilayah_unit.id)
WHERE (bok_pelaksanaan.kabupaten_id = %s AND bok_pelaksanaan.status IN (%s ...))
ORDER BY bok_pelaksanaan.status_since ASC, bok_pelaksanaan.id ASC;

-- 16 lanes
SELECT insentif_pengajuan.(19 kolom), wilayah_kabupaten.kode, wilayah_kabupaten.nama, wilayah_kabupaten.provinsi, wilayah_unit.(13 kolom)
FROM insentif_pengajuan
INNER JOIN wilayah_kabupaten ON (insentif_pengajuan.kabupaten_id = wilayah_kabupaten.kode)
INNER JOIN wilayah_unit ON (insentif_pengajuan.puskesmas_id = wilayah_unit.id)
WHERE (insentif_pengajuan.kabupaten_id = %s AND insentif_pengajuan.status IN (%s ...))
ORDER BY insentif_pengajuan.status_since ASC, insentif_pengajuan.id ASC;
