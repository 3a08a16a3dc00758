-- dasbor:ringkasan: bendahara_pengeluaran
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

-- 4 _choose
SELECT wilayah_unit.(13 kolom)
FROM wilayah_unit
WHERE (wilayah_unit.kabupaten_id = %s AND wilayah_unit.jenis = %s)
ORDER BY wilayah_unit.nama ASC, wilayah_unit.id ASC;

-- 5 tahun_ada
SELECT DISTINCT django_date_trunc(%s, insentif_pengajuan.periode, %s ...) AS datefield
FROM insentif_pengajuan
WHERE (insentif_pengajuan.kabupaten_id = %s AND insentif_pengajuan.periode IS NOT NULL)
ORDER BY 1 DESC;

-- 6 per_bulan
SELECT insentif_pengajuan.puskesmas_id AS pengajuan__puskesmas, insentif_pengajuan.kabupaten_id AS pengajuan__kabupaten, insentif_pengajuan.periode AS pengajuan__periode, SUM((SELECT CAST((CAST(ROUND((CAST((U0.kinerja_spm * (CAST(%s AS NUMERIC))) AS NUMERIC)), %s) AS NUMERIC)) AS bigint) AS bulat
FROM insentif_indeksterbit U0
WHERE (U0.periode = (insentif_pengajuan.periode) AND U0.puskesmas_id = (insentif_pengajuan.puskesmas_id))
ORDER BY U0.versi DESC
LIMIT 1)) AS kinerja_spm, SUM((SELECT CAST((CAST(ROUND((CAST((U0.kesulitan_wilayah * (CAST(%s AS NUMERIC))) AS NUMERIC)), %s) AS NUMERIC)) AS bigint) AS bulat
FROM insentif_indeksterbit U0
WHERE (U0.periode = (insentif_pengajuan.periode) AND U0.puskesmas_id = (insentif_pengajuan.puskesmas_id))
ORDER BY U0.versi DESC
LIMIT 1)) AS kesulitan_wilayah, SUM((SELECT CAST((CAST(ROUND((CAST((U0.beban_kerja * (CAST(%s AS NUMERIC))) AS NUMERIC)), %s) AS NUMERIC)) AS bigint) AS bulat
FROM insentif_indeksterbit U0
WHERE (U0.periode = (insentif_pengajuan.periode) AND U0.puskesmas_id = (insentif_pengajuan.puskesmas_id))
ORDER BY U0.versi DESC
LIMIT 1)) AS beban_kerja, COUNT(insentif_perhitungan.id) AS banyak, COUNT(insentif_perhitungan.id) FILTER (WHERE insentif_pengajuan.status IN (%s ...)) AS disetujui, SUM(insentif_pengajuan.bok_diusulkan) AS bok_diusulkan, SUM(COALESCE((SELECT CAST((CASE WHEN JSON_TYPE(U0.masukan, %s) IN ('false', 'null', 'true') THEN JSON_TYPE(U0.masukan, %s) ELSE JSON_EXTRACT(U0.masukan, %s) END) AS bigint) AS bok
FROM insentif_koreksi U0
WHERE (U0.pengajuan_id = (insentif_perhitungan.pengajuan_id) AND U0.status = %s)
ORDER BY U0.nomor DESC
LIMIT 1), insentif_pengajuan.bok_diserap)) AS bok_diserap, SUM(((insentif_perhitungan.pool - insentif_perhitungan.tidak_dibagi) + COALESCE((SELECT SUM(U0.selisih) AS jumlah
FROM insentif_koreksi U0
WHERE (U0.pengajuan_id = (insentif_perhitungan.pengajuan_id) AND U0.status = %s)
GROUP BY U0.pengajuan_id), %s))) AS insentif, SUM(COALESCE((SELECT SUM(U0.selisih) AS jumlah
FROM insentif_koreksi U0
WHERE (U0.pengajuan_id = (insentif_perhitungan.pengajuan_id) AND U0.status = %s)
GROUP BY U0.pengajuan_id), %s)) AS koreksi, SUM(insentif_perhitungan.tidak_dibagi) AS sisa, SUM(insentif_perhitungan.dipotong_pagu) AS potong, SUM(insentif_pengajuan.jaspel) AS jaspel, SUM(insentif_pengajuan.jaspel_penerima) AS jaspel_penerima, COALESCE(SUM(insentif_pengajuan.jaspel) FILTER (WHERE insentif_pengajuan.jaspel_penerima > %s), %s) AS jaspel_terbagi
FROM insentif_perhitungan
INNER JOIN insentif_pengajuan ON (insentif_perhitungan.pengajuan_id = insentif_pengajuan.id)
WHERE (insentif_perhitungan.pengajuan_id IN (SELECT U0.id AS pk
FROM insentif_pengajuan U0
WHERE (U0.kabupaten_id = %s AND U0.periode BETWEEN %s AND %s AND U0.status IN (%s ...))) AND insentif_perhitungan.round = (insentif_pengajuan.round))
GROUP BY 1, 2, 3;

