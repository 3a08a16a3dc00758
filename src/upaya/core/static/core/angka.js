/* Numbers as people write them: the twin of rules/numbers.py, tested with the same examples.
   Each reader gives { value } (null for nothing and for the dash of an empty cell) or { fault, words }.
   A decimal is given as text: the browser's own numbers would round it. */
(() => {
  "use strict";

  const MOST_DIGITS = 15, SHOWN = 40, LONGEST = 200;
  const UNSEEN_SET =
    "\\u0000-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f" +
    "\\u200b-\\u200f\\u202a\\u202c\\u202d\\u2060-\\u2064\\u2066\\u2068\\u2069\\u206a-\\u206f\\u2800\\u3164" +
    "\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff9-\\ufffb\\u{e0000}-\\u{e0fff}";
  const WIDE_SPACES = "\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
  const UNSEEN = new RegExp(`[${UNSEEN_SET}]`, "gu");
  const SPACES = new RegExp(`[\\t\\n\\v\\f\\r ${WIDE_SPACES}]+`, "gu");
  const EDGES = new RegExp(`^[\\t\\n\\v\\f\\r ${WIDE_SPACES}]+|[\\t\\n\\v\\f\\r ${WIDE_SPACES}]+$`, "gu");
  const BREAK = /[\t\n\v\f\r\u0085\u2028\u2029]/u;
  const TURNING = /[\u202b\u202e\u2067]/u;
  const TO_SHOW = new RegExp(`[${UNSEEN_SET}\\u202b\\u202e\\u2067${WIDE_SPACES}]`, "gu");
  const ALIKE = { "，": ",", "．": ".", "－": "-", "＋": "+", "％": "%" };
  const SIGNS = /[\uff10-\uff19，．－＋％\u2010-\u2015\u2212\ufe63]/gu;

  const CURRENCY = /^([+-]?) ?(?:rp\.?|idr) ?([+-]?) ?/i;
  const NO_CENTS = / ?[,.] ?-{1,2}$/;
  const UNIT = /(?<=[0-9,.-]) ?(?:rupiah|jiwa|orang|kali|hari)$/i;
  const TEXT_MARK = /^['\u2018\u2019](?=[0-9])/;
  const PERCENT = / ?(?:%|persen)$/i;
  const SCIENTIFIC = /^[+-]?[0-9]+([.,][0-9]*)?e[+-]?[0-9]+$/i;
  const LOCAL = /^([1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+|[0-9]+)(?:,([0-9]+))?$/;
  const ENGLISH = /^([1-9][0-9]{0,2}(?:,[0-9]{3}){2,}|[1-9][0-9]{0,2}(?:,[0-9]{3})+(?=\.)|[0-9]{4,}(?=\.))(?:\.([0-9]{1,2}))?$/;
  const POINT = /^([0-9]+)\.([0-9]+)$/;
  const ZEROS = /^0*$/;

  const SENTENCES = {
    bukan: "“{teks}” bukan {benda}; tulis seperti {contoh}",
    pecahan: "“{teks}” bukan bilangan bulat; tulis tanpa angka di belakang koma, seperti 1.234",
    rancu: "“{teks}” dapat berarti ribuan atau pecahan; tulis seperti 1234 atau 1.234",
    pangkat: "“{teks}” ditulis sebagai pangkat sepuluh, jadi angka aslinya hilang; ubah format selnya menjadi Angka atau Teks, lalu salin lagi",
    panjang: "bilangan lebih dari 15 angka; periksa isinya",
    arah: "“{teks}” memuat tanda yang membalik urutan angka; ketik ulang",
  };
  const KINDS = {
    whole: ["bilangan bulat", "1234 atau 1.234"],
    decimal: ["bilangan", "12,5"],
    percent: ["persen", "7,5 atau 7,5%"],
    ratio: ["bilangan", "0,20 atau 20%"],
  };

  const visible = (text) => {
    const letters = [...text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "")];
    const short = letters.length > SHOWN ? `${letters.slice(0, SHOWN).join("")}…` : letters.join("");
    return short.replace(TO_SHOW, (sign) => `[U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}]`);
  };

  const alike = (sign) => {
    const code = sign.codePointAt(0);
    if (code >= 0xff10 && code <= 0xff19) return String(code - 0xff10);
    return ALIKE[sign] || "-";
  };
  const clean = (text) => text.replace(UNSEEN, "").replace(SPACES, " ").replace(/^ +| +$/g, "").replace(SIGNS, alike);

  const fault = (code, text, kind) => ({
    fault: code,
    words: SENTENCES[code].replace("{teks}", () => visible(text)).replace("{benda}", KINDS[kind][0]).replace("{contoh}", KINDS[kind][1]),
  });

  /* Sign and digits without currency and ",-"; null when nothing is written; or a fault. */
  const bare = (text, given, kind, decimalPoint) => {
    if (TURNING.test(text)) return fault("arah", text, kind);
    if ([...text].length > LONGEST || BREAK.test(text.replace(UNSEEN, "").replace(EDGES, ""))) return fault("bukan", text, kind);
    let shown = given.replace(CURRENCY, "$1$2").replace(TEXT_MARK, "").replace(UNIT, "");
    if (/^-*$/.test(shown)) return null;
    if (SCIENTIFIC.test(shown)) return fault("pangkat", text, kind);
    if (decimalPoint) shown = shown.replace(/[,.]/g, (sign) => (sign === "," ? "." : ","));
    const signed = "+-".includes(shown[0]);
    const body = signed ? shown.slice(1).replace(/^ +/, "") : shown;
    return { sign: signed ? shown[0] : "", body: body.replace(NO_CENTS, "") };
  };

  const unsure = (found) => /^(0|[1-9][0-9]{0,2})$/.test(found[1]) && found[1] !== "0" && (found[2] || "").length === 3;

  const whyNotWhole = (body) => {
    let found = POINT.exec(body);
    if (found) return ZEROS.test(found[2]) ? "rancu" : "pecahan";
    found = LOCAL.exec(body);
    return found && unsure(found) ? "rancu" : "bukan";
  };

  const limited = (digits) => {
    const plain = digits.replace(/[., ]/g, "");
    return plain.replace(/^0+/, "").length > MOST_DIGITS ? null : plain;
  };

  const whole = (text, { decimalPoint = false } = {}) => {
    const read = bare(text, clean(text), "whole", decimalPoint);
    if (read === null || read.fault) return read || { value: null };
    const found = LOCAL.exec(read.body) || ENGLISH.exec(read.body);
    if (!found || unsure(found)) return fault(whyNotWhole(read.body), text, "whole");
    if (!ZEROS.test(found[2] || "")) return fault("pecahan", text, "whole");
    const digits = limited(found[1]);
    if (digits === null) return fault("panjang", text, "whole");
    return { value: Number(digits) * (read.sign === "-" ? -1 : 1) || 0 };
  };

  const pointed = (body) => {
    const found = POINT.exec(body);
    return found && !(found[2].length === 3 && !ZEROS.test(found[1])) ? found : null;
  };

  /* Digits of the fraction kept as written, shifted for a percentage. */
  const shifted = (digits, decimals, places) => {
    if (!places) return decimals ? `${digits}.${decimals}` : digits;
    const padded = digits.padStart(places + 1, "0");
    return `${padded.slice(0, -places)}.${padded.slice(-places)}${decimals}`;
  };

  const readDecimal = (text, shown, kind, places = 0) => {
    const read = bare(text, shown, kind, false);
    if (read === null || read.fault) return read || { value: null };
    const found = LOCAL.exec(read.body) || ENGLISH.exec(read.body) || pointed(read.body);
    if (!found) return fault("bukan", text, kind);
    const digits = limited(found[1]);
    if (digits === null) return fault("panjang", text, kind);
    return { value: `${read.sign === "-" ? "-" : ""}${shifted(digits, found[2] || "", places)}` };
  };

  const decimal = (text) => readDecimal(text, clean(text), "decimal");
  const percent = (text) => readDecimal(text, clean(text).replace(PERCENT, ""), "percent", 2);
  const ratio = (text) => (PERCENT.test(clean(text)) ? percent(text) : readDecimal(text, clean(text), "ratio"));

  /* 1234567 as 1.234.567 */
  const format = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ".");

  window.upayaBilangan = Object.freeze({ whole, decimal, percent, ratio, visible, clean, format });
})();
