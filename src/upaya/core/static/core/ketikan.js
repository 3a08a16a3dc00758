/* What was typed outlives a session that ended and a page that failed.

   When a page is left, the forms somebody typed into are kept in this tab, by address. The next page that
   this person reaches decides: had the server let them in, the draft is spent and goes; were they shown the
   sign-in page or a fault, it stays until they come back to its address, and stands in its form again.
   Another person's page, and signing out, take everything away. Passwords, NIK, NPWP, accounts and files
   are never kept; they are named, so that nobody looks for them in vain. */
(() => {
  "use strict";

  const PREFIX = "upaya:ketikan:", LIFE = 24 * 3600 * 1000;
  const { orang: person, halaman: page = location.pathname + location.search } = document.body.dataset;
  const failed = document.body.hasAttribute("data-gagal");
  const PRIVATE_NAME = /(^|[_-])(nik|npwp|kk|rekening|sandi|password|code|otp)([_-]|$)/i;
  const PRIVATE_VALUE = /(?<!\d[.-]?)\d(?:[.-]?\d){14,15}(?![.-]?\d)|\d{4}(?: \d{4}){3}/; /* fifteen or sixteen digits, wherever they stand */

  /* ---------------------------------------------------------------- the store of this tab */
  const read = (key) => { try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; } };
  const write = (key, draft) => { try { sessionStorage.setItem(key, JSON.stringify(draft)); } catch { sessionStorage.removeItem(key); } };
  const keys = () => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
  const drafts = () => keys().map((key) => [key, read(key)]).filter(([, draft]) => draft);
  const drop = (which) => { for (const [key, draft] of drafts()) if (which(draft)) sessionStorage.removeItem(key); };

  /* ---------------------------------------------------------------- what a form holds */
  const isPrivate = (control) => control.type === "password" || control.dataset.rahasia !== undefined ||
    PRIVATE_NAME.test(control.name) || PRIVATE_VALUE.test(control.value);
  const kept = (control) => control.name && control.name !== "csrfmiddlewaretoken" && !control.disabled &&
    !["submit", "button", "reset", "image", "fieldset", "output"].includes(control.type);
  const ticked = (control) => control.type === "checkbox" || control.type === "radio";
  const label = (control) => (control.labels?.[0] || control.closest("fieldset")?.querySelector("legend"))?.textContent.trim() ||
    control.getAttribute("aria-label") || control.name;
  const named = (form, name) => [...form.elements].filter((control) => control.name === name);
  const many = (control) => [...control.selectedOptions].map((option) => option.value);

  const touched = new Set();
  const note = (event) => { const form = event.target.form; if (form?.method === "post") touched.add(form); };
  document.addEventListener("input", note);
  document.addEventListener("change", note);

  /* A form may name itself what of it is worth keeping (`event.detail.controls`). */
  const photograph = (form) => {
    const detail = { controls: [...form.elements].filter(kept) };
    form.dispatchEvent(new CustomEvent("upaya:ketikan", { detail }));
    const fields = [], missing = [];
    for (const control of detail.controls) {
      if (control.type === "file" || isPrivate(control)) { if (control.value) missing.push(label(control)); continue; }
      const one = { name: control.name, nth: named(form, control.name).indexOf(control) };
      if (ticked(control)) one.checked = control.checked;
      else if (control.type === "select-multiple") one.many = many(control);
      else one.value = control.value;
      if (control.type !== "hidden" && !ticked(control)) one.label = label(control);
      fields.push(one);
    }
    const action = form.getAttribute("action") || "";
    const nth = [...document.forms].filter((other) => (other.getAttribute("action") || "") === action).indexOf(form);
    return { action, nth, fields, missing };
  };

  let leaving = false;
  const keep = () => {
    if (!person || leaving) return;
    const forms = [...touched].filter((form) => form.isConnected).map(photograph);
    const worth = forms.filter((form) => form.fields.length || form.missing.length);
    if (worth.length) write(PREFIX + page, { person, page, at: Date.now(), forms: worth });
  };
  window.addEventListener("pagehide", keep);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.matches("[data-keluar]")) { leaving = true; drop(() => true); window.indexedDB?.deleteDatabase("upaya-foto"); return; }
    if (form.querySelector("input:not([type=hidden]), textarea, select")) touched.add(form);
  }, true);

  /* ---------------------------------------------------------------- putting it back */
  const put = (control, one) => {
    if (ticked(control)) control.checked = one.checked;
    else if (one.many) for (const option of control.options) option.selected = one.many.includes(option.value);
    else if (control.tagName !== "SELECT" || [...control.options].some((option) => option.value === one.value)) control.value = one.value;
  };

  const restore = (one) => {
    const form = [...document.forms].filter((other) => (other.getAttribute("action") || "") === one.action && other.method === "post")[one.nth];
    const pairs = form ? one.fields.map((field) => [named(form, field.name)[field.nth], field]) : [];
    const found = pairs.filter(([control, field]) => control && field.label !== undefined || control?.type === "checkbox" || control?.type === "radio");
    if (!found.length && !one.missing.length) return false;
    if (!form) return false;
    for (const [control, field] of pairs) if (control) put(control, field);
    touched.add(form);
    for (let box = form.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    document.addEventListener("DOMContentLoaded", () => found[0]?.[0].dispatchEvent(new Event("input", { bubbles: true })));
    return true;
  };

  /* ---------------------------------------------------------------- saying so */
  const line = (text) => { const made = document.createElement("p"); made.textContent = text; return made; };

  const tell = (draft, lost) => {
    const box = document.createElement("div"), words = document.createElement("div"), sign = document.createElement("span");
    const throwAway = document.createElement("button");
    box.className = "alert info ketikan";
    box.setAttribute("role", "status");
    sign.textContent = "i";
    sign.setAttribute("aria-hidden", "true");
    throwAway.type = "button";
    throwAway.className = "btn small";
    throwAway.textContent = "Buang yang saya ketik";
    throwAway.addEventListener("click", () => { leaving = true; drop((other) => other.page === page); location.assign(page); });
    const back = draft.forms.length > lost.length;
    words.append(line(back
      ? "Yang Anda ketik tadi sudah dipasang lagi, tetapi belum tersimpan. Periksa, lalu simpan."
      : "Yang Anda ketik tadi belum tersimpan, dan formulirnya tidak ada lagi di halaman ini. Salin bila masih perlu:"));
    for (const field of lost.flatMap((form) => form.fields)) if (field.label && field.value) words.append(line(`${field.label}: ${field.value}`));
    const missing = draft.forms.flatMap((form) => form.missing);
    if (missing.length) words.append(line(`Tidak disimpan di peramban, isi atau pilih lagi: ${missing.join(", ")}.`));
    words.append(throwAway);
    box.append(sign, words);
    document.getElementById("isi").prepend(box);
  };

  /* ---------------------------------------------------------------- what this page means for the drafts */
  const own = (draft) => draft.person === person && draft.page === page;
  const returned = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  drop((draft) => Date.now() - draft.at > LIFE || (person && draft.person !== person));
  if (!person || failed) {
    for (const [key, draft] of drafts()) write(key, { ...draft, held: true });
    const latest = drafts().map(([, draft]) => draft).sort((one, other) => other.at - one.at)[0];
    for (const element of latest ? document.querySelectorAll("[data-ketikan]") : []) {
      element.hidden = false;
      for (const link of element.querySelectorAll("a[data-kembali]")) link.href = latest.page;
    }
  } else {
    drop((draft) => !draft.held && !(returned && own(draft)));
    const draft = read(PREFIX + page);
    if (draft) tell(draft, draft.forms.filter((form) => !restore(form)));
  }
})();
