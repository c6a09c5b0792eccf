"use strict";
// Links the text with its records. Without it the page shows everything one below the other, and links jump.
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);
  const smooth = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  const turns = new Map(); // record → which of its places was shown last
  let chain = []; // records at the place that was clicked last, the innermost first
  let step = 0;
  root.classList.add("live");

  const choose = (buttons, chosen) => buttons.forEach((b) => { b.classList.toggle("on", b === chosen); b.setAttribute("aria-pressed", b === chosen); });

  function view(name) {
    choose(all("header .tab"), one(`header [data-view="${name}"]`));
    all(".view").forEach((v) => v.classList.toggle("on", v.id === `view-${name}`));
  }

  function panel(kind) {
    choose(all(".panel .tab"), one(`.panel [data-panel="${kind}"]`));
    all(".cards").forEach((c) => c.classList.toggle("on", c.dataset.cards === kind));
    filter("");
  }

  function filter(words) {
    one(".tools input").value = words;
    all(".cards.on .card").forEach((card) => { card.hidden = !card.textContent.includes(words); });
  }

  function flash(elements) {
    elements.forEach((e) => { e.classList.remove("flash"); void e.offsetWidth; e.classList.add("flash"); });
  }

  function toText(key) {
    const places = all(`[data-k="${key}"]`);
    if (!places.length) { return; }
    const mentions = [...new Set(places.map((p) => p.dataset.t))];
    const turn = turns.has(key) ? (turns.get(key) + 1) % mentions.length : 0;
    const here = places.filter((p) => p.dataset.t === mentions[turn]);
    turns.set(key, turn);
    view("text");
    reveal(key, "nearest");
    here[0].scrollIntoView({ block: "center", behavior: smooth });
    flash(here);
    one(".hint").textContent = mentions.length > 1 ? `文中共${mentions.length}处，现为第${turn + 1}处，再点看下一处` : "";
  }

  function toCard(key) {
    flash([reveal(key, "center")]);
    one(".hint").textContent = chain.length > 1 ? `此处有${chain.length}项要素，现为第${step + 1}项，再点看下一项` : "";
  }

  // Marks a record's places and its card, and brings the card into view; headings and facts of the head have none.
  function reveal(key, block) {
    all(".now").forEach((e) => e.classList.remove("now"));
    all(`[data-k="${key}"], [data-card="${key}"]`).forEach((e) => e.classList.add("now"));
    const card = one(`[data-card="${key}"]`);
    if (card && (!card.parentElement.classList.contains("on") || card.hidden)) { panel(card.parentElement.dataset.cards); }
    card?.scrollIntoView({ block, behavior: smooth });
    return card;
  }

  function recordsAt(element) {
    const found = [];
    for (let e = element.closest(".m"); e; e = e.parentElement.closest(".m")) {
      const kind = e.dataset.k.split("-")[0];
      if (!root.classList.contains(`off-${kind}`) && one(`[data-card="${e.dataset.k}"]`)) { found.push(e.dataset.k); }
    }
    return found;
  }

  one("article").addEventListener("click", (event) => {
    const found = recordsAt(event.target);
    if (!found.length || !getSelection().isCollapsed) { return; }
    step = found.join() === chain.join() ? (step + 1) % found.length : 0;
    chain = found;
    toCard(found[step]);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-go]");
    if (link) { event.preventDefault(); toText(link.dataset.go); }
  });
  all(".card").forEach((card) => card.addEventListener("click", (event) => {
    if (!event.target.closest("a") && getSelection().isCollapsed) { toText(card.dataset.card); }
  }));
  all("[data-view]").forEach((b) => b.addEventListener("click", () => view(b.dataset.view)));
  all("[data-panel]").forEach((b) => b.addEventListener("click", () => panel(b.dataset.panel)));
  all("[data-kind]").forEach((box) => {
    const apply = () => root.classList.toggle(`off-${box.dataset.kind}`, !box.checked);
    box.addEventListener("change", apply);
    apply(); // a browser may bring back what was ticked before
  });
  one(".tools input").addEventListener("input", (event) => filter(event.target.value));
  one(".print").addEventListener("click", () => print());
  const first = one(".panel .tab:not(:disabled)");
  if (first) { panel(first.dataset.panel); }
})();
