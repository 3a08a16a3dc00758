-- dasbor:nasional: pengamat_nasional
-- 22 kueri, 0 ulangan; ditulis oleh pytest --tulis-sql

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

-- 4 nasional
SELECT wilayah_kabupaten.kode, wilayah_kabupaten.nama, wilayah_kabupaten.provinsi
FROM wilayah_kabupaten
ORDER BY wilayah_kabupaten.provinsi ASC, wilayah_kabupaten.nama ASC;

-- 5 tahun_ada
SELECT DISTINCT django_date_trunc(%s, insentif_pengajuan.periode, %s ...) AS datefield
FROM insentif_pengajuan
WHERE insentif_pengajuan.periode IS NOT NULL
ORDER BY 1 DESC;

-- 6 per_bulan
SELECT wilayah_kabupaten.provinsi AS pengajuan__kabupaten__provinsi, insentif_pengajuan.kabupaten_id AS pengajuan__kabupaten, insentif_pengajuan.periode AS pengajuan__periode, SUM((SELECT CAST((CAST(ROUND((CAST((U0.kinerja_spm * (CAST(%s AS NUMERIC))) AS NUMERIC)), %s) AS NUMERIC)) AS bigint) AS bulat
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
INNER JOIN wilayah_kabupaten ON (insentif_pengajuan.kabupaten_id = wilayah_kabupaten.kode)
WHERE (insentif_perhitungan.pengajuan_id IN (SELECT U0.id AS pk
FROM insentif_pengajuan U0
WHERE (U0.periode BETWEEN %s AND %s AND U0.status IN (%s ...))) AND insentif_perhitungan.round = (insentif_pengajuan.round))
GROUP BY 1, 2, 3;

-- 7 DasborNasional.lunas
SELECT (SELECT SUM(V0.bruto) AS jawaban
FROM pembayaran_barispembayaran V0
INNER JOIN pembayaran_pembayaran V1 ON (V0.pembayaran_id = V1.id)
WHERE (V1.sumber = %s AND V1.sumber_id IN (SELECT U0.id AS pk
FROM insentif_pengajuan U0
WHERE (U0.periode BETWEEN %s AND %s AND U0.status IN (%s ...) AND U0.status IN (%s ...))))) AS subquery1, (SELECT SUM(V0.bruto) AS jawaban
FROM pembayaran_barispembayaran V0
INNER JOIN pembayaran_pembayaran V1 ON (V0.pembayaran_id = V1.id)
WHERE (V1.sumber = %s AND V1.sumber_id IN (SELECT U0.id AS pk
FROM insentif_pengajuan U0
WHERE (U0.periode BETWEEN %s AND %s AND U0.status IN (%s ...) AND U0.status IN (%s ...))) AND V0.status = %s)) AS subquery2, (SELECT SUM((W0.pool - W0.tidak_dibagi)) AS jawaban
FROM insentif_perhitungan W0
INNER JOIN insentif_pengajuan W1 ON (W0.pengajuan_id = W1.id)
WHERE (W0.pengajuan_id IN (SELECT U0.id AS pk
FROM insentif_pengajuan U0
WHERE (U0.periode BETWEEN %s AND %s AND U0.status IN (%s ...))) AND W0.round = (W1.round) AND W0.pengajuan_id IN (SELECT U0.id AS pk
FROM insentif_pengajuan U0
WHERE (U0.periode BETWEEN %s AND %s AND U0.status IN (%s ...) AND U0.status IN (%s ...))) AND NOT (W0.pengajuan_id IN (SELECT V0.sumber_id AS sumber_id
FROM pembayaran_pembayaran V0
WHERE (V0.sumber = %s AND V0.sumber_id IN (SELECT U0.id AS pk
FROM insentif_pengajuan U0
WHERE (U0.periode BETWEEN %s AND %s AND U0.status IN (%s ...) AND U0.status IN (%s ...)))))))) AS subquery3, (SELECT COUNT(DISTINCT V0.subject_id) AS jawaban
FROM core_workflowlog V0
WHERE (V0.move = %s AND V0.subject_id IN (SELECT U0.id AS pk
FROM insentif_pengajuan U0
WHERE (U0.periode BETWEEN %s AND %s AND U0.status IN (%s ...) AND U0.status IN (%s ...) AND NOT (U0.status = %s))) AND V0.workflow = %s)) AS subquery4, (SELECT MIN(V0.at) AS jawaban
FROM core_workflowlog V0
WHERE (V0.move = %s AND V0.subject_id IN (SELECT U0.id AS pk
FROM insentif_pengajuan U0
WHERE (U0.periode BETWEEN %s AND %s AND U0.status IN (%s ...) AND U0.status IN (%s ...) AND NOT (U0.status = %s))) AND V0.workflow = %s)) AS subquery5
FROM wilayah_kabupaten
ORDER BY wilayah_kabupaten.kode ASC
LIMIT 1;

-- 8 layanan
SELECT wilayah_kabupaten.provinsi AS pengajuan__kabupaten__provinsi, insentif_pelayananbulan.layanan AS layanan, SUM((CAST(insentif_pelayananbulan.target AS bigint) * %s)) AS semua, SUM(MIN((CAST(insentif_pelayananbulan.realisasi AS bigint) * %s), (CAST(insentif_pelayananbulan.target AS bigint) * %s))) AS tercapai
FROM insentif_pelayananbulan
INNER JOIN insentif_pengajuan ON (insentif_pelayananbulan.pengajuan_id = insentif_pengajuan.id)
INNER JOIN wilayah_kabupaten ON (insentif_pengajuan.kabupaten_id = wilayah_kabupaten.kode)
WHERE insentif_pelayananbulan.pengajuan_id IN (SELECT U0.id AS pk
FROM insentif_pengajuan U0
WHERE (U0.periode BETWEEN %s AND %s AND U0.status IN (%s ...)))
GROUP BY 1, 2;

-- 9 orang_per_bulan
SELECT insentif_pengajuan.kabupaten_id AS perhitungan__pengajuan__kabupaten, insentif_pengajuan.periode AS perhitungan__pengajuan__periode, COUNT(DISTINCT insentif_perhitunganpetugas.petugas_id) AS orang
FROM insentif_perhitunganpetugas
INNER JOIN insentif_perhitungan ON (insentif_perhitunganpetugas.perhitungan_id = insentif_perhitungan.id)
INNER JOIN insentif_pengajuan ON (insentif_perhitungan.pengajuan_id = insentif_pengajuan.id)
WHERE (insentif_perhitunganpetugas.bruto > %s AND insentif_perhitunganpetugas.perhitungan_id IN (SELECT V0.id AS pk
FROM insentif_perhitungan V0
INNER JOIN insentif_pengajuan V1 ON (V0.pengajuan_id = V1.id)
WHERE (V0.pengajuan_id IN (SELECT U0.id AS pk
FROM insentif_pengajuan U0
WHERE (U0.periode BETWEEN %s AND %s AND U0.status IN (%s ...))) AND V0.round = (V1.round))))
GROUP BY 1, 2;

-- 10 sebaran
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
WHERE (NOT (U0.kabupaten_id IN (%s)) AND U0.periode BETWEEN %s AND %s AND U0.status IN (%s ...))) AND V0.round = (V1.round)))) ) qualify
WHERE (qual1 = (qual2) OR qual1 = (qual0)) ) qualify_mask;

