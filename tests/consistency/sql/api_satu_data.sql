-- api:satu_data: admin_upt
-- 15 kueri, 0 ulangan; ditulis oleh pytest --tulis-sql

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

-- 4 naskah
SELECT wilayah_kabupaten.kode, wilayah_kabupaten.nama, wilayah_kabupaten.provinsi
FROM wilayah_kabupaten
WHERE wilayah_kabupaten.kode = %s
LIMIT 21;

-- 5 naskah
SELECT wilayah_unit.nama AS nama
FROM wilayah_unit
WHERE (wilayah_unit.jenis = %s AND wilayah_unit.kabupaten_id = %s)
ORDER BY wilayah_unit.id ASC
LIMIT 1;

-- 6 _serapan
SELECT wilayah_unit.(13 kolom)
FROM wilayah_unit
WHERE (wilayah_unit.jenis = %s AND wilayah_unit.kabupaten_id = %s)
ORDER BY wilayah_unit.nama ASC, wilayah_unit.id ASC;

-- 7 spent_by
SELECT bok_serapan.puskesmas_id AS puskesmas, bok_serapan.periode AS periode, bok_serapan.jumlah AS jumlah, bok_serapankegiatan.kunci AS kegiatan__kunci, bok_serapankegiatan.jumlah AS kegiatan__jumlah, bok_serapankegiatan.insentif AS kegiatan__insentif
FROM bok_serapan
LEFT OUTER JOIN bok_serapankegiatan ON (bok_serapan.id = bok_serapankegiatan.serapan_id)
WHERE (bok_serapan.periode BETWEEN %s AND %s AND bok_serapan.puskesmas_id IN (%s ...))
ORDER BY bok_serapan.id ASC;

-- 8 absorbed
SELECT bok_bukukas.unit_id AS buku__unit, django_date_extract(%s, bok_mutasi.hari) AS hari__month, bok_mutasi.kunci AS kunci, SUM(bok_mutasi.serapan) AS n
FROM bok_mutasi
INNER JOIN bok_bukukas ON (bok_mutasi.buku_id = bok_bukukas.id)
WHERE (bok_bukukas.tahun = %s AND bok_bukukas.unit_id IN (%s ...) AND bok_mutasi.jenis IN (%s ...))
GROUP BY 1, 3, 2
ORDER BY 1 ASC, 2 ASC, 3 ASC;

-- 9 menurut_keadaan
SELECT supermiskol_permohonan.status AS status, COUNT(supermiskol_permohonan.id) AS n
FROM supermiskol_permohonan
WHERE (supermiskol_permohonan.kabupaten_id = %s AND django_datetime_extract(%s, supermiskol_permohonan.masuk_pada, %s ...) = %s AND supermiskol_permohonan.masuk_pada BETWEEN %s AND %s)
GROUP BY 1;

-- 10 _counted
SELECT T6.nama AS warga__desa__induk__nama, COUNT(jamkesda_peserta.id) AS banyak
FROM jamkesda_peserta
INNER JOIN warga_warga ON (jamkesda_peserta.warga_id = warga_warga.id)
INNER JOIN wilayah_unit ON (warga_warga.desa_id = wilayah_unit.id)
LEFT OUTER JOIN wilayah_unit T6 ON (wilayah_unit.induk_id = T6.id)
WHERE (EXISTS(SELECT %s AS a
FROM jamkesda_masapeserta U0
WHERE ((U0.sampai IS NULL OR U0.sampai >= %s) AND U0.mulai <= %s AND U0.peserta_id = (jamkesda_peserta.id))
LIMIT 1) AND jamkesda_peserta.gabung_ke_id IS NULL AND jamkesda_peserta.kabupaten_id = %s)
GROUP BY 1
ORDER BY 1 ASC;

-- 11 _choices
SELECT jamkesda_suratjaminan.layanan AS layanan, COUNT(jamkesda_suratjaminan.id) AS banyak
FROM jamkesda_suratjaminan
WHERE (jamkesda_suratjaminan.kabupaten_id = %s AND jamkesda_suratjaminan.mulai BETWEEN %s AND %s AND jamkesda_suratjaminan.nomor > %s)
GROUP BY 1
ORDER BY 1 ASC;

-- 12 _choices
SELECT jamkesda_aduan.jenis AS jenis, COUNT(jamkesda_aduan.id) AS banyak
FROM jamkesda_aduan
WHERE (jamkesda_aduan.kabupaten_id = %s AND django_datetime_cast_date(jamkesda_aduan.masuk_pada, %s ...) BETWEEN %s AND %s)
GROUP BY 1
ORDER BY 1 ASC;

-- 13 _choices
SELECT jamkesda_umpanbalik.nilai AS nilai, COUNT(jamkesda_umpanbalik.id) AS banyak
FROM jamkesda_umpanbalik
WHERE (jamkesda_umpanbalik.kabupaten_id = %s AND django_datetime_cast_date(jamkesda_umpanbalik.pada, %s ...) BETWEEN %s AND %s)
GROUP BY 1
ORDER BY 1 ASC;

-- 14 menurut_keadaan
SELECT insentif_pengajuan.status AS status, COUNT(insentif_pengajuan.id) AS n
FROM insentif_pengajuan
WHERE (insentif_pengajuan.kabupaten_id = %s AND insentif_pengajuan.periode = %s)
GROUP BY 1;

-- 15 menurut_keadaan
SELECT tenaga_bulankerja.status AS status, COUNT(tenaga_bulankerja.id) AS n
FROM tenaga_bulankerja
WHERE (tenaga_bulankerja.kabupaten_id = %s AND tenaga_bulankerja.periode = %s)
GROUP BY 1;
