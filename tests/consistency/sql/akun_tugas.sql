-- akun:tugas: operator_puskesmas
-- 20 kueri, 0 ulangan; ditulis oleh pytest --tulis-sql

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
LIMIT 1) AS ber_totp, NOT EXISTS(SELECT 1
FROM wilayah_unit kantor
WHERE (kantor.kabupaten_id, kantor.jenis) = (wilayah_unit.kabupaten_id, %s)) AS tanpa_dinas_sosial, NOT EXISTS(SELECT 1
FROM wilayah_unit kantor
WHERE (kantor.kabupaten_id, kantor.jenis) = (wilayah_unit.kabupaten_id, %s)) AS tanpa_puskesmas, NOT EXISTS(SELECT 1
FROM wilayah_unit kantor
WHERE (kantor.kabupaten_id, kantor.jenis) = (wilayah_unit.kabupaten_id, %s)) AS tanpa_upt, wilayah_unit.(13 kolom)
FROM akun_membership
INNER JOIN akun_user ON (akun_membership.user_id = akun_user.id)
INNER JOIN wilayah_unit ON (akun_membership.unit_id = wilayah_unit.id)
WHERE ((akun_membership.sampai IS NULL OR akun_membership.sampai >= %s) AND akun_membership.mulai <= %s AND akun_user.is_active AND akun_membership.user_id = %s)
ORDER BY akun_membership.id ASC;

-- 4 waiting
SELECT bok_rencana.(13 kolom), wilayah_kabupaten.kode, wilayah_kabupaten.nama, wilayah_kabupaten.provinsi, wilayah_unit.(13 kolom)
FROM bok_rencana
INNER JOIN wilayah_kabupaten ON (bok_rencana.kabupaten_id = wilayah_kabupaten.kode)
INNER JOIN wilayah_unit ON (bok_rencana.puskesmas_id = wilayah_unit.id)
WHERE (bok_rencana.kabupaten_id = %s AND bok_rencana.puskesmas_id = %s AND wilayah_unit.jenis = %s AND bok_rencana.status IN (%s ...))
ORDER BY bok_rencana.status_since ASC, bok_rencana.id ASC
LIMIT 200;

-- 5 standing_returns
SELECT core_workflowlog.(14 kolom), akun_user.(10 kolom), T3.(10 kolom)
FROM core_workflowlog
INNER JOIN akun_user ON (core_workflowlog.actor_id = akun_user.id)
LEFT OUTER JOIN akun_user T3 ON (core_workflowlog.mewakili_id = T3.id)
WHERE core_workflowlog.id IN (SELECT MAX(U0.id) AS last
FROM core_workflowlog U0
WHERE (U0.subject_id IN (%s) AND U0.workflow = %s)
GROUP BY U0.subject_id)
ORDER BY core_workflowlog.id ASC;

-- 6 waiting
SELECT bok_pelaksanaan.(23 kolom), wilayah_kabupaten.kode, wilayah_kabupaten.nama, wilayah_kabupaten.provinsi, wilayah_unit.(13 kolom)
FROM bok_pelaksanaan
INNER JOIN wilayah_kabupaten ON (bok_pelaksanaan.kabupaten_id = wilayah_kabupaten.kode)
INNER JOIN wilayah_unit ON (bok_pelaksanaan.puskesmas_id = wilayah_unit.id)
WHERE (bok_pelaksanaan.kabupaten_id = %s AND bok_pelaksanaan.puskesmas_id = %s AND bok_pelaksanaan.status IN (%s ...))
ORDER BY bok_pelaksanaan.status_since ASC, bok_pelaksanaan.id ASC
LIMIT 200;

-- 7 standing_returns
SELECT core_workflowlog.(14 kolom), akun_user.(10 kolom), T3.(10 kolom)
FROM core_workflowlog
INNER JOIN akun_user ON (core_workflowlog.actor_id = akun_user.id)
LEFT OUTER JOIN akun_user T3 ON (core_workflowlog.mewakili_id = T3.id)
WHERE core_workflowlog.id IN (SELECT MAX(U0.id) AS last
FROM core_workflowlog U0
WHERE (U0.subject_id IN (%s) AND U0.workflow = %s)
GROUP BY U0.subject_id)
ORDER BY core_workflowlog.id ASC;

