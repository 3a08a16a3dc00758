/* What a cell of the grid may hold, and blocks of cells the way spreadsheets copy them. Numbers are read
   by core/angka.js; the server reads the same forms (views/kegiatan_baca.py); a test compares the two. */
(() => {
  "use strict";

  const LIMIT = 1_000_000_000;
  const { whole, format } = window.upayaBilangan;

  /* The number, or null when the text is none. Nothing and the dash of an empty cell are 0. */
  const parse = (text) => {
    const read = whole(text);
    if (read.fault) return null;
    const value = read.value ?? 0;
    return value >= 0 && value <= LIMIT ? value : null;
  };

  /* Why `parse` gave null, as a sentence. */
  const why = (text) => {
    const read = whole(text);
    const clause = read.words || `${format(read.value)} di luar batas`;
    return `${clause[0].toUpperCase()}${clause.slice(1)}. Isi bilangan bulat, misalnya 3, atau kosongkan.`;
  };

  /* Rows of cells from text with tabs; a cell in quotes may hold tabs, newlines and "" for a quote. */
  const parseBlock = (text) => {
    const rows = [[]];
    const cell = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/y;
    for (;;) {
      const found = cell.exec(text);
      rows.at(-1).push((found[1] === undefined ? found[2] : found[1].replaceAll('""', '"')).trim());
      if (found[3] === "") break;
      if (found[3] !== "\t") rows.push([]);
    }
    const last = rows.at(-1);
    if (rows.length > 1 && last.length === 1 && last[0] === "") rows.pop();
    return rows;
  };

  window.upayaAngka = Object.freeze({ LIMIT, parse, why, format, parseBlock });
})();
