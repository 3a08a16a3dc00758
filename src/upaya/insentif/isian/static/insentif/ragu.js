/* What is doubtful in what is being typed, asked of the server after a pause: the rules stand there only. */
(() => {
  "use strict";

  const form = document.querySelector("form[data-ragu]");
  if (!form) return;
  const places = [...form.querySelectorAll("[data-ragu-isian]")];
  const PAUSE = 700;
  let timer = 0, asked = 0;

  const show = (found) => {
    for (const place of places) {
      const sentences = found[place.dataset.raguIsian] || [];
      if (sentences.join() === [...place.children].map((line) => line.textContent).join()) continue;
      place.replaceChildren(...sentences.map((text) => {
        const line = document.createElement("p");
        line.textContent = text;
        return line;
      }));
    }
  };

  const ask = async () => {
    const mine = asked += 1;
    try {
      const answer = await fetch(form.dataset.ragu, {
        method: "POST", body: new FormData(form), redirect: "manual",
        headers: { Accept: "application/json", "X-Orang": document.body.dataset.orang || "" },
      });
      if (answer.ok && mine === asked) show(await answer.json());
    } catch { /* nothing is said: saving says it */ }
  };

  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
})();
