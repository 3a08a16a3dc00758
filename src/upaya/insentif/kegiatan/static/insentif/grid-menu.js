/* Finding a line of the BOK menu while typing; ticks stay on lines that are hidden meanwhile. */
document.addEventListener("input", (event) => {
  if (!event.target.matches?.("[data-menu-cari]")) return;
  const scope = event.target.closest("form").parentElement;
  const words = event.target.value.toLocaleLowerCase("id").split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const group of scope.querySelectorAll("[data-menu-huruf]")) {
    const title = group.querySelector("legend").textContent;
    let any = false;
    for (const item of group.querySelectorAll("[data-menu-item]")) {
      const text = `${item.textContent} ${title}`.toLocaleLowerCase("id");
      item.hidden = !words.every((word) => text.includes(word));
      any ||= !item.hidden;
    }
    group.hidden = !any;
    shown += any;
  }
  const nothing = scope.querySelector("[data-menu-kosong]");
  if (nothing) nothing.hidden = shown > 0;
});