-- 7 Cakupan.daftar_bulan
SELECT insentif_pengajuan.(5 kolom)
FROM insentif_pengajuan
WHERE (insentif_pengajuan.kabupaten_id = %s AND insentif_pengajuan.periode BETWEEN %s AND %s)
ORDER BY insentif_pengajuan.periode ASC, insentif_pengajuan.id ASC;

-- 8 _own_amounts
SELECT insentif_perhitungan.pengajuan_id AS pengajuan_id, insentif_perhitungan.pool AS pool, insentif_perhitungan.tidak_dibagi AS tidak_dibagi
FROM insentif_perhitungan
INNER JOIN insentif_pengajuan ON (insentif_perhitungan.pengajuan_id = insentif_pengajuan.id)
INNER JOIN wilayah_unit ON (insentif_pengajuan.puskesmas_id = wilayah_unit.id)
WHERE (insentif_perhitungan.pengajuan_id IN (%s ...) AND insentif_perhitungan.round = (insentif_pengajuan.round))
ORDER BY insentif_pengajuan.periode DESC, wilayah_unit.nama ASC, wilayah_unit.id ASC, insentif_perhitungan.nomor DESC;

-- 9 _paid
SELECT pembayaran_pembayaran.sumber_id AS sumber_id, pembayaran_pembayaran.total AS total, pembayaran_pembayaran.dana AS dana, SUM(pembayaran_barispembayaran.bruto) FILTER (WHERE pembayaran_barispembayaran.status = %s) AS lunas, pembayaran_pembayaran.dibuka_pada AS dibuka_pada, pembayaran_pembayaran.selesai_pada AS selesai_pada
FROM pembayaran_pembayaran
LEFT OUTER JOIN pembayaran_barispembayaran ON (pembayaran_pembayaran.id = pembayaran_barispembayaran.pembayaran_id)
WHERE (pembayaran_pembayaran.sumber = %s AND pembayaran_pembayaran.sumber_id IN (%s ...))
GROUP BY pembayaran_pembayaran.id, pembayaran_pembayaran.kabupaten_id, pembayaran_pembayaran.unit_id, pembayaran_pembayaran.sumber, 1, pembayaran_pembayaran.judul, 2, 3, pembayaran_pembayaran.rekening_id, pembayaran_pembayaran.dibuat_oleh_id, pembayaran_pembayaran.dibuat_pada, 6, 5;

-- 10 _days
SELECT core_workflowlog.subject_id AS subject_id, MAX(core_workflowlog.at) FILTER (WHERE core_workflowlog.move = %s) AS first, MAX(core_workflowlog.at) AS last
FROM core_workflowlog
WHERE (core_workflowlog.subject_id IN (%s ...) AND core_workflowlog.workflow = %s)
GROUP BY 1
HAVING NOT (MAX(core_workflowlog.at) FILTER (WHERE (core_workflowlog.move = %s)) IS NULL);

-- 11 _ended
SELECT core_workflowlog.subject_id AS subject_id, core_workflowlog.source AS source, core_workflowlog.target AS target, core_workflowlog.at AS at
FROM core_workflowlog
WHERE (core_workflowlog.subject_id IN (SELECT U0.id AS pk
FROM insentif_pengajuan U0
WHERE (U0.kabupaten_id = %s AND U0.periode BETWEEN %s AND %s)) AND core_workflowlog.workflow = %s)
ORDER BY 1 ASC, core_workflowlog.id ASC;

-- 12 layanan
SELECT insentif_pengajuan.puskesmas_id AS pengajuan__puskesmas, insentif_pelayananbulan.layanan AS layanan, SUM((CAST(insentif_pelayananbulan.target AS bigint) * %s)) AS semua, SUM(MIN((CAST(insentif_pelayananbulan.realisasi AS bigint) * %s), (CAST(insentif_pelayananbulan.target AS bigint) * %s))) AS tercapai
FROM insentif_pelayananbulan
INNER JOIN insentif_pengajuan ON (insentif_pelayananbulan.pengajuan_id = insentif_pengajuan.id)
WHERE insentif_pelayananbulan.pengajuan_id IN (SELECT U0.id AS pk
FROM insentif_pengajuan U0
WHERE (U0.kabupaten_id = %s AND U0.periode BETWEEN %s AND %s AND U0.status IN (%s ...)))
GROUP BY 1, 2;

