-- insentif:alur_verifikasi: tim_verifikasi menunggu_verifikasi
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

-- 4 protected_object
SELECT insentif_pengajuan.(19 kolom), wilayah_kabupaten.kode, wilayah_kabupaten.nama, wilayah_kabupaten.provinsi, wilayah_unit.(13 kolom)
FROM insentif_pengajuan
INNER JOIN wilayah_kabupaten ON (insentif_pengajuan.kabupaten_id = wilayah_kabupaten.kode)
INNER JOIN wilayah_unit ON (insentif_pengajuan.puskesmas_id = wilayah_unit.id)
WHERE (insentif_pengajuan.kabupaten_id = %s AND insentif_pengajuan.puskesmas_id = %s AND insentif_pengajuan.id = %s)
ORDER BY insentif_pengajuan.id ASC
LIMIT 1;

-- 5 IsianBulan.terbitan
SELECT insentif_indeksterbit.(12 kolom), akun_user.(10 kolom)
FROM insentif_indeksterbit
INNER JOIN akun_user ON (insentif_indeksterbit.diterbitkan_oleh_id = akun_user.id)
WHERE (insentif_indeksterbit.periode = %s AND insentif_indeksterbit.puskesmas_id = %s)
ORDER BY insentif_indeksterbit.versi ASC;

-- 6 profil_bulan
SELECT pegawai_petugas.(10 kolom), pos.id AS pos__pk, pos.mulai AS pos__mulai, pos.sampai AS pos__sampai, pegawai_jenisjabatan.macam AS pos__jenis__macam, pegawai_jenisjabatan.kelas AS pos__jenis__kelas, pegawai_jenisjabatan.nama AS pos__jenis__nama, pegawai_suratkeputusan.mulai AS pos__sk__mulai, pegawai_suratkeputusan.sampai AS pos__sk__sampai, hak.id AS hak__pk, hak.mulai AS hak__mulai, hak.sampai AS hak__sampai, T8.(5 kolom)
FROM pegawai_petugas
LEFT OUTER JOIN pegawai_penugasan pos ON (pegawai_petugas.id = pos.petugas_id AND ((pos.mulai <= %s AND (pos.sampai IS NULL OR pos.sampai >= %s))))
LEFT OUTER JOIN pegawai_jenisjabatan ON (pos.jenis_id = pegawai_jenisjabatan.id)
LEFT OUTER JOIN pegawai_suratkeputusan ON (pos.sk_id = pegawai_suratkeputusan.id)
LEFT OUTER JOIN pegawai_penetapan hak ON (pegawai_petugas.id = hak.petugas_id AND ((hak.mulai <= %s AND (hak.sampai IS NULL OR hak.sampai >= %s))))
LEFT OUTER JOIN pegawai_suratkeputusan T8 ON (hak.sk_id = T8.id)
WHERE ((pegawai_petugas.aktif OR pegawai_petugas.nonaktif_sejak > %s) AND pegawai_petugas.puskesmas_id = %s)
ORDER BY 3 ASC, 2 ASC, 12 ASC, 11 ASC, 19 ASC;

-- 7 IsianBulan.baris
SELECT insentif_petugasbulan.id, insentif_petugasbulan.pengajuan_id, insentif_petugasbulan.petugas_id, insentif_petugasbulan.versi, pegawai_petugas.id, pegawai_petugas.kode, pegawai_petugas.nama
FROM insentif_petugasbulan
INNER JOIN pegawai_petugas ON (insentif_petugasbulan.petugas_id = pegawai_petugas.id)
WHERE insentif_petugasbulan.pengajuan_id = %s
ORDER BY pegawai_petugas.nama ASC, insentif_petugasbulan.id ASC;

-- 8 IsianBulan._kisi
SELECT insentif_bariskegiatan.(5 kolom), insentif_isiankegiatan.petugas_bulan_id AS isian__petugas_bulan, insentif_isiankegiatan.jumlah AS isian__jumlah
FROM insentif_bariskegiatan
LEFT OUTER JOIN insentif_isiankegiatan ON (insentif_bariskegiatan.id = insentif_isiankegiatan.baris_id)
WHERE insentif_bariskegiatan.pengajuan_id = %s
ORDER BY 5 ASC, 1 ASC, insentif_isiankegiatan.id ASC;

-- 9 district_rules
SELECT regulasi_barisaturan.id AS pk, regulasi_barisaturan.diputus_pada AS diputus_pada, wilayah_unit.slug AS puskesmas__slug, wilayah_unit.nama AS puskesmas__nama
FROM regulasi_barisaturan
LEFT OUTER JOIN wilayah_unit ON (regulasi_barisaturan.puskesmas_id = wilayah_unit.id)
WHERE (regulasi_barisaturan.kabupaten_id = %s AND regulasi_barisaturan.status = %s)
ORDER BY 1 ASC;