-- 8 district_rules
SELECT regulasi_barisaturan.id AS pk, regulasi_barisaturan.diputus_pada AS diputus_pada, wilayah_unit.slug AS puskesmas__slug, wilayah_unit.nama AS puskesmas__nama
FROM regulasi_barisaturan
LEFT OUTER JOIN wilayah_unit ON (regulasi_barisaturan.puskesmas_id = wilayah_unit.id)
WHERE (regulasi_barisaturan.kabupaten_id = %s AND regulasi_barisaturan.status = %s)
ORDER BY 1 ASC;

-- 9 waiting
SELECT insentif_pengajuan.(19 kolom), wilayah_kabupaten.kode, wilayah_kabupaten.nama, wilayah_kabupaten.provinsi, wilayah_unit.(13 kolom)
FROM insentif_pengajuan
INNER JOIN wilayah_kabupaten ON (insentif_pengajuan.kabupaten_id = wilayah_kabupaten.kode)
INNER JOIN wilayah_unit ON (insentif_pengajuan.puskesmas_id = wilayah_unit.id)
WHERE (insentif_pengajuan.kabupaten_id = %s AND insentif_pengajuan.puskesmas_id = %s AND insentif_pengajuan.status IN (%s ...))
ORDER BY insentif_pengajuan.status_since ASC, insentif_pengajuan.id ASC
LIMIT 200;

-- 10 standing_returns
SELECT core_workflowlog.(14 kolom), akun_user.(10 kolom), T3.(10 kolom)
FROM core_workflowlog
INNER JOIN akun_user ON (core_workflowlog.actor_id = akun_user.id)
LEFT OUTER JOIN akun_user T3 ON (core_workflowlog.mewakili_id = T3.id)
WHERE core_workflowlog.id IN (SELECT MAX(U0.id) AS last
FROM core_workflowlog U0
WHERE (U0.subject_id IN (%s ...) AND U0.workflow = %s)
GROUP BY U0.subject_id)
ORDER BY core_workflowlog.id ASC;

-- 11 _findings
SELECT insentif_temuan.(12 kolom)
FROM insentif_temuan
WHERE insentif_temuan.pengajuan_id IN (%s ...)
ORDER BY insentif_temuan.id ASC;

-- 12 _months_to_open
SELECT insentif_pengajuan.periode AS periode
FROM insentif_pengajuan
INNER JOIN wilayah_unit ON (insentif_pengajuan.puskesmas_id = wilayah_unit.id)
WHERE (insentif_pengajuan.kabupaten_id = %s AND insentif_pengajuan.puskesmas_id = %s AND insentif_pengajuan.periode IN (%s ...))
ORDER BY 1 DESC, wilayah_unit.nama ASC, wilayah_unit.id ASC;

-- 13 _to_correct
SELECT insentif_sanggahan.(15 kolom), insentif_pengajuan.(19 kolom), wilayah_unit.(13 kolom), pegawai_petugas.(19 kolom), akun_user.(10 kolom), T7.(10 kolom), T8.(10 kolom)
FROM insentif_sanggahan
INNER JOIN insentif_pengajuan ON (insentif_sanggahan.pengajuan_id = insentif_pengajuan.id)
INNER JOIN wilayah_unit ON (insentif_pengajuan.puskesmas_id = wilayah_unit.id)
INNER JOIN pegawai_petugas ON (insentif_sanggahan.petugas_id = pegawai_petugas.id)
INNER JOIN akun_user ON (insentif_sanggahan.diajukan_oleh_id = akun_user.id)
LEFT OUTER JOIN akun_user T7 ON (insentif_sanggahan.dijawab_oleh_id = T7.id)
LEFT OUTER JOIN akun_user T8 ON (insentif_sanggahan.dicabut_oleh_id = T8.id)
WHERE (insentif_sanggahan.kabupaten_id = %s AND insentif_pengajuan.puskesmas_id = %s AND insentif_sanggahan.status = %s AND NOT (EXISTS(SELECT %s AS a
FROM insentif_koreksi U1
WHERE (U1.status IN (%s ...) AND U1.sanggahan_id = (insentif_sanggahan.id))
LIMIT 1)))
ORDER BY insentif_sanggahan.dijawab_pada ASC, insentif_sanggahan.id ASC
LIMIT 200;