-- 11 DasborNasional.puskesmas
SELECT wilayah_unit.id, wilayah_unit.kabupaten_id, wilayah_unit.nama, wilayah_unit.slug
FROM wilayah_unit
WHERE wilayah_unit.jenis = %s
ORDER BY wilayah_unit.nama ASC, wilayah_unit.id ASC;

-- 12 pagu_insentif_semua
SELECT regulasi_barisaturan.puskesmas_id AS puskesmas_id, regulasi_barisaturan.nilai AS nilai
FROM regulasi_barisaturan
WHERE (regulasi_barisaturan.kunci = %s AND regulasi_barisaturan.mulai <= %s AND regulasi_barisaturan.sampai >= %s AND regulasi_barisaturan.status = %s)
ORDER BY regulasi_barisaturan.tanggal_keputusan ASC, regulasi_barisaturan.mulai ASC;

-- 13 DasborNasional._pakai
SELECT insentif_pengajuan.puskesmas_id AS pengajuan__puskesmas, SUM(((insentif_perhitungan.pool - insentif_perhitungan.tidak_dibagi) + COALESCE((SELECT SUM(U0.selisih) AS jumlah
FROM insentif_koreksi U0
WHERE (U0.pengajuan_id = (insentif_perhitungan.pengajuan_id) AND U0.status = %s)
GROUP BY U0.pengajuan_id), %s))) AS terpakai, COUNT(insentif_perhitungan.id) AS terisi
FROM insentif_perhitungan
INNER JOIN insentif_pengajuan ON (insentif_perhitungan.pengajuan_id = insentif_pengajuan.id)
WHERE (insentif_perhitungan.pengajuan_id IN (SELECT U0.id AS pk
FROM insentif_pengajuan U0
WHERE (U0.periode BETWEEN %s AND %s AND U0.status IN (%s ...))) AND insentif_perhitungan.round = (insentif_pengajuan.round))
GROUP BY 1;

