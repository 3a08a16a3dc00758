/* Whole numbers the way Indonesians type them, and blocks of cells the way spreadsheets copy them.
   The server reads the same forms (views/kegiatan_baca.py); a test compares the two. */
(() => {
  "use strict";

  const LIMIT = 1_000_000_000;

  /* The number, or null when the text is none. Nothing and the dash of an empty cell are 0.
     ",000" is refused: it may mean thousands in another language. */
  const parse = (text) => {
    const typed = text.trim();
    if (typed === "" || typed === "-" || typed === "–") return 0;
    const found = /^(\d{1,3}(?:\.\d{3})+|\d+)(?:,0{1,2})?$/.exec(typed);
    if (!found) return null;
    const value = Number(found[1].replaceAll(".", ""));
    return value <= LIMIT ? value : null;
  };

  const format = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ".");

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

  window.upayaAngka = Object.freeze({ LIMIT, parse, format, parseBlock });
})();
