"use strict";
(() => {
  const root = document.documentElement;
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const smooth = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  const picked = new Map(); // group of rows → the value that is shown, "" for all
  let chain = [], step = 0;
  root.classList.add("live");

  function view(name) {
    all(".view").forEach((v) => v.classList.toggle("on", v.id === `view-${name}`));
    all("[data-view]").forEach((b) => b.classList.toggle("on", b.dataset.view === name));
  }

  function flash(elements) {
    elements.forEach((e) => { e.classList.remove("flash"); void e.offsetWidth; e.classList.add("flash"); });
  }

  // Shows the rows of a group that have the picked value, are among the chosen and hold the words.
  function filter(group) {
    const value = picked.get(group) || "";
    const chosen = one(`select[data-among="${group}"]`)?.value || "";
    const words = (one(`[data-search="${group}"]`)?.value || "").trim();
    const rows = all(`[data-rows="${group}"] [data-value]`);
    rows.forEach((row) => {
      row.hidden = !((!value || row.dataset.value.split(" ").includes(value))
        && (!chosen || (row.dataset.among || "").split("\n").includes(chosen))
        && (!words || row.textContent.includes(words)));
    });
    const left = rows.filter((row) => !row.hidden).length;
    const shown = one(`[data-shown="${group}"]`);
    if (shown) { shown.textContent = left === rows.length ? "" : `显示 ${left} / ${rows.length} 条`; }
    all(`[data-for="${group}"]`).forEach((b) => b.classList.toggle("on", b.dataset.pick === value));
  }

  function showItem(number) {
    const row = document.getElementById(`r-${number}`);
    if (row.hidden) { // what is looked for must not stay filtered away
      picked.set("items", "");
      all('[data-among="items"], [data-search="items"]').forEach((e) => { e.value = ""; });
      filter("items");
    }
    view("items");
    row.scrollIntoView({ block: "center", behavior: smooth });
    flash([row]);
  }

  // Marks the places of a key, and brings those into view that lie on another side than `from`.
  function showText(key, from) {
    view("text");
    all(".m.now").forEach((e) => e.classList.remove("now"));
    const places = all(`.m[data-k="${key}"]`);
    places.forEach((e) => e.classList.add("now"));
    all("article").filter((side) => side !== from).forEach((side) => {
      one(`.m[data-k="${key}"]`, side)?.scrollIntoView({ block: "center", behavior: smooth });
    });
    const row = document.getElementById(`r-${key.slice(1).split("-")[0]}`);
    one(".say").textContent = row ? `${one(".badge", row).textContent}：${one("td:last-child p", row).textContent}` : "";
  }

  function jump(place) {
    view(place.closest(".view").id.replace("view-", ""));
    place.scrollIntoView({ block: "start", behavior: smooth });
    flash([place]);
  }

  function keysAt(element) {
    const found = [];
    for (let e = element.closest(".m"); e; e = e.parentElement.closest(".m")) { found.push(e.dataset.k); }
    return found;
  }

  all("[data-view]").forEach((b) => b.addEventListener("click", () => view(b.dataset.view)));
  all("[data-pick]").forEach((b) => b.addEventListener("click", () => { picked.set(b.dataset.for, b.dataset.pick); filter(b.dataset.for); }));
  all("select[data-among]").forEach((s) => { s.addEventListener("change", () => filter(s.dataset.among)); filter(s.dataset.among); });
  all("[data-search]").forEach((i) => { i.addEventListener("input", () => filter(i.dataset.search)); filter(i.dataset.search); });
  all("article").forEach((side) => side.addEventListener("click", (event) => {
    const found = keysAt(event.target);
    if (!found.length || !getSelection().isCollapsed) { return; }
    step = found.join() === chain.join() ? (step + 1) % found.length : 0;
    chain = found;
    showText(found[step], side);
  }));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-go], [data-item], [data-jump]");
    if (!link) { return; }
    event.preventDefault();
    if (link.dataset.go) { showText(link.dataset.go, null); }
    else if (link.dataset.item) { showItem(link.dataset.item); }
    else { jump(document.getElementById(link.dataset.jump)); }
  });
  all(".map a").forEach((a) => {
    const bands = () => all(`[data-band="${a.dataset.item}"]`, a.closest("svg"));
    a.addEventListener("mouseenter", () => bands().forEach((b) => b.classList.add("now")));
    a.addEventListener("mouseleave", () => bands().forEach((b) => b.classList.remove("now")));
  });
  one(".print").addEventListener("click", () => print());
})();