-- 10 IsianBulan.angka
SELECT (SELECT U0.kategori AS kategori
FROM wilayah_kategoripuskesmas U0
WHERE (U0.mulai <= %s AND U0.puskesmas_id = %s)
ORDER BY U0.mulai DESC
LIMIT 1) AS subquery1, (SELECT SUM((U0.pool - U0.tidak_dibagi)) AS jumlah
FROM insentif_perhitungan U0
INNER JOIN insentif_pengajuan U1 ON (U0.pengajuan_id = U1.id)
WHERE (U1.periode BETWEEN %s AND %s AND U1.puskesmas_id = %s AND U1.status IN (%s ...) AND U0.round = (U1.round) AND NOT (U0.pengajuan_id = %s))
GROUP BY U1.puskesmas_id) AS subquery2, (SELECT SUM(U0.selisih) AS jumlah
FROM insentif_koreksi U0
INNER JOIN insentif_pengajuan U1 ON (U0.pengajuan_id = U1.id)
WHERE (U1.periode BETWEEN %s AND %s AND U1.puskesmas_id = %s AND U0.status = %s AND NOT (U0.pengajuan_id = %s))
GROUP BY U1.puskesmas_id) AS subquery3, (SELECT COUNT(U0.id) AS banyak
FROM insentif_berkaspendukung U0
WHERE U0.pengajuan_id = %s
GROUP BY U0.pengajuan_id) AS subquery4, (SELECT COUNT(U0.id) AS banyak
FROM insentif_berkaspendukung U0
WHERE (U0.jenis = %s AND U0.pengajuan_id = %s)
GROUP BY U0.pengajuan_id) AS subquery5, (SELECT COUNT(U0.id) AS banyak
FROM insentif_sanggahan U0
WHERE U0.pengajuan_id = %s
GROUP BY U0.pengajuan_id) AS subquery6, (SELECT COUNT(U0.id) AS banyak
FROM insentif_sanggahan U0
WHERE (U0.status = %s AND U0.pengajuan_id = %s)
GROUP BY U0.pengajuan_id) AS subquery7
FROM insentif_pengajuan
WHERE insentif_pengajuan.id = %s
LIMIT 21;

-- 11 IsianBulan.pelayanan
SELECT insentif_pelayananbulan.(5 kolom)
FROM insentif_pelayananbulan
WHERE insentif_pelayananbulan.pengajuan_id = %s
ORDER BY insentif_pelayananbulan.id ASC;