-- 14 sebaran
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
WHERE (NOT (U0.kabupaten_id IN (%s)) AND U0.periode BETWEEN %s AND %s AND U0.status IN (%s ...))) AND V0.round = (V1.round)))) ) qualify
WHERE (qual1 = (qual2) OR qual1 = (qual0)) ) qualify_mask;

-- 15 _belanja
SELECT wilayah_unit.id AS pk, wilayah_unit.kabupaten_id AS kabupaten
FROM wilayah_unit
WHERE (wilayah_unit.jenis = %s AND wilayah_unit.kabupaten_id IN (%s ...));

-- 16 spent_by
SELECT bok_serapan.puskesmas_id AS puskesmas, bok_serapan.periode AS periode, bok_serapan.jumlah AS jumlah, bok_serapankegiatan.kunci AS kegiatan__kunci, bok_serapankegiatan.jumlah AS kegiatan__jumlah, bok_serapankegiatan.insentif AS kegiatan__insentif
FROM bok_serapan
LEFT OUTER JOIN bok_serapankegiatan ON (bok_serapan.id = bok_serapankegiatan.serapan_id)
WHERE (bok_serapan.periode BETWEEN %s AND %s AND bok_serapan.puskesmas_id IN (%s ...))
ORDER BY bok_serapan.id ASC;

-- 17 absorbed
SELECT bok_bukukas.unit_id AS buku__unit, django_date_extract(%s, bok_mutasi.hari) AS hari__month, bok_mutasi.kunci AS kunci, SUM(bok_mutasi.serapan) AS n
FROM bok_mutasi
INNER JOIN bok_bukukas ON (bok_mutasi.buku_id = bok_bukukas.id)
WHERE (bok_bukukas.tahun = %s AND bok_bukukas.unit_id IN (%s ...) AND bok_mutasi.jenis IN (%s ...))
GROUP BY 1, 3, 2
ORDER BY 1 ASC, 2 ASC, 3 ASC;

-- 18 _terbit
SELECT supermiskol_suratmiskin.kabupaten_id AS kabupaten, django_date_extract(%s, supermiskol_suratmiskin.terbit) AS bulan, COUNT(supermiskol_suratmiskin.id) AS banyak
FROM supermiskol_suratmiskin
WHERE (supermiskol_suratmiskin.kabupaten_id IN (%s ...) AND supermiskol_suratmiskin.terbit BETWEEN %s AND %s)
GROUP BY 1, 2;

-- 19 _dibayar
SELECT jamkesda_kumpulan.kabupaten_id AS kabupaten, django_datetime_extract(%s, jamkesda_kumpulan.selesai_pada, %s ...) AS bulan, SUM(jamkesda_kumpulan.total) AS nilai, SUM(jamkesda_kumpulan.banyak) AS orang
FROM jamkesda_kumpulan
WHERE (jamkesda_kumpulan.kabupaten_id IN (%s ...) AND django_datetime_cast_date(jamkesda_kumpulan.selesai_pada, %s ...) BETWEEN %s AND %s AND jamkesda_kumpulan.status = %s)
GROUP BY 1, 2;

