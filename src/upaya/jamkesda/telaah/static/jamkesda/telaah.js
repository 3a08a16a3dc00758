/* One key a step. A key presses the button or link that carries it (data-tombol); nothing happens while somebody
   types, while a modifier is held, or when the keys are switched off in the line below the claim. */
(() => {
  "use strict";

  const STORE = "upaya:telaah-tombol";
  const box = document.querySelector("[data-tombol-pakai]");
  if (!box) return;
  try { box.checked = sessionStorage.getItem(STORE) !== "tidak"; } catch { /* without storage they are on */ }
  box.closest("[hidden]")?.removeAttribute("hidden");
  box.addEventListener("change", () => {
    try { sessionStorage.setItem(STORE, box.checked ? "ya" : "tidak"); } catch { /* for this page only */ }
  });

  const typing = (at) => at instanceof Element && at.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
    if (!box.checked || event.ctrlKey || event.altKey || event.metaKey || event.repeat || typing(event.target)) return;
    const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const found = [...document.querySelectorAll("[data-tombol]")].find((one) => one.dataset.tombol === name);
    if (!found) return;
    event.preventDefault();
    const folded = found.closest("details:not([open])");
    if (folded) folded.open = true;
    if (found.matches("input, textarea")) found.focus(); else found.click();
  });
})();