-- 14 waiting
SELECT insentif_koreksi.(21 kolom), insentif_pengajuan.(19 kolom), T5.kode, T5.nama, T5.provinsi, wilayah_unit.(13 kolom), akun_user.(10 kolom), T7.(10 kolom), core_storedfile.(16 kolom), insentif_sanggahan.(15 kolom), pegawai_petugas.(19 kolom)
FROM insentif_koreksi
INNER JOIN insentif_pengajuan ON (insentif_koreksi.pengajuan_id = insentif_pengajuan.id)
INNER JOIN wilayah_unit ON (insentif_pengajuan.puskesmas_id = wilayah_unit.id)
INNER JOIN wilayah_kabupaten T5 ON (insentif_pengajuan.kabupaten_id = T5.kode)
INNER JOIN akun_user ON (insentif_koreksi.diusulkan_oleh_id = akun_user.id)
LEFT OUTER JOIN akun_user T7 ON (insentif_koreksi.diputus_oleh_id = T7.id)
LEFT OUTER JOIN core_storedfile ON (insentif_koreksi.berkas_id = core_storedfile.id)
LEFT OUTER JOIN insentif_sanggahan ON (insentif_koreksi.sanggahan_id = insentif_sanggahan.id)
LEFT OUTER JOIN pegawai_petugas ON (insentif_sanggahan.petugas_id = pegawai_petugas.id)
WHERE (insentif_koreksi.kabupaten_id = %s AND insentif_pengajuan.puskesmas_id = %s AND insentif_koreksi.status IN (%s))
ORDER BY insentif_koreksi.status_since ASC, insentif_koreksi.id ASC
LIMIT 200;

-- 15 standing_returns
SELECT core_workflowlog.(14 kolom), akun_user.(10 kolom), T3.(10 kolom)
FROM core_workflowlog
INNER JOIN akun_user ON (core_workflowlog.actor_id = akun_user.id)
LEFT OUTER JOIN akun_user T3 ON (core_workflowlog.mewakili_id = T3.id)
WHERE core_workflowlog.id IN (SELECT MAX(U0.id) AS last
FROM core_workflowlog U0
WHERE (U0.subject_id IN (%s) AND U0.workflow = %s)
GROUP BY U0.subject_id)
ORDER BY core_workflowlog.id ASC;

-- 16 waiting
SELECT tenaga_kontrak.(24 kolom), wilayah_kabupaten.kode, wilayah_kabupaten.nama, wilayah_kabupaten.provinsi, wilayah_unit.(13 kolom), tenaga_formasi.(11 kolom), tenaga_calon.(17 kolom), pegawai_petugas.(19 kolom), T7.(24 kolom)
FROM tenaga_kontrak
INNER JOIN wilayah_kabupaten ON (tenaga_kontrak.kabupaten_id = wilayah_kabupaten.kode)
INNER JOIN wilayah_unit ON (tenaga_kontrak.puskesmas_id = wilayah_unit.id)
INNER JOIN tenaga_formasi ON (tenaga_kontrak.formasi_id = tenaga_formasi.id)
LEFT OUTER JOIN tenaga_calon ON (tenaga_kontrak.calon_id = tenaga_calon.id)
INNER JOIN pegawai_petugas ON (tenaga_kontrak.petugas_id = pegawai_petugas.id)
LEFT OUTER JOIN tenaga_kontrak T7 ON (tenaga_kontrak.sebelumnya_id = T7.id)
WHERE (tenaga_kontrak.kabupaten_id = %s AND tenaga_kontrak.puskesmas_id = %s AND tenaga_kontrak.status IN (%s ...))
ORDER BY tenaga_kontrak.status_since ASC, tenaga_kontrak.id ASC
LIMIT 200;