-- 20 dibayar
SELECT pembayaran_percobaan.kabupaten_id AS kabupaten, django_date_extract(%s, pembayaran_percobaan.tanggal) AS bulan, SUM(pembayaran_barispembayaran.bruto) AS nilai, COUNT(DISTINCT pembayaran_barispembayaran.penerima) AS orang
FROM pembayaran_percobaan
INNER JOIN pembayaran_barispembayaran ON (pembayaran_percobaan.baris_id = pembayaran_barispembayaran.id)
INNER JOIN pembayaran_pembayaran ON (pembayaran_barispembayaran.pembayaran_id = pembayaran_pembayaran.id)
WHERE (pembayaran_pembayaran.sumber = %s AND pembayaran_percobaan.kabupaten_id IN (%s ...) AND pembayaran_percobaan.status = %s AND pembayaran_percobaan.tanggal BETWEEN %s AND %s)
GROUP BY 1, 2;

-- 21 dibayar
SELECT pembayaran_percobaan.kabupaten_id AS kabupaten, django_date_extract(%s, pembayaran_percobaan.tanggal) AS bulan, SUM(pembayaran_barispembayaran.bruto) AS nilai, COUNT(DISTINCT pembayaran_barispembayaran.penerima) AS orang
FROM pembayaran_percobaan
INNER JOIN pembayaran_barispembayaran ON (pembayaran_percobaan.baris_id = pembayaran_barispembayaran.id)
INNER JOIN pembayaran_pembayaran ON (pembayaran_barispembayaran.pembayaran_id = pembayaran_pembayaran.id)
WHERE (pembayaran_pembayaran.sumber = %s AND pembayaran_percobaan.kabupaten_id IN (%s ...) AND pembayaran_percobaan.status = %s AND pembayaran_percobaan.tanggal BETWEEN %s AND %s)
GROUP BY 1, 2;

-- 22 sebaran
SELECT f1, banyak, jumlah, terendah, tertinggi, bruto
FROM ( SELECT *
FROM ( SELECT wilayah_kabupaten.provinsi AS f1, COUNT(insentif_perhitunganpetugas.id) OVER (PARTITION BY wilayah_kabupaten.provinsi) AS banyak, SUM(insentif_perhitunganpetugas.bruto) OVER (PARTITION BY wilayah_kabupaten.provinsi) AS jumlah, MIN(insentif_perhitunganpetugas.bruto) OVER (PARTITION BY wilayah_kabupaten.provinsi) AS terendah, MAX(insentif_perhitunganpetugas.bruto) OVER (PARTITION BY wilayah_kabupaten.provinsi) AS tertinggi, insentif_perhitunganpetugas.bruto AS bruto, ((COUNT(insentif_perhitunganpetugas.id) OVER (PARTITION BY wilayah_kabupaten.provinsi) + %s) / %s) AS qual0, ROW_NUMBER() OVER (PARTITION BY wilayah_kabupaten.provinsi
ORDER BY insentif_perhitunganpetugas.bruto) AS qual1, ((COUNT(insentif_perhitunganpetugas.id) OVER (PARTITION BY wilayah_kabupaten.provinsi) + %s) / %s) AS qual2
FROM insentif_perhitunganpetugas
INNER JOIN insentif_perhitungan ON (insentif_perhitunganpetugas.perhitungan_id = insentif_perhitungan.id)
INNER JOIN insentif_pengajuan ON (insentif_perhitungan.pengajuan_id = insentif_pengajuan.id)
INNER JOIN wilayah_kabupaten ON (insentif_pengajuan.kabupaten_id = wilayah_kabupaten.kode)
WHERE (insentif_perhitunganpetugas.bruto > %s AND insentif_perhitunganpetugas.perhitungan_id IN (SELECT V0.id AS pk
FROM insentif_perhitungan V0
INNER JOIN insentif_pengajuan V1 ON (V0.pengajuan_id = V1.id)
WHERE (V0.pengajuan_id IN (SELECT U0.id AS pk
FROM insentif_pengajuan U0
WHERE (NOT (U0.kabupaten_id IN (%s)) AND U0.periode BETWEEN %s AND %s AND U0.status IN (%s ...))) AND V0.round = (V1.round)))) ) qualify
WHERE (qual1 = (qual2) OR qual1 = (qual0)) ) qualify_mask;
