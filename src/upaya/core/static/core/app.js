/* What the pages need beyond HTML and htmx. No framework, nothing evaluated, nothing written inline. */
(() => {
  "use strict";

  const byId = (id) => document.getElementById(id);

  /* Unsaved changes: a guarded form asks before the page is left, but only when something really changed. */
  const typed = new Set();
  const mark = (event) => { if (event.target.form?.method === "post") typed.add(event.target.form); };
  const unsaved = (which) => [...typed].some((form) => form.isConnected && form.matches(which));
  document.addEventListener("input", mark);
  document.addEventListener("change", mark);
  document.addEventListener("reset", (event) => typed.delete(event.target));
  document.querySelectorAll("form[data-guard]").forEach((form) => { if (form.querySelector(".has-error")) typed.add(form); });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved("[data-guard]")) { event.preventDefault(); event.returnValue = ""; }
  });

  /* What is to be had on paper is printed by the browser, in the words of print.css. */
  document.addEventListener("click", (event) => { if (event.target.closest("[data-cetak]")) window.print(); });

  /* One press, one request: a form on its way holds a second press back, for as long as an answer should
     take; a form whose answer is a file stays on the screen and must work again. htmx keeps its own count. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented) return;
    if (form.method === "post" && form.classList.contains("is-sending")) { event.preventDefault(); return; }
    typed.delete(form);
    if (form.method !== "post") return;
    form.classList.add("is-sending");
    setTimeout(() => form.classList.remove("is-sending"), 8000);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form.is-sending").forEach((form) => form.classList.remove("is-sending"));
  });

  /* What shrinks and sends pictures is fetched by pages that take them, and by no other. */
  if (document.querySelector("[data-foto]")) {
    for (const address of document.body.dataset.skripFoto.split(" ")) {
      document.head.append(Object.assign(document.createElement("script"), { src: address, async: false }));
    }
  }

  /* Faults of a request, said in words. What was typed stays where it is. */
  const SENTENCES = {
    0: "Sambungan terputus. Isian Anda masih ada di layar; periksa jaringan, lalu coba lagi.",
    400: "Permintaan tidak dapat dibaca. Muat ulang halaman, lalu coba lagi.",
    401: "Sesi Anda sudah berakhir. Masuk lagi, lalu ulangi langkah ini.",
    403: "Anda tidak berwenang untuk langkah ini, atau sesi sudah berakhir. Muat ulang halaman atau hubungi admin unit.",
    404: "Data ini tidak ditemukan. Mungkin sudah dipindahkan; muat ulang halaman.",
    413: "Berkas terlalu besar. Paling besar 10 MB per berkas.",
    429: "Terlalu banyak permintaan dalam waktu singkat. Tunggu satu menit, lalu coba lagi.",
    500: "Ada gangguan di pihak kami. Isian Anda masih ada di layar; coba lagi beberapa saat.",
  };
  const sentence = (status) => SENTENCES[status] || (status >= 500 ? SENTENCES[500] : SENTENCES[400]);
  const ENDED = "Sesi Anda sudah berakhir.";
  const KEPT = `${ENDED} Yang Anda ketik masih di layar, dan dipasang kembali setelah Anda masuk lagi; NIK, NPWP, nomor rekening, kata sandi, dan berkas diisi ulang.`;

  /* What a page asks by itself, when it opens or every few seconds, is no step of a person: the server is told
     so, and whatever it answers, no page is taken from somebody who types. */
  const byItself = (config) => config && !config.triggeringEvent?.isTrusted;
  document.addEventListener("htmx:configRequest", ({ detail }) => { if (byItself(detail)) detail.headers["X-Sendiri"] = "1"; });
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { xhr, requestConfig } = event.detail;
    const leads = xhr.getResponseHeader("HX-Redirect") || xhr.getResponseHeader("HX-Refresh");
    if (!leads || !byItself(requestConfig) || !unsaved("form")) return;
    event.preventDefault();
    say("Isi halaman ini sudah diperbarui. Simpan dulu yang Anda ketik, lalu muat ulang halaman.", event.detail);
  });

  let failed = null, closed = "";
  const say = (text, { elt = null, requestConfig } = {}, door = "") => {
    if (!door && elt?.matches?.(".side")) return; // numbers beside the menu: nobody misses what they asked for
    const place = byId("kabar");
    /* What is asked every few seconds says its fault once, and not again after it was closed. */
    if (!place || (byItself(requestConfig) && (closed === text || place.textContent.includes(text)))) return;
    failed = elt;
    const box = document.createElement("div");
    box.className = "alert bad";
    const icon = document.createElement("span");
    icon.setAttribute("aria-hidden", "true");
    icon.textContent = "!";
    const words = document.createElement("div");
    words.textContent = text;
    if (door) {
      const way = Object.assign(document.createElement("a"), { href: door, textContent: "Masuk lagi" });
      way.addEventListener("click", () => typed.clear()); // what was typed is kept: leaving asks nothing
      words.append(" ", way);
    }
    const close = document.createElement("button");
    close.type = "button";
    close.className = "btn small";
    close.textContent = "Tutup";
    close.addEventListener("click", () => { closed = text; place.replaceChildren(); });
    box.append(icon, words, close);
    place.replaceChildren(box);
  };
  /* The sentence stays until what failed succeeds; another request says nothing about it. */
  const hush = (source) => {
    if (failed !== source) return;
    closed = "";
    byId("kabar")?.replaceChildren();
  };

  document.addEventListener("htmx:responseError", ({ detail }) => {
    let door = "";
    try { if (detail.xhr.status === 401) door = JSON.parse(detail.xhr.responseText).masuk; } catch { /* no way back is named */ }
    say(door ? (unsaved("form") ? KEPT : ENDED) : sentence(detail.xhr.status), detail, door);
  });
  document.addEventListener("htmx:sendError", ({ detail }) => say(sentence(0), detail));
  document.addEventListener("htmx:timeout", ({ detail }) => say(sentence(0), detail));
  document.addEventListener("htmx:swapError", () => say(sentence(500)));
  document.addEventListener("htmx:afterRequest", ({ detail }) => { if (detail.successful) hush(detail.elt); });

  /* The panel for a working: htmx fills it, then it opens; without script the same link is an ordinary page. */
  const panel = byId("panel");
  document.addEventListener("htmx:afterSwap", (event) => {
    if (panel && event.detail.target.id === "panel-isi" && !panel.open) {
      panel.showModal();
      panel.scrollTop = 0;
    }
  });
  panel?.addEventListener("close", () => byId("panel-isi").replaceChildren());

  document.addEventListener("click", (event) => {
    const at = event.target;
    if (!(at instanceof Element)) return;
    const closer = at.closest("[data-close]");
    if (closer) {
      closer.closest("dialog")?.close();
      const box = closer.closest("details");
      if (box) { box.open = false; box.querySelector("summary").focus(); }
    }
    if (at instanceof HTMLDialogElement) {
      const box = at.getBoundingClientRect();
      const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
      if (!inside) at.close();
    }
    document.querySelectorAll("details.menu[open]").forEach((menu) => { if (!menu.contains(at)) menu.open = false; });
  });

  /* "/" leads to the search from wherever nothing is being typed. */
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    const place = document.querySelector("[data-cari]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing || !place || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    place.focus();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const box = event.target.closest?.("details.menu[open], details.confirm[open]");
    if (box) { box.open = false; box.querySelector("summary").focus(); }
  });

  /* A second step, once opened, is where the hand goes next. */
  document.addEventListener("toggle", (event) => {
    const box = event.target;
    if (box.matches?.("details.confirm[open]")) box.querySelector("textarea, input:not([type=hidden]), select, button[type=submit]")?.focus();
  }, true);

  document.addEventListener("change", (event) => {
    if (event.target.matches?.("[data-submit]")) event.target.form.requestSubmit();
  });

  /* A link of the error summary leads to the control itself, also inside a group of choices. */
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest(".errors a[href^='#']") : null;
    if (!link) return;
    const place = byId(link.hash.slice(1));
    if (!place) return;
    const control = place.matches("input, select, textarea") ? place : place.querySelector("input, select, textarea");
    if (control) { event.preventDefault(); control.focus(); control.scrollIntoView({ block: "center" }); }
  });

  /* Paper shows everything that is folded on the screen. */
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("details[data-print]:not([open])").forEach((box) => { box.open = true; box.dataset.printed = ""; });
  });
  window.addEventListener("afterprint", () => {
    document.querySelectorAll("details[data-printed]").forEach((box) => { box.open = false; delete box.dataset.printed; });
  });

  /* Keep the place of a scrolled row of links on the current one; and start at the faults, if there are any. */
  document.querySelectorAll(".side [aria-current], .tabs [aria-current]").forEach((link) => {
    const scroller = link.closest(".side, .tabs");
    if (scroller.scrollWidth > scroller.clientWidth) scroller.scrollLeft = link.offsetLeft - 24;
  });
  document.querySelector(".errors")?.focus();
})();