-- 12 makers
SELECT %s AS sumber, insentif_pengisi.user_id AS orang
FROM insentif_pengisi
WHERE (insentif_pengisi.pengajuan_id = %s AND insentif_pengisi.user_id IS NOT NULL)
UNION SELECT %s AS sumber, pegawai_historicalsuratkeputusan.history_user_id AS orang
FROM pegawai_historicalsuratkeputusan
WHERE ((pegawai_historicalsuratkeputusan.id IN (SELECT U0.sk_id AS sk
FROM pegawai_penetapan U0
INNER JOIN pegawai_petugas U1 ON (U0.petugas_id = U1.id)
WHERE (NOT (U0.sampai IS NOT NULL AND U0.sampai < %s AND U0.sampai IS NOT NULL) AND U1.puskesmas_id = %s AND django_date_trunc(%s, U0.mulai, %s ...) <= %s)) OR pegawai_historicalsuratkeputusan.id IN (SELECT U0.sk_id AS sk
FROM pegawai_penugasan U0
INNER JOIN pegawai_petugas U1 ON (U0.petugas_id = U1.id)
WHERE (NOT (U0.sampai IS NOT NULL AND U0.sampai < %s AND U0.sampai IS NOT NULL) AND U1.puskesmas_id = %s AND django_date_trunc(%s, U0.mulai, %s ...) <= %s))) AND pegawai_historicalsuratkeputusan.history_user_id IS NOT NULL)
UNION SELECT %s AS sumber, pegawai_historicalpenugasan.history_user_id AS orang
FROM pegawai_historicalpenugasan
WHERE (pegawai_historicalpenugasan.id IN (SELECT U0.id AS pk
FROM pegawai_penugasan U0
INNER JOIN pegawai_petugas U1 ON (U0.petugas_id = U1.id)
WHERE (NOT (U0.sampai IS NOT NULL AND U0.sampai < %s AND U0.sampai IS NOT NULL) AND U1.puskesmas_id = %s AND django_date_trunc(%s, U0.mulai, %s ...) <= %s)) AND pegawai_historicalpenugasan.history_user_id IS NOT NULL)
UNION SELECT %s AS sumber, pegawai_historicalpenetapan.history_user_id AS orang
FROM pegawai_historicalpenetapan
WHERE (pegawai_historicalpenetapan.id IN (SELECT U0.id AS pk
FROM pegawai_penetapan U0
INNER JOIN pegawai_petugas U1 ON (U0.petugas_id = U1.id)
WHERE (NOT (U0.sampai IS NOT NULL AND U0.sampai < %s AND U0.sampai IS NOT NULL) AND U1.puskesmas_id = %s AND django_date_trunc(%s, U0.mulai, %s ...) <= %s)) AND pegawai_historicalpenetapan.history_user_id IS NOT NULL)
UNION SELECT %s AS sumber, regulasi_barisaturan.diusulkan_oleh_id AS orang
FROM regulasi_barisaturan
WHERE ((regulasi_barisaturan.kunci LIKE %s ESCAPE '\' OR regulasi_barisaturan.kunci = %s) AND regulasi_barisaturan.kabupaten_id = %s AND regulasi_barisaturan.status = %s AND NOT (regulasi_barisaturan.kunci = %s) AND ((regulasi_barisaturan.mulai BETWEEN %s AND %s AND regulasi_barisaturan.puskesmas_id = %s) OR (regulasi_barisaturan.puskesmas_id IS NULL AND django_date_trunc(%s, regulasi_barisaturan.mulai, %s ...) <= %s AND (regulasi_barisaturan.sampai IS NULL OR regulasi_barisaturan.sampai >= %s))) AND regulasi_barisaturan.diusulkan_oleh_id IS NOT NULL)
UNION SELECT %s AS sumber, regulasi_barisaturan.diputus_oleh_id AS orang
FROM regulasi_barisaturan
WHERE ((regulasi_barisaturan.kunci LIKE %s ESCAPE '\' OR regulasi_barisaturan.kunci = %s) AND regulasi_barisaturan.kabupaten_id = %s AND regulasi_barisaturan.status = %s AND NOT (regulasi_barisaturan.kunci = %s) AND ((regulasi_barisaturan.mulai BETWEEN %s AND %s AND regulasi_barisaturan.puskesmas_id = %s) OR (regulasi_barisaturan.puskesmas_id IS NULL AND django_date_trunc(%s, regulasi_barisaturan.mulai, %s ...) <= %s AND (regulasi_barisaturan.sampai IS NULL OR regulasi_barisaturan.sampai >= %s))) AND regulasi_barisaturan.diputus_oleh_id IS NOT NULL)
UNION SELECT %s AS sumber, insentif_indeksterbit.diterbitkan_oleh_id AS orang
FROM insentif_indeksterbit
WHERE (insentif_indeksterbit.periode = %s AND insentif_indeksterbit.puskesmas_id = %s AND insentif_indeksterbit.diterbitkan_oleh_id IS NOT NULL);

-- 13 Reading.moves
SELECT core_workflowlog.(14 kolom), akun_user.(10 kolom), T3.(10 kolom)
FROM core_workflowlog
INNER JOIN akun_user ON (core_workflowlog.actor_id = akun_user.id)
LEFT OUTER JOIN akun_user T3 ON (core_workflowlog.mewakili_id = T3.id)
WHERE (core_workflowlog.subject_id = %s AND core_workflowlog.workflow = %s)
ORDER BY core_workflowlog.id ASC;

-- 14 PartedReading.findings
SELECT insentif_temuan.(12 kolom), akun_user.(10 kolom), T4.(10 kolom)
FROM insentif_temuan
INNER JOIN akun_user ON (insentif_temuan.dicatat_oleh_id = akun_user.id)
LEFT OUTER JOIN akun_user T4 ON (insentif_temuan.ditanggapi_oleh_id = T4.id)
WHERE insentif_temuan.pengajuan_id = %s
ORDER BY insentif_temuan.id ASC;

-- 15 IsianBulan.hitungan_lalu
SELECT insentif_perhitungan.(5 kolom)
FROM insentif_perhitungan
INNER JOIN insentif_pengajuan ON (insentif_perhitungan.pengajuan_id = insentif_pengajuan.id)
WHERE (insentif_pengajuan.periode = %s AND insentif_pengajuan.puskesmas_id = %s)
ORDER BY insentif_perhitungan.nomor DESC
LIMIT 1;

-- 16 _shared_accounts
SELECT insentif_petugasbulan.pengajuan_id AS pengajuan, pegawai_petugas.nama AS petugas__nama, pegawai_petugas.rekening AS petugas__rekening
FROM insentif_petugasbulan
INNER JOIN pegawai_petugas ON (insentif_petugasbulan.petugas_id = pegawai_petugas.id)
WHERE (insentif_petugasbulan.pengajuan_id IN (%s) AND NOT (pegawai_petugas.rekening = %s))
ORDER BY 2 ASC, insentif_petugasbulan.id ASC;
