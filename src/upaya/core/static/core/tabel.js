/* Long tables: a head that stays in view, a quick filter over the rows of this page, and close or wide rows. */
(() => {
  "use strict";

  const LONG = 12; // rows: shorter tables are seen at a glance
  const KEY = "tabel-rapat";
  const dense = () => { try { return sessionStorage.getItem(KEY) === "ya"; } catch { return false; } };
  const remember = (on) => { try { sessionStorage.setItem(KEY, on ? "ya" : "tidak"); } catch { /* kept for this page only */ } };

  /* The browser tells sizes once it has laid the page out by itself: asking would make it do so twice. */
  const sizes = new ResizeObserver((seen) => {
    const fits = seen.map(({ target }) => target.scrollWidth <= target.clientWidth);
    seen.forEach(({ target }, place) => {
      target.classList.toggle("fits", fits[place]);
      target.classList.toggle("scrolls", !fits[place]);
    });
  });

  const element = (name, words, more = {}) => Object.assign(document.createElement(name), { textContent: words, ...more });

  const filter = (rows, said) => {
    const label = element("label", "Saring baris di halaman ini ");
    const box = element("input", "", { type: "search", autocomplete: "off" });
    label.append(box);
    box.addEventListener("input", () => {
      const words = box.value.toLocaleLowerCase("id").split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const text = row.textContent.toLocaleLowerCase("id");
        row.hidden = !words.every((word) => text.includes(word));
        shown += row.hidden ? 0 : 1;
      }
      said.textContent = words.length ? `${shown} dari ${rows.length} baris` : "";
    });
    return label;
  };

  const density = (table) => {
    const button = element("button", "Baris rapat", { type: "button", className: "btn small" });
    const show = (on) => { table.classList.toggle("close", on); button.setAttribute("aria-pressed", on); };
    button.addEventListener("click", () => { const on = !table.classList.contains("close"); show(on); remember(on); });
    show(dense());
    return button;
  };

  for (const table of document.querySelectorAll(".table")) {
    const rows = [...table.querySelectorAll(".rows > tbody > tr")];
    if (rows.length < LONG || table.querySelector(".rows input, .rows select")) continue;
    const kept = table.querySelector(".table-tools");
    const tools = kept ?? element("div", "", { className: "table-tools no-print" });
    if (!table.querySelector(".filter input:not([type=hidden])")) { // where the list itself searches, that is the search
      const said = element("span", "", { className: "soft" });
      said.setAttribute("role", "status");
      tools.append(filter(rows, said), said);
    }
    tools.append(density(table));
    if (kept) continue;
    const top = table.querySelector(".table-top");
    if (top) top.append(tools); else table.querySelector(".wide").before(tools);
  }
  for (const frame of document.querySelectorAll(".table .wide")) sizes.observe(frame);
})();
