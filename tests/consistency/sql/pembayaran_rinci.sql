-- pembayaran:rinci: bendahara_pembantu direkap
-- 15 kueri, 0 ulangan; ditulis oleh pytest --tulis-sql

-- 1 SessionSeenMiddleware.__call__
SELECT django_session.session_key, django_session.session_data, django_session.expire_date
FROM django_session
WHERE (django_session.expire_date > %s AND django_session.session_key = %s)
LIMIT 21;

-- 2 SessionSeenMiddleware.__call__
SELECT akun_user.(7 kolom)
FROM akun_user
WHERE akun_user.id = %s
LIMIT 21;

-- 3 memberships_in_force
SELECT akun_membership.(7 kolom), EXISTS(SELECT %s AS a
FROM mfa_authenticator U0
WHERE (U0.type = %s AND U0.user_id = (akun_membership.user_id))
LIMIT 1) AS ber_totp, wilayah_unit.(11 kolom)
FROM akun_membership
INNER JOIN akun_user ON (akun_membership.user_id = akun_user.id)
INNER JOIN wilayah_unit ON (akun_membership.unit_id = wilayah_unit.id)
WHERE ((akun_membership.sampai IS NULL OR akun_membership.sampai >= %s) AND akun_membership.mulai <= %s AND akun_user.is_active AND akun_membership.user_id = %s)
ORDER BY akun_membership.id ASC;

-- 4 protected_object
SELECT pembayaran_pembayaran.(12 kolom), wilayah_kabupaten.kode, wilayah_kabupaten.nama, wilayah_kabupaten.provinsi, wilayah_unit.(11 kolom)
FROM pembayaran_pembayaran
INNER JOIN wilayah_kabupaten ON (pembayaran_pembayaran.kabupaten_id = wilayah_kabupaten.kode)
INNER JOIN wilayah_unit ON (pembayaran_pembayaran.unit_id = wilayah_unit.id)
WHERE (pembayaran_pembayaran.kabupaten_id = %s AND pembayaran_pembayaran.unit_id = %s AND pembayaran_pembayaran.id = %s)
ORDER BY pembayaran_pembayaran.id DESC
LIMIT 1;

-- 5 table
SELECT COUNT(*) AS __count
FROM pembayaran_barispembayaran
WHERE pembayaran_barispembayaran.pembayaran_id = %s;

-- 6 by_status
SELECT pembayaran_barispembayaran.status AS status, COUNT(pembayaran_barispembayaran.id) AS banyak, SUM(pembayaran_barispembayaran.bruto) AS bruto, SUM(pembayaran_barispembayaran.neto) AS neto
FROM pembayaran_barispembayaran
WHERE pembayaran_barispembayaran.pembayaran_id = %s
GROUP BY 1;

-- 7 free_funds
SELECT SUM(pembayaran_barispembayaran.bruto) AS total
FROM pembayaran_barispembayaran
WHERE (pembayaran_barispembayaran.pembayaran_id = %s AND pembayaran_barispembayaran.status IN (%s ...));

-- 8 shared
SELECT pembayaran_barispembayaran.(24 kolom)
FROM pembayaran_barispembayaran
WHERE pembayaran_barispembayaran.pembayaran_id = %s
ORDER BY pembayaran_barispembayaran.nama ASC, pembayaran_barispembayaran.id ASC;

-- 9 district_rules
SELECT regulasi_barisaturan.id AS pk, regulasi_barisaturan.diputus_pada AS diputus_pada, wilayah_unit.slug AS puskesmas__slug, wilayah_unit.nama AS puskesmas__nama
FROM regulasi_barisaturan
LEFT OUTER JOIN wilayah_unit ON (regulasi_barisaturan.puskesmas_id = wilayah_unit.id)
WHERE (regulasi_barisaturan.kabupaten_id = %s AND regulasi_barisaturan.status = %s)
ORDER BY 1 ASC;

-- 10 outdated
SELECT pembayaran_barispembayaran.(24 kolom), pegawai_petugas.(19 kolom)
FROM pembayaran_barispembayaran
LEFT OUTER JOIN pegawai_petugas ON (pembayaran_barispembayaran.petugas_id = pegawai_petugas.id)
WHERE (pembayaran_barispembayaran.pembayaran_id = %s AND pembayaran_barispembayaran.status IN (%s ...))
ORDER BY pembayaran_barispembayaran.nama ASC, pembayaran_barispembayaran.id ASC;