-- 17 standing_returns
SELECT core_workflowlog.(14 kolom), akun_user.(10 kolom), T3.(10 kolom)
FROM core_workflowlog
INNER JOIN akun_user ON (core_workflowlog.actor_id = akun_user.id)
LEFT OUTER JOIN akun_user T3 ON (core_workflowlog.mewakili_id = T3.id)
WHERE core_workflowlog.id IN (SELECT MAX(U0.id) AS last
FROM core_workflowlog U0
WHERE (U0.subject_id IN (%s) AND U0.workflow = %s)
GROUP BY U0.subject_id)
ORDER BY core_workflowlog.id ASC;

-- 18 waiting
SELECT tenaga_bulankerja.(16 kolom), wilayah_kabupaten.kode, wilayah_kabupaten.nama, wilayah_kabupaten.provinsi, wilayah_unit.(13 kolom), tenaga_kontrak.(24 kolom), tenaga_formasi.(11 kolom), pegawai_petugas.(19 kolom)
FROM tenaga_bulankerja
INNER JOIN wilayah_kabupaten ON (tenaga_bulankerja.kabupaten_id = wilayah_kabupaten.kode)
INNER JOIN wilayah_unit ON (tenaga_bulankerja.puskesmas_id = wilayah_unit.id)
INNER JOIN tenaga_kontrak ON (tenaga_bulankerja.kontrak_id = tenaga_kontrak.id)
INNER JOIN tenaga_formasi ON (tenaga_kontrak.formasi_id = tenaga_formasi.id)
INNER JOIN pegawai_petugas ON (tenaga_kontrak.petugas_id = pegawai_petugas.id)
WHERE (tenaga_bulankerja.kabupaten_id = %s AND tenaga_bulankerja.puskesmas_id = %s AND tenaga_bulankerja.status IN (%s))
ORDER BY tenaga_bulankerja.status_since ASC, tenaga_bulankerja.id ASC
LIMIT 200;

-- 19 standing_returns
SELECT core_workflowlog.(14 kolom), akun_user.(10 kolom), T3.(10 kolom)
FROM core_workflowlog
INNER JOIN akun_user ON (core_workflowlog.actor_id = akun_user.id)
LEFT OUTER JOIN akun_user T3 ON (core_workflowlog.mewakili_id = T3.id)
WHERE core_workflowlog.id IN (SELECT MAX(U0.id) AS last
FROM core_workflowlog U0
WHERE (U0.subject_id IN (%s) AND U0.workflow = %s)
GROUP BY U0.subject_id)
ORDER BY core_workflowlog.id ASC;

-- 20 tasks
SELECT tenaga_kontrak.(24 kolom), wilayah_unit.(13 kolom), tenaga_formasi.(11 kolom), tenaga_calon.(17 kolom), pegawai_petugas.(19 kolom), akun_user.(10 kolom), T8.(24 kolom)
FROM tenaga_kontrak
INNER JOIN wilayah_unit ON (tenaga_kontrak.puskesmas_id = wilayah_unit.id)
INNER JOIN tenaga_formasi ON (tenaga_kontrak.formasi_id = tenaga_formasi.id)
LEFT OUTER JOIN tenaga_calon ON (tenaga_kontrak.calon_id = tenaga_calon.id)
INNER JOIN pegawai_petugas ON (tenaga_kontrak.petugas_id = pegawai_petugas.id)
LEFT OUTER JOIN akun_user ON (pegawai_petugas.user_id = akun_user.id)
LEFT OUTER JOIN tenaga_kontrak T8 ON (tenaga_kontrak.id = T8.sebelumnya_id)
WHERE (tenaga_kontrak.kabupaten_id = %s AND tenaga_kontrak.puskesmas_id = %s AND tenaga_kontrak.sampai >= %s AND tenaga_kontrak.status = %s)
ORDER BY tenaga_kontrak.sampai ASC, tenaga_kontrak.id ASC
LIMIT 200;