-- 13 sebaran
SELECT value1, banyak, jumlah, terendah, tertinggi, bruto
FROM ( SELECT *
FROM ( SELECT %s AS value1, COUNT(insentif_perhitunganpetugas.id) OVER (PARTITION BY %s) AS banyak, SUM(insentif_perhitunganpetugas.bruto) OVER (PARTITION BY %s) AS jumlah, MIN(insentif_perhitunganpetugas.bruto) OVER (PARTITION BY %s) AS terendah, MAX(insentif_perhitunganpetugas.bruto) OVER (PARTITION BY %s) AS tertinggi, insentif_perhitunganpetugas.bruto AS bruto, ((COUNT(insentif_perhitunganpetugas.id) OVER (PARTITION BY %s) + %s) / %s) AS qual0, ROW_NUMBER() OVER (PARTITION BY %s
ORDER BY insentif_perhitunganpetugas.bruto) AS qual1, ((COUNT(insentif_perhitunganpetugas.id) OVER (PARTITION BY %s) + %s) / %s) AS qual2
FROM insentif_perhitunganpetugas
WHERE (insentif_perhitunganpetugas.bruto > %s AND insentif_perhitunganpetugas.perhitungan_id IN (SELECT V0.id AS pk
FROM insentif_perhitungan V0
INNER JOIN insentif_pengajuan V1 ON (V0.pengajuan_id = V1.id)
WHERE (V0.pengajuan_id IN (SELECT U0.id AS pk
FROM insentif_pengajuan U0
WHERE (U0.kabupaten_id = %s AND U0.periode BETWEEN %s AND %s AND U0.status IN (%s ...))) AND V0.round = (V1.round)))) ) qualify
WHERE (qual1 = (qual2) OR qual1 = (qual0)) ) qualify_mask;

-- 14 pagu_insentif_semua
SELECT regulasi_barisaturan.puskesmas_id AS puskesmas_id, regulasi_barisaturan.nilai AS nilai
FROM regulasi_barisaturan
WHERE (regulasi_barisaturan.kunci = %s AND regulasi_barisaturan.mulai <= %s AND regulasi_barisaturan.sampai >= %s AND regulasi_barisaturan.status = %s AND regulasi_barisaturan.kabupaten_id = %s)
ORDER BY regulasi_barisaturan.tanggal_keputusan ASC, regulasi_barisaturan.mulai ASC;

-- 15 sebaran
SELECT f1, banyak, jumlah, terendah, tertinggi, bruto
FROM ( SELECT *
FROM ( SELECT insentif_pengajuan.periode AS f1, COUNT(insentif_perhitunganpetugas.id) OVER (PARTITION BY insentif_pengajuan.periode) AS banyak, SUM(insentif_perhitunganpetugas.bruto) OVER (PARTITION BY insentif_pengajuan.periode) AS jumlah, MIN(insentif_perhitunganpetugas.bruto) OVER (PARTITION BY insentif_pengajuan.periode) AS terendah, MAX(insentif_perhitunganpetugas.bruto) OVER (PARTITION BY insentif_pengajuan.periode) AS tertinggi, insentif_perhitunganpetugas.bruto AS bruto, ((COUNT(insentif_perhitunganpetugas.id) OVER (PARTITION BY insentif_pengajuan.periode) + %s) / %s) AS qual0, ROW_NUMBER() OVER (PARTITION BY insentif_pengajuan.periode
ORDER BY insentif_perhitunganpetugas.bruto) AS qual1, ((COUNT(insentif_perhitunganpetugas.id) OVER (PARTITION BY insentif_pengajuan.periode) + %s) / %s) AS qual2
FROM insentif_perhitunganpetugas
INNER JOIN insentif_perhitungan ON (insentif_perhitunganpetugas.perhitungan_id = insentif_perhitungan.id)
INNER JOIN insentif_pengajuan ON (insentif_perhitungan.pengajuan_id = insentif_pengajuan.id)
WHERE (insentif_perhitunganpetugas.bruto > %s AND insentif_perhitunganpetugas.perhitungan_id IN (SELECT V0.id AS pk
FROM insentif_perhitungan V0
INNER JOIN insentif_pengajuan V1 ON (V0.pengajuan_id = V1.id)
WHERE (V0.pengajuan_id IN (SELECT U0.id AS pk
FROM insentif_pengajuan U0
WHERE (U0.kabupaten_id = %s AND U0.periode BETWEEN %s AND %s AND U0.status IN (%s ...))) AND V0.round = (V1.round)))) ) qualify
WHERE (qual1 = (qual2) OR qual1 = (qual0)) ) qualify_mask;