-- 11 paid_before
SELECT pembayaran_barispembayaran.petugas_id AS baris__petugas, SUM(pembayaran_barispembayaran.bruto) AS bruto, SUM(pembayaran_barispembayaran.pajak) AS pajak
FROM pembayaran_percobaan
INNER JOIN pembayaran_barispembayaran ON (pembayaran_percobaan.baris_id = pembayaran_barispembayaran.id)
INNER JOIN pembayaran_pembayaran ON (pembayaran_barispembayaran.pembayaran_id = pembayaran_pembayaran.id)
INNER JOIN pembayaran_kiriman ON (pembayaran_percobaan.kiriman_id = pembayaran_kiriman.id)
WHERE (pembayaran_pembayaran.unit_id = %s AND pembayaran_barispembayaran.petugas_id IN (%s ...) AND pembayaran_kiriman.tanggal BETWEEN %s AND %s AND pembayaran_percobaan.status IN (%s ...) AND NOT (pembayaran_barispembayaran.pembayaran_id = %s))
GROUP BY 1;

-- 12 detail
SELECT pembayaran_kiriman.(11 kolom), akun_user.(7 kolom)
FROM pembayaran_kiriman
INNER JOIN akun_user ON (pembayaran_kiriman.dibuat_oleh_id = akun_user.id)
WHERE pembayaran_kiriman.pembayaran_id = %s
ORDER BY pembayaran_kiriman.nomor DESC;

-- 13 detail
SELECT pembayaran_danamasuk.(13 kolom), akun_user.(7 kolom)
FROM pembayaran_danamasuk
INNER JOIN akun_user ON (pembayaran_danamasuk.dicatat_oleh_id = akun_user.id)
WHERE pembayaran_danamasuk.pembayaran_id = %s
ORDER BY pembayaran_danamasuk.id ASC;

-- 14 detail
SELECT pembayaran_pembetulan.(19 kolom), akun_user.(7 kolom)
FROM pembayaran_pembetulan
INNER JOIN akun_user ON (pembayaran_pembetulan.diusulkan_oleh_id = akun_user.id)
WHERE pembayaran_pembetulan.pembayaran_id = %s
ORDER BY pembayaran_pembetulan.id DESC;

-- 15 Table.lines
SELECT pembayaran_barispembayaran.(24 kolom), (SELECT U2.cara AS kiriman__cara
FROM pembayaran_percobaan U0
INNER JOIN pembayaran_kiriman U2 ON (U0.kiriman_id = U2.id)
WHERE U0.baris_id = (pembayaran_barispembayaran.id)
ORDER BY U0.nomor DESC
LIMIT 1) AS cara, (SELECT U0.tanggal AS tanggal
FROM pembayaran_percobaan U0
WHERE U0.baris_id = (pembayaran_barispembayaran.id)
ORDER BY U0.nomor DESC
LIMIT 1) AS tanggal, (SELECT U0.rujukan AS rujukan
FROM pembayaran_percobaan U0
WHERE U0.baris_id = (pembayaran_barispembayaran.id)
ORDER BY U0.nomor DESC
LIMIT 1) AS rujukan, (SELECT U0.bukti AS bukti
FROM pembayaran_percobaan U0
WHERE U0.baris_id = (pembayaran_barispembayaran.id)
ORDER BY U0.nomor DESC
LIMIT 1) AS bukti, (SELECT U0.alasan AS alasan
FROM pembayaran_percobaan U0
WHERE U0.baris_id = (pembayaran_barispembayaran.id)
ORDER BY U0.nomor DESC
LIMIT 1) AS alasan, pegawai_petugas.(19 kolom)
FROM pembayaran_barispembayaran
LEFT OUTER JOIN pegawai_petugas ON (pembayaran_barispembayaran.petugas_id = pegawai_petugas.id)
WHERE pembayaran_barispembayaran.pembayaran_id = %s
ORDER BY pembayaran_barispembayaran.nama ASC NULLS LAST, pembayaran_barispembayaran.id ASC
LIMIT 11;
